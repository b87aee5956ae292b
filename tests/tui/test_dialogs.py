"""Dialogs: what they need is in sight on the smallest screen, and what they ask for is understood."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.segment import Segment
from textual.widgets import Input

from briefing.library import Library
from briefing.tui.screens.dates import DatesDialog
from briefing.tui.screens.export import ExportDialog
from briefing.tui.screens.facets import FacetsDialog

if TYPE_CHECKING:
    from tests.tui.conftest import Reading

SIZES = [(40, 12), (60, 20), (80, 22), (160, 45)]


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_what_every_dialog_needs_is_in_sight(reading: Reading, width: int, height: int) -> None:
    async with reading(width, height) as hand:
        for key, needed in (
            ("f", ["[Factions", "LNA", "enter takes"]),
            ("a", ["[Actors", "Khalifa Haftar", "enter takes"]),
            ("d", ["from", "until", "2025-09", "enter takes"]),
            ("S", ["newest first", "enter takes"]),
            ("e", ["this article:", "explainer-two-haftars", "enter writes"]),
            ("question_mark", ["In this pane", "open", "scroll · escape"]),
        ):
            await hand.dialog(key)
            assert [words for words in needed if words not in hand.drawn] == [], (key, hand.drawn)
            await hand.press("escape")


async def test_a_faction_and_its_count_share_a_line(reading: Reading) -> None:
    async with reading(40, 12) as hand:
        await hand.dialog("f")
        lines = [line for line in hand.drawn.splitlines() if "Libyan National" in line]
        assert len(lines) == 1
        assert lines[0].rstrip("│ ▁▂▃▄▅▆▇█")[-1].isdigit()


async def test_mistakes_are_in_sight_on_the_smallest_screen(reading: Reading, work: Path) -> None:
    async with reading(40, 12) as hand:
        await hand.dialog("d")
        await hand.type("2030")
        await hand.press("tab")
        await hand.type("2020")
        await hand.press("enter")
        assert "2030 is after 2020" in hand.drawn
        await hand.press("escape")
        await hand.dialog("e")
        hand.screen.query_one(Input).value = "b.md"
        (work / "b.md").write_text("mine")
        await hand.press("enter")
        assert "b.md exists" in hand.drawn
        assert "enter writes" in hand.drawn


async def test_a_range_may_be_typed_in_one_field(reading: Reading) -> None:
    async with reading() as hand:
        await hand.dialog("d")
        await hand.type("2020..2021")
        await hand.press("enter")
        await hand.answered("date:2020..2021")


@pytest.mark.parametrize("name", ["brief.md", "new.md", "sub/brief.md"])
async def test_the_corpus_is_refused_at_once_and_the_name_kept(reading: Reading, opened: Library, name: str) -> None:
    async with reading() as hand:
        target = opened.corpus / name
        await hand.dialog("e")
        hand.screen.query_one(Input).value = str(target)
        await hand.press("enter")
        assert ("in the corpus" if "/" not in name else "its folder does not exist") in hand.drawn
        assert hand.screen.query_one(Input).value == str(target)
        assert not target.exists()


async def test_factions_are_picked_and_dropped(reading: Reading) -> None:
    async with reading() as hand:
        await hand.dialog("f")
        assert isinstance(hand.screen, FacetsDialog)
        faction = hand.options.highlighted_option.id
        await hand.press("enter")
        await hand.answered(f"faction:{faction}")
        assert all(faction in hit.row.factions for hit in hand.articles.hits)
        await hand.press("backspace")
        await hand.answered("")


async def test_several_factions_are_alternatives(reading: Reading) -> None:
    async with reading() as hand:
        await hand.dialog("f")
        await hand.press("space", "down", "space", "enter")
        await hand.until(lambda: " OR faction:" in hand.asked)
        await hand.settle()
        wanted = {part.removeprefix("faction:") for part in hand.asked.strip("()").split(" OR ")}
        assert all(wanted & set(hit.row.factions) for hit in hand.articles.hits)
        await hand.dialog("f")
        await hand.press("space", "down", "space", "enter")
        await hand.answered("")


async def test_dates_are_typed(reading: Reading) -> None:
    async with reading() as hand:
        await hand.dialog("d")
        assert isinstance(hand.screen, DatesDialog)
        await hand.type("2030")
        await hand.press("tab")
        await hand.type("2020")
        await hand.press("enter")
        assert "2030 is after 2020" in str(hand.screen.query_one("#mistake").render())
        await hand.press("shift+tab", *["backspace"] * 4)
        await hand.type("2014")
        await hand.press("enter")
        await hand.answered("date:2014..2020")


async def test_a_year_is_picked(reading: Reading) -> None:
    async with reading() as hand:
        await hand.dialog("d")
        await hand.press("tab", "tab")
        hand.options.highlighted = 0
        await hand.press("enter")
        await hand.until(lambda: hand.asked.startswith("date:"))


async def test_actors_are_found_by_their_letters(reading: Reading) -> None:
    async with reading() as hand:
        await hand.dialog("a")
        await hand.type("haftar")
        assert all("aftar" in str(option.prompt) for option in hand.options.options)
        actor = hand.options.highlighted_option.id
        await hand.press("enter")
        await hand.answered(f"actor:{actor}")


async def test_escape_leaves_a_dialog_and_changes_nothing(reading: Reading) -> None:
    async with reading() as hand:
        for key in ("f", "d", "a", "S", "e", "question_mark"):
            await hand.dialog(key)
            await hand.press("escape")
            assert hand.screen is hand.main
            assert hand.asked == ""


async def test_export(reading: Reading, work: Path) -> None:
    async with reading() as hand:
        await hand.dialog("e")
        assert isinstance(hand.screen, ExportDialog)
        await hand.press("enter")
        await hand.until(lambda: hand.said.startswith("wrote"))
        [written] = work.glob("*.md")
        assert hand.main.opened.article.title in written.read_text("utf-8")


@pytest.mark.parametrize("key", ["f", "d", "S", "O", "colon"])
async def test_without_colour_the_row_one_is_on_is_underlined(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(80, 24) as hand:
        await hand.dialog(key)
        if key == "d":
            await hand.press("tab", "tab")
        await hand.press("down")
        options = hand.options
        await hand.until(lambda: options.highlighted is not None)
        row = options.get_option_at_index(options.highlighted or 0)
        marked = [
            s.text for line in options.render_lines(options.content_region.reset_offset) for s in line if under(s)
        ]
        assert str(row.prompt).split()[0] in " ".join(marked)


def under(segment: Segment) -> bool:
    return bool(segment.style and segment.style.underline)
