"""What a reader needs beside an excerpt to know whom it speaks of: what stands before it, and how its article opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from briefing.export.brief import Excerpt, counted
from briefing.export.cutting import cut, points_back, sentence_spans
from briefing.export.sharing import FEWEST, LONGEST, Passage, quoted, shared

if TYPE_CHECKING:
    from briefing.article import Article

FARTHEST = 3
"""How many paragraphs one goes back, while each of them begins with a word that points farther back."""


def add_context(articles: Sequence[Article], found: Mapping[str, list[Excerpt]], left: int) -> None:
    """Put at most `left` words of context to the excerpts of each article, by its id: before those that begin with a
    word that points back, then the openings of the articles."""
    waiting = [(article, one) for article in articles for one in found[article.id] if points_back(one.words)]
    for _ in range(FARTHEST):
        following: list[tuple[Article, Excerpt]] = []
        for done, (article, excerpt) in enumerate(waiting):
            if left < FEWEST:
                return
            others = found[article.id]
            before = _before(article, excerpt, others, left // (len(waiting) - done), left)
            if before is None:
                continue
            left -= counted(before.words)
            if before.paragraph == excerpt.paragraph:
                left += counted(excerpt.words)
                others.remove(excerpt)
            others.append(before)
            if points_back(before.words):
                following.append((article, before))
        waiting = following
    unopened = [one for one in articles if found[one.id] and all(held.paragraph != 1 for held in found[one.id])]
    for excerpt in shared(unopened, left, _opening):
        found[excerpt.article].append(excerpt)


def _before(article: Article, excerpt: Excerpt, others: Sequence[Excerpt], share: int, left: int) -> Excerpt | None:
    """The excerpt with the sentences of its paragraph before it, else what stands before its paragraph; None where
    that is quoted already, or has too many words."""
    longest = min(max(share, LONGEST), left)
    number = excerpt.paragraph
    if article.paragraphs[number - 1][0] < excerpt.start:
        return _longer(article, excerpt, others, longest)
    if number == 1 or any(one.paragraph == number - 1 for one in others):
        return None
    end = article.paragraphs[number - 2][1]
    span = cut(article, number - 1, (end - 1, end), share, longest)
    return quoted(article, number - 1, span, "context") if span else None


def _longer(article: Article, excerpt: Excerpt, others: Sequence[Excerpt], most: int) -> Excerpt | None:
    """With so many sentences before it that it does not begin with a word that points back, at most so many words."""
    starts = [start for start, _ in sentence_spans(article, excerpt.paragraph) if start < excerpt.start]
    free = max(
        (one.end for one in others if one.paragraph == excerpt.paragraph and one.end <= excerpt.start), default=0
    )
    longer = None
    for start in reversed(starts):
        if start < free or counted(article.body[start : excerpt.start]) > most:
            break
        longer = quoted(article, excerpt.paragraph, (start, excerpt.end), excerpt.because)
        if not points_back(longer.words):
            break
    return longer


def _opening(article: Article) -> list[Passage]:
    start, _ = article.paragraphs[0]
    return [Passage(1, (start, start + 1), "context")]
