"""The dateline: place, day and agency as printed before the first sentence, up to its dash."""

from __future__ import annotations

import re

from briefing.article import Dateline, paragraphs
from briefing.dates import PartialDate
from briefing.facts.written import MONTH, dated, full_year, month_number

_FARTHEST = 160
_STANDFIRST = 2_000
_DASH = re.compile(r"\s?(?:--+|—|–|\s-)\s*(?=\S)|(?<=\))\s*[-:]\s+(?=\S)|:\s+(?=\S)|(?<=/)\.\s+(?=\S)")
_MARK = re.compile(r"[-—–:]|/\.")
_AGENCY = re.compile(
    r"\s*(?:\((?P<round>[^()]{2,60}(?:\([^()]{1,30}\))?)\)|\[(?P<square>[^\[\]]{2,60})\]|/(?P<slashed>[^/]{2,40})/)\s*\Z"
)
_NUMBER, _YEAR = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:,? (?:\d{4}|\d\d))?"
_DAY = rf"{_NUMBER} {MONTH}\.?{_YEAR}|{MONTH}\.? {_NUMBER}{_YEAR}"
_STATED = re.compile(rf"(?P<place>.+?)(?:,|\s[–—-]) (?:(?P<date>{_DAY})|NO DATE)")
_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’]*|al|el|de|del|la|da|do|dos|of|the|and|am|upon|sur)"
_PLACE = re.compile(
    rf"[A-ZÀ-ÖØ-Þ][\w.'’]*(?:[ /-]{_WORD}){{0,5}}(?:,? \([A-Z][\w .]{{1,40}}\))?(?:, {_WORD}(?: {_WORD}){{0,3}})?"
)


def dateline_of(body: str) -> Dateline | None:
    """The dateline that opens the body, or the paragraph under its standfirst."""
    openings = (body[start : start + _FARTHEST] for start, _ in paragraphs(body[:_STANDFIRST])[:3])
    return next((found for opening in openings if (found := find_dateline(opening))), None)


def find_dateline(body: str) -> Dateline | None:
    """The dateline that opens a text; it has a date, an agency, or a place in capitals to tell it from a sentence."""
    opening = body[:_FARTHEST].replace("\n", " ")
    offered: list[Dateline] = []
    for dash in _DASH.finditer(opening) if _MARK.search(opening) else ():
        found = _parted(opening[: dash.start()].strip(), body[: dash.end()].strip())
        if found and (found.date or found.source or dash[0].strip() != ":"):
            offered.append(found)
    return next((found for found in offered if found.date), offered[0] if offered else None)


def _parted(head: str, text: str) -> Dateline | None:
    agency = _AGENCY.search(head) if head.endswith((")", "]", "/")) else None
    rest = head[: agency.start()].rstrip(" .") if agency else head
    stated = _STATED.fullmatch(rest)
    place = stated["place"] if stated else rest
    if not _PLACE.fullmatch(place) or not (stated or agency or _in_capitals(place)):
        return None
    name = next((group for group in agency.groups() if group), None) if agency else None
    return Dateline(place, _date(stated["date"]) if stated and stated["date"] else None, name, text)


def _in_capitals(place: str) -> bool:
    town = place.split(",")[0]
    return town.isupper() and len(town) > 2


def _date(text: str) -> PartialDate | None:
    """`25 APR 90` is of 1990, `Sept 16` of a year that is not given."""
    month = next(number for word in re.findall(r"[A-Za-z]{3,}", text) if (number := month_number(word)))
    day, *years = re.findall(r"\d+", text)
    return dated(full_year(years[0]) if years else None, month, day)
