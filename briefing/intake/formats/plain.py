"""Plain text: the page is the text."""

from __future__ import annotations

from briefing.article import Page


def pages(path: str, text: str, encoding: str) -> list[Page]:
    """One page with all of the text."""
    return [Page(path=path, text=text, encoding=encoding)]
