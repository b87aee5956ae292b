"""The words of a query in the text index: the rows that hold them, their scores, and the words nearest to them."""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress

from briefing.index.catalogue import Catalogue
from briefing.index.columns import ON, Columns, switches
from briefing.index.matching import exact_spans, leaf_reach, near_enough, phrase_places
from briefing.index.sealing import Damaged
from briefing.index.segments import FIELDS, WordField
from briefing.index.textindex import TextIndex
from briefing.query import QueryError, Text
from briefing.words import forms, words

AFFORDABLE = 3_500_000
"""What one query may cost, in units of about a tenth of a microsecond."""
PER_POSTING, PER_WORD, PER_POSITION, PER_NEARNESS, PER_READ = 4, 1_500, 60, 150, 600
PER_COMPARED = 4
"""For each word of the index that a fuzzy word is compared with, and each letter in which it may differ."""
MOST_READ = 2_000
"""How many stored texts one exact spelling may have to be looked for in."""
MOST_SCORED, MOST_SCORED_BEGUN = 100_000, 30_000
"""Postings that hits are ranked by; so many where a word is only begun."""
_KEPT = 256


class Finder:
    """Answers the text clauses of queries, and keeps the latest answers."""

    def __init__(self, index: TextIndex, catalogue: Catalogue, columns: Columns) -> None:
        self._index, self._catalogue, self._columns = index, catalogue, columns
        self._answers: dict[tuple[object, ...], int] = {}
        self._near: dict[tuple[str, int], list[str]] = {}
        self._rows = self._row_of_each_document()

    def _row_of_each_document(self) -> list[list[int]]:
        """Segment to document to row; -1 for a dead document. Damaged where catalogue and text index disagree."""
        rows = {segment: [-1] * count for segment, count in self._index.segments}
        if {segment: total for segment, (_, total) in self._catalogue.segments().items()} != dict(self._index.segments):
            raise Damaged("catalogue and text index do not belong together")
        known = self._columns.by_number
        for segment, document, number in self._catalogue.documents():
            rows[segment][document] = known.get(number, -1)
        return [rows[segment] for segment, _ in self._index.segments]

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """Every word and how many articles hold it."""
        return self._index.vocabulary

    @cached_property
    def _sorted(self) -> list[str]:
        return list(self.vocabulary)

    @cached_property
    def _listing(self) -> str:
        return "\n".join(self._sorted)

    def last_words(self, leaf: Text) -> list[str]:
        """The words of the index that may stand for the last word of a clause."""
        last = leaf.words[-1]
        match leaf.match:
            case "word":
                return [word for word in forms(last) if word in self.vocabulary]
            case "prefix":
                first = bisect_left(self._sorted, last)
                return self._sorted[first : bisect_left(self._sorted, last + "\x7f", first)] or [
                    word for word in forms(last) if word in self.vocabulary
                ]
            case "fuzzy":
                return self.neighbours(last, leaf.within)
            case "exact":
                return [word for word, _, _ in words(last)][-1:]
            case _:
                return [last]

    def neighbours(self, word: str, edits: int) -> list[str]:
        """The words of the index that differ by so many letters at most, the commonest first."""
        if (word, edits) not in self._near:
            found = [other for other in self._candidates(word, edits) if near_enough(word, other, edits)]
            if len(self._near) >= _KEPT:
                self._near.clear()
            self._near[word, edits] = sorted(found, key=lambda other: (-self.vocabulary[other], other))
        return self._near[word, edits]

    def _candidates(self, word: str, edits: int) -> list[str]:
        """Words of about that length; of so many pieces more than edits, one at least stands about where it was."""
        count = edits + 1
        cuts = [len(word) * n // count for n in range(count + 1)]
        pieces = "|".join(
            rf".{{{max(0, start - edits)},{start + edits}}}{re.escape(word[start:end])}"
            for start, end in itertools.pairwise(cuts)
        )
        length = rf"(?=.{{{max(1, len(word) - edits)},{len(word) + edits}}}$)"
        return re.findall(rf"^{length}(?:{pieces}).*$", self._listing, re.M)

    def nearest(self, word: str) -> str | None:
        """The commonest of the words of the index that are closest to one that is not in it."""
        return next(
            (near[0] for edits in (1, 2) if len(word) > 2 * edits and (near := self.neighbours(word, edits))), None
        )

    def afford(self, leaves: Iterable[Text], spent: int = 0) -> int:
        """Sum up what clauses will cost before any of them is run; QueryError where it is too much."""
        for leaf in leaves:
            if self._key(leaf) not in self._answers:
                if leaf.match == "fuzzy":
                    spent += PER_COMPARED * leaf.within * len(self.vocabulary)
                spent += self._cost(leaf) if spent <= AFFORDABLE else 0
            if spent > AFFORDABLE:
                raise QueryError("too broad; ask for longer words", leaf.start, leaf.end)
        return spent

    def _cost(self, leaf: Text) -> int:
        if len(self._begun(leaf)) == len(self._rows):
            return PER_WORD
        first = _folded_words(leaf)[:-1]
        last = self.last_words(leaf)
        frequencies = [self.vocabulary.get(word, 0) for word in first]
        ending = sum(self.vocabulary.get(word, 0) for word in last)
        cost = PER_POSTING * (sum(frequencies) + ending) + PER_WORD * (len(first) + len(last))
        together = (PER_NEARNESS if leaf_reach(leaf) > 1 else PER_POSITION) * len(first) * min([*frequencies, ending])
        reading = PER_READ * min([*frequencies, ending, MOST_READ]) if leaf.match == "exact" else 0
        return cost + together + reading

    def _key(self, leaf: Text) -> tuple[object, ...]:
        return leaf.words, leaf.match, leaf.field, leaf.within

    def found(self, leaf: Text) -> int:
        """The set of rows that answer a text clause."""
        key = self._key(leaf)
        if key not in self._answers:
            if len(self._answers) >= _KEPT:
                self._answers.pop(next(iter(self._answers)))
            self._answers[key] = self._rows_of(leaf)
        return self._answers[key]

    def _rows_of(self, leaf: Text) -> int:
        """The row of a dead document is the place for none, which is the last one."""
        flags = self._columns.flags()
        for field in fields_of(leaf):
            if leaf.match == "exact":
                rows: Iterable[int] = self._exact(leaf, field)
            elif len(leaf.words) > 1:
                rows = self._phrase(leaf.words, self.last_words(leaf), leaf_reach(leaf), field)
            else:
                rows = self._holding(self.last_words(leaf), field, self._begun(leaf))
            for row in rows:
                flags[row] = ON
        for segment, documents in self._begun(leaf).items():
            for row in compress(self._rows[segment], switches(documents)):
                flags[row] = ON
        return self._columns.switched_on(flags)

    def _begun(self, leaf: Text) -> Mapping[int, bytes]:
        """Segment to the documents that hold words with a beginning, where the index keeps sets of them."""
        plain = leaf.match == "prefix" and leaf.field == "any" and len(leaf.words) == 1
        return self._index.beginning(leaf.words[0]) if plain else {}

    def _holding(self, wanted: Iterable[str], field: WordField, but: Mapping[int, bytes]) -> Iterator[int]:
        """Rows that hold any of some words, over and over; but for those of some segments."""
        if len(but) < len(self._rows):
            for word in wanted:
                for segment, documents in self._index.documents(field, word, but):
                    yield from map(self._rows[segment].__getitem__, documents)

    def _phrase(self, sought: Sequence[str], last: Sequence[str], within: int, field: WordField) -> Iterator[int]:
        """Rows where words stand together; the last of them is any of several."""
        held: dict[str, dict[int, dict[int, bytes]]] = {}
        among: dict[int, set[int]] | None = None
        for word in sorted(set(sought[:-1]), key=lambda word: self.vocabulary.get(word, 0)):
            held[word] = self._index.places(field, word, among)
            among = {segment: set(documents) for segment, documents in held[word].items()}
        endings: dict[tuple[int, int], list[bytes]] = {}
        for word in last:
            for segment, documents in self._index.places(field, word, among).items():
                for document, places in documents.items():
                    endings.setdefault((segment, document), []).append(places)
        for (segment, document), ends in endings.items():
            standing = self._index.decoded([documents[segment][document] for documents in held.values()])
            of_word = dict(zip(held, standing, strict=True))
            lists = [of_word[word] for word in sought[:-1]]
            ending = self._index.decoded(ends)
            together = ending[0] if len(ending) == 1 else sorted(itertools.chain.from_iterable(ending))
            if any(phrase_places([*lists, together], within)):
                yield self._rows[segment][document]

    def _exact(self, leaf: Text, field: WordField) -> Iterator[int]:
        folded = _folded_words(leaf)
        loose = Text(tuple(folded), "phrase", field, leaf.start, leaf.end)
        candidates = self._columns.members(self.found(loose))
        if len(candidates) > MOST_READ:
            raise QueryError("too broad for an exact spelling; ask for more words", leaf.start, leaf.end)
        for row in candidates:
            number = self._columns.numbers[row]
            text = self._columns.table["title"][row] if field == "title" else self._catalogue.body(number)
            if exact_spans(leaf.words[0], text):
                yield row

    def scores(self, leaves: Sequence[Text]) -> Sequence[float]:
        """How well each row answers some clauses. The rarest words are scored first, as far as can be afforded."""
        wanted = {
            (word, field)
            for leaf in leaves
            for word in (*_folded_words(leaf)[:-1], *self.last_words(leaf))
            for field in fields_of(leaf)
        }
        most = MOST_SCORED if all(leaf.match != "prefix" for leaf in leaves) else MOST_SCORED_BEGUN
        scores = [0.0] * (self._columns.size + 1)
        spent = 0
        for word, field in sorted(wanted, key=lambda pair: (self.vocabulary.get(pair[0], 0), pair)):
            spent += self.vocabulary.get(word, 0) + PER_WORD // 10
            if spent > most:
                break
            for segment, documents, worths in self._index.scores(field, word):
                for row, worth in zip(map(self._rows[segment].__getitem__, documents), worths, strict=True):
                    scores[row] += worth
        return scores

    def telling_words(self, text: str, most: int = 12) -> list[str]:
        """The words that tell a text from the others: often in it, and in few of them."""
        total = max(self._columns.size, 2)
        counts = Counter(word for word, _, _ in words(text) if len(word) > 2 and not word.isdigit())
        weights = {
            word: count * math.log(total / frequency)
            for word, count in counts.items()
            if 2 <= (frequency := self.vocabulary.get(word, 0)) <= max(2, total // 3)
        }
        return sorted(weights, key=lambda word: (-weights[word], word))[:most]


def _folded_words(leaf: Text) -> list[str]:
    return [word for word, _, _ in words(leaf.words[0])] if leaf.match == "exact" else list(leaf.words)


def fields_of(leaf: Text) -> tuple[WordField, ...]:
    """The fields of the index that a clause looks in."""
    return FIELDS if leaf.field == "any" else (leaf.field,)
