"""Whether an element of a page stands by itself or in a byline, or amid the words of what is told there."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from briefing.day_words import PUBLISHED
from briefing.intake.days import without_clock

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_INLINE = frozenset("a abbr b bdi bdo cite em font i ins mark small span strong sub sup time u".split())
_TOLD = frozenset("blockquote q figure figcaption".split())
"""What stands in these is told of or shown, wherever in the page that is."""
_PAGE = frozenset("article section main body html".split())
"""Their classes say nothing of the words in them."""
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|dateline|meta|info|author|credits?|time-?stamp|date|posted(?:-on)?)(?=$|[\s_-])",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(rf"\W*(?:by\b|{PUBLISHED.pattern})", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…。۔؟।][\"'”’)\]]*\s*\Z")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST, _MANY = 3, 12
"""Words of a sentence beside a date; words that are more than a byline has."""
_FARTHEST, _LONGEST = 8, 100
"""Elements that are looked at on each side and above; characters of the line on each side."""
MOST_TIMES = 200
"""Time elements of a page that are looked at so; articles have a few."""


def amid_words(element: HtmlElement) -> bool:
    """Is it part of a sentence that is told, rather than in a header, a byline or alone on its line?"""
    before, after, block = "", element.tail or "", element
    for _ in range(_FARTHEST):
        above = block.getparent()
        if above is None:
            break
        earlier, later = _beside(block)
        before = earlier + before
        after += later if block is element else (block.tail or "") + later
        block = above
        if block.tag not in _INLINE:
            break
    if _tags_above(block) & _TOLD:
        return True
    if _is_heading(block):
        return False
    line = without_clock(f"{before[-_LONGEST:]} {after[:_LONGEST]}")
    words = _WORD.findall(line)
    if len(words) >= _MANY:
        return True
    told = len(words) >= _FEWEST and any(not word[0].isupper() for word in words)
    return told and bool(_ENDED.search(after[-_LONGEST:])) and not _LEAD_IN.match(line)


def _beside(element: HtmlElement) -> tuple[str, str]:
    """The words before and after it, inside of what it stands in, on its own line as far as that is looked at."""
    before, after = "", ""
    above = element.getparent()
    for n, other in enumerate(element.itersiblings(preceding=True)):
        before = (other.tail or "") + before
        if other.tag not in _INLINE or n == _FARTHEST or len(before) > _LONGEST:
            break
        before = _words(other) + before
    else:
        before = ((above.text if above is not None else "") or "") + before
    for n, other in enumerate(element.itersiblings()):
        if other.tag not in _INLINE or n == _FARTHEST or len(after) > _LONGEST:
            break
        after += _words(other) + (other.tail or "")
    return before, after


def _words(element: HtmlElement) -> str:
    """The first of the words in it."""
    parts = (part for part in islice(element.iterdescendants(), _FARTHEST) if isinstance(part.tag, str))
    return (element.text or "") + "".join(f"{part.text or ''}{part.tail or ''}" for part in parts)


def _tags_above(block: HtmlElement) -> set[object]:
    tags, above = set(), block
    for _ in range(_FARTHEST):
        tags.add(above.tag)
        above = above.getparent()
        if above is None:
            break
    return tags


def _is_heading(block: HtmlElement) -> bool:
    """Is it marked as a header or a byline, or what it stands in?"""
    if "header" in _tags_above(block):
        return True
    above = block.getparent()
    return any(
        one is not None and one.tag not in _PAGE and _BYLINE.search(f"{one.get('class') or ''} {one.get('id') or ''}")
        for one in (block, above)
    )
