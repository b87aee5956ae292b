"""The overview of an actor: opened, gone through, left by every way, and drawn whatever it is of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefing.actors import Post
from briefing.dates import PartialDate, Period
from briefing.overview import Companion, Overview, Quoted, Seen, Tenure
from briefing.results import Facet
from briefing.tui.biography import laid_out
from briefing.tui.screens.overview import OverviewScreen
from briefing.tui.tenures import axis
from briefing.tui.widgets.ledger import Ledger
from briefing.tui.wrapping import cells

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

BORDER = "velmora/border-posts.txt"


async def look(hand: Hand, key: str = "ilan-orsek") -> Ledger:
    """The overview of somebody of the article about the border posts."""
    hand.articles.highlight(next(hit for hit in hand.articles.hits if hit.row.path == BORDER))
    await hand.settle()
    hand.panes.chosen = key
    await hand.dialog("o")
    assert isinstance(hand.screen, OverviewScreen)
    return hand.screen.query_one(Ledger)


async def to(hand: Hand, words: str) -> None:
    """Move to the entry that says this."""
    ledger = hand.screen.query_one(Ledger)
    for number, entry in enumerate(ledger._entries):
        if entry.target and any(words in text for line in entry.lines for text, _ in line):
            ledger.at = number
            await hand.settle()
            return
    raise AssertionError(words)


async def test_nobody_chosen_is_said(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("o")
        assert hand.said == "3 shows the actors of the article: choose one there first"


async def test_everything_is_there_and_a_statement_leads_to_its_words(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await look(hand)
        assert all(words in hand.drawn for words in ("Ilan Orsek", "Minister of Defence", "Posts", "▶", "▼"))
        await hand.press("G")
        assert "Statements" in hand.drawn
        await to(hand, "We have not become friends")
        await hand.press("enter")
        assert hand.screen is hand.main
        await hand.settle()
        assert hand.focused == "reader"
        assert hand.main.opened is not None
        body = hand.main.opened.article.body
        number = hand.panes.paragraph
        assert number is not None
        start, end = hand.main.opened.article.paragraphs[number - 1]
        assert "We have not become friends" in body[start:end]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("Ilan Orsek", "actor:ilan-orsek"),
        ("2024-09", "actor:ilan-orsek date:2024-09"),
        ("3  Ilan Orsek", '="Ilan Orsek" actor:ilan-orsek'),
    ],
)
async def test_enter_asks(reading: Reading, words: str, asked: str) -> None:
    async with reading() as hand:
        await look(hand)
        await to(hand, words)
        await hand.press("enter")
        await hand.answered(asked)
        assert hand.articles.hits


async def test_from_one_to_another_and_back(reading: Reading) -> None:
    async with reading(40, 12) as hand:
        ledger = await look(hand)
        begun = [ledger.at]
        for _ in range(8):
            await hand.press("tab")
            begun.append(ledger.at)
        assert len(set(begun)) >= 4
        assert begun[-1] in begun[:-1]
        await to(hand, "Marta Orsek")
        place = ledger.at
        await hand.press("enter")
        assert "Commander of the" in hand.drawn
        await hand.press("backspace")
        assert "Overview · Ilan Orsek" in hand.drawn
        assert ledger.at == place
        await hand.press("backspace")
        assert hand.screen is hand.main


@pytest.mark.parametrize("key", ["escape", "q", "o"])
async def test_leaving(reading: Reading, key: str) -> None:
    async with reading() as hand:
        await look(hand)
        await hand.press("j", "ctrl+d", "pagedown", "pageup", "ctrl+u", "g", "k", key)
        assert hand.screen is hand.main


HOSTILE = "[red]" + "x\x1b[31m\u202ezalgo\u0301" * 400 + "🏳️‍🌈 مرحبا"


@pytest.mark.parametrize("width", [20, 38, 78, 158])
@pytest.mark.parametrize("words", [HOSTILE, "", "a"], ids=["hostile", "empty", "short"])
def test_no_line_is_wider_than_there_is_room(width: int, words: str) -> None:
    day = PartialDate(2014, 8, 1)
    view = Overview(
        None,
        words,
        "person",
        'actor:"x"',
        (words,),
        articles=5_012,
        read=200,
        names=(Seen(words, 12_345, True),),
        posts=(Tenure(words, words, day, None, (words,), Period(day.period.first, None)),),
        years=(Facet("2014", "2014", 9_999), Facet("undated", "undated", 3)),
        months=tuple(Facet(f"{2000 + n // 12}-{n % 12 + 1:02}", "", n) for n in range(100)),
        undated=1,
        inferred=2,
        together=(Companion(None, words, 1),),
        statements=(Quoted("a", "2014-08-01", words, 3, 0, words, True, words),),
        more=1,
    )
    for entry in laid_out(view, Period(date(2015, 1, 1), None), width):
        for line in entry.lines:
            assert sum(cells(text) for text, _ in line) <= width


def tenure(start: str, end: str, cited: str = "") -> Tenure:
    begun, ended = (PartialDate.parse(text) if text else None for text in (start, end))
    first = PartialDate.parse(cited) if cited else None
    return Tenure("Post", None, begun, ended, (), Post("Post", start=begun, end=ended, first_cited=first).period)


@pytest.mark.parametrize(
    ("start", "end", "cited", "bar"),
    [
        ("2010", "2019", "", "━" * 20),
        ("2015", "", "", " " * 10 + "━" * 9 + "▶"),
        ("", "2014", "", "◀" + "━" * 9),
        ("2012-01", "2012-02", "", " " * 4 + "━"),
        ("", "2014", "2012", " " * 4 + "┄" + "━" * 5),
    ],
)
def test_bars(start: str, end: str, cited: str, bar: str) -> None:
    scale = axis([tenure("2010", "2019")], Period(), 20)
    assert scale is not None
    assert scale.bar(tenure(start, end, cited)) == bar


def test_the_day_of_the_article_is_marked_where_it_is_known() -> None:
    scale = axis([tenure("2010", "2019")], Period(), 20)
    assert scale is not None
    assert scale.years() == "2010      2015      "
    assert scale.marked(Period(date(2015, 1, 2), date(2015, 1, 2))) == " " * 10 + "▼"
    assert scale.marked(Period()) == ""
    assert axis([tenure("", "")], Period(), 20) is None
