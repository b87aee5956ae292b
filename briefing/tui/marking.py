"""Marks on a text: found by where they stand, laid over each other, and cut into runs of one manner of drawing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from briefing.tui.wrapping import Line

Stretch = tuple[int, int]
"""Half-open offsets of a text."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text, and the names of the styles it is drawn with."""

    start: int
    end: int
    styles: tuple[str, ...]


class Layer:
    """Stretches of one kind in the order in which they begin; some may hold others."""

    __slots__ = ("_furthest", "stretches")

    def __init__(self, stretches: Sequence[Stretch] = ()) -> None:
        self.stretches = stretches
        self._furthest = list(accumulate((end for _, end in stretches), max))

    def __len__(self) -> int:
        return len(self.stretches)

    def within(self, start: int, end: int) -> Iterator[int]:
        """The numbers of those that share a character with this stretch."""
        first, last = bisect_right(self._furthest, start), bisect_left(self.stretches, (end,))
        return (number for number in range(first, last) if self.stretches[number][1] > start)

    def beyond(self, offset: int, step: int) -> int | None:
        """The number of the next one that begins after the offset, or before it; round the end, None without any."""
        if not self.stretches:
            return None
        if step > 0:
            return bisect_left(self.stretches, (offset + 1,)) % len(self.stretches)
        return (bisect_left(self.stretches, (offset,)) - 1) % len(self.stretches)


def layered(marks: Iterable[Mark]) -> list[Mark]:
    """The marks cut at each other's ends, none overlapping; what came later is drawn over what came before."""
    marks = [mark for mark in marks if mark.start < mark.end]
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    starting: dict[int, list[tuple[int, Mark]]] = {}
    for order, mark in enumerate(marks):
        starting.setdefault(mark.start, []).append((order, mark))
    open_marks: list[tuple[int, Mark]] = []
    runs = []
    for left, right in pairwise(edges):
        open_marks = [(order, mark) for order, mark in open_marks if mark.end > left] + starting.get(left, [])
        open_marks.sort(key=lambda entry: entry[0])
        styles = tuple(style for _, mark in open_marks for style in mark.styles)
        if styles:
            runs.append(Mark(left, right, styles))
    return runs


def runs(line: Line, marks: list[Mark]) -> Iterator[Mark]:
    """The whole of a line in order, the stretches between layered marks with no style."""
    at = line.start
    first = max(0, bisect_right(marks, line.start, key=lambda mark: mark.start) - 1)
    for mark in marks[first:]:
        if mark.start >= line.end:
            break
        left, right = max(mark.start, at), min(mark.end, line.end)
        if left >= right:
            continue
        if at < left:
            yield Mark(at, left, ())
        yield Mark(left, right, mark.styles)
        at = right
    if at < line.end:
        yield Mark(at, line.end, ())
