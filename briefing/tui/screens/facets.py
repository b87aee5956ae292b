"""Everything there is to narrow by: factions, actors, places, sources, years and months, to ask for or to shut out."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from briefing.query import QueryError
from briefing.tui.factions import Badge
from briefing.tui.fitted import Fitted, ends
from briefing.tui.leaving import Dialog
from briefing.tui.narrowing import FACETS, FacetName, Narrowing, Offer, Sign
from briefing.tui.offers import facet_choices, why_nothing
from briefing.tui.plain import plain
from briefing.tui.screens.picker import MOST, Choice, found_by, narrowed
from briefing.tui.widgets.facet_tabs import FacetTabs

NAMES = ("Factions", "Actors", "Places", "Sources", "Years", "Months")
KEYS = "space + · - without · ←→ facets · enter takes · esc leaves"


class Filter(Input):
    """A line for letters and digits, which leaves the space and the signs to the dialog."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters and digits are its own."""
        return character is not None and character.isalnum()


class FacetsDialog(Dialog[str | None]):
    """Returns the text of the query with what was chosen; None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave", id="facets.leave"),
        Binding("down", "move(1)", "down", show=False, priority=True, id="facets.down"),
        Binding("up", "move(-1)", "up", show=False, priority=True, id="facets.up"),
        Binding("right,tab", "turn(1)", "next facet", priority=True, id="facets.next"),
        Binding("left,shift+tab", "turn(-1)", "previous facet", priority=True, id="facets.previous"),
        Binding("space", "sign('+')", "ask for it", priority=True, id="facets.include"),
        Binding("minus", "sign('-')", "shut it out", priority=True, id="facets.exclude"),
        Binding("enter", "take", "take", priority=True, id="facets.take"),
    ]

    def __init__(self, narrowing: Narrowing, first: FacetName, factions: Mapping[str, Badge], undated: int = 0) -> None:
        super().__init__()
        self._narrowing, self._factions, self._undated = narrowing, factions, undated
        self._offer = Offer(first)
        self._begun = narrowing.text
        self._choices: Sequence[Choice] = ()

    @property
    def _facet(self) -> FacetName:
        return self._offer.facet

    @property
    def _signs(self) -> Mapping[str, Sign]:
        return self._narrowing.signs(self._facet, self._offer.facets)

    def compose(self) -> ComposeResult:
        """The facets, a filter, values with their counts, what they give, and the keys."""
        with Vertical(classes="dialog facets"):
            yield FacetTabs(NAMES)
            yield Filter(placeholder="type to narrow", classes="dialog--input")
            yield OptionList(markup=False)
            yield Static("", id="asked", classes="dialog--aside", markup=False)
            yield Static("", id="answered", markup=False)
            yield Static(KEYS, classes="dialog--keys", markup=False)

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def on_mount(self) -> None:
        """Ask what the first facet has."""
        self.query_one(Input).focus()
        self._list.can_focus = False
        self.query_one(FacetTabs).here = FACETS.index(self._facet)
        self._ask(self._facet)

    def _show(self, offer: Offer) -> None:
        """The values of a facet, those that are chosen first."""
        self._offer = offer
        signs = self._signs
        choices = facet_choices(offer, self._factions, signs)
        self._choices = sorted(choices, key=lambda choice: choice.value not in signs)
        self.query_one(FacetTabs).here = FACETS.index(offer.facet)
        self._fill()
        self._say()

    def _count(self, offer: Offer) -> None:
        """New counts for the values that are shown, each where it is; those that are in no article any more have 0."""
        self._offer = offer
        signs = self._signs
        counted = {choice.value: choice for choice in facet_choices(offer, self._factions, signs)}
        self._choices = [counted.get(old.value, replace(old, remark="0")) for old in self._choices]
        shown = {option.id for option in self._list.options}
        for choice in self._choices:
            if choice.value in shown:
                self._list.replace_option_prompt(choice.value, _prompt(choice, signs))
        self._say()

    def _fill(self) -> None:
        typed = self.query_one(Input).value
        fitting = narrowed([(found_by(choice), choice) for choice in self._choices], typed) if typed else self._choices
        signs = self._signs
        self._list.clear_options()
        self._list.add_options(Option(_prompt(choice, signs), id=choice.value) for choice in fitting[:MOST])
        if len(fitting) > MOST:
            self._remark(f"and {len(fitting) - MOST:,} more: type to narrow")
        if not fitting:
            self._remark(f"no value has “{typed}”" if self._choices else why_nothing(self._facet, self._undated))
        self._list.highlighted = 0 if fitting else None

    def _remark(self, text: str) -> None:
        self._list.add_option(Option(Content.styled(plain(text), "$quiet"), disabled=True))

    def _say(self) -> None:
        """What the query is by now and gives, and how much is chosen of every facet."""
        self.query_one("#asked", Static).update(ends(self._narrowing.text or "everything is asked for"))
        self.query_one("#answered", Static).update(ends(self._offer.answered))
        chosen = {}
        for index, facet in enumerate(FACETS):
            counted = Counter(self._narrowing.signs(facet).values())
            chosen[index] = " ".join(f"{sign}{counted[sign]}" for sign in ("+", "-") if counted[sign])
        self.query_one(FacetTabs).chosen = chosen

    @on(Input.Changed)
    def _narrow(self) -> None:
        self._fill()

    @on(OptionList.OptionSelected)
    def _clicked(self) -> None:
        self.action_sign("+")

    @on(FacetTabs.Clicked)
    def _go(self, event: FacetTabs.Clicked) -> None:
        self._turn(FACETS[event.index])

    def _turn(self, facet: FacetName) -> None:
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self._ask(facet)

    def action_turn(self, step: int) -> None:
        """Show the facet beside this one."""
        self._turn(FACETS[(FACETS.index(self._facet) + step) % len(FACETS)])

    @work(exclusive=True, group="facets", description="facets")
    async def _ask(self, facet: FacetName) -> None:
        offer = await asyncio.to_thread(self._narrowing.offer, facet)
        if not self.query(FacetTabs):
            return  # the dialog was left meanwhile
        if self._choices and facet == self._facet:
            self._count(offer)
        else:
            self._show(offer)

    def action_move(self, step: int) -> None:
        """One value on, or back."""
        self._list.action_cursor_down() if step > 0 else self._list.action_cursor_up()

    def action_sign(self, sign: Sign) -> None:
        """Ask for the highlighted value, or shut it out; once more puts it back."""
        option = self._list.highlighted_option
        if option and option.id and self._choose(option.id, sign):
            choice = next(choice for choice in self._choices if choice.value == option.id)
            self._list.replace_option_prompt(option.id, _prompt(choice, self._signs))
            self._say()
            self._ask(self._facet)

    def _choose(self, value: str, sign: Sign) -> bool:
        """False, with the reason said, where the query would be beyond its limits."""
        given = None if self._signs.get(value) == sign else sign
        try:
            self._narrowing.choose(self._facet, value, given, self._offer.facets)
        except QueryError as error:
            self.query_one("#answered", Static).update(Content(plain(error.message)))
            return False
        return True

    def action_take(self) -> None:
        """Return what is chosen; where nothing is, what is highlighted. There is nothing to take before the answer."""
        if not self._offer.answered:
            return
        option = self._list.highlighted_option
        untouched = self._narrowing.text == self._begun and (self.query_one(Input).value or not self._signs)
        if untouched and option and option.id and option.id not in self._signs and not self._choose(option.id, "+"):
            return
        self.dismiss(self._narrowing.text)


def _prompt(choice: Choice, signs: Mapping[str, Sign]) -> Fitted:
    return ends(f"{signs.get(choice.value, ' ')} {choice.label}", choice.remark)
