"""Saved web pages: the article's own words as trafilatura finds them, and what the page's markup says of it.

Pages saved by SingleFile hold their address and the day they were saved in a comment. A page in which no article
can be found, or which takes too long to be searched for one, gives all of its visible text, with a remark.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING

from briefing.article import Page
from briefing.bounded import within
from briefing.files import Unreadable
from briefing.intake.days import iso_day
from briefing.intake.decode import declared, decode
from briefing.intake.foreign import foreign
from briefing.intake.formats import htmlmeasure, htmlmeta
from briefing.intake.formats.htmlaround import MOST_TIMES, amid_words
from briefing.intake.markup import lean, seen, text_in, visible_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST_SOURCE = 2_000_000
"""Characters, without pictures, scripts and style sheets; of a longer page all visible text is taken."""
MOST_ELEMENTS = 30_000
"""The same; each costs the parsers some 50 microseconds."""
MOST_ATTRIBUTES = 1_000
"""Of one element, which are compared with each other."""
MOST_SECONDS = 10.0
"""Of computing, to find the article: for the largest pages it takes some three."""
_ELEMENT = re.compile("<[a-zA-Z]")
_TAG = re.compile(r"""<[a-zA-Z](?>[^"'>]+|"[^"]*"|'[^']*')*+(?:[>"']|\Z)""")
_FRAMED = re.compile(r"""\ssrcdoc\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
MUCH_FRAMED = 30
"""Words; frames with advertisements have fewer."""
MOST_FRAMES = 100
_ATTRIBUTE = re.compile(r"""[^\s"'>]+|"[^"]*"|'[^']*'""")
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(?P<url>\S{1,4000})(?:\s+saved date:\s*(?P<saved>[^\n]{1,100}))?"
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>\S{1,4000})")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[|-]+")
_NOT_TOLD_APART = "no article could be told from the page around it, so all of its text is kept"
_TOO_MUCH = "too much is nested in it to tell an article from the page around it, so all of its text is kept"


def pages(path: str, raw: bytes) -> list[Page]:
    """One page."""
    source, encoding = decode(raw, declared(raw))
    return [page(path, source, encoding)]


def page(path: str, source: str, encoding: str, known: Mapping[str, str] | None = None) -> Page:
    """The page of this source; `known` is what its container says of it (an address, the day it was saved)."""
    known = {**saved(source), **(known or {})}
    source = lean(source)
    borne = _borne(source)
    bare, hidden = seen(source)
    tree, shown = _tree(source[:borne]), text_in(bare)
    whole = tree is not None and len(source) == borne and not _cut(tree, shown)
    bearable = tree is not None and htmlmeasure.bearable(tree)
    told = tree if bare == source else _tree(bare)
    text = _article(told) if whole and bearable and told is not None else ""
    meta, remarks = htmlmeta.meta(tree, known, bearable) if tree is not None else (known, ())
    if not text:
        remarks = (_NOT_TOLD_APART if bearable or not whole else _TOO_MUCH, *remarks)
    remarks = (*remarks, hidden) if hidden else remarks
    framed = [words for words in _framed(source) if len(words.split()) >= MUCH_FRAMED]
    if framed and (text or shown):
        remarks = (*remarks, f"left out: {len(framed)} frame{'s' * (len(framed) != 1)} of the page with a text inside")
    return Page(path=path, text=text or shown or "\n\n".join(framed), meta=meta, encoding=encoding, remarks=remarks)


def saved(source: str) -> dict[str, str]:
    """`url` and `saved`, the day of saving, where the program that saved the page wrote them down."""
    found = _SINGLE_FILE.search(source[:20_000]) or _SAVED_FROM.search(source[:5_000])
    if not found:
        return {}
    day = iso_day(found.groupdict().get("saved") or "")
    return {"url": found["url"]} | ({"saved": day} if day else {})


def _framed(source: str) -> Iterator[str]:
    """What is seen in the frames whose pages stand in the page itself; no page has more than the first ones."""
    tags = (tag[0] for tag in _TAG.finditer(source) if tag[0][:7].lower() == "<iframe")
    for tag in itertools.islice(tags, MOST_FRAMES) if "srcdoc" in source.lower() else ():
        if held := _FRAMED.search(tag):
            yield visible_text(lean(unescape((held[1] or held[2] or "")[:LARGEST_SOURCE])))


def _borne(source: str) -> int:
    """How many characters of a page the parsers can bear: all, or those before what is too much."""
    most = min(len(source), LARGEST_SOURCE)
    last = next(itertools.islice(_ELEMENT.finditer(source, 0, most), MOST_ELEMENTS, None), None)
    most = last.start() if last else most
    for tag in _TAG.finditer(source, 0, most):
        attributes = _ATTRIBUTE.finditer(tag[0]) if len(tag[0]) > MOST_ATTRIBUTES else ()
        if next(itertools.islice(attributes, MOST_ATTRIBUTES, None), None):
            return tag.start()
    return most


def _tree(source: str) -> HtmlElement | None:
    try:
        with foreign("a page that can be parsed"):
            from trafilatura import load_html  # 150 ms to import

            return load_html(source)
    except Unreadable:
        return None


def _cut(tree: HtmlElement, shown: str) -> bool:
    """Did the parser give up early, as it does where elements nest hundreds deep?"""
    return 2 * sum(map(len, tree.itertext())) < len(shown)


def _article(tree: HtmlElement) -> str:
    """The article in paragraphs; "" where trafilatura finds none, or not in time.

    It leaves every time element out: those that are words of the article are made ordinary ones.
    """
    for element in [time for time in itertools.islice(tree.iter("time"), MOST_TIMES) if amid_words(time)]:
        element.tag = "span"
    try:
        with foreign("a page with an article in it"):
            from trafilatura import extract

            found = within(MOST_SECONDS, lambda: extract(tree, include_comments=False))
    except Unreadable:
        return ""
    return _paragraphs(found or "")


def _paragraphs(text: str) -> str:
    """Lines, as trafilatura writes them, become blocks; points of a list and rows of a table stay together."""
    lines = [row for line in text.split("\n") if (row := _row(line.strip()))]
    joints = (
        "\n" if line[:2] == following[:2] and line[:2] in ("- ", "| ") else "\n\n"
        for line, following in itertools.pairwise(lines)
    )
    return "".join(itertools.chain.from_iterable(itertools.zip_longest(lines, joints, fillvalue="")))


def _row(line: str) -> str:
    """A line of text as it is; a row of a table without its empty cells, and as plain text where one cell is left."""
    if not line.startswith("|"):
        return line
    cells = [cell.strip() for cell in _BETWEEN_CELLS.split(line) if cell.strip()]
    if len(cells) < 2:
        return "" if _RULE.fullmatch(line) else "".join(cells).replace("\\|", "|")
    return "" if all(_RULE.fullmatch(cell) for cell in cells) else f"| {' | '.join(cells)} |"
