"""A list to pick one or several values from, each with the number of articles behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from briefing.tui.fitted import Fitted, ends
from briefing.tui.leaving import Dialog
from briefing.tui.plain import plain
from briefing.words import fold_text

MOST = 200
"""Rows shown at once; typing narrows to the others."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value on offer."""

    value: str
    label: str
    remark: str = ""
    sought: str = ""
    """The folded words it is found by, where these are not those of its label and value."""


def found_by(choice: Choice) -> str:
    """The folded words that a value is found by."""
    return choice.sought or fold_text(f"{choice.label} {choice.value}")


def narrowed(sought: Sequence[tuple[str, Choice]], typed: str) -> list[Choice]:
    """Those with all of these words, where a word begins so before others; else those with the letters in order."""
    words = fold_text(typed).split()
    with_all = [(text, choice) for text, choice in sought if all(word in text for word in words)]
    if not with_all:
        letters = "".join(words)
        return [choice for text, choice in sought if _in_order(letters, text)]
    with_all.sort(key=lambda found: not all(f" {word}" in f" {found[0]}" for word in words))
    return [choice for _, choice in with_all]


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


class Picker(Dialog[tuple[str, ...] | None]):
    """Returns the values picked, () for none of them, None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "leave", id="picker.leave"),
        Binding("down,j", "move(1)", "down", show=False, id="picker.down"),
        Binding("up,k", "move(-1)", "up", show=False, id="picker.up"),
        Binding("space", "toggle_choice", "pick several", id="picker.toggle"),
        Binding("enter", "take", "take", id="picker.take"),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        picked: Iterable[str] = (),
        *,
        several: bool = False,
        filterable: bool = False,
    ) -> None:
        super().__init__()
        self._title, self._choices = title, choices
        self._picked = set(picked)
        self._several, self._filterable = several, filterable
        self._touched = False

    @cached_property
    def _sought(self) -> list[tuple[str, Choice]]:
        return [(found_by(choice), choice) for choice in self._choices]

    def compose(self) -> ComposeResult:
        """Title, filter, values and the keys."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="dialog--title", markup=False)
            if self._filterable:
                yield Input(placeholder="type to narrow", classes="dialog--input")
            yield OptionList(markup=False)
            yield Static(self._keys(), classes="dialog--keys", markup=False)

    def _keys(self) -> str:
        return "space picks · enter takes · esc leaves" if self._several else "enter takes · esc leaves"

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def on_mount(self) -> None:
        """Start on what is picked already."""
        self._fill(self._choices)
        if self._filterable:
            self.query_one(Input).focus()
        else:
            self._list.focus()
        first = next((i for i, choice in enumerate(self._choices[:MOST]) if choice.value in self._picked), 0)
        self._list.highlighted = first if self._choices else None

    def _fill(self, choices: Sequence[Choice]) -> None:
        self._list.clear_options()
        self._list.add_options(Option(self._prompt(choice), id=choice.value) for choice in choices[:MOST])
        if len(choices) > MOST:
            more = f"and {len(choices) - MOST:,} more: type to narrow"
            self._list.add_option(Option(Content.styled(more, "$quiet"), disabled=True))
        if not choices:
            self._list.add_option(Option(Content.styled("nothing to pick", "$quiet"), disabled=True))
        self._list.highlighted = 0 if choices else None

    def _prompt(self, choice: Choice) -> Fitted:
        sign = "✓ " if choice.value in self._picked else "  "
        return ends(sign + choice.label, choice.remark)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._fill(narrowed(self._sought, event.value))

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def action_take(self) -> None:
        """Return what is picked; without a pick, what is highlighted."""
        highlighted = self._list.highlighted_option
        if self._several and (self._picked or self._touched):
            self.dismiss(tuple(choice.value for choice in self._choices if choice.value in self._picked))
        elif highlighted and highlighted.id:
            self.dismiss((highlighted.id,))

    def action_move(self, step: int) -> None:
        """One value on, or back."""
        self._list.action_cursor_down() if step > 0 else self._list.action_cursor_up()

    def action_toggle_choice(self) -> None:
        """Pick the highlighted value, or put it back."""
        option = self._list.highlighted_option
        if not self._several or option is None or option.id is None:
            return
        self._touched = True
        self._picked ^= {option.id}
        choice = next(choice for choice in self._choices if choice.value == option.id)
        self._list.replace_option_prompt(option.id, self._prompt(choice))
