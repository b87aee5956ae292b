"""Tells the article's own lines from those of the page around it; every line keeps its place and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing.article import Furniture
from briefing.facts import shapes
from briefing.facts.heading import heading
from briefing.facts.lines import BODY, SENTENCE_END, Line, is_prose
from briefing.facts.written import written_dates


@dataclass(frozen=True, slots=True)
class Parts:
    """A page taken apart: the article's own text, and all that is not."""

    body: str
    furniture: tuple[Furniture, ...]

    def of(self, kind: str) -> list[str]:
        """The texts of one kind, in order."""
        return [piece.text for piece in self.furniture if piece.kind == kind]


_LONGEST_LINE = 500
"""Characters of a line that are compared with shapes; no furniture but a copyright notice is longer."""
_MOST_TEASERS = 8
MOST_LINES = 100_000
"""Of a page that is taken apart; a book of a thousand pages has half as many."""
_BLANK = re.compile(r"\n{3,}")


def split(text: str, title: str = "", front_end: int = 0) -> Parts:
    """Take a page's text apart; `title` is the one that metadata gave. One of too many lines is all body.

    What stands before `front_end` is front matter that nobody could read: the page's, not the article's.
    """
    if too_many_lines(text):
        return Parts(_BLANK.sub("\n\n", text.strip()), ())
    lines = heading(_anywhere(_lines(text)), title, front_end)
    for step in (_tail, _credits, _repeated_title):
        lines = step(lines)
    return _assembled(text, lines)


def too_many_lines(text: str) -> bool:
    """Has it more lines than are looked at one by one?"""
    return text.count("\n") > MOST_LINES


def _lines(text: str) -> list[Line]:
    lines = []
    start = 0
    if crawl := shapes.CRAWL.match(text[:200]):
        lines.append(Line(*crawl.span(1), crawl[1], "crawl"))
        start = crawl.end()
    for written in text[start:].split("\n"):
        if stripped := written.strip():
            begin = start + len(written) - len(written.lstrip())
            lines.append(Line(begin, begin + len(stripped), stripped))
        start += len(written) + 1
    return lines


def _anywhere(lines: list[Line]) -> list[Line]:
    """Lines that are furniture wherever they stand: each is short, and has the whole shape."""
    kinds = (_kind_anywhere(line.text) if line.kind == BODY else line.kind for line in lines)
    marked = [line if kind == line.kind else replace(line, kind=kind) for line, kind in zip(lines, kinds, strict=True)]
    for n, line in enumerate(marked[1:], 1):
        if line.kind == BODY and not is_prose(line) and shapes.CAPTION_BELOW.fullmatch(lines[n - 1].text):
            marked[n] = replace(line, kind="caption")
    return marked


@lru_cache(maxsize=4096)
def _kind_anywhere(text: str) -> str:
    if len(text) <= _LONGEST_LINE:
        return next((kind for kind, shape in shapes.ANYWHERE if shape.fullmatch(text)), BODY)
    return "copyright" if shapes.COPYRIGHT.fullmatch(text[:_LONGEST_LINE]) else BODY


def _tail(lines: list[Line]) -> list[Line]:
    """What hangs below: teasers under "Check Also", the distributor's words under a copyright line, tags."""
    marked, told, hanging = [], False, ""
    for n, line in enumerate(lines):
        below = len(lines) - 1 - n
        if line.kind == BODY and not _hangs(line, hanging):
            hanging = ""
        if told and line.kind in ("copyright", "tags"):
            hanging = "distributor" if line.kind == "copyright" else "tags"
        elif told and 0 < below <= _MOST_TEASERS and shapes.RELATED.fullmatch(line.text[:_LONGEST_LINE]):
            hanging = hanging or "related"
            line = replace(line, kind=hanging)
        elif hanging and line.kind == BODY:
            line = replace(line, kind=hanging)
        told = told or (line.kind == BODY and is_prose(line))
        marked.append(line)
    return marked


def _hangs(line: Line, hanging: str) -> bool:
    """Does a line belong to what hangs above it? A sentence of the article may follow there, too."""
    if hanging == "tags":
        return line.words <= 4 and not is_prose(line)
    return hanging != "distributor" or not is_prose(line) or bool(shapes.BLURB.search(line.text))


def _credits(lines: list[Line]) -> list[Line]:
    """Lines of provenance after the last sentence: an outlet's name by itself, "Translation by ..."."""
    body = [n for n, line in enumerate(lines) if line.kind == BODY]
    marked = list(lines)
    for above, n in zip(reversed(body[:-1]), reversed(body), strict=False):
        line = lines[n]
        gap = line.start - lines[n - 1].end > 1
        short = line.text[:_LONGEST_LINE]
        if not (shapes.CREDIT.fullmatch(short) or (gap and _is_outlet(line, lines[above]))):
            break
        marked[n] = replace(line, kind="credit")
    return marked


def _is_outlet(line: Line, above: Line) -> bool:
    """A short name after a sentence; in capitals like the text, or with a date, it may as well be a signature."""
    words = line.text.split()
    return (
        1 <= len(words) <= 5
        and not SENTENCE_END.search(line.text)
        and not (above.text.isupper() and line.text.isupper())
        and not any(True for _ in written_dates(line.text))
        and all(word[0].isupper() or word[0].isdigit() or word in ("of", "the", "and", "for") for word in words)
    )


def _repeated_title(lines: list[Line]) -> list[Line]:
    title = next((line.text.casefold() for line in lines if line.kind == "title"), None)
    return [
        replace(line, kind="title") if line.kind == BODY and line.text.casefold() == title else line for line in lines
    ]


def _assembled(text: str, lines: list[Line]) -> Parts:
    pieces: list[str] = []
    furniture: list[Furniture] = []
    length, last_end = 0, -2
    for line in lines:
        if line.kind != BODY:
            furniture.append(Furniture(line.start, line.end, line.text, line.kind, length))
            continue
        if pieces:
            gap = "\n" if text[last_end : line.start].count("\n") == 1 else "\n\n"
            pieces.append(gap)
            length += len(gap)
        pieces.append(line.text)
        length += len(line.text)
        last_end = line.end
    return Parts("".join(pieces), tuple(furniture))
