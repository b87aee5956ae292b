"""What makes an index trustworthy: hashes of its files, signed with a key that only its owner can read."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from io import BufferedReader
from pathlib import Path
from typing import Protocol

from briefing import journal, storage
from briefing.paths import state_folder, write_atomically

SCHEMA = 4
"""Raised whenever the layout of a generation, or what its columns mean, changes."""
MANIFEST = "manifest.json"
_KEY_BYTES, _MANIFEST_BYTES = 32, 4_000_000


class Damaged(Exception):
    """An index that cannot be trusted or read; the message is the reason, and building afresh is the cure."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of and made from; `files` is name to SHA-256."""

    made_by: str
    actors: str
    corpus: str
    files: Mapping[str, str]


class Files(Protocol):
    """The files of an index by name, as far as they can be trusted: Damaged for one that cannot."""

    @property
    def names(self) -> frozenset[str]:
        """Those there are."""

    def open(self, name: str) -> BufferedReader:
        """One of them, open for reading."""

    def path(self, name: str) -> Path:
        """Where one of them lies, for a library that opens files by itself."""


@dataclass(frozen=True, slots=True)
class Unsealed:
    """The files of a folder that is just being made."""

    folder: Path

    @property
    def names(self) -> frozenset[str]:
        """Those there are."""
        return frozenset(path.name for path in self.folder.iterdir())

    def open(self, name: str) -> BufferedReader:
        """One of them, open for reading."""
        return regular(self.path(name))

    def path(self, name: str) -> Path:
        """Where one of them lies."""
        return self.folder / name


def whole(files: Files, name: str) -> bytes:
    """All bytes of a file."""
    with files.open(name) as file:
        return file.read()


@contextlib.contextmanager
def _damage() -> Iterator[None]:
    """What is no file, or too large for one, was not put there by us."""
    try:
        yield
    except (storage.NoFile, storage.TooLarge) as error:
        raise Damaged(f"{error.strerror}") from error


def regular(path: Path) -> BufferedReader:
    """A regular file, open for reading; Damaged for a link or anything else, which never hangs."""
    with _damage():
        return storage.reading(path)


def contents(path: Path, most: int) -> bytes:
    """All of a regular file; Damaged where it is larger than it can be."""
    with _damage():
        return storage.contents(path, most)


def read_manifest(generation: Path) -> Manifest:
    """The manifest of a generation; Damaged where it is not signed with our key, or not of this version."""
    key = _known_key()
    if key is None:
        raise Damaged("the key that signs the index is missing or damaged")
    try:
        whole = json.loads(contents(generation / MANIFEST, _MANIFEST_BYTES))
        body = whole["manifest"]
        if not hmac.compare_digest(signature(key, body), whole["signature"]):
            raise Damaged("the index was signed with another key than the one in your state folder")
        if body.pop("schema") != SCHEMA:
            raise Damaged("the index was made by another version")
        return Manifest(**body)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged("the manifest of the index cannot be read") from error


def signed(manifest: Manifest) -> bytes:
    """A manifest as it is written down, with its signature."""
    body = {"schema": SCHEMA, **asdict(manifest)}
    return json.dumps({"manifest": body, "signature": signature(signing_key(), body)}).encode()


def signature(key: bytes, body: object) -> str:
    """The keyed hash of what is written in a manifest."""
    written = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    return hmac.new(key, written, hashlib.sha256).hexdigest()


def _known_key() -> bytes | None:
    """The key, where there is one that is whole; PermissionError with what to do where it may not be read."""
    path = state_folder() / "index.key"
    try:
        key = contents(path, _KEY_BYTES)
    except (FileNotFoundError, Damaged):
        return None
    except PermissionError as error:
        why = f"the key of the indexes, {path}, may not be read; chmod 600 it, or remove it and index again"
        raise PermissionError(error.errno, why, str(path)) from error
    return key if len(key) == _KEY_BYTES else None


def signing_key() -> bytes:
    """The key, made where there is none; the builders of several indexes that begin at once agree on one."""
    if key := _known_key():
        return key
    with storage.alone(state_folder() / "index.key.lock"):
        key = _known_key()
        if key is None:
            path = state_folder() / "index.key"
            damaged = os.path.lexists(path)
            if path.is_dir() and not path.is_symlink():
                raise IsADirectoryError(errno.EISDIR, f"{path} is a folder; remove it and index again", str(path))
            key = secrets.token_bytes(_KEY_BYTES)
            write_atomically(path, key, overwrite=True)
            if damaged:
                journal.note("key-made")
        return key


def sha256(path: Path) -> str:
    """Of the bytes of a regular file; Damaged for a link or anything else."""
    with regular(path) as file:
        return digest(file)


def digest(file: BufferedReader) -> str:
    """The SHA-256 of an open file, which is at its beginning afterwards."""
    found = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return found
