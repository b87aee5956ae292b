"""Conversations about what was kept: the working list, saved searches, the history and the tags."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from textual.app import App

from briefing.library import Damaged, Library
from briefing.query import Query, QueryError
from briefing.results import Row
from briefing.state import Shelved, StateError, paragraph_number
from briefing.tui import asking
from briefing.tui.keeping import texts
from briefing.tui.messages import Ask, Export, GoTo, Tell
from briefing.tui.screens.kept import EXPORT, Entry, Kept, WorkingList
from briefing.tui.screens.picker import Choice, Picker
from briefing.words import one_line

Anyone = App[Any]
LISTED = 50
"""Queries of the history that are offered."""
WORDS = 200
"""Characters of a passage that are looked at for its row."""


async def working(app: Anyone, library: Library) -> tuple[GoTo | Tell | Export | None, bool]:
    """Where to go from the working list, or to a brief of it, if anywhere; and was anything taken off it?"""
    try:
        items = await asyncio.to_thread(library.state.shelf)
        entries = await asyncio.to_thread(shelved_entries, library, items)
    except (Damaged, StateError) as error:
        return Tell(str(error), problem=True), False
    dropped = []

    def drop(number: int) -> None:
        library.state.shelve([items[number]], False)
        dropped.append(number)

    screen = WorkingList(
        "Working list",
        entries,
        lambda number: with_passage(library, items[number], entries[number]),
        drop,
        empty="Nothing is on the working list: w puts the article there, in the reader the paragraph.",
        dropping="takes it off, u then undoes · e exports",
        more=": is:working lists all articles",
    )
    chosen = await app.push_screen_wait(screen)
    if chosen == EXPORT:
        return Export(), bool(dropped)
    went = await asyncio.to_thread(place_of, library, items[chosen]) if chosen is not None else None
    return went, bool(dropped)


def shelved_entries(library: Library, items: Sequence[Shelved]) -> list[Entry]:
    """A row for each: date, title and source; the number of the passage below, for a first look."""
    rows = {row.id: row for row in library.search("is:working", sort="date").rows} if items else {}
    return [_entry(rows.get(item.article), item) for item in items]


def _entry(row: Row | None, item: Shelved) -> Entry:
    below = f"{'':10} ¶ {item.paragraph}" if item.paragraph else ""
    if row is None:
        return Entry(f"{'gone':10} {item.article} is not in the folder any more", "", below)
    return Entry(f"{row.date_label:10} {row.title or row.path}", row.source or "", below)


def with_passage(library: Library, item: Shelved, entry: Entry) -> Entry:
    """The row with the first words of the passage, and where it stands by now."""
    if item.paragraph is None:
        return entry
    try:
        paragraphs = texts(library.article(item.article))
    except (KeyError, Damaged):
        return entry
    number = paragraph_number(item.paragraph, item.words, paragraphs)
    if number is None:
        return Entry(entry.left, entry.right, f"{'':10} ¶ {item.paragraph} is not in the article any more")
    return Entry(entry.left, entry.right, f"{'':10} ¶ {number} {one_line(paragraphs[number - 1][:WORDS])}")


def place_of(library: Library, item: Shelved) -> GoTo | Tell:
    """Where an item of the working list stands by now."""
    try:
        article = library.article(item.article)
    except (KeyError, Damaged):
        return Tell("this article is not in the folder any more", problem=True)
    number = paragraph_number(item.paragraph, item.words, texts(article))
    return GoTo(article.id, article.paragraphs[number - 1][0] if number else None)


async def saved(app: Anyone, library: Library) -> Ask | Tell | None:
    """A saved search to ask again."""
    try:
        searches = list((await asyncio.to_thread(library.state.saved)).items())
    except StateError as error:
        return Tell(str(error), problem=True)
    screen = Kept(
        "Saved searches",
        [Entry(name, "…", query) for name, query in searches],
        lambda number: Entry(searches[number][0], _finds(library, searches[number][1]), searches[number][1]),
        lambda number: library.state.save(searches[number][0], None),
        empty="No search was kept: P keeps the one that is asked.",
        dropping="forgets it, u then undoes",
    )
    chosen = await app.push_screen_wait(screen)
    return Ask(searches[chosen][1]) if chosen is not None else None


def _finds(library: Library, query: str) -> str:
    """How many articles a query finds now, or why it cannot be asked."""
    try:
        return f"{library.search(query).total:,}"
    except QueryError as error:
        return error.message
    except (Damaged, StateError):
        return "?"


async def history(app: Anyone, library: Library) -> Ask | Tell | None:
    """A query of the past to ask again."""
    try:
        queries = await asyncio.to_thread(library.state.history, LISTED)
    except StateError as error:
        return Tell(str(error), problem=True)
    if not queries:
        return Tell("nothing was asked yet: / asks")
    picked = await app.push_screen_wait(Picker("Asked before", [Choice(q, q) for q in queries], filterable=True))
    return Ask(picked[0]) if picked else None


async def tags(app: Anyone, library: Library, query: Query) -> Ask | Tell | None:
    """The query with a tag to narrow to."""
    try:
        known = await asyncio.to_thread(library.state.every_tag)
    except StateError as error:
        return Tell(str(error), problem=True)
    if not known:
        return Tell("there are no tags yet: t tags the article")
    choices = [Choice(name, name, f"{count:,}") for name, count in known.items()]
    picked = await app.push_screen_wait(Picker("Tags", choices, asking.values(query, "tag"), filterable=True))
    return Ask(asking.with_clause(query, "tag", picked)) if picked else None
