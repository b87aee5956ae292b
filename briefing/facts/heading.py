"""What stands above an article: clock, breadcrumb, title, byline; and the stamps that hide under its standfirst."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.article import WRAPPED
from briefing.day_words import OF_SOMETHING_ELSE
from briefing.facts import shapes
from briefing.facts.dateline import find_dateline
from briefing.facts.lines import BODY, Line, is_prose
from briefing.facts.written import stamped_dates, without_clock, written_date
from briefing.words import fold_text

_REACH = 14
"""Lines of the page among which its heading ends."""
_MOST_SENTENCES = 2
_SAME = 0.7
"""How much of the shorter of two titles is in the other, where they are one."""
LONGEST = 200
_NO_TITLE_END = re.compile(r"[.,;:][\"'”’)\]]*$")
_STAMP_WORD = re.compile(
    r"(?:first )?(?:published|posted|updated?|last updated|modified|edited|created|added|released|issued|date)\b:?"
    r"|\b(?:on|at|by|in|of|and|the|from|for|gmt|utc|am|pm|local time|est|bst|cet)\b|[|•·,:;()/–—-]",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r"(?:by|written by|reported by|author|from our correspondent)\b:?\s+", re.IGNORECASE)
_SMALL = frozenset(
    "and of the in for with al el de la bin van von & | staff writer writers reporter reporters correspondent "
    "correspondents agencies news desk our editor".split()
)


def heading(lines: Sequence[Line], known: str = "", front_end: int = 0) -> list[Line]:
    """The lines, with those of the heading marked as what they are, and those before `front_end` as front matter.

    Where metadata gave the title (`known`), no other line is one: a standfirst stays with the article.
    """
    marked, titled, below_crawl, kept, told = list(lines), False, False, 0, 0
    front = next((n for n, line in enumerate(lines) if line.end > front_end), len(lines))
    for n, line in enumerate(lines[:front]):
        if line.kind == BODY:
            marked[n] = replace(line, kind=_late_kind(line) or "front matter")
    for n, line in enumerate(lines[front : front + _REACH], front):
        below_crawl = below_crawl or line.kind == "crawl"
        if line.kind != BODY:
            continue
        kind = _pure_stamp(marked, n, first=not titled and not below_crawl)
        if kept == 0 and n + 1 < len(lines) and shapes.ADDRESS.fullmatch(line.text):
            kind = "navigation"
        if kind is None and find_dateline(f"{line.text} …"):
            break
        if kind is None:
            kind = _kind(line) if kept == 0 else _late_kind(line)
        if kind is None and not titled and kept == 0 and _is_title(lines, n) and _agrees(line.text, known):
            kind, titled = "title", True
        if kind is None:
            kept, told = kept + 1, told + is_prose(line)
        else:
            marked[n] = replace(line, kind=kind)
        if told == _MOST_SENTENCES:
            break
    return marked


def _pure_stamp(lines: Sequence[Line], n: int, *, first: bool) -> str | None:
    """A line that is a date and nothing else: the site's clock where a breadcrumb or menu follows."""
    text = lines[n].text
    if len(text) > LONGEST:
        return None
    clock = first and bool(shapes.CLOCK.fullmatch(text))
    if not clock and written_date(text) is None:
        return None
    following = next((line for line in lines[n + 1 :]), None)
    site = following is not None and (following.kind == "navigation" or shapes.is_breadcrumb(following.text))
    return "clock" if first and (site or (clock and written_date(text) is None)) else "byline"


def _kind(line: Line) -> str | None:
    """Above the first line of the article's own."""
    if len(line.text) > LONGEST:
        return None
    if shapes.is_breadcrumb(line.text) or shapes.SECTION.fullmatch(line.text):
        return "breadcrumb"
    if late := _late_kind(line):
        return late
    return "byline" if shapes.PUBLISHER.fullmatch(line.text) else None


def _late_kind(line: Line) -> str | None:
    """Under a standfirst, too: lines that say when, by whom, from where, and no more."""
    if len(line.text) > LONGEST or (is_prose(line) and not is_stamp(line.text)):
        return None
    stated = shapes.LABEL.fullmatch(line.text) or shapes.SOURCE.fullmatch(line.text)
    return "byline" if stated or is_byline(line.text) or is_stamp(line.text) else None


def is_byline(text: str) -> bool:
    """`By Ilen Marrow and Orla Venn, Coast Wire`: names, and nothing that a sentence would say."""
    found = _LEAD_IN.match(text)
    words = re.sub(r"[,/()|]", " ", text[found.end() :]).split() if found else []
    return 0 < len(words) <= 12 and words[0][0].isupper() and all(_is_name(word) for word in words)


def _is_name(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL or word.startswith(("al-", "el-", "@"))


def is_stamp(text: str) -> bool:
    """A date with at most a few names beside it: `Published on 16 September 2025 | Cairo | Coast Wire`."""
    bare = without_clock(text[:LONGEST])
    spans = list(stamped_dates(bare))
    if not spans or len(bare.split()) > 16:
        return False
    rest = bare
    for start, end, _ in reversed(spans):
        rest = rest[:start] + " " + rest[end:]
    if OF_SOMETHING_ELSE.search(rest):
        return False
    said = _STAMP_WORD.search(rest) is not None
    names = _STAMP_WORD.sub(" ", rest).split()
    edge = spans[0][0] == 0 or spans[-1][1] == len(bare)
    return len(names) <= 6 and (said or edge) and all(name[0].isupper() or name[0] == "@" for name in names)


def _agrees(line: str, known: str) -> bool:
    """Is the line the title that is known already, with or without the name of the site?"""
    ours, theirs = (set(fold_text(text).split()) for text in (line, known))
    return not theirs or len(ours & theirs) >= _SAME * min(len(ours), len(theirs))


def _is_title(lines: Sequence[Line], n: int) -> bool:
    """A short line that is no sentence, stands by itself, and has sentences under it."""
    line = lines[n]
    if not 2 <= line.words <= 28 or len(line.text) > LONGEST or _NO_TITLE_END.search(line.text):
        return False
    below = lines[n + 1 : n + 40]
    if not below or not any(is_prose(other) or len(other.text) > 60 for other in below):
        return False
    wrapped = below[0].start - line.end == 1 and len(below[0].text) <= WRAPPED and len(line.text) > 50
    return not wrapped
