"""Plain signs for plain terminals: what stands in ASCII for each sign and border that the screen is drawn with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

if TYPE_CHECKING:
    from briefing.config import Glyphs

PLAIN_TERMINALS = frozenset({"dumb", "linux", "vt100", "vt102", "vt220", "vt320", "cons25"})
"""Names of terminals that have few signs, or none beyond ASCII."""
_LINES = {chr(code): "+" for code in range(0x2500, 0x2580)}
_ACROSS, _DOWN = "─━┄┅┈┉╌╍═╴╶╸╺╼╾", "│┃┆┇┊┋╎╏║╵╷╹╻╽╿"
_BARS = dict(zip("▁▂▃▄▅▆▇█", "_-~=+*%#", strict=True))
_EDGES = dict.fromkeys("▉▊▋▌▍▎▏▐▕", "|") | dict.fromkeys("▔▀", "-") | dict.fromkeys("▖▗▘▙▚▛▜▝▞▟", "+")

STANDS_FOR = {
    **_LINES,
    **dict.fromkeys(_ACROSS, "-"),
    **dict.fromkeys(_DOWN, "|"),
    **_BARS,
    **_EDGES,
    **dict.fromkeys("“”„‟", '"'),
    **dict.fromkeys("‘’‚‛′ʼ", "'"),
    **dict.fromkeys("‹«←◀◂◄⌫⏎↵", "<"),
    **dict.fromkeys("›»→▶▸►", ">"),
    **dict.fromkeys("–—−‐‑‒―", "-"),
    **dict.fromkeys("·…•∙", "."),
    **dict.fromkeys("↑▲▴", "^"),
    **dict.fromkeys("↓▼▾", "v"),
    "≤": "<",
    "≥": ">",
    "×": "x",
    "±": "+",
    "≈": "~",
    "●": "o",
    "○": "O",
    "★": "*",
    "☆": "*",
    "◇": "d",
    "◆": "D",
    "■": "0",
    "▪": "o",
    "≡": "=",
    "□": "O",
    "✓": "v",
    "✗": "x",
    "✎": "&",
    "⋯": ":",
    "┆": ":",
    "⊘": "%",
    "§": "$",
    "¶": "P",
    "░": ":",
    "▒": "%",
    "▓": "#",
    "＂": '" ',
    "🔎": "? ",
}
"""Each as wide as what it stands for."""
_TABLE = str.maketrans(STANDS_FOR)


class Ascii(LineFilter):
    """Every sign of ours in ASCII, as the line is drawn; letters of an article in no table stay as they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line, with plain signs."""
        return [_plainly(segment) for segment in segments]


def _plainly(segment: Segment) -> Segment:
    text, style, control = segment
    return segment if text.isascii() else Segment(text.translate(_TABLE), style, control)


def plain_signs(wish: Glyphs | None, environ: Mapping[str, str]) -> bool:
    """Is ASCII wanted: by the user, else by a terminal or a locale that has nothing else?"""
    if wish is not None:
        return wish == "ascii"
    if environ.get("TEXTUAL_DRIVER"):
        return False  # no terminal, but a page in a browser
    return environ.get("TERM", "").partition("-")[0] in PLAIN_TERMINALS or not _utf8(environ)


def _utf8(environ: Mapping[str, str]) -> bool:
    """Where no locale is named, as in containers, terminals have had UTF-8 for long."""
    named = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or "UTF-8"
    if named == "C.UTF-8" and not environ.get("LC_ALL") and environ.get("LANG") in ("C", "POSIX"):
        return False  # that is Python's doing, which takes UTF-8 for the C locale
    return "utf8" in named.lower().replace("-", "")
