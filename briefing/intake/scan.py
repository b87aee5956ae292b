"""What a folder holds, every file with a verdict; links are not followed and nothing is opened."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from pathlib import Path

from briefing.below import open_folder
from briefing.clean import clean_line, has_controls
from briefing.files import Found, Skipped
from briefing.intake.formats import FORMATS, largest

ACTORS_FILES = ("actors.yaml", "actors.yml")
DEEPEST = 40
_INDEX = "holds an index, not articles"
_UNREADABLE_FOLDER = "folder cannot be read: {}"
_GENERATION = re.compile(r"g-\d{6,12}")
_MOST = {ending: largest(f"article{ending}") for ending in FORMATS}
"""The endings of the files that are read, to the most bytes that such a file may have."""


def scan(corpus: Path) -> Iterator[Found | Skipped]:
    """Every file below the folder in the order of its path: found, or skipped with a reason."""
    if _in_an_index(corpus):
        yield Skipped("./", _INDEX)
    else:
        yield from _folder(lambda: os.open(corpus, os.O_RDONLY | os.O_DIRECTORY), "", 0)


def _in_an_index(corpus: Path) -> bool:
    """Is it an index folder, or something directly in one?"""
    real = Path(os.path.realpath(corpus))
    for folder in (real, real.parent):
        with contextlib.suppress(OSError), os.scandir(folder) as listing:
            if _is_index(listing):
                return True
    return False


def _is_index(entries: Iterable[os.DirEntry[str]]) -> bool:
    """Are these the entries of an index folder: a file CURRENT, and generations?"""
    current = generations = False
    for entry in entries:
        current |= entry.name == "CURRENT" and entry.is_file(follow_symlinks=False)
        generations |= bool(_GENERATION.fullmatch(entry.name)) and entry.is_dir(follow_symlinks=False)
    return current and generations


def _folder(opened: Callable[[], int], prefix: str, depth: int) -> Iterator[Found | Skipped]:
    try:
        here = opened()
    except OSError as error:
        yield Skipped(prefix or "./", _UNREADABLE_FOLDER.format(error.strerror), quarantined=True)
        return
    try:
        yield from _held(here, prefix, depth)
    finally:
        os.close(here)


def _held(here: int, prefix: str, depth: int) -> Iterator[Found | Skipped]:
    """What a folder holds that is held open: whatever takes its place meanwhile is not looked at."""
    try:
        with os.scandir(here) as listing:
            entries = sorted(listing, key=attrgetter("name"))
    except OSError as error:
        yield Skipped(prefix or "./", _UNREADABLE_FOLDER.format(error.strerror), quarantined=True)
        return
    if prefix and _is_index(entries):
        yield Skipped(prefix, _INDEX)
        return
    taken = {entry.name for entry in entries}
    for entry in entries:
        if reason := _unspeakable(entry.name):
            shown = next(name for name in _spoken(entry.name) if name not in taken)
            taken.add(shown)
            yield Skipped(prefix + shown, reason, quarantined=True)
        elif entry.is_symlink():
            yield Skipped(prefix + entry.name, "a link; links are not followed")
        elif entry.is_dir():
            yield from _subfolder(here, entry.name, prefix + entry.name + "/", depth + 1)
        else:
            yield _file(entry, prefix + entry.name)


def _unspeakable(name: str) -> str | None:
    if name.isascii() and name.isprintable():
        return None
    if any("\ud800" <= letter <= "\udfff" for letter in name):
        return "its name is not UTF-8; rename it"
    return "its name holds control characters; rename it" if has_controls(name) else None


def _spoken(name: str) -> Iterator[str]:
    """The name with what cannot be shown written as an escape, and further forms of it: it is never that of another."""
    shown = "".join(
        f"\\x{ord(letter) & 0xFF:02x}"
        if "\udc80" <= letter <= "\udcff"
        else letter
        if letter.isprintable() and clean_line(letter) == letter
        else ascii(letter)[1:-1]
        for letter in name
    )
    yield shown
    yield from (f"{shown} ({number})" for number in itertools.count(2))


def _subfolder(above: int, name: str, prefix: str, depth: int) -> Iterator[Found | Skipped]:
    if name.startswith("."):
        yield Skipped(prefix, "a hidden folder")
    elif name == "indexes" and depth == 1:
        yield Skipped(prefix, "holds indexes, not articles")
    elif depth > DEEPEST:
        yield Skipped(prefix, f"more than {DEEPEST} folders deep", quarantined=True)
    else:
        yield from _folder(lambda: open_folder(name, above), prefix, depth)


def _ending(name: str) -> str:
    """The ending of a file name, in lower case, with its dot; "" for none."""
    before, dot, after = name.rpartition(".")
    return dot + after.lower() if before and after else ""


def _file(entry: os.DirEntry[str], path: str) -> Found | Skipped:
    try:
        facts = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Skipped(path, f"cannot be read: {error.strerror}", quarantined=True)
    name = entry.name
    if not stat.S_ISREG(facts.st_mode):
        return Skipped(path, "not a regular file")
    if name.startswith("."):
        return Skipped(path, "a hidden file")
    if name.upper().startswith("README"):
        return Skipped(path, "a README")
    if path in ACTORS_FILES:
        return Skipped(path, "the actors file")
    ending = _ending(name)
    if ending not in _MOST:
        return Skipped(path, f"{ending} is no format read here" if ending else "no file ending, so no format")
    if facts.st_size > _MOST[ending]:
        return Skipped(path, f"larger than {_MOST[ending] // 1_000_000} MB", quarantined=True)
    if facts.st_size == 0:
        return Skipped(path, "empty", quarantined=True)
    return Found(path, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)
