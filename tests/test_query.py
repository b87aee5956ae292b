from __future__ import annotations

from datetime import date

import pytest

from briefing.parsing import FIELDS, LONGEST, parse
from briefing.periods import NAMED
from briefing.query import And, Field, Not, Or, Query, QueryError, Text, caret, understood, without

TODAY = date(2026, 11, 18)

UNDERSTOOD = [
    ("", ""),
    ("   \n ", ""),
    ("ceasefire", "ceasefire"),
    ("Ceasefire", "ceasefire"),
    ("Müller", "muller"),
    ("Haftar's", "haftar"),
    ("ceasefire talks", "ceasefire AND talks"),
    ("ceasefire AND talks", "ceasefire AND talks"),
    ("ceasefire and talks", "ceasefire AND and AND talks"),
    ("ceasefire OR talks", "ceasefire OR talks"),
    ("a b OR c d", "(a AND b) OR (c AND d)"),
    ("a (b OR c) d", "a AND (b OR c) AND d"),
    ("a OR b OR c", "a OR b OR c"),
    ("NOT a", "NOT a"),
    ("-a", "NOT a"),
    ("a -b", "a AND NOT b"),
    ("a AND NOT b", "a AND NOT b"),
    ("a OR NOT b", "a OR NOT b"),
    ("-(a b)", "NOT (a AND b)"),
    ("NOT NOT a", "NOT NOT a"),
    ("NOT a b", "NOT a AND b"),
    ("((a))", "a"),
    ("(a b) c", "(a AND b) AND c"),
    ('"ceasefire agreement"', '"ceasefire agreement"'),
    ("“ceasefire agreement”", '"ceasefire agreement"'),
    ("„ceasefire agreement“", '"ceasefire agreement"'),
    ("«ceasefire agreement»", '"ceasefire agreement"'),
    ('-"ceasefire agreement"', 'NOT "ceasefire agreement"'),
    ('"ceasefire"', '"ceasefire"'),
    ('"oil fields"~10', '"oil fields"~10'),
    ('"oil fields"~1', '"oil fields"'),
    ('"oil fie*"', '"oil fie*"'),
    ('"a""b"', '"a" AND "b"'),
    ('a"b c"', 'a AND "b c"'),
    ("election*", "election*"),
    ("Élect*", "elect*"),
    ("election~1", "election~1"),
    ("election~2", "election~2"),
    ("election~", "election~1"),
    ('="Haftar"', '="Haftar"'),
    ('="al-Sisi  said"', '="al-Sisi said"'),
    ("=“Müller”", '="Müller"'),
    ('-="Haftar"', 'NOT ="Haftar"'),
    ("Al-Sisi", '"al sisi"'),
    ("al-si*", '"al si*"'),
    ("5+5", "5+5"),
    ("12:30", '"12 30"'),
    ("O'Neill", "oneill"),
    ("O’Neill", "oneill"),
    ("haftar, saleh", "haftar AND saleh"),
    ("oil & gas", "oil AND gas"),
    ("oil - gas", "oil AND gas"),
    ("oil ... gas", "oil AND gas"),
    ("title:oil", "title:oil"),
    ("title:“oil fields”", 'title:"oil fields"'),
    ("body:elect*", "body:elect*"),
    ("body:elect~2", "body:elect~2"),
    ('title:="Oil"', 'title:="Oil"'),
    ("TITLE:oil", "title:oil"),
    ("-title:oil", "NOT title:oil"),
    ("faction:lna", "faction:lna"),
    ('faction:"Libyan National Army"', 'faction:"Libyan National Army"'),
    ("faction:“Libyan  National Army”", 'faction:"Libyan National Army"'),
    ("actor:khalifa-haftar", "actor:khalifa-haftar"),
    ("place:Tripoli org:un", "place:Tripoli AND org:un"),
    ("source:bbc.co.uk", "source:bbc.co.uk"),
    ("together:khalifa-haftar,ageela-saleh", "together:khalifa-haftar,ageela-saleh"),
    ('together:"Khalifa Haftar","Aguila Saleh"', 'together:"Khalifa Haftar,Aguila Saleh"'),
    ('together:"Khalifa Haftar, Aguila Saleh"', 'together:"Khalifa Haftar,Aguila Saleh"'),
    ("tag:weapons", "tag:weapons"),
    ("is:unread", "is:unread"),
    ("is:UNREAD -is:aside", "is:unread AND NOT is:aside"),
    ("has:note", "has:note"),
    ("path:2020/oil", "path:2020/oil"),
    ("id:abc123", "id:abc123"),
    ("saved:mine", "saved:mine"),
    ("like:abc123defg", "like:abc123defg"),
    (
        "ceasefire faction:lna date:2020..2021",
        "ceasefire AND faction:lna AND date:2020-01-01..2021-12-31",
    ),
]

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

ERRORS = [
    ("!!!", 0, 3, None),
    ("fraction:lna", 0, 9, "faction:"),
    ("ceasefire fraction:lna", 10, 19, "faction:"),
    ("-fraction:lna", 1, 10, "faction:"),
    ("Tripoli:fighting", 0, 8, None),
    ("date:", 0, 5, "date:2020-12"),
    ("oil date: 2020", 4, 9, "date:2020-12"),
    ("actor:", 0, 6, None),
    ('actor:""', 0, 8, None),
    ("title: oil", 0, 6, None),
    ("title:[", 0, 7, None),
    ("faction:(lna)", 0, 8, None),
    ("date:banana", 0, 11, None),
    ("date:last-mont", 0, 14, "date:last-month"),
    ("date:2020-13", 0, 12, None),
    ("date:2021-02-29", 0, 15, None),
    ("date:2020-1", 0, 11, "date:2020-01"),
    ("date:2020-1-5..2021", 0, 19, "date:2020-01-05..2021"),
    ("date:2016..2014", 0, 15, "date:2014..2016"),
    ("date:..", 0, 7, None),
    ("date:--09-16", 0, 12, None),
    ("date:>", 0, 6, "date:>2020-12"),
    ("oil when:<=", 4, 11, "when:<=2020-12"),
    ("date:<0001", 0, 10, None),
    ("date:>9999", 0, 10, None),
    ("date:last-9999-years", 0, 20, None),
    ("date:last-0-days", 0, 16, None),
    ("is:unraed", 0, 9, "is:unread"),
    ("has:notes", 0, 9, "has:note"),
    ("is:banana", 0, 9, None),
    ("together:haftar", 0, 15, None),
    ("together:a,b,c", 0, 14, None),
    ("together:a,", 0, 11, None),
    ('"ceasefire', 0, 10, '"ceasefire"'),
    ('oil "cease fire ', 4, 16, '"cease fire"'),
    ('title:"', 6, 7, '""'),
    ("(oil", 0, 1, None),
    ("a (b (c)", 2, 3, None),
    ("oil)", 3, 4, None),
    ("()", 0, 2, None),
    ("oil ()", 4, 6, None),
    ("OR oil", 0, 2, None),
    ("oil OR", 4, 6, None),
    ("oil OR OR gas", 4, 6, None),
    ("AND oil", 0, 3, None),
    ("oil AND", 4, 7, None),
    ("oil AND AND gas", 8, 11, None),
    ("NOT", 0, 3, None),
    ("oil NOT", 4, 7, None),
    ("NOT AND oil", 0, 3, None),
    ("(NOT)", 1, 4, None),
    ("*", 0, 1, None),
    ("oil *", 4, 5, None),
    ("*a*", 0, 1, None),
    ("body:*", 5, 6, None),
    ("?*?*?*", 1, 2, None),
    ("el*ion", 2, 3, None),
    ("oil~9", 3, 5, "~2"),
    ("oil~0", 3, 5, "~1"),
    ("Al-Sisi~1", 7, 9, None),
    ("~9", 0, 2, None),
    ('"oil gas"~99', 9, 12, "~50"),
    ('"oil gas"~', 9, 10, "~1"),
    ("oil\x00gas", 3, 4, None),
    ("oil\x1b[2J", 3, 4, None),
    ("oil \ud800", 4, 5, None),
    ("x" * 513, 512, 513, None),
    (" ".join("abcdefghijklmnopqrstu"), 40, 41, None),
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


@pytest.mark.parametrize(("text", "meaning"), UNDERSTOOD)
def test_understood(text: str, meaning: str) -> None:
    query = parse(text, TODAY)
    assert understood(query) == meaning
    assert query.text == text


@pytest.mark.parametrize("meaning", sorted({meaning for _, meaning in UNDERSTOOD}))
def test_understood_is_the_same_query_again(meaning: str) -> None:
    assert understood(parse(meaning, TODAY)) == meaning


@pytest.mark.parametrize("name", ["date", "when", "added"])
@pytest.mark.parametrize(("value", "days"), PERIODS)
def test_periods(name: str, value: str, days: str) -> None:
    assert understood(parse(f"{name}:{value}", TODAY)) == f"{name}:{days}"


@pytest.mark.parametrize(("text", "start", "end", "suggestion"), ERRORS)
def test_errors_say_where_and_what_instead(text: str, start: int, end: int, suggestion: str | None) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text, TODAY)
    error = caught.value
    assert (error.start, error.end, error.suggestion) == (start, end, suggestion)
    assert error.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("foo:bar", "unknown field foo:; there are title, body, date, when, added, source, actor, faction, place"),
        ("fraction:lna", "unknown field fraction:$"),
        ("date:>", "> needs a date after it"),
        ("date:>=", ">= needs a date after it"),
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


@pytest.mark.parametrize("text", [text for text, *_ in ERRORS] + [text for text, _ in UNDERSTOOD])
def test_every_beginning_can_be_typed(text: str) -> None:
    for end in range(min(len(text), LONGEST) + 1):
        query = _asked(text[:end], typing=True)
        if isinstance(query, QueryError):
            assert 0 <= query.start < query.end <= max(end, 1)
        else:
            parse(understood(query), TODAY)


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


@pytest.mark.parametrize("text", [text for text, _ in UNDERSTOOD])
def test_without_leaves_the_other_clauses(text: str) -> None:
    query = parse(text, TODAY)
    for index, clause in enumerate(query.clauses):
        others = query.clauses[:index] + query.clauses[index + 1 :]
        rest = And(others, 0, 0) if len(others) > 1 else others[0] if others else None
        assert understood(parse(without(query, clause), TODAY)) == understood(Query("", rest))


def test_caret() -> None:
    text = "ceasefire fraction:lna"
    with pytest.raises(QueryError) as caught:
        parse(text, TODAY)
    assert caret(caught.value, text).splitlines() == [
        "ceasefire fraction:lna",
        "          ^^^^^^^^^",
        "unknown field fraction:; try: faction:",
    ]


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
