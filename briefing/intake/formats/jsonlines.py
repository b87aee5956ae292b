"""JSON lines (.jsonl, .ndjson): an article a line; a line that is no JSON is remarked upon and costs no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.article import Page
from briefing.intake.decode import decode
from briefing.intake.formats import jsonfile
from briefing.intake.formats.jsonvalue import loads, not_too_branched
from briefing.intake.many import not_too_many

MOST_REMARKS, MOST_BAD = 10, 10_000


def pages(path: str, raw: bytes) -> list[Page]:
    """One page a line with text, told apart by its id, else its address, else the number of the line."""
    text, encoding = decode(raw)
    not_too_branched(text)
    bad: list[str] = []
    items = list(not_too_many(_items(text, bad)))
    more = len(bad) - MOST_REMARKS
    if len(bad) == MOST_BAD:
        bad[MOST_REMARKS:] = [f"{MOST_BAD} lines are no JSON, so the rest of the file was not read"]
    elif more > 0:
        bad[MOST_REMARKS:] = [f"and {more} more lines that are no JSON"]
    return jsonfile.articles(path, items, encoding, bad)


def _items(text: str, bad: list[str]) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if len(bad) == MOST_BAD:
            return
        if line.strip():
            try:
                yield number, loads(line)
            except ValueError as error:
                reason = str(error).removeprefix("line 1, ")
                bad.append(f"line {number} is no JSON and was left out ({reason})")
