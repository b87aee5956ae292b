"""Overruling the naming: what the user makes of a name is asked, written beside the reading, and told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from briefing.cast import Role
from briefing.dates import PartialDate
from briefing.judgements import Dated, Decision
from briefing.library import Library, LibraryError, NoActorsFile
from briefing.tui import overruling
from briefing.tui.messages import Overruled, Tell
from briefing.tui.offers import targets
from briefing.tui.opened import Opened
from briefing.tui.overruling import Target
from briefing.tui.plain import plain
from briefing.tui.screens.choosing import Choosing
from briefing.tui.screens.line import LineDialog
from briefing.tui.screens.page import PageScreen
from briefing.tui.screens.picker import Picker

Verb = Literal["why", "merge", "apart", "add", "rename", "ignore", "date"]
Decisions = tuple[Decision, ...]
NEEDS_YEAR = "a year is needed; write it as 2025-09-16, 2025-09 or 2025"


@dataclass
class Explained(Message):
    """Why somebody is named so, a line each."""

    name: str
    lines: list[str]


@dataclass
class FileWanted(Message):
    """There is no file yet that these could be kept in."""

    decisions: Decisions
    words: str


class Judging(Widget):
    """Nothing to see: it asks in dialogs, writes in threads, and says what came of it."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def begin(self, verb: Verb, opened: Opened | None, key: str | None) -> None:
        """Do this with the article that is open, or with the actor of it that was chosen."""
        role = opened.role(key) if opened else None
        if opened is None:
            self.post_message(Tell("no article is open", problem=True))
        elif verb == "date":
            self._ask_date(opened)
        elif role is None:
            self.post_message(Tell("choose somebody in the actors pane first", problem=True))
        elif verb == "why":
            self._explain(opened, role)
        else:
            self._ask(verb, opened, role)

    # Asking

    @work(group="asking", description="asking")
    async def _ask(self, verb: Verb, opened: Opened, role: Role) -> None:
        if decisions := await self._asking[verb](opened, role):
            self._write(decisions)

    @property
    def _asking(self) -> Mapping[Verb, Callable[[Opened, Role], Awaitable[Decisions | None]]]:
        return {
            "merge": self._merge,
            "apart": self._part,
            "add": self._add,
            "rename": self._rename,
            "ignore": self._ignore,
        }

    async def _merge(self, opened: Opened, role: Role) -> Decisions | None:
        undecided = overruling.undecided(opened.article, role)
        title = f"In this article “{role.name}” is" if undecided else f"{role.name} is the same as"
        other = await self._pick(title, opened, role)
        return overruling.merged(opened.article, role, other) if other else None

    async def _pick(self, title: str, opened: Opened, role: Role) -> Target | None:
        """Somebody else of the kind of the role."""
        offered = await asyncio.to_thread(targets, opened, role, self._library.gazetteer)
        choices = [choice for choice, _ in offered.values()]
        picked = await self.app.push_screen_wait(Picker(title, choices, filterable=True))
        return offered[picked[0]][1] if picked else None

    async def _part(self, opened: Opened, role: Role) -> Decisions | None:
        ways = overruling.ways_apart(opened.article, role)
        if not ways:
            self.post_message(Tell(f"“{role.name}” is a post and no name, held by nobody known", problem=True))
            return None
        chosen = await self.app.push_screen_wait(Choosing(f"{role.name}: not so", [way.words for way in ways]))
        if chosen is None or ways[chosen].decisions:
            return ways[chosen].decisions if chosen is not None else None
        other = await self._pick(f"{role.name} is never", opened, role)
        return overruling.parted(role, other) if other else None

    async def _add(self, opened: Opened, role: Role) -> Decisions | None:
        if role.actor or role.by_post_only:
            known = "is in the actors file already" if role.actor else "is a post and no name"
            self.post_message(Tell(f"“{role.name}” {known}", problem=True))
            return None
        kind = overruling.SECTIONS[role.kind]
        name = await self._line(f"Add to the actors file, as {'an' if kind[0] in 'aeiou' else 'a'} {kind}", role.name)
        return overruling.added(opened.article, role, name) if name else None

    async def _rename(self, opened: Opened, role: Role) -> Decisions | None:
        if role.actor is None and role.by_post_only:
            self.post_message(Tell(f"“{role.name}” is a post and no name", problem=True))
            return None
        name = await self._line(f"Show {role.name} as", role.name)
        return overruling.renamed(opened.article, role, name) if name and name != role.name else None

    async def _line(self, title: str, value: str) -> str | None:
        return await self.app.push_screen_wait(LineDialog(title, value, _name))

    async def _ignore(self, opened: Opened, role: Role) -> Decisions | None:
        decisions = overruling.ignored(opened.article, role)
        words = ", ".join(f"“{words}”" for words in overruling.wordings(opened.article, role))
        sentences = [f"{words}: nobody's name, in any article", "leave it as it is"]
        chosen = await self.app.push_screen_wait(Choosing(f"Ignore {role.name}", sentences))
        return decisions if chosen == 0 else None

    @work(group="asking", description="asking")
    async def _ask_date(self, opened: Opened) -> None:
        published = opened.article.published
        day = str(published.date) if published.dated else str(published.period.single or "")
        dialog = LineDialog("Published on", day, _date, example="2014-08-27, 2014-08 or 2014")
        given = await self.app.push_screen_wait(dialog)
        if given and given != day:
            self._write((Dated(opened.article.id, _date(given)),))

    # Writing, and reading the reasons

    @work(thread=True, group="judging", description="judging")
    def _write(self, decisions: Decisions, *, create: bool = False) -> None:
        before, done = self._library.gazetteer.digest, []
        try:
            for decision in decisions:
                done.append(self._library.judge(decision, create=create))
        except NoActorsFile as missing:
            self.post_message(FileWanted(decisions, str(missing)))
            return
        except LibraryError as error:
            kept = f" Before that: {'; '.join(done)}." if done else ""
            said = Tell(f"{error}{kept}", problem=True)
        else:
            said = Tell("; ".join(done))
        self.post_message(said)
        self.post_message(Overruled(self._library.gazetteer.digest != before))

    @on(FileWanted)
    @work(group="asking", description="asking")
    async def _ask_for_file(self, wanted: FileWanted) -> None:
        argument = self._library.actors_argument
        file = Path(argument[-1]) if argument else self._library.corpus / "actors.yaml"
        sentences = [f"make {file}", "leave it"]
        if await self.app.push_screen_wait(Choosing(wanted.words, sentences)) == 0:
            self._write(wanted.decisions, create=True)

    @on(Explained)
    def _show(self, why: Explained) -> None:
        self.app.push_screen(PageScreen(why.name, Content("\n").join(map(_reason, why.lines))))

    @work(thread=True, group="judging", description="judging")
    def _explain(self, opened: Opened, role: Role) -> None:
        try:
            self.post_message(Explained(role.name, self._library.why(opened.article.id, role.key)))
        except KeyError:
            self.post_message(Tell("this article is not here any more", problem=True))
        except LibraryError as error:
            self.post_message(Tell(str(error), problem=True))


def _reason(line: str) -> Content:
    """`“Khalifa” (title): surname of …`, what it is about in bold."""
    about, colon, why = plain(line).partition(": ")
    return Content.assemble((about, "bold"), colon, why) if colon else Content(about)


def _name(text: str) -> None:
    if not text:
        raise ValueError("a name is needed")


def _date(text: str) -> PartialDate:
    day = PartialDate.parse(text)
    if day.year is None:
        raise ValueError(NEEDS_YEAR)
    return day
