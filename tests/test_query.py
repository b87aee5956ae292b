from __future__ import annotations

from datetime import date

import pytest

from briefing.parsing import FIELDS, parse
from briefing.periods import NAMED
from briefing.query import And, Field, Not, Or, Query, QueryError, Text, caret, understood, without

TODAY = date(2026, 11, 18)

PERIODS = [
    ("2020", "2020-01-01..2020-12-31"),
    ("2020-02", "2020-02-01..2020-02-29"),
    ("2020-12-24", "2020-12-24"),
    ("2014..2016", "2014-01-01..2016-12-31"),
    ("2014…2016", "2014-01-01..2016-12-31"),
    ("2014-03..2014-03-05", "2014-03-01..2014-03-05"),
    ("2020..", "2020-01-01.."),
    ("..2020", "..2020-12-31"),
    (">=2020-01-01", "2020-01-01.."),
    (">2020", "2021-01-01.."),
    ("<2020", "..2019-12-31"),
    ("<=2020-06", "..2020-06-30"),
    ('"2020"', "2020-01-01..2020-12-31"),
    ("today", "2026-11-18"),
    ("yesterday", "2026-11-17"),
    ("this-week", "2026-11-16..2026-11-22"),
    ("last-week", "2026-11-09..2026-11-15"),
    ("this-month", "2026-11-01..2026-11-30"),
    ("last-month", "2026-10-01..2026-10-31"),
    ("this-year", "2026-01-01..2026-12-31"),
    ("last-year", "2025-01-01..2025-12-31"),
    ("last-1-day", "2026-11-18"),
    ("last-30-days", "2026-10-20..2026-11-18"),
    ("last-2-weeks", "2026-11-05..2026-11-18"),
    ("last-3-months", "2026-08-19..2026-11-18"),
    ("last-2-years", "2024-11-19..2026-11-18"),
    ("last-month..today", "2026-10-01..2026-11-18"),
    (">=last-month", "2026-10-01.."),
    ("LAST-MONTH", "2026-10-01..2026-10-31"),
]

TYPED = [
    ("", ""),
    ("cease", "cease*"),
    ("cease ", "cease"),
    ("oil fie", "oil AND fie*"),
    ("oil -fie", "oil AND NOT fie*"),
    ("title:fie", "title:fie*"),
    ("Al-Si", '"al si*"'),
    ("haftar,", "haftar"),
    ("elect~", "elect~1"),
    ('"', ""),
    ("!", ""),
    ('oil "', "oil"),
    ('"oil fie', '"oil fie*"'),
    ('"oil fields ', '"oil fields"'),
    ('"oil fields"', '"oil fields"'),
    ('="Haft', '="Haft"'),
    ("(", ""),
    ("oil (", "oil"),
    ("oil (gas", "oil AND gas*"),
    ("oil (gas OR", "oil AND gas"),
    ("oil (gas OR (", "oil AND gas"),
    ("oil AND", "oil"),
    ("oil AND ", "oil"),
    ("oil OR", "oil"),
    ("oil OR ", "oil"),
    ("oil NOT", "oil"),
    ("oil -", "oil"),
    ("oil AND NOT ", "oil"),
    ("-", ""),
    ("date:", ""),
    ("oil date:", "oil"),
    ("oil -date:", "oil"),
    ("oil actor:", "oil"),
    ('oil actor:"', "oil"),
    ('oil actor:"Khalifa Ha', 'oil AND actor:"Khalifa Ha"'),
    ("oil title:", "oil"),
    ("oil title: ", "oil"),
    ("oil date:2", "oil"),
    ("oil date:20", "oil"),
    ("oil date:202", "oil"),
    ("oil date:2020", "oil AND date:2020-01-01..2020-12-31"),
    ("oil date:2020-", "oil"),
    ("oil date:2020-1", "oil"),
    ("oil date:2020-12-", "oil"),
    ("oil date:2020-12-0", "oil"),
    ("oil date:2014.", "oil"),
    ("oil date:2014..", "oil AND date:2014-01-01.."),
    ("oil date:2014..20", "oil"),
    ("oil date:..", "oil"),
    ("oil date:..20", "oil"),
    ("oil date:>", "oil"),
    ("oil date:>=", "oil"),
    ("oil date:>=20", "oil"),
    ("oil date:last", "oil"),
    ("oil date:last-3", "oil"),
    ("oil date:last-30-d", "oil"),
    ("oil date:tod", "oil"),
    ("oil is:", "oil"),
    ("oil is:un", "oil"),
    ("oil is:unread", "oil AND is:unread"),
    ("oil has:n", "oil"),
    ("together:a", ""),
    ("together:a,", ""),
    ("together:a,b", "together:a,b"),
    ('"oil fie*"~', '"oil fie*"'),
    ('"oil fields"*', '"oil fields*"'),
    ("oil =", "oil"),
]

TYPED_ERRORS = [
    "date:banana",
    "date:20 oil",
    "fraction:lna",
    "date:2020-13",
    "oil) gas",
    "() oil",
    "is:banana",
    "date:20 ",
]

HOSTILE = [
    "?*?*?*",
    "{a TO z]",
    "[a TO zzzz]",
    " ".join(f"{chr(97 + n % 26)}*" for n in range(1000)),
    "title:[" * 10_000,
    "w" * 100_000,
    "*" * 50_000,
    "?" * 50_000,
    "election~99",
    "e" * 500 + "~2",
    "/(a*)*b/ r'.*' ([\"",
    "(" * 1000 + "a" + ")" * 1000,
    "(" * 200 + "a" + ")" * 200,
    "(" * 10_000,
    "a ANDNOT " * 3000,
    "a ANDNOT " * 50,
    "NOT " * 500 + "a",
    "NOT " * 120 + "a",
    "-" * 500 + "a",
    "-(" * 200,
    '"' * 100_000,
    '"' * 511,
    "“" * 512,
    ')]}("',
    "\x00",
    "\ud800\udfff",
    "\x1b]52;c;AAAA\x07",
    "oil^nan",
    "date:[2020 TO",
    "date:" + "9" * 500,
    "date:last-" + "9" * 400 + "-days",
    'a~"' * 100,
    '"a b"~' + "9" * 400,
    "a~" + "9" * 400,
    "=" * 500,
    ":" * 500,
    "a:" * 250,
    "title:" * 80,
    "١٢٣ ヽ(°〇°)ﾉ",
    "date:２０２０",
    "\u202e\u200b",
]


def _asked(text: str, *, typing: bool) -> Query | QueryError:
    try:
        return parse(text, TODAY, typing=typing)
    except QueryError as error:
        return error


@pytest.mark.parametrize("name", ["date", "when", "added"])
@pytest.mark.parametrize(("value", "days"), PERIODS)
def test_periods(name: str, value: str, days: str) -> None:
    assert understood(parse(f"{name}:{value}", TODAY)) == f"{name}:{days}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("foo:bar", "unknown field foo:; there are title, body, date, when, added, source, actor, faction, place"),
        ("fraction:lna", "unknown field fraction:$"),
        ("date:>", "> needs a date after it"),
        ("date:>=", ">= needs a date after it"),
        ("title:-oil", "the - stands before title:"),
        ("title:(oil gas)", "title: takes one value; the parenthesis stands before it"),
        ("date:2020 .. 2021", "a range has no spaces in it"),
        ("oil | gas", "asked for with OR"),
        ('"oil* gas"', "can only end the last word of a phrase"),
        ("oil 🔥", "this character cannot be searched for"),
    ],
)
def test_errors_in_words(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        parse(text, TODAY)


@pytest.mark.parametrize(("text", "meaning"), TYPED)
def test_typing(text: str, meaning: str) -> None:
    assert understood(parse(text, TODAY, typing=True)) == meaning


@pytest.mark.parametrize("text", TYPED_ERRORS)
def test_typing_forgives_only_what_may_still_come(text: str) -> None:
    with pytest.raises(QueryError):
        parse(text, TODAY, typing=True)


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries_are_harmless(text: str, typing: bool) -> None:
    query = _asked(text, typing=typing)
    if isinstance(query, QueryError):
        lines = caret(query, text).splitlines()
        assert len(lines) == 3
        assert all(line.isprintable() for line in lines)


def test_the_tree() -> None:
    assert parse("oil (faction:lna OR -gas)", TODAY).root == And(
        (
            Text(("oil",), "word", "any", 0, 3),
            Or(
                (
                    Field("faction", "lna", 5, 16),
                    Not(Text(("gas",), "word", "any", 21, 24), 20, 24),
                ),
                4,
                25,
            ),
        ),
        0,
        25,
    )


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", []),
        ("oil", ["oil"]),
        ("oil OR gas", ["oil OR gas"]),
        ("oil (gas OR coal) -date:2020", ["oil", "(gas OR coal)", "-date:2020"]),
        ('NOT oil AND title:"a b"~3', ["NOT oil", 'title:"a b"~3']),
    ],
)
def test_spans_of_clauses(text: str, clauses: list[str]) -> None:
    assert [text[c.start : c.end] for c in parse(text, TODAY).clauses] == clauses


@pytest.mark.parametrize(
    ("text", "index", "left"),
    [
        ("oil", 0, ""),
        ("oil OR gas", 0, ""),
        ("oil gas", 0, "gas"),
        ("oil gas", 1, "oil"),
        ("oil AND gas", 0, "gas"),
        ("oil AND gas", 1, "oil"),
        ("oil AND gas AND coal", 1, "oil AND coal"),
        ("oil   gas   coal", 1, "oil coal"),
        ("oil (gas OR coal) -date:2020", 1, "oil -date:2020"),
        ("oil AND NOT gas ANDES", 1, "oil ANDES"),
        ("(oil AND gas)", 0, "( gas)"),
    ],
)
def test_without(text: str, index: int, left: str) -> None:
    query = parse(text, TODAY)
    assert without(query, query.clauses[index]) == left


def test_caret() -> None:
    text = "ceasefire fraction:lna"
    with pytest.raises(QueryError) as caught:
        parse(text, TODAY)
    assert caret(caught.value, text).splitlines() == [
        "ceasefire fraction:lna",
        "          ^^^^^^^^^",
        "unknown field fraction:; try: faction:",
    ]


def test_a_repair_may_be_to_leave_something_out() -> None:
    with pytest.raises(QueryError) as caught:
        parse("oil)", TODAY)
    assert caret(caught.value, "oil)").splitlines()[-1] == "this parenthesis closes nothing; try without it"


@pytest.mark.parametrize(
    ("text", "margin"),
    [("停火 oil)", 8), ("مفاوضات )", 8), ("é oil)", 5), ("x" * 300 + ")", 76)],
)
def test_the_caret_stands_under_the_mistake(text: str, margin: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text, TODAY)
    line, carets, _ = caret(caught.value, text).splitlines()
    assert carets == " " * margin + "^"
    assert len(line) <= 78


def test_every_field_and_named_period_of_the_design() -> None:
    asked = "title body source date when actor faction place org together tag is has path id added saved like"
    assert set(FIELDS) == set(asked.split())
    assert "last-month" in NAMED


@pytest.mark.parametrize(
    "blank", ["\t", "\r", "\n", "\x0b", "\x1c", "\x85", "\u2028", "\u202e", "\u2066", "\u200f", "\ufeff"]
)
def test_what_turns_a_line_is_a_blank_in_the_query(blank: str) -> None:
    query = parse(f'oil{blank}gas "two{blank}words" title:a', TODAY)
    assert query.text == 'oil gas "two words" title:a'
    assert understood(query) == 'oil AND gas AND "two words" AND title:a'
