"""When a page was published: every date on offer is a claim, one wins, and without one there are bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from briefing.article import Basis, Bound, Claim, Dateline, Dating, Page, Trust
from briefing.dates import FIRST_YEAR, LAST_YEAR, NOT_SET, PartialDate, Period
from briefing.day_words import CHANGED, PUBLISHED
from briefing.facts.furniture import Parts
from briefing.facts.written import day_first, stamped_dates, without_clock, written_date

_ORDER: tuple[Basis, ...] = ("judgement", "front-matter", "meta", "byline", "dateline", "url", "header")
_NOTHING_ELSE = re.compile(r"\W*(?:(?:last|letzte|zuletzt|dernière) )?[^\W\d_]+\W*")
_CRAWLED = re.compile(r"(?:date|crawled)\b", re.IGNORECASE)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/-]|$)")
_LONGEST_STAMP = 200
_SOON = 10
_ZONES = 2
_MOST_OTHERS = 10


def claims(page: Page, parts: Parts, dateline: Dateline | None) -> list[Claim]:
    """Every date that metadata, byline, dateline, address, crawl header and site clock offer."""
    order = day_first(page.text if len(page.text) <= 10_000 else page.text[:5_000] + page.text[-5_000:])
    found = list(_meta(page, order))
    for line in parts.of("byline"):
        found.extend(_byline(line, order))
    if dateline and dateline.date:
        found.append(Claim(dateline.date, "dateline", dateline.text, "high"))
    found.extend(_address(page.meta.get("url", "")))
    for line in (piece.text for piece in parts.furniture if piece.kind == "crawl" and not piece.at):
        trust: Trust = "medium" if _CRAWLED.match(line) else "low"
        found.extend(Claim(day, "header", line, trust) for _, _, day in stamped_dates(line, order) if _is_set(day))
    for line in parts.of("clock"):
        found.extend(Claim(day, "header", line, "low") for _, _, day in stamped_dates(line, order))
    return found


def saved_below(parts: Parts) -> list[Bound]:
    """Not after: the days of saving that stand under the article, or amid it."""
    lines = [piece.text for piece in parts.furniture if piece.kind == "crawl" and piece.at]
    days = [Claim(day, "header", line, "low") for line in lines for _, _, day in stamped_dates(line) if _is_set(day)]
    return list(_saved_by(days))


def _parsed(text: str) -> list[PartialDate]:
    try:
        made = PartialDate.parse(text)
    except ValueError:
        return []
    return [made] if made.year is None or (FIRST_YEAR <= made.year <= LAST_YEAR and _is_set(made)) else []


def _is_set(day: PartialDate) -> bool:
    """Is it a day that a program writes only where it has one?"""
    return day.period.single not in NOT_SET


def _meta(page: Page, order: bool | None) -> Iterator[Claim]:
    if written := page.meta.get("date", "")[:_LONGEST_STAMP]:
        evidence = page.meta.get("date_evidence", written)
        day = next(iter(_parsed(written)), None) or written_date(written, order)
        if day and _is_set(day):
            yield Claim(day, page.meta_basis, evidence, "high")
    for other in page.meta.get("date_others", "").split("; ")[:_MOST_OTHERS]:
        yield from (Claim(day, page.meta_basis, other, "low") for day in _parsed(other[:10].strip()))
    for key in ("updated", "saved"):
        stamp = page.meta.get(key, "")
        for day in _parsed(stamp[:10]):
            yield Claim(day, "header" if key == "saved" else page.meta_basis, f"{key} {stamp[:_LONGEST_STAMP]}", "low")


def _byline(line: str, order: bool | None) -> Iterator[Claim]:
    """The dates of a line; one of which it says that the page was changed then is not the day of publication."""
    line = line[:_LONGEST_STAMP]
    spans = list(stamped_dates(line, order))
    for start, end, day in spans:
        changed, published = (
            max((m.start() for m in said.finditer(line, 0, start)), default=-1) for said in (CHANGED, PUBLISHED)
        )
        rest = without_clock(line[end:]) if end == spans[-1][1] else ""
        later = changed > published or (CHANGED.search(rest) and _NOTHING_ELSE.fullmatch(rest))
        yield Claim(day, "byline", line, "low" if later else "high")


def _address(url: str) -> Iterator[Claim]:
    if found := _IN_URL.search(url[:500]):
        text = "-".join([found[1], f"{int(found[2]):02}", *([f"{int(found[3]):02}"] if found[3] else [])])
        yield from (Claim(day, "url", url, "medium") for day in _parsed(text))


def decide(
    offered: Sequence[Claim], bounds: Sequence[Bound], judged: tuple[PartialDate, str] | None, today: date
) -> tuple[Dating, tuple[str, ...]]:
    """The date, and what contradicts it or itself, in words. One claim wins and the others stay on offer.

    A claim of low trust never wins, nor one after the day the page was crawled or after today, nor a crawl date
    that lies after the bounds: that is the day the page was saved. A dateline without a year takes that of a crawl date
    soon after it, and no other. Without a year the bounds count, but where they contradict each other none does.
    """
    if judged:
        return Dating(judged[0], "judgement", judged[1], "high", tuple(offered)), ()
    saved = [claim for claim in offered if claim.basis == "header" and claim.date.period.last]
    limit = min([today, *(claim.date.period.last or today for claim in saved)])
    ranked = sorted(
        (c for c in offered if c.trust != "low" and not _after(c.date, limit)),
        key=lambda claim: (claim.date.year is None, claim.date.precision == "year", _ORDER.index(claim.basis)),
    )
    stated, doubts = _consistent([*bounds, *_saved_by(saved)])
    between = Dating(bounds=stated).period
    if ranked and ranked[0].basis == "header" and between.last and _after(ranked[0].date, between.last):
        doubts += (
            f"the header date {ranked[0].date} lies after what the text allows ({between}); it is the day saved",
        )
        ranked = []
    if not ranked:
        return Dating(others=tuple(offered), bounds=stated), doubts
    winner = ranked[0]
    others = tuple(claim for claim in offered if claim is not winner)
    if winner.basis == "header" and (told := _completed(offered, winner.date)):
        winner, others = told, tuple(claim for claim in offered if claim.date.year)
    if winner.date.year is None:
        return Dating(winner.date, winner.basis, winner.evidence, winner.trust, others, stated), doubts
    if rivals := [claim for claim in ranked if _contradict(winner, claim)]:
        days = dict.fromkeys(f"the {claim.basis} date {claim.date}" for claim in rivals)
        doubts += (f"the {winner.basis} date {winner.date} is contradicted by {' and '.join(days)}",)
        winner, others = replace(winner, trust="medium"), tuple(_less_sure(others, rivals))
    if not between.overlaps(winner.date.period):
        doubts += (f"the {winner.basis} date {winner.date} lies outside of what the text allows ({between})",)
    return Dating(winner.date, winner.basis, winner.evidence, winner.trust, others), doubts


def _contradict(one: Claim, other: Claim) -> bool:
    """Are both sure, and too far apart for two time zones, or for the way of a report from its place to its reader?

    A line that has both days says itself what each of them is.
    """
    (first, last), (start, end) = ((claim.date.period.first, claim.date.period.last) for claim in (one, other))
    if not (first and last and start and end) or {one.trust, other.trust} != {"high"} or one.evidence == other.evidence:
        return False
    before, after = (other, one) if end < first else (one, other)
    way = _SOON if before.basis == "dateline" and after.basis != "dateline" else _ZONES
    return max(start - last, first - end) > timedelta(way)


def _less_sure(others: Iterable[Claim], rivals: Sequence[Claim]) -> Iterator[Claim]:
    return (replace(claim, trust="medium") if claim in rivals else claim for claim in others)


def _completed(offered: Sequence[Claim], crawled: PartialDate) -> Claim | None:
    """The dateline's day with the year of the crawl date, where the page was crawled within ten days of it."""
    last = crawled.period.single
    for claim in offered:
        if last and claim.basis == "dateline" and claim.date.year is None:
            day = claim.date.within(Period(last - timedelta(_SOON), last))
            if day and day.single:
                evidence = f"{claim.evidence} (year of the header)"
                return Claim(PartialDate.of(day.single), "dateline", evidence, "medium")
    return None


def _after(day: PartialDate, limit: date) -> bool:
    first = day.period.first
    return first is not None and first > limit


def _saved_by(saved: Iterable[Claim]) -> Iterator[Bound]:
    """A page that was saved on a day was not published after it."""
    for claim in saved:
        if claim.trust == "low" and claim.date.period.last:
            yield Bound(claim.date.period.last, "before", f"the page was saved that day: “{claim.evidence}”")


def _consistent(bounds: Iterable[Bound]) -> tuple[tuple[Bound, ...], tuple[str, ...]]:
    """The bounds, or none of them where they contradict each other, and the words for that."""
    kept = tuple(dict.fromkeys(bounds))
    dating = Dating(bounds=kept)
    if dating.not_before and dating.not_after and dating.not_before > dating.not_after:
        lower = next(b for b in kept if b.side == "after" and b.date == dating.not_before)
        upper = next(b for b in kept if b.side == "before" and b.date == dating.not_after)
        return (), (f"not before {lower.date} ({lower.because}), yet not after {upper.date} ({upper.because})",)
    return kept, ()
