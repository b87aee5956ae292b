"""Mail and web archives as messages of parts, and what their headers say.

Call everything here within `foreign`.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Iterator
from copy import copy
from typing import TYPE_CHECKING

from briefing.clean import clean_line
from briefing.files import Unreadable
from briefing.intake.decode import decode

if TYPE_CHECKING:
    from email.message import Message

LONGEST_HEADER = 2_000
"""Characters; the parser itself takes time with the square of it."""
_OF_PARTS = ("Content-Type", "Content-Disposition", "Content-Transfer-Encoding", "Content-Location", "Content-ID")
_LOOKED_AT = 20_000
"""Bytes."""
_DIVIDING = re.compile(rb"^--([^\s\"-][^\s\"]{0,69})[ \t]*\r?\nContent-", re.MULTILINE | re.IGNORECASE)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]")
_NOT_ASCII = re.compile("([^\x00-\x7f]+)")


def parsed(raw: bytes) -> Message:
    """The message of these bytes, its headers cut to a length that decoding can bear."""
    from briefing.intake import mimeparser  # 20 ms to import

    message = mimeparser.parsed(raw)
    for part in list(message.walk()):
        if undivided(part) and (found := _DIVIDING.search(said := _as_written(part))):
            again = b'Content-Type: multipart/mixed; boundary="%b"\n\n%b' % (found[1], said)
            part.set_payload(mimeparser.parsed(again).get_payload())
    return message


def undivided(part: Message) -> bool:
    """Should it hold other parts, and holds a text as the line that should divide them does not stand there?"""
    return part.get_content_maintype() == "multipart" and not part.is_multipart()


def header(message: Message, name: str) -> str:
    """The value of a header as words on one line, as it is written where its coding is damaged; "" without it."""
    return words(written(message, name)[0])[0]


def doubts(message: Message, names: Iterable[str]) -> list[str]:
    """What is to be said of those of these headers that could not be read as they were meant, or not all of them."""
    from email import errors

    undivided_at_first = (errors.StartBoundaryNotFoundDefect, errors.NoBoundaryInMultipartDefect)
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
    for part in message.walk():
        if part is message and undivided(part):
            said.append("the line that should divide its parts does not stand in it, so its text is read as it stands")
        elif part.is_multipart() and any(isinstance(one, undivided_at_first) for one in part.defects):
            said.append("its parts are divided by another line than its header says; they are read all the same")
        elif not attached(part) and _miscoded(part):
            said.append("a text that is said to be in base64 is not, and is read as it stands")
    return list(dict.fromkeys(said))


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
    if _said_base64(part):
        return _as_written(part) if not attached(part) and _miscoded(part) else _from_base64(part), _charset(part)
    body = part.get_payload(decode=True)
    return (body if isinstance(body, bytes) else b""), _charset(part)


def _from_base64(part: Message) -> bytes:
    """As far as it goes: what was cut within its last letters the parser gives as it is written."""
    from email.errors import InvalidBase64LengthDefect

    body = part.get_payload(decode=True)
    if any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
        letters = _NOT_BASE64.sub(b"", _as_written(part)).replace(b"=", b"")
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4])
    return body if isinstance(body, bytes) else b""


def _miscoded(part: Message) -> bool:
    """Are words and sentences said to be in base64, whose lines have no spaces?"""
    if not _said_base64(part):
        return False
    lines = [line.strip() for line in _as_written(part)[:_LOOKED_AT].splitlines() if line.strip()]
    return 2 * sum(bool(_NOT_BASE64.search(line)) for line in lines) > len(lines)


def _said_base64(part: Message) -> bool:
    return not part.is_multipart() and str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64"


def _as_written(part: Message) -> bytes:
    bare = copy(part)
    del bare["Content-Transfer-Encoding"]
    body = bare.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _charset(part: Message) -> str | None:
    return part.get_content_charset()
