"""The parser of mail and web archives, bounded: headers are cut as they come, and how many there may be is limited."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32, compat32
from itertools import count

from briefing.files import Unreadable
from briefing.intake.mime import LONGEST_HEADER

MOST_LINES = 1_500_000
"""Twice what 60 MB have of lines of the length in which attachments are written."""
MOST_HEADERS = 200_000
MOST_PARTS = 20_000


class _Part(Message):
    """Keeps of a header its first characters: one more than `LONGEST_HEADER` shows that there were more."""

    def __init__(self, policy: Compat32, headers: Iterator[int]) -> None:
        super().__init__(policy)
        self._headers_so_far = headers

    def set_raw(self, name: str, value: str) -> None:
        """Take a header from the parser."""
        if next(self._headers_so_far) >= MOST_HEADERS:
            raise Unreadable(f"has more than {MOST_HEADERS:,} headers, as no mail and no web archive has")
        super().set_raw(name[:LONGEST_HEADER], value[: LONGEST_HEADER + 1])


def parsed(raw: bytes) -> Message:
    """The message of these bytes; Unreadable for more lines, headers or parts than any has."""
    if raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n") > MOST_LINES:
        raise Unreadable(f"has more than {MOST_LINES:,} lines, as no mail and no web archive has")
    parts, headers = count(), count()

    def part(policy: Compat32 = compat32) -> Message:
        if next(parts) > MOST_PARTS:
            raise Unreadable(f"has more than {MOST_PARTS:,} parts, as no mail and no web archive has")
        return _Part(policy, headers)

    return BytesParser(part, policy=compat32).parsebytes(raw)
