"""What a part of the torture is: something that is tried again and again, and what came of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

Attempt = Callable[[int, random.Random], str | None]
"""Try it once: the number of the trial, and dice of its own. What is wrong, in words; None where the promise held."""


class Exhausted(Exception):
    """There is nothing further to try."""


class Unable(Exception):
    """It cannot be tried on this machine; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Part:
    """One way to break promises. `begin` is given an empty folder of its own, with homes of ours below it."""

    name: str
    promises: str
    full: int
    """Trials of a full run; it may be exhausted before."""
    small: int
    """Trials among the tests."""
    begin: Callable[[Path], AbstractContextManager[Attempt]]
    limit: float | None = None
    """Seconds that one trial may take in a full run; longer is a fault."""


def counted(number: int, noun: str) -> str:
    """`1 fault`, `1,204 faults`."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


@dataclass(slots=True)
class Tally:
    """What came of a part."""

    part: str
    promises: str
    tried: int = 0
    longest: float = 0.0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)
    unable: str | None = None

    def line(self) -> str:
        """`kills while building (P2): 1,000 trials, 0 faults, longest 0.31 s, 214 s in all`."""
        if self.unable is not None:
            return f"{self.part} ({self.promises}): not tried, {self.unable}"
        return (
            f"{self.part} ({self.promises}): {counted(self.tried, 'trial')}, {counted(len(self.faults), 'fault')}, "
            f"longest {self.longest:.2f} s, {self.seconds:.0f} s in all"
        )
