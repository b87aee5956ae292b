"""A line of a page: where it stands, and what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

BODY = "body"
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its margins: half-open offsets into the page's text, and what it is."""

    start: int
    end: int
    text: str
    kind: str = BODY

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def is_prose(line: Line) -> bool:
    """Does it read like a sentence of the article, or more than one?"""
    return line.words >= 20 or (line.words >= 6 and bool(SENTENCE_END.search(line.text)))
