"""The bottom line: what was just done, what should be known, and the keys that are useful here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from briefing.tui.drawing import strip
from briefing.tui.notices import headline
from briefing.tui.plain import plain
from briefing.tui.wrapping import cells, crop, wrap

SAY_FOR = 8.0
"""Seconds for which a notice stays."""
GAP = 2
"""Cells at least between what was done and how far something else is."""
SHARE = 4
"""A problem takes as many lines as it needs, up to one of so many lines of the screen."""


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
    progress: reactive[str] = reactive("")
    """How far the work beside the reading is: said before what holds on, and beside what was just done."""

    @dataclass
    class Clicked(Message):
        """A hint was pointed at, by its place among the hints."""

        index: int

    _silence: Timer | None = None
    _places: tuple[tuple[int, int], ...] = ()
    """The columns of the hints that are drawn, the last one's first."""

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a notice for a while."""
        self.notice = Notice(text, problem)
        if self._silence:
            self._silence.stop()
        self._silence = self.set_timer(SAY_FOR, self.fall_silent)

    def fall_silent(self) -> None:
        """Show the keys again."""
        self.notice = None

    def watch_notice(self) -> None:
        """Make room for a problem."""
        self._make_room()

    def on_resize(self) -> None:
        """It may need more lines now, or less."""
        self._make_room()

    def _make_room(self) -> None:
        self.styles.height = len(self._said(self.app.size.width))

    def _said(self, width: int) -> list[str]:
        """The notice in lines; all of it where something went wrong, if there is room."""
        if self.notice is None or not self.notice.problem:
            return [crop(self.notice.text if self.notice else "", width - 2)]
        text = plain(f"✗ {self.notice.text}")
        most = max(1, self.app.size.height // SHARE)
        lines = wrap(text, 0, len(text), width - 2)
        kept = [text[line.start : line.end] for line in lines[:most]]
        return [*kept[:-1], crop(text[lines[most - 1].start :], width - 2)] if len(lines) > most else kept

    def render_line(self, y: int) -> Strip:
        """The notice, or the hints."""
        width, base = self.size.width, self.rich_style
        if self.notice:
            return strip(self, self._notice(self.notice, y, width), base, width)
        return strip(self, self._hints(width) if y == 0 else [], base, width)

    def _notice(self, notice: Notice, y: int, width: int) -> list[tuple[str, tuple[str, ...]]]:
        """A line of what was just done, and progress to the right of it where there is room."""
        said = self._said(width)
        line = said[y] if y < len(said) else ""
        pieces: list[tuple[str, tuple[str, ...]]] = [(" ", ()), (line, ("problem" if notice.problem else "said",))]
        room = width - cells(line) - cells(self.progress) - 2
        if self.progress and y == 0 and room >= GAP:
            pieces += [(" " * room, ()), (self.progress, ("label",))]
        return pieces

    def _hints(self, width: int) -> list[tuple[str, tuple[str, ...]]]:
        """What holds on, then as many hints as fit, the last one always, to the right."""
        *hints, last = self.hints or (("", ""),)
        room = width - _width(last) - 1
        places = [(room + 1, width)]
        pieces: list[tuple[str, tuple[str, ...]]] = [(" ", ())]
        if said := crop(self.progress, room - 2) or headline(self.notices, room - 2):
            pieces += [(said, ("said",)), ("  ", ())]
            room -= cells(said) + 2
        for hint in hints:
            if _width(hint) > room:
                break
            left = width - _width(last) - room
            places.append((left, left + _width(hint)))
            room -= _width(hint)
            pieces += [(hint[0], ("key",)), (f" {hint[1]}  ", ("label",))]
        self._places = tuple(places)
        return [*pieces, (" " * room, ()), (last[0], ("key",)), (f" {last[1]}  ", ("label",))]

    def on_click(self, event: events.Click) -> None:
        """A click on a hint does what its key does."""
        for place, (left, right) in enumerate(self._places):
            if left <= event.x < right and event.y == 0 and self.notice is None:
                self.post_message(self.Clicked((place - 1) % len(self.hints)))


def _width(hint: tuple[str, str]) -> int:
    return cells(hint[0]) + cells(hint[1]) + 3
