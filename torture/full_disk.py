"""A disk that has room for so many bytes more, and files that may not be larger than so many."""

from __future__ import annotations

import contextlib
import errno
import itertools
import random
import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from torture.bench import Bench
from torture.failing import Ended, forked
from torture.operations import OPERATIONS, Operation
from torture.trial import Attempt, Exhausted, Part, Unable

_SIZES = (0, 1, 100, 1_000, 4_096, 8_192, 16_384, 30_000, 60_000, 100_000, 200_000, 400_000)
_DISK = 16_000_000
"""Bytes of the disk that is made for this."""


def _limited(bench: Bench, operation: Operation, size: int) -> Ended:
    """No file may become larger than that."""

    def do() -> int:
        return operation.do(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY)))

    bench.begin(operation)
    return forked(do)


def _full(bench: Bench, operation: Operation, size: int) -> Ended:
    """The disk has room for that and no more; afterwards there is room again."""
    bench.begin(operation)
    ballast = bench.place / "mine" / "ballast"
    with ballast.open("wb") as file:
        file.write(bytes(max(0, shutil.disk_usage(bench.place).free - size)))
    ended = forked(lambda: operation.do(lambda: None))
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
            ended = way(bench, operation, size)
            wrong = bench.judged(operation, ended, error if ended.code else 0)
            return f"{operation.name}, {way.__name__[1:]} at {size}: {wrong}" if wrong else None

        yield attempt


PART = Part("full disk", "P1, P2, P5", 1_000, 2, _begin)
