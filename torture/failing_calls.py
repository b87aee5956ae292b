"""Every call of the file layer fails once, or from then on, in everything that writes: what is there is old or new."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

from torture.bench import Bench, turns
from torture.failing import ERRORS, STAYING, Fault
from torture.operations import OPERATIONS, Operation
from torture.trial import Attempt, Exhausted, Part

MANY = 40
"""Calls of an operation from which on each fails in one way and goes on failing in one, instead of in every way."""


def _trials(bench: Bench, operation: Operation) -> Iterator[tuple[Operation, Fault]]:
    """Every call of it fails in each of its ways, the last calls first; in one of them where there are many."""
    calls = bench.facts(operation).calls
    for number, kind in reversed(list(enumerate(calls))):
        errors = ERRORS[kind]
        staying = tuple(error for error in errors if kind in STAYING.get(error, ()))
        if operation.dear:
            staying = ()
        if len(calls) > MANY:
            errors, staying = (one and (one[number % len(one)],) for one in (errors, staying if kind != "open" else ()))
        yield from ((operation, Fault(number, error)) for error in errors)
        yield from ((operation, Fault(number, error, staying=True)) for error in staying)


@contextlib.contextmanager
def _begin(folder: Path) -> Iterator[Attempt]:
    bench = Bench(folder)
    told: list[tuple[Operation, Fault]] = []
    coming = turns(_trials(bench, operation) for operation in OPERATIONS)

    def attempt(number: int, dice: random.Random) -> str | None:
        while len(told) <= number:
            trial = next(coming, None)
            if trial is None:
                raise Exhausted
            told.append(trial)
        return bench.failing(*told[number])

    yield attempt


PART = Part("failing calls", "P1, P2, P5, P8, P16", 100_000, 3, _begin)
