"""The bottom line: a notice while there is one, else the keys that are useful here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from briefing.tui.drawing import strip
from briefing.tui.wrapping import cells, crop


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell, in one sentence."""

    text: str
    problem: bool = False


class StatusLine(Widget):
    """Keys to the left, and what was just done over them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key", "label", "said", "problem"}

    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())
    notice: reactive[Notice | None] = reactive(None)

    def render_line(self, y: int) -> Strip:
        """The notice, or as many hints as fit."""
        width, base = self.size.width, self.rich_style
        if self.notice:
            sign, style = ("✗ ", "problem") if self.notice.problem else ("", "said")
            return strip(self, [(" ", ()), (crop(sign + self.notice.text, width - 2), (style,))], base, width)
        pieces: list[tuple[str, tuple[str, ...]]] = [(" ", ())]
        used = 1
        for key, label in self.hints:
            used += cells(key) + cells(label) + 3
            if used > width:
                break
            pieces += [(key, ("key",)), (f" {label}  ", ("label",))]
        return strip(self, pieces, base, width)
