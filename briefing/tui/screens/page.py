"""A text that is too long for a line, in a box that scrolls by the keys of the panes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer, Vertical, VerticalScroll
from textual.content import Content
from textual.scroll_view import ScrollView
from textual.widgets import Static

from briefing.tui import keys
from briefing.tui.leaving import Dialog
from briefing.tui.plain import plain


class PageScreen(Dialog[None]):
    """Returns nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.SCROLLING,
        Binding("escape,q,enter", "dismiss(None)", "leave", id="page.leave"),
    ]

    def __init__(self, title: str, text: Content) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """Title, text and the keys."""
        with Vertical(classes="dialog page"):
            yield Static(plain(self._title), classes="dialog--title", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(self._text, markup=False)
            yield Static("j k space g G scroll · escape leaves", classes="dialog--keys", markup=False)

    @property
    def _scroll(self) -> ScrollableContainer | ScrollView:
        return self.query_one(VerticalScroll)

    def _by(self, lines: int) -> None:
        self._scroll.scroll_relative(y=lines, animate=False, force=True, immediate=True)

    def action_move(self, step: int) -> None:
        """One line on, or back."""
        self._by(step)

    def action_half(self, step: int) -> None:
        """Half a page on, or back."""
        self._by(step * max(1, self._scroll.size.height // 2))

    def action_page(self, step: int) -> None:
        """A page on, or back."""
        self._by(step * max(1, self._scroll.size.height - 1))

    def action_edge(self, side: int) -> None:
        """To the beginning or the end."""
        self._by(side * self._scroll.virtual_size.height)
