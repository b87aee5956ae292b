"""The page that an article was read out of, as it was saved: furniture and all, nothing highlighted."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.tui import keys
from briefing.tui.plain import plain
from briefing.tui.widgets.text_lines import TextLines


class SavedPage(ModalScreen[None]):
    """Returns nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.SCROLLING,
        Binding("escape,q,O,enter", "dismiss(None)", "leave", id="saved.leave"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """Where it lies, and what it holds."""
        with Vertical(classes="dialog page"):
            yield Static(plain(self._title), classes="dialog--title", markup=False)
            yield TextLines(self._text)
            yield Static("j k space g G scroll · escape leaves", classes="dialog--keys", markup=False)

    @property
    def _lines(self) -> TextLines:
        return self.query_one(TextLines)

    def action_move(self, step: int) -> None:
        """One line on, or back."""
        self._lines.by(step)

    def action_half(self, step: int) -> None:
        """Half a page on, or back."""
        self._lines.by(step * max(1, self._lines.size.height // 2))

    def action_page(self, step: int) -> None:
        """A page on, or back."""
        self._lines.by(step * max(1, self._lines.size.height - 1))

    def action_edge(self, side: int) -> None:
        """To the beginning or the end."""
        self._lines.by(side * self._lines.virtual_size.height)
