"""The reader as a terminal application."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterable
from os import environ
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from briefing.config import Config
from briefing.library import Library
from briefing.tui import keys, rows
from briefing.tui.commands import KeyCommands, commands
from briefing.tui.screens.help import HelpScreen, Section
from briefing.tui.screens.main import MainScreen
from briefing.tui.themes import DARK, LIGHT, ours

DEFAULTS = Config()
NO_KEY = "no-key"
"""A name that no key has: what an action is bound to that was given none."""
ENDINGS = (signal.SIGTERM, signal.SIGHUP)
SHELL = 128
"""A process that a signal ended has this and the signal's number as its exit code."""


class BriefingApp(App[None]):
    """One library, open on the screen."""

    TITLE = "briefing"
    CSS_PATH = "briefing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.APP
    COMMANDS = App.COMMANDS | {KeyCommands}
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, library: Library, config: Config = DEFAULTS) -> None:
        super().__init__(ansi_color=True if environ.get("NO_COLOR") else None)
        self.library = library
        self.animation_level = "none"
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = config.theme if config.theme in self.available_themes else DARK.name
        self.set_keymap({id: ",".join(keys) or NO_KEY for id, keys in config.keys.items()})

    def get_default_screen(self) -> MainScreen:
        """There is one main screen."""
        return MainScreen(self.library)

    def get_css_variables(self) -> dict[str, str]:
        """Those of Textual and ours."""
        variables = super().get_css_variables()
        self.theme_variables = variables | ours(variables)
        return self.theme_variables

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Those of Textual that make sense here."""
        yield SystemCommand("theme", "Change the colours", self.action_change_theme)

    def on_mount(self) -> None:
        """A request to end is a reason to leave the terminal as it was."""
        loop = asyncio.get_running_loop()
        for ending in ENDINGS:
            loop.add_signal_handler(ending, self._end, ending)

    def _end(self, ending: signal.Signals) -> None:
        self.exit(return_code=SHELL + ending)

    def action_help(self) -> None:
        """What the keys do here."""
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self._sections()))

    def _sections(self) -> list[Section]:
        here = commands(self, self.screen)
        focused = [(command.keys, command.label) for command in here if command.node is self.focused]
        others = [(command.keys, command.label) for command in here if command.node is not self.focused]
        return [("In this pane", focused), ("Everywhere", others), ("Signs in the list", rows.LEGEND)]


def run_reader(library: Library, config: Config = DEFAULTS) -> int:
    """Read until the user leaves; the exit code."""
    app = BriefingApp(library, config)
    app.run()
    return app.return_code or 0
