"""Text broken into lines of terminal cells, and the way from an offset to a column and back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from rich.cells import cell_len, split_graphemes

from briefing.tui.plain import measured, plain

ELLIPSIS = "…"
SLACK = 16
"""Characters for each cell, beyond which a long text is not measured."""

_SPACE = r"[^\S\xa0\u2007\u202f]"
"""White space at which a line may end; beside a space that is not to be broken it may not."""
_INK = re.compile(r"[\S\xa0\u2007\u202f]")
NARROW = (
    r"\t-\r -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u05d0-\u05ea\u0620-\u064a"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20c0"
)
"""Characters that are one cell wide each, whatever stands before them."""
WIDE = r"\u3001-\u3029\u3041-\u3096\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
"""Characters that are two cells wide each; there are others."""
_FIRST_WIDE = "\u3001"
_ODD = re.compile(f"[^{NARROW}]")
_SIMPLE = re.compile(f"[{NARROW}{WIDE}]*")
_DASH = "—"
_IDEOGRAPH = re.compile("[\u2e80-\u2fff\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
"""Between these a line may end anywhere, but before and after some."""
_NOT_FIRST = frozenset("、。，．・：；？！ー々」』】〕〉》）］｝〟ぁぃぅぇぉっゃゅょァィゥェォッャュョ…—,.;:!?)]}”’»")
_NOT_LAST = frozenset("「『【〔〈《（［｛〝([{“‘«")
_FLAGS = range(0x1F1E6, 0x1F200)
"""Two of these letters are one flag."""
Grapheme = tuple[int, int, int]
"""What a reader takes for one character: its half-open offsets and its cells."""


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a text that stands on one line: half-open offsets in code points."""

    start: int
    end: int


def cells(text: str) -> int:
    """How many columns a text takes once it is drawn."""
    return cell_len(plain(text))


def graphemes(text: str) -> list[Grapheme]:
    """A text in what a reader takes for its characters: marks stay with their letters, emoji and flags are whole."""
    if _SIMPLE.fullmatch(text):
        return [(at, at + 1, 1 + (letter >= _FIRST_WIDE)) for at, letter in enumerate(text)]
    spans = split_graphemes(measured(text))[0]
    whole: list[Grapheme] = []
    half = False
    for start, end, size in spans:
        flag = ord(text[start]) in _FLAGS
        if flag and half:
            whole[-1] = (whole[-1][0], end, whole[-1][2] + size)
        else:
            whole.append((start, end, size))
        half = flag and not half
    return whole


def wrap(text: str, start: int, end: int, width: int) -> list[Line]:
    """All lines of text[start:end]."""
    return list(wrapped(text, start, end, width))


def wrapped(text: str, start: int, end: int, width: int) -> Iterator[Line]:
    """Break text[start:end] at spaces, after long dashes and between ideographs; what is wider, between characters.

    The spaces at a break belong to no line. A text without words gives no lines. Each line is found when it is asked
    for, in a time that does not depend on the text behind it.
    """
    width = max(1, width)
    line = _narrow(width)
    at = start
    while found := _INK.search(text, at, end):
        at = found.start()
        easy = None if _ODD.search(text, at, min(end, at + width + 1)) else line.match(text, at, end)
        stop = easy.end() if easy else _end(text, at, end, width)
        yield Line(at, stop)
        at = stop


@lru_cache(maxsize=4)
def _narrow(width: int) -> re.Pattern[str]:
    """The longest line of narrow characters."""
    return re.compile(rf"(?s).{{1,{width}}}(?:(?<!{_SPACE})(?={_SPACE}|\Z)|(?<={_DASH})(?!{_DASH}))|.{{{width}}}")


def _end(text: str, at: int, end: int, width: int) -> int:
    """Where the line that begins here ends, grapheme by grapheme; looks as far ahead as it must."""
    reach = width // 2 + 8
    while True:
        stop = min(end, at + reach)
        spans = graphemes(text[at:stop])
        if (found := _break(text, at, spans if stop == end else spans[:-1], width)) is not None:
            return found
        if stop == end:
            return at + len(text[at:end].rstrip())
        reach *= 2


def _break(text: str, at: int, spans: list[Grapheme], width: int) -> int | None:
    """The last place to break before so many cells are full; None where they are not."""
    full = max(1, bisect_right(list(accumulate(size for _, _, size in spans)), width))
    if full >= len(spans):
        return None
    for number in range(full, 0, -1):
        if _may_break(text[at + spans[number - 1][0]], text[at + spans[number][0]]):
            return at + spans[number][0]
    return at + spans[full][0]


def _may_break(before: str, after: str) -> bool:
    """May a line end between these two characters?"""
    if _INK.match(before) is None:
        return False
    if _INK.match(after) is None or (before == _DASH != after):
        return True
    wide = _IDEOGRAPH.match(before) or _IDEOGRAPH.match(after)
    return bool(wide) and before not in _NOT_LAST and after not in _NOT_FIRST


def column(text: str, line: Line, offset: int) -> int:
    """The column at which the offset stands; one in the spaces after the line is at its end."""
    return cells(text[line.start : min(max(offset, line.start), line.end)])


def offset_at(text: str, line: Line, column: int) -> int | None:
    """The offset of the character drawn in the column; None beside the line."""
    left = 0
    for start, _, size in graphemes(text[line.start : line.end]):
        if left <= column < left + size:
            return line.start + start
        left += size
    return None


def crop(text: str, width: int) -> str:
    """A text cut to a number of cells, with an ellipsis where something was cut."""
    most = (width + 1) * SLACK
    if len(text) > most and cells(text[:most]) > width:
        text = text[:most]
    text = plain(text)
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    used, kept = 0, 0
    for _, end, size in graphemes(text):
        if used + size > width - 1:
            break
        used, kept = used + size, end
    return text[:kept].rstrip() + ELLIPSIS


def fit(text: str, width: int) -> str:
    """A text cut or filled up to exactly this many cells."""
    text = crop(text, width)
    return text + " " * (width - cell_len(text))


def across(left: str, right: str, width: int) -> str:
    """Two texts at both ends of a line; the left one is cut first."""
    right = crop(right, width)
    room = width - cell_len(right)
    return fit(left, max(0, room - bool(right))) + " " * (bool(right) and room > 0) + right
