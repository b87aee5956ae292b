"""Pieces of text and style names turned into the strips that Textual draws."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from briefing.tui.plain import plain


def strip(widget: Widget, pieces: Iterable[tuple[str, tuple[str, ...]]], base: Style, width: int) -> Strip:
    """One line of a widget: each text in the base style with its component classes over it."""
    segments = [Segment(plain(text), manner(widget, styles, base)) for text, styles in pieces if text]
    return Strip(segments).adjust_cell_length(width, base)


def manner(widget: Widget, styles: Iterable[str], base: Style) -> Style:
    """The base style with component classes over it, in order; transparent grounds are blended with the widget's."""
    for name in styles:
        over = widget.get_component_rich_style(name, partial=True)
        if over.bgcolor is not None:
            over += Style(bgcolor=widget.get_component_rich_style(name).bgcolor)
        base += over
    return base
