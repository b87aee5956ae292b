"""Requests that more than one widget may make; the main screen has one handler for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual.message import Message

if TYPE_CHECKING:
    from briefing.library import Sort as Order


@dataclass
class Ask(Message):
    """Answer this query; while it is being typed, mistakes are only whispered."""

    text: str
    typing: bool = False


@dataclass
class Sort(Message):
    """List what was asked in this order."""

    order: Order


@dataclass
class DropClause(Message):
    """Ask the same without this clause."""

    index: int


@dataclass
class FilterBy(Message):
    """Narrow to articles that mention this faction, actor or place, by its id or its name, or to these days."""

    field: Literal["faction", "actor", "place", "date"]
    value: str


@dataclass
class Export(Message):
    """Make a brief of the working list, unless the user wants another."""


@dataclass
class Tell(Message):
    """Tell the user, in one sentence."""

    text: str
    problem: bool = False


@dataclass
class GoTo(Message):
    """Open this article, at this offset of its body if one is given."""

    article: str
    offset: int | None = None


@dataclass
class Keep(Message):
    """Keep a choice that was made on the screen, for the next time."""

    name: str
    value: str


@dataclass
class Remember(Message):
    """Keep a query that was asked in the history."""

    text: str


@dataclass
class KeepPlace(Message):
    """Keep how far an article was read: an offset of its body, 0 for its beginning."""

    article: str
    place: int


@dataclass
class Marked(Message):
    """Marks, tags, notes or the working list changed."""

    said: Tell | None = None


@dataclass
class Overruled(Message):
    """A judgement was written, or something taken back. Are names others by now?"""

    renamed: bool
