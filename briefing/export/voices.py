"""Whose own words a stretch of an article is in: a speaker's, the publisher's, or nobody's for sure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.actors import Gazetteer
from briefing.article import Article
from briefing.cast import Role
from briefing.export.chronology import speakers
from briefing.export.epithets import HEARSAY, STANCES
from briefing.inert import inert_line
from briefing.speaking import Statement
from briefing.speaking.lexicon import ABBREVIATIONS, NAMING, REACTING, THAT, VERBS
from briefing.speaking.quotations import OPENING, Quotation, quotations

LONGEST = 3_000
"""Characters above which a sentence is none, and nobody's for sure."""
NOT_KNOWN = "publisher not known"
_BEFORE = VERBS | STANCES | {"according"}
"""Before a description these leave open whose words it is."""
_AFTER = THAT | HEARSAY | {"according"}
"""And these after it: `General X fled, officials said`."""
_SAID_BY = VERBS - NAMING - REACTING
_LABEL = re.compile(r"[^\W\d_][\w.'’-]*(?: [\w.'’()-]+){0,4}:\s")
_FIRST = re.compile(r"\b(?:I|[Ww]e|WE|[Mm]y|MY|[Oo]ur|OUR|us|me|myself|ourselves|[Yy]ou|YOU|[Yy]our|YOUR)\b")
"""Somebody speaks for themselves, and to somebody: a statement that is printed as it is."""
_STOP = re.compile(r"[.!?…][\"”’)\]]*(?=\s)|[.!?…](?=\s)")
_WORD = re.compile(r"\w[\w'’-]*")
_VERB_AFTER = re.compile(r",?\s+(?:(?:has|have|had|also|then|later)\s+)?(\w+)")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whoever uses some words."""

    name: str
    faction: str
    """The one that they are of on that day; "" where there is none."""
    side: str
    """What tells it from the voices that it may differ from: its faction, else its group, else itself."""


class Voices:
    """Tells whose words stand where in one article."""

    def __init__(self, article: Article, statements: Sequence[Statement], gazetteer: Gazetteer) -> None:
        """`statements` are all of the article, those without a speaker too."""
        self.article, self.gazetteer = article, gazetteer
        self.said = sorted(statements, key=lambda said: said.start)
        self.starts = [said.start for said in self.said]
        self.spans = article.paragraphs
        self.cast: dict[str, tuple[Role, str]] | None = None
        self.quoted: dict[int, list[Quotation]] = {}
        self.stops: dict[int, list[int]] = {}
        self.until = _printed_statement(article.body, self.spans)
        published = inert_line(article.source or article.agency or "")
        self.publisher = Voice(published or NOT_KNOWN, "", f"publisher {published.casefold()}")

    def voice(self, start: int, end: int, paragraph: int, name_end: int) -> Voice | None:
        """Whose words body[start:end] are, which describe somebody whose name ends at `name_end`.

        None where that is in doubt: what is reported without quotation marks may be in the words of either.
        """
        at = bisect_right(self.starts, end - 1) - 1
        said = self.said[at] if at >= 0 and self.said[at].end > start else None
        if said:
            inside = said.direct and said.start < start and end < said.end
            return self._speaker(said) if inside and not self._quotes(said, start, end) else None
        if (
            start >= self.until
            or self._is_spoken(paragraph)
            or any(q.start < end and start < q.end for q in self._quotations(paragraph))
        ):
            return None
        return self.publisher if self._own(start, max(end, name_end), paragraph) else None

    def _speaker(self, said: Statement) -> Voice | None:
        if self.cast is None:
            self.cast = speakers(self.article, self.gazetteer)
        known = self.cast.get(said.speaker or "")
        if known is None:
            return None
        role, heading = known
        ids = self.gazetteer.factions_of(role.actor, self.article.published.period) if role.actor else []
        faction = self.gazetteer.name(ids[0]) if ids else ""
        of_a_group = role.actor is not None and role.group is not None
        return Voice(role.name, faction, f"group {faction or heading}" if of_a_group else f"speaker {role.key}")

    def _quotes(self, said: Statement, start: int, end: int) -> bool:
        """Does the speaker quote somebody there?"""
        inner = quotations(self.article.body, said.start + 1, said.end - 1, False)
        return any(q.start < end and start < q.end for q in inner)

    def _quoted(self, start: int, end: int, paragraph: int) -> list[Quotation]:
        """The quotations that share a letter with this stretch; none overlaps another."""
        all_ = self._quotations(paragraph)
        first = bisect_right(all_, start, key=lambda quotation: quotation.end)
        return all_[first : bisect_left(all_, end, first, key=lambda quotation: quotation.start)]

    def _quotations(self, paragraph: int) -> list[Quotation]:
        if paragraph not in self.quoted:
            (first, last), body = self.spans[paragraph - 1], self.article.body
            follows = paragraph < len(self.spans) and body[self.spans[paragraph][0]] in OPENING
            self.quoted[paragraph] = quotations(body, first, last, follows)
        return self.quoted[paragraph]

    def _own(self, start: int, end: int, paragraph: int) -> bool:
        """Does the sentence report nobody's words, or are these a part of whoever speaks in it?"""
        body = self.article.body
        first, last = self._sentence(start, end, paragraph)
        if last - first > LONGEST:
            return False
        if not _tells(self._outside(first, start, paragraph), _BEFORE):
            after = _VERB_AFTER.match(body, end, last)
            if after and after[1] in _SAID_BY:
                return "according" not in body[end:last]
            return not (_tells(self._outside(start, last, paragraph), _AFTER) or _FIRST.search(body, first, last))
        return False

    def _is_spoken(self, paragraph: int) -> bool:
        """`QUESTION: …`: does the paragraph begin with the name of whoever speaks?"""
        return _LABEL.match(self.article.body, *self.spans[paragraph - 1]) is not None

    def _outside(self, start: int, end: int, paragraph: int) -> str:
        """What of a stretch is in no quotation."""
        body, parts, at = self.article.body, [], start
        for quotation in self._quoted(start, end, paragraph):
            parts.append(body[at : max(at, quotation.start)])
            at = max(at, quotation.end)
        return " ".join([*parts, body[at:end]])

    def _sentence(self, start: int, end: int, paragraph: int) -> tuple[int, int]:
        body, (first, last) = self.article.body, self.spans[paragraph - 1]
        if paragraph not in self.stops:
            self.stops[paragraph] = [stop.end() for stop in _STOP.finditer(body, first, last) if _ends(body, stop)]
        stops = self.stops[paragraph]
        at, after = bisect_right(stops, start), bisect_left(stops, end)
        return stops[at - 1] if at else first, stops[after] if after < len(stops) else last


def _ends(body: str, stop: re.Match[str]) -> bool:
    """Is it no stop of an abbreviation?"""
    before = _WORD.findall(body[max(0, stop.start() - 12) : stop.start()])
    return not before or (len(before[-1]) > 1 and before[-1].lower() not in ABBREVIATIONS)


def _printed_statement(text: str, spans: Sequence[tuple[int, int]]) -> int:
    """Where words begin that are somebody's without quotation marks: `X said:`, and then paragraphs of it."""
    for (_, last), (after, _) in pairwise(spans):
        if text[last - 1] == ":" and text[after] not in OPENING:
            return after
    return len(text)


def _tells(words: str, listed: frozenset[str]) -> bool:
    return not listed.isdisjoint(word.lower() for word in _WORD.findall(words))
