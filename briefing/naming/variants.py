"""Full names that the file does not spell so, but that are a transliteration of a name it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from briefing.actors import Actor, Gazetteer
from briefing.naming.comparing import judged, parsed, within
from briefing.naming.context import TITLES
from briefing.naming.spelling import compounded, letters, listed
from briefing.pausing import collector_paused
from briefing.words import fold_text

Spelling: TypeAlias = tuple[str, str]
"""The id of a person, and a name."""
_WORD = re.compile(r"[^\W_]+(?:['’ʼ‘`][^\W_]+)*")
_RUNS = re.compile(r"(.)\1+")
_ARTICLES = frozenset("al el as ash an ar at az ad ul ur".split())
_JOINTS = frozenset(["", "ul", "el", "al", "ur", "us", "ool", "oul", "ol"])
_ROUGH = str.maketrans(
    {**dict.fromkeys("kqgcjszdtx", "t"), **dict.fromkeys("bpfv", "b"), **dict.fromkeys("aeiouyhw'’ʼ‘`")}
)
_MOST = 8
_LONGEST = 300


class Variants:
    """The people of one gazetteer by the sound of their full names."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def find(self, name: str) -> tuple[tuple[str, ...], str]:
        """Ids of the people whom this full name may spell, and the rules; nobody where it has only one word."""
        return _found(self._gazetteer, name)


@lru_cache(maxsize=16_384)
def _found(gazetteer: Gazetteer, name: str) -> tuple[tuple[str, ...], str]:
    asked = parsed(name)
    if len(asked.words) < 2:
        return (), ""
    index = _index(gazetteer)
    spellings = dict.fromkeys(found for key in sorted(keys(name)) for found in index.find(key))
    reasons: dict[str, str] = {}
    for person, spelling in spellings:
        known = parsed(spelling)
        if person in reasons or len(known.words) < 2 or not within(asked, known):
            continue
        verdict = judged(asked, known)
        if verdict.verdict == "same" and not _apart(gazetteer, person, name):
            reasons[person] = f"transliteration of “{spelling}”: {verdict.because}"
    ids = tuple(sorted(reasons))
    return ids, "; or ".join(reasons[id] for id in ids)


@lru_cache(maxsize=8)
def _index(gazetteer: Gazetteer) -> Index:
    people = gazetteer.people.values()
    return Index((person.id, spelling) for person in people for spelling in _spellings(person))


class Index:
    """Spellings of people by rough key, worked out for a sign when a name first has it.

    Each key of a spelling holds the sign of its first word, or of its second, or of both as one word.
    """

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self._spellings = list(spellings)
        self._heads: list[list[str]] = []
        self._firsts: dict[str, list[int]] = {}
        self._seconds: dict[str, list[int]] = {}
        self._parted: dict[str, dict[str, list[int]]] = {}
        self._signs: set[str] = set()
        self._done = bytearray(len(self._spellings))
        self._places: dict[str, list[int]] = {}
        signs: dict[str, str] = {}
        with collector_paused():
            for n, (_, spelling) in enumerate(self._spellings):
                heads = _heads(spelling, signs)
                self._heads.append(heads)
                if len(heads) > 1:
                    self._firsts.setdefault(heads[0], []).append(n)
                    self._seconds.setdefault(heads[1], []).append(n)

    def find(self, key: str) -> list[Spelling]:
        """Whose spelling has this key, in the order of the file."""
        for sign in set(key.split(" ")) - self._signs:
            self._signs.add(sign)
            self._work_out(self._firsts.get(sign, ()))
            self._work_out(self._seconds.get(sign, ()))
            for length in range(1, len(sign) + 1):
                seconds = self._after(sign[:length])
                self._work_out(seconds.get(sign[length:], ()))
                self._work_out(seconds.get(sign[length - 1 :], ()))
        return [self._spellings[n] for n in sorted(self._places.get(key, ()))]

    def _after(self, first: str) -> dict[str, list[int]]:
        """The spellings that begin with this sign, by the next one."""
        if first not in self._parted:
            parted = self._parted[first] = {}
            for n in self._firsts.get(first, ()):
                parted.setdefault(self._heads[n][1], []).append(n)
        return self._parted[first]

    def _work_out(self, places: Iterable[int]) -> None:
        for n in places:
            if not self._done[n]:
                self._done[n] = 1
                for key in keys(self._spellings[n][1]):
                    self._places.setdefault(key, []).append(n)


def _heads(name: str, signs: dict[str, str]) -> list[str]:
    """The signs of the first two words that have one, looked up among those known."""
    heads: list[str] = []
    for word in _words(name):
        sign = signs.get(word)
        if sign is None:
            sign = signs[word] = _signed(word)
        if sign:
            heads.append(sign)
            if len(heads) == 2:
                break
    return heads


def _words(name: str) -> list[str]:
    """The words of a name in lower case, without the titles before them."""
    plain = len(name) <= _LONGEST and name.isascii() and name.replace(" ", "").isalpha()
    words = name.lower().split() if plain else [word.lower() for word in _WORD.findall(name[:_LONGEST])]
    while len(words) > 2 and words[0] in TITLES:
        del words[0]
    return words


def keys(name: str) -> set[str]:
    """Pairs of words in a form that is quick to make and the same for all that the rules may join, and for more.

    A word may be two that stand together: Abdul Hamid, Abdulhamid.
    """
    signs = [sign for word in _words(name) if (sign := _sign(word))][:_MOST]
    last = len(signs) - 1
    if last < 1:
        return set()
    heads = [(0, signs[0]), (1, signs[1])]
    tails = [(last, signs[last]), (last - 1, signs[last - 1])]
    if last > 1:
        heads.append((1, _joined(signs[0], signs[1])))
        tails.append((last - 1, _joined(signs[last - 1], signs[last])))
    pairs = [(head, tail) for n, head in heads for m, tail in tails if n < m] + [(signs[0], signs[1])]
    return {f"{one} {other}" if one < other else f"{other} {one}" for one, other in pairs}


def _joined(one: str, other: str) -> str:
    return one + (other[1:] if one[-1] == other[0] else other)


def _signed(word: str) -> str:
    """The consonants of a word, in five rough kinds; "" for an article."""
    if not word.isascii():
        word = letters(word)
    if word in _ARTICLES:
        return ""
    if word.startswith("abd"):
        word = "abd" if len(word) < 7 and word[3:] in _JOINTS else compounded(word)
    return _RUNS.sub(r"\1", listed(word).translate(_ROUGH)) or "-"


_sign = lru_cache(maxsize=65_536)(_signed)


def _spellings(person: Actor) -> Iterator[str]:
    """The full names that mean this person at any time and in any company."""
    yield person.name
    for alias in person.aliases:
        if alias.start is None and alias.end is None and not alias.requires:
            yield alias.text


def _apart(gazetteer: Gazetteer, person: str, name: str) -> bool:
    """Was this name judged different from the person, by id or by one of the spellings?"""
    others = _judged(gazetteer).get(fold_text(name))
    return others is not None and not others.isdisjoint(map(fold_text, (person, *gazetteer.spellings(person))))


@lru_cache(maxsize=8)
def _judged(gazetteer: Gazetteer) -> dict[str, set[str]]:
    """Folded names to those that they were judged different from."""
    found: dict[str, set[str]] = {}
    for one, other in gazetteer.judgements.different:
        found.setdefault(fold_text(one), set()).add(fold_text(other))
        found.setdefault(fold_text(other), set()).add(fold_text(one))
    return found
