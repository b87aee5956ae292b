"""The dialog of facets: values to ask for and to shut out; the result is always the text of the query."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from briefing.library import Library
from briefing.parsing import parse
from briefing.query import Query
from briefing.tui.narrowing import FacetName, Narrowing, Sign, asked, choose, clause_of, without
from briefing.tui.screens.facets import FacetsDialog

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading


def query(text: str) -> Query:
    return parse(text, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "facet", "values", "rest"),
    [
        ("", "source", [], ""),
        ("haftar source:a", "source", ["+a"], "haftar"),
        ("(source:a OR source:b) x -source:c", "source", ["+a", "+b", "-c"], "x"),
        ('NOT source:"Al Arab"', "source", ["-Al Arab"], ""),
        ("-(source:a OR source:b)", "source", ["-a", "-b"], ""),
        ("source:a OR faction:b", "source", [], "(source:a OR faction:b)"),
        ("(source:a OR x) -(source:b y)", "source", [], "(source:a OR x) -(source:b y)"),
        ("date:2020 -date:2020-05 is:undated x", "year", ["+2020", "-2020-05", "+undated"], "x"),
        ("(date:2020 OR is:undated) is:read", "month", ["+2020", "+undated"], "is:read"),
        ("date:2014..2016 when:2011", "year", ["+2014..2016"], "when:2011"),
    ],
)
def test_what_is_asked_of_a_facet_is_read_from_the_query(
    text: str, facet: FacetName, values: list[str], rest: str
) -> None:
    assert [value.sign + value.value for value in asked(query(text), facet)] == values
    assert without(query(text), facet) == rest


@pytest.mark.parametrize(
    ("text", "facet", "value", "sign", "dropped", "expected"),
    [
        ("", "source", "Al Arab", "+", [], 'source:"Al Arab"'),
        ("source:a x", "source", "b", "+", [], "(source:a OR source:b) x"),
        ("(source:a OR source:b) x", "source", "a", None, ["source:a"], "source:b x"),
        ("(source:a OR source:b) x", "source", "a", "-", ["source:a"], "source:b x -source:a"),
        ("-source:a x", "source", "a", "+", ["source:a"], "x source:a"),
        ("-(source:a OR source:b OR source:c)", "source", "b", None, ["source:b"], "-(source:a OR source:c)"),
        ("NOT source:a x", "source", "b", "-", [], "NOT source:a x -source:b"),
        ("actor:a actor:b", "actor", "c", "+", [], "actor:a (actor:b OR actor:c)"),
        ("date:2020", "month", "2021-03", "+", [], "(date:2020 OR date:2021-03)"),
        ("a OR b", "year", "undated", "-", [], "(a OR b) -is:undated"),
    ],
)
def test_choosing_changes_the_text(
    text: str, facet: FacetName, value: str, sign: Sign | None, dropped: list[str], expected: str
) -> None:
    assert choose(query(text), facet, clause_of(facet, value), sign, dropped) == expected
    assert query(expected).text == expected


def test_however_it_was_typed_it_is_the_same_value(opened: Library) -> None:
    narrowing = Narrowing(opened, '(faction:LNA OR faction:"House of Representatives") source:velpress')
    offered = narrowing.offer("faction").facets
    assert narrowing.signs("faction", offered)["lna"] == "+"
    narrowing.choose("faction", "lna", "-", offered)
    assert narrowing.text == 'faction:"House of Representatives" source:velpress -faction:lna'
    narrowing = Narrowing(opened, "source:velpress")
    sources = narrowing.offer("source").facets
    assert narrowing.signs("source", sources) == {"Velpress": "+", "VELPRESS": "+"}
    narrowing.choose("source", "Velpress", None, sources)
    assert narrowing.text == ""


def rows(hand: Hand) -> list[str]:
    return [str(option.prompt) for option in hand.options.options]


async def test_values_are_asked_for_and_shut_out_and_come_back(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.dialog("f")
        first, second, third = (str(option.id) for option in hand.options.options[:3])
        await hand.press("space", "down", "space", "down", "minus")
        assert [row[0] for row in rows(hand)[:4]] == ["+", "+", "-", " "]
        assert "[Factions +2 -1]" in hand.drawn
        await hand.press("enter")
        await hand.answered(f"(faction:{first} OR faction:{second}) -faction:{third}")
        assert not any(third in hit.row.factions for hit in hand.articles.hits)
        await hand.dialog("f")
        assert {row[0] for row in rows(hand)[:3]} == {"+", "-"}
        await hand.press("space", "enter")
        await hand.answered(f"faction:{second} -faction:{third}")


async def test_a_sign_is_taken_back_and_turned_round(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.dialog("f")
        faction = hand.options.highlighted_option.id
        await hand.press("space", "minus")
        assert rows(hand)[0].startswith("-")
        await hand.press("minus")
        assert rows(hand)[0].startswith(" ")
        await hand.press("minus", "enter")
        await hand.answered(f"-faction:{faction}")


async def test_what_is_shut_out_counts_in_the_others(reading: Reading, opened: Library) -> None:
    async with reading(80, 24) as hand:
        await hand.dialog("f")
        first = hand.options.highlighted_option.id
        await hand.press("minus")
        counted = {facet.value: facet.count for facet in opened.search(f"-faction:{first}").facets["faction"]}
        assert counted
        await hand.settle()
        shown = {str(option.id): str(option.prompt).split()[-1] for option in hand.options.options}
        assert rows(hand)[0].startswith("-")
        assert shown.pop(first) != "0"
        assert {value: int(count) for value, count in shown.items() if count not in ("0", "")} == counted


async def test_one_dialog_for_all_facets(reading: Reading) -> None:
    async with reading(100, 30) as hand:
        await hand.dialog("v")
        assert "[Sources]" in hand.drawn
        for key, name in (("right", "Years"), ("tab", "Months"), ("right", "Factions"), ("left", "Months")):
            await hand.press(key)
            assert f"[{name}]" in hand.drawn
        assert any(row[2:9] == "2025-09" for row in rows(hand))
        await hand.pilot.click("FacetTabs", offset=(2, 0))
        await hand.settle()
        assert "[Factions]" in hand.drawn


async def test_counts_are_those_under_the_rest_of_the_query(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.dialog("f")
        await hand.press("down")
        faction = hand.options.highlighted_option.id
        await hand.press("space", "right")
        under = {hit.row.id: hit.row.actors for hit in hand.app.library.search(f"faction:{faction}").hits}
        name = "Khalifa Haftar"
        [row] = [row for row in rows(hand) if row[2:].startswith(name + " ")]
        assert int(row.split()[-1]) == sum("khalifa-haftar" in actors for actors in under.values())
        assert f"{len(under)} articles" in hand.drawn
        await hand.press("escape")
        assert hand.asked == ""


async def test_possible_articles_are_said_apart(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.press("slash")
        await hand.type("date:2020..2025")
        await hand.press("enter")
        await hand.answered("date:2020..2025")
        assert "3 possible" in hand.drawn
        await hand.dialog("f")
        assert any("possible)" in row for row in rows(hand))
        assert "13 articles · 3 possible" in hand.drawn


async def test_undated_articles_are_a_value_of_the_years(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.command("narrow to years")
        await hand.until(lambda: isinstance(hand.screen, FacetsDialog))
        await hand.settle()
        await hand.type("undat")
        await hand.press("minus", "enter")
        await hand.answered("-is:undated")
        assert all(hit.row.dated for hit in hand.articles.hits)


async def test_what_cannot_be_offered_stands_first_as_it_was_asked(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.press("slash")
        await hand.type("date:2014..2024")
        await hand.press("enter")
        await hand.answered("date:2014..2024")
        await hand.command("narrow to years")
        await hand.until(lambda: isinstance(hand.screen, FacetsDialog))
        await hand.settle()
        assert rows(hand)[0].startswith("+ 2014..2024")
        assert len(rows(hand)) > 2
        await hand.press("space", "enter")
        await hand.answered("")


async def test_a_facet_with_nothing_to_offer_says_why(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.dialog("v")
        await hand.type("zzzz")
        assert "no value has “zzzz”" in hand.drawn
        await hand.press("escape")
        await hand.press("slash")
        await hand.type("nosuchword")
        await hand.press("enter")
        await hand.answered("nosuchword")
        await hand.dialog("v")
        assert "None of these articles says where it was published." in hand.drawn
        await hand.press("enter")
        await hand.settle()
        assert hand.asked == "nosuchword"


async def test_too_many_values_are_refused_in_words(reading: Reading) -> None:
    async with reading(80, 40) as hand:
        await hand.dialog("a")
        for _ in range(21):
            await hand.press("space", "down")
        assert "a query has at most 512 characters" in hand.drawn
        await hand.press("enter")
        await hand.until(lambda: hand.asked)
        assert len(hand.asked) <= 512


async def test_signs_are_not_typed_into_the_filter(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.dialog("a")
        await hand.type("haf")
        await hand.press("space", "minus")
        assert hand.screen.query_one(Input).value == "haf"


async def test_a_way_out_of_an_empty_answer_is_taken(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.press("slash")
        await hand.type("faction:lna zebra date:2031")
        await hand.press("enter")
        await hand.answered("faction:lna zebra date:2031")
        assert "Nothing matches." in hand.drawn
        chosen = next(line for line in hand.drawn.splitlines() if line.startswith("▌"))
        assert "zebra date:2031" in chosen
        await hand.press("enter")
        await hand.answered("faction:lna")
        assert hand.articles.hits


async def test_ways_out_are_gone_through_and_clicked(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.press("slash")
        await hand.type("faction:lna benghazy")
        await hand.press("enter")
        await hand.answered("faction:lna benghazy")
        lines = hand.lines(hand.articles)
        places = [y for y, line in enumerate(lines) if "benghazy" in line]
        assert len(places) == 2
        await hand.press("down")
        assert hand.lines(hand.articles)[places[1]].startswith("▌")
        await hand.pilot.click(hand.articles, offset=(6, places[1] + 1))
        await hand.until(lambda: hand.articles.hits)
        assert "benghazy" not in hand.asked


async def test_tab_writes_the_repair(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.press("slash")
        await hand.type("haftar facton:lna")
        await hand.press("enter")
        assert "tab writes faction:" in hand.drawn
        await hand.press("tab")
        assert hand.search.query_one(Input).value == "haftar faction:lna"
        await hand.press("enter")
        await hand.answered("haftar faction:lna")


async def test_tab_leaves_out_what_is_too_much(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.press("slash")
        await hand.type("haftar)")
        await hand.press("enter")
        assert "tab leaves it out" in hand.drawn
        await hand.press("tab", "enter")
        await hand.answered("haftar")


async def test_other_spellings_stand_under_the_article(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        assert "found as" not in hand.drawn
        await hand.press("slash")
        await hand.type("hifter")
        await hand.press("enter")
        await hand.answered("hifter")
        await hand.press("g")
        assert "found as" not in hand.drawn
        await hand.press("j")
        assert "found as Haftar, Khalifa Haftar" in hand.drawn
        await hand.press("backspace")
        await hand.answered("")
        assert "found as" not in hand.drawn


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
async def test_chips_say_not_and_or_and_the_last_is_always_in_sight(reading: Reading, width: int) -> None:
    async with reading(width, 24) as hand:
        asked = "(talks OR haftar) -faction:highland-front NOT place:ankara date:2014..2025"
        await hand.press("slash")
        await hand.type(asked)
        await hand.press("enter")
        await hand.answered(asked)
        [line] = hand.lines(hand.chips)
        assert "date:2" in line
        assert "possible" in line
        if width >= 80:
            assert " OR " in line
            assert "-fac" in line
            assert "NOT p" in line
        await hand.pilot.click(hand.chips, offset=(line.rindex("×"), 0))
        await hand.answered("(talks OR haftar) -faction:highland-front NOT place:ankara")
