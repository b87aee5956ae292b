"""The ledger of one generation in SQLite: every file that a scan has seen, and what came of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Literal, Self

from briefing.files import Skipped
from briefing.index.records import printable

NAME = "files.sqlite"
Status = Literal["indexed", "skipped", "quarantined"]
_SCHEMA = """CREATE TABLE files (
    path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, digest TEXT, status TEXT NOT NULL, reason TEXT,
    first_seen REAL NOT NULL, fresh INTEGER NOT NULL
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


class Ledger:
    """One ledger, open; reading a file that is none raises sqlite3.Error."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Open for reading a file that nobody writes any more."""
        address = (folder / NAME).resolve().as_uri() + "?mode=ro&immutable=1"
        return cls(sqlite3.connect(address, uri=True, check_same_thread=False))

    @classmethod
    def write(cls, folder: Path) -> Self:
        """Open for writing, and make it where there is none; nothing is kept until `commit`."""
        fresh = not (folder / NAME).exists()
        connection = sqlite3.connect(folder / NAME, isolation_level=None)
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        if fresh:
            connection.execute(_SCHEMA)
        connection.execute("BEGIN")
        return cls(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._sql.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def files(self) -> dict[str, File]:
        """Everything a scan has seen, by path."""
        with closing(self._sql.cursor()) as cursor:
            return {values[0]: File(*values) for values in cursor.execute("SELECT * FROM files")}

    def skipped(self) -> list[Skipped]:
        """The files that hold no article of the index, and the reason."""
        with closing(self._sql.cursor()) as cursor:
            found = cursor.execute("SELECT path, reason, status FROM files WHERE status != 'indexed' ORDER BY path")
            return [Skipped(path, reason, status == "quarantined") for path, reason, status in found]

    def put(self, file: File) -> None:
        """Write down what is known of a file, in place of what was known."""
        file.reason = printable(file.reason)
        self._sql.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)", astuple(file))

    def forget(self, path: str) -> None:
        """Drop a file."""
        self._sql.execute("DELETE FROM files WHERE path = ?", (path,))

    def commit(self) -> None:
        """Hand all that was written to the file."""
        self._sql.execute("COMMIT")
