"""The time line on the screen: what is drawn, where the keys lead, and that nothing in it can do harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList

from briefing.actors import NOBODY
from briefing.dates import PartialDate, Period
from briefing.library import Library
from briefing.query import Query
from briefing.results import Results
from briefing.timeline import Track, timeline
from briefing.tui.timegrid import Bar, Window, counted, grid
from briefing.tui.widgets.time_chart import TimeChart

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading


def chart(hand: Hand) -> TimeChart:
    return hand.screen.query_one(TimeChart)


def here(hand: Hand) -> str:
    """What is said of the place under the cursor."""
    return hand.drawn.splitlines()[-3].strip()


@pytest.mark.parametrize(
    ("number", "wide", "sign"),
    [(1, 1, "1"), (9, 1, "9"), (10, 1, "▄"), (10, 2, "10"), (100, 2, "▆ "), (999, 3, "999"), (5000, 3, "█  ")],
)
def test_a_number_or_a_sign_for_its_size(number: int, wide: int, sign: str) -> None:
    assert counted(number, wide) == sign


MAY = 2014 * 12 + 4


@pytest.mark.parametrize(
    ("bar", "wide", "drawn"),
    [
        (Bar(MAY, MAY, 1), 1, "~       ┊ "),
        (Bar(MAY, MAY, 3), 1, "~       ┊ "),
        (Bar(MAY, MAY, 1), 2, "├┤              ┊   "),
        (Bar(MAY, MAY + 1, 1), 1, "├┤      ┊ "),
        (Bar(MAY, MAY + 4, 2), 1, "├─2─┤   ┊ "),
        (Bar(MAY + 1, MAY + 30, 1), 1, " ├────────"),
        (Bar(MAY - 30, MAY + 2, 1), 1, "──┤     ┊ "),
        (Bar(None, MAY + 2, 1), 1, "◂─┤     ┊ "),
        (Bar(MAY + 7, None, 1), 1, "       ├─▸"),
        (Bar(MAY + 9, None, 1), 1, "        ┊▸"),
        (Bar(MAY + 9, MAY + 20, 1), 1, "        ┊├"),
        (Bar(MAY - 9, MAY, 1), 1, "┤       ┊ "),
        (Bar(MAY - 9, MAY - 1, 1), 1, "        ┊ "),
    ],
)
def test_bounds_are_drawn_as_bounds(bar: Bar, wide: int, drawn: str) -> None:
    assert Window("month", MAY, 10, wide).bounds([bar]) == drawn


@pytest.mark.parametrize(
    ("window", "upper", "lower"),
    [
        (Window("month", MAY, 14, 1), "2014    2015  ", "MJJASONDJFMAMJ"),
        (Window("month", MAY + 6, 6, 1), "  2015", "NDJFMA"),
        (Window("month", MAY, 2, 3), "2014  ", "M  J  "),
        (Window("year", 2004, 14, 1), "2004  2010    ", "45678901234567"),
        (Window("year", 1999, 3, 3), "   2000  ", "99 00 01 "),
        (Window("day", 735472, 14, 1), "     2014-09  ", "78901123456789"),
        (Window("day", 735476, 4, 3), "   2014-09  ", "31 1  2  3  "),
    ],
)
def test_years_stand_over_months_and_decades_over_years(window: Window, upper: str, lower: str) -> None:
    assert window.axis() == (upper, lower)


async def test_from_the_article_to_its_place_and_from_a_cell_to_the_paragraph(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.dialog("T")
        grid = chart(hand).grid
        assert grid is not None
        assert grid.unit == "month"
        assert here(hand) == "Government of Egypt · 2025-09 · 2 articles"
        await hand.press("left_square_bracket", "left_square_bracket", "j")
        assert here(hand).startswith("Libyan National Army · ")
        while "2020-12" not in here(hand):
            await hand.press("left_square_bracket")
        assert here(hand) == "Libyan National Army · 2020-12 · 3 articles, 1 more about then"
        await hand.press("enter")
        await hand.until(lambda: hand.screen.query(OptionList))
        assert hand.options.option_count == 4
        await hand.press("j", "j", "k", "k", "enter")
        await hand.until(lambda: hand.screen is hand.main)
        await hand.until(
            lambda: hand.main.opened.article.path == "turkish-forces-warnings.md" and hand.focused == "reader"
        )
        await hand.settle()
        article = hand.main.opened.article
        first = next(m for m in article.mentions if m.actor in {"lna", "khalifa-haftar"})
        start, end = article.paragraphs[hand.panes.paragraph - 1]
        assert start <= first.start < end


async def test_rows_of_actors_years_months_and_days(reading: Reading) -> None:
    async with reading(160, 30) as hand:
        await hand.dialog("T")
        assert "Libyan National Army" in hand.drawn
        await hand.press("tab")
        assert "actors by month" in hand.drawn
        assert "Khalifa Haftar" in hand.drawn
        await hand.press("minus")
        assert "actors by year" in hand.drawn
        assert "1990" in hand.drawn
        await hand.press("0")
        assert here(hand).startswith("Libyan National Army · 1990")
        await hand.press("right_square_bracket", "plus", "plus")
        assert "actors by day" in hand.drawn
        assert here(hand) == "Libyan National Army · 2020-12-28 · 1 article, 1 more about then"
        await hand.press("f", "G", "g", "escape")
        await hand.until(lambda: hand.screen is hand.main)


async def test_a_place_is_narrowed_to(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.press("slash")
        await hand.type("date:2020 haftar")
        await hand.press("enter")
        await hand.answered("date:2020 haftar")
        await hand.dialog("T")
        grid = chart(hand).grid
        assert grid is not None
        sure, perhaps = grid.held(chart(hand).row, chart(hand).at)
        await hand.press("n")
        await hand.answered("haftar faction:government-of-egypt date:2020-12")
        results = hand.main.results
        assert (len(sure), len(perhaps)) == (results.total - results.possible, results.possible)


@pytest.mark.parametrize(("width", "height"), [(40, 12), (80, 24)])
async def test_it_is_legible_without_colour_and_where_there_is_little_room(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, width: int, height: int
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(width, height) as hand:
        await hand.dialog("T")
        lines = hand.drawn.splitlines()
        assert all(len(line) == width for line in lines)
        assert "2025" in lines[1]
        assert sum(line.rstrip().endswith("2") for line in lines) == 2
        strip = chart(hand).render_line(2)
        assert [segment.text for segment in strip if segment.style and segment.style.reverse] == ["2"]
        await hand.press("minus")
        assert any("├" in line and "┤" in line for line in hand.drawn.splitlines())


async def test_clicks(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.dialog("T")
        line = chart(hand).render_line(8).text
        await hand.pilot.click(chart(hand), offset=(line.index("2", 27), 8))
        await hand.settle()
        assert here(hand) == "Government of Dravenia · 2021-06 · 2 articles, 1 more about then"


async def test_hostile_names_titles_and_dates_are_drawn_and_do_nothing(reading: Reading, opened: Library) -> None:
    """What no actors file should hold, and days from the first year to the last."""
    row = opened.search("").hits[0].row
    bad = "[@click=app.quit]\x1b]52;c;eA==\x07 [/]" + "e\u0301\u0323" * 3000 + "\u202e🪖" * 900
    ends = [Period(date.min, date.max), Period(None, date.max), Period(date.min, None), Period()]
    rows = [replace(row, date=None, period=period, title=bad, factions=(bad, "a\nb")) for period in ends]
    rows += [
        replace(row, date=PartialDate(year), period=PartialDate(year).period, title="", path=bad) for year in (1, 9999)
    ]
    made = timeline(Results(Query(""), [replace(opened.search("").hits[0], row=each) for each in rows]), NOBODY)
    async with reading(80, 24) as hand:
        await hand.dialog("T")
        for unit in ("year", "month", "day"):
            drawn = grid(made, unit)
            assert drawn is not None
            chart(hand).show(drawn, 0, drawn.first)
            await hand.settle()
            await hand.press("dollar_sign", "h", "j", "l", "0", "right_square_bracket")
            assert not {"\x1b", "\x07", "\u202e"} & set(hand.drawn)
            assert all(strip.cell_length == 80 for strip in hand.screen._compositor.render_strips())
        assert hand.app.return_code is None


async def test_nothing_dated_says_so(reading: Reading, opened: Library) -> None:
    async with reading(80, 24) as hand:
        await hand.press("slash")
        await hand.type("date:1850")
        await hand.press("enter")
        await hand.answered("date:1850")
        await hand.press("T")
        await hand.until(lambda: hand.said)
        assert hand.said == "nothing is listed, so there is no time line"


def test_a_track_is_found_by_its_article(opened: Library) -> None:
    made = timeline(opened.search(""), opened.gazetteer)
    drawn = grid(made, "month")
    assert drawn is not None
    tracks: list[Track] = [drawn.tracks[drawn.row_of(place)] for place in range(len(made.hits))]
    assert all(place in track.line.articles for place, track in enumerate(tracks))
