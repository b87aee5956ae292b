"""The last gate on the way out: no control character leaves in an export or an output, or is kept in the state."""

from __future__ import annotations

import re

_BREAK = re.compile(r"\r\n?|[\u2028\u2029]")
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"  # halves, tags
)

_UNSEEN = re.compile(r"\A | \Z|(?<= ) |\\")
"""Spaces that nobody sees, and the sign with which all this is written."""
_NOT_IN_JSON = re.compile(f"[\u2028\u2029]|{_CONTROL.pattern}")


def inert(text: str) -> str:
    """The text without control characters; tab and newline stay. What the sanitiser has cleaned stays as it is."""
    return text if text.isascii() and text.isprintable() else _CONTROL.sub("", _BREAK.sub("\n", text))


def escaped(json: str) -> str:
    """JSON text with its control characters as escapes, so that it stays on one line and says the same."""
    return json if json.isascii() and "\x7f" not in json else _NOT_IN_JSON.sub(lambda found: _escape(found[0]), json)


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def named(path: str) -> str:
    """The name of a file on one line, told from every other: what is not seen is written as `\\x1b` or `\\u00a0`."""
    if path.isascii() and path.isprintable() and not _UNSEEN.search(path):
        return path
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in _UNSEEN.sub(lambda found: "\\\\" if found[0] == "\\" else "\\x20", path)
    )


def inert_line(text: str) -> str:
    """The same on one line, its white space folded."""
    return " ".join(inert(text).split())
