"""Marks laid over each other."""

import pytest

from briefing.tui.marking import Layer, Mark, layered, runs
from briefing.tui.wrapping import Line


def mark(start: int, end: int, *styles: str) -> Mark:
    return Mark(start, end, styles)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], []),
        ([mark(3, 3, "a")], []),
        ([mark(0, 5, "a")], [mark(0, 5, "a")]),
        ([mark(6, 9, "b"), mark(0, 5, "a")], [mark(0, 5, "a"), mark(6, 9, "b")]),
        ([mark(0, 5, "a"), mark(3, 8, "b")], [mark(0, 3, "a"), mark(3, 5, "a", "b"), mark(5, 8, "b")]),
        ([mark(2, 4, "a"), mark(0, 6, "b")], [mark(0, 2, "b"), mark(2, 4, "a", "b"), mark(4, 6, "b")]),
    ],
)
def test_layered(marks: list[Mark], expected: list[Mark]) -> None:
    assert layered(marks) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (Line(0, 3), [mark(0, 3)]),
        (Line(3, 8), [mark(3, 5), mark(5, 8, "a")]),
        (Line(6, 12), [mark(6, 10, "a"), mark(10, 12)]),
        (Line(0, 20), [mark(0, 5), mark(5, 10, "a"), mark(10, 15), mark(15, 18, "b"), mark(18, 20)]),
        (Line(7, 7), []),
    ],
)
def test_runs_cover_the_line(line: Line, expected: list[Mark]) -> None:
    assert list(runs(line, [mark(5, 10, "a"), mark(15, 18, "b")])) == expected


NESTED = Layer([(0, 50), (2, 4), (10, 12), (10, 20), (60, 61)])


@pytest.mark.parametrize(
    ("start", "end", "numbers"),
    [(0, 1, [0]), (3, 11, [0, 1, 2, 3]), (4, 10, [0]), (12, 13, [0, 3]), (50, 60, []), (55, 99, [4]), (61, 99, [])],
)
def test_what_of_a_layer_stands_in_a_stretch(start: int, end: int, numbers: list[int]) -> None:
    assert list(NESTED.within(start, end)) == numbers


@pytest.mark.parametrize(
    ("offset", "after", "before"), [(-1, 0, 4), (0, 1, 4), (2, 2, 0), (11, 4, 3), (60, 0, 3), (99, 0, 4)]
)
def test_the_next_of_a_layer_and_the_one_before(offset: int, after: int, before: int) -> None:
    assert NESTED.beyond(offset, 1) == after
    assert NESTED.beyond(offset, -1) == before
    assert Layer().beyond(offset, 1) is None
