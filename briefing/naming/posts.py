"""Posts that mean a person without naming them: the holder on the article's day, or the one named beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.actors import Gazetteer, Post
from briefing.article import Mention
from briefing.dates import Period
from briefing.naming.context import beside, unlisted_beside
from briefing.naming.matching import Held, Sighting, plain
from briefing.naming.meaning import assigned

_PAST = re.compile(
    r"\b(?:former|ex|late|then|ousted|deposed|outgoing|previous|next|future|incoming|designated|new)[ \n-]\Z",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:deputy|vice|assistant|under|undersecretary to the|acting|self-styled)[ \n-]\Z", re.IGNORECASE
)
_SAID_OF = re.compile(
    r"(?:,?[ \n]who)?[ \n](?:(?:is|was|were|had been|has been|became|remains|remained)"
    r"(?: (?:named|appointed|made|elected))?"
    r"|(?:has |had )?(?:served|worked|acted) as|(?:replaced|succeeded) .{1,40} as|as)[ \n]"
    r"(?:(?:the|its|their|a|an)[ \n])?\Z"
)
_AFTER_NAME = re.compile(r"(?:,[ \n](?:the[ \n])?|[ \n]?\((?:the[ \n])?)\Z")


def post_mentions(
    text: str, sightings: Sequence[Sighting], people: Sequence[Mention], gazetteer: Gazetteer, when: Period
) -> list[Mention]:
    """A mention for each post phrase: of the person named beside it, of its one holder on these days, or of nobody."""
    by_start = {m.start: m for m in people if m.kind == "person"}
    by_end = {m.end: m for m in people if m.kind == "person"}
    said: dict[str, Mention] = {}
    found = []
    for sighting in sightings:
        if not sighting.posts or _OTHER.search(text, max(0, sighting.start - 30), sighting.start):
            continue
        named = _named_beside(text, sighting, by_start, by_end)
        if named:
            said.setdefault(_phrase(sighting), named)
        found.append(_meant(text, sighting, named or None, said, gazetteer, when))
    return found


def _phrase(sighting: Sighting) -> str:
    return sighting.phrase or " ".join(plain(sighting.text).split())


def _named_beside(
    text: str, sighting: Sighting, by_start: dict[int, Mention], by_end: dict[int, Mention]
) -> Mention | None:
    """The person who is named beside it: `minister X`, `minister, X`, `X, minister`, `X was minister`."""
    for start in range(sighting.end + 1, sighting.end + 81):
        if start in by_start and beside(text, sighting.end, start):
            return by_start[start]
    before = _AFTER_NAME.search(text, max(0, sighting.start - 8), sighting.start) or _said_of(text, sighting)
    named = by_end.get(before.start()) if before else None
    holders = {held.actor for held in sighting.posts}
    return named if named and named.actor in holders else None


def _said_of(text: str, sighting: Sighting) -> re.Match[str] | None:
    """`X was the POST`: said of X, and perhaps of another time."""
    return _SAID_OF.search(text, max(0, sighting.start - 80), sighting.start)


def _meant(
    text: str,
    sighting: Sighting,
    named: Mention | None,
    said: dict[str, Mention],
    gazetteer: Gazetteer,
    when: Period,
) -> Mention:
    if named is not None and named.actor:
        return assigned(sighting, named.actor, "post", "named beside it", gazetteer, when)
    if named is not None:
        return _nobody(sighting, "the person named beside it could not be decided", named.candidates)
    if _PAST.search(text, max(0, sighting.start - 14), sighting.start) or _said_of(text, sighting):
        return _nobody(sighting, "not said of the holder on that day")
    if unlisted_beside(text, sighting.end):
        return _nobody(sighting, "the person named beside it is not in the actors file")
    earlier = said.get(_phrase(sighting))
    if earlier and earlier.actor:
        return assigned(sighting, earlier.actor, "post", f"as said of {earlier.name} in this article", gazetteer, when)
    return _held(sighting, gazetteer, when)


def _held(sighting: Sighting, gazetteer: Gazetteer, when: Period) -> Mention:
    """Who held it on all of these days, where nobody else may have held it on any of them."""
    if when.open:
        return _nobody(sighting, "the article has no date, so nobody can be said to have held it")
    held = [h for h in sighting.posts if h.post.held(when) != "no"]
    actors = tuple(dict.fromkeys(h.actor for h in held))
    if not actors:
        return _nobody(sighting, f"nobody in the actors file held it ({when})")
    if len(actors) > 1:
        return _nobody(sighting, f"held by several ({when}), and nothing here decides between them", actors)
    if all(h.post.contested for h in held):
        return _nobody(sighting, "a contested post, and the sentence names no side", actors)
    best = max(held, key=lambda h: h.post.held(when) == "yes")
    if best.post.held(when) != "yes":
        return _nobody(sighting, f"held for only a part of the days in question ({when})", actors)
    return assigned(sighting, best.actor, "post", because_held(best, when), gazetteer, when)


def because_held(held: Held, when: Period) -> str:
    """`General Commander of … since 2015-03-02; last verified 2025-09`."""
    post: Post = held.post
    remarks = [f"{post.title}, {_term(post)}", post.verified(when), post.source]
    return "; ".join(remark for remark in remarks if remark)


def _term(post: Post) -> str:
    begun = f"since {post.start}" if post.start else f"first cited {post.first_cited}" if post.first_cited else ""
    ended = f"until {post.end}" if post.end else f"last cited {post.last_cited}" if post.last_cited else ""
    return " ".join(part for part in (begun, ended) if part) or "dates not known"


def _nobody(sighting: Sighting, because: str, candidates: tuple[str, ...] = ()) -> Mention:
    return Mention(
        sighting.start, sighting.end, sighting.text, "person", None, sighting.text, "post", because, candidates
    )
