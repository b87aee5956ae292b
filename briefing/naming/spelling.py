"""When two spellings are one name: rules of transliteration, never a score of likeness."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.words import fold

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(shape), to)
    for shape, to in (
        (r"^abd(?:[aeu]l|oul)", "abd"),
        (r"^(?:moham+[ae]d|muham+[ae]d|mohd)$", "muhamad"),
        (r"ph", "f"),
        (r"dj", "j"),
        (r"ch", "sh"),
        (r"dh|zh", "z"),
        (r"ou|oo|o", "u"),
        (r"ee|iy|ey|y", "i"),
        (r"ah$", "a"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=65_536)
def key(word: str) -> str:
    """One word of a name in the form that its usual transliterations share: Shoukry and Shukri are `shukri`."""
    folded = fold(word)
    for shape, to in _RULES:
        folded = shape.sub(to, folded)
    return folded
