"""Something happens to a file, its folder or the whole corpus at the moment between a look at it and its reading."""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from briefing import folders as house
from briefing import library
from briefing.files import Counts, Found, Skipped
from briefing.library import Library, LibraryError
from briefing.paths import index_folder
from torture import answers, deeds, errands, folders
from torture.apart import Wrong, apart
from torture.deeds import SECRET, Deed, Place
from torture.errands import Errand
from torture.trial import Attempt, Exhausted, Part

FILES = ("0002.txt", "north/a.txt", "north/inner/c.txt")
FOLDERS = ("north", "north/inner")

Mode = Literal["first", "update", "rebuild"]
Moment = Literal["scanned", "opened"]
Back = Literal["never", "meanwhile", "afterwards"]


@dataclass(frozen=True, slots=True)
class Race:
    """What happens, to what, when, during which kind of run, and whether it is undone."""

    kind: str
    what: str
    deed: Deed
    target: str
    moment: Moment
    mode: Mode
    back: Back

    def __str__(self) -> str:
        return f"{self.kind} {self.target or 'corpus'} {self.what} when {self.moment}, {self.mode}, back {self.back}"


MODES: tuple[Mode, ...] = ("first", "update", "rebuild")
MOMENTS: tuple[Moment, ...] = ("scanned", "opened")
BACKS: tuple[Back, ...] = ("never", "meanwhile", "afterwards")


def _races() -> Iterator[Race]:
    for moment, back, mode in itertools.product(MOMENTS, BACKS, MODES):
        for number, (what, deed) in enumerate(deeds.TO_FILES.items()):
            yield Race("file", what, deed, FILES[(number + len(mode)) % len(FILES)], moment, mode, back)
        for number, (what, deed) in enumerate(deeds.TO_FOLDERS.items()):
            yield Race("folder", what, deed, FOLDERS[(number + len(mode)) % len(FOLDERS)], moment, mode, back)
            if what != "another":
                yield Race("corpus", what, deed, "", moment, mode, back)


ALL: tuple[Race | Errand, ...] = (*_races(), *errands.ERRANDS)
STEP = 397
"""A prime number, so that a small run has a bit of everything."""


@contextmanager
def begin(folder: Path) -> Iterator[Attempt]:
    """Every trial has a corpus of its own and works in a process of its own."""
    library.index(folders.make(folder / "first", 1))
    answers.digest(folder / "first")

    def attempt(number: int, dice: random.Random) -> str | None:
        if number >= len(ALL):
            raise Exhausted
        race = ALL[number * STEP % len(ALL)]
        home = folder / f"{number}"
        home.mkdir()
        try:
            place = deeds.make(home)
            found = apart(
                lambda: _tried(race, place, dice) if isinstance(race, Race) else errands.tried(race, place, dice)
            )
        except Wrong as wrong:
            return f"{race}: {wrong}"
        finally:
            shutil.rmtree(home)
        return f"{race}: {found}" if found else None

    yield attempt


def _tried(race: Race, place: Place, dice: random.Random) -> str | None:
    """One run with a race in it, then one in peace; what is wrong."""
    os.environ["BRIEFING_CACHE"] = str(place.home / "cache")
    target = place.corpus / race.target
    files = [place.corpus / file for file in FILES]
    if race.mode != "first":
        library.index(place.corpus)
        for file in files:
            deeds.edit(file, dice.choice(("Tolls rose", "Talks ended", "Crews left")))
    outside = deeds.digest(place.outside)
    counts, failed = _raced(race, place, target)
    if race.kind == "corpus" or race.back == "afterwards":
        deeds.put_back(place, target)
    if failed and race.kind != "corpus":
        return f"the run failed: {failed}"
    fault = (counts and uneven(counts)) or let_in(place)
    return (
        fault
        or in_peace(place)
        or (deeds.digest(place.outside) != outside and "the folder outside was changed")
        or None
    )


def _raced(race: Race, place: Place, target: Path) -> tuple[Counts | None, str]:
    """The counts of a run in the middle of which the deed is done, or why it failed."""
    done: list[bool] = []
    real = house.work()

    def do() -> None:
        if not done:
            done.append(True)
            race.deed(place, target)

    def scan(corpus: Path) -> list[Found | Skipped]:
        verdicts = list(real.scan(corpus))
        if race.moment == "scanned":
            do()
        return verdicts

    def load(corpus: Path, found: Found) -> Any:
        try:
            return real.load(corpus, found)
        finally:
            if done and race.back == "meanwhile":
                deeds.put_back(place, target)

    house.work = lambda ner=None: replace(real, scan=scan, load=load)  # type: ignore[assignment]
    if race.moment == "opened":
        errands.listen(target, ("open", "os.scandir"), do)
    try:
        return library.index(place.corpus, rebuild=race.mode == "rebuild"), ""
    except LibraryError as error:
        return None, str(error)
    finally:
        done.append(True)
        house.work = lambda ner=None: real  # type: ignore[assignment]


def uneven(counts: Counts) -> str | None:
    """Why counts do not add up."""
    if counts.indexed + counts.quarantined + counts.skipped != counts.seen:
        return f"the counts do not add up: {counts.json()}"
    return None


def let_in(place: Place) -> str | None:
    """What of the world outside is in the index, or what is left out for no reason."""
    try:
        opened = Library.open(place.corpus)
    except LibraryError as error:
        return f"it cannot be opened: {error}"
    with contextlib.closing(opened):
        texts = [opened.page_text(row.id) for row in opened.rows]
        left_out = opened.left_out()
    if any(not skipped.reason for skipped in left_out):
        return f"left out without a reason: {left_out}"
    if any(SECRET in text for text in (*texts, *(f"{skipped.path} {skipped.reason}" for skipped in left_out))):
        return "an article from outside of the corpus is in the index"
    kept = [path for path in index_folder(place.corpus).rglob("*") if path.is_file()]
    secret = SECRET.lower().encode()
    return next((f"{path.name} knows of the outside" for path in kept if secret in path.read_bytes().lower()), None)


def in_peace(place: Place) -> str | None:
    """After another run: is the index that of a folder indexed for the first time, and the folder as it was?"""
    before = deeds.digest(place.corpus)
    counts = library.index(place.corpus)
    now = answers.digest(place.corpus)
    os.environ["BRIEFING_CACHE"] = str(place.home / "other")
    first = library.index(place.corpus)
    if now != answers.digest(place.corpus):
        return f"the next run does not have the truth: {counts.json()}, from the beginning {first.json()}"
    if (counts.seen, counts.indexed, counts.quarantined) != (first.seen, first.indexed, first.quarantined):
        return f"the next run counts {counts.json()}, from the beginning {first.json()}"
    if deeds.digest(place.corpus) != before:
        return "the corpus was changed"
    return uneven(counts)


PART = Part("races", "P8, P16", full=len(ALL), small=10, begin=begin)
