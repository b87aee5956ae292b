"""Work in a process of its own, forked from one that has imported everything; one that hangs is ended, and said so."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import time
import traceback
from collections.abc import Callable
from typing import Any

PATIENCE = 60.0
"""Seconds after which work hangs."""


class Wrong(Exception):
    """What went wrong in the other process, in words."""


class Apart:
    """A forked process at work, with all that it begins; whatever JSON can say of the outcome comes back."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._answer, told = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(self._answer)
            _do(work, told)
        os.close(told)
        self._ends = time.monotonic() + PATIENCE
        self._ended = False

    def outcome(self) -> Any:
        """Wait for what came of it; Wrong where it hangs, raised, or ended without a word."""
        parts: list[bytes] = []
        try:
            while True:
                left = self._ends - time.monotonic()
                if left <= 0 or not select.select([self._answer], [], [], left)[0]:
                    raise Wrong(f"it hangs: no end after {PATIENCE:.0f} s")
                if not (part := os.read(self._answer, 1 << 16)):
                    break
                parts.append(part)
        finally:
            self.end()
        if not parts:
            raise Wrong("its process ended without a word")
        told = json.loads(b"".join(parts))
        if "wrong" in told:
            raise Wrong(told["wrong"])
        return told["came"]

    def end(self) -> None:
        """End it and whatever it began, once: its number may be another's afterwards."""
        if self._ended:
            return
        self._ended = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        with contextlib.suppress(OSError):
            os.close(self._answer)


def apart(work: Callable[[], object]) -> Any:
    """What comes of the work, done in a process of its own."""
    return Apart(work).outcome()


def _do(work: Callable[[], object], told: int) -> None:
    try:
        os.setpgid(0, 0)
        answer: dict[str, object] = {"came": work()}
    except BaseException:  # noqa: BLE001 - whatever it is, the other process has to hear of it
        answer = {"wrong": traceback.format_exc()}
    with contextlib.suppress(BaseException), open(told, "wb") as pipe:
        pipe.write(json.dumps(answer).encode())
    os._exit(0)
