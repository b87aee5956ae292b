"""What is reported without quotation marks: `X said that …`, `…, X said`, `according to X, …`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.speaking.cues import Cue, ends
from briefing.speaking.frames import Token
from briefing.speaking.lexicon import (
    BARE,
    CONJUNCTIONS,
    CUTTING,
    FINITE,
    PREPOSITIONS,
    SAYING,
    SPANS,
    TELLING,
    THAT,
    TIMES,
)

ASIDE = PREPOSITIONS | TIMES | {","}
NO_CLAUSE = SPANS | FINITE
SUBORDINATE = CONJUNCTIONS - {"but", "yet", "so", "that", "what"}
NO_END = frozenset("before after ago afterwards earlier later however meanwhile too".split())
"""`A few days before, X said` reports nothing that stands before it."""
CLAUSE = 4
"""Words below which nothing was reported."""
FAR = 12
"""Tokens between a verb and the `that` it reports with."""


def reported(
    tokens: Sequence[Token], first: int, last: int, heard: Sequence[Cue], direct: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, Cue]]:
    """(start, end, cue) of clauses whose speaker is known and in which nothing of `direct` stands."""
    done = 0
    for number, cue in enumerate(heard):
        clause = _clause(tokens, first, last, heard, number)
        if clause is None or cue.first < done:
            continue
        begin, end = clause
        done = end
        while end > begin and tokens[end - 1].sort in ("stop", "mark") and tokens[end - 1].text not in (")", "'s"):
            end -= 1
        if cue.key is None or sum(t.sort in ("word", "name", "quote") for t in tokens[begin:end]) < CLAUSE:
            continue
        start, stop = tokens[begin].start, tokens[end - 1].end
        if not any(left < stop and start < right for left, right in direct):
            yield start, stop, cue


def _clause(
    tokens: Sequence[Token], first: int, last: int, heard: Sequence[Cue], number: int
) -> tuple[int, int] | None:
    """The tokens that a cue reports."""
    cue = heard[number]
    if cue.according and cue.first == first:
        begin = cue.last + 2 if cue.last + 1 < last and tokens[cue.last + 1].text == "," else None
    elif cue.according or (cue.first > first and tokens[cue.first - 1].text == "," and ends(tokens, cue, last)):
        return _before(tokens, first, heard, number)
    else:
        begin = _after(tokens, cue, last, heard[number + 1].first if number + 1 < len(heard) else last)
    if begin is None or begin >= last:
        return None
    return begin, _end(tokens, begin, last, heard[number + 1 :])


def _before(tokens: Sequence[Token], first: int, heard: Sequence[Cue], number: int) -> tuple[int, int] | None:
    """`…, X said`: the sentence up to the comma, where nobody else speaks in it and it is a sentence."""
    cue = heard[number]
    opening, closing = tokens[first], tokens[cue.first - 2] if cue.first > first + 1 else tokens[first]
    if number or cue.first - 1 <= first or (not cue.according and tokens[cue.verb].text not in THAT):
        return None
    if opening.sort == "word" and (opening.text in PREPOSITIONS or opening.text.endswith(("ing", "ed"))):
        return None
    if closing.text in NO_END or opening.text in SUBORDINATE or cue.first - first <= CLAUSE:
        return None
    return first, cue.first


def _after(tokens: Sequence[Token], cue: Cue, last: int, next_cue: int) -> int | None:
    """Where the words after a verb begin that it reports."""
    verb, at = tokens[cue.verb].text, cue.last + 1
    if at >= last or (verb not in THAT and cue.words != "quoted as saying" and not verb.endswith("ing")):
        return None
    if tokens[at].text == "that":
        return at + 1 if at + 1 < last and tokens[at + 1].text not in SPANS else None
    while at < last and (tokens[at].text in TIMES or (tokens[at].text == "on" and _is_a_time(tokens, at + 1, last))):
        at += 1
    if at < last and verb in SAYING and _may_begin(tokens, at, last):
        return at
    if tokens[cue.last + 1].text in ASIDE or verb in TELLING:
        for i in range(at, min(last, at + FAR, next_cue + 1)):
            if tokens[i].sort in ("stop", "quote") or tokens[i].text == ":":
                return None
            if tokens[i].text == "that":
                return i + 1 if i + 1 < last and tokens[i + 1].text not in NO_CLAUSE else None
    return None


def _is_a_time(tokens: Sequence[Token], at: int, last: int) -> bool:
    return at < last and tokens[at].text in TIMES


def _may_begin(tokens: Sequence[Token], at: int, last: int) -> bool:
    token = tokens[at]
    if token.sort == "name":
        return True
    if token.sort != "word" or token.text in PREPOSITIONS:
        return False
    return (token.text in BARE and not (at + 1 < last and tokens[at + 1].text in SPANS)) or token.capital


def _end(tokens: Sequence[Token], begin: int, last: int, later: Sequence[Cue]) -> int:
    """Up to the end of the sentence, or to where somebody else may speak."""
    limit = last
    for cue in later:
        if cue.verb >= begin:
            limit = next(
                (i for i in range(cue.first - 1, begin - 1, -1) if tokens[i].text in (",", "and", "but", "while")), last
            )
            break
    for i in range(begin, limit):
        if tokens[i].text == ";" or (tokens[i].text == "," and i + 1 < limit and tokens[i + 1].text in CUTTING):
            return i
    return limit
