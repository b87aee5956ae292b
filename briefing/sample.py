"""The sample corpus that travels with the program, and a copy of it that the user may change."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from briefing import paths, storage

WITHIN, BESIDE = Path(__file__).parent / "sample-corpus", Path(__file__).parent.parent / "corpus"
"""Where it lies in an installed package, and in a clone."""
RECORD = ".copied.json"
"""What was copied, by name and hash; a hidden file is no article."""


def copied() -> Path:
    """The user's copy, made or brought up to date: what the user changed or took away there stays so."""
    target = storage.folder(paths.state_folder() / "sample")
    record = _record(target / RECORD)
    known = dict(record)
    for name, data in _files():
        shipped, file = hashlib.sha256(data).hexdigest(), target / name
        if known.get(name) == shipped:
            continue
        if _is(file, known.get(name)):
            paths.write_atomically(storage.folder(file.parent) / file.name, data, overwrite=True)
        known[name] = shipped
    if known != record:
        paths.write_atomically(target / RECORD, json.dumps(known, indent=1).encode(), overwrite=True)
    return target


def _files() -> Iterator[tuple[str, bytes]]:
    """(name, content) of each file that is shipped."""
    source = WITHIN if WITHIN.is_dir() else BESIDE
    for folder, _, names in os.walk(source):
        for name in sorted(names):
            file = Path(folder, name)
            if not name.startswith("."):
                yield file.relative_to(source).as_posix(), file.read_bytes()


def _is(file: Path, digest: str | None) -> bool:
    """Is it still what was copied? A file that never was is not there."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest() == digest
    except FileNotFoundError:
        return digest is None


def _record(file: Path) -> dict[str, str]:
    try:
        found = json.loads(file.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in found.items()} if isinstance(found, dict) else {}
