"""The hashes of all files of an archive, as `sha256sum -c` reads them: whether they are those that were packed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from briefing.bundling.names import LARGEST_MANIFEST, MANIFEST
from briefing.inert import inert_line

_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_MOST_TOLD = 50


def lines(contents: Mapping[str, bytes]) -> bytes:
    """A line for each file, in the order of their names."""
    hashes = ((sha256(data).hexdigest(), name) for name, data in sorted(contents.items()))
    return "".join(f"{digest}  {name}\n" for digest, name in hashes).encode()


def faults(contents: Mapping[str, bytes]) -> list[str]:
    """What is otherwise than listed, in sentences; none where all is."""
    if MANIFEST not in contents:
        return [f"It has no {MANIFEST}, so nobody can tell whether its files are those that were packed."]
    if len(contents[MANIFEST]) > LARGEST_MANIFEST:
        return [f"{MANIFEST} is larger than {LARGEST_MANIFEST // 1_000_000} MB and was not read; none is."]
    listed: dict[str, str] = {}
    found = []
    for number, line in enumerate(contents[MANIFEST].decode("utf-8", "replace").split("\n"), 1):
        entry = _LINE.fullmatch(line.removesuffix("\r"))
        if entry is None and line.strip():
            found.append(f"{MANIFEST}, line {number}: no hash and name of a file.")
        elif entry is not None and listed.setdefault(entry[2], entry[1]) != entry[1]:
            found.append(f"{MANIFEST}, line {number}: another hash for a file that is listed above.")
    for name, digest in listed.items():
        if name not in contents:
            found.append(f"{inert_line(name)} is missing; {MANIFEST} lists it.")
        elif sha256(contents[name]).hexdigest() != digest:
            found.append(f"{inert_line(name)} is not the file that was packed: its hash is another than in {MANIFEST}.")
    found += [f"{inert_line(name)} was not packed: {MANIFEST} does not list it." for name in _others(contents, listed)]
    more = len(found) - _MOST_TOLD
    return [*found[:_MOST_TOLD], f"… and {more} more."] if more > 0 else found


def _others(contents: Mapping[str, bytes], listed: Mapping[str, str]) -> list[str]:
    return sorted(contents.keys() - listed.keys() - {MANIFEST})
