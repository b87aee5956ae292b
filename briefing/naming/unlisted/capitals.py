"""Text written all in capitals, or with a capital on every word, given the case that a newspaper would give it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from briefing.naming import world
from briefing.naming.unlisted import traits as T
from briefing.naming.unlisted.traits import traits
from briefing.words import fold, fold_text

_WORD = re.compile(r"([^\W\d_](?:[\w'’-]*\w)?)")
_BRACKETED = re.compile(r"[(\[]([A-Z]{2,7})[)\]]")
_VOWEL = re.compile(r"[AEIOUY]")
_PARTICLES = frozenset("al el bin ibn de del der van von la ould".split())
_SAMPLE = 4000
"""Characters by which a text is judged."""
_UPPER, _LOWER = ascii_uppercase.encode("ascii"), ascii_lowercase.encode("ascii")
_LONGEST = 8
"""Words of a name before and after the head of an organisation, at most."""


def in_newspaper_case(text: str, *, headline: bool = False) -> str:
    """The text, or those lines of it that are in capitals or in headline case, as a newspaper would print it.

    Every offset stays what it was. `headline` says that it is one, whatever its end.
    """
    if _in_capitals(text):
        return _Text(text).printed()
    lines = text.split("\n")
    for n, line in enumerate(lines):
        if 20 < len(line) < 140 and (headline or _stands_apart(lines, n)) and _in_headline_case(line):
            lines[n] = _Text(line).printed()
    return "\n".join(lines)


def _stands_apart(lines: list[str], n: int) -> bool:
    """Is a line alone between blank lines, and no sentence?"""
    around = [*lines[max(0, n - 1) : n], *lines[n + 1 : n + 2]]
    return lines[n][-1] not in '.,;:”"' and not any(line.strip() for line in around)


def _in_capitals(text: str) -> bool:
    """Are nearly all letters capitals?"""
    sample = text[:_SAMPLE]
    if sample.isascii():
        letters = sample.encode("ascii")
        upper = len(letters) - len(letters.translate(None, _UPPER))
        return upper > 20 and upper > 4 * (len(letters) - len(letters.translate(None, _LOWER)))
    upper = sum(map(str.isupper, sample))
    return upper > 20 and upper > 4 * sum(map(str.islower, sample))


def _in_headline_case(line: str) -> bool:
    """Does nearly every longer word begin with a capital?"""
    words = [word for word in line.split() if len(word) > 3]
    return len(words) >= 5 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


class _Word(NamedTuple):
    """What a word may be, and how it is printed, whatever stands around it."""

    traits: int
    small: bool
    """Is it printed small, unless it is part of a name?"""
    as_common: str
    as_name: str
    after_particle: str
    particle: bool
    plain: bool
    """Does it matter only for itself: no particle, no head of an organisation, no beginning of a well-known body?"""
    folded: str
    """Its first word, folded; "" where nothing is left of it."""
    followed: frozenset[str]
    """The words, folded, that come after it where a well-known body begins with it."""


@lru_cache(maxsize=32_768)
def _word(written: str) -> _Word:
    kind, lowered = traits(written), written.lower()
    followed = _beginnings().get(lowered, frozenset())
    capitalised = _of_length(written.capitalize(), written)
    return _Word(
        kind,
        _is_common(kind),
        _of_length(lowered, written),
        written if not written.isupper() or _letters(written) else capitalised,
        capitalised,
        lowered in _PARTICLES,
        not (kind & T.BODY or followed or lowered in _PARTICLES),
        fold_text(written).partition(" ")[0],
        followed,
    )


def _of_length(cased: str, written: str) -> str:
    """A word in another case, or as it is where that would move what follows."""
    return cased if len(cased) == len(written) else written


class _Text:
    """The words of a text whose capitals mean nothing, and which of them a newspaper prints small."""

    def __init__(self, text: str) -> None:
        self._pieces = _WORD.split(text)
        """What stands between the words, and every second one a word."""
        self._written = self._pieces[1::2]
        self._words = list(map(_word, self._written))
        self._small = [word.small for word in self._words]
        self._letters = {found[1] for found in _BRACKETED.finditer(text)}
        for n in self._explained():
            self._small[n] = False
        telling = [n for n, word in enumerate(self._words) if not word.plain]
        for n in telling:
            if self._words[n].traits & T.BODY and self._small[n]:
                self._organisation(n)
        for n in telling:
            if self._words[n].followed and self._small[n] and self._goes_on(n):
                self._well_known(n)
        self._particles = [n for n in telling if self._words[n].particle]
        for n in self._particles:
            if n + 1 < len(self._words) and not self._words[n + 1].traits & T.FUNCTION:
                self._small[n + 1] = False

    def printed(self) -> str:
        """The same letters, common words small and names capitalised."""
        words = self._words
        cased = [word.as_common if small else word.as_name for word, small in zip(words, self._small, strict=True)]
        for n in self._explained():
            cased[n] = words[n].as_common if self._small[n] else self._written[n]
        for n in self._particles:
            if n + 1 < len(words) and not self._small[n + 1]:
                cased[n + 1] = words[n + 1].after_particle
        for n in self._particles:
            cased[n] = words[n].as_common
        self._pieces[1::2] = cased
        return "".join(self._pieces)

    def _explained(self) -> list[int]:
        """Where the letters stand that the text has in brackets."""
        return [n for n, word in enumerate(self._written) if word in self._letters] if self._letters else []

    def _organisation(self, head: int) -> None:
        """The head takes its modifiers with it: `NATIONAL LIBERATION FRONT`, `ARMY OF NATIONAL LIBERATION`."""
        first, last = head, head
        while first > max(0, head - _LONGEST) and self._adjoin(first - 1) and self._modifies(first - 1):
            first -= 1
        if head + 2 < len(self._words) and self._is(head + 1, "OF", "FOR") and self._adjoin(head):
            n = head + 3 if self._is(head + 2, "THE") else head + 2
            while n < min(len(self._words), head + _LONGEST) and self._adjoin(n - 1) and self._modifies(n):
                last = n
                n += 1
        if first == last:
            self._small[head] = not (self._words[head].traits & T.ALONE and head and self._is(head - 1, "THE"))
        for n in range(first, last + 1) if first < last else ():
            self._small[n] = bool(self._words[n].traits & T.FUNCTION)

    def _is(self, n: int, *written: str) -> bool:
        return self._written[n].upper() in written

    def _adjoin(self, n: int) -> bool:
        """Is there only a space between this word and the next?"""
        return self._pieces[2 * n + 2] in (" ", "\n", "  ")

    def _modifies(self, n: int) -> bool:
        kind = self._words[n].traits
        return not kind & T.FUNCTION and (not self._small[n] or bool(kind & (T.QUALITY | T.ABSTRACT | T.BODY)))

    def _well_known(self, n: int) -> None:
        """Bodies of several common words that the world knows: `SHINING PATH`, `WHITE HOUSE`."""
        for k in (3, 2):
            if n + k <= len(self._words) and all(self._small[n : n + k]):
                text = "".join(self._pieces[2 * n + 1 : 2 * (n + k)])
                if fold_text(text) in world.groups():
                    self._small[n : n + k] = [False] * k

    def _goes_on(self, n: int) -> bool:
        """May the word after it be one of the same well-known body?"""
        if n + 1 == len(self._words):
            return False
        following = self._words[n + 1].folded
        return not following or following in self._words[n].followed or not self._pieces[2 * n + 2].isspace()


@cache
def _beginnings() -> dict[str, frozenset[str]]:
    """The first words of well-known bodies of several words, to the second ones."""
    found: dict[str, set[str]] = {}
    for name in world.groups():
        if " " in name:
            first, second, *_ = name.split(" ")
            found.setdefault(first, set()).add(second)
    return {first: frozenset(seconds) for first, seconds in found.items()}


def _is_common(kind: int) -> bool:
    if kind & (T.FUNCTION | T.NATION | T.CALENDAR):
        return bool(kind & T.FUNCTION)
    return bool(kind & (T.ENGLISH | T.TITLE | T.BODY | T.SITE | T.EVENT)) and not kind & T.GIVEN


def _letters(word: str) -> bool:
    """`FMLN`, and not the surname `CRUZ`: short, without the vowels a name needs, or known as letters."""
    if traits(word) & T.GIVEN:
        return False
    return len(word) <= 6 and (not _VOWEL.search(word) or len(word) <= 3 or fold(word) in world.groups())
