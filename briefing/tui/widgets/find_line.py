"""The line at the foot of the reader in which words are typed that are looked for in this article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from briefing.tui.plain import plain

LONGEST = 200


class FindLine(Horizontal):
    """It holds the words; where they stand is known elsewhere, and said at its end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "drop it", id="find-line.leave"),
        Binding("down", "step(1)", "next place", id="find-line.next"),
        Binding("up", "step(-1)", "previous place", show=False, id="find-line.previous"),
    ]

    @dataclass
    class Typed(Message):
        """The words are these now."""

        words: str

    @dataclass
    class Stepped(Message):
        """The next place is wanted, or the one before."""

        step: int

    class Taken(Message):
        """The words are the right ones."""

    class Left(Message):
        """Nothing is looked for any more."""

    def compose(self) -> ComposeResult:
        """A prompt, the input, and how many places there are."""
        yield Static(" find ", classes="find--prompt", markup=False)
        yield Input(placeholder="words in this article", max_length=LONGEST, select_on_focus=True)
        yield Static("", classes="find--count", markup=False)

    def open(self, words: str) -> None:
        """Start from what was looked for last."""
        field = self.query_one(Input)
        with self.prevent(Input.Changed):
            field.value = words
        self.say("")
        self.display = True
        self.screen.set_focus(field)

    def say(self, text: str) -> None:
        """How many places there are."""
        self.query_one(".find--count", Static).update(plain(f" {text} "))

    @on(Input.Changed)
    def _type(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Taken())

    def action_step(self, step: int) -> None:
        """The next place, or the one before, without leaving the line."""
        self.post_message(self.Stepped(step))

    def action_leave(self) -> None:
        """Look for nothing any more."""
        self.post_message(self.Left())
