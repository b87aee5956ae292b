"""The real program in a pseudo-terminal, with a mouse."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

COLUMNS, LINES = 80, 24
SILENCE = 0.2
"""Seconds without painting after which all has been painted."""
PATIENCE = 60.0
_ANSWER = re.compile(rb"\x1b\[\?(\d+)\$p")
LEADING_AWAY = re.compile(rb"\x1b\](?:8|52|9|777);")
"""Links, the clipboard, notifications."""


class Terminal:
    """`briefing` on a folder, and all that it wrote."""

    def __init__(self, corpus: Path) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color"}
        command = [sys.executable, "-m", "briefing", str(corpus)]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        self.written = b""

    def wait(self) -> bytes:
        """Until nothing is painted any more: what was."""
        begun, until = len(self.written), time.monotonic() + PATIENCE
        while time.monotonic() < until and select.select([self._master], [], [], SILENCE)[0]:
            try:
                read = os.read(self._master, 1 << 16)
            except OSError:  # it has ended
                break
            if not read:
                break
            self.written += read
            for asked in _ANSWER.finditer(read):
                self.type(b"\x1b[?%s;2$y" % asked[1])
        return self.written[begun:]

    def until(self, words: bytes) -> bool:
        """Wait for something to be painted."""
        end = time.monotonic() + PATIENCE
        while words not in self.written and time.monotonic() < end and self.process.poll() is None:
            self.wait()
        return words in self.written

    def type(self, keys: bytes) -> None:
        """Press keys, or the mouse."""
        os.write(self._master, keys)

    def click(self, line: int) -> None:
        """Every cell of a line, with the left button."""
        for column in range(1, COLUMNS + 1):
            self.type(b"\x1b[<0;%d;%dM\x1b[<0;%d;%dm" % (column, line, column, line))

    def leave(self) -> int | None:
        """Close what is open and quit, as a person would: the exit code, None where that does not end it."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            for key in (b"\x1b", b"q"):
                with contextlib.suppress(OSError):  # it ends at this moment
                    self.type(key)
                self.wait()
        return self.process.poll()

    def close(self) -> None:
        """Let go of it, whether it has ended or not."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)


@contextlib.contextmanager
def opened(corpus: Path) -> Iterator[Terminal]:
    """The reader, open on a folder."""
    terminal = Terminal(corpus)
    try:
        yield terminal
    finally:
        terminal.close()


def clicked_everywhere(corpus: Path) -> str | None:
    """Click every cell of the real reader, close what that opened, leave: what went wrong."""
    with opened(corpus) as terminal:
        if not terminal.until(b"articles"):
            return f"the reader did not open: {terminal.written[-2000:]!r}"
        for line in range(1, LINES + 1):
            terminal.click(line)
            terminal.wait()
            if terminal.process.poll() is not None:
                return f"a click in line {line} left the reader"
            for _ in range(3):
                terminal.type(b"\x1b")
                terminal.wait()
        if found := LEADING_AWAY.search(terminal.written):
            return f"the terminal was given {terminal.written[found.start() : found.start() + 80]!r}"
        code = terminal.leave()
        return None if code == 0 else f"q did not leave the reader: {code}, {terminal.written[-500:]!r}"
