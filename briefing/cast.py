"""Who is in an article: its actors gathered from their mentions, with what each of them was on that day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.actors import Gazetteer, described

if TYPE_CHECKING:
    from briefing.article import Article, Kind, Mention

Heading = tuple[str | None, str]
"""The id of the group, where it is one, and its words."""
_LAST = ("No group on that day", "Undecided", "Post without a holder", "Unlisted", "Places")
"""The headings that are no group's, in their order."""


@dataclass(frozen=True, slots=True)
class Role:
    """One actor of one article."""

    key: str
    """Gathers the mentions: the actor's id, or kind and label of an unlisted name."""
    actor: str | None
    name: str
    kind: Kind
    mentions: tuple[Mention, ...]
    """In the body, in reading order; those by post included."""
    posts: tuple[str, ...] = ()
    """The posts held on that day, as they are to be shown."""
    group: str | None = None
    """The group id it is shown under."""
    by_post_only: bool = False
    """Is the person never named, only meant by a post?"""


@dataclass(frozen=True, slots=True)
class Company:
    """The actors that are shown under one heading."""

    group: str | None
    name: str
    roles: tuple[Role, ...]


def roles(article: Article, gazetteer: Gazetteer) -> list[Role]:
    """Every actor of the article, in order of first mention, title included."""
    gathered: dict[str, list[Mention]] = {}
    for mention in (*article.mentions, *article.title_mentions):
        gathered.setdefault(mention.key, []).append(mention)
    in_body = set(map(id, article.mentions))
    when = article.published.period
    cast = []
    for key, mentions in gathered.items():
        first = mentions[0]
        person = gazetteer.people.get(first.actor or "")
        cast.append(
            Role(
                key=key,
                actor=first.actor,
                name=gazetteer.name(first.actor) if first.actor and first.actor in gazetteer else first.name,
                kind=first.kind,
                mentions=tuple(m for m in mentions if id(m) in in_body),
                posts=tuple(described(post, when) for post in person.posts_on(when)) if person else (),
                group=gazetteer.affiliation(first.actor, when) if first.actor else None,
                by_post_only=all(m.via == "post" for m in mentions),
            )
        )
    return cast


def companies(article: Article, gazetteer: Gazetteer) -> list[Company]:
    """The roles gathered under their factions (else groups), places and unlisted names last."""
    gathered: dict[Heading, list[Role]] = {}
    for role in roles(article, gazetteer):
        gathered.setdefault(_heading(role, gazetteer), []).append(role)
    return [Company(group, name, tuple(gathered[group, name])) for group, name in sorted(gathered, key=rank)]


def rank(heading: Heading) -> int:
    """By which headings are sorted: groups first, as they come."""
    group, name = heading
    return _LAST.index(name) if group is None else -1


def _heading(role: Role, gazetteer: Gazetteer) -> Heading:
    if role.kind == "place":
        return None, "Places"
    if role.actor is None:
        undecided = any(mention.candidates for mention in role.mentions)
        return None, "Undecided" if undecided else "Post without a holder" if role.by_post_only else "Unlisted"
    line = gazetteer.lineage(role.group)
    if not line:
        return None, "No group on that day"
    shown = next((group for group in line if group.faction), line[-1])
    return shown.id, shown.name
