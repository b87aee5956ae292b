"""What the user does with articles, from the key to the state: tags, notes, the working list, searches, all read."""

from __future__ import annotations

import sqlite3
import stat
import tempfile
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.widgets import Input, Static, TextArea

from briefing import paths
from briefing.library import Library
from briefing.state import LONGEST_NOTE, Shelved, State, StateError, words_hash
from briefing.tui.app import run_reader
from briefing.tui.messages import Tell
from briefing.tui.screens.noting import Noting
from briefing.tui.screens.tagging import Tag, fitting, tags_of

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

A, B, C = "aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"


def mistake(hand: Hand) -> str:
    return str(hand.screen.query_one("#mistake", Static).content)


def prompts(hand: Hand) -> list[str]:
    return [" ".join(str(option.prompt).split()) for option in hand.options.options]


async def ask(hand: Hand, query: str) -> None:
    await hand.press("slash")
    hand.screen.query_one(Input).value = query
    await hand.press("enter")
    await hand.answered(query)


def sheet(hand: Hand) -> TextArea:
    return hand.screen.query_one(TextArea)


def paragraph(library: Library, id: str, number: int) -> str:
    article = library.article(id)
    start, end = article.paragraphs[number - 1]
    return article.body[start:end]


# Tags

TAGS = [Tag("aid", 1, "all"), Tag("Aid routes", 2), Tag("talks", 3, "some")]
FITTING = [
    ("", ["aid", "Aid routes", "talks"]),
    ("tal", ["talks", "tal"]),
    ("AID", ["aid", "Aid routes"]),
    ("aid  routes", ["Aid routes"]),
    (" truce ", ["truce"]),
    ("[red]x[/]", ["[red]x[/]"]),
]


@pytest.mark.parametrize(("typed", "names"), FITTING)
def test_what_is_typed_finds_tags_or_makes_one(typed: str, names: list[str]) -> None:
    assert [tag.name for tag in fitting(TAGS, typed)] == names


def test_tags_that_are_borne_come_first() -> None:
    marks = {"tag:b": frozenset({A}), "tag:a": frozenset({C}), "tag:c": frozenset({A, B}), "read": frozenset({A})}
    assert tags_of(frozenset({A, B}), marks) == [Tag("b", 1, "some"), Tag("c", 2, "all"), Tag("a", 1)]


async def test_tags_are_typed_completed_toggled_and_undone(reading: Reading, opened: Library) -> None:
    opened.state.set("tag:Border talks", [opened.rows[3].id], True)
    async with reading(80, 24) as hand:
        id = hand.current
        await hand.dialog("t")
        assert prompts(hand) == ["Border talks 1"]
        await hand.type("bord")
        await hand.press("enter")
        await hand.type("[red]aid[/]")
        assert prompts(hand) == ["+ a new tag: [red]aid[/]"]
        await hand.press("enter")
        assert prompts(hand) == ["✓ [red]aid[/] new", "✓ Border talks 1"]
        await hand.press("escape")
        assert opened.state.tags(id) == ["Border talks", "[red]aid[/]"]
        assert hand.said == "tagged [red]aid[/], tagged Border talks"
        assert hand.main.opened.tags == ("Border talks", "[red]aid[/]")
        await hand.dialog("t")
        await hand.press("down", "enter", "escape")
        assert opened.state.tags(id) == ["[red]aid[/]"]
        await hand.press("u")
        assert opened.state.tags(id) == ["Border talks", "[red]aid[/]"]
        await ask(hand, 'tag:"border talks"')
        assert {hit.row.id for hit in hand.articles.hits} == {id, opened.rows[3].id}
        await ask(hand, "is:tagged")
        assert len(hand.articles.hits) == 2


async def test_tags_of_several_articles(reading: Reading, opened: Library) -> None:
    async with reading(40, 12) as hand:
        ids = [hit.row.id for hit in hand.articles.hits[:3]]
        opened.state.set("tag:aid", ids[:1], True)
        await hand.press("space", "space", "space")
        await hand.dialog("t")
        assert prompts(hand) == ["~ aid 1"]
        await hand.press("enter", "escape")
        assert opened.state.marks()["tag:aid"] == set(ids)
        assert hand.said == "3 articles tagged aid"
        await hand.dialog("t")
        await hand.press("enter", "escape")
        assert opened.state.every_tag() == {}


async def test_a_name_that_can_be_no_tag_is_refused_in_the_dialog(reading: Reading, opened: Library) -> None:
    async with reading() as hand:
        await hand.dialog("t")
        assert prompts(hand) == ["no tags yet: type one"]
        await hand.press("enter")
        for typed, words in (('"aid"', "no quotation marks"), ("x" * 61, "at most 60 characters; this one has 61")):
            hand.screen.query_one(Input).value = typed
            await hand.press("enter")
            assert words in mistake(hand)
        await hand.press("escape")
        assert (mistake(hand), hand.screen.query_one(Input).value) == ("", "")
        await hand.press("escape")
        assert hand.screen is hand.main
        assert opened.state.every_tag() == {}


# Notes


async def test_notes_on_a_paragraph_and_on_the_article(reading: Reading, opened: Library) -> None:
    async with reading(80, 24) as hand:
        id = hand.current
        await hand.press("2")
        await hand.dialog("c")
        assert "Note on paragraph 1: “When the Chief" in hand.drawn
        await hand.type("who says so")
        await hand.press("enter")
        await hand.type("[b]not me[/b]")
        await hand.press("tab")
        assert "Note on: Explainer" in hand.drawn
        await hand.type("on the whole")
        await hand.press("tab")
        assert sheet(hand).text == "who says so\n[b]not me[/b]"
        await hand.press("escape")
        assert hand.said == "2 notes kept"
        first = paragraph(opened, id, 1)
        assert [(n.paragraph, n.text, n.words) for n in opened.state.notes(id)] == [
            (None, "on the whole", ""),
            (1, "who says so\n[b]not me[/b]", words_hash(first)),
        ]
        assert hand.main.opened.notes == {0: "on the whole", 1: "who says so\n[b]not me[/b]"}
        await hand.press("1")
        await hand.dialog("c")
        sheet(hand).text = "  \n"
        await hand.press("escape")
        assert hand.said == "note on the article removed"
        await hand.press("u")
        assert hand.said == "undone: note on the article removed"
        assert hand.main.opened.notes[0] == "on the whole"
        await hand.dialog("c")
        await hand.press("escape")
        assert opened.state.undo() == "note on the article written", "a note that was only read is not written"
        await ask(hand, "has:note")
        assert [hit.row.id for hit in hand.articles.hits] == [id]


async def test_a_note_whose_paragraph_is_gone_or_has_moved_is_one_note(reading: Reading, opened: Library) -> None:
    id = opened.rows[0].id
    opened.state.note(id, "of a paragraph that is gone", 2, words_hash("nothing like it"))
    opened.state.note(id, "moved", 99, words_hash(paragraph(opened, id, 1)))
    opened.state.note(id, "mine")
    async with reading() as hand:
        await hand.press("2")
        await hand.dialog("c")
        assert sheet(hand).text == "moved"
        await hand.type("!")
        await hand.press("tab")
        assert sheet(hand).text == "mine\nof a paragraph that is gone"
        await hand.type(" now")
        await hand.press("escape")
        texts = [(note.paragraph, note.text) for note in opened.state.notes(id)]
        assert texts == [(None, "mine\nof a paragraph that is gone now"), (1, "moved!")]
        await hand.press("u", "u")
        assert [note.paragraph for note in opened.state.notes(id)] == [None, 2, 99]


async def test_what_is_pasted_into_a_note_is_inert(reading: Reading, opened: Library) -> None:
    async with reading() as hand:
        await hand.dialog("c")
        hand.app.post_message(events.Paste("one\x1b]52;c;x\x07\r\ntwo\u202e\x9b31m"))
        await hand.settle()
        assert sheet(hand).text == "one]52;c;x\ntwo31m"
        sheet(hand).text = "x" * (LONGEST_NOTE + 1)
        await hand.press("escape")
        assert "at most 20,000 characters: 20,001" in mistake(hand)
        await hand.press("delete", "escape")
        assert len(opened.state.notes(hand.current)[0].text) == LONGEST_NOTE


async def test_a_note_that_cannot_be_kept_stays_on_the_screen(
    reading: Reading, opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StateError("Your note was not saved: the disk is full.")

    async with reading() as hand:
        await hand.dialog("c")
        await hand.type("precious")
        with monkeypatch.context() as patch:
            patch.setattr(State, "note", full)
            await hand.press("escape")
            await hand.until(lambda: isinstance(hand.screen, Noting) and mistake(hand))
        assert (sheet(hand).text, mistake(hand)) == ("precious", "Your note was not saved: the disk is full.")
        keys = " ".join(" ".join(hand.lines(hand.screen.query_one("#keys", Static))).split())
        assert keys.startswith("esc tries again · ctrl+q quits: what cannot be kept then either is put into a file")
        await hand.press("escape")
        assert [note.text for note in opened.state.notes()] == ["precious"]
        await hand.dialog("c")
        assert "esc keeps it" in " ".join(hand.lines(hand.screen.query_one("#keys", Static)))


async def test_who_quits_with_a_note_that_could_not_be_kept_finds_it_in_a_file_that_is_named(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StateError("Your note was not saved: the disk is full.")

    monkeypatch.setattr(State, "note", full)
    async with reading() as hand:
        await hand.dialog("c")
        await hand.type("precious")
        await hand.press("escape")
        await hand.until(lambda: isinstance(hand.screen, Noting) and mistake(hand))
        app = hand.app
        await hand.pilot.press("ctrl+q")
        await app._shutdown()
    (file,) = paths.state_folder().glob("note-not-kept-*.txt")
    assert file.read_text().endswith("\n\nprecious\n")
    assert capsys.readouterr().err.replace("\n", "").endswith(f"What you wrote is in{file}")
    assert app.return_code == 1


async def test_a_note_outlives_a_reader_that_ends(reading: Reading, opened: Library) -> None:
    async with reading() as hand:
        await hand.dialog("c")
        await hand.type("half a thou")
        await hand.pilot.press("ctrl+q")
    assert [note.text for note in opened.state.notes()] == ["half a thou"]


async def test_two_readers_write_one_note(reading: Reading, opened: Library) -> None:
    async with reading() as hand:
        id = hand.current
        opened.state.note(id, "first")
        with State.open(paths.state_folder(), opened.corpus) as other:
            for theirs, typed, kept in (("theirs", "mine", "theirs\nmine"), ("shorter", "", "shorter")):
                await hand.dialog("c")
                sheet(hand).text = typed
                other.note(id, theirs)
                await hand.press("escape")
                assert hand.said == "note on the article kept · with what somebody else wrote there meanwhile"
                assert [note.text for note in opened.state.notes(id)] == [kept]
        await hand.dialog("c")
        await hand.type("!")
        await hand.press("escape")
        assert hand.said == "note on the article kept"


async def test_a_note_that_cannot_be_kept_when_the_reader_ends_lies_in_a_file(
    reading: Reading,
    opened: Library,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    tmp = tmp_path / "tmp"
    tmp.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp))
    for number, folder in ((1, paths.state_folder()), (2, paths.state_folder()), (1, tmp)):
        if folder == tmp:
            monkeypatch.setattr("briefing.tui.keeping.state_folder", Path("/dev/null/x").mkdir)
        async with reading() as hand:
            await hand.dialog("c")
            await hand.type(f"a thought [b]{number}[/b]")
            with closing(sqlite3.connect(paths.state_folder() / "state.sqlite")) as other:
                opened.state._connection.execute("PRAGMA busy_timeout = 1")
                other.execute("BEGIN IMMEDIATE")
                app = hand.app
                await hand.pilot.press("ctrl+q")
                await app._shutdown()
        said = capsys.readouterr().err
        (file,) = folder.glob(f"note-not-kept-*-{number}.txt")
        assert said.startswith("briefing: Your note was not saved: another briefing has been writing to it")
        assert said.replace("\n", "").endswith(f"What you wrote is in{file}")
        assert file.read_text().endswith(f"\n\na thought [b]{number}[/b]\n")
        assert (app.return_code, stat.S_IMODE(file.stat().st_mode)) == (1, 0o600)
    assert opened.state.notes() == []


async def test_a_note_that_was_still_being_kept_when_the_reader_ended_lies_in_a_file(
    reading: Reading, opened: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = Event()

    def locked(*_: object, **__: object) -> None:
        ended.wait(10)
        raise StateError("Your note was not saved: another briefing has been writing to it for too long.")

    monkeypatch.setattr("briefing.tui.running.run", lambda _: (0, True))
    async with reading() as hand:
        for text in ("kept", " and lost"):
            await hand.dialog("c")
            await hand.type(text)
            if text == "kept":
                await hand.press("escape")
        monkeypatch.setattr(State, "note", locked)
        await hand.pilot.press("escape", "ctrl+q")
    code, _ = run_reader(opened)
    ended.set()
    (file,) = paths.state_folder().glob("note-not-kept-*-1.txt")
    assert file.read_text().endswith("\n\nkept and lost\n")
    assert (code, capsys.readouterr().err) == (
        1,
        f"briefing: Your note was not kept. What you wrote is in\n{file}\n",
    )
    assert run_reader(opened)[0] == 0


# The working list


async def test_the_working_list_is_filled_from_the_list_and_the_reader(reading: Reading, opened: Library) -> None:
    async with reading() as hand:
        ids = [hit.row.id for hit in hand.articles.hits[:2]]
        await hand.press("w")
        assert hand.said == "the article put on the working list · L shows it"
        await hand.press("space", "space", "w")
        assert {item.article for item in opened.state.shelf()} == set(ids)
        await hand.press("w")
        assert (hand.said, opened.state.shelf()) == ("2 articles taken off the working list", [])
        await hand.press("u")
        assert len(opened.state.shelf()) == 2
        await hand.press("2", "w")
        words = words_hash(paragraph(opened, hand.current, 1))
        assert [(i.article, i.words) for i in opened.state.shelf() if i.paragraph == 1] == [(hand.current, words)]
        assert hand.main.opened.working == {1}
        await hand.press("w")
        assert hand.said == "paragraph 1 taken off the working list"
        assert hand.main.opened.working == set()
        await ask(hand, "is:working")
        assert {hit.row.id for hit in hand.articles.hits} == set(ids)


async def test_a_passage_that_moved_is_taken_off_where_it_stands(reading: Reading, opened: Library) -> None:
    id = opened.rows[0].id
    opened.state.shelve([Shelved(id, 40, words_hash(paragraph(opened, id, 1)))], True)
    async with reading() as hand:
        await hand.press("2", "w")
        assert opened.state.shelf() == []


# All read, and searches


async def test_all_that_is_listed_was_read_as_one_change(reading: Reading, opened: Library) -> None:
    async with reading() as hand:
        await hand.press("A")
        assert hand.said == "16 articles marked read · u takes it back"
        await hand.press("A")
        assert hand.said == "all of it was read before"
        await hand.press("u")
        assert opened.state.marks()["read"] == set()
        await hand.press("space", "space", "A")
        assert len(opened.state.marks()["read"]) == 2
        await ask(hand, "is:unread")
        assert len(hand.articles.hits) == 14


async def test_a_morning(reading: Reading, opened: Library) -> None:
    """What came today, some of it set aside, the rest read; and back."""
    async with reading() as hand:
        await hand.command("today")
        await hand.answered("added:today")
        first = hand.current
        await hand.press("m")
        await ask(hand, "added:today -is:aside")
        assert first not in hand.main.results.ids
        await hand.press("A", "u", "u")
        assert not any(opened.state.marks()[mark] for mark in ("read", "aside"))
        await ask(hand, "is:aside")
        assert hand.main.results.total == 0


async def test_a_search_is_kept_under_a_name(reading: Reading, opened: Library) -> None:
    async with reading(40, 12) as hand:
        await hand.press("P")
        assert "nothing is asked" in hand.said
        await ask(hand, "faction:lna")
        count = len(hand.articles.hits)
        await hand.dialog("P")
        await hand.press("enter")
        assert mistake(hand) == "a name is needed"
        hand.screen.query_one(Input).value = "the “army”"
        await hand.press("enter")
        assert "no quotation marks" in mistake(hand)
        hand.screen.query_one(Input).value = "the army"
        await hand.press("enter")
        await hand.settle()
        assert opened.state.saved() == {"the army": "faction:lna"}
        await ask(hand, 'saved:"the army"')
        assert len(hand.articles.hits) == count
        await ask(hand, "truce")
        await hand.dialog("P")
        hand.screen.query_one(Input).value = "the army"
        await hand.press("enter")
        await hand.settle()
        assert hand.said.startswith("kept as the army instead of faction:lna")
        await hand.press("u")
        assert opened.state.saved() == {"the army": "faction:lna"}
        assert hand.said == "undone: search the army saved"


async def test_nothing_is_lost_where_nothing_can_be_kept(
    reading: Reading, opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every deed says so, and the reader goes on."""

    def full(*_: object, **__: object) -> None:
        raise StateError("It was not kept: the disk is full.")

    async with reading() as hand:
        for name in ("set", "shelve", "save", "undo"):
            monkeypatch.setattr(State, name, full)
        await ask(hand, "haftar")
        for keys in (["r"], ["A"], ["w"], ["t", "x", "enter", "escape"], ["P", "x", "enter"], ["u"]):
            hand.main.post_message(Tell(""))
            await hand.settle()
            await hand.press(*keys)
            await hand.settle()
            assert hand.said == "It was not kept: the disk is full.", keys
