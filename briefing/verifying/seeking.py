"""Which articles of a corpus may hold some words: asked of its index, at a cost that does not grow with the words."""

from __future__ import annotations

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
MOST_COUNTED = 200_000
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
    results = in_a_row(folded_words(words), shelf)
    return _oldest(results, most) if results else []


def in_a_row(words: Sequence[str], shelf: Shelf) -> Results | None:
    """The articles with these words in a row, as far as a query can say; None where it is too broad."""
    longest = sorted(dict.fromkeys(words), key=len, reverse=True)
    return _ask(shelf, _phrases(words)) or _ask(shelf, longest) or _ask(shelf, longest[: MOST // 4])


def _phrases(words: Sequence[str]) -> Iterator[str]:
    """The words in a row; where they are too many for one query, what stands in the middle of them."""
    room = LONGEST - len('body:""') - 1
    while len(" ".join(words)) > room and len(words) > 1:
        words = words[1:] if len(words) % 2 else words[:-1]
    yield " ".join(words)[:room]


def _oldest(results: Results, most: int) -> list[str]:
    first = max(0, len(results.hits) - most)
    return [hit.row.id for hit in results.hits[first:]][::-1]


def likely(words: Sequence[str], shelf: Shelf, most: int) -> list[str]:
    """Ids of the articles that share most of what is telling in these folded words, the likeliest first."""
    answers = list(_answers(words, shelf))
    answers.sort(key=lambda found: (found[1].total, found[0]))
    scores: dict[str, float] = {}
    counted, size = 0, max(len(shelf.rows), 2)
    for asked, results in answers:
        counted += results.total
        if counted > MOST_COUNTED and scores:
            break
        worth = _worth(asked, results.total, size)
        for id in results.ids:
            scores[id] = scores.get(id, 0.0) + worth
    return [id for id, _ in sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))[:most]]


def _worth(asked: str, found: int, size: int) -> float:
    """What it says for an article that it holds this, among so many."""
    return math.sqrt(size / found) * sum(map(weight, asked.split()))


def _answers(words: Sequence[str], shelf: Shelf) -> Iterator[tuple[str, Results]]:
    """What was asked, and who holds it: single words, and where all of them are common what stands side by side."""
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
