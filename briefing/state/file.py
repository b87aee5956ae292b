"""The file behind the state: made, checked, brought up to date, and put aside where it is damaged; never deleted."""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from briefing import journal, storage

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

_ASIDE = "state.damaged-"
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
    sqlite3.SQLITE_PROTOCOL: "it could not be locked; do it again, and see whether its disk has locks at all",
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
        storage.folder(folder)
        with storage.alone(folder / "state.lock"), in_words("The state was not opened"):
            _reunite(path)
            storage.touch(path)
            try:
                connection = _checked_twice(path)
            except sqlite3.DatabaseError as error:
                if _code(error) not in _DAMAGED:
                    raise
                _put_aside(path)
                journal.note("state-aside")
                storage.touch(path)
                connection = _checked(path)
            aside = None if _used(connection) else _latest_aside(folder)
            if aside is None:
                return connection, ()
            said = (
                f"Your marks, tags and notes lay in a damaged file, kept as {aside.name}; a new one was begun. "
                "`briefing doctor` says what can be done."
            )
            return connection, (said,)
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


def _checked_twice(path: Path) -> sqlite3.Connection:
    """The same; what looks like damage may be a disk that failed to read once, and then the file is not put aside."""
    try:
        return _checked(path)
    except sqlite3.DatabaseError as error:
        if _code(error) not in _DAMAGED:
            raise
    with storage.reading(path) as file:
        while file.read(1 << 20):
            pass
    return _checked(path)


def _checked(path: Path) -> sqlite3.Connection:
    """The file, open and of this version."""
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


def _used(connection: sqlite3.Connection) -> bool:
    """Was anything written? Until then it is told, at each opening, that there was another file before."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return any(connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for (table,) in tables)  # noqa: S608


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


def _put_aside(path: Path) -> None:
    """Rename the file, and what belongs to it."""
    storage.rename(path, path.with_name(_free_name(path.parent)))
    _reunite(path)


def _reunite(path: Path) -> None:
    """Have what belongs to a file that was put aside lie beside it, also where whoever did that was killed.

    The file goes first: without it, SQLite would throw away what it finds of it.
    """
    parts = [part for part in (Path(f"{path}-wal"), Path(f"{path}-shm")) if part.exists()]
    if path.exists() or not parts:
        return
    found = _latest_aside(path.parent)
    targets = {part: Path(f"{found}{part.name.removeprefix(path.name)}") for part in parts}
    if found and all(_older(part, found) and not target.exists() for part, target in targets.items()):
        name = found.name
    else:
        name = _free_name(path.parent)
    for part in parts:
        storage.rename(part, path.with_name(name + part.name.removeprefix(path.name)))


def _older(part: Path, aside: Path) -> bool:
    """Was it last written before a file was put aside?"""
    return part.stat().st_mtime_ns <= aside.stat().st_ctime_ns


def _latest_aside(folder: Path) -> Path | None:
    """The damaged file that was put aside last."""
    found = [entry for entry in folder.iterdir() if entry.name.startswith(_ASIDE) and entry.suffix == ".sqlite"]
    return max(found, key=lambda entry: entry.stat().st_ctime_ns, default=None)


def _free_name(folder: Path) -> str:
    """A name for a damaged file; nothing has it, nor any ending of it."""
    stamp = f"{_ASIDE}{datetime.now():%Y-%m-%d}"
    taken = {entry.name.partition(".sqlite")[0] for entry in folder.iterdir()}
    names = itertools.chain([stamp], (f"{stamp}-{number}" for number in itertools.count(2)))
    return f"{next(name for name in names if name not in taken)}.sqlite"
