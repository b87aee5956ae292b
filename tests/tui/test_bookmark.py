"""Where an article was left."""

import pytest

from briefing.article import Article, Dating
from briefing.tui.bookmark import Bookmark
from briefing.tui.sheet import Sheet, lay_out

HEIGHT = 10
BODY = "\n\n".join(f"Line {number}." for number in range(60))
SHEET = lay_out(Article("a.txt", "abc", "T", "printed", Dating(), BODY), 40)


def at(line: int) -> int:
    offset = SHEET.offset_from(line)
    assert offset is not None
    return offset


@pytest.mark.parametrize("line", [20, 61, 101])
def test_what_was_read_is_gone_on_with_once(line: int) -> None:
    first = Bookmark()
    first.enter(untouched=True)
    assert first.moved(SHEET, line, HEIGHT)
    assert not first.moved(SHEET, line, HEIGHT)
    again = Bookmark(first.place)
    assert again.back(SHEET, HEIGHT) is None
    again.enter(untouched=True)
    assert again.back(SHEET, HEIGHT) in (line, line + 1)
    assert again.back(SHEET, HEIGHT) is None


def test_looking_from_the_list_moves_nothing() -> None:
    assert not Bookmark().moved(SHEET, 40, HEIGHT)
    assert not Bookmark(at(40)).moved(SHEET, 0, HEIGHT)


def test_the_first_half_screen_is_the_beginning() -> None:
    bookmark = Bookmark()
    bookmark.enter(untouched=True)
    assert not bookmark.moved(SHEET, HEIGHT // 2 - 1, HEIGHT)
    assert bookmark.moved(SHEET, 40, HEIGHT)
    assert bookmark.moved(SHEET, 0, HEIGHT)
    assert bookmark.place == 0


def test_who_moved_already_is_not_brought_back() -> None:
    moved, gone = Bookmark(at(40)), Bookmark(at(40))
    moved.enter(untouched=False)
    gone.enter(untouched=True)
    gone.stay()
    assert moved.back(SHEET, HEIGHT) is None
    assert gone.back(SHEET, HEIGHT) is None


def test_a_place_that_is_not_laid_out_yet_is_waited_for() -> None:
    bookmark = Bookmark(at(80))
    bookmark.enter(untouched=True)
    assert bookmark.back(Sheet(SHEET.lines[:30], whole=False), HEIGHT) is None
    assert not bookmark.moved(Sheet(SHEET.lines[:30], whole=False), 20, HEIGHT)
    assert bookmark.back(SHEET, HEIGHT) is not None
