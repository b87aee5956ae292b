"""What ties a quotation of a brief to the saved copy that it was taken from."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

SHORT = 10
"""Hexadecimal digits of a hash that a person may compare by eye."""
_ANCHOR = re.compile(r"<!-- briefing:([0-9a-z]{10}) p([0-9]{1,7}) ([0-9]{1,9})-([0-9]{1,9}) ([0-9a-f]{10}) -->")
_FOREIGN = re.compile(r"[^0-9a-z]")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where quoted words stand: half-open offsets into the body of an article, and a hash of the words."""

    article: str
    paragraph: int
    """1 is the first."""
    start: int
    end: int
    digest: str
    """Of the words with their white space folded: a quotation may be wrapped anew."""

    def __str__(self) -> str:
        id = _FOREIGN.sub("", self.article)
        return f"<!-- briefing:{id} p{self.paragraph} {self.start}-{self.end} {self.digest} -->"


def read_anchor(comment: str) -> Anchor | None:
    """The anchor that a comment is, however it is wrapped; None for any other."""
    found = _ANCHOR.fullmatch(folded(comment))
    if found is None:
        return None
    article, paragraph, start, end, digest = found.groups()
    return Anchor(article, int(paragraph), int(start), int(end), digest)


def folded(words: str) -> str:
    """The words on one line, as they are compared."""
    return " ".join(words.split())


def digest(words: str) -> str:
    """A short hash of the words, however they are wrapped."""
    return hashlib.sha256(folded(words).encode("utf-8", "surrogatepass")).hexdigest()[:SHORT]
