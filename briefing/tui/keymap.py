"""The keys that the user gave to actions: which of them name no action, and which are in each other's way."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules

from textual.binding import Binding, BindingType

from briefing.tui import keys
from briefing.tui.plain import plain

Keys = Mapping[str, Sequence[str]]
"""Names of keys by the id of the action."""
PANES = (keys.LIST, keys.READER, keys.ACTORS)
AROUND = (keys.PANES, [*keys.MAIN, *keys.COMMANDS], keys.APP)
"""What holds in every pane, from the inside out: what is further in has a key first."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two actions on one key, in one place or one within the other."""

    key: str
    winner: str
    loser: str


def ids(*groups: Iterable[BindingType]) -> list[str]:
    """Of these actions, each once."""
    return list(dict.fromkeys(binding.id for group in groups for binding in _bindings(group) if binding.id))


def mistakes(given: Keys, lines: Mapping[str, str]) -> list[str]:
    """What is wrong with the keys given, a sentence each, with the line it stands in."""
    known = ids(*PANES, *AROUND)
    if not given.keys() <= set(known):
        known += ids(*_elsewhere())
    said = [_unknown(id, known, lines) for id in given if id not in known]
    return said + [_told(clash, given, lines) for clash in clashes(given)]


def clashes(given: Keys) -> list[Clash]:
    """Where a key that was given to an action is another's too; what is so by default is meant so."""
    found: dict[frozenset[str], Clash] = {}
    for pane in PANES:
        chain = [list(_bindings(group)) for group in (pane, *AROUND)]
        for clash in _within(chain, given):
            found.setdefault(frozenset((clash.key, clash.winner, clash.loser)), clash)
    return list(found.values())


def _within(chain: Sequence[Sequence[Binding]], given: Keys) -> Iterator[Clash]:
    normal = {id: set(map(_normal, names)) for id, names in given.items()}
    holders: dict[str, list[str]] = {}
    for group in chain:
        for here in (True, False):
            for binding in group:
                if (binding.id in given) == here:
                    mine = normal[binding.id] if here and binding.id else {binding.key}
                    for key in mine - {""}:
                        holders.setdefault(key, []).append(binding.id or "")
    for key, all_ids in holders.items():
        for winner, loser in pairwise(dict.fromkeys(all_ids)):
            if winner in given or loser in given:
                yield Clash(key, winner, loser)


def keys_of(id: str, group: Iterable[BindingType], given: Keys) -> frozenset[str]:
    """The keys of an action, as they are by now."""
    if id in given:
        return frozenset(map(_normal, given[id]))
    return frozenset(binding.key for binding in _bindings(group) if binding.id == id)


def _normal(key: str) -> str:
    """The long name of a key: `slash` for `/`."""
    return next((binding.key for binding in Binding.make_bindings([Binding(key, "", "")])), key)


def _bindings(group: Iterable[BindingType]) -> Iterable[Binding]:
    return Binding.make_bindings(group)


@cache
def _elsewhere() -> tuple[Sequence[BindingType], ...]:
    """The keys of dialogs and other screens."""
    found: list[Sequence[BindingType]] = []
    for room in ("briefing.tui.screens", "briefing.tui.widgets"):
        for module in iter_modules(import_module(room).__path__):
            for member in vars(import_module(f"{room}.{module.name}")).values():
                if isinstance(member, type) and member.__module__.startswith(room):
                    found.append(vars(member).get("BINDINGS", ()))
    return tuple(found)


def _unknown(id: str, known: Sequence[str], lines: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(id, known, 1, 0.5)
    instead = f"; did you mean `{near[0]}`?" if near else "; the help names every key, `README.md` every id"
    return plain(f"{_place(id, lines)}there is no action `{id}`{instead}")


def _told(clash: Clash, given: Keys, lines: Mapping[str, str]) -> str:
    at = clash.winner if clash.winner in given else clash.loser
    return plain(
        f"{_place(at, lines)}`{clash.key}` is the key of `{clash.winner}` and of `{clash.loser}`; "
        f"`{clash.winner}` has it, so give `{clash.loser}` another"
    )


def _place(id: str, lines: Mapping[str, str]) -> str:
    return f"{lines[id]}: " if id in lines else ""
