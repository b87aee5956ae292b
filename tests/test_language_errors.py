"""What is wrong with queries that cannot be understood: the columns, and what to write there instead."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.parsing import LONGEST, parse
from briefing.query import QueryError, caret, understood

TODAY = date(2026, 11, 18)

ERRORS = [
    ("!!!", 0, 3, ""),
    ("fraction:lna", 0, 9, "faction:"),
    ("ceasefire fraction:lna", 10, 19, "faction:"),
    ("-fraction:lna", 1, 10, "faction:"),
    ("Tripoli:fighting", 0, 8, "Tripoli "),
    ("date:", 0, 5, "date:2020-12"),
    ("oil date: 2020", 4, 14, "date:2020"),
    ("actor:", 0, 6, ""),
    ("!haftar", 0, 1, "-"),
    ("haftar^5", 6, 8, ""),
    ('actor:""', 0, 8, ""),
    ("title: oil", 0, 10, "title:oil"),
    ("title:[", 0, 7, ""),
    ("faction:(lna)", 0, 13, "(faction:lna)"),
    ("date:banana", 0, 11, None),
    ("date:last-mont", 0, 14, "date:last-month"),
    ("date:2020-13", 0, 12, "date:2020"),
    ("date:2021-02-29", 0, 15, "date:2021-02"),
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
    ("together:a,b,c", 0, 14, "together:a,b"),
    ("together:a,", 0, 11, None),
    ('"ceasefire', 0, 10, '"ceasefire"'),
    ('oil "cease fire ', 4, 16, '"cease fire"'),
    ('title:"', 6, 7, ""),
    ("(oil", 0, 4, "(oil)"),
    ("a (b (c)", 2, 8, "(b (c))"),
    ("oil)", 3, 4, ""),
    ("()", 0, 2, ""),
    ("oil ()", 4, 6, ""),
    ("OR oil", 0, 2, ""),
    ("oil OR", 4, 6, ""),
    ("oil OR OR gas", 4, 6, ""),
    ("AND oil", 0, 3, ""),
    ("oil AND", 4, 7, ""),
    ("oil AND AND gas", 8, 11, ""),
    ("NOT", 0, 3, ""),
    ("oil NOT", 4, 7, ""),
    ("NOT AND oil", 0, 3, ""),
    ("(NOT)", 1, 4, ""),
    ("*", 0, 1, ""),
    ("oil *", 4, 5, ""),
    ("*a*", 0, 3, "a*"),
    ("body:*", 5, 6, ""),
    ("?*?*?*", 0, 6, ""),
    ("el*ion", 2, 6, "*"),
    ("oil~9", 3, 5, "~2"),
    ("oil~0", 3, 5, "~1"),
    ("Al-Sisi~1", 7, 9, ""),
    ("~9", 0, 2, ""),
    ('"oil gas"~99', 9, 12, "~50"),
    ('"oil gas"~', 9, 10, "~1"),
    ("oil\x00gas", 3, 4, ""),
    ("oil\x1b[2J", 3, 4, ""),
    ("oil \ud800", 4, 5, ""),
    ("x" * 513, 512, 513, None),
    (" ".join("abcdefghijklmnopqrstu"), 40, 41, None),
    ("AND(a)b", 0, 3, ""),
    ("--oil", 0, 2, "-"),
    ("oil --gas", 4, 6, "-"),
    ('"oil fie* gas"', 5, 9, "fie"),
    ('"*"', 1, 2, ""),
    ('"oil *"', 5, 6, ""),
    ('"oil"~5*', 5, 8, "*~5"),
    ('"oil gas"~99*', 9, 13, "*~50"),
    ("=oil", 0, 4, '="oil"'),
    ("=Oil~1", 0, 6, '="Oil"'),
    ('="oil"~5', 6, 8, ""),
    ('="oil"*', 6, 7, ""),
    ("title:=Oil", 6, 10, '="Oil"'),
    ("oil|gas", 0, 7, "(oil OR gas)"),
    ("oil | gas", 4, 5, "OR"),
    ("oil || gas", 4, 6, "OR"),
    ("|oil", 0, 4, "OR oil"),
    ("h?ftar", 1, 6, "*"),
    ("oil 🔥", 4, 5, ""),
    ("oil🔥", 3, 4, ""),
    ("🔥", 0, 1, ""),
    ('"oil 🔥"', 5, 6, ""),
    ("title:🔥", 6, 7, ""),
    ("title:-oil", 0, 10, "NOT title:oil"),
    ("title:(oil OR gas)", 0, 18, "(title:oil OR title:gas)"),
    ('title:("oil fields" -gas)', 0, 25, '(title:"oil fields" -title:gas)'),
    ("actor:-haftar", 0, 13, "NOT actor:haftar"),
    ("-actor:-haftar", 1, 14, "NOT actor:haftar"),
    ("faction:-lna", 0, 12, "NOT faction:lna"),
    ("source:(a OR (b))", 0, 7, ""),
    ("actor: haftar", 0, 13, "actor:haftar"),
    ('title: "oil fields"', 0, 19, 'title:"oil fields"'),
    ("is: unread", 0, 10, "is:unread"),
    ("after:2020", 0, 6, "date:>"),
    ("since:2020-01", 0, 6, "date:>="),
    ("before:2020", 0, 7, "date:<"),
    ("until:2020", 0, 6, "date:<="),
    ("year:2020", 0, 5, "date:"),
    ("http://example.com/x", 0, 5, "http "),
    ("re: talks", 0, 3, "re "),
    ("author:smith", 0, 7, "actor:"),
    ("who:haftar", 0, 4, "actor:"),
    ("publisher:bbc", 0, 10, "source:"),
    ("in:tripoli", 0, 3, "place:"),
    ("date:2014-2016", 0, 14, "date:2014..2016"),
    ("date:27.8.2014", 0, 14, "date:2014-08-27"),
    ('date:"27 August 2014"', 0, 21, "date:2014-08-27"),
    ('date:"August 27, 2014"', 0, 22, "date:2014-08-27"),
    ("date:20140827", 0, 13, "date:2014-08-27"),
    ("date:2014/08", 0, 12, "date:2014-08"),
    ("date:8/9/2014", 0, 13, None),
    ("date:August", 0, 11, None),
    ("date:=2014", 0, 10, "date:2014"),
    ("date:>=2014..2016", 0, 17, "date:2014..2016"),
    ("date:2014..2015..2016", 0, 21, "date:2014..2016"),
    ("date:2014 .. 2016", 0, 17, "date:2014..2016"),
    ("date:2014.. 2016", 0, 16, "date:2014..2016"),
    ("date:2014 ..", 0, 12, "date:2014.."),
    ("date:2020,2021", 0, 14, None),
    ("date:last month", 0, 15, "date:last-month"),
    ('date:"last month"', 0, 17, "date:last-month"),
    ("date:tomorow", 0, 12, None),
    ("date:yesteday", 0, 13, "date:yesterday"),
    ("date:2020-00", 0, 12, "date:2020"),
    ("date:0000", 0, 9, None),
    ("date:> 2020", 0, 11, "date:>2020"),
    ("added:soon", 0, 10, None),
    ("when:early-2020", 0, 15, None),
    ("when:2016..2011", 0, 15, "when:2011..2016"),
    ("is:dated", 0, 8, "NOT is:undated"),
    ("is:new", 0, 6, "is:unread"),
    ("is:un", 0, 5, "is:unread"),
    ("has:tag", 0, 7, None),
    ("has:", 0, 4, "has:note"),
    ("together:a", 0, 10, None),
    ("together:a b", 0, 12, "together:a,b"),
    ("together:,b", 0, 11, None),
    ('together:"a b"', 0, 14, None),
    ("together:", 0, 9, ""),
    ("tag:", 0, 4, ""),
    ("saved:", 0, 6, ""),
    ("like:", 0, 5, ""),
    ("id:", 0, 3, ""),
    ("path:", 0, 5, ""),
    ("org:", 0, 4, ""),
    ('source:""', 0, 9, ""),
    ("(oil OR gas", 0, 11, "(oil OR gas)"),
    ("a (b OR c", 2, 9, "(b OR c)"),
    ("((a)", 0, 4, "((a))"),
    ("(a))", 3, 4, ""),
    ("OR", 0, 2, ""),
    ("AND", 0, 3, ""),
    ("a OR OR b", 2, 4, ""),
    ("a AND OR b", 2, 5, ""),
    ("a OR AND b", 5, 8, ""),
    ("-", 0, 1, ""),
    ("NOT NOT", 4, 7, ""),
    ("NOT )", 0, 3, ""),
    ("(OR a)", 1, 3, ""),
    ("(a OR)", 3, 5, ""),
    ('""', 0, 2, ""),
    ('"', 0, 1, ""),
    ("“oil", 0, 4, '“oil"'),
    ('="oil', 1, 5, '"oil"'),
    ("oil~3", 3, 5, "~2"),
    ("al-sisi~2", 7, 9, ""),
    ("~", 0, 1, ""),
    ("**", 0, 2, ""),
    ("oil**", 3, 5, "*"),
    ("*oil", 0, 4, "oil*"),
    ("(*)", 1, 2, ""),
    ('"a b"~0', 5, 7, "~1"),
    ('"a b"~', 5, 6, "~1"),
    ("title:*", 6, 7, ""),
    ("date:27 August 2014", 0, 19, "date:2014-08-27"),
    ("date:August 2014", 0, 16, "date:2014-08"),
    ("date:last month oil", 0, 15, "date:last-month"),
    ("date:> 2020 oil", 0, 11, "date:>2020"),
    ("from:reuters", 0, 5, "source:"),
    ('title:(a OR -"b c")', 0, 19, '(title:a OR -title:"b c")'),
    ("(" * 22 + "a" + ")" * 22, 21, 22, None),
]


def refused(text: str, *, typing: bool = False) -> QueryError | None:
    try:
        parse(text, TODAY, typing=typing)
    except QueryError as error:
        return error
    return None


@pytest.mark.parametrize(("text", "start", "end", "suggestion"), ERRORS)
def test_errors_say_where_and_what_instead(text: str, start: int, end: int, suggestion: str | None) -> None:
    error = refused(text)
    assert error is not None
    assert (error.start, error.end, error.suggestion) == (start, end, suggestion)
    line, carets, reason = caret(error, text).splitlines()
    assert carets.strip("^ ") == ""
    assert carets.count("^") >= 1
    assert reason.startswith(error.message)
    assert line.isprintable()


@pytest.mark.parametrize("text", [text for text, _, _, suggestion in ERRORS if suggestion is not None])
def test_taking_over_the_repairs_mends_the_query(text: str) -> None:
    """One mistake may hide another; three repairs are enough for all of these, and none makes anything worse."""
    for _ in range(3):
        if error := refused(text):
            assert error.suggestion is not None
            text = text[: error.start] + error.suggestion + text[error.end :]
    assert refused(text) is None


@pytest.mark.parametrize("text", [text for text, *_ in ERRORS])
def test_every_beginning_can_be_typed(text: str) -> None:
    for end in range(min(len(text), LONGEST) + 1):
        error = refused(text[:end], typing=True)
        if error:
            assert 0 <= error.start < error.end <= max(end, 1)
        else:
            parse(understood(parse(text[:end], TODAY, typing=True)), TODAY)
