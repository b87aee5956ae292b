"""The days that the time expressions of an article mean, said in the bottom line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.article import Article

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

NEXT, PREVIOUS = "right_curly_bracket", "left_curly_bracket"


async def go_to_one_with_times(hand: Hand) -> Article:
    """Put the cursor on an article that tells several times."""
    for hit in hand.articles.hits:
        hand.articles.highlight(hit)
        await hand.settle()
        if hand.main.opened and len(hand.main.opened.article.times) > 2:
            return hand.main.opened.article
    raise AssertionError("the corpus has none")


async def test_from_one_time_to_the_next(reading: Reading) -> None:
    async with reading(160, 40) as hand:
        article = await go_to_one_with_times(hand)
        first, second, *_ = article.times
        await hand.press(NEXT)
        assert hand.reader.current == (first.start, first.end)
        assert hand.said.startswith(f"1 of {len(article.times)}: “{first.text}”: ")
        await hand.press(NEXT)
        assert hand.reader.current == (second.start, second.end)
        await hand.press(PREVIOUS, PREVIOUS)
        assert hand.reader.current == (article.times[-1].start, article.times[-1].end)


async def test_the_mouse_over_a_time_and_a_click_on_it(reading: Reading) -> None:
    async with reading(160, 40) as hand:
        article = await go_to_one_with_times(hand)
        mentioned = {at for mention in article.mentions for at in range(mention.start, mention.end)}
        time = next(time for time in article.times if time.start not in mentioned)
        hand.reader.show((time.start, time.end))
        hand.reader.current = None
        y, x = hand.reader.sheet.place(time.start)
        here = (x + hand.reader._left, y - hand.reader.scroll_offset.y + 1)
        await hand.pilot.hover(hand.reader, offset=here)
        await hand.settle()
        assert hand.said.startswith(f"“{time.text}”: ")
        assert hand.reader.current is None
        await hand.pilot.click(hand.reader, offset=here)
        await hand.settle()
        assert hand.reader.current == (time.start, time.end)


async def test_an_article_that_tells_no_times(reading: Reading) -> None:
    async with reading() as hand:
        opened = hand.main.opened
        hand.main.opened = replace(opened, article=replace(opened.article, times=()))
        await hand.press(NEXT)
        assert hand.said == "no times are told"
