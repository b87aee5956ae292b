"""The file of a brief that is brought up to date: read whole or refused, and kept beside before anything is let go."""

from __future__ import annotations

from pathlib import Path

from briefing.export.slots import Edited
from briefing.export.writing import BriefError, write
from briefing.inert import inert_line

LARGEST = 20_000_000
"""Bytes of a brief that are read."""
_COPIES = 1_000


def read_brief(file: Path) -> str:
    """The text of a brief, its line ends as they are; BriefError where it cannot be read."""
    name = inert_line(str(file))
    if not file.is_file():
        raise BriefError(f"{name} is not a file that is there; give the brief that is to be brought up to date.")
    with file.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise BriefError(f"{name} is larger than {LARGEST // 1_000_000} MB, which no brief is; nothing was changed.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BriefError(f"{name}, line {line}: this is not UTF-8; save it as that. Nothing was changed.") from None


def keep_beside(file: Path, before: str, corpus: Path) -> Path:
    """Write what a brief was to a new file beside it: `NAME.before.md`, or with a number where that is taken."""
    for number in range(1, _COPIES):
        copy = file.with_name(f"{file.stem}.before{'' if number == 1 else f'-{number}'}{file.suffix or '.md'}")
        try:
            write(before, copy, corpus=corpus)
        except FileExistsError:
            continue
        return copy
    raise BriefError(f"{inert_line(str(file))} was not changed: there are too many copies beside it; take some away.")


__all__ = ["Edited", "keep_beside", "read_brief"]
