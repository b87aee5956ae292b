"""One question at a time: the last one asked is answered, and what was asked before it is forgotten."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual import on, work
from textual.widget import Widget

from briefing.library import Library
from briefing.tui import desk
from briefing.tui.desk import Question


class Answering(Widget):
    """Nothing to see: it asks the library in a thread, and lets only the answer to the last question pass."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self.asked = Question()
        """The last question."""
        self.ready = asyncio.Event()
        """Set by whoever shows the answers: was any shown yet?"""
        self._busy = False
        self._open = False

    def begin(self, *, typing: bool) -> None:
        """Everything is open: answer what was asked meanwhile."""
        self._open = True
        self.again(typing=typing)

    def ask(self, question: Question) -> None:
        """Ask now, or as soon as the question before is answered."""
        self.asked = question
        if self._open and not self._busy:
            self._busy = True
            self._answer(question)

    def again(self, *, typing: bool) -> None:
        """Ask the same; what is being typed is not done by being answered."""
        self.ask(replace(self.asked, typing=self.asked.typing or typing))

    @work(thread=True, group="answers")
    def _answer(self, question: Question) -> None:
        self.post_message(desk.answer(self._library, question))

    @on(desk.Answered)
    @on(desk.Refused)
    @on(desk.Unanswered)
    def _answered(self, answer: desk.Answered | desk.Refused | desk.Unanswered) -> None:
        self._busy = False
        if answer.question != self.asked:
            answer.stop()
            self.ask(self.asked)
