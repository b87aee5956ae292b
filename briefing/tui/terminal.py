"""The terminal that is taken over while the reader runs, and given back whole however that ends."""

from __future__ import annotations

import asyncio
import codecs
import os
import selectors
import signal
import sys
import threading
from contextlib import suppress
from functools import partial
from queue import Full
from typing import IO, Any

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from briefing.tui.pasting import Washed

AT_ONCE = 4096
LOOK = 0.05
"""Seconds between two looks at whether the reader was left."""
GONE = 128 + signal.SIGHUP
"""The exit code where the terminal was closed and no signal told of it."""
SOON = 0.05
"""Seconds after which it is asked again whether the terminal takes what is painted, or the user left."""
PATIENCE = 0.3
"""Seconds that leaving waits for a terminal that takes nothing."""
PIXELS_OFF = "\x1b[?1016l"
OUTPUT = "textual-output"
"""What Textual calls the thread that writes."""

leaving = threading.Event()
"""Set as soon as a signal ends the reader, even while it waits for the terminal."""


class _Paper:
    """What is painted on; a terminal that was closed takes everything and shows nothing."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Paint, if there is still something to paint on."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Let it be seen, if there is still somebody to see it."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """The number of the file below."""
        return self._file.fileno()


class Terminal(LinuxDriver):
    """Textual's, which neither waits for a terminal that is gone nor takes over twice."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._file: Any = _Paper(sys.__stderr__) if sys.__stderr__ else self._file
        self._taken = False
        self._own_stops = 0
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTSTP, self._stop)
        loop.add_signal_handler(signal.SIGCONT, self._go_on)

    def _get_terminal_size(self) -> tuple[int, int]:
        """The terminal's own word; COLUMNS and LINES, which Textual asks first, stay as they were when it is pulled."""
        with suppress(OSError):
            width, height = os.get_terminal_size(self.fileno)
            if width and height:
                return width, height
        return super()._get_terminal_size()

    def _stop(self) -> None:
        """Ctrl+Z, from outside: the terminal is given back before we sleep, and taken over again afterwards."""
        shown = self._taken and self._auto_restart
        if shown:
            self.suspend_application_mode()
        self._own_stops += 1
        os.kill(os.getpid(), signal.SIGSTOP)
        if shown:
            self._take_again()

    def _go_on(self) -> None:
        """Whoever stopped us without asking left the terminal as it was; a shell has changed it since."""
        if self._own_stops:
            self._own_stops -= 1
        elif self._taken and self._auto_restart and not leaving.is_set() and os.isatty(self.fileno):
            self.suspend_application_mode()
            self._take_again()

    def _take_again(self) -> None:
        self._must_signal_resume = True
        self.resume_application_mode()

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._taken = True

    def stop_application_mode(self) -> None:
        """Give it back, the mouse in pixels included."""
        self._taken = False
        if self._mouse_pixels:
            self._mouse_pixels = False
            self.write(PIXELS_OFF)
        super().stop_application_mode()

    def run_input_thread(self) -> None:
        """Hear keys until the reader is left, or the terminal is gone."""
        parser, washed = XTermParser(self._debug), Washed()
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(LOOK):
                    if not (raw := self._read()):
                        self._loop.call_soon_threadsafe(partial(self._app.exit, return_code=GONE))
                        return
                    for event in parser.feed(washed.wash(decode(raw))):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def _read(self) -> bytes:
        """Nothing, once there is no terminal any more."""
        try:
            return os.read(self.fileno, AT_ONCE)
        except OSError:
            return b""

    def write(self, data: str) -> None:
        """Paint; who leaves does not wait for a terminal that takes nothing."""
        writer = self._writer_thread
        while writer is not None and writer.is_alive():
            try:
                writer._queue.put(data, timeout=SOON)
            except Full:
                if leaving.is_set():
                    return
            else:
                return

    def close(self) -> None:
        """Paint what is left, within a moment."""
        writer = self._writer_thread
        if writer is not None and leaving.is_set():
            with suppress(Full):
                writer._queue.put(None, timeout=PATIENCE)
            writer.join(PATIENCE)
        else:
            super().close()


def stuck() -> bool:
    """Does something still wait to be painted, on a terminal that takes nothing?"""
    return any(thread.name == OUTPUT for thread in threading.enumerate())
