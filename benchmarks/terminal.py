"""A terminal of 160 x 45 cells that a program runs in: keys go in, and what was painted when comes out."""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence

COLUMNS, LINES = 160, 45
SILENCE = 0.06
"""Seconds without painting after which all has been painted."""
PATIENCE = 5.0
_TOKEN = re.compile(
    r"\x1b\[(?P<mark>[<=>?]?)(?P<numbers>[0-9;:]*)(?P<middle>[ -/]*)(?P<final>[@-~])"
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\)|\x1b[ -/]*[0-OQ-WYZ`-~=>]"
    r"|(?P<text>[^\x00-\x1f\x7f]+)|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])",
    re.DOTALL,
)
_ANSWERS = {"?2026": "\x1b[?2026;2$y", "?2048": "\x1b[?2048;0$y"}
"""As most terminals have it: frames are painted as a whole, sizes are told by a signal."""


class Late(TimeoutError):
    """What was waited for was not painted."""


class Picture:
    """The cells as they were painted; styles are left out."""

    def __init__(self) -> None:
        self._cells = [[" "] * COLUMNS for _ in range(LINES)]
        self._line = self._column = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._rest = ""

    @property
    def rows(self) -> list[str]:
        """Every line of the screen."""
        return ["".join(cells) for cells in self._cells]

    def paint(self, raw: bytes) -> tuple[set[int], list[str]]:
        """Take in what a program wrote: the lines it painted, and the answers it waits for."""
        text = self._rest + self._decoder.decode(raw)
        at, painted, answers = 0, set[int](), list[str]()
        while at < len(text) and (token := _TOKEN.match(text, at)):
            at = token.end()
            if token["text"]:
                self._write(token["text"])
                painted.add(self._line)
            elif token["control"]:
                self._control(token["control"])
            elif token["final"]:
                answers += self._command(token)
        self._rest = text[at:]
        return painted, answers

    def _write(self, text: str) -> None:
        cells = self._cells[self._line]
        for letter in text:
            width = 2 if unicodedata.east_asian_width(letter) in "WF" else 1 - bool(unicodedata.combining(letter))
            for cell in range(self._column, min(self._column + width, COLUMNS)):
                cells[cell] = letter if cell == self._column else ""
            self._column += width

    def _control(self, control: str) -> None:
        if control == "\n":
            self._line = min(self._line + 1, LINES - 1)
        elif control == "\r":
            self._column = 0

    def _command(self, token: re.Match[str]) -> list[str]:
        if token["final"] == "H" and not token["mark"]:
            line, _, column = token["numbers"].partition(";")
            self._line = min(int(line or 1), LINES) - 1
            self._column = min(int(column or 1), COLUMNS) - 1
        elif token["final"] == "p" and token["middle"] == "$":
            return [_ANSWERS.get(token["mark"] + token["numbers"], "")]
        return []


def _own(slave: int) -> None:
    """Let the terminal be the one of this process, so that it ends with the terminal."""
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)


class Terminal:
    """A program in a pseudo-terminal of its own. Times are those of `time.perf_counter`."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        os.set_blocking(self._master, False)
        self.picture = Picture()
        self.painted = 0.0
        """When something was last painted between the first line and the last one, where cursors blink."""
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, preexec_fn=lambda: _own(slave)
        )
        os.close(slave)

    @property
    def processor(self) -> float:
        """Seconds of the processor that the program has spent, those of its threads included."""
        return time.clock_gettime(~self.process.pid << 3 | 2)  # as clock_getcpuclockid(3) has it on Linux

    def press(self, keys: str) -> float:
        """Write keys; when that was."""
        self._take(0.0)
        os.write(self._master, keys.encode())
        return time.perf_counter()

    def until(self, condition: Callable[[list[str]], bool], patience: float = PATIENCE) -> float:
        """Wait for a picture; when its last piece came. Late where it does not come."""
        deadline, when = time.perf_counter() + patience, time.perf_counter()
        while not condition(self.picture.rows):
            left = deadline - time.perf_counter()
            if left <= 0 or self.process.poll() is not None:
                raise Late("not painted as expected" if left <= 0 else f"ended with {self.process.returncode}")
            when = self._take(min(left, 0.5)) or when
        return when

    def rest(self, since: float, patience: float = PATIENCE) -> float:
        """Wait until all has been painted; when that was, `since` at least."""
        deadline = time.perf_counter() + patience
        while (now := time.perf_counter()) < max(since, self.painted) + SILENCE and now < deadline:
            self._take(SILENCE)
        return max(since, self.painted)

    def _take(self, patience: float) -> float | None:
        """Take in what there is, or comes within so many seconds; when it came."""
        if not select.select([self._master], [], [], patience)[0]:
            return None
        raw = b""
        with contextlib.suppress(BlockingIOError, OSError):
            while piece := os.read(self._master, 65_536):
                raw += piece
        when = time.perf_counter()
        if not raw:
            time.sleep(0.01)
            return None
        painted, answers = self.picture.paint(raw)
        if painted - {0, LINES - 1}:
            self.painted = when
        for answer in answers:
            os.write(self._master, answer.encode())
        return when

    def leave(self, key: str = "q", patience: float = 5.0) -> int:
        """Press the key that quits until the program has ended; its exit code. Late where it goes on."""
        deadline = time.perf_counter() + patience
        while self.process.poll() is None and time.perf_counter() < deadline:
            with contextlib.suppress(OSError):
                self.press(key)
            pressed = time.perf_counter()
            while self.process.poll() is None and time.perf_counter() < pressed + 0.5:
                self._take(0.02)
        if self.process.poll() is None:
            raise Late("did not quit")
        return self.process.returncode

    def close(self) -> None:
        """End the program if it still runs, and give the terminal back."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._master)
