"""The descriptive phrases of a text: what it calls people and groups beside their names, or instead of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.article import Article, Mention
from briefing.export.epithets import (
    ADJECTIVES,
    BESIDE_ITS_NAME,
    COMPOUNDS,
    GROUPS,
    INTRANSITIVE,
    LINKS,
    LOADED,
    MODIFIERS,
    ONE_GROUP,
    PEOPLE,
    RANKS,
    SAME,
    UNSURE,
)
from briefing.export.phrases import MOST, Scene, Word, begins, set_off
from briefing.speaking.frames import outermost
from briefing.speaking.lexicon import NAMING, PREPOSITIONS, VERBS

_PIECE = re.compile(r"\w[\w'’-]*")
_AROUND = frozenset(",;:()—–.!?“”\"'’‘")
GOING_ON = PREPOSITIONS | (VERBS - NAMING) | LINKS | INTRANSITIVE
"""Words that may come after a name, and make no clause of what stands before it."""
_KNOWN = MODIFIERS | PEOPLE | GROUPS | LOADED


@dataclass(frozen=True, slots=True)
class Description:
    """Words that describe an actor, half-open offsets into the body, and the mention that says whom."""

    start: int
    end: int
    mention: Mention
    paragraph: int
    meaning: frozenset[str]
    """The words that count when descriptions are compared."""


def descriptions(article: Article) -> list[Description]:
    """Those of an article, in reading order; where two overlap, the longer."""
    names = outermost(article.mentions)
    starts = [mention.start for mention in names]
    all_ = sorted(article.mentions, key=_start)
    every = list(map(_start, all_))
    found: list[Description] = []
    for number, (start, end) in enumerate(article.paragraphs, 1):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        here = names[first:last]
        scene = Scene(article.body, start, end, here, starts[first:last])
        for mention in here:
            if mention.kind == "place":
                continue
            for left, right in _of(scene, mention):
                within = all_[bisect_left(every, left) : bisect_left(every, right)]
                inner = [m for m in within if m.end <= right and m.via != "post"]
                meaning = _meaning(scene.text, left, right, mention, inner)
                if meaning and len(scene.text[left:right].split()) <= MOST:
                    found.append(Description(left, right, mention, number, meaning))
    found.sort(key=lambda one: (one.start - one.end, one.start))
    taken: set[int] = set()
    kept: list[Description] = []
    for one in found:
        if taken.isdisjoint(span := range(one.start, one.end)):
            taken.update(span)
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _start(mention: Mention) -> int:
    return mention.start


def _of(scene: Scene, mention: Mention) -> Iterator[tuple[int, int]]:
    """The half-open offsets of what describes whoever is mentioned."""
    person = mention.kind == "person"
    if mention.actor is None and (mention.candidates or mention.via == "post" or not person):
        return
    if mention.via == "post":
        yield from _post(scene, mention)
        return
    begun = mention.start
    before = _before_person(scene, mention) if person else _around_group(scene, mention)
    if before:
        yield before
        begun = min(begun, before[0])
    if scene.text.startswith((",", " (", " —", " –", "—", "–"), mention.end):
        after = set_off(scene, mention, PEOPLE if person else GROUPS, begun)
        if after:
            yield after


def _post(scene: Scene, mention: Mention) -> Iterator[tuple[int, int]]:
    """The name of a post that stands for a person, with the words before it that belong to it."""
    following = _following(scene, mention)
    if following and following.start > mention.end + 1:
        following = None
    if following and (following.text in UNSURE or following.text == "-" or following.text in PEOPLE - RANKS):
        return
    found = begins(scene, mention.start, named=False)
    if found:
        yield found[0], mention.end


def _before_person(scene: Scene, mention: Mention) -> tuple[int, int] | None:
    """`retired general` of `the retired general X`."""
    last = _last_word(scene, mention.start)
    if last not in PEOPLE:
        return None
    found = begins(scene, mention.start, named=True)
    if found is None or found[0] == mention.start:
        return None
    start, article = found
    following = _following(scene, mention)
    if (
        following
        and (following.text == "-" or following.is_word)
        and (following.text == "-" or following.capital or following.text in PEOPLE)
    ):
        return None
    if article and not _closes(following):
        return None
    return start, _stripped(scene.text, mention.start)


def _around_group(scene: Scene, mention: Mention) -> tuple[int, int] | None:
    """`terrorist group` of `the terrorist group X`, `UN-backed` of `the UN-backed X`, all of `the armed X rebels`."""
    as_words = _is_descriptive(mention)
    last = _last_word(scene, mention.start)
    ahead = last in ONE_GROUP or last in ADJECTIVES or last.endswith(COMPOUNDS)
    following = _following(scene, mention)
    behind = following is not None and following.text in MODIFIERS | GROUPS and not following.capital
    if not (as_words or ahead or behind):
        return None
    found = begins(scene, mention.start, named=not as_words, heads=() if as_words else ONE_GROUP)
    if found is None:
        return None
    end = mention.end
    if behind:
        end = _head(scene, mention)
        if not end:
            return None
        return found[0], end
    goes_on = _closes(following) or (last not in ONE_GROUP and following is not None and following.text.endswith("ed"))
    if not as_words and (found[0] == mention.start or not goes_on):
        return None
    return found[0], mention.end if as_words else _stripped(scene.text, mention.start)


def _is_descriptive(mention: Mention) -> bool:
    """Is what is matched no proper name, but words: `reconciliation government`?"""
    last = mention.text.split()[-1]
    return mention.via in ("alias", "name") and last in GROUPS and len(mention.text.split()) > 1


def _head(scene: Scene, mention: Mention) -> int:
    """Where `X rebels` ends; 0 where something else than X is meant, or may be."""
    if scene.text[mention.start - 1 : mention.start] == "-":
        return 0
    words = scene.after(mention.end)
    at = 0
    while at < len(words) and words[at].text in MODIFIERS | GROUPS and not words[at].inside:
        at += 1
    if not at or words[at - 1].text not in BESIDE_ITS_NAME:
        return 0
    return words[at - 1].end if _closes(words[at] if at < len(words) else None) else 0


def _following(scene: Scene, mention: Mention) -> Word | None:
    words = scene.words(mention.end, min(scene.end, mention.end + 20))
    return words[0] if words else None


def _closes(following: Word | None) -> bool:
    """Does a phrase end before this: at a mark, a preposition, a verb that no other's clause ends with?

    `The general X appointed` may mean another; `the general X came` does not.
    """
    if following is None or following.text in _AROUND or following.text in ("'s", "’s", "s"):
        return True
    return following.text in GOING_ON


def _last_word(scene: Scene, at: int) -> str:
    """The word right before, in lower case; "" where there is none."""
    if at <= scene.start or not scene.text[at - 1].isspace():
        return ""
    words = scene.text[max(scene.start, at - 30) : at].split()
    return words[-1].lower() if words else ""


def _stripped(text: str, end: int) -> int:
    """The end of the words before this offset."""
    while text[end - 1].isspace():
        end -= 1
    return end


def _meaning(text: str, start: int, end: int, mention: Mention, inner: Sequence[Mention]) -> frozenset[str]:
    """What is said of somebody: no article words, no countries, no names, one word for those that say the same."""
    said: set[str] = set()
    for piece in _PIECE.finditer(text, start, end):
        word = piece[0].lower().removesuffix("'s").removesuffix("’s")
        name = next((m for m in inner if m.start <= piece.start() < m.end), None)
        if name:
            if name is mention and _is_descriptive(name) and piece[0].islower():
                said.add(SAME.get(word, word))
        elif word.endswith(COMPOUNDS) or (word in _KNOWN and word not in RANKS):
            said.add(SAME.get(word, word))
        else:
            said.update(SAME.get(part, part) for part in word.split("-") if SAME.get(part, part) in _KNOWN)
    return frozenset(said)
