"""Mail (.eml), as newsletters come: its text, who sent it and when. Attachments are counted and left alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from briefing.article import Page
from briefing.files import Unreadable
from briefing.intake import mime
from briefing.intake.days import clock, iso_day
from briefing.intake.decode import declared, decode
from briefing.intake.foreign import foreign
from briefing.intake.markup import lean, visible_text

if TYPE_CHECKING:
    from email.message import Message

_HEADERS = ("Date", "From", "Subject")
_LEAST_WORDS = 20
_LONGEST_SENDER = 300
_URL = re.compile(r"https?://\S+")
_KINDS = {"image": "picture", "audio": "sound", "video": "film", "text": "text", "message": "mail", "font": "font"}
"""What an attachment is called; its own name, and what the sender calls its kind, are the sender's words."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What is to be read in its place: `plain` or `html`, not yet decoded."""

    kind: str
    body: bytes
    charset: str | None
    flowed: bool


@dataclass(frozen=True, slots=True)
class _Either:
    """Parts that say the same, the one plain and the other in HTML."""

    parts: tuple[_Part | _Either, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """What a part says."""

    kind: str
    text: str
    encoding: str


def pages(path: str, raw: bytes) -> list[Page]:
    """One page: all parts that are to be read in their place; of two that say the same, the plain or the HTML one."""
    with foreign("a mail that can be parsed"):
        message = mime.parsed(raw)
        if not message.keys():
            raise Unreadable("not a mail: it has no header")
        leaves = list(mime.leaves(message))
        parts = list(_parts(message))
        meta = _meta(message)
        remarks = (*_attachments(leaves), *_within(message), *mime.damaged(message, _HEADERS))
    texts = list(_texts(parts))
    if not texts:
        raise Unreadable("no text in it: a mail without a text or HTML part")
    if _same(*(" ".join(one.text for one in texts if one.kind == kind) for kind in ("plain", "html"))):
        texts = _chosen(texts)
    texts = list({one.text.strip(): one for one in reversed(texts)}.values())[::-1]
    text = texts[0].text if len(texts) == 1 else "\n\n".join(one.text.strip() for one in texts)
    encoding = ", ".join(dict.fromkeys(one.encoding for one in texts))
    return [Page(path=path, text=text, meta=meta, encoding=encoding, remarks=remarks)]


def _parts(part: Message) -> Iterator[_Part | _Either]:
    """Its parts that are to be read, in order; what is offered in several forms is held together."""
    if part.is_multipart():
        held = tuple(one for inner in cast("list[Message]", part.get_payload()) for one in _parts(inner))
        yield from [_Either(held)] if part.get_content_subtype() == "alternative" else held
    elif (kind := _readable(part)) and (content := mime.content(part))[0].strip():
        yield _Part(kind, *content, str(part.get_param("format", "")).lower() == "flowed")


def _texts(parts: Iterable[_Part | _Either]) -> Iterator[_Text]:
    for part in parts:
        if isinstance(part, _Either):
            yield from _chosen(list(_texts(part.parts)))
        elif (text := _text(part)).text.strip():
            yield text


def _text(part: _Part) -> _Text:
    """A newsletter is a layout of tables without a page around it, so all of its HTML that is shown is its text."""
    if part.kind == "html":
        source, encoding = decode(part.body, part.charset or declared(part.body))
        return _Text("html", visible_text(lean(source)), encoding)
    plain, encoding = decode(part.body, part.charset)
    return _Text("plain", re.sub(r"(?<=\S) \r?\n(?=\S)", " ", plain) if part.flowed else plain, encoding)


def _chosen(texts: list[_Text]) -> list[_Text]:
    """Of two forms of a text the plain one, where it says as much as the HTML one; else that."""
    plain, rich = ([one for one in texts if one.kind == kind] for kind in ("plain", "html"))
    if not rich:
        return plain
    said = sum(len(_URL.sub("", one.text).split()) for one in plain)
    return plain if said >= _LEAST_WORDS and 2 * said >= sum(len(one.text.split()) for one in rich) else rich


def _same(plain: str, rich: str) -> bool:
    """Do they share most of their words, as two forms of a text do that are not marked as such?"""
    ours, theirs = Counter(_URL.sub("", plain).split()), Counter(_URL.sub("", rich).split())
    return 3 * (ours & theirs).total() > 2 * max(ours.total(), theirs.total(), 1)


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


def _within(message: Message) -> list[str]:
    """That mails were forwarded in it; their headers say nothing of it."""
    count = sum(part.get_content_type() == "message/rfc822" and part.is_multipart() for part in message.walk())
    if count > 1:
        return [f"the texts of {count} mails that lie in it were read too, without their senders and days"]
    return ["the text of a mail that lies in it was read too, without its sender and day"] if count else []


def _attachments(leaves: list[Message]) -> list[str]:
    kinds = [_kind(part) for part in leaves if mime.attached(part)]
    listed = ", ".join(sorted(set(kinds)))
    return [f"{len(kinds)} attachment{'s' * (len(kinds) != 1)} not opened ({listed})"] if kinds else []


def _kind(part: Message) -> str:
    kind = part.get_content_type()
    return "PDF" if kind == "application/pdf" else _KINDS.get(part.get_content_maintype(), "of another kind")
