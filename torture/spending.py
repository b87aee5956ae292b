"""A limit of computing for each trial: other than the clock, it is the same on a machine that is busy with others."""

from __future__ import annotations

import random
import time

from torture.trial import Attempt


def within(seconds: float, attempt: Attempt) -> Attempt:
    """The attempt, which fails too where this process computes for longer than that."""

    def timed(number: int, dice: random.Random) -> str | None:
        before = time.process_time()
        fault = attempt(number, dice)
        took = time.process_time() - before
        return fault or (f"computed for {took:.1f} s, at most {seconds:.1f} s are allowed" if took > seconds else None)

    return timed
