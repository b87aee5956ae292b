"""Mail (.eml), as newsletters come: its text, who sent it and when. Attachments are counted and left alone.

A mail that lies in a mail is an article of its own, with its own sender and day or without.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from briefing.article import Page
from briefing.files import Unreadable
from briefing.intake import mime
from briefing.intake.days import clock, iso_day
from briefing.intake.decode import declared, decode
from briefing.intake.foreign import foreign
from briefing.intake.hosts import foreign_to
from briefing.intake.markup import lean, seen, visible_text

if TYPE_CHECKING:
    from email.message import Message

_HEADERS = ("Date", "From", "Subject")
_LEAST_WORDS = 20
_FEW_WORDS = 12
_URL = re.compile(r"https?://\S+")
_WORD = re.compile(r"\w+")
_SOFT_END = re.compile(r"(?<=\S)(?<!\n--) \r?\n(?=\S)")
_SOFT_END_DELETED = re.compile(r"(?<=[^\n])(?<!\n--) \r?\n(?=\S)")
"""Of lines that flow; in the second kind the space belongs to the line end (RFC 3676)."""
_READABLE = {"text/plain": "plain", "text/html": "html", "text/markdown": "marked", "text/x-markdown": "marked"}
_SAYS_THE_SAME = ("text/x-amp-html", "text/watch-html")
"""Forms for some programs of what is there in HTML too."""
_ENCODED = re.compile(r"=\?[^?\s]+\?[bq]\?.*?\?=", re.IGNORECASE)
_HELD = re.compile("\ue000([0-9]{1,4})\ue001")
_KINDS = {"image": "picture", "audio": "sound", "video": "film", "text": "text", "message": "mail", "font": "font"}
"""What an attachment is called; its own name, and what the sender calls its kind, are the sender's words."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What is to be read in its place: `plain`, `html` or `marked` (Markdown), not yet decoded."""

    kind: str
    body: bytes
    charset: str | None
    soft_end: tuple[re.Pattern[str], str] | None = None
    """Where lines flow, their ends and what takes their place."""


@dataclass(frozen=True, slots=True)
class _Either:
    """Parts that say the same in several ways."""

    parts: tuple[_Part | _Either, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """What a part says."""

    kind: str
    text: str
    encoding: str


def pages(path: str, raw: bytes) -> list[Page]:
    """The mail and those that lie in it, told apart by their place, a page each; the first carries what all lack."""
    with foreign("a mail that can be parsed"):
        message = mime.parsed(raw)
        if not message.keys():
            raise Unreadable("not a mail: it has no header")
        mails = list(_mails(message))
        read = [_read(mail) for mail in mails]
    found = [
        replace(page, path=path, entry=str(place) if place else None)
        for place, mail in enumerate(read)
        if (page := _page(mail))
    ]
    if not found:
        raise Unreadable("no text in it: a mail without a text or HTML part")
    remarks = (*found[0].remarks, *_within(len(read) - 1, [page.entry for page in found]))
    return [replace(found[0], remarks=remarks), *found[1:]]


def _mails(message: Message) -> Iterator[Message]:
    """The message, and the mails that lie in it, in order."""
    yield message
    for part in message.walk():
        if _is_mail(part):
            for inner in cast("list[Message]", part.get_payload())[:1]:
                yield from _mails(mime.uncoded(part, inner)) if mime.coded(part, inner) else [inner]


def _is_mail(part: Message) -> bool:
    return part.get_content_type() in ("message/rfc822", "message/global") and part.is_multipart()


@dataclass(frozen=True, slots=True)
class _Mail:
    """What the parser gives of one mail, without those that lie in it."""

    parts: list[_Part | _Either]
    meta: dict[str, str]
    remarks: list[str]


def _read(message: Message) -> _Mail:
    if mime.undivided(message):
        as_it_stands = _Part("plain", *mime.content(message))
        return _Mail([as_it_stands], _meta(message), mime.doubts(message, _HEADERS))
    leaves = list(_leaves(message))
    remarks = [*_attachments(leaves), *_unread(leaves), *mime.doubts(message, _HEADERS)]
    return _Mail(list(_parts(message)), _meta(message), remarks)


def _leaves(part: Message) -> Iterator[Message]:
    """Every part that holds no other parts, those of mails that lie in it left out."""
    if not part.is_multipart():
        yield part
    elif not _is_mail(part):
        for inner in cast("list[Message]", part.get_payload()):
            yield from _leaves(inner)


def _page(mail: _Mail) -> Page | None:
    """All parts that are to be read in their place; of two that say the same, the plain or the HTML one."""
    left_out: list[str] = []
    texts = list(_texts(mail.parts, left_out))
    if not texts:
        return None
    if _same(*(" ".join(one.text for one in texts if (one.kind == "html") == rich) for rich in (False, True))):
        texts = _chosen(texts)
    texts = list({one.text.strip(): one for one in reversed(texts)}.values())[::-1]
    text = texts[0].text if len(texts) == 1 else "\n\n".join(one.text.strip() for one in texts)
    encoding = ", ".join(dict.fromkeys(one.encoding for one in texts))
    return Page(path="", text=text, meta=mail.meta, encoding=encoding, remarks=(*left_out[:1], *mail.remarks))


def _parts(part: Message) -> Iterator[_Part | _Either]:
    """Its parts that are to be read, in order; what is offered in several forms is held together."""
    if _is_mail(part):
        return
    if part.is_multipart():
        held = tuple(one for inner in cast("list[Message]", part.get_payload()) for one in _parts(inner))
        yield from [_Either(held)] if part.get_content_subtype() == "alternative" else held
    elif (kind := _readable(part)) and (content := mime.content(part))[0].strip():
        yield _Part(kind, *content, _soft_end(part))


def _soft_end(part: Message) -> tuple[re.Pattern[str], str] | None:
    if str(part.get_param("format", "")).lower() != "flowed":
        return None
    return (_SOFT_END_DELETED, "") if str(part.get_param("delsp", "")).lower() == "yes" else (_SOFT_END, " ")


def _texts(parts: Iterable[_Part | _Either], left_out: list[str]) -> Iterator[_Text]:
    """What is read; to `left_out` is added what is to be said of forms that say something else."""
    for part in parts:
        if isinstance(part, _Either):
            forms = list(_texts(part.parts, left_out))
            chosen = _chosen(forms)
            if _says_more([one for one in forms if one not in chosen], chosen):
                left_out.append("a text that it holds in several forms says other things in those that were left out")
            yield from chosen
        elif (text := _text(part, left_out)).text.strip():
            yield text


def _text(part: _Part, left_out: list[str]) -> _Text:
    """A newsletter is a layout of tables without a page around it, so all of its HTML that is shown is its text."""
    if part.kind == "html":
        source, encoding = decode(part.body, part.charset or declared(part.body))
        source, hidden = seen(lean(source))
        left_out.extend([hidden] if hidden else ())
        return _Text("html", visible_text(source), encoding)
    plain, encoding = decode(part.body, part.charset)
    return _Text(part.kind, part.soft_end[0].sub(part.soft_end[1], plain) if part.soft_end else plain, encoding)


def _chosen(texts: list[_Text]) -> list[_Text]:
    """Of several forms of a text the plain one, where it says as much as the HTML one; else that; else Markdown."""
    plain, rich = ([one for one in texts if one.kind == kind] for kind in ("plain", "html"))
    if not rich:
        return plain or texts
    said = sum(len(_URL.sub("", one.text).split()) for one in plain)
    return plain if said >= _LEAST_WORDS and 2 * said >= sum(len(one.text.split()) for one in rich) else rich


def _says_more(others: list[_Text], chosen: list[_Text]) -> bool:
    """Do these hold a third of words, and more than a few, that the chosen ones lack?"""
    theirs, ours = (
        Counter(_WORD.findall(_URL.sub("", " ".join(one.text for one in texts)).casefold()))
        for texts in (others, chosen)
    )
    return (theirs - ours).total() > max(_FEW_WORDS, theirs.total() // 3)


def _same(plain: str, rich: str) -> bool:
    """Do they share most of their words, as two forms of a text do that are not marked as such?"""
    ours, theirs = Counter(_URL.sub("", plain).split()), Counter(_URL.sub("", rich).split())
    return 3 * (ours & theirs).total() > 2 * max(ours.total(), theirs.total(), 1)


def _readable(part: Message) -> str:
    """`plain`, `html` or `marked` for what is meant to be read."""
    return "" if mime.attached(part) else _READABLE.get(part.get_content_type(), "")


def _meta(message: Message) -> dict[str, str]:
    """The headers: subject, day as the sender's clock had it, and the sender's name, or its domain without one."""
    date = mime.header(message, "Date")
    day = iso_day(date)
    name, domain = _sender(mime.written(message, "From")[0])
    found = {
        "title": mime.header(message, "Subject"),
        "source": name or domain,
        "came_from": foreign_to(name, f"@{domain}") if name else "",
        "date": day or "",
        "date_evidence": f"Date header: {date}" if day else "",
        "time": (clock(date) or "") if day else "",
    }
    return {key: value for key, value in found.items() if value}


def _sender(written: str) -> tuple[str, str]:
    """(its name, its domain); an address in place of the name is none.

    Name and address are told apart before they are decoded: no letter of an encoded word is a sign of the syntax.
    """
    from email.utils import parseaddr

    encoded = _ENCODED.findall(written)
    numbers = iter(range(len(encoded)))
    try:
        name, address = parseaddr(_ENCODED.sub(lambda word: f"\ue000{next(numbers)}\ue001", written))
    except RecursionError:
        return "", ""
    name, address = (
        mime.words(_HELD.sub(lambda held: encoded[int(held[1])] if int(held[1]) < len(encoded) else "", part))[0]
        for part in (name, address)
    )
    return "" if "@" in name else name, address.rpartition("@")[2] if "@" in address else ""


def _within(mails: int, read: list[str | None]) -> Iterator[str]:
    """That `mails` lie in it, and which of them and of itself have no text."""
    if mails and None not in read:
        yield "it lies in a mail that has no text of its own"
    elif mails:
        are = "s that lie in it are articles of their own" if mails > 1 else " that lies in it is an article of its own"
        yield f"{mails} mail{are}"
    empty = mails - sum(entry is not None for entry in read)
    if empty:
        yield f"{empty} of {mails} mails that lie in it have no text and were left out"


def _unread(leaves: list[Message]) -> list[str]:
    """That there are texts to be read in their place of a kind that is not read here."""
    known = (*_READABLE, *_SAYS_THE_SAME)
    others = [part for part in leaves if not mime.attached(part) and part.get_content_type() not in known]
    count = sum(bool(mime.content(part)[0].strip()) for part in others)
    return [f"{count} text{'s' * (count != 1)} of another kind than plain, HTML or Markdown not read"] if count else []


def _attachments(leaves: list[Message]) -> list[str]:
    kinds = [_kind(part) for part in leaves if mime.attached(part)]
    listed = ", ".join(sorted(set(kinds)))
    return [f"{len(kinds)} attachment{'s' * (len(kinds) != 1)} not opened ({listed})"] if kinds else []


def _kind(part: Message) -> str:
    kind = part.get_content_type()
    return "PDF" if kind == "application/pdf" else _KINDS.get(part.get_content_maintype(), "of another kind")
