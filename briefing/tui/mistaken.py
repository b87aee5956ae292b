"""Leaving by a mistake of our own: the screen is put back, and whoever runs the application tells what happened."""

from __future__ import annotations

import contextlib

from textual.app import App, ReturnType
from textual.css.query import NoMatches
from textual.worker import WorkerFailed

FAILED = 1


class Forthright(App[ReturnType]):
    """Draws nothing of a mistake: Textual would print the values that were at hand, and so articles."""

    def _handle_exception(self, error: Exception) -> None:
        """Leave at once. Whoever tests it is told by Textual what was raised."""
        if self._exit and isinstance(_first(error), NoMatches):
            return  # nothing is put into a dialog that opens while one leaves
        self._return_code = FAILED
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def stop(self, error: BaseException) -> None:
        """The same, from a thread."""
        if isinstance(error, Exception) and self._loop:
            with contextlib.suppress(RuntimeError):  # it has been left meanwhile
                self._loop.call_soon_threadsafe(self._handle_exception, error)

    @property
    def mistake(self) -> Exception | None:
        """What ended it, where that was a mistake of ours."""
        return self._exception and _first(self._exception)


def _first(error: Exception) -> Exception:
    """What a worker failed by, where one failed."""
    while isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
        error = error.error
    return error
