"""An article laid out on lines: title, facts, body and, on request, the furniture at its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from briefing.tui.wrapping import Line, column, offset_at, wrap

if TYPE_CHECKING:
    from briefing.article import Article, Dating

Part = Literal["title", "note", "fact", "body", "furniture", "gap"]

NOWHERE = Line(0, 0)
COMPLETE = {
    "cut": "⋯ cut by the page's paywall or “read more”: the text goes on elsewhere",
    "wall": "⊘ only the page's wall was saved (cookies, subscription), not the article",
}


SIGNS = (
    ("▌", "the paragraph one is at: what c, w and y are about"),
    ("»", "the words asked for stand in this line, or what was looked for here"),
    ("✎", "you have a note on this paragraph"),
    ("+", "this paragraph is on the working list"),
    ("@", "the chosen actor is mentioned in this line"),
    ("“", "words between quotation marks"),
    ("┆", "page furniture, not the article's own words"),
)
"""The signs in the margin of the reader; where there is room for one only, it is the first of these."""
BAR, HIT, NOTE, WORKING, CHOSEN, QUOTED, FURNITURE = (sign for sign, _ in SIGNS)


@dataclass(frozen=True, slots=True)
class Printed:
    """One line: which part of the article it is, and the stretch of which text."""

    part: Part
    text: str = ""
    line: Line = NOWHERE


@dataclass(frozen=True)
class Sheet:
    """All lines of an article at one width."""

    lines: tuple[Printed, ...] = ()

    @cached_property
    def _body(self) -> list[tuple[int, int]]:
        return [(printed.line.start, y) for y, printed in enumerate(self.lines) if printed.part == "body"]

    def place(self, offset: int) -> tuple[int, int] | None:
        """(line, column) of an offset of the body; None for an article without a body."""
        nearest = bisect_right(self._body, offset, key=lambda entry: entry[0]) - 1
        if nearest < 0:
            return None
        y = self._body[nearest][1]
        return y, column(self.lines[y].text, self.lines[y].line, offset)

    def offset(self, y: int, x: int) -> int | None:
        """The offset of the body that is drawn there; None beside the body."""
        if not 0 <= y < len(self.lines) or self.lines[y].part != "body":
            return None
        return offset_at(self.lines[y].text, self.lines[y].line, x)


def lay_out(article: Article, width: int, *, furniture: bool = False) -> Sheet:
    """Lay an article out on lines of at most this many cells."""
    lines = [*_printed("title", article.title or article.path, width)]
    if article.title_basis == "derived":
        lines += _printed("note", "‹title taken from the first sentence›", width)
    for fact in facts(article):
        lines += _printed("fact", fact, width)
    lines.append(Printed("gap"))
    lines += _body(article, width, furniture)
    return Sheet(tuple(lines))


def _printed(part: Part, text: str, width: int) -> Iterator[Printed]:
    for line in wrap(text, 0, len(text), width):
        yield Printed(part, text, line)


def _body(article: Article, width: int, furniture: bool) -> Iterator[Printed]:
    pieces = sorted(article.furniture, key=lambda piece: (piece.at, piece.start)) if furniture else []
    for start, end in article.paragraphs:
        at = start
        while pieces and pieces[0].at < end:
            piece = pieces.pop(0)
            yield from _paragraph(article.body, at, piece.at, width)
            yield from _furniture(piece.text, width)
            at = max(at, piece.at)
        yield from _paragraph(article.body, at, end, width)
    for piece in pieces:
        yield from _furniture(piece.text, width)


def _paragraph(body: str, start: int, end: int, width: int) -> Iterator[Printed]:
    lines = wrap(body, start, end, width)
    yield from (Printed("body", body, line) for line in lines)
    if lines:
        yield Printed("gap")


def _furniture(text: str, width: int) -> Iterator[Printed]:
    for row in text.splitlines():
        for line in wrap(row, 0, len(row), max(1, width - 2)):
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
