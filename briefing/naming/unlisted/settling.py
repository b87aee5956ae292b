"""What each name of an article is: every spelling gets one kind and one label, by all that the article says of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from briefing.article import paragraphs
from briefing.naming import world
from briefing.naming.unlisted import letters
from briefing.naming.unlisted.evidence import Evidence
from briefing.naming.unlisted.found import Name
from briefing.naming.unlisted.known import folded, is_letters
from briefing.naming.unlisted.people import People, sound
from briefing.words import one_line

_ROW = frozenset({", ", " and ", ", and ", " or ", ",\n", " and\n"})
_UNIVERSAL = frozenset(
    "un eu nato unhcr unicef unesco unrwa unifil who imf wto icc icj iaea opec osce asean ecowas isis isil bbc "
    "cia fbi irgc pkk fmln".split()
) | {"u n", "e u"}
"""Letters that mean one body all over the world; others are shown as they are, unless the article explains them."""
_WIDEST = max(map(len, _ROW))


def settle(texts: Sequence[str], found: Sequence[list[Name]], *, printed: bool = True) -> None:
    """Give every name its kind and label, or leave it without a kind where nothing speaks for one.

    The first of the texts is the body, the other the title, which counts as one more only where it is `printed`.
    """
    everything = [name for names in found for name in names]
    explained = letters.explain(texts, found)
    letters.bar_things(texts, found)
    evidence = Evidence()
    for text, names in zip(texts, found, strict=True):
        evidence.hear(text, names, count=printed or names is found[0])
    evidence.count()
    evidence.decide(everything)
    for text, names in zip(texts, found, strict=True):
        _neighbours(text, names)
    for name in everything:
        name.label = _label(explained.get(folded(name.text), name))
    _spelled_out(everything)
    _short_forms(texts, found, evidence)


def _neighbours(text: str, names: Sequence[Name]) -> None:
    """`Gara, Metina and Avasin`, `Yida, South Sudan`: what stands in a row is of one kind."""
    for one, other in pairwise(names):
        if other.start - one.end > _WIDEST or text[one.end : other.start] not in _ROW:
            continue
        if one.kind and one.weight > 1 and not other.kind and not other.barred:
            other.kind, other.weight, other.because = one.kind, 2, f"beside {one_line(one.text)}"
        elif text.startswith(", ", one.end) and _lies_in(text, one, other):
            one.kind, one.weight, one.because = "place", 2, f"beside {one_line(other.text)}"


def _lies_in(text: str, one: Name, other: Name) -> bool:
    """`Yida, South Sudan`, and not `Yida, South Sudan's envoy`."""
    place = other.kind == "place" and other.spot and not text.startswith(("’s", "'s"), other.end)
    return place and one.kind != "place" and one.weight < 2 and not one.barred


def _label(name: Name) -> str:
    """How to show a name: as the world does, where one word is well known; a longer one as it is written."""
    key = folded(name.text)
    single = name.kind == "organisation" and " " not in name.text
    if single and key in world.groups() and (key in _UNIVERSAL or not is_letters(name.text)):
        return world.groups()[key]
    if name.kind == "place" and name.spot and key in world.spots():
        return world.spots()[key].name
    return _bare(name.text)


@lru_cache(maxsize=16_384)
def _bare(text: str) -> str:
    """On one line, without its possessive."""
    return one_line(text).removesuffix("'s").removesuffix("’s")


def _spelled_out(names: Sequence[Name]) -> None:
    """Letters that may mean several bodies mean the one that the article also calls by its full name."""
    known = world.groups()
    full: dict[str | None, str] = {}
    for name in names:
        if name.kind == "organisation" and not is_letters(name.text):
            full.setdefault(known.get(folded(name.text)), name.label)
    full.pop(None, None)
    for name in names:
        if name.kind == "organisation" and is_letters(name.text):
            name.label = full.get(known.get(folded(name.text)), name.label)


def _short_forms(texts: Sequence[str], found: Sequence[Iterable[Name]], evidence: Evidence) -> None:
    """A surname, or a given name, is the person who bears it; of several the only one named before in the paragraph."""
    people = People(n.label for names in found for n in names if n.kind == "person" and " " in n.label)
    if not people.labels:
        return
    for text, names in zip(texts, found, strict=True):
        blocks = [start for start, _ in paragraphs(text)]
        near: dict[str, set[str]] = defaultdict(set)
        block = 0
        for name in names:
            if block < (block := bisect_right(blocks, name.start)):
                near.clear()
            full = name.label if name.kind == "person" else ""
            bearers = people.bearers(name.label)
            if full in people.labels and not bearers:
                name.label = people.labels[full]
                for form in people.forms(full):
                    near[form].add(name.label)
            elif bearers and name.weight < letters.SURE and not evidence.firmly_a_place(name):
                _is_short(name, bearers if len(bearers) == 1 else sorted(near[sound(name.label)]))


def _is_short(name: Name, bearers: Sequence[str]) -> None:
    """Of the one who bears it, and of nobody where there are several."""
    name.kind = "person"
    if len(bearers) == 1:
        name.label, name.because = bearers[0], f"short for {bearers[0]}"
    else:
        name.because = "short for one of several people of this article"
