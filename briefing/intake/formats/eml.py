"""Mail (.eml), as newsletters come: its text, who sent it and when. Attachments are named and left alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.article import Page
from briefing.clean import clean_line
from briefing.files import Unreadable
from briefing.intake import mime
from briefing.intake.days import clock, iso_day
from briefing.intake.decode import declared, decode
from briefing.intake.foreign import foreign
from briefing.intake.markup import lean, visible_text

if TYPE_CHECKING:
    from email.message import Message

_MOST_NAMED = 20
_LEAST_WORDS = 20
_LONGEST_SENDER = 300
_URL = re.compile(r"https?://\S+")


def pages(path: str, raw: bytes) -> list[Page]:
    """One page: the plain part where it says as much as the HTML one, else that."""
    with foreign("a mail that can be parsed"):
        message = mime.parsed(raw)
        if not message.keys():
            raise Unreadable("not a mail: it has no header")
        leaves = list(mime.leaves(message))
        found = {kind: part for part in reversed(leaves) if (kind := _readable(part)) and mime.content(part)[0].strip()}
        parts = {kind: mime.content(part) for kind, part in found.items()}
        flowed = "plain" in found and str(found["plain"].get_param("format", "")).lower() == "flowed"
        meta, remarks = _meta(message), tuple(_attachments(leaves))
    if not parts:
        raise Unreadable("no text in it: a mail without a text or HTML part")
    text, encoding = _text(parts, flowed)
    return [Page(path=path, text=text, meta=meta, encoding=encoding, remarks=remarks)]


def _text(parts: dict[str, tuple[bytes, str | None]], flowed: bool) -> tuple[str, str]:
    """A newsletter is a layout of tables without a page around it, so all of its HTML that is shown is its text."""
    plain, how = decode(*parts["plain"]) if "plain" in parts else ("", "")
    plain = re.sub(r"(?<=\S) \r?\n(?=\S)", " ", plain) if flowed else plain
    if "html" not in parts:
        return plain, how
    body, charset = parts["html"]
    source, encoding = decode(body, charset or declared(body))
    shown = visible_text(lean(source))
    said = len(_URL.sub("", plain).split())
    if said >= _LEAST_WORDS and 2 * said >= len(shown.split()):
        return plain, how
    return shown, encoding


def _readable(part: Message) -> str:
    """`plain` or `html` for what is meant to be read."""
    kind = part.get_content_type().removeprefix("text/")
    return kind if kind in ("plain", "html") and not mime.attached(part) else ""


def _meta(message: Message) -> dict[str, str]:
    """The headers: subject, day as the sender's clock had it, and the sender's name, or its domain without one."""
    from email.utils import parseaddr

    date, sender = mime.header(message, "Date"), mime.header(message, "From")
    name, address = parseaddr(sender[:_LONGEST_SENDER])
    day = iso_day(date)
    found = {
        "title": mime.header(message, "Subject"),
        "source": name or address.partition("@")[2],
        "date": day or "",
        "date_evidence": f"Date header: {date}" if day else "",
        "time": (clock(date) or "") if day else "",
    }
    return {key: value for key, value in found.items() if value}


def _attachments(leaves: list[Message]) -> list[str]:
    parts = [part for part in leaves if mime.attached(part)]
    named = [
        f"attachment not opened: {clean_line(part.get_filename() or 'without a name')} ({part.get_content_type()})"
        for part in parts[:_MOST_NAMED]
    ]
    more = len(parts) - _MOST_NAMED
    return [*named, f"and {more} more attachments"] if more > 0 else named
