"""The place of the panes: which are in sight, how wide, and which of them one is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import var

from briefing.tui import keys
from briefing.tui.arrangement import PANES, PaneName, actors_width, in_sight, list_width, turned


class Panes(Horizontal):
    """Holds three widgets whose ids are the names of the panes."""

    BINDINGS: ClassVar[list[BindingType]] = keys.PANES

    at: var[PaneName] = var[PaneName]("list")
    beside: var[PaneName] = var[PaneName]("list")
    reading_only: var[bool] = var(False)

    @dataclass
    class Turned(Message):
        """The user is in this pane now."""

        pane: PaneName

    def show(self) -> None:
        """Show the panes there is room for, at once, so that they can be focused."""
        width = self.app.size.width
        shown = in_sight(width, self.at, self.beside, self.reading_only)
        alone = len(shown) == 1
        for name, columns in (("list", list_width(width)), ("reader", None), ("actors", actors_width(width))):
            pane = self.query_one(f"#{name}")
            pane.display = name in shown
            pane.styles.width = "1fr" if alone or columns is None else columns

    def go(self, name: PaneName) -> None:
        """Be in this pane, and bring it in sight."""
        self.at = name
        self.show()
        self.query_one(f"#{name}").focus()

    def on_resize(self) -> None:
        """The width decides which panes are in sight."""
        self.show()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A pane may be focused by a click as well."""
        for name in PANES:
            if event.widget.id == name:
                self.at = name
                self.post_message(self.Turned(name))

    def watch_at(self, at: PaneName) -> None:
        """What accompanies the reader is what one was in last."""
        if at != "reader":
            self.beside = at
            self.reading_only = False

    def action_pane(self, name: PaneName) -> None:
        """Go to a pane; once more to the actors goes back to the reader."""
        self.go("reader" if name == self.at == "actors" else name)

    def action_turn(self, step: int, around: bool = False) -> None:
        """Go to the pane beside this one."""
        self.go(turned(self.at, step, around=around))

    def action_read_only(self) -> None:
        """Nothing but the reader, or all there is room for."""
        self.reading_only = not self.reading_only
        self.go("reader")

    def action_leave(self) -> None:
        """Back to the list."""
        self.reading_only = False
        self.go("list")

    def action_back(self) -> None:
        """Back to the list; from there, quit."""
        if self.at == "list":
            self.app.exit()
        else:
            self.action_leave()
