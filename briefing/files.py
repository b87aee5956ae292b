"""The files of a corpus: what a scan finds, what it passes over and why, and the counts of a run."""

from __future__ import annotations

from dataclasses import asdict, dataclass

INTERNAL = "internal error:"
"""How the reason begins where a mistake of ours, and no fault of the file, is one."""
FRESH_NS = 2_000_000_000
"""A file written so shortly before a look at it may be written again within the same tick of the clock."""


WORTH_A_GENERATION = 100
"""As many files that were touched but not changed are worth noting, so that nobody has to read them next time."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may hold articles; `path` is relative to the corpus, with forward slashes.

    `ctime_ns` is when anything of it was changed, which nobody can set: another file in its place has another.
    """

    path: str
    size: int
    mtime_ns: int
    ctime_ns: int = 0

    @property
    def looks(self) -> tuple[int, int, int]:
        """What all stays as it was while the file does."""
        return self.size, self.mtime_ns, self.ctime_ns


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, on purpose (`skipped`) or because it could not be (`quarantined`)."""

    path: str
    reason: str
    quarantined: bool = False


class Unreadable(Exception):
    """A file that holds no article; the message is the reason, for people, and holds no word of the file."""


class Unreached(Unreadable):
    """A file that could not be got at just now, whatever it holds: worth another try at the next look."""


class Gone(Unreached):
    """A file that is not there any more: it was removed, or has another name by now."""


@dataclass(slots=True)
class Counts:
    """What a building run did, in files; indexed + quarantined + skipped = seen."""

    seen: int = 0
    indexed: int = 0
    unchanged: int = 0
    changed: int = 0
    removed: int = 0
    skipped: int = 0
    quarantined: int = 0
    seconds: float = 0.0

    def news(self, before: Counts | None = None) -> dict[str, int]:
        """What the run did, in words and files; unreadable ones that are more than at a run before."""
        unreadable = self.quarantined - (before.quarantined if before else 0)
        done = {"indexed": self.indexed - self.unchanged, "gone": self.removed, "unreadable": unreadable}
        return {word: number for word, number in done.items() if number > 0}

    def left_out(self) -> str:
        """`2 files could not be read`, and who says why; "" where all could."""
        if not self.quarantined:
            return ""
        files = "1 file" if self.quarantined == 1 else f"{self.quarantined:,} files"
        return f"{files} could not be read; `briefing doctor` says why."

    def json(self) -> dict[str, float]:
        """The object that `index --json` prints."""
        return {**asdict(self), "seconds": round(self.seconds, 3)}
