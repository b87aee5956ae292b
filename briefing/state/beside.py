"""What is kept beside one article: its notes, its tags and what of it is on the working list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.state.paragraphs import paragraph_number

if TYPE_CHECKING:
    from briefing.article import Article
    from briefing.state.store import State


@dataclass(frozen=True, slots=True)
class Beside:
    """Paragraphs by their numbers; 0 is the article, and what is on a paragraph that is gone is on the article."""

    notes: Mapping[int, str]
    tags: tuple[str, ...]
    working: frozenset[int]


def beside(state: State, article: Article) -> Beside:
    """All that is kept of an article, at the paragraphs as they stand now."""
    notes: dict[int, str] = {}
    found = state.notes(article.id)
    shelved = state.shelf(article.id)
    texts = [article.body[start:end] for start, end in article.paragraphs] if found or shelved else []
    for note in found:
        number = paragraph_number(note.paragraph, note.words, texts) or 0
        notes[number] = f"{notes[number]}\n{note.text}" if number in notes else note.text
    numbers = (paragraph_number(item.paragraph, item.words, texts) or 0 for item in shelved)
    return Beside(notes, tuple(state.tags(article.id)), frozenset(numbers))
