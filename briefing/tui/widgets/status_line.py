"""The bottom line: what was just done, what should be known, and the keys that are useful here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from briefing.tui.drawing import strip
from briefing.tui.notices import headline
from briefing.tui.wrapping import cells, crop

SAY_FOR = 8.0
"""Seconds for which a notice stays."""


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
    notices: reactive[tuple[str, ...]] = reactive(())
    """What holds on: said while there is nothing newer to say."""

    _silence: Timer | None = None

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a notice for a while."""
        self.notice = Notice(text, problem)
        if self._silence:
            self._silence.stop()
        self._silence = self.set_timer(SAY_FOR, self.fall_silent)

    def fall_silent(self) -> None:
        """Show the keys again."""
        self.notice = None

    def render_line(self, y: int) -> Strip:
        """The notice, or the hints."""
        width, base = self.size.width, self.rich_style
        if self.notice:
            sign, style = ("✗ ", "problem") if self.notice.problem else ("", "said")
            return strip(self, [(" ", ()), (crop(sign + self.notice.text, width - 2), (style,))], base, width)
        return strip(self, self._hints(width), base, width)

    def _hints(self, width: int) -> list[tuple[str, tuple[str, ...]]]:
        """What holds on, then as many hints as fit, the last one always, to the right."""
        *hints, last = self.hints or (("", ""),)
        room = width - _width(last) - 1
        pieces: list[tuple[str, tuple[str, ...]]] = [(" ", ())]
        if said := headline(self.notices, room - 2):
            pieces += [(said, ("said",)), ("  ", ())]
            room -= cells(said) + 2
        for hint in hints:
            if _width(hint) > room:
                break
            room -= _width(hint)
            pieces += [(hint[0], ("key",)), (f" {hint[1]}  ", ("label",))]
        return [*pieces, (" " * room, ()), (last[0], ("key",)), (f" {last[1]}  ", ("label",))]


def _width(hint: tuple[str, str]) -> int:
    return cells(hint[0]) + cells(hint[1]) + 3
