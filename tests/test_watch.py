"""Following a folder: progress in lines, when to look again, and `briefing watch` while files come and go."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefing import library, watching
from briefing.cli import main
from briefing.progress import Meter, Progress, foremost, read

PATIENCE = 60
BARE = "import sys; sys.modules['watchfiles'] = None; from briefing.cli import run; run()"
"""As where the extra `[live]` is not installed."""


def write(file: Path, text: str = "Zebras\n\nZebras were seen in Tripoli on Monday.\n") -> None:
    """Written long ago, so that nobody waits for it to come to rest."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    os.utime(file, (1_600_000_000, 1_600_000_000 + len(text)))


# Progress


def test_progress_comes_as_lines_of_json(capsys: pytest.CaptureFixture[str], sample: Path) -> None:
    assert main(["index", "--progress", "--json", "--corpus", str(sample)]) == 0
    out, err = capsys.readouterr()
    told = [json.loads(line) for line in err.splitlines()]
    assert json.loads(out)["indexed"] == 16
    assert all(set(line) == {"stage", "done", "total", "rate", "left"} for line in told)
    last = {line["stage"]: line for line in told}
    assert all(line["done"] == line["total"] for line in last.values())
    assert max(line["total"] for line in told) == 16


def test_messages_stay_plain_lines_between_those_of_progress(capsys: pytest.CaptureFixture[str], sample: Path) -> None:
    (sample / "actors.yaml").write_text("nonsense: 1\n", "utf-8")
    assert main(["index", "--progress", "--corpus", str(sample)]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert any(line.startswith("the actors file has mistakes") for line in lines)
    assert {bool(read(line)) for line in lines} == {True, False}


def test_nobody_who_did_not_ask_is_told_of_progress(capsys: pytest.CaptureFixture[str], sample: Path) -> None:
    assert main(["index", "--corpus", str(sample)]) == 0
    assert capsys.readouterr().err == ""


METERED = [
    # (second, stage, done, total) …, and what is told: done, rate, left
    ([(0, "a", 0, 100)], [(0, None, None)]),
    ([(0, "a", 0, 100), (0.1, "a", 5, 100), (0.2, "a", 10, 100)], [(0, None, None), (10, 50.0, None)]),
    ([(0, "a", 0, 100), (1, "a", 10, 100)], [(0, None, None), (10, 10.0, 9.0)]),
    ([(0, "a", 0, 100), (6, "a", 10, 100), (12, "a", 70, 100)], [(0, None, None), (10, 1.7, 54.0), (70, 10.0, 5.1)]),
    ([(0, "a", 0, 9), (0.1, "a", 9, 9), (0.1, "a", 9, 9)], [(0, None, None), (9, 90.0, 0.0)]),
    ([(0, "a", 0, 100), (1, "a", 50, 100), (2, "a", 0, 100)], [(0, None, None), (50, 50.0, 1.0), (0, None, None)]),
    ([(0, "a", 0, 9), (1, "b", 0, 100), (2, "a", 4, 9)], [(0, None, None), (0, None, None), (4, 2.0, 2.5)]),
    ([(0, "a", 0, 100), (9, "a", 0, 100)], [(0, None, None), (0, 0.0, None)]),
]


@pytest.mark.parametrize(("steps", "expected"), METERED)
def test_the_rate_is_that_of_the_last_seconds(
    steps: list[tuple[float, str, int, int]], expected: list[tuple[int, float | None, float | None]]
) -> None:
    told: list[Progress] = []
    clock = iter([step[0] for step in steps])
    meter = Meter(told.append, lambda: next(clock))
    for _, stage, done, total in steps:
        meter(stage, done, total)
    assert [(progress.done, progress.rate, progress.left) for progress in told] == expected


WORDS = [
    (Progress("reading", 4200, 20000, 410.4, 37.6), "4,200 of 20,000 · 410/s · 38 s left"),
    (Progress("reading", 4200, 20000), "4,200 of 20,000"),
    (Progress("reading", 0, 20000, 0.0, None), "0 of 20,000"),
    (Progress("reading", 5, 20000, 20.0, 999.0), "5 of 20,000 · 20/s · 17 min left"),
    (Progress("reading", 5, 20000, 0.4, 49999.0), "5 of 20,000 · 13 h 54 min left"),
    (Progress("reading", 9, 9, 90.0, 0.0), "9 of 9 · 90/s"),
    (Progress("sealing", 0, 1), "sealing"),
]


@pytest.mark.parametrize(("progress", "words"), WORDS)
def test_progress_in_words_and_as_a_line(progress: Progress, words: str) -> None:
    assert progress.words() == words
    assert read(progress.line()) == progress


@pytest.mark.parametrize(
    "line", ["", "{}", "[1]", "null", "waiting for process 7", '{"stage": "a", "done": "x"}', "[" * 9000]
)
def test_any_other_line_is_no_progress(line: str) -> None:
    assert read(line) is None


def test_of_several_stages_the_largest_that_goes_on_is_shown() -> None:
    reading, words, ended = Progress("reading", 10, 100), Progress("words", 0, 40), Progress("sealing", 1, 1)
    assert foremost([words, ended, reading]) == reading
    assert foremost([ended]) is None


# When to look


MOMENTS = [
    # seconds between two looks at least; (second, did anything change?) …; the seconds of the looks
    (0, [(5, False), (6, False), (60, False)], [5]),
    (0, [(0, True), (1, False), (9, False)], [0]),
    (0, [(0, False), (1, True), (2, False), (3, False), (4, False)], [0, 3]),
    (0, [(0, False), (1, True), (2, True), (3, False), (4, False)], [0, 4]),
    (0, [(0, False), *((second, True) for second in range(1, 15)), (15, False), (16, False)], [0, 11, 16]),
    (0, [(0, False), (1, True), (3, False), (4, True), (6, False)], [0, 3, 6]),
    (10, [(0, False), (1, True), (3, False), (9, False), (10, False), (11, False)], [0, 10]),
    (10, [(0, False), (20, True), (22, False), (24, True), (26, False), (32, False)], [0, 22, 32]),
    (10, [(0, False), (9, True), (10, True), (11, True), (13, False)], [0, 13]),
]


@pytest.mark.parametrize(("apart", "signs", "expected"), MOMENTS)
def test_a_folder_is_looked_at_when_changes_came_to_rest(
    apart: float, signs: list[tuple[float, bool]], expected: list[float]
) -> None:
    now = 0.0

    def arrive() -> Iterator[bool]:
        nonlocal now
        for now, changed in signs:  # noqa: B007
            yield changed

    looks = [now for _ in watching.moments(arrive(), apart, lambda: now)]
    assert looks == expected


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes come to rest at once."""
    monkeypatch.setattr(watching, "QUIET", 0.02)
    monkeypatch.setattr(watching, "TICK", 50)
    monkeypatch.setattr(watching, "REST", 0)


@contextmanager
def following(folder: Path, *files: Path, said: list[str] | None = None) -> Iterator[Iterator[None]]:
    """What follows a folder, looked at once already; it ends rather than waits for ever."""
    stop = threading.Event()
    limit = threading.Timer(PATIENCE, stop.set)
    limit.start()
    try:
        found = watching.changes(
            folder, files, stop=stop, often=0.01, apart=0, say=said.append if said is not None else None
        )
        next(found)
        yield found
        stop.set()
        assert next(found, "over") == "over"
    finally:
        limit.cancel()


@pytest.fixture(params=["watched", "scanned"])
def followed(request: pytest.FixtureRequest, hasty: None, sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, with a watcher and without one."""
    if request.param == "scanned":
        monkeypatch.setitem(sys.modules, "watchfiles", None)
    else:
        pytest.importorskip("watchfiles")
    for path in sample.iterdir():
        os.utime(path, (1_600_000_000, 1_600_000_000))
    return sample


def test_what_comes_changes_and_goes_is_noticed(followed: Path, tmp_path: Path) -> None:
    actors = tmp_path / "elsewhere.yaml"
    with following(followed, actors) as looks:
        write(followed / "a.txt")
        next(looks)
        write(followed / "a.txt", "Lions\n\nNo zebra.\n")
        next(looks)
        write(followed / "deep" / "b.txt")
        next(looks)
        write(followed / "deep" / "c.txt")
        next(looks)
        (followed / "deep" / "b.txt").rename(followed / "d.txt")
        next(looks)
        (followed / "a.txt").unlink()
        next(looks)
        write(followed / "actors.yaml", "version: 1\n")
        next(looks)
        write(actors, "version: 1\n")
        next(looks)


def test_a_folder_that_goes_and_comes_back_is_followed_on(followed: Path, tmp_path: Path) -> None:
    with following(followed) as looks:
        followed.rename(tmp_path / "away")
        next(looks)
        (tmp_path / "away").rename(followed)
        next(looks)
        write(followed / "a.txt")
        next(looks)


def storm(folder: Path) -> None:
    """A thousand renames, folders that go and come back, pipes and links in place of files."""
    write(folder / "stirred.txt")
    for number in range(1000):
        (folder / ("stirred.txt", "turned.txt")[number % 2]).rename(folder / ("turned.txt", "stirred.txt")[number % 2])
        if number % 20 == 0:
            write(folder / "eddy" / "deep.txt")
            (folder / "eddy" / "deep.txt").unlink()
            os.mkfifo(folder / "eddy" / "pipe.txt")
            (folder / "eddy" / "pipe.txt").rename(folder / "pipe.txt")
            (folder / "eddy").rmdir()
            (folder / "eddy").symlink_to("/")
            (folder / "eddy").unlink()
    (folder / "pipe.txt").unlink()


def test_a_storm_of_changes_is_followed_to_its_end(followed: Path) -> None:
    said: list[str] = []
    with following(followed, said=said) as looks:
        storm(followed)
        next(looks)
        write(followed / "eddy" / "a.txt")
        next(looks)
        write(followed / "eddy" / "b.txt")
        next(looks)
    assert said == []


def test_links_are_not_followed(followed: Path, tmp_path: Path) -> None:
    (followed / "all").symlink_to("/")
    (followed / "loop").symlink_to(followed)
    with following(followed) as looks:
        write(followed / "a.txt")
        next(looks)


@pytest.mark.parametrize(
    "error", [OSError('OS file watch limit reached. about ["/a"]'), RuntimeError("error in underlying watcher")]
)
def test_where_no_more_can_be_watched_the_folder_is_scanned(
    error: Exception, hasty: None, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watchfiles = pytest.importorskip("watchfiles")
    for path in sample.iterdir():
        os.utime(path, (1_600_000_000, 1_600_000_000))

    class Refused:
        def __init__(self, *_: object, **__: object) -> None:
            raise error

    monkeypatch.setattr(watchfiles, "watch", Refused)
    said: list[str] = []
    with following(sample, said=said) as looks:
        write(sample / "a.txt")
        next(looks)
    (sentence,) = said
    assert str(error).partition(".")[0] in sentence
    assert "/a" not in sentence


# The command


@contextmanager
def watch(corpus: Path, *options: str, bare: bool = False) -> Iterator[subprocess.Popen[str]]:
    """`briefing watch`; killed where it says nothing for too long."""
    program = ["-c", BARE] if bare else ["-m", "briefing"]
    command = [sys.executable, *program, "watch", "--corpus", str(corpus), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        limit = threading.Timer(PATIENCE, process.kill)
        limit.start()
        try:
            yield process
        finally:
            limit.cancel()
            process.kill()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().rstrip()


def test_watch_says_what_is_new_until_it_is_interrupted(sample: Path, tmp_path: Path) -> None:
    library.index(sample)
    with watch(sample) as process:
        assert " 19 files: up to date; " in line(process)
        write(sample / "a.txt")
        assert " 1 file: 1 indexed; " in line(process)
        sample.rename(tmp_path / "away")
        assert line(process) == f"{sample} is gone; the index stays as it is until the folder is back."
        (tmp_path / "away" / "a.txt").unlink()
        write(tmp_path / "away" / "b.txt")
        write(tmp_path / "away" / "c.txt", "")
        (tmp_path / "away").rename(sample)
        assert " 3 files: 1 indexed, 1 gone, 1 unreadable; " in line(process)
        process.send_signal(signal.SIGINT)
        assert line(process) == "briefing: interrupted"
        assert process.wait() == 130


def test_watch_prints_the_object_of_an_update_and_ends_when_told_to(sample: Path) -> None:
    with watch(sample, "--json", bare=True) as process:
        assert json.loads(line(process))["indexed"] == 16
        write(sample / "a.txt")
        assert json.loads(line(process)).items() >= {"indexed": 17, "unchanged": 16}.items()
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 143
        assert line(process) == ""


def test_watch_goes_on_through_a_storm_and_leaves_nothing_running(sample: Path) -> None:
    with watch(sample, "--json") as process:
        assert json.loads(line(process))["indexed"] == 16
        storm(sample)
        write(sample / "a.txt")
        assert any(json.loads(line(process))["indexed"] == 18 for _ in range(3))
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 143
        assert line(process) == ""


def test_a_folder_that_never_was_cannot_be_watched(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["watch", "--corpus", str(tmp_path / "nowhere")]) == 2
    assert "there is no folder" in capsys.readouterr().err
