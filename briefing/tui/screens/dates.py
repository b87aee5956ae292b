"""From when until when: typed, or picked from the years and months that hold articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from briefing.dates import PartialDate, Period
from briefing.parsing import parse
from briefing.query import Dates, QueryError
from briefing.results import Facet
from briefing.tui.fitted import Fitted
from briefing.tui.leaving import Dialog
from briefing.tui.plain import plain
from briefing.tui.widgets.histogram import Histogram

LABEL, COUNT = 11, 7
BAR, LONGEST = 24, 24
HELP = "enter takes · tab months · 2014..2016 too · empty: any"
_RANGE = re.compile(r"\.\.|…|^[<>]|^[a-z]")
"""What says both ends at once: `2014..2016`, `>=2020`, `last-month`."""


def asked_range(first: str, last: str) -> str:
    """The value of a date clause for the two fields, "" for neither; ValueError in words.

    A range in one of the fields means both ends.
    """
    first, last = first.strip(), last.strip()
    both = next((text for text in (first, last) if _RANGE.search(text)), None)
    if both is not None and {first, last} <= {both, ""}:
        return _checked(both)
    if both is not None:
        raise ValueError(f"{both} says both ends: leave the other field empty")
    periods = [PartialDate.parse(text).period for text in (first, last) if text]
    if any(period.open for period in periods):
        raise ValueError("a year is needed; write it as 2025-09-16, 2025-09 or 2025")
    if first and last:
        if periods[0].first and periods[1].last and periods[0].first > periods[1].last:
            raise ValueError(f"{first} is after {last}")
        return first if first == last else f"{first}..{last}"
    if first:
        return f"{first}.."
    return f"<={last}" if last else ""


def _checked(value: str) -> str:
    """The value, as the query language has it."""
    value = re.sub(r"\s*(\.\.|…|^[<>]=?)\s*", r"\1", value)
    try:
        parse(f"date:{value}", date.today())
    except QueryError as error:
        raise ValueError(error.message + _try(error.suggestion)) from error
    return value


def _try(suggestion: str | None) -> str:
    return f"; try {suggestion.removeprefix('date:')}" if suggestion else ""


def typed_range(value: str) -> tuple[str, str]:
    """The two fields for the value of a date clause, as far as they can say it; the first alone for both ends."""
    if value.startswith(("<=", ">=")):
        return ("", value[2:]) if value.startswith("<") else (value[2:], "")
    if value.startswith(("<", ">")) or value[:1].isalpha():
        return value, ""
    first, dots, last = value.partition("..")
    return (first, last) if dots else (value, value)


def _days(value: str) -> Period | None:
    """The days that the value of a date clause stands for; None for any."""
    asked = parse(f"date:{value}", date.today()).root if value else None
    return asked.period if isinstance(asked, Dates) else None


class DatesDialog(Dialog[str | None]):
    """Returns the value of a date clause, "" for any date, None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave", id="dates.leave"),
        Binding("down", "app.focus_next", "next field", show=False, id="dates.next"),
        Binding("up", "app.focus_previous", "previous field", show=False, id="dates.previous"),
    ]

    def __init__(self, years: Sequence[Facet], months: Sequence[Facet], value: str = "") -> None:
        super().__init__()
        self._years, self._months = years, months
        self._first, self._last = typed_range(value)

    def compose(self) -> ComposeResult:
        """Two fields, and a bar for every year and month."""
        with Vertical(classes="dialog"):
            yield Static("Published", classes="dialog--title", markup=False)
            with Horizontal(id="range"):
                yield Static("from ", markup=False)
                yield Input(self._first, placeholder="2014-08", id="from", classes="dialog--input", max_length=LONGEST)
                yield Static(" until ", markup=False)
                yield Input(self._last, placeholder="2016", id="until", classes="dialog--input", max_length=LONGEST)
            yield Static("", id="mistake", markup=False)
            yield Histogram()
            yield OptionList(*self._bars(), markup=False)
            yield Static(HELP, classes="dialog--keys", markup=False)

    def on_mount(self) -> None:
        """Draw the years and months, and mark what is asked for."""
        histogram = self.query_one(Histogram)
        histogram.years, histogram.months = self._years, self._months
        self._mark()

    def on_resize(self) -> None:
        """There is no histogram of a single month."""
        self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        histogram = self.query_one(Histogram)
        histogram.display = histogram.chart(self.query_one("#range").size.width) is not None

    def _mark(self) -> None:
        """Mark the days that the fields ask for, as far as they can be understood."""
        with suppress(ValueError):
            self.query_one(Histogram).period = _days(asked_range(*self._fields))

    @property
    def _fields(self) -> tuple[str, str]:
        return self.query_one("#from", Input).value, self.query_one("#until", Input).value

    @on(Histogram.Clicked)
    def _pointed(self, event: Histogram.Clicked) -> None:
        self.dismiss(event.value)

    def _bars(self) -> Iterator[Option]:
        most = max((facet.count for facet in self._months), default=1)
        largest = max((facet.count for facet in self._years), default=1)
        years = [facet for facet in self._years if facet.value.isdigit()]
        for year in sorted(years, key=lambda facet: facet.value, reverse=True):
            yield Option(_bar(year.value, year.count, largest, "bold $foreground"), id=year.value)
            for month in sorted(self._months, key=lambda facet: facet.value):
                if month.value.startswith(year.value + "-"):
                    yield Option(_bar(f"  {month.value}", month.count, most, "$quiet"), id=month.value)
        for other in self._years:
            if other not in years:
                yield Option(Content.styled(f"{plain(other.name):<11}{other.count:,}", "$quiet"), disabled=True)

    @on(Input.Submitted)
    def _take(self) -> None:
        try:
            self.dismiss(asked_range(*self._fields))
        except ValueError as error:
            self.query_one("#mistake", Static).update(Content(plain(str(error))))

    @on(Input.Changed)
    def _forgive(self) -> None:
        self.query_one("#mistake", Static).update(Content())
        self._mark()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)


def _bar(label: str, count: int, most: int, style: str) -> Fitted:
    def made(width: int) -> Content:
        length = max(1, round(min(BAR, width - LABEL - COUNT) * count / most))
        return Content.assemble((f"{label:<{LABEL}}", style), ("■" * length, "$primary"), (f" {count:,}", "$quiet"))

    return Fitted(made)
