"""The page that an article was read out of, as it was saved: furniture and all, nothing highlighted."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from briefing.tui.plain import plain
from briefing.tui.screens.page import PageScreen
from briefing.tui.widgets.text_lines import TextLines


class SavedPage(PageScreen):
    """Returns nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("O", "dismiss(None)", "leave", show=False, id="saved.leave"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title, Content())
        self._lines = text

    def compose(self) -> ComposeResult:
        """Where it lies, and what it holds."""
        with Vertical(classes="dialog page"):
            yield Static(plain(self._title), classes="dialog--title", markup=False)
            yield TextLines(self._lines)
            yield Static("j k space g G scroll · escape leaves", classes="dialog--keys", markup=False)

    @property
    def _scroll(self) -> TextLines:
        return self.query_one(TextLines)
