"""What the dialogs offer: values of facets, orders and actors, as rows to pick from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from briefing.actors import Actor, Gazetteer, Group, Place
from briefing.cast import Role
from briefing.judgements import AddedKind
from briefing.library import Sort
from briefing.results import Facet
from briefing.tui import overruling
from briefing.tui.factions import Badge
from briefing.tui.narrowing import FacetName, Offer, Sign
from briefing.tui.opened import Opened
from briefing.tui.overruling import SECTIONS, Target
from briefing.tui.rows import SORTED
from briefing.tui.screens.picker import Choice
from briefing.words import fold_text

SORTS: dict[str, Sort] = {sort: sort for sort in get_args(Sort)}


def counted(facet: Facet | None) -> str:
    """`23`, or `23 (2 possible)`."""
    if facet is None:
        return "0"
    return f"{facet.count:,} ({facet.possible:,} possible)" if facet.possible else f"{facet.count:,}"


def faction_choices(known: Mapping[str, Badge], counts: Iterable[Facet]) -> list[Choice]:
    """Every faction of the actors file, the most mentioned first."""
    facets = {facet.value: facet for facet in counts}
    order = sorted(known, key=lambda faction: (-facets[faction].count if faction in facets else 0, known[faction].name))
    return [
        Choice(faction, f"{known[faction].label:<5} {known[faction].name}", counted(facets.get(faction)))
        for faction in order
    ]


def facet_choices(offer: Offer, known: Mapping[str, Badge], signs: Mapping[str, Sign]) -> list[Choice]:
    """The values of a facet, with what is asked of it already and no value of it."""
    if offer.facet == "faction":
        choices = faction_choices(known, offer.facets)
    else:
        choices = [Choice(facet.value, facet.name, counted(facet)) for facet in offer.facets]
    offered = {choice.value for choice in choices}
    return [*(Choice(value, value, "as asked") for value in signs if value not in offered), *choices]


def why_nothing(facet: FacetName, undated: int) -> str:
    """Why a facet has nothing to choose from."""
    if facet == "faction":
        return "The actors file names no factions: groups with faction: true stand here."
    if facet in ("year", "month"):
        exact = "a month" if facet == "month" else "a year"
        return f"None of these articles gives {exact}" + (f"; {undated:,} are undated." if undated else ".")
    return {
        "actor": "None of these articles mentions anybody.",
        "place": "None of these articles mentions a place.",
        "source": "None of these articles says where it was published.",
    }[facet]


def sort_choices() -> list[Choice]:
    """Every order of the list."""
    return [Choice(sort, SORTED[sort]) for sort in SORTS]


def targets(opened: Opened, role: Role, known: Gazetteer) -> dict[str, tuple[Choice, Target]]:
    """Whom a role may be one with, by key: who may be meant, who is in this article, then all of its kind."""
    article = opened.article
    unsure = overruling.undecided(article, role)
    offered = {id: _listed(id, known, "may be meant") for id in overruling.candidates(article, role) if id in known}
    for other in _others(opened, role):
        if other.actor and other.actor in known:
            offered.setdefault(other.actor, _listed(other.actor, known, "in this article"))
        elif not (unsure or other.actor or overruling.undecided(article, other)):
            offered[other.key] = Choice(other.key, other.name, "unlisted here"), overruling.target(other)
    for entry in sorted(_section(role, known).values(), key=lambda entry: fold_text(entry.name)):
        if entry.id != role.actor:
            offered.setdefault(entry.id, _listed(entry.id, known, ""))
    return offered


def _others(opened: Opened, role: Role) -> Iterator[Role]:
    """The other roles of its kind."""
    for company in opened.companies:
        for other in company.roles:
            if other.key != role.key and SECTIONS[other.kind] == SECTIONS[role.kind]:
                yield other


def _section(role: Role, known: Gazetteer) -> Mapping[str, Actor | Group | Place]:
    sections: Mapping[AddedKind, Mapping[str, Actor | Group | Place]]
    sections = {"person": known.people, "organisation": known.groups, "place": known.places}
    return sections[SECTIONS[role.kind]]


def _listed(id: str, known: Gazetteer, remark: str) -> tuple[Choice, Target]:
    sought = fold_text(" ".join((*known.spellings(id), id)))
    return Choice(id, known.name(id), remark, sought), Target(known.name(id), id)
