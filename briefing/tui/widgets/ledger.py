"""Entries under headings, line by line, with a cursor on those that lead somewhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from briefing.tui import keys
from briefing.tui.biography import Entry
from briefing.tui.drawing import manner, strip

MARGIN = 2
"""Cells for the bar of the cursor."""


class Ledger(Widget, can_focus=True, inherit_bindings=False):
    """A page of entries, made anew for the width there is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.MOVING,
        Binding("enter", "enter", "go there", id="overview.enter"),
        Binding("tab", "section(1)", "next section", id="overview.next"),
        Binding("shift+tab", "section(-1)", "previous section", show=False, id="overview.previous"),
        Binding("space", "page(1)", "a page down", show=False, id="overview.page"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("axis", "block", "mark", "quiet", "heading", "title", "cursor", "cursor-bar", "said-words"),
        *("person", "group", "place", "by-post"),
    }

    at: reactive[int] = reactive(0)
    """The number of the entry under the cursor."""

    @dataclass
    class Entered(Message):
        """The user wants to go where this entry leads."""

        entry: Entry

    _make: Callable[[int], Sequence[Entry]] | None = None
    _entries: Sequence[Entry] = ()
    _tops: Sequence[int] = ()
    _top = 0

    def show(self, make: Callable[[int], Sequence[Entry]] | None, at: int = 0) -> None:
        """Draw other entries; `make` is given the cells of a line."""
        self._make, self._top = make, 0
        self._lay_out()
        self.set_reactive(Ledger.at, at)
        self._follow()

    def _lay_out(self) -> None:
        width = max(1, self.size.width - MARGIN)
        self._entries = self._make(width) if self._make else ()
        self._tops = [0, *accumulate(len(entry.lines) for entry in self._entries)]

    def on_resize(self) -> None:
        """Wrap again."""
        self._lay_out()
        self._follow()

    @property
    def _stops(self) -> list[int]:
        return [number for number, entry in enumerate(self._entries) if entry.target]

    def validate_at(self, at: int) -> int:
        """Stay on entries that lead somewhere."""
        stops = self._stops
        return min(stops, key=lambda stop: abs(stop - at)) if stops else 0

    def watch_at(self) -> None:
        """Keep it in sight."""
        self._follow()

    def _follow(self) -> None:
        if self._entries and self.size.height:
            first, last = self._tops[self.at], self._tops[self.at + 1]
            lead = self._tops[self.at - 1] if self.at and not self._entries[self.at - 1].target else first
            if self.at == (self._stops or [0])[0]:
                lead = 0
            height = self.size.height
            self._top = max(last - height, min(self._top, lead if last - lead <= height else first))
            self._top = max(0, min(self._top, first, max(0, self._tops[-1] - height)))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of an entry."""
        width, base, line = self.size.width, self.rich_style, self._top + y
        number = bisect_right(self._tops, line) - 1
        if not 0 <= number < len(self._entries):
            return Strip.blank(width, base)
        here = number == self.at and self._entries[number].target is not None
        if here:
            base = manner(self, ["cursor"], base)
        bar = ("▌ ", ("cursor-bar",)) if here else ("  ", ())
        return strip(self, [bar, *self._entries[number].lines[line - self._tops[number]]], base, width)

    def _step(self, step: int) -> None:
        stops = self._stops
        if stops:
            place = stops.index(self.at) if self.at in stops else 0
            self.at = stops[max(0, min(len(stops) - 1, place + step))]

    def action_move(self, step: int) -> None:
        """To the next entry that leads somewhere, or the one before; at the end, what stands after it."""
        before = self.at
        self._step(step)
        if self.at == before:
            self._scroll(step)

    def _scroll(self, lines: int) -> None:
        end = max(0, (self._tops[-1] if self._tops else 0) - self.size.height)
        self._top = max(0, min(end, self._top + lines))
        self.refresh()

    def action_half(self, step: int) -> None:
        """Half a page on, or back."""
        self._by(step * max(1, self.size.height // 2))

    def action_page(self, step: int) -> None:
        """A page on, or back."""
        self._by(step * max(1, self.size.height - 1))

    def _by(self, lines: int) -> None:
        """To the entry so many lines away, or the next one that leads somewhere."""
        if not self._entries:
            return
        line = max(0, min(self._tops[-1] - 1, self._tops[self.at] + lines))
        aim, before = bisect_right(self._tops, line) - 1, self.at
        onward = [s for s in self._stops if (s >= aim if lines > 0 else s <= aim)]
        self.at = (onward[0] if lines > 0 else onward[-1]) if onward else (self._stops or [0])[-1 if lines > 0 else 0]
        if self.at == before:
            self._scroll(lines)

    def action_edge(self, side: int) -> None:
        """To the first or the last entry."""
        self.at = (self._stops or [0])[-1 if side > 0 else 0]
        self._scroll(side * (self._tops[-1] if self._tops else 0))

    def action_section(self, step: int) -> None:
        """To the first entry of the next section, or of the one before."""
        stops, headings = self._stops, [n for n, entry in enumerate(self._entries) if entry.heading]
        firsts = sorted({next((s for s in stops if s >= heading), -1) for heading in (0, *headings)} - {-1})
        if firsts:
            place = bisect_right(firsts, self.at) - 1
            self.at = firsts[(place + step) % len(firsts)]

    def action_enter(self) -> None:
        """Go where the entry leads."""
        if self._entries and self._entries[self.at].target:
            self.post_message(self.Entered(self._entries[self.at]))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; a second one goes there."""
        number = bisect_right(self._tops, self._top + event.y) - 1
        if 0 <= number < len(self._entries) and self._entries[number].target:
            if number == self.at and event.chain > 1:
                self.action_enter()
            self.at = number

    def on_mouse_scroll_down(self) -> None:
        """Further down."""
        self._scroll(3)

    def on_mouse_scroll_up(self) -> None:
        """Further up."""
        self._scroll(-3)
