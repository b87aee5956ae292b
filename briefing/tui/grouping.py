"""The list under headings: which rows stand under which month, and on which line of the list each of them is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from briefing.results import INFERRED, POSSIBLE, UNDATED
from briefing.tui.wrapping import cells, crop

BY_DATE = frozenset({"date", "oldest"})
"""Orders in which the rows of a month stand together."""
_WORDS = {INFERRED: "date inferred", UNDATED: "undated", POSSIBLE: "possibly within the dates"}


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand under one heading."""

    label: str
    """A month or a year, or what `briefing.results` has where there is none."""
    start: int
    """The first of the rows."""
    count: int
    vague: int = 0
    """How many of them give the year only, and stand among those of its first day."""

    @property
    def heading(self) -> str:
        """`2014-08 · 14 articles`."""
        said = f"{_WORDS.get(self.label, self.label)} · {self.count:,} article{'s' * (self.count != 1)}"
        return f"{said}, {self.vague:,} of {self.label[:4]} only" if self.vague else said


def groups(months: Iterable[str]) -> tuple[Group, ...]:
    """The headings of rows in the order of their dates, each of which comes with its month."""
    made: list[Group] = []
    start = 0
    runs = [(label, sum(1 for _ in run)) for label, run in groupby(months)]
    for (label, count), (following, _) in zip(runs, [*runs[1:], ("", 0)], strict=False):
        last = made[-1] if made else Group("", 0, 0)
        if label == last.label:
            made[-1] = replace(last, count=last.count + count)
        elif last.label == following and following.startswith(f"{label}-"):
            made[-1] = replace(last, count=last.count + count, vague=last.vague + count)
        else:
            made.append(Group(label, start, count))
        start += count
    return tuple(made)


def rule(group: Group, width: int) -> str:
    """The line of a heading, exactly so many cells."""
    text = crop(f"── {group.heading} ", width)
    return text + "─" * (width - cells(text))


@dataclass(frozen=True, slots=True)
class Lines:
    """Where rows that take `height` lines each stand, under their headings of one line each."""

    count: int = 0
    height: int = 1
    groups: tuple[Group, ...] = ()
    _headings: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """The line of each heading."""
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = tuple(group.start for group in self.groups)
        object.__setattr__(self, "_starts", starts)
        object.__setattr__(self, "_headings", tuple(start * self.height + at for at, start in enumerate(starts)))

    def __len__(self) -> int:
        return self.count * self.height + len(self.groups)

    def span(self, row: int) -> tuple[int, int]:
        """The first line of a row and how many there are, its heading included where it is right above."""
        before = bisect_right(self._starts, row)
        headed = before > 0 and self._starts[before - 1] == row
        return row * self.height + before - headed, self.height + headed

    def at(self, line: int) -> tuple[int, int] | Group | None:
        """The row and which of its lines this is, or a heading; None behind them all."""
        before = bisect_right(self._headings, line)
        if before and self._headings[before - 1] == line:
            return self.groups[before - 1]
        row, part = divmod(line - before, self.height)
        return (row, part) if 0 <= row < self.count else None

    def beyond(self, row: int, step: int) -> int:
        """The row that stands so many lines away, up or down: another one in any case, if only outside of the list."""
        line = row * self.height + bisect_right(self._starts, row) + step
        there = (line - bisect_right(self._headings, line)) // self.height
        return max(there, row + 1) if step > 0 else min(there, row - 1)
