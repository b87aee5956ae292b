"""One line to type, which is looked at before it is taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from briefing.tui.leaving import Dialog
from briefing.tui.plain import plain

LONGEST = 200


class LineDialog(Dialog[str | None]):
    """Returns what was typed, None where it was left. `check` says what is wrong with it as a ValueError."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "leave", id="line.leave")]

    def __init__(
        self,
        title: str,
        value: str,
        check: Callable[[str], object],
        *,
        example: str = "",
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__()
        self._title, self._value, self._check, self._example = title, value, check, example
        self._suggester = suggester

    def compose(self) -> ComposeResult:
        """Title, line, and what stands in the way."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="dialog--title", markup=False)
            yield Input(
                plain(self._value),
                placeholder=self._example,
                classes="dialog--input",
                max_length=LONGEST,
                suggester=self._suggester,
                select_on_focus=False,
            )
            yield Static("", id="mistake", markup=False)
            completes = "→ completes · " if self._suggester else ""
            yield Static(f"{completes}enter takes · esc leaves", classes="dialog--keys", markup=False)

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        value = event.value.strip()
        try:
            self._check(value)
        except ValueError as error:
            self.query_one("#mistake", Static).update(Content(plain(str(error))))
        else:
            self.dismiss(value)

    @on(Input.Changed)
    def _forgive(self) -> None:
        self.query_one("#mistake", Static).update(Content())
