"""A row of a dialog's list that is always one line, made anew for the width there is."""

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

    def __init__(self, make: Callable[[int], Content]) -> None:
        self._make = make

    def __str__(self) -> str:
        return self._make(PLENTY).plain

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The line."""
        return self._make(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One line."""
        return 1


def ends(left: str, right: str = "") -> Fitted:
    """Two texts at both ends of the line; the left one is cropped first."""
    return Fitted(lambda width: Content(across(left, right, width)))
