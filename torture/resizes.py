"""Windows of any size, pulled about while keys are pressed in every view: nothing is painted outside, nothing ends."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from briefing import cli, library
from torture import folders
from torture.stream import Stream
from torture.terminals import SILENCE, Gone, Terminal, whole_house
from torture.trial import Attempt, Part

ARTICLES = 30
LARGEST = 400, 120
SMALLEST = 40, 12
"""Below this it says that there is too little room, where it has room to say so."""
SAYING = 14, 2
ENDED = -1
LIVES = 12
"""Trials of one reader, before another begins."""
BURST = 8
HEARD = 5.0
"""Seconds within which the window is painted anew."""
KEYS = (
    "j k g G \x04 \x15 \r \x1b \t \x1b[Z 1 2 3 J K M / n N ] [ f d v a S p P r s m t c w y e O u o W = ! + T F z "
    "< > : ? ; b * A L ( ) { } \x06 ferry talks \x7f \x1b[A \x1b[B \x1b[5~ \x1b[6~ \x1b[H \x1b[F \x1bOP \x1b "
    "\r\r\r\r \x1b[27u\x1b[27u\x1b[27u \r\x1b[27u\r\x1b[27u"
).split(" ")
TERMINALS = (
    {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"},
    {"TERM": "xterm-256color", "NO_COLOR": "1"},
    {"TERM": "linux"},
    {"TERM": "dumb"},
    {"TERM": "xterm-256color", "COLORTERM": "truecolor", "wide": "1"},
    {"TERM": "vt100", "NO_COLOR": "1"},
)
PLAIN = ("linux", "dumb", "vt100")


@dataclass(slots=True)
class _Reader:
    """One that lives through some trials."""

    corpus: Path
    environment: dict[str, str]
    terminal: Terminal = field(init=False)
    lived: int = 0

    def __post_init__(self) -> None:
        given = {name: value for name, value in self.environment.items() if name != "wide"}
        reset = {"NO_COLOR": "", "COLORTERM": "", "LC_ALL": "C.UTF-8", **given}
        words = ["read", str(self.corpus)]
        self.terminal = Terminal(lambda: cli.main(words), reset, wide="wide" in self.environment)
        self.terminal.shows("Talks number")

    def left(self) -> str | None:
        """Leave in order; what was wrong with that."""
        terminal = self.terminal
        terminal.signal(signal.SIGTERM)
        code = terminal.wait()
        ruffled = terminal.ruffled()
        terminal.close()
        return f"ended with {code}" if code != 128 + signal.SIGTERM else ruffled


@contextmanager
def begin(folder: Path) -> Iterator[Attempt]:
    """Readers of one small corpus, on several kinds of terminals."""
    whole_house()
    corpus = folders.make(folder / "corpus", ARTICLES)
    library.index(corpus)
    readers: list[_Reader] = []

    def attempt(number: int, dice: random.Random) -> str | None:
        if readers and readers[0].lived >= LIVES and (fault := readers.pop().left()):
            return fault
        if not readers:
            readers.append(_Reader(corpus, TERMINALS[number // LIVES % len(TERMINALS)]))
        reader = readers[0]
        reader.lived += 1
        try:
            fault = _tried(reader, dice)
        except Gone as error:
            fault = f"{error}\n{reader.terminal.stream.shown}"
        if fault or reader.lived == ENDED:
            readers.pop().terminal.close()
        return fault

    try:
        yield attempt
    finally:
        for reader in readers:
            reader.terminal.close()


def _size(dice: random.Random) -> tuple[int, int]:
    """Of all sorts, the smallest ones as often as the usual ones."""
    kind = dice.randrange(4)
    if kind == 0:
        return dice.randint(1, 12), dice.randint(1, 6)
    if kind == 1:
        return dice.randint(30, 50), dice.randint(8, 16)
    if kind == 2:
        return dice.randint(60, 132), dice.randint(20, 50)
    return dice.randint(1, LARGEST[0]), dice.randint(1, LARGEST[1])


def _tried(reader: _Reader, dice: random.Random) -> str | None:
    """A burst of sizes and keys; then one size more, and a look at what is painted for it."""
    terminal = reader.terminal
    pressed: list[object] = []
    for _ in range(BURST):
        if dice.random() < 0.5:
            size = _size(dice)
            pressed.append(size)
            terminal.resize(*size)
        else:
            key = dice.choice(KEYS)
            pressed.append(key)
            terminal.press(key)
        for _ in range(dice.randrange(3)):
            terminal.take(0.01)
    before = (terminal.stream.width, terminal.stream.height)
    terminal.quiet()
    size = _size(dice)
    while size == before:
        size = _size(dice)
    terminal.stream.wipe()
    terminal.resize(*size)
    _settle(terminal, size)
    if terminal.poll() is not None:
        reader.lived = ENDED
        ruffled = terminal.ruffled()
        why = ruffled if terminal.code == 0 else f"ended with {terminal.code}"  # the palette has a command to quit
        return f"{why} after {pressed}\n{terminal.stream.told}" if why else None
    fault = _seen(terminal.stream, size) or _odd(terminal.stream, reader.environment)
    where = f"{size[0]} x {size[1]}, {reader.environment['TERM']}, after {pressed}"
    return f"{fault}; {where}\n{terminal.stream.shown}" if fault else None


def _settle(terminal: Terminal, size: tuple[int, int]) -> None:
    """Until the window is as it should be and nothing more comes; what was painted for the size before is forgotten."""
    deadline = time.monotonic() + HEARD
    stream = terminal.stream
    while time.monotonic() < deadline and terminal.poll() is None:
        came = terminal.take(SILENCE)
        if not came and _seen(stream, size) is None:
            return


def _seen(stream: Stream, size: tuple[int, int]) -> str | None:
    """Does the frame fit, and fill the window?"""
    width, height = size
    lines, columns = stream.farthest
    if lines > height or columns > width:
        return f"painted as far as line {lines}, column {columns}"
    if lines < height:
        return f"painted only as far as line {lines}"
    if (width < SMALLEST[0] or height < SMALLEST[1]) and width >= SAYING[0] and height >= SAYING[1]:
        return None if "too small" in stream.shown else "does not say that it is too small"
    return None


def _odd(stream: Stream, environment: dict[str, str]) -> str | None:
    if stream.faults:
        return stream.faults[0]
    if "Traceback" in stream.told:
        return f"a traceback\n{stream.told}"
    if environment.get("NO_COLOR") and stream.seen["colour"]:
        return f"{stream.seen['colour']} colours, where none are wanted"
    if environment["TERM"] in PLAIN and not stream.shown.isascii():
        return f"signs that are no ASCII: {sorted(set(filter(lambda letter: not letter.isascii(), stream.shown)))}"
    return None


PART = Part("resizes", "P13, P14", 300, 2, begin)
