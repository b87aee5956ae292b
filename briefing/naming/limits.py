"""How much an actors file may ask of the reading of every article: far more than any real one, and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from briefing.actors import Actor, Gazetteer, Group, Place
from briefing.judgements import Judged, Rename
from briefing.words import fold_text

LONGEST_NAME = 500
"""Characters."""
MOST_SHARING = 500
"""Names, or posts, that may be meant by one spelling."""
MOST_REQUIRED = 20_000
"""Words that all aliases together may require."""
MOST_RENAMES = 100
"""Of one actor."""
MOST_JUDGEMENTS = 50_000
"""Ten a day for thirteen years."""
_Place = tuple[str | int, ...]


def beyond(known: Gazetteer) -> Iterator[tuple[_Place, str]]:
    """Where a file asks for too much, and what of; each limit is told of once."""
    yield from _shared(_names(known), "names are spelled")
    yield from _shared(_phrases(known), "posts have the phrase")
    required = 0
    for place, entry in _entries(known):
        for n, alias in enumerate(entry.aliases):
            required += len(alias.requires)
            if required > MOST_REQUIRED:
                yield (*place, "aliases", n), f"all `requires` together hold more than {MOST_REQUIRED:,} words"
                return


def renamed_too_often(made: Iterable[Judged]) -> Iterator[tuple[int, str]]:
    """The number of the judgement that renames an actor once too often, and the words for it."""
    times: Counter[str] = Counter()
    for number, judged in enumerate(made):
        if isinstance(judged.decision, Rename):
            times[judged.decision.actor] += 1
            if times[judged.decision.actor] == MOST_RENAMES + 1:
                yield number, f"`{judged.decision.actor}` is renamed more than {MOST_RENAMES} times"


def too_many_judgements(written: object) -> bool:
    """Does a file, as it is read, hold more than may be looked at?"""
    listed = written.get("judgements") if isinstance(written, dict) else None
    return isinstance(listed, list) and len(listed) > MOST_JUDGEMENTS


def _entries(known: Gazetteer) -> Iterator[tuple[_Place, Actor | Group | Place]]:
    for n, person in enumerate(known.people.values()):
        yield ("people", n), person
    for n, group in enumerate(known.groups.values()):
        yield ("groups", n), group
    for n, place in enumerate(known.places.values()):
        yield ("places", n), place


def _names(known: Gazetteer) -> Iterator[tuple[_Place, str]]:
    for place, entry in _entries(known):
        yield (*place, "name"), entry.name
        for n, alias in enumerate(entry.aliases):
            yield (*place, "aliases", n), alias.text


def _phrases(known: Gazetteer) -> Iterator[tuple[_Place, str]]:
    for n, person in enumerate(known.people.values()):
        for m, post in enumerate(person.posts):
            for k, phrase in enumerate(post.phrases):
                yield ("people", n, "posts", m, "phrases", k), phrase


def _shared(written: Iterable[tuple[_Place, str]], what: str) -> Iterator[tuple[_Place, str]]:
    times: Counter[str] = Counter()
    for place, text in written:
        folded = fold_text(text) or text.casefold()
        times[folded] += 1
        if times[folded] == MOST_SHARING + 1:
            yield place, f"more than {MOST_SHARING} {what} “{text}”"
