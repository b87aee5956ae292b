"""Reaching files that others may exchange meanwhile: no link leads out of a folder, no pipe is waited for."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
_NAMED = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY
_LINKS = {errno.ELOOP, errno.EMLINK, errno.ENOTDIR}
"""What systems say of a link where none is to be followed."""


def real(path: Path) -> Path:
    """Where it really is, every link on the way followed; of links that lead to themselves as much as can be said."""
    return Path(os.path.realpath(path))


class NoFile(OSError):
    """What a person named is a pipe, a device or the like, or holds more than can be."""


def opened(file: Path) -> BufferedReader:
    """A file that a person named, be it by a link, open for reading; NoFile where it is none."""
    handle = os.open(file, _NAMED)
    kind = os.fstat(handle).st_mode
    if stat.S_ISREG(kind):
        return os.fdopen(handle, "rb")
    os.close(handle)
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    raise NoFile(errno.EINVAL, "it is no file", str(file))


def whole(file: Path, most: int) -> bytes:
    """All of a file that a person named, be it by a link; NoFile where it is none, or of more than so many bytes."""
    with opened(file) as stream:
        read = stream.read(most + 1)
    if len(read) > most:
        raise NoFile(errno.EFBIG, f"it is of more than {most:,} bytes", str(file))
    return read


def open_folder(name: str | Path, within: int | None = None) -> int:
    """A handle on a folder, of that name in another where one is given; OSError where it is a link, or no folder."""
    return os.open(name, _FOLDER, dir_fd=within)


def open_file(folder: Path, path: str) -> int:
    """A handle for reading what has this relative path below a folder, be it a file or not; nothing is waited for.

    OSError where the folder, or any part of the path, is a link by now, or would lead upwards.
    """
    *folders, name = path.split("/")
    if not all(part not in ("", ".", "..") for part in (*folders, name)):
        raise OSError(errno.EINVAL, "no path below the folder", path)
    here = open_folder(folder)
    try:
        for part in folders:
            here, above = open_folder(part, here), here
            os.close(above)
    except OSError as error:
        os.close(here)
        if error.errno in _LINKS:
            error.strerror = "the folder that it lies in is a link by now, or no folder"
        raise
    try:
        return os.open(name, _FILE, dir_fd=here)
    except OSError as error:
        if error.errno in _LINKS:
            error.strerror = "it is a link by now"
        raise
    finally:
        os.close(here)
