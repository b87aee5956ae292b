"""A disk that has room for so many bytes more, and files that may not be larger than so many."""

from __future__ import annotations

import contextlib
import errno
import itertools
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from torture.bench import Bench
from torture.failing import LONGEST, Ended, forked
from torture.operations import OPERATIONS, Operation
from torture.trial import Attempt, Exhausted, Part, Unable

_SIZES = (0, 1, 100, 1_000, 4_096, 8_192, 16_384, 30_000, 60_000, 100_000, 200_000, 400_000)
_DISK = 16_000_000
"""Bytes of the disk that is made for this."""


_ITSELF = 12
"""One of so many trials is done by a process of its own, as people do it."""


def _limited(bench: Bench, operation: Operation, size: int, *, itself: bool) -> Ended:
    """No file may become larger than that."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    bench.begin(operation)
    return _by_itself(operation, limit) if itself else forked(lambda: operation.do(limit))


def _by_itself(operation: Operation, begin: Callable[[], None] | None = None) -> Ended:
    command = [sys.executable, "-m", "torture.operations", operation.name]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONGEST, preexec_fn=begin)
    return Ended(done.returncode, done.stdout, done.stderr)


def _full(bench: Bench, operation: Operation, size: int, *, itself: bool) -> Ended:
    """The disk has room for that and no more; afterwards there is room again."""
    bench.begin(operation)
    ballast = bench.place / "mine" / "ballast"
    with ballast.open("wb") as file:
        file.write(bytes(max(0, shutil.disk_usage(bench.place).free - size)))
    ended = _by_itself(operation) if itself else forked(lambda: operation.do(lambda: None))
    ballast.unlink()
    return ended


@contextlib.contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    """A file system of few bytes; Unable without the right to make one."""
    place = folder / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={_DISK},mode=0700", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        raise Unable("the right to mount a small disk is missing")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)


@contextlib.contextmanager
def _begin(folder: Path) -> Iterator[Attempt]:
    with _small_disk(folder) as disk:
        bench = Bench(disk, kept=folder)
        ways = ((_full, errno.ENOSPC), (_limited, errno.EFBIG))
        trials = [*itertools.product(ways, _SIZES, OPERATIONS)]
        random.Random(1).shuffle(trials)

        def attempt(number: int, dice: random.Random) -> str | None:
            if number >= len(trials):
                raise Exhausted
            (way, error), size, operation = trials[number]
            bench.facts(operation)
            ended = way(bench, operation, size, itself=number % _ITSELF == _ITSELF - 1)
            wrong = bench.judged(operation, ended, error if ended.code else 0)
            return f"{operation.name}, {way.__name__[1:]} at {size}: {wrong}" if wrong else None

        yield attempt


PART = Part("full disk", "P1, P2, P5", 1_000, 2, _begin)
