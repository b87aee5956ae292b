"""What a user can decide about names and dates: the decisions as nouns, and as sentences for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from briefing.dates import PartialDate

AddedKind = Literal["person", "organisation", "place"]


@dataclass(frozen=True, slots=True)
class Same:
    """Two actors or spellings are one; of two listed actors the second becomes part of the first."""

    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Different:
    """Two actors or spellings are never one."""

    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Assign:
    """In one article these words mean this actor; with None, nobody of the file."""

    article: str
    words: str
    actor: str | None


@dataclass(frozen=True, slots=True)
class Dated:
    """The day, month or year of one article, and how it is known."""

    article: str
    date: PartialDate
    because: str = "judged by the reader"


@dataclass(frozen=True, slots=True)
class Ignore:
    """These words are nobody's name, wherever they stand."""

    words: str


@dataclass(frozen=True, slots=True)
class Rename:
    """A listed actor is shown under this name; the old one stays as an alias."""

    actor: str
    name: str


@dataclass(frozen=True, slots=True)
class Add:
    """A new entry of the actors file."""

    kind: AddedKind
    name: str
    aliases: tuple[str, ...] = ()


Decision: TypeAlias = Same | Different | Assign | Dated | Ignore | Rename | Add


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision as it stands in the actors file: in which line, and since when."""

    decision: Decision
    line: int
    when: PartialDate | None = None


def sentence(decision: Decision) -> str:
    """A decision in words, ids and spellings as they were given: `“A” and “B” are the same`."""
    match decision:
        case Same(a, b):
            return f"“{a}” and “{b}” are the same"
        case Different(a, b):
            return f"“{a}” and “{b}” are not the same"
        case Assign(article, words, None):
            return f"“{words}” in article {article} is nobody of the actors file"
        case Assign(article, words, actor):
            return f"“{words}” in article {article} is “{actor}”"
        case Dated(article, date, because):
            return f"article {article} is of {date} ({because})"
        case Ignore(words):
            return f"“{words}” is nobody's name"
        case Rename(actor, name):
            return f"“{actor}” is shown as “{name}”"
        case Add(kind, name, aliases):
            also = f", also called {', '.join(aliases)}" if aliases else ""
            return f"“{name}” is a {kind} of the actors file{also}"
