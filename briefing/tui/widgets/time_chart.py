"""The time line: rows of factions or actors, columns of years, months or days; only what is in sight is drawn."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive, var
from textual.strip import Strip
from textual.widget import Widget

from briefing.timeline import Track
from briefing.tui import keys
from briefing.tui.drawing import manner, strip
from briefing.tui.factions import STYLES, Badge
from briefing.tui.timegrid import RULE, WIDEST, Grid, Window
from briefing.tui.wrapping import across, fit

AXIS = 2
"""Lines over the rows."""
SHARE, NARROWEST, BROADEST = 0.3, 12, 36
"""How much of the width is for the names, and the fewest and most cells of it."""
ROOMY = 20
"""Cells of a name below which a faction goes by its label."""
BESIDE = 3
"""Cells for the bar of the cursor, and for what says that there is more to the left and to the right."""
BEFORE, AFTER = "‹", "›"
Piece = tuple[str, tuple[str, ...]]


class TimeChart(Widget, can_focus=True, inherit_bindings=False):
    """A grid of counts with bounds under them, and a cursor on one row and one column."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.MOVING,
        Binding("l,right", "step(1)", "later", show=False, id="timeline.later"),
        Binding("h,left", "step(-1)", "earlier", show=False, id="timeline.earlier"),
        Binding("right_square_bracket", "stop(1)", "to what comes next in this row", show=False, id="timeline.next"),
        Binding("left_square_bracket", "stop(-1)", "to what came before in it", show=False, id="timeline.previous"),
        Binding("0", "end(-1)", "to the oldest", show=False, id="timeline.oldest"),
        Binding("dollar_sign", "end(1)", "to the newest", show=False, id="timeline.newest"),
        Binding("enter", "enter", "open", id="timeline.open"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"axis", "quiet", "here", "cursor", "cursor-bar", "title", "block", *STYLES}

    grid: var[Grid | None] = var(None)
    badges: var[Mapping[str, Badge]] = var(dict)
    row: reactive[int] = reactive(0)
    at: reactive[int] = reactive(0)
    """The number of the year, month or day under the cursor."""

    @dataclass
    class Moved(Message):
        """The cursor is elsewhere."""

        def can_replace(self, message: Message) -> bool:
            """Only the last of a flood matters."""
            return isinstance(message, TimeChart.Moved)

    @dataclass
    class Entered(Message):
        """The user wants to read what is under the cursor."""

    _left = _top = 0

    def show(self, grid: Grid, row: int, at: int) -> None:
        """Draw another grid, with the cursor there."""
        self.grid = grid
        self.set_reactive(TimeChart.row, max(0, min(row, len(grid.tracks) - 1)))
        self.set_reactive(TimeChart.at, max(grid.first, min(at, grid.last)))
        self._top, self._left = 0, grid.last
        self._follow()

    def validate_row(self, row: int) -> int:
        """Stay on the rows."""
        return max(0, min(row, len(self.grid.tracks) - 1)) if self.grid else 0

    def validate_at(self, at: int) -> int:
        """Stay in the span."""
        return max(self.grid.first, min(at, self.grid.last)) if self.grid else at

    def watch_row(self) -> None:
        """Keep the row in sight."""
        self._follow()

    def watch_at(self) -> None:
        """Keep the column in sight."""
        self._follow()

    def on_resize(self) -> None:
        """Other room, other columns."""
        self._follow()

    @property
    def room(self) -> int:
        """Cells for the columns."""
        return max(1, self.size.width - self._names - BESIDE)

    @property
    def _names(self) -> int:
        return max(NARROWEST, min(BROADEST, int(self.size.width * SHARE)))

    def _window(self, grid: Grid) -> Window:
        span = grid.last - grid.first + 1
        wide = max(1, min(WIDEST, self.room // span))
        return Window(grid.unit, self._left, min(span, self.room // wide), wide)

    @property
    def _height(self) -> int:
        return max(1, self.size.height - AXIS)

    def _follow(self) -> None:
        grid = self.grid
        if grid is None or not self.size.width:
            return
        columns = self._window(grid).columns
        self._left = max(self.at - columns + 1, min(self._left, self.at))
        self._left = max(grid.first, min(self._left, grid.last - columns + 1))
        if grid.starts:
            first = grid.starts[self.row]
            last = (*grid.starts, len(grid.lines))[self.row + 1] - 1
            self._top = max(last - self._height + 1, min(self._top, first))
            self._top = min(self._top, first)
        self.refresh()
        self.post_message(self.Moved())

    def render_line(self, y: int) -> Strip:
        """A line of the axis, or of a row."""
        width, base, grid = self.size.width, self.rich_style, self.grid
        if grid is None:
            return Strip.blank(width, base)
        window = self._window(grid)
        if y < AXIS:
            return strip(self, self._axis(y, window), base, width)
        line = self._top + y - AXIS
        if line >= len(grid.lines):
            return Strip.blank(width, base)
        row, lane = grid.lines[line]
        if row == self.row:
            base = manner(self, ["cursor"], base)
        pieces = self._bounds(grid, row, lane, window) if lane else self._marks(grid, row, window)
        bar = ("▌", ("cursor-bar",)) if row == self.row else (" ", ())
        return strip(self, [bar, *pieces], base, width)

    def _axis(self, y: int, window: Window) -> Sequence[Piece]:
        text = window.axis()[y]
        start = (self.at - window.left) * window.wide
        end = start + window.wide
        margin: Piece = (" " * (self._names + BESIDE - 1), ())
        if y == 0:
            return [margin, *_tinted(text, "axis")]
        return [margin, (text[:start], ("axis",)), (text[start:end], ("here",)), (text[end:], ("axis",))]

    def _marks(self, grid: Grid, row: int, window: Window) -> list[Piece]:
        track = grid.tracks[row]
        badge = self.badges.get(track.line.id)
        style = (badge.style,) if badge else ("title",)
        name = badge.label if badge and self._names < ROOMY else track.line.name
        after = any(number >= window.left + window.columns for number in track.marks)
        return [
            (across(name, f"{len(track.line.articles):,}", self._names), style),
            (BEFORE if any(number < window.left for number in track.marks) else " ", ("quiet",)),
            *self._cells(track, window, self.at if row == self.row else None),
            (AFTER if after else " ", ("quiet",)),
        ]

    def _cells(self, track: Track, window: Window, here: int | None) -> Iterator[Piece]:
        """The columns, those that are drawn alike together."""
        texts = window.marks(track)
        for style, alike in groupby(enumerate(texts, window.left), lambda cell: _style(cell[0], cell[1], here)):
            yield "".join(text for _, text in alike), style

    def _bounds(self, grid: Grid, row: int, lane: int, window: Window) -> list[Piece]:
        lanes = grid.lanes[row]
        spilt = f", {grid.spilt[row]:,} more" if grid.spilt[row] and lane == len(lanes) else ""
        name = f"  about then{spilt}" if lane == 1 or spilt else ""
        bars, right = lanes[lane - 1], window.left + window.columns
        before = any(bar.last is not None and bar.last < window.left for bar in bars)
        after = any(bar.first is not None and bar.first >= right for bar in bars)
        return [
            (fit(name, self._names), ("quiet",)),
            (BEFORE if before else " ", ("quiet",)),
            *_tinted(window.bounds(bars), "block"),
            (AFTER if after else " ", ("quiet",)),
        ]

    def _at_line(self, y: int) -> int | None:
        lines = self.grid.lines if self.grid else ()
        line = self._top + y - AXIS
        return lines[line][0] if y >= AXIS and line < len(lines) else None

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; a second one on the same place opens."""
        row = self._at_line(event.y)
        if self.grid is None or row is None:
            return
        number = self._window(self.grid).number_at(event.x - self._names - BESIDE + 1)
        there = row, number if number is not None else self.at
        if there == (self.row, self.at) and event.chain > 1:
            self.action_enter()
        self.row, self.at = there

    def on_mouse_scroll_down(self) -> None:
        """Rows further down."""
        self.row += 1

    def on_mouse_scroll_up(self) -> None:
        """Rows further up."""
        self.row -= 1

    def action_move(self, step: int) -> None:
        """One row on, or back."""
        self.row += step

    def action_half(self, step: int) -> None:
        """Half a page of rows on, or back."""
        self.row += step * max(1, self._height // 4)

    def action_page(self, step: int) -> None:
        """A page of rows on, or back."""
        self.row += step * max(1, self._height // 2)

    def action_edge(self, side: int) -> None:
        """To the first or the last row."""
        self.row = len(self.grid.tracks) if self.grid and side > 0 else 0

    def action_step(self, step: int) -> None:
        """One year, month or day later, or earlier."""
        self.at += step

    def action_end(self, side: int) -> None:
        """To the oldest or the newest there is."""
        if self.grid:
            self.at = self.grid.last if side > 0 else self.grid.first

    def action_stop(self, side: int) -> None:
        """To the next thing in this row, or the one before."""
        if self.grid and self.grid.tracks:
            stops = self.grid.stops(self.row)
            place = bisect_right(stops, self.at) if side > 0 else bisect_left(stops, self.at) - 1
            if 0 <= place < len(stops):
                self.at = stops[place]

    def action_enter(self) -> None:
        """Read what is under the cursor."""
        self.post_message(self.Entered())


def _style(number: int, text: str, here: int | None) -> tuple[str, ...]:
    """Of one column of marks: numbers stand out, and the place of the cursor even where it is empty."""
    style = () if text.isspace() else ("quiet",) if RULE in text else ("title",)
    return (*style, "here") if number == here else style


def _tinted(text: str, style: str) -> Iterator[Piece]:
    """A line in one style, its blanks and its rules apart."""
    for kind, alike in groupby(text, lambda sign: "" if sign == " " else "quiet" if sign == RULE else style):
        yield "".join(alike), (kind,) if kind else ()
