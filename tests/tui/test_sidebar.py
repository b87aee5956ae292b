"""The actors of an article on lines: whatever their names are, and however many there are of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.actors import NOBODY
from briefing.article import Article, Dating, Mention
from briefing.cast import companies
from briefing.tui.opened import Opened
from briefing.tui.sidebar import items
from briefing.tui.sparkline import sparkline
from briefing.tui.wrapping import cells

if TYPE_CHECKING:
    from tests.tui.conftest import Reading


@pytest.mark.parametrize(
    ("offsets", "length", "line"),
    [
        ([], 100, ""),
        ([0], 100, "█·······"),
        ([99], 100, "·······█"),
        ([0, 50, 51], 100, "▄···█···"),
        ([500], 100, "·······█"),
        ([0], 0, "█·······"),
        (list(range(100)), 100, "████████"),
    ],
)
def test_where_in_the_text(offsets: list[int], length: int, line: str) -> None:
    drawn = sparkline(offsets, length)
    assert len(drawn) == len(line)
    assert [sign == "·" for sign in drawn] == [sign == "·" for sign in line]
    assert drawn[:1] == line[:1]


def opened(names: list[str]) -> Opened:
    """An article that mentions these, one after the other."""
    mentions = tuple(
        Mention(
            at, at + 1, "x", "person", None, name, "post" if at % 2 else "unlisted", "", ("a", "b") if at % 5 else ()
        )
        for at, name in enumerate(names)
    )
    article = Article("a.txt", "a", "", "none", Dating(), "x" * len(names), mentions=mentions)
    return Opened(article, tuple(companies(article, NOBODY)), names={"a": "[red]" * 40, "b": "\x1b[31m"})


NAMES = [
    "Ilva Orsek",
    "",
    "[red]x[/]",
    "\x1b]8;;\x07" * 9,
    "👩‍👩‍👧" * 50,
    "z\u0301\u0302" * 300,
    "\u202eabc",
    "x" * 10_000,
    "مرحبا" * 30,
]


@pytest.mark.parametrize("width", [10, 24, 27, 60])
def test_no_line_is_wider_than_the_pane(width: int) -> None:
    drawn = list(items(opened(NAMES), {}, width))
    assert len([item for item in drawn if item.alive]) == len(NAMES)
    for item in drawn:
        for line in item.lines:
            assert sum(cells(text) for text, _ in line) <= max(12, width)
            assert line[0][0].startswith(" ")


async def test_two_thousand_actors_are_gone_through(reading: Reading) -> None:
    async with reading(160, 30) as hand:
        hand.panes.opened = opened([f"Person {number % 2_000}" for number in range(5_000)])
        await hand.press("3", "G")
        assert hand.panes.chosen == hand.actors.items[-1].id
        assert hand.panes.chosen.partition(":")[2] in hand.drawn
        await hand.press("g", "pagedown", "ctrl+d", "j", "k")
        assert hand.actors.highlighted is not None
        assert hand.actors.items[hand.actors.highlighted].id == hand.panes.chosen
