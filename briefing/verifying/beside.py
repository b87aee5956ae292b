"""What stands beside a quotation and says where it is from: a paragraph or a note that is not that of the words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from briefing.anchors import read_anchor
from briefing.inert import inert_line
from briefing.verifying import Checked

MOST_SAID = 20
"""How many are named."""
_COMMENT = re.compile(r"<!--\s*briefing:(?!yours\b)[^<>]{1,200}-->")
_NOTE = re.compile(r"\[\^([^\[\]\s]{1,40})\]")
_NOTED = re.compile(r"^\[\^([^\[\]\s]{1,40})\]:.*article `([0-9a-z]{10})`", re.MULTILINE)
_RANGE = r"\d{1,7}(?:\s?[–-]\s?\d{1,7})?"
_PLACE = rf"¶\s?({_RANGE}(?:,\s?{_RANGE})*)((?:\[\^[^\[\]\s]{{1,40}}\])*)"
_HEADS = re.compile(_PLACE)
_ENDS = re.compile(rf"{_PLACE}\s*\Z")
_NEXT = re.compile(rf"[\s,;:(\[—–-]{{0,6}}{_PLACE}")
_BEFORE = re.compile(rf"{_PLACE}[\s,;:)\]—–\"“„«-]{{0,6}}\Z")
_NOTES = re.compile(r"[\s.,;:]{0,3}((?:\[\^[^\[\]\s]{1,40}\])+)")
_BEHIND = re.compile(r"((?:\[\^[^\[\]\s]{1,40}\])+)\s*\Z")
LONGEST_LINE = 2_000
"""Characters of a line that are looked at."""
MOST_LINES = 50
"""Of a block quotation, to find where it ends."""


def contradictions(brief: str, checked: Sequence[Checked]) -> Iterator[str]:
    """A remark for each quotation that was found elsewhere than what stands beside it says."""
    page = _Page(brief)
    said = [words for one in checked if one.verdict == "found" and one.anchor for words in page.beside(one)]
    said = list(dict.fromkeys(said))
    yield from said[:MOST_SAID]
    if len(said) > MOST_SAID:
        yield f"{len(said) - MOST_SAID:,} more quotations stand elsewhere than is said beside them"


class _Page:
    """A brief by its lines, with its notes, and where its anchors are."""

    def __init__(self, brief: str) -> None:
        self.brief = brief
        self.lines = [line.rstrip("\r") for line in brief.split("\n")]
        self.breaks = [found.start() for found in re.finditer("\n", brief)]
        self.notes: dict[str, str] = dict(_NOTED.findall(brief))
        self.comments: dict[str, list[re.Match[str]]] = {}
        for found in _COMMENT.finditer(brief):
            if anchor := read_anchor(found[0]):
                self.comments.setdefault(str(anchor), []).append(found)
        self.places = {name: [self.number(found.start()) for found in them] for name, them in self.comments.items()}

    def number(self, at: int) -> int:
        """Of the line of an offset, from 0."""
        return bisect_left(self.breaks, at)

    def beside(self, one: Checked) -> Iterator[str]:
        """What contradicts where a quotation was found."""
        name = str(one.anchor)
        if name not in self.comments:
            return
        places = self.places[name]
        right = bisect_left(places, one.line - 1)
        near = min({max(0, right - 1), min(right, len(places) - 1)}, key=lambda at: abs(places[at] - one.line + 1))
        comment, number = self.comments[name][near], places[near]
        for line, found in self._sayings(one, comment, number):
            yield from self._against(one, line, found)

    def _sayings(self, one: Checked, comment: re.Match[str], number: int) -> Iterator[tuple[int, re.Match[str]]]:
        """(line, what says where the words are from) of what stands beside them."""
        line = self.lines[number]
        begins = comment.start() - (self.breaks[number - 1] + 1 if number else 0)
        ends = self.brief[comment.end() : comment.end() + LONGEST_LINE].partition("\n")[0].partition("<!--")[0]
        after = self.number(comment.end()) + 1
        row = line[:LONGEST_LINE].lstrip(" >").startswith("|")
        if found := (_HEADS.search(ends) if row else _NEXT.match(ends) or _NOTES.match(ends)):
            yield after, found
        before = line[max(0, begins - LONGEST_LINE) : begins]
        if before.strip(" \t>-*"):
            at = before.rfind(one.words[:20])
            if at >= 0 and (found := _BEFORE.search(before, 0, at)):
                yield number + 1, found
            return
        above = next(
            (at for at in range(number - 1, max(-1, number - 4), -1) if self.lines[at][:LONGEST_LINE].strip(" \t>")),
            None,
        )
        if above is not None and one.line - 1 >= number:
            text = self.lines[above][:LONGEST_LINE].lstrip(" \t>")
            if found := _HEADS.match(text) or _ENDS.search(text):
                yield above + 1, found
        yield from self._within(one)

    def _within(self, one: Checked) -> Iterator[tuple[int, re.Match[str]]]:
        """The same of what is set in a block quotation, before its words and behind them."""
        first = last = one.line - 1
        head = self.lines[first][:LONGEST_LINE].lstrip(" \t>")
        if not self.lines[first][:LONGEST_LINE].lstrip().startswith(">"):
            return
        if not one.words.startswith("¶") and (found := _HEADS.match(head)):
            yield one.line, found
        while last - first < MOST_LINES and self.lines[last + 1 : last + 2] and self.lines[last + 1].startswith(">"):
            last += 1
        if found := _BEHIND.search(self.lines[last][-LONGEST_LINE:]):
            yield last + 1, found

    def _against(self, one: Checked, line: int, found: re.Match[str]) -> Iterator[str]:
        *where, notes = found.groups()
        if where and not _covers(where[0], one.paragraph):
            yield f"line {line} says ¶ {where[0]}, the words stand in ¶ {one.paragraph}"
        for name in _NOTE.findall(notes):
            if self.notes.get(name, one.article) != one.article:
                yield f"line {line} names source {inert_line(name)}, the words stand in {inert_line(one.path)}"


def _covers(where: str, paragraph: int) -> bool:
    for part in where.split(","):
        first, *last = map(int, re.findall(r"\d+", part))
        if first <= paragraph <= (last[0] if last else first):
            return True
    return False
