"""Notices in one line."""

import pytest

from briefing.tui.notices import headline

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
