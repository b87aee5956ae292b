"""SQLite files of a generation: written once, then only read."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, ClassVar, Self

from briefing.index.sealing import Damaged, Files

PAGE = 16_384
"""Bytes; a page of the usual size would hold a single article, and be half empty."""


class Database:
    """One file, open; Damaged where it is no such file."""

    NAME: ClassVar[str]
    SCHEMA: ClassVar[str]

    def __init__(self, connection: sqlite3.Connection, *, sealed: bool = False) -> None:
        self._sql, self._sealed = connection, sealed

    @classmethod
    def read(cls, files: Files) -> Self:
        """Open for reading a file that nobody writes any more."""
        address = files.path(cls.NAME).resolve().as_uri() + "?mode=ro&immutable=1"
        try:
            return cls(sqlite3.connect(address, uri=True, check_same_thread=False), sealed=True)
        except sqlite3.Error as error:
            raise Damaged(f"{cls.NAME} cannot be read: {error}") from error

    @classmethod
    def write(cls, folder: Path) -> Self:
        """Open for writing, and make it where there is none; nothing is kept until `commit`."""
        fresh = not (folder / cls.NAME).exists()
        connection = sqlite3.connect(folder / cls.NAME, isolation_level=None)
        for pragma in (f"page_size = {PAGE}", "journal_mode = OFF", "synchronous = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        if fresh:
            connection.executescript(cls.SCHEMA)
        connection.execute("BEGIN")
        return cls(connection)

    def commit(self) -> None:
        """Hand all that was written to the file."""
        self._sql.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._sql.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _all(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        with self._reading(), closing(self._sql.cursor()) as cursor:
            return cursor.execute(statement, values).fetchall()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """While something is read, and unpacked: of a file that nobody writes, whatever cannot be is damage."""
        try:
            yield
        except (sqlite3.Error, zlib.error, ValueError, TypeError, KeyError) as error:
            if not self._sealed:
                raise
            raise Damaged(f"{self.NAME} cannot be read: {error}") from error
