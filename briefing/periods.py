"""Days as people ask for them: `2020-12`, `2014..2016`, `>=2020`, `last-month`, `last-30-days`."""

from __future__ import annotations

import calendar
import difflib
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from briefing.dates import PartialDate, Period
from briefing.query import QueryError
from briefing.repairs import date_meant

_LAST_FEW = re.compile(r"last-(\d{1,4})-(day|week|month|year)s?", re.ASCII)
_COMPARED = re.compile(r"(>=|<=|>|<) *(.*)", re.DOTALL)
_UNFINISHED_DATE = re.compile(r"\d{0,3}|\d{4}-\d?|\d{4}-\d\d-\d?", re.ASCII)
_UNFINISHED_FEW = re.compile(r"last-\d{1,4}(?:-[a-z]*)?", re.ASCII)
_DAY = timedelta(days=1)
_SOME_DAY = date(2000, 1, 1)
"""Stands for today where only the shape of a value is looked at."""


def _week(today: date, back: int = 0) -> Period:
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return Period(monday, monday + 6 * _DAY)


def _month(today: date, back: int = 0) -> Period:
    return PartialDate(*_months_before(today.year, today.month, back)).period


def _months_before(year: int, month: int, back: int) -> tuple[int, int]:
    months = year * 12 + month - 1 - back
    return months // 12, months % 12 + 1


NAMED: dict[str, Callable[[date], Period]] = {
    "today": lambda today: Period(today, today),
    "yesterday": lambda today: Period(today - _DAY, today - _DAY),
    "this-week": _week,
    "last-week": lambda today: _week(today, 1),
    "this-month": _month,
    "last-month": lambda today: _month(today, 1),
    "this-year": lambda today: PartialDate(today.year).period,
    "last-year": lambda today: PartialDate(today.year - 1).period,
}
"""Periods by name, from a day called today; weeks begin on Monday."""


def _plain(value: str) -> str:
    """In lower case, with dots for an ellipsis, and digits of any script as they are written here."""
    digits = (str(unicodedata.decimal(char)) if char.isdecimal() else char for char in value)
    return "".join(digits).lower().replace("…", "..").replace("≥", ">=").replace("≤", "<=")


def asked_period(value: str, today: date) -> Period:
    """The days a value asks for, both ends included; QueryError (columns of the value) where it is not a date."""
    value = _plain(value)
    if compared := _COMPARED.fullmatch(value):
        if not compared[2]:
            raise QueryError(f"{compared[1]} needs a date after it", 0, len(value), f"{compared[1]}2020-12")
        return _compared(compared[1], _point(compared[2], value, today), value)
    if ".." not in value:
        return _point(value, value, today)
    left, _, right = value.partition("..")
    first = _point(left, value, today).first if left else None
    last = _point(right, value, today).last if right else None
    if first is None and last is None:
        raise QueryError("a range needs a date on one side at least", 0, len(value))
    if first and last and first > last:
        raise QueryError("the range ends before it begins", 0, len(value), f"{right}..{left}")
    return Period(first, last)


def _compared(sign: str, period: Period, value: str) -> Period:
    first, last = period.first or date.min, period.last or date.max
    if (sign == ">" and last == date.max) or (sign == "<" and first == date.min):
        raise QueryError("there are no such days in the calendar", 0, len(value))
    match sign:
        case ">":
            return Period(last + _DAY)
        case ">=":
            return Period(first)
        case "<":
            return Period(None, first - _DAY)
        case _:
            return Period(None, last)


def _point(text: str, value: str, today: date) -> Period:
    if text in NAMED:
        return NAMED[text](today)
    try:
        if few := _LAST_FEW.fullmatch(text):
            return _last_few(int(few[1]), few[2], today)
        asked = PartialDate.parse(text)
    except (ValueError, OverflowError) as error:
        if _LAST_FEW.fullmatch(text):
            raise QueryError("there are no such days in the calendar", 0, len(value)) from None
        raise QueryError(str(error), 0, len(value), _repaired(text, value)) from None
    if asked.year is None:
        raise QueryError("the year is missing", 0, len(value))
    return asked.period


def _last_few(count: int, unit: str, today: date) -> Period:
    """The days, weeks, months or years that end today."""
    if count == 0:
        raise ValueError("none of them")
    if unit in {"day", "week"}:
        return Period(today - (count * (7 if unit == "week" else 1) - 1) * _DAY, today)
    year, month = _months_before(today.year, today.month, count * (12 if unit == "year" else 1))
    if year < 1:
        raise ValueError("before the calendar")
    day = min(today.day, calendar.monthrange(year, month)[1])
    return Period(date(year, month, day) + _DAY, today)


def _repaired(text: str, value: str) -> str | None:
    """The value with a date in place of the text that is none."""
    if ".." in text:
        first, *_, last = value.lstrip("<>=").split("..")
        return f"{first}..{last}" if _understood(f"{first}..{last}") else None
    meant = date_meant(text)
    if meant and meant != text and _understood(repaired := value.replace(text, meant, 1)):
        return repaired
    close = difflib.get_close_matches(text, NAMED, 1, 0.6)
    return value.replace(text, close[0], 1) if close and text else None


def longer_period(value: str, rest: str) -> tuple[int, str] | None:
    """How much of the rest of a query belongs to a period in several words, and how that is written in one."""
    for more in (2, 1):
        if following := re.match(rf"(?:\s+[\w.,-]+){{{more}}}", rest):
            written = " ".join(_plain(value + following[0]).split())
            for joined in (written.replace(" ", ""), written.replace(" ", "-"), date_meant(written)):
                if joined and _understood(joined):
                    return following.end(), joined
    return None


def _understood(value: str) -> bool:
    try:
        asked_period(value, _SOME_DAY)
    except QueryError:
        return False
    return True


def unfinished_period(value: str) -> bool:
    """May more be typed after this that makes it a date, and not before?"""
    value = _plain(value)
    if compared := _COMPARED.fullmatch(value):
        return _unfinished(compared[2])
    left, dots, right = value.partition("..")
    if not dots:
        return value.endswith(".") or _unfinished(value)
    left_stands = not left or not _unfinished(left)
    return left_stands and bool(right or not left) and _unfinished(right)


def _unfinished(point: str) -> bool:
    return bool(
        _UNFINISHED_DATE.fullmatch(point)
        or (_UNFINISHED_FEW.fullmatch(point) and not _LAST_FEW.fullmatch(point))
        or (point not in NAMED and any(name.startswith(point) for name in (*NAMED, "last-")))
    )
