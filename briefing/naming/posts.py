"""Posts that mean a person without naming them: the holder on the article's day, or the one named beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefing.actors import Gazetteer, Post
from briefing.article import Mention
from briefing.dates import Period
from briefing.naming.context import beside, unlisted_beside
from briefing.naming.matching import Held, Sighting, plain
from briefing.naming.meaning import assigned
from briefing.words import one_line

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
    r"|(?:has |had )?(?:served|worked|acted) as"
    r"|(?:replaced|succeeded) (?:(?:Gen|Col|Maj|Lt|Brig|Adm|Dr|Mr|Mrs|Ms|Eng|[A-Z])\.|[^.!?\n]){1,40} as|as)[ \n]"
    r"(?:(?:the|its|their|a|an)[ \n])?\Z"
)
_OF = re.compile(r"[ \n](?:of|for|in|from)[ \n](?:the[ \n])?")
_WHOSE = re.compile(r"(?:['’]s?)?[ \n]\Z")
_AFTER_NAME = re.compile(r"(?:,[ \n](?:the[ \n])?|[ \n]?\((?:the[ \n])?)\Z")


def post_mentions(
    text: str, sightings: Sequence[Sighting], people: Sequence[Mention], gazetteer: Gazetteer, when: Period
) -> list[Mention]:
    """A mention for each post phrase: of the person named beside it, of its one holder on these days, or of nobody."""
    groups = {(at, side): m.actor for m in people if m.actor in gazetteer.groups for at, side in _ends(m)}
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
        meant = _meant(text, sighting, named or None, said, gazetteer, when)
        if meant.actor is None and len(meant.candidates) > 1:
            meant = _of_a_side(text, meant, sighting, groups, gazetteer, when) or meant
        found.append(meant)
    return found


def by_office(
    text: str, sightings: Sequence[Sighting], named: Sequence[Mention], gazetteer: Gazetteer, when: Period
) -> list[Mention]:
    """The names, those that several people bear decided where a post beside them was held by one of these alone."""
    unsure = {m.start: m for m in named if m.candidates and m.actor is None}
    decided: dict[int, Mention] = {}
    for sighting in sightings if unsure else ():
        holders = {held.actor for held in sighting.posts if held.post.held(when) != "no"}
        for start in range(sighting.end + 1, sighting.end + 81) if holders else ():
            name = unsure.get(start)
            if name and beside(text, sighting.end, start) and len(meant := holders.intersection(name.candidates)) == 1:
                because = f"of those who bear the name, the one who held the post beside it ({when})"
                same = Sighting(name.start, name.end, name.text)
                decided[start] = assigned(same, meant.pop(), name.via, because, gazetteer, when)
    return [decided.get(m.start, m) for m in named]


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


def _ends(mention: Mention) -> tuple[tuple[int, str], tuple[int, str]]:
    return (mention.start, "start"), (mention.end, "end")


def _of_a_side(
    text: str,
    meant: Mention,
    sighting: Sighting,
    groups: Mapping[tuple[int, str], str | None],
    gazetteer: Gazetteer,
    when: Period,
) -> Mention | None:
    """The claimant whose group the sentence names: `the GROUP's prime minister`, `the prime minister of the GROUP`."""
    of = _OF.match(text, sighting.end)
    whose = _WHOSE.search(text, max(0, sighting.start - 4), sighting.start)
    sides = {groups.get((of.end(), "start")) if of else None, groups.get((whose.start(), "end")) if whose else None}
    held = (h for h in sighting.posts if h.actor in meant.candidates and h.post.held(when) == "yes")
    of_side = [h for h in held if any(group.id in sides for group in gazetteer.lineage(h.post.group))]
    if len({h.actor for h in of_side}) != 1:
        return None
    because = f"the sentence names the side; {because_held(of_side[0], when)}"
    return assigned(sighting, of_side[0].actor, "post", because, gazetteer, when)


def because_held(held: Held, when: Period) -> str:
    """`General Commander of … since 2015-03-02; last verified 2025-09`."""
    post: Post = held.post
    remarks = [f"{post.title}, {term(post)}", post.verified(when), post.source]
    return "; ".join(remark for remark in remarks if remark)


def term(post: Post) -> str:
    """`since 2015-03-02 until 2020-01`, or what was cited instead."""
    begun = f"since {post.start}" if post.start else f"first cited {post.first_cited}" if post.first_cited else ""
    ended = f"until {post.end}" if post.end else f"last cited {post.last_cited}" if post.last_cited else ""
    return " ".join(part for part in (begun, ended) if part) or "dates not known"


def _nobody(sighting: Sighting, because: str, candidates: tuple[str, ...] = ()) -> Mention:
    return Mention(
        sighting.start,
        sighting.end,
        sighting.text,
        "person",
        None,
        one_line(sighting.text),
        "post",
        because,
        candidates,
    )
