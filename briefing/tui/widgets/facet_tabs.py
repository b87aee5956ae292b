"""The names of the facets in a line: which one is shown, and how much is chosen of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from briefing.tui.drawing import strip
from briefing.tui.wrapping import cells

MORE = "‹ "


class FacetTabs(Widget):
    """The facet in brackets is the one shown; a click on another shows that."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab", "tab-here"}

    here: reactive[int] = reactive(0)
    chosen: reactive[Mapping[int, str]] = reactive(dict)
    """`+2 -1`, by the place of the facet."""

    @dataclass
    class Clicked(Message):
        """The user pointed at a facet."""

        index: int

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names

    def _tabs(self) -> list[tuple[int, str]]:
        """The facets that fit, each with its text: from the first, or as far on as the one shown needs."""
        texts = []
        for index, name in enumerate(self._names):
            text = f"{name} {self.chosen[index]}" if self.chosen.get(index) else name
            texts.append((index, f"[{text}]" if index == self.here else f" {text} "))
        first = 0
        while first < self.here and sum(cells(text) for _, text in texts[first : self.here + 1]) > self._room(first):
            first += 1
        return texts[first:]

    def _room(self, first: int) -> int:
        return self.size.width - (cells(MORE) if first else 0)

    def render_line(self, y: int) -> Strip:
        """The names."""
        tabs = self._tabs() if y == 0 else []
        pieces: list[tuple[str, tuple[str, ...]]] = [(MORE, ("tab",))] if tabs and tabs[0][0] else []
        pieces += [(text, ("tab-here" if index == self.here else "tab",)) for index, text in tabs]
        return strip(self, pieces, self.rich_style, self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Show the facet under the mouse."""
        tabs = self._tabs()
        left = cells(MORE) if tabs[0][0] else 0
        for index, text in tabs:
            if left <= event.x < left + cells(text):
                self.post_message(self.Clicked(index))
            left += cells(text)
