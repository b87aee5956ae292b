"""The saved copies that quotations are looked for in: read once, their white space folded as it is compared."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from functools import cached_property

from briefing.anchors import folded
from briefing.article import Article
from briefing.verifying import Shelf
from briefing.verifying.bounds import bounded, widened
from briefing.verifying.nearest import Text, Window, nearest
from briefing.verifying.sameness import MARKS, forms, plain

KEPT = 128
"""How many copies are kept for another look."""
MOST_KEPT = 10_000_000
"""Characters of all that are kept; the last one is, whatever its length."""
MOST_PLACES = 1_000
"""How many places of the same words are looked at, to find the one nearest to where they stood."""
_WRITTEN = re.compile(r"\S+")

Span = tuple[int, int]


class Copy:
    """The body of one article; offsets are its own, words are compared folded on one line."""

    def __init__(self, article: Article) -> None:
        self.id, self.body = article.id, article.body
        self.path = f"{article.path}, entry {article.entry}" if article.entry else article.path
        self._paragraphs = [start for start, _ in article.paragraphs]

    def at(self, start: int, end: int) -> str:
        """The words between two offsets."""
        return folded(self.body[start:end])

    def paragraph(self, start: int) -> int:
        """The number of the paragraph in which an offset is."""
        return max(1, bisect_right(self._paragraphs, start))

    @cached_property
    def line(self) -> str:
        """All of it on one line."""
        return folded(self.body)

    @cached_property
    def _plain(self) -> str:
        """The same with one kind of each mark."""
        return plain(self.line)

    def whole_words(self, start: int, end: int) -> Span:
        """A stretch with the rest of the words that it begins and ends in."""
        return widened(self.body, start, end)

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        """Where each written word begins, on the line and in the body."""
        on_line, in_body, at = [], [], 0
        for word in _WRITTEN.finditer(self.body):
            on_line.append(at)
            in_body.append(word.start())
            at += word.end() - word.start() + 1
        return on_line, in_body

    def _in_body(self, at: int) -> int:
        on_line, in_body = self._starts
        place = bisect_right(on_line, at) - 1
        return in_body[place] + at - on_line[place]

    @cached_property
    def _written(self) -> tuple[frozenset[str], frozenset[str]]:
        """All that stands between spaces on the line, and on the plain one."""
        return frozenset(self.line.split(" ")), frozenset(self._plain.split(" "))

    def _may_hold(self, words: str, *, any_marks: bool) -> bool:
        """Does each of these words stand here that has another before and after it? Quicker to say than where."""
        return self._written[any_marks].issuperset(words.split(" ")[1:-1])

    def places(self, words: str, *, any_marks: bool = False) -> Iterator[Span]:
        """Where these words stand, between words; the first of them only where there are very many.

        With `any_marks`, plain words whatever the kind of their marks.
        """
        line = self._plain if any_marks else self.line
        at = line.find(words) if words and self._may_hold(words, any_marks=any_marks) else -1
        for _ in range(MOST_PLACES):
            if at < 0:
                return
            if bounded(self.line, at, at + len(words)):
                yield self._in_body(at), self._in_body(at + len(words) - 1) + 1
            at = line.find(words, at + 1)

    def find(self, words: str, near: int = 0) -> tuple[Span, str] | None:
        """The place of these words that is nearest to an offset, and what an editor did to them; None for none."""
        for form, why in forms(words):
            places = self.places(form, any_marks=MARKS in why)
            if place := min(places, key=lambda span: abs(span[0] - near), default=None):
                return place, why
        return None

    @cached_property
    def text(self) -> Text:
        """Its words, folded for finding what is like others."""
        return Text(self.body)

    def nearest(self, words: str) -> Window | None:
        """The passage that is most like these words; None where nothing is."""
        return nearest(Text(words), self.text)


class Copies:
    """The saved copies of a corpus, by the ids of their articles."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._kept: OrderedDict[str, Copy | None] = OrderedDict()
        self._size = 0

    def get(self, id: str) -> Copy | None:
        """One of them; None where it is not here."""
        if id not in self._kept:
            try:
                self._kept[id] = copy = Copy(self._shelf.article(id))
                self._size += len(copy.body)
            except KeyError:
                self._kept[id] = None
            while len(self._kept) > 1 and (len(self._kept) > KEPT or self._size > MOST_KEPT):
                gone = self._kept.popitem(last=False)[1]
                self._size -= len(gone.body) if gone else 0
        self._kept.move_to_end(id)
        return self._kept[id]
