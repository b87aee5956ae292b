"""Building an index and keeping it up to date, each run a process, beside the least that the same work could cost."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in

from benchmarks import corpora
from benchmarks.table import Figure, middle, runs, seconds, times
from briefing.words import words

MANY_RUNS = 2_000
"""Up to so many articles the index is built three times."""
BARE = 2_000
"""As many articles bare Whoosh is given at most."""
MEGABYTE = 1_000_000
LOOK = 0.1
"""Seconds between looks at the memory of a builder."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a run of `briefing index --json` said and took."""

    counts: Mapping[str, float]
    wall: float
    processor: float
    """Seconds of all its processes together."""
    memory: int
    """Bytes at the most, of all its processes together."""

    @property
    def seconds(self) -> float:
        """As it said itself."""
        return self.counts["seconds"]


def briefing(*arguments: str) -> list[str]:
    """The command line of ours, as it was started."""
    return [sys.executable, "-m", "briefing", *arguments]


def build(corpus: Path, *arguments: str) -> Built:
    """Run `briefing index --json`; RuntimeError with its last words where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        briefing("index", "--json", "--corpus", str(corpus), *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    said: list[bytes] = []
    with _watched(process.pid) as memory:
        wall = seconds(lambda: said.extend(process.communicate()))
    if process.returncode:
        raise RuntimeError(f"briefing index ended with {process.returncode}: {said[1].decode()[-200:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Built(json.loads(said[0]), wall, processor, max(memory))


@contextmanager
def _watched(pid: int) -> Iterator[list[int]]:
    """Looks at the memory of a process and of all that it starts, meanwhile."""
    memory, done = [0], threading.Event()

    def look() -> None:
        while not done.wait(LOOK):
            memory.append(_memory(pid))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield memory
    finally:
        done.set()
        looking.join()


def _memory(pid: int) -> int:
    """Resident bytes of a process and of all that it started, shared pages counted once for each."""
    spent = 0
    for process in _family(pid):
        try:
            pages = Path(f"/proc/{process}/statm").read_text().split()[1]
        except (FileNotFoundError, ProcessLookupError):
            continue
        spent += int(pages) * resource.getpagesize()
    return spent


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = [task.read_text() for task in Path(f"/proc/{pid}/task").glob("*/children")]
    except (FileNotFoundError, ProcessLookupError):
        return
    for child in " ".join(children).split():
        yield from _family(int(child))


def files(corpus: Path) -> list[Path]:
    """All articles, in a row."""
    return sorted(corpus.rglob("*.txt"))


def whole(corpus: Path, size: int) -> Iterator[Figure]:
    """The whole index from nothing, beside reading alone and two other indexes of the same text."""
    built = [build(corpus)]
    text, index = sum(file.stat().st_size for file in files(corpus)), _index_size(corpus)
    built += [build(corpus, "--rebuild") for _ in range(2 * (size <= MANY_RUNS))]
    wall, processor = middle([one.wall for one in built]), middle([one.processor for one in built])
    again = f"{len(built)} run{'s' * (len(built) > 1)}"
    yield Figure("building: articles a second", f"{size / wall:,.0f}/s ({wall:.1f} s, {again})")
    yield Figure("building: articles a second of the processor", f"{size / processor:,.0f}/s ({processor:.1f} s)")
    for name, (count, seconds_of_wall, seconds_of_processor) in _floors(corpus).items():
        by_wall = f"{times(size / wall, count / seconds_of_wall)} of {count / seconds_of_wall:,.0f}/s"
        by_processor = times(size / processor, count / seconds_of_processor)
        yield Figure(f"building: to {name}; by the processor", f"{by_wall}; {by_processor}")
    yield Figure("index to text", f"{times(index, text)} of {text / MEGABYTE:,.1f} MB")
    memory = max(one.memory for one in built) or resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    yield Figure("building: memory at the most", f"{memory / MEGABYTE:,.0f} MB")


def made(corpus: Path) -> Iterator[Figure]:
    """The index for other measures, and nothing to tell of it."""
    build(corpus)
    yield from ()


def _index_size(corpus: Path) -> int:
    """Bytes of all files of the index; one that has several names counts once."""
    told = subprocess.run(briefing("paths", "--corpus", str(corpus)), check=True, capture_output=True, text=True)
    folder = next(line.split(maxsplit=1)[1] for line in told.stdout.splitlines() if line.startswith("index "))
    facts = [file.stat() for file in Path(folder).rglob("*") if file.is_file()]
    return sum({one.st_ino: one.st_size for one in facts}.values())


def _floors(corpus: Path) -> dict[str, tuple[int, float, float]]:
    """How many articles took how many seconds, of the wall and of the processor: the least there is, and others."""
    found = files(corpus)
    few = found[:BARE]
    return {
        "reading and tokenising the same files": (len(found), *_spent(lambda: _tokenise(found))),
        "SQLite FTS5 on the same text": (len(found), *_spent(lambda: _fts5(found))),
        f"bare Whoosh on at most {BARE:,} of them": (len(few), *_spent(lambda: _whoosh(few))),
    }


def _spent(work: Callable[[], object]) -> tuple[float, float]:
    started = time.process_time()
    wall = seconds(work)
    return wall, time.process_time() - started


def _tokenise(found: Iterable[Path]) -> int:
    return sum(1 for file in found for _ in words(file.read_text("utf-8")))


def _fts5(found: Iterable[Path]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        fts5(Path(folder) / "fts5.sqlite", found).close()


def fts5(file: Path, found: Iterable[Path]) -> sqlite3.Connection:
    """The articles in SQLite's own index, in this file."""
    database = sqlite3.connect(file)
    database.execute("create virtual table articles using fts5(path unindexed, body)")
    database.executemany("insert into articles values (?, ?)", ((str(f), f.read_text("utf-8")) for f in found))
    database.commit()
    return database


def _whoosh(found: Iterable[Path]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        writer = create_in(folder, Schema(path=ID(stored=True, unique=True), body=TEXT)).writer()
        for file in found:
            writer.add_document(path=str(file), body=file.read_text("utf-8"))
        writer.commit()


def nothing_new(corpus: Path) -> Iterator[Figure]:
    """A run that finds nothing to do, beside asking for the size and time of every file."""
    floor = middle([seconds(lambda: [file.stat() for file in corpus.rglob("*.txt")]) for _ in range(5)])
    found = [build(corpus) for _ in range(5)]
    spent = [one.seconds for one in found]
    yield Figure("nothing new; to listing the folder", f"{runs(spent)}; {times(middle(spent), floor)}")
    yield Figure("nothing new, with the start of the program", runs([one.wall for one in found]))


def changes(corpus: Path, size: int) -> Iterator[Figure]:
    """Articles that come, change and go, each run beside a run that finds nothing new."""
    floor = middle([build(corpus).seconds for _ in range(3)])
    texts = iter(corpora.more(5 + 3 * 100, seed=size + 1))
    numbers = iter(range(size, size + 5 + 3 * 100))
    old = iter(files(corpus)[:: max(1, size // 10)])

    def added(count: int) -> None:
        for _ in range(count):
            corpora.put(corpus, next(numbers), next(texts))

    def changed() -> None:
        file = next(old)
        file.write_text(file.read_text("utf-8") + "\nThe talks went on in the evening.\n", "utf-8")

    for name, again, change, more in (
        ("1 added", 5, lambda: added(1), 1),
        ("100 added", 3, lambda: added(100), 100),
        ("1 changed", 3, changed, 0),
        ("1 removed", 3, lambda: os.unlink(next(old)), -1),
    ):
        spent = [_change(corpus, change, more) for _ in range(again)]
        yield Figure(f"{name}; to nothing new", f"{runs(spent)}; {times(middle(spent), floor)}")


def _change(corpus: Path, change: Callable[[], None], more: int) -> float:
    """Change and index: seconds; RuntimeError where it does not hold so many articles more."""
    before = len(files(corpus))
    change()
    built = build(corpus)
    if built.counts["indexed"] != before + more:
        raise RuntimeError(f"{before + more} articles, and the index holds {built.counts['indexed']}")
    return built.seconds
