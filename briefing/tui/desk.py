"""What the screen asks of the library, and the answers as they come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from textual.message import Message

from briefing.library import Damaged, Library, LibraryError, Sort
from briefing.query import Query, QueryError, Text, asked
from briefing.results import Hit, Results
from briefing.state import StateError
from briefing.state.beside import beside
from briefing.tui.messages import Keep, KeepPlace, Remember, Tell
from briefing.tui.opened import Opened

MEASURED = 4
"""Digits, before which a measure of lines ends."""
Markable = Literal["read", "starred", "aside"]
_MARKED = {
    ("read", True): "read",
    ("read", False): "unread",
    ("starred", True): "starred",
    ("starred", False): "no longer starred",
    ("aside", True): "set aside",
    ("aside", False): "no longer set aside",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A query as it was asked."""

    text: str = ""
    sort: Sort | None = None
    typing: bool = False


@dataclass
class Answered(Message):
    """The library answered the question."""

    question: Question
    results: Results


@dataclass
class Refused(Message):
    """The question could not be understood."""

    question: Question
    error: QueryError


@dataclass
class Unanswered(Message):
    """The index cannot be read any more, in a sentence."""

    question: Question
    sentence: str


@dataclass
class Fetched(Message):
    """An article was taken from the shelf, for an answer that may be out of date by now."""

    results: Results
    id: str
    opened: Opened | None


@dataclass
class WasRead(Message):
    """An article was opened, and is marked so; where that failed, the reason."""

    said: Tell | None = None


@dataclass
class Unread(Message):
    """The next unread article was found, or there is none."""

    hit: Hit | None


def answer(library: Library, question: Question) -> Answered | Refused | Unanswered:
    """Ask; to be called in a thread."""
    try:
        results = library.search(question.text, sort=question.sort, typing=question.typing)
    except QueryError as error:
        return Refused(question, error)
    except Damaged as damage:
        return Unanswered(question, f"The index cannot be read any more: {damage}. :index makes it anew.")
    return Answered(question, results)


def order_of(question: Question, query: Query) -> Sort:
    """How the answer is sorted: as asked, else by relevance where there are words to find."""
    return question.sort or ("relevance" if any(isinstance(leaf, Text) for leaf in asked(query.root)) else "date")


def first_unread(library: Library, hits: Iterable[Hit]) -> Unread:
    """The first of these that was not read; to be called in a thread."""
    return Unread(next((hit for hit in hits if not library.marks(hit.row.id).read), None))


def fetch(library: Library, results: Results, id: str) -> Fetched:
    """Take an article from the shelf, where it is still there; to be called in a thread."""
    try:
        return Fetched(results, id, opened(library, results, id))
    except (KeyError, Damaged):
        return Fetched(results, id, None)


def opened(library: Library, results: Results, id: str) -> Opened:
    """An article and all that is shown with it; KeyError where it is gone."""
    article = library.article(id)
    companies = tuple(library.companies(article))
    actors = {role.actor for company in companies for role in company.roles if role.actor}
    candidates = {id for mention in (*article.title_mentions, *article.mentions) for id in mention.candidates}
    title_hits, hits = library.matches(results, article)
    place = results.place(id)
    kept = beside(library.state, article)
    return Opened(
        article,
        companies,
        {actor: library.count(actor) for actor in actors},
        {id: library.gazetteer.name(id) for id in candidates},
        tuple(title_hits),
        tuple(hits),
        library.found_as(results, results.hits[place].row, article) if place is not None else (),
        kept.notes,
        kept.tags,
        kept.working,
        library.state.place(id),
    )


def mark(library: Library, ids: Sequence[str], what: Markable) -> Tell:
    """Mark all of these articles, or take the mark back where all have it."""
    try:
        value = not library.state.marks()[what].issuperset(ids)
        library.mark(ids, **{what: value})
    except StateError as error:
        return Tell(str(error), problem=True)
    return Tell(f"{len(ids):,} articles {_MARKED[what, value]}" if len(ids) > 1 else _MARKED[what, value])


def read(library: Library, id: str) -> WasRead:
    """Mark an article as read, which `r` takes back and `u` passes over; to be called in a thread."""
    try:
        library.state.set("read", [id], True, undoable=False)
    except StateError as error:
        return WasRead(Tell(str(error), problem=True))
    return WasRead()


def measure(library: Library) -> int | None:
    """How wide the lines of the reader were left."""
    try:
        kept = library.state.setting("measure") or ""
    except StateError:
        return None
    return int(kept) if kept.isascii() and kept.isdecimal() and len(kept) < MEASURED else None


def keep(library: Library, kept: Keep | KeepPlace | Remember) -> Tell | None:
    """Keep a choice, a place or a query; nothing to tell where that went well. To be called in a thread."""
    from briefing.parsing import LONGEST

    try:
        match kept:
            case Keep(name, value):
                library.state.set_setting(name, value)
            case KeepPlace(article, place):
                library.state.keep_place(article, place)
            case Remember(text) if len(text) <= LONGEST:
                library.state.asked(text)
    except StateError as error:
        return Tell(str(error), problem=True)
    return None


def undo(library: Library) -> Tell:
    """Take the last change back, a mark or a judgement; to be called in a thread."""
    try:
        undone = library.undo()
    except (LibraryError, StateError) as error:
        return Tell(str(error), problem=True)
    return Tell(f"undone: {undone}" if undone else "nothing to undo")
