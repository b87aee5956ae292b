"""Whether a stretch of a text begins and ends where words do: nothing is quoted that was cut off inside one."""

from __future__ import annotations

import re

from briefing.verifying.comparing import UNSPACED

_UNSPACED = re.compile(f"[{UNSPACED}]")
_APOSTROPHES = "'’ʼ"
_TAIL = re.compile(rf"[{_APOSTROPHES}](?:t|ll|re|ve|d|m)(?!\w)", re.IGNORECASE)
_AFTER = re.compile(r"(?:t|ll|re|ve|d|m|s)(?!\w)", re.IGNORECASE)
_POINTS = ".,:"
_NON = re.compile(r"(?<!\w)(?:non|anti|un)[-‐‑]\Z", re.IGNORECASE)
"""What turns round the word behind it."""


def inside(text: str, at: int) -> bool:
    """Is an offset inside a word, or a number? In scripts without spaces none is."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return not (_UNSPACED.match(before) or _UNSPACED.match(after))
    if before.isalnum() and after in _APOSTROPHES:
        return bool(_TAIL.match(text, at))
    if before in _APOSTROPHES and after.isalnum():
        return text[at - 2 : at - 1].isalnum() and bool(_AFTER.match(text, at))
    if after in _POINTS and before.isdigit():
        return text[at + 1 : at + 2].isdigit()
    if before in _POINTS and after.isdigit():
        return text[at - 2 : at - 1].isdigit()
    hyphen = at if before.isalnum() else at - 1
    turned = text[hyphen + 1 : hyphen + 2].isalnum()
    return turned and bool(_NON.search(text, max(0, hyphen - 5), hyphen + 1))


def bounded(text: str, start: int, end: int) -> bool:
    """Does a stretch begin and end between words?"""
    return not inside(text, start) and not inside(text, end)


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the rest of the words that it begins and ends in."""
    while inside(text, start):
        start -= 1
    while inside(text, end):
        end += 1
    return start, end
