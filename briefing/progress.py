"""How far long work has come, how quickly it goes and how long it will take: measured, as a line, and in words."""

from __future__ import annotations

import json
import math
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field

AT_MOST_EVERY = 0.2
"""Seconds between two reports, the last one of a stage apart."""
LATELY, STEADILY = 5.0, 60.0
"""Seconds over which the rate is measured: to be shown, and to tell what is left."""
SOON = 1.0
"""Seconds before which nobody can tell how long it will take."""
MINUTE, HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Progress:
    """One stage of the work; `rate` in articles a second and `left` in seconds, None while unknown."""

    stage: str
    done: int
    total: int
    rate: float | None = None
    left: float | None = None

    @property
    def ended(self) -> bool:
        """Is nothing left to do in this stage?"""
        return self.done >= self.total

    def line(self) -> str:
        """As one line of JSON."""
        return json.dumps(asdict(self))

    @property
    def pace(self) -> str:
        """`410/s · 38 s left`, as far as that is known."""
        known = [f"{self.rate:,.0f}/s"] if self.rate and self.rate >= 1 else []
        return " · ".join([*known, f"{_span(self.left)} left"] if self.left else known)

    def words(self) -> str:
        """`4,200 of 20,000 · 410/s · 38 s left`; the name of a stage of one step."""
        if self.total <= 1:
            return self.stage
        return " · ".join(filter(None, (f"{self.done:,} of {self.total:,}", self.pace)))


def read(line: str) -> Progress | None:
    """The progress that a line tells of; None for any other line."""
    try:
        told = json.loads(line)
        return Progress(str(told["stage"]), int(told["done"]), int(told["total"]), told["rate"], told["left"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def foremost(stages: Iterable[Progress]) -> Progress | None:
    """Of several stages at once the one to show: the largest that has not ended, or None."""
    return max((stage for stage in stages if not stage.ended), key=lambda stage: stage.total, default=None)


def _span(seconds: float) -> str:
    """`38 s`, `4 min`, `1 h 10 min`; never less than is left."""
    if seconds <= 2 * MINUTE:
        return f"{math.ceil(seconds)} s"
    minutes = math.ceil(seconds / MINUTE)
    return f"{minutes} min" if minutes < HOUR // MINUTE else f"{minutes // 60} h {minutes % 60} min"


@dataclass(slots=True)
class Meter:
    """Told of every step, it tells now and then how far the work is."""

    tell: Callable[[Progress], None]
    clock: Callable[[], float] = time.monotonic
    _told: float = -math.inf
    _last: Progress | None = None
    _seen: dict[str, deque[tuple[float, int]]] = field(default_factory=dict)

    def __call__(self, stage: str, done: int, total: int) -> None:
        """So many of so many are done in this stage."""
        now = self.clock()
        if done < total and now - self._told < AT_MOST_EVERY:
            return
        found = self._measured(stage, done, total, now)
        if not (found.ended and self._last and self._last.ended and self._last.stage == stage):
            self._told, self._last = now, found
            self.tell(found)

    def _measured(self, stage: str, done: int, total: int, now: float) -> Progress:
        seen = self._seen.setdefault(stage, deque())
        if seen and seen[-1][1] > done:
            seen.clear()
        seen.append((now, done))
        while len(seen) > 2 and seen[1][0] <= now - STEADILY:
            seen.popleft()
        rate, steady = _rate(seen, now - LATELY), _rate(seen, now - STEADILY)
        left = (total - done) / steady if steady and (now - seen[0][0] >= SOON or done >= total) else None
        return Progress(stage, done, total, *(None if n is None else round(n, 1) for n in (rate, left)))


def _rate(seen: deque[tuple[float, int]], since: float) -> float | None:
    """Articles a second from then on, to the last one seen."""
    end, done = seen[-1]
    start, before = next((point for point in reversed(seen) if point[0] <= since), seen[0])
    return (done - before) / (end - start) if end > start else None
