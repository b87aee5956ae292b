"""Bringing the index up to date from the command line: once, or as long as a folder is watched."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from briefing.cli import FINE, actors_of, at_terminal, configured, corpus_of, put, put_json, say

if TYPE_CHECKING:
    from briefing.files import Counts
    from briefing.library import Actors
    from briefing.progress import Progress

SHELL = 128
"""A process that a signal ended has this and the signal's number as its exit code."""
ENDED = SHELL + signal.SIGTERM
ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


def build(corpus: Path, actors: Actors, *, rebuild: bool = False, told: bool = False) -> Counts:
    """Bring the index up to date with a bar, where there is a terminal; with lines of JSON, where they are wanted."""
    from briefing import library
    from briefing.progress import Meter

    with _drawn() if at_terminal(sys.stderr) and not told else contextlib.nullcontext(_put_line) as show:
        progress = Meter(show) if told or at_terminal(sys.stderr) else None
        return library.index(corpus, actors, ner=configured().ner, rebuild=rebuild, say=say, progress=progress)


def _put_line(progress: Progress) -> None:
    say(progress.line())
    sys.stderr.flush()


@contextlib.contextmanager
def _drawn() -> Iterator[Callable[[Progress], None]]:
    """A bar, which has hidden the cursor: a signal ends us in order, so that it is there again."""

    ended: list[int] = []

    def end(number: int, _: object) -> None:
        ended.append(SHELL + number)
        sys.exit(ended[0])

    before = {number: signal.signal(number, end) for number in ENDINGS}
    try:
        with _bar() as show:
            yield show
    except OSError:
        if ended:
            sys.exit(ended[0])  # there is no terminal any more to draw the end of the bar on
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    """A bar for each stage of the work."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}", markup=False),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {"": bars.add_task("looking", total=None, pace="")}

        def show(progress: Progress) -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = tasks.pop("") if "" in tasks else bars.add_task(progress.stage, pace="")
            bars.update(
                tasks[progress.stage],
                description=progress.stage,
                completed=progress.done,
                total=progress.total,
                pace=progress.pace,
            )

        yield show


def index(asked: argparse.Namespace) -> int:
    """Bring the index up to date."""
    counts = build(corpus_of(asked), actors_of(asked), rebuild=asked.rebuild, told=asked.progress)
    if asked.json:
        put_json(counts.json())
    else:
        put(
            f"{counts.seen} files: {counts.indexed} indexed ({counts.changed} changed, {counts.unchanged} as before), "
            f"{counts.skipped} skipped, {counts.quarantined} unreadable; {counts.removed} gone; {counts.seconds:.1f} s"
        )
        if counts.quarantined:
            put("`briefing doctor` says which could not be read, and why.")
    return FINE


def watch(asked: argparse.Namespace) -> int:
    """Keep the index up to date until interrupted, or told to end."""
    from briefing import library, watching

    corpus, actors = corpus_of(asked), actors_of(asked)
    library.check(corpus)
    stop = Event()
    with _ended_by(stop):
        follower = _Follower(corpus, actors, json=asked.json)
        for _ in watching.changes(corpus, _outside(actors), stop=stop, say=say):
            follower.update()
    return ENDED


def _outside(actors: Actors) -> list[Path]:
    """The actors file that was named."""
    return [actors] if isinstance(actors, Path) else []


@contextlib.contextmanager
def _ended_by(stop: Event) -> Iterator[None]:
    """SIGTERM sets the event and ends whatever is done within."""

    def end(*_: object) -> None:
        stop.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:
        if not stop.is_set():
            raise
    finally:
        signal.signal(signal.SIGTERM, before)


class _Follower:
    """Brings the index up to date again and again, and says what is new."""

    def __init__(self, corpus: Path, actors: Actors, *, json: bool) -> None:
        self._corpus, self._actors, self._json = corpus, actors, json
        self._before: Counts | None = None
        self._gone = False
        self._said: set[str] = set()
        self._actors_stamp: tuple[int, int] | None = None

    def update(self) -> None:
        """One update; what goes wrong after the first is said, and the folder is followed on."""
        from briefing import watching
        from briefing.library import LibraryError

        gone = not watching.is_there(self._corpus)
        if gone and not self._gone:
            say(f"{self._corpus} is gone; the index stays as it is until the folder is back.")
        self._gone = gone
        if gone:
            return
        known, self._said = self._said, set()
        before, self._actors_stamp = self._actors_stamp, self._stamp()
        try:
            counts = self._indexed(known)
        except LibraryError as error:
            if self._before is None:
                raise
            self._say_once(f"briefing: {error}", known)
            return
        self._put(counts, named_anew=before != self._actors_stamp)
        self._before = counts

    def _stamp(self) -> tuple[int, int] | None:
        """What tells that the actors file changed."""
        from briefing.library import actors_file

        file = actors_file(self._corpus, self._actors)
        try:
            facts = file.stat() if file else None
        except OSError:
            return None
        return (facts.st_mtime_ns, facts.st_size) if facts else None

    def _indexed(self, known: set[str]) -> Counts:
        if self._before is None:
            return build(self._corpus, self._actors)
        from briefing import library

        say_once = partial(self._say_once, known=known)
        return library.index(self._corpus, self._actors, ner=configured().ner, say=say_once)

    def _say_once(self, text: str, known: set[str]) -> None:
        """Say what was not said at the update before."""
        self._said.add(text)
        if text not in known:
            say(text)

    def _put(self, counts: Counts, *, named_anew: bool) -> None:
        news = counts.news(self._before)
        if self._before and not (news or named_anew):
            return
        if self._json:
            put_json(counts.json())
        else:
            files = sum(news.values()) or counts.seen
            done = ", ".join(f"{number:,} {word}" for word, number in news.items())
            what = done or ("named anew" if self._before else "up to date")
            number = f"{files:,} file{'s' * (files != 1)}"
            put(f"{time.strftime('%H:%M:%S')} {number}: {what}; {counts.seconds:.1f} s")
        sys.stdout.flush()
