"""Changes to the state as data, so that doing, undoing, moving and importing share their statements."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping

from briefing.state.lines import Asked, Note, Shelved

Change = tuple[str, list[tuple[str | int, ...]]]
"""A statement, and the values to run it with, again and again."""

Asking = tuple[str, list[tuple[str | int, ...]]]
"""A query, and the values to ask it with, again and again."""

LONGEST_HISTORY = 500


def marking(corpus: str, kind: str, ids: Iterable[str], on: bool, at: int | None = None) -> Change:
    """Put a mark on articles, or take it off."""
    if not on:
        return "DELETE FROM marks WHERE corpus = ? AND kind = ? AND article = ?", [(corpus, kind, id) for id in ids]
    when = int(time.time()) if at is None else at
    return "INSERT OR IGNORE INTO marks (corpus, kind, article, at) VALUES (?, ?, ?, ?)", [
        (corpus, kind, id, when) for id in ids
    ]


def noting(corpus: str, note: Note) -> Change:
    """Write a note in place of what is there; one without text removes it."""
    place = (corpus, note.article, note.paragraph or 0)
    if not note.text:
        return "DELETE FROM notes WHERE corpus = ? AND article = ? AND paragraph = ?", [place]
    return "INSERT OR REPLACE INTO notes (corpus, article, paragraph, words, text, at) VALUES (?, ?, ?, ?, ?, ?)", [
        (*place, note.words, note.text, note.at)
    ]


def notes_at(corpus: str, places: Iterable[Note]) -> Asking:
    """What is written at the places of these notes."""
    query = "SELECT paragraph, words, text FROM notes WHERE corpus = ? AND article = ? AND paragraph = ?"
    return query, [(corpus, note.article, note.paragraph or 0) for note in places]


def shelving(corpus: str, items: Iterable[Shelved], on: bool) -> Change:
    """Put articles and paragraphs on the working list, or take them off."""
    if not on:
        statement = "DELETE FROM shelf WHERE corpus = ? AND article = ? AND paragraph = ?"
        return statement, [(corpus, item.article, item.paragraph or 0) for item in items]
    return "INSERT OR IGNORE INTO shelf (corpus, article, paragraph, words, at) VALUES (?, ?, ?, ?, ?)", [
        (corpus, item.article, item.paragraph or 0, item.words, item.at) for item in items
    ]


def keeping(corpus: str, article: str, place: int) -> Change:
    """Keep how far an article was read; at its beginning there is nothing to keep."""
    if not place:
        return "DELETE FROM places WHERE corpus = ? AND article = ?", [(corpus, article)]
    return "INSERT OR REPLACE INTO places (corpus, article, place) VALUES (?, ?, ?)", [(corpus, article, place)]


def setting(name: str, value: str) -> Change:
    """Keep a choice of the user's, for every corpus."""
    return "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", [(name, value)]


def knowing(corpus: str, digests: Mapping[str, str], *, replace: bool = True) -> Change:
    """Keep the hashes of articles."""
    verb = "REPLACE" if replace else "INSERT OR IGNORE"
    rows: list[tuple[str | int, ...]] = [(corpus, article, digest) for article, digest in digests.items()]
    return f"{verb} INTO digests (corpus, article, digest) VALUES (?, ?, ?)", rows


def saving(corpus: str, name: str, query: str | None, at: int) -> Change:
    """Keep a search under a name; None forgets it."""
    if query is None:
        return "DELETE FROM saved WHERE corpus = ? AND name = ?", [(corpus, name)]
    return "INSERT OR REPLACE INTO saved (corpus, name, query, at) VALUES (?, ?, ?, ?)", [(corpus, name, query, at)]


def saved_as(corpus: str, name: str) -> Asking:
    """The search that has a name."""
    return "SELECT query FROM saved WHERE corpus = ? AND name = ?", [(corpus, name)]


def asking(corpus: str, asked: Asked) -> list[Change]:
    """Make a query the latest of the history, and forget the oldest."""
    return [
        ("DELETE FROM history WHERE corpus = ? AND query = ?", [(corpus, asked.query)]),
        ("INSERT INTO history (corpus, query, at) VALUES (?, ?, ?)", [(corpus, asked.query, asked.at)]),
        (
            "DELETE FROM history WHERE corpus = ? AND number <= "
            "(SELECT number FROM history WHERE corpus = ? ORDER BY number DESC LIMIT 1 OFFSET ?)",
            [(corpus, corpus, LONGEST_HISTORY)],
        ),
    ]


def moving(corpus: str, old: str, new: str) -> list[Change]:
    """Give the marks of one article id to another, and leave nothing under the old one."""
    move, leave = [(new, corpus, old)], [(corpus, old)]
    return [
        ("UPDATE OR IGNORE marks SET article = ? WHERE corpus = ? AND article = ?", [*move]),
        ("UPDATE OR IGNORE shelf SET article = ? WHERE corpus = ? AND article = ?", [*move]),
        ("UPDATE OR IGNORE places SET article = ? WHERE corpus = ? AND article = ?", [*move]),
        ("DELETE FROM marks WHERE corpus = ? AND article = ?", [*leave]),
        ("DELETE FROM notes WHERE corpus = ? AND article = ?", [*leave]),
        ("DELETE FROM shelf WHERE corpus = ? AND article = ?", [*leave]),
        ("DELETE FROM places WHERE corpus = ? AND article = ?", [*leave]),
        ("DELETE FROM digests WHERE corpus = ? AND article = ?", [*leave]),
    ]
