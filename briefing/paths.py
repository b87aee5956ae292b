"""Where everything lies, and the only two ways a file of ours is named and written."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from pathlib import Path

import platformdirs

_UNSAFE = re.compile(r"[^\w]+", re.UNICODE)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
LONGEST_NAME = 80


def state_folder() -> Path:
    """Read marks, notes, the key of the indexes, the log; made on first use, for its owner only."""
    return _private(Path(os.environ.get("BRIEFING_STATE") or platformdirs.user_state_path("briefing")))


def config_file() -> Path:
    """Theme, keys and the default corpus."""
    folder = os.environ.get("BRIEFING_CONFIG") or platformdirs.user_config_path("briefing")
    return Path(folder) / "config.yaml"


def index_folder(corpus: Path) -> Path:
    """The folder of the generations of one corpus: `indexes/` of the working folder, else the user's cache.

    Never inside the corpus, whatever the working folder is.
    """
    real = corpus.resolve()
    slug = safe_name(real.name) or "corpus"
    name = f"{slug}-{hashlib.sha256(os.fsencode(real)).hexdigest()[:10]}"
    beside = Path.cwd() / "indexes"
    if beside.is_dir() and not beside.resolve().is_relative_to(real):
        return beside / name
    return Path(os.environ.get("BRIEFING_CACHE") or platformdirs.user_cache_path("briefing")) / name


def _private(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def safe_name(title: str) -> str:
    """A file name made of a title: letters, digits and hyphens, at most 80, never a path or a device; "" where nothing is left."""
    name = _UNSAFE.sub("-", title).strip("-_").lower()
    while len(os.fsencode(name)) > LONGEST_NAME:
        name = name[:-1]
    name = name.strip("-_")
    return f"{name}-" if _DEVICE.fullmatch(name) else name


def write_atomically(target: Path, data: bytes, *, overwrite: bool = False, mode: int = 0o600) -> None:
    """Write all of a file or nothing, through to the disk; FileExistsError where it exists and may not be replaced."""
    handle, draft = tempfile.mkstemp(prefix=".briefing-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        if overwrite:
            os.replace(draft, target)
        else:
            os.link(draft, target)
            os.unlink(draft)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(draft)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
