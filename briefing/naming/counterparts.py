"""`his Libyan counterpart`: the same post in another country as the one that the sentence spoke of before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from briefing.actors import Gazetteer
from briefing.naming.matching import Held, Sighting, matcher, plain

_COUNTERPART = re.compile(r"\b(?:his|her|their) (?P<country>[A-Z][a-z]{2,20}) counterpart\b")
_SENTENCE_END = re.compile(r"[.!?][\"”’]?\s|\n\s*\n")
_OF_A_COUNTRY = re.compile(r"[a-z]+(?:'s|s'|an|ian|ese|ish|ch|ern|i|[^aeiou]ic)\Z")
_FARTHEST = 400
_ARTICLES = frozenset({"the", "a", "an"})


def sightings(text: str, gazetteer: Gazetteer, beside: str = "") -> list[Sighting]:
    """All that a text may mean by names, posts and counterparts, in order; `beside` is other text of the article."""
    names = matcher(gazetteer)
    found = names.sightings(text, beside)
    return sorted([*found, *counterparts(text, found, names.holders)], key=lambda s: s.start)


def counterparts(
    text: str, sightings: Sequence[Sighting], holders: Callable[[str], tuple[Held, ...]]
) -> Iterator[Sighting]:
    """A sighting for each counterpart; `holders` knows who is meant by a phrase."""
    posts = [sighting for sighting in sightings if sighting.posts]
    if not posts or " counterpart" not in text:
        return
    ends = [sighting.end for sighting in posts]
    for found in _COUNTERPART.finditer(text):
        n = bisect_right(ends, found.start()) - 1
        if n < 0 or found.start() - ends[n] > _FARTHEST or _SENTENCE_END.search(text[ends[n] : found.start()]):
            continue
        phrase = f"{found['country']} {_office(posts[n].text)}"
        yield Sighting(found.start(), found.end(), found[0], posts=holders(phrase), phrase=_folded(phrase))


def _office(phrase: str) -> str:
    """The post without its country: `interior minister` of `the Egyptian Interior Minister`."""
    words = [word for word in plain(phrase).split() if word not in _ARTICLES]
    while len(words) > 1 and _OF_A_COUNTRY.match(words[0]):
        words = words[1:]
    return " ".join(words)


def _folded(phrase: str) -> str:
    return " ".join(plain(phrase).split())
