"""Finding words in one text as they are typed: case, diacritics and line ends do not count, all else is meant."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import islice
from unicodedata import category, combining, name, normalize

from anyascii import anyascii

from briefing.tui.marking import Stretch

MOST = 10_000
"""Places that are looked for."""
FEW = 40
_ALIKE = {**dict.fromkeys("‘’‚‛ʼ`", "'"), **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‐‑‒–—―", "-")}


def folded(letter: str) -> str:
    """One character as it is compared: none, one or several."""
    if letter.isascii():
        return " " if letter.isspace() else letter.lower()
    if letter.isspace():
        return " "
    if combining(letter) or category(letter) in ("Cc", "Cf", "Mn", "Cs"):
        return ""
    if not letter.isalpha():
        return _ALIKE.get(letter, letter)
    bare = "".join(part for part in normalize("NFKD", letter) if not combining(part)).casefold()
    return anyascii(bare).casefold() if "LATIN" in name(letter, "") else bare


def _replaced(text: str, table: Mapping[str, str]) -> str:
    """Each letter of the text as the table has it; one after the other where they are few, which is much quicker."""
    lower = text.lower()
    others = {letter: to for letter, to in table.items() if letter.lower() != to}
    if len(others) > FEW or len(lower) != len(text):
        return text.translate({ord(letter): to for letter, to in table.items()})
    for letter, to in others.items():
        lower = lower.replace(letter.lower(), to)
    return lower


class Folded:
    """A text to look in."""

    def __init__(self, text: str) -> None:
        table = {letter: folded(letter) for letter in set(text)}
        self._text = _replaced(text, table)
        self._length = len(text)
        self._at: list[int] = []
        """Where the characters begin, in the folded text, that are not one character there,"""
        self._from: list[tuple[int, int]] = []
        """and where they stand in the text, with their length in the folded one."""
        uneven = "".join(letter for letter, to in table.items() if len(to) != 1)
        shift = 0
        for found in re.finditer(f"[{re.escape(uneven)}]", text) if uneven else ():
            size = len(table[found[0]])
            self._at.append(found.start() + shift)
            self._from.append((found.start(), size))
            shift += size - 1

    def find(self, words: str) -> list[Stretch]:
        """Where these words stand, in order; the first so many places."""
        parts = "".join(map(folded, words)).split(" ")
        if not any(parts):
            return []
        sought = re.compile(" +".join(map(re.escape, parts)))
        return [self._stretch(*found.span()) for found in islice(sought.finditer(self._text), MOST)]

    def _stretch(self, start: int, end: int) -> Stretch:
        """In offsets of the text, with the marks on the last letter."""
        last = self._original(end - 1) + 1
        return self._original(start), min(self._length, self._dropped(last))

    def _original(self, at: int) -> int:
        number = bisect_right(self._at, at) - 1
        if number < 0:
            return at
        begin, size = self._from[number]
        within = at - self._at[number]
        return begin if within < size else begin + 1 + within - size

    def _dropped(self, offset: int) -> int:
        """The offset, or the one after what is not compared there."""
        number = bisect_right(self._from, (offset, -1))
        while number < len(self._from) and self._from[number] == (offset, 0):
            offset, number = offset + 1, number + 1
        return offset
