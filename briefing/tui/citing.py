"""A passage with where it stands, in one line that can be pasted anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.inert import inert_line

if TYPE_CHECKING:
    from briefing.article import Article

LONGEST = 5_000
"""Characters of a passage that are copied."""
_KNOWN_FROM = {"header": "crawl date", "url": "date of the address", "judgement": "date set by hand"}
"""Where a date is not printed in the article itself."""


def citation(article: Article, paragraph: int) -> str:
    """`“words” — Title, Source, 2014-08-27 (crawl date), abc123defg ¶3`; IndexError without such a paragraph."""
    start, end = article.paragraphs[paragraph - 1]
    words = inert_line(article.body[start:end])
    if len(words) > LONGEST:
        words = words[: LONGEST - 1].rstrip() + "…"
    title = inert_line(article.title) or "untitled"
    known = _KNOWN_FROM.get(article.published.basis)
    parts = (
        f"‹{title}›" if article.title_basis == "derived" else title,
        inert_line(article.source or ""),
        article.published.label + (f" ({known})" if known else ""),
        f"{article.id} ¶{paragraph}",
    )
    return f"“{words}” — {', '.join(part for part in parts if part)}"
