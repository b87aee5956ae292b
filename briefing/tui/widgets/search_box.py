"""Where a query is typed, and where it is said what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static

from briefing.query import QueryError
from briefing.tui.messages import Ask
from briefing.tui.plain import plain
from briefing.tui.wrapping import cells

PROMPT = " / "


@dataclass(frozen=True, slots=True)
class Refusal:
    """A query that was not understood; only whispered while it is still being typed."""

    error: QueryError
    text: str
    typing: bool


class SearchBox(Vertical):
    """The search line. It never holds the answer, only the question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False, id="search.leave"),
        Binding("tab", "repair", "take the repair", show=False, id="search.repair"),
        Binding("up", "recall(1)", "what was asked before", show=False, id="search.before"),
        Binding("down", "recall(-1)", "what was asked after that", show=False, id="search.after"),
    ]

    HINTS = (("⏎", "find"), ("↑↓", "asked before"), ("esc", "leave; the query stays"))

    refusal: reactive[Refusal | None] = reactive(None)
    history: reactive[tuple[str, ...]] = reactive(())
    """What was asked before, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._recalled: list[str] = []
        """What one walks through, from what was being typed backwards; nothing while one types."""
        self._at = 0

    class Left(Message):
        """The user is done with typing; the query stays as it is."""

    def compose(self) -> ComposeResult:
        """A prompt, the input, and room for a remark."""
        with Horizontal():
            yield Static(PROMPT, id="prompt", markup=False)
            yield Input(placeholder='words, "a phrase", faction:…, date:2014..2016, is:unread', select_on_focus=False)
        yield Static(id="remark", markup=False)

    @property
    def _input(self) -> Input:
        return self.query_one(Input)

    def open(self, text: str) -> None:
        """Start from the query as it stands."""
        self._recalled = []
        with self.prevent(Input.Changed):
            self._input.value = text
        self._input.cursor_position = len(text)
        self.screen.set_focus(self._input)

    def watch_refusal(self, refusal: Refusal | None) -> None:
        """Say what is wrong under the place where it is."""
        if not self.is_mounted:
            return
        remark = self.query_one("#remark", Static)
        remark.set_class(refusal is not None and not refusal.typing, "-plain")
        remark.display = refusal is not None
        if refusal is not None:
            column = cells(PROMPT + refusal.text[: refusal.error.start]) - self._input.scroll_offset.x
            remark.update(Content("\n").join(_said(refusal, max(0, column), self.size.width - 1)))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._recalled and event.value != self._recalled[self._at]:
            self._recalled = []
        self.post_message(Ask(event.value, typing=True))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(Ask(event.value))

    def action_repair(self) -> None:
        """Write the suggested repair into the line, in place of the mistake."""
        refusal = self.refusal
        if refusal is None or refusal.error.suggestion is None or refusal.text != self._input.value:
            return
        error, text = refusal.error, refusal.text
        self._input.value = text[: error.start] + (error.suggestion or "") + text[error.end :]
        self._input.cursor_position = error.start + len(error.suggestion or "")

    def action_recall(self, step: int) -> None:
        """Write what was asked before into the line, or after that; at the end, what was being typed."""
        typed = self._input.value
        if not self._recalled:
            self._recalled, self._at = [typed, *(query for query in self.history if query != typed)], 0
        self._at = max(0, min(self._at + step, len(self._recalled) - 1))
        self._input.value = self._recalled[self._at]
        self._input.cursor_position = len(self._input.value)

    def action_leave(self) -> None:
        """Leave the line; nothing is lost."""
        self.post_message(self.Left())


def _said(refusal: Refusal, column: int, width: int) -> Iterable[Content]:
    error = refusal.error
    carets = "^" * max(1, min(error.end, len(refusal.text)) - error.start)
    said = plain(f"{error.message}{_repair(error)}")
    if column + len(carets) + 1 + cells(said) <= width:
        return [Content(f"{' ' * column}{carets} {said}")]
    return [Content(" " * column + carets[: max(1, width - column)]), Content(" " * cells(PROMPT) + said)]


def _repair(error: QueryError) -> str:
    if error.suggestion is None:
        return ""
    return f" · tab writes {error.suggestion}" if error.suggestion else " · tab leaves it out"
