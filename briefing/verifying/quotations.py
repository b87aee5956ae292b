"""The quotations of a brief, however a person has edited around them: each with its words, its anchor and its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from briefing.anchors import Anchor, digest, folded
from briefing.verifying.leaves import Edge, Leaf, Mark, leaves

_OPENERS = {"”": "“", '"': '"', "»": "«", "“": "„", "’": "‘", "」": "「"}
_NOTE = re.compile(r"(?:\s*\[\^[^\[\]\s]{1,40}\])+\s*\Z")
"""Footnotes behind a quotation."""
_PARAGRAPH = re.compile(r"\A¶\s?\d{1,7}\s+")
_CALLOUT = re.compile(r"\A\s*\[!([\w-]{1,40})\][+-]?[^\n]*(?:\n|\Z)")
_CALLED_QUOTATION = ("quote", "cite")
MOST_OPENERS = 200
"""How many opening marks are tried for one closing mark."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a brief quotes, or an anchor without any."""

    line: int
    """Where the words begin; else the line of the anchor."""
    readings: tuple[str, ...]
    """What the words may be, likeliest first; none where no quotation goes with the anchor."""
    anchor: Anchor | None
    damaged: bool = False
    """Is there an anchor that cannot be read?"""


@dataclass(slots=True)
class _Waiting:
    """An anchor whose quotation has not come yet."""

    mark: Mark
    before: tuple[int, tuple[str, ...]] | None = None
    """Line and readings of what stands before it, for the case that no block quotation follows."""


@dataclass(slots=True)
class _Block:
    """A block quotation that is not closed yet."""

    line: int
    anchors: list[_Waiting]
    texts: list[str] = field(default_factory=list)


def quotations(brief: str) -> list[Quotation]:
    """Every quotation of a brief in Markdown, and every anchor without one, by their lines."""
    reader = _Reader()
    for part in leaves(brief):
        reader.take(part)
    return reader.all()


class _Reader:
    """Goes through a brief once; `waiting` are the anchors that the next block quotation belongs to."""

    def __init__(self) -> None:
        self.found: list[Quotation] = []
        self.strays: list[Mark] = []
        self.waiting: list[_Waiting] = []
        self.blocks: list[_Block] = []
        self.opened: list[bool] = []
        """For each block quotation around here: is it one of its own, no part of the one around it?"""

    def take(self, part: Leaf | Edge) -> None:
        if isinstance(part, Leaf):
            self.leaf(part)
        elif part.kind == "open":
            own = bool(self.waiting) or not self.blocks
            self.opened.append(own)
            if own:
                self.blocks.append(_Block(part.line, self.waiting))
                self.waiting = []
        elif part.kind == "close":
            if self.opened.pop():
                self.close(self.blocks.pop())
        else:
            self.give_up()

    def give_up(self) -> None:
        """No block quotation follows the anchors that wait for one."""
        for one in self.waiting:
            if one.before:
                self.found.append(_quoted(*one.before, one.mark))
            else:
                self.strays.append(one.mark)
        self.waiting = []

    def leaf(self, leaf: Leaf) -> None:
        block = self.blocks[-1] if self.blocks else None
        last = leaf.marks[-1].at if leaf.marks else 0
        if leaf.text[: leaf.marks[0].at if leaf.marks else None].strip():
            self.content(block)
        self.marks(leaf)
        if leaf.marks and leaf.text[last:].strip():
            self.content(block)
        if block and leaf.text.strip():
            block.texts.append(leaf.text)

    def content(self, block: _Block | None) -> None:
        """Text that is no block quotation begins here: within one that has no anchor yet, those that wait are its."""
        if block and self.waiting and not block.anchors:
            block.anchors, self.waiting = self.waiting, []
        self.give_up()

    def marks(self, leaf: Leaf) -> None:
        start = end = 0
        for mark in leaf.marks:
            if not leaf.text[end : mark.at].strip() and end > start:
                before = leaf.text[start:end]
            else:
                start, before = end, leaf.text[end : mark.at]
            end = mark.at
            at, readings = _inline(before, mark.anchor)
            quoted = (leaf.line(start + at), readings) if readings else None
            if quoted and not (mark.alone and not _same(readings, mark.anchor)):
                self.found.append(_quoted(*quoted, mark))
            elif mark.alone or quoted or not before.strip() or self.blocks:
                self.waiting.append(_Waiting(mark, quoted))
            else:
                self.strays.append(mark)

    def close(self, block: _Block) -> None:
        anchors, self.waiting = (block.anchors, self.waiting) if block.anchors else (self.waiting, [])
        self.give_up()
        text = "\n".join(block.texts)
        called = _CALLOUT.match(text)
        text = text[called.end() :] if called else text
        readings = tuple(_block_readings(text))
        if not anchors:
            ours = not called or called[1].lower() in _CALLED_QUOTATION
            if readings and ours:
                self.found.append(Quotation(block.line, readings, None))
            return
        same = [one for one in anchors if _same(readings, one.mark.anchor)] or anchors[-1:]
        for one in anchors:
            if readings and one in same:
                self.found.append(_quoted(block.line, readings, one.mark))
            else:
                self.strays.append(one.mark)

    def all(self) -> list[Quotation]:
        """In their order; an anchor that went astray is that of a quotation without one, where the words are its."""
        self.give_up()
        strays = {mark.anchor.digest: mark for mark in self.strays if mark.anchor}
        at_home = set()
        found = []
        for one in self.found:
            hashes = [digest(words) for words in one.readings] if one.anchor is None and not one.damaged else []
            mark = next((strays.pop(hash) for hash in hashes if hash in strays), None)
            if mark:
                at_home.add(id(mark))
                one = replace(one, anchor=mark.anchor)
            found.append(one)
        lost = (mark for mark in self.strays if id(mark) not in at_home)
        found += [Quotation(mark.line, (), mark.anchor, mark.anchor is None) for mark in lost]
        return sorted(found, key=lambda one: one.line)


def _quoted(line: int, readings: tuple[str, ...], mark: Mark) -> Quotation:
    return Quotation(line, readings, mark.anchor, mark.anchor is None)


def _same(readings: Iterable[str], anchor: Anchor | None) -> bool:
    return anchor is not None and any(digest(words) == anchor.digest for words in readings)


def _block_readings(text: str) -> Iterator[str]:
    """The words; and without what a writer may have set around them."""
    if not text.strip():
        return
    yield text
    bare = _PARAGRAPH.sub("", _NOTE.sub("", text).lstrip())
    if bare != text:
        yield bare
    stripped = bare.strip()
    if len(stripped) > 2 and _OPENERS.get(stripped[-1]) == stripped[0]:
        yield stripped[1:-1]


def _inline(before: str, anchor: Anchor | None) -> tuple[int, tuple[str, ...]]:
    """Where the quotation begins that ends where an anchor stands, and its readings; none where nothing is quoted."""
    text = _NOTE.sub("", before).rstrip()
    if not text or text[-1] not in _OPENERS:
        return 0, ()
    close, opener = len(text) - 1, _OPENERS[text[-1]]
    places: list[int] = []
    at = text.rfind(opener, 0, close)
    while at >= 0 and len(places) < MOST_OPENERS:
        places.append(at)
        at = text.rfind(opener, 0, at)
    if not places:
        return 0, ()
    expected = anchor.end - anchor.start if anchor else 0
    for at in places:
        if anchor and close - at <= 4 * expected + 100:
            for words in (text[at + 1 : close], text[at : close + 1]):
                if digest(words) == anchor.digest:
                    return at, (words,)
    matching = _matching(text, places, close)
    nearest = min(places, key=lambda at: abs(close - at - 1 - expected)) if anchor else matching
    begins = dict.fromkeys((matching, nearest))
    readings = [text[at + 1 : close] for at in begins] + [text[matching : close + 1]]
    return matching, tuple(words for words in readings if folded(words))


def _matching(text: str, places: list[int], close: int) -> int:
    """The opening mark of a closing one, by depth; the first there is where they do not pair."""
    opener, closer = text[places[0]], text[close]
    if opener == closer:
        return places[0]
    for depth, at in enumerate(places):
        if text.count(closer, at, close) <= depth:
            return at
    return places[-1]
