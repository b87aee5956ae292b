"""The first page, where there is no folder to open yet: what this is, and the ways to begin."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.suggester import Suggester
from textual.widgets import OptionList, Static

from briefing.config import Config
from briefing.paths import config_file
from briefing.tui import running
from briefing.tui.looks import Dressed
from briefing.tui.plain import plain
from briefing.tui.screens.line import LineDialog

DEMO = "demo"
"""What comes back where the sample corpus is wanted."""
WAYS = (("d", "open the demo: sixteen articles"), ("o", "open a folder of yours"), ("q", "leave"))


class Folders(Suggester):
    """The first folder that begins as what was typed."""

    async def get_suggestion(self, value: str) -> str | None:
        """The disk may be slow."""
        return await asyncio.to_thread(completed, value)


def completed(typed: str) -> str | None:
    """A path made whole by the first folder that begins so; None where none does."""
    head, slash, beginning = typed.rpartition("/")
    try:
        folder = Path(head + slash or ".").expanduser()
        names = sorted(entry.name for entry in folder.iterdir() if entry.is_dir())
    except (OSError, RuntimeError):
        return None
    name = next((name for name in names if name.startswith(beginning) and (beginning or name[0] != ".")), None)
    return f"{head}{slash}{name}/" if name and plain(name) == name else None


def folder_of(typed: str) -> Path:
    """The folder that was typed; ValueError where there is none."""
    try:
        folder = Path(typed).expanduser()
    except RuntimeError:
        raise ValueError(f"there is no home folder for {typed}") from None
    if not typed or not folder.exists():
        raise ValueError("there is no such folder")
    if not folder.is_dir():
        raise ValueError(f"{folder.name} is a file; `briefing extract` reads it")
    return folder


class Welcome(Screen[None]):
    """What this is, and the ways to begin."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "take(0)", "the demo", id="welcome.demo"),
        Binding("o", "take(1)", "a folder", id="welcome.open"),
        Binding("q,escape", "take(2)", "leave", id="welcome.leave"),
        Binding("down,j", "move(1)", "down", show=False, id="welcome.down"),
        Binding("up,k", "move(-1)", "up", show=False, id="welcome.up"),
        Binding("pagedown", "page(1)", "read on", show=False, priority=True, id="welcome.page-down"),
        Binding("pageup", "page(-1)", "read back", show=False, priority=True, id="welcome.page-up"),
    ]

    def compose(self) -> ComposeResult:
        """What this is, the ways, and what to type the next time."""
        with Vertical(classes="dialog page welcome"):
            yield Static("briefing", classes="dialog--title", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(_about(), markup=False)
            ways = (Content.assemble((f"{key}  ", "bold $text-primary"), words) for key, words in WAYS)
            yield OptionList(*ways, markup=False)

    def on_mount(self) -> None:
        """Start on the first."""
        options = self.query_one(OptionList)
        options.focus()
        options.highlighted = 0

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        self.action_take(event.option_index)

    def action_take(self, way: int) -> None:
        """Begin, or leave."""
        if way == 1:
            self._open()
        else:
            self.app.exit(DEMO if way == 0 else None)

    @work
    async def _open(self) -> None:
        asked = LineDialog("Which folder?", "", folder_of, example="~/articles", suggester=Folders(case_sensitive=True))
        typed = await self.app.push_screen_wait(asked)
        if typed is not None:
            self.app.exit(folder_of(typed))

    def action_move(self, step: int) -> None:
        """One way on, or back."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if step > 0 else options.action_cursor_up()

    def action_page(self, step: int) -> None:
        """The words that there is no room for."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=step * page.size.height, animate=False, force=True, immediate=True)


def _about() -> Content:
    return Content.assemble(
        "reads a folder of saved news articles and shows who is in them, on which side, on the day of each.\n\n",
        ("There is no folder “corpus” here, and none is configured.\n\n", "bold"),
        ("briefing DIR", "bold"),
        " opens a folder; ",
        ("briefing demo", "bold"),
        " the sample. ",
        ("briefing add FILE...", "bold"),
        " copies articles into a folder. ",
        ("corpus: ~/articles", "bold"),
        f" in {plain(str(config_file()))} names the one to open by itself.",
    )


class WelcomeApp(Dressed[Path | str]):
    """Gives back a folder, DEMO, or nothing."""

    TITLE = "briefing"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, config: Config) -> None:
        super().__init__(config.theme, config.glyphs)

    def get_default_screen(self) -> Welcome:
        """There is one page."""
        return Welcome()


def ask(config: Config) -> Path | str | int:
    """Show the page; the folder to open, DEMO, or an exit code where the user left or a signal came."""
    page = WelcomeApp(config)
    code, idle = running.run(page)
    chosen = page.return_value
    if not idle:
        os._exit(code)
    return code if code or chosen is None else chosen
