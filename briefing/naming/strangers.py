"""Names told by their shape, made into mentions: of people whom the file spells otherwise, else of nobody it lists."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from briefing.actors import Gazetteer
from briefing.article import Mention, Via
from briefing.dates import Period
from briefing.naming.matching import Sighting
from briefing.naming.meaning import assigned
from briefing.naming.unlisted import Name
from briefing.naming.variants import Variants
from briefing.words import fold_text, one_line

GROUPS = ("faction", "organisation")
"""The kinds of a group's mention."""


def spelled_otherwise(names: Sequence[Name], gazetteer: Gazetteer, when: Period) -> list[Mention]:
    """A mention for each full name that is a transliteration of a name of the file."""
    if not gazetteer.people:
        return []
    variants, found = Variants(gazetteer), []
    for name in names:
        if name.kind != "person" or name.label != one_line(name.text) or " " not in name.label:
            continue
        ids, because = variants.find(name.label)
        sighting = Sighting(name.start, name.end, name.text)
        if len(ids) == 1:
            found.append(assigned(sighting, ids[0], "variant", because, gazetteer, when))
        elif ids:
            found.append(Mention(name.start, name.end, name.text, "person", None, name.label, "variant", because, ids))
    return found


def unlisted_mentions(
    names: Sequence[Name], found: Sequence[Mention], gazetteer: Gazetteer, when: Period
) -> Iterator[Mention]:
    """A mention for each name outside of what the file knows; of a known person where it is short for one."""
    taken = _taken(m for m in found if not _part(m, names))
    starts = [start for start, _ in taken]
    meant = {one_line(m.text): m.actor for m in found if m.actor and m.kind == "person" and m.via != "post"}
    judged = _judged(gazetteer)
    for name in names:
        n = bisect_left(starts, name.end) - 1
        if name.kind is None or (n >= 0 and taken[n][1] > name.start):
            continue
        label = judged.label(one_line(name.text), name.label)
        actor = meant.get(label)
        if actor is not None and name.kind == "person":
            sighting = Sighting(name.start, name.end, name.text)
            yield assigned(sighting, actor, "short", name.because, gazetteer, when)
        else:
            via: Via = "gazetteer" if name.spot and name.kind == "place" else "unlisted"
            yield Mention(name.start, name.end, name.text, name.kind, None, label, via, name.because)


def within(mention: Mention, names: Sequence[Name]) -> bool:
    """Does one of the names reach over the mention?"""
    n = bisect_left(names, mention.end, key=lambda name: name.start) - 1
    return n >= 0 and names[n].start <= mention.start and mention.end <= names[n].end


def _part(mention: Mention, names: Sequence[Name]) -> bool:
    """Is it a known group inside of a longer name, as `UN` in the name of one of its bodies?"""
    return mention.kind in GROUPS and within(mention, names)


class _Judged:
    """What the user judged of unlisted spellings: which are one, and which are not."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._heads: dict[str, str] = {}
        for one, other in gazetteer.judgements.same:
            head = self._heads.get(fold_text(one), one)
            self._heads |= {fold_text(one): head, fold_text(other): head}
        self._apart = {frozenset(map(fold_text, pair)) for pair in gazetteer.judgements.different}

    def label(self, written: str, label: str) -> str:
        """The label of a name that is written so, and was gathered under a label by rule."""
        if self._apart and frozenset((fold_text(written), fold_text(label))) in self._apart:
            label = written
        return self._heads.get(fold_text(label), label) if self._heads else label


@lru_cache(maxsize=8)
def _judged(gazetteer: Gazetteer) -> _Judged:
    return _Judged(gazetteer)


def _taken(mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    """The stretches of text that the mentions cover, in order and apart."""
    taken: list[tuple[int, int]] = []
    for start, end in sorted((m.start, m.end) for m in mentions):
        if taken and start < taken[-1][1]:
            taken[-1] = taken[-1][0], max(end, taken[-1][1])
        else:
            taken.append((start, end))
    return taken
