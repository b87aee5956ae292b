"""A brief in Markdown as runs of text with the anchors among them, and the block quotations that they stand in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from briefing.anchors import Anchor, read_anchor

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?:.*\r?\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
ANCHOR = re.compile(r"<!--\s*briefing:(?!yours\b)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


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
class Leaf:
    """A run of text without its markup."""

    first: int
    """Its line, and the one after its last; from 0."""
    after: int
    text: str
    marks: list[Mark] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    """Where its lines end; gathered when they are first asked for."""
    html: bool = False

    def line(self, at: int) -> int:
        """Of a place in the text, from 1."""
        if not self.breaks:
            self.breaks = [found.start() for found in re.finditer("\n", self.text)]
        return self.first + bisect_left(self.breaks, at) + 1


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning or end of a block quotation, or other content that no words are read from."""

    kind: Literal["open", "close", "other"]
    line: int = 0


def leaves(text: str) -> Iterator[Leaf | Edge]:
    """The parts of a brief, in order; lines are counted as in the text, front matter included."""
    from markdown_it import MarkdownIt  # 40 ms to import

    parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable("reference")
    parser.core.ruler.disable(["inline", "text_join"])
    front = FRONT.match(text)
    if front:
        text = "\n" * len(re.findall(r"\r\n?|\n", front[0])) + text[front.end() :]
    return _joined(_parts(parser, parser.parse(text.removeprefix("\ufeff"))))


def _parts(parser: MarkdownIt, tokens: Sequence[Token]) -> Iterator[Leaf | Edge]:
    depth = 0
    for token in tokens:
        first, after = token.map or (0, 0)
        if token.type == "blockquote_open":
            depth += 1
            yield Edge("open", first + 1)
        elif token.type == "blockquote_close":
            depth -= 1
            yield Edge("close")
        elif token.type == "inline" or (token.type == "html_block" and (depth or ANCHOR.search(token.content))):
            yield _leaf(parser, token, first, after)
        elif token.type in ("fence", "code_block"):
            yield Edge("other")


def _leaf(parser: MarkdownIt, token: Token, first: int, after: int) -> Leaf:
    leaf = Leaf(first, after, "", html=token.type == "html_block")
    children: list[Token] = []
    parser.inline.parse(token.content, parser, {}, children)
    texts: list[str] = []
    size = lines = 0
    for child in children:
        words = child.content
        if child.type in ("softbreak", "hardbreak"):
            words = "\n"
        elif child.type == "html_inline":
            if ANCHOR.match(words):
                leaf.marks.append(Mark(size, first + lines + 1, read_anchor(words)))
            words = " " if _BREAK.fullmatch(words) else "\n" * words.count("\n")
        texts.append(words)
        size, lines = size + len(words), lines + words.count("\n")
    leaf.text = "".join(texts)
    if leaf.html and len(leaf.marks) == 1 and not leaf.text.strip():
        leaf.marks[0].alone = True
    return leaf


def _joined(parts: Iterator[Leaf | Edge]) -> Iterator[Leaf | Edge]:
    """A paragraph that was wrapped before a comment is one again: Markdown ends it there."""
    held: Leaf | None = None
    for part in parts:
        if isinstance(part, Leaf) and held and held.after == part.first and _goes_on(held, part):
            _append(held, part)
            continue
        if held:
            yield held
        held = part if isinstance(part, Leaf) else None
        if isinstance(part, Edge):
            yield part
    if held:
        yield held


def _goes_on(held: Leaf, part: Leaf) -> bool:
    return bool(held.marks) and not part.html if held.html else part.html and bool(part.marks)


def _append(held: Leaf, part: Leaf) -> None:
    gap = "" if held.text.endswith("\n") else "\n"
    size = len(held.text) + len(gap)
    held.text += gap + part.text
    for mark in part.marks:
        mark.at += size
    held.marks += part.marks
    held.after, held.html = part.after, part.html
