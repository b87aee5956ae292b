"""Why a query finds nothing: which of its clauses remove everything, and what to write instead of them."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from briefing.index.columns import Columns
from briefing.index.evaluating import Evaluator
from briefing.index.finding import AFFORDABLE, Finder
from briefing.index.known import Names
from briefing.index.truth import all_of
from briefing.query import And, Dates, Field, Node, Or, Query, QueryError, Text, operand
from briefing.results import Correction
from briefing.words import words

ALLOWANCE = 1_000_000
"""What all corrections of a query may cost together, in the units of `finding`."""
MOST_PAIRS = 3
SHORTEST_BEGINNING = 3
"""Letters of an unknown word that may be the beginning of a known one."""
MOST_UNKNOWN = 5
"""How many unknown words are compared with all words there are."""
APART = (10, 50)
MOST_NAMED = 3
"""How many values that the others have are named."""
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
"""Letters in which a slip of the pen can be told from another word."""
_FACETS = {
    "source": ("source", "are from"),
    "actor": ("actor", "mention"),
    "org": ("actor", "mention"),
    "place": ("place", "mention"),
    "faction": ("faction", "mention people of"),
}
"""Which facet has the values of a field, and what is said of articles that have them."""


class Corrector:
    """Looks for what is wrong with one query that finds nothing."""

    def __init__(self, query: Query, evaluator: Evaluator, words: Finder, rows: Columns, names: Names) -> None:
        self._query, self._evaluator = query, evaluator
        self._finder, self._columns, self._names = words, rows, names
        self._spent, self._compared = AFFORDABLE - ALLOWANCE, 0

    def corrections(self) -> tuple[Correction, ...]:
        """For each clause what is found without it and with another in its place, the best first.

        Where no clause alone is at fault: pairs of them, else as many as it takes.
        """
        clauses = self._query.clauses
        found = [correction for place in range(len(clauses)) for correction in self._of(place)]
        if len(clauses) > 2 and not any(correction.without for correction in found):
            found += self._pairs() or self._several(found)
        return tuple(sorted(found, key=lambda correction: (-correction.without, correction.instead is None)))

    def _of(self, place: int) -> Iterator[Correction]:
        clauses = self._query.clauses
        clause, others = clauses[place], clauses[:place] + clauses[place + 1 :]
        try:
            rows = self._evaluator.answer(others).possible
        except QueryError:
            return
        instead, gives = self._instead(place)
        text = self._text(clause)
        yield Correction(text, rows.bit_count(), instead, gives, self._others(clause, rows) if others else "")

    def _text(self, clause: Node) -> str:
        return self._query.text[clause.start : clause.end]

    def _pairs(self) -> list[Correction]:
        clauses = self._query.clauses
        found = []
        for one, other in itertools.combinations(range(len(clauses)), 2):
            rest = tuple(clause for place, clause in enumerate(clauses) if place not in (one, other))
            if without := self._count(rest):
                found.append(Correction(f"{self._text(clauses[one])} {self._text(clauses[other])}", without))
        return sorted(found, key=lambda correction: -correction.without)[:MOST_PAIRS]

    def _several(self, single: list[Correction]) -> list[Correction]:
        """Drop the clause that finds least by itself, until something is found."""
        kept = sorted(self._query.clauses, key=lambda clause: -self._count((clause,)))
        dropped: list[Node] = []
        while len(kept) > 1 and len(dropped) < len(single):
            dropped.append(kept.pop())
            rest = sorted(kept, key=lambda clause: clause.start)
            if without := self._count(tuple(rest)):
                gone = " ".join(self._text(clause) for clause in sorted(dropped, key=lambda clause: clause.start))
                return [Correction(gone, without)]
        return []

    def _count(self, clauses: tuple[Node, ...]) -> int:
        """How many answer; none where that cannot be asked, or costs too much."""
        try:
            for clause in clauses:
                self._spent = self._evaluator.afford(clause, self._spent)
            return self._evaluator.answer(clauses).possible.bit_count()
        except QueryError:
            return 0

    def _instead(self, place: int) -> tuple[str | None, int]:
        """What to write in place of a clause, and what that finds; a slip of the pen even where it finds nothing."""
        clauses = self._query.clauses
        before, clause, after = clauses[:place], clauses[place], clauses[place + 1 :]
        mended = self._begun(clause) or self._mended(clause)
        for candidate in (mended, *self._looser(clause)):
            if candidate is not None and (gives := self._count((*before, candidate, *after))):
                return self._written(candidate, clause), gives
        if before and after and isinstance(clause, Text) and (clause.words, clause.match) == (("or",), "word"):
            either = Or((all_of(before), all_of(after)), before[0].start, after[-1].end)
            if gives := self._count((either,)):
                return "OR", gives
        return (operand(mended) if mended else None), 0

    def _written(self, candidate: Node, clause: Node) -> str:
        """Days stay as they were typed."""
        if isinstance(candidate, Dates):
            return f"{candidate.name}:{self._text(clause).partition(':')[2]}"
        return operand(candidate)

    def _begun(self, clause: Node) -> Node | None:
        """The beginning of words, where a word is unknown and others begin so."""
        if not isinstance(clause, Text) or clause.match != "word" or len(clause.words[0]) < SHORTEST_BEGINNING:
            return None
        longer = replace(clause, match="prefix")
        return longer if not self._stands(clause) and self._stands(longer) else None

    def _mended(self, clause: Node) -> Node | None:
        """A clause like this one, with the nearest known words or source where its own are unknown."""
        match clause:
            case Text():
                return self._known_words(clause)
            case Field("source", value) if not self._evaluator.truth(clause).possible:
                close = self._names.suggest(value, (), self._columns.facet("source"))
                return replace(clause, value=close) if close else None
            case And(parts) | Or(parts):
                mended = [self._mended(part) for part in parts]
                if any(mended):
                    return replace(clause, parts=tuple(new or old for new, old in zip(mended, parts, strict=True)))
        return None

    def _known_words(self, clause: Text) -> Text | None:
        if clause.match == "exact" or not _LATIN.search(self._text(clause)):
            return None
        known = self._finder.vocabulary
        *first, last = clause.words
        near = [word if word in known else self._nearest(word) for word in first]
        near.append(last if self._stands(clause) else self._nearest(last))
        found = tuple(filter(None, near))
        return replace(clause, words=found) if len(found) == len(near) and found != clause.words else None

    def _stands(self, clause: Text) -> bool:
        """Is the last word of a clause in the index, or any word that may stand for it?"""
        known = self._finder.vocabulary
        return any(word in known for word in self._finder.last_words(clause))

    def _nearest(self, word: str) -> str | None:
        self._compared += 1
        return self._finder.nearest(word) if self._compared <= MOST_UNKNOWN else None

    def _looser(self, clause: Node) -> Iterator[Node]:
        """Clauses that ask for less, the closest first."""
        match clause:
            case Text():
                yield from _looser_words(clause)
            case Field("together", value):
                yield all_of(tuple(replace(clause, name="actor", value=part) for part in value.split(",")))
            case Field("actor" | "org" | "place" | "faction", value):
                yield from _in_words(value, clause)
            case Dates("date"):
                yield replace(clause, name="when")
            case Dates("when"):
                yield replace(clause, name="date")

    def _others(self, clause: Node, rows: int) -> str:
        """What the others have where this clause asks for something else: `the others are from Reuters`."""
        if isinstance(clause, Dates) and clause.name == "date":
            return self._days(rows)
        if isinstance(clause, Field) and clause.name in _FACETS:
            facet, saying = _FACETS[clause.name]
            having = self._columns.facet(facet)
            counts = sorted((-(those & rows).bit_count(), value) for value, those in having.items())
            named = [self._names.gazetteer.name(value) for count, value in counts[:MOST_NAMED] if count]
            return f"the others {saying} {', '.join(named)}" if named else ""
        return ""

    def _days(self, rows: int) -> str:
        """From the first to the last month of the rows that give a date."""
        firsts, lasts = (self._columns.table[name] for name in ("first", "last"))
        dated = self._columns.members(rows & self._columns.dated)
        if not dated:
            return "the others are undated" if rows else ""
        first, last = min(firsts[row] for row in dated), max(lasts[row] for row in dated)
        months = (f"{day.year:04}-{day.month:02}" for day in map(dt.date.fromordinal, (first, last)))
        return f"the others are of {'..'.join(dict.fromkeys(months))}"


def _looser_words(clause: Text) -> Iterator[Node]:
    sought, place = clause.words, (clause.field, clause.start, clause.end)
    if clause.match == "exact":
        yield Text(_folded(sought[0]), "phrase", *place)
    if clause.match == "fuzzy" and clause.within == 1:
        yield replace(clause, within=2)
    if len(sought) > 1:
        yield from (replace(clause, within=apart) for apart in APART if apart > clause.within)
        last = Text(sought[-1:], "prefix" if clause.match == "prefix" else "word", *place)
        yield And((*(Text((word,), "word", *place) for word in sought[:-1]), last), clause.start, clause.end)
    if clause.field != "any":
        yield replace(clause, field="any")


def _in_words(value: str, clause: Field) -> Iterator[Node]:
    if folded := _folded(value):
        yield Text(folded, "phrase" if len(folded) > 1 else "word", "any", clause.start, clause.end)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(word for word, _, _ in words(text))
