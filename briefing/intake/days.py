"""The dates that metadata write for machines, as ISO days."""

from __future__ import annotations

import datetime as dt
import re

_ISO = re.compile(r"\s*([12]\d{3})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?![\d/.-])(?:[T ]+(\d\d:\d\d))?")
_COMPACT = re.compile(r"\s*([12]\d{3})([01]\d)([0-3]\d)(?:T?(\d\d)(\d\d)\d*Z?)?\s*")
_FIRST_YEAR, _LAST_YEAR = 1800, 2100


def iso_day(written: str) -> str | None:
    """`2031-05-04` for `2031-05-04T10:00Z`, `20310504`, `Sun, 4 May 2031 10:00 GMT`; the day as it was written there.

    A month where only that is given; None for all else, and for days that stand for "not set".
    """
    parts = _iso(written) or _mail(written)
    if parts is None:
        return None
    year, month, day = parts
    try:
        made = dt.date(year, month, day or 1)
    except ValueError:
        return None
    if year < _FIRST_YEAR or made in (dt.date(1970, 1, 1), dt.date(1900, 1, 1)) or year > _LAST_YEAR:
        return None
    return made.isoformat() if day else made.isoformat()[:7]


def stands(day: str, written: str) -> bool:
    """Are the numbers of an ISO day written there? Foreign parsers make 30 November 2019 of `2020-00-00`."""
    numbers = {int(number) for number in re.findall(r"\d{1,8}", written)}
    year, month, date = map(int, day.split("-"))
    named = re.search(r"[^\W\d_]{3}", written) is not None
    return bool({year, year % 100} & numbers) and date in numbers and (named or month in numbers)


def clock(written: str) -> str | None:
    """The time of day, `10:00`, where one is given."""
    found = re.search(r"(?:T|\s)([012]\d:[0-5]\d)", written[:200])
    return found[1] if found else None


def _iso(written: str) -> tuple[int, int, int | None] | None:
    if found := _ISO.match(written[:60]):
        return int(found[1]), int(found[2]), int(found[3]) if found[3] else None
    if found := _COMPACT.fullmatch(written[:60]):
        return int(found[1]), int(found[2]), int(found[3])
    return None


def _mail(written: str) -> tuple[int, int, int | None] | None:
    """As in mail and feeds; also `Tue Sep 16 2025`."""
    from email.utils import parsedate_tz  # 10 ms to import

    try:
        found = parsedate_tz(written[:100])
    except (IndexError, TypeError, ValueError, OverflowError):
        return None
    return found[:3] if found else None
