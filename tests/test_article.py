"""The article as it is kept, shown and printed: JSON and back, its paragraphs, and its date in words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefing.article import (
    Article,
    Basis,
    Bound,
    Claim,
    Dateline,
    Dating,
    Furniture,
    Mention,
    Time,
    article_from_json,
    article_json,
    date_label,
    paragraphs,
)
from briefing.dates import PartialDate, Period

FULL = Article(
    path="2025/أخبار/chiefs.txt",
    id="abc123defg",
    title="Chiefs “meet”",
    title_basis="front-matter",
    published=Dating(
        PartialDate(2025, 9, 16),
        "byline",
        "16 September 2025",
        "high",
        others=(
            Claim(PartialDate(2025, 9, 17), "header", "date 2025-09-17", "medium"),
            Claim(PartialDate(None, 9, 16), "dateline", "Sept 16", "low"),
            Claim(PartialDate(2025), "url", "/2025/", "low"),
        ),
        bounds=(Bound(date(2025, 7, 1), "after", "appointed in July"), Bound(date(2025, 12, 31), "before", "by year")),
    ),
    body="CAIRO, Sept 16 (SIS) -- Haftar met Khalifa on Tuesday.\n\nThe “army”\tcommander\u2028spoke 🕊.",
    entry="guid:1",
    source="Egypt State Information Service",
    agency="SIS",
    distributor="AllAfrica",
    translator="A. Translator",
    origin="Ahram Online",
    author="N. N.",
    url="https://example.org/1?a=b",
    language="en",
    complete="cut",
    dateline=Dateline("CAIRO", PartialDate(None, 9, 16), "SIS", "CAIRO, Sept 16 (SIS) --"),
    furniture=(Furniture(0, 10, "Home / News", "breadcrumb"), Furniture(90, 99, "Read More", "link", 54)),
    times=(
        Time(46, 53, "Tuesday", Period(date(2025, 9, 16), date(2025, 9, 16)), "day"),
        Time(0, 5, "recently", Period(), "none"),
        Time(0, 5, "since May", Period(date(2025, 5, 1), None), "month"),
    ),
    mentions=(
        Mention(24, 30, "Haftar", "person", None, "Haftar", "short", "two of that name", ("khaled-haftar", "khalifa")),
        Mention(35, 42, "Khalifa", "person", "ahmed-khalifa", "Ahmed Khalifa", "short", "surname", (), "egypt-army"),
    ),
    title_mentions=(Mention(0, 6, "Chiefs", "faction", "lna", "LNA", "alias", "alias"),),
)
BARE = Article("a.txt", "0000000000", "", "none", Dating(), "")


@pytest.mark.parametrize("article", [FULL, BARE, replace(FULL, dateline=Dateline(None, None, None, ""))])
def test_json_and_back_is_exact(article: Article) -> None:
    row = json.loads(json.dumps(article_json(article)))
    assert article_from_json(row) == article
    assert article_json(article_from_json(row)) == article_json(article)


def test_json_has_the_shape_that_was_promised() -> None:
    row = article_json(FULL)
    assert list(row["published"]) == [
        *("date", "precision", "basis", "evidence", "trust", "others", "not_before", "not_after", "bounds"),
    ]
    assert row["published"]["others"][1] == {
        "date": "--09-16",
        "basis": "dateline",
        "evidence": "Sept 16",
        "trust": "low",
    }
    assert row["published"]["bounds"][0] == {"date": "2025-07-01", "side": "after", "because": "appointed in July"}
    assert row["times"][2] == {
        "start": 0,
        "end": 5,
        "text": "since May",
        "from": "2025-05-01",
        "to": None,
        "precision": "month",
    }
    assert row["dateline"] == {
        "place": "CAIRO",
        "date": "--09-16",
        "source": "SIS",
        "text": "CAIRO, Sept 16 (SIS) --",
    }
    assert row["mentions"][0]["candidates"] == ["khaled-haftar", "khalifa"]
    assert article_json(BARE)["published"]["date"] is None
    assert article_json(BARE)["dateline"] is None


BROKEN: list[dict[str, Any]] = [
    {"published": None},
    {"published": {}},
    {"published": {**article_json(FULL)["published"], "date": "yesterday"}},
    {"published": {**article_json(FULL)["published"], "date": 5}},
    {"mentions": [{"start": 1}]},
    {"mentions": None},
    {"times": [{}]},
    {"furniture": [3]},
    {"dateline": "CAIRO"},
    {"surprise": 1},
]


@pytest.mark.parametrize("change", BROKEN)
def test_another_shape_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises((KeyError, ValueError)):
        article_from_json({**article_json(FULL), **change})


@pytest.mark.parametrize("name", list(article_json(FULL)))
def test_a_key_that_is_missing_is_refused(name: str) -> None:
    row = article_json(FULL)
    del row[name]
    needed = name not in {"entry", "source", "agency", "distributor", "translator", "origin", "author", "url"}
    if needed and name not in {"language", "complete"}:
        with pytest.raises((KeyError, ValueError)):
            article_from_json(row)


LONG = "A sentence that is rather longer than any line a person would wrap by hand, and so is a paragraph by itself."
SHAPES = [
    ("", []),
    (" \n\n\t\n", []),
    ("One.", ["One."]),
    ("  One.  \n", ["One."]),
    ("One.\n\nTwo.", ["One.", "Two."]),
    ("One.\n \t\n\n\nTwo.\n\n", ["One.", "Two."]),
    ("\n\nOne.\n\n", ["One."]),
    ("wrapped by\nhand at\nthis width\n\nnext", ["wrapped by\nhand at\nthis width", "next"]),
    ("wrapped  \n  by hand \n\nnext", ["wrapped  \n  by hand", "next"]),
    (f"{LONG}\n{LONG}\n{LONG}", [LONG, LONG, LONG]),
    (f"Short heading\n{LONG}\nShort end.", ["Short heading", LONG, "Short end."]),
    (f"  {LONG} \n\t{LONG}\n\n  wrapped\n  lines ", [LONG, LONG, "wrapped\n  lines"]),
    ("x" * 100 + "\n" + "y" * 100, ["x" * 100 + "\n" + "y" * 100]),
    ("x" * 101 + "\n" + "y", ["x" * 101, "y"]),
    ("🕊 “one”\n\nسلام", ["🕊 “one”", "سلام"]),
]


@pytest.mark.parametrize(("text", "expected"), SHAPES)
def test_paragraphs(text: str, expected: list[str]) -> None:
    spans = paragraphs(text)
    assert [text[start:end] for start, end in spans] == expected
    assert spans == sorted(spans)
    assert replace(BARE, body=text).paragraphs == spans


LABELS = [
    (PartialDate(2025, 9, 16), Period(), "2025-09-16"),
    (PartialDate(2025, 9), Period(), "2025-09"),
    (PartialDate(None, 9, 16), Period(date(2014, 8, 1), None), "????-09-16, year unknown"),
    (PartialDate(None, 9, 16), Period(date(2014, 9, 16), date(2014, 9, 16)), "2014-09-16, year inferred"),
    (None, Period(), "undated"),
    (None, Period(date(2014, 8, 27), date(2014, 9, 3)), "2014-08 to 2014-09, inferred"),
    (None, Period(date(2014, 8, 27), date(2014, 8, 28)), "2014-08, inferred"),
    (None, Period(date(2014, 8, 27), date(2014, 8, 27)), "2014-08, inferred"),
    (None, Period(date(2014, 8, 27), None), "since 2014-08, inferred"),
    (None, Period(None, date(2014, 8, 27)), "until 2014-08, inferred"),
    (None, Period(date(999, 8, 1), date(1000, 1, 1)), "0999-08 to 1000-01, inferred"),
]


@pytest.mark.parametrize(("day", "period", "label"), LABELS)
def test_a_date_for_people(day: PartialDate | None, period: Period, label: str) -> None:
    assert date_label(day, period) == label


EXPLAINED: list[tuple[PartialDate | None, Basis, str]] = [
    (PartialDate(2025, 9, 17), "header", "header date, may be the day saved"),
    (PartialDate(None, 9, 16), "dateline", "dateline, year not given"),
    (PartialDate(2025), "judgement", "your judgement"),
    (PartialDate(2025), "url", "from the address"),
    (None, "none", "no date in the text"),
]


@pytest.mark.parametrize(("day", "basis", "words"), EXPLAINED)
def test_a_date_says_why(day: PartialDate | None, basis: Basis, words: str) -> None:
    assert Dating(day, basis).explanation == words


def test_bounds_are_the_tightest_and_stand_in_for_a_date() -> None:
    bounds = (
        Bound(date(2014, 1, 1), "after", "a"),
        Bound(date(2014, 8, 1), "after", "b"),
        Bound(date(2015, 1, 1), "before", "c"),
        Bound(date(2014, 9, 30), "before", "d"),
    )
    without_year = Dating(PartialDate(None, 9, 16), "dateline", bounds=bounds)
    assert not Dating(bounds=bounds).dated
    assert not without_year.dated
    assert Dating(bounds=bounds).period == Period(date(2014, 8, 1), date(2014, 9, 30))
    assert without_year.period == PartialDate(2014, 9, 16).period
    assert Dating(PartialDate(None, 9, 16), "dateline", bounds=bounds[::2]).period == PartialDate(2014, 9, 16).period
    assert Dating(PartialDate(None, 9, 16), "dateline", bounds=bounds[:1]).period == Period(date(2014, 1, 1), None)
    assert Dating(bounds=bounds).explanation == "no date printed"
    assert Dating(PartialDate(2020), "url", bounds=bounds).period == PartialDate(2020).period


def test_actors_are_listed_once_title_first() -> None:
    assert FULL.actors == ["lna", "ahmed-khalifa"]
    assert [mention.key for mention in FULL.mentions] == ["person:Haftar", "ahmed-khalifa"]
