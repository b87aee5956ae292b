"""Every key as a command: what is bound, for the palette and for the help."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from textual import on
from textual.app import App
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.fuzzy import Matcher
from textual.screen import Screen
from textual.widgets import Input, OptionList


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done now, and the keys that do it."""

    node: DOMNode
    action: str
    label: str
    hint: str
    """The label as short as the bottom line wants it."""
    keys: str
    id: str
    """Of the action, by which it can be remapped."""
    shown: bool
    """Is it one of the few that the bottom line offers?"""


def commands(app: App[None], screen: Screen[Any]) -> list[Command]:
    """What the keys do on this screen, the focused pane first; keys of one action together."""
    found: dict[tuple[int, str, str], Command] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not (active.enabled and binding.id and binding.description):
            continue
        key = app.get_key_display(binding)
        slot = (id(active.node), binding.action, binding.description)
        keys = f"{found[slot].keys} {key}" if slot in found else key
        label = binding.tooltip or binding.description
        found[slot] = Command(active.node, binding.action, label, binding.description, keys, binding.id, binding.show)
    return list(found.values())


class KeyCommands(Provider):
    """The commands of the screen that the palette was opened on."""

    def _offered(self) -> Iterator[tuple[str, Callable[[], Awaitable[object]]]]:
        here = commands(cast(App[None], self.app), self.screen)
        for command in sorted(here, key=lambda command: command.id.startswith("move.")):
            if command.action != "command_palette":
                run = partial(self.app.run_action, command.action, command.node)
                yield f"{command.label}  ({command.keys})", run

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for text, run in self._offered():
            yield DiscoveryHit(Content(text), run, text)

    async def search(self, query: str) -> Hits:
        """Those that the letters typed occur in."""
        matcher = self.matcher(query)
        for text, run in self._offered():
            if (score := matcher.match(text)) > 0:
                yield Hit(score, _highlighted(matcher, text), run, text)


def _highlighted(matcher: Matcher, text: str) -> Content:
    """The letters that were typed stand out; Textual's own would read markup in the keys of the user."""
    content = Content(text)
    for offset in matcher.fuzzy_search.match(matcher.query, text)[1]:
        if not text[offset].isspace():
            content = content.stylize(matcher.match_style, offset, offset + 1)
    return content


class Palette(CommandPalette):
    """Textual's, which would run a command, and leave, as often as enter was pressed before it was gone."""

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _once(self, event: Input.Submitted | OptionList.OptionSelected) -> None:
        if not self.is_active:
            event.prevent_default()
