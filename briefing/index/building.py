"""Bringing an index up to date: what changed in the corpus is read again, and new generations are published."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
import stat
import time
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from briefing import journal
from briefing.actors import Gazetteer
from briefing.below import real
from briefing.files import FRESH_NS, INTERNAL, WORTH_A_GENERATION, Counts, Found, Skipped
from briefing.index import generations
from briefing.index.catalogue import Catalogue
from briefing.index.crew import MANY, Crew
from briefing.index.drafts import Draft, Progress
from briefing.index.generations import Generation, Say
from briefing.index.ledger import File, Ledger, Status
from briefing.index.sealing import Damaged
from briefing.index.tasks import Hand, Job, Outcome, Task, Work, Written

_REFUSED = "the disk refused it, see whether it is full or failing"
_CAUSES = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: _REFUSED,
    sqlite3.SQLITE_CORRUPT: _REFUSED,
    sqlite3.SQLITE_NOTADB: _REFUSED,
    sqlite3.SQLITE_READONLY: "a file of it may not be written, see whether the disk is failing",
    sqlite3.SQLITE_CANTOPEN: "a file of it cannot be opened, see whether the disk is failing",
}
FIRST_BATCH, NEXT_BATCH, PACE = 3.0, 10.0, 3.0
"""Seconds until the first articles of a long run appear, until the next at least, and how the time from the beginning
grows from one batch to the next."""
MANY_TO_LOSE = 20
"""Articles that nobody removes all at once, as far as is known: their folder is rather away than empty."""
_UNNAMED = "CURRENT, which names its newest generation, is missing"
_EMPTIED = "nothing can be seen in the folder of articles any more, as if its disk were away; --rebuild forgets them"


def build(
    corpus: Path,
    work: Work,
    gazetteer: Gazetteer,
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
    waiting: Say | None = None,
) -> Counts:
    """Bring the index of a corpus up to date; one that cannot be trusted, or is not wanted (`rebuild`), is made afresh.

    One builder at a time: `waiting` is told for whom it waits, and why an index could not be used.
    Stopped at any moment, what was published last stays: the old generation, or one that has a part of what is new.
    OSError where the index cannot be written.
    """
    started = time.monotonic()
    job = Job(real(corpus), work, gazetteer)
    folder = generations.prepared_folder(corpus)
    with generations.builder_lock(folder, waiting):
        try:
            base = generations.current(corpus)
            if base is None and generations.unnamed(folder):
                raise Damaged(_UNNAMED)
            counts = _brought_up_to_date(job, folder, base, rebuild, progress or _unwatched)
        except Damaged as error:
            if waiting:
                waiting(f"the index could not be used ({error}) and is made anew")
            counts = _brought_up_to_date(job, folder, None, rebuild, progress or _unwatched)
            journal.note("index-remade", corpus=corpus, reason=str(error))
        generations.tidy(folder)
    counts.seconds = time.monotonic() - started
    return counts


def begin(corpus: Path, work: Work, gazetteer: Gazetteer) -> None:
    """Publish a generation without articles, where there is none, so that readers have something to open."""
    folder = generations.prepared_folder(corpus)
    with generations.builder_lock(folder):
        if not generations.exists(corpus):
            nameless = generations.unnamed(folder)
            with contextlib.closing(Draft(Job(corpus, work, gazetteer), None, folder)) as draft, _writing():
                draft.publish({})
            if nameless:
                journal.note("index-remade", corpus=corpus, reason=_UNNAMED)


@contextlib.contextmanager
def _writing() -> Iterator[None]:
    """What SQLite has to say of files that are being made, as an OSError."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise OSError(_CAUSES.get(code, str(error))) from error


def _unwatched(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


def _brought_up_to_date(job: Job, folder: Path, base: Generation | None, rebuild: bool, progress: Progress) -> Counts:
    """Damaged where the base is."""
    with contextlib.ExitStack() as stack:
        seen: Mapping[str, File] = {}
        if base:
            stack.enter_context(base)
            seen = _files(base)
        generations.sweep(folder)
        usable = base if base and not rebuild and base.manifest.made_by == job.work.version else None
        run = stack.enter_context(contextlib.closing(_Run(job, folder, usable, seen, progress)))
        run.growing = base is usable
        run.afresh = rebuild
        with _writing():
            run.update()
        for lost, count in run.lost.items():
            journal.note(lost, corpus=job.corpus, count=count)
        return run.counts


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another in its place; None where there is none."""
    try:
        facts = folder.stat()
    except OSError:
        return None
    return (facts.st_dev, facts.st_ino) if stat.S_ISDIR(facts.st_mode) else None


def _seen_again(file: File, found: Found, *, fresh: bool) -> File:
    """The same file, as it looks now."""
    return replace(file, size=found.size, mtime_ns=found.mtime_ns, ctime_ns=found.ctime_ns, fresh=fresh)


def _files(base: Generation) -> Mapping[str, File]:
    with Ledger.read(base) as ledger:
        return ledger.files()


class _Run:
    """One run of the builder, from a generation (or nothing) to those that are published where anything changed."""

    def __init__(
        self, job: Job, folder: Path, base: Generation | None, seen: Mapping[str, File], progress: Progress
    ) -> None:
        self.job, self.folder, self.base, self.progress = job, folder, base, progress
        self.seen, self.known = seen, seen if base else {}
        self.counts = Counts()
        self.lost: Counter[journal.Kind] = Counter()
        """Files that could not be read, by what their reading came to."""
        self.now, self.started = time.time(), time.monotonic()
        self.place = _identity(job.corpus)
        self.touched: list[File] = []
        self.again = base is not None and base.manifest.actors != job.gazetteer.digest
        self.growing = True
        """Is what was published before no more than a part of what is being made?"""
        self.afresh = False
        """Is an index wanted of what is there, be it nothing?"""
        self.next_batch = self.started + FIRST_BATCH
        self.draft = Draft(job, base, folder)
        self.old: Catalogue | None = None
        self.checking = ThreadPoolExecutor(1)
        self.checked = self.checking.submit(base.verify) if base else None

    def close(self) -> None:
        self.checking.shutdown()
        if self.old:
            self.old.close()
        self.draft.close()
        if self.base:
            self.base.close()

    def sound(self) -> None:
        """Wait until the files of the base were verified; Damaged where they are not as they were written."""
        if self.checked:
            self.checked.result()
            self.checked = None
            if self.again and self.base:
                self.old = Catalogue.read(self.base)

    def update(self) -> None:
        verdicts = list(self.job.work.scan(self.job.corpus))
        found = [verdict for verdict in verdicts if isinstance(verdict, Found)]
        self.counts.seen = len(verdicts)
        news = [file for file in found if not self.unchanged(file)]
        skipped = [verdict for verdict in verdicts if isinstance(verdict, Skipped)]
        self.sound()
        self.still_there()
        self.not_emptied(verdicts)
        self.pass_over(skipped)
        self.remove({verdict.path for verdict in verdicts})
        self.read(news)
        if self.draft.begun or self.base is None or self.again or len(self.touched) >= WORTH_A_GENERATION:
            for touched in self.touched:
                self.draft.ledger.put(touched)
            self.draft.complete(self.progress)
            self.publish()

    def still_there(self) -> None:
        """FileNotFoundError where the folder is not the one that was scanned: no reason to forget what it holds."""
        if self.place is None or _identity(self.job.corpus) != self.place:
            raise FileNotFoundError(errno.ENOENT, "the folder of articles is gone, or is another one by now")

    def not_emptied(self, verdicts: Sequence[Found | Skipped]) -> None:
        """OSError where a folder of articles cannot be read, or one of many has nothing in it, as where a disk is not
        mounted."""
        known = sum(file.status == "indexed" for file in self.seen.values())
        for verdict in verdicts:
            if verdict.path == "./" and isinstance(verdict, Skipped) and verdict.quarantined:
                raise OSError(errno.EIO, f"the {verdict.reason}")
        if known >= MANY_TO_LOSE and not self.afresh and all(verdict.path == "./" for verdict in verdicts):
            raise FileNotFoundError(errno.ENOENT, _EMPTIED)

    def read(self, news: Sequence[Found]) -> None:
        """Have the files looked at, and write down what comes of it."""
        done = 0
        for came in self.done(news):
            if isinstance(came, Outcome):
                self.progress("reading", done, len(news))
                self.settle(came)
                done += 1
            else:
                self.draft.put_segments(came)
                if done < len(news) and self.due():
                    self.publish()
                    self.go_on()
        self.progress("reading", done, len(news))

    def done(self, news: Sequence[Found]) -> Iterator[Outcome | list[Written]]:
        """By a crew where that is worth it."""
        tasks = map(self.task, news)
        if len(news) < MANY:
            hand = Hand(self.job)
            yield from map(hand.do, tasks)
            if len(hand):
                yield [written for written in [hand.write(self.draft.folder)] if written]
        else:
            with Crew(self.job) as crew:
                yield from crew.work(tasks, self.due, lambda: self.draft.folder)

    def due(self) -> bool:
        """Is it time to let readers see what there is? Not while what they see would become less."""
        return self.growing and not self.again and time.monotonic() >= self.next_batch

    def go_on(self) -> None:
        """Begin the next draft, from what was just published."""
        spent = time.monotonic() - self.started
        self.next_batch = self.started + max(spent + NEXT_BATCH, spent * PACE)
        base = generations.current(self.job.corpus)
        self.draft.close()
        if self.base:
            self.base.close()
        self.base = base
        self.draft = Draft(self.job, base, self.folder)
        generations.tidy(self.folder)

    def pass_over(self, skipped: Sequence[Skipped]) -> None:
        for verdict in skipped:
            status: Status = "quarantined" if verdict.quarantined else "skipped"
            self.count(status)
            known = self.known.get(verdict.path)
            if known is None or (known.status, known.reason, known.size) != (status, verdict.reason, None):
                if known:
                    self.forget(verdict.path)
                first_seen = self.seen_first(verdict.path)
                self.draft.ledger.put(File(verdict.path, None, None, "", status, verdict.reason, first_seen, False))
                self.counts.removed += bool(known and known.status == "indexed")

    def remove(self, seen: Container[str]) -> None:
        for path in self.known:
            if path not in seen:
                self.remove_file(path)

    def remove_file(self, path: str) -> None:
        """It is not there any more, or was gone before it was looked at."""
        if known := self.known.get(path):
            self.forget(path)
            self.counts.removed += known.size is not None

    def forget(self, path: str) -> None:
        self.draft.catalogue.put_articles(path, (), self.now)
        self.draft.ledger.forget(path)

    def unchanged(self, found: Found) -> bool:
        """Is there nothing to be done for this file? Then it is counted here."""
        known = self.known.get(found.path)
        if known is None or known.fresh or known.looks != found.looks:
            return False
        if self.again and (known.status == "indexed" or (known.reason or "").startswith(INTERNAL)):
            return False
        self.count(known.status)
        self.counts.unchanged += known.status == "indexed"
        return True

    def task(self, found: Found) -> Task:
        known = self.known.get(found.path)
        if known is None or (self.again and known.status != "indexed"):
            return Task(found)
        same = not known.fresh and known.looks == found.looks
        pages = self.old.pages(found.path) if self.old and same else ()
        return Task(found, known.digest if known.status == "indexed" else "", pages, self.again)

    def count(self, status: str) -> None:
        setattr(self.counts, status, getattr(self.counts, status) + 1)

    def seen_first(self, path: str) -> float:
        known = self.seen.get(path)
        return known.first_seen if known else self.now

    def settle(self, outcome: Outcome) -> None:
        """Count a file that was looked at, and write down what came of it where that is new."""
        found, known = outcome.task.found, self.known.get(outcome.task.found.path)
        if outcome.gone:
            self.counts.seen -= 1
            self.remove_file(found.path)
            return
        fresh = outcome.passing or max(found.mtime_ns, found.ctime_ns) > self.now * 1e9 - FRESH_NS
        if known and (outcome.same or (known.status, known.reason) == ("quarantined", outcome.reason)):
            self.count(known.status)
            self.counts.unchanged += known.status == "indexed"
            self.touched.append(_seen_again(known, found, fresh=fresh))
            return
        added = self.seen_first(found.path)
        reason = self.put(outcome, added)
        if lost := reason and journal.unread(reason):
            self.lost[lost] += 1
        status: Status = "quarantined" if reason else "indexed"
        seen = File(found.path, None, None, outcome.digest, status, reason, added, fresh)
        self.draft.ledger.put(_seen_again(seen, found, fresh=fresh))
        self.count(status)
        if known and known.size is not None:
            alike = outcome.digest == known.digest
            self.counts.unchanged += alike and status == "indexed"
            self.counts.changed += not alike

    def put(self, outcome: Outcome, added: float) -> str | None:
        """Write down the articles of a file; the reason where there are none, or they cannot be."""
        try:
            self.draft.catalogue.put_articles(outcome.task.found.path, outcome.records, added)
        except sqlite3.IntegrityError:
            self.draft.catalogue.put_articles(outcome.task.found.path, (), added)
            return "its id is that of another article"
        return outcome.reason

    def publish(self) -> None:
        self.still_there()
        self.progress("sealing", 0, 1)
        names = dict(self.draft.catalogue.unlisted_counts())
        self.draft.publish(self.job.work.gather(names, self.job.gazetteer))
        self.progress("sealing", 1, 1)
