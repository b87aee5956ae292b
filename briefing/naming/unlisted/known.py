"""Words that the world knows: places of the gazetteer, well-known bodies, letters that are read one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from briefing.naming import world
from briefing.naming.unlisted import traits as T
from briefing.naming.unlisted.runs import Word
from briefing.words import fold_text

LANDS = frozenset("US UK U.S. U.K. USA U.S.A. UAE U.A.E. DRC USSR GDR FRG PRC ROK DPRK".split())
"""Countries that are written as letters."""
_LETTERS = re.compile(
    r"(?:[A-Z]{2,7}|(?:[A-Z]\.){2,6}|[A-Z]{1,4}[-‑]?\d{1,3}|[A-Z]{2,}[-‑][A-Z]{2,}|[A-Z]{1,6}[a-z]?[A-Z]{1,6})s?\Z"
)
_ROMAN = frozenset("II III IV VI VII VIII IX XI XII XIII XIV XV XVI JR SR".split())


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """The folded words of a name."""
    return fold_text(text)


@lru_cache(maxsize=65_536)
def is_letters(word: str) -> bool:
    """Is it read letter by letter: `GIS`, `U.N.`, `M23`?"""
    return bool(_LETTERS.match(word)) and word not in _ROMAN


def written(words: Sequence[Word]) -> str:
    """The words with single spaces between them."""
    return words[0].text if len(words) == 1 else " ".join([word.text for word in words])


def is_place(words: Sequence[Word]) -> bool:
    """Does the world call a place so?"""
    return folded(written(words)) in world.spots()


def is_large_place(words: Sequence[Word]) -> bool:
    """Is it a country, a capital or a region?"""
    return is_large(folded(written(words)))


def is_large(key: str) -> bool:
    """The same of a folded name."""
    spot = world.spots().get(key)
    return spot is not None and spot.kind in ("country", "capital", "region")


def is_body(words: Sequence[Word]) -> bool:
    """Is it the name of a well-known body? One that is a common word too has to be written in capitals."""
    text = written(words)
    if folded(text) not in world.groups():
        return False
    return len(words) > 1 or not words[0].traits & T.ENGLISH or text.isupper()


def begins_with_place(words: Sequence[Word]) -> int:
    """How many words at the beginning are the name of a place, the most that are; 0 for none."""
    return next((k for k in range(len(words), 0, -1) if is_place(words[:k])), 0)
