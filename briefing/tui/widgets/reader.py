"""The article being read: wrapped to a comfortable measure, its actors and hits painted at their offsets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.tui import keys
from briefing.tui.drawing import strip
from briefing.tui.factions import STYLES, Badge
from briefing.tui.marking import Mark, layered, runs
from briefing.tui.messages import Tell
from briefing.tui.opened import Opened, about, days_of
from briefing.tui.plain import plain
from briefing.tui.sheet import Printed, Sheet, lay_out

if TYPE_CHECKING:
    from briefing.article import Mention, Time

MARGIN = 2
Stretch = tuple[int, int]
LEGEND = Content.assemble(
    ("person", "bold"), " ", ("group", "underline"), " ", ("place", "italic"), " ", ("by post", "bold italic")
)


class Reader(ScrollView, can_focus=True, inherit_bindings=False):
    """One article, and a place in it that the keys for hits and mentions go on from."""

    BINDINGS: ClassVar[list[BindingType]] = keys.READER
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "headline",
        "note",
        "fact",
        "furniture",
        "person",
        "group",
        "place",
        "by-post",
        "undecided",
        "chosen",
        "hit",
        "current",
        *STYLES,
    }

    opened: reactive[Opened | None] = reactive(None)
    chosen: reactive[str | None] = reactive(None)
    badges: reactive[Mapping[str, Badge]] = reactive(dict)
    measure: reactive[int] = reactive(76)
    furniture: reactive[bool] = reactive(False)
    current: reactive[Stretch | None] = reactive(None)
    sheet: var[Sheet] = var(Sheet)

    @dataclass
    class MentionClicked(Message):
        """The user pointed at a mention."""

        mention: Mention

    @dataclass
    class Paged(Message):
        """The user read on."""

    def watch_opened(self, before: Opened | None, now: Opened | None) -> None:
        """Another article starts at its top; the same one keeps its place."""
        if before is None or now is None or before.article.id != now.article.id:
            self.current = None
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self._lay_out()

        self._say_spellings()

    def _say_spellings(self) -> None:
        """Under the article: what was found in it instead of the words asked for."""
        found = self.opened.found_as if self.opened else ()
        self.set_class(bool(found), "-found")
        self.border_subtitle = Content(plain(f"found as {', '.join(found)}")) if found else ""

    def watch_measure(self) -> None:
        """Wrap again."""
        self._lay_out()

    def watch_furniture(self) -> None:
        """Wrap again."""
        self._lay_out()

    def watch_chosen(self) -> None:
        """Paint again."""
        self._paint()

    def watch_current(self) -> None:
        """Paint again."""
        self._paint()

    def on_mount(self) -> None:
        """Nothing is open yet."""
        self._marks: list[Mark] = []
        self._title_marks: list[Mark] = []
        self._factions: Mapping[str, str] = {}
        self._pointed: Time | None = None

    def on_resize(self) -> None:
        """Wrap again, and stay at the words that were in sight."""
        self._lay_out()

    @property
    def _measure(self) -> int:
        return max(1, min(self.measure, self.size.width - 2 * MARGIN))

    @property
    def _left(self) -> int:
        return max(MARGIN, (self.size.width - self._measure) // 2)

    def _lay_out(self) -> None:
        top = self._top_offset()
        article = self.opened.article if self.opened else None
        self.sheet = lay_out(article, self._measure, furniture=self.furniture) if article else Sheet()
        self.virtual_size = Size(self.size.width, len(self.sheet.lines) + 1)
        if top is not None and (place := self.sheet.place(top)):
            self.scroll_to(y=place[0], animate=False, force=True, immediate=True)
        self._paint()
        self._head()

    def _top_offset(self) -> int | None:
        """The first offset of the body in sight; None at the top of the article."""
        top = self.scroll_offset.y
        if top == 0:
            return None
        return next((printed.line.start for printed in self.sheet.lines[top:] if printed.part == "body"), None)

    def _paint(self) -> None:
        self.refresh()
        if self.opened is None:
            return
        article = self.opened.article
        self._factions = self.opened.factions
        self._title_marks = layered(
            [*self._mention_marks(article.title_mentions), *(Mark(*hit, ("hit",)) for hit in self.opened.title_hits)]
        )
        marks = [*self._mention_marks(article.mentions), *(Mark(*hit, ("hit",)) for hit in self.opened.hits)]
        if self.current:
            marks.append(Mark(*self.current, ("current",)))
        self._marks = layered(marks)

    def _mention_marks(self, mentions: Sequence[Mention]) -> Iterator[Mark]:
        for mention in mentions:
            yield Mark(mention.start, mention.end, self._styles(mention))

    def _styles(self, mention: Mention) -> tuple[str, ...]:
        """Kind by the manner of the letters, faction by colour, the chosen actor by its ground."""
        kinds = {"person": "person", "place": "place"}
        styles = ["by-post" if mention.via == "post" else kinds.get(mention.kind, "group")]
        if mention.actor is None and (mention.candidates or mention.via == "post"):
            styles.append("undecided")
        badge = self.badges.get(self._factions.get(mention.key, ""))
        if badge:
            styles.append(badge.style)
        if mention.key == self.chosen:
            styles.append("chosen")
        return tuple(styles)

    def render_line(self, y: int) -> Strip:
        """One line of the sheet between its margins."""
        y += self.scroll_offset.y
        width, base = self.size.width, self.rich_style
        if y >= len(self.sheet.lines):
            return Strip.blank(width, base)
        return strip(self, [(" " * self._left, ()), *self._pieces(self.sheet.lines[y])], base, width)

    def _pieces(self, printed: Printed) -> Iterator[tuple[str, tuple[str, ...]]]:
        text, line = printed.text, printed.line
        if printed.part in ("body", "title"):
            ground = ("headline",) if printed.part == "title" else ()
            for run in runs(line, self._marks if printed.part == "body" else self._title_marks):
                styles = [style for style in run.styles if not (style == "hit" and "current" in run.styles)]
                yield text[run.start : run.end], (*ground, *styles)
        else:
            yield "  " if printed.part == "furniture" else "", ()
            yield text[line.start : line.end], () if printed.part == "gap" else (printed.part,)

    def to_hit(self, step: int) -> str:
        """Go to the next hit, or the one before; where that is, in words."""
        hits = self.opened.hits if self.opened else ()
        index = self._go(hits, step)
        return f"hit {index + 1} of {len(hits)}" if index is not None else "no words of the query in this text"

    def to_mention(self, step: int) -> str:
        """Go to the next mention of the chosen actor, else of any, or the one before; who that is, in words."""
        mentions = self.opened.article.mentions if self.opened else ()
        mentions = tuple(m for m in mentions if m.key == self.chosen) or mentions
        index = self._go([(m.start, m.end) for m in mentions], step)
        return (
            f"{index + 1} of {len(mentions)}: {about(mentions[index])}" if index is not None else "nobody is mentioned"
        )

    def to_time(self, step: int) -> str:
        """Go to the next time expression, or the one before; the days it means, in words."""
        times = self._times
        index = self._go([(time.start, time.end) for time in times], step)
        return f"{index + 1} of {len(times)}: {self._days(times[index])}" if index is not None else "no times are told"

    @property
    def _times(self) -> tuple[Time, ...]:
        return self.opened.article.times if self.opened else ()

    def _days(self, time: Time) -> str:
        assert self.opened is not None
        return days_of(time, self.opened.article.published)

    def to_first_mention(self, key: str) -> str:
        """Go to where an actor is mentioned first."""
        mentions = [m for m in self.opened.article.mentions if m.key == key] if self.opened else []
        if not mentions:
            return "only mentioned in the title"
        self.show((mentions[0].start, mentions[0].end))
        return f"1 of {len(mentions)}: {about(mentions[0])}"

    def _go(self, stretches: Sequence[Stretch], step: int) -> int | None:
        """Go to the next or the one before of these stretches, round the end; None where there are none."""
        if not stretches:
            return None
        here = self.current[0] if self.current else self._here() - (step > 0)
        if step > 0:
            index = next((i for i, stretch in enumerate(stretches) if stretch[0] > here), 0)
        else:
            index = next((i for i in reversed(range(len(stretches))) if stretches[i][0] < here), -1) % len(stretches)
        self.show(stretches[index])
        return index

    @property
    def paragraph(self) -> int | None:
        """The number of the paragraph one is at; None without an article."""
        if self.opened is None:
            return None
        at = self.current[0] if self.current else self._here()
        spans = self.opened.article.paragraphs
        return next((number for number, (_, end) in enumerate(spans, 1) if at < end), len(spans) or None)

    def go_to(self, offset: int) -> None:
        """Be at the paragraph that holds this offset."""
        if self.opened:
            span = next((span for span in self.opened.article.paragraphs if offset < span[1]), None)
            self.show(span or (offset, offset))

    def _here(self) -> int:
        return self._top_offset() or 0

    def show(self, stretch: Stretch) -> None:
        """Make a stretch of the body the current one, in sight with some lines around it."""
        self.current = stretch
        place = self.sheet.place(stretch[0])
        height = self.size.height
        if place and not self.scroll_offset.y + 1 <= place[0] < self.scroll_offset.y + height - 2:
            self.scroll_to(y=max(0, place[0] - height // 3), animate=False, force=True, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """A click on a mention, the inner one of two, chooses its actor; one on a time says its days."""
        offset = self._offset_under(event)
        if self.opened is None or offset is None:
            return
        under = [mention for mention in self.opened.article.mentions if mention.start <= offset < mention.end]
        if under:
            self.post_message(self.MentionClicked(min(under, key=lambda mention: mention.end - mention.start)))
        if time := self._time_at(offset):
            self.current = (time.start, time.end)
            self.post_message(Tell(self._days(time)))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """A time that the mouse comes over says its days."""
        offset = self._offset_under(event)
        time = self._time_at(offset) if offset is not None else None
        if time and time != self._pointed:
            self.post_message(Tell(self._days(time)))
        self._pointed = time

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        line = event.y - self.gutter.top + self.scroll_offset.y
        return self.sheet.offset(line, event.x - self.gutter.left - self._left)

    def _time_at(self, offset: int) -> Time | None:
        return next((time for time in self._times if time.start <= offset < time.end), None)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The heading says how far one has read."""
        super().watch_scroll_y(old_value, new_value)
        self._head()

    def _head(self) -> None:
        furthest = max(1, self.virtual_size.height - self.size.height)
        share = min(100, round(100 * self.scroll_offset.y / furthest))
        fits = self.virtual_size.height <= self.size.height
        self.border_title = LEGEND if fits or not self.opened else LEGEND + Content(f" · {share} %")

    def action_move(self, step: int) -> None:
        """One line on, or back."""
        self._scroll(step)

    def action_half(self, step: int) -> None:
        """Half a page on, or back."""
        self._scroll(step * self.size.height // 2)

    def action_page(self, step: int) -> None:
        """A page on, or back."""
        self._scroll(step * max(1, self.size.height - 2))
        if step > 0:
            self.post_message(self.Paged())

    def _scroll(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True, immediate=True)

    def action_edge(self, side: int) -> None:
        """To the beginning or the end of the article."""
        self._scroll(side * self.virtual_size.height)
