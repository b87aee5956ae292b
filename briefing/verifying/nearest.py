"""The passage of a text that is most like some words, in time that grows with the text and no faster."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from briefing.verifying.comparing import common, tokens

_LITTLE = frozenset(
    "a an the and or but if of in on at to for from by with as than that this these those it its is are was were be"
    " been being has have had do does did not no nor so he she they we you i his her their our your my him them us me"
    " who which what when where there here will would shall should can could may might must said says say also".split()
)
"""Words that two texts share whatever they are about."""
LITTLE = 0.3
"""What such a word weighs, and one of a letter or two; others weigh 1."""
MOST_WINDOWS = 3
MOST_TRIMMED = 30
"""How many matched words at either end are tried as the first and the last of a passage."""
MOST_EXTENDED = 3
"""How many words before and after those that match may stand for words that do not."""
NEAR = 0.36
"""What is less alike is not like it at all."""
TELLING = 2
"""How many words that say something two texts must share, where there are as many."""


class Text:
    """A text as its folded words, where they stand, and what they weigh."""

    def __init__(self, text: str) -> None:
        found = list(tokens(text))
        self.words = [word for word, _, _ in found]
        self.starts = [start for _, start, _ in found]
        self.ends = [end for _, _, end in found]

    @cached_property
    def weights(self) -> list[float]:
        """Of each word."""
        return [weight(word) for word in self.words]

    @cached_property
    def sums(self) -> list[float]:
        """What the words before each place weigh together."""
        return [0.0, *accumulate(self.weights)]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands."""
        places: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            places.setdefault(word, []).append(place)
        return places

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The words that begin between two offsets."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text: half-open offsets, and how like it is, from 0 to 1."""

    start: int
    end: int
    likeness: float


def weight(word: str) -> float:
    """How much a folded word tells."""
    return LITTLE if word in _LITTLE or (len(word) < 3 and word.isascii() and not word.isdigit()) else 1.0


def nearest(sought: Text, text: Text) -> Window | None:
    """The stretch of a text that is most like what is sought, the first of several; None where nothing is like it."""
    return max(nearby(sought, text), key=lambda window: window.likeness, default=None)


def nearby(sought: Text, text: Text) -> list[Window]:
    """The stretches of a text that are like what is sought, in order; none overlaps another."""
    found: list[Window] = []
    for first, last in _spots(sought, text):
        window = _fitted(sought, text, first, last)
        if window and not any(window.start < other.end and other.start < window.end for other in found):
            found.append(window)
    return sorted(found, key=lambda window: window.start)


def _spots(sought: Text, text: Text) -> list[tuple[int, int]]:
    """Where most of the words are close together, the best first: places of words, half open."""
    places = sorted(place for word in sought.places for place in text.places.get(word, ()))
    wanted = Counter(sought.words)
    size = len(sought.words)
    scored: list[tuple[float, int, int]] = []
    for length in (size + 3, 2 * size + 4):
        held: Counter[str] = Counter()
        score, left = 0.0, 0
        for right, place in enumerate(places):
            word = text.words[place]
            held[word] += 1
            score += text.weights[place] if held[word] <= wanted[word] else 0
            while place - places[left] >= length:
                gone = text.words[places[left]]
                score -= text.weights[places[left]] if held[gone] <= wanted[gone] else 0
                held[gone] -= 1
                left += 1
            scored.append((score, places[left], places[right] + 1))
    scored.sort(key=lambda spot: (-spot[0], spot[1] - spot[2], spot[1]))
    return _apart(scored)


def _apart(scored: Sequence[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """A few of the best that do not overlap much, and those that are as good as the best."""
    kept: list[tuple[int, int]] = []
    for _, first, last in scored[:5_000]:
        if all(last <= a or b <= first for a, b in kept):
            kept.append((first, last))
            if len(kept) >= MOST_WINDOWS:
                break
    return kept


def _fitted(sought: Text, text: Text, first: int, last: int) -> Window | None:
    """The best stretch about there, cut where more would only make it less alike."""
    room = len(sought.words)
    first, last = max(0, first - room // 2), min(len(text.words), last + room // 2)
    pairs = common(sought.words, text.words[first:last])
    if not pairs:
        return None
    whole = sought.sums[-1]
    shared = [0.0, *accumulate(sought.weights[i] for i, _ in pairs)]

    def likeness(a: int, b: int) -> float:
        span = text.sums[first + pairs[b][1] + 1] - text.sums[first + pairs[a][1]]
        return 2 * (shared[b + 1] - shared[a]) / (whole + span)

    def worth(a: int, b: int) -> float:
        """What is shared counts for more than what stands between."""
        span = text.sums[first + pairs[b][1] + 1] - text.sums[first + pairs[a][1]]
        return 3 * (shared[b + 1] - shared[a]) / (2 * whole + span)

    count = len(pairs)
    ends = range(max(0, count - MOST_TRIMMED), count)
    a, b = max(
        ((a, b) for a in range(min(MOST_TRIMMED, count)) for b in ends if a <= b),
        key=lambda ends: (worth(*ends), ends[0] - ends[1]),
        default=(0, count - 1),
    )
    if likeness(a, b) < NEAR or not _telling(sought, [i for i, _ in pairs[a : b + 1]]):
        return None
    before, after = pairs[a][0], len(sought.words) - 1 - pairs[b][0]
    begin, end = first + pairs[a][1], first + pairs[b][1] + 1
    begin -= min(before, begin) if before <= MOST_EXTENDED else 0
    end += min(after, len(text.words) - end) if after <= MOST_EXTENDED else 0
    span = text.sums[end] - text.sums[begin]
    exact = sought.words == text.words[begin:end]
    within = sum(sought.weights[i] for i, j in pairs if begin <= first + j < end)
    measured = 1.0 if exact else min(0.999, 2 * within / (whole + span))
    return Window(text.starts[begin], text.ends[end - 1], measured)


def _telling(sought: Text, matched: Sequence[int]) -> bool:
    """Are enough of the words that match such as say something?"""
    there = sum(weight > LITTLE for weight in sought.weights)
    if not there:
        return len(matched) == len(sought.words)
    shared = sum(sought.weights[place] > LITTLE for place in matched)
    return shared >= min(TELLING, there) and 2 * shared >= min(there, 2 * TELLING)
