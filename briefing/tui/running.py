"""Running the application so that it can be left at any moment: in threads of ours, and listening for signals."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, ParamSpec, TypeVar

from textual.app import App

from briefing import crash
from briefing.tui import terminal
from briefing.tui.mistaken import Forthright

ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
SHELL = 128
"""A process that a signal ended has this and the signal's number as its exit code."""
PATIENCE = 0.6
"""Seconds that leaving waits for what is still written or looked for."""
SOON = 0.02
"""Seconds after which a signal that came too early is heard again."""
Given = ParamSpec("Given")
Result = TypeVar("Result")


class Hands(ThreadPoolExecutor):
    """Threads whose work is known, so that nobody has to wait for what is not wanted any more."""

    def __init__(self) -> None:
        super().__init__(thread_name_prefix="reader")
        self._busy: set[Future[Any]] = set()

    def submit(self, do: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs) -> Future[Result]:
        """Have it done in a thread."""
        begun = super().submit(do, *given, **named)
        self._busy.add(begun)
        begun.add_done_callback(self._busy.discard)
        return begun

    @property
    def busy(self) -> int:
        """How much is being done, or waits to be."""
        return len(self._busy)

    def finish(self) -> bool:
        """Drop what was not begun and wait a little for the rest; is nothing left?"""
        self.shutdown(wait=False, cancel_futures=True)
        return not wait(set(self._busy), PATIENCE).not_done


def run(app: Forthright[Any]) -> tuple[int, bool]:
    """Until the user leaves, or a signal comes: the exit code, and whether nothing is left that runs.

    A mistake of ours that ended it is raised once the terminal is as it was.
    """
    loop, hands = asyncio.new_event_loop(), Hands()
    loop.set_default_executor(hands)
    loop.set_exception_handler(lambda loop, told: crash.aside(told.get("exception")))
    terminal.leaving.clear()
    for ending in ENDINGS:
        loop.add_signal_handler(ending, _end, app, loop, ending)
        signal.signal(ending, lambda *_: terminal.leaving.set())  # beside the loop, which may wait for the terminal
    try:
        with crash.stopping(app.stop):
            app.run(loop=loop)
    finally:
        idle = hands.finish() and not terminal.stuck()
        for ending in ENDINGS:
            loop.remove_signal_handler(ending)
        loop.close()
    if app.mistake:
        raise app.mistake
    return app.return_code or 0, idle


def _end(app: App[Any], loop: asyncio.AbstractEventLoop, ending: signal.Signals) -> None:
    """Leave as if the user had; the terminal is put back as it was."""
    if app.is_running:
        app.call_after_refresh(app.exit, return_code=SHELL + ending)
    else:
        loop.call_later(SOON, _end, app, loop, ending)
