"""Mail and web archives as messages of parts, their headers cut to a length that decoding can bear.

Call everything here within `foreign`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from briefing.clean import clean_line
from briefing.files import Unreadable
from briefing.intake.decode import decode

if TYPE_CHECKING:
    from email.message import Message

LONGEST_HEADER = 2_000
_OF_PARTS = ("Content-Type", "Content-Disposition", "Content-Transfer-Encoding", "Content-Location")


def parsed(raw: bytes) -> Message:
    """The message of these bytes."""
    from email import message_from_bytes, policy  # 20 ms to import

    return message_from_bytes(raw, policy=policy.compat32)


def header(message: Message, name: str) -> str:
    """The value of a header as words on one line, as it is written where its coding is damaged; "" without it."""
    return _header(message, name)[0]


def damaged(message: Message, names: Iterable[str]) -> list[str]:
    """What is to be said of those of these headers whose coding is damaged."""
    return [
        f"the header {name} is kept as it is written: its coding is damaged"
        for name in names
        if not _header(message, name)[1]
    ]


def _header(message: Message, name: str) -> tuple[str, bool]:
    """(its value, could it be decoded?)."""
    from email.errors import HeaderParseError
    from email.header import decode_header

    written = str(message.get(name) or "")[:LONGEST_HEADER]
    try:
        pieces = decode_header(written)
        words = "".join(piece if isinstance(piece, str) else decode(piece, set)[0] for piece, set in pieces)
    except (HeaderParseError, Unreadable):
        return clean_line(written), False
    return clean_line(words), True


def leaves(message: Message) -> Iterator[Message]:
    """Every part that holds no other parts, in order."""
    for part in message.walk():
        for name in _OF_PARTS:
            if len(value := str(part.get(name) or "")) > LONGEST_HEADER:
                part.replace_header(name, value[:LONGEST_HEADER])
        if not part.is_multipart():
            yield part


def attached(part: Message) -> bool:
    """Is it sent along, rather than to be read in its place?"""
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() not in ("text", "multipart")


def content(part: Message) -> tuple[bytes, str | None]:
    """(the bytes of a part, the charset it declares)."""
    body = part.get_payload(decode=True)
    return (body if isinstance(body, bytes) else b""), part.get_content_charset()
