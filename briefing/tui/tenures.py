"""Posts as bars on one axis of years: what is open goes on in an arrow, what is only cited is dotted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefing.dates import Period

if TYPE_CHECKING:
    from briefing.overview import Tenure

HELD, CITED, BEGUN, GOES_ON, DAY, RULE = "━", "┄", "◀", "▶", "▼", "┬"
YEAR_WIDE = 5
"""Cells of a year where it is written."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Years side by side in so many cells; from the first of January of the first to the end of the last."""

    first: int
    last: int
    width: int

    def cell(self, day: date) -> int:
        """The column of a day; beyond the ends, the one at the end."""
        years = day.year - self.first + (day.timetuple().tm_yday - 1) / 366
        return max(0, min(self.width - 1, int(years * self.width / (self.last - self.first + 1))))

    def years(self) -> str:
        """The years, as many as can be read."""
        line, count = [" "] * self.width, self.last - self.first + 1
        step = next((s for s in (1, 2, 5, 10, 20, 50, 100) if s * self.width / count >= YEAR_WIDE), count)
        for year in range(self.first, self.last + 1):
            at = self.cell(date(year, 1, 1))
            if (year - self.first) % step == 0 and at + 4 <= self.width:
                line[at : at + 4] = f"{year:04}"
        return "".join(line)

    def marked(self, when: Period) -> str:
        """A mark at the days of the article that is open; blank where they are not known, or not on the axis."""
        first, last = when.first or when.last, when.last or when.first
        if first is None or last is None or last.year < self.first or first.year > self.last:
            return ""
        left, right = self.cell(first), self.cell(last)
        return " " * left + (DAY * (right - left + 1))

    def bar(self, post: Tenure) -> str:
        """The days on which a post was, or may have been, held."""
        first, last = post.period.first, post.period.last
        left = self.cell(first) if first else 0
        right = self.cell(last) if last else self.width - 1
        cited = (post.start is None, post.end is None and last is not None)
        line = [CITED if all(cited) else HELD] * max(1, right - left + 1)
        if first is None:
            line[0] = BEGUN
        elif post.start is None:
            line[0] = CITED
        if last is None:
            line[-1] = GOES_ON
        elif post.end is None:
            line[-1] = CITED
        return " " * left + "".join(line)


def axis(posts: Sequence[Tenure], when: Period, width: int) -> Axis | None:
    """The years of all of these posts, and of the article; None where no day is known, or no cell is left."""
    known = [day for post in posts for day in (post.period.first, post.period.last) if day]
    if not known or width < 2 * YEAR_WIDE:
        return None
    known += [day for day in (when.first, when.last) if day]
    return Axis(min(known).year, max(known).year, width)
