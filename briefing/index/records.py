"""An article as the catalogue keeps it: made where it was read, written down by whoever holds the catalogue."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from bisect import bisect_right
from dataclasses import dataclass, fields
from typing import Any, overload

from briefing.actors import Gazetteer
from briefing.article import Article, Page, article_json


@dataclass(frozen=True, slots=True)
class Record:
    """All that is written down of one article."""

    id: str
    title: str
    columns: tuple[str | int | None, ...]
    """The values of the columns of `articles` from `path` to `unlisted`."""
    page: bytes
    body: bytes
    facts: bytes
    standing: tuple[tuple[str, int], ...]
    """(actor id or key, paragraph) of every mention; the title is paragraph 0."""
    times: tuple[tuple[int, int], ...]
    """First and last day of every time that the text names, as ordinals."""


def record(page: Page, article: Article, gazetteer: Gazetteer) -> Record:
    """What to write down of an article."""
    when = article.published.period
    ids = article.actors
    places = [id for id in ids if id in gazetteer.places]
    actors = [id for id in ids if id not in gazetteer.places]
    factions = dict.fromkeys(faction for actor in actors for faction in gazetteer.factions_of(actor, when))
    groups = _groups(actors, gazetteer, article)
    mentions = (*article.title_mentions, *article.mentions)
    facts = article_json(article)
    del facts["body"]
    saved = {field.name: getattr(page, field.name) for field in fields(page)}
    title = printable(article.title)
    date = article.published.date
    return Record(
        id=article.id,
        title=title,
        columns=(
            *(article.path, printable(article.entry), title, article.title_basis, str(date) if date else None),
            *(article.published.basis, _ordinal(when.first), _ordinal(when.last), printable(article.source)),
            article.complete,
            *("\n".join(ids) for ids in (factions, groups, actors, places)),
            len({mention.key for mention in mentions if mention.actor is None and mention.via != "post"}),
        ),
        page=_packed({**saved, "meta": dict(page.meta)}),
        body=zlib.compress(printable(article.body).encode(), 3),
        facts=_packed(facts),
        standing=tuple(_standing(article)),
        times=tuple(_times(article)),
    )


def _groups(actors: list[str], gazetteer: Gazetteer, article: Article) -> list[str]:
    """The groups that the actors are, are part of, or held a post in on that day."""
    when = article.published.period
    people = (gazetteer.people[actor] for actor in actors if actor in gazetteer.people)
    posts = (post.group for person in people for post in person.posts_on(when))
    roots = [*(actor for actor in actors if actor in gazetteer.groups), *(post for post in posts if post)]
    return list(dict.fromkeys(group.id for root in roots for group in gazetteer.lineage(root)))


@overload
def printable(text: str) -> str: ...
@overload
def printable(text: str | None) -> str | None: ...
def printable(text: str | None) -> str | None:
    """Text without lone surrogates, which SQLite does not take."""
    return text and text.encode("utf-8", "replace").decode()


def _packed(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii"), 3)


def _ordinal(day: dt.date | None) -> int | None:
    return day.toordinal() if day else None


def _standing(article: Article) -> set[tuple[str, int]]:
    starts = [start for start, _ in article.paragraphs]
    found = {(printable(mention.key), 0) for mention in article.title_mentions}
    return found | {(printable(mention.key), bisect_right(starts, mention.start)) for mention in article.mentions}


def _times(article: Article) -> set[tuple[int, int]]:
    return {
        ((time.period.first or dt.date.min).toordinal(), (time.period.last or dt.date.max).toordinal())
        for time in article.times
        if not time.period.open
    }
