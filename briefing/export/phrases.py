"""The words around a name: how far a description reaches to its left, and whether one is set off to its right."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from briefing.article import Mention
from briefing.export.epithets import (
    ADVERBS,
    AFTER_HEAD,
    ARTICLES,
    BEING,
    COMPOUNDS,
    ENDING,
    FOLLOWING_PARTICIPLES,
    GROUPS,
    HONORIFICS,
    MODIFIERS,
    NEUTRAL_COMPOUNDS,
    NO_PARTICIPLES,
    OF_A_COUNTRY,
    PREFIXES,
    PUT_AND_TOLD,
    RANKS,
)
from briefing.speaking.lexicon import PREPOSITIONS, SUPPOSING, WHENEVER

MOST = 8
"""Words that a description may have."""
FAR = 130
"""Characters before a name, and after it, that are looked at."""
NEAR = 40
"""Characters before it that are looked at first."""
CERTAIN = 4
"""Words before a description that must be whole to be sure of what it is."""
_WORD = re.compile(r"(?:\w\.){2,}|(?:[A-Z][a-z]{1,3}\.(?=\s))|\w[\w'’-]*|[^\w\s]")
_CLOSING = {",": ",", "(": ")", "—": "—", "–": "–"}
BEFORE = frozenset(",;:(—–.!?")
"""Marks after which a description begins."""
WHERE = frozenset("in at from to near around outside inside via through across".split())
_OPENING = frozenset('“„«"‘')


@dataclass(slots=True)
class Word:
    """A word or mark; half-open offsets into the body."""

    start: int
    end: int
    text: str
    """In lower case."""
    capital: bool
    inside: Mention | None
    """The outermost mention that it is a part of."""

    @property
    def is_word(self) -> bool:
        """And no mark?"""
        return self.text[:1].isalnum()


@dataclass(frozen=True, slots=True)
class Scene:
    """A paragraph with the mentions in it that lie in no other."""

    text: str
    start: int
    end: int
    names: Sequence[Mention]
    starts: Sequence[int]
    """Where each of them begins."""

    def words(self, start: int, end: int) -> list[Word]:
        """Those of a stretch, in order."""
        found = []
        first = max(0, bisect_right(self.starts, start) - 1)
        near = self.names[first : bisect_left(self.starts, end, first)]
        for piece in _WORD.finditer(self.text, start, end):
            at, words = piece.start(), piece[0]
            inside = None
            for name in near:
                if name.start <= at < name.end:
                    inside = name
                    break
            found.append(Word(at, piece.end(), words.lower(), words[0].isupper(), inside))
        return found

    def before(self, at: int, far: int = FAR) -> list[Word]:
        """The words before, the nearest first; the last of them may be cut."""
        left = max(self.start, at - far)
        return self.words(left, at)[::-1]

    def after(self, at: int, far: int = FAR) -> list[Word]:
        """The words after, the nearest first; the last of them may be cut."""
        return self.words(at, min(self.end, at + far))


def begins(scene: Scene, at: int, *, named: bool, heads: Container[str] = ()) -> tuple[int, bool] | None:
    """Where the description begins that goes on at this offset, and whether an article stands before it.

    None where a word before it may change what it says. `named`: does a name follow, and no name of a post?
    `heads` are the nouns that it may end with, apart from those that stand before others too.
    """
    words = scene.before(at, NEAR)
    taken = list(_modifiers(words, heads))
    if len(taken) + CERTAIN > len(words) and words and words[-1].start > scene.start:
        words = scene.before(at)
        taken = list(_modifiers(words, heads))
    placed = bool(taken) and _is_where(taken[-1], words[len(taken) :])
    if placed:
        taken.pop()
    if len(taken) >= MOST or (taken and len(taken) == len(words) and words[-1].start > scene.start):
        return None
    boundary = words[len(taken)] if len(taken) < len(words) and not placed else None
    further = words[len(taken) + 1] if len(taken) + 1 < len(words) else None
    article = boundary is not None and boundary.text in ARTICLES
    if named and _of_something(boundary, further, article=article):
        taken = list(takewhile(lambda word: word.text in RANKS, taken))
        if not taken:
            return None
        boundary = None
    start = taken[-1].start if taken else at
    begun = boundary.start if article and boundary else start
    if not _may_stand_before(further if article else boundary, scene, begun, named=named):
        return None
    return start, article


def _is_where(first: Word, before: Sequence[Word]) -> bool:
    """`In Dravia General X met …`: the place is no part of it."""
    of_place = first.inside is not None and first.inside.kind == "place" and not first.text.endswith(("'s", "’s"))
    return of_place and bool(before) and before[0].text in WHERE


def _of_something(boundary: Word | None, further: Word | None, *, article: bool) -> bool:
    """`commander of the army General X`: what is taken may belong to what stands before it."""
    edge = further if article else boundary
    return edge is not None and edge.text in ("of", "for")


def _modifiers(words: Sequence[Word], heads: Container[str]) -> Iterator[Word]:
    """The words of a description, from right to left."""
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        if not (_modifies(word, following) or (not at and word.text in heads)):
            return
        yield word


def _modifies(word: Word, before: Word | None) -> bool:
    if word.inside:
        return word.inside.via != "post" and word.inside.kind != "person"
    text = word.text
    if text in ADVERBS:
        return True
    if text in ENDING or text in ARTICLES or not word.is_word:
        return False
    if text in MODIFIERS:
        participle = text.endswith("ed") and "-" not in text and text not in NO_PARTICIPLES
        return not participle or before is None or before.text in FOLLOWING_PARTICIPLES
    if text.endswith((*COMPOUNDS, *NEUTRAL_COMPOUNDS)) or (text.startswith(PREFIXES) and len(text) > 6):
        return True
    return is_of_a_country(word)


def is_of_a_country(word: Word) -> bool:
    """Does it look like `Dravian`?"""
    return word.capital and word.inside is None and len(word.text) > 4 and word.text.endswith(OF_A_COUNTRY)


def _may_stand_before(edge: Word | None, scene: Scene, at: int, *, named: bool) -> bool:
    """Is this something before which a description begins, and that takes nothing from it?"""
    if edge is None:
        return True
    text = edge.text
    if edge.inside:
        return edge.inside.via == "post" and named
    if text in BEING or (named and text in PUT_AND_TOLD):
        return False
    if text in BEFORE or text.endswith(("'s", "’s")):
        return True
    if text in _OPENING:
        return edge.end == at and (edge.start == scene.start or scene.text[edge.start - 1].isspace())
    return text in ENDING or text in PUT_AND_TOLD or text in HONORIFICS


def set_off(scene: Scene, name: Mention, heads: Container[str], begun: int) -> tuple[int, int] | None:
    """The description that follows a name between marks: `X, the army commander, …`, `X (army commander)`.

    `begun` is where the name begins, or what stands before it as a part of it.
    """
    words = scene.after(name.end, NEAR)
    opening = next((word for word in words[1:] if word.text not in ARTICLES), None)
    if opening is None or not (_modifies(opening, None) or opening.text in heads):
        return None
    words = scene.after(name.end)
    if len(words) < 3 or words[0].start - name.end > 1 or words[0].text not in _CLOSING:
        return None
    closing, phrase = _CLOSING[words[0].text], words[1:]
    article = phrase[0].text in ARTICLES
    phrase = phrase[article:]
    length = _length(phrase, heads)
    if not 0 < length < len(phrase) or length > MOST:
        return None
    end, beyond = phrase[length], phrase[length + 1] if length + 1 < len(phrase) else None
    stops = end.text in ".;" and closing == ","
    if not stops and end.text != closing:
        return None
    if closing == "," and not stops and (beyond is None or _goes_on(beyond) or _in_a_row(scene, begun)):
        return None
    if article and closing == "," and _introduces(scene, begun):
        return None
    return phrase[0].start, phrase[length - 1].end


def _length(phrase: Sequence[Word], heads: Container[str]) -> int:
    """Words of the description that these begin with; 0 where they are none."""
    at = 0
    while at < len(phrase) and phrase[at].is_word and (_modifies(phrase[at], None) or phrase[at].text in heads):
        at += 1
    if not at or phrase[at - 1].text not in heads or phrase[at - 1].inside:
        return 0
    if at == len(phrase) or not phrase[at].is_word:
        return at
    return _with_complement(phrase, at)


def _with_complement(phrase: Sequence[Word], at: int) -> int:
    """`commander of the Coast Army`, `group backed by Dravia`."""
    follows = AFTER_HEAD.get(phrase[at].text)
    if follows is None:
        return 0
    at += 1
    if follows:
        if at == len(phrase) or phrase[at].text not in follows:
            return 0
        at += 1
    first = at
    while at < len(phrase) and phrase[at].is_word:
        word = phrase[at]
        person = word.inside is not None and word.inside.kind == "person"
        known = word.inside or word.capital or word.text in ARTICLES | MODIFIERS | GROUPS or word.text in ("of", "and")
        if person or not known:
            return 0
        at += 1
    return at if at > first else 0


def _goes_on(beyond: Word) -> bool:
    """`X, the army commander, and …`, `…, the speaker`: it may be a row of people."""
    return beyond.text in ("and", "or", "as") or beyond.text in ARTICLES or beyond.capital


def _in_a_row(scene: Scene, begun: int) -> bool:
    """`Y, X, the army commander, …`: does another name stand before the comma before it?"""
    words = scene.before(begun)[:2]
    return len(words) == 2 and words[0].text == "," and (words[1].inside is not None or words[1].capital)


def _introduces(scene: Scene, begun: int) -> bool:
    """`After talks with X, the army commander, …`: may the comma close what begins the sentence?"""
    words = list(takewhile(lambda word: word.text not in (".", "!", "?", ",", ";", ":"), scene.before(begun)))
    if not words:
        return False
    first = words[-1]
    return first.text in PREPOSITIONS | WHENEVER | SUPPOSING | {"according"} or first.text.endswith("ing")
