"""Badges of factions: a short label that carries the meaning, and a colour that helps the eye."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefing.actors import Group

STYLES = tuple(f"faction-{number}" for number in range(1, 7))
"""Component classes, used in turn."""
LONGEST = 5


@dataclass(frozen=True, slots=True)
class Badge:
    """How one faction is marked wherever it appears."""

    label: str
    style: str
    name: str


def badges(groups: Iterable[Group]) -> dict[str, Badge]:
    """A badge for each faction by its id; no two labels alike."""
    made: dict[str, Badge] = {}
    taken: set[str] = set()
    for number, group in enumerate(groups):
        label = next(label for label in _labels(group.id, number) if label not in taken)
        taken.add(label)
        made[group.id] = Badge(label, STYLES[number % len(STYLES)], group.name)
    return made


def _labels(id: str, number: int) -> Iterable[str]:
    parts = [part for part in id.split("-") if part]
    if len(id) <= LONGEST:
        yield id.upper()
    if len(parts) > 1:
        yield "".join(part[0] for part in parts).upper()[:LONGEST]
    yield id[:3].upper()
    yield id[:LONGEST].upper()
    yield f"{id[:2].upper()}{number}"
