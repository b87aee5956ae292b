"""What is wrong with the theme and the keys that the user wishes for."""

from __future__ import annotations

from collections.abc import Iterator

from textual.theme import BUILTIN_THEMES

from briefing.config import Config
from briefing.tui import keymap
from briefing.tui.themes import DARK, LIGHT


def mistakes(config: Config) -> Iterator[str]:
    """A sentence each, with its line."""
    themes = [*BUILTIN_THEMES, DARK.name, LIGHT.name]
    if config.theme and config.theme not in themes:
        import difflib

        near = difflib.get_close_matches(config.theme, themes, 1)
        instead = f"did you mean `{near[0]}`?" if near else "`:theme` shows those there are"
        yield f"{config.lines.get('theme', 'config.yaml')}: there is no theme `{config.theme}`; {instead}"
    if config.keys:
        yield from keymap.mistakes(config.keys, config.lines)
