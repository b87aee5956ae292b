"""Ways of looking beyond the three panes: each is a screen that gives back where to go, or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal

from textual import work
from textual.widget import Widget

from briefing.library import Damaged, Library
from briefing.query import Query
from briefing.tui.messages import Ask, Export, FilterBy, GoTo, Marked, Tell
from briefing.tui.subject import Subject

View = Literal["overview", "timeline", "working", "saved", "history", "tags", "original"]
Wanted = GoTo | FilterBy | Ask | Tell | Export | None
"""What a view comes back with: an article to open, something to ask, a sentence, a brief to make."""


class Views(Widget):
    """Nothing to see: it opens one screen after another, and asks the main screen for what they come back with."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    @work(group="asking", description="asking")
    async def begin(self, view: View, subject: Subject) -> None:
        """Open a view on what the user is at."""
        if wanted := await self._ways[view](subject):
            self.post_message(wanted)
            before = subject.results.query.text if subject.results else ""
            if isinstance(wanted, Ask) and before and wanted.text != before:
                self.post_message(Tell(f"asked in place of “{before}”; / and ↑ bring that back"))

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
        from briefing.overview import overview
        from briefing.tui.screens.overview import OverviewScreen

        role, library = subject.role, self._library
        if role is None or subject.opened is None:
            return Tell("3 shows the actors of the article: choose one there first", problem=True)
        return await self.app.push_screen_wait(
            OverviewScreen(
                lambda name, wanted: overview(library, name, wanted=wanted),
                role.key,
                role.name,
                subject.opened.article.published.period,
            )
        )

    async def _timeline(self, subject: Subject) -> Wanted:
        from briefing.timeline import first_mention, timeline
        from briefing.tui.factions import badges
        from briefing.tui.screens.timeline import Picked, TimelineScreen

        library, results = self._library, subject.results
        if results is None or not results.hits:
            return Tell("nothing is listed, so there is no time line")
        at = subject.opened.article.id if subject.opened else None
        wanted = await self.app.push_screen_wait(
            TimelineScreen(
                results, lambda by: timeline(results, library.gazetteer, by), badges(library.gazetteer.factions), at
            )
        )
        if not isinstance(wanted, Picked):
            return Ask(wanted) if wanted else None

        def mentioned() -> int | None:
            try:
                return first_mention(library.article(wanted.article), library.gazetteer, wanted.line, wanted.by)
            except (KeyError, Damaged):
                return None

        return GoTo(wanted.article, await asyncio.to_thread(mentioned))

    async def _working(self, subject: Subject) -> Wanted:
        from briefing.tui import recalling

        wanted, changed = await recalling.working(self.app, self._library)
        if changed:
            self.post_message(Marked())
        return wanted

    async def _saved(self, subject: Subject) -> Wanted:
        from briefing.tui import recalling

        return await recalling.saved(self.app, self._library)

    async def _history(self, subject: Subject) -> Wanted:
        from briefing.tui import recalling

        return await recalling.history(self.app, self._library)

    async def _tags(self, subject: Subject) -> Wanted:
        from briefing.tui import recalling

        query = subject.results.query if subject.results else Query("")
        return await recalling.tags(self.app, self._library, query)

    async def _original(self, subject: Subject) -> Wanted:
        from briefing.tui.original import original

        if subject.opened is None:
            return Tell("no article is open")
        return await original(self.app, self._library, subject.opened.article)
