"""Mistakes of our own, planted in real runs: one sentence, a report, and not a word of what was read."""

from __future__ import annotations

import contextlib
import os
import pty
import stat
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from briefing import crash, library
from briefing.crash import KEPT, reports
from tests.conftest import PROJECT

SECRET = "the informant is Ilda Quorrin"
SECRET_WORDS = ("informant", "Ilda", "Quorrin")
ARTICLE = f"Ferries resume at Pasla\n\n12 May 2021\n\nA source said that {SECRET}, of the harbour board.\n"
BEGIN = f"""
import contextlib, os, sys, threading
from briefing import library
secret = {SECRET!r}

def fail(*given, **named):
    held = secret
    try:
        raise ValueError("at first " + held)
    except ValueError as error:
        raise KeyError(held) from error
"""
END = "\nfrom briefing.cli import run\nrun()\n"
IN_A_THREAD = "library.Library.load = lambda self, **named: (_ for _ in ()).throw(KeyError(secret))"
WAITING = "library.Library.open = lambda *_, **__: (threading.Thread(target=fail).start(), threading.Event().wait(60))"
READER = {
    "a method that a message calls": "from briefing.tui.screens.main import MainScreen\nMainScreen.on_mount = fail",
    "drawing": "from briefing.tui.widgets.article_list import ArticleList\nArticleList.render_line = fail",
    "a worker": (
        "from textual.widget import Widget\nfrom briefing.tui.opening import Opening\n"
        "async def work(): fail()\n"
        "Opening.on_mount = lambda self: self.run_worker(work())"
    ),
    "a worker in a thread": (
        "from briefing.tui.opening import Opening\nOpening.on_mount = lambda self: self.run_worker(fail, thread=True)"
    ),
    "a thread": IN_A_THREAD,
    "before the screen": "library.Library.glance = fail",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "ferries.txt").write_text(ARTICLE, "utf-8")
    library.index(made)
    return made


def planted(tmp_path: Path, fault: str) -> list[str]:
    file = tmp_path / "planted.py"
    file.write_text(BEGIN + fault + END, "utf-8")
    return [sys.executable, str(file)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}


def check(said: str, home: Path, kinds: str) -> None:
    """What was said names the mistake and the report; neither holds a secret."""
    (report,) = reports()
    told = report.read_text("utf-8")
    assert "briefing stopped by a mistake of its own, KeyError in" in said
    assert report.name in said.replace("\r\n", "")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    for text in (said, told, (home / "state" / "log.jsonl").read_text("utf-8")):
        assert "Traceback" not in text
        for word in (*SECRET_WORDS, "at first", "Pasla", "ferries.txt"):
            assert word not in text, word
    assert str(home) not in told
    assert "articles" not in told.split("\n\n", 1)[1]
    assert all(kind in told for kind in kinds.split())


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("library.Library.search = fail", ["search", "ferries"]),
        ("library.Library.article = fail", ["show", "ferries.txt"]),
        ("library.Library.open = fail", ["list", "--json"]),
        ("library.Library.left_out = fail", ["doctor"]),
        (WAITING, ["list"]),
    ],
)
def test_a_command_that_fails(tmp_path: Path, corpus: Path, home: Path, fault: str, words: list[str]) -> None:
    done = subprocess.run(
        [*planted(tmp_path, fault), *words, "--corpus", str(corpus)],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 1
    assert "Ilda" not in done.stdout
    check(done.stderr, home, "KeyError ValueError fail")


@pytest.mark.parametrize("fault", READER.values(), ids=READER.keys())
def test_a_reader_that_fails(tmp_path: Path, corpus: Path, home: Path, fault: str) -> None:
    mine, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    reader = subprocess.Popen(
        [*planted(tmp_path, fault), "read", str(corpus)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(),
        start_new_session=True,
    )
    shown = b""
    os.set_blocking(mine, True)
    while reader.poll() is None or select_ready(mine):
        if select_ready(mine, 0.2):
            with contextlib.suppress(OSError):
                shown += os.read(mine, 65_536)
    after = termios.tcgetattr(theirs)
    os.close(mine)
    os.close(theirs)
    last = shown.rpartition(b"\x1b[?1049l")[2] if b"\x1b[?1049h" in shown else shown
    assert reader.returncode == 1
    assert shown.count(b"\x1b[?1049h") == shown.count(b"\x1b[?1049l")
    assert after[3] == before[3]
    check(last.decode("utf-8", "replace"), home, "KeyError")
    assert "Traceback" not in shown.decode("utf-8", "replace")


def select_ready(handle: int, seconds: float = 0) -> bool:
    import select

    return bool(select.select([handle], [], [], seconds)[0])


def test_the_last_reports_are_kept(home: Path) -> None:
    said = []
    for number in range(KEPT + 3):
        try:
            raise ValueError(number)
        except ValueError as error:
            said.append(crash.told(error))
    kept = reports()
    assert len(kept) == KEPT
    assert sum(file.name in " ".join(said) for file in kept) == KEPT


def test_a_state_folder_that_cannot_be_written_hides_no_mistake(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "state").write_text("not a folder", "utf-8")
    monkeypatch.setenv("BRIEFING_STATE", str(home / "state"))
    said = crash.told(KeyError("of the harbour"))
    assert "KeyError" in said
    assert "No report of it could be kept" in said
    assert "harbour" not in said


def test_groups_and_endless_chains_end() -> None:
    error = ExceptionGroup("of the harbour", [ValueError("a"), TypeError("b")])
    error.__cause__ = error.exceptions[0]
    error.exceptions[0].__context__ = error
    told = crash.report(error)
    assert all(kind in told for kind in ("ExceptionGroup", "ValueError", "TypeError"))
    assert "harbour" not in told


def test_a_type_made_at_run_time_is_not_named() -> None:
    made = type("Ilda_Quorrin", (Exception,), {})
    assert "Ilda" not in crash.report(made("x"))
