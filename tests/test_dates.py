"""Dates as precise as they are known, and the days they stand for."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.dates import PartialDate, Period, Precision

WRITTEN: list[tuple[str, PartialDate, Precision, tuple[date | None, date | None]]] = [
    ("2025-09-16", PartialDate(2025, 9, 16), "day", (date(2025, 9, 16), date(2025, 9, 16))),
    ("2025-09", PartialDate(2025, 9), "month", (date(2025, 9, 1), date(2025, 9, 30))),
    ("2025", PartialDate(2025), "year", (date(2025, 1, 1), date(2025, 12, 31))),
    ("2024-02", PartialDate(2024, 2), "month", (date(2024, 2, 1), date(2024, 2, 29))),
    ("2024-02-29", PartialDate(2024, 2, 29), "day", (date(2024, 2, 29), date(2024, 2, 29))),
    ("--09-16", PartialDate(None, 9, 16), "partial", (None, None)),
    ("--02-29", PartialDate(None, 2, 29), "partial", (None, None)),
    ("0001", PartialDate(1), "year", (date(1, 1, 1), date(1, 12, 31))),
    ("9999-12-31", PartialDate(9999, 12, 31), "day", (date(9999, 12, 31), date(9999, 12, 31))),
]


@pytest.mark.parametrize(("text", "parsed", "precision", "days"), WRITTEN)
def test_a_date_is_read_and_written(
    text: str, parsed: PartialDate, precision: Precision, days: tuple[date | None, date | None]
) -> None:
    assert PartialDate.parse(text) == PartialDate.parse(f" {text}\n") == parsed
    assert str(parsed) == text
    assert parsed.precision == precision
    assert parsed.period == Period(*days)


NONSENSE = [
    "",
    "  ",
    "16 September 2025",
    "2025-9-16",
    "2025-09-1",
    "25-09-16",
    "2025-13",
    "2025-00",
    "2025-09-31",
    "2025-09-00",
    "2023-02-29",
    "0000",
    "--09",
    "--13-01",
    "--02-30",
    "2025-09-16T10:00",
    "2025/09/16",
    "20250916",
    "٢٠٢٥-٠٩-١٦",
    "-2025",
    "2025 -09",
    "null",
]


@pytest.mark.parametrize("text", NONSENSE)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a d"):
        PartialDate.parse(text)


def test_the_whole_day() -> None:
    assert PartialDate.of(date(2014, 8, 27)) == PartialDate(2014, 8, 27)


def period(text: str) -> Period:
    """`2014..2016`, `2014..`, `..2016`, `..`"""
    first, _, last = text.partition("..")
    return Period(
        PartialDate.parse(first).period.first if first else None,
        PartialDate.parse(last).period.last if last else None,
    )


PAIRS = [
    # one, other, overlaps, one covers other, other covers one, meet
    ("2014..2016", "2015..2015", True, True, False, "2015..2015"),
    ("2014..2015", "2015..2016", True, False, False, "2015..2015"),
    ("2014..2014", "2015..2015", False, False, False, None),
    ("2014..2014-06-30", "2014-06-30..2014", True, False, False, "2014-06-30..2014-06-30"),
    ("2014..2014-06-29", "2014-06-30..2014", False, False, False, None),
    ("..2014", "2014..", True, False, False, "2014..2014"),
    ("..2013", "2014..", False, False, False, None),
    ("..", "2014..2014", True, True, False, "2014..2014"),
    ("..", "..", True, True, True, ".."),
    ("2014..", "2015..", True, True, False, "2015.."),
    ("..2014", "..2015", True, False, True, "..2014"),
    ("2014..2014", "2014..2014", True, True, True, "2014..2014"),
]


@pytest.mark.parametrize(("one", "other", "overlaps", "covers", "covered", "meet"), PAIRS)
def test_two_periods(one: str, other: str, overlaps: bool, covers: bool, covered: bool, meet: str | None) -> None:
    a, b = period(one), period(other)
    assert a.overlaps(b) is b.overlaps(a) is overlaps
    assert (a.covers(b), b.covers(a)) == (covers, covered)
    assert a.meet(b) == b.meet(a) == (period(meet) if meet else None)


HELD = [
    ("2014..2014", [date(2014, 1, 1), date(2014, 12, 31)], [date(2013, 12, 31), date(2015, 1, 1)]),
    ("2014..", [date(2014, 1, 1), date.max], [date(2013, 12, 31)]),
    ("..2014", [date.min, date(2014, 12, 31)], [date(2015, 1, 1)]),
    ("..", [date.min, date.max], []),
]


@pytest.mark.parametrize(("text", "inside", "outside"), HELD)
def test_days_in_a_period(text: str, inside: list[date], outside: list[date]) -> None:
    assert all(day in period(text) for day in inside)
    assert not any(day in period(text) for day in outside)


SHOWN = [
    ("..", "unknown", None),
    ("2014..", "since 2014-01-01", None),
    ("..2014-08", "until 2014-08-31", None),
    ("2014..2014", "2014", None),
    ("2014..2016", "2014 to 2016", None),
    ("2014-08..2014-08", "2014-08", None),
    ("2014-08..2014-09", "2014-08 to 2014-09", None),
    ("2014-08..2015-12", "2014-08 to 2015-12", None),
    ("2014-08-02..2014-09", "2014-08-02 to 2014-09-30", None),
    ("2014-08-27..2014-08-27", "2014-08-27", date(2014, 8, 27)),
    ("2014-01-01..2014-01-01", "2014-01-01", date(2014, 1, 1)),
    ("0999..0999", "0999", None),
    ("0999-02..1000-03", "0999-02 to 1000-03", None),
]


@pytest.mark.parametrize(("text", "shown", "single"), SHOWN)
def test_a_period_for_people(text: str, shown: str, single: date | None) -> None:
    assert str(period(text)) == shown
    assert period(text).single == single
    assert period(text).open is (text == "..")


WITHIN = [
    ("--09-16", "2014-08..2014-10", "2014-09-16"),
    ("--09-16", "2014-08..2015-08", "2014-09-16"),
    ("--09-16", "2014-08..2015-09", None),
    ("--09-16", "2014-10..2015-08", None),
    ("--09-16", "2014-08..", None),
    ("--02-29", "2023..2025", "2024-02-29"),
    ("--02-29", "2021..2023", None),
    ("2014-09-16", "2014..2014", None),
]


@pytest.mark.parametrize(("day", "between", "found"), WITHIN)
def test_a_day_without_a_year_between_bounds(day: str, between: str, found: str | None) -> None:
    expected = PartialDate.parse(found).period if found else None
    assert PartialDate.parse(day).within(period(between)) == expected
