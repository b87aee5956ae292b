"""What was kept for later, a row each: to go to, or to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from briefing.state import StateError
from briefing.tui.fitted import Fitted
from briefing.tui.leaving import Dialog
from briefing.tui.plain import plain
from briefing.tui.wrapping import across, fit

MOST = 200
"""Rows shown at once."""
EXPORT = -1
"""In place of the number of a row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: two texts at the ends of a line, and a quiet line below, if there is one."""

    left: str
    right: str = ""
    below: str = ""


@dataclass
class Filled(Message):
    """More is known about a row."""

    number: int
    entry: Entry


@dataclass
class Gone(Message):
    """A row was taken away, or in a sentence why not."""

    number: int
    problem: str = ""


class Kept(Dialog[int | None]):
    """Returns the number of the row to go to, None where it was left. What `fill` and `drop` do, they do in a thread.

    `fill` gives a row anew, once there is time; `drop` takes it away for good, StateError where it cannot.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "leave", id="kept.leave"),
        Binding("down,j", "move(1)", "down", show=False, id="kept.down"),
        Binding("up,k", "move(-1)", "up", show=False, id="kept.up"),
        Binding("g,home", "edge(-1)", "to the first", show=False, id="kept.first"),
        Binding("G,end", "edge(1)", "to the last", show=False, id="kept.last"),
        Binding("x,backspace,delete", "drop", "take away", id="kept.drop"),
    ]

    def __init__(
        self,
        title: str,
        entries: Sequence[Entry],
        fill: Callable[[int], Entry],
        drop: Callable[[int], object],
        *,
        empty: str,
        dropping: str,
        more: str = "",
    ) -> None:
        super().__init__()
        self._title, self._entries = title, list(entries[:MOST])
        self._more = f"and {len(entries) - MOST:,} more{more}" if len(entries) > MOST else ""
        self._fill, self._drop = fill, drop
        self._empty, self._dropping = empty, dropping
        self._dropped: set[int] = set()

    def compose(self) -> ComposeResult:
        """Title, rows, what stands in the way, and the keys."""
        with Vertical(classes="dialog page kept"):
            yield Static(plain(self._title), classes="dialog--title", markup=False)
            rows = (Option(_drawn(entry), id=str(number)) for number, entry in enumerate(self._entries))
            yield OptionList(*rows, markup=False)
            yield Static("", id="mistake", markup=False)
            yield Static(f"enter opens · x {self._dropping} · esc leaves", classes="dialog--keys", markup=False)

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def on_mount(self) -> None:
        """Start on the first, and look up the rest."""
        self._list.focus()
        if self._more:
            self._remark(self._more)
        self._list.highlighted = 0 if self._entries else None
        self._say_if_empty()
        self._look_up()

    def _say_if_empty(self) -> None:
        if not self._list.option_count:
            self._remark(self._empty)

    def _remark(self, text: str) -> None:
        self._list.add_option(Option(Content.styled(plain(text), "$quiet"), disabled=True))

    @work(thread=True, group="keeping")
    def _look_up(self) -> None:
        worker = get_current_worker()
        for number in range(len(self._entries)):
            if worker.is_cancelled:
                return
            if number not in self._dropped:
                self.post_message(Filled(number, self._fill(number)))

    @on(Filled)
    def _show(self, filled: Filled) -> None:
        if filled.number not in self._dropped:
            self._list.replace_option_prompt(str(filled.number), _drawn(filled.entry))

    @property
    def _here(self) -> int | None:
        option = self._list.highlighted_option
        return int(option.id) if option and option.id else None

    @on(OptionList.OptionSelected)
    def _take(self) -> None:
        if self._here is not None:
            self.dismiss(self._here)

    def action_drop(self) -> None:
        """Take the row away."""
        if self._here is not None and self._here not in self._dropped:
            self._dropped.add(self._here)
            self._take_away(self._here)

    @work(thread=True, group="keeping")
    def _take_away(self, number: int) -> None:
        try:
            self._drop(number)
        except StateError as error:
            self.post_message(Gone(number, str(error)))
        else:
            self.post_message(Gone(number))

    @on(Gone)
    def _gone(self, gone: Gone) -> None:
        if gone.problem:
            self._dropped.discard(gone.number)
            self.query_one("#mistake", Static).update(Content(plain(gone.problem)))
            return
        place, self._list.highlighted = self._list.highlighted, None
        self._list.remove_option(str(gone.number))
        left = len(self._entries) - len(self._dropped)
        self._list.highlighted = min(place or 0, left - 1) if left else None
        self._say_if_empty()

    def action_move(self, step: int) -> None:
        """One row on, or back."""
        self._list.action_cursor_down() if step > 0 else self._list.action_cursor_up()

    def action_edge(self, side: int) -> None:
        """To the first row, or the last."""
        self._list.action_first() if side < 0 else self._list.action_last()


class WorkingList(Kept):
    """Returns EXPORT too, where a brief of all of it is wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("e", "export", "export a brief of it", id="kept.export")]

    def action_export(self) -> None:
        """Make a brief of it, if there is anything on it."""
        if len(self._dropped) < len(self._entries):
            self.dismiss(EXPORT)


def _drawn(entry: Entry) -> Fitted:
    def make(width: int) -> Content:
        line = Content(across(entry.left, entry.right, width))
        return Content("\n").join([line, Content.styled(fit(entry.below, width), "$quiet")]) if entry.below else line

    return Fitted(make, 2 if entry.below else 1)
