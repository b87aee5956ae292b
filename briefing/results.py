"""What a query answers: rows of the list, hits, facets, snippets and the words about what was left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, overload

from briefing.dates import PartialDate, Period
from briefing.query import Query

if TYPE_CHECKING:
    from briefing.article import Basis, Complete, TitleBasis

FACETS = ("faction", "actor", "place", "source", "year", "month")
INFERRED, UNDATED, POSSIBLE = "inferred", "undated", "possible"
"""What stands for a month where there is none: bounds only, not even these, or doubt whether it is asked for at all."""


@dataclass(frozen=True, slots=True)
class Row:
    """An article as lists, filters, facets and sorts need it."""

    id: str
    path: str
    entry: str | None
    title: str
    title_basis: TitleBasis
    date: PartialDate | None
    basis: Basis
    period: Period
    """The days it may have been published on."""
    source: str | None
    complete: Complete
    factions: tuple[str, ...]
    """Faction ids."""
    actors: tuple[str, ...]
    """Ids of listed people and groups."""
    places: tuple[str, ...]
    unlisted: int
    """How many actors it mentions that are unlisted or could not be decided."""
    added: float
    """When the file was first seen, in seconds since the epoch."""

    @property
    def dated(self) -> bool:
        """Does the article itself give at least a year?"""
        return self.date is not None and self.date.year is not None

    @property
    def date_label(self) -> str:
        """The date as people are shown it."""
        from briefing.article import date_label

        return date_label(self.date, self.period)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A window of the body around the first words that match; `matches` are offsets into `text`."""

    text: str
    matches: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that answers a query. It holds nothing of the index and stays good when that closes."""

    row: Row
    score: float = 0.0
    possible: bool = False
    """Undated, and its bounds overlap the dates asked for."""


def month_of(dated: bool, period: Period) -> str:
    """The month that all these days lie in, else their year; `inferred` or `undated` where no year is given."""
    if not dated:
        return UNDATED if period.open else INFERRED
    first, last = period.first, period.last
    if first is None:
        return UNDATED
    sure = last is not None and (first.year, first.month) == (last.year, last.month)
    return f"{first.year:04}-{first.month:02}" if sure else f"{first.year:04}"


class Table(Protocol):
    """All articles of an index, by their numbers."""

    @property
    def rows(self) -> Sequence[Row]:
        """The article itself."""

    @property
    def ids(self) -> Sequence[str]:
        """Its id."""

    @property
    def months(self) -> Sequence[str]:
        """What it stands under, as `month_of` says."""

    @property
    def by_id(self) -> Mapping[str, int]:
        """The number of an id."""


class Listed(Sequence[Hit]):
    """Hits in their order, each made when somebody looks at it; they stay good when the index closes."""

    def __init__(
        self,
        table: Table,
        order: Sequence[int],
        doubtful: Collection[int] = frozenset(),
        scores: Sequence[float] = (),
    ) -> None:
        """`order` holds numbers of rows. Who is `doubtful` is a possible hit."""
        self._table, self._order = table, order
        self._doubtful, self._scores = doubtful, scores

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> Listed: ...
    def __getitem__(self, place: int | slice) -> Hit | Listed:
        if isinstance(place, slice):
            return Listed(self._table, self._order[place], self._doubtful, self._scores)
        return self._hit(self._order[place])

    def __iter__(self) -> Iterator[Hit]:
        return map(self._hit, self._order)

    def _hit(self, number: int) -> Hit:
        score = self._scores[number] if self._scores else 0.0
        return Hit(self._table.rows[number], score, number in self._doubtful)

    def place(self, id: str) -> int | None:
        """Where an article stands among them, if it does."""
        number = self._table.by_id.get(id)
        return self._order.index(number) if number is not None and number in self._order else None

    @cached_property
    def ids(self) -> frozenset[str]:
        """Their ids, without a look at any of them."""
        return frozenset(map(self._table.ids.__getitem__, self._order))

    @property
    def months(self) -> Iterator[str]:
        """What each stands under, month by month, without a look at any of them."""
        months = map(self._table.months.__getitem__, self._order)
        if not self._doubtful:
            return months
        doubts = map(self._doubtful.__contains__, self._order)
        return (POSSIBLE if doubt else month for month, doubt in zip(months, doubts, strict=True))

    @property
    def possible(self) -> int:
        """How many are only possible."""
        return sum(map(self._doubtful.__contains__, self._order)) if self._doubtful else 0


@dataclass(frozen=True, slots=True)
class Facet:
    """One value to narrow by, and how many of the articles under the current query have it."""

    value: str
    name: str
    count: int
    possible: int = 0


class Facets(Mapping[str, tuple[Facet, ...]]):
    """The facets of an answer, each reckoned when somebody first looks at it."""

    def __init__(self, reckon: Callable[[str], tuple[Facet, ...]]) -> None:
        self._reckon = reckon
        self._known: dict[str, tuple[Facet, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Facet, ...]:
        if name not in FACETS:
            raise KeyError(name)
        if name not in self._known:
            self._known[name] = self._reckon(name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(FACETS)

    def __len__(self) -> int:
        return len(FACETS)


@dataclass(frozen=True, slots=True)
class Correction:
    """What dropping or replacing one clause would give where nothing was found."""

    clause: str
    """As it was typed; several where it takes several."""
    without: int
    """How many are found when it is dropped."""
    instead: str | None = None
    """What to write in its place."""
    gives: int = 0
    """How many are found with that."""
    others: str = ""
    """What those that are found without it have instead, in words: `the others are of 2014-08..2020-11`."""


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one query, in the order asked for; possible hits last."""

    query: Query
    hits: Sequence[Hit] = ()
    undated: int = 0
    """Articles that a date clause could not judge, for want of a date and of bounds."""
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    milliseconds: float = 0.0
    more: int = 0
    """Hits after those given: the newest are there before the others."""

    @property
    def total(self) -> int:
        """All hits, possible ones included."""
        return len(self.hits) + self.more

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the hits, in their order."""
        return tuple(hit.row for hit in self.hits)

    @property
    def possible(self) -> int:
        """How many hits are only possible."""
        return self.hits.possible if isinstance(self.hits, Listed) else sum(hit.possible for hit in self.hits)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the hits."""
        return self.hits.ids if isinstance(self.hits, Listed) else frozenset(hit.row.id for hit in self.hits)

    @property
    def months(self) -> Iterator[str]:
        """What each of the hits stands under: a month, a year, `inferred`, `undated` or `possible`."""
        if isinstance(self.hits, Listed):
            return self.hits.months
        return (POSSIBLE if hit.possible else month_of(hit.row.dated, hit.row.period) for hit in self.hits)

    def place(self, id: str) -> int | None:
        """Where an article stands among the hits, if it does."""
        if isinstance(self.hits, Listed):
            return self.hits.place(id)
        return next((place for place, hit in enumerate(self.hits) if hit.row.id == id), None)
