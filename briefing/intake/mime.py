"""Mail and web archives as messages of parts, and what their headers say.

Call everything here within `foreign`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from briefing.clean import clean_line
from briefing.files import Unreadable
from briefing.intake.decode import decode

if TYPE_CHECKING:
    from email.message import Message

LONGEST_HEADER = 2_000
"""Characters; the parser itself takes time with the square of it."""
_OF_PARTS = ("Content-Type", "Content-Disposition", "Content-Transfer-Encoding", "Content-Location", "Content-ID")
_NOT_ASCII = re.compile("([^\x00-\x7f]+)")


def parsed(raw: bytes) -> Message:
    """The message of these bytes, its headers cut to a length that decoding can bear."""
    from briefing.intake import mimeparser  # 20 ms to import

    return mimeparser.parsed(raw)


def header(message: Message, name: str) -> str:
    """The value of a header as words on one line, as it is written where its coding is damaged; "" without it."""
    return words(written(message, name)[0])[0]


def doubts(message: Message, names: Iterable[str]) -> list[str]:
    """What is to be said of those of these headers that could not be read as they were meant, or not all of them."""
    said = []
    for name in names:
        text, guess = written(message, name)
        if not words(text)[1]:
            said.append(f"the header {name} is kept as it is written: its coding is damaged")
        if guess:
            said.append(f"the header {name} does not say in which encoding it is written, and was read as {guess}")
        if len(_raw(message, name)) > LONGEST_HEADER:
            said.append(f"the header {name} is longer than {LONGEST_HEADER:,} characters and was cut")
    if any(len(_raw(part, name)) > LONGEST_HEADER for part in message.walk() for name in _OF_PARTS):
        said.append(f"a header that says what a part is was longer than {LONGEST_HEADER:,} characters and was cut")
    return said


def written(message: Message, name: str) -> tuple[str, str]:
    """(a header as it is written, the encoding it was read in where that is neither said nor plain, else "")."""
    raw = _raw(message, name)[:LONGEST_HEADER].encode("utf-8", "surrogateescape")
    if raw.isascii() and b"\x1b" not in raw:
        return raw.decode(), ""
    try:
        text, how = decode(raw, next(filter(None, map(_charset, message.walk())), None))
    except Unreadable:
        return raw.decode(errors="replace"), ""
    return text, "" if how.startswith("utf-8") else how.partition(" ")[0]


def words(text: str) -> tuple[str, bool]:
    """(what is written with encoded words, on one line; could it be decoded?)."""
    from email.errors import HeaderParseError

    try:
        return clean_line("".join(_decoded(text))), True
    except (HeaderParseError, Unreadable):
        return clean_line(text), False


def _decoded(text: str) -> Iterator[str]:
    """Its pieces; other letters than those of ASCII are none of an encoded word, and are left as they are."""
    from email.header import decode_header

    for part in _NOT_ASCII.split(text):
        if "=?" not in part:
            yield part
            continue
        yield part[: len(part) - len(part.lstrip())]
        for piece, charset in decode_header(part):
            yield piece if isinstance(piece, str) else decode(piece, charset)[0]


def _raw(message: Message, name: str) -> str:
    """As the parser keeps it: bytes that are not ASCII are halves of characters."""
    return next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")


def coded(part: Message, inner: Message) -> bool:
    """Is the mail that lies in a part in base64 as a whole, as it must not be and is by some?"""
    return not inner.keys() and header(part, "Content-Transfer-Encoding").lower() == "base64"


def uncoded(part: Message, inner: Message) -> Message:
    """The same, read."""
    inner["Content-Transfer-Encoding"] = part["Content-Transfer-Encoding"]
    return parsed(content(inner)[0])


def leaves(message: Message) -> Iterator[Message]:
    """Every part that holds no other parts, in order."""
    return (part for part in message.walk() if not part.is_multipart())


def attached(part: Message) -> bool:
    """Is it sent along, rather than to be read in its place?"""
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() not in ("text", "multipart")


def content(part: Message) -> tuple[bytes, str | None]:
    """(the bytes of a part, the charset it declares)."""
    body = part.get_payload(decode=True)
    return (body if isinstance(body, bytes) else b""), _charset(part)


def _charset(part: Message) -> str | None:
    return part.get_content_charset()
