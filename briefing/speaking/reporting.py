"""What is reported without quotation marks: `X said that …`, `…, X said`, `according to X, …`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from briefing.speaking.beside import sets
from briefing.speaking.cues import Cue, ends
from briefing.speaking.frames import Token
from briefing.speaking.lexicon import (
    BARE,
    CONJUNCTIONS,
    CUTTING,
    FINITE,
    NO_UTTERANCE,
    PREPOSITIONS,
    SAYING,
    SPANS,
    TELLING,
    THAT,
    TIMES,
    TITLES,
)

ASIDE = PREPOSITIONS | TIMES | {","}
NO_CLAUSE = SPANS | FINITE
SUBORDINATE = CONJUNCTIONS - {"but", "yet", "so", "that", "what"}
NO_END = frozenset("before after ago afterwards earlier later however meanwhile too".split())
"""`A few days before, X said` reports nothing that stands before it."""
PAST = frozenset(
    "left began took came went made gave held met saw fell fought lost won kept sent brought found put set hit shot "
    "became got knew thought paid ran rose struck stood spent broke led built".split()
)
"""Verbs that do not tell by their end that they are."""
PHRASE = 12
"""Tokens within which the verb comes of what is reported without `that`."""
NEW = frozenset("it he she they we as and which who".split())
"""After a comma and a whole clause these may begin what is reported no more."""
CLAUSE = 4
"""Words below which nothing was reported."""
FAR = 12
"""Tokens between a verb and the `that` it reports with."""


def reported(
    tokens: Sequence[Token], first: int, last: int, heard: Sequence[Cue], direct: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, Cue]]:
    """(start, end, cue) of clauses whose speaker is known and in which nothing of `direct` stands."""
    done = 0
    ending = [end for _, end in direct]
    verbs = [cue.verb for cue in heard]
    for number, cue in enumerate(heard):
        if cue.first < done or cue.key is None:
            continue
        clause = _clause(tokens, first, last, heard, number, verbs)
        if clause is None:
            continue
        begin, end = clause
        done = end
        if end - begin and tokens[end - 1].text == ":":
            continue
        while end > begin and tokens[end - 1].sort in ("stop", "mark") and tokens[end - 1].text not in (")", "'s"):
            end -= 1
        if sum(t.sort in ("word", "name", "quote") for t in tokens[begin:end]) < CLAUSE:
            continue
        start, stop = tokens[begin].start, tokens[end - 1].end
        at = bisect_right(ending, start)
        if at == len(direct) or direct[at][0] >= stop:
            yield start, stop, cue


def _clause(
    tokens: Sequence[Token], first: int, last: int, heard: Sequence[Cue], number: int, verbs: Sequence[int]
) -> tuple[int, int] | None:
    """The tokens that a cue reports."""
    cue = heard[number]
    if cue.according and cue.first == first:
        begin = cue.last + 2 if cue.last + 1 < last and tokens[cue.last + 1].text == "," else None
        if begin is not None and not _is_told(tokens, begin, last):
            return None
    elif cue.according or (cue.first > first and tokens[cue.first - 1].text == "," and ends(tokens, cue, last)):
        return _before(tokens, first, heard, number)
    else:
        begin = _after(tokens, cue, last, heard[number + 1].first if number + 1 < len(heard) else last)
    if begin is None or begin >= last:
        return None
    later = bisect_left(verbs, begin, number + 1)
    another = heard[later] if later < len(heard) else None
    if another and another.key != cue.key and _speaks_of(tokens, another, last):
        return None
    return begin, _end(tokens, begin, last, another)


def _speaks_of(tokens: Sequence[Token], cue: Cue, last: int) -> bool:
    """`…, X said`: is what stands before this told by somebody else?"""
    return tokens[cue.first - 1].text == "," and (cue.according or ends(tokens, cue, last))


def _is_told(tokens: Sequence[Token], begin: int, last: int) -> bool:
    """`According to X, …`: is it a sentence that follows, and not another word for X?"""
    if begin >= last or tokens[begin].text in ("who", "which", "whose", "whom", "himself", "herself"):
        return False
    comma = next((i for i in range(begin, last) if tokens[i].text == ","), last)
    apposed = comma < last and tokens[begin].text in TITLES | {"a", "an", "his", "her", "their"}
    return any(_is_finite(tokens, i, begin, strictly=apposed) for i in range(begin, comma))


def _is_finite(tokens: Sequence[Token], at: int, begin: int, *, strictly: bool = False) -> bool:
    token = tokens[at]
    if token.sort != "word" or at == begin:
        return False
    if token.text in FINITE or token.text in ("must", "do", "cannot"):
        return True
    return not strictly and (token.text in PAST or (token.text.endswith(("ed", "n't", "n’t")) and not token.capital))


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
        return at + 1 if at + 1 < last and tokens[at + 1].text not in SPANS and _is_clear(tokens[at + 1]) else None
    while at < last and (tokens[at].text in TIMES or (tokens[at].text == "on" and _is_a_time(tokens, at + 1, last))):
        at += 1
    if at < last and verb in SAYING and _may_begin(tokens, at, last):
        return at if _has_a_verb(tokens, at, last) else None
    if tokens[cue.last + 1].text in ASIDE or verb in TELLING:
        for i in range(at, min(last, at + FAR, next_cue + 1)):
            if tokens[i].sort in ("stop", "quote") or tokens[i].text == ":":
                return None
            if tokens[i].text == "that":
                good = sets(tokens[cue.last + 1 : i], verb) and i + 1 < last and tokens[i + 1].text not in NO_CLAUSE
                return i + 1 if good and _is_clear(tokens[i + 1]) else None
    return None


def _is_clear(opening: Token) -> bool:
    """Not where what is reported begins with a clause of its own, and may be that alone: `said that after …`."""
    return opening.text not in SUBORDINATE


def _has_a_verb(tokens: Sequence[Token], begin: int, last: int) -> bool:
    """Is it a clause that follows `said`? `said his prayers before …` is none."""
    for i in range(begin, min(last, begin + PHRASE)):
        token = tokens[i]
        if token.text in NO_UTTERANCE or token.text in ("that", "who", "which", "with", ":", ";"):
            return False
        if i > begin and (token.sort in ("stop", "quote") or token.text == "," or token.text in SUBORDINATE):
            return False
        if _is_finite(tokens, i, begin):
            return True
    return False


def _is_a_time(tokens: Sequence[Token], at: int, last: int) -> bool:
    return at < last and tokens[at].text in TIMES


def _may_begin(tokens: Sequence[Token], at: int, last: int) -> bool:
    token = tokens[at]
    if token.sort == "name":
        return True
    if token.sort != "word" or token.text in PREPOSITIONS:
        return False
    return (token.text in BARE and not (at + 1 < last and tokens[at + 1].text in SPANS)) or token.capital


def _end(tokens: Sequence[Token], begin: int, last: int, another: Cue | None) -> int:
    """Up to the end of the sentence, or to where somebody else may speak."""
    limit = last
    if another:
        limit = next(
            (i for i in range(another.first - 1, begin - 1, -1) if tokens[i].text in (",", "and", "but", "while")),
            last,
        )
    told = False
    for i in range(begin, limit):
        told = told or _is_finite(tokens, i, begin)
        if tokens[i].text == ";" or (tokens[i].text == "," and i + 1 < limit and tokens[i + 1].text in CUTTING):
            return i
        if told and tokens[i].text == "," and i + 1 < limit and tokens[i + 1].text in NEW:
            return i
    return limit
