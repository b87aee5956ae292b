"""What the user does with articles: marks, tags, notes, the working list, saved searches; asked, kept and told."""

from __future__ import annotations

from typing import Literal

from textual import work
from textual.widget import Widget

from briefing.library import Library
from briefing.tui import desk
from briefing.tui.messages import Marked, Overruled, Tell
from briefing.tui.subject import Subject

Deed = Literal["read", "starred", "aside", "all-read", "tag", "note", "work", "save", "undo"]


class Doing(Widget):
    """Nothing to see: it asks where there is something to ask, keeps it in the state, and says what was done."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def begin(self, deed: Deed, subject: Subject) -> None:
        """Do this with what the user is at."""
        match deed:
            case "read" | "starred" | "aside":
                if subject.ids:
                    self.post_message(Marked(desk.mark(self._library, subject.ids, deed)))
            case "undo":
                self._undo()
            case _:
                self.post_message(Tell("not made yet", problem=True))

    @work(thread=True, group="judging")
    def _undo(self) -> None:
        """Take the last change back, a mark or a judgement."""
        before = self._library.gazetteer.digest
        self.post_message(Marked(desk.undo(self._library)))
        self.post_message(Overruled(self._library.gazetteer.digest != before))
