"""Runs of text of a brief without their markup: the anchors among them, and what is seen otherwise than it says."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from briefing.anchors import Anchor, read_anchor

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

ANCHOR = re.compile(r"<!--\s*briefing:(?!yours\b)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT_END = re.compile(r"--!?>")
_LIVE = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_SHOWING = re.compile(
    r"<(?:blockquote|q|style|script|link|meta|base|iframe|frame|object|embed|svg|math|textarea|template|plaintext|xmp)"
    r"(?![a-z0-9-])",
    re.IGNORECASE,
)
"""Sets words as a quotation, or changes what is seen of others."""
HTML, PICTURE = "it holds HTML", "it holds a picture"
TITLE, UNSEEN = "it holds a link with a title", "it holds a link without words"
SET_IN_HTML = "it is HTML that quotes, or changes what is seen, and cannot be read"


@dataclass(slots=True)
class Mark:
    """The comment of an anchor in a run of text."""

    at: int
    """Where in the text it stands."""
    line: int
    anchor: Anchor | None
    """None where it cannot be read any more."""
    alone: bool = False
    """Does nothing else stand on its line?"""


@dataclass(slots=True)
class Flaw:
    """Something in a run of text that is seen otherwise than its words say."""

    at: int
    why: str
    lasting: bool = False
    """May it change what is seen of all that follows?"""


@dataclass(slots=True)
class Leaf:
    """A run of text without its markup."""

    first: int
    """Its line, and the one after its last; from 0."""
    after: int
    text: str
    marks: list[Mark] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    """Where its lines end; gathered when they are first asked for."""
    flawed: list[int] = field(default_factory=list)
    """Where its flaws stand; gathered likewise."""
    lasting: Flaw | None = None
    """The first of them that may change all that follows."""
    html: bool = False
    kind: Literal["text", "item", "heading", "cell"] = "text"

    def line(self, at: int) -> int:
        """Of a place in the text, from 1."""
        if not self.breaks:
            self.breaks = [found.start() for found in re.finditer("\n", self.text)]
        return self.first + bisect_left(self.breaks, at) + 1

    def flaw(self, start: int, end: int) -> str:
        """Why the text from `start` to `end` is seen otherwise than its words say; "" where it is not."""
        if not self.flaws:
            return ""
        if not self.flawed:
            self.flawed = [flaw.at for flaw in self.flaws]
            self.lasting = next((flaw for flaw in self.flaws if flaw.lasting), None)
        place = bisect_left(self.flawed, start)
        if place < len(self.flawed) and self.flawed[place] <= end:
            return self.flaws[place].why
        return self.lasting.why if self.lasting and self.lasting.at <= end else ""


def inline_leaf(parser: MarkdownIt, token: Token, first: int, after: int) -> Leaf:
    """The text of a paragraph, a heading or a cell."""
    leaf = Leaf(first, after, "")
    children: list[Token] = []
    parser.inline.parse(token.content, parser, {}, children)
    texts: list[str] = []
    size = lines = 0
    for place, child in enumerate(children):
        words = child.content
        if child.type in ("softbreak", "hardbreak"):
            words = "\n"
        elif child.type == "html_inline":
            _take_html(leaf, words, size, first + lines + 1)
            words = (" " if _BREAK.fullmatch(words) else "") + "\n" * words.count("\n")
        elif child.type == "image":
            leaf.flaws.append(Flaw(size, PICTURE))
            words = "\n" * words.count("\n")
        elif child.type == "link_open" and child.attrs.get("title"):
            leaf.flaws.append(Flaw(size, TITLE))
        elif child.type == "link_close" and children[place - 1].type == "link_open":
            leaf.flaws.append(Flaw(size, UNSEEN))
        texts.append(words)
        size, lines = size + len(words), lines + words.count("\n")
    leaf.text = "".join(texts)
    return leaf


def _take_html(leaf: Leaf, tag: str, at: int, line: int) -> None:
    anchor = read_anchor(tag)
    if ANCHOR.match(tag):
        leaf.marks.append(Mark(at, line, anchor))
    if anchor is None and not _BREAK.fullmatch(tag):
        comment = list(_comments(tag)) == [(0, len(tag))]
        leaf.flaws.append(Flaw(at, SET_IN_HTML if not comment and _SHOWING.search(tag) else HTML, lasting=not comment))


def _comments(content: str) -> Iterator[tuple[int, int]]:
    """Where those stand that end where everybody thinks they do, in a browser too; up to the first that does not."""
    at = content.find("<!--")
    while at >= 0 and not content.startswith((">", "->"), at + 4):
        end = _COMMENT_END.search(content, at + 4)
        if end is None or end[0] != "-->":
            return
        yield at, end.end()
        at = content.find("<!--", end.end())


def html_leaf(content: str, first: int, after: int) -> Leaf:
    """A block of HTML, whose text is shown as it stands, without Markdown."""
    leaf = Leaf(first, after, "", html=True)
    texts: list[str] = []
    size = lines = at = 0
    for start, end in [*_comments(content), (len(content), len(content))]:
        words = _BREAK.sub(" ", content[at:start])
        if live := _LIVE.search(words):
            leaf.flaws.append(Flaw(size + live.start(), SET_IN_HTML if _SHOWING.search(words) else HTML, lasting=True))
        words = html.unescape(words)
        if end > start:
            _take_html(leaf, content[start:end], size + len(words), first + lines + words.count("\n") + 1)
            words += "\n" * content.count("\n", start, end)
        at = end
        texts.append(words)
        size, lines = size + len(words), lines + words.count("\n")
    leaf.text = "".join(texts)
    if len(leaf.marks) == 1 and not leaf.text.strip():
        leaf.marks[0].alone = True
    return leaf


def merged(run: Sequence[Leaf]) -> Leaf:
    """Those that follow each other as one, each from a line of its own on."""
    if len(run) == 1:
        return run[0]
    whole = Leaf(run[0].first, run[-1].after, "", html=run[-1].html, kind=run[0].kind)
    texts: list[str] = []
    size = 0
    for part in run:
        gap = "\n" if texts and not texts[-1].endswith("\n") else ""
        size += len(gap)
        for mark in part.marks:
            mark.at += size
        for flaw in part.flaws:
            flaw.at += size
        whole.marks += part.marks
        whole.flaws += part.flaws
        texts += [gap, part.text] if gap else [part.text]
        size += len(part.text)
    whole.text = "".join(texts)
    return whole
