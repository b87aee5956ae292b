"""Quotations that were shortened with […]: what was left out of them, and whether it may turn their sense."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.anchors import folded
from briefing.verifying import Piece
from briefing.verifying.bounds import bounded
from briefing.verifying.comparing import tokens

FEWEST = 3
"""Words in a row that are a piece of a sentence; of fewer, a text has whatever one looks for."""
_ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]")
_WORD = re.compile(r"\w+(?:['’ʼ]\w+)*")
_TURNING = frozenset(
    (
        "not no non nor never neither none nobody nothing nowhere cannot without hardly scarcely barely rarely seldom"
        " unless if except fail fails failed refuse refuses refused refusing deny denies denied denying denial false"
        " falsely untrue alleged allegedly reportedly supposedly"
        " ne pas jamais rien aucun aucune sans ni nunca jamás nadie nada sin tampoco mai senza nessuno não nem sem"
        " nicht kein keine keinen keiner keinem nie niemals niemand nichts ohne weder değil yok hiç"
        " не нет ни никогда никто ничего без لا لم لن ليس ليست غير بدون"
    ).split()
)
"""Words that turn a sentence round, where they are left out of it."""
_TURNING_PART = re.compile(r"n['’ʼ]t\b|\bn['’ʼ](?=\w)|[不没沒未非无無勿]|ない|ません|なかった", re.IGNORECASE)

Kept = list[tuple[int, int]]


def left_out(words: str, within: str, shown: str) -> tuple[Piece, ...]:
    """What a quotation has of a text, and what it left out where it says […]; nothing where it is not so cut.

    Its parts stand there in order, whole words each; `shown` is the text with its very marks.
    """
    parts = [folded(part) for part in _ELLIPSIS.split(words)]
    if len(parts) < 2 or not any(char.isalnum() for part in parts for char in part):
        return ()
    kept = _kept(parts, within)
    return tuple(_pieces(kept, shown)) if kept else ()


def _kept(parts: Sequence[str], within: str) -> Kept:
    """Where the parts stand: the first at the beginning and the last at the end, if they do."""
    kept: Kept = []
    at = 0
    last = len(within) - len(parts[-1])
    for number, part in enumerate(parts):
        if not part:
            continue
        place = last if number == len(parts) - 1 and last >= at and within.endswith(part) else within.find(part, at)
        while place >= 0 and not bounded(within, place, place + len(part)):
            place = within.find(part, place + 1)
        if place < 0:
            return []
        at = place + len(part)
        kept.append((place, at))
    return kept


def _pieces(kept: Kept, within: str) -> Iterator[Piece]:
    at = 0
    for start, end in kept:
        if within[at:start].strip():
            yield Piece("saved", within[at:start])
        at = end + (within[end : end + 1] == " ")
        yield Piece("both", within[start:at])
    if within[at:].strip():
        yield Piece("saved", within[at:])


def fault(words: str, pieces: Sequence[Piece]) -> str:
    """Why a quotation of which these pieces are left is none; "" where it is one."""
    parts = _ELLIPSIS.split(words)
    if (parts[0].strip() and pieces[0].side == "saved") or (parts[-1].strip() and pieces[-1].side == "saved"):
        return "its beginning or its end was cut without saying so"
    gone = [piece.words for piece in pieces if piece.side == "saved"]
    for words in gone:
        turning = next((word for word in _WORD.findall(words) if word.casefold() in _TURNING), None)
        part = _TURNING_PART.search(words)
        if turning or part:
            return f"what was left out may turn its sense: “{turning or (part and part[0])}”"
    counts = [sum(1 for _ in tokens(piece.words)) for piece in pieces if piece.side == "both"]
    return f"fewer than {FEWEST} words in a row were kept" if any(0 < count < FEWEST for count in counts) else ""
