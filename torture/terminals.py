"""A program in a terminal of its own: keys are pressed in it, it is pulled larger and smaller, signalled and closed."""

from __future__ import annotations

import contextlib
import fcntl
import gc
import io
import os
import pkgutil
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from torture.stream import FRAME, Stream

SILENCE = 0.12
"""Seconds without a byte after which all has been painted."""
PATIENCE = 30.0
SPIN = 0.02
"""Seconds of the processor."""
ESCAPE = "\x1b[27u"
"""As newer terminals tell of the key, whose old sign is the beginning of others."""
LISTED = re.compile(r"━\d+ articles?")
"""A heavy line runs above the pane that has the keys."""
OVER = re.compile("[╭🔎]")
"""The corner of a dialog, and the sign of the palette."""
HEARING = 2.0
"""Seconds within which the reader goes back to its list."""
Program = Callable[[], int]


class Gone(Exception):
    """The program ended, or did not do what was waited for."""


class Terminal:
    """One program and its terminal; what it is may be a command, or something to be done in a fork of this process."""

    def __init__(
        self,
        program: Sequence[str] | Program,
        environment: Mapping[str, str] | None = None,
        *,
        size: tuple[int, int] = (100, 40),
        wide: bool = False,
    ) -> None:
        self.stream = Stream(*size, wide=wide)
        self.code: int | None = None
        self.ended = 0.0
        self._open = True
        ours, theirs = pty.openpty()
        self.master = ours
        self._slave = theirs
        """Kept, so that the terminal can be looked at when the program has ended."""
        self.resize(*size)
        self.before: list[Any] = termios.tcgetattr(theirs)
        self.pid = _begin(program, {**os.environ, "TERM": "xterm-256color", **(environment or {})}, ours, theirs)
        os.set_blocking(ours, False)

    def resize(self, width: int, height: int) -> None:
        """As when somebody pulls at the corner."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.stream.width, self.stream.height = width, height
        if self.stream.modes.get(2048):
            self.press(f"\x1b[48;{height};{width};{height * 20};{width * 10}t")

    def press(self, keys: str) -> None:
        """Write keys as far as the terminal takes them."""
        with contextlib.suppress(BlockingIOError):
            os.write(self.master, keys.encode("utf-8", "surrogateescape"))

    def signal(self, number: int) -> None:
        """Send it to the program alone."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def take(self, patience: float = 0.0) -> bool:
        """Take in what there is, or comes within so many seconds; whether something came."""
        if not self._open or not select.select([self.master], [], [], patience)[0]:
            return False
        raw = b""
        with contextlib.suppress(BlockingIOError, OSError):
            while piece := os.read(self.master, 65_536):
                raw += piece
        for answer in self.stream.feed(raw):
            self.press(answer)
        return bool(raw)

    def until(self, condition: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait for something that is painted. Gone where it does not come."""
        deadline = time.monotonic() + patience
        while not condition():
            if not self.take(0.05) and (self.poll() is not None or time.monotonic() > deadline):
                if self.take() or condition():
                    continue
                raise Gone(f"ended with {self.code}" if self.code is not None else "not painted in time")

    def shows(self, words: str, patience: float = PATIENCE) -> None:
        """Wait until these words stand somewhere."""
        try:
            self.until(lambda: words in self.stream.shown, patience)
        except Gone as error:
            raise Gone(f"“{words}”: {error}\n{self.stream.shown}") from None

    def quiet(self, silence: float = SILENCE, patience: float = PATIENCE) -> None:
        """Wait until nothing more is painted."""
        deadline = time.monotonic() + patience
        while self.take(silence) and time.monotonic() < deadline:
            pass

    def to_list(self) -> None:
        """Leave whatever the reader has open, as far as keys do that."""
        self.press(f"{ESCAPE * 4}1")
        with contextlib.suppress(Gone):
            self.until(lambda: self.in_list, HEARING)

    @property
    def in_list(self) -> bool:
        """Has the list of articles the keys, and does nothing lie over it? Half a frame tells nothing."""
        shown = self.stream.shown
        return not self.stream.modes.get(int(FRAME)) and not OVER.search(shown) and bool(LISTED.search(shown))

    def poll(self) -> int | None:
        """The exit code as a shell has it, once the program has ended."""
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                self.code, self.ended = (128 - code if code < 0 else code), time.monotonic()
        return self.code

    def wait(self, patience: float = PATIENCE) -> int:
        """Until the program has ended; its exit code. Gone where it goes on."""
        deadline = time.monotonic() + patience
        while self.poll() is None:
            self.take(0.005)
            if time.monotonic() > deadline:
                raise Gone("does not end")
        while self.take():
            pass
        return self.code or 0

    def hang_up(self) -> None:
        """Close the terminal, as when its window is closed."""
        if self._open:
            self._open = False
            os.close(self._slave)
            os.close(self.master)

    def ruffled(self) -> str | None:
        """What of the terminal is not as it was before the program began."""
        self.stream.feed(b"", last=True)
        after = termios.tcgetattr(self._slave)
        names = ("input", "output", "control", "local", "input speed", "output speed", "characters")
        changed = [name for name, old, new in zip(names, self.before, after, strict=True) if old != new]
        said = [f"{', '.join(changed)} modes of the line"] if changed else []
        return "; ".join([*said, *filter(None, [self.stream.left_on()]), *self.stream.faults[:3]]) or None

    def close(self) -> None:
        """End whatever still runs."""
        if self.poll() is None:
            for end in (os.killpg, os.kill):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    end(self.pid, signal.SIGKILL)
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self.hang_up()


def whole_house() -> None:
    """Import all that is ours, so that a fork has it."""
    import briefing

    for module in pkgutil.walk_packages(briefing.__path__, "briefing."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):  # a browser needs more than is here everywhere
                import_module(module.name)


def crowded() -> float:
    """How many times longer everything takes than on a machine of one's own; 1 there."""
    began, worked = time.perf_counter(), time.process_time()
    while time.process_time() < worked + SPIN:
        pass
    return max(1.0, (time.perf_counter() - began) / SPIN)


def _begin(program: Sequence[str] | Program, environment: Mapping[str, str], ours: int, theirs: int) -> int:
    """A process of its own, whose only terminal this is."""
    gc.freeze()
    if pid := os.fork():
        return pid
    code = 70
    try:
        os.setsid()
        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)
        for number in (0, 1, 2):
            os.dup2(theirs, number)
        os.closerange(3, 256)
        for number in (*range(1, signal.SIGRTMIN),):
            with contextlib.suppress(OSError, ValueError):
                signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        if not callable(program):
            os.execvpe(program[0], list(program), dict(environment))
        os.environ.clear()
        os.environ.update(environment)
        own_streams()
        code = program()
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:  # noqa: BLE001 - the exit code and what is on the screen tell
        import traceback

        traceback.print_exc(file=sys.__stderr__)
    finally:
        for stream in (sys.__stdout__, sys.__stderr__):
            with contextlib.suppress(Exception):
                stream.flush()  # type: ignore[union-attr]
        os._exit(code)


def own_streams() -> None:
    """Those of Python, whatever a runner of tests made of them."""
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(io.FileIO(0, "r", closefd=False), "utf-8")  # type: ignore[misc]
    for number, name in ((1, "stdout"), (2, "stderr")):
        raw = io.BufferedWriter(io.FileIO(number, "w", closefd=False))
        stream = io.TextIOWrapper(raw, "utf-8", line_buffering=True)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
