"""All articles of an index as columns in memory, in the order of the list; a set of rows is a number, bit n row n."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import Any, overload

from briefing.dates import Period
from briefing.index.catalogue import period_of, row_of
from briefing.results import UNDATED, Row, month_of

FIRST, LAST = dt.date.min.toordinal(), dt.date.max.toordinal()
ON = ord("1")
_MEMBER = bytes(byte == ON for byte in range(256))
_DIGITS = b"01" + bytes(254)
_FEW = 64
"""Of so many rows one: sets that are smaller are made bit by bit."""
_LISTS = {"faction": "factions", "actor": "actors", "place": "places", "group": "groups"}


class Rows(Sequence[Row]):
    """The rows of a list, each made when somebody looks at it."""

    def __init__(self, table: Mapping[str, Sequence[Any]], indexes: Sequence[int]) -> None:
        self._table, self._indexes = table, indexes

    def __len__(self) -> int:
        return len(self._indexes)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Rows: ...
    def __getitem__(self, place: int | slice) -> Row | Rows:
        if isinstance(place, slice):
            return Rows(self._table, self._indexes[place])
        return row_of(self._table, self._indexes[place])

    def __iter__(self) -> Iterator[Row]:
        return (row_of(self._table, index) for index in self._indexes)


class Columns:
    """The columns, and for each value that can be asked for the set of rows that have it."""

    def __init__(self, table: dict[str, list[Any]]) -> None:
        self.table: dict[str, Sequence[Any]] = {**table}
        for name in ("number", "unlisted"):
            self.table[name] = array("l", table[name])
        for name in ("first", "last"):
            self.table[name] = array("l", [day or 0 for day in table[name]])
        self.numbers, self.ids = self.table["number"], self.table["id"]
        self.size = len(self.numbers)
        self.rows = Rows(self.table, range(self.size))
        self.all = (1 << self.size) - 1
        self._facets: dict[str, dict[str, int]] = {}
        self._published: dict[Period, tuple[int, int]] = {}

    def flags(self) -> bytearray:
        """A place for each row, and one that stands for none at the end; to be switched on and made a set."""
        return bytearray(b"0") * (self.size + 1)

    def switched_on(self, flags: bytearray) -> int:
        """The set of the rows whose flags are on."""
        return int(flags[-2::-1] or b"0", 2)

    def bits(self, indexes: Iterable[int]) -> int:
        """The set of these rows."""
        indexes = indexes if isinstance(indexes, list) else list(indexes)
        if len(indexes) > self.size // _FEW:
            flags = self.flags()
            for index in indexes:
                flags[index] = ON
            return self.switched_on(flags)
        octets = bytearray(self.size // 8 + 1)
        for index in indexes:
            octets[index >> 3] |= 1 << (index & 7)
        return int.from_bytes(octets, "little")

    def members(self, bits: int) -> Sequence[int]:
        """The rows of a set, in order."""
        if bits == self.all:
            return range(self.size)
        return list(compress(range(self.size), _switches(bits)))

    def chosen(self, verdicts: Iterable[object]) -> int:
        """The set of the rows that a verdict is for, one verdict for each row."""
        return int(bytes(map(bool, verdicts))[::-1].translate(_DIGITS) or b"0", 2)

    def where(self, column: str, holds: Callable[[Any], object]) -> int:
        """The set of the rows whose value in a column is such."""
        return self.chosen(map(holds, self.table[column]))

    def of_numbers(self, numbers: Iterable[int]) -> int:
        """The set of the articles with these numbers; unknown numbers are of articles no longer there."""
        return self.bits([index for number in numbers if (index := self.by_number.get(number)) is not None])

    @cached_property
    def by_number(self) -> Mapping[int, int]:
        """Article number to row."""
        return {number: index for index, number in enumerate(self.numbers)}

    @cached_property
    def by_id(self) -> Mapping[str, int]:
        """Article id to row."""
        return {id: index for index, id in enumerate(self.ids)}

    @cached_property
    def dated(self) -> int:
        """Those that give at least a year."""
        return self.where("date", lambda date: date is not None and not date.startswith("--"))

    @cached_property
    def unjudged(self) -> int:
        """Those with neither a date nor a bound."""
        return self._within(lambda first, last: not (first or last)) & ~self.dated

    @cached_property
    def _stretches(self) -> tuple[list[tuple[int, int]], Sequence[int]]:
        """Every (first, last) day that rows have, as ordinals or 0 where open; and for each row which of them."""
        known: dict[tuple[int, int], int] = {}
        pairs = zip(self.table["first"], self.table["last"], strict=True)
        of_rows = array("l", [known.setdefault(pair, len(known)) for pair in pairs])
        return list(known), of_rows

    def _within(self, holds: Callable[[int, int], object]) -> int:
        stretches, of_rows = self._stretches
        verdicts = [bool(holds(first, last)) for first, last in stretches]
        return self.chosen(map(verdicts.__getitem__, of_rows))

    def published(self, asked: Period) -> tuple[int, int]:
        """Those published within a period, and those that may have been; the undated may at best."""
        if asked not in self._published:
            start = asked.first.toordinal() if asked.first else FIRST
            end = asked.last.toordinal() if asked.last else LAST
            within = self._within(lambda first, last: start <= (first or FIRST) and (last or LAST) <= end)
            touching = self._within(lambda first, last: (first or FIRST) <= end and start <= (last or LAST))
            sure = within & self.dated
            self._published[asked] = sure, touching & ~sure & ~self.unjudged
        return self._published[asked]

    def facet(self, name: str) -> Mapping[str, int]:
        """Value to the rows that have it. An undated row is in no year, and in no month, but `undated`."""
        if name not in self._facets:
            if name in ("year", "month"):
                self._facets[name] = self._spans(_year if name == "year" else _month)
            else:
                self._facets[name] = self._sets(_LISTS.get(name, name))
        return self._facets[name]

    @property
    def groups(self) -> Mapping[str, int]:
        """Group id to the rows with an actor that is, is part of, or held a post in it on that day."""
        return self.facet("group")

    def _sets(self, column: str) -> dict[str, int]:
        indexes: dict[str, list[int]] = {}
        for index, values in enumerate(self.table[column]):
            if values:
                for value in (values,) if column == "source" else values.split("\n"):
                    if value in indexes:
                        indexes[value].append(index)
                    else:
                        indexes[value] = [index]
        return {value: self.bits(rows) for value, rows in indexes.items()}

    def _spans(self, of: Callable[[Period], str | None]) -> dict[str, int]:
        stretches, of_rows = self._stretches
        names = [of(period_of(first, last)) for first, last in stretches]
        indexes: dict[str, list[int]] = {}
        for index, stretch in enumerate(of_rows):
            if name := names[stretch]:
                indexes.setdefault(name, []).append(index)
        sets = {name: self.bits(rows) for name, rows in indexes.items()}
        undated = self.all & ~self.dated
        return {**sets, UNDATED: undated} if undated else sets

    @cached_property
    def oldest(self) -> Sequence[int]:
        """What rows are sorted by to have the oldest first, and the undated last."""
        late = LAST + 1
        firsts, lasts = self.table["first"], self.table["last"]
        return [
            (first or (last if undated else 0) or late) + (late if undated else 0)
            for first, last, undated in zip(firsts, lasts, self._undated_flags, strict=True)
        ]

    @cached_property
    def months(self) -> Sequence[str]:
        """What each row stands under, month by month."""
        stretches, of_rows = self._stretches
        dated, undated = ([month_of(sure, period_of(*days)) for days in stretches] for sure in (True, False))
        return [
            (undated if without else dated)[stretch]
            for stretch, without in zip(of_rows, self._undated_flags, strict=True)
        ]

    @property
    def _undated_flags(self) -> Iterator[bool]:
        return (date is None or date.startswith("--") for date in self.table["date"])

    @cached_property
    def by_source(self) -> Sequence[int]:
        """What rows are sorted by to have their sources in order, those without one last."""
        sources = self.table["source"]
        ranks = {key: rank for rank, key in enumerate(sorted(set(map(_source_key, sources))))}
        return [ranks[_source_key(source)] for source in sources]


def _switches(bits: int) -> bytes:
    return f"{bits:b}".encode().translate(_MEMBER)[::-1]


def switches(octets: bytes) -> bytes:
    """A byte for each bit from the lowest, 1 or 0, as far as there is any 1."""
    return _switches(int.from_bytes(octets, "little"))


def _source_key(source: str | None) -> tuple[bool, str]:
    return source is None, (source or "").casefold()


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
