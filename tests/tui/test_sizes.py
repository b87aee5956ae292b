"""Every size of the terminal: usable from 40 columns and 12 lines on, said to be too small below, and never broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

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
