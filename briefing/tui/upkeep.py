"""What happens beside the reading: newer indexes, files that changed, and the index brought up to date."""

from __future__ import annotations

import asyncio
import shutil
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from textual import on, work
from textual.message import Message
from textual.widget import Widget

from briefing.library import Actors, Library, LibraryError, actors_file, gazetteer_for
from briefing.tui.messages import Tell

LOOK_FOR_NEWS, LOOK_FOR_CHANGES = 3.0, 20.0
"""Seconds between looks for a newer index, and for files that changed."""
_STALE = " since the index was made; `briefing index`"
REST = 50
"""How much longer than a look at the folder it is left in peace."""
GRACE = 0.5
"""Seconds that a process has to end once it was told to."""


@dataclass
class Renewed(Message):
    """A newer index was opened, of so many articles."""

    size: int


@dataclass
class Noticed(Message):
    """What is not as the index has it, in sentences; none where all is well."""

    notices: tuple[str, ...]


class Upkeep(Widget):
    """Nothing to see: it looks, and says what it found."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._turn = threading.Lock()
        self._actors_stamp: tuple[int, int] | None = None
        self._actors_said: tuple[str, ...] = ()
        self._rested = 0.0
        self._behind = False

    def on_mount(self) -> None:
        """Look from now on."""
        self.set_interval(LOOK_FOR_NEWS, self.look_for_news)
        self.set_interval(LOOK_FOR_CHANGES, self._look_again)

    def _look_again(self) -> None:
        """Large folders are looked at less often."""
        if time.monotonic() >= self._rested and not self._indexing:
            self.look_for_changes()

    @work(thread=True, exclusive=True, group="news")
    def look_for_news(self) -> None:
        """Open a newer index, where there is one."""
        with self._turn:
            try:
                renewed = self._library.refresh()
            except LibraryError as error:
                self.post_message(Tell(str(error), problem=True))
                return
            if renewed:
                self._actors_stamp = None
                self.post_message(Renewed(len(self._library.rows)))

    @on(Renewed)
    def _compare(self) -> None:
        self.look_for_changes()

    @work(thread=True, exclusive=True, group="changes")
    def look_for_changes(self) -> None:
        """Compare the folder and the actors file with the index."""
        with self._turn:
            started = time.monotonic()
            try:
                found = [*self._actors_notices(), *map(in_our_words, self._library.stale())]
            except (LibraryError, OSError) as error:
                found = [str(error)]
            self._rested = time.monotonic() + REST * (time.monotonic() - started)
        self.post_message(Noticed(tuple(dict.fromkeys(found))))

    def _actors_notices(self) -> tuple[str, ...]:
        """Mistakes of the actors file, or that it changed; it is only read when it was touched."""
        actors = _actors(self._library.actors_argument)
        file = actors_file(self._library.corpus, actors)
        stamp = _stamp(file)
        if stamp != self._actors_stamp:
            self._actors_stamp = stamp
            self._actors_said = self._reading_of(actors)
        return self._actors_said

    def _reading_of(self, actors: Actors) -> tuple[str, ...]:
        try:
            read = gazetteer_for(self._library.corpus, actors)
        except LibraryError as error:
            return (f"{error}\nUntil that is mended, names are those of the last good file.",)
        changed = read.digest != self._library.gazetteer.digest
        return ("The actors file changed · :index names anew.",) if changed else ()

    def index(self) -> str:
        """Begin to bring the index up to date; what to say of it."""
        if self._indexing:
            return "the index is being brought up to date already"
        self._index()
        return "bringing the index up to date …"

    def catch_up(self) -> None:
        """Have the index follow what was judged, without a word; once more where it is being made already."""
        if self._indexing:
            self._behind = True
        else:
            self._index(quietly=True)

    @property
    def _indexing(self) -> bool:
        return any(worker.group == "index" and worker.is_running for worker in self.workers)

    @work(group="index")
    async def _index(self, *, quietly: bool = False) -> None:
        """In a process of its own, and open what it made."""
        self._behind = False
        said, failed = await indexed(self._library)
        if failed or not quietly:
            self.post_message(Tell(said, problem=failed))
        self.look_for_news()
        self.look_for_changes()
        if self._behind:
            self._index(quietly=True)


def in_our_words(sentence: str) -> str:
    """A sentence of the library, in the words of the screen."""
    return sentence.replace(_STALE, " · :index")


def _actors(argument: list[str]) -> Actors:
    if not argument:
        return None
    return "none" if argument[-1] == "none" else Path(argument[-1])


def _stamp(file: Path | None) -> tuple[int, int] | None:
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if found else None


async def indexed(library: Library) -> tuple[str, bool]:
    """Run `briefing index` as politely as can be: (its last words, did it fail)."""
    nice = shutil.which("nice")
    command = [sys.executable, "-P", "-m", "briefing", "index", "--corpus", str(library.corpus)]
    process = await asyncio.create_subprocess_exec(
        *([nice, "-n", "10"] if nice else []),
        *command,
        *library.actors_argument,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, err = await process.communicate()
    finally:
        await _ended(process)
    failed = process.returncode != 0
    lines = (err if failed else out).decode(errors="replace").split("\n")
    said = [line.strip() for line in lines if line.strip()]
    return (said[-1 if failed else 0] if said else f"indexing ended with {process.returncode}"), failed


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Leave nothing running behind."""
    if process.returncode is None:
        with suppress(ProcessLookupError, TimeoutError):
            process.terminate()
            await asyncio.wait_for(process.wait(), GRACE)
