"""Web archives (.mhtml, .mht): the page is their first HTML part; pictures and style sheets stay unopened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.article import Page
from briefing.clean import clean_line
from briefing.files import Unreadable
from briefing.intake.days import iso_day
from briefing.intake.decode import declared, decode
from briefing.intake.foreign import foreign
from briefing.intake.formats import html

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart


def pages(path: str, raw: bytes) -> list[Page]:
    """One page; the archive's `Date` is the day it was saved, not that of publication."""
    with foreign("a web archive that can be parsed"):
        message = parsed(raw)
        part = next((part for part in message.walk() if part.get_content_type() in _KINDS), None)
        if part is None:
            raise Unreadable("no page in it: a web archive without an HTML part")
        body, charset = content(part)
        known = _known(message, part)
    source, encoding = decode(body, charset or declared(body))
    return [html.page(path, source, encoding, known)]


_KINDS = ("text/html", "application/xhtml+xml")


def parsed(raw: bytes) -> EmailMessage:
    """The message of these bytes. Call it, and all that it gives, within `foreign`."""
    from email import message_from_bytes, policy  # 20 ms to import

    message: EmailMessage = message_from_bytes(raw, policy=policy.default)
    return message


def content(part: MIMEPart) -> tuple[bytes, str | None]:
    """(the bytes of a part, the charset it declares)."""
    body = part.get_payload(decode=True)
    return (body if isinstance(body, bytes) else b""), part.get_content_charset()


def _known(message: EmailMessage, part: MIMEPart) -> dict[str, str]:
    written = {
        "url": message.get("Snapshot-Content-Location") or part.get("Content-Location") or "",
        "saved": iso_day(str(message.get("Date") or "")) or "",
    }
    if not written["url"].startswith(("http://", "https://")):
        del written["url"]
    return {key: clean_line(str(value)) for key, value in written.items() if value}
