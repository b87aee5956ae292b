"""The bytes of an actors file, read once: of a regular file, and no more than such a file may have."""

from __future__ import annotations

from pathlib import Path

from briefing.below import NoFile, whole
from briefing.naming.mistakes import Mistakes

LARGEST = 50_000_000


def raw(file: Path) -> bytes:
    """All of an actors file; Mistakes where it is none, or too large, OSError where it cannot be opened."""
    try:
        return whole(file, LARGEST)
    except NoFile as error:
        raise Mistakes(file.name, [(1, 1, f"{error.strerror}")]) from error
