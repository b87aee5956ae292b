"""Names told by their shape, made into mentions: of a person of the file who is spelled otherwise there, else unlisted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from briefing.actors import Gazetteer
from briefing.article import Mention, Via
from briefing.dates import Period
from briefing.naming.matching import Sighting
from briefing.naming.meaning import assigned
from briefing.naming.unlisted import Name
from briefing.naming.variants import Variants


def spelled_otherwise(names: Sequence[Name], gazetteer: Gazetteer, when: Period) -> list[Mention]:
    """A mention for each full name that is a transliteration of a name of the file."""
    if not gazetteer.people:
        return []
    variants, found = Variants(gazetteer), []
    for name in names:
        if name.kind != "person" or " " not in name.text or name.label != " ".join(name.text.split()):
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
    """A mention for each name outside of everything that the file knows; of a known person where it is short for one."""
    taken = _taken(m for m in found if not _part(m, names))
    starts = [start for start, _ in taken]
    meant = {" ".join(m.text.split()): m.actor for m in found if m.actor and m.kind == "person" and m.via != "post"}
    for name in names:
        n = bisect_left(starts, name.end) - 1
        if name.kind is None or (n >= 0 and taken[n][1] > name.start):
            continue
        actor = meant.get(name.label)
        if actor is not None and name.kind == "person":
            sighting = Sighting(name.start, name.end, name.text)
            yield assigned(sighting, actor, "short", name.because, gazetteer, when)
        else:
            via: Via = "gazetteer" if name.spot and name.kind == "place" else "unlisted"
            yield Mention(name.start, name.end, name.text, name.kind, None, name.label, via, name.because)


def _part(mention: Mention, names: Sequence[Name]) -> bool:
    """Is it a known group inside of a longer name, as `UN` in the name of one of its bodies?"""
    if mention.kind not in ("faction", "organisation"):
        return False
    n = bisect_left(names, mention.end, key=lambda name: name.start) - 1
    return n >= 0 and names[n].start <= mention.start and mention.end <= names[n].end and names[n].kind is not None


def _taken(mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    """The stretches of text that the mentions cover, in order and apart."""
    taken: list[tuple[int, int]] = []
    for start, end in sorted((m.start, m.end) for m in mentions):
        if taken and start < taken[-1][1]:
            taken[-1] = taken[-1][0], max(end, taken[-1][1])
        else:
            taken.append((start, end))
    return taken
