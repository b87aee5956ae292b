"""One actor gathered from articles and file: names, posts, dates, company, statements; and who is meant by a name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing import library
from briefing.library import Library, LibraryError
from briefing.overview import overview, overview_json, overview_lines
from briefing.words import one_line

SAID = "“We have not become friends,”"


def test_who_is_listed(opened: Library) -> None:
    view = overview(opened, "ilan-orsek")
    assert (view.actor, view.name, view.kind, view.articles, view.read, view.sample) == (
        *("ilan-orsek", "Ilan Orsek", "person"),
        *(opened.count("ilan-orsek"), view.articles, ""),
    )
    assert [(post.title, str(post.start), post.end, post.remarks) for post in view.posts] == [
        ("Minister of Defence of Velmora", "2018-03-01", None, ("open, last verified 2025-09",))
    ]
    assert ("Ilan Orsek", False) in {(seen.words, seen.by_post) for seen in view.names}
    assert {other.actor for other in view.together} >= {"marta-orsek", "sanna-keth"}
    assert "ilan-orsek" not in {other.actor for other in view.together}
    counted = sum(facet.count for facet in view.months if facet.value[:1].isdigit())
    assert counted + view.inferred + view.undated == view.articles


def test_statements_stand_where_they_are_said_to_stand_the_newest_first(opened: Library) -> None:
    said = overview(opened, "ilan-orsek").statements
    assert SAID in [statement.words for statement in said]
    for statement in said:
        article = opened.article(statement.article)
        body = one_line(article.body[statement.offset :])
        assert body.startswith(statement.words)
        start, end = article.paragraphs[statement.paragraph - 1]
        assert start <= statement.offset < end
    assert [statement.date for statement in said] == sorted((statement.date for statement in said), reverse=True)


def test_posts_and_wordings_by_post_are_kept_apart(opened: Library) -> None:
    names = overview(opened, "khalifa-haftar").names
    assert {seen.by_post for seen in names} == {True, False}
    assert "Khalifa Hifter" in [seen.words for seen in names if not seen.by_post]
    assert "LNA commander" in [seen.words for seen in names if seen.by_post]


@pytest.mark.parametrize(
    ("name", "kind", "query"),
    [
        ("Joss Almery", "person", 'actor:"Joss Almery"'),
        ("person:Joss Almery", "person", 'actor:"Joss Almery"'),
        ("cairo", "place", "place:cairo"),
        ("LNA", "faction", "actor:lna"),
        ("khalifa hifter", "person", "actor:khalifa-haftar"),
    ],
)
def test_who_is_meant(opened: Library, name: str, kind: str, query: str) -> None:
    view = overview(opened, name)
    assert (view.kind, view.query, view.articles) == (kind, query, opened.search(query).total)
    assert view.names
    assert view.name not in [other.name for other in view.together]


@pytest.mark.parametrize(
    ("name", "words"), [("Haftar", "khaled-haftar, khalifa-haftar"), ("Nobody Atall", "nobody answers")]
)
def test_who_is_not(opened: Library, name: str, words: str) -> None:
    with pytest.raises(LibraryError, match=words):
        overview(opened, name)


def test_lines_and_json_say_the_same(opened: Library) -> None:
    view = overview(opened, "ilan-orsek")
    lines, told = "\n".join(overview_lines(view)), json.loads(json.dumps(overview_json(view)))
    for word in ("Names seen", "Posts", "since 2018-03-01", "Together with", "Statements", SAID):
        assert word in lines
    assert told["statements"][0]["article"] == view.statements[0].article
    assert told["posts"][0]["start"] == "2018-03-01"
    assert len(told["together"]) == len(view.together)


def test_how_many_articles_were_read_is_said(tmp_path: Path) -> None:
    corpus = tmp_path / "many"
    corpus.mkdir()
    for number in range(12):
        head = f"Porthaven fish sold well\n\n2021-03-{number + 1:02}\n\n"
        said = f"Bero Vantil said that fish number {number} was sold.\n"
        (corpus / f"fish{number}.txt").write_text(head + said, encoding="utf-8")
    library.index(corpus, "none")
    with_few = Library.open(corpus, "none")
    view = overview(with_few, "Bero Vantil", read=5, shown=3)
    assert (view.articles, view.read, len(view.statements), view.more) == (12, 5, 3, 2)
    assert "read: the newest 5 of 12" in next(line for line in overview_lines(view) if line.startswith("12"))
    assert overview(with_few, "Bero Vantil", wanted=lambda: False).read == 1
    with_few.close()


def test_a_year_without_a_month_is_counted(tmp_path: Path) -> None:
    for name, day in (("a", "2019"), ("b", "2019-05-04"), ("c", "2020-01-02")):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: On the bridge\ndate: {day}\n---\nIlan Orsek was there.\n")
    library.index(tmp_path)
    opened = Library.open(tmp_path)
    view = overview(opened, "Ilan Orsek")
    opened.close()
    assert [(facet.value, facet.count) for facet in view.over_time] == [("2019", 1), ("2019-05", 1), ("2020-01", 1)]
    assert "2019, no month given" in "\n".join(overview_lines(view))
