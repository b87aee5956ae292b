"""Jumping by letters, and the same places under the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.tui.jumping import LETTERS, Target, labels, narrowed, targets
from briefing.tui.screens.jump import JumpScreen

if TYPE_CHECKING:
    from textual.widget import Widget

    from tests.tui.conftest import Hand, Reading


@pytest.mark.parametrize("count", [0, 1, len(LETTERS), len(LETTERS) + 1, 100, 600])
def test_no_label_is_the_beginning_of_another(count: int) -> None:
    made = labels(count)
    assert len(set(made)) == count
    assert all(narrowed(made, label) == [number] for number, label in enumerate(made[:50]))
    assert count > len(LETTERS) or all(len(label) == 1 for label in made)
    assert made[:3] == list(LETTERS[: min(3, count)])


async def jump(hand: Hand, widget: Widget, number: int = 0) -> Target:
    """To one of the places within a widget."""
    await hand.dialog("semicolon")
    found = targets(hand.main)
    inside = [at for at, target in enumerate(found) if target.widget is widget and target.at.y >= widget.gutter.top]
    await hand.press(*labels(len(found))[inside[number]])
    assert hand.screen is hand.main
    return found[inside[number]]


async def test_to_rows_actors_mentions_panes_and_chips(reading: Reading) -> None:
    async with reading(120, 30) as hand:
        await jump(hand, hand.articles, 3)
        assert (hand.articles.cursor, hand.focused) == (3, "list")
        await jump(hand, hand.actors, 1)
        role = [role for company in hand.main.opened.companies for role in company.roles][0]  # noqa: RUF015
        assert (hand.panes.chosen, hand.focused) == (role.key, "actors")
        target = await jump(hand, hand.reader, 2)
        assert hand.focused == "reader"
        mention = next(m for m in hand.main.opened.article.mentions if m.key == hand.panes.chosen)
        assert target.widget is hand.reader
        assert mention
        await hand.dialog("semicolon")
        await hand.press("s")
        assert hand.focused == "reader"
        await hand.press("slash")
        await hand.type("haftar date:2020")
        await hand.press("enter")
        await hand.answered("haftar date:2020")
        await jump(hand, hand.chips, 1)
        await hand.answered("haftar")


async def test_letters_narrow_and_escape_leaves_all_as_it_was(reading: Reading) -> None:
    async with reading(160, 45) as hand:
        before = (hand.articles.cursor, hand.focused, hand.panes.chosen, hand.asked)
        await hand.dialog("semicolon")
        made = labels(len(targets(hand.main)))
        double = next(label for label in made if len(label) == 2)
        shown = [label for label in hand.screen.query(".jump--label") if label.display]
        await hand.press(double[0])
        left = [label for label in hand.screen.query(".jump--label") if label.display]
        assert 0 < len(left) < len(shown)
        await hand.press("1", "backspace")
        assert isinstance(hand.screen, JumpScreen)
        assert len([label for label in hand.screen.query(".jump--label") if label.display]) == len(shown)
        await hand.press("escape")
        assert (hand.articles.cursor, hand.focused, hand.panes.chosen, hand.asked) == before


async def test_only_what_is_in_sight_at_the_smallest_size(reading: Reading) -> None:
    async with reading(40, 12) as hand:
        await hand.dialog("semicolon")
        assert {target.widget for target in targets(hand.main)} == {hand.articles}
        assert all(hand.screen.region.contains_region(label.region) for label in hand.screen.query(".jump--label"))
        await hand.press("escape")
        await hand.press("slash")
        await hand.type("haftar zebra")
        await hand.press("enter")
        await hand.answered("haftar zebra")
        await jump(hand, hand.articles)
        await hand.answered("haftar")


async def test_dialogs_answer_to_the_mouse(reading: Reading) -> None:
    async with reading(120, 30) as hand:
        await hand.dialog("f")
        options = hand.options
        await hand.pilot.click(options, offset=(3, 1))
        await hand.settle()
        assert options.highlighted == 1
        await hand.press("escape")
        await hand.dialog("S")
        await hand.pilot.click(hand.options, offset=(3, 1))
        await hand.until(lambda: hand.main.order == "oldest")
