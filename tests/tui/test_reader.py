"""Reading one article: finding in it, its paragraphs, its measure, and the place where it was left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefing.library import Library
from briefing.speaking import statements
from briefing.state import words_hash
from briefing.tui.messages import GoTo
from briefing.tui.opened import Opened
from briefing.tui.sheet import BAR
from briefing.tui.widgets.find_line import FindLine

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

NEXT, PREVIOUS = "right_parenthesis", "left_parenthesis"


def barred(hand: Hand) -> str:
    """The text beside the bar, as it is drawn."""
    lines = [line.partition(BAR) for line in hand.lines(hand.reader)]
    return " ".join(text.strip() for _, bar, text in lines if bar)


def opened_in(hand: Hand) -> Opened:
    assert hand.main.opened is not None
    return hand.main.opened


async def go_to_long_one(hand: Hand) -> None:
    """Put the cursor on an article that does not fit on the screen twice over."""
    for hit in hand.articles.hits:
        hand.articles.highlight(hit)
        await hand.settle()
        if len(hand.reader.sheet.lines) > 2.5 * hand.reader.size.height and hit.row.title_basis == "printed":
            return
    raise AssertionError("the corpus has none")


async def test_finding_words_in_the_article(reading: Reading) -> None:
    async with reading(100, 20) as hand:
        await hand.press("slash", *"haftar", "enter", "2")
        await hand.answered("haftar")
        hits, body = opened_in(hand).hits, opened_in(hand).article.body
        places = [at for at in range(len(body)) if body[at : at + 4].lower() == "the "]
        await hand.press("down", "ctrl+f", *"THE", "space")
        line = hand.lines(hand.reader.screen.query_one(FindLine).query_one(".find--count"))[0]
        assert line.strip() == f"1 of {len(places)}"
        assert hand.reader.current == (places[0], places[0] + 4)
        await hand.press("enter", "n")
        assert hand.focused == "reader"
        assert hand.said == f"“THE ”: 2 of {len(places)}"
        await hand.press("N", "N")
        assert hand.reader.current is not None
        assert hand.reader.current[0] == places[-1]
        await hand.press("escape", "n")
        assert hand.focused == "reader"
        assert hand.reader.current in hits
        assert hand.said.startswith("hit ")
        await hand.press("escape")
        assert hand.focused == "list"
        assert hand.asked == "haftar"


async def test_what_is_not_found_leaves_one_where_one_was(reading: Reading) -> None:
    async with reading(100, 16) as hand:
        await go_to_long_one(hand)
        await hand.press("2", "ctrl+d", NEXT)
        before = hand.reader.scroll_offset.y, hand.reader.paragraph
        await hand.press("ctrl+f", *"the")
        await hand.press("down", "down", *"zzz")
        assert "nothing found" in hand.drawn
        await hand.press("escape")
        assert (hand.reader.scroll_offset.y, hand.reader.paragraph) == before
        assert hand.reader.current is None
        assert hand.focused == "reader"
        assert not hand.screen.query_one(FindLine).display


async def test_the_bar_goes_from_paragraph_to_paragraph_and_what_is_marked_is_copied(reading: Reading) -> None:
    async with reading(100, 16) as hand:
        await go_to_long_one(hand)
        article = opened_in(hand).article
        assert not barred(hand)
        await hand.press("2")
        assert hand.main._subject.paragraph == 1
        await hand.press(NEXT, NEXT)
        assert hand.said.startswith(f"¶ 3 of {len(article.paragraphs)}")
        assert hand.main._subject.paragraph == 3
        start, end = article.paragraphs[2]
        shown = barred(hand)
        assert shown
        assert " ".join(article.body[start:end].split()).startswith(shown)
        await hand.press("y")
        assert hand.said == "copied: ¶ 3 with its citation"
        assert hand.app.clipboard.startswith(f"“{shown}")
        assert hand.app.clipboard.endswith(f"{article.id} ¶3")
        await hand.press(PREVIOUS, *[PREVIOUS] * 9)
        assert hand.main._subject.paragraph == 1
        await hand.press("G")
        assert hand.main._subject.paragraph > 3
        assert barred(hand)


async def test_nothing_is_copied_from_beside_the_reader(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("y")
        assert hand.app.clipboard == ""
        assert "2 goes there" in hand.said


async def test_the_days_of_the_time_one_stands_on(reading: Reading) -> None:
    async with reading(100, 30) as hand:
        for hit in hand.articles.hits:
            hand.articles.highlight(hit)
            await hand.settle()
            if opened_in(hand).article.times:
                break
        article = opened_in(hand).article
        number = next(number for number, (_, end) in enumerate(article.paragraphs, 1) if article.times[0].start < end)
        await hand.press("2", *[NEXT] * (number - 1) or [PREVIOUS])
        assert f"¶ {number} of " in hand.said
        assert f"“{article.times[0].text}”: " in hand.said


async def test_narrower_and_wider_are_kept(reading: Reading, opened: Library) -> None:
    async with reading(80, 24) as hand:
        before = hand.panes.measure
        await hand.press("2", "plus")
        assert hand.panes.measure == before
        assert "no room for more" in hand.said
        drawn = hand.reader.width
        await hand.press("less_than_sign")
        assert hand.reader.width == drawn - 4
    async with reading(160, 30) as hand:
        assert hand.reader.width == drawn - 4
        await hand.press("z", "plus", "greater_than_sign")
        assert hand.reader.width == drawn + 4
        assert opened.state.setting("measure") == str(drawn + 4)
        await hand.press(*["minus"] * 9)
        assert hand.said == "lines of 40 cells"


async def test_an_article_is_gone_on_with_where_it_was_left(reading: Reading, opened: Library) -> None:
    async with reading(100, 14) as hand:
        await go_to_long_one(hand)
        id = hand.current
        await hand.press("j", "k")
        assert opened.state.place(id) == 0
        await hand.press("enter", "space", "space")
        top = hand.lines(hand.reader)[0]
        place = hand.reader._top_offset()
        await hand.press("J")
        assert opened.state.place(id) == place
        await hand.press("K")
        assert hand.lines(hand.reader)[0] == top
        assert hand.said.startswith("where you left off")
        await hand.press("g", "q")
        assert opened.state.place(id) == 0


async def test_a_preview_starts_at_the_top_and_a_passage_goes_before_the_place(
    reading: Reading, opened: Library
) -> None:
    async with reading(100, 14) as hand:
        await go_to_long_one(hand)
        id, article = hand.current, opened_in(hand).article
        opened.state.keep_place(id, article.paragraphs[-1][0])
        await hand.press("j", "k")
        assert hand.reader.scroll_offset.y == 0
        hand.panes.post_message(GoTo(id, article.paragraphs[1][0]))
        await hand.settle()
        assert hand.main._subject.paragraph == 2
        await hand.press("q", "j", "k", "enter")
        assert hand.reader.scroll_offset.y > 0
        assert hand.said.startswith("where you left off")


@pytest.mark.parametrize("separator", ["\n\n", " "])
async def test_a_megabyte_is_laid_out_behind_what_is_in_sight(reading: Reading, separator: str) -> None:
    async with reading(100, 24) as hand:
        opened = opened_in(hand)
        body = separator.join(f"Sentence {number} tells that the ferry was late again." for number in range(20_000))
        there = body.index("Sentence 19000 ")
        hits = tuple((at, at + 8) for at in range(0, len(body), 50))
        article = replace(opened.article, id="long", body=body, mentions=(), times=(), furniture=(), dateline=None)
        hand.main.opened = replace(opened, article=article, hits=hits, place=0)
        assert not hand.reader.sheet.whole
        assert len(hand.reader.sheet.lines) <= 1_000
        hand.panes.go("reader")
        hand.panes.show_passage(there)
        await hand.settle()
        assert hand.reader.sheet.whole
        assert "Sentence 19000 " in "\n".join(hand.lines(hand.reader))
        await hand.press("N")
        assert f" of {len(hits):,}" in hand.said
        await hand.press("G", "less_than_sign")
        assert "Sentence 19999 " in "\n".join(hand.lines(hand.reader))


async def test_arriving_at_a_paragraph_says_who_speaks_in_it_on_which_side_and_what_was_noted(
    reading: Reading, opened: Library
) -> None:
    hits = opened.search('"have not become friends"').hits
    assert len(hits) == 1
    article = opened.article(hits[0].row.id)
    said = next(found for found in statements(article) if found.direct and found.speaker == "ilan-orsek")
    opened.state.note(
        article.id,
        "ask\nhim [b]again[/b]",
        said.paragraph,
        words_hash(article.body[slice(*article.paragraphs[said.paragraph - 1])]),
    )
    async with reading() as hand:
        hand.panes.post_message(GoTo(article.id, article.paragraphs[said.paragraph - 2][0]))
        await hand.until(lambda: hand.main.opened.article.id == article.id and hand.focused == "reader")
        await hand.settle()
        await hand.press(NEXT)
        assert f"¶ {said.paragraph} of " in hand.said
        assert "note: ask him [b]again[/b]" in hand.said
        assert "Ilan Orsek (VEL) speaks" in hand.said
