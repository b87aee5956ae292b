"""Where in a text something stands, as a few cells: one for each part of it, the higher the more."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.tui.histogram import height

CELLS = 8


def sparkline(offsets: Iterable[int], length: int, cells: int = CELLS) -> str:
    """`·▂··█···` for offsets into a text of this length; "" where there is none."""
    counts = [0] * cells
    for offset in offsets:
        counts[min(cells - 1, max(0, offset * cells // max(1, length)))] += 1
    most = max(counts)
    return "".join(height(count, most) for count in counts) if most else ""
