"""What happens beside the reading: newer indexes, files that changed, and the index brought up to date."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from textual import on, work
from textual.message import Message
from textual.widget import Widget

from briefing.library import Actors, Library, LibraryError, actors_file, gazetteer_for
from briefing.tui.indexing import BEGUN, indexed
from briefing.tui.messages import Tell
from briefing.tui.plain import plain

LOOK_FOR_NEWS, LOOK_FOR_BATCHES = 3.0, 1.0
"""Seconds between looks for a newer index, and while one is being made."""
LOOK_FOR_CHANGES, APART = 20.0, 10.0
"""Seconds between looks for files that changed where nothing tells of them, and between two updates at least."""
FOLLOW_AFTER = 1.0
"""Seconds after which the folder is followed: the first frame comes first."""
_STALE = " since the index was made; `briefing index`"
REST = 50
"""How much longer than a look at the folder it is left in peace."""


@dataclass
class Renewed(Message):
    """A newer index was opened, of so many articles."""

    size: int


@dataclass
class Noticed(Message):
    """What is not as the index has it, in sentences; none where all is well."""

    notices: tuple[str, ...]


@dataclass
class Progressed(Message):
    """How far the index is, in words; none where it is not being made."""

    words: str

    def can_replace(self, message: Message) -> bool:
        """Only the last of a flood matters."""
        return isinstance(message, Progressed)


@dataclass
class Stirred(Message):
    """There is cause to look at the folder."""


@dataclass
class Fallen(Message):
    """The folder, or the actors file, is ahead of the index."""


class Upkeep(Widget):
    """Nothing to see: it looks, and says what it found."""

    def __init__(self, library: Library, *, follow: bool = True) -> None:
        super().__init__()
        self._library = library
        self._turn = threading.Lock()
        self._over = threading.Event()
        self._follows = follow
        self._tried = self._failed = False
        """Was the index brought up to date from here, and did that fail the last time?"""
        self._due = False
        """Is the next look at the folder to be acted upon?"""
        self._actors_stamp: tuple[int, int] | None = None
        self._actors_said: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._rested = 0.0
        self._indexing = self._behind = False
        """Is the index being brought up to date, and is it to be once more?"""

    def on_mount(self) -> None:
        """Look from now on."""
        self.set_interval(LOOK_FOR_NEWS, self._look_for_news_again)
        if self._follows:
            self.set_timer(FOLLOW_AFTER, self._follow)
        else:
            self.set_interval(LOOK_FOR_CHANGES, self._look_again)
        if self._begun:
            self.look_for_changes()

    @property
    def _begun(self) -> bool:
        """Is it an index that has yet to be filled?"""
        return self._library.loaded and not self._tried and not len(self._library.rows)

    def on_unmount(self) -> None:
        """Follow nothing any more."""
        self._over.set()

    # Following the folder

    @work(thread=True, group="following")
    def _follow(self) -> None:
        from briefing import watching

        library = self._library
        named = _actors(library.actors_argument)
        causes = watching.changes(
            library.corpus,
            [named] if isinstance(named, Path) else [],
            stop=self._over,
            often=LOOK_FOR_CHANGES,
            apart=APART,
            say=self._tell,
        )
        for _ in causes:
            self.post_message(Stirred())

    def _tell(self, words: str) -> None:
        self.post_message(Tell(words))

    @on(Stirred)
    def _look_into_it(self) -> None:
        self._due = True
        if not self._indexing:
            self.look_for_changes()

    @on(Fallen)
    def catch_up(self) -> None:
        """Have the index follow what was judged, without a word; once more where it is being made already."""
        self._behind = True
        if not self._indexing:
            self._begin(quietly=not self._begun)

    # Looking

    def _look_again(self) -> None:
        """Large folders are looked at less often."""
        if time.monotonic() >= self._rested and not self._indexing:
            self.look_for_changes()

    def _look_for_news_again(self) -> None:
        """One look at a time."""
        if not self._busy("news"):
            self.look_for_news()

    @work(thread=True, exclusive=True, group="news")
    def look_for_news(self) -> None:
        """Open a newer index, where there is one."""
        self._refresh()

    @work(thread=True, group="news")
    def _look_for_all(self) -> None:
        """First for a newer index: what it holds has not changed since."""
        self._refresh()
        self._look()

    def _refresh(self) -> None:
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
        if not self._indexing:
            self.look_for_changes()

    @work(thread=True, exclusive=True, group="changes")
    def look_for_changes(self) -> None:
        """Compare the folder and the actors file with the index, and have it catch up where that is wanted."""
        self._look()

    def _look(self) -> None:
        with self._turn:
            if not self._library.loaded:
                return
            started, due, self._due = time.monotonic(), self._due, False
            try:
                mistakes, behind = self._compared()
            except (LibraryError, OSError) as error:
                mistakes, behind = (str(error),), ()
            self._rested = time.monotonic() + REST * (time.monotonic() - started)
        told = mistakes if self._follows and not self._failed else (*mistakes, *behind)
        self.post_message(Noticed(tuple(dict.fromkeys(told))))
        if behind and (due or self._begun):
            self.post_message(Fallen())

    def _compared(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What is wrong, and what the index has yet to follow."""
        corpus = self._library.corpus
        if not corpus.is_dir():
            return (f"The folder {corpus} is gone; what was indexed can be read until it is back.",), ()
        mistakes, renamed = self._actors_notices()
        return mistakes, (*renamed, *map(in_our_words, self._library.stale()))

    def _actors_notices(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Mistakes of the actors file, and that it changed; it is only read when it was touched."""
        actors = _actors(self._library.actors_argument)
        stamp = _stamp(actors_file(self._library.corpus, actors))
        if stamp != self._actors_stamp:
            self._actors_stamp = stamp
            self._actors_said = self._reading_of(actors)
        return self._actors_said

    def _reading_of(self, actors: Actors) -> tuple[tuple[str, ...], tuple[str, ...]]:
        try:
            read = gazetteer_for(self._library.corpus, actors)
        except LibraryError as error:
            return (f"{error}\nUntil that is mended, names are those of the last good file.",), ()
        changed = read.digest != self._library.gazetteer.digest
        return (), ("The actors file changed · :index names anew.",) if changed else ()

    # Indexing

    def index(self) -> str:
        """Begin to bring the index up to date; what to say of it."""
        if self._indexing:
            return "the index is being brought up to date already"
        self._begin()
        return "bringing the index up to date …"

    def _begin(self, *, quietly: bool = False) -> None:
        self._indexing = self._tried = True
        self._index(quietly)

    def _busy(self, group: str) -> bool:
        return any(worker.group == group and worker.is_running for worker in self.workers)

    @work(group="index")
    async def _index(self, quietly: bool) -> None:
        """Until nothing more is wanted."""
        try:
            await self._update(quietly=quietly)
            while self._behind:
                await self._update(quietly=True)
        finally:
            self._indexing = False
        self._look_for_all()

    async def _update(self, *, quietly: bool) -> None:
        """In a process of its own; what it makes is opened as it is made."""
        self._behind = False
        if not quietly:
            self._tell_progress(BEGUN)
        batches = self.set_interval(LOOK_FOR_BATCHES, self._look_for_news_again)
        try:
            said, self._failed = await indexed(self._library, self._tell_progress)
        finally:
            batches.stop()
            self._tell_progress("")
        if self._failed or not quietly:
            self.post_message(Tell(said, problem=self._failed))

    def _tell_progress(self, words: str) -> None:
        self.post_message(Progressed(plain(words)))


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
