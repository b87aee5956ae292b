"""A brief in Markdown as runs of text, and the block quotations that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing.plainyaml import YamlError, read
from briefing.verifying.runs import HTML, SET_IN_HTML, Flaw, Leaf, html_leaf, inline_leaf, merged

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

NOTE_LABEL = r"\[\^([0-9]{1,9}|[a-z2-7]{10})\]"
"""Of a footnote as briefs have them; any other may be words."""
_DEFINITION = re.compile(rf"^{NOTE_LABEL}:", re.MULTILINE)
_ANY_DEFINITION = re.compile(r"\[\^[^\[\]\n]+\]:")
_QUOTING_IN_NOTE = re.compile(r"(?:\[\^[^\[\]\n]+\]:)?[ \t]*>")
_FRONT_MARK = re.compile(r"(?:---|\.\.\.)[ \t]*")
_SLOT = re.compile(r"<!-- briefing:yours ([a-z-]{1,20}) -->")
_QUOTED_LINE = re.compile(r"^[ \t\d.)*+-]*>", re.MULTILINE)
CODE, RULE = "it holds a block of code", "it holds a rule"
DEEP = "it is nested too deep to be read"
IN_NOTE = "it is a quotation within a footnote, and cannot be read"


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning or end of a block quotation or of a slot, or other content that no words are read from."""

    kind: Literal["open", "close", "slot", "slot end", "other", "html", "unread"]
    line: int = 0
    why: str = ""
    """Of a quotation that cannot be read."""


def front_matter(text: str) -> str:
    """What stands above a brief as YAML, with its marks; "" where that is not a mapping, as it is shown then.

    Nor is it any where a line of it begins like a quotation: programs differ in what they take for front matter.
    """
    start = at = int(text.startswith("\ufeff"))
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        line = text[at:end].rstrip("\r\n")
        if at == start and (not line.startswith("---") or line.rstrip(" \t") != "---"):
            return ""
        if at > start and _FRONT_MARK.fullmatch(line):
            return text[:end] if _is_mapping(text[start:at].partition("\n")[2]) else ""
        at = end
    return ""


def _is_mapping(yaml: str) -> bool:
    try:
        return not _QUOTED_LINE.search(yaml) and isinstance(read(yaml, name="").data, dict)
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
                yield from self.words(token, first, after, before)
            case "html_block":
                yield from self.read(html_leaf(token.content, first, after), token.content)
            case "fence" | "code_block":
                yield from self.code(token, first, after)
            case "hr":
                yield from [Leaf(first, after, "", flaws=[Flaw(0, RULE)])] * bool(self.depth)
        if token.type in ("blockquote_open", "list_item_open") and token.level + 1 >= self.parser.options.maxNesting:
            yield Edge("unread", first + 1, DEEP)

    def words(self, token: Token, first: int, after: int, before: str) -> Iterator[Leaf | Edge]:
        leaf = inline_leaf(self.parser, token, first, after)
        leaf.kind = _KINDS.get(before, leaf.kind if not self.lists else "item")
        if not self.depth:
            self.in_note = bool(_ANY_DEFINITION.match(token.content))
            for line, text in enumerate(token.content.split("\n"), first + 1):
                if (self.in_note or text.startswith("[^")) and _QUOTING_IN_NOTE.match(text):
                    yield Edge("unread", line, IN_NOTE)
        yield from self.read(leaf)

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


def _joined(parts: Iterable[Leaf | Edge]) -> Iterator[Leaf | Edge]:
    """A paragraph that was wrapped before a comment is one again: Markdown ends it there."""
    run: list[Leaf] = []
    marked = False
    for part in parts:
        goes_on = isinstance(part, Leaf) and run and run[-1].after == part.first and _goes_on(run[-1], marked, part)
        if run and not goes_on:
            yield merged(run)
            run, marked = [], False
        if isinstance(part, Leaf):
            run.append(part)
            marked = marked or bool(part.marks)
        else:
            yield part
    if run:
        yield merged(run)


def _goes_on(last: Leaf, marked: bool, part: Leaf) -> bool:
    return marked and not part.html if last.html else part.html and bool(part.marks)
