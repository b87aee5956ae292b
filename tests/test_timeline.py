"""When who was written about: sure dates are counted, bounds are kept apart, and `briefing timeline` says both."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefing.actors import Gazetteer, Group
from briefing.cli import main
from briefing.dates import PartialDate, Period
from briefing.library import Library
from briefing.query import Query
from briefing.results import Hit, Results, Row
from briefing.timeline import By, Unit, first_mention, in_words, paragraph_at, timeline, within

Captured = pytest.CaptureFixture[str]
RIVERS = Gazetteer(groups={"river": Group("river", "River Front"), "hills": Group("hills", "Hill Council")})


def row(number: int, day: str | None, period: Period | None = None, factions: tuple[str, ...] = ("river",)) -> Hit:
    """An article by its printed date, else by its bounds."""
    printed = PartialDate.parse(day) if day else None
    bounds = period or (printed.period if printed else Period())
    return Hit(
        Row(
            id=f"id{number}", path=f"{number}.txt", entry=None, title=f"Title {number}", title_basis="printed",
            date=printed, basis="byline", period=bounds, source=None, complete="yes",
            factions=factions, actors=factions, places=(), unlisted=0, added=0.0,
        )
    )  # fmt: skip


def between(first: str | None, last: str | None) -> Period:
    return Period(*(date.fromisoformat(day) if day else None for day in (first, last)))


HITS = (
    row(0, "2014-08-27"),
    row(1, "2014-08-28", factions=("river", "hills")),
    row(2, "2014-08"),
    row(3, "2014"),
    row(4, None, between("2014-08-05", "2014-08-20")),
    row(5, None, between("2014-08-05", "2014-08-20")),
    row(6, None, between("2015-01-01", None)),
    row(7, "--03-01", between("2016-03-01", "2016-03-01")),
    row(8, None),
    row(9, "2020-01-01", factions=()),
)


@pytest.mark.parametrize(
    ("unit", "marks", "bounds"),
    [
        ("year", {2014: (0, 1, 2, 3)}, [(4, 5), (6,), (7,)]),
        ("month", {2014 * 12 + 7: (0, 1, 2)}, [(3,), (4, 5), (6,), (7,)]),
        ("day", {735472: (0,), 735473: (1,)}, [(3,), (2,), (4, 5), (6,), (7,)]),
    ],
)
def test_only_a_date_that_lies_in_one_period_is_counted_there(
    unit: Unit, marks: dict[int, tuple[int, ...]], bounds: list[tuple[int, ...]]
) -> None:
    made = timeline(Results(Query(""), HITS), RIVERS)
    river, hills = made.tracks(unit)
    assert (river.line.name, hills.line.name) == ("River Front", "Hill Council")
    assert river.marks == marks
    assert [bound.articles for bound in river.bounds] == bounds
    assert river.undated == (8,)
    assert (made.nobody, made.undated, made.more) == (1, 1, 0)


def test_those_mentioned_least_are_counted_and_not_listed() -> None:
    made = timeline(Results(Query(""), HITS), RIVERS, "actor", most=1)
    assert ([line.id for line in made.lines], made.more) == (["river"], 1)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (between("2014-08-01", "2014-09-30"), "between 2014-08 and 2014-09"),
        (between("2014-08-05", "2014-09-28"), "between 2014-08-05 and 2014-09-28"),
        (between("2014-01-01", "2014-12-31"), "within 2014"),
        (between("2014-08-27", "2014-08-27"), "on 2014-08-27, inferred"),
        (between("2014-08-27", None), "since 2014-08-27"),
        (between(None, "2014-08-27"), "until 2014-08-27"),
    ],
)
def test_bounds_in_words(period: Period, words: str) -> None:
    assert in_words(period) == words


def test_an_open_side_lies_in_no_period() -> None:
    assert within(between("2014-08-05", None), "year") is None
    assert within(between(None, "2014-08-05"), "year") is None


@pytest.mark.parametrize("by", ["faction", "actor"])
def test_every_article_of_a_row_is_somewhere_in_it_and_mentions_them_there(opened: Library, by: By) -> None:
    made = timeline(opened.search(""), opened.gazetteer, by)
    for unit in ("year", "month", "day"):
        for track in made.tracks(unit):
            held = [
                *(p for places in track.marks.values() for p in places),
                *(p for b in track.bounds for p in b.articles),
            ]
            assert sorted([*held, *track.undated]) == sorted(track.line.articles)
    for line in made.lines:
        for id in made.ids(line.articles):
            article = opened.article(id)
            offset = first_mention(article, opened.gazetteer, line.id, by)
            mentions = article.title_mentions if offset is None else article.mentions
            here = [m.actor for m in mentions if m.actor and offset in (None, m.start)]
            when = article.published.period
            assert any(actor == line.id or line.id in opened.gazetteer.factions_of(actor, when) for actor in here)
            if offset is None:
                continue
            start, end = article.paragraphs[paragraph_at(article, offset) - 1]
            assert start <= offset < end


def run(capsys: Captured, *words: str | Path) -> tuple[int, str, str]:
    code = main(["timeline", *map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


def rows(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_by_factions_in_words(capsys: Captured, sample: Path) -> None:
    code, out, _ = run(capsys, "--corpus", sample)
    lines = out.splitlines()
    assert code == 0
    assert "Libyan National Army  2020-12  3 articles" in lines
    assert "Libyan National Army  between 2014-08-05 and 2014-09-28: 1 article" in lines
    assert "Libyan National Army  on 2014-08-27, inferred: 1 article" in lines
    assert lines[-1] == "16 articles"
    assert not set("├┤─│") & set(out)


def test_by_days_of_a_query(capsys: Captured, sample: Path) -> None:
    _, out, _ = run(capsys, "--corpus", sample, "--days", "--query", "date:2020-12", "--by", "actor")
    assert "Khalifa Haftar  2020-12-28  1 article" in out.splitlines()
    assert "Khalifa Haftar  between 2020-02-03 and 2024-10-16: 1 article" in out.splitlines()
    assert "2025" not in out


def test_json_has_the_ids(capsys: Captured, sample: Path) -> None:
    _, out, _ = run(capsys, "--corpus", sample, "--json")
    told = {row["id"]: row for row in rows(out)}
    lna = told["lna"]
    assert list(lna) == ["id", "name", "by", "total", "marks", "bounds", "undated"]
    assert [(mark["month"], len(mark["articles"])) for mark in lna["marks"]] == [("2020-12", 3), ("2025-09", 2)]
    assert lna["bounds"][0]["from"] == "2014-08-05"
    assert lna["total"] == 5 + sum(len(bound["articles"]) for bound in lna["bounds"])


@pytest.mark.parametrize("name", ["khalifa-haftar", "Khalifa Hifter", "MARSHAL HAFTAR"])
def test_the_articles_of_one_actor_with_the_paragraph(capsys: Captured, sample: Path, name: str) -> None:
    code, out, _ = run(capsys, "--corpus", sample, "--actor", name, "--json")
    found = rows(out)
    assert (code, len(found)) == (0, 6)
    assert [row["date"] for row in found[:2]] == ["2020-12-20", "2020-12-27"]
    assert [row["paragraph"] for row in found[:3]] == [1, 6, 2]
    _, out, _ = run(capsys, "--corpus", sample, "--actor", name, "--query", "date:2025")
    assert out.startswith("2025-09-20  Explainer: two Haftars, two Hegazys and a Khalifa  ")
    assert out.endswith("  paragraph 3\n")


@pytest.mark.parametrize(("name", "where"), [("Constitutional Commission", "paragraph 3"), ("Cairo", "paragraph 2")])
def test_names_that_no_file_knows_and_places(capsys: Captured, sample: Path, name: str, where: str) -> None:
    code, out, _ = run(capsys, "--corpus", sample, "--actor", name)
    assert code == 0
    assert where in out.splitlines()[0]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("haftr", 'nobody is called “haftr”. Did you mean "Khalifa Haftar"?'),
        ("haftar", "Khaled Haftar (khaled-haftar) or Khalifa Haftar (khalifa-haftar)"),
        ("Zorblax", "nobody is called “Zorblax”."),
        ("", "nobody is called"),
        ('a" OR "b', "nobody is called"),
    ],
)
def test_a_name_that_is_nobodys_or_several_peoples(capsys: Captured, sample: Path, name: str, said: str) -> None:
    code, out, err = run(capsys, "--corpus", sample, "--actor", name)
    assert (code, out) == (2, "")
    assert said in err


def test_a_query_that_cannot_be_understood(capsys: Captured, sample: Path) -> None:
    code, out, err = run(capsys, "--corpus", sample, "--query", "fation:lna")
    assert (code, out) == (2, "")
    assert "^" in err


def test_what_is_in_no_row_is_counted_aloud(capsys: Captured, tmp_path: Path) -> None:
    corpus = tmp_path / "bare"
    corpus.mkdir()
    (corpus / "one.txt").write_text("The ferry was late again, and the harbour was full of people who waited.")
    code, out, _ = run(capsys, "--corpus", corpus)
    assert (code, out) == (0, "1 article; 1 mentions no faction; 1 undated\n")
