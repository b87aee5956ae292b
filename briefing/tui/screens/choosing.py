"""A few things in plain words, one of which is to be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from briefing.tui.leaving import Dialog
from briefing.tui.plain import plain


class Choosing(Dialog[int | None]):
    """Returns the number of what was chosen, None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "leave", id="choosing.leave"),
        Binding("down,j", "move(1)", "down", show=False, id="choosing.down"),
        Binding("up,k", "move(-1)", "up", show=False, id="choosing.up"),
    ]

    def __init__(self, title: str, sentences: Sequence[str]) -> None:
        super().__init__()
        self._title, self._sentences = title, sentences

    def compose(self) -> ComposeResult:
        """Title, sentences and the keys."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="dialog--title", markup=False)
            yield OptionList(*(Content(plain(sentence)) for sentence in self._sentences), markup=False)
            yield Static("enter takes · esc leaves", classes="dialog--keys", markup=False)

    def on_mount(self) -> None:
        """Start on the first."""
        options = self.query_one(OptionList)
        options.focus()
        options.highlighted = 0

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)

    def action_move(self, step: int) -> None:
        """One sentence on, or back."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if step > 0 else options.action_cursor_up()
