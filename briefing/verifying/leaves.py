"""A brief in Markdown as runs of text, with the anchors and whatever is no text among them, and the block quotations
that they stand in."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from briefing.anchors import Anchor, read_anchor
from briefing.plainyaml import YamlError, read

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

ANCHOR = re.compile(r"<!--\s*briefing:(?!yours\b)")
NOTE_LABEL = r"\[\^([0-9]{1,9}|[0-9a-z]{10})\]"
"""Of a footnote as briefs have them; any other may be words."""
_DEFINITION = re.compile(rf"^{NOTE_LABEL}:", re.MULTILINE)
_ANY_DEFINITION = re.compile(r"\[\^[^\[\]\n]+\]:")
_FRONT_MARK = re.compile(r"(?:---|\.\.\.)[ \t]*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT_END = re.compile(r"--!?>")
_LIVE = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_SLOT = re.compile(r"<!-- briefing:yours ([a-z-]{1,20}) -->")
_SHOWING = re.compile(
    r"<(?:blockquote|q|style|script|link|meta|base|iframe|frame|object|embed|svg|math|textarea|template|plaintext|xmp)"
    r"(?![a-z0-9-])",
    re.IGNORECASE,
)
"""Sets words as a quotation, or changes what is seen of others."""
_QUOTED_LINE = re.compile(r"^[ \t]*>", re.MULTILINE)
HTML, PICTURE, TITLE = "it holds HTML", "it holds a picture", "it holds a link with a title"
CODE, RULE = "it holds a block of code", "it holds a rule"
DEEP = "it is nested too deep to be read"
SET_IN_HTML = "it is HTML that quotes, or changes what is seen, and cannot be read"
IN_NOTE = "it is a quotation within a footnote, and cannot be read"


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


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning or end of a block quotation or of a slot, or other content that no words are read from."""

    kind: Literal["open", "close", "slot", "slot end", "other", "html", "unread"]
    line: int = 0
    why: str = ""
    """Of a quotation that cannot be read."""


def front_matter(text: str) -> str:
    """What stands above a brief as YAML, with its marks; "" where that is not a mapping, as it is shown then."""
    start = at = int(text.startswith("\ufeff"))
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        line = text[at:end].rstrip("\r\n")
        if at == start and (not line.startswith("---") or line.rstrip(" \t") != "---"):
            return ""
        if at > start and _FRONT_MARK.fullmatch(line):
            return text[:end] if _is_mapping(text[text.find("\n") + 1 : at]) else ""
        at = end
    return ""


def _is_mapping(yaml: str) -> bool:
    try:
        return isinstance(read(yaml, name="").data, dict)
    except YamlError:
        return False


def leaves(text: str) -> tuple[frozenset[str], Iterator[Leaf | Edge]]:
    """The labels of the footnotes of a brief, and its parts in order; lines are counted as in the text."""
    from markdown_it import MarkdownIt  # 40 ms to import

    parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable("reference")
    parser.core.ruler.disable(["inline", "text_join"])
    front = front_matter(text)
    text = "\n" * len(re.findall(r"\r\n?|\n", front)) + text[len(front) :]
    tokens = parser.parse(text.removeprefix("\ufeff"))
    labels = (_DEFINITION.findall(token.content) for token in tokens if token.type == "inline" and token.level == 1)
    return frozenset(label for found in labels for label in found), _joined(_Walk(parser).parts(tokens))


class _Walk:
    """Goes through the blocks of a brief."""

    def __init__(self, parser: MarkdownIt) -> None:
        self.parser = parser
        self.depth = 0
        """Of block quotations."""
        self.lists: list[int | None] = []
        """The next number of each that is open; None where it has none."""
        self.in_note = False

    def parts(self, tokens: Sequence[Token]) -> Iterator[Leaf | Edge]:
        before = ""
        for token in tokens:
            yield from self.part(token, before)
            before = token.type

    def part(self, token: Token, before: str) -> Iterator[Leaf | Edge]:
        first, after = token.map or (0, 0)
        match token.type:
            case "blockquote_open":
                self.depth += 1
                yield Edge("open", first + 1)
            case "blockquote_close":
                self.depth -= 1
                yield Edge("close")
            case "bullet_list_open" | "ordered_list_open":
                self.lists.append(int(token.attrs.get("start", 1)) if token.tag == "ol" else None)
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                yield from self.numbered(token, first)
            case "inline":
                leaf = _inline_leaf(self.parser, token, first, after)
                leaf.kind = _KINDS.get(before, leaf.kind if not self.lists else "item")
                if not self.depth:
                    self.in_note = bool(_ANY_DEFINITION.match(token.content))
                yield from self.read(leaf)
            case "html_block":
                yield from self.read(_html_leaf(token.content, first, after), token.content)
            case "fence" | "code_block":
                yield from self.code(token, first, after)
            case "hr":
                yield from [Leaf(first, after, "", flaws=[Flaw(0, RULE)])] * bool(self.depth)
        if token.type in ("blockquote_open", "list_item_open") and token.level + 1 >= self.parser.options.maxNesting:
            yield Edge("unread", first + 1, DEEP)

    def numbered(self, token: Token, first: int) -> Iterator[Leaf]:
        """The number of an item is seen, and so are the words of a quotation."""
        number = self.lists[-1]
        if number is not None:
            self.lists[-1] = number + 1
            if self.depth:
                yield Leaf(first, first, f"{number}{token.markup}")

    def code(self, token: Token, first: int, after: int) -> Iterator[Leaf | Edge]:
        if self.depth:
            yield Leaf(first, after, token.content, flaws=[Flaw(0, CODE)])
            return
        yield Edge("other")
        if self.in_note and token.type == "code_block" and (quoted := _QUOTED_LINE.search(token.content)):
            yield Edge("unread", first + 1 + token.content.count("\n", 0, quoted.start()), IN_NOTE)

    def read(self, leaf: Leaf, raw: str = "") -> Iterator[Leaf | Edge]:
        if self.depth or leaf.marks or not leaf.html:
            yield leaf
        if self.depth:
            return
        if leaf.html and (slot := _SLOT.fullmatch(raw.strip())):
            yield Edge("slot end" if slot[1] == "end" else "slot", leaf.first + 1)
        for flaw in leaf.flaws:
            if flaw.why in (HTML, SET_IN_HTML) and flaw.lasting:
                yield Edge("unread" if flaw.why == SET_IN_HTML else "html", leaf.line(flaw.at), flaw.why)


_KINDS: dict[str, Literal["heading", "cell"]] = {"heading_open": "heading", "th_open": "cell", "td_open": "cell"}


def _inline_leaf(parser: MarkdownIt, token: Token, first: int, after: int) -> Leaf:
    leaf = Leaf(first, after, "")
    children: list[Token] = []
    parser.inline.parse(token.content, parser, {}, children)
    texts: list[str] = []
    size = lines = 0
    for child in children:
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


def _html_leaf(content: str, first: int, after: int) -> Leaf:
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


def _joined(parts: Iterable[Leaf | Edge]) -> Iterator[Leaf | Edge]:
    """A paragraph that was wrapped before a comment is one again: Markdown ends it there."""
    run: list[Leaf] = []
    marked = False
    for part in parts:
        goes_on = isinstance(part, Leaf) and run and run[-1].after == part.first and _goes_on(run[-1], marked, part)
        if run and not goes_on:
            yield _merged(run)
            run, marked = [], False
        if isinstance(part, Leaf):
            run.append(part)
            marked = marked or bool(part.marks)
        else:
            yield part
    if run:
        yield _merged(run)


def _goes_on(last: Leaf, marked: bool, part: Leaf) -> bool:
    return marked and not part.html if last.html else part.html and bool(part.marks)


def _merged(run: Sequence[Leaf]) -> Leaf:
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
