"""A limit of time for our own reading of a text, which no text should ever need."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

from briefing.files import Unreadable

SECONDS = 30
"""Of computing that one article may take."""
_AGAIN = 0.5
"""Seconds after which an end that got lost (one in a finaliser does) is called for again."""
Made = TypeVar("Made")


class _TooLong(BaseException):
    """No `Exception`, so that nothing on the way takes it for a mistake in a rule."""


def too_long(seconds: float) -> str:
    """The reason, for people."""
    return f"takes longer than {seconds:g} s to read"


def within(seconds: float, do: Callable[[], Made]) -> Made:
    """What it gives; Unreadable where it computes for longer. No limit is kept outside of the main thread.

    A function and no context: between the last line of a context and its end the time could run out unseen.
    """
    if threading.current_thread() is not threading.main_thread():
        return do()
    running = True

    def ring(number: int, frame: FrameType | None) -> None:
        if running:
            raise _TooLong

    handler, timer = signal.signal(signal.SIGPROF, ring), (0.0, 0.0)
    try:
        try:
            timer = signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
            return do()
        finally:
            running = False
    except _TooLong:
        raise Unreadable(too_long(seconds)) from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, *timer)
        signal.signal(signal.SIGPROF, handler)
