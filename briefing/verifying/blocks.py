"""What the words of a block quotation may be, without what a writer has set around them."""

from __future__ import annotations

import re
from collections.abc import Container

from briefing.verifying.marks import CLOSERS, without_notes

_CALLOUT = re.compile(r"\s*\[!(?:quote|cite)\][+-]?[ \t]*([^\n]*)(?:\n|\Z)", re.IGNORECASE)
CAPTION = 4
"""Words of the title of a callout that are taken for a title; more are read as words of the quotation."""


def uncaptioned(text: str) -> str:
    """Without what makes a block quotation a callout; a title of it that may be a quotation itself stays."""
    called = _CALLOUT.match(text)
    if called is None:
        return text
    title = called[1]
    marked = any(mark in title for mark in (*CLOSERS, *"".join(CLOSERS.values())) if mark != "’")
    return text[called.start(1) :] if marked or len(title.split()) > CAPTION else text[called.end() :]


def block_readings(text: str, notes: Container[str]) -> tuple[str, ...]:
    """The words; and without what a writer may have set around them."""
    if not text.strip():
        return ()
    bare = text[: without_notes(text, notes)].strip()
    readings = [text, bare]
    if len(bare) > 2 and bare[0] in CLOSERS.get(bare[-1], ""):
        readings.append(bare[1:-1])
    return tuple(dict.fromkeys(words for words in readings if words.strip()))
