"""The query language as a tree that the searcher, the screen and the highlighter read, and as words for people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefing.dates import Period

Match = Literal["word", "phrase", "prefix", "fuzzy", "exact"]
TextField = Literal["any", "title", "body"]
DateField = Literal["date", "when", "added"]
FieldName = Literal[
    "source",
    "actor",
    "faction",
    "place",
    "org",
    "together",
    "tag",
    "is",
    "has",
    "path",
    "id",
    "saved",
    "like",
]


class QueryError(ValueError):
    """A query that cannot be understood: the reason, the columns it is about (0-based, half open), and a repair.

    `suggestion` is what to write in place of those columns; "" is to leave them out.
    """

    def __init__(self, message: str, start: int, end: int, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.message, self.start, self.end, self.suggestion = message, start, end, suggestion


@dataclass(frozen=True, slots=True)
class Text:
    """Words to find: folded as `words.words` folds them, but for an exact spelling, which is one string as typed.

    A prefix of several words is a phrase whose last word may go on.
    """

    words: tuple[str, ...]
    match: Match
    field: TextField
    start: int
    end: int
    within: int = 1
    """For a phrase, a prefix of several words too: how many words apart; for fuzzy: how many edits."""


@dataclass(frozen=True, slots=True)
class Field:
    """A named fact that the article must have."""

    name: FieldName
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dates:
    """Days on which the article was published (`date`), first seen (`added`), or that its text speaks of (`when`)."""

    name: DateField
    period: Period
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Not:
    """What the article must not match."""

    part: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple[Node, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple[Node, ...]
    start: int
    end: int


Node = Text | Field | Dates | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: the text as typed, with blanks for all white space, and its tree; None asks for everything."""

    text: str
    root: Node | None = None

    @property
    def clauses(self) -> tuple[Node, ...]:
        """The parts that must all hold: one chip each."""
        return self.root.parts if isinstance(self.root, And) else (self.root,) if self.root else ()


def asked(node: Node | None) -> Iterator[Node]:
    """The clauses that are asked to hold, whatever stands under NOT left out."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from asked(part)
        case Not() | None:
            return
        case _:
            yield node


WINDOW = 76
_PLAIN_VALUE = re.compile(r"[\w.,/-]+")
_AND_AHEAD = re.compile(r"AND(?!\w)")
_AND_BEHIND = re.compile(r"(?<!\w)AND$")


def caret(error: QueryError, text: str) -> str:
    """Query, carets and reason under each other, a line each; a long query is cut to a window of 76 columns."""
    shown = "".join(char if char.isprintable() else "·" for char in text)
    first = max(0, min(error.start - WINDOW // 2, len(shown) - WINDOW)) if len(shown) > WINDOW else 0
    last = first + WINDOW
    head, tail = "…" if first else "", "…" if last < len(shown) else ""
    margin = " " * (len(head) + _cells(shown[first : error.start]))
    carets = "^" * max(1, _cells(shown[error.start : min(error.end, last)]))
    repair = "" if error.suggestion is None else f"; try: {error.suggestion}".rstrip()
    if error.suggestion == "":
        repair = "; try without it"
    return f"{head}{shown[first:last]}{tail}\n{margin}{carets}\n{error.message}{repair}"


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def without(query: Query, clause: Node) -> str:
    """The text of the query with one of its clauses taken out; "" where it was the only one."""
    if len(query.clauses) < 2:
        return ""
    left, right = query.text[: clause.start].rstrip(), query.text[clause.end :].lstrip()
    if _AND_AHEAD.match(right):
        right = right[3:].lstrip()
    elif _AND_BEHIND.search(left):
        left = left[:-3].rstrip()
    return f"{left} {right}".strip()


def understood(query: Query) -> str:
    """The tree in the query language, every operator written out; parsed again it means the same."""
    return _written(query.root) if query.root else ""


def clause_text(node: Node) -> str:
    """One clause in the query language, as `understood` writes it."""
    return _written(node)


def _written(node: Node) -> str:
    match node:
        case And(parts):
            return " AND ".join(map(operand, parts))
        case Or(parts):
            return " OR ".join(map(operand, parts))
        case Not(part):
            return f"NOT {operand(part)}"
        case Field(name, value):
            return f"{name}:{_quoted_value(value)}"
        case Dates(name, period):
            return f"{name}:{_written_period(period)}"
        case Text():
            return _written_text(node)


def operand(node: Node) -> str:
    """One clause as it can stand among others: several parts in parentheses."""
    return f"({_written(node)})" if isinstance(node, And | Or) else _written(node)


def _quoted_value(value: str) -> str:
    return value if _PLAIN_VALUE.fullmatch(value) else '"' + value.replace('"', "") + '"'


def _written_period(period: Period) -> str:
    return str(period.single) if period.single else f"{period.first or ''}..{period.last or ''}"


def _written_text(text: Text) -> str:
    words = " ".join(text.words)
    reach = f"~{text.within}" if text.within > 1 else ""
    written = {
        "word": words,
        "phrase": f'"{words}"' + reach,
        "prefix": f"{words}*" if len(text.words) == 1 else f'"{words}*"' + reach,
        "fuzzy": f"{words}~{text.within}",
        "exact": f'="{words}"',
    }[text.match]
    return written if text.field == "any" else f"{text.field}:{written}"
