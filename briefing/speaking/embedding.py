"""Which clauses hang on another that takes them back: `rumours that X said …`, `if X says …`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from briefing.speaking.frames import Token
from briefing.speaking.lexicon import BELOW, DOUBTING, NAMING, NEW_CLAUSE, SUPPOSING, WHENEVER

OPENING = frozenset("and but so yet then even".split())
FEWEST = 4
"""Tokens that a clause takes at least before the comma after which another speaks of it: `If we go, …, X said`."""


def embedded(tokens: Sequence[Token], first: int, last: int) -> Callable[[int, int, bool], bool]:
    """Of a sentence: does the clause hang whose subject and verb stand at these tokens? Does it close the sentence?"""
    free = list(accumulate((i if _sets_free(tokens, i, first) else -1 for i in range(first, last)), max))
    doubt = list(accumulate((i if tokens[i].text in DOUBTING else -1 for i in range(first, last)), max))
    opener = first
    while opener < last and (tokens[opener].text in OPENING or tokens[opener].sort == "mark"):
        opener += 1
    opening = tokens[opener].text if opener < last and tokens[opener].sort == "word" else ""
    below = list(accumulate((i if i > opener and _begins_below(tokens, i) else -1 for i in range(first, last)), max))
    question = last > first and tokens[last - 1].sort == "stop" and "?" in tokens[last - 1].text

    def hangs(subject: int, verb: int, closes: bool) -> bool:
        if question:
            return True
        if subject <= first:
            return opening in SUPPOSING
        before = tokens[subject - 1]
        if tokens[verb].text in NAMING and before.text == "what":
            return False
        after_words = before.sort == "quote" or (before.text == "," and closes)
        if opening in SUPPOSING and not (after_words and subject - opener > FEWEST):
            return True
        if opening in WHENEVER and before.text != "," and not after_words:
            return not any(tokens[i].text == "," for i in range(max(opener, subject - FEWEST), subject))
        at = subject - 1 - first
        if after_words:
            return False
        if before.text == "," and opening.endswith(("ed", "ing")):
            return doubt[at] >= 0
        return below[at] > free[at] or doubt[at] >= 0

    return hangs


def _begins_below(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    return token.sort == "word" and token.text in BELOW


def _sets_free(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Does a clause begin after this that hangs on nothing before?"""
    token = tokens[at]
    if token.text == ";" or token.sort in ("quote", "stop"):
        return True
    return at > first and token.text in NEW_CLAUSE and tokens[at - 1].text == ","
