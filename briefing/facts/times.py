"""The closed grammar of dates in words: dates as written, and time expressions as of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from briefing.article import Dating, Time
from briefing.dates import PartialDate, Period, Precision

_MONTHS = "january february march april may june july august september october november december".split()
_SHORT = {"sept": 9} | {name[:3]: n for n, name in enumerate(_MONTHS, 1)}
_NAMES = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
MONTH = f"(?:{_NAMES}|{_NAMES.upper()})"
"""Capitalised or in capitals: "may" and "march" in lower case are words."""
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAY = "|".join(name.capitalize() for name in _DAYS)

_WRITTEN = re.compile(
    r"""
    (?<![\w./-])(?:
        (?P<iso>\d{4}-\d\d-\d\d)(?=$|[^\w-]|T\d)
      | (?P<d1>\d{1,2})(?:st|nd|rd|th)?[ ](?:of[ ])?(?P<m1>MONTH)\.?,?[ ](?P<y1>\d{4})(?![\w-])
      | (?P<m2>MONTH)\.?[ ](?P<d2>\d{1,2})(?:st|nd|rd|th)?,?[ ](?P<y2>\d{4})(?![\w-])
      | (?P<m3>MONTH)\.?,?[ ](?P<y3>\d{4})(?![\w-])
      | (?P<d4>\d{1,2})(?:st|nd|rd|th)?[ ](?:of[ ])?(?P<m4>MONTH)(?![\w-])
      | (?P<m5>MONTH)\.?[ ](?P<d5>\d{1,2})(?:st|nd|rd|th)?(?![\w-]|[.,:]\d)
    )""".replace("MONTH", MONTH),
    re.VERBOSE,
)
_RELATIVE = re.compile(
    rf"""(?<![\w-])(?:
        (?:(?P<which>last|next|this|past|on)[ ])?(?P<weekday>{WEEKDAY})(?![\w-])
      | (?P<day>yesterday|today|tomorrow)(?![\w-])
      | (?P<count>\d{{1,3}}|two|three|four|five|six|seven|ten)[ ](?P<unit>day|week)s[ ]ago(?!\w)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_AHEAD = re.compile(r"\b(?:will|to be|is to|are to|due|plans?|scheduled|expected|planned)\b[^.!?]*\Z")
_FIRST_YEAR, _LAST_YEAR = 1800, 2100


def month_number(word: str) -> int | None:
    """1 to 12 for a month's name or abbreviation."""
    folded = word.strip(". ").casefold()
    return _SHORT.get(folded if folded == "sept" else folded[:3])


def _as_date(found: re.Match[str]) -> PartialDate | None:
    """The date of a match of `_WRITTEN`; None where the calendar has no such day."""
    group = found.groupdict()
    if group["iso"]:
        text = group["iso"]
    else:
        n = next(n for n in "12345" if group[f"m{n}"])
        month, day, year = month_number(group[f"m{n}"]), group.get(f"d{n}"), group.get(f"y{n}")
        text = f"{year or '-'}-{month:02}" + (f"-{int(day):02}" if day else "")
    try:
        parsed = PartialDate.parse(text)
    except ValueError:
        return None
    return parsed if parsed.year is None or _FIRST_YEAR <= parsed.year <= _LAST_YEAR else None


def written_dates(text: str) -> Iterator[tuple[int, int, PartialDate]]:
    """(start, end, date) of every date written with a day and a month, or a month and a year."""
    for found in _WRITTEN.finditer(text):
        parsed = _as_date(found)
        if parsed:
            yield found.start(), found.end(), parsed


def written_date(text: str) -> PartialDate | None:
    """The date where the text is one and nothing else but a weekday and a time of day; it has a year."""
    bare = re.sub(
        rf"^(?:{WEEKDAY})\s*,?\s*|[\sT,|–-]+\d{{1,2}}:\d\d(?::\d\d)?(?:\.\d+)?\s*(?:am|pm|[A-Z]{{1,5}}|[+-]\d\d:?\d\d)?\.?$",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    )
    found = _WRITTEN.fullmatch(bare)
    parsed = _as_date(found) if found else None
    return parsed if parsed and parsed.year else None


def times(body: str, published: Dating) -> tuple[Time, ...]:
    """Every time expression of the body; its days are open where the article's own day is not known."""
    today = published.period.single
    spans: list[Time] = []
    for start, end, parsed in written_dates(body):
        spans.append(Time(start, end, body[start:end], parsed.period, parsed.precision))
    taken = {n for time in spans for n in range(time.start, time.end)}
    for found in _RELATIVE.finditer(body):
        if taken.isdisjoint(range(*found.span())):
            ahead = _AHEAD.search(body, max(0, found.start() - 120), found.start())
            period = _relative(found, today) if today and not ahead else Period()
            precision: Precision = "day" if period.single else "none" if period.open else "partial"
            spans.append(Time(found.start(), found.end(), found[0], period, precision))
    return tuple(sorted(spans, key=lambda time: time.start))


def _relative(found: re.Match[str], today: date) -> Period:
    group = {name: value.casefold() for name, value in found.groupdict().items() if value}
    if "day" in group:
        day = today + timedelta({"yesterday": -1, "today": 0, "tomorrow": 1}[group["day"]])
        return Period(day, day)
    if "count" in group:
        count = _COUNTS.get(group["count"]) or int(group["count"])
        if group["unit"] == "week":
            return Period(today - timedelta(7 * count + 3), today - timedelta(7 * count - 3))
        return Period(today - timedelta(count), today - timedelta(count))
    return _weekday(_DAYS.index(group["weekday"]), group.get("which"), today)


def _weekday(weekday: int, which: str | None, today: date) -> Period:
    """The day meant; two days for a "last Saturday" said within two days of one; open where it may lie ahead."""
    back = (today.weekday() - weekday) % 7
    latest = today - timedelta(back)
    if which in ("last", "past"):
        if back == 0:
            latest -= timedelta(7)
        elif back <= 2:
            return Period(latest - timedelta(7), latest)
        return Period(latest, latest)
    if which == "on":
        return Period(latest, latest)
    return Period()
