"""Feeds (RSS, Atom): every entry with text is a page. Nothing is fetched, and what declares entities is refused."""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from briefing.article import Page
from briefing.clean import clean, clean_line
from briefing.files import Unreadable
from briefing.intake.days import clock, printed_day
from briefing.intake.decode import declared, decode
from briefing.intake.foreign import foreign
from briefing.intake.many import not_too_many
from briefing.intake.markup import visible_text

DEEPEST = 100
MOST_ATTRIBUTES = 500
"""Of one element: they are compared each with each."""
_NEW = 5
"""A summary of which more than one word in so many is not in the text is none."""
_SEVERAL = "its summary says something else than its text, and stands below it"
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,1000}>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)[A-Za-z][^<>]*>")
_ENTRY = re.compile(r"<(?:item|entry)(?=[\s/>])")
_ENTITIES = re.compile(r"<!(?:ENTITY|DOCTYPE[^>\[]{0,1000}\[)", re.IGNORECASE)


def pages(path: str, raw: bytes) -> list[Page]:
    """One page an entry, in the order of the feed, told apart by its GUID, else its link, else its place from 1."""
    source, encoding = decode(raw, declared(raw))
    feed = _parsed(source)
    entries = feed.get("entries", [])
    if not entries:
        raise Unreadable("no article in it: not an RSS or Atom feed with entries")
    read = [
        Page(
            path=path,
            text="\n\n".join(texts),
            entry=_key(entry, place),
            meta=_meta(entry, feed),
            encoding=encoding,
            remarks=(_SEVERAL,) if len(texts) > 1 else (),
        )
        for place, entry in enumerate(not_too_many(entries), 1)
        if (texts := _texts(entry))
    ]
    if not read:
        raise Unreadable(f"no text in it: all {len(entries)} entries of the feed are empty")
    return [replace(read[0], remarks=(*_remarks(feed, len(read)), *read[0].remarks)), *read[1:]]


def _parsed(source: str) -> Any:
    if _ENTITIES.search(source):
        raise Unreadable("it declares entities, which no feed needs and bombs are made of")
    deque(not_too_many(_ENTRY.finditer(source)), maxlen=0)
    source = _DOCTYPE.sub("", clean(_DECLARATION.sub("", source)))
    if wrong := _unbearable(source):
        raise Unreadable(wrong)
    with foreign("a feed that can be parsed"):
        import feedparser  # 60 ms to import
        from feedparser import mixin

        mixin._FeedParserMixin._add_tag = _no_tag
        return feedparser.parse(
            io.BytesIO(source.encode()),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )


def _no_tag(parser: Any, *_: object) -> None:
    """In place of what compares each category of an entry with each: we read none of them."""
    parser._get_context().setdefault("tags", [])


def _unbearable(source: str) -> str:
    """Why a parser may not bear its elements, "" where it does. What stands in CDATA is not looked at."""
    first, *rest = source.split("<![CDATA[")
    depth = 0
    for part in (first, *(section.partition("]]>")[2] for section in rest)):
        for tag in _TAG.finditer(part):
            depth += -1 if tag[1] else 0 if part[tag.end() - 2] == "/" else 1
            if depth > DEEPEST:
                return "its elements are nested too deeply, or not closed"
            if tag[0].count("=") > MOST_ATTRIBUTES:
                return f"one of its elements has more than {MOST_ATTRIBUTES} attributes"
    return ""


def _texts(entry: Any) -> list[str]:
    """The longest of what the entry gives as its content or summary, and then what says something else."""
    given = [*entry.get("content", []), entry.get("summary_detail") or {}]
    texts = [
        one.get("value", "") if one.get("type") == "text/plain" else visible_text(one.get("value", "")) for one in given
    ]
    kept: list[str] = []
    known: set[str] = set()
    for text in sorted(map(str.strip, texts), key=len, reverse=True):
        words = set(text.split())
        if _NEW * len(words - known) > len(words):
            kept.append(text)
            known |= words
    return kept


def _key(entry: Any, place: int) -> str:
    return clean_line(entry.get("id") or entry.get("link") or "") or str(place)


def _meta(entry: Any, feed: Any) -> dict[str, str]:
    """Of the entry's dates only that of its first publication is its date; `updated` is kept beside it."""
    published = _own(entry, "published")
    day, changed = printed_day(published) or "", printed_day(_own(entry, "updated")) or ""
    publisher, title = clean_line(_source(entry)), clean_line(feed.get("feed", {}).get("title", ""))
    found = {
        "title": visible_text(entry.get("title", "")),
        "source": publisher or title,
        "distributor": title if publisher and publisher != title else "",
        "author": entry.get("author", ""),
        "url": link if re.match(r"https?://", link := entry.get("link", "")) else "",
        "language": entry.get("language", "") or feed.get("feed", {}).get("language", ""),
        "date": day,
        "date_evidence": f"published: {published}" if day else "",
        "time": (clock(published) or "") if day else "",
        "updated": changed if changed != day else "",
    }
    cleaned = {key: clean_line(value) for key, value in found.items()}
    return {key: value for key, value in cleaned.items() if value}


def _source(entry: Any) -> str:
    source = entry.get("source")
    return (source.get("title") or source.get("value") or "") if isinstance(source, dict) else ""


def _own(entry: Any, key: str) -> str:
    """The value itself: where `updated` is not given, feedparser answers with `published`.

    What feedparser reads of it is left alone: it fills in what is missing with the present month.
    """
    return str(dict.get(entry, key) or "")


def _remarks(feed: Any, read: int) -> Iterator[str]:
    total = len(feed["entries"])
    if total > read:
        yield f"{total - read} of {total} entries of the feed have no text and were left out"
    if feed.get("bozo"):
        yield f"the feed is not well-formed{_where(feed.get('bozo_exception'))}, and some of it may be missing"


def _where(problem: Any) -> str:
    """The place, where one is known; what the parser says of it may hold words of the feed."""
    line = problem.getLineNumber() if hasattr(problem, "getLineNumber") else None
    return f" in line {line}" if isinstance(line, int) else ""
