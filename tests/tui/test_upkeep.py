"""A folder that changes while it is read."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing import library
from briefing.library import Library
from briefing.tui import upkeep

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading


def add(living: Library) -> None:
    (living.corpus / "new.txt").write_text("A new one\n\nZebras were seen in Tripoli on Monday.\n", "utf-8")


async def look(hand: Hand) -> None:
    hand.upkeep.look_for_changes()
    await hand.settle()


async def test_changes_are_noticed_and_indexed_by_a_process_of_its_own(reading: Reading, living: Library) -> None:
    async with reading(library=living) as hand:
        add(living)
        await look(hand)
        assert "1 file changed · :index brings it up to date" in hand.bottom
        assert "help" in hand.bottom
        before = hand.main.articles
        await hand.command("index")
        await hand.press("j", "k")
        await hand.until(lambda: hand.main.articles == before + 1)
        await hand.until(lambda: not hand.main.notices)
        await hand.until(lambda: "indexed" in hand.said)


async def test_a_broken_actors_file_is_told_until_it_is_mended(reading: Reading, living: Library) -> None:
    file = living.corpus / "actors.yaml"
    good = file.read_text("utf-8")
    async with reading(library=living) as hand:
        file.write_text(good + "nonsense: 1\n", "utf-8")
        await look(hand)
        assert "the actors file has mistakes: " in hand.bottom
        await hand.command("notices")
        assert "line" in hand.drawn
        assert "names are those of the last good file" in hand.drawn
        await hand.press("escape")
        file.write_text(good.replace("name: Khalifa Haftar", "name: Marshal Khalifa Haftar"), "utf-8")
        await look(hand)
        assert "The actors file changed · :index names anew" in hand.bottom
        library.index(living.corpus)
        hand.upkeep.look_for_news()
        await hand.until(lambda: not hand.main.notices)


async def test_notices_of_the_start_can_be_read_in_full(reading: Reading, living: Library) -> None:
    living.events = ("The marks could not be read and were set aside.",)
    living.standing = ("2 files changed" + upkeep._STALE + " x.",)
    async with reading(80, 24, library=living) as hand:
        assert "(+1 more: :notices)" in hand.bottom
        await look(hand)
        assert "notices" not in hand.bottom
        await hand.command("notices")
        assert "The marks could not be read and were set aside." in hand.drawn
        assert "2 files" not in hand.drawn


async def test_a_failure_is_told(living: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Library, "actors_argument", ["--actors", str(tmp_path / "nowhere.yaml")])
    said, failed = await upkeep.indexed(living)
    assert failed
    assert "nowhere.yaml" in said


async def test_leaving_ends_the_process(living: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    original = asyncio.create_subprocess_exec

    async def slow(*_: str, **pipes: int) -> asyncio.subprocess.Process:
        process = await original("sleep", "60", **pipes)  # type: ignore[arg-type]
        started.append(process)
        return process

    monkeypatch.setattr("asyncio.create_subprocess_exec", slow)
    task = asyncio.create_task(upkeep.indexed(living))
    while not started:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert started[0].returncode is not None


async def test_an_index_that_is_being_made_is_not_made_twice(
    reading: Reading, opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = asyncio.Event()

    async def wait(_: Library) -> tuple[str, bool]:
        await done.wait()
        return "16 files", False

    monkeypatch.setattr(upkeep, "indexed", wait)
    async with reading() as hand:
        hand.main.action_index()
        hand.main.action_index()
        assert hand.said == "the index is being brought up to date already"
        done.set()
        await hand.until(lambda: hand.said == "16 files")


async def test_the_index_follows_all_that_was_judged_in_the_meantime_once_and_quietly(
    reading: Reading, opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, made = asyncio.Event(), []

    async def wait(_: Library) -> tuple[str, bool]:
        made.append(done.is_set())
        await done.wait()
        return "16 files", False

    monkeypatch.setattr(upkeep, "indexed", wait)
    async with reading() as hand:
        for _ in range(3):
            hand.upkeep.catch_up()
            await hand.settle()
        assert made == [False]
        done.set()
        await hand.until(lambda: not hand.upkeep._indexing)
        assert made == [False, True]
        assert hand.said == ""
