"""What is said of the times in an article."""

from datetime import date

import pytest

from briefing.article import Bound, Dating, Time
from briefing.dates import PartialDate, Period
from briefing.tui.opened import days_of

DAY = Dating(PartialDate(2020, 12, 27), "byline", "", "high")
HEADER = Dating(PartialDate(2020, 12, 27), "header", "", "low")
MONTH = Dating(PartialDate(2020, 12), "byline", "", "high")
YEARLESS = Dating(PartialDate(None, 9, 16), "dateline", "", "high")
BOUNDED = Dating(bounds=(Bound(date(2020, 1, 1), "after", ""),))


def time(text: str, first: str = "", last: str = "") -> Time:
    days = [date.fromisoformat(day) if day else None for day in (first, last or first)]
    return Time(0, len(text), text, Period(*days), "day")


@pytest.mark.parametrize(
    ("told", "dating", "said"),
    [
        (time("on Monday", "2021-09-20"), DAY, "“on Monday”: 2021-09-20"),
        (
            time("last\nSaturday", "2020-12-19", "2020-12-26"),
            DAY,
            "“last Saturday”: 2020-12-19 or 2020-12-26, either day",
        ),
        (time("last week", "2020-12-14", "2020-12-20"), DAY, "“last week”: 2020-12-14 to 2020-12-20"),
        (time("this month", "2020-12-01", "2020-12-31"), DAY, "“this month”: 2020-12"),
        (time("on Sunday", "2020-12-27"), HEADER, "“on Sunday”: 2020-12-27, if the date of the header is right"),
        (time("2 March 2015", "2015-03-02"), HEADER, "“2 March 2015”: 2015-03-02"),
        (time("April 20"), BOUNDED, "“April 20”: not known, the article has no date"),
        (time("April 20"), MONTH, "“April 20”: not known, the day of the article is not known"),
        (time("on Monday"), YEARLESS, "“on Monday”: not known, the year of the article is not known"),
        (time("two days later"), DAY, "“two days later”: not known, the text does not say from which day it counts"),
    ],
)
def test_the_days_of_a_time(told: Time, dating: Dating, said: str) -> None:
    assert days_of(told, dating) == said
