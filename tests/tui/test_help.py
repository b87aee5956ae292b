"""The help: searched by typing, for the pane or the dialog one is in, true to the keys as they are bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Static

from briefing.config import Config
from briefing.parsing import FIELDS
from briefing.tui import keys, rows, sheet
from briefing.tui.manual import ASKING, CHIPS, sought
from briefing.tui.screens.help import HelpScreen

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

SOUGHT = [
    ("star", [("★", "starred"), ("s", "star")]),
    ("★", [("★", "starred")]),
    ("RÉSUMÉ", []),
    ("ctrl", []),
    ("above chip", [("date:2020 ×", "above the list stands what is asked, a chip for each clause")]),
    ("[zebra]", []),
]


def text(hand: Hand) -> str:
    """All that the help says, in sight or not."""
    return str(hand.screen.query_one(VerticalScroll).query_one(Static).render())


@pytest.mark.parametrize(("typed", "expected"), SOUGHT)
def test_rows_are_found_by_all_words_or_by_their_sign(typed: str, expected: list[tuple[str, str]]) -> None:
    signs = [("★", "starred"), ("●", "unread")]
    all_of_it = [("Signs", signs), ("Everywhere", [("s", "star")]), ("Chips", CHIPS)]
    assert [row for _, found in sought(all_of_it, typed) for row in found] == expected
    assert sought(all_of_it, "  ") == all_of_it


def test_every_field_of_the_language_has_an_example() -> None:
    said = " ".join(f"{example} {meaning}" for example, meaning in ASKING)
    assert all(f"{field}:" in said for field in FIELDS)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 12)])
async def test_what_is_typed_narrows_and_the_keys_scroll(reading: Reading, width: int, height: int) -> None:
    async with reading(width, height) as hand:
        await hand.dialog("question_mark")
        scroll = hand.screen.query_one(VerticalScroll)
        assert scroll.size.height > 2
        for down, up in (("down", "up"), ("pagedown", "pageup"), ("ctrl+d", "ctrl+u"), ("ctrl+end", "ctrl+home")):
            await hand.press(down)
            assert scroll.scroll_offset.y > 0, down
            await hand.press(up)
            assert scroll.scroll_offset.y == 0, up
        await hand.press("down")
        await hand.type("undo")
        assert "undo" in hand.drawn
        assert "half a page" not in text(hand)
        assert scroll.scroll_offset.y == 0
        await hand.type(" zebra")
        assert "no key and no sign is called so" in hand.drawn
        await hand.press("escape")
        assert hand.screen is hand.main


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_it_is_about_the_pane_and_its_key_closes_it(reading: Reading, key: str) -> None:
    async with reading() as hand:
        for pane, own, other in (("1", "select all that is listed", "Signs in"), ("3", "add to the actors", "EGY")):
            await hand.press(pane)
            await hand.dialog(key)
            here = text(hand).split("Signs in the list")[0]
            assert own in here
            assert other in text(hand)
            await hand.press(key)
            assert hand.screen is hand.main


async def test_it_tells_keys_by_what_they_are_for_then_signs_codes_and_how_to_ask(reading: Reading) -> None:
    async with reading() as hand:
        await hand.dialog("question_mark")
        said = text(hand)
        keys = ["In this pane", "Finding", "/ ", "Doing", "Looking", "Moving", "Panes"]
        headings = [*keys, "Signs in the list", "Factions", "Asking", "Chips", "Settings"]
        assert sorted(headings, key=said.index) == headings
        assert "VEL           Government of Velmora" in said
        for sign, meaning in (*rows.LEGEND, *sheet.SIGNS):
            assert sign in said
            assert meaning in said


async def test_a_dialog_has_a_help_of_its_own(reading: Reading) -> None:
    async with reading() as hand:
        await hand.dialog("f")
        await hand.press("f1")
        assert "In this dialog" in text(hand)
        assert "Signs" not in text(hand)
        await hand.press("f1")
        assert "[Factions]" in hand.drawn
        await hand.press("escape")
        await hand.dialog("S")
        await hand.press("question_mark")
        assert isinstance(hand.screen, HelpScreen)
        await hand.press("question_mark", "escape")
        assert hand.screen is hand.main


async def test_other_keys_are_shown_in_the_help_the_hints_and_the_palette(reading: Reading) -> None:
    config = Config(follow=False, keys={"do.star": ("x",), "app.help": ("f2",), "find.search": ("f5", "/")})
    async with reading(160, 40, config) as hand:
        assert "x star" in hand.bottom
        assert "f2 help" in hand.bottom
        await hand.dialog("f2")
        assert "\nx             star" in text(hand)
        assert "f5 /          search" in text(hand)
        await hand.press("f2")
        await hand.dialog("colon")
        await hand.type("star")
        await hand.until(lambda: "star  (x)" in hand.drawn)


async def test_keys_that_look_like_markup_are_shown_in_the_palette(reading: Reading) -> None:
    bound = {"find.search": ("/", "[", "B", "]"), "find.next-mention": (), "find.previous-mention": ()}
    async with reading(160, 40, Config(follow=False, keys=bound)) as hand:
        await hand.dialog("colon")
        await hand.type("search")
        await hand.until(lambda: "search  (/ [ B ])" in hand.drawn)


def every_id() -> set[str]:
    bound = [*keys.LIST, *keys.READER, *keys.ACTORS, *keys.PANES, *keys.MAIN, *keys.COMMANDS, *keys.APP]
    return {binding.id for binding in bound if not isinstance(binding, tuple) and binding.id}


async def test_every_action_is_in_the_help_and_in_the_palette(reading: Reading) -> None:
    from briefing.tui.commands import KeyCommands, commands

    async with reading() as hand:
        helped: set[str] = set()
        offered: set[str] = set()
        for pane in "123":
            await hand.press(pane)
            here = commands(hand.app, hand.main)
            said = {command.label for command in here}
            palette = {str(hit.text or hit.prompt) async for hit in KeyCommands(hand.main).discover()}
            for active in hand.main.active_bindings.values():
                binding = active.binding
                label = binding.tooltip or binding.description
                if binding.id and label in said:
                    helped.add(binding.id)
                if binding.id and any(text.startswith(f"{label}  (") for text in palette):
                    offered.add(binding.id)
        assert every_id() - helped == set()
        assert every_id() - offered == {"app.commands"}
