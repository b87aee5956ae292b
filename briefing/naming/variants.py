"""Full names that the file does not spell so, but that are a transliteration of a name it holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from briefing.actors import Actor, Gazetteer
from briefing.naming.comparing import blocks, judged, parsed
from briefing.words import fold_text


class Variants:
    """The people of one gazetteer by the sound of their full names."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._apart = _apart(gazetteer)

    def find(self, name: str) -> tuple[tuple[str, ...], str]:
        """Ids of the people whom this full name may spell, and the rules; nobody where it has only one word."""
        asked = parsed(name)
        if len(asked.words) < 2:
            return (), ""
        index = _index(self._gazetteer)
        spellings = dict.fromkeys(found for key in sorted(blocks(asked)) for found in index.get(key, ()))
        reasons: dict[str, str] = {}
        for person, spelling in spellings:
            if person in reasons or self._judged_different(person, name):
                continue
            verdict = judged(asked, parsed(spelling))
            if verdict.verdict == "same":
                reasons[person] = f"transliteration of “{spelling}”: {verdict.because}"
        ids = tuple(sorted(reasons))
        return ids, "; or ".join(reasons[id] for id in ids)

    def _judged_different(self, person: str, name: str) -> bool:
        return (person, fold_text(name)) in self._apart


@lru_cache(maxsize=8)
def _index(gazetteer: Gazetteer) -> dict[str, list[tuple[str, str]]]:
    """Block key to (person id, spelling)."""
    index: dict[str, list[tuple[str, str]]] = {}
    for person in gazetteer.people.values():
        for spelling in _spellings(person):
            for key in blocks(parsed(spelling)):
                index.setdefault(key, []).append((person.id, spelling))
    return index


def _spellings(person: Actor) -> Iterator[str]:
    """The full names that mean this person at any time and in any company."""
    yield person.name
    for alias in person.aliases:
        if alias.period.open and not alias.requires:
            yield alias.text


@lru_cache(maxsize=8)
def _apart(gazetteer: Gazetteer) -> frozenset[tuple[str, str]]:
    """(person id, folded spelling) of each pair that was judged different, either side by id or by spelling."""
    found: set[tuple[str, str]] = set()
    owners: dict[str, set[str]] = {}
    for id in gazetteer.people:
        owners.setdefault(fold_text(id), set()).add(id)
        for spelling in gazetteer.spellings(id):
            owners.setdefault(fold_text(spelling), set()).add(id)
    for pair in gazetteer.judgements.different:
        for one, other in (pair, pair[::-1]):
            found.update((id, fold_text(other)) for id in owners.get(fold_text(one), ()))
    return frozenset(found)
