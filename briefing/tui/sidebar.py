"""The actors of an article laid out on lines: factions with their people, posts, and where they are mentioned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.tui.factions import Badge
from briefing.tui.opened import Opened
from briefing.tui.plain import plain
from briefing.tui.sparkline import sparkline
from briefing.tui.wrapping import across, cells, wrap

if TYPE_CHECKING:
    from briefing.cast import Company, Role

Piece = tuple[str, tuple[str, ...]]
HEADING = "\0heading:"  # no id of an actors file holds a NUL
STYLES = {"person": "person", "place": "place"}
"""Of names by their kind; all others are groups."""
NARROWEST = 12
"""Cells that a line is laid out for at least."""
INDENT = 3


@dataclass(frozen=True, slots=True)
class Item:
    """An actor, a heading or a gap. `alive`: can it be chosen?"""

    id: str
    lines: tuple[tuple[Piece, ...], ...]
    alive: bool = True

    @property
    def text(self) -> str:
        """All that is drawn of it."""
        return "\n".join("".join(text for text, _ in line) for line in self.lines)


GAP = Item("", (((" ", ()),),), alive=False)


def items(opened: Opened, badges: Mapping[str, Badge], width: int) -> Iterator[Item]:
    """Each company under its heading, on lines of at most this many cells; the first of them is for the cursor."""
    width = max(NARROWEST, width)
    meant = _meant(opened)
    for number, company in enumerate(opened.companies):
        known = badges.get(company.group or "")
        if number:
            yield GAP
        yield Item(f"{HEADING}{number}", (_heading(company, known, width),), alive=known is not None)
        for role in company.roles:
            yield Item(role.key, tuple(_role(role, opened, meant.get(role.key, {}), width)))


def heading(id: str) -> int | None:
    """The number of the company that an item stands over."""
    return int(id.removeprefix(HEADING)) if id.startswith(HEADING) else None


def _meant(opened: Opened) -> dict[str, dict[str, None]]:
    """Key to ids of those between whom it could not be decided."""
    found: dict[str, dict[str, None]] = {}
    for mention in (*opened.article.title_mentions, *opened.article.mentions):
        if mention.candidates:
            found.setdefault(mention.key, {}).update(dict.fromkeys(mention.candidates))
    return found


def _heading(company: Company, badge: Badge | None, width: int) -> tuple[Piece, ...]:
    if badge is None:
        return ((" " + across(company.name, "", width - 1), ("quiet",)),)
    return ((" " + across(company.name, badge.label, width - 1), ("company", badge.style)),)


def _role(role: Role, opened: Opened, meant: Mapping[str, None], width: int) -> Iterator[tuple[Piece, ...]]:
    unsure = role.actor is None and (role.by_post_only or bool(meant))
    count = f"{len(role.mentions)}×" if role.mentions else "title"
    left = across(f"{role.name} ?" if unsure else role.name, "", max(1, width - 3 - cells(count)))
    style = STYLES.get(role.kind, "group")
    name = left.rstrip()
    yield (("  ", ()), (name, (style,)), (left[len(name) :] + " ", ()), (count, ("quiet",)))
    for remark in _remarks(role, opened, meant, width - INDENT):
        for line in wrap(remark, 0, len(remark), width - INDENT):
            yield ((" " * INDENT + remark[line.start : line.end], ("quiet",)),)


def _remarks(role: Role, opened: Opened, meant: Mapping[str, None], room: int) -> Iterator[str]:
    yield from map(plain, role.posts)
    if meant:
        yield plain("may be " + " or ".join(opened.names.get(id, id) for id in meant))
    if role.by_post_only and role.kind == "person":
        yield "by post, not named"
    articles = opened.counts.get(role.actor or "") if role.kind != "place" else None
    spread = sparkline((m.start for m in role.mentions), len(opened.article.body))
    others = f"in {articles:,} article{'s' * (articles != 1)}" if articles else ""
    both = f"{spread} {others}".strip()
    yield from (both,) if len(both) <= room else filter(None, (spread, others))
