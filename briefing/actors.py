"""Who is known to the actors file, and what each of them was on which day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from briefing.dates import PartialDate, Period
from briefing.judgements import Judged

GroupKind = Literal[
    "state",
    "government",
    "armed-force",
    "legislature",
    "ministry",
    "movement",
    "commission",
    "international",
    "other",
]
Confidence = Literal["high", "medium", "low"]
Certainty = Literal["yes", "maybe", "no"]


@lru_cache(maxsize=16_384)
def lifetime(start: PartialDate | None, end: PartialDate | None) -> Period:
    """From the first day that the start may mean to the last day that the end may mean."""
    return Period(start.period.first if start else None, end.period.last if end else None)


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name, perhaps only for a time, or only in an article that also holds one of the `requires`."""

    text: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    requires: tuple[str, ...] = ()

    @property
    def period(self) -> Period:
        """The days on which the name means this actor."""
        return lifetime(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Post:
    """An office that one person held: from when until when, and who says so."""

    title: str
    phrases: tuple[str, ...] = ()
    group: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    checked: PartialDate | None = None
    exclusive: bool = False
    contested: bool = False
    first_cited: PartialDate | None = None
    last_cited: PartialDate | None = None
    confidence: Confidence = "high"
    source: str | None = None

    @property
    def period(self) -> Period:
        """The days on which it was, or may have been, held; a citation stands in for a start or end not known."""
        return lifetime(self.start or self.first_cited, self.end or self.last_cited)

    def held(self, when: Period) -> Certainty:
        """Was it held on all of these days, on some of them, or on none?"""
        if not self.period.overlaps(when):
            return "no"
        certain = Period(
            self.start.period.last if self.start else self.period.first,
            self.end.period.first if self.end else self.period.last,
        )
        return "yes" if certain.covers(when) else "maybe"

    def verified(self, when: Period) -> str | None:
        """`last verified 2025-09`, where the post is open and the days lie beyond what was checked; else None."""
        if self.end is not None or self.last_cited is not None or self.checked is None:
            return None
        checked = self.checked.period.last
        asked = when.last or when.first
        return f"last verified {self.checked}" if checked and asked and asked > checked else None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person of the actors file."""

    id: str
    name: str
    aliases: tuple[Alias, ...] = ()
    posts: tuple[Post, ...] = ()

    def posts_on(self, when: Period) -> list[Post]:
        """The posts that were, or may have been, held on these days; all of them where nothing is known of the days."""
        return [post for post in self.posts if not when.open and post.held(when) != "no"]


@dataclass(frozen=True, slots=True)
class Group:
    """Whoever acts and is not one person."""

    id: str
    name: str
    kind: GroupKind = "other"
    country: str | None = None
    aliases: tuple[Alias, ...] = ()
    parent: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    faction: bool = False

    @property
    def period(self) -> Period:
        """The days on which it existed."""
        return lifetime(self.start, self.end)

    @property
    def term(self) -> str:
        """`since 2014-05 until 2021`, as the file has it; "" where it does not say."""
        parts = (f"since {self.start}" if self.start else "", f"until {self.end}" if self.end else "")
        return " ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Place:
    """A country, town, region or site."""

    id: str
    name: str
    country: str | None = None
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgements:
    """What the user decided, and no index may forget."""

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    assign: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    """(article id, words) to actor id; to None where the words mean nobody of the file."""
    dates: Mapping[str, tuple[PartialDate, str]] = field(default_factory=dict)
    """Article id to the date and the reason."""
    ignore: frozenset[str] = frozenset()
    made: tuple[Judged, ...] = ()
    """All of them as they stand in the file, in its order."""


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """All that one actors file knows. Compared and hashed as itself, so that what is made of it can be kept."""

    people: Mapping[str, Actor] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    judgements: Judgements = field(default_factory=Judgements)
    digest: str = "none"
    """SHA-256 of the file it was read from."""
    merged: Mapping[str, str] = field(default_factory=dict)
    """Ids that were judged the same as another, to that other; they are in none of the maps above."""

    def __contains__(self, actor: str) -> bool:
        return actor in self.people or actor in self.groups or actor in self.places

    def __iter__(self) -> Iterator[Actor | Group | Place]:
        yield from self.people.values()
        yield from self.groups.values()
        yield from self.places.values()

    def get(self, actor: str) -> Actor | Group | Place | None:
        """The person, group or place of this id, or of the one it was merged into."""
        actor = self.merged.get(actor, actor)
        return self.people.get(actor) or self.groups.get(actor) or self.places.get(actor)

    def name(self, actor: str) -> str:
        """How to show an id: its name, or the id itself where the file no longer has it."""
        known = self.get(actor)
        return known.name if known else actor

    def spellings(self, actor: str) -> tuple[str, ...]:
        """The name and every alias, the name first."""
        known = self.get(actor)
        return (known.name, *(a.text for a in known.aliases)) if known else ()

    def lineage(self, group: str | None) -> list[Group]:
        """The group and all its parents, the group first."""
        line: list[Group] = []
        while group and (known := self.groups.get(group)) and known not in line:
            line.append(known)
            group = known.parent
        return line

    @cached_property
    def factions(self) -> tuple[Group, ...]:
        """The groups that the faction filter offers."""
        return tuple(group for group in self.groups.values() if group.faction)

    def affiliation(self, actor: str, when: Period) -> str | None:
        """The group id an actor is shown under on these days: that of the post surest held; a group's own."""
        if actor in self.groups:
            return actor
        held = [post for post in self._posts(actor, when) if post.group]
        held.sort(key=lambda post: (post.held(when) != "yes", post.contested))
        return held[0].group if held else None

    def factions_of(self, actor: str, when: Period) -> list[str]:
        """Ids of the factions that an actor is, is part of, or held a post in on these days."""
        groups: Iterable[str | None] = [actor] if actor in self.groups else [p.group for p in self._posts(actor, when)]
        return list(dict.fromkeys(g.id for group in groups for g in self.lineage(group) if g.faction))

    def _posts(self, actor: str, when: Period) -> list[Post]:
        return self.people[actor].posts_on(when) if actor in self.people else []

    def holders(self, when: Period) -> Iterator[tuple[Actor, Post]]:
        """Every (person, post) that was, or may have been, held on these days."""
        for person in self.people.values():
            for post in person.posts_on(when):
                yield person, post


NOBODY = Gazetteer()


def described(post: Post, when: Period) -> str:
    """A post for people, with what must be said of it on these days: `Chief of Staff (may have held it; contested)`."""
    remarks = [
        remark
        for remark in (
            "may have held it" if post.held(when) == "maybe" else None,
            "contested" if post.contested else None,
            post.verified(when),
            f"{post.confidence} confidence" if post.confidence != "high" else None,
        )
        if remark
    ]
    return f"{post.title} ({'; '.join(remarks)})" if remarks else post.title
