"""What two wordings share and where they differ, in time that is bounded whatever they hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import groupby

from briefing.verifying import Piece, Side
from briefing.verifying.sameness import plain
from briefing.words import fold, words

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # kana, Han
)
"""Letters of scripts that set no space between words: each counts as a word."""
_UNSPACED = re.compile(f"[{UNSPACED}]")
_WRITTEN = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_IN_WORD = re.compile(rf"[{UNSPACED}]|[^{UNSPACED}]+")
MOST_COMPARED = 25_000_000
"""Pairs of words that are compared to show a difference; of longer texts what is between like ends is all different."""
SHORT = 3
"""Letters of a word that says little where it is all that two stretches share."""
FEW = 200
"""Letters up to which texts are compared by letters too."""
CLOSE = 0.75
"""From here on two texts are alike by their letters: what shares less shares it by chance."""


def unspaced(text: str) -> bool:
    """Does it hold letters of such a script?"""
    return bool(_UNSPACED.search(text))


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """(folded word, start, end) of each word, in order."""
    for word, start, end in words(text):
        if text.isascii() or not _UNSPACED.search(text, start, end):
            yield word, start, end
            continue
        for part in _IN_WORD.finditer(text, start, end):
            yield fold(part[0]) if len(part[0]) > 1 else part[0], part.start(), part.end()


def common(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places of a longest common subsequence, in order; a row of the usual table is the bits of one number."""
    held: dict[Hashable, int] = {}
    for place, word in enumerate(a):
        held[word] = held.get(word, 0) | 1 << place
    row = full = (1 << len(a)) - 1
    rows = [row]
    for word in b:
        hit = row & held.get(word, 0)
        row = (row + hit | row - hit) & full
        rows.append(row)
    pairs, i, j = [], len(a), len(b)
    while i and j:
        if a[i - 1] == b[j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif rows[j] >> i - 1 & 1:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]


def alike(saved: str, quoted: str, enough: float = 1) -> float:
    """1 where they are the same words in the same order, 0 where they share none; of short texts by letters too.

    What is `enough` by words is not measured more closely.
    """
    a, b = ([word for word, _, _ in tokens(text)] for text in (saved, quoted))
    if len(a) * len(b) > MOST_COMPARED:
        return 0.0
    by_words = 2 * len(common(a, b)) / max(len(a) + len(b), 1)
    if by_words >= enough or max(len(saved), len(quoted)) > FEW:
        return by_words
    by_letters = 2 * len(common(saved, quoted)) / max(len(saved) + len(quoted), 1)
    return max(by_words, by_letters) if by_letters >= CLOSE else by_words


def difference(saved: str, quoted: str, same: Callable[[str], str] = plain) -> tuple[Piece, ...]:
    """Where two texts on one line differ, word by word as they are written; `same` is what two words must share.

    Pieces keep the space after them: `both` and `saved` make the one text again, `both` and `quoted` the other,
    but for space at the end and what the same words are not alike in.
    """
    a, b = list(_WRITTEN.finditer(saved)), list(_WRITTEN.finditer(quoted))
    texts = [same(found[0]) for found in a], [same(found[0]) for found in b]
    pairs = _tidied(_paired(*texts), texts[0])
    pieces: list[Piece] = []
    i = j = 0
    for x, y in [*pairs, (len(a), len(b))]:
        for side, text, written, first, last in (("saved", saved, a, i, x), ("quoted", quoted, b, j, y)):
            if last > first:
                pieces.append(Piece(_SIDES[side], _slice(text, written, first, last)))
        if x < len(a):
            spaces = _slice(saved, a, x, x + 1)[len(a[x][0]) :], _slice(quoted, b, y, y + 1)[len(b[y][0]) :]
            pieces.append(Piece("both", a[x][0] + max(spaces, key=len)))
        i, j = x + 1, y + 1
    return tuple(_joined(pieces))


_SIDES: dict[str, Side] = {"saved": "saved", "quoted": "quoted"}


def _slice(text: str, written: Sequence[re.Match[str]], first: int, last: int) -> str:
    return text[written[first].start() : written[last].start() if last < len(written) else len(text)]


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for side, run in groupby(pieces, lambda piece: piece.side):
        yield Piece(side, "".join(piece.words for piece in run))


def _paired(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """As `common`, what they begin and end with set aside."""
    head, shorter = 0, min(len(a), len(b))
    while head < shorter and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < shorter - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    inner = a[head : len(a) - tail], b[head : len(b) - tail]
    between = common(*inner) if len(inner[0]) * len(inner[1]) <= MOST_COMPARED else []
    return [
        *((n, n) for n in range(head)),
        *((head + i, head + j) for i, j in between),
        *((len(a) - n, len(b) - n) for n in range(tail, 0, -1)),
    ]


def _tidied(pairs: Sequence[tuple[int, int]], texts: Sequence[str]) -> list[tuple[int, int]]:
    """Without lone short words amid longer stretches that differ, which tell a reader nothing."""
    kept = []
    for place, (i, j) in enumerate(pairs):
        before = pairs[place - 1] if place else (-1, -1)
        after = pairs[place + 1] if place + 1 < len(pairs) else None
        alone = after is not None and place and min(_gap(before, (i, j)), _gap((i, j), after)) > 2
        if not (alone and len(texts[i]) <= SHORT and not _UNSPACED.match(texts[i])):
            kept.append((i, j))
    return kept


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(other[0] - one[0], other[1] - one[1]) - 1
