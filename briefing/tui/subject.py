"""What a command is about: the articles, the passage and the actor that the user is at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.results import Results, Row
from briefing.tui.opened import Opened

if TYPE_CHECKING:
    from briefing.cast import Role


@dataclass(frozen=True, slots=True)
class Subject:
    """Where the user is."""

    row: Row | None = None
    """The article under the cursor."""
    selected: tuple[str, ...] = ()
    """The selected articles."""
    opened: Opened | None = None
    paragraph: int | None = None
    """The number of the paragraph that the reader is at, where one is in the reader; 1 is the first."""
    chosen: str | None = None
    """The key of the actor chosen."""
    results: Results | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The selected articles, else the one under the cursor."""
        return self.selected or ((self.row.id,) if self.row else ())

    @property
    def role(self) -> Role | None:
        """The chosen actor in the open article."""
        return self.opened.role(self.chosen) if self.opened else None
