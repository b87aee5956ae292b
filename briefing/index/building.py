"""Bringing an index up to date: what changed in the corpus is read again, and a new generation is published."""

from __future__ import annotations

import contextlib
import itertools
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from briefing.actors import Gazetteer
from briefing.article import Article, Page, article_id
from briefing.files import Counts, Found, Skipped, Unreadable
from briefing.index import generations
from briefing.index.catalogue import NAME as CATALOGUE
from briefing.index.catalogue import Catalogue, File, Reading, Status
from briefing.index.generations import Damaged, Generation, Say
from briefing.index.textindex import write_segment
from briefing.results import Row

FRESH_NS = 2_000_000_000
"""A file written so shortly before a scan may be written again within the same tick of the clock."""
MOST_SEGMENTS = 8
WORTH_A_GENERATION = 100
"""As many files that were touched but not changed are worth noting, so that nobody has to read them next time."""
INTERNAL = "internal error:"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Work:
    """What the builder needs done by functions that know formats and names; `version` changes when their answers do.

    `load` gives the digest of the raw bytes and the articles in them; Unreadable with a reason for people. `gather`
    takes the keys of all unlisted names with the number of their articles; it gives those that go under another label.
    """

    scan: Callable[[Path], Iterable[Found | Skipped]]
    load: Callable[[Path, Found], tuple[str, list[Page]]]
    read: Callable[[Page, str, Gazetteer], Article]
    gather: Callable[[Mapping[str, int], Gazetteer], Mapping[str, str]]
    version: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to look at, with the digest it is known by; with its stored pages where only names are read again."""

    found: Found
    digest: str = ""
    pages: tuple[Page, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: nothing new (`same`), articles, or the reason why there are none."""

    task: Task
    digest: str = ""
    read: tuple[tuple[Page, Article], ...] = ()
    reason: str | None = None
    same: bool = False


def process(corpus: Path, work: Work, gazetteer: Gazetteer, task: Task) -> Outcome:
    """Load one file and read its articles. Whatever goes wrong with it is its own reason and stops no other file."""
    digest = ""
    try:
        digest, pages = (task.digest, task.pages) if task.pages else work.load(corpus, task.found)
        if digest == task.digest and not task.again:
            return Outcome(task, digest, same=True)
        read = tuple((page, work.read(page, article_id(page.path, page.entry), gazetteer)) for page in distinct(pages))
        return Outcome(task, digest, read, None if read else "no article in it")
    except Unreadable as error:
        return Outcome(task, digest, reason=str(error))
    except OSError as error:
        return Outcome(task, digest, reason=f"cannot be read: {error.strerror}")
    except Exception as error:  # noqa: BLE001 - a mistake of ours on one article must not cost all the others
        return Outcome(task, digest, reason=f"{INTERNAL} {type(error).__name__}")


def distinct(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages of one file, each with an entry of its own."""
    seen: set[str | None] = set()
    for page in pages:
        others = (f"{page.entry or ''}#{ordinal}" for ordinal in itertools.count(2))
        entry = next(entry for entry in itertools.chain([page.entry], others) if entry not in seen)
        seen.add(entry)
        yield replace(page, entry=entry)


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
    Stopped at any moment, the old generation stays.
    OSError where the index cannot be written.
    """
    started = time.monotonic()
    folder = generations.prepared_folder(corpus)
    with generations.builder_lock(folder, waiting), contextlib.ExitStack() as stack:
        base, first_seen = _base(corpus, waiting)
        if base:
            stack.enter_context(base)
        usable = base if base and not rebuild and base.manifest.made_by == work.version else None
        generations.sweep(folder)
        made = stack.enter_context(generations.draft(folder))
        run = _Run(corpus, work, gazetteer, usable, first_seen, made, progress or _unwatched)
        stack.callback(run.close)
        run.update()
        generations.tidy(folder)
    run.counts.seconds = time.monotonic() - started
    return run.counts


def _unwatched(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


def _base(corpus: Path, say: Say | None) -> tuple[Generation | None, Mapping[str, float]]:
    """The current generation, if it can be trusted, and when each of its files was first seen."""
    generation = None
    try:
        generation = generations.current(corpus)
        if generation is None:
            return None, {}
        generation.verify()
        with Catalogue.read(generation.folder) as catalogue:
            return generation, {path: file.first_seen for path, file in catalogue.files().items()}
    except (Damaged, sqlite3.Error) as error:
        if generation:
            generation.close()
        if say:
            say(f"the index could not be used ({error}) and is made anew")
        return None, {}


class _Run:
    """One run of the builder, from a generation (or nothing) to a draft that is published where anything changed."""

    def __init__(
        self,
        corpus: Path,
        work: Work,
        gazetteer: Gazetteer,
        base: Generation | None,
        first_seen: Mapping[str, float],
        made: Path,
        progress: Progress,
    ) -> None:
        self.corpus, self.work, self.gazetteer, self.base, self.made = corpus, work, gazetteer, base, made
        self.first_seen, self.progress = first_seen, progress
        self.counts = Counts()
        self.now = time.time()
        self.touched: list[File] = []
        self.old = Catalogue.read(base.folder) if base else None
        self.known = self.old.files() if self.old else {}
        self.again = base is not None and base.manifest.actors != gazetteer.digest

    def close(self) -> None:
        for catalogue in (self.old, self.__dict__.get("catalogue")):
            if catalogue:
                catalogue.close()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The one being written; asking for it means that there is something to write."""
        if self.base:
            shutil.copyfile(self.base.folder / CATALOGUE, self.made / CATALOGUE)
        return Catalogue.write(self.made)

    @property
    def changed(self) -> bool:
        return "catalogue" in self.__dict__

    def update(self) -> None:
        verdicts = list(self.work.scan(self.corpus))
        found = [verdict for verdict in verdicts if isinstance(verdict, Found)]
        self.counts.seen = len(verdicts)
        self.pass_over([verdict for verdict in verdicts if isinstance(verdict, Skipped)])
        self.remove({verdict.path for verdict in verdicts})
        news = [file for file in found if not self.unchanged(file)]
        for done, file in enumerate(news):
            self.progress("reading", done, len(news))
            self.settle(process(self.corpus, self.work, self.gazetteer, self.task(file)))
        self.progress("reading", len(news), len(news))
        if self.changed or self.base is None or self.again or len(self.touched) >= WORTH_A_GENERATION:
            for touched in self.touched:
                self.catalogue.put_file(touched)
            self.publish()

    def pass_over(self, skipped: list[Skipped]) -> None:
        for verdict in skipped:
            status: Status = "quarantined" if verdict.quarantined else "skipped"
            self.count(status)
            known = self.known.get(verdict.path)
            if known is None or (known.status, known.reason, known.size) != (status, verdict.reason, None):
                if known:
                    self.catalogue.forget_file(verdict.path)
                self.catalogue.put_file(
                    File(verdict.path, None, None, "", status, verdict.reason, self.seen_first(verdict.path), False)
                )
                self.counts.removed += bool(known and known.status == "indexed")

    def remove(self, seen: set[str]) -> None:
        for path, known in self.known.items():
            if path not in seen:
                self.catalogue.forget_file(path)
                self.counts.removed += known.size is not None

    def unchanged(self, found: Found) -> bool:
        """Is there nothing to be done for this file? Then it is counted here."""
        known = self.known.get(found.path)
        if known is None or known.fresh or (known.size, known.mtime_ns) != (found.size, found.mtime_ns):
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
        same = not known.fresh and (known.size, known.mtime_ns) == (found.size, found.mtime_ns)
        pages = self.old.pages(found.path) if self.old and same else ()
        return Task(found, known.digest, pages, self.again)

    def count(self, status: str) -> None:
        setattr(self.counts, status, getattr(self.counts, status) + 1)

    def seen_first(self, path: str) -> float:
        return self.first_seen.get(path, self.now)

    def settle(self, outcome: Outcome) -> None:
        """Count a file that was looked at, and write down what came of it where that is new."""
        found, known = outcome.task.found, self.known.get(outcome.task.found.path)
        fresh = found.mtime_ns > self.now * 1e9 - FRESH_NS
        if known and (outcome.same or (known.status, known.reason) == ("quarantined", outcome.reason)):
            self.count(known.status)
            self.counts.unchanged += known.status == "indexed"
            self.touched.append(replace(known, size=found.size, mtime_ns=found.mtime_ns, fresh=fresh))
            return
        added = self.seen_first(found.path)
        reason = self.put(outcome, added)
        status: Status = "quarantined" if reason else "indexed"
        self.catalogue.put_file(
            File(found.path, found.size, found.mtime_ns, outcome.digest, status, reason, added, fresh)
        )
        self.count(status)
        if known and known.size is not None:
            alike = outcome.digest == known.digest
            self.counts.unchanged += alike and status == "indexed"
            self.counts.changed += not alike

    def put(self, outcome: Outcome, added: float) -> str | None:
        """Write down the articles of a file; the reason where there are none, or they cannot be."""
        path, reason = outcome.task.found.path, outcome.reason
        readings = [reading(page, article, self.gazetteer, added) for page, article in outcome.read]
        try:
            self.catalogue.put_articles(path, readings)
        except sqlite3.IntegrityError:
            self.catalogue.put_articles(path, [])
            reason = "its id is that of another article"
        return reason

    def publish(self) -> None:
        kept = self.write_words()
        self.catalogue.put_clusters(self.work.gather(dict(self.catalogue.unlisted_counts()), self.gazetteer))
        self.catalogue.commit()
        self.progress("sealing", 0, 1)
        linked = (
            {name: digest for name, digest in self.base.manifest.files.items() if name in kept} if self.base else {}
        )
        generations.publish(self.corpus, self.made, self.work.version, self.gazetteer.digest, linked)
        self.progress("sealing", 1, 1)

    def write_words(self) -> set[str]:
        """Bring the text index up to date; the names of the files that are as they were."""
        catalogue = self.catalogue
        keep = kept_segments(catalogue.segments(), len(catalogue.unwritten()))
        catalogue.keep_segments(keep)
        unwritten = catalogue.unwritten()
        linked = set()
        if keep and self.base:
            linked = set(self.base.manifest.files) - {CATALOGUE}
            for name in linked:
                generations.link(self.base.folder / name, self.made / name)
        if not keep or unwritten or keep != set(catalogue.segments()):
            total = len(unwritten)
            segment = write_segment(
                self.made, catalogue.texts(unwritten), keep, lambda done: self.progress("words", done, total)
            )
            if segment:
                catalogue.put_segment(segment.id, segment.numbers)
        return linked


def kept_segments(sizes: Mapping[str, tuple[int, int]], new: int) -> frozenset[str]:
    """Which segments, of so many living and so many documents, stay as they are when `new` documents are added.

    Those mostly dead go, and where there are too many the smallest are written again as one.
    """
    living = sorted((live, segment) for segment, (live, total) in sizes.items() if 2 * live > total)
    if len(living) >= MOST_SEGMENTS:
        rewritten = new
        while living and (len(living) >= MOST_SEGMENTS or living[0][0] <= 2 * rewritten):
            rewritten += living.pop(0)[0]
    return frozenset(segment for _, segment in living)


def reading(page: Page, article: Article, gazetteer: Gazetteer, added: float) -> Reading:
    """An article with the columns that lists, filters and facets need."""
    when = article.published.period
    ids = article.actors
    places = [id for id in ids if id in gazetteer.places]
    actors = [id for id in ids if id not in gazetteer.places]
    posts = (post for actor in actors for post in _posts(actor, gazetteer, article))
    roots = [*(actor for actor in actors if actor in gazetteer.groups), *(post for post in posts if post)]
    groups = tuple(dict.fromkeys(group.id for root in roots for group in gazetteer.lineage(root)))
    mentions = (*article.title_mentions, *article.mentions)
    row = Row(
        id=article.id,
        path=article.path,
        entry=article.entry,
        title=article.title,
        title_basis=article.title_basis,
        date=article.published.date,
        basis=article.published.basis,
        period=when,
        source=article.source,
        complete=article.complete,
        factions=tuple(dict.fromkeys(f for actor in actors for f in gazetteer.factions_of(actor, when))),
        actors=tuple(actors),
        places=tuple(places),
        unlisted=len({mention.key for mention in mentions if mention.actor is None and mention.via != "post"}),
        added=added,
    )
    return Reading(page, article, row, groups)


def _posts(actor: str, gazetteer: Gazetteer, article: Article) -> list[str | None]:
    person = gazetteer.people.get(actor)
    return [post.group for post in person.posts_on(article.published.period)] if person else []
