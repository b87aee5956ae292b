"""The list of articles: only the lines in sight are ever drawn, so that 100,000 rows cost what 20 cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.results import Hit, Results
from briefing.tui import keys, rows
from briefing.tui.asking import Way, nothing, ways
from briefing.tui.drawing import manner, strip
from briefing.tui.factions import STYLES, Badge
from briefing.tui.grouping import BY_DATE, Group, Lines, groups, rule
from briefing.tui.messages import Ask, Sort
from briefing.tui.wrapping import cells, wrap

Advice = tuple[str, str, int | None]
"""A line of text, its component class, and which way out it belongs to."""


class ArticleList(ScrollView, can_focus=True, inherit_bindings=False):
    """The articles that answer the query, and one of them highlighted."""

    BINDINGS: ClassVar[list[BindingType]] = keys.LIST
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "cursor",
        "cursor-bar",
        "unread",
        "star",
        "selected",
        "quiet",
        "title",
        "title-read",
        "derived",
        "derived-read",
        "month",
        *STYLES,
    }

    results: reactive[Results | None] = reactive(None)
    selected: reactive[frozenset[str]] = reactive(frozenset())
    badges: reactive[Mapping[str, Badge]] = reactive(dict)
    order: var[str] = var("date")
    progress: var[str] = var("")
    """How far the index is that is being made, in words."""
    cursor: reactive[int] = reactive(0)
    grouped: var[bool] = var(False)
    """Is it to stand under headings, wherever it is in the order of dates?"""

    @dataclass
    class Highlighted(Message):
        """Another article, or another version of it, is under the cursor."""

        hit: Hit | None

        def can_replace(self, message: Message) -> bool:
            """Only the last of a flood matters."""
            return isinstance(message, ArticleList.Highlighted)

    @dataclass
    class Opened(Message):
        """The user wants to read the article."""

        hit: Hit

    @dataclass
    class Toggled(Message):
        """The user selected the article, or took it out of the selection."""

        hit: Hit

    @dataclass
    class AllToggled(Message):
        """The user selected all these articles, or took them out of the selection."""

        ids: frozenset[str]

    def __init__(self, marks: Callable[[str], rows.Marked], id: str | None = None) -> None:
        super().__init__(id=id)
        self._marks = marks
        self._groups: tuple[Group, ...] = ()
        self._lines = Lines()
        self._base = Style()
        self._drawn: tuple[int, list[list[rows.Piece]]] | None = None

    @property
    def hits(self) -> Sequence[Hit]:
        """What is listed."""
        return self.results.hits if self.results else ()

    @property
    def current(self) -> Hit | None:
        """The article under the cursor."""
        return self.hits[self.cursor] if self.cursor < len(self.hits) else None

    @property
    def onward(self) -> Iterable[Hit]:
        """What comes after the cursor, round the end."""
        return chain(self.hits[self.cursor + 1 :], self.hits[: self.cursor + 1])

    def highlight(self, hit: Hit) -> None:
        """Put the cursor on a listed article."""
        self.cursor = self._index(hit.row.id) or 0

    def _index(self, id: str) -> int | None:
        return self.results.place(id) if self.results else None

    def watch_results(self, before: Results | None, _: Results | None) -> None:
        """Keep the article under the cursor, where it is still listed."""
        old = before.hits[self.cursor].row.id if before and self.cursor < len(before.hits) else None
        index = (self._index(old) if old else None) or 0
        self._group()
        self._measure()
        self.set_reactive(ArticleList.cursor, index)
        self._reveal()
        self._head()
        self.refresh()
        self.post_message(self.Highlighted(self.current))

    @property
    def _ways(self) -> Sequence[Way]:
        """What may be asked instead, where nothing was found."""
        return ways(self.results) if self.results and not self.hits else ()

    def watch_grouped(self) -> None:
        """The same rows stand on other lines."""
        self._group()
        self._measure()
        self._reveal()
        self._head()
        self.refresh()

    def _group(self) -> None:
        """Find the headings; a list that is not whole yet has none."""
        results, grouped = self.results, self.grouped and self.order in BY_DATE
        self._groups = groups(results.months) if results and grouped and not results.more else ()

    def watch_selected(self) -> None:
        """The heading counts the selection."""
        self._head()

    def watch_order(self) -> None:
        """The heading names the order."""
        self._head()

    def watch_progress(self) -> None:
        """An empty list says why it is empty."""
        if self.results and not self.hits:
            self._lay_out()
            self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Stay on the list."""
        return max(0, min(cursor, len(self.hits or self._ways) - 1))

    def watch_cursor(self) -> None:
        """Show the cursor and tell what is under it."""
        self._reveal()
        self.refresh()
        self.post_message(self.Highlighted(self.current))

    def _head(self) -> None:
        count = len(self.hits)
        said = [f"{count:,} article{'s' * (count != 1)}"]
        if self.selected:
            gone = len(self.selected - self.results.ids) if self.results else 0
            said.append(f"{len(self.selected):,} selected" + (f", {gone:,} not listed" if gone else ""))
        if count > 1:
            said += [rows.SORTED.get(self.order, self.order), *["by month"] * bool(self._groups)]
        self.border_title = Content(heading(said, self.size.width - 2))

    @property
    def _row_height(self) -> int:
        return rows.height(self.size.width)

    def on_resize(self) -> None:
        """Rows may take one line or two, and the heading more words."""
        self._measure()
        self._reveal()
        self._head()

    def _measure(self) -> None:
        self._lay_out()
        self.virtual_size = Size(self.size.width, len(self._lines) if self.hits else len(self._advice()))

    def _lay_out(self) -> None:
        self._lines = Lines(len(self.hits), self._row_height, self._groups)

    def _reveal(self) -> None:
        line, height = self._lines.span(self.cursor)
        region = Region(0, line, 1, height)
        if not self.hits:
            lines = [y for y, (_, _, way) in enumerate(self._advice()) if way == self.cursor]
            region = Region(0, lines[0] if self.cursor and lines else 0, 1, len(lines) + 1)
        self.scroll_to_region(region, animate=False, force=True, immediate=True)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What all lines have in common is looked up once; a new width may be drawn before it is told."""
        self._base, self._drawn = self.rich_style, None
        if self._lines.height != self._row_height:
            self._lay_out()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of a row; what to do where there are none."""
        width, base = self.size.width, self._base
        y += self.scroll_offset.y
        if not self.hits:
            return self._advised(y, width, base)
        there = self._lines.at(y)
        if there is None:
            return Strip.blank(width, base)
        if isinstance(there, Group):
            return strip(self, [(rule(there, width), ("month",))], base, width)
        index, part = there
        if self._drawn is None or self._drawn[0] != index:
            hit = self.hits[index]
            marks, selected = self._marks(hit.row.id), hit.row.id in self.selected
            self._drawn = index, rows.draw(hit, marks, self.badges, width, selected=selected)
        styled = [(text, (style,) if style else ()) for text, style in self._drawn[1][part]]
        return self._at_cursor(styled, base, width) if index == self.cursor else strip(self, styled, base, width)

    def _at_cursor(self, styled: Sequence[tuple[str, tuple[str, ...]]], base: Style, width: int) -> Strip:
        """A line with the bar of the cursor in place of its first piece."""
        return strip(self, [("▌", ("cursor-bar",)), *styled[1:]], manner(self, ["cursor"], base), width)

    def _advice(self) -> list[Advice]:
        """What to say where nothing was found, line by line."""
        if self.results is None:
            return []
        before, after = nothing(self.results, self.progress)
        said: list[Advice] = [("", "quiet", None)]
        for number, text in enumerate(before):
            said += self._wrapped(text, "quiet" if number else "title")
        for number, way in enumerate(self._ways):
            said += self._wrapped(way.sentence, "title-read", number)
        for text in after:
            said += [("", "quiet", None), *self._wrapped(text, "quiet")]
        return said

    def _wrapped(self, text: str, style: str, way: int | None = None) -> list[Advice]:
        return [(text[line.start : line.end], style, way) for line in wrap(text, 0, len(text), self.size.width - 4)]

    def _advised(self, y: int, width: int, base: Style) -> Strip:
        said = self._advice()
        text, style, way = said[y] if y < len(said) else ("", "quiet", None)
        styled: list[tuple[str, tuple[str, ...]]] = [(" ", ()), (" " + text, (style,))]
        return self._at_cursor(styled, base, width) if way == self.cursor else strip(self, styled, base, width)

    def on_click(self, event: events.Click) -> None:
        """One click highlights, a click on the highlighted row opens, and a click on a way out takes it."""
        line = event.y - self.gutter.top + self.scroll_offset.y
        there = self._clickable(line) if line >= 0 else None
        if there is None:
            return
        again = there == self.cursor and event.chain > 1
        self.cursor = there
        if again or not self.hits:
            self.action_open()

    def action_move(self, step: int) -> None:
        """One article on, or back."""
        self.cursor += step

    def action_half(self, step: int) -> None:
        """Half a page on, or back."""
        self._far(step, self.size.height // 2)

    def action_page(self, step: int) -> None:
        """A page on, or back."""
        self._far(step, self.size.height)

    def _far(self, step: int, lines: int) -> None:
        whole = max(1, lines // self._row_height) * self._row_height
        self.cursor = self._lines.beyond(self.cursor, step * whole)

    def action_edge(self, side: int) -> None:
        """To the first or the last article."""
        self.cursor = len(self.hits or self._ways) - 1 if side > 0 else 0

    def action_open(self) -> None:
        """Read the article under the cursor; where nothing was found, ask what is under it instead."""
        if self.current:
            self.post_message(self.Opened(self.current))
        elif self.cursor < len(self._ways):
            self.post_message(Ask(self._ways[self.cursor].text))

    def action_select(self) -> None:
        """Select, and go on to the next."""
        if self.current:
            self.post_message(self.Toggled(self.current))
            self.cursor += 1

    def action_select_all(self) -> None:
        """Select all that is listed, or nothing of it where all is selected."""
        listed = self.results.ids if self.results else frozenset()
        self.post_message(self.AllToggled(listed - self.selected or listed))

    def action_select_none(self) -> None:
        """Let go of the selection, listed or not; where there is none, the key means what it means elsewhere."""
        if not self.selected:
            raise SkipAction
        self.post_message(self.AllToggled(self.selected))

    def action_group(self) -> None:
        """Under a heading for each month, in the order of dates; or without headings."""
        self.grouped = not self._groups
        if self.grouped and self.order not in BY_DATE:
            self.post_message(Sort("date"))

    def jump_targets(self) -> Iterator[tuple[int, int]]:
        """The first line of each row in sight, of each way out where there are no rows."""
        seen = None
        for y in range(self.size.height):
            there = self._clickable(y + self.scroll_offset.y)
            if there not in (None, seen):
                yield self.gutter.left, self.gutter.top + y
            seen = there

    def _clickable(self, line: int) -> int | None:
        """The row there, or the way out."""
        if not self.hits:
            said = self._advice()
            return said[line][2] if line < len(said) else None
        there = self._lines.at(line)
        return there[0] if isinstance(there, tuple) else None


def heading(said: Sequence[str], room: int) -> str:
    """As many of these as there is room for."""
    text = said[0]
    for more in said[1:]:
        if cells(f"{text} · {more}") > room:
            break
        text = f"{text} · {more}"
    return text
