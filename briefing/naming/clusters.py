"""Spellings of unlisted names over a whole corpus, each to the label of its cluster, whatever the order of arrival."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from briefing.naming.comparing import Name, blocks, judged, parsed, within
from briefing.naming.spelling import key
from briefing.words import fold_text

Pair = tuple[str, str]
_CROWD = 25
"""Pairs of two clusters that are compared before they are joined, at most; else those of their foremost spellings."""
_WATCHED = 5
_CROWDED = 40
"""Names of one block that are compared each with each; of more, only those that sound alike throughout."""


def clusters(counts: Mapping[str, int], same: Iterable[Pair] = (), different: Iterable[Pair] = ()) -> dict[str, str]:
    """Each spelling of a person's name to the label of its cluster: the one in most articles, then the longest.

    No cluster holds a pair judged different. A short name that fits two clusters apart joins neither.
    """
    union = _Union(counts, different)
    union.judge(same)
    names = {spelling: parsed(spelling) for spelling in sorted(counts)}
    whole: list[tuple[int, Pair]] = []
    part: list[Pair] = []
    for one, other in _candidates(names):
        a, b = names[one], names[other]
        if within(a, b) and judged(a, b).verdict == "same":
            missing = abs(len(a.words) - len(b.words))
            if missing:
                part.append((one, other) if len(a.words) < len(b.words) else (other, one))
            else:
                whole.append((missing, (one, other)))
    for _, (one, other) in sorted(whole):
        if union.friendly(one, other, names):
            union.join(one, other)
    for short, longer in _decided(part, union, names):
        if union.friendly(short, longer, names):
            union.join(short, longer)
    return union.labels()


def organisations(
    counts: Mapping[str, int], same: Iterable[Pair] = (), different: Iterable[Pair] = ()
) -> dict[str, str]:
    """The same for organisations and places: joined are the same words, but for case, marks and a leading “the”."""
    union = _Union(counts, different, article=True)
    union.judge(same)
    return union.labels()


class _Union:
    """Spellings in disjoint clusters; those of the same folded words are together from the start."""

    def __init__(self, counts: Mapping[str, int], different: Iterable[Pair], *, article: bool = False) -> None:
        self._counts = counts
        self._parent: dict[str, str] = {}
        self._article = article
        self._spelt: dict[str, list[str]] = {}
        for spelling in sorted(counts):
            self._spelt.setdefault(self._folded(spelling), []).append(spelling)
        self._apart: set[Pair] = set()
        for one, other in different:
            a, b = self._folded(one), self._folded(other)
            self._apart |= {(a, b), (b, a)}
        self.members: dict[str, list[str]] = {}
        for alike in self._spelt.values():
            for spelling in alike:
                self._parent[spelling] = alike[0]
            self.members[alike[0]] = list(alike)

    def _folded(self, spelling: str) -> str:
        folded = fold_text(spelling)
        return folded.removeprefix("the ") if self._article else folded

    def root(self, spelling: str) -> str:
        """The spelling that stands for its cluster while it grows."""
        while self._parent[spelling] != spelling:
            self._parent[spelling] = spelling = self._parent[self._parent[spelling]]
        return spelling

    def judge(self, same: Iterable[Pair]) -> None:
        """Join what the user judged the same."""
        for one, other in sorted((min(pair), max(pair)) for pair in same):
            a, b = self._spelt.get(self._folded(one)), self._spelt.get(self._folded(other))
            if a and b and not self._judged_different(self.root(a[0]), self.root(b[0])):
                self.join(a[0], b[0])

    def join(self, one: str, other: str) -> None:
        """Make one cluster of two."""
        a, b = sorted((self.root(one), self.root(other)))
        if a != b:
            self._parent[b] = a
            self.members[a] += self.members.pop(b)

    def friendly(self, one: str, other: str, names: Mapping[str, Name]) -> bool:
        """May these clusters be one: is no pair of them judged different, nor different by the rules?"""
        a, b = self.root(one), self.root(other)
        if a == b:
            return False
        if self._judged_different(a, b):
            return False
        ours, theirs = self._foremost(a, b)
        return all(judged(names[x], names[y]).verdict != "different" for x in ours for y in theirs)

    def _foremost(self, a: str, b: str) -> tuple[Sequence[str], Sequence[str]]:
        ours, theirs = self.members[a], self.members[b]
        if len(ours) * len(theirs) > _CROWD:
            ours, theirs = (sorted(side, key=self._rank)[:_WATCHED] for side in (ours, theirs))
        return ours, theirs

    def _judged_different(self, a: str, b: str) -> bool:
        if not self._apart:
            return False
        ours, theirs = ({self._folded(spelling) for spelling in self.members[root]} for root in (a, b))
        return any((x, y) in self._apart for x in ours for y in theirs)

    def _rank(self, spelling: str) -> tuple[int, int, str]:
        return -self._counts[spelling], -len(spelling), spelling

    def labels(self) -> dict[str, str]:
        """Each spelling to the foremost one of its cluster."""
        best = {root: min(spellings, key=self._rank) for root, spellings in self.members.items()}
        return {spelling: best[self.root(spelling)] for spelling in self._counts}


def _candidates(names: Mapping[str, Name]) -> Iterable[Pair]:
    """Pairs of spellings that share a block, each once, in order."""
    rooms: dict[str, list[str]] = {}
    for spelling, name in names.items():
        for block in blocks(name):
            rooms.setdefault(block, []).append(spelling)
    seen: set[Pair] = set()
    for room in rooms.values():
        if len(room) <= _CROWDED:
            seen.update(combinations(room, 2))
        else:
            seen.update(_alike(room, names))
    return sorted(seen)


def _alike(room: Iterable[str], names: Mapping[str, Name]) -> Iterator[Pair]:
    """Neighbours of those whose words all sound alike."""
    sounds: dict[tuple[str, ...], list[str]] = {}
    for spelling in room:
        sounds.setdefault(tuple(sorted(map(key, names[spelling].parts))), []).append(spelling)
    for alike in sounds.values():
        yield from pairwise(alike)


def _decided(part: Iterable[Pair], union: _Union, names: Mapping[str, Name]) -> list[Pair]:
    """Of short names within longer ones, those whose longer ones are all one another's."""
    longer: dict[str, set[str]] = {}
    for short, long in part:
        longer.setdefault(union.root(short), set()).add(long)
    kept = []
    for short, longs in sorted(longer.items()):
        roots = sorted({union.root(long): long for long in sorted(longs)}.items())
        heads = [long for _, long in roots]
        agreed = all(judged(names[a], names[b]).verdict == "same" for n, a in enumerate(heads) for b in heads[n + 1 :])
        if agreed:
            kept += [(short, long) for long in heads]
    return kept
