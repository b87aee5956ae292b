"""The top line: what is asked, one chip for each clause, and how much answers it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from briefing.results import Results
from briefing.tui.asking import clause_texts
from briefing.tui.drawing import strip
from briefing.tui.messages import DropClause
from briefing.tui.wrapping import cells, crop

LONGEST, SHORTEST = 32, 9
"""Cells of a clause: at most, and where there is little room."""
DROP = "× "
BRAND = "briefing"
_OPERATORS = re.compile(r"""("[^"]*"|\bOR\b|\bAND\b|\bNOT\b|^-|(?<=[\s(])-)""")
Piece = tuple[str, tuple[str, ...]]
MORE: list[Piece] = [("… ", ("counts",))]


def parts(text: str, width: int) -> list[Piece]:
    """A clause in so many cells, with the words that join and negate standing out; long alternatives are cut evenly."""
    pieces: list[Piece] = []
    for number, part in enumerate(re.split(r"( OR )", text)):
        room = width if number % 2 else max(1, _share(text, width))
        for bit in _OPERATORS.split(crop(part, room)):
            pieces.append((bit, ("chip", "operator") if bit in ("OR", "AND", "NOT", "-") else ("chip",)))
    return [piece for piece in pieces if piece[0]]


def _share(text: str, width: int) -> int:
    """Cells for each of the alternatives."""
    if cells(text) <= width:
        return width
    alternatives = text.split(" OR ")
    return (width - cells(" OR ") * (len(alternatives) - 1)) // len(alternatives)


class Chips(Widget):
    """The clauses of the query; a click on one drops it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"brand", "chip", "drop", "operator", "counts"}

    results: reactive[Results | None] = reactive(None)

    articles: reactive[int] = reactive(0)

    def __init__(self, corpus: str) -> None:
        super().__init__()
        self._corpus = corpus

    def render_line(self, y: int) -> Strip:
        """Chips to the left, counts to the right; the counts are never cut."""
        width, base = self.size.width, self.rich_style
        if y:
            return Strip.blank(width, base)
        counts = self._counts(width)
        room = max(0, width - cells(counts) - 1)
        pieces = [piece for chip in self._laid_out(room) for piece in chip]
        used = sum(cells(text) for text, _ in pieces)
        return strip(self, [*pieces, (" " * (width - cells(counts) - used), ()), (counts, ("counts",))], base, width)

    def _laid_out(self, room: int) -> list[list[Piece]]:
        """What stands before the chips, then the chips: cropped so as to fit, without those in front where it must."""
        texts = clause_texts(self.results.query) if self.results else []
        brand: list[Piece] = [(" ", ()), (BRAND, ("brand",)), ("  ", ())]
        if not texts:
            return [[*brand, (crop(self._corpus, room - _width(brand)), ("counts",))]]
        margin: list[Piece] = [(" ", ())]
        for before, least in ((brand, LONGEST // 2), (margin, SHORTEST)):
            for longest in range(LONGEST, least - 1, -1):
                chips = [_chip(text, longest) for text in texts]
                if _width(before) + sum(map(_width, chips)) <= room:
                    return [before, *chips]
        shown: list[list[Piece]] = []
        while chips and _width(MORE) + _width(chips[-1]) + sum(map(_width, shown)) <= room:
            shown.insert(0, chips.pop())
        return [MORE, *([[]] * len(chips)), *shown]

    def _counts(self, width: int) -> str:
        """How many are listed, how many of them are only possible, and how many could not be judged."""
        results = self.results
        if results is None:
            return ""
        said = [f"{results.total:,} of {self.articles:,}" if results.query.root else f"{results.total:,} articles"]
        if results.possible:
            said.append(f"{results.possible:,} possible")
        if results.undated:
            said.append(f"{results.undated:,} undated")
        if len(said) > 1 and cells(" · ".join(said)) > width // 2:
            said[0] = f"{results.total:,}"
        return " · ".join(said) + " "

    def on_click(self, event: events.Click) -> None:
        """Drop the clause that was clicked."""
        for index, left, right in self._places():
            if left <= event.x < right:
                self.post_message(DropClause(index))

    def jump_targets(self) -> Iterator[tuple[int, int]]:
        """Each chip."""
        for _, left, _ in self._places():
            yield left, 0

    def _places(self) -> Iterator[tuple[int, int, int]]:
        """(clause, first column, column behind it) of the chips in sight."""
        width = self.size.width
        left = 0
        for index, chip in enumerate(self._laid_out(max(0, width - cells(self._counts(width)) - 1)), -1):
            shown = [cells(text) for text, styles in chip if "chip" in styles]
            if shown:
                yield index, left, left + sum(shown)
            left += _width(chip)


def _chip(text: str, longest: int) -> list[Piece]:
    return [(" ", ("chip",)), *parts(text, longest), (" ", ("chip",)), (DROP, ("chip", "drop")), (" ", ())]


def _width(pieces: Sequence[Piece]) -> int:
    return sum(cells(text) for text, _ in pieces)
