"""All rows of an index in memory, in the order of the list; sets of rows are integers whose bit n is row n."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from briefing.dates import Period
from briefing.index.catalogue import Entry
from briefing.results import Row

UNDATED = "undated"
_BITS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
_FIRST, _LAST = dt.date.min.toordinal(), dt.date.max.toordinal()


class Columns:
    """The rows, and for each value that can be asked for the set of rows that have it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self.rows: tuple[Row, ...] = tuple(entry.row for entry in self._entries)
        self.numbers = [entry.number for entry in self._entries]
        self.all = (1 << len(self.rows)) - 1
        self._published: dict[Period, tuple[int, int]] = {}

    def bits(self, indexes: Iterable[int]) -> int:
        """The set of these rows."""
        octets = bytearray(len(self.rows) // 8 + 1)
        for index in indexes:
            octets[index >> 3] |= 1 << (index & 7)
        return int.from_bytes(octets, "little")

    def members(self, bits: int) -> list[int]:
        """The rows of a set, in order."""
        octets = bits.to_bytes(len(self.rows) // 8 + 1, "little")
        return [8 * place + bit for place, octet in enumerate(octets) if octet for bit in _BITS[octet]]

    def where(self, holds: Callable[[Row], object]) -> int:
        """The set of the rows for which something holds."""
        return self.bits(index for index, row in enumerate(self.rows) if holds(row))

    def of_numbers(self, numbers: Iterable[int]) -> int:
        """The set of the articles with these numbers; unknown numbers are of articles no longer there."""
        return self.bits(index for number in numbers if (index := self.by_number.get(number)) is not None)

    @cached_property
    def by_number(self) -> Mapping[int, int]:
        """Article number to row."""
        return {number: index for index, number in enumerate(self.numbers)}

    @cached_property
    def by_id(self) -> Mapping[str, int]:
        """Article id to row."""
        return {row.id: index for index, row in enumerate(self.rows)}

    @cached_property
    def dated(self) -> int:
        """Those that give at least a year."""
        return self.where(lambda row: row.dated)

    @cached_property
    def unjudged(self) -> int:
        """Those with neither a date nor a bound."""
        return self.where(lambda row: not row.dated and row.period.open)

    @cached_property
    def _days(self) -> list[tuple[int, int]]:
        """First and last day of each row, as ordinals."""
        return [
            (
                row.period.first.toordinal() if row.period.first else _FIRST,
                row.period.last.toordinal() if row.period.last else _LAST,
            )
            for row in self.rows
        ]

    def published(self, asked: Period) -> tuple[int, int]:
        """Those published within a period, and those that may have been; the undated may at best."""
        if asked not in self._published:
            first = asked.first.toordinal() if asked.first else _FIRST
            last = asked.last.toordinal() if asked.last else _LAST
            within = self.bits(i for i, days in enumerate(self._days) if first <= days[0] and days[1] <= last)
            touching = self.bits(i for i, days in enumerate(self._days) if days[0] <= last and first <= days[1])
            sure = within & self.dated
            self._published[asked] = sure, touching & ~sure & ~self.unjudged
        return self._published[asked]

    def _sets(self, values: Callable[[Entry], Iterable[str]]) -> dict[str, int]:
        indexes: dict[str, list[int]] = {}
        for index, entry in enumerate(self._entries):
            for value in values(entry):
                indexes.setdefault(value, []).append(index)
        return {value: self.bits(rows) for value, rows in indexes.items()}

    @cached_property
    def facets(self) -> Mapping[str, Mapping[str, int]]:
        """Facet to value to the rows that have it. An undated row is in no year, and in no month, but `undated`."""
        return {
            "faction": self._sets(lambda entry: entry.row.factions),
            "actor": self._sets(lambda entry: entry.row.actors),
            "place": self._sets(lambda entry: entry.row.places),
            "source": self._sets(lambda entry: [entry.row.source] if entry.row.source else []),
            "year": self._sets(lambda entry: _stretch(entry.row, _year(entry.row.period))),
            "month": self._sets(lambda entry: _stretch(entry.row, _month(entry.row.period))),
        }

    @cached_property
    def groups(self) -> Mapping[str, int]:
        """Group id to the rows with an actor that is, is part of, or held a post in it on that day."""
        return self._sets(lambda entry: entry.groups)


def _year(period: Period) -> str | None:
    """The year that all its days lie in."""
    first, last = period.first, period.last
    return f"{first.year:04}" if first and last and first.year == last.year else None


def _month(period: Period) -> str | None:
    """The month that all its days lie in."""
    first, last = period.first, period.last
    return (
        f"{first.year:04}-{first.month:02}" if _year(period) and first and last and first.month == last.month else None
    )


def _stretch(row: Row, stretch: str | None) -> list[str]:
    """The year or month of a row, and `undated` for a row without a date."""
    return [value for value in (stretch, None if row.dated else UNDATED) if value]
