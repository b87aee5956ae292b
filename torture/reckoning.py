"""Answers reckoned slowly and simply, one article after the other: what the index must say too, as far as this goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from briefing.article import Article
from briefing.library import Library
from briefing.query import And, Dates, Field, Node, Not, Or, Text
from briefing.results import Row
from briefing.words import words

NO, UNJUDGED, POSSIBLE, SURE = range(4)
"""How surely an article answers a clause."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is looked at of one article."""

    row: Row
    title: tuple[str, ...]
    body: tuple[str, ...]
    marks: frozenset[str]


class Reckoner:
    """Knows every article of an open library by heart."""

    def __init__(self, opened: Library) -> None:
        marks: dict[str, set[str]] = {}
        for mark, ids in opened.state.marks().items():
            for id in ids:
                marks.setdefault(id, set()).add(mark)
        self._seen = [_seen(row, opened.article(row.id), frozenset(marks.get(row.id, ()))) for row in opened.rows]

    def answer(self, node: Node | None) -> dict[str, int] | None:
        """Id to how surely it answers, of those that do at all; None for a query that this cannot reckon."""
        try:
            verdicts = {seen.row.id: SURE if node is None else _verdict(node, seen) for seen in self._seen}
        except NotImplementedError:
            return None
        return {id: verdict for id, verdict in verdicts.items() if verdict > UNJUDGED}

    def unjudged(self, node: Node | None) -> int:
        """How many could not be judged."""
        return sum(node is not None and _verdict(node, seen) == UNJUDGED for seen in self._seen)


def _seen(row: Row, article: Article, marks: frozenset[str]) -> Seen:
    title, body = (tuple(word for word, _, _ in words(text)) for text in (article.title, article.body))
    return Seen(row, title, body, marks)


def _verdict(node: Node, seen: Seen) -> int:
    match node:
        case And(parts):
            return min(_verdict(part, seen) for part in parts)
        case Or(parts):
            return max(_verdict(part, seen) for part in parts)
        case Not(part):
            verdict = _verdict(part, seen)
            return {NO: SURE, SURE: NO}.get(verdict, verdict)
        case Dates():
            return _published(node, seen.row)
        case Text():
            return SURE if any(_stands(node, text) for text in _texts(node, seen)) else NO
        case Field():
            return SURE if _holds(node, seen) else NO


def _published(node: Dates, row: Row) -> int:
    if node.name != "date":
        raise NotImplementedError
    asked, days = node.period, row.period
    if not row.dated and days.first is None and days.last is None:
        return UNJUDGED
    first, last = asked.first or date.min, asked.last or date.max
    since, until = days.first or date.min, days.last or date.max
    if until < first or last < since:
        return NO
    return SURE if row.dated and first <= since and until <= last else POSSIBLE


def _texts(node: Text, seen: Seen) -> Iterator[tuple[str, ...]]:
    if node.field in ("any", "title"):
        yield seen.title
    if node.field in ("any", "body"):
        yield seen.body


def _stands(node: Text, text: tuple[str, ...]) -> bool:
    """Only what needs no folding of plurals: beginnings, and phrases side by side."""
    if node.match == "prefix" and len(node.words) == 1:
        return any(word.startswith(node.words[0]) for word in text)
    if node.match == "phrase" and node.within == 1:
        size = len(node.words)
        return any(text[at : at + size] == node.words for at in range(len(text) - size + 1))
    raise NotImplementedError


def _holds(node: Field, seen: Seen) -> bool:
    marks = {"read": "read", "starred": "starred", "aside": "aside", "note": "noted"}
    match node.name:
        case "id":
            return seen.row.id.startswith(node.value.lower())
        case "tag":
            return f"tag:{node.value}".casefold() in {mark.casefold() for mark in seen.marks}
        case "is" | "has" if node.value in marks:
            return marks[node.value] in seen.marks
        case "is" if node.value == "unread":
            return "read" not in seen.marks
        case "is" if node.value == "undated":
            return not seen.row.dated
        case "is" if node.value == "cut":
            return seen.row.complete != "yes"
        case _:
            raise NotImplementedError
