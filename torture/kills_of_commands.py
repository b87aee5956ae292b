"""kill -9 of the real `state import`, and of the reader in a terminal, which shows what it acknowledges."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from benchmarks.terminal import Terminal
from briefing import library
from briefing.library import Library
from briefing.state import State
from torture import killing
from torture.killing import DONE, KILLED

TRIES = 10
RECORDS = 400
CALLS = ("fsync", "fdatasync", "pwrite64", "ftruncate", "unlink", "mkdir")
"""Calls to the system at which an import is killed, where it makes them."""
LIST = 45
"""Columns in which the list of articles is shown."""
SIGNS = {"starred": "★", "aside": "◆", "working": "≡"}
KEYS = "smw"
_TITLE = re.compile(r"Talks number \d+ ")


def sound(folder: Path) -> str | None:
    """What SQLite has to say against the state file of a folder."""
    file = folder / "state.sqlite"
    if not file.exists():
        return None
    with closing(sqlite3.connect(file)) as connection:
        verdict = connection.execute("PRAGMA integrity_check").fetchall()
    return None if verdict == [("ok",)] else f"integrity_check says {verdict}"


class Importing:
    """The command that imports marks into a new state file, and what is known of it."""

    def __init__(self, folder: Path, corpus: Path, state: Path) -> None:
        self.corpus, self.state, self.said = corpus, state, folder / "said.txt"
        source = folder / "records.jsonl"
        with closing(State.open(folder / "source", corpus)) as opened:
            opened.set("starred", [f"{number:010}" for number in range(RECORDS)], True)
            source.write_text("\n".join(opened.export_lines()), "ascii")
        self.command = [sys.executable, "-m", "briefing", "state", "import", str(source), "--corpus", str(corpus)]
        shutil.rmtree(state, ignore_errors=True)
        started = time.monotonic()
        subprocess.run(self.command, capture_output=True, check=True, env=_environment(state))
        self.seconds = time.monotonic() - started
        shutil.rmtree(state)
        made = killing.counted(CALLS, self.command, _environment(state)) if killing.traceable() else {}
        self.calls = [(call, times) for call, times in made.items() if times]

    def killed(self, dice: random.Random) -> str | None:
        """All of it is there, or nothing; all, where that was said."""
        for tried in range(TRIES):
            shutil.rmtree(self.state, ignore_errors=True)
            share = dice.random() * 0.8**tried
            aimed = bool(self.calls) and dice.random() < 0.7
            call, times = dice.choice(self.calls or [("", 0)])
            tracing = killing.traced(call, 1 + int(share * times)) if aimed else []
            with self.said.open("wb") as told:
                run = subprocess.Popen([*tracing, *self.command], stderr=told, env=_environment(self.state))
            run.returncode = status = killing.ended(run.pid, None if aimed else self.seconds * (0.3 + 0.7 * share))
            if fault := _judged(status, self.said.read_text(), self.corpus, self.state):
                return fault
            if status == KILLED:
                return None
        return f"{TRIES} commands had ended before they were killed"


def _judged(status: int, said: str, corpus: Path, folder: Path) -> str | None:
    if status not in (DONE, KILLED):
        return f"ended with {status}: {said}"
    if fault := sound(folder):
        return fault
    with closing(State.open(folder, corpus)) as state:
        found = len(state.marks()["starred"])
    done = "taken over" in said
    if found in ((RECORDS,) if done else (0, RECORDS)):
        return None
    return f"{found} of {RECORDS} marks are there, and {'all' if done else 'none'} were acknowledged"


def screen(corpus: Path, state: Path, dice: random.Random) -> str | None:
    """The reader, killed while keys are pressed: every sign that it showed is that of a mark that is there."""
    shutil.rmtree(state, ignore_errors=True)
    library.index(corpus)
    terminal = Terminal([sys.executable, "-m", "briefing", str(corpus)], _environment(state))
    try:
        terminal.until(lambda rows: bool(_TITLE.search(rows[-1] + "".join(row[:LIST] for row in rows))), 60)
        for key in _keys(dice):
            pressed = terminal.press(key)
            if dice.random() < 0.7:
                terminal.rest(pressed)
        terminal.process.kill()
        terminal.process.wait()
        terminal.rest(0.0)
        shown = _shown(terminal.picture.rows)
    finally:
        terminal.close()
    with closing(Library.open(corpus)) as opened, closing(State.open(state, corpus)) as kept:
        marks = kept.marks()
        there = {row.title: {kind for kind in SIGNS if row.id in marks[kind]} for row in opened.rows}
    missing = {title: kinds - there.get(f"{title}on the crossings", set()) for title, kinds in shown.items()}
    wrong = {title: kinds for title, kinds in missing.items() if kinds}
    return f"shown on the screen and not there: {wrong}" if wrong else sound(state)


def _keys(dice: random.Random) -> str:
    """Marks for some articles, each at most once: none is taken back."""
    each = ["".join(dice.sample(KEYS, dice.randint(1, len(KEYS)))) for _ in range(5)]
    return "j".join(each)[: dice.randint(2, 14)]


def _shown(rows: Sequence[str]) -> Mapping[str, set[str]]:
    """The marks that stand beside the titles of the list."""
    found = {}
    for above, row in pairwise(rows):
        if title := _TITLE.search(row[:LIST]):
            signs = above[:6] + row[:6]
            found[title[0]] = {kind for kind, sign in SIGNS.items() if sign in signs}
    return found


def _environment(state: Path) -> dict[str, str]:
    own = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "NO_COLOR")}
    return own | {"BRIEFING_STATE": str(state), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
