"""Every key of the main screen does what the design says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from briefing.config import Config
from briefing.library import Library
from briefing.tui import keys
from briefing.tui.screens.main import MainScreen
from briefing.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("down", "up")])
async def test_down_and_up_in_the_list_preview_without_reading(
    reading: Reading, opened: Library, down: str, up: str
) -> None:
    async with reading() as hand:
        first = hand.current
        await hand.press(down, down)
        assert hand.articles.cursor == 2
        assert hand.main.opened.article.id == hand.current
        await hand.press(up, up)
        assert hand.current == first
        assert not any(opened.marks(hit.row.id).read for hit in hand.articles.hits)


@pytest.mark.parametrize(("bottom", "top"), [("G", "g"), ("end", "home")])
async def test_to_the_bottom_and_the_top(reading: Reading, bottom: str, top: str) -> None:
    async with reading(height=14) as hand:
        await hand.press(bottom)
        assert hand.articles.cursor == len(hand.articles.hits) - 1
        await hand.press(top)
        assert hand.articles.cursor == 0
        await hand.press("2", bottom)
        assert hand.reader.scroll_offset.y == hand.reader.max_scroll_y > 0
        await hand.press(top)
        assert hand.reader.scroll_offset.y == 0
        await hand.press("3", bottom)
        assert hand.actors.highlighted == len(hand.actors.items) - 1


@pytest.mark.parametrize(("down", "up"), [("ctrl+d", "ctrl+u"), ("pagedown", "pageup")])
async def test_pages(reading: Reading, down: str, up: str) -> None:
    async with reading(height=14) as hand:
        await hand.press(down)
        assert hand.articles.cursor > 1
        await hand.press(up)
        assert hand.articles.cursor == 0
        await hand.press("2", down)
        assert hand.reader.scroll_offset.y > 1
        await hand.press(up)
        assert hand.reader.scroll_offset.y == 0


async def test_lines_in_the_reader_and_actors_in_the_sidebar(reading: Reading) -> None:
    async with reading(height=14) as hand:
        await hand.press("2", "j", "down")
        assert hand.reader.scroll_offset.y == 2
        await hand.press("k", "up")
        assert hand.reader.scroll_offset.y == 0
        await hand.press("3")
        first = hand.panes.chosen
        assert first is not None
        await hand.press("j", "j")
        assert hand.panes.chosen not in (None, first)
        await hand.press("k", "k")
        assert hand.panes.chosen == first


async def test_space_selects_in_the_list_and_pages_in_the_reader(reading: Reading, opened: Library) -> None:
    async with reading(height=14) as hand:
        ids = [hit.row.id for hit in hand.articles.hits[:2]]
        await hand.press("space", "space")
        assert hand.main.selected == set(ids)
        assert hand.articles.cursor == 2
        await hand.press("k", "space")
        assert hand.main.selected == {ids[0]}
        await hand.press("g", "2", "space")
        assert hand.reader.scroll_offset.y > 1
        assert opened.marks(hand.current).read


async def test_enter_opens_and_marks_as_read(reading: Reading, opened: Library) -> None:
    async with reading() as hand:
        await hand.press("j", "enter")
        assert hand.focused == "reader"
        assert opened.marks(hand.current).read


async def test_enter_on_an_actor_goes_to_the_first_mention(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("3", "enter")
        mention = next(m for m in hand.main.opened.article.mentions if m.key == hand.panes.chosen)
        assert hand.reader.current == (mention.start, mention.end)


PANES = (
    (["tab"], "reader"),
    (["tab", "tab"], "actors"),
    (["tab", "tab", "tab"], "list"),
    (["shift+tab"], "actors"),
    (["l"], "reader"),
    (["right", "right", "right"], "actors"),
    (["l", "l", "h"], "reader"),
    (["l", "left", "left"], "list"),
    (["2"], "reader"),
    (["3"], "actors"),
    (["3", "3"], "reader"),
    (["3", "1"], "list"),
    (["2", "q"], "list"),
    (["3", "escape"], "list"),
)


async def test_panes(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        for pressed, expected in PANES:
            await hand.press("1", *pressed)
            assert hand.focused == expected, pressed
            assert hand.app.focused.display


async def test_every_pane_can_be_reached_at_every_width(reading: Reading) -> None:
    async with reading(100, 24) as hand:
        for width in (100, 99, 60, 59, 40):
            await hand.pilot.resize_terminal(width, 24)
            await hand.until(lambda width=width: hand.panes.size.width == width)
            for key, expected in (("2", "reader"), ("3", "actors"), ("h", "reader"), ("1", "list")):
                await hand.press(key)
                assert hand.focused == expected
                assert hand.app.focused.display


async def test_next_and_previous_article_are_read(reading: Reading, opened: Library) -> None:
    async with reading() as hand:
        first = hand.current
        await hand.press("2", "J")
        second = hand.current
        assert second != first
        assert opened.marks(second).read
        assert hand.focused == "reader"
        await hand.press("K")
        assert hand.current == first
        assert opened.marks(first).read


async def test_next_unread(reading: Reading, opened: Library) -> None:
    async with reading() as hand:
        ids = [hit.row.id for hit in hand.articles.hits]
        opened.mark(ids[1:3], read=True)
        await hand.press("M")
        assert hand.current == ids[3]
        opened.mark(ids, read=True)
        await hand.press("M")
        assert hand.said == "nothing here is unread"


async def test_q_goes_back_then_quits(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("3", "q")
        assert hand.focused == "list"
        await hand.pilot.press("q")
        assert hand.app.return_code == 0


async def search(hand: Hand, text: str) -> None:
    await hand.press("slash")
    await hand.type(text)
    await hand.press("enter")
    await hand.answered(text)


async def test_search_answers_while_typing(reading: Reading) -> None:
    async with reading() as hand:
        everything = hand.main.results.total
        await hand.press("slash")
        await hand.type("haf")
        assert hand.asked == "haf"
        assert 0 < hand.main.results.total < everything
        await hand.type("tar")
        await hand.press("enter")
        await hand.answered("haftar")
        assert not hand.search.display
        assert hand.focused == "list"
        assert any("haftar" in line for line in hand.lines(hand.chips))


async def test_what_is_typed_before_the_line_is_there_is_typed_into_it(reading: Reading, opened: Library) -> None:
    async with reading() as hand:
        for letter in "/erst":
            hand.app.post_message(events.Key("slash" if letter == "/" else letter, letter))
        await hand.until(lambda: hand.asked == "erst")
        assert isinstance(hand.screen, MainScreen)
        assert not any(opened.marks(row.id).read or opened.marks(row.id).starred for row in opened.rows)


async def test_escape_leaves_the_search_and_keeps_the_query(reading: Reading) -> None:
    async with reading() as hand:
        await search(hand, "haftar")
        await hand.press("slash")
        await hand.type(" c")
        await hand.press("escape")
        assert hand.focused == "list"
        assert hand.asked == "haftar c"
        await hand.press("escape")
        assert hand.asked == "haftar c"


async def test_a_mistake_is_whispered_while_typing_and_stays_after_enter(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("slash")
        await hand.type("color")
        await hand.type(":x")
        assert hand.main.refusal.typing
        await hand.press("enter")
        assert hand.search.display
        assert not hand.main.refusal.typing
        remark = str(hand.search.query_one("#remark").render())
        assert "^^^" in remark
        assert "field color:" in remark
        await hand.press("escape")
        assert hand.asked == "color"


async def test_next_and_previous_hit(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("n")
        assert "no words" in hand.said
        await search(hand, "haftar")
        hits = hand.main.opened.hits
        await hand.press("n")
        assert hand.reader.current == hits[0]
        await hand.press("N")
        assert hand.reader.current == hits[-1]
        await hand.press("n")
        assert hand.reader.current == hits[0]
        assert hand.said == f"hit 1 of {len(hits)}"


async def test_next_and_previous_mention_of_anybody_and_of_the_chosen_actor(reading: Reading) -> None:
    async with reading() as hand:
        mentions = hand.main.opened.article.mentions
        await hand.press("right_square_bracket", "right_square_bracket")
        assert hand.reader.current == (mentions[1].start, mentions[1].end)
        await hand.press("left_square_bracket")
        assert hand.reader.current == (mentions[0].start, mentions[0].end)
        key = mentions[-1].key
        hand.panes.chosen = key
        await hand.press("right_square_bracket")
        chosen = [m for m in mentions if m.key == key]
        assert hand.reader.current in [(m.start, m.end) for m in chosen]
        assert f" of {len(chosen)}: " in hand.said


async def test_an_actor_of_the_sidebar_narrows(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("3", "a")
        await hand.until(lambda: hand.asked.startswith("actor:"))


async def test_sort(reading: Reading) -> None:
    async with reading() as hand:
        before = [hit.row.id for hit in hand.articles.hits]
        await hand.dialog("S")
        await hand.press("j", "enter")
        await hand.until(lambda: hand.main.order == "oldest")
        await hand.settle()
        assert [hit.row.id for hit in hand.articles.hits] != before
        assert "oldest first" in str(hand.articles.border_title)


@pytest.mark.parametrize(
    ("key", "mark", "said", "undone"),
    [
        ("r", "read", "read", "unread"),
        ("s", "starred", "starred", "no longer starred"),
        ("m", "aside", "set aside", "no longer set aside"),
    ],
)
async def test_marks_and_undo(reading: Reading, opened: Library, key: str, mark: str, said: str, undone: str) -> None:
    async with reading() as hand:
        await hand.press(key)
        assert getattr(opened.marks(hand.current), mark)
        assert hand.said == said
        await hand.press(key)
        assert not getattr(opened.marks(hand.current), mark)
        assert hand.said == undone
        await hand.press("u")
        assert getattr(opened.marks(hand.current), mark)
        assert hand.said.startswith("undone")


async def test_marks_go_to_the_selection(reading: Reading, opened: Library) -> None:
    async with reading() as hand:
        await hand.press("space", "space", "s")
        assert [opened.marks(hit.row.id).starred for hit in hand.articles.hits[:3]] == [True, True, False]
        assert hand.said == "2 articles starred"


async def test_nothing_to_undo(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("u")
        assert hand.said == "nothing to undo"


async def test_furniture(reading: Reading) -> None:
    async with reading() as hand:
        hits = [hit for hit in hand.articles.hits if hand.main._library.article(hit.row.id).furniture]
        hand.articles.highlight(hits[0])
        await hand.settle()
        assert not any(line.part == "furniture" for line in hand.reader.sheet.lines)
        await hand.press("F")
        assert any(line.part == "furniture" for line in hand.reader.sheet.lines)
        await hand.press("F")
        assert not any(line.part == "furniture" for line in hand.reader.sheet.lines)


async def test_reading_only(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("z")
        assert hand.reader.display
        assert not hand.articles.display
        assert not hand.actors.display
        await hand.press("z")
        assert hand.articles.display


async def test_narrower_and_wider(reading: Reading) -> None:
    async with reading(160, 30) as hand:
        lines = len(hand.reader.sheet.lines)
        await hand.press(*["less_than_sign"] * 8)
        assert len(hand.reader.sheet.lines) > lines
        await hand.press(*["greater_than_sign"] * 8)
        assert len(hand.reader.sheet.lines) == lines


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_runs_an_action(reading: Reading, opened: Library, key: str) -> None:
    async with reading() as hand:
        await hand.dialog(key)
        await hand.type("star")
        await hand.until(lambda: hand.screen.query_one("CommandList").option_count)
        await hand.press("enter")
        await hand.until(lambda: opened.marks(hand.current).starred)


async def test_keys_can_be_remapped_by_their_ids(reading: Reading, opened: Library) -> None:
    config = Config(keys={"do.star": ("x",), "do.aside": (), "app.notices": ("I",)})
    async with reading(config=config) as hand:
        await hand.press("s", "m")
        assert not opened.marks(hand.current).starred
        assert not opened.marks(hand.current).aside
        await hand.press("x")
        assert opened.marks(hand.current).starred
        await hand.dialog("I")
        assert isinstance(hand.screen, PageScreen)


def test_every_action_has_an_id_and_no_key_is_one_that_terminals_take() -> None:
    bound = [*keys.LIST, *keys.READER, *keys.ACTORS, *keys.PANES, *keys.MAIN, *keys.APP]
    for binding in bound:
        assert not isinstance(binding, tuple)
        assert binding.id
        assert not set(binding.key.split(",")) & {f"ctrl+{letter}" for letter in "hijmsbo"}
