"""Where quotations begin and end: marks of all kinds matched within a paragraph, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DOUBLE = re.compile("[“”„‟«»\"＂]|''|``")
_SINGLE = re.compile("[‘’']")
_END_OR_NEW = re.compile("[.,!?…]’|‘")
_WORD = re.compile(r"\w[\w'’-]*")
_DECADE = re.compile(r"[‘'’]\d0s?\b")
OPENING = '“„‟«"＂‘'
"""How a paragraph begins that goes on with a quotation."""
BEFORE_OPENING = frozenset("([{—–-/:“„«")
FURTHER = 400
"""Characters after `the ministers’` within which the quotation may end that it stands in."""
SINGLE_FEWEST = 4
"""Words below which straight single marks are not taken for a quotation."""


@dataclass(slots=True)
class Quotation:
    """Half-open offsets, marks included; `open` where its paragraph ends before it does."""

    start: int
    end: int
    open: bool = False
    inner_start: int = 0
    inner_end: int = 0
    resumed: bool = False
    """Did the paragraph before end in it?"""

    def words(self, text: str) -> list[str]:
        """Those between the marks."""
        return _WORD.findall(text, self.inner_start, self.inner_end)


def quotations(text: str, start: int, end: int, continues: bool) -> list[Quotation]:
    """The outermost quotations of text[start:end], in order.

    `continues`: does the next paragraph open with a mark? Then what is open at the end goes on there.
    """
    found = _doubles(text, start, end, continues)
    if any(mark in text[start:end] for mark in "‘'"):
        gaps = _gaps(found, start, end)
        found = sorted(
            [*found, *(q for left, right in gaps for q in _singles(text, left, right, end, continues))], key=_begin
        )
    return found


def _begin(quotation: Quotation) -> int:
    return quotation.start


def _gaps(found: Sequence[Quotation], start: int, end: int) -> Iterator[tuple[int, int]]:
    for quotation in found:
        yield start, quotation.start
        start = quotation.end
    yield start, end


def _doubles(text: str, start: int, end: int, continues: bool) -> list[Quotation]:
    stack: list[int] = []
    pairs: list[tuple[int, int]] = []
    for mark in _DOUBLE.finditer(text, start, end):
        at = mark.start()
        if _opens(text, at, start, end, stack):
            stack.append(at)
        elif stack:
            left = stack.pop()
            while pairs and pairs[-1][0] > left:
                pairs.pop()
            pairs.append((left, mark.end()))
    found = [_closed(text, left, right) for left, right in pairs if right > left + 2]
    if stack:
        left = stack[0]
        if continues:
            found = [quotation for quotation in found if quotation.start < left]
        if not any(quotation.start > left for quotation in found):
            found.append(Quotation(left, end, continues, left + 1, end))
    return found


def _closed(text: str, left: int, right: int) -> Quotation:
    inner = left + (2 if text[left] in "`'" else 1)
    return Quotation(left, right, False, inner, max(inner, right - (2 if text[right - 1] == "'" else 1)))


def _opens(text: str, at: int, start: int, end: int, stack: list[int]) -> bool:
    mark = text[at]
    if mark == "'":
        return not stack and _looks_open(text, at, start, end - 1) and not text[at + 2 : at + 3].isspace()
    if mark == "“" and stack and text[stack[-1]] in "„‟":
        return False
    if mark in "“„‟«`" and not (mark == "«" and stack and text[stack[-1]] == "»"):
        return True
    looks = _looks_open(text, at, start, end)
    if mark in "”»":
        return looks and not stack
    return looks or not (stack or at > start)


def _looks_open(text: str, at: int, start: int, end: int) -> bool:
    before = at == start or text[at - 1].isspace() or text[at - 1] in BEFORE_OPENING
    return before and at + 1 < end and not text[at + 1].isspace()


def _singles(text: str, start: int, end: int, paragraph_end: int, continues: bool) -> Iterator[Quotation]:
    """Quotations between single marks; apostrophes are none."""
    left: int | None = None
    for found in _SINGLE.finditer(text, start, end):
        at, mark = found.start(), found[0]
        if left is None:
            if mark != "’" and _single_opens(text, at, start, end):
                left = at
        elif (mark == "'") == (text[left] == "'") and _single_closes(text, at, end):
            if text[left] == "‘" or len(_WORD.findall(text, left, at)) >= SINGLE_FEWEST:
                yield Quotation(left, at + 1, False, left + 1, at)
            left = None
    if left is not None and text[left] == "‘" and end == paragraph_end and continues:
        yield Quotation(left, end, True, left + 1, end)


def _single_opens(text: str, at: int, start: int, end: int) -> bool:
    if not _looks_open(text, at, start, end) or _DECADE.match(text, at):
        return False
    if text[at] == "‘":
        return True
    before = text[max(start, at - 12) : at].rstrip()
    return not before or before[-1] in ",:" or before.endswith(("said", "says", "that", "added"))


def _single_closes(text: str, at: int, end: int) -> bool:
    if text[at] == "‘" or (at + 1 < end and text[at + 1].isalnum()):
        return False
    if text[at - 1] in ".,!?…":
        return True
    if text[at - 1].isspace():
        return False
    after = text[at + 1 : at + 3]
    if text[at] == "'":
        return not after.strip() or after[0] in ".,;:)"
    if text[at - 1] == "s" and after[:1] == " " and after[1:].isalpha():
        sentence = _END_OR_NEW.search(text, at + 1, min(end, at + FURTHER))
        return sentence is None or sentence[0] == "‘"
    return True
