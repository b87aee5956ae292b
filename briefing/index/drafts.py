"""A generation in the making: a copy of the one before it, to which files, articles and segments are added."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path

from briefing import storage
from briefing.index import front, generations, segments
from briefing.index.generations import Generation
from briefing.index.ledger import Ledger
from briefing.index.recording import Recorder
from briefing.index.sealing import Files, Unsealed
from briefing.index.tasks import Hand, Job, Written

MOST_SEGMENTS = 8
MOST_JOINED = 24_000
"""Documents of segments that are joined: all of their words are in memory meanwhile."""

Progress = Callable[[str, int, int], None]


class Draft:
    """One draft. Nothing of it is there before something is to be written, and nothing counts before it is published.

    The files of the generation it is made from have been verified.
    """

    def __init__(self, job: Job, base: Generation | None, folder: Path) -> None:
        self._job, self._base = job, base
        self._index = folder
        self._stack = contextlib.ExitStack()

    @property
    def begun(self) -> bool:
        """Is there anything in it?"""
        return "folder" in self.__dict__

    @cached_property
    def folder(self) -> Path:
        """Where it is made; asking for it means that there is something to write."""
        folder = self._stack.enter_context(generations.draft(self._index))
        if self._base:
            for name in (Recorder.NAME, Ledger.NAME):
                storage.copy(self._base.path(name), folder / name)
        return folder

    @cached_property
    def catalogue(self) -> Recorder:
        """The articles."""
        return self._stack.enter_context(Recorder.write(self.folder))

    @cached_property
    def ledger(self) -> Ledger:
        """The files."""
        return self._stack.enter_context(Ledger.write(self.folder))

    def close(self) -> None:
        """Let go of it; what was not published is removed."""
        self._stack.close()

    def put_segments(self, written: Iterable[Written]) -> None:
        """Write down segments that lie in the folder."""
        for one in written:
            self.catalogue.put_segment(one.segment.id, one.segment.documents, one.keys)

    def complete(self, progress: Progress) -> None:
        """Write the words that no segment has, leave out segments mostly dead, and join small ones."""
        catalogue = self.catalogue
        catalogue.keep_segments(living(catalogue.segments()))
        unwritten = catalogue.unwritten()
        hand = Hand(self._job)
        keys = catalogue.keys(unwritten)
        for done, (key, (_, title, body)) in enumerate(zip(keys, catalogue.texts(unwritten), strict=True)):
            progress("words", done, len(unwritten))
            hand.keep(key, title, body)
        if written := hand.write(self.folder):
            self.put_segments([written])
        self._join(joinable({segment: total for segment, (_, total) in catalogue.segments().items()}))

    def _join(self, parts: list[str]) -> None:
        if not parts:
            return
        joined = segments.SegmentWriter()
        for part in parts:
            joined.take(self._home(part), part)
        self.catalogue.join_segments(parts, joined.write(self.folder).id)
        for part in parts:
            for name in segments.files_of(part):
                storage.remove(self.folder / name)

    def _home(self, segment: str) -> Files:
        """Among which files those of a segment are."""
        theirs = self._base and segments.words_file(segment) in self._base.names
        return self._base if self._base and theirs else Unsealed(self.folder)

    def publish(self, clusters: Mapping[str, str]) -> None:
        """Seal it and make it current."""
        self.catalogue.put_clusters(clusters)
        kept = list(self.catalogue.segments())
        self.catalogue.commit()
        self.ledger.commit()
        linked: dict[str, str] = {}
        for name in (name for segment in kept for name in segments.files_of(segment)):
            if self._base and name in self._base.names:
                storage.link(self._base.folder / name, self.folder / name)
                linked[name] = self._base.manifest.files[name]
        segments.write_contents(self.folder, kept)
        job = self._job
        front.write(self.folder, self.catalogue, job.gazetteer)
        generations.publish(job.corpus, self.folder, job.work.version, job.gazetteer.digest, linked)


def living(sizes: Mapping[str, tuple[int, int]]) -> frozenset[str]:
    """Which segments, of so many living and so many documents, are worth keeping: those that are not mostly dead."""
    return frozenset(segment for segment, (alive, total) in sizes.items() if 2 * alive > total)


def joinable(sizes: Mapping[str, int]) -> list[str]:
    """Which segments, of so many documents, are made one where there are too many: the smallest."""
    if len(sizes) <= MOST_SEGMENTS:
        return []
    rest = sorted(sizes, key=lambda segment: (sizes[segment], segment))
    joined, total = [], 0
    while rest and total + sizes[rest[0]] <= MOST_JOINED:
        if len(rest) < MOST_SEGMENTS and sizes[rest[0]] > 2 * total:
            break
        total += sizes[rest[0]]
        joined.append(rest.pop(0))
    return joined if len(joined) > 1 else []
