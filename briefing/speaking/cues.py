"""The verbs of speech of a sentence, each with whoever speaks by it, as far as the text leaves no doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.speaking.embedding import embedded
from briefing.speaking.frames import Token
from briefing.speaking.lexicon import (
    FEMALE,
    MALE,
    NEGATING,
    NO_PEOPLE,
    OF_PEOPLE,
    PAPERS,
    PARTICIPLES,
    PEOPLE,
    SAYING,
    TELLING,
    TIMES,
    TITLES,
    VERBS,
)
from briefing.speaking.subjects import FEW, begins, named_after, subject

FOLLOWING = TIMES | frozenset(
    "on in at during after before when while as following by from via through reporters journalists who".split()
)
"""What may come after a cue at the end of a sentence."""
LONGEST = 400
"""Tokens above which a sentence is none, and nobody speaks in it."""
NEAR = 40
"""Tokens within which a sentence tells whom `he` means, and a cue that closes it ends."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speech; numbers are those of tokens."""

    first: int
    """Where its subject begins, or itself."""
    verb: int
    last: int
    """The last of verb and subject."""
    words: str
    """As it is printed."""
    key: str | None
    """Who speaks; None where somebody does whom the text does not name there."""
    according: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """What a sentence leaves to the next."""

    persons: frozenset[str] = frozenset()
    """Everybody it names."""
    about: str | None = None
    """The one person it is about; whom `he` means in the next."""
    last: tuple[str | None, str] | None = None
    """(speaker, verb) of the last words in it that are somebody's."""
    words: frozenset[str] = frozenset()
    """Those of it that tell men from women."""


def persons(tokens: Sequence[Token], first: int, last: int) -> frozenset[str]:
    """The keys of the people named in a sentence, outside of quotations."""
    named = (token.mention for token in tokens[first:last])
    return frozenset(mention.key for mention in named if mention and mention.kind == "person")


def cues(tokens: Sequence[Token], first: int, last: int, course: Course, text: str) -> list[Cue]:
    """Every cue of tokens[first:last], in order."""
    found: list[Cue] = []
    if last - first > LONGEST:
        return found
    here = persons(tokens, first, last)
    hangs = embedded(tokens, first, last)
    for at in range(first, last):
        token = tokens[at]
        if token.sort != "word":
            continue
        cue = None
        if token.text == "according" and at + 2 < last and tokens[at + 1].text == "to":
            cue = _according(tokens, at, last, text)
        elif token.text == "saying" and at > first and tokens[at - 1].text == "as":
            cue = _as_saying(tokens, at, first, last)
        elif token.text in VERBS and not _no_verb(tokens, at, last):
            cue = _of_a_verb(tokens, at, (first, last), course, here, found, text)
        if cue:
            doubtful = _negated(tokens, cue.first, first) or hangs(cue.first, cue.verb, ends(tokens, cue, last))
            found.append(replace(cue, key=None) if doubtful and not cue.according else cue)
    return found


def _no_verb(tokens: Sequence[Token], at: int, last: int) -> bool:
    """`said to be` says nothing."""
    return tokens[at].text in SAYING and at + 1 < last and tokens[at + 1].text == "to"


def _negated(tokens: Sequence[Token], at: int, first: int) -> bool:
    for i in range(at - 1, max(first, at - FEW) - 1, -1):
        token = tokens[i]
        if token.sort != "word" and token.sort != "name":
            return False
        if token.text in NEGATING or token.text.endswith(("n't", "n’t")):
            return True
    return False


def _of_a_verb(
    tokens: Sequence[Token],
    at: int,
    within: tuple[int, int],
    course: Course,
    here: frozenset[str],
    before: Sequence[Cue],
    text: str,
) -> Cue:
    words = text[tokens[at].start : tokens[at].end]
    if tokens[at].text in PARTICIPLES:
        joined = before[-1] if before and tokens[at - 1].text in (",", "and") else None
        return Cue(at, at, at, words, joined.key if joined else None)
    found = subject(tokens, at, *within)
    key = found.key
    if found.whom == "pronoun":
        key = _meant(tokens, found.first, within[0], course, here)
    return Cue(found.first, at, max(at, found.last), words, key)


def _meant(tokens: Sequence[Token], pronoun: int, first: int, course: Course, here: frozenset[str]) -> str | None:
    """Whom `he` means: the one person of this sentence and the one before, if it is about them."""
    if pronoun - first > NEAR:
        return None
    before = tokens[first:pronoun]
    all_named = here | course.persons
    key = None
    if not all_named or all_named == {course.about}:
        key = course.about if not _peopled(before, course.about) else None
    elif len(all_named) == 1 and all_named == here:
        key = about(tokens, first, pronoun)
    wrong = FEMALE if tokens[pronoun].text == "he" else MALE
    return None if course.words & wrong or any(token.text in wrong for token in before) else key


def _peopled(tokens: Sequence[Token], key: str | None) -> bool:
    """Does anybody come in here whom `he` may mean, but who is it already?"""
    for i, token in enumerate(tokens):
        if token.sort == "name":
            mention = token.mention
            if mention and mention.kind == "person" and mention.key != key:
                return True
        elif token.sort == "word":
            if token.text == "by" or (_is_somebody(token) and not _is_apposed(tokens, i)):
                return True
            if token.capital and i and tokens[i - 1].sort == "word" and token.text not in TIMES | TITLES:
                return True
    return False


def _is_somebody(token: Token) -> bool:
    """One person: `he` never means many."""
    word = token.text
    if word.endswith("s") and not word.endswith("ss"):
        return False
    return word in PEOPLE or word in TITLES or (word.endswith(OF_PEOPLE) and word not in NO_PEOPLE and len(word) > 4)


def _is_apposed(tokens: Sequence[Token], at: int) -> bool:
    """Is the word part of a title before a name, or of what a comma sets beside one?"""
    i = at + 1
    while (
        i < min(len(tokens), at + FEW) and tokens[i].sort == "word" and (tokens[i].text in TITLES or tokens[i].capital)
    ):
        i += 1
    if i < len(tokens) and (mention := tokens[i].mention) and mention.kind == "person":
        return True
    for i in range(at - 1, max(0, at - FEW) - 1, -1):
        if tokens[i].text == ",":
            before = tokens[i - 1].mention if i else None
            return before is not None and before.kind == "person"
        if tokens[i].sort != "word" or not (tokens[i].text in TITLES or tokens[i].text in ("the", "a", "an", "of")):
            return False
    return False


def about(tokens: Sequence[Token], first: int, last: int) -> str | None:
    """The one person who is named in a sentence, where that begins with them."""
    named = [i for i in range(first, last) if (m := tokens[i].mention) and m.kind == "person"]
    if not named or last - first > LONGEST or len(persons(tokens, first, last)) != 1:
        return None
    name = named[0]
    if name + 1 < last and tokens[name + 1].text == "'s":
        return None
    mention = tokens[name].mention
    if mention and _peopled(tokens[first:last], mention.key):
        return None
    begun = name >= first + 2 and tokens[first].text == "according" and name <= first + FEW
    if mention and (begun or begins(tokens, name, first)):
        return mention.key
    return None


def nobody_else(tokens: Sequence[Token], first: int, last: int, key: str | None) -> bool:
    """Is there in a sentence nobody but this person whom `he` may mean in the next?"""
    return last - first <= LONGEST and not _peopled(tokens[first:last], key)


def _according(tokens: Sequence[Token], at: int, last: int, text: str) -> Cue:
    begin = at + 2
    if tokens[begin].text in ("a", "the") and begin + 2 < last and tokens[begin + 1].text in PAPERS:
        begin += 3 if tokens[begin + 2].text in ("by", "from", "of") else 0
    key, end = named_after(tokens, begin, last)
    words = text[tokens[at].start : tokens[at + 1].end]
    return Cue(at, at, max(end, at + 1), " ".join(words.split()), key, according=True)


def _as_saying(tokens: Sequence[Token], saying: int, first: int, last: int) -> Cue | None:
    """`quoted X as saying`, `X was quoted as saying`."""
    for at in range(saying - 2, max(first, saying - FEW) - 1, -1):
        if tokens[at].text != "quoted":
            continue
        words = "quoted as saying"
        if at > first and tokens[at - 1].text in ("was", "is", "were"):
            found = subject(tokens, at - 1, first, last)
            return Cue(found.first, saying, saying, words, found.key if found.whom == "name" else None)
        key, end = named_after(tokens, at + 1, last)
        return Cue(at, saying, saying, words, key if end == saying - 2 else None)
    return None


def ends(tokens: Sequence[Token], cue: Cue, last: int) -> bool:
    """Does the cue close a sentence, so that the words it tells of stand before it? `…, X said on Monday.`"""
    for at in range(cue.last + 1, min(last, cue.last + NEAR)):
        token = tokens[at]
        if token.sort == "stop" or token.text == ",":
            return True
        if token.sort == "quote":
            return False
        if token.text in ("that", ":"):
            return False
        if at == cue.last + 1 and tokens[cue.verb].text not in TELLING and not _may_follow(token, cue):
            return False
    return last - cue.last <= NEAR


def _may_follow(token: Token, cue: Cue) -> bool:
    if token.sort == "mark":
        return token.text != ":"
    if token.sort == "name":
        return False
    return token.text in FOLLOWING or (token.text == "of" and cue.last > cue.verb)
