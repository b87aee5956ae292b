"""What the user does with articles: marks, tags, notes, the working list, saved searches; asked, kept and told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal

from textual import work
from textual.widget import Widget

from briefing.library import Damaged, Library
from briefing.state import StateError
from briefing.tui import desk
from briefing.tui.messages import Marked, Overruled, Tell
from briefing.tui.subject import Subject

if TYPE_CHECKING:
    pass

Deed = Literal["read", "starred", "aside", "all-read", "tag", "note", "work", "save", "undo"]
LONGEST_TITLE = 60


class Doing(Widget):
    """Nothing to see: it asks where there is something to ask, keeps it in the state, and says what was done."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def begin(self, deed: Deed, subject: Subject) -> None:
        """Do this with what the user is at."""
        match deed:
            case "undo":
                self._undo()
            case "tag" | "note" | "save":
                self._ask(deed, subject)
            case "all-read" | "work":
                self._in_a_thread(deed, subject)
            case _ if len(subject.ids) > 1:
                self._in_a_thread(deed, subject)
            case _ if subject.ids:
                self.post_message(Marked(desk.mark(self._library, subject.ids, deed)))

    @work(thread=True, group="judging")
    def _undo(self) -> None:
        """Take the last change back, a mark or a judgement."""
        before = self._library.gazetteer.digest
        self.post_message(Marked(desk.undo(self._library)))
        self.post_message(Overruled(self._library.gazetteer.digest != before))

    @work(thread=True, group="keeping")
    def _in_a_thread(self, deed: Literal["read", "starred", "aside", "all-read", "work"], subject: Subject) -> None:
        from briefing.tui import keeping

        match deed:
            case "all-read":
                said = keeping.all_read(self._library, subject)
            case "work":
                said = keeping.work(self._library, subject)
            case _:
                said = desk.mark(self._library, subject.ids, deed)
        self.post_message(Marked(said))

    # Where something is asked first

    @work(group="asking")
    async def _ask(self, deed: Literal["tag", "note", "save"], subject: Subject) -> None:
        if said := await self._asking[deed](subject):
            self.post_message(Marked(said))

    @property
    def _asking(self) -> Mapping[str, Callable[[Subject], Awaitable[Tell | None]]]:
        return {"tag": self._tag, "note": self._note, "save": self._save}

    async def _tag(self, subject: Subject) -> Tell | None:
        from briefing.tui import keeping
        from briefing.tui.screens.tagging import Tagging, tags_of

        if not subject.ids:
            return None
        title = f"Tags of {keeping.counted(len(subject.ids))}" if len(subject.ids) > 1 else "Tags of this article"
        try:
            tags = await asyncio.to_thread(lambda: tags_of(frozenset(subject.ids), self._library.state.marks()))
        except StateError as error:
            return Tell(str(error), problem=True)
        changes = await self.app.push_screen_wait(Tagging(title, tags, keeping.check_tag))
        return await self._keep(partial(keeping.tag, self._library, subject.ids, changes)) if changes else None

    async def _note(self, subject: Subject) -> Tell | None:
        """The dialog stays until what was written is kept."""
        from briefing.tui import keeping
        from briefing.tui.screens.noting import Noting

        library = self._library
        try:
            article = await asyncio.to_thread(keeping.article_meant, library, subject)
            if article is None:
                return Tell("no article is open", problem=True)
            pages = await asyncio.to_thread(keeping.pages, library, article, subject.paragraph)
        except (Damaged, StateError) as error:
            return Tell(str(error), problem=True)
        keep = partial(keeping.note, library, article)
        written: dict[int, str] = {}
        problem = ""
        while written := await self.app.push_screen_wait(Noting(pages, keep, before=written, problem=problem)):
            said = await self._keep(partial(keep, written))
            if not said.problem:
                return said
            problem = said.text
        return None

    async def _save(self, subject: Subject) -> Tell | None:
        from briefing.tui import keeping
        from briefing.tui.screens.line import LineDialog
        from briefing.tui.wrapping import crop

        query = subject.results.query.text.strip() if subject.results else ""
        if not query:
            return Tell("nothing is asked, so there is nothing to keep: / asks", problem=True)
        title = f"Keep “{crop(query, LONGEST_TITLE)}” as"
        dialog = LineDialog(title, "", keeping.check_name, example="a name: saved:NAME asks it again")
        name = await self.app.push_screen_wait(dialog)
        return await self._keep(partial(keeping.save, self._library, name, query)) if name else None

    async def _keep(self, do: Callable[[], Tell]) -> Tell:
        """Do it in a thread, and say what was done."""
        return await self.run_worker(do, thread=True, group="keeping").wait()
