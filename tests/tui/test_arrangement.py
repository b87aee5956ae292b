"""Which panes are in sight."""

import pytest

from briefing.tui.arrangement import PaneName, in_sight, turned


@pytest.mark.parametrize(
    ("width", "at", "beside", "reading_only", "expected"),
    [
        (40, "list", "list", False, {"list"}),
        (40, "reader", "list", False, {"reader"}),
        (59, "actors", "actors", False, {"actors"}),
        (80, "list", "list", False, {"list", "reader"}),
        (80, "reader", "list", False, {"list", "reader"}),
        (80, "reader", "actors", False, {"reader", "actors"}),
        (80, "actors", "actors", False, {"reader", "actors"}),
        (100, "list", "list", False, {"list", "reader", "actors"}),
        (160, "reader", "list", True, {"reader"}),
    ],
)
def test_in_sight(width: int, at: PaneName, beside: PaneName, reading_only: bool, expected: set[str]) -> None:
    assert in_sight(width, at, beside, reading_only) == expected


@pytest.mark.parametrize(
    ("at", "step", "around", "expected"),
    [
        ("list", 1, False, "reader"),
        ("list", -1, False, "list"),
        ("actors", 1, False, "actors"),
        ("actors", 1, True, "list"),
        ("list", -1, True, "actors"),
    ],
)
def test_turned(at: PaneName, step: int, around: bool, expected: PaneName) -> None:
    assert turned(at, step, around=around) == expected
