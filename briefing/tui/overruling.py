"""What can be decided about a name of the open article: pure functions from a role to decisions of the library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.judgements import Add, AddedKind, Assign, Decision, Different, Ignore, Rename, Same
from briefing.words import fold_text, one_line

if TYPE_CHECKING:
    from briefing.article import Article, Kind, Mention
    from briefing.cast import Role

SECTIONS: Mapping[Kind, AddedKind] = {
    "person": "person",
    "organisation": "organisation",
    "faction": "organisation",
    "place": "place",
}
"""Where in the actors file each kind belongs."""
MEANT_ALIKE = frozenset({"variant", "alias"})
"""How a name was found that may be taken from an actor for good."""


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody whom a role may be one with: listed, or an unlisted name of the article."""

    name: str
    actor: str | None = None

    @property
    def word(self) -> str:
        """What a decision calls it by."""
        return self.actor or self.name


@dataclass(frozen=True, slots=True)
class Ruling:
    """One thing to decide, in words; without decisions, somebody else is to be picked for it first."""

    words: str
    decisions: tuple[Decision, ...] = ()


def target(role: Role) -> Target:
    """The role as somebody to be one with."""
    return Target(role.name, role.actor)


def mentions(article: Article, role: Role) -> list[Mention]:
    """All its mentions, those of the title first."""
    return [m for m in (*article.title_mentions, *article.mentions) if m.key == role.key]


def candidates(article: Article, role: Role) -> list[str]:
    """Ids of those between whom it could not be decided."""
    return list(dict.fromkeys(actor for mention in mentions(article, role) for actor in mention.candidates))


def undecided(article: Article, role: Role) -> bool:
    """Are these words not a name of their own: a post that nobody held, or a name that several bear?"""
    return role.actor is None and (role.by_post_only or bool(candidates(article, role)))


def wordings(article: Article, role: Role) -> list[str]:
    """How the article puts it, each wording once."""
    return list(dict.fromkeys(one_line(mention.text) for mention in mentions(article, role)))


def merged(article: Article, role: Role, other: Target) -> tuple[Decision, ...]:
    """The role and somebody else are one: as a whole, or in this article where the words mean no one person."""
    if undecided(article, role):
        return tuple(Assign(article.id, words, other.actor) for words in wordings(article, role))
    if role.actor and other.actor is None:
        return (Same(role.actor, other.name),)
    return (Same(other.word, role.actor or role.name),)


def parted(role: Role, other: Target) -> tuple[Decision, ...]:
    """The role and somebody else are never one."""
    return (Different(target(role).word, other.word),)


def ways_apart(article: Article, role: Role) -> list[Ruling]:
    """All that can be said not to be so, the narrowest first."""
    ways = list(_here(article, role))
    if not undecided(article, role):
        ways += _never(article, role)
        ways.append(Ruling(f"Never merge {role.name} with …"))
    return ways


def _here(article: Article, role: Role) -> Iterator[Ruling]:
    unlisted = role.actor is None and not candidates(article, role)
    for words in wordings(article, role):
        if unlisted and fold_text(words) == fold_text(role.name):
            continue
        whom = f"not {role.name}" if fold_text(words) != fold_text(role.name) else "somebody else"
        whom = whom if role.actor or unlisted else "nobody of the actors file"
        yield Ruling(f"In this article “{words}” is {whom}", (Assign(article.id, words, None),))


def _never(article: Article, role: Role) -> Iterator[Ruling]:
    """Names that were taken for one with the actor's: by the file, by a rule, or by what they share."""
    joined = MEANT_ALIKE if role.actor else {"unlisted"}
    found = dict.fromkeys(one_line(m.text) for m in mentions(article, role) if m.via in joined)
    for words in found:
        if fold_text(words) != fold_text(role.name) and (role.actor or " " in words):
            yield Ruling(f"“{words}” is never {role.name}", parted(role, Target(words)))


def added(article: Article, role: Role, name: str) -> tuple[Decision, ...]:
    """An unlisted name becomes an actor of the file, with the fuller of its other wordings."""
    names = [role.name, *wordings(article, role)]
    return (_entry(role, name, [other for other in names if " " in other]),)


def renamed(article: Article, role: Role, name: str) -> tuple[Decision, ...]:
    """It is shown under another name; the old one stays known."""
    if role.actor:
        return (Rename(role.actor, name),)
    return (_entry(role, name, [role.name, *(other for other in wordings(article, role) if " " in other)]),)


def _entry(role: Role, name: str, others: list[str]) -> Add:
    aliases: dict[str, str] = {}
    for other in others:
        if other != name:
            aliases.setdefault(fold_text(other), other)
    return Add(SECTIONS[role.kind], name, tuple(aliases.values()))


def ignored(article: Article, role: Role) -> tuple[Decision, ...]:
    """None of its wordings is a name, anywhere."""
    return tuple(Ignore(words) for words in wordings(article, role))
