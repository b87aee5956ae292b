"""What the builder has done for it: files to look at, what came of each, and the hand that does it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from briefing.actors import Gazetteer
from briefing.article import Article, Page, article_id
from briefing.bounded import SECONDS, SECONDS_OF_A_FILE, each_within
from briefing.files import INTERNAL, Found, Gone, Skipped, Unreached, Unreadable
from briefing.index.records import Record, record
from briefing.index.segments import Segment, SegmentWriter


@dataclass(frozen=True, slots=True)
class Work:
    """What the builder needs done by functions that know formats and names; `version` changes when their answers do.

    `load` gives the digest of the raw bytes and the articles in them; Unreadable with a reason for people. `gather`
    takes the keys of all unlisted names with the number of their articles; it gives those that go under another label.
    `digest` is that of the raw bytes alone, where a file that was touched need not be read for it. All can be pickled.
    """

    scan: Callable[[Path], Iterable[Found | Skipped]]
    load: Callable[[Path, Found], tuple[str, list[Page]]]
    read: Callable[[Page, str, Gazetteer], Article]
    gather: Callable[[Mapping[str, int], Gazetteer], Mapping[str, str]]
    version: str = ""
    digest: Callable[[Path, str], str] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What all tasks of one run have in common."""

    corpus: Path
    work: Work
    gazetteer: Gazetteer


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
    records: tuple[Record, ...] = ()
    reason: str | None = None
    same: bool = False
    passing: bool = False
    """Is the reason one that may be gone at the next look?"""
    gone: bool = False
    """Was the file removed before it was looked at?"""


@dataclass(frozen=True, slots=True)
class Written:
    """A segment, and the id and path of the article that each of its documents is."""

    segment: Segment
    keys: tuple[tuple[str, str], ...]


class Hand:
    """Does tasks one after another, and collects the words of what it read until they are written as a segment."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._begin()

    def _begin(self) -> None:
        self._words = SegmentWriter()
        self._keys: list[tuple[str, str]] = []

    def __len__(self) -> int:
        return len(self._keys)

    def do(self, task: Task) -> Outcome:
        """Load one file and read its articles. What goes wrong with it is its own reason and stops no other file."""
        digest = ""
        try:
            if task.digest and not task.again and self._digest(task) == task.digest:
                return Outcome(task, task.digest, same=True)
            digest, pages = (
                (task.digest, task.pages) if task.pages else self._job.work.load(self._job.corpus, task.found)
            )
            if digest == task.digest and not task.again:
                return Outcome(task, digest, same=True)
            read = tuple(each_within(SECONDS, SECONDS_OF_A_FILE, (partial(self._read, page) for page in pages)))
        except Gone:
            return Outcome(task, gone=True)
        except Unreached as error:
            return Outcome(task, digest, reason=str(error), passing=True)
        except Unreadable as error:
            with contextlib.suppress(Unreadable):
                return Outcome(task, digest or self._digest(task), reason=str(error))
            return Outcome(task, reason=str(error), passing=True)
        except OSError as error:
            return Outcome(task, digest, reason=f"cannot be read: {error.strerror}", passing=True)
        except Exception as error:  # noqa: BLE001 - a mistake of ours on one article must not cost all the others
            with contextlib.suppress(Unreadable):
                digest = digest or self._digest(task)
            return Outcome(task, digest, reason=f"{INTERNAL} {type(error).__name__}")
        if not task.pages:
            self._keep(task.found.path, (article for article, _ in read))
        return Outcome(task, digest, tuple(made for _, made in read), None if read else "no article in it")

    def _digest(self, task: Task) -> str:
        """Of the bytes of a file as it is now; "" where nobody is asked for that."""
        return self._job.work.digest(self._job.corpus, task.found.path) if self._job.work.digest else ""

    def _read(self, page: Page) -> tuple[Article, Record]:
        article = self._job.work.read(page, article_id(page.path, page.entry), self._job.gazetteer)
        return article, record(page, article, self._job.gazetteer)

    def _keep(self, path: str, articles: Iterable[Article]) -> None:
        for article in articles:
            self.keep((article.id, path), article.title, article.body)

    def keep(self, key: tuple[str, str], title: str, body: str) -> None:
        """Collect the words of an article."""
        self._words.add(title, body)
        self._keys.append(key)

    def write(self, folder: Path) -> Written | None:
        """Write the words collected since the last time; None where there are none."""
        if not self._keys:
            return None
        written = Written(self._words.write(folder), tuple(self._keys))
        self._begin()
        return written
