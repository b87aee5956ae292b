"""Generations of an index: sealed folders, the one that is current, and the locks of builders and readers."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import itertools
import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import IO, Self

from briefing import journal, storage
from briefing.below import real
from briefing.index.sealing import MANIFEST, Damaged, Manifest, contents, digest, read_manifest, regular, sha256, signed
from briefing.paths import clear_drafts, index_folder, sync_folder, write_atomically

LOCK, CURRENT, BUILDER = "lock", "CURRENT", "lock"
KEPT = 2
LAST_GOOD = "actors.last-good.yaml"
_MOST = 10**12 - 1
_NAME = re.compile(r"g-(\d{6}|[1-9]\d{6,11})")
_LIKE_A_NAME = re.compile(r"g-\d+")
_DRAFT = re.compile(r"draft(-[0-9a-f]{16})?")
_TRIES = 5
_NAME_BYTES = 64

Say = Callable[[str], None]
Identity = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation with a signature of ours, held against removal until it is closed: the one door to its files."""

    folder: Path
    manifest: Manifest
    hold: IO[bytes]
    _sound: dict[str, Identity] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """The files it is made of."""
        return frozenset(self.manifest.files)

    def open(self, name: str) -> BufferedReader:
        """A file of it, open; Damaged where that is not what was written. It is read once to know that."""
        try:
            file = regular(self.folder / name)
            try:
                identity = _identity(file)
                if self._sound.get(name) != identity:
                    if digest(file) != self.manifest.files.get(name):
                        raise Damaged(f"{name} is not as it was written")
                    self._sound[name] = identity
            except BaseException:
                file.close()
                raise
        except OSError as error:
            raise Damaged(f"the index cannot be read: {error.strerror}") from error
        return file

    def path(self, name: str) -> Path:
        """Where a file of it lies, verified, for a library that opens files by itself."""
        self.open(name).close()
        return self.folder / name

    def verify(self, names: Iterable[str] | None = None) -> None:
        """Damaged where these files, or any, are not as they were written."""
        for name in self.manifest.files if names is None else names:
            self.open(name).close()

    def close(self) -> None:
        """Let go of it."""
        self.hold.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _identity(file: BufferedReader) -> Identity:
    """Changes with every change of a file, which its time of modification need not."""
    facts = os.fstat(file.fileno())
    return facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns


def exists(corpus: Path) -> bool:
    """Was a generation of this corpus ever published?"""
    folder = index_folder(corpus)
    try:
        return _foreign(folder) is None and stat.S_ISREG((folder / CURRENT).lstat().st_mode)
    except OSError:
        return False


def unnamed(folder: Path) -> bool:
    """Are there sealed generations, and nothing that says which is current? For the one builder only.

    The first one alone may never have been current: whoever made it was killed before that was written down.
    """
    if os.path.lexists(folder / CURRENT):
        return False
    return any(number > 1 and os.path.isfile(path / MANIFEST) for number, path in _numbered(folder).items())


def superseded(generation: Generation) -> bool:
    """Is another generation current by now?"""
    try:
        current = _current_name(generation.folder.parent) == generation.folder.name
        return not (current and _still(generation.folder / LOCK, generation.hold))
    except (OSError, Damaged):
        return True


def corpus_digest(corpus: Path) -> str:
    """What tells a corpus from every other: the SHA-256 of where it really is."""
    return hashlib.sha256(os.fsencode(real(corpus))).hexdigest()


def prepared_folder(corpus: Path) -> Path:
    """The index folder, made where needed, for its owner only; PermissionError where it is a link or someone else's."""
    folder = index_folder(corpus)
    storage.folder(folder.parent)
    with contextlib.suppress(FileExistsError):
        storage.folder(folder)
    if why := _foreign(folder):
        raise PermissionError(why)
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except PermissionError as error:
        raise PermissionError(f"{folder} cannot be opened; remove it and index again") from error
    try:
        os.fchmod(handle, 0o700)
    finally:
        os.close(handle)
    return folder


def _foreign(folder: Path) -> str | None:
    """Why the index folder is not one of ours, and what to do about it; None where it is, or is not there."""
    try:
        facts = folder.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(facts.st_mode):
        return f"{folder} is a link, and links are not followed; remove it and index again"
    if not stat.S_ISDIR(facts.st_mode):
        return f"{folder} is not a folder; remove it and index again"
    if facts.st_uid != os.getuid():
        return f"{folder} belongs to another user; have it removed, or work in another folder"
    return None


def _clear(path: Path) -> None:
    """Remove whatever has this name: of a link the link itself, of a folder all that is in it."""
    try:
        storage.remove(path)
    except PermissionError as error:
        raise PermissionError(error.errno, f"{path} is in the way; remove it and index again") from error


def sweep(folder: Path) -> None:
    """Remove what builders that were killed left, and what has the name of a file or a generation of ours and is
    something else; for the one builder only."""
    clear_drafts(folder)
    for path in folder.iterdir():
        if _DRAFT.fullmatch(path.name):
            _clear(path)
            journal.note("draft-cleared")
            continue
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:  # readers put files beside the generations, under a passing name at first
            continue
        if path.name in (CURRENT, LAST_GOOD):
            fits = stat.S_ISREG(mode)
        else:
            fits = not _LIKE_A_NAME.fullmatch(path.name) or bool(stat.S_ISDIR(mode) and _NAME.fullmatch(path.name))
        if not fits:
            _clear(path)


@contextlib.contextmanager
def builder_lock(folder: Path, waiting: Say | None = None) -> Iterator[None]:
    """Be the only builder; while another one is at work, say so and wait for it."""
    path = folder / BUILDER
    while True:
        with _lock_file(path) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if waiting:
                    waiting(f"waiting for {_owner(file)}, which is bringing this index up to date")
                fcntl.flock(file, fcntl.LOCK_EX)
            if _still(path, file):
                file.truncate(0)
                file.seek(0)
                file.write(f"{os.getpid()} {time.strftime('%H:%M:%S')}".encode())
                file.flush()
                yield
                return


def _lock_file(path: Path) -> IO[bytes]:
    """A regular file that has no other name, made where there is none; whatever else is there is removed."""
    for _ in range(_TRIES):
        handle = storage.lockable(path)
        if handle is not None:
            return os.fdopen(handle, "r+b")
        _clear(path)
    raise PermissionError(f"{path} is not a file and comes back whenever it is removed")


def _still(path: Path, file: IO[bytes]) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _owner(file: IO[bytes]) -> str:
    file.seek(0)
    found = re.fullmatch(rb"(\d{1,20}) (\d\d:\d\d:\d\d)", file.read(64))
    return f"process {int(found[1])} (since {found[2].decode()})" if found else "another process"


def current(corpus: Path) -> Generation | None:
    """The current generation, held; None where none was built, Damaged where its manifest cannot be trusted."""
    folder = index_folder(corpus)
    try:
        if why := _foreign(folder):
            raise Damaged(why)
        for _ in range(_TRIES):
            name = _current_name(folder)
            if name is None:
                return None
            hold = _held(folder / name)
            if hold is None:
                continue
            try:
                _private(folder)
                return Generation(folder / name, _trusted(folder / name, corpus), hold)
            except BaseException:
                hold.close()
                raise
    except OSError as error:
        raise Damaged(f"the index cannot be read: {error.strerror}") from error
    raise Damaged("the current generation of the index is missing")


def _current_name(folder: Path) -> str | None:
    try:
        name = contents(folder / CURRENT, _NAME_BYTES).decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None
    if not _NAME.fullmatch(name):
        raise Damaged("CURRENT names no generation")
    return name


def _held(generation: Path) -> IO[bytes] | None:
    """A shared lock on the generation, or None where it is being removed, or gone."""
    try:
        _private(generation)
        file = regular(generation / LOCK)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    if not _still(generation / LOCK, file):
        file.close()
        return None
    return file


def _private(folder: Path) -> None:
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.getuid() or facts.st_mode & 0o022:
        raise Damaged("others may write into the index folder")


def _trusted(generation: Path, corpus: Path) -> Manifest:
    """Check the signature, the corpus and that the files named are there, and no others; Damaged with the reason."""
    _private(generation)
    manifest = read_manifest(generation)
    if manifest.corpus != corpus_digest(corpus):
        raise Damaged("the index is of another corpus")
    names = set(os.listdir(generation)) - {MANIFEST, LOCK}
    if names != set(manifest.files):
        raise Damaged("files of the index are missing, or were added")
    return manifest


@contextlib.contextmanager
def draft(folder: Path) -> Iterator[Path]:
    """An empty folder to make a generation in; what is left of it afterwards is removed.

    None has the name of another one: a process whose builder was killed cannot write into that of the next.
    """
    path = folder / f"draft-{secrets.token_hex(8)}"
    storage.folder(path)
    try:
        yield path
    finally:
        storage.discard(path)


def publish(corpus: Path, made: Path, made_by: str, actors: str, known: Mapping[str, str]) -> Path:
    """Seal a draft, make it durable and make it current; `known` are digests of files that were linked as they are."""
    folder = made.parent
    names = sorted(os.listdir(made))
    files = {name: known.get(name) or sha256(made / name) for name in names}
    storage.touch(made / LOCK)
    manifest = Manifest(made_by, actors, corpus_digest(corpus), files)
    for name in (*names, LOCK):
        storage.settle(made / name)
    write_atomically(made / MANIFEST, signed(manifest), overwrite=True)
    target = folder / _free_name(folder)
    storage.rename(made, target)
    sync_folder(folder)
    write_atomically(folder / CURRENT, target.name.encode(), overwrite=True)
    return target


def _numbered(folder: Path) -> dict[int, Path]:
    return {int(path.name[2:]): path for path in folder.iterdir() if _NAME.fullmatch(path.name)}


def _free_name(folder: Path) -> str:
    """The next one after the current generation's that nothing has."""
    try:
        latest = int((_current_name(folder) or "g-0")[2:])
    except Damaged:
        latest = 0
    taken = _numbered(folder)
    numbers = itertools.chain(range(latest + 1, _MOST + 1), range(1, latest + 1))
    return f"g-{next(number for number in numbers if number not in taken):06}"


def tidy(folder: Path) -> None:
    """Remove the generations that are neither among the last two nor held by a reader."""
    name = _current_name(folder)
    if name is None:
        return
    newest_first = sorted(_numbered(folder).items(), reverse=True)
    sealed = [number for number, path in newest_first if os.path.isfile(path / MANIFEST)]
    kept = [number for number in sealed if number <= int(name[2:])][:KEPT]
    for number, path in newest_first:
        if number not in kept:
            _remove(path)


def _remove(generation: Path) -> None:
    try:
        hold = regular(generation / LOCK)
    except (OSError, Damaged):
        storage.discard(generation)
        return
    with hold, contextlib.suppress(BlockingIOError):
        fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
        storage.discard(generation)
