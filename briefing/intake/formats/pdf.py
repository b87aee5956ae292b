"""PDF with a text layer, page by page. A scan has none, and is said to have none."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from briefing.article import Page
from briefing.clean import clean, clean_line
from briefing.files import Unreadable
from briefing.intake.days import iso_day
from briefing.intake.foreign import foreign

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 500
MOST_CHARACTERS = 5_000_000
MOST_SECONDS = 20.0
"""Of computing, for all sheets."""
MOST_TOKENS = 400_000
"""What one sheet may draw: letters, lines, colours. More draws a map, which takes seconds and says little."""
MOST_DRAWN = 2_000_000
"""Bytes, unpacked, that all sheets may draw in a small file; UNPACKING times its size in a large one.

Only sheets that draw the same thing again and again draw more, and each time takes as long as the first."""
UNPACKING = 30
MOST_UNPACKED = 20_000_000
"""Bytes of what is packed."""
MOST_IN_A_LIST = 50
"""Texts, as those of authors."""
_NO_TITLE = re.compile(
    r"(?:microsoft \w+\s*-|untitled|document\s*\d*\Z|print\b|layout\b|page \d"
    r"|.*\.(?:docx?|odt|rtf|pdf|indd|qxp|pptx?|tmp|html?)\Z)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(r"(?:administrator|admin|user|owner|author|unknown|default|root|pc|.*@.*)\d*\Z", re.IGNORECASE)


def pages(path: str, raw: bytes) -> list[Page]:
    """One page with the text of all sheets, a blank line between them.

    `page_starts` in meta are the offsets at which the sheets begin in the text, separated by spaces.
    """
    raw = raw.rstrip(b"\0")  # of a download that was cut short, and that the parser would look through
    if b"obj" not in raw:
        raise Unreadable("not a PDF file that can be parsed: it holds no object")
    with foreign("a PDF file that can be parsed"):
        reader = _opened(raw)
        total = len(reader.pages)
        told, lost = _told(reader)
    meta = _meta(told)
    sheets = list(_sheets(reader, max(MOST_DRAWN, UNPACKING * len(raw))))
    text, starts = "", []
    for sheet in sheets:
        starts.append(len(text) + (2 if text else 0))
        text = f"{text}\n\n{sheet}" if text and sheet else text or sheet or ""
    letters = sum(char.isalpha() for char in text)
    if not letters and None in sheets:
        raise Unreadable("not a PDF file whose pages can be read")
    if not letters:
        raise Unreadable("no text in it; it is a scan")
    meta["page_starts"] = " ".join(map(str, starts))
    remarks = (*_remarks(sheets, total, letters), *lost)
    return [Page(path=path, text=text, meta=meta, encoding="PDF text layer", remarks=remarks)]


def _opened(raw: bytes) -> PdfReader:
    from pypdf import PdfReader, overwrite_configuration  # 100 ms to import
    from pypdf.errors import DependencyError

    overwrite_configuration(
        stream_parsing_work_maximum_count=MOST_TOKENS,
        zlib_maximum_output_length=MOST_UNPACKED,
        lzw_maximum_output_length=MOST_UNPACKED,
        run_length_maximum_output_length=MOST_UNPACKED,
        array_based_stream_maximum_output_length=MOST_UNPACKED,
        jbig2dec_binary=None,
    )
    reader = PdfReader(io.BytesIO(raw), strict=False)
    try:
        locked = reader.is_encrypted and not reader.decrypt("")
    except (DependencyError, NotImplementedError):
        locked = True
    if locked:
        raise Unreadable("it is encrypted; save it again without a password")
    return reader


def _sheets(reader: PdfReader, most_drawn: int) -> Iterator[str | None]:
    """The clean text of each sheet, as far as the bounds allow; None for one that cannot be read."""
    drawn = 0
    until, characters = time.process_time() + MOST_SECONDS, 0
    for number in range(min(len(reader.pages), MOST_PAGES)):
        drawn += _drawn(reader, number)
        if number and drawn > most_drawn:
            return
        text = _sheet(reader, number)
        characters += len(text or "")
        if characters > MOST_CHARACTERS or time.process_time() > until:
            return
        yield text


def _drawn(reader: PdfReader, number: int) -> int:
    """Bytes, unpacked, of what the sheet says itself, not of what it borrows."""
    try:
        with foreign("a page that can be read"):
            contents = reader.pages[number].get_contents()
            return 0 if contents is None else len(contents.get_data())
    except Unreadable:
        return 0


def _sheet(reader: PdfReader, number: int) -> str | None:
    try:
        with foreign("a page that can be read"):
            lines = clean(reader.pages[number].extract_text()).split("\n")
    except Unreadable:
        return None
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")


def _meta(told: Mapping[str, str]) -> dict[str, str]:
    """Title and author where they are more than a program's filling; the day it was made is `saved`."""
    title, author, made = told["Title"], told["Author"], told["CreationDate"]
    found = {
        "title": title if len(title) > 3 and re.search(r"\w\s\w", title) and not _NO_TITLE.match(title) else "",
        "author": author if len(author) > 2 and not _NO_AUTHOR.match(author) else "",
        "saved": iso_day(re.sub(r"\AD:(\d{8}).*", r"\1", made)) or "",
    }
    return {key: value for key, value in found.items() if value}


def _told(reader: PdfReader) -> tuple[dict[str, str], list[str]]:
    """(what it says of itself as texts, lists of them joined by commas, what is to be said of what is no text)."""
    held: Mapping[str, object] = reader.metadata or {}
    words = {name: _words(held.get(f"/{name}")) for name in ("Title", "Author", "CreationDate")}
    lost = [name.lower() for name in ("Title", "Author") if words[name] is None]
    told = {name: clean_line(text or "")[:500] for name, text in words.items()}
    return told, [f"its {name} is not written as text and was left out" for name in lost]


def _words(value: object, within: bool = False) -> str | None:
    """None for what is no text, and no list of texts."""
    from pypdf.generic import ArrayObject, IndirectObject, NameObject, NullObject

    if isinstance(value, IndirectObject):
        try:
            with foreign("an object that can be read"):
                value = value.get_object()
        except Unreadable:
            return None
    if value is None or isinstance(value, NullObject):
        return ""
    if isinstance(value, ArrayObject) and not within:
        texts = [_words(item, within=True) for item in value[:MOST_IN_A_LIST]]
        return None if None in texts else ", ".join(filter(None, texts))
    return value if isinstance(value, str) and not isinstance(value, NameObject) else None


def _remarks(sheets: list[str | None], total: int, letters: int) -> Iterator[str]:
    lost = [number for number, sheet in enumerate(sheets, 1) if sheet is None]
    empty = [number for number, sheet in enumerate(sheets, 1) if sheet is not None and not sheet.strip()]
    if len(sheets) < total:
        yield f"only the first {len(sheets)} of {total} pages were read"
    if lost:
        yield f"damaged or too full to be read: {_listed(lost)}"
    if empty:
        yield f"no text on {_listed(empty)}"
    elif letters < 30 * len(sheets):
        yield "hardly any text in it; it is probably a scan"


def _listed(numbers: list[int]) -> str:
    """`page 3`, `pages 3, 4 and more`."""
    shown = ", ".join(map(str, numbers[:20])) + (" and more" if len(numbers) > 20 else "")
    return f"page{'s' * (len(numbers) > 1)} {shown}"
