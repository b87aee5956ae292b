"""Ways of looking beyond the three panes: each is a screen that gives back where to go, or nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Literal

from textual import work
from textual.widget import Widget

from briefing.library import Library
from briefing.tui.messages import Ask, FilterBy, GoTo, Tell
from briefing.tui.subject import Subject

View = Literal["overview", "timeline", "working", "saved", "history", "tags", "original"]
Wanted = GoTo | FilterBy | Ask | Tell | None
"""What a view comes back with: an article to open, something to ask, a sentence."""


class Views(Widget):
    """Nothing to see: it opens one screen after another, and asks the main screen for what they come back with."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    @work(group="asking")
    async def begin(self, view: View, subject: Subject) -> None:
        """Open a view on what the user is at."""
        if wanted := await self._ways[view](subject):
            self.post_message(wanted)

    @property
    def _ways(self) -> Mapping[View, Callable[[Subject], Awaitable[Wanted]]]:
        return {
            "overview": self._overview,
            "timeline": self._timeline,
            "working": self._working,
            "saved": self._saved,
            "history": self._history,
            "tags": self._tags,
            "original": self._original,
        }

    async def _overview(self, subject: Subject) -> Wanted:
        return Tell("not made yet", problem=True)

    async def _timeline(self, subject: Subject) -> Wanted:
        return Tell("not made yet", problem=True)

    async def _working(self, subject: Subject) -> Wanted:
        return Tell("not made yet", problem=True)

    async def _saved(self, subject: Subject) -> Wanted:
        return Tell("not made yet", problem=True)

    async def _history(self, subject: Subject) -> Wanted:
        return Tell("not made yet", problem=True)

    async def _tags(self, subject: Subject) -> Wanted:
        return Tell("not made yet", problem=True)

    async def _original(self, subject: Subject) -> Wanted:
        return Tell("not made yet", problem=True)
