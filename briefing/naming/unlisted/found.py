"""A name as it was found, before and after it is settled what it names."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.article import Kind


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

    def stretch(self, text: str, start: int, end: int) -> None:
        """Reach over more of the text."""
        self.start, self.end, self.text = start, end, text[start:end]
