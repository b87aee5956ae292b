"""The dates of what is listed, as a row of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from briefing.results import Facet
from briefing.tui.histogram import Chart, chart, height
from briefing.tui.widgets.histogram import Histogram

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading


def facets(**counts: int) -> list[Facet]:
    """`_2014=3` or `_2014_08=3`."""
    return [Facet(name.strip("_").replace("_", "-"), "", count) for name, count in counts.items()]


def drawn(years: list[Facet], months: list[Facet], room: int) -> str:
    made = chart(years, months, room)
    assert made is not None
    assert len(made.line) <= room
    return made.line


@pytest.mark.parametrize(
    ("number", "most", "block"),
    [(0, 9, "·"), (1, 1, "█"), (1, 8, "▁"), (1, 100_000, "▁"), (50_000, 100_000, "▄"), (99_999, 100_000, "█")],
)
def test_one_among_thousands_has_a_block_and_none_has_a_dot(number: int, most: int, block: str) -> None:
    assert height(number, most) == block


YEARS = facets(_2014=5, _2015=0, _2016=10, undated=7)
MONTHS = facets(_2014_11=1, _2014_12=4, _2016_01=10)


@pytest.mark.parametrize(
    ("room", "line"),
    [
        (100, f"2014-11 ▁▁▁▄▄▄{'·' * 36}███ 2016-01  7 undated"),
        (43, f"2014-11 ▁▄{'·' * 12}█ 2016-01  7 undated"),
        (36, "2014-11 ▄····█ 2016-01  7 undated"),
        (24, "2014 ▄·█ 2016  7 undated"),
        (23, "2014 ▄█ 2016  7 undated"),
    ],
)
def test_months_where_there_is_room_else_quarters_else_years(room: int, line: str) -> None:
    assert drawn(YEARS, MONTHS, room) == line


def test_a_year_alone_is_in_its_year_and_beside_the_months() -> None:
    years, months = facets(_2014=3, _2015=1), facets(_2014_03=1, _2014_04=1, _2015_01=1)
    assert drawn(years, months, 60).endswith("2015-01  1 by year only")
    assert drawn(years, months, 12) == "2014 █▃ 2015"


def test_centuries_still_fit() -> None:
    assert drawn(facets(_0900=1, _2020=9), [], 20).startswith("0900 ▁")


@pytest.mark.parametrize("months", [{}, {"_2014_03": 7}])
def test_one_month_is_no_histogram(months: dict[str, int]) -> None:
    assert chart(facets(_2014=7, undated=3), facets(**months), 80) is None


def made(room: int) -> Chart:
    found = chart(YEARS, MONTHS, room)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("room", "values"),
    [
        (44, ["2014-11", "2014-12", "2016-01"]),
        (36, ["2014-11..2014-12", "2016-01"]),
        (24, ["2014", "2016"]),
        (23, ["2014..2015", "2016"]),
    ],
)
def test_a_block_stands_for_its_days(room: int, values: list[str]) -> None:
    chart = made(room)
    blocks = {chart.at(column) for column in range(room)} - {None}
    assert blocks == set(chart.blocks)
    assert [block.value for block in chart.blocks if block.count] == values


@pytest.mark.parametrize(
    ("first", "last", "marks"),
    [
        ("2014-01-01", "2014-12-31", "     ━━━"),
        ("2015-06-01", None, "        ━━━━━━"),
        (None, "2015-01-01", "     ━━━━━━"),
        ("2020-01-01", "2021-01-01", ""),
    ],
)
def test_the_days_chosen_are_marked(first: str | None, last: str | None, marks: str) -> None:
    assert made(30).under(first, last).rstrip() == marks


def block_columns(hand: Hand) -> tuple[Histogram, Chart]:
    histogram = hand.main.query_one(Histogram)
    chart = histogram.chart(histogram.size.width)
    assert chart is not None
    return histogram, chart


@pytest.mark.parametrize("room", range(-3, 3))
def test_where_nothing_fits_there_is_none(room: int) -> None:
    assert chart(YEARS, MONTHS, room) is None


async def test_it_stands_over_the_list_and_counts_the_undated(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        histogram, chart = block_columns(hand)
        assert hand.lines(histogram) == [f" {chart.line}".ljust(histogram.size.width)]
        assert chart.labels == ("1990", "2025")
        assert chart.remark == "5 undated"
        dated = sum(hit.row.dated for hit in hand.articles.hits)
        assert sum(block.count for block in chart.blocks) >= dated
        assert hand.articles.size.height == 24 - 4


async def test_a_click_narrows_to_the_days_of_the_block(reading: Reading) -> None:
    async with reading(160, 30) as hand:
        histogram, chart = block_columns(hand)
        fullest = max(chart.blocks, key=lambda block: block.count)
        column = next(column for column in range(histogram.size.width) if chart.at(column) == fullest)
        await hand.pilot.click(histogram, offset=(column + 1, 0))
        await hand.answered(f"date:{fullest.value}")
        assert len(hand.articles.hits) >= fullest.count


async def test_it_goes_where_there_is_nothing_to_see_or_no_room(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.press("slash")
        await hand.type("date:2025-09")
        await hand.press("enter")
        await hand.answered("date:2025-09")
        await hand.until(lambda: not hand.main.query_one(Histogram).display)
        await hand.until(lambda: hand.articles.size.height == 24 - 3)
        await hand.press("backspace")
        await hand.answered("")
        await hand.until(lambda: hand.main.query_one(Histogram).display)
        await hand.pilot.resize_terminal(40, 12)
        await hand.until(lambda: not hand.main.query_one(Histogram).display)
        await hand.until(lambda: hand.articles.size.height == 12 - 3)


async def test_the_dialog_of_dates_marks_what_its_fields_ask_for(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.dialog("d")
        histogram = hand.screen.query_one(Histogram)
        blocks, marks = hand.lines(histogram)
        assert "1990 " in blocks
        assert marks.strip() == ""
        await hand.type("2014")
        await hand.press("tab")
        await hand.type("2020")
        blocks, marks = hand.lines(histogram)
        made = histogram.chart(histogram.size.width)
        assert made is not None
        marked = [made.at(column - 1) for column, mark in enumerate(marks) if mark == "━"]
        assert list(dict.fromkeys(block.value for block in marked if block)) == [
            "2014..2015",
            "2016..2017",
            "2018..2019",
            "2020..2021",
        ]


async def test_a_click_in_the_dialog_of_dates_takes_the_block(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.dialog("d")
        histogram = hand.screen.query_one(Histogram)
        made = histogram.chart(histogram.size.width)
        assert made is not None
        await hand.pilot.click(histogram, offset=(made.left + 1, 0))
        await hand.answered(f"date:{made.blocks[0].value}")


async def test_dates_left_as_they_are_leave_the_query_as_it_is(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        asked = "(date:2020 OR date:2021-06) -is:undated"
        await hand.press("slash")
        hand.search.query_one(Input).value = asked
        await hand.press("enter")
        await hand.answered(asked)
        await hand.dialog("d")
        await hand.press("enter")
        await hand.settle()
        assert hand.asked == asked
