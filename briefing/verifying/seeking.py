"""Which articles of a corpus may hold some words: asked of its index, at a cost that does not grow with the words."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from briefing.parsing import LONGEST, MOST
from briefing.query import QueryError
from briefing.results import Results
from briefing.verifying import Shelf
from briefing.verifying.nearest import weight
from briefing.words import folded_words

MOST_ASKED = 40
"""How many words are asked for one by one."""
MOST_TOGETHER = 8
"""How many of the longest words an article must hold that may hold all of them."""
MOST_COUNTED = 100_000
"""Articles that are counted over all these words, the rarest first."""
MOST_PHRASES = 10
RARE = 500
"""A word that so few articles hold leads to them by itself."""


def _ask(shelf: Shelf, phrases: Iterable[str]) -> Results | None:
    """The articles whose texts hold all of these phrases of folded words; None where that is too broad."""
    query = ""
    for phrase in islice(phrases, MOST):
        clause = f'body:"{phrase}"'
        if len(query) + len(clause) < LONGEST:
            query += f" {clause}" if query else clause
    try:
        return shelf.search(query, "date") if query else None
    except QueryError:
        return None


def holders(words: str, shelf: Shelf, most: int) -> list[str]:
    """Ids of articles that may hold these words in a row, no more than so many: the oldest."""
    asked = folded_words(words)
    longest = sorted(dict.fromkeys(asked), key=len, reverse=True)
    results = _ask(shelf, longest[:MOST_TOGETHER])
    if results is None or results.total > most:
        results = in_a_row(asked, shelf) or results
    return oldest(results, most) if results else []


def in_a_row(words: Sequence[str], shelf: Shelf) -> Results | None:
    """The articles with these words in a row, of many those in the middle; None where that is too broad."""
    return _ask(shelf, _phrases(words))


def _phrases(words: Sequence[str]) -> Iterator[str]:
    """The words in a row; where they are too many for one query, what stands in the middle of them."""
    room = LONGEST - len('body:""') - 1
    while len(" ".join(words)) > room and len(words) > 1:
        words = words[1:] if len(words) % 2 else words[:-1]
    yield " ".join(words)[:room]


def oldest(results: Results, most: int) -> list[str]:
    """Ids of the last hits, the last first."""
    first = max(0, len(results.hits) - most)
    return [hit.row.id for hit in results.hits[first:]][::-1]


def likely(answers: Sequence[tuple[str, Results]], size: int, most: int) -> list[str]:
    """Ids of the articles that hold most of what is telling, the likeliest first."""
    scores: dict[str, float] = {}
    counted = 0
    for asked, results in sorted(answers, key=lambda found: (found[1].total, found[0])):
        counted += results.total
        if counted > MOST_COUNTED and scores:
            break
        worth = _worth(asked, results.total, size)
        for id in results.ids:
            scores[id] = scores.get(id, 0.0) + worth
    best = heapq.nsmallest(most, scores.items(), key=lambda scored: (-scored[1], scored[0]))
    return [id for id, _ in best]


def _worth(asked: str, found: int, size: int) -> float:
    """What it says for an article that it holds this, among so many."""
    return math.sqrt(size / found) * sum(map(weight, asked.split()))


def lookups(words: Sequence[str], shelf: Shelf) -> Iterator[tuple[str, Results]]:
    """Words, and who holds them; where all of them are common, what stands side by side too."""
    longest = sorted(dict.fromkeys(words), key=lambda word: (-weight(word), -len(word), word))
    rarest = len(shelf.rows)
    for word in longest[:MOST_ASKED]:
        results = _ask(shelf, [word])
        if results and results.total:
            rarest = min(rarest, results.total)
            yield word, results
    if rarest <= RARE:
        return
    side_by_side = [f"{one} {other}" for one, other in pairwise(words)]
    side_by_side.sort(key=lambda pair: (-sum(map(weight, pair.split())), -len(pair), pair))
    for pair in list(dict.fromkeys(side_by_side))[:MOST_PHRASES]:
        results = _ask(shelf, [pair])
        if results and results.total:
            yield pair, results
