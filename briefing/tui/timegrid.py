"""The time line in cells: bounds packed into lines, counts and years as signs that need no colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from briefing.dates import Period
from briefing.pausing import collector_paused
from briefing.timeline import Stretch, Timeline, Track, Unit, days, number_of, written

LANES = 3
"""Lines under a row for its bounds; what overlaps more often than that is counted beside them."""
WIDEST = 3
"""Cells of one year, month or day where there is room."""
GRADES = ((1_000, "█"), (100, "▆"), (10, "▄"))
"""What stands for so many articles and more, where the number has no room."""
RULE = "┊"
INITIALS = "JFMAMJJASOND"
SEVERAL: dict[Unit, int] = {"year": 10, "month": 12}
"""Years or months under one label."""
TWO_DIGITS = 3
"""Cells in which the day of the month can be read."""
WITHIN = "~"
"""A bound that begins and ends in one cell."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Articles whose bounds begin and end alike, by the numbers of years, months or days; a side may be open."""

    first: int | None
    last: int | None
    articles: int


@dataclass(frozen=True)
class Grid:
    """A time line by one unit, ready to be drawn."""

    timeline: Timeline
    unit: Unit
    tracks: tuple[Track, ...]
    lanes: tuple[tuple[Sequence[Bar], ...], ...]
    """For each track the lines of its bounds."""
    spilt: tuple[int, ...]
    """For each track the articles whose bounds found no room in its lines."""
    first: int
    """The number of the first year, month or day that anything stands at."""
    last: int

    @cached_property
    def lines(self) -> Sequence[tuple[int, int]]:
        """(track, 0) for its marks, (track, 1) and so on for its bounds."""
        return [(row, line) for row, lanes in enumerate(self.lanes) for line in range(len(lanes) + 1)]

    @cached_property
    def starts(self) -> Sequence[int]:
        """The line of the marks of each track."""
        return [line for line, (_, lane) in enumerate(self.lines) if lane == 0]

    def held(self, row: int, number: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The articles surely of a year, month or day, and those that may be of it."""
        track, asked = self.tracks[row], days(number, self.unit)
        perhaps = (place for bound in track.bounds if bound.period.overlaps(asked) for place in bound.articles)
        return track.marks.get(number, ()), tuple(perhaps)

    def stops(self, row: int) -> list[int]:
        """The numbers at which a track has something: its marks, and where its bounds begin, else end."""
        bounds = (bound.period.first or bound.period.last for bound in self.tracks[row].bounds)
        return sorted({*self.tracks[row].marks, *(number_of(day, self.unit) for day in bounds if day)})

    def row_of(self, place: int) -> int:
        """The first track that holds an article; 0 where none does."""
        return next((row for row, track in enumerate(self.tracks) if place in track.line.articles), 0)


def grid(timeline: Timeline, unit: Unit) -> Grid | None:
    """All tracks by this unit; None where nothing has a date. With very many articles to be called in a thread."""
    span = timeline.dates.span
    if span.first is None or span.last is None:
        return None
    with collector_paused():
        tracks = tuple(timeline.tracks(unit))
        packed = [_packed(track.bounds, unit) for track in tracks]
    first, last = number_of(span.first, unit), number_of(span.last, unit)
    return Grid(timeline, unit, tracks, tuple(lanes for lanes, _ in packed), tuple(n for _, n in packed), first, last)


def fitting(span: Period, room: int) -> Unit:
    """Months; days where all of them have room."""
    enough = span.first and span.last and (span.last - span.first).days < room
    return "day" if enough else "month"


def _packed(bounds: Iterable[Stretch], unit: Unit) -> tuple[tuple[Sequence[Bar], ...], int]:
    lanes: list[list[Bar]] = []
    spilt = 0
    for bar in _bars(bounds, unit):
        lane = next((lane for lane in lanes if _before(lane[-1], bar)), None)
        if lane is not None:
            lane.append(bar)
        elif len(lanes) < LANES:
            lanes.append([bar])
        else:
            spilt += bar.articles
    return tuple(lanes), spilt


def _bars(bounds: Iterable[Stretch], unit: Unit) -> list[Bar]:
    alike: dict[tuple[int | None, int | None], int] = {}
    for bound in bounds:
        first, last = (number_of(day, unit) if day else None for day in (bound.period.first, bound.period.last))
        alike[first, last] = alike.get((first, last), 0) + len(bound.articles)
    return [Bar(*ends, number) for ends, number in alike.items()]


def _before(one: Bar, other: Bar) -> bool:
    return one.last is not None and other.first is not None and one.last < other.first


def ends_of(period: Period, unit: Unit) -> tuple[int, int]:
    """The numbers of the first and the last year, month or day of a period; beyond everything where a side is open."""
    return number_of(period.first or date.min, unit), number_of(period.last or date.max, unit)


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time in sight: from which number on, and how it is spread over cells."""

    unit: Unit
    left: int
    columns: int
    wide: int

    @property
    def cells(self) -> int:
        """All of them."""
        return self.columns * self.wide

    def number_at(self, column: int) -> int | None:
        """The number of what stands in a cell, counted from the left."""
        return self.left + column // self.wide if 0 <= column < self.cells else None

    def marks(self, track: Track) -> list[str]:
        """A text for each column: how many articles, a line where a year begins, else nothing."""
        return [
            counted(len(track.marks[number]), self.wide) if number in track.marks else self._rule(number)
            for number in range(self.left, self.left + self.columns)
        ]

    def _rule(self, number: int) -> str:
        return (RULE if major(number, self.unit) else "").ljust(self.wide)

    def bounds(self, lane: Iterable[Bar]) -> str:
        """`├──2──┤` for what is of one of these days; `◂──┤` and `├──▸` where a side is open."""
        drawn = list("".join(map(self._rule, range(self.left, self.left + self.columns))))
        for bar in lane:
            start = 0 if bar.first is None else (bar.first - self.left) * self.wide
            end = self.cells - 1 if bar.last is None else (bar.last - self.left + 1) * self.wide - 1
            begin, stop = max(0, start), min(self.cells - 1, end)
            if begin <= stop:
                left = "◂" if bar.first is None else "├" if start == begin else "─"
                right = "▸" if bar.last is None else "┤" if end == stop else "─"
                drawn[begin : stop + 1] = _drawn(bar.articles, left, right, stop - begin + 1)
        return "".join(drawn)

    def axis(self) -> tuple[str, str]:
        """Years over months, decades over years, months over days."""
        numbers = range(self.left, self.left + self.columns)
        upper = [" "] * self.cells
        free = 0
        labels = [(self.left, _label(self.left, self.unit))]
        labels += [(number, _label(number, self.unit)) for number in numbers if major(number, self.unit)]
        if len(labels) > 1 and (labels[1][0] - self.left) * self.wide <= len(labels[0][1]):
            del labels[0]
        for number, label in labels:
            column = (number - self.left) * self.wide
            if column >= free and column + len(label) <= self.cells:
                upper[column : column + len(label)] = label
                free = column + len(label) + 1
        return "".join(upper), "".join(map(self._small, numbers))

    def _small(self, number: int) -> str:
        if self.unit == "month":
            return INITIALS[number % 12].ljust(self.wide)
        if self.unit == "year":
            return (f"{number % 10}" if self.wide == 1 else f"{number % 100:02}").ljust(self.wide)
        day = date.fromordinal(number).day
        if self.wide >= TWO_DIGITS:
            return str(day).ljust(self.wide)
        return str(day % 10)


def _drawn(articles: int, left: str, right: str, length: int) -> str:
    """A bar in so many cells; the number in it, where there are several articles and it has room."""
    if length == 1:
        return WITHIN if left + right == "├┤" else left if right == "─" else right
    number = f"{articles:,}" if articles > 1 else ""
    return left + (number if len(number) + len(left + right) < length else "").center(length - 2, "─") + right


def counted(number: int, wide: int) -> str:
    """A number where it has room, else a sign for its size."""
    text = str(number)
    if len(text) > wide:
        text = next(sign for least, sign in GRADES if number >= least)
    return text.ljust(wide)


def major(number: int, unit: Unit) -> bool:
    """Does a year begin with this month, a decade with this year, a month with this day?"""
    return date.fromordinal(number).day == 1 if unit == "day" else number % SEVERAL[unit] == 0


def _label(number: int, unit: Unit) -> str:
    if unit == "day":
        return written(number, unit)[:7]
    return written(number, unit)[:4]
