"""What there is to find: what was left out and why, what was repaired or made anew, what is doubtful or lies open."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from briefing import crash, journal, library, paths
from briefing.files import Skipped
from briefing.journal import Event
from briefing.library import Actors, Library, LibraryError
from briefing.state import StateError

LITTLE_SPACE = 200_000_000
"""Bytes; with less on a disk of ours, marks and indexes soon cannot be written."""
ABANDONED = 3600
"""Seconds after which a draft of a file is one that was left over."""
NO_FOLDER = 2
"""The code of a LibraryError that says there is no such folder."""
NOBODY_KNOWN = "Until that is mended, nobody is known by name."
HAPPENED = 30 * 86_400
"""Seconds for which what happened is told again."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is not to be relied on in one article: dates that cannot all be right, names that cannot be matched."""

    id: str
    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies where our files do: found without opening the corpus, so that it is known whatever else is wrong."""

    aside: tuple[str, ...]
    """Files of marks, tags and notes that were damaged and are kept."""
    rights: tuple[str, ...]
    """Files and folders of ours that others may read or write."""
    foreign: tuple[str, ...]
    """Files and folders in the places of ours that belong to other users."""
    drafts: tuple[str, ...]
    """What writers that were killed left half made."""
    free: int
    """Bytes on the fullest disk that we write to."""
    crashes: tuple[str, ...]
    """Reports of mistakes of ours, which nobody was sent."""
    happened: tuple[Event, ...]
    """What the log says of the last month."""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found."""

    index: str
    actors: tuple[str, ...]
    """The mistakes of the actors file."""
    quarantined: tuple[Skipped, ...]
    skipped: tuple[Skipped, ...]
    remarks: tuple[tuple[str, str], ...]
    """(path, what a person should know about how it was read)."""
    doubts: tuple[Doubt, ...]
    articles: int
    undated: int
    bounded: int
    """How many of the undated have bounds."""
    around: Surroundings
    unusable: str = ""
    """Why nothing could be found out about the articles, where that is so."""
    config: tuple[str, ...] = ()
    """The mistakes of the configuration."""
    meanwhile: str = ""
    """By which names actors are known while their file has mistakes."""

    @property
    def needs_a_person(self) -> bool:
        """Is there something that only a person can mend?"""
        around = self.around
        wrong = around.aside or around.rights or around.foreign or around.free < LITTLE_SPACE
        return bool(self.unusable or self.config or self.actors or self.quarantined or wrong)

    def json(self) -> dict[str, Any]:
        """The object that `doctor --json` prints."""
        around = asdict(self.around)
        around["happened"] = [{name: getattr(e, name) for name in Event.__slots__} for e in self.around.happened]
        return {
            "index": self.index,
            "configuration": list(self.config),
            "actors": list(self.actors),
            "quarantined": [{"path": s.path, "reason": s.reason} for s in self.quarantined],
            "skipped": [{"path": s.path, "reason": s.reason} for s in self.skipped],
            "remarks": [{"path": path, "remark": remark} for path, remark in self.remarks],
            "doubts": [asdict(doubt) for doubt in self.doubts],
            "articles": self.articles,
            "undated": self.undated,
            "bounded": self.bounded,
            "unusable": self.unusable or None,
            **{name: list(value) if isinstance(value, tuple) else value for name, value in around.items()},
            "needs_a_person": self.needs_a_person,
        }


def examine(corpus: Path, actors: Actors = None, *, ner: str | None = None, config: tuple[str, ...] = ()) -> Findings:
    """Look at a corpus, its index and what is ours; `config` are mistakes of the configuration, in sentences.

    LibraryError only where there is no such folder, and nothing is wrong with the configuration that might name it.
    """
    mistakes: tuple[str, ...] = ()
    try:
        library.check(corpus)
    except LibraryError as error:
        if error.code == NO_FOLDER and not config:
            raise
        return _unusable(corpus, error, mistakes, config)
    try:
        library.gazetteer_for(corpus, actors)
    except LibraryError as error:
        mistakes = tuple(str(error).splitlines()[1:]) or (str(error),)
        actors = None if actors is None else "none"
    try:
        opened = Library.open(corpus, actors, ner=ner)
    except (LibraryError, StateError, paths.PathsError, OSError) as error:
        return _unusable(corpus, error, mistakes, config)
    try:
        return replace(_findings(opened, surroundings(corpus)), actors=mistakes, config=config)
    finally:
        opened.close()


def _unusable(corpus: Path, error: Exception, mistakes: tuple[str, ...], config: tuple[str, ...]) -> Findings:
    """What can be said without the articles."""
    said = str(error)
    if isinstance(error, OSError):
        said = ": ".join(map(str, filter(None, [error.strerror or said, error.filename])))
    around = surroundings(corpus)
    return Findings("not opened", mistakes, (), (), (), (), 0, 0, 0, around, said, config, NOBODY_KNOWN)


def _findings(opened: Library, around: Surroundings) -> Findings:
    left_out, troubles, rows = opened.left_out(), opened.troubles(), opened.rows
    undated = [row for row in rows if not row.dated]
    of_index = (event for event in opened.events if event not in opened.state.notices)
    health = "; ".join((*of_index, *opened.standing))
    return Findings(
        index=health or "in order, and up to date",
        actors=(),
        quarantined=tuple(s for s in left_out if s.quarantined),
        skipped=tuple(s for s in left_out if not s.quarantined),
        remarks=tuple((path, remark) for _, path, remarks, _ in troubles for remark in remarks),
        doubts=tuple(Doubt(id, path, words) for id, path, _, doubts in troubles for words in doubts),
        articles=len(rows),
        undated=len(undated),
        bounded=sum(not row.period.open for row in undated),
        around=around,
        meanwhile=opened.mistakes[-1].splitlines()[-1] if opened.mistakes else NOBODY_KNOWN,
    )


def surroundings(corpus: Path) -> Surroundings:
    """What is in the folders of ours that are there."""
    homes: list[Path] = []
    for home in (paths.state_folder, lambda: paths.index_folder(corpus)):
        with contextlib.suppress(OSError, paths.PathsError):
            homes.append(home())
    ours = [path for home in homes for path in _below(home)]
    now, key = time.time(), paths.corpus_key(corpus)
    return Surroundings(
        aside=tuple(str(path) for path in ours if path.match("state.damaged-*.sqlite")),
        rights=tuple(str(path) for path in ours if _open_to_others(path)),
        foreign=tuple(str(path) for path in ours if _of_others(path)),
        drafts=tuple(str(path) for path in ours if path.name.startswith(("draft", ".briefing-")) and _old(path, now)),
        free=min((space for home in homes if (space := _free(home)) is not None), default=0),
        crashes=tuple(map(str, crash.reports())),
        happened=tuple(e for e in journal.events() if e.when > now - HAPPENED and e.corpus in ("", key)),
    )


def _below(home: Path) -> Iterator[Path]:
    """A folder of ours and what is in it; the copy of the sample corpus is the user's."""
    if os.path.isdir(home):
        yield Path(os.path.realpath(home))
        for folder, folders, files in os.walk(home):
            folders[:] = [name for name in folders if name != "sample"]
            yield from (Path(folder, name) for name in (*folders, *files))


def _open_to_others(path: Path) -> bool:
    """May others read or write it, or enter it, and may we change that?"""
    facts = _facts(path)
    return bool(facts and facts.st_mode & 0o077 and os.getuid() in (0, facts.st_uid))


def _of_others(path: Path) -> bool:
    """Does it belong to another user, who may do with it what he likes?"""
    facts = _facts(path)
    return bool(facts and facts.st_uid != os.getuid())


def _facts(path: Path) -> os.stat_result | None:
    """Of what is no link."""
    try:
        facts = path.lstat()
    except OSError:
        return None
    return None if stat.S_ISLNK(facts.st_mode) else facts


def _old(path: Path, now: float) -> bool:
    try:
        return path.lstat().st_mtime < now - ABANDONED
    except OSError:
        return False


def _free(home: Path) -> int | None:
    """Bytes on the disk of a folder, or of where it will be made."""
    for folder in (home, *home.parents):
        if os.path.isdir(folder):
            try:
                return shutil.disk_usage(folder).free
            except OSError:
                return None
    return None
