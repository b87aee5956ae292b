"""Which panes are in sight, for a width of the terminal and the pane one is in."""

from __future__ import annotations

from typing import Literal, get_args

PaneName = Literal["list", "reader", "actors"]
PANES: tuple[PaneName, ...] = get_args(PaneName)

SMALLEST = 40, 12
"""Columns and lines below which nothing useful can be shown."""
TWO, THREE = 60, 100
"""From these widths on two and three panes stand side by side."""
WIDTHS, HEIGHTS = [(0, "-narrow"), (64, "-wide")], [(0, "-short"), (22, "-middling"), (32, "-tall")]
"""Classes of a screen from these columns and lines on, for dialogs."""


def in_sight(width: int, at: PaneName, beside: PaneName, reading_only: bool) -> frozenset[PaneName]:
    """The panes shown; `beside` is the one that accompanies the reader where there is room for two."""
    if reading_only:
        return frozenset({"reader"})
    if width >= THREE:
        return frozenset(PANES)
    if width >= TWO:
        return frozenset({"reader", at if at != "reader" else beside})
    return frozenset({at})


def list_width(width: int) -> int:
    """Columns of the list beside the reader."""
    return max(32, min(96, round(width * 0.3)))


def actors_width(width: int) -> int:
    """Columns of the actors beside the reader."""
    return max(28, min(44, round(width * 0.22)))


def turned(at: PaneName, step: int, *, around: bool = False) -> PaneName:
    """The pane to the right or left, at the edge the same one, or the one at the other edge."""
    index = PANES.index(at) + step
    return PANES[index % len(PANES)] if around else PANES[max(0, min(index, len(PANES) - 1))]
