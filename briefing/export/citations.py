"""The sources of a brief for a reference manager: BibTeX, or CSL-JSON."""

from __future__ import annotations

from briefing.export.brief import Brief


def bibtex(brief: Brief) -> str:
    """An entry for each article."""
    raise NotImplementedError


def csl(brief: Brief) -> str:
    """A JSON list with an item for each article."""
    raise NotImplementedError
