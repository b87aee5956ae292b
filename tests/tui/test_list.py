"""The list: headings of months, selection, the mouse, and marks as they are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, overload

import pytest
from textual import events

from briefing.library import Library
from briefing.results import INFERRED, POSSIBLE, UNDATED, Listed, Results, Row
from briefing.tui import rows
from briefing.tui.grouping import Group, Lines, groups, rule
from briefing.tui.messages import Marked
from briefing.tui.wrapping import cells

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading


@pytest.mark.parametrize(
    ("months", "headings"),
    [
        ([], []),
        (["2014-08", "2014-08", "2014-07"], ["2014-08 · 2 articles", "2014-07 · 1 article"]),
        (["2014-02", "2014", "2013-12"], ["2014-02 · 1 article", "2014 · 1 article", "2013-12 · 1 article"]),
        (["2014-01", "2014", "2014-01", "2014"], ["2014-01 · 3 articles, 1 of 2014 only", "2014 · 1 article"]),
        (["2014"] * 2 + ["2014-01"], ["2014 · 2 articles", "2014-01 · 1 article"]),
        (["2014-08"] * 1_204, ["2014-08 · 1,204 articles"]),
        (
            [INFERRED, INFERRED, UNDATED, POSSIBLE],
            ["date inferred · 2 articles", "undated · 1 article", "possibly within the dates · 1 article"],
        ),
    ],
)
def test_headings_say_what_stands_under_them(months: list[str], headings: list[str]) -> None:
    found = groups(months)
    assert [group.heading for group in found] == headings
    assert sum(group.count for group in found) == len(months)
    assert [rule(group, width) for group in found for width in (31,) if cells(rule(group, width)) != width] == []


LAYOUTS = [
    Lines(0, 2),
    Lines(5, 1),
    Lines(5, 2),
    Lines(5, 1, (Group("a", 0, 5),)),
    Lines(6, 2, (Group("a", 0, 1), Group("b", 1, 3), Group("c", 4, 2))),
]


@pytest.mark.parametrize("lines", LAYOUTS)
def test_every_line_is_a_heading_or_one_of_a_row(lines: Lines) -> None:
    expected: list[tuple[int, int] | Group] = []
    for row in range(lines.count):
        expected += [group for group in lines.groups if group.start == row]
        start, height = lines.span(row)
        expected += [(row, part) for part in range(lines.height)]
        assert (start, start + height) == (len(expected) - height, len(expected))
    assert [lines.at(line) for line in range(len(lines))] == expected
    assert lines.at(len(lines)) is None


@pytest.mark.parametrize("lines", LAYOUTS)
@pytest.mark.parametrize("far", [1, 2, 4, 100])
def test_a_page_on_is_another_row_that_is_in_sight_with_the_first_one(lines: Lines, far: int) -> None:
    for row in range(lines.count):
        on, back = lines.beyond(row, far), lines.beyond(row, -far)
        assert back < row < on
        if on < lines.count:
            assert on == row + 1 or sum(lines.span(on)) - sum(lines.span(row)) <= far
        if back >= 0:
            assert back == row - 1 or sum(lines.span(row)) - sum(lines.span(back)) <= far + 1


def headings(hand: Hand) -> list[str]:
    return [line.strip("─ ") for line in hand.lines(hand.articles) if line.startswith("── ")]


def title(hand: Hand) -> str:
    return str(hand.articles.border_title)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 12), (320, 16)])
async def test_by_month_on_demand(reading: Reading, opened: Library, width: int, height: int) -> None:
    async with reading(width, height) as hand:
        await hand.press("j", "b")
        assert hand.articles.cursor == 1
        months = [*hand.main.results.months]
        expected = [rule(group, hand.articles.size.width).strip("─ ") for group in groups(months)]
        assert any("inferred" in heading for heading in expected)
        assert hand.articles.virtual_size.height == rows.height(hand.articles.size.width) * len(months) + len(expected)
        await hand.press("g")
        assert hand.articles.scroll_offset.y == 0
        seen = headings(hand)
        while hand.articles.cursor < len(months) - 1:
            before = hand.articles.cursor
            await hand.press("pagedown")
            assert hand.articles.cursor > before
            assert any(line.startswith("▌") for line in hand.lines(hand.articles))
            seen += headings(hand)
        assert list(dict.fromkeys(seen)) == expected
        assert hand.articles.scroll_offset.y == hand.articles.max_scroll_y
        ids = [hit.row.id for hit in hand.articles.hits]
        await hand.press("g", "2", *["J"] * 5, "K")
        assert (hand.current, hand.focused) == (ids[4], "reader")
        opened.mark(ids[5:8], read=True)
        await hand.press("M")
        assert hand.current == ids[8]
        await hand.press("1", "b")
        assert headings(hand) == []
        assert hand.current == ids[8]


async def test_by_month_needs_the_order_of_dates_and_brings_it(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("slash")
        await hand.type("haftar")
        await hand.press("enter")
        await hand.answered("haftar")
        assert "best first" in title(hand)
        await hand.press("b")
        await hand.until(lambda: hand.main.order == "date")
        await hand.settle()
        assert headings(hand)
        assert hand.current == hand.main.opened.article.id
        await hand.press("slash")
        await hand.type(" date:2020")
        await hand.press("enter")
        await hand.answered("haftar date:2020")
        assert any(text.startswith("2020-12") for text in headings(hand))


async def test_the_mouse(reading: Reading, opened: Library) -> None:
    async with reading(160, 30) as hand:
        await hand.press("b")
        top = hand.articles.gutter.top
        y = next(y for y, line in enumerate(hand.lines(hand.articles)) if y and line.startswith("── "))
        await hand.pilot.click(hand.articles, offset=(9, top + y))
        await hand.settle()
        assert hand.articles.cursor == 0
        row, _ = hand.articles._lines.at(y + 1)
        await hand.pilot.click(hand.articles, offset=(9, top + y + 2))
        await hand.settle()
        assert hand.articles.cursor == row
        assert not opened.marks(hand.current).read
        await hand.pilot._post_mouse_events([events.MouseScrollDown], hand.articles, (9, top + y))
        await hand.settle()
        assert (hand.articles.cursor, hand.articles.scroll_offset.y > 0) == (row, True)
        await hand.pilot._post_mouse_events([events.MouseScrollUp], hand.articles, (9, top + y))
        await hand.settle()
        await hand.pilot.double_click(hand.articles, offset=(9, top + y + 1))
        await hand.settle()
        assert hand.focused == "reader"
        assert opened.marks(hand.current).read


async def test_the_heading_counts_what_is_selected_and_what_of_it_is_out_of_sight(reading: Reading) -> None:
    async with reading(160, 30) as hand:
        everything = {hit.row.id for hit in hand.articles.hits}
        await hand.press("asterisk")
        assert hand.main.selected == everything
        assert f"{len(everything)} selected" in title(hand)
        await hand.press("asterisk")
        assert hand.main.selected == frozenset()
        await hand.press("space", "space", "slash")
        await hand.type(f"id:{hand.articles.hits[0].row.id}")
        await hand.press("enter")
        await hand.answered(hand.search.query_one("Input").value)
        assert title(hand) == "1 article · 2 selected, 1 not listed"
        await hand.press("escape")
        assert hand.main.selected == frozenset()
        assert title(hand) == "1 article"


async def test_marks_are_in_the_row_at_once(reading: Reading, opened: Library) -> None:
    async with reading() as hand:

        def signs() -> set[str]:
            shown = "".join(line[:5] for line in hand.lines(hand.articles)[:2])
            return set(shown) - {" ", "▌"}

        assert signs() == {rows.UNREAD}
        await hand.press("s")
        assert signs() == {rows.UNREAD, rows.STARRED}
        await hand.press("m")
        assert signs() == {rows.PUT_OFF, rows.STARRED}
        await hand.press("r")
        assert signs() == {rows.ASIDE, rows.STARRED}
        opened.state.set("tag:arms", [hand.current], True)
        opened.state.note(hand.current, "ask again")
        hand.main.post_message(Marked())
        await hand.settle()
        assert signs() == {rows.ASIDE, rows.STARRED, rows.TAGGED, rows.NOTED}
        await hand.press("space", "k")
        assert rows.SELECTED in signs()
        await hand.press("u", "u")
        assert rows.TAGGED not in signs()


class Counted(Sequence[Row]):
    """Rows without end, which counts those that somebody looked at."""

    def __init__(self, row: Row, size: int) -> None:
        self.row, self.size, self.made = row, size, 0

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        assert isinstance(place, int)
        self.made += 1
        return replace(self.row, id=f"{place:010}")

    def __iter__(self) -> Iterator[Row]:
        return map(self.__getitem__, range(self.size))


class Endless:
    """An index of so many articles."""

    def __init__(self, row: Row, size: int) -> None:
        self.rows = Counted(row, size)
        self.ids: Sequence[str] = [f"{number:010}" for number in range(size)]
        self.months: Sequence[str] = [f"{2024 - number // 3_000}-01" for number in range(size)]
        self.by_id: Mapping[str, int] = {id: number for number, id in enumerate(self.ids)}


async def test_of_a_hundred_thousand_rows_only_those_in_sight_are_made(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        table = Endless(hand.articles.hits[0].row, 100_000)
        hand.main.results = Results(hand.main.results.query, Listed(table, range(100_000)))
        await hand.press("b", "asterisk", "G")
        assert hand.articles.virtual_size.height == 200_000 + 34
        assert (hand.articles.cursor, len(hand.main.selected)) == (99_999, 100_000)
        assert "── " not in hand.lines(hand.articles)[-1]
        await hand.press("pageup", "escape", "space")
        assert len(hand.main.selected) == 1
        assert table.rows.made < 1_000
