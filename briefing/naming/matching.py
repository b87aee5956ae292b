"""Every alias and post phrase of a gazetteer in one pass over a text: where they stand, before anything is decided."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TypeVar

from anyascii import anyascii

from briefing.actors import Actor, Alias, Gazetteer, Group, Place, Post
from briefing.naming.automaton import Automaton
from briefing.pausing import collector_paused

_T = TypeVar("_T")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": " ", "‑": " ", "–": " ", "-": " ", "\n": " "})
_PARTICLES = frozenset({"al", "el", "de", "del", "la", "bin", "ibn", "ben", "van", "von", "of", "the", "and", "for"})


@dataclass(frozen=True, slots=True)
class Known:
    """A name of an actor, as the file spells it."""

    actor: str
    alias: Alias
    primary: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A phrase by which a post is meant, and the person who held it."""

    actor: str
    post: Post


@dataclass(frozen=True, slots=True)
class Sighting:
    """A stretch of text with all that it may mean: names, else posts."""

    start: int
    end: int
    text: str
    names: tuple[Known, ...] = ()
    posts: tuple[Held, ...] = ()
    phrase: str = ""
    """The post as a phrase of its own, where the text means one by other words."""
    holds: tuple[Sighting, ...] = ()
    """The names inside the phrase of a post: `Libyan army` of `Libyan army commander`."""


def plain(text: str) -> str:
    """The text in lower case without diacritics, hyphens and line ends as spaces; every offset stays what it was."""
    if text.isascii():
        return text.lower().replace("-", " ").replace("\n", " ")
    text = text.translate(_PLAIN)
    return text.lower() if text.isascii() else "".join(map(_letter, text))


@lru_cache(maxsize=16_384)
def _letter(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    ascii_ = anyascii(letter)
    if len(ascii_) == 1 and ascii_.isalnum():
        return ascii_.lower()
    lowered = letter.lower()
    return lowered if len(lowered) == 1 else letter


class Matcher:
    """The aliases and phrases of one gazetteer, ready to be looked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        names: dict[str, list[Known]] = {}
        posts: dict[str, list[Held]] = {}
        with collector_paused():
            for actor in gazetteer:
                for known in _names(actor):
                    _put(names, known.alias.text, known)
            for person in gazetteer.people.values():
                for post in person.posts:
                    for phrase in post.phrases:
                        _put(posts, phrase, Held(person.id, post))
            patterns = list(names | posts)
            self._meanings = [(names.get(pattern, []), posts.get(pattern, [])) for pattern in patterns]
            self._phrases = {pattern: tuple(held) for pattern, held in posts.items()}
            self._automaton = Automaton(patterns) if patterns else None

    def sightings(self, text: str, beside: str = "") -> list[Sighting]:
        """What stands in the text, leftmost and longest, in order; `requires` is honoured, time is not yet.

        The company that a name requires may stand in the text `beside` it too.
        """
        if self._automaton is None:
            return []
        lowered = plain(text)
        company = Company(lowered, beside)
        found = []
        for index, start, end in self._automaton.find(lowered):
            if _bounded(lowered, start, end):
                names, posts = self._meanings[index]
                fitting = tuple(k for k in names if self._fits(k, text[start:end]) and company.keeps(k.alias))
                if fitting or posts:
                    found.append(Sighting(start, end, text[start:end], fitting, () if fitting else tuple(posts)))
        return list(_with_what_they_hold(longest(found), found))

    def holders(self, phrase: str) -> tuple[Held, ...]:
        """Who is meant by a phrase of a post, whatever the day."""
        return self._phrases.get(_pattern(phrase), ())

    def _fits(self, known: Known, written: str) -> bool:
        return case_fits(known.alias.text, written, person=known.actor in self.gazetteer.people)


@lru_cache(maxsize=8)
def matcher(gazetteer: Gazetteer) -> Matcher:
    """The matcher of a gazetteer; made once for each."""
    return Matcher(gazetteer)


def _names(actor: Actor | Group | Place) -> Iterable[Known]:
    yield Known(actor.id, Alias(actor.name), primary=True)
    for alias in actor.aliases:
        yield Known(actor.id, alias, primary=False)


def _put(meanings: dict[str, list[_T]], text: str, meaning: _T) -> None:
    """Add what a text may mean to what else it may mean; a text without letters means nothing."""
    if pattern := _pattern(text):
        if pattern in meanings:
            meanings[pattern].append(meaning)
        else:
            meanings[pattern] = [meaning]


def _pattern(text: str) -> str:
    folded = text.replace("-", " ").lower() if text.isascii() else plain(text)
    return " ".join(folded.split())


def _bounded(text: str, start: int, end: int) -> bool:
    """Does the match begin and end where words do?"""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


class Company:
    """Which words a text holds, looked up once for each."""

    def __init__(self, lowered: str, beside: str = "") -> None:
        self._lowered, self._written_beside = lowered, beside
        self._known: dict[str, bool] = {}

    @cached_property
    def _beside(self) -> str:
        return plain(self._written_beside)

    def keeps(self, alias: Alias) -> bool:
        """Is one of the words there that the alias requires, or does it require none?"""
        return not alias.requires or any(map(self._holds, alias.requires))

    def _holds(self, word: str) -> bool:
        if word not in self._known:
            pattern = _pattern(word)
            self._known[word] = _stands_in(pattern, self._lowered) or _stands_in(pattern, self._beside)
        return self._known[word]


def _stands_in(word: str, lowered: str) -> bool:
    at = lowered.find(word)
    while at >= 0:
        if _bounded(lowered, at, at + len(word)):
            return True
        at = lowered.find(word, at + 1)
    return False


def case_fits(alias: str, written: str, *, person: bool) -> bool:
    """May these letters be this name? `UN` is not `un`, and a person's names keep their capitals.

    A text in capitals writes any longer name in capitals; a group or place of several words may be written small.
    """
    if alias == written or (written.isupper() and len(alias) >= 4):
        return True
    names, texts = re.findall(r"\w+", alias), re.findall(r"\w+", written)
    if not person and len(names) > 1 and not any(name.isupper() for name in names):
        return True
    return all(
        text == name or name.lower() in _PARTICLES or (text[:1].isupper() == name[:1].isupper() and not name.isupper())
        for name, text in zip(names, texts, strict=False)
    )


def _with_what_they_hold(kept: Iterable[Sighting], found: list[Sighting]) -> Iterator[Sighting]:
    """Each post with the names inside its phrase; names as they are."""
    found.sort(key=lambda s: s.start)
    starts = [sighting.start for sighting in found]
    for sighting in kept:
        if sighting.posts:
            among = found[bisect_left(starts, sighting.start) : bisect_left(starts, sighting.end)]
            holds = longest(s for s in among if s.names and s.end <= sighting.end)
            yield replace(sighting, holds=tuple(holds)) if holds else sighting
        else:
            yield sighting


def longest(found: Iterable[Sighting]) -> list[Sighting]:
    """The overlap rule: the one that begins first, and of those the longest; a name before a post of equal length."""
    kept: list[Sighting] = []
    for sighting in sorted(found, key=lambda s: (s.start, -s.end, not s.names)):
        if not kept or sighting.start >= kept[-1].end:
            kept.append(sighting)
    return kept
