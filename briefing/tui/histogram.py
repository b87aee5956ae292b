"""When the articles were published, as a row of blocks: one for each month, or for more where there is little room."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count

from briefing.results import Facet
from briefing.tui.wrapping import cells

BLOCKS = "▁▂▃▄▅▆▇█"
NONE = "·"
YEAR = 12
SIZES = (1, 3, YEAR, 2 * YEAR, 5 * YEAR, 10 * YEAR)
"""How many months one block may stand for; beyond that, doubled until it fits."""
WIDEST = 3
"""Cells of a block where there is room."""
FEWEST = 2
"""Months or years below which there is nothing to see."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some months side by side, counted from the year 0, both ends included, and how many articles they hold."""

    first: int
    last: int
    count: int

    @property
    def value(self) -> str:
        """The days, as the query language has them."""
        if self.first % YEAR == 0 and self.last % YEAR == YEAR - 1:
            first, last = f"{self.first // YEAR:04}", f"{self.last // YEAR:04}"
        else:
            first, last = _month_name(self.first), _month_name(self.last)
        return first if first == last else f"{first}..{last}"


@dataclass(frozen=True)
class Chart:
    """Blocks between the labels of the first and the last of them, and what is in no block."""

    blocks: tuple[Block, ...]
    size: int
    """Months that a block stands for."""
    remark: str
    """`7 undated`."""
    room: int
    """Cells of the line."""

    @property
    def labels(self) -> tuple[str, str]:
        """Where it begins and where it ends."""
        first, last = self.blocks[0].first, self.blocks[-1].last
        if self.size < YEAR:
            return _month_name(first), _month_name(last)
        return f"{first // YEAR:04}", f"{last // YEAR:04}"

    @cached_property
    def wide(self) -> int:
        """Cells of one block."""
        return max(1, min(WIDEST, (self.room - self._beside) // len(self.blocks)))

    @property
    def _beside(self) -> int:
        """Cells that are not blocks: labels, remark and the spaces between."""
        return sum(map(cells, self.labels)) + 2 + (cells(self.remark) + 2 if self.remark else 0)

    @property
    def fits(self) -> bool:
        """Is there a cell for every block?"""
        return len(self.blocks) + self._beside <= self.room

    @property
    def left(self) -> int:
        """The column of the first block."""
        return cells(self.labels[0]) + 1

    @property
    def line(self) -> str:
        """`2014 ▁·▃█ 2017  7 undated`."""
        most = max(block.count for block in self.blocks)
        drawn = "".join(height(block.count, most) * self.wide for block in self.blocks)
        first, last = self.labels
        return f"{first} {drawn} {last}" + (f"  {self.remark}" if self.remark else "")

    def at(self, column: int) -> Block | None:
        """The block in a column of the line."""
        index = (column - self.left) // self.wide
        return self.blocks[index] if 0 <= index < len(self.blocks) else None

    def under(self, first: str | None, last: str | None) -> str:
        """A line that marks the blocks between two days, written 2020-12-31, as far as they are in the chart."""
        begin, end = _month(first) if first else -math.inf, _month(last) if last else math.inf
        marks = "".join(
            ("━" if block.first <= end and begin <= block.last else " ") * self.wide for block in self.blocks
        )
        return " " * self.left + marks


def height(number: int, most: int) -> str:
    """A block for a number: the lowest for one among thousands, a dot for none."""
    return BLOCKS[math.ceil(number * len(BLOCKS) / most) - 1] if number else NONE


def chart(years: Sequence[Facet], months: Sequence[Facet], room: int) -> Chart | None:
    """The finest chart that has room in so many cells; None where there are too few months, or too little room.

    Articles dated by a year alone are in no month: they are counted beside the months, and within the years.
    """
    by_month = {_month(facet.value): facet.count for facet in months if facet.value[:1].isdigit()}
    by_year = {int(facet.value) * YEAR: facet.count for facet in years if facet.value.isdigit()}
    if min(room, max(len(by_month), len(by_year))) < FEWEST:
        return None
    undated = sum(facet.count for facet in years if not facet.value.isdigit())
    by_year_only = sum(by_year.values()) - sum(by_month.values())
    for size in _sizes(by_month, by_year):
        counts = by_month if size < YEAR else by_year
        if max(counts) // size - min(counts) // size >= room:
            continue
        remark = _remark(undated, by_year_only if size < YEAR else 0)
        made = Chart(tuple(_blocks(counts, size)), size, remark, room)
        if made.fits and len(made.blocks) >= FEWEST:
            return made
        if len(made.blocks) < FEWEST:
            return None
    return None


def _sizes(by_month: Mapping[int, int], by_year: Mapping[int, int]) -> Iterator[int]:
    fine = [size for size in SIZES if size >= YEAR or len(by_month) >= FEWEST]
    return (size for size in chain(fine, (SIZES[-1] << power for power in count(1))) if by_year or size < YEAR)


def _blocks(counts: Mapping[int, int], size: int) -> Iterator[Block]:
    """Every stretch from the first to the last that holds articles, the empty ones too."""
    unit = 1 if size < YEAR else YEAR
    first, last = min(counts), max(counts) + unit - 1
    held: dict[int, int] = {}
    for month, number in counts.items():
        held[month // size] = held.get(month // size, 0) + number
    for index in range(first // size, last // size + 1):
        yield Block(max(first, index * size), min(last, index * size + size - 1), held.get(index, 0))


def _remark(undated: int, by_year_only: int) -> str:
    said: Iterable[str] = (
        f"{by_year_only:,} by year only" if by_year_only > 0 else "",
        f"{undated:,} undated" if undated else "",
    )
    return " · ".join(filter(None, said))


def _month(written: str) -> int:
    """Of a day or a month, counted from the year 0; a year is its first month."""
    year, _, rest = written.partition("-")
    return int(year) * YEAR + int(rest[:2] or 1) - 1


def _month_name(month: int) -> str:
    return f"{month // YEAR:04}-{month % YEAR + 1:02}"
