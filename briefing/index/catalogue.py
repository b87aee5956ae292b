"""The catalogue of one generation in SQLite: files, articles with their facts, and the columns rows are made of."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from briefing.dates import PartialDate, Period
from briefing.index.database import Database
from briefing.results import Row

if TYPE_CHECKING:
    from briefing.article import Article, Page

_SCHEMA = """
CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, path TEXT NOT NULL, entry TEXT,
    title TEXT NOT NULL, title_basis TEXT NOT NULL, date TEXT, basis TEXT NOT NULL, first INTEGER, last INTEGER,
    source TEXT, complete TEXT NOT NULL, factions TEXT NOT NULL, groups TEXT NOT NULL, actors TEXT NOT NULL,
    places TEXT NOT NULL, unlisted INTEGER NOT NULL, added REAL NOT NULL
);
CREATE INDEX articles_of_a_file ON articles (path);
CREATE TABLE contents (number INTEGER PRIMARY KEY, page BLOB NOT NULL, body BLOB NOT NULL, facts BLOB NOT NULL);
CREATE TABLE standing (
    actor TEXT NOT NULL, number INTEGER NOT NULL, paragraph INTEGER NOT NULL, PRIMARY KEY (actor, number, paragraph)
) WITHOUT ROWID;
CREATE INDEX standing_in_an_article ON standing (number);
CREATE TABLE clusters (key TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE times (number INTEGER NOT NULL, first INTEGER, last INTEGER);
CREATE INDEX times_of_an_article ON times (number);
CREATE TABLE documents (
    segment TEXT NOT NULL, document INTEGER NOT NULL, number INTEGER NOT NULL UNIQUE, PRIMARY KEY (segment, document)
) WITHOUT ROWID;
CREATE TABLE segments (id TEXT PRIMARY KEY, documents INTEGER NOT NULL) WITHOUT ROWID;
"""

COLUMNS = (
    *("number", "id", "path", "entry", "title", "title_basis", "date", "basis", "first", "last", "source", "complete"),
    *("factions", "groups", "actors", "places", "unlisted", "added"),
)
_UNALIKE = {"number", "id", "path", "title"}
"""Columns whose values are hardly ever the same."""
_UNDATED = "(date IS NULL OR substr(date, 1, 2) = '--')"
_NEWEST_FIRST = f"""{_UNDATED}, coalesce(CASE WHEN {_UNDATED} THEN coalesce(last, first) ELSE first END, 0) DESC,
    coalesce(first, 0) DESC, id"""
_LISTING = f"SELECT {', '.join(COLUMNS)} FROM articles ORDER BY {_NEWEST_FIRST} LIMIT ?"  # noqa: S608 - of constants
_CHUNK = 1_000


def _unpacked(blob: bytes) -> Any:
    return json.loads(zlib.decompress(blob))


def _listed(blob: bytes, name: str) -> list[str]:
    """One list of those that a blob holds."""
    whole = zlib.decompress(blob)
    return [] if f'"{name}":[]'.encode() in whole else list(json.loads(whole)[name])


def _page(blob: bytes) -> Page:
    from briefing.article import Page

    saved = _unpacked(blob)
    return Page(**{**saved, "remarks": tuple(saved["remarks"])})


@lru_cache(maxsize=65_536)
def period_of(first: int | None, last: int | None) -> Period:
    """From one ordinal to the other; open where there is none, or 0."""
    return Period(dt.date.fromordinal(first) if first else None, dt.date.fromordinal(last) if last else None)


@lru_cache(maxsize=65_536)
def _date(text: str) -> PartialDate:
    return PartialDate.parse(text)


@lru_cache(maxsize=65_536)
def _ids(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


class Catalogue(Database):
    """One catalogue file, open; reading one that is not a catalogue raises Damaged."""

    NAME, SCHEMA = "catalogue.sqlite", _SCHEMA

    def _one(self, statement: str, value: object) -> Any:
        found = self._all(statement, (value,))
        if not found:
            raise KeyError(value)
        return found[0][0]

    def columns(self, limit: int = -1) -> dict[str, list[Any]]:
        """The columns of all articles, or of the first ones, by name; in the order of the list.

        Newest first, then the undated ones: by the last day they may be of, else by the first. Equal texts are shared.
        """
        columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
        shared: dict[Any, Any] = {}
        share = shared.setdefault
        with self._reading(), closing(self._sql.cursor()) as cursor:
            cursor.execute(_LISTING, (limit,))
            while chunk := cursor.fetchmany(_CHUNK):
                for (name, column), values in zip(columns.items(), zip(*chunk, strict=True), strict=True):
                    column.extend(values if name in _UNALIKE else map(share, values, values))
        return columns

    def count(self) -> int:
        """How many articles there are."""
        return int(self._all("SELECT count(*) FROM articles")[0][0])

    def number(self, id: str) -> int:
        """The number of an article; KeyError for an unknown id."""
        return int(self._one("SELECT number FROM articles WHERE id = ?", id))

    def article(self, id: str) -> Article:
        """One article with all its facts; KeyError for an unknown id."""
        from briefing.article import article_from_json

        number = self.number(id)
        facts = self._one("SELECT facts FROM contents WHERE number = ?", number)
        with self._reading():
            return article_from_json({**_unpacked(facts), "body": self.body(number)})

    def page(self, id: str) -> Page:
        """One article as it was saved; KeyError for an unknown id."""
        page = self._one("SELECT page FROM contents WHERE number = ?", self.number(id))
        with self._reading():
            return _page(page)

    def pages(self, path: str) -> tuple[Page, ...]:
        """All pages of a file, in the order of the file."""
        found = self._all(
            "SELECT page FROM contents JOIN articles USING (number) WHERE path = ? ORDER BY number",
            (path,),
        )
        with self._reading():
            return tuple(_page(blob) for (blob,) in found)

    def troubles(self) -> Iterator[tuple[str, str, list[str], list[str]]]:
        """(id, path, remarks on how it was read, doubts about its dates) of every article that has any, by path.

        Few have: what has none is known by its bytes, and the rest of it is not read.
        """
        with self._reading(), closing(self._sql.cursor()) as cursor:
            cursor.execute(
                "SELECT id, path, page, facts FROM articles JOIN contents USING (number) ORDER BY path, number"
            )
            for id, path, page, facts in cursor:
                remarks, doubts = _listed(page, "remarks"), _listed(facts, "doubts")
                if remarks or doubts:
                    yield id, path, remarks, doubts

    def body(self, number: int) -> str:
        """The text of one article."""
        body = self._one("SELECT body FROM contents WHERE number = ?", number)
        with self._reading():
            return zlib.decompress(body).decode()

    def texts(self, numbers: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
        """(number, title, body) of every article, or of those asked for, by number."""
        wanted = self._all("SELECT number FROM articles ORDER BY number") if numbers is None else None
        for number in (n for (n,) in wanted) if wanted is not None else sorted(numbers or ()):
            yield number, self._one("SELECT title FROM articles WHERE number = ?", number), self.body(number)

    def speaking_of(self, period: Period) -> list[int]:
        """Numbers of the articles whose text names a time that overlaps a period."""
        return self._numbers(
            "SELECT DISTINCT number FROM times WHERE first <= ? AND last >= ?",
            ((period.last or dt.date.max).toordinal(), (period.first or dt.date.min).toordinal()),
        )

    def unlisted(self) -> list[str]:
        """The keys, `kind:label`, of all names that are not in the actors file."""
        return [key for (key,) in self._all("SELECT DISTINCT actor FROM standing WHERE instr(actor, ':')")]

    def unlisted_counts(self) -> list[tuple[str, int]]:
        """Each of those keys, and in how many articles it is."""
        return self._all(
            "SELECT actor, count(DISTINCT number) FROM standing WHERE instr(actor, ':') GROUP BY actor ORDER BY actor"
        )

    def clusters(self) -> dict[str, str]:
        """The keys of unlisted names that belong to a cluster by another label, to that label."""
        return dict(self._all("SELECT key, label FROM clusters"))

    def holding(self, actors: Iterable[str]) -> list[int]:
        """Numbers of the articles that mention one of these actors, by id or key."""
        listed = json.dumps(list(actors))
        return self._numbers(
            "SELECT DISTINCT number FROM standing WHERE actor IN (SELECT value FROM json_each(?))", (listed,)
        )

    def together(self, some: Iterable[str], others: Iterable[str]) -> list[int]:
        """Numbers of the articles with a paragraph that mentions one of each, and these are two."""
        return self._numbers(
            """SELECT DISTINCT a.number FROM standing a JOIN standing b USING (number, paragraph)
            WHERE a.actor != b.actor
            AND a.actor IN (SELECT value FROM json_each(?)) AND b.actor IN (SELECT value FROM json_each(?))""",
            (json.dumps(list(some)), json.dumps(list(others))),
        )

    def _numbers(self, statement: str, values: Sequence[object]) -> list[int]:
        return [number for (number,) in self._all(statement, values)]

    def documents(self) -> list[tuple[str, int, int]]:
        """(segment, document, number) of every document of the text index that is alive."""
        return self._all("SELECT segment, document, number FROM documents")

    def segments(self) -> dict[str, tuple[int, int]]:
        """How many documents of each segment are alive, and how many there are."""
        found = self._all(
            "SELECT id, count(number), documents FROM segments LEFT JOIN documents ON segment = id GROUP BY id"
        )
        return {segment: (alive, total) for segment, alive, total in found}


def row_of(columns: Mapping[str, Sequence[Any]], index: int) -> Row:
    """One row of those columns."""
    values = {name: columns[name][index] for name in COLUMNS[1:] if name != "groups"}
    first, last, date = values.pop("first"), values.pop("last"), values["date"]
    for name in ("factions", "actors", "places"):
        values[name] = _ids(values[name])
    return Row(**{**values, "date": _date(date) if date else None, "period": period_of(first, last)})
