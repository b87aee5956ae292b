"""JSON: one article, a list of them, or an object that holds such a list; Telegram's export is known by its shape."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from briefing.article import Page
from briefing.clean import clean_line
from briefing.files import Unreadable
from briefing.intake.days import clock, iso_day
from briefing.intake.decode import decode
from briefing.intake.formats import telegram
from briefing.intake.formats.jsonvalue import Doubled, below, loads, not_too_branched
from briefing.intake.many import not_too_many
from briefing.intake.markup import visible_text

TEXTS = ("text", "body", "content", "content_text", "articleBody")
_HOLDERS = {*TEXTS, "content_html"}
LISTS = ("articles", "items", "entries", "results", "docs", "data")
_KEYS = {
    "title": ("title", "headline"),
    "date": ("date", "published", "date_published", "datePublished", "published_at", "publishedAt", "pubDate"),
    "source": ("source", "publisher", "site", "sitename"),
    "author": ("author", "authors", "byline"),
    "url": ("url", "link", "source_url"),
    "language": ("language", "lang"),
    "updated": ("updated", "date_modified", "dateModified", "updated_at"),
    "translator": ("translator",),
}
_IDS = ("id", "guid", "_id", "url", "link")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_WORD = re.compile(r"\w+")
_MORE = 1.25
DOUBLED = "{} gives a key twice with different values, of which only the last was read"
DEEPER = "{} holds further texts in objects of other names, which were not read"
LOOKED_FOR = "looked for an object, or a list of objects, with `text`, `body` or `content`"


def pages(path: str, raw: bytes) -> list[Page]:
    """The page of an object; of a list, one page an object, told apart by its id, else its address, else its place."""
    text, encoding = decode(raw)
    not_too_branched(text)
    try:
        data = loads(text)
    except ValueError as error:
        raise Unreadable(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        return articles(path, enumerate(not_too_many(data if isinstance(data, list) else []), 1), encoding, [])
    listed = [data[key] for key in LISTS if isinstance(data.get(key), list)]
    told = [held for held in listed if any(isinstance(item, dict) and words(item) for item in held)]
    chats = telegram.pages(path, data, encoding) if telegram.is_export(data) else []
    doubled = [DOUBLED.format("the file")] if isinstance(data, Doubled) and not words(data) else []
    if chats and not told:
        return [replace(chats[0], remarks=tuple(doubled)), *chats[1:]]
    if words(data) and not told:
        return [replace(page, entry=None) for page in articles(path, [(0, data)], encoding, [])]
    held = told or listed[:1]
    items = chain([(0, data)] if words(data) else [], enumerate(chain.from_iterable(held), 1))
    passed = [*map(id, held), *([id(data.get("messages")), id(data.get("chats"))] if chats else [])]
    deeper = (
        [DEEPER.format("the file")]
        if not words(data) and any(any(_said(thing)) for thing in below(data, passed))
        else []
    )
    return [*chats, *articles(path, not_too_many(items), encoding, [*doubled, *deeper], passed)]


def articles(
    path: str, items: Iterable[tuple[int, Any]], encoding: str, remarks: list[str], passed: Collection[int] = ()
) -> list[Page]:
    """One page an object with text, by its place; the first carries the remarks. Unreadable where none has text.

    Each carries what is to be said of it alone; of what lies in it, lists of these identities are read elsewhere.
    """
    read, empty, more = [], 0, 0
    for place, item in items:
        texts = _texts(item) if isinstance(item, dict) else []
        if texts:
            text = _longest(texts)
            more += any(_says_else(other, text) for other in texts)
            said = tuple(_unread(item, text, passed))
            read.append(Page(path, text, _key(item, place), meta(item), encoding=encoding, remarks=said))
        else:
            empty += 1
    if not read:
        raise Unreadable("; ".join([f"no article in it: {LOOKED_FOR}", *remarks[:1]]))
    if empty:
        remarks = [*remarks, f"{empty} of {empty + len(read)} items have no text and were left out"]
    if more:
        remarks = [*remarks, f"{more} of {len(read)} articles have more than one text, of which the longest was read"]
    return [replace(read[0], remarks=(*remarks, *read[0].remarks)), *read[1:]]


def _unread(item: dict[str, Any], text: str, passed: Collection[int]) -> Iterator[str]:
    doubled, deeper, known = isinstance(item, Doubled), False, set(_WORD.findall(_TAG.sub(" ", text)))
    for thing in below(item, passed):
        doubled = doubled or isinstance(thing, Doubled)
        deeper = deeper or any(word not in known for word in _said(thing))
        if doubled and deeper:
            break
    if doubled:
        yield DOUBLED.format("the article")
    if deeper:
        yield DEEPER.format("the article")


def words(item: dict[str, Any]) -> str:
    """The text of an article, of several the longest; taken as they are, and only `content_html` as HTML."""
    texts = _texts(item)
    return _longest(texts) if texts else ""


def _texts(item: dict[str, Any]) -> list[str]:
    if _HOLDERS.isdisjoint(item):
        return []
    found = []
    for key in TEXTS:
        value = item.get(key)
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        if isinstance(value, str) and value.strip():
            found.append(value)
    rich = item.get("content_html")
    shown = visible_text(rich) if isinstance(rich, str) else ""
    return [*found, shown] if shown else found


def _said(item: dict[str, Any]) -> Iterator[str]:
    return (word for text in _texts(item) for word in _WORD.findall(_TAG.sub(" ", text)))


def _longest(texts: list[str]) -> str:
    """The first, unless another says clearly more, its markup left out: one text may be written in several ways."""
    if len(texts) == 1:
        return texts[0]
    sizes = [len("".join(_bare(text))) for text in texts]
    return texts[0] if max(sizes) <= _MORE * sizes[0] else texts[sizes.index(max(sizes))]


def _says_else(other: str, text: str) -> bool:
    """Does it hold more than a few words that the text lacks?"""
    if other == text:
        return False
    ours = set(_bare(other))
    return 10 * len(ours - set(_bare(text))) > len(ours)


def _bare(text: str) -> list[str]:
    return _TAG.sub(" ", text).split()


def meta(item: dict[str, Any]) -> dict[str, str]:
    """What it says of itself, under our names; where no date is an ISO day, the first stays as it was written."""
    found = {name: next((v for key in keys if (v := _line(item.get(key)))), "") for name, keys in _KEYS.items()}
    for key in _KEYS["date"]:
        written = _line(item.get(key))
        if day := iso_day(written):
            found |= {"date": day, "date_evidence": f"{key}: {written}", "time": clock(written) or ""}
            break
    return {key: value for key, value in found.items() if value}


def _line(value: Any) -> str:
    """A string; the name in an object; the names in a list, joined by commas."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        value = ", ".join(filter(None, _flat(value)))
    return clean_line(value) if isinstance(value, str) else ""


def _flat(values: list[Any]) -> Iterator[str]:
    return (_line(value) for value in values[:50] if not isinstance(value, list))


def _key(item: dict[str, Any], place: int) -> str:
    return next((key for name in _IDS if (key := _line(item.get(name)))), str(place))
