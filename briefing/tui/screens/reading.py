"""The reader with a line at its foot to find words in the article, and how one leads to the other."""

from __future__ import annotations

from textual import on
from textual.containers import Vertical

from briefing.tui.messages import Tell
from briefing.tui.stepping import to_found
from briefing.tui.widgets.find_line import FindLine
from briefing.tui.widgets.reader import Reader, Whereabouts


class Reading(Vertical):
    """What is looked for is shown as it is typed, from the place on where one began; leaving the line leads back."""

    _began = Whereabouts()

    @property
    def _reader(self) -> Reader:
        return self.query_one(Reader)

    @property
    def _line(self) -> FindLine:
        return self.query_one(FindLine)

    def find(self) -> None:
        """Open the line."""
        self._began = self._reader.whereabouts
        self._line.open(self._reader.sought)

    def drop(self) -> bool:
        """Look for nothing any more; was anything looked for?"""
        sought = bool(self._reader.sought)
        self._reader.seek("")
        return sought

    @on(FindLine.Typed)
    def _type(self, typed: FindLine.Typed) -> None:
        self._reader.seek(typed.words)
        self._reader.whereabouts = self._began
        self._line.say(self._reader.go(to_found) if typed.words else "")

    @on(FindLine.Stepped)
    def _step(self, stepped: FindLine.Stepped) -> None:
        if self._reader.sought:
            self._line.say(self._reader.go(to_found, stepped.step))

    @on(FindLine.Taken)
    def _take(self) -> None:
        self._close()
        if self._reader.sought:
            self.post_message(Tell("n and N go through what was found; esc drops it"))

    @on(FindLine.Left)
    def _leave(self) -> None:
        self.drop()
        self._reader.whereabouts = self._began
        self._close()

    def _close(self) -> None:
        self._line.display = False
        self.screen.set_focus(self._reader)
