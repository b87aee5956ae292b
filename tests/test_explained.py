"""Answers that explain themselves: the paragraph, the spelling, and why nothing was found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.library import Library
from briefing.query import QueryError
from briefing.results import Correction, Row


def row_of(opened: Library, path: str) -> Row:
    return next(row for row in opened.rows if row.path == path)


def marked(opened: Library, text: str, path: str) -> tuple[list[str], list[str]]:
    """What is marked in the title and in the body of an article that answers."""
    results = opened.search(text)
    assert path in [hit.row.path for hit in results.hits]
    article = opened.article(row_of(opened, path).id)
    title, body = opened.matches(results, article)
    return [article.title[start:end] for start, end in title], [article.body[start:end] for start, end in body]


def test_two_actors_are_answered_with_the_paragraph(opened: Library) -> None:
    results = opened.search("together:haftar,saleh")
    row = row_of(opened, "ceasefire-track.txt")
    snippet = opened.snippet(results, row)
    article = opened.article(row.id)
    start, end = next(span for span in article.paragraphs if "Ageela Saleh" in article.body[slice(*span)])
    assert snippet.text == " ".join(article.body[start:end].split())
    found = [snippet.text[start:end] for start, end in snippet.matches]
    assert found == [
        "Khalifa Haftar",
        "General Commander of the Libyan National Army",
        "Ageela Saleh",
        "HoR Speaker",
    ]
    assert marked(opened, "together:haftar,saleh", "ceasefire-track.txt")[1] == found


def test_two_actors_in_a_title_are_answered_with_the_title(opened: Library) -> None:
    results = opened.search("together:haftar,saleh")
    row = row_of(opened, "kamel-benghazi.md")
    snippet = opened.snippet(results, row)
    assert snippet.text == row.title
    assert [snippet.text[start:end] for start, end in snippet.matches] == ["Haftar", "Saleh"]
    assert marked(opened, "together:haftar,saleh", "kamel-benghazi.md")[0] == ["Haftar", "Saleh"]


def test_words_beside_two_actors_are_marked_as_well(opened: Library) -> None:
    results = opened.search("together:haftar,un ceasefire")
    snippet = opened.snippet(results, row_of(opened, "ceasefire-track.txt"))
    found = [snippet.text[start:end] for start, end in snippet.matches]
    assert "ceasefire" in found
    assert "United Nations" in found
    assert "Khalifa Haftar" in found


def test_who_is_not_to_be_together_is_not_marked(opened: Library) -> None:
    title, body = marked(opened, "haftar -together:haftar,saleh", "who-commands-what.md")
    assert {word.lower().removesuffix("s") for word in title + body} == {"haftar"}


def test_times_are_answered_with_their_paragraphs(opened: Library) -> None:
    results = opened.search("when:2020-12-20")
    assert results.hits
    for hit in results.hits:
        article, snippet = opened.article(hit.row.id), opened.snippet(results, hit.row)
        times = [article.body[start:end] for start, end in opened.matches(results, article)[1]]
        assert times
        assert [snippet.text[start:end] for start, end in snippet.matches] == times
    assert marked(opened, "when:2011 ceasefire", "ceasefire-track.txt")[1].count("2011") == 1


def test_nobody_is_said_to_have_met(opened: Library, capsys: pytest.CaptureFixture[str]) -> None:
    main(["search", "together:abbas-kamel,nobody", "--corpus", str(opened.corpus)])
    main(["search", "together:haftar,orsek", "--corpus", str(opened.corpus)])
    told = capsys.readouterr()
    assert " met " not in f" {told.out} {told.err} "


@pytest.mark.parametrize(
    ("text", "path", "spellings", "found_as"),
    [
        ("haftar", "staff-chiefs-talks.txt", ("Haftar",), ()),
        ("Khalifa Hifter", "kamel-benghazi.md", ("Khalifa Hifter", "Haftar", "Heftar"), ()),
        ("Khalifa Hifter", "turkish-forces-warnings.md", ("Haftar", "Marshal Haftar"), ("Haftar", "Marshal Haftar")),
        ("mercenar*", "ceasefire-track.txt", ("mercenaries",), ("mercenaries",)),
        ("talk", "ceasefire-track.txt", ("talks",), ("talks",)),
        ("talks", "ceasefire-track.txt", ("talks",), ()),
        ("heftar~1", "kamel-benghazi.md", ("Heftar", "Haftar"), ()),
        ('"general commander"', "ceasefire-track.txt", ("General Commander",), ()),
        ("orsek OR mercenar*", "ceasefire-track.txt", ("mercenaries",), ("mercenaries",)),
        ("haftar -orsek", "staff-chiefs-talks.txt", ("Haftar",), ()),
        ("faction:lna", "staff-chiefs-talks.txt", (), ()),
    ],
)
def test_hits_say_how_it_is_spelt(
    opened: Library, text: str, path: str, spellings: tuple[str, ...], found_as: tuple[str, ...]
) -> None:
    results, row = opened.search(text), row_of(opened, path)
    assert path in [hit.row.path for hit in results.hits]
    assert opened.spellings(results, row) == spellings
    assert opened.found_as(results, row) == found_as


def test_who_is_meant_and_not_named_is_by_post(opened: Library) -> None:
    meant = []
    for row in opened.rows:
        article = opened.article(row.id)
        mentions = [mention for mention in (*article.mentions, *article.title_mentions) if mention.actor]
        named = {mention.actor for mention in mentions if mention.via != "post"}
        meant += [(row, mention.actor) for mention in mentions if mention.via == "post" and mention.actor not in named]
    assert meant
    for row, actor in meant:
        results = opened.search(f'"{opened.gazetteer.name(actor or "")}"')
        assert row.id in [hit.row.id for hit in results.hits]
        assert opened.spellings(results, row) == opened.found_as(results, row) == ("by post",)


def test_the_command_line_tells_the_spellings(opened: Library, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["search", "Khalifa Hifter", "--corpus", str(opened.corpus)]
    assert main(asked) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "    found as Haftar, Marshal Haftar" in lines
    assert main([*asked, "--json"]) == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert hits[0]["spellings"][0] == "Khalifa Hifter"
    assert all(1 <= len(hit["spellings"]) <= 5 for hit in hits)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ceasefir", Correction("ceasefir", 16, "ceasefir*", 4)),
        ("ceaseifre", Correction("ceaseifre", 16, "ceasefire", 4)),
        ('"foriegn fighters"', Correction('"foriegn fighters"', 16, '"foreign fighters"', 3)),
        ('"agreement ceasefire"', Correction('"agreement ceasefire"', 16, "(agreement AND ceasefire)", 1)),
        ('="HAFTAR"', Correction('="HAFTAR"', 16, '"haftar"', 7)),
        ("haftar source:meridien", Correction("source:meridien", 7, "source:Meridian", 1)),
        ("haftar or saleh", Correction("or", 2, "OR", 9)),
        ("date:2011", Correction("date:2011", 16, "when:2011", 1)),
        ("haftar -haftar", Correction("haftar", 9)),
        ("(ceesfire OR trcue) haftar", Correction("(ceesfire OR trcue)", 7, "(ceasefire OR truce)", 4)),
        ("together:haftar,orsek", Correction("together:haftar,orsek", 16)),
        ("together:bashagha,macron haftar", Correction("together:bashagha,macron", 7)),
    ],
)
def test_nothing_found_says_what_would_be(opened: Library, text: str, first: Correction) -> None:
    results = opened.search(text)
    assert results.total == 0
    found = results.corrections[0]
    assert (found.clause, found.without, found.instead, found.gives) == (
        *(first.clause, first.without, first.instead, first.gives),
    )


@pytest.mark.parametrize(
    ("text", "clause", "others"),
    [
        ("haftar date:1990", "date:1990", "the others are of 2020-12..2025-09"),
        (
            "haftar source:velpress",
            "source:velpress",
            "the others are from Longshore Review, Corniche Courier, Meridian",
        ),
        ("haftar place:lomnara", "place:lomnara", "the others mention "),
        ("ceasefire faction:highland-front", "faction:highland-front", "the others mention people of "),
        ("haftar -libya -egypt", "-libya", ""),
    ],
)
def test_what_the_others_have(opened: Library, text: str, clause: str, others: str) -> None:
    results = opened.search(text)
    assert results.total == 0
    found = next(correction for correction in results.corrections if correction.clause == clause)
    assert found.others.startswith(others) if others else not found.others


def test_two_clauses_at_fault_are_told_together(opened: Library) -> None:
    found = opened.search("haftar zzzzz qqqqq").corrections
    assert (found[0].clause, found[0].without) == ("zzzzz qqqqq", 7)
    several = opened.search("haftar zzzzz qqqqq xxxxx").corrections
    assert (several[0].clause, several[0].without) == ("zzzzz qqqqq xxxxx", 7)


def test_a_correction_in_the_words_of_the_command_line(opened: Library, capsys: pytest.CaptureFixture[str]) -> None:
    main(["search", "haftar source:meridien", "--corpus", str(opened.corpus)])
    assert "    without source:meridien 7" in capsys.readouterr().out
    main(["search", "ceasefir", "--corpus", str(opened.corpus)])
    assert "    without ceasefir 16; did you mean ceasefir*? 4" in capsys.readouterr().out


def test_saved_searches_that_cannot_be_asked_say_so_where_they_are_asked(opened: Library) -> None:
    state = opened.state
    state.save("broken", "date:banana")
    for name in range(12):
        state.save(f"s{name}", " ".join([f"saved:s{name + 1}"] * 20))
    state.save("many", " ".join(f"w{n}" for n in range(20)))
    for text, message in [
        ("oil saved:broken", "saved search broken: 'banana' is not a date"),
        ("oil saved:s0", "too broad"),
        ("oil saved:none", "there is no saved search"),
    ]:
        with pytest.raises(QueryError, match=message) as caught:
            opened.search(text)
        assert text[caught.value.start : caught.value.end] == text.removeprefix("oil ")


def test_words_of_saved_searches_are_marked(opened: Library) -> None:
    opened.state.save("east", "mercenaries OR together:haftar,un")
    title, body = marked(opened, "saved:east", "ceasefire-track.txt")
    assert "mercenaries" in title
    assert {"Khalifa Haftar", "United Nations"} <= set(body)


def test_undated_articles_are_told_with_every_dated_query(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (sample / "undated.txt").write_text("A note on nets\n\nThe nets were mended, and nothing else is known of them.\n")
    for query, undated in [("date:1990", 1), ("NOT date:1990", 1), ("date:1990 OR date:2020", 1), ("nets", 0)]:
        assert main(["search", query, "--json", "--corpus", str(sample)]) == 0
        assert json.loads(capsys.readouterr().out)["undated"] == undated


def test_a_word_of_another_script_is_no_slip_of_the_pen(opened: Library) -> None:
    assert [correction.instead for correction in opened.search("日本").corrections] == [None]


@pytest.mark.parametrize("beginning", ["faction:ln", "haftar actor:khal", "place:trip"])
def test_half_a_name_is_still_being_typed(opened: Library, beginning: str) -> None:
    before = beginning.rpartition(" ")[0]
    assert opened.search(beginning, typing=True).rows[:] == opened.search(before).rows[:]
    with pytest.raises(QueryError):
        opened.search(beginning if beginning != "place:trip" else "place:tripo")


def test_a_name_that_none_begins_with_is_a_mistake_at_once(opened: Library) -> None:
    with pytest.raises(QueryError, match="no group zz"):
        opened.search("faction:zz", typing=True)
