"""When a page was published: every date on offer is a claim, one wins, and without one the text gives bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from briefing.article import Basis, Bound, Claim, Dateline, Dating, Page, Trust
from briefing.dates import PartialDate
from briefing.facts.furniture import Parts
from briefing.facts.times import written_date, written_dates

_TRUST: tuple[Basis, ...] = ("judgement", "front-matter", "meta", "byline", "dateline", "header")
_UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)


def claims(page: Page, parts: Parts, dateline: Dateline | None) -> list[Claim]:
    """Every date that metadata, byline, dateline, crawl header and site clock offer."""
    found: list[Claim] = []
    written = page.meta.get("date", "")
    if day := _meta_date(written):
        found.append(Claim(day, page.meta_basis, written, "high"))
    for line in parts.of("byline"):
        trust: Trust = "low" if _UPDATED.search(line) else "high"
        found.extend(Claim(day, "byline", line, trust) for _, _, day in written_dates(line) if day.year)
    if dateline and dateline.date:
        found.append(Claim(dateline.date, "dateline", dateline.text, "high"))
    for line in parts.of("crawl"):
        if day := written_date(line.removeprefix("date ")):
            found.append(Claim(day, "header", line, "medium"))
    for line in parts.of("clock"):
        if day := written_date(line):
            found.append(Claim(day, "header", line, "low"))
    return found


def _meta_date(written: str) -> PartialDate | None:
    try:
        return PartialDate.parse(written)
    except ValueError:
        return written_date(written)


def decide(
    offered: Sequence[Claim], bounds: Iterable[Bound], judged: tuple[PartialDate, str] | None, today: date
) -> Dating:
    """One claim wins and the others stay on offer; a low-trust claim never wins, nor one after the crawl date or today.

    A day and month without a year takes the year of a claim that has the same day and month, and no other.
    """
    if judged:
        return Dating(judged[0], "judgement", judged[1], "high", tuple(offered))
    limit = min([today, *(c.date.period.last or today for c in offered if c.basis == "header" and c.trust != "low")])
    ranked = sorted(
        (c for c in offered if c.trust != "low" and not _after(c.date, limit)),
        key=lambda claim: (claim.date.year is None, _TRUST.index(claim.basis)),
    )
    if not ranked:
        return Dating(others=tuple(offered), bounds=consistent(bounds))
    winner = ranked[0]
    others = tuple(claim for claim in offered if claim is not winner)
    bounds = () if winner.date.year else consistent(bounds)
    return Dating(winner.date, winner.basis, winner.evidence, winner.trust, others, bounds)


def _after(day: PartialDate, limit: date) -> bool:
    first = day.period.first
    return first is not None and first > limit


def consistent(bounds: Iterable[Bound]) -> tuple[Bound, ...]:
    """The bounds, or none of them where they contradict each other."""
    kept = tuple(bounds)
    dating = Dating(bounds=kept)
    if dating.not_before and dating.not_after and dating.not_before > dating.not_after:
        return ()
    return kept
