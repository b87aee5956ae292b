"""kill -9 of whoever writes a file for the user, before each of its file calls: the file is the old or the new one."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.paths import write_atomically
from torture import killing
from torture.bench import Bench, turns
from torture.failing import Kind, Layer, forked
from torture.operations import OPERATIONS, Operation
from torture.trial import Attempt, Exhausted, Part

APART = {"take back", "rebuild by a crew", "index first", "index what changed", "rebuild", "search"}
"""Operations of two steps, of several processes, or that other parts kill in many more ways, or that write nothing."""


class Deadly(Layer):
    """Ends the process just before the n-th call, from 0."""

    __slots__ = ("last",)

    def __init__(self, folder: str, last: int) -> None:
        super().__init__(folder)
        self.last = last

    def meet(self, kind: Kind, target: object, within: int | None = None) -> None:
        """A call of this kind is about to be made."""
        known = len(self.calls)
        super().meet(kind, target, within)
        if known == self.last < len(self.calls):
            os.kill(os.getpid(), signal.SIGKILL)


class Deaths(Bench):
    """The same beginning for each operation, which is then killed."""

    def moments(self, operation: Operation) -> Iterator[tuple[Operation, int]]:
        """Before each of its calls, the last ones first."""
        for call in reversed(range(len(self.facts(operation).calls))):
            yield operation, call

    def killed(self, operation: Operation, call: int) -> str | None:
        """Kill it, look, and do it again."""
        known = self.facts(operation)
        self.begin(operation)
        layer = Deadly(f"{self.place}/", call)
        ended = forked(lambda: operation.do(layer.put_in))
        if ended.code != killing.KILLED:
            return f"{operation.name} was not killed at call {call}, and ended with {ended.code}: {ended.said}"
        wrong = self._drafts() or self._differs(known, False)
        if not wrong and self._differs(known, True):
            again, _ = self.run(operation)
            if again.fault or again.code:
                wrong = f"cannot be done afterwards: {again}"
            wrong = wrong or self._differs(known, True)
        wrong = wrong or self._gone()
        return wrong and f"{operation.name}, killed at call {call} ({known.calls[call]}): {wrong}"

    def _found(self) -> list[Path]:
        return list(self.place.rglob(".briefing-*"))

    def _drafts(self) -> str | None:
        """What is left is one draft at most, that only its owner can read; it may be old by now."""
        for path in self._found():
            if path.stat().st_mode & 0o077 and path.is_relative_to(self.place / "state"):
                return f"others may read {path.name}"
            os.utime(path, (0, 0))
        return f"several drafts are left: {self._found()}" if len(self._found()) > 1 else None

    def _gone(self) -> str | None:
        """Whoever next writes into a folder removes what is old."""
        for path in self._found():
            other = path.with_name("other")
            forked(lambda other=other: write_atomically(other, b"", overwrite=True))  # type: ignore[misc]
            other.unlink()
        return f"old drafts are left: {self._found()}" if self._found() else None


@contextmanager
def _begin(folder: Path) -> Iterator[Attempt]:
    deaths = Deaths(folder)
    told: list[tuple[Operation, int]] = []
    coming = turns(deaths.moments(one) for one in OPERATIONS if one.name not in APART)

    def attempt(number: int, dice: random.Random) -> str | None:
        while len(told) <= number:
            moment = next(coming, None)
            if moment is None:
                raise Exhausted
            told.append(moment)
        return deaths.killed(*told[number])

    yield attempt


PART = Part("kills while files are written", "P2, P5, P11", 500, 4, _begin)
