"""Where the words of a query stand in a text: for highlighting, for snippets, and for phrases in the index."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from briefing.actors import NOBODY, Gazetteer
from briefing.index.known import Names, PlainName, names_of
from briefing.query import And, Node, Or, Query, Text, TextField, asked
from briefing.results import Snippet
from briefing.words import FARTHEST, fold_text, forms, reached, words

WIDTH = 160
MOST_COMPARED = 100_000
"""Words whose nearness to another is kept."""
LONGEST_STRETCH = 1_200
"""Characters of a paragraph that are shown at most."""
_CHUNK = 10_000
"""Places of a word that are compared with those of others at once: of a text full of it some are enough."""
_APOSTROPHES = re.compile("['’ʼ]")

Spans = list[tuple[int, int]]


def matches(query: Query, text: str, gazetteer: Gazetteer = NOBODY, field: TextField = "any") -> Spans:
    """Half-open offsets of all words of a text that answer the query, in order, without overlaps.

    Words asked to be absent do not count. Where plain words name an actor, every spelling of that actor does. Of a text
    longer than any article only the first 500,000 characters are looked at.
    """
    if not any(isinstance(leaf, Text) for leaf in asked(query.root)):
        return []
    text = reached(text, FARTHEST)
    text_laid = laid(text)
    tokens, places = text_laid.tokens, text_laid.places
    found: set[tuple[int, int]] = set()
    for leaf in asked(query.root):
        if isinstance(leaf, Text) and (field == "any" or leaf.field in {"any", field}):
            if leaf.match == "exact":
                found.update(exact_spans(leaf.words[0], text))
            else:
                found.update(tokens[place][1:] for group in leaf_groups(leaf, text_laid) for place in group)
    for name in _spellings(query.root, gazetteer):
        for group in phrase_places([places.get(word, []) for word in name], 1):
            found.add((tokens[group[0]][1], tokens[group[-1]][2]))
    return merged(found)


@dataclass(frozen=True, slots=True)
class Laid:
    """A text laid out: its words as `words.words` gives them, the places of each, counted in words, and which."""

    tokens: Sequence[tuple[str, int, int]]
    places: Mapping[str, list[int]]
    vocabulary: frozenset[str]


@lru_cache(maxsize=8)
def laid(text: str) -> Laid:
    """A text, which many clauses one after the other are looked for in."""
    tokens = tuple(words(text))
    places: dict[str, list[int]] = {}
    for place, (word, _, _) in enumerate(tokens):
        places.setdefault(word, []).append(place)
    return Laid(tokens, places, frozenset(places))


def plain_names(node: Node | None, names: Names) -> Iterator[PlainName]:
    """The names of actors that were asked for in plain words."""
    match node:
        case Text():
            yield from names.plain_names((node,))
        case And(parts):
            yield from names.plain_names(parts)
            for part in parts:
                if isinstance(part, And | Or):
                    yield from plain_names(part, names)
        case Or(parts):
            for part in parts:
                yield from plain_names(part, names)


def _spellings(node: Node | None, gazetteer: Gazetteer) -> Iterator[tuple[str, ...]]:
    """The folded words of each spelling of each name that was asked for in plain words; of a surname only itself."""
    names = names_of(gazetteer)
    for plain in plain_names(node, names):
        if plain.surname:
            yield from ((surname,) for surname in names.surnames(plain.surname))
        else:
            for actor in plain.actors:
                yield from (tuple(fold_text(spelling).split()) for spelling in gazetteer.spellings(actor))


def leaf_groups(leaf: Text, text: Laid) -> Iterator[Sequence[int]]:
    """The places of the words that answer one clause, together where they answer together."""
    last, places = leaf.words[-1], text.places
    alternatives: Set[str]
    match leaf.match:
        case "word":
            alternatives = set(forms(last))
        case "prefix":
            alternatives = {word for word in places if word.startswith(last)} or set(forms(last))
        case "fuzzy":
            alternatives = _nearby(text.vocabulary, last, leaf.within)
        case _:
            alternatives = {last}
    ends = sorted(place for word in alternatives for place in places.get(word, ()))
    yield from phrase_places([*(places.get(word, []) for word in leaf.words[:-1]), ends], leaf_reach(leaf))


def leaf_reach(leaf: Text) -> int:
    """How many words apart the words of a clause may stand; 1 is side by side and in order."""
    return leaf.within if leaf.match in {"phrase", "prefix"} else 1


def phrase_places(lists: Sequence[Sequence[int]], within: int) -> Iterator[tuple[int, ...]]:
    """Given the places of each word, sorted: the groups that stand side by side in order, or near in any order."""
    different = {id(places): places for places in lists}
    if within > 1 and len(lists) > 1:
        yield from _near(list(different.values()), within + len(lists) - 2)
    elif len(lists) == 1:
        yield from ((place,) for place in lists[0])
    elif lists:
        rarest, places = min(enumerate(lists), key=lambda pair: len(pair[1]))
        for at in range(0, len(places), _CHUNK):
            for first in sorted(_side_by_side(lists, rarest, places[at : at + _CHUNK])):
                yield tuple(range(first, first + len(lists)))


def _side_by_side(lists: Sequence[Sequence[int]], rarest: int, some: Sequence[int]) -> set[int]:
    """Where all the words begin to stand in order, given some places of one of them."""
    firsts = {place - rarest for place in some}
    for step, places in enumerate(lists):
        if step != rarest and firsts:
            shift = step - rarest
            near = places[bisect_left(places, some[0] + shift) : bisect_right(places, some[-1] + shift)]
            firsts.intersection_update(place - step for place in near)
    return firsts


def _near(lists: Sequence[Sequence[int]], reach: int) -> Iterator[tuple[int, ...]]:
    """Sweep over all places, keeping the latest of each word, the one before all others first."""
    count = len(lists)
    marks = sorted(place * count + word for word, places in enumerate(lists) for place in places)
    latest: dict[int, int] = {}
    for place, word in (divmod(mark, count) for mark in marks):
        latest.pop(word, None)
        latest[word] = place
        if len(latest) == len(lists) and place - next(iter(latest.values())) <= reach:
            yield tuple(latest.values())


@lru_cache(maxsize=64)
def _compared(word: str, edits: int) -> tuple[set[str], set[str]]:
    """The words that were compared with one, and those of them that are near enough: of all texts, one by one."""
    return set(), set()


def _nearby(vocabulary: frozenset[str], word: str, edits: int) -> Set[str]:
    compared, near = _compared(word, edits)
    if len(compared) > MOST_COMPARED:
        _compared.cache_clear()
    fresh = vocabulary - compared
    near.update(other for other in fresh if near_enough(word, other, edits))
    compared.update(fresh)
    return vocabulary & near


@lru_cache(maxsize=256)
def _pieces(word: str, edits: int) -> tuple[str, ...]:
    """One more than edits, so that one of them at least stands unchanged in every word that is near enough."""
    cuts = [len(word) * n // (edits + 1) for n in range(edits + 2)]
    return tuple(word[start:end] for start, end in pairwise(cuts))


def near_enough(word: str, other: str, edits: int) -> bool:
    """May one word be made of the other by so many letters put in, taken out or replaced?"""
    if abs(len(word) - len(other)) > edits:
        return False
    for piece in _pieces(word, edits):
        if piece in other:
            break
    else:
        return False
    row = list(range(len(other) + 1))
    for left, letter in enumerate(word, 1):
        above, row[0] = row[0], left
        for right, opposite in enumerate(other, 1):
            above, row[right] = row[right], min(row[right] + 1, row[right - 1] + 1, above + (letter != opposite))
        if min(row) > edits:
            return False
    return row[-1] <= edits


@lru_cache(maxsize=256)
def _spelling(spelling: str) -> re.Pattern[str]:
    parts = [_APOSTROPHES.sub("['’ʼ]", re.escape(part)) for part in spelling.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)")


def exact_spans(spelling: str, text: str) -> Spans:
    """Where a text has a spelling letter for letter; apostrophes and stretches of white space are all alike."""
    return [found.span() for found in _spelling(spelling).finditer(text)]


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """Spans in order, those that overlap made one."""
    found: Spans = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def snippet(text: str, spans: Spans) -> Snippet:
    """A window of about 160 characters around the first match, cut between words, white space folded to blanks."""
    start = _window_start(text, spans[0]) if spans else 0
    end = min(len(text), start + WIDTH)
    if end < len(text) and (gap := max(text.rfind(" ", start + WIDTH // 2, end), text.rfind("\n", start, end))) > 0:
        end = gap
    head, tail = "… " if text[:start].strip() else "", " …" if text[end:].strip() else ""
    folded, moved = _folded(text, start, end)
    kept = tuple(
        (moved[left - start] + len(head), moved[right - 1 - start] + 1 + len(head))
        for left, right in spans
        if start <= left and right <= end
    )
    return Snippet(head + folded + tail, kept)


def excerpt(text: str, stretches: Iterable[tuple[int, int]], spans: Spans) -> Snippet:
    """Stretches of a text one after the other, white space folded to blanks; of a long one what is around its spans."""
    shown, kept = "", []
    for start, end in stretches:
        inside = [span for span in spans if start <= span[0] and span[1] <= end]
        first, last = _shortened(text, start, end, inside)
        folded, moved = _folded(text, first, last)
        shown += " … " if shown else "… " if first > start else ""
        at = len(shown)
        kept += [(moved[a - first] + at, moved[b - 1 - first] + 1 + at) for a, b in inside if first <= a and b <= last]
        shown += folded + (" …" if last < end else "")
    return Snippet(shown, tuple(kept))


def _shortened(text: str, start: int, end: int, spans: Spans) -> tuple[int, int]:
    """Of a long stretch some length from shortly before its first span on, cut between words."""
    if end - start <= LONGEST_STRETCH:
        return start, end
    first = max(start, (spans[0][0] if spans else start) - WIDTH)
    if first > start:
        first = text.find(" ", first, spans[0][0]) + 1 or spans[0][0]
    last = min(end, first + LONGEST_STRETCH)
    return first, last if last == end else max(text.rfind(" ", first + 1, last), first + 1)


def _window_start(text: str, first: tuple[int, int]) -> int:
    wanted_start = max(0, min(first[0] - WIDTH // 4, len(text) - WIDTH))
    if wanted_start == 0:
        return 0
    border = re.compile(r"\s\S").search(text, wanted_start - 1, first[0] + 1)
    return border.start() + 1 if border else first[0]


def _folded(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """A stretch with its white space folded, and where each of its characters went."""
    shown: list[str] = []
    moved = []
    for char in text[start:end]:
        blank = char.isspace()
        if not (blank and (not shown or shown[-1] == " ")):
            shown.append(" " if blank else char)
        moved.append(max(len(shown) - 1, 0))
    return "".join(shown).rstrip(), moved
