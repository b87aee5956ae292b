"""Generations of an index: sealed folders, the one that is current, and the locks of builders and readers."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import hmac
import json
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Self

from briefing.paths import index_folder, state_folder, sync_folder, write_atomically

SCHEMA = 2
"""Raised whenever the layout of a generation, or what its columns mean, changes."""
MANIFEST, LOCK, CURRENT, BUILDER = "manifest.json", "lock", "CURRENT", "lock"
KEPT = 2
_NAME = re.compile(r"g-\d{6,}")
_TRIES = 5

Say = Callable[[str], None]


class Damaged(Exception):
    """An index that cannot be trusted or read; the message is the reason, and building afresh is the cure."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of and made from; `files` is name to SHA-256."""

    made_by: str
    actors: str
    corpus: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Generation:
    """A verified generation, held against removal until it is closed."""

    folder: Path
    manifest: Manifest
    hold: IO[bytes]

    def close(self) -> None:
        """Let go of it."""
        self.hold.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def exists(corpus: Path) -> bool:
    """Was a generation of this corpus ever published?"""
    return (index_folder(corpus) / CURRENT).is_file()


def superseded(generation: Generation) -> bool:
    """Is another generation current by now?"""
    try:
        return _current_name(generation.folder.parent) != generation.folder.name
    except (OSError, Damaged):
        return True


def corpus_digest(corpus: Path) -> str:
    """What tells a corpus from every other: the SHA-256 of where it really is."""
    return hashlib.sha256(os.fsencode(corpus.resolve())).hexdigest()


def prepared_folder(corpus: Path) -> Path:
    """The index folder, made where needed, for its owner only; PermissionError where it belongs to someone else."""
    folder = index_folder(corpus)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to another user")
    folder.chmod(0o700)
    return folder


@contextlib.contextmanager
def builder_lock(folder: Path, waiting: Say | None = None) -> Iterator[None]:
    """Be the only builder; while another one is at work, say so and wait for it."""
    with (folder / BUILDER).open("a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting:
                waiting(f"waiting for {_owner(file)}, which is bringing this index up to date")
            fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        file.write(f"{os.getpid()} {time.strftime('%H:%M:%S')}".encode())
        file.flush()
        yield


def _owner(file: IO[bytes]) -> str:
    file.seek(0)
    found = re.fullmatch(rb"(\d{1,20}) (\d\d:\d\d:\d\d)", file.read(64))
    return f"process {int(found[1])} (since {found[2].decode()})" if found else "another process"


def current(corpus: Path) -> Generation | None:
    """The current generation, verified and held; None where none was built, Damaged where it cannot be trusted."""
    folder = index_folder(corpus)
    try:
        for _ in range(_TRIES):
            name = _current_name(folder)
            if name is None:
                return None
            hold = _held(folder / name)
            if hold is None:
                continue
            try:
                _private(folder)
                return Generation(folder / name, verified(folder / name, corpus), hold)
            except BaseException:
                hold.close()
                raise
    except OSError as error:
        raise Damaged(f"the index cannot be read: {error.strerror}") from error
    raise Damaged("the current generation of the index is missing")


def _current_name(folder: Path) -> str | None:
    try:
        name = (folder / CURRENT).read_bytes()[:64].decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None
    if not _NAME.fullmatch(name):
        raise Damaged("CURRENT names no generation")
    return name


def _held(generation: Path) -> IO[bytes] | None:
    """A shared lock on the generation, or None where it is being removed, or gone."""
    try:
        file = (generation / LOCK).open("rb")
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _private(folder: Path) -> None:
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.getuid() or facts.st_mode & 0o022:
        raise Damaged("others may write into the index folder")


def verified(generation: Path, corpus: Path) -> Manifest:
    """Check the signature, the corpus and every file of a generation; Damaged with the reason where one is wrong."""
    _private(generation)
    manifest = _signed_manifest(generation)
    if manifest.corpus != corpus_digest(corpus):
        raise Damaged("the index is of another corpus")
    names = set(os.listdir(generation)) - {MANIFEST, LOCK}
    if names != set(manifest.files):
        raise Damaged("files of the index are missing, or were added")
    for name, digest in manifest.files.items():
        if not hmac.compare_digest(sha256(generation / name), digest):
            raise Damaged(f"{name} is not as it was written")
    return manifest


def _signed_manifest(generation: Path) -> Manifest:
    try:
        key = (state_folder() / "index.key").read_bytes()
    except FileNotFoundError:
        raise Damaged("the key that signs the index is missing") from None
    try:
        whole = json.loads((generation / MANIFEST).read_bytes())
        body, signature = whole["manifest"], whole["signature"]
        if not hmac.compare_digest(_signature(key, body), signature):
            raise Damaged("the index was not signed here")
        if body.pop("schema") != SCHEMA:
            raise Damaged("the index was made by another version")
        return Manifest(**body)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged("the manifest of the index cannot be read") from error


def _signature(key: bytes, body: object) -> str:
    written = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    return hmac.new(key, written, hashlib.sha256).hexdigest()


def _key() -> bytes:
    path = state_folder() / "index.key"
    with contextlib.suppress(FileExistsError):
        write_atomically(path, secrets.token_bytes(32), mode=0o600)
    return path.read_bytes()


def sha256(path: Path) -> str:
    """Of the bytes of a regular file; Damaged for a link or anything else."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Damaged(f"{path.name} is not a file")
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def draft(folder: Path) -> Iterator[Path]:
    """An empty folder to make a generation in; what is left of it afterwards is removed."""
    path = folder / "draft"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(mode=0o700)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the disk has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def publish(corpus: Path, made: Path, made_by: str, actors: str, known: Mapping[str, str]) -> Path:
    """Seal a draft, make it durable and make it current; `known` are digests of files that were linked as they are."""
    folder = made.parent
    names = sorted(os.listdir(made))
    files = {name: known.get(name) or sha256(made / name) for name in names}
    (made / LOCK).touch(mode=0o600)
    manifest = Manifest(made_by, actors, corpus_digest(corpus), files)
    body = {"schema": SCHEMA, **asdict(manifest)}
    for name in (*names, LOCK):
        _sync_file(made / name)
    written = json.dumps({"manifest": body, "signature": _signature(_key(), body)}).encode()
    write_atomically(made / MANIFEST, written)
    target = folder / f"g-{_latest(folder) + 1:06}"
    made.rename(target)
    sync_folder(folder)
    write_atomically(folder / CURRENT, target.name.encode(), overwrite=True)
    return target


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _numbered(folder: Path) -> dict[int, Path]:
    return {int(path.name[2:]): path for path in folder.iterdir() if _NAME.fullmatch(path.name)}


def _latest(folder: Path) -> int:
    return max(_numbered(folder), default=0)


def tidy(folder: Path) -> None:
    """Remove the generations that are neither among the last two nor held by a reader."""
    name = _current_name(folder)
    if name is None:
        return
    newest_first = sorted(_numbered(folder).items(), reverse=True)
    sealed = [number for number, path in newest_first if (path / MANIFEST).is_file()]
    kept = [number for number in sealed if number <= int(name[2:])][:KEPT]
    for number, path in newest_first:
        if number not in kept:
            _remove(path)


def _remove(generation: Path) -> None:
    try:
        hold = (generation / LOCK).open("rb")
    except FileNotFoundError:
        shutil.rmtree(generation, ignore_errors=True)
        return
    with hold, contextlib.suppress(BlockingIOError):
        fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(generation, ignore_errors=True)
