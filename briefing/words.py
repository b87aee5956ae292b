"""Words as the index, the query and the highlighter all see them: where they stand, and how they are folded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii

# "5+5" and "5 + 5" are one word; so is "O'Neill", whose apostrophe is dropped in folding.
_WORD = re.compile(r"\d+(?: ?\+ ?\d+)+|\w+(?:['’ʼ]\w+)*")
_POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
_DROPPED = re.compile(r"[^0-9a-z+]+")
LONGEST = 64
FARTHEST = 500_000
"""Characters of a body that are looked at for names, times and words; no article is longer, but files are."""
_ALSO_SMALL = {"İ": "i", "ı": "i", "ſ": "s", "\N{KELVIN SIGN}": "k"}


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """One word without case, diacritics, apostrophes and possessive; at most 64 characters of `0-9a-z+`."""
    word = _POSSESSIVE.sub("", word)
    if not word.isascii():
        word = anyascii(word[: 4 * LONGEST])
    return _DROPPED.sub("", word.casefold())[:LONGEST]


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """(folded word, start, end) of each word of the text, in order; offsets are code points."""
    for found in _WORD.finditer(text):
        folded = fold(found[0])
        if folded:
            yield folded, found.start(), found.end()


def reached(text: str, most: int) -> str:
    """As much of a text as is looked at: so many characters at most, up to the end of a line or a word."""
    if len(text) <= most:
        return text
    end = max(text.rfind("\n", most // 2, most), text.rfind(" ", most - 200, most))
    return text[: end if end > 0 else most]


def folded_words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return list(filter(None, map(fold, _WORD.findall(text))))


def lowered(text: str) -> str:
    """In lower case, letter for letter, as patterns that ignore case compare: to them `İ`, `ı` and `I` are one."""
    if not text.isascii():
        for letter, plain in _ALSO_SMALL.items():
            text = text.replace(letter, plain)
    return text.lower()


def one_line(text: str) -> str:
    """The text on one line, every stretch of white space a single space."""
    return " ".join(text.split())


def fold_text(text: str) -> str:
    """The folded words of a text, joined by single spaces."""
    return " ".join(folded_words(text))


def forms(word: str) -> tuple[str, ...]:
    """A folded word with its English plural or singular beside it, the word itself first."""
    others = []
    if not word.isalpha() or len(word) < 3:
        return (word,)
    if word.endswith("ies") and len(word) > 4:
        others.append(word[:-3] + "y")
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        others.append(word[:-1])
        if word.endswith(("ches", "shes", "xes", "sses", "zes")):
            others.append(word[:-2])
    else:
        others.append(word + ("es" if word.endswith(("s", "ch", "sh", "x", "z")) else "s"))
        if word.endswith("y"):
            others.append(word[:-1] + "ies")
    return (word, *others)
