"""Signals, suspending and closing of the terminal in every state: what was switched on is switched off again."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from briefing import cli, library
from torture import folders
from torture.terminals import Gone, Terminal, crowded, whole_house
from torture.trial import Attempt, Exhausted, Part

QUICK = 1.0
"""Seconds in which the program has ended, as promised."""
SHELL = 128
STEP = 0.02
"""Seconds by which a signal comes later, while the program starts."""
STEPS = 40
ARTICLES, MANY = 12, 400
EDITOR = "sh -c 'echo the editor is here; exec sleep 60' editor"
EDITING = "the editor"
MEANT_FOR_THE_EDITOR = (SHELL + signal.SIGINT, SHELL + signal.SIGQUIT)
"""What keys send to everybody in the foreground."""
ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)


@dataclass(frozen=True, slots=True)
class State:
    """A place to be in: what is run, the keys that lead there, each with words that then stand on the screen."""

    name: str
    words: Sequence[str]
    way: Sequence[tuple[str, str]] = ()
    full_screen: bool = True
    fresh: bool = False
    """Is there no index yet?"""
    real: bool = False
    """By the command, in an interpreter of its own."""
    environment: Sequence[tuple[str, str]] = ()


_READ = ("read", "corpus")
_LISTED = ("", "Talks number")
READER = [
    State("the list", _READ, [_LISTED]),
    State("an article", _READ, [_LISTED, ("\r", "on Monday")]),
    State("an article that was starred", _READ, [_LISTED, ("s", "starred")]),
    State("the line to search in", _READ, [_LISTED, ("/", "search"), ("ferry", "ferry")]),
    State("the palette", _READ, [_LISTED, (":", "articles")]),
    State("the help", _READ, [_LISTED, ("?", "Keys and signs")]),
    State(
        "the editor", _READ, [_LISTED, ("e", "E edits"), ("E", "the editor is here")], environment=[("EDITOR", EDITOR)]
    ),
    State("a brief being written", _READ, [_LISTED, ("*", ""), ("e", "E edits"), ("\r", "")]),
    State("indexing", _READ, [_LISTED, (":", "articles"), ("bring the index", "bring the index"), ("\r", "index")]),
    *(State(f"behind {key}", _READ, [_LISTED, ("\r", "on Monday"), (key, "")]) for key in "fdavSpPtcoWLTO;=+!"),
    State("the first page", ("read",), [("", "open the demo")], fresh=True),
    State("a first index meanwhile", ("read", "many"), [("", "indexing")], fresh=True),
    State("the real reader", _READ, [_LISTED], real=True),
]
OTHERS = [
    State("a first index", ("index", "--corpus", "many"), [("", "reading")], full_screen=False, fresh=True),
    State(
        "a real first index", ("index", "--corpus", "many"), [("", "reading")], full_screen=False, fresh=True, real=True
    ),
    State("watch", ("watch", "--corpus", "corpus"), [("", "up to date")], full_screen=False),
    State("serve", ("serve", "corpus", "--port", "8765"), [("", "Ctrl+C")], full_screen=False),
]
Deed = Callable[[Terminal, State], str | None]


def _ended_by(number: signal.Signals) -> Deed:
    def deed(terminal: Terminal, state: State) -> str | None:
        terminal.signal(number)
        return _ended(terminal, state, SHELL + number)

    return deed


def _ended(terminal: Terminal, state: State, code: int) -> str | None:
    """Did it end in time, with this code, and is the terminal as it was?"""
    since = time.monotonic()
    if state.name == EDITING:
        since = _let_go_of_editor(terminal)
        if code in MEANT_FOR_THE_EDITOR:
            terminal.shows("Talks number")
            terminal.quiet()
            code, since = SHELL + signal.SIGTERM, time.monotonic()
            terminal.signal(signal.SIGTERM)
    got = terminal.wait()
    took = terminal.ended - since
    if got != code:
        return f"ended with {got}, not with {code}\n{terminal.stream.told}"
    if late := _late(took):
        return late
    if "Traceback" in terminal.stream.told and "in main" in terminal.stream.told:  # before, it is Python's own
        return f"a traceback\n{terminal.stream.told}"
    return terminal.ruffled()


def _late(took: float) -> str | None:
    """Longer than promised; others on the machine count for what they take."""
    return f"took {took:.1f} s to end" if took > QUICK and took > QUICK * crowded() else None


def _let_go_of_editor(terminal: Terminal) -> float:
    """The editor's user has enough of it; when that was."""
    terminal.quiet(0.05)
    terminal.stream.wipe()
    for pid in others(terminal.pid):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return time.monotonic()


def others(session: int) -> list[int]:
    """All processes of a session but its first."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != session:
            with suppress(OSError):
                facts = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                if int(facts[3]) == session and facts[0] not in "ZX":
                    found.append(int(entry.name))
    return found


def _hung_up(terminal: Terminal, state: State) -> str | None:
    """The window is closed: nobody is there to paint for."""
    since = time.monotonic()
    terminal.hang_up()
    code = terminal.wait()
    took = terminal.ended - since
    if code != SHELL + signal.SIGHUP:
        return f"ended with {code}, not with {SHELL + signal.SIGHUP}"
    return _late(took)


def _stopped(terminal: Terminal) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        pid, status = os.waitpid(terminal.pid, os.WNOHANG | os.WUNTRACED)
        if pid and os.WIFSTOPPED(status):
            while terminal.take():
                pass
            return True
        terminal.take(0.005)
    return False


def _suspended(terminal: Terminal, state: State) -> str | None:
    """Ctrl+Z from outside, some other work in the shell, and back again; then it ends in order."""
    terminal.signal(signal.SIGTSTP)
    if not _stopped(terminal):
        return "was not suspended"
    if state.full_screen and (ruffled := terminal.ruffled()):
        return f"while it is suspended: {ruffled}"
    return _resumed(terminal, state)


def _frozen(terminal: Terminal, state: State) -> str | None:
    """Stopped without being asked, and told to go on."""
    terminal.signal(signal.SIGSTOP)
    if not _stopped(terminal):
        return "was not stopped"
    return _resumed(terminal, state)


def _resumed(terminal: Terminal, state: State) -> str | None:
    terminal.stream.wipe()
    terminal.signal(signal.SIGCONT)
    if state.full_screen:
        terminal.resize(90, 30)
        terminal.signal(signal.SIGWINCH)
        terminal.until(lambda: terminal.stream.farthest[0] > 20 or state.name == EDITING)
        terminal.quiet()
    return _ended_by(signal.SIGTERM)(terminal, state)


def _storm(terminal: Terminal, state: State) -> str | None:
    """A window that is pulled about while it is closed."""
    for step in range(60):
        terminal.resize(40 + step, 12 + step % 30)
        terminal.signal(signal.SIGWINCH)
        terminal.take()
    return _ended_by(signal.SIGTERM)(terminal, state)


def _twice(terminal: Terminal, state: State) -> str | None:
    """Somebody who cannot wait."""
    for number in (signal.SIGTERM, signal.SIGTERM, signal.SIGHUP, signal.SIGCONT):
        terminal.signal(number)
    since = _let_go_of_editor(terminal) if state.name == EDITING else time.monotonic()
    code = terminal.wait()
    if code not in (SHELL + signal.SIGTERM, SHELL + signal.SIGHUP):
        return f"ended with {code}"
    return _late(terminal.ended - since) or terminal.ruffled()


def _left(terminal: Terminal, state: State) -> str | None:
    """The user has read enough."""
    if state.name == EDITING:
        _let_go_of_editor(terminal)
        terminal.shows(_LISTED[1])
    if _LISTED in state.way:
        terminal.to_list()
    since = time.monotonic()
    terminal.press("q")
    code = terminal.wait()
    took = terminal.ended - since
    return f"ended with {code}" if code else _late(took) or terminal.ruffled()


DEEDS: list[tuple[str, Deed]] = [
    *((ending.name, _ended_by(ending)) for ending in ENDINGS),
    ("the terminal is closed", _hung_up),
    ("suspended", _suspended),
    ("stopped", _frozen),
    ("a storm of sizes", _storm),
    ("told twice", _twice),
    ("the key to leave by", _left),
]
FOR_OTHERS = [deed for deed in DEEDS if deed[0] not in ("suspended", "a storm of sizes", "the key to leave by")]
_COMBINED = [
    *((state, *deed) for state in READER for deed in DEEDS),
    *((state, *deed) for state in OTHERS for deed in FOR_OTHERS),
]


@contextmanager
def begin(folder: Path) -> Iterator[Attempt]:
    """An indexed corpus, and one that is to be indexed; each trial has a home of its own."""
    whole_house()
    folders.make(folder / "corpus", ARTICLES)
    folders.make(folder / "many", MANY)
    library.index(folder / "corpus")
    combined = list(_COMBINED)
    random.Random(1).shuffle(combined)

    def attempt(number: int, dice: random.Random) -> str | None:
        if number >= len(combined) + STEPS * len(ENDINGS):
            raise Exhausted
        if number >= len(combined):
            step, ending = divmod(number - len(combined), len(ENDINGS))
            return _while_starting(folder, step * STEP + dice.random() * STEP, ENDINGS[ending])
        state, name, deed = combined[number]
        with _home(folder, number) as home:
            fault = _tried(home, state, deed, dice)
        return f"{state.name}, {name}: {fault}" if fault else None

    yield attempt


@contextmanager
def _home(folder: Path, number: int) -> Iterator[Path]:
    home = folder / f"home{number}"
    home.mkdir()
    for name in ("state", "cache", "config"):
        if (folder / name).exists():
            shutil.copytree(folder / name, home / name)
    (home / "work").mkdir()
    (home / "work" / "corpus").symlink_to(folder / "corpus")
    (home / "work" / "many").symlink_to(folder / "many")
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _begun(home: Path, state: State) -> Terminal:
    environment = {f"BRIEFING_{name}": str(home / name.lower()) for name in ("STATE", "CACHE", "CONFIG")}
    environment |= dict(state.environment)
    where = home if state.words == ("read",) else home / "work"
    if state.real:
        words = [
            sys.executable,
            "-c",
            "import os, sys; os.chdir(sys.argv[1]); from briefing.cli import run; sys.argv[1:2] = []; run()",
        ]
        return Terminal([*words, str(where), *state.words], environment)

    def program() -> int:
        os.chdir(where)
        return cli.main(list(state.words))

    return Terminal(program, environment)


def _tried(home: Path, state: State, deed: Deed, dice: random.Random) -> str | None:
    terminal = _begun(home, state)
    try:
        for keys, words in state.way:
            if keys:
                terminal.press(keys)
            if words:
                terminal.shows(words)
        if not state.way[-1][1]:
            terminal.quiet(dice.choice((0.0, 0.01, 0.12)))
        fault = deed(terminal, state)
        if fault is None and (left := _running(terminal.pid)):
            fault = f"still runs: {left}"
        if fault is None and state.name.endswith("starred"):
            fault = _starred(home)
    except Gone as error:
        fault = str(error)
    finally:
        for pid in others(terminal.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        terminal.close()
    return fault


def _running(session: int) -> list[str]:
    """What of a session is still there, once it had a moment."""
    deadline = time.monotonic() + 1.0
    while found := others(session):
        if time.monotonic() > deadline:
            return [
                Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                for pid in found
            ]
        time.sleep(0.01)
    return []


def _starred(home: Path) -> str | None:
    """Is the mark there that the screen acknowledged?"""
    from briefing.paths import state_folder
    from briefing.state import State as Kept

    before = os.environ["BRIEFING_STATE"]
    os.environ["BRIEFING_STATE"] = str(home / "state")
    try:
        with Kept.open(state_folder(), home / "work" / "corpus") as kept:
            return None if kept.marks().get("starred") else "the mark is not there"
    finally:
        os.environ["BRIEFING_STATE"] = before


def _while_starting(folder: Path, delay: float, ending: signal.Signals) -> str | None:
    """The real command, signalled so many seconds after it began."""
    with _home(folder, 0) as home:
        state = replace(READER[-1], name="starting")
        terminal = _begun(home, state)
        try:
            terminal.quiet(delay, delay)
            terminal.signal(ending)
            fault = _ended(terminal, state, SHELL + ending)
            if fault is None and (left := _running(terminal.pid)):
                fault = f"still runs: {left}"
        except Gone as error:
            fault = str(error)
        finally:
            terminal.close()
    return f"{ending.name} {delay:.3f} s after the start: {fault}" if fault else None


PART = Part("signals", "P12, P13", len(_COMBINED) + STEPS * len(ENDINGS), 3, begin)
