"""The three panes side by side: which are in sight, which one is in, and how one leads to the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import var

from briefing.results import Results
from briefing.tui import keys
from briefing.tui.arrangement import PANES, PaneName, actors_width, in_sight, list_width, turned
from briefing.tui.citing import citation
from briefing.tui.factions import Badge
from briefing.tui.messages import FilterBy, Keep, Tell
from briefing.tui.opened import Opened, about, followed
from briefing.tui.rows import Marked
from briefing.tui.screens.reading import Reading
from briefing.tui.sheet import MEASURE, held
from briefing.tui.stepping import to_first_mention, to_hit, to_mention, to_time
from briefing.tui.widgets.actors_pane import ActorsPane
from briefing.tui.widgets.article_list import ArticleList
from briefing.tui.widgets.find_line import FindLine
from briefing.tui.widgets.histogram import Histogram
from briefing.tui.widgets.reader import Reader

PLACES = {"list": "listing", "reader": "reading"}
"""Where a pane shares its place with a line above or below it."""
ROOMY = 13
"""Lines of the screen below which every one of them is the list's."""


class Panes(Horizontal):
    """List, reader and actors. The screen tells what is in them; where one is among them is known here."""

    BINDINGS: ClassVar[list[BindingType]] = keys.PANES

    results: var[Results | None] = var(None)
    opened: var[Opened | None] = var(None)
    selected: var[frozenset[str]] = var(frozenset())
    order: var[str] = var("date")
    progress: var[str] = var("")
    badges: var[Mapping[str, Badge]] = var(dict)
    chosen: var[str | None] = var(None)
    measure: var[int] = var(MEASURE)
    furniture: var[bool] = var(False)
    at: var[PaneName] = var[PaneName]("list")
    beside: var[PaneName] = var[PaneName]("list")
    reading_only: var[bool] = var(False)

    def __init__(self, marks: Callable[[str], Marked]) -> None:
        super().__init__()
        self._marks = marks

    def compose(self) -> ComposeResult:
        """Every pane, whether in sight or not."""
        here = Panes
        with Vertical(id="listing"):
            yield Histogram()
            yield ArticleList(self._marks, id="list").data_bind(
                here.results, here.selected, here.badges, here.order, here.progress
            )
        with Reading(id="reading"):
            yield Reader(id="reader").data_bind(
                here.opened, here.chosen, here.badges, here.measure, here.furniture, here.at
            )
            yield FindLine()
        yield ActorsPane(id="actors").data_bind(here.opened, here.chosen, here.badges)

    @property
    def articles(self) -> ArticleList:
        """The pane to the left."""
        return self.query_one(ArticleList)

    @property
    def _reader(self) -> Reader:
        return self.query_one(Reader)

    @property
    def paragraph(self) -> int | None:
        """The number of the paragraph one is at, in the reader."""
        return self._reader.paragraph if self.at == "reader" else None

    def show_passage(self, offset: int) -> None:
        """Bring the paragraph that holds this offset in sight, and be at it."""
        self._reader.go_to(offset)

    def validate_measure(self, measure: int) -> int:
        """Lines that the eye can follow."""
        return held(measure)

    def show(self) -> None:
        """Show the panes there is room for, at once, so that they can be focused."""
        width = self.app.size.width
        shown = in_sight(width, self.at, self.beside, self.reading_only)
        alone = len(shown) == 1
        for name, columns in (("list", list_width(width)), ("reader", None), ("actors", actors_width(width))):
            pane = self.query_one(f"#{name}")
            place = self.query_one(f"#{PLACES[name]}") if name in PLACES else pane
            pane.display = place.display = name in shown
            place.styles.width = "1fr" if alone or columns is None else columns
        self._chart(width if alone else list_width(width))

    def _chart(self, width: int) -> None:
        """The dates of what is listed, in a line above it, where there is something to see and room to spare."""
        histogram, facets = self.query_one(Histogram), self.results.facets if self.results else {}
        histogram.years, histogram.months = facets.get("year", ()), facets.get("month", ())
        worth = self.app.size.height >= ROOMY and histogram.chart(width) is not None
        self.query_one("#listing").set_class(worth, "-charted")

    def watch_results(self) -> None:
        """Other articles have other dates."""
        if self.is_mounted and self.children:  # they go first when the reader is left
            self.show()

    def go(self, name: PaneName) -> None:
        """Be in this pane, and bring it in sight."""
        self.at = name
        self.show()
        self.screen.set_focus(self.query_one(f"#{name}"))

    def on_resize(self) -> None:
        """The width decides which panes are in sight."""
        self.show()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A pane may be focused by a click as well."""
        for name in PANES:
            if event.widget.id == name:
                self.at = name

    def watch_opened(self, before: Opened | None, now: Opened | None) -> None:
        """Who was chosen stays chosen, under whatever name the article is about now."""
        self.chosen = followed(self.chosen, before, now)

    def watch_at(self, at: PaneName) -> None:
        """What accompanies the reader is what one was in last."""
        if at != "reader":
            self.beside = at
            self.reading_only = False

    @on(ArticleList.Opened)
    def _open(self) -> None:
        self.go("reader")

    @on(ActorsPane.Chosen)
    def _choose(self, event: ActorsPane.Chosen) -> None:
        self.chosen = event.key

    @on(ActorsPane.Entered)
    def _go_to_first_mention(self, event: ActorsPane.Entered) -> None:
        self.chosen = event.key
        self._say(self._reader.go(to_first_mention))

    @on(Reader.MentionClicked)
    def _choose_mentioned(self, event: Reader.MentionClicked) -> None:
        self.chosen = event.mention.key
        self._reader.show((event.mention.start, event.mention.end))
        self._say(about(event.mention))

    @on(Histogram.Clicked)
    def _narrow_to_days(self, event: Histogram.Clicked) -> None:
        self.post_message(FilterBy("date", event.value))

    def _say(self, text: str) -> None:
        self.post_message(Tell(text))

    def action_hit(self, step: int) -> None:
        """Go to the next hit in the article, or the one before."""
        self._say(self._reader.go(to_hit, step))

    def action_mention(self, step: int) -> None:
        """Go to the next mention of the chosen actor, or the one before; of any, where none is chosen."""
        self._say(self._reader.go(to_mention, step))

    def action_time(self, step: int) -> None:
        """Go to the next time expression in the article, or the one before."""
        self._say(self._reader.go(to_time, step))

    def action_paragraph(self, step: int) -> None:
        """Be at the next paragraph, or the one before."""
        self.go("reader")
        self._say(self._reader.to_paragraph(step))

    def action_copy(self) -> None:
        """Copy the paragraph one is at, with its citation."""
        number = self.paragraph
        if self.opened is None or number is None:
            self.post_message(Tell("y copies the paragraph one is at in the reader: 2 goes there", problem=True))
            return
        self.app.copy_to_clipboard(citation(self.opened.article, number))
        self._say(f"copied: ¶ {number} with its citation")

    def action_measure(self, step: int) -> None:
        """Lines of the reader longer or shorter, from what they are."""
        drawn = self._reader.width
        if step > 0 and drawn < self.measure:
            self._say(f"lines of {drawn} cells: there is no room for more")
            return
        self.measure = drawn + step
        self.post_message(Keep("measure", str(self.measure)))
        self._say(f"lines of {self.measure} cells")

    def action_find_here(self) -> None:
        """Find words in this article."""
        self.go("reader")
        self.query_one(Reading).find()

    def action_pane(self, name: PaneName) -> None:
        """Go to a pane; once more to the actors goes back to the reader."""
        self.go("reader" if name == self.at == "actors" else name)

    def action_turn(self, step: int, around: bool = False) -> None:
        """Go to the pane beside this one."""
        self.go(turned(self.at, step, around=around))

    def action_read_only(self) -> None:
        """Nothing but the reader, or all there is room for."""
        self.reading_only = not self.reading_only
        self.go("reader")

    def action_leave(self) -> None:
        """Drop what is looked for; else back to the list."""
        if not self.query_one(Reading).drop():
            self._to_list()

    def _to_list(self) -> None:
        self.reading_only = False
        self.go("list")

    def action_back(self) -> None:
        """Back to the list; from there, quit."""
        if self.at == "list":
            self.app.exit()
        else:
            self._to_list()
