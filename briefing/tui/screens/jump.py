"""Letters laid over the screen: typing those of a place chooses it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset, Size
from textual.widgets import Static

from briefing.tui.jumping import labels, narrowed
from briefing.tui.leaving import Dialog


class JumpScreen(Dialog[int | None]):
    """Returns the number of the place, None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,semicolon", "dismiss(None)", "leave", id="jump.leave"),
        Binding("backspace", "forget", "forget the letter typed", id="jump.forget"),
    ]

    def __init__(self, places: Sequence[Offset]) -> None:
        super().__init__()
        self._places, self._labels = places, labels(len(places))
        self._typed = ""
        self._laid_for: Size | None = None

    def compose(self) -> ComposeResult:
        """A label at each place."""
        for place, label in zip(self._places, self._labels, strict=True):
            shown = Static(Content(label), classes="jump--label", markup=False)
            shown.styles.offset = place
            shown.styles.width = len(label)
            yield shown

    def on_key(self, event: events.Key) -> None:
        """A letter of a label; others do nothing."""
        if event.character and narrowed(self._labels, self._typed + event.character):
            event.stop()
            self._typed += event.character
            self._show()

    def action_forget(self) -> None:
        """Take the last letter back."""
        self._typed = self._typed[:-1]
        self._show()

    def _show(self) -> None:
        left = narrowed(self._labels, self._typed)
        if self._typed in self._labels:
            self.dismiss(self._labels.index(self._typed))
            return
        for number, label in enumerate(self.query(Static)):
            label.display = number in left
            label.update(Content(self._labels[number][len(self._typed) :]))
            label.styles.width = len(self._labels[number]) - len(self._typed)

    def on_resize(self, event: events.Resize) -> None:
        """What was in sight stands elsewhere now."""
        if self._laid_for is None:
            self._laid_for = event.size
        else:
            self._look()

    def on_screen_resume(self) -> None:
        """The same, after something lay over it."""
        self._look()

    def _look(self) -> None:
        if self._laid_for not in (None, self.app.size):
            self.dismiss(None)
