"""Dialogs about what is listed: narrow it, sort it, export it; what they come back with is asked or told."""

from __future__ import annotations

from functools import partial
from typing import Literal

from textual import work
from textual.message import Message
from textual.widget import Widget

from briefing.library import Library, Sort
from briefing.tui import dialogs, messages
from briefing.tui.exporting import Briefs, scopes
from briefing.tui.narrowing import FacetName
from briefing.tui.screens.export import ExportDialog
from briefing.tui.subject import Subject

Topic = FacetName | Literal["dates", "sort", "export", "export working"]


class Conversing(Widget):
    """Nothing to see: it holds one dialog after another."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    @work(group="asking", description="a dialog")
    async def begin(self, topic: Topic, subject: Subject, order: Sort) -> None:
        """Ask the user about this; nothing follows where they left."""
        if wanted := await self._about(topic, subject, order):
            self.post_message(wanted)

    async def _about(self, topic: Topic, subject: Subject, order: Sort) -> Message | None:
        app, library, results = self.app, self._library, subject.results
        if results is None:
            return None
        if topic == "sort":
            picked = await dialogs.order(app, order)
            return messages.Sort(picked) if picked else None
        if topic == "export" or topic == "export working":
            offer = partial(scopes, library, subject, working=topic == "export working")
            said = await app.push_screen_wait(ExportDialog(Briefs(library), offer))
            return messages.Tell(said) if said else None
        if topic == "dates":
            text = await dialogs.dates(app, library, results)
        else:
            text = await dialogs.facets(app, library, results, topic)
        return messages.Ask(text) if text is not None else None
