"""A name as it was found, before and after it is settled what it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefing.article import Kind
from briefing.naming.unlisted.runs import Word

GAZETTEER = "a place of the world gazetteer"
WELL_KNOWN = "a well-known organisation"
LETTERS = "letters of a name"


class Part(NamedTuple):
    """Words side by side as a name; `weight` is how much they speak for the kind by themselves.

    A `barred` one is no name, unless it is part of a longer one; one to be looked at `again` is not told yet.
    """

    words: Sequence[Word]
    kind: Kind | None
    weight: int
    because: str
    barred: bool = False
    spot: bool = False
    again: bool = False


@dataclass(slots=True)
class Name:
    """A stretch of text that is a name: half-open offsets, what it names and under which label, and why.

    `weight` is how much its own words say for the kind; a name of no kind may get one from the words beside it, but
    for a `barred` one.
    """

    start: int
    end: int
    text: str
    kind: Kind | None
    weight: int
    because: str
    label: str = ""
    barred: bool = False
    spot: bool = False
    """Is it a place of the world gazetteer?"""

    def reach(self, text: str, start: int, end: int) -> None:
        """Be this stretch of the text."""
        self.start, self.end, self.text = start, end, text[start:end]

    def become(self, kind: Kind, weight: int, because: str) -> None:
        """Be of this kind, for this reason."""
        self.kind, self.weight, self.because, self.barred = kind, weight, because, False
