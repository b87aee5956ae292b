"""Briefs of a corpus: gathered, written in any form, brought up to date, checked and packed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from briefing.export.brief import Brief, Commission, Entry, Excerpt, Form, Table

if TYPE_CHECKING:
    from briefing.actors import Gazetteer
    from briefing.article import Article
    from briefing.results import Results, Row
    from briefing.state import State
    from briefing.verifying import Passage, Report


class Corpus(Protocol):
    """What is asked of a library here."""

    corpus: Path
    state: State

    @property
    def gazetteer(self) -> Gazetteer:
        """Who is known."""

    @property
    def rows(self) -> Sequence[Row]:
        """Every article, newest first, undated last."""

    def article(self, id: str) -> Article:
        """One article; KeyError for an id that is not here."""

    def search(self, text: str, sort: Literal["date", "relevance"] | None = None) -> Results:
        """Answer a query; QueryError where it cannot be understood."""

    def matches(self, results: Results, article: Article) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """What answers the query in a title and in a body."""

    def file_day(self, path: str) -> date | None:
        """The day a file of the corpus was written."""


def today() -> date:
    """The day of a brief: `SOURCE_DATE_EPOCH` where that is set, so that a brief can be made again byte for byte."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else date.today()


def make(corpus: Corpus, commission: Commission, *, created: date | None = None) -> Brief:
    """Gather a brief. KeyError for an article that is not here, QueryError for a query that cannot be understood."""
    from briefing.export import chronology, excerpts, standings, wordings

    results = corpus.search(commission.query, "date") if commission.query else None
    ids = commission.ids
    if commission.scope == "query" and results is not None:
        ids = tuple(hit.row.id for hit in results.hits)
    elif commission.scope == "working list":
        ids = tuple(dict.fromkeys(item.article for item in corpus.state.shelf()))
    articles = [corpus.article(id) for id in ids]

    def asked(article: Article) -> list[tuple[int, int]]:
        return corpus.matches(results, article)[1] if results else []

    chosen = excerpts.choose(articles, commission, asked)
    ordered = sorted(articles, key=_order)
    numbered = [
        Entry(number, article, chosen.get(article.id, ()))
        for number, article in enumerate(sorted(ordered, key=lambda a: not a.published.dated), 1)
    ]
    return Brief(
        commission,
        created or today(),
        today(),
        corpus.gazetteer,
        tuple(entry for entry in numbered if entry.article.published.dated),
        tuple(entry for entry in numbered if not entry.article.published.dated),
        results.undated if results and commission.scope == "query" else 0,
        tuple(standings.standings(numbered, corpus.gazetteer)),
        tuple(chronology.sayings(numbered, corpus.gazetteer)),
        tuple(wordings.wordings(numbered, corpus.gazetteer)),
    )


def _order(article: Article) -> tuple[str, str, str, str]:
    period = article.published.period
    first, last = period.first or period.last, period.last
    return str(first or "unknown"), str(last or "unknown"), article.path, article.entry or ""


def text(brief: Brief, form: Form = "md", table: Table = "articles") -> str:
    """The brief in one of its forms, to the byte the same for the same brief."""
    from briefing.export import citations, ftm, html, markdown, tables

    match form:
        case "md":
            return markdown.markdown(brief)
        case "html":
            return html.html(brief)
        case "json":
            return tables.json_text(brief)
        case "csv":
            return tables.csv_text(brief, table)
        case "ftm":
            return ftm.ftm(brief)
        case "bibtex":
            return citations.bibtex(brief)
        case "csl":
            return citations.csl(brief)


def renewed(corpus: Corpus, before: str) -> str:
    """A brief in Markdown made again as it was commissioned, with the user's own slots as they stand.

    BriefError where the text is no brief of ours, or was edited outside of its slots.
    """
    raise NotImplementedError


def verify(corpus: Corpus, brief: str) -> Report:
    """Find every quotation of a brief in Markdown again."""
    from briefing import verifying

    return verifying.verify(brief, corpus)


def quote(corpus: Corpus, words: str, *, limit: int = 10) -> list[Passage]:
    """The passages of the whole corpus that are nearest to a quotation, the nearest first."""
    from briefing import verifying

    return verifying.quote(words, corpus, limit=limit)


def bundle(corpus: Corpus, brief: str) -> bytes:
    """An archive of a brief, the files it cites, their hashes and what the actors file has of it."""
    raise NotImplementedError


__all__ = ["Brief", "Commission", "Corpus", "Excerpt", "bundle", "make", "quote", "renewed", "text", "today", "verify"]
