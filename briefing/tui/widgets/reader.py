"""The article being read: wrapped to a comfortable measure, and a place in it that the keys go on from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from time import sleep
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer
from textual.worker import get_current_worker

from briefing.tui import keys
from briefing.tui.arrangement import PaneName
from briefing.tui.bookmark import Bookmark
from briefing.tui.drawing import strip
from briefing.tui.factions import STYLES, Badge
from briefing.tui.marking import Stretch
from briefing.tui.messages import KeepPlace, Tell
from briefing.tui.opened import Opened
from briefing.tui.painting import MARGIN, Painting, Speech
from briefing.tui.plain import plain
from briefing.tui.sheet import MEASURE, Printed, Sheet, printed
from briefing.tui.stepping import Way, days, to_paragraph

if TYPE_CHECKING:
    from briefing.article import Mention

RIGHT = 1
"""Cells between the text and the scroll bar."""
AT_ONCE, IN_PASSING = 1_000, 2_000
"""Lines that are laid out before anything is shown, and in one go behind it."""
LONG = 100_000
"""Characters from which on looking for quotations takes so long that the first picture is to come before."""
CALM = 0.2
"""Seconds in which that picture is drawn."""
STILL = 1.0
"""Seconds without moving after which the place is kept."""
LEGEND = Content.assemble(
    ("person", "bold"), " ", ("group", "underline"), " ", ("place", "italic"), " ", ("by post", "bold italic")
)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A place in an article: the line on top, and the words or the offset one is at."""

    top: int = 0
    current: Stretch | None = None
    cursor: int | None = None


class Reader(ScrollView, can_focus=True, inherit_bindings=False):
    """One article, and a place in it that the keys for hits and mentions go on from."""

    BINDINGS: ClassVar[list[BindingType]] = keys.READER
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("headline", "note", "fact", "furniture", "dateline", "quoted"),
        *("person", "group", "place", "by-post", "undecided", "chosen", "hit", "current"),
        *("bar", "sign", "sign-hit"),
        *STYLES,
    }

    opened: reactive[Opened | None] = reactive(None)
    chosen: reactive[str | None] = reactive(None)
    badges: reactive[Mapping[str, Badge]] = reactive(dict)
    measure: reactive[int] = reactive(MEASURE)
    furniture: reactive[bool] = reactive(False)
    at: reactive[PaneName] = reactive[PaneName]("list")
    """The pane one is in."""
    current: reactive[Stretch | None] = reactive(None)
    """The words one is at."""
    cursor: reactive[int | None] = reactive(None)
    """The offset one went to, where that is no words but a place."""
    sheet: var[Sheet] = var(Sheet)

    @dataclass
    class MentionClicked(Message):
        """The user pointed at a mention."""

        mention: Mention

    @dataclass
    class Paged(Message):
        """The user read on."""

    @dataclass
    class LaidOut(Message):
        """The rest of a long article is on its lines."""

        sheet: Sheet
        wanted: tuple[object, ...]

    @dataclass
    class Heard(Message):
        """It was found out who says what in an article."""

        painting: Painting
        speech: Speech

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._painting: Painting | None = None
        self._pointed: int | None = None
        self._due: int | None = None
        """An offset to be shown as soon as it is laid out."""
        self._bookmark = Bookmark()
        self._rest: Timer | None = None

    # What is shown

    def watch_opened(self, before: Opened | None, now: Opened | None) -> None:
        """Another article starts at its top, or where it was left; the same one keeps its place."""
        other = before is None or now is None or before.article.id != now.article.id
        if other:
            self._keep_place()
            self._bookmark = Bookmark(now.place if now else 0)
        last, self._painting = self._painting, Painting(now) if now else None
        if self._painting and last:
            self._painting.follow(last)
        self._paint()
        if other:
            self.current = self.cursor = self._due = None
            self._put_on_top(0)
        if other or before is None or now is None or before.article != now.article:
            self._lay_out()
        self._say_spellings()
        if other and self.at == "reader":
            self._enter()

    def _say_spellings(self) -> None:
        """Under the article: what was found in it instead of the words asked for."""
        found = self.opened.found_as if self.opened else ()
        self.set_class(bool(found), "-found")
        self.border_subtitle = Content(plain(f"found as {', '.join(found)}")) if found else ""

    def on_resize(self) -> None:
        """Wrap again, and stay at the words that were in sight."""
        self._lay_out()

    watch_measure = watch_furniture = on_resize

    def watch_chosen(self) -> None:
        """Paint again."""
        self._paint()

    watch_badges = watch_current = watch_chosen

    @property
    def width(self) -> int:
        """Cells of a line: the measure, or what there is room for."""
        return max(1, min(self.measure, self.size.width - MARGIN - RIGHT))

    @property
    def _left(self) -> int:
        return max(MARGIN, (self.size.width - self.width) // 2)

    @property
    def _wanted(self) -> tuple[object, ...]:
        return self.opened.article.body if self.opened else None, self.width, self.furniture

    def _lay_out(self) -> None:
        """Lay out what is in sight at once, and what is far behind it in a thread."""
        if self.opened is None or not self.size.width:
            self._show_sheet(Sheet(whole=self.opened is None), None)
            return
        top = self._top_offset()
        lines = printed(self.opened.article, self.width, furniture=self.furniture)
        first = tuple(islice(lines, AT_ONCE))
        sheet = Sheet(first, whole=len(first) < AT_ONCE)
        if top is None or sheet.holds(top):
            self._show_sheet(sheet, top)
        if self._painting and (self._painting.speech is None or not sheet.whole):
            self._read_ahead(self._painting, () if sheet.whole else first, lines, self._wanted)

    @work(thread=True, exclusive=True, group="sheet", description="the rest of the sheet")
    def _read_ahead(
        self, painting: Painting, first: Sequence[Printed], rest: Iterator[Printed], wanted: tuple[object, ...]
    ) -> None:
        """Lay out what comes after the first lines, where that is something, and look for quotations."""
        from briefing.speaking import statements

        worker = get_current_worker()
        lines = list(first)
        while more := list(islice(rest, IN_PASSING)):
            if worker.is_cancelled:
                return
            lines += more
        if first:
            sheet = Sheet(tuple(lines))
            sheet.place(0)
            self.post_message(self.LaidOut(sheet, wanted))
        if len(painting.opened.article.body) > LONG:
            sleep(CALM)  # the screen is drawn by the same processor
        if painting.speech is None and not worker.is_cancelled:
            self.post_message(self.Heard(painting, Speech(statements(painting.opened.article))))

    @on(LaidOut)
    def _complete(self, laid_out: LaidOut) -> None:
        laid_out.stop()
        if laid_out.wanted == self._wanted:
            self._show_sheet(laid_out.sheet, self._top_offset())

    @on(Heard)
    def _quote(self, heard: Heard) -> None:
        heard.stop()
        if self._painting and self._painting.opened.article.body == heard.painting.opened.article.body:
            self._painting.speech = heard.speech
            self.refresh()

    def _show_sheet(self, sheet: Sheet, top: int | None) -> None:
        """Show these lines, from the offset on that is due, else from the one that was on top."""
        self.sheet = sheet
        self.virtual_size = Size(self.size.width, len(sheet.lines) + 1)
        if self._due is not None and sheet.holds(self._due):
            due, self._due = self._due, None
            self._bring(due)
        elif top is not None and (place := sheet.place(top)):
            self._put_on_top(place[0])
        self.refresh()
        self._head()
        self._return()

    def _top_offset(self) -> int | None:
        """The first offset of the body in sight; None at the top of the article."""
        return self.sheet.offset_from(self.scroll_offset.y) if self.scroll_offset.y else None

    def _paint(self) -> None:
        if self._painting:
            self._painting.chosen, self._painting.badges = self.chosen, self.badges
            self._painting.current = self.current
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the sheet between its margins."""
        y += self.scroll_offset.y
        width, base = self.size.width, self.rich_style
        if y >= len(self.sheet.lines) or self._painting is None:
            return Strip.blank(width, base)
        line = self.sheet.lines[y]
        self._painting.bar = self.paragraph if self.at == "reader" else None
        margin = self._painting.margin(line, self._left)
        return strip(self, [*margin, *self._painting.pieces(line)], base, width)

    def _head(self) -> None:
        furthest = max(1, self.virtual_size.height - self.size.height)
        share = min(100, round(100 * self.scroll_offset.y / furthest))
        fits = self.virtual_size.height <= self.size.height
        self.border_title = LEGEND if fits or not self.opened else LEGEND + Content(f" · {share} %")

    # From one place to another

    def go(self, way: Way, step: int = 1) -> str:
        """Go to the next of its kind, or the one before; what there is to say of it."""
        if self._painting is None:
            return "no article is open"
        stretch, said = way(self._painting, self._here(step), step)
        if stretch:
            self.show(stretch)
        return said

    def to_paragraph(self, step: int) -> str:
        """Be at the next paragraph, or the one before; what there is to say of it."""
        if self._painting is None:
            return "no article is open"
        stretch, said = to_paragraph(self._painting, self._here(), step)
        if stretch:
            self.go_to(stretch[0])
        return said

    @property
    def paragraph(self) -> int | None:
        """The number of the paragraph one is at: the one that has the bar; None without an article."""
        return (self._painting.number(self._here()) or None) if self._painting else None

    def _here(self, step: int = 0) -> int:
        """Where one is: at some words, at a place one went to, else at the first line in sight."""
        if self.current:
            return self.current[0]
        return (self._top_offset() or 0 if self.cursor is None else self.cursor) - (step > 0)

    def go_to(self, offset: int) -> None:
        """Be at the paragraph that holds this offset, and have the offset in sight."""
        self.current, self.cursor = None, offset
        self._bring(offset)
        self.refresh()

    def show(self, stretch: Stretch) -> None:
        """Make a stretch of the body the current one, in sight with some lines around it."""
        self.current, self.cursor = stretch, None
        self._bring(stretch[0])

    def _bring(self, offset: int) -> None:
        """Have an offset in sight, with some lines around it, as soon as it is laid out."""
        self._bookmark.stay()
        if not self.sheet.holds(offset):
            self._due = offset
            return
        place, height = self.sheet.place(offset), self.size.height
        if place and not self.scroll_offset.y + 1 <= place[0] < self.scroll_offset.y + height - 2:
            self._put_on_top(max(0, place[0] - height // 3))

    @property
    def sought(self) -> str:
        """What is looked for here; "" for nothing."""
        return self._painting.sought if self._painting else ""

    def seek(self, words: str) -> None:
        """Mark these words instead of those of the query."""
        if self._painting:
            self._painting.seek(words)
        self.refresh()

    @property
    def whereabouts(self) -> Whereabouts:
        """Where one is, to come back to."""
        return Whereabouts(self.scroll_offset.y, self.current, self.cursor)

    @whereabouts.setter
    def whereabouts(self, there: Whereabouts) -> None:
        self.current, self.cursor = there.current, there.cursor
        self._put_on_top(there.top)

    # The place one left

    def watch_at(self, before: PaneName, now: PaneName) -> None:
        """Who comes in goes on reading; who leaves has a place to come back to."""
        if now == "reader":
            self._enter()
        elif before == "reader":
            self._keep_place()
        self.refresh()

    def _enter(self) -> None:
        if self.opened:
            self._bookmark.enter(untouched=not self.scroll_offset.y and self.current is None)
            self.call_next(self._return)

    def _return(self) -> None:
        """Go on where the article was left."""
        if (line := self._bookmark.back(self.sheet, self.size.height)) is not None:
            self._put_on_top(line)
            self.post_message(Tell("where you left off; g goes to the beginning"))

    def _keep_place(self) -> None:
        if self._painting and self._bookmark.moved(self.sheet, self.scroll_offset.y, self.size.height):
            self.post_message(KeepPlace(self._painting.opened.article.id, self._bookmark.place))

    # Mouse and keys

    def on_click(self, event: events.Click) -> None:
        """A click on a mention, the inner one of two, chooses its actor; one on a time says its days."""
        offset = self._offset_under(event)
        if self.opened is None or self._painting is None or offset is None:
            return
        under = [self.opened.article.mentions[n] for n in self._painting.mentions.within(offset, offset + 1)]
        if under:
            self.post_message(self.MentionClicked(min(under, key=lambda mention: mention.end - mention.start)))
        if (time := self._time_at(offset)) is not None:
            self.show(self._painting.times.stretches[time])
            self.post_message(Tell(days(self._painting, time)))
        elif not under:
            self.go_to(offset)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """A time that the mouse comes over says its days."""
        offset = self._offset_under(event)
        time = self._time_at(offset) if offset is not None else None
        if self._painting and time is not None and time != self._pointed:
            self.post_message(Tell(days(self._painting, time)))
        self._pointed = time

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        line = event.y - self.gutter.top + self.scroll_offset.y
        return self.sheet.offset(line, event.x - self.gutter.left - self._left)

    def _time_at(self, offset: int) -> int | None:
        """The number of the time expression that holds this offset."""
        return next(self._painting.times.within(offset, offset + 1), None) if self._painting else None

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The heading says how far one has read; what went out of sight is where one is no more."""
        super().watch_scroll_y(old_value, new_value)
        self._head()
        at = self.current[0] if self.current else self.cursor
        place = self.sheet.place(at) if at is not None and self._due is None else None
        if place and not 0 <= place[0] - self.scroll_offset.y < self.size.height:
            self.current = self.cursor = None
        if self._bookmark.reading and self.at == "reader":
            if self._rest:
                self._rest.stop()
            self._rest = self.set_timer(STILL, self._keep_place)

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

    def action_edge(self, side: int) -> None:
        """To the beginning or the end of the article."""
        self._scroll(side * self.virtual_size.height)

    def _scroll(self, lines: int) -> None:
        self._put_on_top(self.scroll_offset.y + lines)

    def _put_on_top(self, y: int) -> None:
        self.scroll_to(y=y, animate=False, force=True, immediate=True)

    def jump_targets(self) -> Iterator[tuple[int, int]]:
        """Where the mentions in sight begin."""
        top, article = self.scroll_offset.y, self.opened.article if self.opened else None
        shown = [printed.line for printed in self.sheet.lines[top : top + self.size.height] if printed.part == "body"]
        for mention in article.mentions if article and shown else ():
            place = self.sheet.place(mention.start) if shown[0].start <= mention.start < shown[-1].end else None
            if place:
                yield self.gutter.left + self._left + place[1], self.gutter.top + place[0] - top
