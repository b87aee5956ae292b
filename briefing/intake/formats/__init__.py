"""One file each for the formats people save, and the table that says who reads which.

What they give in a page's `meta`, beside title, date (an ISO day where it was readable), source, author, url, language
and translator: `date_evidence`, where the date stands and what is written there; `date_others`, days that disagree;
`time` of day; `updated`, the day of the last change; `saved`, the day the copy was made; `origin`, from whom it was
forwarded; `distributor`, the feed that passes it on; `page_starts`, the offsets of a PDF file's sheets in the text;
`front_end`, where front matter ends that could not be read and stands in the text; `came_from`, the host that a page
or a mail came from where that has no word of the name of its source.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from briefing.article import Page, distinct
from briefing.below import open_file
from briefing.bounded import SECONDS, within
from briefing.clean import clean, clean_line
from briefing.files import Found, Gone, Unreached, Unreadable
from briefing.intake import decode
from briefing.intake.formats import eml, feed, html, jsonfile, jsonlines, markdown, mhtml, pdf, plain
from briefing.intake.many import not_too_many, not_too_many_lines

Reader = Callable[[str, bytes], list[Page]]

LARGEST = 20_000_000
"""Bytes of a file that is read at all."""
LARGEST_WITH_PICTURES = 60_000_000
"""The same, for formats that carry pictures along."""

FORMATS: dict[str, Reader] = {
    **dict.fromkeys((".txt", ".text"), plain.pages),
    **dict.fromkeys((".md", ".markdown"), markdown.pages),
    **dict.fromkeys((".html", ".htm", ".xhtml"), html.pages),
    **dict.fromkeys((".mhtml", ".mht"), mhtml.pages),
    **dict.fromkeys((".rss", ".atom", ".xml"), feed.pages),
    **dict.fromkeys((".jsonl", ".ndjson"), jsonlines.pages),
    ".json": jsonfile.pages,
    ".eml": eml.pages,
    ".pdf": pdf.pages,
}
_WITH_PICTURES = {html.pages, mhtml.pages, eml.pages, pdf.pages}
_CONFINED = {html.pages, mhtml.pages, feed.pages, eml.pages, pdf.pages}
"""What other people's parsers read, which nothing but a process of their own can bound."""
_SIGNS = (
    (re.compile(rb"%PDF-"), ".pdf"),
    (re.compile(rb"<!doctype html|<html|<\?xml[^>]*>\s*(?:<!doctype html[^>]*>\s*)?<html", re.IGNORECASE), ".html"),
    (re.compile(rb"<(?:\?xml|rss|feed|rdf)\b", re.IGNORECASE), ".xml"),
    (re.compile(rb"---\r?\n"), ".md"),
    (re.compile(rb"\{\s*\"[^\n]*\}\s*\n\{"), ".jsonl"),
    (re.compile(rb"(?:\[\s*)?\{\s*\""), ".json"),
    (re.compile(rb"(?:[\w-]+:[^\n]*\n|[ \t][^\n]*\n){0,40}Snapshot-Content-Location:", re.IGNORECASE), ".mhtml"),
    (
        re.compile(
            rb"(?:[\w-]+:[^\n]*\n|[ \t][^\n]*\n){0,40}(?:Received|MIME-Version|Message-ID|Return-Path):", re.IGNORECASE
        ),
        ".eml",
    ),
)


_IN_DISGUISE = {".pdf": "a PDF file", ".html": "a web page", ".mhtml": "a web archive", ".eml": "a mail"}
"""What is read as what it is, though its name says plain text: nobody writes so."""
_SENT = re.compile(r"^(?:MIME-Version|Message-ID|Return-Path):", re.IGNORECASE | re.MULTILINE)
_SENDER = re.compile(r"^From:[^\n@]*@", re.IGNORECASE | re.MULTILINE)


def ending(name: str) -> str:
    """The ending of a file name, in lower case, with its dot."""
    return Path(name).suffix.lower()


def largest(name: str) -> int:
    """The most bytes that a file of this name may have."""
    return LARGEST_WITH_PICTURES if FORMATS.get(ending(name)) in _WITH_PICTURES else LARGEST


def likely_ending(raw: bytes) -> str:
    """The ending under which bytes without a name are read, by how they begin."""
    start = raw[:20_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((ending for sign, ending in _SIGNS if sign.match(start)), ".txt")


def read_as(path: str, raw: bytes) -> str:
    """The ending under which a file is read: that of its name, unless it is plain text by its name alone."""
    said = ending(path)
    if FORMATS.get(said, plain.pages) is not plain.pages:
        return said
    begins = likely_ending(raw)
    if begins == ".eml":
        head = raw[:20_000].decode("utf-8", "replace").lstrip("\ufeff\r\n").replace("\r\n", "\n").partition("\n\n")[0]
        return begins if _SENT.search(head) and _SENDER.search(head) else said
    return begins if begins in _IN_DISGUISE else said


def load(corpus: Path, found: Found) -> tuple[str, list[Page]]:
    """(SHA-256 of the bytes, the pages of the file); Unreadable with the reason where there are none."""
    raw = read_below(corpus, found.path)
    return hashlib.sha256(raw).hexdigest(), pages(found.path, raw)


def digest(corpus: Path, path: str) -> str:
    """The SHA-256 of the bytes of a file alone; Unreadable where it cannot be had."""
    return hashlib.sha256(read_below(corpus, path)).hexdigest()


def pages(path: str, raw: bytes) -> list[Page]:
    """The pages of a file of this name and content, clean in every word; Unreadable with the reason where none."""
    kind = read_as(path, raw)
    reader = FORMATS.get(kind, plain.pages)
    if reader in _CONFINED:
        from briefing.intake import confined  # not needed for text

        told = confined.pages(path, raw)
        if kind != ending(path):
            disguise = f"its name says plain text, but it is {_IN_DISGUISE[kind]} and was read as that"
            told[:1] = [replace(page, remarks=(disguise, *page.remarks)) for page in told[:1]]
        return within(SECONDS, lambda: _cleaned(told))
    return within(SECONDS, lambda: _cleaned(reader(path, raw)))


def _cleaned(pages: list[Page]) -> list[Page]:
    cleaned = list(distinct(map(_clean, not_too_many(pages))))
    not_too_many_lines(page.text for page in cleaned)
    if not any(page.text.strip() for page in cleaned):
        raise Unreadable("no text in it")
    doubts = tuple(decode.doubts(page.encoding for page in cleaned))
    return [replace(cleaned[0], remarks=(*cleaned[0].remarks, *doubts)), *cleaned[1:]] if doubts else cleaned


def _clean(page: Page) -> Page:
    return replace(
        page,
        text=clean(page.text),
        entry=clean_line(page.entry) if page.entry is not None else None,
        meta={clean_line(key): clean_line(value) for key, value in page.meta.items()},
        remarks=tuple(clean_line(remark) for remark in page.remarks),
    )


def read_file(file: Path) -> bytes:
    """All of a regular file, wherever it lies; a link or a pipe is refused, not followed or waited for."""
    return _read(lambda: _opened(file), file.name)


def _opened(file: Path) -> int:
    try:
        return os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK) and file.is_symlink():
            error.strerror = "it is a link, and links are not followed; name the file that it leads to"
        raise


def read_below(corpus: Path, path: str) -> bytes:
    """The same, of a file of a corpus: no link that took the place of a folder on the way is followed either."""
    return _read(lambda: open_file(corpus, path), path)


def _read(opened: Callable[[], int], name: str) -> bytes:
    """Gone where it is not there, Unreached where it cannot be had just now, Unreadable where it is too large."""
    most = largest(name)
    try:
        handle = opened()
    except FileNotFoundError as error:
        raise Gone(f"cannot be opened: {error.strerror}") from error
    except OSError as error:
        raise Unreached(f"cannot be opened: {error.strerror}") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unreached("not a regular file")
    with os.fdopen(handle, "rb") as stream:
        try:
            raw = stream.read(most + 1)
        except OSError as error:
            raise Unreached(f"cannot be read: {error.strerror}") from error
    if len(raw) > most:
        raise Unreadable(f"larger than {most // 1_000_000} MB")
    return raw
