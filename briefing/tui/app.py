"""The reader as a terminal application."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterable
from os import environ
from typing import ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Input

from briefing.config import Config
from briefing.library import Library
from briefing.tui import keys
from briefing.tui.arrangement import HEIGHTS, WIDTHS
from briefing.tui.commands import KeyCommands, commands
from briefing.tui.messages import Tell
from briefing.tui.screens.main import MainScreen
from briefing.tui.themes import DARK, LIGHT, ours

DEFAULTS = Config()
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
        self._follow = config.follow
        self.animation_level = "none"
        self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS = WIDTHS, HEIGHTS
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self._begin_with(config.theme if config.theme in self.available_themes else DARK.name)
        self.set_keymap({id: ",".join(given) or keys.NO_KEY for id, given in config.keys.items()})

    def _begin_with(self, theme: str) -> None:
        """The theme of the first frame: to change to it would read all styles twice."""
        self.set_reactive(BriefingApp.theme, theme)
        dark = self.current_theme.dark
        self.set_class(True, f"-theme-{theme}")
        self.set_class(dark, "-dark-mode")
        self.set_class(not dark, "-light-mode")
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> MainScreen:
        """There is one main screen."""
        return MainScreen(self.library, follow=self._follow)

    def get_css_variables(self) -> dict[str, str]:
        """Those of Textual and ours."""
        variables = super().get_css_variables()
        self.theme_variables = variables | ours(variables)
        return self.theme_variables

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Those of Textual that make sense here."""
        yield SystemCommand("theme", "Change the colours; theme: in config.yaml keeps them", self.action_change_theme)

    def on_mount(self) -> None:
        """A request to end is a reason to leave the terminal as it was."""
        loop = asyncio.get_running_loop()
        for ending in ENDINGS:
            loop.add_signal_handler(ending, self._end, ending)
        self.theme_changed_signal.subscribe(self, self._tell_theme)

    def _tell_theme(self, theme: Theme) -> None:
        self.screen_stack[0].post_message(Tell(f"“theme: {theme.name}” in config.yaml keeps these colours"))

    def on_key(self, event: events.Key) -> None:
        """A letter that was on its way to a pane when a line to type in was opened belongs to that line."""
        if event.is_printable and isinstance(self.focused, Input):
            event.prevent_default()
            self.focused.post_message(events.Key(event.key, event.character))

    def _end(self, ending: signal.Signals) -> None:
        self.exit(return_code=SHELL + ending)

    def action_help(self) -> None:
        """What the keys do here."""
        from briefing.tui.factions import badges
        from briefing.tui.manual import manual, sections
        from briefing.tui.screens.page import PageScreen

        if not isinstance(self.screen, PageScreen):
            known = badges(self.library.factions)
            text = manual(sections(commands(self, self.screen), self.focused, known))
            self.push_screen(PageScreen("Keys and signs", text))


def run_reader(library: Library, config: Config = DEFAULTS) -> int:
    """Read until the user leaves; the exit code."""
    app = BriefingApp(library, config)
    app.run()
    return app.return_code or 0
