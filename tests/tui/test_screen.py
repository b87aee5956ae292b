"""What the screen shows, and what cannot be done to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefing.library import Library
from briefing.query import Query
from briefing.results import Hit, Results
from briefing.tui.app import BriefingApp

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

MARKUP = "[@click=app.quit]"


async def test_markup_in_a_title_is_text_and_nothing_to_click(reading: Reading) -> None:
    async with reading(160, 40) as hand:
        index = next(i for i, hit in enumerate(hand.articles.hits) if MARKUP in hit.row.title)
        hand.articles.cursor = index
        await hand.settle()
        line = next(y for y, text in enumerate(hand.lines(hand.reader)) if MARKUP in text)
        column = hand.lines(hand.reader)[line].index(MARKUP) + 3
        for pane, y in ((hand.reader, line), (hand.articles, 2 * index + 1)):
            for x in range(0, pane.size.width, 3):
                await hand.pilot.click(pane, offset=(x, y + 1))
        assert column > 0
        assert hand.app.return_code is None
        strips = hand.reader.render_line(line), hand.articles.render_line(2 * index + 1)
        assert not any(segment.style.meta for strip in strips for segment in strip if segment.style)


async def test_control_characters_in_a_query_never_reach_the_screen(reading: Reading) -> None:
    async with reading() as hand:
        hand.main._say("file \x1b]52;c;eA==\x07 na\u202eme\udcff")
        assert "\x1b" not in hand.lines(hand.main.query_one("StatusLine"))[0]
        assert hand.lines(hand.main.query_one("StatusLine"))[0].startswith(" file ]52;c;eA== name\ufffd")


@pytest.mark.parametrize(("width", "height", "before"), [(40, 12, "2"), (60, 20, "3"), (80, 24, "3"), (160, 40, "z")])
async def test_searching_brings_the_list_forward(reading: Reading, width: int, height: int, before: str) -> None:
    async with reading(width, height) as hand:
        await hand.press(before, "slash")
        await hand.type("haftar")
        assert hand.asked == "haftar"
        assert hand.articles.display
        assert any("Haftar" in line for line in hand.lines(hand.articles))


async def test_nothing_found_says_what_to_try(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("slash")
        await hand.type("faction:lna zebra")
        await hand.press("enter")
        await hand.answered("faction:lna zebra")
        text = "\n".join(hand.lines(hand.articles))
        assert "Nothing matches." in text
        assert "drop zebra: 9 would remain" in text
        assert hand.main.opened is None


async def test_clicks(reading: Reading) -> None:
    async with reading(160, 40) as hand:
        await hand.pilot.click(hand.articles, offset=(10, 6))
        await hand.settle()
        assert hand.articles.cursor == 2
        mention = hand.main.opened.article.mentions[0]
        y, x = hand.reader.sheet.place(mention.start)
        await hand.pilot.click(hand.reader, offset=(x + hand.reader._left, y + 1))
        await hand.settle()
        assert hand.panes.chosen == mention.key
        assert hand.focused == "reader"
        await hand.pilot.click(hand.articles, offset=(10, 6), times=2)
        await hand.settle()
        assert hand.focused == "reader"


async def test_a_click_on_a_group_inside_of_a_post_chooses_the_group(reading: Reading) -> None:
    async with reading(160, 40) as hand:
        path = "turkish-forces-warnings.md"
        hand.articles.cursor = next(i for i, hit in enumerate(hand.articles.hits) if hit.row.path == path)
        await hand.settle()
        mentions = hand.main.opened.article.mentions
        post = next(m for m in mentions if m.text == "Libyan army commander")
        assert [m.actor for m in mentions if post.start <= m.start and m.end <= post.end and m != post] == ["lna"]
        for offset, actor in ((post.start, "lna"), (post.end - 1, "khalifa-haftar")):
            y, x = hand.reader.sheet.place(offset)
            await hand.pilot.click(hand.reader, offset=(x + hand.reader._left, y + 1))
            await hand.settle()
            assert hand.panes.chosen == actor


async def test_a_click_drops_a_chip(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("slash")
        await hand.type("haftar cairo")
        await hand.press("enter")
        await hand.answered("haftar cairo")
        line = hand.lines(hand.chips)[0]
        await hand.pilot.click(hand.chips, offset=(line.index("haftar"), 0))
        await hand.answered("cairo")


async def test_a_click_on_an_actor_chooses_and_goes_there(reading: Reading) -> None:
    async with reading(160, 40) as hand:
        await hand.pilot.click(hand.actors, offset=(5, 2))
        await hand.settle()
        assert hand.panes.chosen is not None
        assert hand.reader.current is not None


async def test_the_smallest_size_is_usable(reading: Reading) -> None:
    async with reading(40, 12) as hand:
        assert hand.articles.display
        await hand.press("j", "enter")
        assert hand.reader.display
        assert hand.reader.size.height >= 8
        await hand.press("q", "slash")
        await hand.type("haftar")
        await hand.press("enter")
        await hand.answered("haftar")


async def test_below_it_says_so(reading: Reading) -> None:
    async with reading(39, 12) as hand:
        for width, height in ((39, 12), (40, 11), (10, 3)):
            await hand.pilot.resize_terminal(width, height)
            await hand.until(lambda: "small" in hand.drawn)
            assert "articles" not in hand.drawn
            await hand.pilot.resize_terminal(80, 24)
            await hand.until(lambda: "16 articles" in hand.drawn)


async def test_the_article_under_the_cursor_stays_when_the_answer_changes(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("slash")
        await hand.type("haftar")
        await hand.press("enter")
        await hand.answered("haftar")
        await hand.press("j", "j")
        current = hand.current
        await hand.press("backspace")
        await hand.answered("")
        assert hand.current == current


async def test_an_answer_to_a_question_that_is_no_longer_asked_is_not_shown(reading: Reading) -> None:
    async with reading() as hand:
        for text in ("h", "ha", "haf", "haft"):
            hand.search.post_message(_asked(text))
        await hand.answered("haft")
        assert hand.main.results.query.text == "haft"


def _asked(text: str) -> object:
    from briefing.tui.messages import Ask

    return Ask(text, typing=True)


async def test_a_newer_index_is_opened_and_the_place_kept(
    reading: Reading, opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as hand:
        await hand.press("j", "j")
        current = hand.current
        monkeypatch.setattr(opened, "refresh", lambda: True)
        before = hand.main.results
        hand.upkeep.look_for_news()
        await hand.until(lambda: hand.main.results is not before)
        await hand.settle()
        assert hand.current == current


async def test_a_hundred_thousand_rows(reading: Reading) -> None:
    async with reading() as hand:
        hit = hand.articles.hits[0]
        many = tuple(Hit(replace(hit.row, id=hit.row.id if n == 0 else f"{hit.row.id}{n}")) for n in range(100_000))
        hand.main.results = Results(Query(""), many)
        await hand.settle()
        await hand.press("G")
        assert hand.articles.cursor == 99_999
        assert "100,000 articles" in str(hand.articles.border_title)


THEMES = ["briefing-light", "briefing-dark", "textual-dark", "nord", "textual-light", "ansi-dark"]


async def test_every_theme_draws_every_pane(reading: Reading) -> None:
    async with reading(160, 40) as hand:
        for theme in THEMES:
            hand.app.theme = theme
            await hand.settle()
            assert all(any(line.strip() for line in hand.lines(pane)) for pane in (hand.articles, hand.reader))
            assert hand.said == f"{theme} is kept"


async def test_without_colours_the_cursor_and_the_hits_are_still_seen(
    opened: Library, monkeypatch: pytest.MonkeyPatch, hand_on: type[Hand]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = BriefingApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = hand_on(pilot)
        await hand.until(lambda: hand.main.opened is not None)
        await hand.press("slash")
        await hand.type("haftar")
        await hand.press("enter")
        await hand.answered("haftar")
        await hand.press("n")
        drawn = [segment for y in range(22) for segment in hand.reader.render_line(y)]
        filtered = app._filters[-1].apply(drawn, app.background_colors[0])
        styles = [segment.style for segment in filtered if segment.text.lower() == "haftar" and segment.style]
        assert styles
        assert all(style.reverse for style in styles)
        assert all(style.color is None or style.color.is_default for style in styles)
        assert hand.lines(hand.articles)[0].startswith("▌")


async def test_hints_are_taken_by_a_click(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        for words, seen in (("/ search", "find"), ("? f1 help", "Keys and signs")):
            await hand.pilot.click("StatusLine", offset=(hand.bottom.index(words) + 1, 0))
            await hand.settle()
            assert seen in hand.drawn
            await hand.press("escape")
