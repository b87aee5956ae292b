"""Quotation marks in a run of text: which open, which close, and which quotation ends where an anchor stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field

from briefing.anchors import Anchor, digest, folded
from briefing.verifying import LONGEST
from briefing.verifying.leaves import NOTE_LABEL

CLOSERS = {"”": "“„", '"': '"', "»": "«", "›": "‹", "“": "„", "’": "‘", "」": "「", "』": "『", "》": "《"}
"""What opens a quotation that a mark closes; `“` and `"` open one too."""
_ALIKE = str.maketrans("‟❝〝❞〞＂", '“““””"')
_MARKS = re.compile('[“”„"«»‹›「」『』《》]')
_MARKS_AND_SINGLE = re.compile('[“”„"«»‹›「」『』《》‘]|’(?!\\w)')
_NOTE = re.compile(rf"{NOTE_LABEL}\Z")
_LONGEST_NOTE = 16
_MOST_NOTES = 20
"""Footnotes behind a quotation."""
MOST_TRIED = 8
"""How many opening marks are tried for one closing mark."""
UNPAIRED = "a quotation mark beside it has no partner"
TOO_LONG = f"words in quotation marks of more than {LONGEST:,} characters are not looked for"


@dataclass(slots=True)
class Pairs:
    """The marks of a text."""

    outer: list[int] = field(default_factory=list)
    """Those that open where none is open, and none before has no partner."""
    opened: list[tuple[str, int]] = field(default_factory=list)
    """Those that nothing closes, the outermost first."""
    passages: list[tuple[int, int]] = field(default_factory=list)
    """From an outermost opening mark to the one that closes it, half-open."""
    strays: list[int] = field(default_factory=list)
    """Those that close what nothing opens."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in a sentence or a cell."""

    start: int
    """Of its opening mark."""
    readings: tuple[str, ...]
    """What its words may be, likeliest first."""
    flaw: str = ""


def paired(text: str, single: bool = False) -> Pairs:
    """Find the partner of each mark; of single ones too, where they are asked for."""
    pairs = Pairs()
    count: Counter[str] = Counter()
    for found in (_MARKS_AND_SINGLE if single else _MARKS).finditer(text.translate(_ALIKE)):
        mark, at = found[0], found.start()
        openers = CLOSERS.get(mark, "")
        if any(count[opener] for opener in openers):
            opened = "", at
            while opened[0] not in openers or not opened[0]:
                opened = pairs.opened.pop()
                count[opened[0]] -= 1
            if not pairs.opened:
                pairs.passages.append((opened[1], at + 1))
        elif not openers or mark in '“"':
            if not pairs.opened and not pairs.strays:
                pairs.outer.append(at)
            pairs.opened.append((mark, at))
            count[mark] += 1
        elif mark != "’":
            pairs.strays.append(at)
    return pairs


def without_notes(text: str, known: Container[str]) -> int:
    """Where a text ends without the references to footnotes at its end."""
    end = len(text.rstrip())
    for _ in range(_MOST_NOTES):
        found = _NOTE.search(text[max(0, end - _LONGEST_NOTE) : end])
        if found is None or found[1] not in known:
            break
        end -= len(found[0])
        while end and text[end - 1].isspace():
            end -= 1
    return end


def ending(before: str, anchor: Anchor | None, known: Container[str]) -> Quoted | None:
    """The quotation that ends where an anchor stands; None where nothing is quoted.

    It begins where a reader thinks it does: at a mark before which every other has its partner.
    """
    close = without_notes(before, known) - 1
    if close < 0 or before[close] not in CLOSERS:
        return None
    pairs = paired(before[:close], single=before[close] == "’")
    openers = CLOSERS[before[close]]
    begins = [at for at in pairs.outer if before[at] in openers]
    if pairs.opened and (pairs.opened[0][1] not in begins or pairs.strays):
        return _unpaired(before, pairs.opened[0][1], close)
    if not begins:
        return _unpaired(before, before.find(before[close]), close) if pairs.strays else None
    expected = anchor.end - anchor.start if anchor else 0
    outermost = pairs.opened[0][1] if pairs.opened else begins[-1]
    nearest = sorted(begins, key=lambda at: (abs(close - at - 1 - expected), -at))[:MOST_TRIED] if anchor else []
    for at in nearest:
        if anchor and close - at <= LONGEST:
            for words in (before[at + 1 : close], before[at : close + 1]):
                if digest(words) == anchor.digest:
                    return Quoted(at, (words,))
    if close - outermost > LONGEST:
        return Quoted(outermost, (), TOO_LONG)
    tried = dict.fromkeys((outermost, *(at for at in nearest[:1] if at < outermost and close - at <= LONGEST)))
    readings = [before[at + 1 : close] for at in tried] + [before[outermost : close + 1]]
    return Quoted(outermost, tuple(words for words in readings if folded(words)))


def _unpaired(before: str, start: int, close: int) -> Quoted:
    if close - start > LONGEST:
        return Quoted(start, (), TOO_LONG)
    words = before[start + 1 : close]
    return Quoted(start, (words,) if folded(words) else (), UNPAIRED)
