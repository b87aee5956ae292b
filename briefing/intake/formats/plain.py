"""Plain text: the page is the text."""

from __future__ import annotations

from briefing.article import Page
from briefing.intake.decode import decode


def pages(path: str, raw: bytes) -> list[Page]:
    """One page with all of the text."""
    text, encoding = decode(raw)
    return [Page(path=path, text=text, encoding=encoding)]
