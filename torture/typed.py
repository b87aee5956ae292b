"""Queries of every kind in the search line of a reader without a terminal: typed, pasted, repaired and asked."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from briefing import library
from briefing.config import Config
from briefing.library import Library
from briefing.tui.app import BriefingApp
from briefing.tui.widgets.search_box import SearchBox
from torture import folders
from torture.asking import SAVED, any_query
from torture.trial import Attempt, Part

ARTICLES = 60
QUERIES = 6
"""Of one reader."""
PATIENCE = 60.0
_SHORT = 24
"""Characters that are typed one by one."""
_AFTER = ("enter", "enter", "tab", "escape", "up", "down", "backspace", "ctrl+u", "home")


@contextmanager
def _begin(folder: Path) -> Iterator[Attempt]:
    corpus = folders.make(folder / "corpus", ARTICLES)
    library.index(corpus)
    with Library.open(corpus) as opened:
        for name, query in SAVED.items():
            opened.state.save(name, query)

        def attempt(number: int, dice: random.Random) -> str | None:
            return asyncio.run(_typed(opened, dice))

        yield attempt


async def _typed(opened: Library, dice: random.Random) -> str | None:
    app = BriefingApp(opened, Config(follow=False))
    async with app.run_test(size=(dice.choice((40, 80, 120)), dice.choice((12, 24, 40)))) as pilot:
        await _settled(pilot)
        for _ in range(QUERIES):
            text = any_query(dice)
            if fault := await _asked(pilot, text, dice):
                return f"{fault} [{text[:600]!r}]"
    return None


async def _asked(pilot: Pilot[None], text: str, dice: random.Random) -> str | None:
    """Write it into the line; then the answer stands there, or what is wrong."""
    await pilot.press("escape", "slash")
    await _settled(pilot)
    box = pilot.app.screen_stack[0].query_one(SearchBox)
    line = box.query_one(Input)
    pilot.app.set_focus(line)
    if len(text) <= _SHORT:
        line.value = ""
        for letter in text:
            line.insert_text_at_cursor(letter)
            await pilot.pause()
    else:
        line.value = text
    await _settled(pilot)
    await pilot.press(dice.choice(_AFTER))
    await _settled(pilot)
    return None if pilot.app.is_running else "the reader ended"


async def _settled(pilot: Pilot[None]) -> None:
    """Wait until nothing is asked any more."""
    async with asyncio.timeout(PATIENCE):
        await pilot.pause()
        while any(worker.is_running for worker in pilot.app.workers if worker.group not in ("index", "following")):
            await asyncio.sleep(0.002)
            await pilot.pause()


PART = Part("typed", "P10", full=50, small=1, begin=_begin)
