"""Names in the articles that mean nobody of the actors file, or could not be decided: labels and their keys."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from briefing.index.catalogue import Catalogue
from briefing.index.known import last_name
from briefing.words import fold_text

KINDS = {"people": ("person",), "groups": ("organisation", "faction"), "places": ("place",)}


class Labels:
    """The labels of one catalogue, read when first asked for; a key is `kind:label`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @cached_property
    def _keys(self) -> Mapping[str, Mapping[str, list[str]]]:
        """Kind to folded label to keys."""
        found: dict[str, dict[str, list[str]]] = {}
        for key in self._catalogue.unlisted():
            kind, _, label = key.partition(":")
            found.setdefault(kind, {}).setdefault(fold_text(label), []).append(key)
        return found

    def _spelled(self, kinds: Sequence[str]) -> Iterator[Mapping[str, list[str]]]:
        return (self._keys.get(kind, {}) for name in kinds for kind in KINDS[name])

    def find(self, value: str, kinds: Sequence[str]) -> list[str]:
        """Keys of the labels that are this name."""
        folded = fold_text(value)
        return [key for keys in self._spelled(kinds) for key in keys.get(folded, ())]

    def surnames(self, wanted: Collection[str]) -> list[str]:
        """Keys of people who are called by one of these folded surnames alone."""
        return [
            key
            for keys in self._spelled(["people"])
            for label in keys
            if last_name(label) in wanted
            for key in keys[label]
        ]

    def shown(self, kinds: Sequence[str]) -> Iterator[str]:
        """The labels as they are written."""
        return (key.partition(":")[2] for keys in self._spelled(kinds) for same in keys.values() for key in same)
