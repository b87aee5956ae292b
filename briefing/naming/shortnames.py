"""Surnames by themselves: whose they are in this article, else who alone held a post that day, else nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from briefing.actors import Gazetteer
from briefing.article import Mention, paragraphs
from briefing.dates import Period
from briefing.naming.context import follows_name, is_given_name, names_another
from briefing.naming.matching import Sighting
from briefing.naming.spelling import key

_SURNAME = re.compile(r"(?<![\w-])(?:(?:Al|El|al|el|AL|EL)[- ])?(?P<name>[A-ZÀ-ÖØ-Þ][\w'’]*[a-zß-ÿ]{2}\w*)(?![\w-])")
_POSSESSIVE = re.compile(r"['’]s?\Z")


def surname(name: str) -> str:
    """The key of the last word of a name; "" where it has only one."""
    parts = re.findall(r"[^\s-]+", name)
    return key(parts[-1]) if len(parts) > 1 else ""


@lru_cache(maxsize=8)
def surnames(gazetteer: Gazetteer) -> dict[str, frozenset[str]]:
    """Surname key to the ids of the people who bear it in any spelling of the file."""
    bearers: dict[str, set[str]] = {}
    for person in gazetteer.people:
        for spelling in gazetteer.spellings(person):
            if last := surname(spelling):
                bearers.setdefault(last, set()).add(person)
    return {last: frozenset(ids) for last, ids in bearers.items()}


def short_mentions(
    text: str,
    named: Sequence[Mention],
    heard: Sequence[Mention],
    sightings: Sequence[Sighting],
    gazetteer: Gazetteer,
    when: Period,
) -> list[Mention]:
    """Mentions by surname alone, outside of everything that was sighted already."""
    bearers = surnames(gazetteer)
    taken = {n for s in sightings if s.names for n in range(s.start, s.end)}
    people = [m for m in (*heard, *named) if m.actor in gazetteer.people]
    strangers = _strangers(text, taken, bearers)
    blocks = paragraphs(text)
    found = []
    for start, end, last in _candidates(text, taken):
        known = bearers.get(last, frozenset())
        if not known or last in strangers or _part_of_name(text, start, end):
            continue
        here = {m.actor for m in people if m.actor in known and m.actor}
        found.append(_decided(text, start, end, known, here, named, blocks, gazetteer, when))
    return [mention for mention in found if mention]


def _candidates(text: str, taken: set[int]) -> Iterator[tuple[int, int, str]]:
    for found in _SURNAME.finditer(text):
        name = _POSSESSIVE.sub("", found["name"])
        start, end = found.start(), found.start("name") + len(name)
        if taken.isdisjoint(range(start, end)):
            yield start, end, key(name)


def _part_of_name(text: str, start: int, end: int) -> bool:
    return names_another(text, start, end) or follows_name(text, end)


def _strangers(text: str, taken: set[int], bearers: dict[str, frozenset[str]]) -> set[str]:
    """Surnames that somebody whom the file does not know bears in this text."""
    return {last for start, _, last in _candidates(text, taken) if last in bearers and is_given_name(text, start)}


def _decided(
    text: str,
    start: int,
    end: int,
    known: frozenset[str],
    here: set[str],
    named: Sequence[Mention],
    blocks: Sequence[tuple[int, int]],
    gazetteer: Gazetteer,
    when: Period,
) -> Mention | None:
    written = text[start:end]
    if len(here) > 1:
        here = _nearest(start, here, named, blocks) or here
        because = f"the only one of that surname named before it in the paragraph, of {len(here)} in the article"
    else:
        because = "surname of the one person of that name in the article"
    if not here:
        here = {id for id in known if any(post.held(when) == "yes" for post in gazetteer.people[id].posts_on(when))}
        because = f"surname; the only one of that name in the file who held a post ({when})"
        if not here and len(known) > 1:
            here = set(known)
    if len(here) == 1:
        (actor,) = here
        return Mention(
            start,
            end,
            written,
            "person",
            actor,
            gazetteer.name(actor),
            "short",
            because,
            affiliation=gazetteer.affiliation(actor, when),
        )
    candidates = tuple(sorted(here or known))
    if len(candidates) == 1:
        because = "surname of a person of the file, who is not named in the article and held no known post that day"
    else:
        because = f"surname of {len(candidates)} people, and nothing here decides between them"
    return Mention(start, end, written, "person", None, written, "short", because, candidates)


def _nearest(start: int, here: Iterable[str], named: Sequence[Mention], blocks: Sequence[tuple[int, int]]) -> set[str]:
    """Those of them who are named in the same paragraph before the offset."""
    opened = max((first for first, last in blocks if first <= start), default=0)
    return {m.actor for m in named if m.actor in set(here) and opened <= m.start < start and m.actor}
