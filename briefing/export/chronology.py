"""Who said what when: the statements of a brief in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.actors import Gazetteer
from briefing.export.brief import Entry, Saying


def sayings(entries: Sequence[Entry], gazetteer: Gazetteer) -> Iterator[Saying]:
    """Every statement with a speaker, in the order of time."""
    yield from ()
