"""Text broken into lines of terminal cells, and the way from an offset to a column and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len, split_graphemes

from briefing.tui.plain import measured, plain

_PIECE = re.compile(r"[^\s—]+—*|—+")
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a text that stands on one line: half-open offsets in code points."""

    start: int
    end: int


def cells(text: str) -> int:
    """How many columns a text takes once it is drawn."""
    return cell_len(plain(text))


def wrap(text: str, start: int, end: int, width: int) -> list[Line]:
    """Break text[start:end] at spaces and after long dashes; a word wider than the width is split between characters.

    The spaces at a break belong to no line. A text without words gives no lines.
    """
    lines: list[Line] = []
    first = last = -1
    used = 0
    for left, right, size in _pieces(text, start, end, max(1, width)):
        gap = cells(text[last:left]) if first >= 0 else 0
        if first >= 0 and used + gap + size > width:
            lines.append(Line(first, last))
            first = -1
        if first < 0:
            first, used, gap = left, 0, 0
        used += gap + size
        last = right
    if first >= 0:
        lines.append(Line(first, last))
    return lines


def _pieces(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int, int]]:
    """(start, end, cells) of what is not broken: words, or parts of words that are too wide."""
    for found in _PIECE.finditer(text, start, end):
        size = cells(found[0])
        if size <= width:
            yield found.start(), found.end(), size
        else:
            yield from _split(text, found.start(), found.end(), width)


def _split(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int, int]]:
    first, used = start, 0
    for left, _, size in split_graphemes(measured(text[start:end]))[0]:
        if used and used + size > width:
            yield first, start + left, used
            first, used = start + left, 0
        used += size
    yield first, end, used


def column(text: str, line: Line, offset: int) -> int:
    """The column at which the offset stands; one in the spaces after the line is at its end."""
    return cells(text[line.start : min(max(offset, line.start), line.end)])


def offset_at(text: str, line: Line, column: int) -> int | None:
    """The offset of the character drawn in the column; None beside the line."""
    left = 0
    for start, _, size in split_graphemes(measured(text[line.start : line.end]))[0]:
        if left <= column < left + size:
            return line.start + start
        left += size
    return None


def crop(text: str, width: int) -> str:
    """A text cut to a number of cells, with an ellipsis where something was cut."""
    text = plain(text)
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    used, kept = 0, 0
    for _, end, size in split_graphemes(text)[0]:
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
