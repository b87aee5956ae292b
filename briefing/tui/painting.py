"""How the lines of a sheet are painted: mentions, hits, quotations at their offsets, and the signs in the margin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from briefing.tui.factions import Badge
from briefing.tui.marking import Layer, Mark, Stretch, layered, runs
from briefing.tui.opened import Opened
from briefing.tui.sheet import BAR, CHOSEN, FURNITURE, HIT, NOTE, QUOTED, WORKING, Printed, dateline

if TYPE_CHECKING:
    from briefing.article import Mention
    from briefing.speaking import Statement
    from briefing.tui.finding import Folded

Piece = tuple[str, tuple[str, ...]]
"""Text, and the styles it is drawn with."""
MARGIN = 3
"""Cells to the left of a line: room for two signs and the bar."""
_KINDS = {"person": "person", "place": "place"}


class Speech:
    """Who says what in an article."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._statements = tuple(statements)
        self._layer = Layer([(said.start, said.end) for said in self._statements])

    def within(self, start: int, end: int) -> Iterator[Statement]:
        """What is said between two offsets, or over one of them."""
        return (self._statements[number] for number in self._layer.within(start, end))

    def quoted(self, start: int, end: int) -> Iterator[Stretch]:
        """Where words between quotation marks stand."""
        return ((said.start, said.end) for said in self.within(start, end) if said.direct)


class Painting:
    """An article, what is marked in it, and whom the user looks at."""

    def __init__(self, opened: Opened) -> None:
        article = opened.article
        self.opened = opened
        self.paragraphs = article.paragraphs
        self.mentions = _layer(article.mentions)
        self._folded: tuple[Folded, Folded] | None = None
        self.seek("")
        self.times = Layer([(time.start, time.end) for time in article.times])
        self.chosen: str | None = None
        self.badges: Mapping[str, Badge] = {}
        self.current: Stretch | None = None
        self.bar: int | None = None
        """The number of the paragraph that has the bar."""
        self._title_mentions = _layer(article.title_mentions)
        self.speech = None if opened.statements is None else Speech(opened.statements)
        """Who says what; None where nobody listened yet."""
        self._dateline = dateline(article)
        self._factions = opened.factions

    def follow(self, last: Painting) -> None:
        """Look for what was looked for before, and know what is known of the same text."""
        if last.opened.article.body == self.opened.article.body:
            self.speech = self.speech or last.speech
        if last.sought:
            self.seek(last.sought)

    def seek(self, words: str) -> None:
        """Let these words stand for hits; without any, the words of the query do."""
        self.sought, self.more = words, False
        if not words:
            self.hits, self.title_hits = Layer(self.opened.hits), Layer(self.opened.title_hits)
            return
        from briefing.tui.finding import MOST, Folded

        if self._folded is None:
            self._folded = Folded(self.opened.article.title), Folded(self.opened.article.body)
        self.title_hits, self.hits = (Layer(text.find(words)) for text in self._folded)
        self.more = len(self.hits) == MOST

    def of(self, key: str | None) -> tuple[Layer, Sequence[Mention]]:
        """The mentions of an actor, else all of them."""
        mentions = self.opened.article.mentions
        theirs = [mention for mention in mentions if mention.key == key] if key else []
        return (_layer(theirs), theirs) if theirs else (self.mentions, mentions)

    def number(self, offset: int) -> int:
        """The number of the paragraph that holds this offset, or follows it; 0 where there is none."""
        return min(bisect_right(self.paragraphs, offset, key=lambda span: span[1]) + 1, len(self.paragraphs))

    def pieces(self, printed: Printed) -> Iterator[Piece]:
        """The text of a line."""
        text, line = printed.text, printed.line
        if printed.part not in ("body", "title"):
            yield text[line.start : line.end], () if printed.part == "gap" else (printed.part,)
            return
        body = printed.part == "body"
        marks = self._body_marks(line.start, line.end) if body else self._title_marks(line.start, line.end)
        for run in runs(line, layered(marks)):
            styles = (style for style in run.styles if not (style == "hit" and "current" in run.styles))
            yield text[run.start : run.end], (*(() if body else ("headline",)), *styles)

    def _body_marks(self, start: int, end: int) -> Iterator[Mark]:
        if self._dateline and start < self._dateline[1]:
            yield Mark(*self._dateline, ("dateline",))
        for stretch in self.speech.quoted(start, end) if self.speech else ():
            yield Mark(*stretch, ("quoted",))
        yield from self._said(self.opened.article.mentions, self.mentions, start, end)
        for number in self.hits.within(start, end):
            yield Mark(*self.hits.stretches[number], ("hit",))
        if self.current:
            yield Mark(*self.current, ("current",))

    def _title_marks(self, start: int, end: int) -> Iterator[Mark]:
        yield from self._said(self.opened.article.title_mentions, self._title_mentions, start, end)
        for number in self.title_hits.within(start, end):
            yield Mark(*self.title_hits.stretches[number], ("hit",))

    def _said(self, mentions: Sequence[Mention], layer: Layer, start: int, end: int) -> Iterator[Mark]:
        for number in layer.within(start, end):
            yield Mark(*layer.stretches[number], self._styles(mentions[number]))

    def _styles(self, mention: Mention) -> tuple[str, ...]:
        """Kind by the manner of the letters, faction by colour, the chosen actor by its ground."""
        styles = ["by-post" if mention.via == "post" else _KINDS.get(mention.kind, "group")]
        if mention.actor is None and (mention.candidates or mention.via == "post"):
            styles.append("undecided")
        badge = self.badges.get(self._factions.get(mention.key, ""))
        if badge:
            styles.append(badge.style)
        if mention.key == self.chosen:
            styles.append("chosen")
        return tuple(styles)

    def margin(self, printed: Printed, room: int) -> list[Piece]:
        """What stands to the left of a line, in so many cells: the bar beside the text, the other signs before it."""
        signs = "".join(self._signs(printed))[: max(0, room - 1)]
        barred = printed.part == "body" and self.bar is not None and self.number(printed.line.start) == self.bar
        sign = "sign-hit" if HIT in signs else "sign"
        blank = " " * (room - 1 - len(signs))
        return [(blank, ()), (signs, (sign,)), ((BAR, ("bar",)) if barred else (" ", ()))]

    def _signs(self, printed: Printed) -> Iterator[str]:
        """In the order of their weight."""
        start, end = printed.line.start, printed.line.end
        if printed.part == "furniture":
            yield FURNITURE
        elif printed.part == "title":
            if start == 0:
                yield from self._kept(0)
            yield from self._found(
                self.title_hits, self._title_mentions, self.opened.article.title_mentions, start, end
            )
        elif printed.part == "body":
            number = self.number(start)
            if self.paragraphs[number - 1][0] == start:
                yield from self._kept(number)
            yield from self._found(self.hits, self.mentions, self.opened.article.mentions, start, end)
            if self.speech and any(True for _ in self.speech.quoted(start, end)):
                yield QUOTED

    def _kept(self, number: int) -> Iterator[str]:
        """What the user has done with a paragraph, or with the article."""
        if number in self.opened.notes:
            yield NOTE
        if number in self.opened.working:
            yield WORKING

    def _found(self, hits: Layer, layer: Layer, mentions: Sequence[Mention], start: int, end: int) -> Iterator[str]:
        if any(True for _ in hits.within(start, end)):
            yield HIT
        if self.chosen and any(mentions[number].key == self.chosen for number in layer.within(start, end)):
            yield CHOSEN


def _layer(mentions: Sequence[Mention]) -> Layer:
    return Layer([(mention.start, mention.end) for mention in mentions])
