"""Words of a query looked for in one text: the quick ways give what plain ones do, and no text makes them slow."""

import random
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import product

import pytest

from briefing.index import matching
from briefing.index.matching import laid, leaf_groups, matches, near_enough, phrase_places
from briefing.parsing import parse
from briefing.query import Text


@cache
def distance(word: str, other: str) -> int:
    """Letters put in, taken out or replaced, as the definition has it."""
    if not word or not other:
        return len(word) + len(other)
    return min(
        distance(word[1:], other) + 1,
        distance(word, other[1:]) + 1,
        distance(word[1:], other[1:]) + (word[0] != other[0]),
    )


@pytest.mark.parametrize("edits", [1, 2])
def test_near_enough_is_what_the_definition_says(edits: int) -> None:
    dice = random.Random(edits)
    drawn = ["".join(dice.choices("abc", k=dice.randint(1, 6))) for _ in range(80)]
    for word, other in product(drawn, repeat=2):
        assert near_enough(word, other, edits) == (distance(word, other) <= edits), (word, other)


def near(lists: Sequence[Sequence[int]], within: int) -> bool:
    """One place of each, none farther from another than that."""
    reach = within + len(lists) - 2
    return any(max(places) - min(places) <= reach for places in product(*lists))


def test_words_near_each_other_are_what_the_definition_says() -> None:
    dice = random.Random(7)
    for _ in range(300):
        lists = [sorted(dice.sample(range(40), dice.randint(1, 4))) for _ in range(dice.randint(2, 4))]
        for within in (2, 5, 9):
            assert any(phrase_places(lists, within)) == near(lists, within), (lists, within)


def test_words_side_by_side_are_what_the_definition_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "_CHUNK", 3)
    dice = random.Random(7)
    for _ in range(500):
        lists = [sorted(dice.sample(range(12), dice.randint(0, 10))) for _ in range(dice.randint(1, 4))]
        firsts = [place for place in lists[0] if all(place + step in places for step, places in enumerate(lists))]
        assert [group[0] for group in phrase_places(lists, 1)] == firsts, lists


@pytest.mark.parametrize("asked", ['"{}"~50', '"{}"', '"{}*"~9', "title:a {}"])
def test_one_word_over_and_over_is_bounded(asked: str) -> None:
    query = parse(asked.format(" ".join(["a"] * (18 if "title" in asked else 120))), date(2026, 1, 1))
    assert len(matches(query, "a " * 5_000)) == 5_000


def test_words_that_differ_are_told_text_by_text() -> None:
    leaf = Text(("soldier",), "fuzzy", "any", 0, 0, 2)
    for text, places in (("a soldier and solders", [1, 3]), ("sailors", []), ("soldierly a soldier", [0, 2])):
        assert [group[0] for group in leaf_groups(leaf, laid(text))] == places
