"""Jumping: what in sight can be gone to, the letters it is called by, and going there as a click would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

LETTERS = "asdfghjklewrtyuiopzxcvbnmq"
"""Those under the fingers come first."""


@runtime_checkable
class Jumpable(Protocol):
    """A widget that knows where in it a click goes somewhere."""

    def jump_targets(self) -> Iterable[tuple[int, int]]:
        """Columns and lines of it, its border included; only what is in sight."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place of a widget."""

    widget: Widget
    at: Offset

    @property
    def screen(self) -> Offset:
        """The same place on the screen."""
        return self.widget.region.offset + self.at


def labels(count: int) -> list[str]:
    """So many labels, none the beginning of another, and no longer than they must be."""
    made = list(LETTERS)
    while len(made) < count:
        shortest = min(map(len, made))
        last = max(number for number, label in enumerate(made) if len(label) == shortest)
        prefix = made.pop(last)
        made += [prefix + letter for letter in LETTERS]
    return made[:count]


def narrowed(labels: Sequence[str], typed: str) -> list[int]:
    """The numbers of the labels that begin with what was typed."""
    return [number for number, label in enumerate(labels) if label.startswith(typed)]


def targets(screen: Screen[Any]) -> list[Target]:
    """Panes first, then what is in them, from the top left on; nothing twice."""
    shown = [widget for widget in screen.query(Widget) if widget.is_on_screen and widget.display]
    panes = [Target(widget, Offset(1, 0)) for widget in shown if widget.focusable and widget.gutter.top]
    within = [Target(widget, Offset(*at)) for widget in shown for at in _within(screen, widget)]
    found: dict[Offset, Target] = {}
    for target in [*panes, *within]:
        if screen.region.contains_point(target.screen):
            found.setdefault(target.screen, target)
    return list(found.values())


def _within(screen: Screen[Any], widget: Widget) -> Iterator[tuple[int, int]]:
    if isinstance(widget, Jumpable):
        yield from widget.jump_targets()
    elif isinstance(widget, OptionList):
        yield from _options(screen, widget)


def _options(screen: Screen[Any], widget: OptionList) -> Iterator[tuple[int, int]]:
    """The first line of each option that can be chosen."""
    before = None
    left, top = widget.content_region.offset - widget.region.offset
    for line in range(widget.content_region.height):
        x, y = widget.content_region.offset + Offset(0, line)
        option = screen.get_style_at(x, y).meta.get("option")
        if option is not None and option != before and not widget.get_option_at_index(option).disabled:
            yield left, top + line
        before = option


def go(screen: Screen[Any], target: Target) -> None:
    """Be in the widget, and do what a click at the place does."""
    widget, (x, y) = target.widget, target.at
    if widget.focusable:
        screen.set_focus(widget)
    click = events.Click(widget, x, y, 0, 0, 1, False, False, False, target.screen.x, target.screen.y)
    click.style = screen.get_style_at(*target.screen)
    click.stop()
    widget.post_message(click)
