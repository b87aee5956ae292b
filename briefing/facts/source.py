"""Who published, wrote, passed on and translated a page, each a role of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.article import Dateline, Page
from briefing.facts import shapes
from briefing.facts.furniture import Parts
from briefing.facts.outlets import outlet, proper
from briefing.facts.written import stamped_dates, without_clock


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
_PARTED = re.compile(r"\s*[|/•·,;()–—]\s*|\s+-\s+")
_STAMP_WORD = re.compile(r"\b(?:published|posted|updated|on|at|by|in|last|first)\b:?", re.IGNORECASE)
_SUFFIX = re.compile(r"(?P<title>.{8,}?)\s+(?:[|–—-]|::)\s+(?P<site>[^|–—]{2,60})")
_DISTRIBUTED = re.compile(r"\b(?i:distributed by) (?P<name>[A-Z][\w&' -]{1,60}?)(?=\s*[(.,;]|$)")
_RIGHTS = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\))\s*(?:\d{4}\s*)?(?P<name>[A-Z][\w&'’ -]{1,60}?)\s*(?:\.|,|$)", re.IGNORECASE
)


def origin(page: Page, parts: Parts, dateline: Dateline | None) -> Origin:
    """The roles as front matter or metadata give them, else as byline, credits and tail do."""
    bylines, credits = parts.of("byline"), parts.of("credit")
    translator = _first(_TRANSLATED, credits)
    writer = _first(_BY, bylines)
    agency = dateline.source if dateline else None
    publisher = page.meta.get("source") or _publisher(bylines, credits) or outlet(writer or "") or site_of(parts)
    credited = [line for line in credits if not any(s.fullmatch(line) for s in (_TRANSLATED, _NAMED, shapes.CREDIT))]
    last = credited[-1] if credited else None
    rights = next((found["name"] for line in parts.of("copyright") if (found := _RIGHTS.match(line))), None)
    source = proper(publisher or last or rights or agency)
    return Origin(
        source=source,
        agency=proper(agency),
        distributor=page.meta.get("distributor")
        or next((f["name"] for line in parts.of("copyright") if (f := _DISTRIBUTED.search(line))), None),
        translator=page.meta.get("translator") or translator,
        origin=page.meta.get("origin") or (last if publisher and last != publisher else None),
        author=page.meta.get("author") or (writer if writer and outlet(writer) is None else None),
        url=_address(page.meta.get("url") or page.meta.get("source_url")),
    )


def forged(page: Page) -> tuple[str, ...]:
    """The doubt about a publisher's name that has nothing in common with the address it came from."""
    name, host = page.meta.get("source", ""), page.meta.get("came_from")
    return (f"it calls itself {name}; it came from {host}",) if host and outlet(name) else ()


def _publisher(bylines: list[str], credits: list[str]) -> str | None:
    """As a line of its own names it, or a part of the line that has the date."""
    if named := _first(_NAMED, bylines + credits):
        first = _PARTED.split(named)[0].strip()
        return outlet(first) or first
    if placed := _first(_PLACED, bylines):
        return placed
    for line in bylines:
        bare = without_clock(line)
        for start, end, _ in reversed(list(stamped_dates(bare))):
            bare = bare[:start] + "|" + bare[end:]
        for piece in _PARTED.split(bare):
            if found := outlet(_STAMP_WORD.sub("", piece)):
                return found
    return None


def site_of(parts: Parts) -> str | None:
    """The site that a printed title ends with: `Ferry talks resume - Coast Wire`."""
    return next((site for title in parts.of("title") if (site := split_title(title)[1])), None)


def split_title(title: str) -> tuple[str, str | None]:
    """(title, site): the site stands after the last bar or dash, and is one."""
    found = _SUFFIX.fullmatch(title)
    site = outlet(found["site"]) if found else None
    return (found["title"], site) if found and site else (title, None)


def _first(shape: re.Pattern[str], lines: list[str]) -> str | None:
    return next((found["name"].strip() for line in lines if (found := shape.fullmatch(line))), None)


def _address(url: str | None) -> str | None:
    return url if url and re.match(r"https?://[^\s<>\"]+$", url) else None
