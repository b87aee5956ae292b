"""The linked data (JSON-LD) of a page: the things it describes, and which of them is the article."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Thing = dict[str, Any]

_ARTICLES = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review|OpinionNewsArticle)\Z")
_MOST, _DEEPEST = 500, 8
MOST_BROKEN = 20_000
"""Characters; other people search what is no JSON in a time that grows with its square."""
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,60})"')


def things(tree: HtmlElement) -> list[Thing]:
    """Every object at the top of the page's scripts, in `@graph` or as a main entity; lists of other pages are not."""
    found: list[Thing] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and len(found) < _MOST:
            found.extend(_walk(_loaded(script.text or ""), 0))
    return found[:_MOST]


def without_broken(tree: HtmlElement) -> HtmlElement:
    """The page, or where much of its linked data is no JSON, a copy without that."""
    if sum(len(script.text) for script in _broken(tree)) <= MOST_BROKEN:
        return tree
    copy = deepcopy(tree)
    for script in list(_broken(copy)):
        script.text = None
    return copy


def _broken(tree: HtmlElement) -> Iterator[HtmlElement]:
    for script in tree.iter("script"):
        if "+json" in (script.get("type") or "").lower() and script.text and not _is_json(script.text):
            yield script


def _is_json(text: str) -> bool:
    try:
        json.loads(text, strict=False, parse_int=str)
    except (ValueError, RecursionError):
        return False
    return True


def _loaded(text: str) -> Any:
    """The JSON; of what is broken, the one date of publication it may hold."""
    text = re.sub(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*\Z", "", text)
    try:
        return json.loads(text.strip().rstrip(";"), strict=False, parse_int=str)
    except (ValueError, RecursionError):
        days = set(_PUBLISHED.findall(text))
        return {"@type": "NewsArticle", "datePublished": days.pop()} if len(days) == 1 else None


def _walk(value: Any, depth: int) -> Iterator[Thing]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:_MOST]:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _walk(value.get(key), depth + 1)


def is_a(thing: Thing, *kinds: str) -> bool:
    """Is it of one of these types?"""
    return any(kind in kinds for kind in _kinds(thing))


def _kinds(thing: Thing) -> list[str]:
    kinds = thing.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]


def main_article(things: list[Thing], title: str) -> Thing:
    """The first article, but one with the page's own title rather than any other; {} where there is none."""
    articles = [thing for thing in things if any(_ARTICLES.match(kind) for kind in _kinds(thing))]
    start = title.casefold()[:30]
    named = (thing for thing in articles if start and text(thing, "headline").casefold().startswith(start))
    return next(named, articles[0] if articles else {})


def text(thing: Thing, key: str) -> str:
    """The value as words; "" where it is none or not words."""
    value = thing.get(key)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return html.unescape(value).strip() if isinstance(value, str) else ""


def name(thing: Thing, key: str) -> str:
    """The names of the people or organisations there, joined by commas; addresses are no names."""
    value = thing.get(key)
    values = value if isinstance(value, list) else [value]
    names = (text({key: one}, key) for one in values[:20])
    return ", ".join(dict.fromkeys(name for name in names if name and not re.match(r"https?://|www\.|@", name)))
