"""What `briefing doctor` finds: what was left out and why, what is doubtful, and how index and actors file are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from briefing import library
from briefing.files import Skipped
from briefing.library import Actors, Library, LibraryError


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is not to be relied on in one article: dates that cannot all be right, names that cannot be matched."""

    id: str
    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found, worst first."""

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

    @property
    def needs_a_person(self) -> bool:
        """Is there something that only a person can mend?"""
        return bool(self.actors or self.quarantined)

    def json(self) -> dict[str, Any]:
        """The object that `doctor --json` prints."""
        return {
            "index": self.index,
            "actors": list(self.actors),
            "quarantined": [{"path": s.path, "reason": s.reason} for s in self.quarantined],
            "skipped": [{"path": s.path, "reason": s.reason} for s in self.skipped],
            "remarks": [{"path": path, "remark": remark} for path, remark in self.remarks],
            "doubts": [asdict(doubt) for doubt in self.doubts],
            "articles": self.articles,
            "undated": self.undated,
            "bounded": self.bounded,
        }

    def lines(self) -> Iterator[str]:
        """The findings for people."""
        yield f"Index: {self.index}"
        yield (
            f"Articles: {self.articles}, of which {self.undated} undated "
            f"({self.bounded} of these have bounds from their text)"
        )
        yield from _section("Mistakes in the actors file", self.actors)
        yield from _section("Could not be read", (f"{s.path}: {s.reason}" for s in self.quarantined))
        yield from _section("Read, but", (f"{path}: {remark}" for path, remark in self.remarks))
        yield from _section("Doubtful", (f"{doubt.path}: {doubt.words}" for doubt in self.doubts))
        yield from _section("Passed over on purpose", (f"{s.path}: {s.reason}" for s in self.skipped))


def _section(heading: str, lines: Any) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"{heading} ({len(found)}):"
        yield from (f"  {line}" for line in found)


def examine(corpus: Path, actors: Actors = None, *, ner: str | None = None) -> Findings:
    """Look at a corpus and its index; LibraryError only where there is no such folder."""
    library.check(corpus)
    mistakes: tuple[str, ...] = ()
    try:
        library.gazetteer_for(corpus, actors)
    except LibraryError as error:
        mistakes = tuple(str(error).splitlines()[1:]) or (str(error),)
        actors = None if actors is None else "none"
    opened = Library.open(corpus, actors, ner=ner)
    try:
        return _findings(opened, mistakes)
    finally:
        opened.close()


def _findings(opened: Library, mistakes: tuple[str, ...]) -> Findings:
    left_out, remarks, rows = opened.left_out(), opened.remarks(), opened.rows
    undated = [row for row in rows if not row.dated]
    health = "; ".join((*opened.events, *opened.standing))
    return Findings(
        index=health or "in order, and up to date",
        actors=mistakes,
        quarantined=tuple(s for s in left_out if s.quarantined),
        skipped=tuple(s for s in left_out if not s.quarantined),
        remarks=tuple(remarks),
        doubts=tuple(_doubts(opened)),
        articles=len(rows),
        undated=len(undated),
        bounded=sum(not row.period.open for row in undated),
    )


def _doubts(opened: Library) -> Iterator[Doubt]:
    for row in opened.rows:
        for words in opened.article(row.id).doubts:
            yield Doubt(row.id, row.path, words)
