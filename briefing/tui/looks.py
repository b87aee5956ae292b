"""How every application of ours looks: its themes, its sizes, and what of a line is drawn at all."""

from __future__ import annotations

from collections.abc import Sequence
from os import environ

from textual import constants, events
from textual.app import ReturnType
from textual.binding import Binding
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Static

from briefing.config import Glyphs
from briefing.inert import inert
from briefing.tui.arrangement import HEIGHTS, SMALLEST, WIDTHS
from briefing.tui.guarding import Guard
from briefing.tui.mistaken import Forthright
from briefing.tui.themes import DARK, LIGHT, ours

_WITH_SIGNS = frozenset({"enter", "backspace", "up", "down", "left", "right"})
"""Keys that are shown by a sign, where there are signs."""

_LEAVING = (".leave", "pane.back")
"""How the ids of actions end that lead out of where one is."""
_ENDING = frozenset({"quit", "escape"})
"""Those of Textual that do."""


class Dressed(Forthright[ReturnType]):
    """An application in our colours."""

    CSS_PATH = "briefing.tcss"

    def __init__(self, theme: str | None, glyphs: Glyphs | None) -> None:
        super().__init__(ansi_color=True if environ.get("NO_COLOR") else None)
        self._guard = Guard()
        self._too_small = False
        self._signs = _plain_signs(glyphs)
        self.animation_level = "none"
        self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS = WIDTHS, HEIGHTS
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self._begin_with(theme if theme in self.available_themes else DARK.name)

    def _begin_with(self, theme: str) -> None:
        """The theme of the first frame: to change to it would read all styles twice."""
        self.set_reactive(Dressed.theme, theme)
        dark = self.current_theme.dark
        self.set_class(True, f"-theme-{theme}")
        self.set_class(dark, "-dark-mode")
        self.set_class(not dark, "-light-mode")
        self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """Those of Textual and ours."""
        variables = super().get_css_variables()
        self.theme_variables = variables | ours(variables)
        return self.theme_variables

    def on_mount(self) -> None:
        """Every dialog that opens is looked at."""
        self.screen_change_signal.subscribe(self, self._look)

    def on_resize(self, event: events.Resize) -> None:
        """Below the smallest size nothing useful can be shown, wherever one is."""
        self._too_small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        if self._too_small:
            self.capture_mouse(None)  # its button is let go of where nobody hears it
        for screen in self.screen_stack:
            self._look(screen)

    async def on_event(self, event: events.Event) -> None:
        """Nothing is done where nobody sees it: below the smallest size only keys that leave are heard."""
        unseen = self._too_small and isinstance(event, events.InputEvent | events.Paste)
        if not unseen or (isinstance(event, events.Key) and self._leaves(event)):
            await super().on_event(event)

    def _leaves(self, key: events.Key) -> bool:
        """Whatever key the user gave to leaving; a letter of a line one is writing is none."""
        if self.focused and self.focused.check_consume_key(key.key, key.character):
            return False
        found = self.screen.active_bindings.get(key.key)
        return found is not None and (
            (found.binding.id or "").endswith(_LEAVING) or found.binding.action.removeprefix("app.") in _ENDING
        )

    def _look(self, screen: Screen[object]) -> None:
        screen.set_class(self._too_small, "-too-small")
        if self._too_small:
            screen.call_later(self._say_so, screen)

    def _say_so(self, screen: Screen[object]) -> None:
        if screen.is_attached and not screen.query("#small"):
            screen.mount(Static(f"too small: {SMALLEST[0]} × {SMALLEST[1]} at least", id="small", markup=False))

    def get_driver_class(self) -> type[Driver]:
        """Ours, unless a page in a browser is painted."""
        from briefing.tui.terminal import Terminal

        return super().get_driver_class() if constants.DRIVER else Terminal

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The guard, those of Textual, and plain signs where the terminal has no others."""
        return [self._guard, *super().get_line_filters(), *self._signs]

    def copy_to_clipboard(self, text: str) -> None:
        """What is pasted elsewhere is text there too."""
        super().copy_to_clipboard(inert(text))

    def get_key_display(self, binding: Binding) -> str:
        """A key with a sign of its own is written out where there are only letters."""
        if self._signs and binding.key in _WITH_SIGNS:
            return binding.key
        return super().get_key_display(binding)


def _plain_signs(glyphs: Glyphs | None) -> Sequence[LineFilter]:
    from briefing.tui.glyphs import Ascii, plain_signs

    return [Ascii()] if plain_signs(glyphs, environ) else []
