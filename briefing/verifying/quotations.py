"""The quotations of a brief, however a person has edited around them: each with its words, its anchor and its line."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace

from briefing.anchors import Anchor, digest
from briefing.verifying.blocks import block_readings, uncaptioned
from briefing.verifying.leaves import Edge, leaves
from briefing.verifying.marks import UNPAIRED, Quoted, ending, paired
from briefing.verifying.runs import Leaf, Mark

_PARAGRAPH = re.compile(r"\s*¶\s?(\d{1,7})\s+")
PASSAGE = 5
"""Words in quotation marks from which on a passage without an anchor is told."""
MOST_SHARED = 8
"""Anchors that may stand behind the same words."""
MOST_LINES = 10
"""Lines that a remark names."""
CROWDED = "too many anchors stand behind the same words"
_LABELLED = re.compile(r"[A-Z][\w¶ ]{0,40}: |also claimed: |not (?:before|after) ")
_HEAD = re.compile(r"¶ [\d–, ]{1,40}(?:\[\^\w{1,10}\])?(?: \([^\n]*\))?\Z")
"""A line of ours that says where words are from."""
_NAMES = re.compile(r"(?:Not in the actors file|Places): “")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a brief quotes, or an anchor without any."""

    line: int
    """Where the words begin; else the line of the anchor."""
    readings: tuple[str, ...]
    """What the words may be, likeliest first; none where no quotation goes with the anchor, or none can be read."""
    anchor: Anchor | None
    damaged: bool = False
    """Is there an anchor that cannot be read?"""
    flaw: str = ""
    """Why it cannot be called found, whatever its words: `it holds HTML`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a brief was read as."""

    quotations: tuple[Quotation, ...]
    """And every anchor without one; by their lines."""
    remarks: tuple[str, ...]
    """What else it shows that was not checked."""


@dataclass(slots=True)
class _Waiting:
    """An anchor whose quotation has not come yet."""

    mark: Mark
    before: Quotation | None = None
    """What stands before it, for the case that no block quotation follows."""


@dataclass(slots=True)
class _Block:
    """A block quotation that is not closed yet."""

    line: int
    anchors: list[_Waiting]
    texts: list[str] = field(default_factory=list)
    flaw: str = ""


def read(brief: str) -> Reading:
    """Every quotation of a brief in Markdown."""
    labels, parts = leaves(brief)
    reader = _Reader(labels)
    for part in parts:
        reader.take(part)
    return Reading(tuple(reader.all()), tuple(reader.remarks()))


class _Reader:
    """Goes through a brief once; `waiting` are the anchors that the next block quotation belongs to."""

    def __init__(self, notes: Container[str]) -> None:
        self.notes = notes
        self.found: list[Quotation] = []
        self.strays: list[Mark] = []
        self.waiting: list[_Waiting] = []
        self.blocks: list[_Block] = []
        self.opened: list[bool] = []
        """For each block quotation around here: is it one of its own, no part of the one around it?"""
        self.in_slot = False
        self.bare: list[int] = []
        """Lines of passages in quotation marks without an anchor."""
        self.html: list[int] = []
        self.unclosed = False
        """Was a quotation mark of the run of text before never closed? What is quoted next may go on with that."""

    def take(self, part: Leaf | Edge) -> None:
        if isinstance(part, Leaf):
            self.leaf(part)
            return
        match part.kind:
            case "open":
                own = bool(self.waiting) or not self.blocks
                self.opened.append(own)
                if own:
                    self.blocks.append(_Block(part.line, self.waiting))
                    self.waiting = []
            case "close":
                if self.opened.pop():
                    self.close(self.blocks.pop())
            case "slot" | "slot end":
                self.in_slot = part.kind == "slot"
            case "html":
                self.html.append(part.line)
            case "unread":
                self.found.append(Quotation(part.line, (), None, flaw=part.why))
            case "other":
                self.give_up()

    def give_up(self) -> None:
        """No block quotation follows the anchors that wait for one."""
        for one in self.waiting:
            if one.before:
                self.found.append(one.before)
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
        if block:
            block.flaw = block.flaw or next((flaw.why for flaw in leaf.flaws), "")
            if leaf.text.strip():
                block.texts.append(leaf.text)

    def content(self, block: _Block | None) -> None:
        """Text that is no block quotation begins here: within one that has no anchor yet, those that wait are its."""
        if block and self.waiting and not block.anchors:
            block.anchors, self.waiting = self.waiting, []
        self.give_up()

    def marks(self, leaf: Leaf) -> None:
        start = end = shared = 0
        before = ""
        nexts = [later.at for later in leaf.marks[1:]] + [len(leaf.text)]
        for number in range(len(nexts) - 2, -1, -1):
            if nexts[number] == leaf.marks[number].at:
                nexts[number] = nexts[number + 1]
        for number, mark in enumerate(leaf.marks):
            if end > start and not leaf.text[end : mark.at].strip():
                shared += 1
            else:
                start, shared, before = end, 0, leaf.text[end : mark.at]
            end = mark.at
            if shared >= MOST_SHARED:
                self.found.append(Quotation(mark.line, (), mark.anchor, mark.anchor is None, CROWDED))
                continue
            quoted = ending(before, mark.anchor, self.notes)
            if quoted and not shared:
                self.unanchored(leaf, start, before[: quoted.start])
            one = _sentence(leaf, mark, start, quoted, leaf.text[mark.at : nexts[number]]) if quoted else None
            if one and quoted and self.unclosed and not leaf.text[: start + quoted.start].strip():
                one = replace(one, flaw=one.flaw or UNPAIRED)
            if one and not (mark.alone and not (mark.anchor and mark.anchor.digest in _digests(one.readings))):
                self.found.append(one)
            elif mark.alone or one or not before.strip() or self.blocks:
                self.waiting.append(_Waiting(mark, one))
            else:
                self.strays.append(mark)
        self.unanchored(leaf, end, leaf.text[end:])
        if leaf.text.strip():
            self.unclosed = leaf.kind != "cell" and bool(paired(leaf.text[end:]).opened)

    def unanchored(self, leaf: Leaf, start: int, text: str) -> None:
        """Take down the passages in quotation marks that no anchor ends."""
        if self.blocks or leaf.kind in ("heading", "cell") or (not start and text[:2] == "[^"):
            return
        if not self.in_slot and (
            _HEAD.search(text[-200:]) or _NAMES.match(text) or (leaf.kind == "item" and _LABELLED.match(text))
        ):
            return
        pairs = paired(text)
        passages = pairs.passages + [(at, len(text)) for _, at in pairs.opened[:1]]
        self.bare += [leaf.line(start + at) for at, end in passages if len(text[at:end].split()) >= PASSAGE]

    def close(self, block: _Block) -> None:
        anchors, self.waiting = (block.anchors, self.waiting) if block.anchors else (self.waiting, [])
        self.give_up()
        text = uncaptioned("\n".join(block.texts))
        flaw = block.flaw or next((around.flaw for around in self.blocks if around.flaw), "")
        readings = block_readings(text, self.notes)
        if anchors:
            self.tie(block.line, text, readings, flaw, anchors)
        elif readings or block.flaw:
            self.found.append(Quotation(block.line, readings, None, flaw=flaw))

    def tie(self, line: int, text: str, readings: tuple[str, ...], flaw: str, anchors: Sequence[_Waiting]) -> None:
        """Give a block quotation to those of its anchors that have its words, else to the last."""
        self.bare += [one.before.line for one in anchors if one.before and _long(one.before.readings)]
        numbered = _PARAGRAPH.match(text)
        bare = block_readings(text[numbered.end() :], self.notes) if numbered else ()
        known = {False: readings, True: (*readings, *bare)}
        hashes = {with_bare: _digests(words) for with_bare, words in known.items()}
        fitting = 0
        for place, one in enumerate(anchors):
            anchor = one.mark.anchor
            own = bool(numbered and anchor and numbered[1] == str(anchor.paragraph))
            same = anchor is not None and anchor.digest in hashes[own]
            if readings and (same or (place == len(anchors) - 1 and not fitting)):
                fitting += 1
                full = fitting > MOST_SHARED
                words, why = ((), CROWDED) if full else (known[own], flaw)
                self.found.append(Quotation(line, words, anchor, anchor is None, why))
            else:
                self.strays.append(one.mark)

    def all(self) -> list[Quotation]:
        """In their order; an anchor that went astray is that of a quotation without one, where the words are its."""
        self.give_up()
        strays = {mark.anchor.digest: mark for mark in self.strays if mark.anchor}
        at_home = set()
        found = []
        for one in self.found:
            hashes = _digests(one.readings) if strays and one.anchor is None and not one.damaged else []
            mark = next((strays.pop(hash) for hash in hashes if hash in strays), None)
            if mark:
                at_home.add(id(mark))
                one = replace(one, anchor=mark.anchor)
            found.append(one)
        lost = (mark for mark in self.strays if id(mark) not in at_home)
        found += [Quotation(mark.line, (), mark.anchor, mark.anchor is None) for mark in lost]
        return sorted(found, key=lambda one: one.line)

    def remarks(self) -> Iterator[str]:
        if self.bare:
            passages = (
                "1 passage in quotation marks has"
                if len(self.bare) == 1
                else (f"{len(self.bare):,} passages in quotation marks have")
            )
            were = "was" if len(self.bare) == 1 else "were"
            yield f"{passages} no anchor and {were} not checked: {_lines(self.bare)}"
        if self.html:
            yield f"HTML was not read: {_lines(self.html)}"


def _lines(numbers: Sequence[int]) -> str:
    """`line 3`, `lines 3, 9`, `lines 3, 9 and 12 more`."""
    lines = list(dict.fromkeys(numbers))
    more = f" and {len(lines) - MOST_LINES:,} more" if len(lines) > MOST_LINES else ""
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines[:MOST_LINES]))}{more}"


def _sentence(leaf: Leaf, mark: Mark, start: int, quoted: Quoted, after: str) -> Quotation | None:
    """A quotation that ends at an anchor of a sentence or a cell; None where it holds no words."""
    if not quoted.readings and not quoted.flaw:
        return None
    closes = _closes(after, last=mark.at == leaf.marks[-1].at)
    flaw = quoted.flaw or leaf.flaw(start + quoted.start, mark.at) or (UNPAIRED if closes else "")
    line = leaf.line(start + quoted.start)
    return Quotation(line, quoted.readings, mark.anchor, mark.anchor is None, flaw)


def _long(readings: Sequence[str]) -> bool:
    return any(len(words.split()) >= PASSAGE for words in readings[:1])


def _digests(readings: Sequence[str]) -> list[str]:
    return [digest(words) for words in readings]


def _closes(after: str, last: bool) -> bool:
    """Does what follows a quotation close one that nothing opens? Where it is not the last, that may be the next's."""
    pairs = paired(after)
    strays = pairs.strays if last or not pairs.outer else [at for at in pairs.strays if at < pairs.outer[0]]
    return bool(strays) or any(mark == '"' for mark, _ in pairs.opened)
