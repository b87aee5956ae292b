"""Briefs from the screen: what of, in which form, looked at first, written, copied or edited, and nothing lost."""

from __future__ import annotations

import contextlib
import errno
import os
import pty
import shutil
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App
from textual.widgets import Input, OptionList, Static

from briefing import briefs
from briefing.export import writing
from briefing.library import Library, LibraryError
from briefing.tui.exporting import sized
from briefing.tui.screens import brief_page, export
from briefing.tui.screens.brief_page import BriefPage
from briefing.tui.screens.export import ExportDialog
from briefing.tui.widgets.text_lines import TextLines

PATIENCE = 60
"""Seconds after which what does not answer is ended."""

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading


def scopes(hand: Hand) -> list[str]:
    return [str(option.prompt).split("  ")[0].strip() for option in hand.options.options]


def shape(hand: Hand) -> str:
    return str(hand.screen.query_one("#shape", Static).render())


def told(hand: Hand) -> str:
    return str(hand.screen.query_one("#mistake", Static).render())


def name(hand: Hand) -> Input:
    return hand.screen.query_one(Input)


async def named(hand: Hand, text: str) -> None:
    """Give the brief this name, and be in the list again."""
    name(hand).value = text
    await hand.settle()


async def wrote(hand: Hand) -> None:
    await hand.until(lambda: hand.said.startswith("wrote"))
    await hand.settle()
    assert hand.screen is hand.main


def files(work: Path) -> set[str]:
    return {file.name for file in work.iterdir() if file.is_file()}


# What is offered


async def test_the_selection_comes_first_then_the_article_then_all(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("space", "space", "j")
        await hand.dialog("e")
        found = scopes(hand)
        assert found[0] == "the 2 selected"
        assert found[1].startswith("this article: ")
        assert found[2:] == [f"all {len(hand.articles.hits)} listed"]
        assert hand.options.highlighted == 0
        assert hand.focused == hand.options.id


async def test_the_one_article_selected_is_offered_once(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("space", "k")
        await hand.dialog("e")
        assert scopes(hand)[0] == "the selected article"
        assert not any("this article" in scope for scope in scopes(hand))


async def test_paragraphs_on_the_working_list_are_the_passages(reading: Reading, work: Path) -> None:
    async with reading() as hand:
        await hand.press("enter", "2", "right_parenthesis", "w")
        article, number = hand.main.opened.article, hand.panes.paragraph
        await hand.dialog("e")
        assert str(hand.options.get_option_at_index(0).prompt).endswith("1 ¶")
        await named(hand, "b.md")
        await hand.press("enter")
        await wrote(hand)
        start, end = article.paragraphs[number - 1]
        assert article.body[start:end].split(".")[0] in (work / "b.md").read_text("utf-8")


async def test_the_working_list_is_exported_from_where_it_is_looked_at(reading: Reading, work: Path) -> None:
    async with reading() as hand:
        await hand.press("w", "j", "w")
        await hand.dialog("e")
        assert scopes(hand)[-1] == "the working list: 2 articles"
        await hand.press("escape")
        await hand.dialog("L")
        assert "e exports" in hand.drawn
        await hand.press("e")
        await hand.until(lambda: isinstance(hand.screen, ExportDialog))
        await hand.settle()
        assert scopes(hand)[0] == "the working list: 2 articles"
        await hand.press("enter")
        await wrote(hand)
        assert "wrote 2 articles" in hand.said
        assert len(files(work)) == 1


async def test_an_emptied_working_list_is_not_exported(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("w")
        await hand.dialog("L")
        await hand.press("x", "e")
        assert not isinstance(hand.screen, ExportDialog)
        await hand.press("escape")
        await hand.dialog("e")
        assert not any("working list" in scope for scope in scopes(hand))


async def test_what_is_listed_is_what_is_written_though_the_query_finds_others_by_now(
    reading: Reading, work: Path
) -> None:
    async with reading() as hand:
        await hand.press("slash")
        await hand.type("is:unread")
        await hand.press("enter")
        await hand.answered("is:unread")
        count = len(hand.articles.hits)
        await hand.press("r")
        await hand.dialog("e")
        await hand.press("down", "enter")
        await wrote(hand)
        assert f"wrote {count} articles" in hand.said


async def test_nothing_to_export_is_said(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("slash")
        await hand.type("zebra")
        await hand.press("enter")
        await hand.answered("zebra")
        await hand.dialog("e")
        assert "nothing is listed" in told(hand)
        await hand.press("enter", "p", "right", "t", "escape")
        assert hand.screen is hand.main


# Forms


async def test_the_help_of_the_dialog_names_its_keys(reading: Reading) -> None:
    async with reading() as hand:
        await hand.dialog("e")
        await hand.press("f1")
        for words in (
            "write it",
            "next form",
            "previous form",
            "preview",
            "copy it",
            "$EDITOR",
            "whole texts",
            "notes",
            "bring the brief up to date",
        ):
            assert words in hand.drawn, words


async def test_forms_change_the_ending_and_leave_a_given_name(reading: Reading) -> None:
    async with reading() as hand:
        await hand.dialog("e")
        assert "◂ Markdown ▸ a text for any editor" in shape(hand)
        assert name(hand).value.endswith(".md")
        await hand.press("right", "right", "right")
        assert "HTML" in shape(hand)
        assert name(hand).value.endswith(".html")
        await hand.press("tab", *["backspace"] * len(name(hand).value))
        await hand.type("mine.html")
        await hand.press("shift+tab", "right")
        assert name(hand).value == "mine.json"
        await hand.press("down")
        assert name(hand).value == "mine.json"
        await hand.press("left", "left", "left", "left", "left")
        assert "CSL-JSON" in shape(hand)
        assert name(hand).value == "mine.csl.json"


async def test_a_form_offers_what_it_can_have(reading: Reading) -> None:
    async with reading() as hand:
        await hand.dialog("e")
        for rights, wishes in ((0, "tn"), (1, "tnl"), (1, "tn"), (3, "")):
            await hand.press(*["right"] * rights)
            below = shape(hand).partition("\n")[2]
            assert "".join(part[0] for part in below.split(" · ") if part) == wishes
            before = shape(hand)
            await hand.press("t")
            assert (shape(hand) != before) == ("t" in wishes)
            await hand.press("t")


@pytest.mark.parametrize(
    ("keys", "ending", "within"),
    [
        ([], ".md", "---\n"),
        (["right"], ".md", "---\n"),
        (["right", "right"], ".md", "params:"),
        (["right"] * 3, ".html", "<html"),
        (["right"] * 4, ".json", "{"),
        (["right"] * 5, ".csv", ","),
        (["right"] * 6, ".csv", ","),
        (["right"] * 7, ".csv", ","),
        (["left", "left", "left"], ".ftm.json", "{"),
        (["left", "left"], ".bib", "@"),
        (["left"], ".csl.json", "["),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
async def test_every_form_is_written(reading: Reading, work: Path, keys: list[str], ending: str, within: str) -> None:
    async with reading() as hand:
        await hand.dialog("e")
        await hand.press(*keys, "enter")
        await wrote(hand)
        [file] = files(work)
        assert file.endswith(ending)
        assert within in (work / file).read_text("utf-8")


async def test_whole_texts_and_notes_only_when_they_are_asked_for(
    reading: Reading, opened: Library, work: Path
) -> None:
    async with reading() as hand:
        article = hand.main.opened.article
        opened.state.note(article.id, "Ask the archivist twice.")
        last = article.paragraphs[-1]
        words = article.body[last[0] : last[1]][:30]
        for keys, file in (([], "a.md"), (["t", "n"], "b.md")):
            await hand.dialog("e")
            await hand.press(*keys)
            await named(hand, file)
            await hand.press("enter")
            await hand.until(lambda file=file: file in hand.said)
        short, long = ((work / file).read_text("utf-8") for file in ("a.md", "b.md"))
        assert "archivist" not in short
        assert "archivist" in long
        assert words in long
        assert len(long) > len(short)


# Looking at it


async def test_a_preview_is_what_is_written_and_leaves_all_as_it_was(
    reading: Reading, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    text = briefs.text

    def once(*given: Any) -> str:
        made.append(text(*given))
        return made[-1]

    monkeypatch.setattr(briefs, "text", once)
    async with reading(80, 24) as hand:
        await hand.dialog("e")
        await hand.press("down", "t")
        await named(hand, "mine.md")
        before = shape(hand)
        await hand.press("p")
        await hand.until(lambda: isinstance(hand.screen, BriefPage))
        assert "mine.md" in hand.drawn
        assert "articles, " in hand.drawn
        assert "# Brief: " in hand.drawn
        assert "briefing_query" not in hand.drawn
        assert files(work) == set()
        await hand.press("space", "G", "g")
        assert "title: " in hand.drawn
        await hand.press("escape")
        assert isinstance(hand.screen, ExportDialog)
        assert (shape(hand), name(hand).value, hand.options.highlighted) == (before, "mine.md", 1)
        shown = hand.screen
        await hand.press("p")
        await hand.until(lambda: isinstance(hand.screen, BriefPage))
        await hand.press("p")
        assert hand.screen is shown
        await hand.press("enter")
        await wrote(hand)
        assert [(work / "mine.md").read_text("utf-8")] == made


async def test_a_long_preview_shows_its_beginning_and_counts_the_rest(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brief_page, "LONGEST", 300)
    async with reading(100, 30) as hand:
        await hand.dialog("e")
        await hand.press("p")
        await hand.until(lambda: isinstance(hand.screen, BriefPage))
        await hand.press("G")
        assert "more, which are not shown here" in hand.drawn
        assert hand.screen.query_one(TextLines).virtual_size.height < 30


# Copying


async def test_a_brief_is_copied(reading: Reading, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading() as hand:
        copied: list[str] = []
        monkeypatch.setattr(hand.app, "copy_to_clipboard", copied.append)
        await hand.dialog("e")
        await hand.press("y")
        await hand.until(lambda: hand.said.startswith("copied"))
        assert hand.screen is hand.main
        assert files(work) == set()
        await hand.dialog("e")
        await named(hand, "b.md")
        await hand.press("enter")
        await wrote(hand)
        assert copied == [(work / "b.md").read_text("utf-8")]


async def test_what_is_too_much_for_a_clipboard_is_not_copied(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "LONGEST_COPY", 100)
    async with reading() as hand:
        copied: list[str] = []
        monkeypatch.setattr(hand.app, "copy_to_clipboard", copied.append)
        await hand.dialog("e")
        await hand.press("y")
        await hand.until(lambda: "too much for the clipboard" in told(hand))
        assert copied == []
        assert isinstance(hand.screen, ExportDialog)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 bytes"), (999, "999 bytes"), (14_400, "14 kB"), (2_100_000, "2.1 MB")]
)
def test_sizes_in_words(number: int, words: str) -> None:
    assert sized(number) == words


# Where to


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("", "a file name is needed"),
        ("..", "it is a folder"),
        ("sub", "it is a folder"),
        ("no/such.md", "its folder does not exist"),
        ("link.md", "it is a link"),
        ("pipe", "it is not a file"),
        ("n" * 300 + ".md", "name too long"),
        ("a\0b.md", "no file can have such a name"),
        ("~nobody-is-called-so/b.md", "home"),
        ("/proc/b.md", "was not written"),
        ("[red]x[/]/b.md", "its folder does not exist"),
    ],
)
async def test_where_nothing_can_be_written_is_told_and_the_name_kept(
    reading: Reading, work: Path, given: str, why: str
) -> None:
    (work / "sub").mkdir()
    (work / "mine").write_text("mine")
    (work / "link.md").symlink_to(work / "mine")
    os.mkfifo(work / "pipe")
    before = {file.name for file in work.iterdir()}
    async with reading() as hand:
        await hand.dialog("e")
        await named(hand, given)
        await hand.press("enter")
        await hand.until(lambda: why in told(hand).lower())
        assert isinstance(hand.screen, ExportDialog)
        assert name(hand).value == given
        await hand.press("enter")
        assert isinstance(hand.screen, ExportDialog)
    assert {file.name for file in work.iterdir()} == before
    assert stat.S_ISFIFO((work / "pipe").stat().st_mode)
    assert (work / "mine").read_text() == "mine"


async def test_a_full_disk_is_told_and_all_kept(reading: Reading, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with reading() as hand:
        await hand.dialog("e")
        await hand.press("down", "right", "t")
        await named(hand, "mine.md")
        before = shape(hand)
        with monkeypatch.context() as patch:
            patch.setattr(writing, "write_atomically", full)
            await hand.press("enter")
            await hand.until(lambda: "No space left" in told(hand))
        assert (shape(hand), name(hand).value, hand.options.highlighted) == (before, "mine.md", 1)
        await hand.press("enter")
        await wrote(hand)
        assert files(work) == {"mine.md"}


async def test_a_failure_of_the_library_is_told(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise LibraryError("the index is damaged")

    monkeypatch.setattr(briefs, "make", failing)
    async with reading() as hand:
        await hand.dialog("e")
        for key in ("enter", "p", "y"):
            await hand.press(key)
            await hand.until(lambda: "the index is damaged" in told(hand))
            await hand.press("right")
            assert told(hand) == ""


async def test_an_article_that_is_gone_is_told(reading: Reading, opened: Library, work: Path) -> None:
    async with reading() as hand:
        hand.main.selected = frozenset({"gone000000"})
        await hand.dialog("e")
        await hand.press("enter")
        await hand.until(lambda: "not in the folder any more" in told(hand))
        assert files(work) == set()
        await hand.press("escape")
        hand.main.selected = frozenset({"gone000000", hand.current})
        await hand.dialog("e")
        await hand.press("enter")
        await wrote(hand)
        assert "wrote 1 article, " in hand.said
        assert "1 left out (:notices says what)" in hand.said
        await hand.command("notices")
        await hand.until(lambda: "gone000000" in hand.drawn)


# Nothing is overwritten without a yes


@pytest.mark.parametrize("key", ["enter", "E"])
async def test_a_file_is_replaced_only_when_that_was_said_twice(
    reading: Reading, work: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    (work / "b.md").write_text("mine")
    async with reading() as hand:
        monkeypatch.setattr(hand.app, "suspend", contextlib.nullcontext)
        await hand.dialog("e")
        await named(hand, "b.md")
        for change in ("down", "right", "t"):
            await hand.press(key)
            await hand.until(lambda: f"b.md exists: {key} again replaces it" in told(hand))
            await hand.press(change)
            assert told(hand) == ""
        await hand.press(key)
        assert (work / "b.md").read_text() == "mine"
        await hand.press(key)
        await wrote(hand)
        assert (work / "b.md").read_text() != "mine"


MINE = "My own words.\n"
SLOT = "<!-- briefing:yours known -->\n"


async def a_brief(hand: Hand, file: Path, *keys: str) -> str:
    """Write one, and the user's words into it; its text."""
    await hand.dialog("e")
    await hand.press(*keys)
    await named(hand, file.name)
    await hand.press("enter")
    await wrote(hand)
    text = file.read_text("utf-8").replace(SLOT, SLOT + MINE)
    file.write_text(text, "utf-8")
    return text


@pytest.mark.parametrize("key", ["enter", "E"])
async def test_a_brief_is_replaced_after_a_second_yes_and_kept_beside(
    reading: Reading, work: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    (work / "b.before.md").write_text("older")
    async with reading() as hand:
        monkeypatch.setattr(hand.app, "suspend", contextlib.nullcontext)
        for keys, copy in (([], "b.before-2.md"), (["right", "right"], "b.before-3.md")):
            (work / "b.md").unlink(missing_ok=True)
            text = await a_brief(hand, work / "b.md", *keys)
            await hand.dialog("e")
            await named(hand, "b.md")
            await hand.press(key)
            await hand.until(lambda: "b.md holds a brief with your words: u brings it up to date" in told(hand))
            assert f"{key} again replaces it (kept as b.before.md)" in told(hand)
            assert (work / "b.md").read_text("utf-8") == text
            await hand.press(key)
            await wrote(hand)
            assert MINE not in (work / "b.md").read_text("utf-8")
            assert (work / copy).read_text("utf-8") == text
            assert f"the brief that was there is {copy}" in hand.said
        assert (work / "b.before.md").read_text() == "older"


async def test_what_is_no_brief_of_ours_is_not_kept(reading: Reading, work: Path) -> None:
    async with reading() as hand:
        (work / "c.md").write_text("---\ntitle: x\n---\nbriefing_query: no\n")
        await hand.dialog("e")
        await named(hand, "c.md")
        await hand.press("enter")
        await hand.until(lambda: "c.md exists" in told(hand))
        await hand.press("u")
        await hand.until(lambda: "c.md is no brief that lies there" in told(hand))
        await hand.press("enter", "enter")
        await wrote(hand)
        assert files(work) == {"c.md"}


async def test_a_brief_is_brought_up_to_date_and_keeps_the_words_of_the_user(
    reading: Reading, living: Library, work: Path
) -> None:
    """As it was commissioned, whatever else is chosen just now; also from the name, where a letter is a letter."""
    async with reading(library=living) as hand:
        text = await a_brief(hand, work / "b.md")
        (work / "b.md").write_text(text.replace("briefing_full: false", "briefing_full: true"), "utf-8")
        await hand.dialog("e")
        await hand.press("down", "tab", *["backspace"] * len(name(hand).value))
        await hand.type("b.md")
        await hand.press("enter")
        await hand.until(lambda: "u brings it up to date" in told(hand))
        (living.corpus / "new.txt").write_text("A new file\n\n3 May 2021\n\nIt came.\n")
        await hand.press("u")
        await hand.until(lambda: hand.said.startswith("brought up to date: b.md"))
        assert "1 file changed since the index was made and is not in it" in hand.said
        assert " (before: 1 article, " in hand.said
        assert SLOT + MINE in (work / "b.md").read_text("utf-8")
        assert "briefing_articles: 1" in (work / "b.md").read_text("utf-8")
        assert len((work / "b.md").read_text("utf-8")) > len(text)
        assert files(work) == {"b.md"}


async def test_what_would_be_lost_is_told_and_nothing_is_written(reading: Reading, work: Path) -> None:
    async with reading() as hand:
        text = await a_brief(hand, work / "b.md")
        edited = text.replace("## Known\n", "## Known\n\nBeside the slot.\n")
        for spoiled, words in ((edited, "changed outside of its slots"), (text.replace(SLOT, ""), "of your slots")):
            (work / "b.md").write_text(spoiled, "utf-8")
            await hand.dialog("e")
            await named(hand, "b.md")
            await hand.press("u")
            await hand.until(lambda words=words: words in told(hand))
            assert (work / "b.md").read_text("utf-8") == spoiled
            await hand.press("escape")
        (work / "b.md").write_text(text, "utf-8")
        await hand.dialog("e")
        await named(hand, "b.md")
        await hand.press("u")
        await hand.until(lambda: hand.said.startswith("nothing was changed in b.md"))
        assert files(work) == {"b.md"}


async def test_notes_go_into_a_brief_again_only_after_a_yes(reading: Reading, opened: Library, work: Path) -> None:
    """Anybody may have written into the brief that it is to have them."""
    async with reading() as hand:
        text = await a_brief(hand, work / "b.md")
        text = text.replace("briefing_notes: false", "briefing_notes: true")
        (work / "b.md").write_text(text, "utf-8")
        opened.state.note(hand.main.opened.article.id, "Ask the archivist twice.")
        await hand.dialog("e")
        await named(hand, "b.md")
        await hand.press("u")
        await hand.until(lambda: "it asks for your notes and tags" in told(hand))
        assert "u again takes that in" in told(hand)
        await hand.press("down", "u")
        await hand.until(lambda: "u again takes that in" in told(hand))
        assert (work / "b.md").read_text("utf-8") == text
        await hand.press("u")
        await hand.until(lambda: hand.said.startswith("brought up to date"))
        assert "archivist" in (work / "b.md").read_text("utf-8")


async def test_a_name_of_another_form_is_refused(reading: Reading, work: Path) -> None:
    async with reading() as hand:
        await hand.dialog("e")
        await named(hand, "b.html")
        await hand.press("enter")
        await hand.until(lambda: "b.html ends like html, and the form is md" in told(hand))
        assert files(work) == set()


async def test_a_file_that_came_meanwhile_is_left_alone(
    reading: Reading, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = briefs.make

    def beaten(*given: Any, **named: Any) -> Any:
        (work / "b.md").write_text("somebody else's")
        return make(*given, **named)

    monkeypatch.setattr(briefs, "make", beaten)
    async with reading() as hand:
        await hand.dialog("e")
        await named(hand, "b.md")
        await hand.press("enter")
        await hand.until(lambda: "b.md is there by now" in told(hand))
        assert (work / "b.md").read_text() == "somebody else's"
        await hand.press("enter")
        await hand.until(lambda: "b.md exists" in told(hand))


# While it is made


@pytest.mark.parametrize("key", ["escape", "right", "down", "t"])
async def test_who_leaves_or_wants_another_gets_no_file(
    reading: Reading, work: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    go, begun, made = Event(), Event(), Event()
    make = briefs.make

    def slowly(*given: Any, **named: Any) -> Any:
        begun.set()
        go.wait()
        try:
            return make(*given, **named)
        finally:
            made.set()

    monkeypatch.setattr(briefs, "make", slowly)
    async with reading() as hand:
        await hand.dialog("e")
        await hand.pilot.press("enter")
        await hand.until(begun.is_set)
        await hand.until(lambda: "making the brief" in told(hand))
        await hand.pilot.press(key)
        await hand.until(lambda: hand.screen is hand.main or told(hand) == "")
        go.set()
        await hand.until(made.is_set)
        await hand.settle()
        assert files(work) == set()


async def test_keys_that_come_at_once_are_all_heard(reading: Reading, work: Path) -> None:
    async with reading() as hand:
        await hand.dialog("e")
        await hand.pilot.press("j", "right", "right", "right", "right", "tab", "end", *["backspace"] * 99)
        await hand.pilot.press(*"fast", "full_stop", *"json", "enter")
        await wrote(hand)
        assert f"wrote {len(hand.articles.hits)} articles" in hand.said
        assert (work / "fast.json").read_text().startswith("{")


async def test_a_click_chooses_and_writes_nothing(reading: Reading, work: Path) -> None:
    async with reading() as hand:
        await hand.dialog("e")
        await hand.pilot.click(OptionList, offset=(3, 1))
        await hand.settle()
        assert hand.options.highlighted == 1
        shown = hand.screen.query_one("#shape", Static).region
        await hand.pilot.click(offset=(shown.x, shown.y))
        await hand.settle()
        assert "CSL-JSON" in shape(hand)
        assert files(work) == set()


# The editor


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that adds a line to what it is given, and writes down what that was."""
    script = tmp_path / "an editor"
    script.write_text(
        '#!/bin/sh\nprintf "%s\\n" "$@" > "$0.log"\nfor last; do :; done\necho "my own words" >> "$last"\n'
    )
    script.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{script}' --wait ';touch x'")
    return script


async def test_a_brief_is_written_and_opened_in_the_editor(
    reading: Reading, work: Path, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as hand:
        monkeypatch.setattr(hand.app, "suspend", contextlib.nullcontext)
        await hand.dialog("e")
        await named(hand, "-b.md")
        await hand.press("E")
        await wrote(hand)
        assert "opened in an editor: -b.md" in hand.said
        assert (work / "-b.md").read_text("utf-8").endswith("my own words\n")
        assert Path(f"{editor}.log").read_text().splitlines() == ["--wait", ";touch x", str(work / "-b.md")]


@pytest.mark.parametrize(
    ("visual", "said"),
    [
        ("sh -c 'exit 3'", "sh ended with exit code 3"),
        ("sh -c 'kill -9 $$'", "sh was ended by signal 9"),
    ],
)
async def test_how_the_editor_ended_is_said(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, work: Path, visual: str, said: str
) -> None:
    monkeypatch.setenv("VISUAL", visual)
    async with reading() as hand:
        monkeypatch.setattr(hand.app, "suspend", contextlib.nullcontext)
        await hand.dialog("e")
        await hand.press("E")
        await wrote(hand)
        assert said in hand.said
        assert len(files(work)) == 1


@pytest.mark.parametrize(
    ("visual", "said"),
    [
        ("", "neither $VISUAL nor $EDITOR names an editor"),
        ("  ", "neither $VISUAL nor $EDITOR names an editor"),
        ("no-such-editor -w", "$VISUAL names no-such-editor, which is not here"),
        ("vi 'open", "$VISUAL is no command"),
    ],
)
async def test_without_an_editor_nothing_is_written(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, work: Path, visual: str, said: str
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("VISUAL", visual)
    async with reading() as hand:
        await hand.dialog("e")
        await hand.press("E")
        await hand.until(lambda: said in told(hand))
        assert isinstance(hand.screen, ExportDialog)
        assert files(work) == set()


async def test_a_browser_begins_no_program(
    reading: Reading, work: Path, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as hand:
        monkeypatch.setattr(App, "is_web", True)
        await hand.dialog("e")
        await hand.press("E")
        await hand.until(lambda: "in a browser no editor can be opened" in told(hand))
        assert not Path(f"{editor}.log").exists()
        assert files(work) == set()


async def test_without_a_terminal_the_brief_is_written_all_the_same(reading: Reading, work: Path, editor: Path) -> None:
    async with reading() as hand:
        await hand.dialog("e")
        await hand.press("E")
        await wrote(hand)
        assert "no editor can be opened here" in hand.said
        assert not Path(f"{editor}.log").exists()
        assert len(files(work)) == 1


def test_the_terminal_is_the_editors_until_it_ends(once_indexed: Path, home: Path, tmp_path: Path) -> None:
    """What its keys send ends the editor only; the reader is drawn again, and hears its keys and signals as before."""
    began, go = b"the editor has it", tmp_path / "go"
    os.mkfifo(go)
    script = tmp_path / "edit"
    script.write_text(f'#!/bin/sh\necho "{began.decode()}"\ncat "{go}"\necho "my own words" >> "$1"\n')
    script.chmod(0o755)
    mine, theirs = pty.openpty()
    for name in ("state", "cache"):
        shutil.copytree(once_indexed / name, home / name)
    reader = subprocess.Popen(
        [sys.executable, "-m", "briefing", "read", str(once_indexed / "corpus")],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=tmp_path,
        env={**os.environ, "TERM": "xterm-256color", "VISUAL": str(script)},
        start_new_session=True,
    )
    os.close(theirs)
    limit = threading.Timer(PATIENCE, reader.kill)
    limit.start()
    shown = b""

    def until(words: bytes) -> bytes:
        """What was shown before these words came."""
        nonlocal shown
        while words not in shown:
            shown += os.read(mine, 65_536)
        before, _, shown = shown.partition(words)
        return before

    until(b"Velmora")
    os.write(mine, b"e")
    until(b"this article")
    os.write(mine, b"E")
    assert b"\x1b[?1049l" in until(began)
    for ending in (signal.SIGINT, signal.SIGQUIT):
        reader.send_signal(ending)
    go.write_text("on")
    until(b"\x1b[?1049h")
    until(b"opened in edit")
    [written] = tmp_path.glob("*.md")
    assert written.read_text("utf-8").endswith("my own words\n")
    os.write(mine, b"j")
    until(b"Cairo")
    reader.send_signal(signal.SIGINT)
    with contextlib.suppress(OSError):  # the other end is closed
        while piece := os.read(mine, 65_536):
            shown += piece
    os.close(mine)
    assert reader.wait() == 128 + signal.SIGINT
    limit.cancel()
    assert b"Traceback" not in shown
