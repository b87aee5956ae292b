"""The pulse of an event loop: how late it wakes whoever wanted to wake every five milliseconds, and what held it."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
import traceback
from dataclasses import dataclass, field

EVERY = 0.005
LONG = 0.08
"""Seconds after which it is worth knowing what the loop is at."""
DEEPEST = 6


@dataclass(slots=True)
class Pulse:
    """Every beat that came late, as (when, by how many seconds), and where the loop was found when it was held long."""

    late: list[tuple[float, float]] = field(default_factory=list)
    held: list[tuple[float, str]] = field(default_factory=list)
    _beaten: float = 0.0
    _over: threading.Event = field(default_factory=threading.Event)

    async def beat(self) -> None:
        """Beat until cancelled."""
        watcher = threading.Thread(target=self._watch, args=(threading.get_ident(),), daemon=True)
        watcher.start()
        try:
            while True:
                self._beaten = time.monotonic()
                await asyncio.sleep(EVERY)
                now = time.monotonic()
                self.late.append((now, now - self._beaten - EVERY))
        finally:
            self._over.set()

    def longest(self, since: float = 0.0) -> float:
        """The longest gap after a moment of the monotonic clock, in seconds."""
        return max((gap for when, gap in self.late if when >= since), default=0.0)

    def _watch(self, thread: int) -> None:
        seen = 0.0
        while not self._over.wait(EVERY):
            if time.monotonic() - self._beaten > LONG and self._beaten not in (0.0, seen):
                seen = self._beaten
                self.held.append((time.monotonic(), _stack(thread)))


def _stack(thread: int) -> str:
    """Where a thread is, innermost last."""
    frame = sys._current_frames().get(thread)
    lines = traceback.extract_stack(frame)[-4 * DEEPEST :] if frame else []
    return " < ".join(f"{line.filename.rpartition('/')[2]}:{line.lineno} {line.name}" for line in reversed(lines))
