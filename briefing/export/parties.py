"""Who is known to the actors file, as entities: persons and groups with their names, posts and memberships."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from briefing.actors import Actor, Alias, Gazetteer, Group, GroupKind, Post
from briefing.article import Kind
from briefing.export.entities import LONGEST_NAME, Entity, Schema, address, country, day, identify, line, name

SCHEMATA: dict[GroupKind, Schema] = {
    "state": "PublicBody",
    "government": "PublicBody",
    "legislature": "PublicBody",
    "ministry": "PublicBody",
    "armed-force": "Organization",
    "movement": "Organization",
    "commission": "Organization",
    "international": "Organization",
    "other": "Organization",
}
"""An armed force is no public body here: whose army it is may be what the sides differ about."""
KINDS: dict[Kind, Schema] = {"person": "Person", "organisation": "Organization", "faction": "Organization"}
"""What a name that is not in the actors file may be; a place is none of them."""
NAMELESS = "(no name)"
_BY_NAME = (
    "Not in the actors file: gathered from the articles by this name alone. Whether it is one and the same everywhere"
    " was not checked."
)


def party_id(actor: str) -> str:
    """Of a person or group of the actors file."""
    return identify("actor", actor)


def unlisted(key: str, label: str, kind: Kind) -> Entity | None:
    """Whoever the actors file does not know; None for what is neither person nor organisation, or has no name."""
    schema = KINDS.get(kind)
    if schema is None or not name(label):
        return None
    made = Entity(identify("unlisted", key), schema)
    made.say("name", name(label))
    made.say("notes", _BY_NAME)
    return made


def party(known: Actor | Group) -> Entity:
    """A person or a group, without what it held or belonged to."""
    made = Entity(party_id(known.id), SCHEMATA[known.kind] if isinstance(known, Group) else "Person")
    made.say("name", name(known.name) or NAMELESS)
    made.say("alias", *_aliases(known.aliases, wide=False))
    made.say("weakAlias", *_aliases(known.aliases, wide=True))
    if isinstance(known, Group):
        made.say("classification", known.kind.replace("-", " "))
        made.say("country", country(known.country))
        made.say("incorporationDate", day(known.start))
        made.say("dissolutionDate", day(known.end))
    return made


def _aliases(aliases: Iterable[Alias], *, wide: bool) -> Iterator[str]:
    """Those that mean the actor everywhere, or the wide ones, that do so for a time or in company only."""
    for alias in aliases:
        if wide == bool(alias.start or alias.end or alias.requires) and len(line(alias.text)) <= LONGEST_NAME:
            yield name(alias.text)


def parties(actors: Iterable[str], gazetteer: Gazetteer, asof: date) -> Iterator[Entity]:
    """These persons and groups, the groups of their posts, the parents of all groups, and what ties them together."""
    people: dict[str, Actor] = {}
    groups: dict[str, Group] = {}
    for actor in actors:
        known = gazetteer.get(actor)
        if isinstance(known, Actor):
            people[known.id] = known
        for named in [post.group for post in known.posts] if isinstance(known, Actor) else [actor]:
            if group := _group(named, gazetteer):
                groups.update((one.id, one) for one in gazetteer.lineage(group.id))
    yield from map(party, people.values())
    yield from map(party, groups.values())
    for person in people.values():
        for post in person.posts:
            yield from _office(person, post, _group(post.group, gazetteer), asof)
    for part in groups.values():
        if (whole := _group(part.parent, gazetteer)) and whole.id in groups:
            yield _membership(party_id(part.id), whole, "part of", "part")


def _group(id: str | None, gazetteer: Gazetteer) -> Group | None:
    known = gazetteer.get(id) if id else None
    return known if isinstance(known, Group) else None


def _office(person: Actor, post: Post, group: Group | None, asof: date) -> Iterator[Entity]:
    """A post, who holds it, and the group that the holder belongs to through it.

    A post without a group is its holder's own: two prime ministers need not be of one country.
    """
    position = Entity(identify("post", group.id if group else f"\0{person.id}", post.title), "Position")
    position.say("name", name(post.title) or NAMELESS)
    term = (str(post.start or ""), str(post.end or ""), str(post.first_cited or ""))
    occupancy = Entity(identify("occupancy", person.id, position.id, *term), "Occupancy")
    occupancy.say("holder", party_id(person.id))
    occupancy.say("post", position.id)
    ties = [occupancy]
    if group:
        position.say("organization", party_id(group.id))
        position.say("country", country(group.country))
        ties.append(_membership(party_id(person.id), group, post.title, "post", *term))
    for tie in ties:
        _say_term(tie, post, asof)
    yield position
    yield from ties


def _membership(member: str, group: Group, role: str, *key: str) -> Entity:
    made = Entity(identify("membership", member, group.id, role, *key), "Membership")
    made.say("member", member)
    made.say("organization", party_id(group.id))
    made.say("role", line(role))
    return made


def _say_term(tie: Entity, post: Post, asof: date) -> None:
    """From when until when, as far as that is known, and how surely."""
    tie.say("startDate", day(post.start))
    tie.say("endDate", day(post.end))
    tie.say("date", day(post.first_cited), day(post.last_cited))
    ended = post.end.period.last if post.end else None
    tie.say("status", "ended" if ended and ended < asof else None, "contested" if post.contested else None)
    source = address(post.source)
    tie.say("sourceUrl", source)
    remarks = (
        "Somebody else claimed the post during at least a part of the term." if post.contested else "",
        f"Known from reports only, the first of {post.first_cited}." if post.first_cited else "",
        f"The last report of it is of {post.last_cited}." if post.last_cited else "",
        f"No end is known; last verified {post.checked}." if post.checked and not post.end else "",
        f"Confidence: {post.confidence}.",
        f"Source: {line(post.source)}" if post.source and not source else "",
    )
    tie.say("description", " ".join(filter(None, remarks)))
