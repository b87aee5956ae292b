"""The event loop is never held: any keys, while an index is being made, find a reader that answers."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from benchmarks import corpora
from benchmarks.pulse import Pulse
from briefing import library
from briefing.library import Library
from briefing.tui import keys

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

BEFORE, COMING, KEYS = 30, 300, 500
OUTSIDE = {"q", "O", "colon", "ctrl+p"}
"""Keys that leave the reader, or can: the palette can do anything."""
SEED = 6


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[tuple[Library, Callable[[], None]]]:
    """A small corpus, indexed and opened, and what makes it large."""
    corpus = tmp_path / "corpus"
    corpora.make(corpus, BEFORE, own=True)
    library.index(corpus)
    found = Library.open(corpus)

    def grow() -> None:
        corpora.make(tmp_path / "more", COMING, own=True)
        (tmp_path / "more" / "actors.yaml").unlink()
        (tmp_path / "more").rename(corpus / "more")

    yield found, grow
    found.close()


def pressed(dice: random.Random) -> str:
    """Any key that the main screen or a dialog knows."""
    bound = {
        key
        for group in (keys.LIST, keys.READER, keys.ACTORS, keys.MAIN, keys.PANES, keys.APP)
        for binding in group
        if not isinstance(binding, tuple)
        for key in binding.key.split(",")
    }
    usual = sorted(bound - OUTSIDE)
    return dice.choice([*usual, *["escape", "enter", "space", "j", "down", "pagedown", "backspace"] * 5])


async def test_any_keys_while_an_index_is_made(
    reading: Reading,
    growing: tuple[Library, Callable[[], None]],
    record_property: Callable[[str, object], None],
) -> None:
    opened, grow = growing
    grow()
    dice, pulse = random.Random(SEED), Pulse()
    async with reading(120, 30, library=opened) as hand:
        hand.main.action_index()
        beating = asyncio.create_task(pulse.beat())
        try:
            await hand.pilot.press(*(pressed(dice) for _ in range(KEYS)))
        finally:
            beating.cancel()
        record_property("longest gap in ms", round(1000 * pulse.longest()))
        for when, where in pulse.held:
            print(f"{when:.3f} {where}")
        print(f"longest gap: {1000 * pulse.longest():.0f} ms")
        assert pulse.late
        await back(hand)
        await hand.until(lambda: len(opened.rows) == BEFORE + COMING)
        await hand.until(lambda: not hand.main.progress)
        await hand.press("slash", "ctrl+u")
        await hand.type("date:2010..")
        await hand.press("enter")
        await hand.answered("date:2010..")
        assert 0 < len(hand.articles.hits) < BEFORE + COMING
        assert hand.app.return_code is None


async def back(hand: Hand) -> None:
    """Out of every dialog and line, to the main screen."""
    for _ in range(20):
        await hand.settle()
        if hand.screen is hand.main and not isinstance(hand.app.focused, Input):
            return
        await hand.press("escape")
    raise AssertionError(f"escape does not lead out of {hand.screen}")
