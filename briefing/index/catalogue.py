"""The catalogue of one generation in SQLite: files, articles with their facts, and the columns rows are made of."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import zlib
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Self, overload

from briefing.article import Article, Page, article_from_json, article_json
from briefing.dates import PartialDate, Period
from briefing.files import Skipped
from briefing.results import Row

NAME = "catalogue.sqlite"
Status = Literal["indexed", "skipped", "quarantined"]
_SCHEMA = """
CREATE TABLE files (
    path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, digest TEXT, status TEXT NOT NULL, reason TEXT,
    first_seen REAL NOT NULL, fresh INTEGER NOT NULL
) WITHOUT ROWID;
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


@dataclass(frozen=True, slots=True)
class File:
    """What is known of a file of the corpus; `fresh` asks for another look, as it was written just before the scan."""

    path: str
    size: int | None
    mtime_ns: int | None
    digest: str
    status: Status
    reason: str | None
    first_seen: float
    fresh: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A page with everything that was read out of it."""

    page: Page
    article: Article
    row: Row
    groups: tuple[str, ...]


@overload
def _clean(text: str) -> str: ...
@overload
def _clean(text: str | None) -> str | None: ...
def _clean(text: str | None) -> str | None:
    """Text without lone surrogates, which SQLite does not take."""
    return text and text.encode("utf-8", "replace").decode()


def _packed(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii"), 3)


def _unpacked(blob: bytes) -> Any:
    return json.loads(zlib.decompress(blob))


def _page(blob: bytes) -> Page:
    saved = _unpacked(blob)
    return Page(**{**saved, "remarks": tuple(saved["remarks"])})


def _ordinal(day: dt.date | None) -> int | None:
    return day.toordinal() if day else None


@lru_cache(maxsize=65_536)
def _period(first: int | None, last: int | None) -> Period:
    return Period(dt.date.fromordinal(first) if first else None, dt.date.fromordinal(last) if last else None)


@lru_cache(maxsize=65_536)
def _date(text: str) -> PartialDate:
    return PartialDate.parse(text)


@lru_cache(maxsize=65_536)
def _ids(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


class Catalogue:
    """One catalogue file, open; reading one that is not a catalogue raises sqlite3.Error."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Open for reading a file that nobody writes any more."""
        address = (folder / NAME).resolve().as_uri() + "?mode=ro&immutable=1"
        return cls(sqlite3.connect(address, uri=True, check_same_thread=False))

    @classmethod
    def write(cls, folder: Path) -> Self:
        """Open for writing, and make it where there is none; nothing is kept until `commit`."""
        fresh = not (folder / NAME).exists()
        connection = sqlite3.connect(folder / NAME, isolation_level=None)
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        if fresh:
            connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        return cls(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._sql.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _all(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        with closing(self._sql.cursor()) as cursor:
            return cursor.execute(statement, values).fetchall()

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
        with closing(self._sql.cursor()) as cursor:
            cursor.execute(_LISTING, (limit,))
            while chunk := cursor.fetchmany(_CHUNK):
                for (name, column), values in zip(columns.items(), zip(*chunk, strict=True), strict=True):
                    column.extend(values if name in _UNALIKE else map(share, values, values))
        return columns

    def number(self, id: str) -> int:
        """The number of an article; KeyError for an unknown id."""
        return int(self._one("SELECT number FROM articles WHERE id = ?", id))

    def article(self, id: str) -> Article:
        """One article with all its facts; KeyError for an unknown id."""
        number = self.number(id)
        facts = _unpacked(self._one("SELECT facts FROM contents WHERE number = ?", number))
        return article_from_json({**facts, "body": self.body(number)})

    def page(self, id: str) -> Page:
        """One article as it was saved; KeyError for an unknown id."""
        return _page(self._one("SELECT page FROM contents WHERE number = ?", self.number(id)))

    def pages(self, path: str) -> tuple[Page, ...]:
        """All pages of a file, in the order of the file."""
        found = self._all(
            "SELECT page FROM contents JOIN articles USING (number) WHERE path = ? ORDER BY number",
            (path,),
        )
        return tuple(_page(blob) for (blob,) in found)

    def body(self, number: int) -> str:
        """The text of one article."""
        return zlib.decompress(self._one("SELECT body FROM contents WHERE number = ?", number)).decode()

    def texts(self, numbers: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
        """(number, title, body) of every article, or of those asked for, by number."""
        wanted = self._all("SELECT number FROM articles ORDER BY number") if numbers is None else None
        for number in (n for (n,) in wanted) if wanted is not None else sorted(numbers or ()):
            yield number, self._one("SELECT title FROM articles WHERE number = ?", number), self.body(number)

    def files(self) -> dict[str, File]:
        """Everything a scan has seen, by path."""
        found = self._all("SELECT path, size, mtime_ns, digest, status, reason, first_seen, fresh FROM files")
        return {
            path: File(path, size, mtime_ns, digest, status, reason, first_seen, bool(fresh))
            for path, size, mtime_ns, digest, status, reason, first_seen, fresh in found
        }

    def skipped(self) -> list[Skipped]:
        """The files that hold no article of the index, and the reason."""
        found = self._all("SELECT path, reason, status FROM files WHERE status != 'indexed' ORDER BY path")
        return [Skipped(path, reason, status == "quarantined") for path, reason, status in found]

    def speaking_of(self, period: Period) -> list[int]:
        """Numbers of the articles whose text names a time that overlaps a period."""
        return self._numbers(
            "SELECT DISTINCT number FROM times WHERE first <= ? AND last >= ?",
            (_ordinal(period.last or dt.date.max), _ordinal(period.first or dt.date.min)),
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

    def put_clusters(self, labels: Mapping[str, str]) -> None:
        """Write down the clusters in place of those there were."""
        self._sql.execute("DELETE FROM clusters")
        self._sql.executemany("INSERT INTO clusters VALUES (?, ?)", labels.items())

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

    def unwritten(self) -> list[int]:
        """Numbers of the articles that are in no segment yet."""
        return self._numbers(
            "SELECT number FROM articles WHERE number NOT IN (SELECT number FROM documents) ORDER BY number", ()
        )

    def commit(self) -> None:
        """Hand all that was written to the file."""
        self._sql.execute("COMMIT")

    def put_file(self, file: File) -> None:
        """Write down what is known of a file, in place of what was known."""
        self._sql.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(file.path, file.size, file.mtime_ns, file.digest, file.status),
                *(_clean(file.reason), file.first_seen, file.fresh),
            ),
        )

    def forget_file(self, path: str) -> None:
        """Drop a file and its articles."""
        self.put_articles(path, [])
        self._sql.execute("DELETE FROM files WHERE path = ?", (path,))

    def put_articles(self, path: str, readings: Iterable[Reading]) -> None:
        """Write down all articles of a file in place of those it had.

        One that keeps its title and body keeps its number and its document in the text index; the others have none.
        sqlite3.IntegrityError where an id is taken by another file.
        """
        known = {
            id: (number, title, body)
            for id, number, title, body in self._all(
                "SELECT id, number, title, body FROM articles JOIN contents USING (number) WHERE path = ?",
                (path,),
            )
        }
        for number, _, _ in known.values():
            self._sql.execute("DELETE FROM articles WHERE number = ?", (number,))
            self._sql.execute("DELETE FROM contents WHERE number = ?", (number,))
            self._sql.execute("DELETE FROM standing WHERE number = ?", (number,))
            self._sql.execute("DELETE FROM times WHERE number = ?", (number,))
        for reading in readings:
            old, *words = known.pop(reading.row.id, (None, "", b""))
            body = zlib.compress(_clean(reading.article.body).encode(), 3)
            number = self._put_article(reading, body, old)
            if words != [_clean(reading.row.title), body]:
                self._sql.execute("DELETE FROM documents WHERE number = ?", (number,))
        for number, _, _ in known.values():
            self._sql.execute("DELETE FROM documents WHERE number = ?", (number,))

    def _put_article(self, reading: Reading, body: bytes, number: int | None) -> int:
        row, page, period = reading.row, reading.page, reading.row.period
        cursor = self._sql.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(number, row.id, row.path, _clean(row.entry), _clean(row.title), row.title_basis),
                *(str(row.date) if row.date else None, row.basis, _ordinal(period.first), _ordinal(period.last)),
                *(_clean(row.source), row.complete),
                *("\n".join(ids) for ids in (row.factions, reading.groups, row.actors, row.places)),
                *(row.unlisted, row.added),
            ),
        )
        number = int(cursor.lastrowid or 0)
        facts = article_json(reading.article)
        del facts["body"]
        saved = {field.name: getattr(page, field.name) for field in fields(page)}
        self._sql.execute(
            "INSERT INTO contents VALUES (?, ?, ?, ?)",
            (number, _packed({**saved, "meta": dict(page.meta)}), body, _packed(facts)),
        )
        self._sql.executemany(
            "INSERT OR IGNORE INTO standing VALUES (?, ?, ?)",
            [(_clean(actor), number, paragraph) for actor, paragraph in _standing(reading.article)],
        )
        self._sql.executemany(
            "INSERT INTO times VALUES (?, ?, ?)", [(number, first, last) for first, last in _times(reading.article)]
        )
        return number

    def put_segment(self, segment: str, numbers: Sequence[int]) -> None:
        """Write down which articles the documents of a new segment are; it takes them over from older segments."""
        self._sql.execute("INSERT INTO segments VALUES (?, ?)", (segment, len(numbers)))
        self._sql.executemany(
            "INSERT OR REPLACE INTO documents VALUES (?, ?, ?)",
            [(segment, document, number) for document, number in enumerate(numbers)],
        )

    def keep_segments(self, segments: Collection[str]) -> None:
        """Drop all other segments."""
        kept = json.dumps(list(segments))
        self._sql.execute("DELETE FROM segments WHERE id NOT IN (SELECT value FROM json_each(?))", (kept,))
        self._sql.execute("DELETE FROM documents WHERE segment NOT IN (SELECT value FROM json_each(?))", (kept,))


def row_of(columns: Mapping[str, Sequence[Any]], index: int) -> Row:
    """One row of those columns."""
    values = {name: columns[name][index] for name in COLUMNS[1:] if name != "groups"}
    first, last, date = values.pop("first"), values.pop("last"), values["date"]
    for name in ("factions", "actors", "places"):
        values[name] = _ids(values[name])
    return Row(**{**values, "date": _date(date) if date else None, "period": _period(first, last)})


def _standing(article: Article) -> set[tuple[str, int]]:
    """(actor id or key, paragraph) of every mention; the title is paragraph 0."""
    starts = [start for start, _ in article.paragraphs]
    found = {(mention.key, 0) for mention in article.title_mentions}
    return found | {(mention.key, bisect_right(starts, mention.start)) for mention in article.mentions}


def _times(article: Article) -> set[tuple[int, int]]:
    return {
        ((time.period.first or dt.date.min).toordinal(), (time.period.last or dt.date.max).toordinal())
        for time in article.times
        if not time.period.open
    }
