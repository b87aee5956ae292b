"""One file each for the formats people save, and the table that says who reads which."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from briefing.article import Page
from briefing.clean import clean
from briefing.files import Found, Unreadable
from briefing.intake.decode import decode
from briefing.intake.formats import markdown, plain

LARGEST = 20_000_000
"""Bytes of a file that is read at all."""

FORMATS: dict[str, Callable[[str, str, str], list[Page]]] = {
    ".txt": plain.pages,
    ".text": plain.pages,
    ".md": markdown.pages,
    ".markdown": markdown.pages,
}


def load(corpus: Path, found: Found) -> tuple[str, list[Page]]:
    """(SHA-256 of the bytes, the pages of the file); Unreadable with the reason where there are none."""
    raw = read_file(corpus / found.path)
    return hashlib.sha256(raw).hexdigest(), pages(found.path, raw)


def pages(path: str, raw: bytes) -> list[Page]:
    """The pages of a file of this name and content; Unreadable with the reason where there are none."""
    reader = FORMATS.get(Path(path).suffix.lower(), plain.pages)
    text, encoding = decode(raw)
    read = reader(path, clean(text), encoding)
    if not any(page.text.strip() for page in read):
        raise Unreadable("no text in it")
    return read


def read_file(file: Path) -> bytes:
    """All of a regular file; a link or a pipe that took its place since the scan is refused, not waited for."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}") from error
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Unreadable("not a regular file")
        try:
            raw = stream.read(LARGEST + 1)
        except OSError as error:
            raise Unreadable(f"cannot be read: {error.strerror}") from error
    if len(raw) > LARGEST:
        raise Unreadable(f"larger than {LARGEST // 1_000_000} MB")
    return raw
