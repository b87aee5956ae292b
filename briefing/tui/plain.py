"""The last guard of the terminal: text as it may be drawn, whatever it was made of."""

from __future__ import annotations

import re

_SPACES = dict.fromkeys((9, 10, 11, 12, 13, 133, 8232, 8233), " ")
_CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
_BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_LONE = dict.fromkeys(range(55296, 57344), "�")
_ZERO_WIDTH = "\u200b"
_PICTURE = "\u2190-\u2bff\U0001f000-\U0001faff"
_JOINER = re.compile(f"(?<![{_PICTURE}\ufe0f])\u200d|\u200d(?![{_PICTURE}])")
"""It makes one picture of two; elsewhere it has no width, but whoever measures takes it for the letter that follows."""

_DRAWN = {**dict.fromkeys([*_CONTROLS, *_BIDI]), **_LONE, **_SPACES}
_MEASURED = {**dict.fromkeys([*_CONTROLS, *_BIDI], _ZERO_WIDTH), **_LONE, **_SPACES}


def plain(text: str) -> str:
    """One line of text without control characters of any kind; line ends and tabs are spaces."""
    if text.isascii() and text.isprintable():
        return text
    return _JOINER.sub("", text.translate(_DRAWN))


def measured(text: str) -> str:
    """As wide as `plain` and as long as the text itself, for reckoning between offsets and columns."""
    if text.isascii() and text.isprintable():
        return text
    return _JOINER.sub(_ZERO_WIDTH, text.translate(_MEASURED))
