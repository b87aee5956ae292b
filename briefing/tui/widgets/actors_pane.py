"""Who is in the article, under their factions, with what each of them was on that day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from briefing.tui import keys
from briefing.tui.factions import Badge
from briefing.tui.messages import FilterBy
from briefing.tui.opened import Opened
from briefing.tui.overruling import candidates, undecided
from briefing.tui.plain import plain
from briefing.tui.wrapping import across, cells, crop, wrap

if TYPE_CHECKING:
    from briefing.cast import Company, Role

HEADING = "\0heading:"  # no id of an actors file holds a NUL
KINDS = {
    "person": "bold $foreground",
    "organisation": "underline $foreground",
    "faction": "underline $foreground",
    "place": "italic $foreground",
}


class ActorsPane(OptionList, can_focus=True, inherit_bindings=False):
    """The actors of the article; the highlighted one is chosen for the mention keys."""

    BINDINGS: ClassVar[list[BindingType]] = keys.ACTORS

    opened: reactive[Opened | None] = reactive(None)
    chosen: reactive[str | None] = reactive(None)
    badges: reactive[Mapping[str, Badge]] = reactive(dict)

    @dataclass
    class Chosen(Message):
        """The user moved to this actor."""

        key: str

    @dataclass
    class Entered(Message):
        """The user wants to see where this actor is mentioned."""

        key: str

    def watch_opened(self) -> None:
        """List the actors of another article."""
        self._list()

    def on_resize(self) -> None:
        """Wrap again."""
        self._list()

    def watch_chosen(self) -> None:
        """Follow a choice that was made elsewhere."""
        self._follow()

    def _list(self) -> None:
        width = self.scrollable_content_region.width - 2
        companies = self.opened.companies if self.opened else ()
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            if self.opened:
                self.add_options(self._rows(self.opened, max(12, width)))
            self._follow()
        count = sum(len(company.roles) for company in companies)
        when = f" · {self.opened.article.published.label}" if self.opened and count else ""
        self.border_title = Content(plain(f"{count} actor{'s' * (count != 1)}{when}"))

    def _follow(self) -> None:
        ids = [option.id for option in self.options]
        if self.chosen is None or self.chosen not in ids:
            with self.prevent(OptionList.OptionHighlighted):
                self.highlighted = None
        elif self.highlighted is None or ids[self.highlighted] != self.chosen:
            with self.prevent(OptionList.OptionHighlighted):
                self.highlighted = ids.index(self.chosen)

    def _rows(self, opened: Opened, width: int) -> Iterator[Option]:
        for number, company in enumerate(opened.companies):
            known = self.badges.get(company.group or "")
            if number:
                yield Option("", disabled=True)
            yield Option(_heading(company, known, width), id=f"{HEADING}{number}", disabled=not known)
            for role in company.roles:
                unsure = undecided(opened.article, role)
                yield Option(_role(role, unsure, _remarks(role, opened), width), id=role.key)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Moving onto an actor chooses it."""
        event.stop()
        if event.option.id and not _is_heading(event.option.id):
            self.post_message(self.Chosen(event.option.id))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses; on a heading it narrows to the faction."""
        event.stop()
        self._enter(event.option.id)

    def _enter(self, id: str | None) -> None:
        company = self._company(id)
        if company and company.group:
            self.post_message(FilterBy("faction", company.group))
        elif id:
            self.post_message(self.Entered(id))

    def _company(self, id: str | None) -> Company | None:
        if id is None or not _is_heading(id) or self.opened is None:
            return None
        return self.opened.companies[int(id.removeprefix(HEADING))]

    @property
    def _key(self) -> str | None:
        return self.highlighted_option.id if self.highlighted_option else None

    def on_focus(self) -> None:
        """Start on somebody."""
        if self.highlighted is None:
            self.highlighted = next((i for i, o in enumerate(self.options) if o.id and not _is_heading(o.id)), None)

    def action_go(self) -> None:
        """To the actor's first mention; on a heading, narrow to the faction."""
        self._enter(self._key)

    def action_filter(self) -> None:
        """Narrow to the articles that mention the actor."""
        role = self.opened.role(self._key) if self.opened else None
        if role:
            self.post_message(FilterBy("place" if role.kind == "place" else "actor", role.actor or role.name))

    def action_move(self, step: int) -> None:
        """One actor on, or back."""
        self.action_cursor_down() if step > 0 else self.action_cursor_up()

    def action_half(self, step: int) -> None:
        """Half a page on, or back."""
        self.action_page(step)

    def action_page(self, step: int) -> None:
        """A page on, or back."""
        self._move_page(1 if step > 0 else -1)

    def action_edge(self, side: int) -> None:
        """To the first or the last actor."""
        self.action_last() if side > 0 else self.action_first()


def _is_heading(id: str | None) -> bool:
    return id is not None and id.startswith(HEADING)


def _heading(company: Company, badge: Badge | None, width: int) -> Content:
    if badge is None:
        return Content.styled(across(company.name, "", width), "$quiet")
    return Content.styled(across(company.name, badge.label, width), f"bold ${badge.style}")


def _role(role: Role, unsure: bool, remarks: Iterable[str], width: int) -> Content:
    count = f"{len(role.mentions)}×" if role.mentions else "title"
    name = crop(f"{role.name} ?" if unsure else role.name, width - cells(count) - 2)
    gap = " " * (width - cells(name) - cells(count) - 1)
    lines = [Content.assemble(" ", (name, KINDS[role.kind]), gap, (count, "$quiet"))]
    for remark in map(plain, remarks):
        for line in wrap(remark, 0, len(remark), width - 3):
            lines.append(Content.styled(f"   {remark[line.start : line.end]}", "$quiet"))
    return Content("\n").join(lines)


def _remarks(role: Role, opened: Opened) -> Iterator[str]:
    yield from role.posts
    if meant := candidates(opened.article, role):
        yield "may be " + " or ".join(opened.names.get(id, id) for id in meant)
    if role.by_post_only and role.kind == "person":
        yield "by post, not named"
    articles = opened.counts.get(role.actor or "")
    if articles and role.kind != "place":
        yield f"in {articles:,} article{'s' * (articles != 1)}"
