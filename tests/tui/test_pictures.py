"""The screen, as it was looked at and found good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

SCENES = {
    "list-80x24-dark": (80, 24, "briefing-dark", ["j", "j"]),
    "reader-160x45-light": (160, 45, "briefing-light", ["j", "enter", "right_square_bracket", "right_square_bracket"]),
    "reading-80x24-light": (80, 24, "briefing-light", ["j", "j", "enter", "right_parenthesis", "right_parenthesis"]),
    "find-80x24-dark": (80, 24, "briefing-dark", ["j", "j", "enter", "right_square_bracket", "ctrl+f", *"the "]),
    "actors-80x24-dark": (80, 24, "briefing-dark", ["j", "3", "j", "j"]),
    "months-80x24-light": (80, 24, "briefing-light", ["s", "j", "m", "j", "space", "b"]),
    "found-160x45-dark": (160, 45, "briefing-dark", ["slash", *"haftar", "enter", "n", "space", "s"]),
    "mistake-80x24-light": (80, 24, "briefing-light", ["slash", *"haftar ", "d", "a", "t", "e", "colon", "x", "enter"]),
    "factions-80x24-light": (80, 24, "briefing-light", ["dialog:f", "space", "down", "minus"]),
    "facets-40x12-dark": (40, 12, "briefing-dark", ["dialog:v", "space"]),
    "nothing-80x24-dark": (80, 24, "briefing-dark", ["slash", *"haftar", " ", *"zebra", "enter"]),
    "overview-80x24-dark": (80, 24, "briefing-dark", ["j", "j", "3", "j", "j", "j", "dialog:o"]),
    "overview-160x45-light": (160, 45, "briefing-light", ["j", "j", "3", "j", "j", "j", "dialog:o", "G"]),
    "not-so-80x24-light": (80, 24, "briefing-light", ["3", "j", "j", "dialog:exclamation_mark"]),
    "dates-80x24-dark": (80, 24, "briefing-dark", ["dialog:d", *"2014", "tab", *"2020"]),
    "export-80x24-dark": (80, 24, "briefing-dark", ["space", "dialog:e"]),
    "export-40x12-dark": (40, 12, "briefing-dark", ["dialog:e", "tab", *["backspace"] * 99, *"no/x", "enter"]),
    "note-80x24-light": (80, 24, "briefing-light", ["2", "dialog:c", *"says", " ", *"who", "enter", *"ask"]),
    "tags-80x24-dark": (
        80,
        24,
        "briefing-dark",
        ["dialog:t", *"aid", "enter", "escape", "j", "dialog:t", *"talks", "enter", "a", "i"],
    ),
    "working-80x24-dark": (80, 24, "briefing-dark", ["w", "j", "2", "w", "1", "j", "j", "w", "dialog:L", "j"]),
    "jump-80x24-light": (80, 24, "briefing-light", ["2", "dialog:semicolon"]),
    "help-160x45-dark": (160, 45, "briefing-dark", ["2", "dialog:question_mark"]),
    "timeline-80x24-dark": (80, 24, "briefing-dark", ["dialog:T", "minus", "left_square_bracket"]),
    "timeline-160x45-light": (160, 45, "briefing-light", ["dialog:T", "tab", "j"]),
}


@pytest.mark.parametrize("name", SCENES)
def test_picture(snap_compare: Callable[..., bool], scene: Callable[..., Any], name: str) -> None:
    width, height, theme, keys = SCENES[name]
    keys = ["space" if key == " " else key for key in keys]
    app, before = scene(theme, *keys)
    assert snap_compare(app, terminal_size=(width, height), run_before=before)
