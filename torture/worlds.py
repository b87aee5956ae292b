"""What a folder holds before and after a run of the builder, what its index answers then, and runs of the builder."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from briefing import library, plainly
from briefing.article import article_json
from briefing.index import building, crew, drafts, generations
from briefing.library import Library
from briefing.paths import index_folder
from torture import answers, folders, killing
from torture.killing import DONE, Fuse

FEW, MANY = 14, 54
LONG = 400
"""Paragraphs of the one long article, which takes a worker a while."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A run of the builder: what is indexed, what the folder holds by now, and how it is built."""

    before: str | None
    after: str
    rebuild: bool = False
    crew: bool = False
    batches: bool = False


SCENES = (
    Scene("few", "changed"),
    Scene(None, "few"),
    Scene("few", "named"),
    Scene("few", "many", crew=True, batches=True),
    Scene("few", "few", rebuild=True),
    Scene("changed", "both"),
    Scene(None, "many", crew=True, batches=True),
    Scene("few", "changed", rebuild=True),
    Scene("many", "few", crew=True),
    Scene("few", "both", crew=True),
)


@dataclass(slots=True)
class World:
    """What a folder may hold: where a copy of it and of its index lies, and what that answers."""

    files: Path
    index: Path
    digest: str = ""
    pieces: dict[str, str] = field(default_factory=dict)
    """What is said of each article, by its path."""


@dataclass(frozen=True, slots=True)
class Known:
    """An undisturbed run: what is answered before it, its counts and seconds, and how many of these and of its calls
    to the disk come after the commit."""

    digest: str
    pieces: dict[str, str]
    counts: dict[str, float]
    seconds: float
    committing: float
    calls: int


class Worlds:
    """One corpus that is one world after another, and the index that is built of it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.corpus, self.errors = folder, folder / "corpus", folder / "errors.txt"
        self._known: dict[Scene, Known] = {}
        self._worlds: dict[str, World] = {}

    def __getitem__(self, name: str) -> World:
        if name not in self._worlds:
            self._worlds[name] = self._made(name)
        return self._worlds[name]

    @property
    def index(self) -> Path:
        """The folder of its index."""
        return index_folder(self.corpus)

    def _made(self, name: str) -> World:
        world = World(self.folder / f"{name}.files", self.folder / f"{name}.index")
        _fill(world.files, name)
        _copy(world.files, self.corpus)
        shutil.rmtree(self.index, ignore_errors=True)
        library.index(self.corpus)
        _copy(self.index, world.index)
        world.digest, world.pieces = self.answered()
        return world

    def answered(self) -> tuple[str, dict[str, str]]:
        """What the index answers, and what is said of each article, as both are now."""
        with closing(Library.open(self.corpus)) as opened:
            return answers.of(opened), pieces(opened)

    @cached_property
    def command_seconds(self) -> float:
        """How long the real command takes to index."""
        started = time.monotonic()
        command = [sys.executable, "-m", "briefing", "index", "--rebuild", "--corpus", str(self.corpus)]
        subprocess.run(command, capture_output=True, check=True)
        return time.monotonic() - started

    def put(self, scene: Scene) -> None:
        """The index as it was before, the folder as it is by now."""
        before, after = scene.before and self[scene.before], self[scene.after]
        _copy(after.files, self.corpus)
        shutil.rmtree(self.index, ignore_errors=True)
        if before:
            _copy(before.index, self.index)

    def build(self, scene: Scene, fuse: Fuse, entry: str = "publish", *, spawned: bool = False) -> None:
        """What a forked builder does; the fuse is lit where it begins to commit."""
        fuse.lay()
        room: object = generations if entry == "publish" else drafts.Draft
        setattr(room, "publish", fuse.lighting(getattr(room, "publish")))  # noqa: B009, B010 - one of two rooms
        if scene.crew:
            vars(building)["MANY"], crew.CHUNK, crew.AHEAD = 1, 8, 2
            if not spawned:
                vars(crew)["subprocess"] = Forked
        if scene.batches:
            building.FIRST_BATCH = building.NEXT_BATCH = building.PACE = 0.0
        library.index(self.corpus, rebuild=scene.rebuild)

    def known(self, scene: Scene) -> Known:
        """What such a run does where nobody kills it."""
        if scene not in self._known:
            self._known[scene] = self._undisturbed(scene)
        return self._known[scene]

    def _undisturbed(self, scene: Scene) -> Known:
        self.put(scene)
        digest, before = self.answered() if scene.before else ("", {})
        told, tell = os.pipe()

        def work() -> None:
            fuse = Fuse()
            self.build(scene, fuse)
            os.write(tell, json.dumps([fuse.calls, time.monotonic() - fuse.lit]).encode())

        started = time.monotonic()
        status = killing.ended(killing.begin(work, self.errors))
        seconds = time.monotonic() - started
        os.close(tell)
        with open(told, "rb") as file:
            calls, committing = json.loads(file.read() or b"[0, 0]")
        assert status == DONE, self.errors.read_text()
        self.put(scene)
        counts = library.index(self.corpus, rebuild=scene.rebuild).json()
        return Known(digest, before, counts, seconds, committing, calls)


def _fill(corpus: Path, name: str) -> None:
    folders.make(corpus, MANY if name == "many" else FEW)
    if name in ("changed", "both"):
        for number in (1, 4, FEW, FEW + 1):
            (corpus / f"{number:04}.txt").write_text(folders.article(number + 100), "utf-8")
        (corpus / "0002.txt").unlink()
        (corpus / "0003.txt").rename(corpus / "elsewhere.txt")
    if name in ("named", "both"):
        actors = folders.ACTORS.replace("aliases: [the board]", "aliases: [Harbour Commission]")
        (corpus / "actors.yaml").write_text(actors.replace("2018-01", "2024-01"), "utf-8")
    if name == "many":
        title, day, *paragraphs = folders.article(MANY).split("\n\n")
        (corpus / "long.txt").write_text("\n\n".join([title, day, *(paragraphs * LONG)]), "utf-8")
    for path in corpus.iterdir():
        written = 1_700_000_000 + int(hashlib.sha256(path.read_bytes()).hexdigest()[:6], 16)
        os.utime(path, (written, written))


def _copy(source: Path, target: Path) -> None:
    """Have a folder hold what another one holds, with the same times."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def pieces(opened: Library) -> dict[str, str]:
    """What is said of each article, by its path."""
    return {
        row.path: json.dumps([plainly.row_json(opened, row), article_json(opened.article(row.id))], default=str)
        for row in opened.rows
    }


def traces(corpus: Path) -> dict[str, tuple[int, bytes]]:
    """The bytes and times of every file of a folder: what nobody may change."""
    paths = (path for path in sorted(corpus.rglob("*")) if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in paths}


class Forked:
    """Takes the place of `subprocess` in the crew: a worker that is forked, and has imported everything already."""

    DEVNULL = subprocess.DEVNULL
    TimeoutExpired = subprocess.TimeoutExpired

    class Popen:
        """One worker."""

        def __init__(self, command: Sequence[str], *, pass_fds: Sequence[int], **_: object) -> None:
            self.returncode: int | None = None
            self.pid = os.fork()
            if not self.pid:
                try:
                    _keep_only(pass_fds)
                    sys.argv = list(command[3:])
                    crew.main()
                finally:
                    os._exit(DONE)

        def poll(self) -> int | None:
            """How it ended; None while it has not."""
            if self.returncode is None:
                done, status = os.waitpid(self.pid, os.WNOHANG)
                self.returncode = os.waitstatus_to_exitcode(status) if done else None
            return self.returncode

        def wait(self, timeout: float | None = None) -> int:
            """How it ended, once it has."""
            deadline = time.monotonic() + (timeout or 3600)
            while (code := self.poll()) is None:
                if time.monotonic() > deadline:
                    raise subprocess.TimeoutExpired("a worker", timeout or 0)
                time.sleep(0.001)
            return code

        def kill(self) -> None:
            """As `subprocess` has it."""
            if self.poll() is None:
                os.kill(self.pid, signal.SIGKILL)


def _keep_only(handles: Sequence[int]) -> None:
    """Close what a forked process was given and a spawned one would not have been."""
    before = 3
    for handle in [*sorted(handles), os.sysconf("SC_OPEN_MAX")]:
        os.closerange(before, handle)
        before = handle + 1
