"""What was kept, looked at again: the working list, saved searches, the history, the tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, OptionList

from briefing.library import Library
from briefing.state import Shelved, State, StateError, words_hash
from briefing.tui.screens.kept import Kept

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

GONE = "zzzzzzzzzz"


def prompts(hand: Hand) -> list[str]:
    """The first line of every row."""
    return [" ".join(str(option.prompt).split()) for option in hand.options.options]


def passage(library: Library, id: str, number: int) -> Shelved:
    article = library.article(id)
    start, end = article.paragraphs[number - 1]
    return Shelved(id, number, words_hash(article.body[start:end]))


async def test_the_working_list_leads_to_the_passage(reading: Reading, opened: Library) -> None:
    first, second = opened.rows[0].id, opened.rows[1].id
    there = passage(opened, second, 3)
    opened.state.shelve([Shelved(first, at=1), Shelved(second, 30, there.words, at=2)], True)
    opened.state.shelve([Shelved(second, 2, "other words", at=3), Shelved(GONE, at=4)], True)
    async with reading(80, 24) as hand:
        await hand.dialog("L")
        assert "2025-09-20 Explainer: two Haftars" in hand.drawn
        article = opened.article(second)
        start, _ = article.paragraphs[2]
        assert f"¶ 3 {article.body[start : start + 30]}" in hand.drawn
        assert "¶ 2 is not in the article any more" in hand.drawn
        assert "zzzzzzzzzz is not in the folder any more" in hand.drawn
        await hand.press("G", "enter")
        await hand.until(lambda: hand.said == "this article is not in the folder any more")
        await hand.dialog("L")
        await hand.press("j", "enter")
        await hand.until(lambda: hand.main.opened.article.id == second and hand.panes.paragraph == 3)
        assert hand.focused == "reader"


async def test_what_is_taken_off_the_working_list_can_be_put_back(reading: Reading, opened: Library) -> None:
    ids = [row.id for row in opened.rows[:3]]
    opened.state.shelve([Shelved(id, at=number) for number, id in enumerate(ids, 1)], True)
    async with reading(40, 12) as hand:
        await hand.dialog("L")
        await hand.press("j", "x")
        assert [item.article for item in opened.state.shelf()] == [ids[0], ids[2]]
        assert hand.options.highlighted == 1
        await hand.press("backspace", "x")
        assert opened.state.shelf() == []
        assert prompts(hand)[0].startswith("Nothing is on the working list: w puts")
        await hand.press("x", "enter", "escape")
        assert hand.screen is hand.main
        await hand.press("u", "u", "u")
        assert {item.article for item in opened.state.shelf()} == set(ids)


async def test_what_cannot_be_taken_off_stays(
    reading: Reading, opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StateError("The working list was not changed: the disk is full.")

    opened.state.shelve([Shelved(opened.rows[0].id)], True)
    async with reading() as hand:
        await hand.dialog("L")
        with monkeypatch.context() as patch:
            patch.setattr(State, "shelve", full)
            await hand.press("x")
        assert "the disk is full" in hand.drawn
        assert hand.options.option_count == 1
        await hand.press("x")
        assert opened.state.shelf() == []


async def test_a_long_working_list_says_how_to_see_the_rest(reading: Reading, opened: Library) -> None:
    opened.state.shelve([Shelved(f"{number:010}") for number in range(300)], True)
    async with reading() as hand:
        await hand.dialog("L")
        await hand.press("G")
        assert prompts(hand)[-1] == "and 100 more: is:working lists all articles"


async def test_saved_searches_say_what_they_find_and_are_asked_again(reading: Reading, opened: Library) -> None:
    for name, query in (("army [b]x[/b]", "faction:lna"), ("broken", "date:nonsense"), ("nobody", "zebra")):
        opened.state.save(name, query)
    async with reading(80, 24) as hand:
        await hand.dialog("p")
        count = opened.search("faction:lna").total
        rows = prompts(hand)
        assert rows[0] == f"army [b]x[/b] {count} faction:lna"
        assert rows[1].startswith("broken ")
        assert rows[1] != "broken … date:nonsense"
        assert rows[2] == "nobody 0 zebra"
        await hand.press("j", "x")
        assert list(opened.state.saved()) == ["army [b]x[/b]", "nobody"]
        await hand.press("k", "enter")
        await hand.answered("faction:lna")
        assert len(hand.articles.hits) == count
        await hand.press("u")
        assert "broken" in opened.state.saved()


async def test_nothing_was_kept_yet(reading: Reading) -> None:
    async with reading(40, 12) as hand:
        await hand.dialog("p")
        assert prompts(hand) == ["No search was kept: P keeps the one that is asked."]
        await hand.press("q")
        await hand.command("history")
        await hand.until(lambda: hand.said)
        assert hand.said == "nothing was asked yet: / asks"
        await hand.command("tags")
        await hand.until(lambda: "tags" in hand.said)
        assert hand.said == "there are no tags yet: t tags the article"


async def test_the_history_and_the_tags_are_asked(reading: Reading, opened: Library) -> None:
    for query in ("truce", "[red]x", "haftar"):
        opened.state.asked(query)
    opened.state.set("tag:border talks", [row.id for row in opened.rows[:2]], True)
    async with reading() as hand:
        await hand.command("history")
        await hand.until(lambda: hand.screen is not hand.main)
        assert prompts(hand) == ["haftar", "[red]x", "truce"]
        await hand.press("enter")
        await hand.answered("haftar")
        await hand.command("tags")
        await hand.until(lambda: hand.screen is not hand.main)
        assert prompts(hand) == ["border talks 2"]
        await hand.press("enter")
        await hand.answered('haftar tag:"border talks"')


async def test_the_search_line_walks_through_the_history(reading: Reading) -> None:
    async with reading() as hand:
        hand.search.history = ("newest", "typed", "oldest")
        await hand.press("slash")
        field = hand.screen.query_one(Input)
        await hand.type("typed")
        walked = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await hand.press(key)
            walked.append(field.value)
        assert walked == ["newest", "oldest", "oldest", "newest", "typed", "typed"]
        await hand.press("up")
        await hand.type("!")
        await hand.press("up", "down")
        assert field.value == "newest!", "what was recalled and changed is what is being typed now"
        await hand.press("up", "enter")
        await hand.answered("newest")


async def test_a_title_of_any_length_takes_one_line(reading: Reading, opened: Library) -> None:
    async with reading(40, 12) as hand:
        from briefing.tui.screens.kept import Entry

        long = Entry("2014-08-27 " + "[red]w\u0301ide 漢字 " * 1000, "x" * 300, "¶ 1 " + "\u202e\x1b[31m" * 500)
        hand.app.push_screen(Kept("[b]" * 500, [long], lambda _: long, lambda _: None, empty="", dropping="drops"))
        await hand.until(lambda: isinstance(hand.screen, Kept))
        await hand.settle()
        assert hand.screen.query_one(OptionList).virtual_size.height == 2
        assert "\x1b" not in hand.drawn
