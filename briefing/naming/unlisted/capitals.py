"""Text written all in capitals, or with a capital on every word, given the case that a newspaper would give it."""

from __future__ import annotations

import re
from functools import cache

from briefing.naming import world
from briefing.naming.unlisted import traits as T
from briefing.naming.unlisted.traits import traits
from briefing.words import fold, fold_text

_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_BRACKETED = re.compile(r"[(\[]([A-Z]{2,7})[)\]]")
_VOWEL = re.compile(r"[AEIOUY]")
_PARTICLES = frozenset("al el bin ibn de del der van von la ould".split())
_SAMPLE = 4000
"""Characters by which a text is judged."""
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
    upper = sum(map(str.isupper, sample))
    return upper > 20 and upper > 4 * sum(map(str.islower, sample))


def _in_headline_case(line: str) -> bool:
    """Does nearly every longer word begin with a capital?"""
    words = [word for word in line.split() if len(word) > 3]
    return len(words) >= 5 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


class _Text:
    """The words of a text whose capitals mean nothing, and which of them a newspaper prints small."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = list(_WORD.finditer(text))
        self._traits = [traits(word[0]) for word in self._words]
        self._letters = {found[1] for found in _BRACKETED.finditer(text)}
        self._small = [
            _is_common(kind) and word[0] not in self._letters
            for word, kind in zip(self._words, self._traits, strict=True)
        ]
        for n, kind in enumerate(self._traits):
            if self._small[n] and kind & T.BODY:
                self._organisation(n)
        self._well_known()
        for n, word in enumerate(self._words[:-1]):
            if word[0].lower() in _PARTICLES and not self._traits[n + 1] & T.FUNCTION:
                self._small[n + 1] = False

    def printed(self) -> str:
        """The same letters, common words small and names capitalised."""
        pieces, at, after_particle = [], 0, False
        for word, small in zip(self._words, self._small, strict=True):
            written = word[0]
            particle = written.lower() in _PARTICLES
            stays = self._stays(written) and not after_particle
            cased = written.lower() if small or particle else written if stays else written.capitalize()
            pieces += [self._text[at : word.start()], cased if len(cased) == len(written) else written]
            at, after_particle = word.end(), particle
        return "".join(pieces) + self._text[at:]

    def _stays(self, written: str) -> bool:
        """Is it cased already, or letters?"""
        return not written.isupper() or written in self._letters or _letters(written)

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
            self._small[head] = not (self._traits[head] & T.ALONE and head and self._is(head - 1, "THE"))
        for n in range(first, last + 1) if first < last else ():
            self._small[n] = bool(self._traits[n] & T.FUNCTION)

    def _is(self, n: int, *written: str) -> bool:
        return self._words[n][0].upper() in written

    def _adjoin(self, n: int) -> bool:
        """Is there only a space between this word and the next?"""
        return self._text[self._words[n].end() : self._words[n + 1].start()] in (" ", "\n", "  ")

    def _modifies(self, n: int) -> bool:
        kind = self._traits[n]
        return not kind & T.FUNCTION and (not self._small[n] or bool(kind & (T.QUALITY | T.ABSTRACT | T.BODY)))

    def _well_known(self) -> None:
        """Bodies of several common words that the world knows: `SHINING PATH`, `WHITE HOUSE`."""
        begin = _beginnings()
        for n, word in enumerate(self._words):
            for k in (3, 2) if word[0].lower() in begin else ():
                if n + k <= len(self._words) and all(self._small[n : n + k]):
                    text = self._text[self._words[n].start() : self._words[n + k - 1].end()]
                    if fold_text(text) in world.groups():
                        self._small[n : n + k] = [False] * k


@cache
def _beginnings() -> frozenset[str]:
    """The first words of well-known bodies of several words."""
    return frozenset(name.partition(" ")[0] for name in world.groups() if " " in name)


def _is_common(kind: int) -> bool:
    if kind & (T.FUNCTION | T.NATION | T.CALENDAR):
        return bool(kind & T.FUNCTION)
    return bool(kind & (T.ENGLISH | T.TITLE | T.BODY | T.SITE | T.EVENT)) and not kind & T.GIVEN


def _letters(word: str) -> bool:
    """`FMLN`, and not the surname `CRUZ`: short, without the vowels a name needs, or known as letters."""
    if traits(word) & T.GIVEN:
        return False
    return len(word) <= 6 and (not _VOWEL.search(word) or len(word) <= 3 or fold(word) in world.groups())
