"""What the two fields of the date dialog mean."""

import pytest

from briefing.tui.screens.dates import asked_range, typed_range


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        ("", "", ""),
        ("2020", "", "2020.."),
        ("", "2020-05", "<=2020-05"),
        ("2014", "2016-03-01", "2014..2016-03-01"),
        ("2020", "2020", "2020"),
        (" 2020 ", "2021", "2020..2021"),
        ("2020..2021", "", "2020..2021"),
        ("", "2020 .. 2021-03", "2020..2021-03"),
        (">=2020-01", "", ">=2020-01"),
        (">2020", "", ">2020"),
        ("last-month", "", "last-month"),
    ],
)
def test_asked_range(first: str, last: str, value: str) -> None:
    assert asked_range(first, last) == value
    again = asked_range(*typed_range(value))
    assert again == (value if not value.startswith(">=") else f"{value[2:]}..")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2021", "2020", "2021 is after 2020"),
        ("soon", "", "is not a date"),
        ("2020..2021", "2022", "leave the other field empty"),
        ("2021..2020", "", "ends before it begins; try 2020..2021"),
        ("..", "", "a date on one side"),
        ("2020-13", "", "is not a day of the calendar"),
        ("--09-16", "", "a year is needed"),
    ],
)
def test_mistakes_are_told_in_words(first: str, last: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        asked_range(first, last)
