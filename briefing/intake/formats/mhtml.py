"""Web archives (.mhtml, .mht): the page is their first HTML part; pictures and style sheets stay unopened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.article import Page
from briefing.files import Unreadable
from briefing.intake import mime
from briefing.intake.days import iso_day
from briefing.intake.decode import declared, decode
from briefing.intake.foreign import foreign
from briefing.intake.formats import html

if TYPE_CHECKING:
    from email.message import Message

_KINDS = ("text/html", "application/xhtml+xml")


def pages(path: str, raw: bytes) -> list[Page]:
    """One page; the archive's `Date` is the day it was saved, not that of publication."""
    with foreign("a web archive that can be parsed"):
        message = mime.parsed(raw)
        part = next((part for part in mime.leaves(message) if part.get_content_type() in _KINDS), None)
        if part is None:
            raise Unreadable("no page in it: a web archive without an HTML part")
        body, charset = mime.content(part)
        known = _known(message, part)
    source, encoding = decode(body, charset or declared(body))
    return [html.page(path, source, encoding, known)]


def _known(message: Message, part: Message) -> dict[str, str]:
    url = mime.header(message, "Snapshot-Content-Location") or mime.header(part, "Content-Location")
    day = iso_day(mime.header(message, "Date"))
    known = {"url": url} if url.startswith(("http://", "https://")) else {}
    return known | ({"saved": day} if day else {})
