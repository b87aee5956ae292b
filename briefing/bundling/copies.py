"""Saved copies that are held as bytes: read as a corpus is, without an index or a folder, to look for quotations in."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from briefing.actors import NOBODY, Gazetteer
from briefing.article import Article, Page, article_id
from briefing.bounded import SECONDS, within
from briefing.files import Unreadable
from briefing.intake import confined, formats, scan
from briefing.query import Query
from briefing.reading import read
from briefing.results import Hit, Results, Row

MOST_SECONDS = 120
"""Of computing, for all of them together: a thousand articles take some ten."""


class Copies:
    """The articles of some files, by their paths in the corpus. All that is asked of it finds all of them."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.gazetteer = NOBODY
        self.unreadable: dict[str, str] = {}
        """Paths of files that hold no article, and the reasons."""
        self.pages: dict[str, Page] = {}
        """By the ids of their articles."""
        self._articles: dict[str, Article] = {}
        self._began = _computed()
        for path, raw in sorted(files.items()):
            for page in self._pages(path, raw) if path not in scan.ACTORS_FILES else ():
                self.pages.setdefault(article_id(page.path, page.entry), page)

    def _pages(self, path: str, raw: bytes) -> list[Page]:
        try:
            if formats.ending(path) not in formats.FORMATS:
                raise Unreadable("of no format that is read here")
            if len(raw) > (most := formats.largest(path)):
                raise Unreadable(f"larger than {most // 1_000_000} MB")
            self._in_time()
            return formats.pages(path, raw)
        except Unreadable as error:
            self.unreadable[path] = str(error)
            return []

    def _in_time(self) -> None:
        """Unreadable where all that was read before took too long."""
        if _computed() - self._began > MOST_SECONDS:
            raise Unreadable(f"it was not reached: those before it take longer than {MOST_SECONDS} s")

    def _read(self, id: str, gazetteer: Gazetteer) -> Article:
        """KeyError where it cannot be read, and from then on its file is among those."""
        page = self.pages[id]
        try:
            self._in_time()
            return within(SECONDS, lambda: read(page, id, gazetteer))
        except Unreadable as error:
            self.unreadable[page.path] = str(error)
            raise KeyError(id) from error

    def named(self, gazetteer: Gazetteer) -> list[Article]:
        """Every article, as it is read by who is known."""
        return list(self._readable(lambda id: self._read(id, gazetteer)))

    def article(self, id: str) -> Article:
        """One article; KeyError for an id that is not here."""
        if id not in self._articles:
            self._articles[id] = self._read(id, NOBODY)
        return self._articles[id]

    def _readable(self, one: Callable[[str], Article]) -> Iterator[Article]:
        for id in self.pages:
            with contextlib.suppress(KeyError):
                yield one(id)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every article, newest first, undated last."""
        return tuple(map(_row, sorted(self._readable(self.article), key=_newest_first)))

    def search(self, text: str, sort: Literal["date", "relevance"] | None = None) -> Results:
        """Every article: these are few, and whoever looks for words in them compares them all."""
        return Results(Query(text), tuple(map(Hit, self.rows)))


def _computed() -> float:
    """Seconds of computing, here and in the process that reads for us."""
    return time.thread_time() + confined.computed()


def _newest_first(article: Article) -> tuple[bool, int, str]:
    first = article.published.period.first
    return not article.published.dated, -(first.toordinal() if first else 0), article.id


def _row(article: Article) -> Row:
    published = article.published
    return Row(
        id=article.id,
        path=article.path,
        entry=article.entry,
        title=article.title,
        title_basis=article.title_basis,
        date=published.date,
        basis=published.basis,
        period=published.period,
        source=article.source,
        complete=article.complete,
        factions=(),
        actors=(),
        places=(),
        unlisted=0,
        added=0.0,
    )
