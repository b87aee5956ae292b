"""JSON: one article, a list of them, or an object that holds such a list; Telegram's export is known by its shape."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from briefing.article import Page
from briefing.clean import clean_line
from briefing.files import Unreadable
from briefing.intake.days import clock, iso_day
from briefing.intake.decode import decode
from briefing.intake.formats import telegram
from briefing.intake.many import not_too_many
from briefing.intake.markup import visible_text

TEXTS = ("text", "body", "content", "content_text", "articleBody")
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
LOOKED_FOR = "looked for an object, or a list of objects, with `text`, `body` or `content`"


def pages(path: str, raw: bytes) -> list[Page]:
    """The page of an object; of a list, one page an object, told apart by its id, else its address, else its place."""
    text, encoding = decode(raw)
    try:
        data = loads(text)
    except ValueError as error:
        raise Unreadable(f"not JSON: {error}") from error
    if telegram.is_export(data):
        return telegram.pages(path, data, encoding)
    if isinstance(data, dict) and not words(data):
        data = next((data[key] for key in LISTS if isinstance(data.get(key), list)), data)
    if isinstance(data, dict) and words(data):
        return [Page(path=path, text=words(data), meta=meta(data), encoding=encoding)]
    listed = data if isinstance(data, list) else []
    return articles(path, enumerate(not_too_many(listed), 1), encoding, [])


def loads(text: str) -> Any:
    """The value, numbers as they were written; ValueError with a sentence for people."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}, column {error.colno}: {error.msg}") from error


def articles(path: str, items: Iterable[tuple[int, Any]], encoding: str, remarks: list[str]) -> list[Page]:
    """One page an object with text, by its place; the first carries the remarks. Unreadable where none has text."""
    read, empty = [], 0
    for place, item in items:
        text = words(item) if isinstance(item, dict) else ""
        if text:
            read.append(Page(path=path, text=text, entry=_key(item, place), meta=meta(item), encoding=encoding))
        else:
            empty += 1
    if not read:
        raise Unreadable("; ".join([f"no article in it: {LOOKED_FOR}", *remarks[:1]]))
    if empty:
        remarks = [*remarks, f"{empty} of {empty + len(read)} items have no text and were left out"]
    return [replace(read[0], remarks=tuple(remarks)), *read[1:]]


def words(item: dict[str, Any]) -> str:
    """The text of an article; strings are taken as they are, and only `content_html` as HTML."""
    for key in TEXTS:
        value = item.get(key)
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        if isinstance(value, str) and value.strip():
            return value
    rich = item.get("content_html")
    return visible_text(rich) if isinstance(rich, str) else ""


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
