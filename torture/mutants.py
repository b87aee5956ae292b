"""Mutations of good articles in every format, read as `extract --json` reads them: in time, nothing invented."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.actors import NOBODY, Gazetteer
from briefing.article import Article, Page, article_id, article_json
from briefing.files import Unreadable
from briefing.intake import formats
from briefing.naming.actorsfile import read as read_actors
from briefing.reading import read
from torture import folders
from torture.mutations import HOUSE, mutant
from torture.saving import WRITERS
from torture.soundness import wrong
from torture.spending import within
from torture.trial import Attempt, Part

SECONDS = 2.0
_TWICE = 8
"""Every so manieth is read twice, and must be the same."""


@contextmanager
def _begin(folder: Path) -> Iterator[Attempt]:
    invented = folder / "actors.yaml"
    invented.write_text(folders.ACTORS, "utf-8")
    known = [read_actors(HOUSE / "corpus" / "actors.yaml"), read_actors(invented), NOBODY]

    def attempt(number: int, dice: random.Random) -> str | None:
        name, raw = mutant(dice)
        gazetteer = dice.choice(known)
        fault = _tried(name, raw, gazetteer)
        if not fault and number % _TWICE == 0 and _told(name, raw, gazetteer) != _told(name, raw, gazetteer):
            fault = "read again it is another article"
        return f"{fault} ({name}, {len(raw)} bytes)" if fault else None

    for ending in WRITERS:  # else the first of each kind waits for what reads it
        _tried(f"good{ending}", WRITERS[ending](folders.article(1), random.Random(1)).encode(), NOBODY)
    yield within(SECONDS, attempt)


def _tried(name: str, raw: bytes, gazetteer: Gazetteer) -> str | None:
    """What is wrong with the articles of a file, or with the reason why there are none."""
    try:
        pages = formats.pages(name, raw)
    except Unreadable as error:
        return None if str(error).strip() and "\n" not in str(error) else f"unreadable for no reason: {error!r}"
    ids = {article_id(page.path, page.entry) for page in pages}
    if len(ids) < len(pages):
        return f"{len(pages)} articles have {len(ids)} ids"
    return next((fault for page in pages if (fault := wrong(page, _read(page, gazetteer), raw))), None)


def _read(page: Page, gazetteer: Gazetteer) -> Article:
    return read(page, article_id(page.path, page.entry), gazetteer)


def _told(name: str, raw: bytes, gazetteer: Gazetteer) -> list[object] | str:
    try:
        return [article_json(_read(page, gazetteer)) for page in formats.pages(name, raw)]
    except Unreadable as error:
        return str(error)


PART = Part("mutants", "P6, P8, P9", full=20_000, small=80, begin=_begin, limit=5 * SECONDS)
