"""What the screen shows, the command line says too: the same articles, marks, actors and times, in the same order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefing.cli import main
from briefing.library import Library
from briefing.speaking import statements
from briefing.state import Shelved, words_hash
from briefing.timeline import UNITS
from briefing.tui import rows
from briefing.tui.messages import Ask
from briefing.tui.sidebar import heading
from briefing.tui.widgets.time_chart import AXIS, TimeChart

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

Captured = pytest.CaptureFixture[str]
QUERIES = (
    "ceasefire",
    "haftar OR velmora",
    "-haftar",
    "date:2020",
    "date:2014..2021 faction:lna",
    "together:haftar,kamel",
    "is:unread",
    "tag:drones",
    "has:note",
    '"summer without nets"',
)
SIGNS = {
    rows.UNREAD: {"unread"},
    rows.STARRED: {"starred"},
    rows.ASIDE: {"set aside"},
    rows.PUT_OFF: {"set aside", "unread"},
    rows.TAGGED: {"tags: "},
    rows.NOTED: {"with a note"},
    rows.WORKING: {"on the working list"},
    rows.CUT: {"cut by the page"},
    rows.WALL: {"the wall of the page"},
}
"""A sign of the list, and the words that `briefing list` has for it."""


@pytest.fixture
def marked(opened: Library) -> Library:
    """The sample corpus with marks of every kind, on its first articles."""
    ids = [hit.row.id for hit in opened.search("").hits]
    for kind, place in (("read", 0), ("starred", 1), ("aside", 2), ("tag:drones", 3), ("tag:talks", 3), ("read", 4)):
        opened.state.set(kind, [ids[place]], True)
    opened.state.note(ids[5], "Compare with the [b]printed[/b] edition.")
    body = opened.article(ids[6])
    start, end = body.paragraphs[1]
    opened.state.note(ids[6], "Who told them?", 2, words_hash(body.body[start:end]))
    opened.state.shelve([Shelved(ids[7])], True)
    return opened


def say(capsys: Captured, corpus: Path, *words: str) -> list[str]:
    """The lines of a command."""
    capsys.readouterr()
    assert main([*words, "--corpus", str(corpus)]) == 0
    return capsys.readouterr().out.splitlines()


def say_json(capsys: Captured, corpus: Path, *words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in say(capsys, corpus, *words, "--json")]


async def test_the_list_in_its_order_with_every_mark(reading: Reading, marked: Library, capsys: Captured) -> None:
    lines = say(capsys, marked.corpus, "list")
    objects = say_json(capsys, marked.corpus, "list")
    async with reading(200, 45, library=marked) as hand:
        hits = hand.articles.hits
        assert [hit.row.id for hit in hits] == [line.split()[0] for line in lines] == [row["id"] for row in objects]
        drawn = list(drawn_rows(hand))
        assert len(drawn) == len(lines)
        for sign, line, told in zip(drawn, lines, objects, strict=True):
            words = line.rpartition("  · ")[2] if "  · " in line else ""
            shown: set[str] = set().union(*(SIGNS[char] for char in sign if char in SIGNS))
            assert shown == {said for said in set().union(*SIGNS.values()) if said in words}
            assert ("unread" in words, "starred" in words) == (not told["read"], told["starred"])
            assert ("set aside" in words) == told["aside"]
            assert ("with a note" in words, "on the working list" in words) == (told["noted"], told["working"])
            assert (f"tags: {', '.join(told['tags'])}" in words) == bool(told["tags"])
            assert told["date"] in line
            assert (told["title"] or told["path"]) in line


def drawn_rows(hand: Hand) -> Iterator[str]:
    """All lines of each row as it is drawn, titles and the bar of the cursor apart."""
    for hit in hand.articles.hits:
        marks, selected = hand.main._library.marks(hit.row.id), hit.row.id in hand.main.selected
        pieces = rows.draw(hit, marks, {}, hand.articles.size.width, selected=selected)
        yield "".join(text for line in pieces for text, style in line if not style.startswith(("title", "derived")))


async def test_the_hits_of_a_query_in_their_order(reading: Reading, marked: Library, capsys: Captured) -> None:
    said = {query: say_json(capsys, marked.corpus, "search", query, "--limit", "99")[0] for query in QUERIES}
    async with reading(120, 30, library=marked) as hand:
        for query in QUERIES:
            hand.main.post_message(Ask(query))
            await hand.answered(query)
            results = hand.main.results
            told = said[query]
            assert [(hit.row.id, hit.possible) for hit in results.hits] == [
                (h["id"], h["possible"]) for h in told["hits"]
            ]
            assert (results.total, results.possible, results.undated) == (
                told["total"],
                told["possible"],
                told["undated"],
            )
            assert results.total > 0


async def test_who_is_in_each_article(reading: Reading, marked: Library, capsys: Captured) -> None:
    said = shown(capsys, marked)
    async with reading(200, 45, library=marked) as hand:
        for place, (told, lines) in enumerate(said):
            hand.articles.cursor = place
            await hand.settle()
            assert hand.main.opened.article.id == told["id"]
            assert headings(hand) == [group["name"] for group in told["groups"]]
            assert [(key, name) for key, name, _ in listed(hand)] == [
                (actor["id"] or f"{actor['kind']}:{actor['name']}", actor["name"]) for actor in actors(told)
            ]
            for (_, _, drawn), actor, line in zip(listed(hand), actors(told), role_lines(lines), strict=True):
                assert line.startswith(f"    {actor['name']}")
                assert remarks(drawn) <= remarks(line)
                for post in actor["posts"]:
                    assert squeezed(post) in squeezed(drawn)
                    assert post in line
                count = f"{actor['mentions']}×" if actor["mentions"] else "title"
                assert count in drawn
                assert f"({count}" in line
                if actor["articles"] is not None and actor["kind"] != "place":
                    number = "1 article" if actor["articles"] == 1 else f"{actor['articles']} articles"
                    assert squeezed(number) in squeezed(drawn)
                    assert f"in {number}" in line
                assert ("by post, not named" in line) == ("bypost,notnamed" in squeezed(drawn))


def shown(capsys: Captured, library: Library) -> list[tuple[dict[str, Any], list[str]]]:
    """What `briefing show` says of each article, as JSON and in words."""
    ids = [hit.row.id for hit in library.search("").hits]
    return [(say_json(capsys, library.corpus, "show", id)[0], say(capsys, library.corpus, "show", id)) for id in ids]


def role_lines(lines: list[str]) -> list[str]:
    """Those of the actors, between the facts and the marks."""
    begin = next(number for number, line in enumerate(lines) if line.startswith("  file: "))
    return [line for line in lines[begin : lines.index("  Your marks")] if line.startswith("    ")]


def actors(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [actor for group in told["groups"] for actor in group["actors"]]


def headings(hand: Hand) -> list[str]:
    """What stands over the actors in the pane, without the label of the faction."""
    opened = hand.main.opened
    assert opened is not None
    found = []
    for item in hand.actors.items:
        number = heading(item.id)
        if number is not None:
            assert item.text.strip().startswith(opened.companies[number].name[:12])
            found.append(opened.companies[number].name)
    return found


def listed(hand: Hand) -> list[tuple[str, str, str]]:
    """(key, name, all that is drawn) of each actor in the pane."""
    opened = hand.main.opened
    assert opened is not None
    return [(item.id, role.name, item.text) for item in hand.actors.items if (role := opened.role(item.id))]


def squeezed(text: str) -> str:
    """Without white space, wherever a line was broken."""
    return "".join(text.split())


def remarks(text: str) -> set[str]:
    """Of what a row may say beside a name, what this one says."""
    return {words for words in ("may be", "by post") if squeezed(words) in squeezed(text)}


async def test_the_statements_and_what_is_kept_beside_the_text(
    reading: Reading, marked: Library, capsys: Captured
) -> None:
    said = shown(capsys, marked)
    async with reading(120, 30, library=marked) as hand:
        for place, (told, lines) in enumerate(said):
            hand.articles.cursor = place
            await hand.settle()
            opened, text = hand.main.opened, "\n".join(lines)
            assert {(note["paragraph"] or 0): note["text"] for note in told["notes"]} == opened.notes
            assert all(f"note: {note}" in text for note in opened.notes.values())
            assert tuple(told["tags"]) == opened.tags
            assert f"tags: {', '.join(opened.tags)}" in text or not opened.tags
            assert {number or 0 for number in told["working_at"]} == opened.working
            assert [(s["start"], s["end"], s["speaker"]) for s in told["statements"]] == [
                (s.start, s.end, s.speaker) for s in statements(opened.article)
            ]
            assert text.count("\n     quoted, ") == sum(said.direct for said in statements(opened.article))


@pytest.mark.parametrize("by", ["faction", "actor"])
async def test_the_time_line_row_by_row(reading: Reading, marked: Library, capsys: Captured, by: str) -> None:
    said = {
        "month": say_json(capsys, marked.corpus, "timeline", "--by", by),
        "day": say_json(capsys, marked.corpus, "timeline", "--by", by, "--days"),
    }
    words = say(capsys, marked.corpus, "timeline", "--by", by)
    async with reading(200, 60, library=marked) as hand:
        await hand.dialog("T")
        await hand.press(by[0])
        chart = hand.screen.query_one(TimeChart)
        for unit, told in said.items():
            while chart.grid.unit != unit:
                await hand.press("plus" if UNITS.index(unit) > UNITS.index(chart.grid.unit) else "minus")
            made = chart.grid.timeline
            assert [track.line.id for track in chart.grid.tracks] == [row["id"] for row in told]
            for track, row in zip(chart.grid.tracks, told, strict=True):
                assert list(map(list, map(made.ids, track.marks.values()))) == [
                    mark["articles"] for mark in row["marks"]
                ]
                assert [made.ids(bound.articles) for bound in track.bounds] == [b["articles"] for b in row["bounds"]]
                assert made.ids(track.undated) == row["undated"]
        while chart.grid.unit != "month":
            await hand.press("minus")
        for start, row in zip(chart.grid.starts, said["month"], strict=True):
            newest = row["marks"][-1] if row["marks"] else None
            if newest is None or AXIS + start >= chart.size.height:
                continue
            while chart.grid.tracks[chart.row].line.id != row["id"]:
                await hand.press("j")
            await hand.press("dollar_sign")
            month = int(newest["month"][:4]) * 12 + int(newest["month"][5:]) - 1
            while chart.at != month:
                await hand.press("left_square_bracket")
            count = len(newest["articles"])
            here = f"{row['name']} · {newest['month']} · {count} article{'s' * (count != 1)}"
            assert here in hand.drawn
            assert f"{row['name']}  {newest['month']}  {count} article{'s' * (count != 1)}" in words
