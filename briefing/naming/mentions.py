"""Step (e): who is meant by each name, short name and post, on the day of the article; nobody is a guess."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.actors import Gazetteer
from briefing.article import Mention, Via
from briefing.dates import Period
from briefing.naming.context import names_another
from briefing.naming.matching import Known, Sighting
from briefing.naming.meaning import assigned, kind_of
from briefing.naming.posts import by_office, post_mentions
from briefing.naming.proposing import clear_of
from briefing.naming.shortnames import short_mentions
from briefing.naming.strangers import GROUPS, spelled_otherwise, unlisted_mentions, within
from briefing.naming.unlisted import Name
from briefing.words import one_line


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
    proposed: Sequence[Name] = (),
) -> list[Mention]:
    """Every mention in the text, in order. `heard` are mentions of the same article outside of this text.

    `strangers` are all the names in it that can be told by their shape, whoever knows them;
    `proposed` are others that nobody is known by.
    """
    gazetteer, when = setting.gazetteer, setting.when
    named = [m for sighting in sightings if sighting.names for m in _by_name(text, sighting, setting)]
    wider = _unknown(strangers, named)
    named = [m for m in named if m.kind in GROUPS or not within(m, wider)]
    spelled = spelled_otherwise(wider, gazetteer, when)
    named = by_office(text, sightings, sorted([*named, *spelled], key=lambda m: m.start), gazetteer, when)
    short = short_mentions(text, named, list(heard), sightings, gazetteer, when)
    longer = [name for name in wider if name.kind == "person" and " " in one_line(name.text)]
    short = [m for m in short if not within(m, longer)]
    posts = post_mentions(text, sightings, [*named, *short], gazetteer, when)
    found = [*named, *short, *posts]
    held = [m for sighting in sightings for inside in sighting.holds for m in _by_name(text, inside, setting)]
    found += [m for m in held if m.kind in GROUPS]
    found += unlisted_mentions(wider, found, gazetteer, when)
    found += unlisted_mentions(clear_of(proposed, [*found, *strangers]), (), gazetteer, when)
    ignored = gazetteer.judgements.ignore
    found.sort(key=lambda m: m.start)
    return [_judged(m, setting) for m in found if not ignored or one_line(m.text) not in ignored]


def _unknown(names: Iterable[Name], named: Sequence[Mention]) -> list[Name]:
    """Those that the file does not know, and those that only hold a known one: `Cairo` of `Cairo University`."""
    ends = [m.end for m in named]
    kept = []
    for name in names:
        first = bisect_right(ends, name.start)
        last = first
        while last < len(named) and named[last].start < name.end:
            last += 1
        inside = named[first:last]
        wider = all(name.start <= m.start and m.end <= name.end and m.text != name.text for m in inside)
        if not inside or (wider and name.kind != "person"):
            kept.append(name)
    return kept


def _by_name(text: str, sighting: Sighting, setting: Setting) -> list[Mention]:
    """One mention, or none where the name is part of a longer one or meant nobody on these days."""
    gazetteer, when = setting.gazetteer, setting.when
    valid = [known for known in sighting.names if known.alias.period.overlaps(when)]
    actors = list(dict.fromkeys(known.actor for known in valid))
    people = [actor for actor in actors if actor in gazetteer.people]
    if not actors or (people and names_another(text, sighting.start, sighting.end)):
        return []
    if len(actors) > 1:
        name = one_line(sighting.text)
        because = f"“{name}” is a name of several actors of the file, and nothing here decides between them"
        kind = kind_of(actors[0], gazetteer)
        return [Mention(*_span(sighting), kind, None, name, "alias", because, tuple(actors))]
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
    if not judged or (setting.article, one_line(mention.text)) not in judged:
        return mention
    written = one_line(mention.text)
    actor = judged[setting.article, written]
    if actor is None:
        via: Via = "post" if mention.via == "post" else "unlisted"
        return Mention(mention.start, mention.end, mention.text, mention.kind, None, written, via, "your judgement")
    sighting = Sighting(mention.start, mention.end, mention.text)
    return assigned(sighting, actor, mention.via, "your judgement", gazetteer, setting.when)
