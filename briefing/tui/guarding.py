"""The second guard of the terminal: every line of every widget passes it, whatever its author forgot."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from briefing.tui.plain import plain


class Guard(LineFilter):
    """Nothing but letters and colours is drawn: no control character, no link, no order to the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line, as wide as it was measured."""
        return [_guarded(segment) for segment in segments]


def _guarded(segment: Segment) -> Segment:
    text, style, control = segment
    drawn = "" if control else plain(text)
    linked = style is not None and style.link is not None
    if drawn is text and not linked:
        return segment
    if not control and (width := cell_len(text)) != cell_len(drawn):
        drawn = set_cell_size(drawn, width)
    return Segment(drawn, style.update_link(None) if style is not None and linked else style)
