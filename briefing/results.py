"""What a query answers: rows of the list, hits, facets, snippets and the words about what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.article import Basis, Complete, TitleBasis, date_label
from briefing.dates import PartialDate, Period
from briefing.query import Query

FACETS = ("faction", "actor", "place", "source", "year", "month")


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


@dataclass(frozen=True, slots=True)
class Facet:
    """One value to narrow by, and how many of the articles under the current query have it."""

    value: str
    name: str
    count: int
    possible: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """What dropping or replacing one clause would give where nothing was found."""

    clause: str
    without: int
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one query, in the order asked for; possible hits last."""

    query: Query
    hits: tuple[Hit, ...] = ()
    undated: int = 0
    """Articles that a date clause could not judge, for want of a date and of bounds."""
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    milliseconds: float = 0.0

    @property
    def total(self) -> int:
        """All hits, possible ones included."""
        return len(self.hits)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the hits, in their order."""
        return tuple(hit.row for hit in self.hits)

    @property
    def possible(self) -> int:
        """How many hits are only possible."""
        return sum(hit.possible for hit in self.hits)
