"""Who published, wrote, passed on and translated a page, each a role of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.article import Dateline, Page
from briefing.facts.furniture import Parts


@dataclass(frozen=True, slots=True)
class Origin:
    """The roles of provenance that a page states."""

    source: str | None = None
    agency: str | None = None
    distributor: str | None = None
    translator: str | None = None
    origin: str | None = None
    author: str | None = None
    url: str | None = None


_BY = re.compile(r"(?:written |reported )?by:?\s+(?P<name>.+)", re.IGNORECASE)
_NAMED = re.compile(r"(?:source|via|agency|publisher)\s*:\s*(?P<name>.+)", re.IGNORECASE)
_PLACED = re.compile(r"(?P<name>.+?) \([^()]+\)")
_TRANSLATED = re.compile(r"translat(?:ion|ed) (?:by|from)\s+(?P<name>.+?)\.?", re.IGNORECASE)
_DISTRIBUTED = re.compile(r"\b(?i:distributed by) (?P<name>[A-Z][\w&' -]{1,60}?)(?=\s*[(.,;]|$)")
_RIGHTS = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\))\s*(?:\d{4}\s*)?(?P<name>[A-Z][\w&'’ -]{1,60}?)\s*(?:\.|,|$)", re.IGNORECASE
)


def origin(page: Page, parts: Parts, dateline: Dateline | None) -> Origin:
    """The roles as front matter or metadata give them, else as byline, credits and tail do."""
    bylines, credits = parts.of("byline"), parts.of("credit")
    translator = _first(_TRANSLATED, credits)
    outlets = [line for line in credits if not _TRANSLATED.fullmatch(line)]
    publisher = page.meta.get("source") or _first(_NAMED, bylines + credits) or _first(_PLACED, bylines)
    outlet = next((line for line in reversed(outlets) if not _NAMED.fullmatch(line)), None)
    agency = dateline.source if dateline else None
    rights = next((found["name"] for line in parts.of("copyright") if (found := _RIGHTS.match(line))), None)
    return Origin(
        source=publisher or outlet or rights or agency,
        agency=agency,
        distributor=next((f["name"] for line in parts.of("copyright") if (f := _DISTRIBUTED.search(line))), None),
        translator=page.meta.get("translator") or translator,
        origin=outlet if publisher and outlet != publisher else None,
        author=page.meta.get("author") or _first(_BY, bylines),
        url=_address(page.meta.get("url") or page.meta.get("source_url")),
    )


def _first(shape: re.Pattern[str], lines: list[str]) -> str | None:
    return next((found["name"].strip() for line in lines if (found := shape.fullmatch(line))), None)


def _address(url: str | None) -> str | None:
    return url if url and re.match(r"https?://[^\s<>\"]+$", url) else None
