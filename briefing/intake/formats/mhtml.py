"""Web archives (.mhtml, .mht): of their HTML parts the root with words, else the first; pictures stay unopened.

Of the others, which most often are frames with advertisements, those are counted that say as much as an article.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.article import Page
from briefing.files import Unreadable
from briefing.intake import mime
from briefing.intake.days import iso_day
from briefing.intake.decode import declared, decode
from briefing.intake.foreign import foreign
from briefing.intake.formats import html
from briefing.intake.markup import lean, visible_text

if TYPE_CHECKING:
    from email.message import Message

_KINDS = ("text/html", "application/xhtml+xml")
_MUCH = 100
"""Words."""


def pages(path: str, raw: bytes) -> list[Page]:
    """One page; the archive's `Date` is the day it was saved, not that of publication."""
    with foreign("a web archive that can be parsed"):
        message = mime.parsed(raw)
        parts = [part for part in mime.leaves(message) if part.get_content_type() in _KINDS]
        if not parts:
            raise Unreadable("no page in it: a web archive without an HTML part")
        start = _start(message)
        parts.sort(key=_rank(message, start))
        held = [(*mime.content(part), _known(message, part, start)) for part in parts]
        remarks = mime.doubts(message, ("Date", "Snapshot-Content-Location"))
    sources = [decode(body, charset or declared(body)) for body, charset, _ in held]
    words_seen = [len(visible_text(lean(source)).split()) if source.strip() else 0 for source, _ in sources]
    chosen = next((place for place, words in enumerate(words_seen) if words), 0)
    page = html.page(path, *sources[chosen], held[chosen][2])
    more = sum(words >= _MUCH for place, words in enumerate(words_seen) if place != chosen)
    left_out = [f"{more} more part{'s' * (more != 1)} with a text {'were' if more != 1 else 'was'} left out"]
    return [replace(page, remarks=(*page.remarks, *(left_out if more else ()), *remarks))]


def _rank(message: Message, start: str) -> Callable[[Message], int]:
    """What sorts parts: the root that the archive names comes first, then the page of its address, then the rest."""
    address = mime.header(message, "Snapshot-Content-Location")

    def rank(part: Message) -> int:
        if _is_root(part, start):
            return 0
        return 1 if address and mime.header(part, "Content-Location") == address else 2

    return rank


def _start(message: Message) -> str:
    """The Content-ID of the root, where it is named (RFC 2387)."""
    related = (part for part in message.walk() if part.get_content_type() == "multipart/related")
    return next((str(start).strip(" \t<>") for part in related if (start := part.get_param("start"))), "")


def _is_root(part: Message, start: str) -> bool:
    return bool(start) and mime.header(part, "Content-ID").strip("<>") == start


def _known(message: Message, part: Message, start: str) -> dict[str, str]:
    """The address of the archive, or of the part where that has none or the part is what it names as its root."""
    addresses = [mime.header(message, "Snapshot-Content-Location"), mime.header(part, "Content-Location")]
    if _is_root(part, start):
        addresses.reverse()
    url = next((address for address in addresses if address.startswith(("http://", "https://"))), "")
    day = iso_day(mime.header(message, "Date"))
    known = {"url": url} if url else {}
    return known | ({"saved": day} if day else {})
