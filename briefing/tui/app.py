"""The reader as a terminal application."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import ModalScreen, Screen
from textual.theme import Theme
from textual.widgets import Input

from briefing.config import Config
from briefing.inert import inert
from briefing.library import Library
from briefing.tui import keys, running
from briefing.tui.commands import KeyCommands, Palette, commands
from briefing.tui.looks import Dressed
from briefing.tui.messages import Keep, Tell
from briefing.tui.plain import plain
from briefing.tui.screens.main import MainScreen

DEFAULTS = Config()
FAILED = 1
SOON = 0.01
"""Seconds until keys are tried again that came before their dialog was there."""
PATIENCE = 0.3
"""Seconds that keys wait for a dialog: not all that could open one does."""


class BriefingApp(Dressed[None]):
    """One library, open on the screen."""

    TITLE = "briefing"
    BINDINGS: ClassVar[list[BindingType]] = keys.APP
    COMMANDS = App.COMMANDS | {KeyCommands}
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, library: Library, config: Config = DEFAULTS) -> None:
        super().__init__(config.theme or library.state.setting("theme"), config.glyphs)
        self.library = library
        self._config = config
        self._early: list[events.Key | events.Paste] = []
        self._patient_until, self._impatient = 0.0, False
        if config.keys:
            self.set_keymap({id: ",".join(given) or keys.NO_KEY for id, given in config.keys.items()})
        mistakes = tuple(self._mistakes())
        self._urgent = (*library.state.notices, *mistakes)
        self.library.events += mistakes

    def _mistakes(self) -> Iterable[str]:
        """What is wrong with the wishes: the reader opens all the same, and says so."""
        if self._config.theme or self._config.keys:
            from briefing.tui import wishing

            yield from wishing.mistakes(self._config)

    def get_default_screen(self) -> MainScreen:
        """There is one main screen."""
        return MainScreen(self.library, follow=self._config.follow)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Those of Textual that make sense here."""
        yield SystemCommand("theme", "Change the colours, and keep them", self.action_change_theme)

    def on_mount(self) -> None:
        """Say what was lost and what is wrong with the wishes, and keep what is chosen."""
        self.theme_changed_signal.subscribe(self, self._tell_theme)
        if self._urgent:
            more = f" (+{len(self._urgent) - 1} more: :notices)" if len(self._urgent) > 1 else ""
            more = more or (" (:notices)" if self.library.state.notices else "")
            self.screen_stack[0].post_message(Tell(f"{self._urgent[0]}{more}", problem=True))

    def _tell_theme(self, theme: Theme) -> None:
        """A theme is kept, and says so; one that the file names comes back at the next start."""
        main = self.screen_stack[0]
        main.post_message(Keep("theme", theme.name))
        if self._config.theme:
            main.post_message(Tell(f"“theme: {theme.name}” in config.yaml keeps these colours"))
        else:
            main.post_message(Tell(f"{theme.name} is kept"))

    def on_key(self, event: events.Key) -> None:
        """A letter that was on its way to a pane when a line to type in was opened belongs to that line.

        The keys of the help are those of the application, which a dialog does not hear.
        """
        if self.focused and self.focused.check_consume_key(event.key, event.character):
            event.prevent_default()
            self.focused.post_message(events.Key(event.key, event.character))
        elif isinstance(self.screen, ModalScreen) and event.key in self._help_keys - self.screen.active_bindings.keys():
            self.action_help()

    async def on_event(self, event: events.Event) -> None:
        """What is pasted is text, whatever it was copied from; as keys do it waits for the dialog of the key before."""
        if isinstance(event, events.Key | events.Paste) and (self._early or not self._listening):
            if not self._early:
                self._patient_until = time.monotonic() + PATIENCE
                self.set_timer(SOON, self._take_early)
            self._early.append(event)
            return
        if isinstance(event, events.Paste) and not event.is_forwarded:
            event.text = "\n".join(map(plain, event.text.splitlines()))[: self._room]
        await super().on_event(event)

    async def _take_early(self) -> None:
        """In the order in which they were pressed: those that come back from a pane were there first."""
        self._impatient = time.monotonic() > self._patient_until
        if not self._listening:
            self.set_timer(SOON, self._take_early)
            return
        early, self._early = sorted(self._early, key=lambda event: not event.is_forwarded), []
        for event in early:
            await self.on_event(event)
        self._impatient = False

    @property
    def _room(self) -> int | None:
        """How much can be pasted: a line that holds no more would take nothing of what is too long for it."""
        line = self.focused
        if not isinstance(line, Input) or not line.max_length:
            return None
        return max(0, line.max_length - len(line.value) + len(line.selected_text))

    @property
    def _listening(self) -> bool:
        """Is nothing about to open a dialog, or to do what was chosen in one?"""
        if len(self.screen_stack) != 1:
            return not self.screen_stack or self.screen.is_mounted
        asking = any(worker.group == "asking" and not worker.is_finished for worker in self.workers)
        return self.screen.is_mounted and (self._impatient or not asking)

    @property
    def _help_keys(self) -> frozenset[str]:
        from briefing.tui import keymap

        return keymap.keys_of("app.help", keys.APP, self._config.keys)

    def action_command_palette(self) -> None:
        """Every command by name."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def search_themes(self) -> None:
        """Every theme by name."""
        from textual.theme import ThemeProvider

        self.push_screen(Palette([ThemeProvider], placeholder="a theme"))

    def action_help(self) -> None:
        """What the keys do here, and what the signs mean."""
        from briefing.tui.factions import badges
        from briefing.tui.manual import sections
        from briefing.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            here = commands(self, self.screen)
            dialog = isinstance(self.screen, ModalScreen)
            known = badges(self.library.factions)
            self.push_screen(HelpScreen(sections(here, self.focused, known, dialog=dialog), self._help_keys))

    async def action_jump(self) -> None:
        """Letters on everything in sight that one can go to; typing them goes there."""
        from briefing.tui.jumping import go, targets
        from briefing.tui.screens.jump import JumpScreen

        def leap(number: int | None) -> None:
            if number is not None:
                go(screen, found[number])

        screen = self.screen
        if found := targets(screen):
            await self.push_screen(JumpScreen([target.screen for target in found]), leap)


def run_reader(library: Library, config: Config = DEFAULTS) -> tuple[int, bool]:
    """Read until the user leaves: the exit code, and whether nothing is left that runs."""
    code = FAILED
    try:
        code, idle = running.run(BriefingApp(library, config))
    finally:
        from briefing.tui.keeping import waiting

        for said in waiting.rescue():
            print(inert(f"briefing: Your note was not kept. {said}"), file=sys.stderr)
            code = code or FAILED
    return code, idle
