"""The top line: what is asked, one chip for each clause, and how much answers it."""

from __future__ import annotations

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

LONGEST = 32


class Chips(Widget):
    """The clauses of the query; a click on one drops it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"brand", "chip", "drop", "counts"}

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
        counts = self._counts()
        room = width - cells(counts) - 1
        pieces: list[tuple[str, tuple[str, ...]]] = []
        used = 0
        for text, styles in self._pieces():
            if used + cells(text) > room:
                text = crop(text, room - used)
            pieces.append((text, styles))
            used += cells(text)
        return strip(self, [*pieces, (" " * (room - used), ()), (counts, ("counts",))], base, width)

    def _pieces(self) -> list[tuple[str, tuple[str, ...]]]:
        texts = clause_texts(self.results.query) if self.results else []
        pieces: list[tuple[str, tuple[str, ...]]] = [(" ", ()), ("briefing", ("brand",)), ("  ", ())]
        if not texts:
            pieces.append((self._corpus, ("counts",)))
        for text in texts:
            pieces += [(f" {crop(text, LONGEST)} ", ("chip",)), ("× ", ("chip", "drop")), (" ", ())]
        return pieces

    def _counts(self) -> str:
        results = self.results
        if results is None:
            return ""
        said = [f"{results.total:,} of {self.articles:,}" if results.query.root else f"{results.total:,} articles"]
        if results.possible:
            said.append(f"{results.possible:,} possible")
        if results.undated:
            said.append(f"{results.undated:,} undated")
        return " · ".join(said) + " "

    def on_click(self, event: events.Click) -> None:
        """Drop the clause that was clicked."""
        left, index = 0, -1
        for text, styles in self._pieces():
            index += styles == ("chip",)
            if left <= event.x < left + cells(text):
                if "chip" in styles:
                    self.post_message(DropClause(index))
                return
            left += cells(text)
