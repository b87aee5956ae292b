"""Screens that are left once: keys come faster than a screen goes, and what it is told meanwhile is not for another."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType


class Left(Screen[ScreenResultType]):
    """A screen that gives something back."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave, if that was not done before, and if nothing lies over it: Textual would take that away instead."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()


class Dialog(Left[ScreenResultType], ModalScreen[ScreenResultType]):
    """One that lies over another."""
