"""The query language: one parser of ours, and the tree that the searcher, the screen and the highlighter read."""

from __future__ import annotations

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
    """A query that cannot be understood: the reason, the columns it is about (0-based, half open), and a repair."""

    def __init__(self, message: str, start: int, end: int, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.message, self.start, self.end, self.suggestion = message, start, end, suggestion


@dataclass(frozen=True, slots=True)
class Text:
    """Words to find: folded as `words.words` folds them, but for an exact spelling, which is kept as typed."""

    words: tuple[str, ...]
    match: Match
    field: TextField
    start: int
    end: int
    within: int = 1
    """For a phrase: how many words apart; for fuzzy: how many edits."""


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
    """What was asked: the text as typed, and its tree; None asks for everything."""

    text: str
    root: Node | None = None

    @property
    def clauses(self) -> tuple[Node, ...]:
        """The parts that must all hold: one chip each."""
        return self.root.parts if isinstance(self.root, And) else (self.root,) if self.root else ()
