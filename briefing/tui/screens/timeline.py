"""The time line of what is listed: when which factions or actors were written about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from briefing.results import Hit, Results
from briefing.timeline import UNITS, By, Timeline, Unit, days, number_of, summary, written
from briefing.tui import asking
from briefing.tui.factions import Badge
from briefing.tui.fitted import ends
from briefing.tui.leaving import Left
from briefing.tui.plain import plain
from briefing.tui.rows import date_text, title_text
from briefing.tui.screens.choosing import Choosing
from briefing.tui.timegrid import Grid, ends_of, fitting, grid
from briefing.tui.widgets.time_chart import TimeChart
from briefing.tui.wrapping import crop

KEYS = "hjkl [ ] move · enter open · n narrow · tab {} · - + zoom · esc leaves"
MOST = 100
"""Articles to choose from at once."""
CHOICE = 64
"""Cells of one of them."""


@dataclass(frozen=True, slots=True)
class Picked:
    """An article of a row."""

    article: str
    line: str
    by: By


class TimelineScreen(Left[Picked | str | None]):
    """Returns the article to open, or the query to ask; None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,T", "dismiss(None)", "leave", id="timeline.leave"),
        Binding("tab,shift+tab", "turn", "factions or actors", id="timeline.turn"),
        Binding("f", "by('faction')", "rows of factions", id="timeline.factions"),
        Binding("a", "by('actor')", "rows of actors", id="timeline.actors"),
        Binding("plus,greater_than_sign", "zoom(1)", "months, days", id="timeline.finer"),
        Binding("minus,less_than_sign", "zoom(-1)", "months, years", id="timeline.coarser"),
        Binding("n", "narrow", "ask for what is under the cursor", id="timeline.narrow"),
    ]

    def __init__(
        self, results: Results, make: Callable[[By], Timeline], badges: Mapping[str, Badge], at: str | None = None
    ) -> None:
        """`make` is called in a thread; `at` is the article to begin at."""
        super().__init__()
        self._results, self._make, self._badges, self._begun_at = results, make, badges, at
        self._made: dict[By, Timeline] = {}
        self._by: By = "faction"

    def compose(self) -> ComposeResult:
        """What it is of, the chart, what is under the cursor, and the keys."""
        yield Static("", id="timeline-head", markup=False)
        chart = TimeChart(id="timeline-chart")
        chart.badges = self._badges
        yield chart
        yield Static("", id="timeline-here", markup=False)
        yield Static("", id="timeline-title", markup=False)
        yield Static("", id="timeline-keys", markup=False)

    @property
    def _chart(self) -> TimeChart:
        return self.query_one(TimeChart)

    def on_mount(self) -> None:
        """Begin with factions."""
        self._chart.focus()
        self._say("timeline-head", "Time line: looking through the articles …")
        self._show("faction")

    @work(exclusive=True, group="timeline", description="timeline")
    async def _show(self, by: By, unit: Unit | None = None) -> None:
        """Rows by one or the other, and by one unit; what was under the cursor stays there."""
        if by not in self._made:
            self._made[by] = await asyncio.to_thread(self._make, by)
        timeline, before = self._made[by], self._chart.grid
        unit = unit or (before.unit if before else fitting(timeline.dates.span, self._chart.room))
        drawn = await asyncio.to_thread(grid, timeline, unit)
        self._by = by
        if drawn is None:
            self._say("timeline-head", f"Time line: {summary(timeline)}")
            self._say("timeline-here", "No article that is listed has a date, or a bound for one.")
        else:
            self._chart.show(drawn, *self._place(drawn, before))

    def _place(self, drawn: Grid, before: Grid | None) -> tuple[int, int]:
        """Where the cursor was, else at the article one comes from, else at the newest."""
        chart = self._chart
        if before is None:
            return self._begin(drawn)
        row = chart.row if drawn.timeline.by == before.timeline.by else 0
        first, last = ends_of(days(chart.at, before.unit), drawn.unit)
        stops = [number for number in drawn.stops(row) if first <= number <= last] if drawn.tracks else []
        return row, stops[-1] if stops else last

    def _begin(self, drawn: Grid) -> tuple[int, int]:
        place = self._results.place(self._begun_at) if self._begun_at else None
        if place is None:
            return 0, drawn.last
        period = self._results.hits[place].row.period
        day = period.first or period.last
        return drawn.row_of(place), number_of(day, drawn.unit) if day else drawn.last

    # What is under the cursor

    @property
    def _held(self) -> tuple[list[Hit], list[Hit]]:
        """The articles under the cursor, and those that may be of that time."""
        drawn = self._chart.grid
        if drawn is None or not drawn.tracks:
            return [], []
        sure, perhaps = drawn.held(self._chart.row, self._chart.at)
        return self._hits(sure), self._hits(perhaps)

    def _hits(self, places: Sequence[int]) -> list[Hit]:
        return [self._results.hits[place] for place in places[:MOST]]

    @on(TimeChart.Moved)
    def _tell(self) -> None:
        drawn = self._chart.grid
        if drawn is None:
            return
        others = "actors" if self._by == "faction" else "factions"
        self._say("timeline-head", f"Time line · {self._by}s by {drawn.unit} · {summary(drawn.timeline)}")
        self._say("timeline-keys", KEYS.format(others))
        self._say("timeline-here", self._here(drawn))
        hits = [hit for part in self._held for hit in part]
        self._say("timeline-title", f"{date_text(hits[0].row)}  {title_text(hits[0].row)}" if hits else "")

    def _here(self, drawn: Grid) -> str:
        """`Libyan National Army · 2014-08 · 3 articles, 2 more about then`."""
        when = written(self._chart.at, drawn.unit)
        if not drawn.tracks:
            return f"{when} · no {self._by} is mentioned"
        track = drawn.tracks[self._chart.row]
        sure, perhaps = drawn.held(self._chart.row, self._chart.at)
        said = f"{len(sure):,} article{'s' * (len(sure) != 1)}" if sure or not perhaps else ""
        about = f"{len(perhaps):,}{' more' * bool(sure)} about then" if perhaps else ""
        undated = f" · {len(track.undated):,} undated" if track.undated else ""
        return f"{track.line.name} · {when} · {', '.join(filter(None, (said, about)))}{undated}"

    def _say(self, where: str, text: str) -> None:
        self.query_one(f"#{where}", Static).update(ends(plain(text)))

    # What is done with it

    @on(TimeChart.Entered)
    @work(exclusive=True, group="choosing", description="choosing")
    async def _open(self) -> None:
        """Open the article under the cursor; of several, one that is chosen."""
        sure, perhaps = self._held
        hits = (sure + perhaps)[:MOST]
        if not hits or self._chart.grid is None:
            return
        line = self._chart.grid.tracks[self._chart.row].line
        chosen: int | None = 0
        if len(hits) > 1:
            chosen = await self.app.push_screen_wait(Choosing(self._question, [_choice(hit) for hit in hits]))
        if chosen is not None:
            self.dismiss(Picked(hits[chosen].row.id, line.id, self._by))

    @property
    def _question(self) -> str:
        assert self._chart.grid is not None
        return self._here(self._chart.grid)

    def action_turn(self) -> None:
        """Factions instead of actors, actors instead of factions."""
        self.action_by("actor" if self._by == "faction" else "faction")

    def action_by(self, by: By) -> None:
        """Rows of factions, or of actors."""
        self._show(by)

    def action_zoom(self, step: int) -> None:
        """Years, months, days."""
        if drawn := self._chart.grid:
            index = UNITS.index(drawn.unit) + step
            if 0 <= index < len(UNITS):
                self._show(self._by, UNITS[index])

    def action_narrow(self) -> None:
        """Ask for the row, at the time under the cursor."""
        drawn = self._chart.grid
        if drawn and drawn.tracks:
            line = drawn.tracks[self._chart.row].line
            clauses = [
                asking.without(self._results.query, "date"),
                asking.field_text(self._by, line.id),
                asking.field_text("date", written(self._chart.at, drawn.unit)),
            ]
            if clauses[1] in asking.clause_texts(self._results.query):
                del clauses[1]
            self.dismiss(" ".join(filter(None, clauses)))


def _choice(hit: Hit) -> str:
    return crop(f"{date_text(hit.row):11} {title_text(hit.row)}", CHOICE)
