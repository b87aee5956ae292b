"""The dates of what is listed, or of what could be, as a row of blocks that can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from briefing.dates import Period
from briefing.results import Facet
from briefing.tui.drawing import strip
from briefing.tui.histogram import Chart, chart


class Histogram(Widget):
    """A line of blocks, and where there is a second line, the days chosen marked in it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"block", "axis"}

    years: reactive[Sequence[Facet]] = reactive[Sequence[Facet]](())
    months: reactive[Sequence[Facet]] = reactive[Sequence[Facet]](())
    period: reactive[Period | None] = reactive(None)

    @dataclass
    class Clicked(Message):
        """The user pointed at a block; its days as the query language has them."""

        value: str

    _drawn: tuple[int, Chart | None] | None = None
    """The last chart, and the cells it was made for."""

    def watch_years(self) -> None:
        """Other years, another chart."""
        self._drawn = None

    def watch_months(self) -> None:
        """Other months, another chart."""
        self._drawn = None

    def chart(self, width: int) -> Chart | None:
        """What is drawn in so many cells; None where there is nothing to see."""
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = width, chart(self.years, self.months, width - 2)
        return self._drawn[1]

    def render_line(self, y: int) -> Strip:
        """The blocks, or the marks under them."""
        width, base = self.size.width, self.rich_style
        drawn = self.chart(width)
        if drawn is None or y > 1:
            return Strip.blank(width, base)
        if y == 1:
            return strip(self, [(" " + self._marks(drawn), ("block",))], base, width)
        left, right = drawn.left, drawn.left + len(drawn.blocks) * drawn.wide
        line = drawn.line
        pieces = [(" " + line[:left], ("axis",)), (line[left:right], ("block",)), (line[right:], ("axis",))]
        return strip(self, pieces, base, width)

    def _marks(self, drawn: Chart) -> str:
        if self.period is None or self.period.open:
            return ""
        first, last = self.period.first, self.period.last
        return drawn.under(first.isoformat() if first else None, last.isoformat() if last else None)

    def on_click(self, event: events.Click) -> None:
        """Tell which days the block under the mouse stands for."""
        drawn = self.chart(self.size.width)
        block = drawn.at(event.x - 1) if drawn else None
        if block:
            self.post_message(self.Clicked(block.value))
