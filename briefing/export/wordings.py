"""What the sides call an actor, where one calls them otherwise than another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.actors import Gazetteer
from briefing.export.brief import Entry, Wording


def wordings(entries: Sequence[Entry], gazetteer: Gazetteer) -> Iterator[Wording]:
    """The wordings of each actor for whom voices differ, in the order of the brief."""
    yield from ()
