"""What makes an index trustworthy: hashes of its files, signed with a key that only its owner can read."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import hmac
import json
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from io import BufferedReader
from pathlib import Path

from briefing import journal
from briefing.paths import state_folder, write_atomically

SCHEMA = 3
"""Raised whenever the layout of a generation, or what its columns mean, changes."""
MANIFEST = "manifest.json"
NO_FILE = {errno.ELOOP, errno.EISDIR, errno.ENXIO, errno.EOPNOTSUPP}
"""What opening says of links, folders and sockets."""
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


def regular(path: Path) -> BufferedReader:
    """A regular file, open for reading; Damaged for a link or anything else, which never hangs."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno in NO_FILE:
            raise Damaged(f"{path.name} is not a file") from error
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Damaged(f"{path.name} is not a file")
    return os.fdopen(handle, "rb")


def contents(path: Path, most: int) -> bytes:
    """All of a regular file; Damaged where it is larger than it can be."""
    with regular(path) as file:
        read = file.read(most + 1)
    if len(read) > most:
        raise Damaged(f"{path.name} is larger than it can be")
    return read


def check(file: Path, digest: str) -> None:
    """Damaged where the bytes of a file do not have this SHA-256."""
    if not hmac.compare_digest(sha256(file), digest):
        raise Damaged(f"{file.name} is not as it was written")


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
    """The key, where there is one that is whole."""
    try:
        key = contents(state_folder() / "index.key", _KEY_BYTES)
    except (FileNotFoundError, Damaged):
        return None
    return key if len(key) == _KEY_BYTES else None


def signing_key() -> bytes:
    """The key, made where there is none; the builders of several indexes that begin at once agree on one."""
    if key := _known_key():
        return key
    handle = os.open(state_folder() / "index.key.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        key = _known_key()
        if key is None:
            if os.path.lexists(state_folder() / "index.key"):
                journal.note("key-made")
            key = secrets.token_bytes(_KEY_BYTES)
            write_atomically(state_folder() / "index.key", key, overwrite=True)
        return key
    finally:
        os.close(handle)


def sha256(path: Path) -> str:
    """Of the bytes of a regular file; Damaged for a link or anything else."""
    with regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
