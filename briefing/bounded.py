"""A limit of time for our own reading of a text, which no text should ever need."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from types import FrameType
from typing import TypeVar

from briefing.files import Unreadable

SECONDS = 30
"""Of computing that one article may take."""
SECONDS_OF_A_FILE = 300
"""The same, for all the articles of one file: 20 MB of them take some 40."""
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


def each_within(each: float, whole: float, tasks: Iterable[Callable[[], Made]]) -> Iterator[Made]:
    """What the tasks give, one by one; Unreadable where one computes for too long, or all of them together.

    The limit of them together holds in every thread, and is looked at between two of them.
    """
    began = time.thread_time()
    for do in tasks:
        if time.thread_time() - began > whole:
            raise Unreadable(too_long(whole))
        yield within(each, do)
