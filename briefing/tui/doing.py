"""What the user does with articles: marks, tags, notes, the working list, saved searches; asked, kept and told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Literal, TypeVar

from textual import work
from textual.widget import Widget
from textual.worker import WorkerCancelled

from briefing.library import Damaged, Library
from briefing.state import StateError
from briefing.tui import desk
from briefing.tui.messages import Keep, KeepPlace, Marked, Overruled, Remember, Tell
from briefing.tui.subject import Subject

Deed = Literal["read", "starred", "aside", "all-read", "tag", "note", "work", "save", "undo"]
LONGEST_TITLE = 60
Done = TypeVar("Done")


class Doing(Widget):
    """Nothing to see: it asks where there is something to ask, keeps it in the state, and says what was done."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._turn = asyncio.Lock()
        """One thing is written after the other, so that undoing takes back what was done last."""

    def begin(self, deed: Deed, subject: Subject) -> None:
        """Do this with what the user is at."""
        match deed:
            case "undo":
                self._undo()
            case "tag" | "note" | "save":
                self._ask(deed, subject)
            case "all-read" | "work":
                self._mark(deed, subject)
            case _ if subject.ids:
                self._mark(deed, subject)

    @work(group="keeping", description="keeping")
    async def read(self, id: str) -> None:
        """Mark an article as read, which is nothing to undo."""
        self.post_message(await self._keep(partial(desk.read, self._library, id)))

    @work(group="keeping", description="keeping")
    async def keep(self, kept: Keep | KeepPlace | Remember) -> None:
        """Keep a choice, a place or a query, which is nothing to undo either."""
        if said := await self._keep(partial(desk.keep, self._library, kept)):
            self.post_message(said)

    @work(group="keeping", description="keeping")
    async def _undo(self) -> None:
        """Take the last change back, a mark or a judgement."""
        before = self._library.gazetteer.digest
        self.post_message(Marked(await self._keep(partial(desk.undo, self._library))))
        self.post_message(Overruled(self._library.gazetteer.digest != before))

    @work(group="keeping", description="keeping")
    async def _mark(self, deed: Literal["read", "starred", "aside", "all-read", "work"], subject: Subject) -> None:
        from briefing.tui import keeping

        match deed:
            case "all-read":
                do = partial(keeping.all_read, self._library, subject)
            case "work":
                do = partial(keeping.work, self._library, subject)
            case _:
                do = partial(desk.mark, self._library, subject.ids, deed)
        self.post_message(Marked(await self._keep(do)))

    # Where something is asked first

    @work(group="asking", description="asking")
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

    async def _keep(self, do: Callable[[], Done]) -> Done:
        """Do it in a thread, when all that came before is done."""

        async def in_turn() -> Done:
            async with self._turn:
                return await asyncio.to_thread(do)

        try:
            return await self.run_worker(in_turn(), group="keeping").wait()
        except WorkerCancelled:
            raise asyncio.CancelledError from None  # the user left
