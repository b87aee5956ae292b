"""Everything that an index answers, as one hash: what must be the same before and after, and never in between."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from briefing import plainly
from briefing.article import article_json
from briefing.library import Library

QUESTIONS = ("", "the", "talks OR ferry", "title:talks", "date:2014..2025", "is:undated", '"the"', "ta*", "NOT talks")


def digest(corpus: Path) -> str:
    """Of all rows, all facts of all articles and the answers to a few questions; the index is used as it is found.

    Whatever an index that cannot be trusted leads to (a rebuild, and a sentence about it) happens on the way.
    """
    opened = Library.open(corpus)
    try:
        return of(opened)
    finally:
        opened.close()


def of(opened: Library) -> str:
    """The same, of a library that is open."""
    told = hashlib.sha256()
    for row in opened.rows:
        told.update(_line(plainly.row_json(opened, row)))
        told.update(_line(article_json(opened.article(row.id))))
    for question in QUESTIONS:
        results = opened.search(question, "date")
        hits = [(hit.row.id, hit.possible) for hit in results.hits]
        facets = {name: [(f.value, f.count, f.possible) for f in found] for name, found in results.facets.items()}
        told.update(_line([question, results.total, results.possible, results.undated, hits, facets]))
    return told.hexdigest()


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, default=str).encode()
