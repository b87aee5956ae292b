"""kill -9 of whoever writes marks, tags and notes: what was acknowledged is there, what was under way whole or not."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from briefing.paths import corpus_key
from briefing.state import State
from briefing.state.file import MIGRATIONS
from torture import folders, killing
from torture import kills_of_commands as commands
from torture.acts import Act, Picture, acts, picture, pictures
from torture.killing import DONE, KILLED, Fuse
from torture.trial import Attempt, Part

SCRIPTS, ACTS = 16, 12
"""How many different readers there are, and what each does."""
TRIES = 10
SCREENS = 5
"""Of so many trials with real commands one is with the reader."""
OPENED, TOLD, WRITTEN, CLOSED = b"o", b"n", b".", b"c"
"""What a writer acknowledges: that the file is open, what happened to it, each act, and that it is closed."""
_GARBAGE = b"\xffnot a page of ours\xff" * 8
_OLD = "old0000001"


@dataclass(frozen=True, slots=True)
class Script:
    """What one reader does, from which state on, and what is kept before and after each act."""

    who: str
    start: Path
    acts: Sequence[Act]
    pictures: Sequence[Picture]


class Trials:
    """A state folder that is made and killed again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.errors = folder, folder / "errors.txt"
        self.corpus, self.state = folder / "corpus", folder / "trial"
        self._scripts: dict[tuple[int, str, str], Script] = {}
        folders.make(self.corpus, 8)

    @cached_property
    def importing(self) -> commands.Importing:
        """The real `state import`."""
        return commands.Importing(self.folder, self.corpus, self.state)

    def script(self, number: int, start: str, who: str = "reader") -> Script:
        """A reader who begins with nothing, goes on with what was kept, or has a file of the first version."""
        if (number, start, who) not in self._scripts:
            dice = random.Random(f"{number} {who}")
            template = self.folder / f"{start} {number} {who}"
            first, second = acts(dice, ACTS, who), acts(dice, ACTS, who)
            template.mkdir()
            if start == "kept":
                with closing(State.open(template, self.corpus)) as state:
                    for act in first:
                        act(state)
            if start == "old":
                _first_version(template, self.corpus)
            after = self.folder / "after"
            _copy(template, after)
            with closing(State.open(after, self.corpus)) as state:
                known = pictures(state, second, who)
            self._scripts[number, start, who] = Script(who, template, second, known)
        return self._scripts[number, start, who]

    def write(self, script: Script, tell: int, fuse: Fuse, commit: int, pages: int | None) -> None:
        """What the forked writer does; the fuse is lit at one of its commits, or at once (0)."""
        fuse.lay()
        _listen(fuse, commit, pages)
        if not commit:
            fuse.light()
        state = State.open(self.state, self.corpus)
        os.write(tell, OPENED + TOLD * bool(state.notices))
        for act in script.acts:
            act(state)
            os.write(tell, WRITTEN)
        state.close()
        os.write(tell, CLOSED)

    def writer(self, script: Script, dice: random.Random, share: float) -> tuple[int, float | None, int]:
        """Begin one: its id, the seconds after which to kill it (None: it does so itself), and where it tells."""
        told, tell = os.pipe()
        pages = dice.choice((None, 2))
        after, commit, fuse = None, 1 + int(share * (ACTS + 2)), Fuse()
        match dice.randrange(4):
            case 0 | 1:
                after = share * 0.12
            case 2:
                fuse = Fuse(seconds=dice.random() * 0.004)
            case _:
                fuse = Fuse(seconds=dice.random() * 0.0004)
        pid = killing.begin(lambda: self.write(script, tell, fuse, commit, pages), self.errors)
        os.close(tell)
        return pid, after, told

    def one(self, script: Script, dice: random.Random) -> str | None:
        """One writer, killed."""
        for tried in range(TRIES):
            _copy(script.start, self.state)
            pid, after, told = self.writer(script, dice, dice.random() * 0.8**tried)
            status = killing.ended(pid, after)
            acknowledged = _read(told)
            if fault := self.judged(status, script, acknowledged):
                return fault
            if status == KILLED:
                return None
        return f"{TRIES} writers had ended before they were killed"

    def two(self, scripts: Sequence[Script], dice: random.Random) -> str | None:
        """Two writers at once, both or one of them killed."""
        for tried in range(TRIES):
            _copy(scripts[0].start, self.state)
            begun = [self.writer(script, dice, dice.random() * 0.8**tried) for script in scripts]
            statuses = [killing.ended(pid, after) for pid, after, _ in begun]
            heard = [_read(told) for _, _, told in begun]
            for script, status, acknowledged in zip(scripts, statuses, heard, strict=True):
                if fault := self.judged(status, script, acknowledged):
                    return f"{script.who}: {fault}"
            if KILLED in statuses:
                return None
        return f"{TRIES} writers had ended before they were killed"

    def judged(self, status: int, script: Script, acknowledged: bytes) -> str | None:
        """What is wrong with what is kept."""
        if status not in (DONE, KILLED):
            return f"ended with {status}: {self.errors.read_text()}"
        if fault := commands.sound(self.state):
            return fault
        done = acknowledged.count(WRITTEN)
        with closing(State.open(self.state, self.corpus)) as state:
            if state.notices:
                return f"the file opens with {state.notices}"
            kept = picture(state, script.who)
            if script.start.name.startswith("old") and _OLD not in state.marks()["read"]:
                return "what the first version kept is gone"
        if kept in script.pictures[done : done + 2]:
            return None
        return f"{done} acts were acknowledged, {len(kept)} lines are kept: {_difference(script, done, kept)}"

    def aside(self, script: Script, dice: random.Random) -> str | None:
        """Killed at the time at which a damaged file is put aside: it is kept, and that is told."""
        for tried in range(TRIES):
            share = dice.random() * 0.8**tried
            _copy(script.start, self.state)
            self.damage(dice)
            told, tell = os.pipe()
            fuse = Fuse(1 + int(share * 12)) if dice.random() < 0.7 else Fuse(seconds=share * 0.05)
            pid = killing.begin(lambda t=tell, f=fuse: self.write(script, t, f, 0, None), self.errors)  # type: ignore[misc]
            os.close(tell)
            status = killing.ended(pid)
            acknowledged = _read(told)
            if status not in (DONE, KILLED):
                return f"ended with {status}: {self.errors.read_text()}"
            if fault := self.kept(TOLD in acknowledged, acknowledged.count(WRITTEN), script):
                return fault
            if status == KILLED:
                return None
        return f"{TRIES} writers had ended before they were killed"

    def damage(self, dice: random.Random) -> None:
        """Damage the file, with or without what was not yet taken over from its log."""
        file = self.state / "state.sqlite"
        if dice.random() < 0.5:
            log = self.folder / "log"
            _copy(self.state, log)
            with closing(State.open(log, self.corpus)) as state:
                state.note("left-over-1", "in the log alone")
                for ending in ("", "-wal"):
                    shutil.copyfile(f"{log / file.name}{ending}", f"{file}{ending}")
        whole = bytearray(file.read_bytes())
        at = dice.choice((0, 4096))
        whole[at : at + len(_GARBAGE)] = _GARBAGE
        file.write_bytes(whole)

    def kept(self, told: bool, done: int, script: Script) -> str | None:
        """Is the damaged file there whole, was it told of, and is what was acknowledged in the new one?"""
        with closing(State.open(self.state, self.corpus)) as state:
            found = picture(state, script.who)
            told = told or bool(state.notices)
        lying = [path for path in self.state.iterdir() if _GARBAGE in path.read_bytes()]
        if not lying:
            return "the damaged file is gone"
        if lying[0].name.startswith("state.sqlite"):
            return None if lying[0].name != "state.sqlite" else "the damaged file is in use"
        if not told:
            return "nobody was told of the damaged file"
        wanted = self.script(int(script.start.name.split()[1]), "none").pictures[done : done + 2]
        return None if found in wanted else f"{done} acts were acknowledged in the new file, and are not there"


def _listen(fuse: Fuse, commit: int, pages: int | None) -> None:
    """Light the fuse as SQLite begins the n-th commit; have the log taken over after so many pages."""
    connect = sqlite3.connect
    commits = 0

    def heard(statement: str) -> None:
        nonlocal commits
        if statement == "COMMIT":
            commits += 1
            if commits == commit:
                fuse.light()

    def listening(*given: object, **named: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*given, **named)  # type: ignore[call-overload]
        connection.set_trace_callback(heard)
        if pages:
            connection.execute(f"PRAGMA wal_autocheckpoint = {pages}")
        return connection

    vars(sqlite3)["connect"] = listening


def _first_version(folder: Path, corpus: Path) -> None:
    """A file as the first version of its tables had it."""
    with closing(sqlite3.connect(folder / "state.sqlite")) as first:
        first.executescript(MIGRATIONS[0])
        first.execute("INSERT INTO marks VALUES (?, ?, 'read', 1)", (corpus_key(corpus), _OLD))
        first.execute("PRAGMA user_version = 1")
        first.commit()


def _copy(source: Path | None, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    if source:
        shutil.copytree(source, target)


def _read(told: int) -> bytes:
    with open(told, "rb") as file:
        return file.read()


def _difference(script: Script, done: int, kept: Picture) -> str:
    missing = [line[:80] for line in script.pictures[done] if line not in kept]
    added = [line[:80] for line in kept if line not in script.pictures[done]]
    return f"missing {missing[:3]}, added {added[:3]}"


@contextmanager
def _begin(folder: Path) -> Iterator[Attempt]:
    trials = Trials(folder)

    def attempt(number: int, dice: random.Random) -> str | None:
        round, way = divmod(number, 20)
        which = round % SCRIPTS
        if way == 19:
            if round % SCREENS == SCREENS - 1:
                return commands.screen(trials.corpus, trials.state, dice)
            return trials.importing.killed(dice)
        if way in (7, 17):
            return trials.aside(trials.script(which, "kept"), dice)
        start = ("none", "kept", "old")[way % 3]
        if way in (4, 9, 14):
            return trials.two([trials.script(which, ("none", "old")[round % 2], who) for who in ("anna", "bert")], dice)
        return trials.one(trials.script(which, start), dice)

    with killing.adopting():
        yield attempt


PART = Part("kills while state is written", "P5", 1_000, 19, _begin)
