"""Where everything lies, and the only two ways a file of ours is named and written."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
import time
import unicodedata
from functools import cache
from pathlib import Path

import platformdirs

from briefing.below import real

_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
_NO_LINKS = {errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}
IN_THE_CORPUS = "in the corpus it would be read as an article"
_DRAFT = re.compile(r"\.briefing-[0-9a-f]{16}")
_ABANDONED = 3600
"""Seconds; nobody writes a file for so long."""
LONGEST_NAME = 80
"""Bytes, so that an ending and a number still fit into every file system."""


class PathsError(Exception):
    """There is no place for a folder of ours; the message says what to set."""


def state_folder() -> Path:
    """Read marks, notes, the key of the indexes, the log; made on first use, for its owner only.

    PathsError where it is another user's; root may use everybody's.
    """
    return _private(Path(os.environ.get("BRIEFING_STATE") or platformdirs.user_state_path("briefing")))


def config_file() -> Path:
    """Theme, keys and the default corpus."""
    folder = os.environ.get("BRIEFING_CONFIG") or platformdirs.user_config_path("briefing")
    return Path(folder) / "config.yaml"


def corpus_key(corpus: Path) -> str:
    """What state and index know a corpus by: 16 hexadecimal digits of a hash of its real path."""
    return hashlib.sha256(os.fsencode(real(corpus))).hexdigest()[:16]


def index_folder(corpus: Path) -> Path:
    """The folder of the generations of one corpus: `indexes/` of the working folder, else the user's cache.

    Never inside the corpus, whatever the working folder is; PathsError where the cache lies there too.
    An `indexes/` that is a link, another user's, or open to all, is passed over: others could plant things there.
    """
    place = real(corpus)
    name = f"{safe_name(place.name) or 'corpus'}-{corpus_key(corpus)[:10]}"
    with contextlib.suppress(FileNotFoundError):
        beside = Path.cwd() / "indexes"
        if _safe(beside) and _outside(beside / name, place):
            return beside / name
    cache = Path(os.environ.get("BRIEFING_CACHE") or platformdirs.user_cache_path("briefing")) / name
    if _outside(cache, place):
        return cache
    raise PathsError(
        f"The corpus {place} holds your cache folder too, and an index is never kept inside the corpus. "
        "Set BRIEFING_CACHE to a folder outside of it."
    )


def _safe(folder: Path) -> bool:
    facts = folder.lstat()
    return stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid() and not facts.st_mode & stat.S_IWOTH


def _outside(folder: Path, corpus: Path) -> bool:
    """Does it lie elsewhere? Its own name is not followed: a link of that name is refused before it is used."""
    return not Path(os.path.realpath(folder.parent), folder.name).is_relative_to(corpus)


def _private(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.getuid() not in (0, folder.stat().st_uid):
        raise PathsError(
            f"The state folder {folder} belongs to another user, who could read and change what is kept in it. "
            "Set BRIEFING_STATE to a folder of your own."
        )
    return folder


def safe_name(title: str) -> str:
    """A file name made of a title: letters, digits and hyphens in lower case, at most 80 bytes of UTF-8.

    Never a path, a hidden file, an option or a device; "" where nothing is left.
    """
    text = unicodedata.normalize("NFKC", title[: 4 * LONGEST_NAME]).lower()
    name = "-".join("".join(char if _in_names(char) else " " for char in text).split())
    while len(name.encode()) > LONGEST_NAME:
        name = name[:-1]
    name = name.strip("-_")
    return f"{name}-" if _DEVICE.fullmatch(name) else name


def _in_names(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char) in ("Mn", "Mc")


def refusal(target: Path, corpus: Path | None = None) -> str | None:
    """Why nothing may be written there, where that is so: above all inside the corpus."""
    if "\0" in str(target):
        return "no file can have such a name; choose another"
    if target.is_symlink():
        return "it is a link; give the file that it leads to"
    if target.is_dir():
        return "it is a folder; give the name of a file in it"
    if target.exists() and not target.is_file():
        return "it is not a file that can be replaced; choose another name"
    if not target.parent.is_dir():
        return "its folder does not exist; make that first"
    if corpus and real(target.parent).is_relative_to(real(corpus)):
        return f"{IN_THE_CORPUS}; choose another folder"
    return None


def write_atomically(
    target: Path,
    data: bytes,
    *,
    overwrite: bool = False,
    mode: int = 0o600,
    exactly: bool = False,
    outside: Path | None = None,
) -> None:
    """Write all of a file or nothing, through to the disk; FileExistsError where it exists and may not be replaced.

    The mode is lessened by the umask, unless it is to be exactly that. A link at the target is replaced, never
    followed. The target's folder is looked up once: PermissionError where that lies in the folder `outside` of which
    it is to be, whatever took its place meanwhile. Drafts that somebody who was killed left in the folder are removed,
    once in the life of a process.
    """
    _cleared(target.parent.absolute())
    draft = f".briefing-{secrets.token_hex(8)}"
    folder = _held(target.parent)
    try:
        if outside and _lies_in(folder, outside):
            raise PermissionError(errno.EPERM, IN_THE_CORPUS, str(target))
        try:
            with open(draft, "xb", opener=lambda name, flags: os.open(name, flags, mode, dir_fd=folder)) as file:
                file.write(data)
                file.flush()
                if exactly:
                    with contextlib.suppress(PermissionError):  # some file systems have no modes
                        os.fchmod(file.fileno(), mode)
                os.fsync(file.fileno())
            if overwrite:
                os.replace(draft, target.name, src_dir_fd=folder, dst_dir_fd=folder)
            else:
                _name(draft, target.name, folder)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(draft, dir_fd=folder)
            raise
        with contextlib.suppress(OSError):
            os.fsync(folder)
    finally:
        os.close(folder)


def _held(folder: Path) -> int:
    """A handle on a folder, be it one in which names may be made and not be listed."""
    try:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError:
        if not hasattr(os, "O_PATH"):
            raise
        return os.open(folder, os.O_PATH | os.O_DIRECTORY)


def _lies_in(folder: int, outer: Path) -> bool:
    """Is a folder that is held another one, or below it, whatever their names are by now?

    Not in one that is not there, or is closed to us: articles are read in neither.
    """
    with contextlib.suppress(FileNotFoundError, PermissionError):
        wanted, up, last = outer.stat(), ".", None
        while True:
            facts = os.stat(up, dir_fd=folder)
            if os.path.samestat(facts, wanted):
                return True
            if last and os.path.samestat(facts, last):
                return False
            last, up = facts, f"../{up}"
    return False


@cache
def _cleared(folder: Path) -> None:
    with contextlib.suppress(OSError):
        clear_drafts(folder)


def clear_drafts(folder: Path) -> None:
    """Remove the drafts of files that writers who were killed left in a folder, an hour ago or more."""
    with os.scandir(folder) as listing:
        drafts = [entry for entry in listing if _DRAFT.fullmatch(entry.name)]
    for draft in drafts:
        with contextlib.suppress(OSError):
            facts = draft.stat(follow_symlinks=False)
            ours = stat.S_ISREG(facts.st_mode) and facts.st_uid == os.getuid()
            if ours and facts.st_mtime < time.time() - _ABANDONED:
                os.unlink(draft.path)


def _name(draft: str, name: str, folder: int) -> None:
    """Give a draft a name in its folder that nothing has yet; FileExistsError where something has.

    A disk without links has no one step for that: the name is taken by an empty file first. Whoever is killed just
    then leaves it; to look and then to rename would leave nothing, and now and then replace what another wrote.
    """
    try:
        os.link(draft, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        with contextlib.suppress(OSError):  # the file is written; a second name of it is no reason to say otherwise
            os.unlink(draft, dir_fd=folder)
        return
    os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600, dir_fd=folder))
    try:
        os.replace(draft, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        os.unlink(name, dir_fd=folder)
        raise


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where its file system can.

    Where it cannot, what was written is there all the same: to call that a failure would have it written twice.
    """
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
