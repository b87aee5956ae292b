"""Every size of the terminal: usable from 40 columns and 12 lines on, said to be too small below, and never broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.content import Content
from textual.widgets import TextArea

from briefing.config import Config
from briefing.library import Library
from briefing.tui.arrangement import SMALLEST
from briefing.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

SIZES = [(20, 5), (200, 60), (39, 12), (40, 12), (80, 24)]
DIALOGS = "f d v S p t c W T e O question_mark equals_sign exclamation_mark".split()


async def resized(hand: Hand, size: tuple[int, int]) -> None:
    await hand.pilot.resize_terminal(*size)
    await hand.until(lambda: all(screen._compositor.size == size for screen in hand.app.screen_stack))
    await hand.settle()


def holds(hand: Hand) -> None:
    """Every line is as wide as the screen, and what has the keys is in sight."""
    width, height = hand.app.size
    strips = hand.screen._compositor.render_strips()
    assert [strip.cell_length for strip in strips] == [width] * height
    if (large := width >= SMALLEST[0] and height >= SMALLEST[1]) and (focused := hand.app.focused):
        seen = focused.region.intersection(hand.screen.region)
        assert seen.width >= min(10, focused.region.width), (hand.screen, hand.app.size, focused.region)
        assert seen.height, (hand.screen, hand.app.size, focused.region)
    assert any(said.display for said in hand.screen.query("#small")) is not large


async def test_the_main_screen(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        for place in ("1", "2", "3"):
            await hand.press(place)
            for size in SIZES:
                await resized(hand, size)
                holds(hand)
            assert hand.focused == {"1": "list", "2": "reader", "3": "actors"}[place]


async def test_the_dialogs(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.press("3", "j", "j")
        for key in DIALOGS:
            await hand.dialog(key)
            for size in SIZES:
                await resized(hand, size)
                holds(hand)
            while hand.screen is not hand.main:
                await hand.press("escape")
            holds(hand)
            assert hand.focused == "actors"


TOO_SMALL = 30, 8
HEARD: list[tuple[dict[str, tuple[str, ...]], str, bool]] = [
    ({}, "q", True),
    ({"pane.back": ("x",)}, "x", True),
    ({"pane.back": ("x",), "do.star": ("q",)}, "q", False),
    ({}, "s", False),
    ({}, "space", False),
    ({}, "colon", False),
    ({}, "escape", False),
]
"""The keys that the user gave to actions, the one that is pressed, and whether that leaves."""


@pytest.mark.parametrize(("keys", "key", "leaves"), HEARD)
async def test_only_what_leaves_is_heard_where_nothing_is_seen(
    reading: Reading, opened: Library, keys: dict[str, tuple[str, ...]], key: str, leaves: bool
) -> None:
    async with reading(80, 24, Config(keys=keys, follow=False)) as hand:
        await hand.press("space")
        selected, focused = hand.articles.selected, hand.focused
        assert selected
        await resized(hand, TOO_SMALL)
        await hand.press(key)
        assert (hand.app.return_code is not None) is leaves
        if not leaves:
            await resized(hand, (80, 24))
            assert (hand.articles.selected, hand.focused) == (selected, focused)
            assert not opened.state.marks().get("starred")


async def test_a_note_is_not_written_blindly_but_left(reading: Reading, opened: Library) -> None:
    async with reading(80, 24) as hand:
        await hand.dialog("c")
        await hand.type("seen")
        await resized(hand, TOO_SMALL)
        await hand.type("q unseen")
        hand.app.post_message(events.Paste("unseen"))
        await hand.settle()
        assert hand.screen.query_one(TextArea).text == "seen"
        await hand.press("escape")
        assert hand.screen is hand.main
        await resized(hand, (80, 24))
        holds(hand)
        assert [note.text for note in opened.state.notes()] == ["seen"]


async def test_behind_a_dialog_nothing_says_too_small_any_more(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await resized(hand, TOO_SMALL)
        await hand.app.push_screen(PageScreen("Late", Content("it came meanwhile")))
        await resized(hand, (80, 24))
        assert not [said for screen in hand.app.screen_stack for said in screen.query("#small") if said.display]


async def test_a_command_entered_twice_is_run_once(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.dialog("colon")
        await hand.type("notices")
        await hand.until(lambda: hand.options.option_count)
        for _ in range(4):
            hand.app.post_message(events.Key("enter", "\r"))
        await hand.settle()
        assert hand.app.return_code is None
        await hand.until(lambda: hand.screen is hand.main or isinstance(hand.screen, PageScreen))


async def test_moving_among_no_actors(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.press("slash")
        await hand.type("zebra")
        await hand.press("enter", "3", "j", "G", "k", "g", "ctrl+d", "pageup")
        assert hand.app.return_code is None
