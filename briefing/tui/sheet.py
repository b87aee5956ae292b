"""An article laid out on lines: title, facts, body and, on request, the furniture at its place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Literal

from briefing.tui.wrapping import ELLIPSIS, Line, column, offset_at, wrapped

if TYPE_CHECKING:
    from briefing.article import Article, Dating

Part = Literal["title", "note", "fact", "body", "furniture", "gap"]

NOWHERE = Line(0, 0)
DATELINE_WITHIN = 400
"""Characters of the body before it at most."""
COMPLETE = {
    "cut": "⋯ cut by the page's paywall or “read more”: the text goes on elsewhere",
    "wall": "⊘ only the page's wall was saved (cookies, subscription), not the article",
}


SIGNS = (
    ("▌", "the paragraph one is at: what c, w and y are about"),
    ("✎", "you have a note on this paragraph, or beside the title on the article"),
    ("≡", "this paragraph, or the article, is on the working list"),
    ("»", "words asked for stand in this line, or what was looked for here"),
    ("@", "the chosen actor is mentioned in this line"),
    ("“", "words between quotation marks"),
    ("┆", "page furniture, not the article's own words"),
)
"""The signs in the margin of the reader; where there is no room for all of a line, it is the first of these."""
BAR, NOTE, WORKING, HIT, CHOSEN, QUOTED, FURNITURE = (sign for sign, _ in SIGNS)

MEASURE, NARROWEST, WIDEST = 76, 40, 120
"""Cells of a line: how many there are, at least and at most."""
LONGEST_TITLE, LONGEST_FACT = 8, 4
"""Lines after which they are cut: nobody turns pages to come to the first sentence."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One line: which part of the article it is, and the stretch of which text."""

    part: Part
    text: str = ""
    line: Line = NOWHERE


@dataclass(frozen=True)
class Sheet:
    """The lines of an article at one width; not all of them while the rest is still being laid out."""

    lines: tuple[Printed, ...] = ()
    whole: bool = True

    def holds(self, offset: int) -> bool:
        """Is the line of this offset of the body laid out?"""
        return self.whole or bool(self.body and offset < self.body[-1][0])

    @cached_property
    def body(self) -> list[tuple[int, int]]:
        """(offset of its first character, number) of each line of the body."""
        return [(printed.line.start, y) for y, printed in enumerate(self.lines) if printed.part == "body"]

    def place(self, offset: int) -> tuple[int, int] | None:
        """(line, column) of an offset of the body; None for an article without a body."""
        nearest = bisect_right(self.body, offset, key=lambda entry: entry[0]) - 1
        if nearest < 0:
            return None
        y = self.body[nearest][1]
        return y, column(self.lines[y].text, self.lines[y].line, offset)

    def offset_from(self, y: int) -> int | None:
        """The first offset of the body on this line or below it."""
        below = bisect_left(self.body, y, key=lambda entry: entry[1])
        return self.body[below][0] if below < len(self.body) else None

    def offset(self, y: int, x: int) -> int | None:
        """The offset of the body that is drawn there; None beside the body."""
        if not 0 <= y < len(self.lines) or self.lines[y].part != "body":
            return None
        return offset_at(self.lines[y].text, self.lines[y].line, x)


def held(measure: int) -> int:
    """A measure that the eye can follow."""
    return max(NARROWEST, min(measure, WIDEST))


def lay_out(article: Article, width: int, *, furniture: bool = False) -> Sheet:
    """Lay an article out on lines of at most this many cells."""
    return Sheet(tuple(printed(article, width, furniture=furniture)))


def printed(article: Article, width: int, *, furniture: bool = False) -> Iterator[Printed]:
    """The lines of an article from the first on, each laid out when it is asked for."""
    yield from _cut("title", article.title or article.path, width, LONGEST_TITLE)
    if article.title_basis == "derived":
        yield from _cut("note", "‹title taken from the first sentence›", width, LONGEST_FACT)
    for fact in facts(article):
        yield from _cut("fact", fact, width, LONGEST_FACT)
    yield Printed("gap")
    yield from _body(article, width, furniture)


def _cut(part: Part, text: str, width: int, most: int) -> Iterator[Printed]:
    """A text on so many lines at most, the last one with an ellipsis where it goes on."""
    lines = list(islice(wrapped(text, 0, len(text), width), most + 1))
    if len(lines) <= most:
        yield from (Printed(part, text, line) for line in lines)
        return
    yield from (Printed(part, text, line) for line in lines[: most - 1])
    last = next(wrapped(text, lines[most - 1].start, lines[most - 1].end, width - 1))
    yield Printed(part, text[: last.end] + ELLIPSIS, Line(last.start, last.end + 1))


def dateline(article: Article) -> tuple[int, int] | None:
    """Where the dateline stands in the body."""
    text = article.dateline.text if article.dateline else ""
    start = article.body.find(text, 0, len(text) + DATELINE_WITHIN) if text else -1
    return (start, start + len(text)) if start >= 0 else None


def _body(article: Article, width: int, furniture: bool) -> Iterator[Printed]:
    pieces = deque(sorted(article.furniture, key=lambda piece: (piece.at, piece.start)) if furniture else ())
    for start, end in article.paragraphs:
        at = start
        while pieces and pieces[0].at < end:
            piece = pieces.popleft()
            yield from _paragraph(article.body, at, piece.at, width)
            yield from _furniture(piece.text, width)
            at = max(at, piece.at)
        yield from _paragraph(article.body, at, end, width)
    for piece in pieces:
        yield from _furniture(piece.text, width)


def _paragraph(body: str, start: int, end: int, width: int) -> Iterator[Printed]:
    line = None
    for line in wrapped(body, start, end, width):
        yield Printed("body", body, line)
    if line:
        yield Printed("gap")


def _furniture(text: str, width: int) -> Iterator[Printed]:
    for row in text.splitlines():
        for line in wrapped(row, 0, len(row), width):
            yield Printed("furniture", row, line)
    yield Printed("gap")


def facts(article: Article) -> list[str]:
    """What is known of the article and how, a line each."""
    lines = [*_dating(article.published), _provenance(article), COMPLETE.get(article.complete, "")]
    lines += [f"doubtful: {words}" for words in article.doubts]
    return [line for line in lines if line]


def _dating(dating: Dating) -> Iterator[str]:
    from briefing.article import Dating

    evidence = f" “{dating.evidence}”" if dating.evidence and dating.basis not in ("none", "judgement") else ""
    yield f"{dating.label} · {dating.explanation}{evidence}"
    for claim in dating.others:
        other = Dating(claim.date, claim.basis)
        why = f"{other.explanation} “{claim.evidence}”"
        yield f"also claimed: {claim.date if claim.date.year else '????' + str(claim.date)[1:]} · {why}"
    for side, words in (("after", "not before"), ("before", "not after")):
        tightest = {dating.not_before, dating.not_after}
        if bound := next((b for b in dating.bounds if b.side == side and b.date in tightest), None):
            yield f"{words} {bound.date} · {bound.because}"


def _provenance(article: Article) -> str:
    given: Sequence[tuple[str, str | None]] = (
        ("", article.source),
        ("agency ", article.agency if article.agency != article.source else None),
        ("distributed by ", article.distributor),
        ("by ", article.author),
        ("translated by ", article.translator),
        ("from ", article.dateline.place if article.dateline else None),
    )
    return " · ".join(f"{label}{value}" for label, value in given if value)
