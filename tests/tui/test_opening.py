"""The first frame, before everything is open; and what is under an open reader being taken away."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing import library
from briefing.index import generations
from briefing.library import Library
from briefing.paths import index_folder
from briefing.tui.app import BriefingApp

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

Glancing = Callable[[Library], AbstractAsyncContextManager["Hand"]]


@pytest.fixture
def glancing(hand_on: type[Hand]) -> Glancing:
    """`async with glancing(library) as hand`: the reader, while the library may still be opening."""

    @asynccontextmanager
    async def glance(opened: Library) -> AsyncIterator[Hand]:
        async with BriefingApp(opened).run_test(size=(120, 30)) as pilot:
            yield hand_on(pilot)
        opened.close()

    return glance


@pytest.fixture
def indexed(sample: Path) -> Path:
    """A copy of the sample corpus, indexed."""
    library.index(sample)
    return sample


async def test_the_newest_are_there_before_anything_else_is_open(indexed: Path, glancing: Glancing) -> None:
    whole = Library.open(indexed)
    rows = list(whole.rows)
    whole.close()
    held = Library.glance(indexed)
    assert held.front
    assert list(held.front.rows) == rows
    held.front = type(held.front)(held.front.rows[:2], 16, held.front.factions)
    with held._lock:
        async with glancing(held) as hand:
            await hand.pilot.pause()
            assert not held.loaded
            assert [hit.row for hit in hand.articles.hits] == rows[:2]
            assert "16 articles" in hand.drawn
            await hand.pilot.press("j", "r", "slash", *"dam")
            held._lock.release()
            try:
                await hand.until(lambda: hand.main.results and hand.main.results.query.text == "dam")
            finally:
                held._lock.acquire()
            assert held.marks(rows[1].id).read
            assert hand.main.searching


async def test_keys_pressed_too_early_are_answered_later(indexed: Path, glancing: Glancing) -> None:
    held = Library.glance(indexed)
    held._lock.acquire()
    async with glancing(held) as hand:
        await hand.pilot.press("f", "u", "M", "W", "question_mark", "escape")
        assert not held.loaded
        held._lock.release()
        await hand.until(lambda: held.loaded and hand.screen is not hand.main)
        assert "faction" in hand.drawn.lower()


@pytest.mark.parametrize("name", ["catalogue.sqlite", "front.json"])
async def test_a_damaged_index_is_made_anew_and_said(indexed: Path, glancing: Glancing, name: str) -> None:
    generation = generations.current(indexed)
    assert generation
    generation.close()
    file = generation.folder / name
    file.chmod(0o600)
    file.write_bytes(b"not what it was")
    held = Library.glance(indexed)
    async with glancing(held) as hand:
        await hand.until(lambda: "is being made anew" in hand.said or held.loaded)
        await hand.until(lambda: hand.main.opened is not None)
        assert len(held.rows) == 16
        sentence = f"The index could not be used ({name} is not as it was written) and was made anew."
        assert held.events == (sentence,)
        await hand.settle()
        await hand.command("notices")
        assert "The index could not be used" in hand.drawn


async def test_the_folder_vanishes(reading: Reading, living: Library) -> None:
    async with reading(library=living) as hand:
        shutil.rmtree(living.corpus)
        hand.upkeep.look_for_changes()
        await hand.settle()
        assert any(str(living.corpus) in notice for notice in hand.main.notices)
        await hand.press("j", "enter")
        assert hand.main.opened
        assert hand.main.opened.article.body


async def test_the_index_vanishes(reading: Reading, living: Library) -> None:
    async with reading(library=living) as hand:
        shutil.rmtree(index_folder(living.corpus))
        hand.upkeep.look_for_news()
        await hand.press("j", "enter")
        await hand.press("slash")
        await hand.type("ceasefire")
        await hand.settle()
        assert hand.app.is_running
        assert "index cannot be read any more" in hand.drawn or hand.asked == "ceasefire"
