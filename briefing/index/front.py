"""What a first look at a corpus shows, in a small file of its own: the newest articles, their number, the factions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing import storage
from briefing.actors import Alias, Gazetteer, Group
from briefing.index.catalogue import COLUMNS, Catalogue, row_of
from briefing.index.generations import Generation
from briefing.index.sealing import Damaged, whole
from briefing.results import Row

NAME = "front.json"
NEWEST = 100


@dataclass(frozen=True, slots=True)
class Front:
    """The newest rows in the order of the list, the number of all, and the factions as the index knew them."""

    rows: tuple[Row, ...]
    total: int
    factions: tuple[Group, ...]


def write(folder: Path, catalogue: Catalogue, gazetteer: Gazetteer) -> None:
    """Write the front of a generation that is about to be sealed."""
    factions = [[group.id, group.name, [alias.text for alias in group.aliases]] for group in gazetteer.factions]
    columns = catalogue.columns(NEWEST)
    front = {"total": catalogue.count(), "columns": [columns[name] for name in COLUMNS], "factions": factions}
    storage.make(folder / NAME, json.dumps(front).encode("ascii"))


def read(generation: Generation) -> Front | None:
    """The front of a generation, verified; None where it has none, Damaged where it cannot be trusted."""
    if NAME not in generation.manifest.files:
        return None
    try:
        saved = json.loads(whole(generation, NAME))
        columns = dict(zip(COLUMNS, saved["columns"], strict=True))
        rows = tuple(row_of(columns, index) for index in range(len(columns["id"])))
        return Front(rows, saved["total"], tuple(_group(*group) for group in saved["factions"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged(f"{NAME} cannot be read: {type(error).__name__}") from error


def _group(id: str, name: str, aliases: Sequence[str]) -> Group:
    return Group(id, name, aliases=tuple(Alias(text) for text in aliases), faction=True)
