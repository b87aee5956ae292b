"""The file behind the state: made, checked, brought up to date, and put aside where it is damaged; never deleted."""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from briefing import journal

NAME = "state.sqlite"
MIGRATIONS = (
    """
    CREATE TABLE marks (
        corpus TEXT NOT NULL, article TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (corpus, kind, article)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE notes (
        corpus TEXT NOT NULL, article TEXT NOT NULL, paragraph INTEGER NOT NULL, words TEXT NOT NULL,
        text TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (corpus, article, paragraph)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE digests (
        corpus TEXT NOT NULL, article TEXT NOT NULL, digest TEXT NOT NULL,
        PRIMARY KEY (corpus, article)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE saved (
        corpus TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (corpus, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE history (
        number INTEGER PRIMARY KEY, corpus TEXT NOT NULL, query TEXT NOT NULL, at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX history_of_corpus ON history (corpus, number);
    """,
    """
    CREATE TABLE shelf (
        corpus TEXT NOT NULL, article TEXT NOT NULL, paragraph INTEGER NOT NULL, words TEXT NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (corpus, article, paragraph)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE places (
        corpus TEXT NOT NULL, article TEXT NOT NULL, place INTEGER NOT NULL,
        PRIMARY KEY (corpus, article)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    """,
)
"""Statement after statement, from version to version; what has been released is never changed."""

_BUSY_SECONDS = 5.0
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_CAUSES = {
    sqlite3.SQLITE_FULL: "the disk is full; make room and do it again",
    sqlite3.SQLITE_READONLY: "it may not be written; `briefing paths` says where it lies",
    sqlite3.SQLITE_BUSY: "another briefing has been writing to it for too long; do it again",
    sqlite3.SQLITE_LOCKED: "another briefing has been writing to it for too long; do it again",
    sqlite3.SQLITE_CORRUPT: "it is damaged; leave and start again, and it will be put aside",
    sqlite3.SQLITE_NOTADB: "it is damaged; leave and start again, and it will be put aside",
    sqlite3.SQLITE_IOERR: "the disk refused it; see whether it is full or failing",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; `briefing paths` says where it lies",
}


class StateError(Exception):
    """Something a person has to hear about marks, tags and notes: what happened and what to do."""


def connect(folder: Path) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """The state file of a folder, and in sentences what had to be done to it; StateError where it cannot be opened."""
    if sqlite3.sqlite_version_info < (3, 37):
        raise StateError(f"The state needs SQLite 3.37 or later; this Python has {sqlite3.sqlite_version}.")
    path = folder / NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(folder), in_words("The state was not opened"):
            _make(path)
            try:
                return _checked(path), ()
            except sqlite3.DatabaseError as error:
                if _code(error) not in _DAMAGED:
                    raise
                aside = _put_aside(path)
                journal.note("state-aside")
                _make(path)
                said = f"Your marks, tags and notes lay in a damaged file, kept as {aside}; a new one was begun."
                return _checked(path), (said,)
    except OSError as error:
        raise StateError(f"The state was not opened: {error.strerror}; `briefing paths` says where it lies.") from error


def identity(folder: Path) -> tuple[int, int] | None:
    """Which file the state of a folder is by now; None where there is none."""
    try:
        found = os.stat(folder / NAME)
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextlib.contextmanager
def in_words(what: str) -> Iterator[None]:
    """Turn what SQLite has to say into a sentence that begins with `what`."""
    try:
        yield
    except sqlite3.Error as error:
        cause = _CAUSES.get(_code(error), f"{error}; `briefing paths` says where it lies")
        raise StateError(f"{what}: {cause}.") from error


@contextlib.contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it, or nothing; on the disk when it ends."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While one briefing opens the file, no other may find it damaged or half made."""
    handle = os.open(folder / "state.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _make(path: Path) -> None:
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        if os.fstat(handle).st_mode & 0o077:
            os.fchmod(handle, 0o600)
    finally:
        os.close(handle)


def _checked(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "fullfsync=1", "trusted_schema=0"):
            connection.execute(f"PRAGMA {pragma}")
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise _damaged(verdict)
        _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if version == 0 and tables:
        raise _damaged("these are not our tables")
    if version > len(MIGRATIONS):
        raise StateError(
            f"Your marks, tags and notes were written by a newer briefing (version {version} of the state; "
            f"this one knows {len(MIGRATIONS)}). Update briefing; nothing was changed."
        )
    for number, migration in enumerate(MIGRATIONS[version:], version + 1):
        with writing(connection):
            for statement in filter(str.strip, migration.split(";")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={number}")


def _damaged(verdict: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(verdict)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _put_aside(path: Path) -> str:
    """Rename the file and what belongs to it; the name it has now."""
    stamp = f"{datetime.now():%Y-%m-%d}"
    names = (f"state.damaged-{stamp}{suffix}.sqlite" for suffix in ("", *(f"-{n}" for n in range(2, 1000))))
    name = next(name for name in names if not (path.parent / name).exists())
    for ending in ("-wal", "-shm", ""):
        with contextlib.suppress(FileNotFoundError):
            os.rename(f"{path}{ending}", path.parent / f"{name}{ending}")
    return name
