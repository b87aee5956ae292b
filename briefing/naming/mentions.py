"""Step (e): who is meant by each name, short name and post, on the day of the article; nobody is a guess."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.actors import Gazetteer
from briefing.article import Mention, Via
from briefing.dates import Period
from briefing.naming.context import names_another
from briefing.naming.matching import Known, Sighting
from briefing.naming.meaning import assigned, kind_of
from briefing.naming.posts import post_mentions
from briefing.naming.shortnames import short_mentions
from briefing.naming.unlisted import Name


@dataclass(frozen=True, slots=True)
class Setting:
    """What the naming of one text stands on: who is known, and the days it may have been written on."""

    gazetteer: Gazetteer
    when: Period
    article: str = ""
    """The article's id, for judgements about it."""


def mentions(
    text: str,
    sightings: Sequence[Sighting],
    setting: Setting,
    strangers: Sequence[Name] = (),
    heard: Iterable[Mention] = (),
) -> list[Mention]:
    """Every mention in the text, in order. `heard` are mentions of the same article outside of this text.

    `strangers` are all the names in it that can be told by their shape, whoever knows them.
    """
    gazetteer, when = setting.gazetteer, setting.when
    named = [m for sighting in sightings if sighting.names for m in _by_name(text, sighting, setting)]
    wider = [name for name in strangers if not _known(name, named, gazetteer)]
    named = [m for m in named if not any(name.start <= m.start and m.end <= name.end for name in wider)]
    short = short_mentions(text, named, list(heard), sightings, gazetteer, when)
    posts = post_mentions(text, sightings, [*named, *short], gazetteer, when)
    found = [*named, *short, *posts]
    found += _unlisted(wider, found)
    return [_judged(m, setting) for m in sorted(found, key=lambda m: m.start) if m.text not in _ignored(setting)]


def _known(name: Name, named: Sequence[Mention], gazetteer: Gazetteer) -> bool:
    """Does the file know it? Not where a longer name only holds a known one: `Cairo` of `Cairo University`."""
    inside = [m for m in named if m.start < name.end and name.start < m.end]
    if not inside:
        return False
    wider = all(name.start <= m.start and m.end <= name.end and m.end - m.start < name.end - name.start for m in inside)
    return not wider or name.kind == "person" or any(m.actor in gazetteer.groups for m in inside)


def _unlisted(strangers: Sequence[Name], found: Sequence[Mention]) -> list[Mention]:
    """The names that the file does not know, outside of everything that it does."""
    taken = sorted((m.start, m.end) for m in found)
    starts = [start for start, _ in taken]
    made = []
    for name in strangers:
        n = bisect_left(starts, name.end) - 1
        if name.kind and (n < 0 or taken[n][1] <= name.start):
            via: Via = "gazetteer" if name.spot and name.kind == "place" else "unlisted"
            made.append(Mention(name.start, name.end, name.text, name.kind, None, name.label, via, name.because))
    return made


def _ignored(setting: Setting) -> frozenset[str]:
    return setting.gazetteer.judgements.ignore


def _by_name(text: str, sighting: Sighting, setting: Setting) -> list[Mention]:
    """One mention, or none where the name is part of a longer one or meant nobody on these days."""
    gazetteer, when = setting.gazetteer, setting.when
    valid = [known for known in sighting.names if known.alias.period.overlaps(when)]
    actors = list(dict.fromkeys(known.actor for known in valid))
    people = [actor for actor in actors if actor in gazetteer.people]
    if not actors or (people and names_another(text, sighting.start, sighting.end)):
        return []
    if len(actors) > 1:
        because = f"“{sighting.text}” is a name of several actors of the file, and nothing here decides between them"
        kind = kind_of(actors[0], gazetteer)
        return [Mention(*_span(sighting), kind, None, sighting.text, "alias", because, tuple(actors))]
    via, because = _reason(valid[0], gazetteer)
    return [assigned(sighting, actors[0], via, because, gazetteer, when)]


def _span(sighting: Sighting) -> tuple[int, int, str]:
    return sighting.start, sighting.end, sighting.text


def _reason(known: Known, gazetteer: Gazetteer) -> tuple[Via, str]:
    alias = known.alias
    if known.actor in gazetteer.places:
        return "gazetteer", "a place of the actors file"
    if known.primary:
        return "name", "the name in the actors file"
    limits = f", {alias.period}" if not alias.period.open else ""
    company = f", in company of {' or '.join(alias.requires)}" if alias.requires else ""
    return "alias", f"alias “{alias.text}” in the actors file{limits}{company}"


def _judged(mention: Mention, setting: Setting) -> Mention:
    """The mention, or what the user made of these words in this article."""
    gazetteer = setting.gazetteer
    actor = gazetteer.judgements.assign.get((setting.article, mention.text))
    if actor is None:
        return mention
    sighting = Sighting(mention.start, mention.end, mention.text)
    return assigned(sighting, actor, mention.via, "your judgement", gazetteer, setting.when)
