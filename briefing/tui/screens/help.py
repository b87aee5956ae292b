"""The keys that work where one is, as they are bound now, and what the signs mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.tui.wrapping import fit

KEYS, LABEL = 14, 26
Section = tuple[str, Sequence[tuple[str, str]]]
"""A heading, and rows of (sign or keys, meaning)."""


class HelpScreen(ModalScreen[None]):
    """Returns nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss(None)", "leave", id="help.leave")
    ]

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        """A table in a box."""
        with Vertical(classes="dialog help"):
            yield Static("Keys", classes="dialog--title", markup=False)
            with VerticalScroll():
                yield Static(self._table(), markup=False)
            yield Static("escape leaves", classes="dialog--keys", markup=False)

    def on_mount(self) -> None:
        """The arrow keys scroll."""
        self.query_one(VerticalScroll).focus()

    def _table(self) -> Content:
        lines: list[Content] = []
        for heading, rows in self._sections:
            lines += [Content(), Content.styled(heading, "bold $text-accent")]
            for keys, label in rows:
                lines.append(Content.assemble((fit(keys, KEYS), "bold $text-primary"), (label, "$foreground")))
        return Content("\n").join(lines[1:])
