"""Calls of the system fail that no Python stands before, SQLite's above all: strace makes them."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import random
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from torture.bench import Bench
from torture.failing import Ended, forked
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
_ALL = ("mark", "import state")
"""Each call of these fails in every way."""
_ONE = ("index what changed", "index first", "search a damaged index")
"""Each call of these fails in one way; Python's own opening fails elsewhere."""
_ALIKE, _EVERY = ("fcntl", "pread64"), 8
"""What SQLite does in these just as in those: one of so many fails."""


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
    """Do it in a child that strace holds; how it ended, and the calls on files of the folder, a line each."""
    log = bench.notes / "calls"
    log.unlink(missing_ok=True)

    def do() -> int:
        _held(["-y", "-o", str(log), *options])
        return operation.do(lambda: None)

    ended = forked(do)  # strace holds the ends of its pipes too, so it has written all when this ends
    return ended, log.read_text("utf-8", "replace").splitlines()


def _held(options: Sequence[str]) -> None:
    """Have strace take hold of this process and of all that it begins; OSError where it cannot."""
    strace = subprocess.Popen(["strace", "-f", "-qq", *options, "-p", str(os.getpid())])
    while not re.search(r"^TracerPid:\t[1-9]", Path("/proc/self/status").read_text("ascii", "replace"), re.MULTILINE):
        if strace.poll() is not None:
            raise PermissionError(errno.EPERM, "strace may not take hold of a process")
        time.sleep(0.002)


def _places(bench: Bench, operation: Operation) -> list[str]:
    """Options of strace that leave out what is not of the state; where an index is made has another name each time."""
    state = bench.place / "state" / "state.sqlite"
    mine = [str(state), *(f"{state}{end}" for end in ("-wal", "-shm", "-journal")), str(state.parent)]
    return [option for path in mine for option in ("-P", path)] if operation.name in _ALL else []


def _trials(bench: Bench, operation: Operation) -> Iterator[Trial]:
    """Counted in a run without a fault."""
    bench.begin(operation)
    options = ["-e", f"trace={','.join(_CALLS)}", *_places(bench, operation)]
    ended, lines = _traced(bench, operation, options)
    if ended.code:
        raise AssertionError(f"{operation.name} fails under strace: {ended}")
    for call, errors in _CALLS.items():
        made = [line for line in lines if re.search(rf"\b{call}\(", line)]
        ours = [number for number, line in enumerate(made, 1) if str(bench.place) in line]
        if operation.name in _ONE:
            told = [number for number in ours if call != "openat" or ".sqlite" in made[number - 1]]
            told = told[:: _EVERY if call in _ALIKE else 1]
            yield from (Trial(operation, call, number, errors[number % len(errors)], staying=False) for number in told)
            continue
        for number in ours:
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
    if forked(lambda: _held(["-o", os.devnull])).code:
        raise Unable("the right to trace a process is missing")
    bench = Bench(folder)
    told: list[Trial] = []
    series = (_trials(bench, operation) for operation in OPERATIONS if operation.name in (*_ALL, *_ONE))
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
