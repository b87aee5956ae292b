"""A row of a dialog's list that always has as many lines, made anew for the width there is."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from briefing.tui.wrapping import across

PLENTY = 80


class Fitted(Visual):
    """Content as a function of the cells there are."""

    def __init__(self, make: Callable[[int], Content], lines: int = 1) -> None:
        self._make, self._lines = make, lines

    def __str__(self) -> str:
        return self._make(PLENTY).plain

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The lines."""
        return self._make(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As it was said."""
        return self._lines


def ends(left: str, right: str = "") -> Fitted:
    """Two texts at both ends of the line; the left one is cropped first."""
    return Fitted(lambda width: Content(across(left, right, width)))
