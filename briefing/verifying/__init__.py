"""Whether words that are quoted stand in the saved copies: the quotations of a brief, or one that is disputed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from briefing.anchors import Anchor

if TYPE_CHECKING:
    from briefing.actors import Gazetteer
    from briefing.article import Article
    from briefing.results import Results, Row

Verdict = Literal["found", "moved", "changed", "missing"]
Side = Literal["both", "saved", "quoted"]
LONGEST = 20_000
"""Characters of a quotation that can be looked for: several pages."""
LIKE = 0.6
"""A passage that is less alike says little of a disputed quotation: the nearest is shown where there is no better."""


class Wordless(ValueError):
    """A quotation that cannot be looked for: why, and what to do."""


class Shelf(Protocol):
    """What is asked of a library here."""

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


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a difference: in both, only in the saved copy, or only in the quotation."""

    side: Side
    words: str
    """With the space that follows them."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation of a brief, and what became of it."""

    line: int
    """Of the brief, from 1: where the words begin."""
    verdict: Verdict
    words: str
    anchor: Anchor | None
    """None for a passage that is set as a quotation, and has none."""
    path: str = ""
    """The saved copy in which they stand, or the nearest do."""
    article: str = ""
    paragraph: int = 0
    because: str = ""
    """`shortened with […]`, `the brief was changed`, `the saved copy was changed`, `the file is gone` …"""
    difference: tuple[Piece, ...] = ()
    """Where it was changed; of what is found, what was left out of it."""

    @property
    def shortened(self) -> bool:
        """Is it found, and less than what its anchor stands for?"""
        return self.verdict == "found" and any(piece.side == "saved" for piece in self.difference)


@dataclass(frozen=True, slots=True)
class Report:
    """All quotations of a brief, in its order."""

    checked: tuple[Checked, ...]
    remarks: tuple[str, ...] = ()
    """What else to say: `this is no brief of ours`, `3 quotations that it was made with are not in it any more`."""
    sound: bool = True
    """Are the saved copies those that they are said to be? Where they are not, a remark says which."""

    @property
    def good(self) -> bool:
        """Is there a quotation, and was every one found, in copies that are sound?"""
        return self.sound and bool(self.checked) and all(one.verdict == "found" for one in self.checked)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a saved copy that are like a disputed quotation."""

    article: str
    path: str
    title: str
    date: str
    """As people are shown it."""
    source: str
    paragraph: int
    start: int
    end: int
    """Half-open offsets into the body."""
    words: str
    likeness: float
    """1 where they are the same words in the same order, 0 where none is."""
    difference: tuple[Piece, ...]
    speaker: str | None
    """The name of whoever is said to have said it; None where the text does not say."""
    verb: str = ""
    verbatim: bool = False
    """Are they the same to the letter, but for the kind of their marks?"""
    also: tuple[str, ...] = ()
    """The other saved copies that have it in the same words, in the order of their dates."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What was found for a disputed quotation."""

    passages: tuple[Passage, ...]
    """The nearest first; those in the same words are one."""
    articles: int
    """How many were searched: all, but of those in a script without spaces."""
    unread: int = 0
    """How many more have all of these words in a row, and were not looked at."""

    @property
    def exact(self) -> bool:
        """Do these very words stand somewhere, whatever their capitals, accents and marks?"""
        return any(passage.likeness == 1 for passage in self.passages)


def verify(brief: str, shelf: Shelf) -> Report:
    """Find every quotation of a brief in Markdown again."""
    from briefing.verifying.checking import checked

    return checked(brief, shelf)


def seek(words: str, shelf: Shelf, *, limit: int = 10) -> Sought:
    """Look for a quotation in the whole corpus; Wordless where it holds no word, or too many letters."""
    from briefing.verifying.quoting import sought

    return sought(words, shelf, limit=limit)


def quote(words: str, shelf: Shelf, *, limit: int = 10) -> list[Passage]:
    """The passages that are nearest to a quotation, the nearest first; every version of it."""
    return list(seek(words, shelf, limit=limit).passages)
