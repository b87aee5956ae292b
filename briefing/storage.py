"""Files and folders of ours that are not replaced as a whole: opened without following anything, made for their owner
alone, held, given a second name, and removed."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

OTHER_KINDS = frozenset({errno.ELOOP, errno.EISDIR, errno.ENXIO, errno.EOPNOTSUPP})
"""What opening says of links, folders and sockets."""
FOLDER, FILE = 0o700, 0o600


class NoFile(OSError):
    """What has this name is no file: a link, a folder, a pipe, a socket, a device."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, f"{path.name} is not a file", str(path))


class TooLarge(OSError):
    """A file that is larger than it can be."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EFBIG, f"{path.name} is larger than it can be", str(path))


def _opened(path: Path, flags: int) -> int:
    """A regular file; NoFile for anything else, which is not followed, and which nobody waits for."""
    try:
        handle = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, FILE)
    except OSError as error:
        if error.errno in OTHER_KINDS:
            raise NoFile(path) from error
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NoFile(path)
    return handle


def reading(path: Path) -> BufferedReader:
    """A regular file, open for reading; NoFile for anything else."""
    return os.fdopen(_opened(path, os.O_RDONLY), "rb")


def contents(path: Path, most: int) -> bytes:
    """All of a regular file; NoFile for anything else, TooLarge for more bytes than so many."""
    with reading(path) as file:
        read = file.read(most + 1)
    if len(read) > most:
        raise TooLarge(path)
    return read


def make(path: Path, data: bytes) -> None:
    """Write a file that was not there, in a folder that nobody reads yet: it is settled with all the others."""
    with os.fdopen(_opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as file:
        file.write(data)


def touch(path: Path) -> None:
    """Have a file there for its owner alone, empty where it was not there; NoFile where something else is."""
    handle = _opened(path, os.O_RDWR | os.O_CREAT)
    try:
        if os.fstat(handle).st_mode & 0o077:
            os.fchmod(handle, FILE)
    finally:
        os.close(handle)


def settle(path: Path) -> None:
    """Make a file durable and its owner's alone, where its file system can."""
    handle = _opened(path, os.O_RDONLY)
    try:
        with contextlib.suppress(PermissionError):
            os.fchmod(handle, FILE)
        os.fsync(handle)
    finally:
        os.close(handle)


def folder(path: Path) -> Path:
    """A folder for its owner alone, made with those above it where it is not there; FileExistsError for a file."""
    path.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    return path


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until no other process holds this file, made where it is not there, and hold it."""
    handle = _opened(path, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def lockable(path: Path) -> int | None:
    """A regular file without another name, open, made where there is none; None where something else is there."""
    try:
        handle = _opened(path, os.O_RDWR | os.O_CREAT)
    except NoFile:
        return None
    except OSError as error:
        if error.errno == errno.EACCES:
            return None
        raise
    if os.fstat(handle).st_nlink > 1:
        os.close(handle)
        return None
    return handle


def link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the disk has no links."""
    try:
        os.link(source, target)
    except OSError:
        copy(source, target)


def copy(source: Path, target: Path) -> None:
    """The bytes of a file in a file that was not there."""
    with reading(source) as given, os.fdopen(_opened(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as taken:
        shutil.copyfileobj(given, taken, 1 << 20)


def rename(source: Path, target: Path) -> None:
    """Give a file or folder another name, in place of an empty folder or a file that has it."""
    os.rename(source, target)


def remove(path: Path) -> None:
    """Whatever has this name: of a link the link itself, of a folder all that is in it; nothing is no trouble."""
    with contextlib.suppress(FileNotFoundError):
        if stat.S_ISDIR(path.lstat().st_mode):
            shutil.rmtree(path)
        else:
            path.unlink()


def discard(path: Path) -> None:
    """Remove it where that can be; what stays is met again by whoever needs its place."""
    with contextlib.suppress(OSError):
        remove(path)
