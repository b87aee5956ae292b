"""Step (e): who is meant by each name, short name and post, on the day of the article; nobody is a guess."""

from __future__ import annotations

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
from briefing.naming.strangers import spelled_otherwise, unlisted_mentions
from briefing.naming.unlisted import Name


_GROUPS = ("faction", "organisation")


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
    wider = [name for name in strangers if not _known(name, named)]
    named = [m for m in named if m.kind in _GROUPS or not any(n.start <= m.start and m.end <= n.end for n in wider)]
    spelled = spelled_otherwise(wider, gazetteer, when)
    named = sorted([*named, *spelled], key=lambda m: m.start)
    short = short_mentions(text, named, list(heard), sightings, gazetteer, when)
    posts = post_mentions(text, sightings, [*named, *short], gazetteer, when)
    found = [*named, *short, *posts]
    held = [m for sighting in sightings for inside in sighting.holds for m in _by_name(text, inside, setting)]
    found += [m for m in held if m.kind in _GROUPS]
    found += unlisted_mentions(wider, found, gazetteer, when)
    return [_judged(m, setting) for m in sorted(found, key=lambda m: m.start) if m.text not in _ignored(setting)]


def _known(name: Name, named: Sequence[Mention]) -> bool:
    """Does the file know it? Not where a longer name only holds a known one: `Cairo` of `Cairo University`."""
    inside = [m for m in named if m.start < name.end and name.start < m.end]
    wider = all(name.start <= m.start and m.end <= name.end and m.end - m.start < name.end - name.start for m in inside)
    return bool(inside) and (not wider or name.kind == "person")


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
    judged = gazetteer.judgements.assign
    if (setting.article, mention.text) not in judged:
        return mention
    actor = judged[setting.article, mention.text]
    if actor is None:
        via: Via = "post" if mention.via == "post" else "unlisted"
        return Mention(mention.start, mention.end, mention.text, mention.kind, None, mention.text, via, "your judgement")
    sighting = Sighting(mention.start, mention.end, mention.text)
    return assigned(sighting, actor, mention.via, "your judgement", gazetteer, setting.when)
