"""The help: every key and sign that counts where it was asked for, narrowed to what is typed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from briefing.tui.manual import Section, manual, sought
from briefing.tui.screens.page import PageScreen

NOTHING = "no key and no sign is called so"


class Sought(Input):
    """What one looks for. The key that opened the help closes it, while nothing is typed."""

    def __init__(self, leaving: Collection[str]) -> None:
        super().__init__(placeholder="type what you look for", classes="dialog--input")
        self._leaving = leaving

    def on_key(self, event: events.Key) -> None:
        """Before it is taken for a letter."""
        if not self.value and event.key in self._leaving:
            event.stop()
            event.prevent_default()
            self.screen.dismiss()


class HelpScreen(PageScreen, inherit_bindings=False):
    """A page that is narrowed by typing. Returns nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave", id="help.leave"),
        Binding("down", "move(1)", "a line down", show=False, priority=True, id="help.down"),
        Binding("up", "move(-1)", "a line up", show=False, priority=True, id="help.up"),
        Binding("pagedown,ctrl+d,enter", "page(1)", "a page down", show=False, priority=True, id="help.page-down"),
        Binding("pageup,ctrl+u", "page(-1)", "a page up", show=False, priority=True, id="help.page-up"),
        Binding("ctrl+home", "edge(-1)", "to the top", show=False, priority=True, id="help.top"),
        Binding("ctrl+end", "edge(1)", "to the bottom", show=False, priority=True, id="help.bottom"),
    ]

    def __init__(self, sections: Sequence[Section], leaving: Collection[str]) -> None:
        super().__init__("Keys and signs", manual(sections))
        self._sections, self._leaving = sections, leaving

    def compose(self) -> ComposeResult:
        """A line to type in, and what it leaves."""
        with Vertical(classes="dialog page"):
            yield Static(self._title, classes="dialog--title", markup=False)
            yield Sought(self._leaving)
            with VerticalScroll(can_focus=False):
                yield Static(self._text, markup=False)
            yield Static("↑ ↓ pgup pgdn scroll · escape leaves", classes="dialog--keys", markup=False)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        found = manual(sought(self._sections, event.value))
        self._scroll.query_one(Static).update(found if found.plain else Content.styled(NOTHING, "$quiet"))
        self.action_edge(-1)
