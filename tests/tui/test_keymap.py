"""Keys given to actions: what is wrong with them is said, with the line, and the reader opens all the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.config import Config, read_config
from briefing.tui.keymap import Clash, clashes, mistakes

if TYPE_CHECKING:
    from tests.tui.conftest import Reading

CLASHES: list[tuple[dict[str, tuple[str, ...]], list[Clash]]] = [
    ({}, []),
    ({"do.star": ("x",)}, []),
    ({"do.star": ()}, []),
    ({"do.star": ("r",)}, [Clash("r", "do.star", "do.read")]),
    ({"do.star": ("r",), "do.read": ("s",)}, []),
    ({"do.star": ("r",), "do.read": ()}, []),
    ({"do.star": ("x",), "do.read": ("x",)}, [Clash("x", "do.read", "do.star")]),
    ({"find.search": ("j",)}, [Clash("j", "move.down", "find.search")]),
    ({"move.down": ("slash",)}, [Clash("slash", "move.down", "find.search")]),
    ({"move.down": ("/",)}, [Clash("slash", "move.down", "find.search")]),
    ({"app.jump": ("z",)}, [Clash("z", "view.reading-only", "app.jump")]),
    ({"list.select": ("X",), "reader.page": ("X",)}, []),
    ({"find.actors": ("a",)}, [Clash("a", "actors.filter", "find.actors")]),
]


@pytest.mark.parametrize(("given", "expected"), CLASHES)
def test_two_actions_on_one_key(given: dict[str, tuple[str, ...]], expected: list[Clash]) -> None:
    assert clashes(given) == expected


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("do.stra", "there is no action `do.stra`; did you mean `do.star`?"),
        ("picker.toggel", "did you mean `picker.toggle`?"),
        ("zzzzzz", "there is no action `zzzzzz`"),
        ("\x1b[31m", "there is no action `[31m`"),
    ],
)
def test_an_action_that_is_not(given: str, words: str) -> None:
    (said,) = mistakes({given: ("x",)}, {given: "config.yaml, line 7"})
    assert said.startswith("config.yaml, line 7: ")
    assert words in said


def test_dialogs_have_actions_too() -> None:
    assert mistakes({"picker.toggle": ("x",), "line.leave": ("f9",)}, {}) == []


async def test_mistakes_are_told_and_the_reader_opens(reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("theme: nrod\nfollow: false\nkeys:\n  do.star: r\n  do.stra: x\n")
    async with reading(160, 40, read_config(file)) as hand:
        assert "config.yaml, line 1: there is no theme `nrod`; did you mean `nord`? (+2 more: :notices)" in hand.bottom
        await hand.command("in full")
        await hand.until(lambda: "line 5: there is no action `do.stra`; did you mean" in hand.drawn)
        assert "config.yaml, line 4: `r` is the key of `do.star` and of `do.read`" in hand.drawn
        await hand.press("escape", "r")
        assert hand.said == "starred"


async def test_a_theme_that_was_chosen_is_kept_and_the_file_goes_before_it(reading: Reading) -> None:
    async with reading() as hand:
        library = hand.main._library
        hand.app.theme = "nord"
        await hand.settle()
        await hand.until(lambda: library.state.setting("theme") == "nord")
        assert hand.said == "nord is kept"
    for theme, expected in ((None, "nord"), ("briefing-light", "briefing-light")):
        async with reading(config=Config(theme=theme, follow=False)) as hand:
            assert hand.app.theme == expected
