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
        query("haftar faction:hor"),
        undated=2,
        corrections=(Correction("faction:hor", 3, "faction:lna", 5, "the others are of 2014"), Correction("haftar", 0)),
    )
    assert asking.ways(results) == [
        asking.Way("faction:lna instead of faction:hor: 5 found", "haftar faction:lna"),
        asking.Way("drop faction:hor: 3 would remain (the others are of 2014)", "haftar"),
    ]
    before, after = asking.nothing(results)
    assert before == ["Nothing matches."]
    assert "2 without any date could not be judged" in after
    assert any("enter takes" in line for line in after)


@pytest.mark.parametrize(
    ("text", "clause", "instead", "asked"),
    [
        ("a b c", "b", None, "a c"),
        ("a b c", "a c", None, "b"),
        ("a b AND c", "b c", None, "a"),
        ("a a b", "a b", None, "a"),
        ("x (a OR b) c", "(a OR b) c", None, "x"),
        ("a or b", "or", "OR", "a OR b"),
        ("a OR b", "a OR b", "c", "c"),
        ('a "b c" d', '"b c"', '"b c"~10', 'a "b c"~10 d'),
        ("a NOT b", "NOT b", None, "a"),
    ],
)
def test_a_way_out_drops_or_replaces_what_it_names(text: str, clause: str, instead: str | None, asked: str) -> None:
    correction = Correction(clause, 0 if instead else 1, instead)
    assert [way.text for way in asking.ways(Results(query(text), corrections=(correction,)))] == [asked]


@pytest.mark.parametrize(
    ("text", "corrections", "last"),
    [
        ("a b", [Correction("a", 0), Correction("b", 0)], "No clause alone is at fault"),
        ("a", [Correction("a", 7)], "enter takes one of these"),
        ("a", [], "/ changes the query, backspace drops it."),
        ("a b", [Correction("what is not there", 3)], "No clause alone is at fault"),
    ],
)
def test_the_last_resort(text: str, corrections: list[Correction], last: str) -> None:
    assert asking.nothing(Results(query(text), corrections=tuple(corrections)))[1][-1].startswith(last)


def test_an_empty_corpus_says_what_to_do() -> None:
    assert any("briefing doctor" in line for line in asking.nothing(Results(Query("")))[0])
    assert "being indexed" in asking.nothing(Results(Query("")), "indexing …")[0][0]


@pytest.mark.parametrize(
    ("typed", "goes_on"),
    [
        ("haft", "haft* faction:lna"),
        ('"chief of st', '"chief of st*" faction:lna'),
        ("a OR (b tit", "(a OR (b tit*)) faction:lna"),
        ("-(haf", "-(haf*) faction:lna"),
        ("title:ha", "title:ha* faction:lna"),
        ('source:"Al Ar', 'source:"Al Ar" faction:lna'),
        ("haftar OR", "haftar faction:lna"),
    ],
)
def test_what_was_left_half_typed_is_closed_before_more_is_asked(typed: str, goes_on: str) -> None:
    half = parse(typed, date(2026, 1, 1), typing=True)
    assert asking.with_clause(half, "faction", ["lna"]) == goes_on
    assert len(query(goes_on).clauses) == 2
