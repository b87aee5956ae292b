"""Copying a file of articles into the corpus: the only place that writes articles there."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

from briefing import paths
from briefing.article import Page
from briefing.files import Unreadable
from briefing.intake import formats

_NAMELESS = "article"


def known_ending(file: Path | None, raw: bytes) -> str:
    """That of its name, else what its first bytes suggest; Unreadable for a format not read here."""
    ending = formats.ending(file.name) if file else ""
    if ending and ending not in formats.FORMATS:
        raise Unreadable(f"{ending} is no format read here")
    return ending or formats.likely_ending(raw)


def read(ending: str, raw: bytes) -> Sequence[Page]:
    """Its pages; Unreadable with the reason where it would not be read from the corpus either."""
    name = f"{_NAMELESS}{ending}"
    if len(raw) > (most := formats.largest(name)):
        raise Unreadable(f"larger than {most // 1_000_000} MB")
    return formats.pages(name, raw)


def put(corpus: Path, name: str, ending: str, raw: bytes) -> str:
    """Write it under a safe form of the name that no file has yet; that name. OSError where it cannot be written."""
    base = paths.safe_name(name) or _NAMELESS
    base = f"{_NAMELESS}-{base}" if base.startswith("readme") else base
    for free in itertools.chain([base], (f"{base}-{number}" for number in itertools.count(2))):
        if (corpus / f"{free}{ending}").exists():
            continue
        try:
            paths.write_atomically(corpus / f"{free}{ending}", raw, mode=0o644)
        except FileExistsError:
            continue
        return f"{free}{ending}"
    raise AssertionError("numbers do not end")
