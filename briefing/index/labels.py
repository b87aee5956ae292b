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

    @cached_property
    def _clusters(self) -> tuple[Mapping[str, str], Mapping[str, list[str]]]:
        """Key to the key of its cluster, and that to all of its keys; only where they differ."""
        heads = {key: f"{key.partition(':')[0]}:{label}" for key, label in self._catalogue.clusters().items()}
        members: dict[str, list[str]] = {}
        for key, head in heads.items():
            members.setdefault(head, [head]).append(key)
        return heads, members

    def head(self, key: str) -> str:
        """The key under which the whole cluster of a name is known."""
        return self._clusters[0].get(key, key)

    def cluster(self, key: str) -> list[str]:
        """The keys of all spellings of a name."""
        head = self.head(key)
        return self._clusters[1].get(head, [head])

    @cached_property
    def counts(self) -> list[tuple[str, int]]:
        """(key of a cluster, number of articles), the most frequent first."""
        found: dict[str, int] = {}
        for key, count in self._catalogue.unlisted_counts():
            if self.head(key) not in self._clusters[1]:
                found[key] = count
        for head, members in self._clusters[1].items():
            found[head] = len(self._catalogue.holding(members))
        return sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))

    def find(self, value: str, kinds: Sequence[str]) -> list[str]:
        """Keys of the labels that are this name, with the other spellings of their clusters.

        A surname is the name of all people who bear it.
        """
        folded = fold_text(value)
        found = [key for keys in self._spelled(kinds) for key in keys.get(folded, ())]
        if "people" in kinds and (last := last_name(value)):
            found += self._families.get(last, [])
        return list(dict.fromkeys(member for key in found for member in self.cluster(key)))

    @cached_property
    def _families(self) -> Mapping[str, list[str]]:
        """The last word of each full name of a person, to the keys of those who bear it."""
        found: dict[str, list[str]] = {}
        for label, keys in self._keys.get("person", {}).items():
            first, _, last = label.rpartition(" ")
            if first:
                found.setdefault(last, []).extend(keys)
        return found

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
