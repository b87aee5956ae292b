"""Dates as they are written: the shapes of the wild that say a day, a month or a year, and no look-alikes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefing.dates import FIRST_YEAR, LAST_YEAR, PartialDate

_NAMES = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
MONTH = f"(?:{_NAMES}|{_NAMES.upper()})"
"""Capitalised or in capitals: "may" and "march" in lower case are words."""
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(_NAMES.split("|"), 1)}
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
WEEKDAY = "|".join(WEEKDAYS)

_RUNNING = re.compile(
    r"""
    (?<![\w./-])(?:
        (?P<iso>\d{4}-\d\d-\d\d)(?=$|[^\w-]|T\d)
      | (?P<d1>\d{1,2})(?:st|nd|rd|th)?[ ](?:of[ ])?(?P<m1>MONTH)\.?,?[ ](?P<y1>\d{4})(?![\w-])
      | (?P<m2>MONTH)\.?[ ](?P<d2>\d{1,2})(?:st|nd|rd|th)?,?[ ](?P<y2>\d{4})(?![\w-])
      | (?P<d6>\d{1,2})-(?P<m6>MONTH)-(?P<y6>\d{4})(?![\w-])
      | (?P<m3>MONTH)\.?,?[ ](?P<y3>\d{4})(?![\w-])
      | (?P<d4>\d{1,2})(?:st|nd|rd|th)?[ ](?:of[ ])?(?P<m4>MONTH)(?![\w-])
      | (?P<m5>MONTH)\.?[ ](?P<d5>\d{1,2})(?:st|nd|rd|th)?(?![\w-]|[.,:]\d)
    )""".replace("MONTH", MONTH),
    re.VERBOSE,
)
_STAMPED = re.compile(
    r"""
    (?<![\w.])(?:
        (?P<d1>\d{1,2})[ -](?P<m1>MONTH)\.?[ -]'?(?P<y1>\d\d)(?![\w-]|[:.]\d|[ ]?[ap]m)
      | (?P<m2>MONTH)\.?[ ](?P<d2>[0-3]?\d)(?P<y2>(?:19|20)\d\d)(?!\w)
      | (?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<c>(?:19|20)\d\d)(?!\d)
      | (?P<y3>(?:19|20)\d\d)[./](?P<n3>\d{1,2})[./](?P<d3>\d{1,2})(?!\d)
    )""".replace("MONTH", MONTH),
    re.VERBOSE,
)
_ZONE = r"(?:\(?(?:[A-Z]{3,4}|Z|UTC|GMT)(?:[+-]\d{1,2})?\)?|[+-]\d\d:?\d\d)"
_HALF = r"(?:[ap]\.?m\b\.?|hrs)"
_CLOCK = re.compile(
    rf"\b(?:{WEEKDAY}|{'|'.join(day[:3] for day in WEEKDAYS)})\b\.?\s*,?\s*"
    rf"|[\sT,|@–—-]{{0,6}}(?:\bat\s+)?(?<!\d)(?:\d{{1,2}}:\d\d(?::\d\d)?(?:\.\d+)?\s*(?:{_HALF})?|\d{{1,2}}(?:\.\d\d)?\s*{_HALF})"
    rf"\s*(?:{_ZONE})?(?=\W|$)",
    re.IGNORECASE,
)
MONTHS, YEARS = re.compile(MONTH), re.compile(r"19\d\d|20\d\d")
_HINTS = re.compile(rf"{MONTH}|\d\d\d\d-\d\d-\d\d")
_NEW_CENTURY = 50


def month_number(word: str) -> int | None:
    """1 to 12 for a month's name or abbreviation."""
    return _NUMBERS.get(word.strip(". ")[:3].lower())


def full_year(written: str) -> int:
    """`90` is 1990 and `16` is 2016: a year of two digits is one of 1951 to 2050; `0016` is the year 16."""
    year = int(written)
    return year if len(written) > 2 else year + (1900 if year > _NEW_CENTURY else 2000)


@lru_cache(maxsize=16_384)
def dated(year: int | None, month: int | None, day: str | None) -> PartialDate | None:
    """The date, or None where the calendar has no such day or the year is out of reach."""
    try:
        text = f"{year or '-'}-{month or 0:02}" + (f"-{int(day):02}" if day else "")
        made = PartialDate.parse(text)
    except ValueError:
        return None
    return made if made.year is None or FIRST_YEAR <= made.year <= LAST_YEAR else None


def _running(found: re.Match[str]) -> PartialDate | None:
    group = found.groupdict()
    if group["iso"]:
        year, month, day = group["iso"].split("-")
        return dated(int(year), int(month), day)
    n = next(n for n in "123456" if group[f"m{n}"])
    year_ = group.get(f"y{n}")
    return dated(int(year_) if year_ else None, month_number(group[f"m{n}"]), group.get(f"d{n}"))


def _stamped(found: re.Match[str], day_first: bool | None) -> PartialDate | None:
    group = found.groupdict()
    if group["a"]:
        return _numeric(int(group["a"]), int(group["b"]), int(group["c"]), group["s"], day_first)
    if group["y3"]:
        return dated(int(group["y3"]), int(group["n3"]), group["d3"])
    n = "1" if group["m1"] else "2"
    return dated(full_year(group[f"y{n}"]), month_number(group[f"m{n}"]), group[f"d{n}"])


def _numeric(a: int, b: int, year: int, separator: str, day_first: bool | None) -> PartialDate | None:
    """`08.04.2017` is of April; of `08/04/2017` only the year is sure, unless the page shows the order."""
    if a > 12 or (b <= 12 and (separator == "." or day_first or a == b)):
        return dated(year, b, str(a))
    if b > 12 or day_first is False:
        return dated(year, a, str(b))
    return PartialDate(year)


_DIGIT = re.compile(r"\d")
_NEGATIVE = re.compile(r"\s*-\d{4}-")
_SLASHED = re.compile(r"\d[/-]\d{1,2}[/-](?:19|20)\d\d")
_BEFORE, _AFTER = 24, 24
"""Characters of a shape before and after what tells that one may be there, at most; two or more of what follows too."""


def around(hints: re.Pattern[str], shape: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `finditer` finds of a shape that always holds one of the hints, which are found much faster than it is."""
    end = 0
    for hint in hints.finditer(text):
        if hint.start() >= end:
            found = shape.search(text, max(end, hint.start() - _BEFORE), hint.end() + _AFTER)
            if found and found.start() <= hint.start():
                yield found
                end = found.end()


def written_dates(text: str) -> Iterator[tuple[int, int, PartialDate]]:
    """(start, end, date) of the dates that running text writes: with a month's name, or as ISO has it."""
    for found in around(_HINTS, _RUNNING, text):
        made = _running(found)
        if made:
            yield found.start(), found.end(), made


def stamped_dates(text: str, day_first: bool | None = None) -> Iterator[tuple[int, int, PartialDate]]:
    """Those of `written_dates` that have a year, and the shapes that only the stamp of a page has: `08.04.2017`.

    `day_first` says what the page shows elsewhere of the order of its numbers.
    """
    spans = [span for span in written_dates(text) if span[2].year is not None]
    for found in _STAMPED.finditer(text):
        made = _stamped(found, day_first)
        if made and all(found.end() <= start or end <= found.start() for start, end, _ in spans):
            spans.append((found.start(), found.end(), made))
    yield from sorted(spans, key=lambda span: span[0])


def day_first(text: str) -> bool | None:
    """Which number is the day in `25/12/2016`-like dates of a page; None where it shows none, or both orders."""
    if not _SLASHED.search(text):
        return None
    orders = set()
    for found in _STAMPED.finditer(text):
        if found["a"] and found["s"] != ".":
            a, b = int(found["a"]), int(found["b"])
            orders |= {True} if a > 12 >= b else {False} if b > 12 >= a else set()
    return orders.pop() if len(orders) == 1 else None


def written_date(text: str, day_first: bool | None = None) -> PartialDate | None:
    """The date where a text is one, and nothing else but a weekday and a time of day; it has a year."""
    if not _DIGIT.search(text) or _NEGATIVE.match(text):
        return None
    bare = without_clock(text).strip(" ,.|–—-")
    spans = list(stamped_dates(bare, day_first))
    return spans[0][2] if len(spans) == 1 and spans[0][:2] == (0, len(bare)) else None


def without_clock(text: str) -> str:
    """A stamp without weekdays and times of day."""
    return " ".join(_CLOCK.sub(" ", text).split())
