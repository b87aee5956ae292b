"""Briefs of a corpus: gathered, written in any form, brought up to date, checked and packed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from briefing.export.brief import PRINTED, Brief, Commission, Entry, Excerpt, Form, Scope, Table
from briefing.export.writing import BriefError
from briefing.inert import inert_line
from briefing.state import paragraph_number
from briefing.state.beside import beside
from briefing.verifying import Shelf

if TYPE_CHECKING:
    from briefing.article import Article, Dating
    from briefing.bundling import Packed
    from briefing.export.front import Front
    from briefing.export.renewing import Renewed, Yours
    from briefing.results import Results
    from briefing.state import State
    from briefing.verifying import Passage, Report, Sought

REMARKS = 20
"""Remarks that are made; more are counted."""
_NOTHING: Mapping[Scope, str] = {
    "articles": "No article is named, so there is nothing to export.",
    "query": "No article answers the query, so there is nothing to export.",
    "working list": "No article is on the working list, so there is nothing to export.",
}


class Corpus(Shelf, Protocol):
    """What is asked of a library here."""

    corpus: Path
    state: State

    def current(self, id: str) -> Article:
        """One article as its file is by now; KeyError where that is gone."""

    def answers(self, results: Results) -> Callable[[Article], list[tuple[int, int]]]:
        """What tells where the body of an article answers the query."""

    def file_day(self, path: str) -> date | None:
        """The day a file of the corpus was written."""


def today() -> date:
    """The day of a brief: `SOURCE_DATE_EPOCH` where that is set, so that a brief can be made again byte for byte."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else date.today()


def make(corpus: Corpus, commission: Commission, *, created: date | None = None) -> Brief:
    """Gather a brief. BriefError where there is no article, QueryError for a query that cannot be understood."""
    from briefing.export import chronology, excerpts, standings, wordings
    from briefing.query import understood
    from briefing.speaking import statements

    results = corpus.search(commission.query, "date") if commission.query else None
    of_query = results if commission.scope == "query" else None
    remarks: list[str] = []
    articles = sorted(_articles(corpus, commission, of_query, remarks), key=_order)
    if not articles:
        raise BriefError(" ".join([*_told(remarks), _NOTHING[commission.scope]]))
    said = {article.id: statements(article) for article in articles}
    passages = {article.id: tuple(_chosen(corpus, commission, article, remarks)) for article in articles}
    asked = corpus.answers(results) if results else _nothing
    quoted = excerpts.choose(articles, replace(commission, passages=passages), asked, said)
    entries = tuple(
        _entry(corpus, Entry(number, article, quoted[article.id], tuple(said[article.id])), commission.notes)
        for number, article in enumerate(articles, 1)
    )
    sayings = chronology.sayings(entries, corpus.gazetteer)
    return Brief(
        commission,
        created or today(),
        today(),
        corpus.gazetteer,
        tuple(entry for entry in entries if entry.article.published.dated),
        tuple(entry for entry in entries if not entry.article.published.dated),
        of_query.undated if of_query else 0,
        tuple(standings.standings(entries, corpus.gazetteer)),
        tuple(chronology.limited(sayings, entries, commission)),
        tuple(wordings.wordings(entries, corpus.gazetteer)),
        tuple(_told(remarks)),
        understood(results.query) if results else "",
    )


def _told(remarks: list[str]) -> list[str]:
    """As many as a person reads."""
    more = len(remarks) - REMARKS
    return [*remarks[:REMARKS], f"And {more:,} more like these."] if more > 0 else remarks


def _nothing(article: Article) -> list[tuple[int, int]]:
    return []


def _articles(
    corpus: Corpus, commission: Commission, of_query: Results | None, remarks: list[str]
) -> Iterator[Article]:
    """The articles of a brief, each once; what is not there any more is remarked upon."""
    if commission.scope == "working list":
        ids: Iterable[str] = (item.article for item in corpus.state.shelf())
    else:
        ids = (hit.row.id for hit in of_query.hits) if of_query else commission.ids
    for id in dict.fromkeys(ids):
        try:
            yield corpus.article(id)
        except KeyError:
            where = "on the working list" if commission.scope == "working list" else "asked for"
            remarks.append(
                f"Article {inert_line(id)}, which is {where}, is not in the folder any more; it was left out."
            )


def _order(article: Article) -> tuple[bool, str, str, str, str]:
    """By date, and those whose date is only bounded at the end."""
    period = article.published.period
    first, last = period.first or period.last, period.last
    return (
        not article.published.dated,
        str(first or "unknown"),
        str(last or "unknown"),
        article.path,
        article.entry or "",
    )


def _chosen(corpus: Corpus, commission: Commission, article: Article, remarks: list[str]) -> Iterator[int]:
    """The numbers of the paragraphs that the user chose of an article; one that is gone is remarked upon."""
    paragraphs = article.paragraphs
    path = inert_line(article.path)
    for number in sorted(set(commission.passages.get(article.id, ()))):
        if 1 <= number <= len(paragraphs):
            yield number
        else:
            remarks.append(f"Paragraph {number} of {path} is not there; it has {len(paragraphs)}.")
    if commission.scope != "working list":
        return
    texts = [article.body[start:end] for start, end in paragraphs]
    for item in corpus.state.shelf(article.id):
        found = paragraph_number(item.paragraph, item.words, texts)
        if found:
            yield found
        elif item.paragraph:
            remarks.append(
                f"Paragraph {item.paragraph} of {path} on the working list was changed since; see the others."
            )


def _entry(corpus: Corpus, entry: Entry, notes: bool) -> Entry:
    """With the day the page was saved, and what the user wrote beside it where that is asked for."""
    article = entry.article
    saved, basis = _printed_day(article.published)
    if saved is None and (saved := corpus.file_day(article.path)):
        basis = "date of the file"
    kept = beside(corpus.state, article) if notes else None
    return replace(
        entry,
        saved=saved,
        saved_basis=basis,
        notes=kept.notes if kept else {},
        tags=kept.tags if kept else (),
    )


def _printed_day(published: Dating) -> tuple[date | None, str]:
    """The day that the head of the page prints, the latest of several, and what it is."""
    days = [claim.date.period.single for claim in published.others if claim.basis == "header"]
    if latest := max(filter(None, days), default=None):
        return latest, PRINTED
    if published.basis == "header" and published.date and (day := published.date.period.single):
        return day, "header date, may be the day published"
    return None, ""


def text(brief: Brief, form: Form = "md", table: Table = "articles") -> str:
    """The brief in one of its forms, to the byte the same for the same brief."""
    from briefing.export import citations, ftm, html, markdown, tables, whole

    match form:
        case "md":
            return markdown.markdown(brief)
        case "html":
            return html.html(brief)
        case "json":
            return whole.json_text(brief)
        case "csv":
            return tables.csv_text(brief, table)
        case "ftm":
            return ftm.ftm(brief)
        case "bibtex":
            return citations.bibtex(brief)
        case "csl":
            return citations.csl(brief)


def renewed(corpus: Corpus, before: str, *, force: bool = False, granted: frozenset[Yours] = frozenset()) -> Renewed:
    """A brief in Markdown made again as it was commissioned, with the user's own slots as they stand.

    BriefError where the text is no brief of ours; Edited where it was edited outside of its slots, unless by force;
    Private where it asks for what is the user's own, and that was not granted: anybody may have written what it asks.
    """
    from briefing.export import front, markdown, renewing, slots

    text = before.removeprefix("\ufeff")
    found = front.read_front(text)
    own = slots.find_slots(text, found.body)
    made = _made_again(corpus, found, granted)
    after = front.with_own(markdown.markdown(made), found.own)
    if not force:
        slots.check(text, found, after)
    return renewing.Renewed(
        before[: len(before) - len(text)] + slots.filled(after, text, own),
        renewing.size_told(text, found.data.get("briefing_articles")),
        renewing.size_of(made),
        made.remarks,
    )


def remade(corpus: Corpus, before: str, *, granted: frozenset[Yours] = frozenset()) -> Brief:
    """A brief in Markdown made again, to be written in any form: with what the user wrote in its slots, and its title
    where that is theirs. What they changed elsewhere is not in it. Errors as those of `renewed`."""
    from briefing.export import front, slots

    text = before.removeprefix("\ufeff")
    found = front.read_front(text)
    own = {slot.name: text[slot.start : slot.end] for slot in slots.find_slots(text, found.body)}
    return replace(
        _made_again(corpus, found, granted),
        own={name: words for name, words in own.items() if words.strip()},
        titled=found.title or inert_line((slots.own_title(text, found) or "").lstrip("#")).strip(),
    )


def _made_again(corpus: Corpus, found: Front, granted: frozenset[Yours]) -> Brief:
    """The brief that a front matter asks for, as the corpus is by now."""
    from briefing.export import renewing
    from briefing.query import QueryError

    wanted = replace(found.commission, notes=found.commission.notes or "notes" in granted)
    try:
        asked = corpus.search(wanted.query, "date").query.root if wanted.query else None
        renewing.check_private(wanted, asked, found.lines, granted)
        return make(corpus, wanted, created=found.created)
    except QueryError as error:
        line = found.lines["briefing_query"]
        raise BriefError(f"line {line}: `briefing_query` cannot be understood: {error.message}") from error


class _AsOfNow:
    """A corpus whose articles are read from their files again where these changed since they were indexed."""

    def __init__(self, corpus: Corpus) -> None:
        self.gazetteer, self.rows, self.search = corpus.gazetteer, corpus.rows, corpus.search
        self.article = corpus.current


def verify(corpus: Corpus, brief: str) -> Report:
    """Find every quotation of a brief in Markdown again, in the files as they are by now.

    What else of it was edited since it was made is remarked upon, and not checked.
    """
    from briefing import verifying
    from briefing.export import edited

    report = verifying.verify(brief, _AsOfNow(corpus))
    return replace(report, remarks=(*report.remarks, *edited.remarks(brief)))


def quote(corpus: Corpus, words: str, *, limit: int = 10) -> list[Passage]:
    """The passages of the whole corpus that are nearest to a quotation, the nearest first."""
    return list(seek(corpus, words, limit=limit).passages)


def seek(corpus: Corpus, words: str, *, limit: int = 10) -> Sought:
    """The same, with how many articles were searched; Wordless where there is no word in it, or far too many."""
    from briefing import verifying

    return verifying.seek(words, corpus, limit=limit)


def bundle(corpus: Corpus, brief: str, *, actors: Path | None = None, force: bool = False) -> Packed:
    """An archive of a brief, the files it quotes, their hashes and what the actors file has of it.

    Without `actors`, the actors file, none of that is packed. BundleError where the brief quotes nothing, and, unless
    `force` is set, where its check would not hold in the archive, or a file holds more articles than are quoted.
    """
    from briefing import bundling

    return bundling.pack(corpus, brief, actors=actors, force=force)


def verify_file(corpus: Corpus, file: Path) -> Report:
    """The same of a file: a brief in Markdown, or an archive; BundleError where it cannot be read as either."""
    from briefing import bundling

    return verify_bundle(file) if bundling.is_one(file) else verify(corpus, bundling.text_of(file))


def verify_bundle(archive: Path) -> Report:
    """Find every quotation of the brief in an archive that anybody may have made; BundleError where it is no such one.

    Nothing of it is unpacked to a disk.
    """
    from briefing import bundling

    return bundling.verify(archive)


__all__ = [
    "Brief",
    "BriefError",
    "Commission",
    "Corpus",
    "Excerpt",
    "bundle",
    "make",
    "quote",
    "remade",
    "renewed",
    "seek",
    "text",
    "today",
    "verify",
    "verify_bundle",
    "verify_file",
]
