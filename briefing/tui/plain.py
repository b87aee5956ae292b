"""The last guard of the terminal: text as it may be drawn, whatever it was made of."""

from __future__ import annotations

import re

_SPACES = dict.fromkeys((9, 10, 11, 12, 13, 133, 8232, 8233), " ")
_CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
_BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_UNSEEN = [0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)]
_LONE = dict.fromkeys(range(55296, 57344), "�")
_ZERO_WIDTH = "\u200b"
_PICTURE = "\u2190-\u2bff\U0001f000-\U0001faff"
_JOINER = re.compile(f"(?<![{_PICTURE}\ufe0f])\u200d|\u200d(?![{_PICTURE}])")
"""It makes one picture of two; elsewhere it has no width, but whoever measures takes it for the letter that follows."""

_DRAWN = {**dict.fromkeys([*_CONTROLS, *_BIDI, *_UNSEEN]), **_LONE, **_SPACES}
_MEASURED = {**dict.fromkeys([*_CONTROLS, *_BIDI, *_UNSEEN], _ZERO_WIDTH), **_LONE, **_SPACES}
_ORDINARY = re.compile(
    "[ -~\xa0-\u061b\u061d-\u200c\u2010-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufff8]*"
)


def plain(text: str) -> str:
    """One line of text without control characters of any kind; line ends and tabs are spaces."""
    if _ORDINARY.fullmatch(text):
        return text
    return _JOINER.sub("", text.translate(_DRAWN))


def measured(text: str) -> str:
    """As wide as `plain` and as long as the text itself, for reckoning between offsets and columns."""
    if _ORDINARY.fullmatch(text):
        return text
    return _JOINER.sub(_ZERO_WIDTH, text.translate(_MEASURED))
