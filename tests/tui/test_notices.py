"""Notices in one line, and what is among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.library import Library
from briefing.paths import state_folder
from briefing.tui.notices import headline
from briefing.tui.widgets.status_line import Notice, StatusLine

if TYPE_CHECKING:
    from tests.tui.conftest import Reading

STALE = "3 files changed · :index brings it up to date."
BROKEN = "the actors file has mistakes:\nactors.yaml, line 4: `nam` is not known\nUntil that is mended, …"


@pytest.mark.parametrize(
    ("notices", "room", "said"),
    [
        ([], 60, ""),
        ([STALE], 60, STALE),
        ([STALE, BROKEN, "x"], 80, f"{STALE} (+2 more: :notices)"),
        ([BROKEN], 100, "the actors file has mistakes: actors.yaml, line 4: `nam` is not known (:notices)"),
        ([BROKEN, STALE], 60, "the actors file has mistakes: actors.ya… (+1 more: :notices)"),
        ([BROKEN, STALE], 30, "the actors file has… :notices"),
    ],
)
def test_what_matters_first_and_where_the_rest_is(notices: list[str], room: int, said: str) -> None:
    assert headline(notices, room) == said


async def test_a_damaged_file_of_marks_is_told_as_a_problem_and_stays_among_the_notices(
    opened: Library, reading: Reading
) -> None:
    opened.close()
    (state_folder() / "state.sqlite").write_bytes(b"not a database" * 500)
    with Library.open(opened.corpus) as damaged:
        async with reading(120, 30, library=damaged) as hand:
            assert hand.main.query_one(StatusLine).notice == Notice(f"{damaged.state.notices[0]} (:notices)", True)
            await hand.press("down")
            await hand.command("in full")
            await hand.until(lambda: "lay in a damaged file" in hand.drawn)
