"""Full names that the file does not spell so, but that are a transliteration of a name it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefing.actors import Actor, Gazetteer
from briefing.naming.comparing import judged, parsed, within
from briefing.naming.context import TITLES
from briefing.naming.spelling import compounded, letters, listed
from briefing.words import fold_text

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
    index, apart, folded = _index(gazetteer), _apart(gazetteer), fold_text(name)
    spellings = dict.fromkeys(found for key in sorted(_keys(name)) for found in index.get(key, ()))
    reasons: dict[str, str] = {}
    for person, spelling in spellings:
        known = parsed(spelling)
        if person in reasons or len(known.words) < 2 or not within(asked, known):
            continue
        verdict = judged(asked, known)
        if verdict.verdict == "same" and (person, folded) not in apart:
            reasons[person] = f"transliteration of “{spelling}”: {verdict.because}"
    ids = tuple(sorted(reasons))
    return ids, "; or ".join(reasons[id] for id in ids)


@lru_cache(maxsize=8)
def _index(gazetteer: Gazetteer) -> dict[str, list[tuple[str, str]]]:
    """Rough key to (person id, spelling)."""
    index: dict[str, list[tuple[str, str]]] = {}
    for person in gazetteer.people.values():
        for spelling in _spellings(person):
            for key in _keys(spelling):
                index.setdefault(key, []).append((person.id, spelling))
    return index


def _keys(name: str) -> set[str]:
    """Pairs of words in a form that is quick to make and the same for all that the rules may join, and for more.

    A word may be two that stand together: Abdul Hamid, Abdulhamid.
    """
    words = [word.lower() for word in _WORD.findall(name[:_LONGEST])]
    while len(words) > 2 and words[0] in TITLES:
        del words[0]
    signs = [sign for word in words if (sign := _sign(word))][:_MOST]
    last = len(signs) - 1
    if last < 1:
        return set()
    heads = [(0, signs[0]), (1, signs[1])]
    tails = [(last, signs[last]), (last - 1, signs[last - 1])]
    if last > 1:
        heads.append((1, _joined(signs[0], signs[1])))
        tails.append((last - 1, _joined(signs[last - 1], signs[last])))
    pairs = [(head, tail) for n, head in heads for m, tail in tails if n < m] + [(signs[0], signs[1])]
    return {min(pair) + " " + max(pair) for pair in pairs}


def _joined(one: str, other: str) -> str:
    return one + (other[1:] if one[-1] == other[0] else other)


@lru_cache(maxsize=65_536)
def _sign(word: str) -> str:
    """The consonants of a word, in five rough kinds; "" for an article."""
    if not word.isascii():
        word = letters(word)
    if word in _ARTICLES:
        return ""
    if word.startswith("abd"):
        word = "abd" if len(word) < 7 and word[3:] in _JOINTS else compounded(word)
    return _RUNS.sub(r"\1", listed(word).translate(_ROUGH)) or "-"


def _spellings(person: Actor) -> Iterator[str]:
    """The full names that mean this person at any time and in any company."""
    yield person.name
    for alias in person.aliases:
        if alias.period.open and not alias.requires:
            yield alias.text


@lru_cache(maxsize=8)
def _apart(gazetteer: Gazetteer) -> frozenset[tuple[str, str]]:
    """(person id, folded spelling) of each pair that was judged different, either side by id or by spelling."""
    found: set[tuple[str, str]] = set()
    owners: dict[str, set[str]] = {}
    for id in gazetteer.people:
        owners.setdefault(fold_text(id), set()).add(id)
        for spelling in gazetteer.spellings(id):
            owners.setdefault(fold_text(spelling), set()).add(id)
    for pair in gazetteer.judgements.different:
        for one, other in (pair, pair[::-1]):
            found.update((id, fold_text(other)) for id in owners.get(fold_text(one), ()))
    return frozenset(found)
