"""What to export, in which form and under which name; and whether to look at it, write it, copy it or edit it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Literal

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from briefing.tui import editing
from briefing.tui.exporting import (
    FAILURES,
    Briefs,
    Draft,
    Edited,
    Order,
    Private,
    Scope,
    Written,
    Yours,
    copy_name,
    shortened,
    sized,
)
from briefing.tui.fitted import ends
from briefing.tui.leaving import Dialog
from briefing.tui.plain import plain
from briefing.tui.screens.brief_page import BriefPage
from briefing.tui.shapes import POINTED, SHAPES, Wish, drawn

Way = Literal["write", "preview", "copy", "edit", "update"]
WHERE = "in the working folder, or where the name leads"
KEYS = "enter writes · p preview · y copies · E edits · tab name · esc leaves"
NOTHING = "nothing is listed, and nothing is on the working list"
MAKING = "making"
"""The group of what makes briefs."""
LONGEST_COPY = 100_000
"""Bytes that a terminal is asked to take for its clipboard."""


class Scopes(OptionList):
    """Some of its own keys are about the whole dialog; a click only chooses."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.deliver('write')", "write it", id="export.write"),
        Binding("right", "screen.turn(1)", "next form", id="export.next-form"),
        Binding("left", "screen.turn(-1)", "previous form", id="export.previous-form"),
    ]


class ExportDialog(Dialog[str | None]):
    """Returns in a sentence what became of the brief, None where it was left.

    An existing file is only replaced after a second yes, and a brief is kept beside then, or brought up to date. What
    fails is told here, and nothing typed is lost.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "leave", id="export.leave"),
        Binding("p", "deliver('preview')", "preview", id="export.preview"),
        Binding("y", "deliver('copy')", "copy it", id="export.copy"),
        Binding("E", "deliver('edit')", "write it and open it in $VISUAL or $EDITOR", id="export.edit"),
        Binding("u", "deliver('update')", "bring the brief up to date that has this name", id="export.update"),
        Binding("t", "wish('full')", "excerpts or whole texts", id="export.full"),
        Binding("n", "wish('notes')", "without or with your notes", id="export.notes"),
        Binding("l", "wish('links')", "names as links, for Obsidian", id="export.links"),
        Binding("down,j", "move(1)", "what to export", show=False, id="export.down"),
        Binding("up,k", "move(-1)", "what to export", show=False, id="export.up"),
    ]

    def __init__(self, briefs: Briefs, offer: Callable[[], Sequence[Scope]]) -> None:
        """`offer` says what may be exported, the likeliest first, in a thread; it may raise one of FAILURES."""
        super().__init__()
        self._briefs, self._offer = briefs, offer
        self._scopes: Sequence[Scope] = ()
        self._order: Order | None = None
        self._typed = ""
        self._confirmed: Path | None = None
        """What the user was told would be replaced."""
        self._granted: tuple[Path, frozenset[Yours]] | None = None
        """What of their own they were told would go into a brief that is brought up to date."""
        self._doing: tuple[Way, Order, str] | None = None
        self._writing = False

    def compose(self) -> ComposeResult:
        """The scopes, the name, the form, and what stands in the way."""
        with Vertical(classes="dialog"):
            yield Static("Export a brief", classes="dialog--title", markup=False)
            yield Scopes(markup=False)
            yield Input(classes="dialog--input", select_on_focus=False)
            yield Static(WHERE, classes="dialog--keys dialog--aside", markup=False)
            yield Static(id="shape", markup=False)
            yield Static(id="mistake", markup=False)
            yield Static(KEYS, classes="dialog--keys", markup=False)

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def _field(self) -> Input:
        return self.query_one(Input)

    def on_mount(self) -> None:
        """Start on what is likeliest."""
        self._list.focus()
        self._look()

    @work(group="briefs", description="what may be exported")
    async def _look(self) -> None:
        try:
            self._scopes = await asyncio.to_thread(self._offer)
        except FAILURES as error:
            self._say(str(error))
            return
        if not self._scopes:
            self._say(NOTHING)
            return
        self._order = Order(self._scopes[0])
        self._list.add_options(Option(ends(scope.label, scope.remark)) for scope in self._scopes)
        self._list.highlighted = 0
        self._call(self._order.name)
        self._show_order()

    # What is ordered

    @on(OptionList.OptionHighlighted)
    @on(Input.Changed)
    def _catch_up(self) -> None:
        """With what is chosen and typed by now: keys may be faster than what tells of them."""
        if self._order and self._list.highlighted is not None:
            self._change(replace(self._order, scope=self._scopes[self._list.highlighted]))
        if self._typed != self._field.value:
            self._typed = self._field.value
            self._forgive()

    def action_move(self, step: int) -> None:
        """Another scope."""
        self._list.action_cursor_down() if step > 0 else self._list.action_cursor_up()

    def action_turn(self, step: int) -> None:
        """Another form."""
        self._catch_up()
        if self._order:
            place = SHAPES.index(self._order.shape) + step
            self._change(replace(self._order, shape=SHAPES[place % len(SHAPES)]))

    def action_wish(self, wish: Wish) -> None:
        """More of it, or less again, where the form has such."""
        self._catch_up()
        if (order := self._order) and wish in order.wishes:
            self._change(replace(order, wished=order.wished ^ {wish}))

    def _change(self, order: Order) -> None:
        """A name that the user gave stays, with another ending where the form has another."""
        before, self._order, name = self._order, order, self._field.value
        if before is None or before == order:
            return
        if name == before.name:
            name = order.name
        elif name.endswith(before.ending):
            name = name.removesuffix(before.ending) + order.ending
        self._call(name)
        self._forgive()
        self._show_order()

    def _call(self, name: str) -> None:
        self._typed = self._field.value = name
        self._field.cursor_position = len(name)

    def _show_order(self) -> None:
        if self._order:
            self.query_one("#shape", Static).update(drawn(self._order.shape, self._order.wished))

    def _forgive(self) -> None:
        """Something else is wanted: what was asked for is let go of, unless it is being written already."""
        self._confirmed = self._granted = None
        if not self._writing:
            self.workers.cancel_group(self, MAKING)
            self._say("")

    def _say(self, text: str, *, quiet: bool = False) -> None:
        for line in self.query("#mistake").results(Static):  # there is none once the dialog was left
            line.set_class(quiet, "-quiet")
            line.update(Content(plain(text)))
        self.set_class(bool(text) and not quiet, "-told")

    def _ask(self, text: str) -> None:
        """Say it where a letter is an answer, and no part of a name."""
        self._list.focus()
        self._say(text)

    # What is done with it

    def action_leave(self) -> None:
        """Leave; what is only being made is let go of, what is being written ends in a moment."""
        if not self._writing:
            self.dismiss(None)

    async def on_click(self, event: events.Click) -> None:
        """What is pointed at is done."""
        if action := event.style.meta.get(POINTED):
            await self.run_action(action)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_deliver("write")

    def action_deliver(self, way: Way) -> None:
        """Write it, or whatever else is wanted; what is going on already is not begun again."""
        self._catch_up()
        if self._order and not self._writing:
            wanted = (way, self._order, self._field.value.strip())
            if wanted != self._doing:
                self._doing = wanted
                self._deliver(wanted)

    @work(group=MAKING, exclusive=True, description="a brief")
    async def _deliver(self, wanted: tuple[Way, Order, str]) -> None:
        way, order, name = wanted
        ways: Mapping[Way, Callable[[Order, str], Awaitable[str | None]]]
        ways = {"write": self._write, "preview": self._preview, "copy": self._copy, "edit": self._edit}
        ways = {**ways, "update": self._update}
        try:
            if said := await ways[way](order, name):
                self.dismiss(said)
        except (*FAILURES, editing.EditorError) as error:
            self._say(str(error))
        finally:
            if self._doing is wanted:
                self._doing = None

    async def _draft(self, order: Order) -> Draft:
        self._say("making the brief …", quiet=True)
        draft = await asyncio.to_thread(self._briefs.draft, order)
        self._say("")
        return draft

    async def _preview(self, order: Order, name: str) -> None:
        draft = await self._draft(order)
        self.app.push_screen(BriefPage(name or order.name, draft))

    async def _copy(self, order: Order, _name: str) -> str | None:
        draft = await self._draft(order)
        if draft.bytes > LONGEST_COPY:
            self._say(f"{sized(draft.bytes)} are too much for the clipboard of a terminal: write it instead")
            return None
        self.app.copy_to_clipboard(draft.text)
        return f"copied as {order.shape.name}: {draft}, if the terminal takes it"

    async def _write(self, order: Order, name: str) -> str | None:
        written = await self._written(order, name, "enter")
        return f"wrote {written}" if written else None

    async def _edit(self, order: Order, name: str) -> str | None:
        command = editing.editor(self.app, os.environ)
        written = await self._written(order, name, "E")
        if written is None:
            return None
        ended = editing.edit(self.app, command, written.target)
        return f"wrote {written.draft}, {ended}: {written.target.name}{written.beside}"

    async def _update(self, _order: Order, name: str) -> str | None:
        """None where the user is to be asked first."""
        target, there = await asyncio.to_thread(self._briefs.place, name)
        if there != "a brief":
            self._say(f"{target.name} is no brief that lies there: u brings one up to date, enter writes one")
            return None
        granted = self._granted[1] if self._granted and self._granted[0] == target else frozenset()
        self._say("bringing it up to date …", quiet=True)
        self._writing = True
        try:
            return await asyncio.to_thread(self._briefs.update, target, granted)
        except Private as error:
            self._granted = target, granted | error.missing
            self._ask(f"{shortened(target.name)} was not touched: {error}: u again takes that in")
        except Edited as error:
            self._ask(f"{shortened(target.name)} was not touched: {error} Move that into a slot and press u again")
        finally:
            self._writing = False
        return None

    async def _written(self, order: Order, name: str, again: str) -> Written | None:
        """None where it is to be confirmed first."""
        target, there = await asyncio.to_thread(self._briefs.place, name, order.shape.form)
        if there != "nothing" and self._confirmed != target:
            self._confirmed = target
            if there == "a brief":
                self._ask(
                    f"{shortened(target.name)} holds a brief with your words: u brings it up to date and keeps them · "
                    f"{again} again replaces it (kept as {shortened(copy_name(target))})"
                )
            else:
                self._say(f"{target.name} exists: {again} again replaces it")
            return None
        draft = await self._draft(order)
        self._writing = True
        try:
            return await asyncio.to_thread(self._briefs.write, draft, target, overwrite=there != "nothing")
        finally:
            self._writing = False
