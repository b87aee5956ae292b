"""The one sanitiser: what passes it can be shown, stored, matched and exported without another look."""

from __future__ import annotations

import re
import unicodedata

_CSI = re.compile(r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]")
_STRING = re.compile(
    r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x90\x98\x9c-\x9f\n]{0,4096}(?:\x07|\x1b\\|\x9c)"
)
_ESCAPE = re.compile(r"\x1b[ -/]{0,4}[0-~]?")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_DROPPED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible, bidi
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"  # noncharacters, tags
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_SIGN = "[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u08d3-\u08ff\u0e31-\u0e3a\u0e47-\u0e4e]"
_STACKED = re.compile(f"({_MARK}{{3}}){_MARK}+|({_SIGN}{{6}}){_SIGN}+")
_MOST_STACKED = 30
"""Combining marks of whatever script in a row, as in the stream-safe text format of Unicode (UAX #15)."""
_MAYBE_STACKED = re.compile(
    r"[^\w\s\x00-\u02ff\u2010-\u20cf\u2100-\u2cee\u2e00-\u3029\ufe30-\uffff\U0001f000-\U0010ffff]"
    rf"{{{_MOST_STACKED + 1},}}"
)
_TWO_MARKS = "\u0f73\u0f75\u0f81"
"""Vowels of Tibetan that are no marks themselves but are taken apart into two."""
_ORDINARY = re.compile(r"[\n -~]*")


def clean(text: str) -> str:
    """Text without control characters, escape sequences and bidi controls, in NFC.

    Lines end in `\\n`, every kind of space is a space, a lone surrogate is U+FFFD, and no letter carries more than
    three combining marks, or thirty of scripts that may need many. Cleaning what is clean changes nothing.
    """
    if _ORDINARY.fullmatch(text):
        return text
    for pattern in (_CSI, _STRING, _ESCAPE):
        text = pattern.sub("", text)
    text = _LINE_END.sub("\n", text)
    text = _SPACE.sub(" ", text)
    text = _SURROGATE.sub("\ufffd", text)
    text = _DROPPED.sub("", text)
    text = _unstacked(text)  # before NFC too, whose sorting of a thousand marks takes long, where no signal is heard
    return _unstacked(unicodedata.normalize("NFC", text))


def _unstacked(text: str) -> str:
    return _MAYBE_STACKED.sub(_lowered, _STACKED.sub(r"\1\2", text))


def _lowered(found: re.Match[str]) -> str:
    """Of some signs and marks no more marks in a row than may be."""
    kept, stacked = [], 0
    for char in found[0]:
        stacked = stacked + 1 if unicodedata.combining(char) or char in _TWO_MARKS else 0
        if stacked <= _MOST_STACKED:
            kept.append(char)
    return "".join(kept)


def clean_line(text: str) -> str:
    """Cleaned text on one line, its white space folded: for names, titles and messages."""
    return " ".join(clean(text).split())


def has_controls(text: str) -> bool:
    """Does it hold a character that no terminal or list should see?"""
    return bool(_LINE_END.search(text) or _DROPPED.search(text) or "\n" in text)
