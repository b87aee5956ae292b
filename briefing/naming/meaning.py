"""A stretch of text and the actor it means, made into a mention: the one place where that is done."""

from __future__ import annotations

from functools import lru_cache

from briefing.actors import Gazetteer
from briefing.article import Kind, Mention, Via
from briefing.dates import Period
from briefing.naming.matching import Sighting


def kind_of(actor: str, gazetteer: Gazetteer) -> Kind:
    """What an id of the file is, in the words of a mention."""
    if actor in gazetteer.people:
        return "person"
    if actor in gazetteer.places:
        return "place"
    return "faction" if gazetteer.groups[actor].faction else "organisation"


def assigned(sighting: Sighting, actor: str, via: Via, because: str, gazetteer: Gazetteer, when: Period) -> Mention:
    """A mention of one known actor, under the group it is shown with on these days."""
    return Mention(
        sighting.start,
        sighting.end,
        sighting.text,
        kind_of(actor, gazetteer),
        actor,
        gazetteer.name(actor),
        via,
        because,
        affiliation=_affiliation(gazetteer, actor, when),
    )


@lru_cache(maxsize=4096)
def _affiliation(gazetteer: Gazetteer, actor: str, when: Period) -> str | None:
    return gazetteer.affiliation(actor, when)
