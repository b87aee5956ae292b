"""Dates as precise as they are known, and the periods of days they stand for."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, Self

FIRST_YEAR, LAST_YEAR = 1800, 2100
"""No date before or after is one of an article: `0001-01-01` stands for "not set"."""
NOT_SET = frozenset({date(1899, 12, 30), date(1900, 1, 1), date(1969, 12, 31), date(1970, 1, 1)})
"""So do the days from which programs count, and the one that the first second of 1970 has west of Greenwich."""
Precision = Literal["day", "month", "year", "partial", "none"]

_WRITTEN = re.compile(r"(?:(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|--(\d\d)-(\d\d))", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year; or a day and month whose year is not known (written `--09-16`)."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2025-09-16`, `2025-09`, `2025` or `--09-16`; ValueError for anything else."""
        found = _WRITTEN.fullmatch(text.strip())
        if not found:
            raise ValueError(f"{text!r} is not a date; write it as 2025-09-16, 2025-09 or 2025")
        year, month, day = (int(g) if g else None for g in found.groups()[:3])
        if year is None:
            month, day = int(found[4]), int(found[5])
        if (
            year == 0
            or (month is not None and not 1 <= month <= 12)
            or (day is not None and not 1 <= day <= calendar.monthrange(year or 2000, month or 1)[1])
        ):
            raise ValueError(f"{text!r} is not a day of the calendar")
        return cls(year, month, day)

    @classmethod
    def of(cls, day: date) -> Self:
        """The whole day."""
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        if self.year is None:
            return "partial"
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def period(self) -> Period:
        """The days it may mean: all of its month or year; open on both sides without a year."""
        return _days(self.year, self.month, self.day)

    def within(self, other: Period) -> Period | None:
        """Of a day without a year: the day it is, where the other period holds it in one year only; else None."""
        if self.year is not None or not (other.first and other.last and self.month and self.day):
            return None
        years = range(other.first.year, other.last.year + 1)
        days = [
            date(year, self.month, self.day)
            for year in years
            if self.day <= calendar.monthrange(year, self.month)[1] and date(year, self.month, self.day) in other
        ]
        return Period(days[0], days[0]) if len(days) == 1 else None

    def __str__(self) -> str:
        if self.year is None:
            return f"--{self.month:02}-{self.day:02}"
        return "-".join([f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None])


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included; a side that is None is open."""

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def overlaps(self, other: Period) -> bool:
        """Do the two share a day?"""
        return (self.first is None or other.last is None or self.first <= other.last) and (
            other.first is None or self.last is None or other.first <= self.last
        )

    def covers(self, other: Period) -> bool:
        """Is every day of `other` in it?"""
        return (self.first is None or (other.first is not None and self.first <= other.first)) and (
            self.last is None or (other.last is not None and other.last <= self.last)
        )

    def meet(self, other: Period) -> Period | None:
        """The days in both, or None where there are none."""
        first = max((d for d in (self.first, other.first) if d), default=None)
        last = min((d for d in (self.last, other.last) if d), default=None)
        return None if first and last and first > last else Period(first, last)

    @property
    def open(self) -> bool:
        """Is nothing known on either side?"""
        return self.first is None and self.last is None

    @property
    def single(self) -> date | None:
        """Its day, where it is exactly one."""
        return self.first if self.first == self.last else None

    def __str__(self) -> str:
        """Shortest honest text: whole months and years by their names, `2014-08 to 2014-09`."""
        if self.first and self.last:
            return next(filter(None, (_named(self.first, self.last, known) for known in (1, 2, 3))))
        if self.first:
            return f"since {self.first}"
        return f"until {self.last}" if self.last else "unknown"


def _named(first: date, last: date, known: int) -> str | None:
    """Days from first to last by their years, months or days (1 to 3), where that names exactly them."""
    start, end = (PartialDate(*(day.year, day.month, day.day)[:known]) for day in (first, last))
    if (start.period.first, end.period.last) != (first, last):
        return None
    return str(start) if start == end else f"{start} to {end}"


@lru_cache(maxsize=16_384)
def _days(year: int | None, month: int | None, day: int | None) -> Period:
    if year is None:
        return Period()
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return Period(date(year, month or 1, day or 1), date(year, last_month, last_day))
