"""Badges of factions: a short label that carries the meaning, and a colour that helps the eye."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from briefing.actors import Group

STYLES = tuple(f"faction-{number}" for number in range(1, 7))
"""Component classes, used in turn."""
LONGEST = 5

_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z]")
_GOVERNMENT = re.compile(r"(?:the )?(?:government of (?:the )?(\w+)|(\w+) government)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on"})


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
        label = next(label for label in _labels(group, number) if label not in taken)
        taken.add(label)
        made[group.id] = Badge(label, STYLES[number % len(STYLES)], group.name)
    return made


def _labels(group: Group, number: int) -> Iterator[str]:
    """What the press writes first, then what a reader can guess, at last what nobody else has."""
    names = [group.name, *(alias.text for alias in group.aliases)]
    yield from (name.upper() for name in names if _ACRONYM.fullmatch(name))
    if of := _GOVERNMENT.fullmatch(group.name):
        yield from _beginnings(of[1] or of[2])
    words = [word for word in _WORD.findall(group.name) if word.lower() not in _SMALL]
    if len(words) > 1:
        yield "".join(word[0] for word in words).upper()[:LONGEST]
    yield from _beginnings(words[0] if words else group.id)
    yield from _beginnings(group.id.replace("-", ""))
    yield from (f"F{other}" for other in count(number))


def _beginnings(word: str) -> Iterator[str]:
    for length in range(3, LONGEST + 1):
        yield word[:length].upper()
