"""What may stand between a verb of speech and the words said: when, where and to whom, and no other voice."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.speaking.cues import Cue
from briefing.speaking.frames import Token
from briefing.speaking.lexicon import (
    BARE,
    BELOW,
    CONJUNCTIONS,
    COUNTER_VOICES,
    FINITE,
    NAMING,
    PLACING,
    PREPOSITIONS,
    REACTING,
    SETTINGS,
    TELLING,
    TIMES,
    TITLES,
    VERBS,
)

FAR = 14
"""Tokens that this may take."""
SMALL = frozenset("the a an his her its this".split())
ADDRESSED = frozenset(("to", "with", ""))
MODAL = frozenset("will would must should can could cannot may might shall".split()) | FINITE
ASKED = frozenset("i you he she it we they the this that".split())
"""`will you …` asks, and ends no sentence that another began."""
SPOKEN = frozenset("sang swore wrote spoke read reads cried said told shouts says yelled sings chants boasts".split())
NAMED = 6
"""Tokens that what somebody names may take: `called the guard of the port “…”`."""
LINKING = PREPOSITIONS | CONJUNCTIONS | TIMES | {"and", "or"}
"""How a sentence goes on after what was said in it."""
OTHERS = frozenset("a an who which i you one".split())
PHRASE = 5
"""Tokens that a subject may take whose verb the quotation begins with."""


def leads(tokens: Sequence[Token], cue: Cue, at: int, text: str) -> bool:
    """Does nothing stand between the cue and the quotation at this token that may be another voice?"""
    verb = tokens[cue.verb].text
    if verb in REACTING or at - cue.last > FAR:
        return False
    between = list(tokens[cue.last + 1 : at])
    if not between:
        return True
    if verb in NAMING:
        return _names(verb, between)
    if cue.according:
        return [token.text for token in between] in ([","], [":"])
    if between[-1].text in (":", ",", "that"):
        mark = between.pop().text
        if mark == "that" and between and between[-1].text == ",":
            between.pop()
    if sets(between, verb):
        return True
    return _completed(between, tokens[at], text) and tokens[cue.verb].text not in TELLING


def leaves(tokens: Sequence[Token], at: int, last: int, cue: Cue | None) -> bool:
    """Does what comes after the quotation at this token leave it whole? Not `said “…” was a slogan`."""
    after = tokens[at + 1] if at + 1 < last else None
    if after is None or (cue and cue.first <= at + 2 and cue.key):
        return True
    if after.text == "," and at + 2 < last:
        return tokens[at + 2].sort != "name" and tokens[at + 2].text not in BARE | OTHERS
    if after.sort == "word":
        return after.text in LINKING
    return after.sort != "name" and after.text != "'s"


def sets(between: Sequence[Token], verb: str) -> bool:
    """Is this when, where and to whom somebody speaks, and nothing else?"""
    opening = "" if verb in TELLING else None
    for i, token in enumerate(between):
        word = token.text
        if token.sort == "name":
            kind = token.mention.kind if token.mention else "person"
            if opening is None or (kind == "person" and opening not in ADDRESSED):
                return False
            if kind not in ("person", "place") and opening in ("from", "after", "before", "following", "through"):
                return False
        elif token.sort == "mark":
            if word != "," or (i and between[i - 1].text == ","):
                return False
        elif token.sort != "word":
            return False
        elif word in PLACING:
            opening = word
        elif word in TIMES or word.isdigit():
            continue
        elif opening is None or not _belongs(token, opening):
            return False
    return True


def _belongs(token: Token, opening: str) -> bool:
    if token.text in SMALL or token.text in SETTINGS:
        return True
    if token.text in TITLES:
        return opening in ADDRESSED
    return token.capital and opening in ("in", "at", "on", "to", "near", "inside", "outside", "")


def _names(verb: str, between: Sequence[Token]) -> bool:
    """`called the port “…”`, `described X as “…”`"""
    if len(between) > NAMED or any(_speaks(token) or token.sort in ("mark", "stop", "quote") for token in between):
        return False
    if verb in ("described", "describes"):
        return between[-1].text == "as"
    return between[-1].text not in PREPOSITIONS and not any(token.text in ("on", "for", "by") for token in between)


def _completed(between: Sequence[Token], quoted: Token, text: str) -> bool:
    """`that his men “will not leave”`: is it a subject whose verb the quotation begins with?"""
    quotation = quoted.quotation
    words = quotation.words(text) if quotation else []
    asks = len(words) > 1 and words[1].lower() in ASKED
    if not words or words[0] not in MODAL or asks or not between or between[-1].sort == "mark":
        return False
    phrase = [token for token in between if token.text != "that"]
    if not 0 < len(phrase) <= PHRASE:
        return False
    return all(t.sort == "name" or (t.sort == "word" and not _speaks(t)) for t in phrase)


def _speaks(token: Token) -> bool:
    """May this be a verb, or begin a clause, or stand for the words of another?"""
    word = token.text
    if token.sort != "word":
        return False
    if word in BELOW - {"as"} or word in VERBS or word in SPOKEN or word in FINITE or word in COUNTER_VOICES:
        return True
    return word.endswith(("ed", "ing")) and not token.capital
