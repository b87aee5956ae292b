"""Conversations: ask the user, and give back the query or the order that follows from it."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App

from briefing.library import Library, Sort
from briefing.results import Results
from briefing.tui import asking, desk
from briefing.tui.factions import badges
from briefing.tui.narrowing import UNDATED, FacetName, Narrowing
from briefing.tui.offers import SORTS, sort_choices
from briefing.tui.screens.dates import DatesDialog
from briefing.tui.screens.facets import FacetsDialog
from briefing.tui.screens.picker import Picker

Anyone = App[Any]


async def _without(library: Library, results: Results, name: str) -> Results:
    """The answer without the clauses of one field, so that its other values can be offered."""
    question = desk.Question(asking.without(results.query, name), typing=True)
    answer = await asyncio.to_thread(desk.answer, library, question)
    return answer.results if isinstance(answer, desk.Answered) else results


async def facets(app: Anyone, library: Library, results: Results, first: FacetName = "faction") -> str | None:
    """The query with the values chosen, of one facet or several; None where the user left."""
    narrowing = Narrowing(library, results.query.text)
    undated = next((year.count for year in results.facets.get("year", ()) if year.value == UNDATED), 0)
    return await app.push_screen_wait(FacetsDialog(narrowing, first, badges(library.gazetteer.factions), undated))


async def dates(app: Anyone, library: Library, results: Results) -> str | None:
    """The query with the dates given; None where the user left, or left them as they were."""
    found = (await _without(library, results, "date")).facets
    asked = next(iter(asking.values(results.query, "date")), "")
    value = await app.push_screen_wait(DatesDialog(found.get("year", ()), found.get("month", ()), asked))
    if value is None or value == asked:
        return None
    return asking.with_clause(results.query, "date", [value] if value else [])


async def order(app: Anyone, now: Sort) -> Sort | None:
    """The order of the list; None where the user left."""
    picked = await app.push_screen_wait(Picker("Sort", sort_choices(), [now]))
    return SORTS[picked[0]] if picked else None
