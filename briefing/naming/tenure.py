"""What the terms of office and the lives of groups say about the day of an article that gives none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from briefing.actors import Gazetteer, Post
from briefing.article import Bound, paragraphs
from briefing.naming.context import beside
from briefing.naming.matching import Sighting

_MONTHS = "January|February|March|April|June|July|August|September|October|November|December|\\d{1,2} May|May \\d{1,2}"
_LOOKS_BACK = re.compile(
    rf"\b(?:then|former|formerly|late|ex|ousted|deposed|toppled|(?:19|20)\d\d|(?:{_MONTHS})"
    r"|(?:years?|months?|decades?) (?:ago|after|since|on|later|earlier)|anniversary|recall(?:s|ed|ing)?"
    r"|remember(?:s|ed)?|once|at the time|history)\b",
    re.IGNORECASE,
)
_NEAR = 3
"""How many names and posts on either side of a post may stand directly beside it."""
_NEWS_DAY = re.compile(r"\b(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]?")
_PLANNED = re.compile(r"\b(?:form|establish|creat|set up|propos|plan)\w*\b[^.]{0,40}\Z", re.IGNORECASE)


def bounds(body: str, sightings: Sequence[Sighting], gazetteer: Gazetteer) -> list[Bound]:
    """Not before, not after: from people named with their posts in the article's own news, and from groups."""
    found = list(_from_posts(body, sightings, gazetteer))
    found.extend(_from_groups(body, sightings, gazetteer))
    return list(dict.fromkeys(found))


def _from_posts(body: str, sightings: Sequence[Sighting], gazetteer: Gazetteer) -> Iterator[Bound]:
    starts = [sighting.start for sighting in sightings]
    for start, end in _news(body) if any(sighting.posts for sighting in sightings) else ():
        inside = range(bisect_left(starts, start), bisect_left(starts, end))
        if not any(sightings[n].posts for n in inside) or _LOOKS_BACK.search(body[start:end]):
            continue
        for n in inside:
            near = sightings[max(inside.start, n - _NEAR) : min(inside.stop, n + _NEAR + 1)]
            for person in _named_with(body, sightings[n], near, gazetteer):
                held = [h.post for h in sightings[n].posts if h.actor == person]
                if len(held) == 1 and not held[0].contested:
                    yield from _term(gazetteer.name(person), held[0])


def _news(body: str) -> Iterator[tuple[int, int]]:
    """The sentences that tell the article's own news: those of the lead, and those with a weekday."""
    for n, (start, end) in enumerate(paragraphs(body)):
        for sentence in _SENTENCE.finditer(body[start:end]):
            if n == 0 or _NEWS_DAY.search(sentence[0]):
                yield start + sentence.start(), start + sentence.end()


def _named_with(body: str, phrase: Sighting, inside: Sequence[Sighting], gazetteer: Gazetteer) -> Iterator[str]:
    """The one person whose full name stands directly beside the phrase."""
    if not phrase.posts:
        return
    for name in inside:
        people = {known.actor for known in name.names if known.actor in gazetteer.people}
        after = beside(body, phrase.end, name.start)
        before = 0 < phrase.start - name.end <= 8 and re.fullmatch(r",\s(?:the\s)?", body[name.end : phrase.start])
        if len(people) == 1 and (after or before):
            yield from people


def _term(name: str, post: Post) -> Iterator[Bound]:
    first, last = post.period.first, post.period.last
    if first:
        how = "in office since" if post.start else "first cited in office"
        yield Bound(first, "after", f"{name}, {post.title}: {how} {post.start or post.first_cited}")
    if last:
        how = "in office until" if post.end else "last cited in office"
        yield Bound(last, "before", f"{name}, {post.title}: {how} {post.end or post.last_cited}")


def _from_groups(body: str, sightings: Sequence[Sighting], gazetteer: Gazetteer) -> Iterator[Bound]:
    """An article that speaks of a group was not written before there was one."""
    for sighting in sightings:
        groups = {known.actor for known in sighting.names if known.actor in gazetteer.groups}
        if len(groups) != 1 or _PLANNED.search(body, max(0, sighting.start - 60), sighting.start):
            continue
        group = gazetteer.groups[groups.pop()]
        if group.period.first and not any(known.alias.requires for known in sighting.names):
            yield Bound(group.period.first, "after", f"{group.name} exists since {group.start}")
