"""Where an article comes from: copied or read, never opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.article import Article, Dating
from briefing.library import Library
from briefing.tui.original import ways
from briefing.tui.screens.saved_page import SavedPage
from briefing.tui.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

HOSTILE = "http://x.example/\x1b]8;;y\x1b\\[@click=app.quit]"


def test_what_is_offered_names_file_entry_day_and_address() -> None:
    article = Article("feed.xml", "a", "", "none", Dating(), "", entry="guid-7", url=HOSTILE)
    said = ways(article, date(2026, 11, 22))
    assert "2026-11-22" in said["page"]
    assert said["path"] == "copy the path: feed.xml, entry guid-7"
    assert said["address"].endswith(HOSTILE)
    assert "address" not in ways(replace(article, url=None), None)


async def at(hand: Hand, path: str) -> None:
    """Be at the article of this file."""
    hand.articles.highlight(next(hit for hit in hand.articles.hits if hit.row.path == path))
    await hand.settle()


async def test_paths_and_addresses_are_copied_and_the_page_is_read(
    reading: Reading, opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(80, 24) as hand:
        await at(hand, "who-commands-what.md")
        article = hand.main.opened.article
        copied: list[str] = []
        monkeypatch.setattr(hand.app, "copy_to_clipboard", copied.append)
        for downs in (1, 2):
            await hand.dialog("O")
            assert "copy the address" in hand.drawn
            await hand.press(*["j"] * downs, "enter")
            await hand.until(lambda: hand.screen is hand.main)
        assert copied == [str(opened.corpus.absolute() / article.path), article.url]
        assert "clipboard" in hand.said
        await hand.dialog("O")
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.screen, SavedPage))
        await hand.settle()
        lines = hand.screen.query_one(TextLines)
        words = opened.page_text(article.id).split()
        shown = " ".join(line[line.find("│") + 1 : line.rfind("│")] for line in hand.drawn.splitlines()[4:-5]).split()
        assert [word for word in shown if word.isalpha() and word not in words] == []
        await hand.press("G")
        assert lines.scroll_offset.y == lines.max_scroll_y > 0
        await hand.press("g", "space", "k")
        assert lines.scroll_offset.y > 0
        await hand.press("escape")
        await hand.until(lambda: hand.screen is hand.main)


async def test_nothing_in_a_saved_page_is_more_than_text(reading: Reading, living: Library, sample: Path) -> None:
    async with reading(80, 24, library=living) as hand:
        page = "[@click=app.quit]x[/] \x9b31m \u202e עברית " + "word " * 200_000
        await hand.app.push_screen(SavedPage(HOSTILE, page))
        await hand.settle()
        lines = hand.screen.query_one(TextLines)
        assert hand.lines(lines)[0].startswith("[@click=app.quit]x[/]")
        assert not any(ord(sign) in (0x1B, 0x9B, 0x202E) for sign in hand.drawn)
        await hand.pilot.click(lines, offset=(3, 0))
        assert hand.app.return_code is None
