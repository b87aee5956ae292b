"""Who is in the article, under their factions, with what each of them was on that day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar, Self

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.tui import factions, keys
from briefing.tui.drawing import manner, strip
from briefing.tui.factions import Badge
from briefing.tui.messages import FilterBy
from briefing.tui.opened import Opened
from briefing.tui.plain import plain
from briefing.tui.sidebar import Item, heading, items

BAR = "▌"


@dataclass(frozen=True, slots=True)
class Page:
    """The items made for a width, the lines they begin at, and which of them is whose."""

    width: int
    items: Sequence[Item]
    tops: Sequence[int]
    places: Mapping[str, int]

    @classmethod
    def of(cls, made: Sequence[Item], width: int) -> Self:
        """Items one under the other."""
        tops = [0, *accumulate(len(item.lines) for item in made)]
        return cls(width, made, tops, {item.id: number for number, item in enumerate(made) if item.id})


class ActorsPane(ScrollView, can_focus=True, inherit_bindings=False):
    """The actors of the article; the highlighted one is chosen for the mention keys. Only what is in sight is drawn."""

    BINDINGS: ClassVar[list[BindingType]] = keys.ACTORS
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("person", "group", "place", "quiet", "company", "cursor", "cursor-bar"),
        *factions.STYLES,
    }

    opened: reactive[Opened | None] = reactive(None)
    chosen: reactive[str | None] = reactive(None)
    badges: reactive[Mapping[str, Badge]] = reactive(dict)
    highlighted: reactive[int | None] = reactive(None)
    """The number of the item under the cursor."""

    @dataclass
    class Chosen(Message):
        """The user moved to this actor."""

        key: str

    @dataclass
    class Entered(Message):
        """The user wants to see where this actor is mentioned."""

        key: str

    _made: Page | None = None

    @property
    def _page(self) -> Page:
        width = self.scrollable_content_region.width
        if self._made is None or self._made.width != width:
            self._made = Page.of(tuple(items(self.opened, self.badges, width)) if self.opened else (), width)
        return self._made

    @property
    def items(self) -> Sequence[Item]:
        """All there is, in order."""
        return self._page.items

    @property
    def _tops(self) -> Sequence[int]:
        return self._page.tops

    def watch_opened(self) -> None:
        """List the actors of another article."""
        count = sum(len(company.roles) for company in self.opened.companies) if self.opened else 0
        when = f" · {self.opened.article.published.label}" if self.opened and count else ""
        self.border_title = Content(plain(f"{count} actor{'s' * (count != 1)}{when}"))
        self._list()

    def watch_badges(self) -> None:
        """Other factions, other headings."""
        self._list()

    def on_show(self) -> None:
        """What is out of sight is not laid out."""
        self._list()

    def on_resize(self) -> None:
        """Wrap again."""
        if self._made is None or self._made.width != self.scrollable_content_region.width:
            self._list()

    def watch_chosen(self) -> None:
        """Follow a choice that was made elsewhere."""
        if self.display:
            self._follow()

    def _list(self) -> None:
        self._made = None
        if self.display:
            self.virtual_size = Size(self.scrollable_content_region.width, self._tops[-1])
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
            self._follow()
            self.refresh()

    def _follow(self) -> None:
        """The cursor is at whoever is chosen; a cursor that follows chooses nobody."""
        self.set_reactive(ActorsPane.highlighted, self._page.places.get(self.chosen or ""))
        self._reveal()
        self.refresh()

    def _reveal(self) -> None:
        if self.highlighted is not None and self.size.height:
            top, bottom = self._tops[self.highlighted], self._tops[self.highlighted + 1]
            top = 0 if not any(item.alive for item in self.items[: self.highlighted]) else top
            region = Region(0, top, 1, min(bottom - top, self.size.height))
            self.scroll_to_region(region, animate=False, force=True, immediate=True)

    def watch_highlighted(self, number: int | None) -> None:
        """Moving onto an actor chooses it."""
        self._reveal()
        if number is not None and heading(self.items[number].id) is None:
            self.post_message(self.Chosen(self.items[number].id))

    def render_line(self, y: int) -> Strip:
        """One line of an item."""
        width, base = self.scrollable_content_region.width, self.rich_style
        line = y + self.scroll_offset.y
        number = bisect_right(self._tops, line) - 1
        if not 0 <= number < len(self.items):
            return Strip.blank(width, base)
        pieces = self.items[number].lines[line - self._tops[number]]
        if number != self.highlighted:
            return strip(self, pieces, base, width)
        (first, style), *rest = pieces
        base = manner(self, ["cursor"], base)
        return strip(self, [(BAR, ("cursor-bar",)), (first[1:], style), *rest], base, width)

    def on_click(self, event: events.Click) -> None:
        """A click chooses; on a heading it narrows to the faction."""
        number = self._at(event.y - self.gutter.top)
        if number is not None:
            self.highlighted = number
            self.action_go()

    def _at(self, y: int) -> int | None:
        """The item that is drawn there, where it can be chosen."""
        number = bisect_right(self._tops, y + self.scroll_offset.y) - 1
        return number if 0 <= number < len(self.items) and self.items[number].alive else None

    def jump_targets(self) -> Iterator[tuple[int, int]]:
        """The first line in sight of each item that can be chosen."""
        seen = None
        for y in range(self.scrollable_content_region.height):
            there = self._at(y)
            if there is not None and there != seen:
                yield self.gutter.left, self.gutter.top + y
            seen = there

    @property
    def _key(self) -> str | None:
        return self.items[self.highlighted].id if self.highlighted is not None else None

    def on_focus(self) -> None:
        """Start on somebody."""
        if self._made is None:
            self._list()
        if self.highlighted is None:
            alive = (number for number, item in enumerate(self.items) if item.alive)
            self.highlighted = next((number for number in alive if heading(self.items[number].id) is None), None)

    def action_go(self) -> None:
        """To the actor's first mention; on a heading, narrow to the faction."""
        key = self._key
        company = heading(key) if key is not None else None
        if company is not None and self.opened and (group := self.opened.companies[company].group):
            self.post_message(FilterBy("faction", group))
        elif key:
            self.post_message(self.Entered(key))

    def action_filter(self) -> None:
        """Narrow to the articles that mention the actor."""
        role = self.opened.role(self._key) if self.opened else None
        if role:
            self.post_message(FilterBy("place" if role.kind == "place" else "actor", role.actor or role.name))

    def _to(self, number: int, step: int) -> None:
        """To the first item from there on that can be chosen; else the last before it."""
        count = len(self.items)
        if not count:
            return
        number = max(0, min(count - 1, number))
        onward = range(number, count) if step > 0 else range(number, -1, -1)
        back = range(number, -1, -1) if step > 0 else range(number, count)
        found = next((n for way in (onward, back) for n in way if self.items[n].alive), None)
        if found is not None:
            self.highlighted = found

    def action_move(self, step: int) -> None:
        """One actor on, or back."""
        self._to(0 if self.highlighted is None else self.highlighted + step, step)

    def action_half(self, step: int) -> None:
        """Half a page on, or back."""
        self._by(step * max(1, self.size.height // 2), step)

    def action_page(self, step: int) -> None:
        """A page on, or back."""
        self._by(step * max(1, self.size.height - 1), step)

    def _by(self, lines: int, step: int) -> None:
        if self.items:
            line = self._tops[self.highlighted or 0] + lines
            number = bisect_right(self._tops, max(0, line)) - 1
            self._to(max(number, (self.highlighted or 0) + 1) if step > 0 else number, step)

    def action_edge(self, side: int) -> None:
        """To the first or the last actor."""
        self._to(len(self.items) - 1 if side > 0 else 0, -side)
