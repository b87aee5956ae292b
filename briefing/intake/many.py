"""How many articles and lines one file may hold: more than any real one, and not so many as to fill the machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from briefing.files import Unreadable

MOST_ARTICLES = 50_000
"""A file of 20 MB has 400 bytes for each of so many: an archive of the shortest messages."""
MOST_LINES = 1_000_000
"""Of all the articles of a file; 20 MB of them have a fifth, and each line takes two hundred bytes to hold."""
_T = TypeVar("_T")


def not_too_many(items: Iterable[_T]) -> Iterator[_T]:
    """The items one by one; Unreadable at the first that is too many. A file read in part would hide the rest of it."""
    for number, item in enumerate(items):
        if number >= MOST_ARTICLES:
            raise Unreadable(f"holds more than {MOST_ARTICLES:,} articles; divide it into several files")
        yield item


def not_too_many_lines(texts: Iterable[str]) -> None:
    """Unreadable where they have more lines than any articles."""
    if sum(text.count("\n") for text in texts) > MOST_LINES:
        raise Unreadable(f"holds more than {MOST_LINES:,} lines; divide it into several files")
