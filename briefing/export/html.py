"""The brief as one web page that needs no network and in which nothing is live."""

from __future__ import annotations

from briefing.export.brief import Brief


def html(brief: Brief) -> str:
    """The whole page."""
    raise NotImplementedError
