"""`briefing timeline`: when who was written about, the rows of the time line as text."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from briefing.cli import FINE, Usage, answer, library_of, put, put_json

if TYPE_CHECKING:
    from briefing.library import Library
    from briefing.results import Row


def run(asked: argparse.Namespace) -> int:
    """A line for every row and period; with --actor, for every article that mentions them."""
    with library_of(asked) as opened:
        if asked.actor is not None:
            return _of_one(opened, asked)
        from briefing import timeline

        results = answer(opened, asked.query or "", "date")
        made = timeline.timeline(results, opened.gazetteer, asked.by)
        unit: timeline.Unit = "day" if asked.days else "month"
        if asked.json:
            for value in timeline.timeline_json(made, unit):
                put_json(value)
        else:
            for line in timeline.timeline_lines(made, unit):
                put(line)
    return FINE


def _of_one(opened: Library, asked: argparse.Namespace) -> int:
    from briefing import plainly

    id, clause = _meant(opened, asked.actor)
    theirs = {hit.row.id for hit in opened.search(clause).hits}
    for hit in answer(opened, asked.query or "", "oldest").hits:
        if hit.row.id in theirs:
            value = _mentioned(opened, hit.row, id)
            title = plainly.titled(hit.row)
            if asked.json:
                put_json(value)
            else:
                where = f"paragraph {value['paragraph']}" if value["paragraph"] else "title"
                put(f"{value['date']}  {title}  {value['id']}  {where}")
    return FINE


def _mentioned(opened: Library, row: Row, id: str) -> dict[str, Any]:
    """An article, and where it first mentions somebody."""
    from briefing import timeline

    article = opened.article(row.id)
    offset = timeline.first_mention(article, opened.gazetteer, id, "actor")
    return {
        "id": row.id,
        "title": row.title or row.path,
        "date": row.date_label,
        "from": row.period.first and row.period.first.isoformat(),
        "to": row.period.last and row.period.last.isoformat(),
        "paragraph": None if offset is None else timeline.paragraph_at(article, offset),
        "offset": offset,
    }


def _meant(opened: Library, name: str) -> tuple[str, str]:
    """Who is meant, by id or by a name that no file knows, and the query for their articles; else wrong usage."""
    from briefing.query import QueryError

    known = opened.named(name)
    if len(known) > 1:
        several = " or ".join(f"{opened.gazetteer.name(id)} ({id})" for id in known)
        raise Usage(f"“{name}” may be {several}; give one of these.")
    value = known[0] if known else name.replace('"', "")
    failed = None
    for field in ("actor", "place"):
        clause = f'{field}:"{value}"'
        try:
            if opened.search(clause).hits or known:
                return value, clause
        except QueryError as error:
            failed = failed or error
    nearest = (failed.suggestion or "").partition(":")[2] if failed else ""
    raise Usage(f"nobody is called “{name}”." + (f" Did you mean {nearest}?" if nearest else ""))
