"""Running one part: each trial with dice of its own, so that any of them can be tried again alone."""

from __future__ import annotations

import os
import random
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from torture.trial import Attempt, Exhausted, Part, Tally, Unable

MOST_FAULTS = 20
"""After so many a part is given up."""


def run(part: Part, seed: int, numbers: range, *, limited: bool = True) -> Tally:
    """Try a part with these numbers; `limited` makes a fault of a trial that takes longer than it may."""
    tally = Tally(part.name, part.promises)
    started = time.monotonic()
    try:
        with _homes() as folder, part.begin(folder) as attempt:
            for number in numbers:
                _try(attempt, part, seed, number, tally, limited)
                if len(tally.faults) >= MOST_FAULTS:
                    break
    except Exhausted:
        pass
    except Unable as error:
        tally.unable = str(error)
    tally.seconds = time.monotonic() - started
    return tally


def _try(attempt: Attempt, part: Part, seed: int, number: int, tally: Tally, limited: bool) -> None:
    """One trial; a mistake of ours that shows as an exception is a fault too."""
    before = time.monotonic()
    try:
        fault = attempt(number, random.Random(f"{seed} {part.name} {number}"))
    except (Exhausted, Unable):
        raise
    except Exception:  # noqa: BLE001 - whatever comes is what was looked for
        fault = traceback.format_exc()
    took = time.monotonic() - before
    if not fault and limited and part.limit is not None and took > part.limit:
        fault = f"took {took:.1f} s, at most {part.limit:.1f} s are allowed"
    tally.tried += 1
    tally.longest = max(tally.longest, took)
    if fault:
        tally.faults.append(f"{part.name}, seed {seed}, trial {number}: {fault}")


@contextmanager
def _homes() -> Iterator[Path]:
    """A folder with state, cache and configuration of its own, to work in; all of it is gone afterwards."""
    house = str(Path(__file__).resolve().parent.parent)
    names = {"PYTHONPATH": os.pathsep.join(filter(None, (house, os.environ.get("PYTHONPATH"))))}
    before, cwd = dict(os.environ), Path.cwd()
    with tempfile.TemporaryDirectory(prefix="briefing-torture-") as made:
        folder = Path(made).resolve()
        names |= {f"BRIEFING_{name}": str(folder / name.lower()) for name in ("STATE", "CACHE", "CONFIG")}
        os.environ.update(names)
        os.environ.pop("BRIEFING_CORPUS", None)
        os.chdir(folder)
        try:
            yield folder
        finally:
            os.chdir(cwd)
            os.environ.clear()
            os.environ.update(before)
