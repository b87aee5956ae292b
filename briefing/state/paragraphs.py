"""Paragraphs as the state knows them: by their number and a hash of their words, so that an edit does not lose them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from briefing.words import fold_text


def paragraph_number(paragraph: int | None, words: str, paragraphs: Sequence[str]) -> int | None:
    """Where a paragraph of which the number and the hash were kept stands now, or None."""
    hashes = [words_hash(text) for text in paragraphs]
    if paragraph is None or words not in hashes:
        return None
    if paragraph <= len(hashes) and hashes[paragraph - 1] == words:
        return paragraph
    return hashes.index(words) + 1


def words_hash(paragraph: str) -> str:
    """What a note knows its paragraph by: 16 hexadecimal digits of its folded words."""
    return hashlib.sha256(fold_text(paragraph).encode()).hexdigest()[:16]
