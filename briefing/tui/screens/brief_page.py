"""A brief as it would be written, to be looked at first."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from briefing.tui.exporting import Draft, sized
from briefing.tui.fitted import ends
from briefing.tui.screens.page import PageScreen
from briefing.tui.widgets.text_lines import TextLines

LONGEST = 200_000
"""Characters that are shown."""


class BriefPage(PageScreen):
    """Returns nothing. It begins at the title; what programs read before that is above."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "dismiss(None)", "leave", show=False, id="preview.leave"),
    ]

    def __init__(self, name: str, draft: Draft) -> None:
        super().__init__(name, Content())
        text = draft.text
        self._about, self._shown = str(draft), text
        self._top = draft.title_at
        if len(text) > LONGEST:
            end = text.rfind("\n", 0, LONGEST) + 1 or LONGEST
            self._shown = f"{text[:end]}\n… and {sized(len(text[end:].encode()))} more, which are not shown here"

    def compose(self) -> ComposeResult:
        """Its name and size, its words and the keys."""
        with Vertical(classes="dialog page"):
            yield Static(ends(self._title, self._about), classes="dialog--title", markup=False)
            yield TextLines(self._shown, top=self._top)
            yield Static("j k space g G scroll · escape leaves", classes="dialog--keys", markup=False)

    @property
    def _scroll(self) -> TextLines:
        return self.query_one(TextLines)
