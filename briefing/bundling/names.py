"""Which names a file may have in an archive that is handed to strangers, and that strangers hand to us."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from briefing.clean import has_controls
from briefing.inert import inert_line

BRIEF, MANIFEST, README = "brief.md", "MANIFEST.txt", "README.txt"
CORPUS = "corpus/"
LARGEST_BRIEF, LARGEST_MANIFEST = 20_000_000, 3_000_000
"""Bytes."""
_LONGEST, _LONGEST_PART, _DEEPEST = 1_000, 255, 60
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:[ .:].*)?", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")


def unsafe(name: str) -> str | None:
    """Why a name may not stand in an archive, on any system that it may be unpacked on; None where it may."""
    parts = name.split("/")
    if has_controls(name) or any("\ud800" <= letter <= "\udfff" for letter in name):
        return "holds control characters"
    if "\\" in name:
        return "holds a backslash, which some systems take for the end of a folder's name"
    if name.startswith("/") or _DRIVE.match(name):
        return "begins at the root of a disk"
    if ".." in parts:
        return "leads out of the folder it is unpacked into"
    if "" in parts or "." in parts:
        return "has an empty part"
    if any(map(_DEVICE.fullmatch, parts)):
        return "is that of a device on some systems"
    if len(parts) > _DEEPEST or any(len(part.encode()) > _LONGEST_PART for part in parts) or len(name) > _LONGEST:
        return "is too long"
    return None


def collisions(names: Iterable[str]) -> str | None:
    """Two of the names that are one file, or a file and its own folder, on some systems; None where none are."""
    seen: dict[str, str] = {}
    for name in names:
        folded = alike(name)
        if folded in seen:
            return f"“{inert_line(seen[folded])}” and “{inert_line(name)}” in it are one file on some systems"
        seen[folded] = name
    for folded, name in seen.items():
        parts = folded.split("/")
        for n in range(1, len(parts)):
            if "/".join(parts[:n]) in seen:
                return f"“{inert_line(name)}” lies in a folder that is a file in it too"
    return None


def alike(name: str) -> str:
    """The same for all names that some system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
