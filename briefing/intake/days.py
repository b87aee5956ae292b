"""The dates that metadata write, as ISO days: only where year, month and day all stand there, and no other day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from briefing.dates import FIRST_YEAR, LAST_YEAR, NOT_SET
from briefing.day_words import CHANGED
from briefing.intake.months import MONTH, MONTHS
from briefing.words import lowered

_NEW_CENTURY = 50
_LONGEST = 200
_MONTH_ALONE = re.compile(r"([12]\d{3})[-/.](\d{1,2})")
_COMPACT = re.compile(
    r"([12]\d{3})([01]\d)([0-3]\d)"
    r"(?:T[0-2]\d(?:[0-5]\d){0,2}(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?|[0-2]\d[0-5]\d[0-5]\dZ?)?"
)
"""Numbers of 12, 13 or more than 14 digits may be seconds and their parts since 1970."""
_YEAR, _DAY = r"[12]\d{3}(?!\d|[:/-]\d)", r"\d{1,2}(?![\d:])"
_STARTS = r"(?<![\w+/.−-])(?<!\d:)"
_BEFORE_CHRIST = re.compile(r"[\s,]*(?:BCE?|B\.\s?C\.(?:\s?E\.)?)\W*\Z")
_CLOCK = re.compile(
    r"(?:(?<=\d)T|(?<![\w.:/+-]))(?:[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,9})?(?!\d|:)|[01]?\d\.[0-5]\d(?=\s*[ap]\.?m\b))"
    r"(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:Z\b|(?:[A-Z]{3,4}\s*)?[+-]\d\d:?\d\d(?!\d)|[A-Z]{3,4}\b(?=\W*(?:[12]\d{3}\b|\(|$))))?",
    re.IGNORECASE,
)
_SHAPE = re.compile(
    rf"""{_STARTS}(?:
        (?P<y1>[12]\d{{3}})(?P<s>[-/.])(?P<n1>\d{{1,2}})(?P=s)(?P<d1>\d{{1,2}})(?!\d|[./:]\d|-\w|[^\WTZ])
      | (?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|[ºª])?\.?(?:\s+(?:of|de|del|d)[\s'’]+|[\s-]*)
        (?P<m2>{MONTH})\.?(?:,?\s+(?:of|de|del)\s+|[\s,-]+)(?P<y2>{_YEAR})
      | (?P<m3>{MONTH})\.?\s+(?P<d3>{_DAY})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<y3>{_YEAR})
      | (?P<y4>[12]\d{{3}})[.,]?[\s-]+(?P<m4>{MONTH})\.?[\s-]+(?P<d4>{_DAY})(?!\w|-\d)
      | (?P<a>\d{{1,2}})(?P<t>[./-])(?P<b>\d{{1,2}})(?P=t)(?P<y5>[12]\d{{3}})(?!\d|[./:-]\d)
      | (?P<y6>[12]\d{{3}})\s?[年년]\s?(?P<n6>\d{{1,2}})\s?[月월]\s?(?P<d6>\d{{1,2}})\s?[日일]
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_MAIL = re.compile(
    rf"(?:[a-z]{{3,9}}\.?,?\s+)?(\d{{1,2}})[\s-]({MONTH})[\s-](\d\d)\s+[0-2]?\d:[0-5]\d.*", re.IGNORECASE | re.DOTALL
)
_OTHER = re.compile(rf"\d\W{{0,3}}(?:de\s)?{MONTH}|{MONTH}\W{{0,3}}\d|\d[./-]\d{{1,2}}[./-]\d", re.IGNORECASE)
_JOINED = re.compile(r"\d(?:st|nd|rd|th)?\.?\s*(?:\W|[^\W\d_]{1,3})?\s*\Z")
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b\.?,?\s*)?"
_SAID = re.compile(
    rf"(?:(last|most recently|not)\s+)?(?<![\w-])(?:published|posted)(?:\s+(?:on|at))?[\s:,–—-]*{_WEEKDAY}\Z",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"\W*(?:[^\W\d_]{2,12}\W*)?")

_Read = tuple[int, int, str | None]
"""(start, end, ISO day, or None where the calendar has none or the order of its numbers is not known)."""


def iso_day(written: str) -> str | None:
    """`2031-05-04` for `2031-05-04T10:00Z`, `20310504`, `Sun, 4 May 2031 10:00 GMT`; the day as it was written there.

    A month where only that is given; None for all else, for two days and for days that stand for "not set".
    """
    bare = written.strip()
    if found := _MONTH_ALONE.fullmatch(bare):
        day = _made(int(found[1]), int(found[2]), 1)
        return day[:7] if day else None
    if found := _COMPACT.fullmatch(bare):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if len(bare) <= _LONGEST and (found := _MAIL.fullmatch(bare)):
        year = int(found[3])
        return _made(year + (1900 if year >= _NEW_CENTURY else 2000), MONTHS[lowered(found[2])], int(found[1]))
    return _only_day(bare, _NOTHING)


def printed_day(written: str) -> str | None:
    """The same of a line for readers, `Published 4 May 2031 by the desk`; of several days that said to be published."""
    return iso_day(written) or _only_day(written, None)


def clock(written: str) -> str | None:
    """The time of day, `10:00`, where one is given."""
    found = re.search(r"(?:T|\s)([012]\d:[0-5]\d)", written[:200])
    return found[1] if found else None


def without_clock(written: str) -> str:
    """The same without its times of day."""
    return _CLOCK.sub(" ", written)


def _only_day(written: str, before: re.Pattern[str] | None) -> str | None:
    if len(written) > _LONGEST:
        return None
    bare = without_clock(written)
    read = list(_read(bare))
    days = {day for _, _, day in read}
    if before and not (read and before.fullmatch(bare, 0, read[0][0])):
        return None
    if len(days) != 1 or CHANGED.search(bare) or _OTHER.search(_SHAPE.sub("|", bare)):
        days = {day for start, _, day in read if (said := _SAID.search(bare[:start])) and not said[1]}
    elif any(_JOINED.search(bare[:start]) for start, _, _ in read):
        return None
    return days.pop() if len(days) == 1 else None


def _read(bare: str) -> Iterator[_Read]:
    for found in _SHAPE.finditer(bare):
        group = {name[0]: text for name, text in found.groupdict().items() if text}
        yield found.start(), found.end(), None if _BEFORE_CHRIST.match(bare, found.end()) else _day(group)


def _day(group: dict[str, str]) -> str | None:
    """Of the parts by the first letters of their names; `04/05/2031` has no order that is known."""
    year = int(group["y"])
    if "a" in group:
        a, b = int(group["a"]), int(group["b"])
        return _made(year, min(a, b), max(a, b)) if max(a, b) > 12 else None
    month = MONTHS[lowered(group["m"])] if "m" in group else int(group["n"])
    return _made(year, month, int(group["d"]))


def _made(year: int, month: int, day: int) -> str | None:
    """The ISO day; None where the calendar has none, where it is out of reach, and where it stands for "not set"."""
    try:
        made = dt.date(year, month, day)
    except ValueError:
        return None
    return None if made in NOT_SET or not FIRST_YEAR <= year <= LAST_YEAR else made.isoformat()
