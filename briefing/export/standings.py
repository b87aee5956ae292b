"""Who the actors of a brief were on the days of its articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.actors import Gazetteer
from briefing.export.brief import Entry, Standing


def standings(entries: Sequence[Entry], gazetteer: Gazetteer) -> Iterator[Standing]:
    """A row for every actor and every group and set of posts that it had, in order."""
    yield from ()
