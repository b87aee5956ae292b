"""Surnames by themselves: whose they are in this article, else who alone held a post that day, else nobody's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.actors import Gazetteer
from briefing.article import Mention, paragraphs
from briefing.dates import Period
from briefing.naming.context import follows_name, is_given_name, names_another
from briefing.naming.matching import Sighting
from briefing.naming.meaning import assigned
from briefing.naming.spelling import key

_SURNAME = re.compile(r"(?<![\w-])(?:(?:Al|El|al|el|AL|EL)[- ])?(?P<name>[A-ZÀ-ÖØ-Þ][\w'’]{2,40})(?![\w-])")
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


@dataclass(frozen=True, slots=True)
class _Company:
    """Who is in one text, for surnames to be decided among."""

    text: str
    gazetteer: Gazetteer
    when: Period
    present: frozenset[str]
    """The people named in the article, title included."""
    named: Sequence[Mention]
    """The people named in this text, in order."""
    starts: Sequence[int]
    blocks: Sequence[int]
    """Where its paragraphs begin."""


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
    candidates = [found for found in _candidates(text, sightings) if found[2] in bearers]
    strangers = {last for start, _, last in candidates if is_given_name(text, start)}
    people = [m for m in named if m.actor in gazetteer.people]
    company = _Company(
        text,
        gazetteer,
        when,
        frozenset(m.actor for m in (*heard, *people) if m.actor),
        people,
        [m.start for m in people],
        [start for start, _ in paragraphs(text)],
    )
    return [
        _decided(company, start, end, bearers[last])
        for start, end, last in candidates
        if last not in strangers and not names_another(text, start, end) and not follows_name(text, end)
    ]


def _candidates(text: str, sightings: Sequence[Sighting]) -> Iterator[tuple[int, int, str]]:
    """(start, end, key) of each capitalised word outside of the names that were sighted."""
    taken = bytearray(len(text))
    for sighting in sightings:
        if sighting.names:
            taken[sighting.start : sighting.end] = b"\1" * (sighting.end - sighting.start)
    for found in _SURNAME.finditer(text):
        name = _POSSESSIVE.sub("", found["name"])
        start, end = found.start(), found.start("name") + len(name)
        if not name.isupper() and not any(taken[start:end]):
            yield start, end, key(name)


def _decided(company: _Company, start: int, end: int, known: frozenset[str]) -> Mention:
    """The one bearer who is meant, else a mention of nobody with its candidates."""
    here, because = known & company.present, "surname of the one person of that name in the article"
    if len(here) > 1:
        because = f"the only one of that surname named before it in the paragraph, of {len(here)} in the article"
        here = _nearest(company, start, here) or here
    elif not here:
        here = frozenset(id for id in known if _in_office(company, id))
        because = f"surname; the only one of that name in the file who held a post ({company.when})"
    written = company.text[start:end]
    if len(here) == 1:
        (actor,) = here
        return assigned(Sighting(start, end, written), actor, "short", because, company.gazetteer, company.when)
    candidates = tuple(sorted(here or known))
    if len(candidates) == 1:
        because = "surname of a person of the file, who is not named in the article and held no known post that day"
    else:
        because = f"surname of {len(candidates)} people, and nothing here decides between them"
    return Mention(start, end, written, "person", None, written, "short", because, candidates)


def _in_office(company: _Company, actor: str) -> bool:
    posts = company.gazetteer.people[actor].posts_on(company.when)
    return any(post.held(company.when) == "yes" for post in posts)


def _nearest(company: _Company, start: int, here: frozenset[str]) -> frozenset[str]:
    """Those of them who are named in the same paragraph before the offset."""
    block = bisect_right(company.blocks, start) - 1
    opened = company.blocks[block] if block >= 0 else 0
    found: set[str] = set()
    for n in range(bisect_left(company.starts, start) - 1, -1, -1):
        actor = company.named[n].actor
        if company.starts[n] < opened or len(found) == len(here):
            break
        if actor in here:
            found.add(actor)
    return frozenset(found)
