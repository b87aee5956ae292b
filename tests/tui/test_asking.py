"""The query as the screen changes it."""

from datetime import date

import pytest

from briefing.parsing import parse
from briefing.query import Query
from briefing.results import Correction, Results
from briefing.tui import asking


def query(text: str) -> Query:
    return parse(text, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        ("", []),
        ("haftar", ["haftar"]),
        ('"chief of staff" faction:lna', ['"chief of staff"', "faction:lna"]),
        ("a OR b", ["(a OR b)"]),
        ("(a OR b) -c", ["(a OR b)", "-c"]),
        ("(a) OR (b)", ["((a) OR (b))"]),
        ("date:2014..2016 NOT is:read", ["date:2014..2016", "NOT is:read"]),
    ],
)
def test_a_chip_for_each_clause(text: str, chips: list[str]) -> None:
    assert asking.clause_texts(query(text)) == chips


@pytest.mark.parametrize(
    ("text", "index", "left"),
    [("haftar", 0, ""), ("a faction:lna b", 1, "a b"), ("(a OR b) c", 1, "(a OR b)"), ("a OR b", 0, "")],
)
def test_drop(text: str, index: int, left: str) -> None:
    assert asking.dropped(query(text), index) == left


@pytest.mark.parametrize(
    ("text", "name", "asked", "expected"),
    [
        ("", "faction", ["lna"], "faction:lna"),
        ("haftar", "faction", ["lna"], "haftar faction:lna"),
        ("faction:gna haftar", "faction", ["lna"], "haftar faction:lna"),
        ("haftar", "faction", ["lna", "gna"], "haftar (faction:lna OR faction:gna)"),
        ("(faction:lna OR faction:gna) haftar", "faction", ["hor"], "haftar faction:hor"),
        ("faction:gna haftar", "faction", [], "haftar"),
        ("a OR b", "date", ["2020"], "(a OR b) date:2020"),
        ("-faction:lna", "faction", ["gna"], "-faction:lna faction:gna"),
        ("date:2014..2016", "date", ["<=2020"], "date:<=2020"),
        ("", "source", ["Al Arab"], 'source:"Al Arab"'),
        ("", "source", ['a "b" c'], 'source:"a b c"'),
    ],
)
def test_with_clause(text: str, name: str, asked: list[str], expected: str) -> None:
    changed = asking.with_clause(query(text), name, asked)
    assert changed == expected
    assert asking.values(query(changed), name) == tuple(value.replace('"', "") for value in asked)


def test_nothing_found_says_what_to_try() -> None:
    results = Results(
        query("haftar faction:hor"), undated=2, corrections=(Correction("faction:hor", 3, "faction:lna"),)
    )
    said = asking.nothing(results)
    assert "drop faction:hor: 3 would remain" in said
    assert "instead of faction:hor, try faction:lna" in said
    assert any("2 without any date" in line for line in said)


@pytest.mark.parametrize(
    ("without", "way_out"),
    [
        ([0, 0, 3], "backspace drops the last clause"),
        ([2, 11, 0], "click × after b above, or / changes the query"),
        ([0, 0, 0], "no clause alone is at fault: / changes the query"),
    ],
)
def test_the_clause_at_fault_is_the_one_to_drop(without: list[int], way_out: str) -> None:
    corrections = tuple(Correction(clause, left) for clause, left in zip("abc", without, strict=True))
    assert asking.nothing(Results(query("a b c"), corrections=corrections))[-1] == way_out


def test_an_empty_corpus_says_what_to_do() -> None:
    assert any("briefing index" in line for line in asking.nothing(Results(Query(""))))
