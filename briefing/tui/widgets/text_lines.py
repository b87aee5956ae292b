"""A long text as it is: wrapped once for a width, and only the lines in sight are drawn."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.tui.drawing import strip
from briefing.tui.wrapping import wrap


class TextLines(ScrollView, can_focus=False):
    """The text, line ends kept."""

    def __init__(self, text: str, *, top: int = 0) -> None:
        """`top` is the character whose line is the first in sight to begin with."""
        super().__init__()
        self._text, self._top, self._begun = text, top, 0
        self._lines: list[str] = []

    def on_resize(self) -> None:
        """Wrap again."""
        width = max(1, self.scrollable_content_region.width)
        self._lines = []
        start = at = 0
        for row in self._text.splitlines(keepends=True):
            end = start + len(row)
            if start <= self._top < end:
                at = len(self._lines)
            self._lines += [self._text[line.start : line.end] for line in wrap(self._text, start, end, width)] or [""]
            start = end
        self.virtual_size = Size(width, len(self._lines))
        if self.scroll_offset.y == self._begun:
            self.scroll_to(y=at, animate=False, force=True, immediate=True)
            self._begun = self.scroll_offset.y
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line."""
        y += self.scroll_offset.y
        text = self._lines[y] if y < len(self._lines) else ""
        return strip(self, [(text, ())], self.rich_style, self.size.width)
