"""Calls of the system fail that no Python stands before, SQLite's above all: strace makes them, in real processes."""

from __future__ import annotations

import contextlib
import errno
import itertools
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from torture.bench import Bench
from torture.failing import LONGEST, Ended
from torture.operations import OPERATIONS, Operation
from torture.trial import Attempt, Exhausted, Part, Unable

_CALLS: dict[str, tuple[str, ...]] = {
    "pwrite64": ("ENOSPC", "EIO"),
    "write": ("ENOSPC",),
    "fdatasync": ("EIO",),
    "fsync": ("EIO",),
    "ftruncate": ("EIO",),
    "fcntl": ("EIO",),
    "openat": ("EACCES", "EMFILE", "EIO"),
    "unlink": ("EIO",),
    "pread64": ("EIO",),
}
_OFTEN, _SELDOM = ("mark", "import state"), ("index what changed", "index first", "search a damaged index")
_EVERY: dict[str, int] = dict.fromkeys(_OFTEN, 1) | dict.fromkeys(_SELDOM, 8)
"""Which operations, and of how many of their calls one is tried."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The n-th call of this name, from 1, fails so; those after it too, where it is `staying`."""

    operation: Operation
    call: str
    number: int
    error: str
    staying: bool

    def __str__(self) -> str:
        return f"{self.operation.name}, {self.call} {self.number}{' and on' if self.staying else ''}: {self.error}"


def _traced(bench: Bench, operation: Operation, options: Sequence[str]) -> tuple[Ended, list[str]]:
    """Do it under strace; how it ended, and the calls on files of the folder, a line each."""
    log = bench.notes / "calls"
    strace = ["strace", "-f", "-qq", "-y", "-o", str(log), *options]
    done = subprocess.run(
        [*strace, sys.executable, "-m", "torture.operations", operation.name],
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    return Ended(done.returncode, done.stdout, done.stderr), log.read_text("utf-8", "replace").splitlines()


def _places(bench: Bench, operation: Operation) -> list[str]:
    """Options of strace that leave out what is not of the state; where an index is made has another name each time."""
    state = bench.place / "state" / "state.sqlite"
    mine = [str(state), *(f"{state}{end}" for end in ("-wal", "-shm", "-journal")), str(state.parent)]
    return [option for path in mine for option in ("-P", path)] if operation.name in _OFTEN else []


def _trials(bench: Bench, operation: Operation) -> Iterator[Trial]:
    """Counted in a run without a fault."""
    bench.begin(operation)
    options = ["-e", f"trace={','.join(_CALLS)}", *_places(bench, operation)]
    ended, lines = _traced(bench, operation, options)
    if ended.code:
        raise AssertionError(f"{operation.name} fails under strace: {ended}")
    for call, errors in _CALLS.items():
        if call == "openat" and operation.name in _SELDOM:
            continue  # most of these are Python's own
        made = [line for line in lines if re.search(rf"\b{call}\(", line)]
        ours = [number for number, line in enumerate(made, 1) if str(bench.place) in line]
        for number in ours[:: _EVERY[operation.name]]:
            yield from (Trial(operation, call, number, error, staying=False) for error in errors)
            if call == "pwrite64":
                yield Trial(operation, call, number, "ENOSPC", staying=True)


def _attempt(bench: Bench, trial: Trial) -> str | None:
    bench.facts(trial.operation)
    bench.begin(trial.operation)
    when = f"{trial.number}{'+' if trial.staying else ''}"
    inject = ["-e", f"trace={trial.call}", "-e", f"inject={trial.call}:error={trial.error}:when={when}"]
    ended, lines = _traced(bench, trial.operation, [*inject, *_places(bench, trial.operation)])
    failed = any("(INJECTED)" in line and str(bench.place) in line for line in lines)
    error = getattr(errno, trial.error) if failed else 0
    wrong = bench.judged(trial.operation, ended, error, left=trial.call == "unlink")
    return f"{trial}: {wrong}" if wrong else None


@contextlib.contextmanager
def _begin(folder: Path) -> Iterator[Attempt]:
    if not shutil.which("strace"):
        raise Unable("strace is missing")
    if subprocess.run(["strace", "-qq", "true"], capture_output=True, check=False).returncode:
        raise Unable("the right to trace a process is missing")
    bench = Bench(folder)
    told: list[Trial] = []
    series = (_trials(bench, operation) for operation in OPERATIONS if operation.name in _EVERY)
    coming = itertools.chain.from_iterable(series)

    def attempt(number: int, dice: random.Random) -> str | None:
        while len(told) <= number:
            trial = next(coming, None)
            if trial is None:
                raise Exhausted
            told.append(trial)
        return _attempt(bench, told[number])

    yield attempt


PART = Part("failing system calls", "P1, P2, P5", 100_000, 1, _begin)
