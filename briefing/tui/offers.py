"""What the dialogs offer: factions, actors, orders and the articles to export, as rows to pick from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from briefing.library import Sort
from briefing.paths import safe_name
from briefing.results import Facet, Results, Row
from briefing.tui.factions import Badge
from briefing.tui.rows import SORTED
from briefing.tui.screens.export import Scope
from briefing.tui.screens.picker import Choice

SORTS: dict[str, Sort] = {sort: sort for sort in get_args(Sort)}


def counted(facet: Facet | None) -> str:
    """`23`, or `23 (2 possible)`."""
    if facet is None:
        return "0"
    return f"{facet.count:,} ({facet.possible:,} possible)" if facet.possible else f"{facet.count:,}"


def faction_choices(known: Mapping[str, Badge], results: Results) -> list[Choice]:
    """Every faction of the actors file, the most mentioned first."""
    facets = {facet.value: facet for facet in results.facets.get("faction", ())}
    order = sorted(known, key=lambda faction: (-facets[faction].count if faction in facets else 0, known[faction].name))
    return [
        Choice(faction, f"{known[faction].label:<5} {known[faction].name}", counted(facets.get(faction)))
        for faction in order
    ]


def actor_choices(results: Results) -> list[Choice]:
    """Every actor in the answer."""
    return [Choice(facet.value, facet.name, counted(facet)) for facet in results.facets.get("actor", ())]


def sort_choices() -> list[Choice]:
    """Every order of the list."""
    return [Choice(sort, SORTED[sort]) for sort in SORTS]


def export_scopes(current: Row | None, selected: Iterable[str], results: Results | None) -> Sequence[Scope]:
    """What may be exported: the selection, the article under the cursor, everything listed."""
    scopes = []
    if chosen := tuple(selected):
        scopes.append(
            Scope("the selected article" if len(chosen) == 1 else f"the {len(chosen)} selected", chosen, "briefing.md")
        )
    if current:
        name = safe_name(current.title) or "article"
        scopes.append(Scope(f"this article: {current.title or current.path}", (current.id,), f"{name}.md"))
    if results and len(results.hits) > 1:
        name = safe_name(results.query.text) or "briefing"
        ids = tuple(hit.row.id for hit in results.hits)
        scopes.append(Scope(f"all {len(ids):,} listed", ids, f"{name}.md"))
    return scopes
