"""A folder that changes while it is read."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing import library, watching
from briefing.config import Config
from briefing.library import Library
from briefing.tui import indexing, upkeep

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading


FOLLOWED = Config()
PROGRESS = "indexing 4,200 of 20,000 · 410/s · 38 s left"


def add(living: Library) -> None:
    """All at once, as those save who do it well."""
    half = living.corpus.parent / "new.txt"
    half.write_text("A new one\n\nZebras were seen in Tripoli on Monday.\n", "utf-8")
    half.rename(living.corpus / "new.txt")


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


async def test_a_folder_that_goes_is_told_until_it_is_back(reading: Reading, living: Library, tmp_path: Path) -> None:
    async with reading(library=living) as hand:
        living.corpus.rename(tmp_path / "away")
        await look(hand)
        assert f"The folder {living.corpus} is gone"[: hand.app.size.width // 2] in hand.bottom
        assert hand.main.articles == 16
        (tmp_path / "away").rename(living.corpus)
        await look(hand)
        assert "is gone" not in hand.bottom


@pytest.fixture(autouse=True)
def urgent(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a nice process may wait longer than a test does."""
    monkeypatch.setattr("shutil.which", {}.get)


# Following the folder


@pytest.fixture(params=["watched", "scanned"])
def hasty(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes are followed at once, with a watcher and without one."""
    if request.param == "scanned":
        monkeypatch.setitem(sys.modules, "watchfiles", None)
    else:
        pytest.importorskip("watchfiles")
    for room, name, value in (
        (watching, "QUIET", 0.02),
        (watching, "TICK", 50),
        (watching, "FRESH_NS", 0),
        (watching, "REST", 0),
        (upkeep, "FOLLOW_AFTER", 0.01),
        (upkeep, "LOOK_FOR_CHANGES", 0.05),
        (upkeep, "APART", 0.0),
    ):
        monkeypatch.setattr(room, name, value)


async def test_what_comes_and_goes_is_followed_without_a_word(reading: Reading, living: Library, hasty: None) -> None:
    async with reading(library=living, config=FOLLOWED) as hand:
        await hand.press("j", "j", "j")
        here, before = hand.current, hand.main.articles
        add(living)
        await hand.until(lambda: hand.main.articles == before + 1)
        (living.corpus / "new.txt").unlink()
        await hand.until(lambda: hand.main.articles == before)
        await hand.settle()
        assert (hand.current, hand.said, hand.main.notices) == (here, "", ())


async def test_what_changed_before_the_reader_was_opened_is_followed_too(
    reading: Reading, living: Library, hasty: None
) -> None:
    add(living)
    async with reading(library=living, config=FOLLOWED) as hand:
        await hand.until(lambda: hand.main.articles == 17)
        await hand.until(lambda: not hand.upkeep._indexing)


async def test_what_cannot_be_indexed_is_said_and_tried_once_for_each_change(
    reading: Reading, living: Library, hasty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    async def fail(*_: object) -> tuple[str, bool]:
        made.append(1)
        return "the disk is full", True

    monkeypatch.setattr(upkeep, "indexed", fail)
    async with reading(library=living, config=FOLLOWED) as hand:
        add(living)
        await hand.until(lambda: hand.said == "the disk is full")
        await hand.until(lambda: hand.main.notices)
        for _ in range(5):
            await look(hand)
        assert made == [1]
        assert hand.main.notices == ("1 file changed · :index brings it up to date.",)


async def test_what_was_never_indexed_is_read_while_the_screen_is_open(reading: Reading, sample: Path) -> None:
    library.begin(sample)
    found = Library.open(sample)
    async with reading(library=found) as hand:
        await hand.until(lambda: hand.main.articles == 16)
        await hand.until(lambda: hand.main.opened is not None)
    found.close()


# The process that indexes


def hear(_: str) -> None:
    """Whatever is told."""


async def test_a_process_tells_how_far_it_is(living: Library) -> None:
    add(living)
    told: list[str] = []
    assert await indexing.indexed(living, told.append) == ("20 files: 1 indexed", False)
    assert told
    assert all(words.startswith("indexing ") for words in told)


async def test_progress_is_shown_until_it_ends(
    reading: Reading, opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = asyncio.Event()

    async def work(_: Library, tell: Callable[[str], None]) -> tuple[str, bool]:
        tell(PROGRESS)
        await done.wait()
        return "16 files", False

    monkeypatch.setattr(upkeep, "indexed", work)
    async with reading(100, 24) as hand:
        hand.upkeep.catch_up()
        await hand.until(lambda: PROGRESS in hand.bottom)
        assert "help" in hand.bottom
        hand.main.action_index()
        assert hand.bottom.rstrip().startswith(" the index is being brought up to date already")
        assert hand.bottom.rstrip().endswith(PROGRESS)
        done.set()
        await hand.until(lambda: PROGRESS not in hand.bottom)


async def test_a_failure_is_told(living: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Library, "actors_argument", ["--actors", str(tmp_path / "nowhere.yaml")])
    said, failed = await indexing.indexed(living, hear)
    assert failed
    assert "nowhere.yaml" in said


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[asyncio.subprocess.Process]:
    """The processes that were started; they do nothing, for a long time."""
    started = []
    original = asyncio.create_subprocess_exec

    async def slow(*_: str, **pipes: int) -> asyncio.subprocess.Process:
        process = await original("sh", "-c", "trap '' TERM; echo ready >&2; while :; do sleep 60; done", **pipes)  # type: ignore[arg-type]
        started.append(process)
        return process

    monkeypatch.setattr("asyncio.create_subprocess_exec", slow)
    return started


async def test_leaving_ends_a_process_even_one_that_would_go_on(
    living: Library, started: list[asyncio.subprocess.Process]
) -> None:
    ready = asyncio.Event()
    task = asyncio.create_task(indexing.indexed(living, lambda _: ready.set()))
    await ready.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert started[0].returncode == -signal.SIGKILL


async def test_a_process_that_was_killed_says_so(living: Library, started: list[asyncio.subprocess.Process]) -> None:
    ready = asyncio.Event()
    task = asyncio.create_task(indexing.indexed(living, lambda _: ready.set()))
    await ready.wait()
    os.killpg(started[0].pid, signal.SIGKILL)
    assert await task == ("The index was not brought up to date: the process was ended by signal 9.", True)


async def test_leaving_the_reader_ends_the_process(
    reading: Reading, living: Library, started: list[asyncio.subprocess.Process]
) -> None:
    async with reading(library=living) as hand:
        hand.main.action_index()
        await hand.until(lambda: hand.main.progress == "ready")
    async with asyncio.timeout(10):
        assert await started[0].wait() == -signal.SIGKILL


async def test_an_index_that_is_being_made_is_not_made_twice(
    reading: Reading, opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = asyncio.Event()

    async def wait(*_: object) -> tuple[str, bool]:
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

    async def wait(*_: object) -> tuple[str, bool]:
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
