"""The ledger of one generation in SQLite: every file that a scan has seen, and what came of it."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Literal

from briefing.files import Skipped
from briefing.index.database import Database
from briefing.index.records import printable

Status = Literal["indexed", "skipped", "quarantined"]
_SCHEMA = """CREATE TABLE files (
    path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, digest TEXT, status TEXT NOT NULL, reason TEXT,
    first_seen REAL NOT NULL, fresh INTEGER NOT NULL, ctime_ns INTEGER
) WITHOUT ROWID"""


@dataclass(slots=True)
class File:
    """What is known of a file of the corpus; `fresh` asks for another look, as it was written just before the scan."""

    path: str
    size: int | None
    mtime_ns: int | None
    digest: str
    status: Status
    reason: str | None
    first_seen: float
    fresh: bool
    ctime_ns: int | None = None

    @property
    def looks(self) -> tuple[int | None, int | None, int | None]:
        """As the same of a file that was found, while the file is as it was."""
        return self.size, self.mtime_ns, self.ctime_ns

    @property
    def unreached(self) -> bool:
        """Was it not to be had when it was looked at?"""
        return self.fresh and not self.digest


class Ledger(Database):
    """One ledger, open."""

    NAME, SCHEMA = "files.sqlite", _SCHEMA

    def files(self) -> dict[str, File]:
        """Everything a scan has seen, by path."""
        return {values[0]: File(*values) for values in self._all("SELECT * FROM files")}

    def skipped(self) -> list[Skipped]:
        """The files that hold no article of the index, and the reason."""
        found = self._all("SELECT path, reason, status FROM files WHERE status != 'indexed' ORDER BY path")
        return [Skipped(path, reason, status == "quarantined") for path, reason, status in found]

    def put(self, file: File) -> None:
        """Write down what is known of a file, in place of what was known."""
        file.reason = printable(file.reason)
        self._sql.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(file))

    def forget(self, path: str) -> None:
        """Drop a file."""
        self._sql.execute("DELETE FROM files WHERE path = ?", (path,))
