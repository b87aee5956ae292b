"""The words of titles and bodies on Whoosh, open for reading: a block of postings at a time."""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Self

from whoosh.reading import EmptyReader

from briefing.index.sealing import Damaged, Files
from briefing.index.segments import FIELDS, Shelf, WordField, decoded, read_beginnings, read_lengths, read_words

BOOSTS: Mapping[WordField, float] = {"title": 3.0, "body": 1.0}
_B, _K1 = 0.75, 1.2


@contextlib.contextmanager
def _whoosh(doing: str) -> Iterator[None]:
    """Whoosh tells of damage by some thirteen kinds of exceptions: all of them mean the same here."""
    try:
        yield
    except Damaged:
        raise
    except Exception as error:
        raise Damaged(f"the text index failed at {doing}: {type(error).__name__}") from error


class TextIndex:
    """One text index, open for reading; documents are numbered within their segment. Damaged where Whoosh fails."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._lengths: dict[tuple[int, WordField], array[float]] = {}
        self._storage = Shelf(files)
        try:
            with _whoosh("opening"):
                self._searcher = self._storage.open_index().searcher()
                leaves = [reader for reader, _ in self._searcher.reader().leaf_readers()]
                self._readers = [reader for reader in leaves if not isinstance(reader, EmptyReader)]
                self.segments: list[tuple[str, int]] = [
                    (reader.segment().segment_id(), reader.doc_count_all()) for reader in self._readers
                ]
        except Damaged:
            self._storage.close_files()
            raise

    def close(self) -> None:
        """Let go of the files."""
        with _whoosh("closing"):
            self._searcher.close()
            self._storage.close_files()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """Every word, in order, and how many documents hold it."""
        frequencies: dict[str, int] = {}
        with _whoosh("reading the words"):
            for segment, _ in self.segments:
                for word, count in read_words(self._files, segment):
                    frequencies[word] = frequencies.get(word, 0) + count
        return dict(sorted(frequencies.items())) if len(self.segments) > 1 else frequencies

    def documents(self, field: WordField, word: str, but: Container[int] = ()) -> Iterator[tuple[int, Sequence[int]]]:
        """(segment, documents) for each block of postings of a word, but for some segments."""
        with _whoosh("reading postings"):
            for segment, matcher in self._blocks(field, word, but):
                yield segment, matcher._ids

    def places(self, field: WordField, word: str, among: Mapping[int, set[int]] | None) -> dict[int, dict[int, bytes]]:
        """Segment to document to encoded positions of a word, for all documents or for those among some."""
        found: dict[int, dict[int, bytes]] = {}
        with _whoosh("reading positions"):
            for segment, matcher in self._blocks(field, word):
                matcher.value()
                held = found.setdefault(segment, {})
                wanted = None if among is None else among.get(segment, set())
                pairs = zip(matcher._ids, matcher._values, strict=True)
                held.update(pairs if wanted is None else (pair for pair in pairs if pair[0] in wanted))
        return found

    def decoded(self, encoded: Sequence[bytes]) -> list[Sequence[int]]:
        """Positions, as `places` found them, counted in words."""
        return [decoded(places) for places in encoded]

    def beginning(self, letters: str) -> dict[int, bytes]:
        """Segment to the set of documents with a word that begins so, a bit a document from the lowest.

        Only of segments that keep one: where such words have many postings in titles and bodies together.
        """
        with _whoosh("reading beginnings"):
            return {number: kept[letters] for number, kept in enumerate(self._beginnings) if letters in kept}

    @cached_property
    def _beginnings(self) -> list[dict[str, bytes]]:
        return [read_beginnings(self._files, segment, count) for segment, count in self.segments]

    def scores(self, field: WordField, word: str) -> Iterator[tuple[int, Sequence[int], Sequence[float]]]:
        """(segment, documents, their scores) for each block of postings of a word: BM25F, the title above the body."""
        with _whoosh("scoring"):
            worth = self._searcher.idf(field, word) * BOOSTS[field] * (_K1 + 1)
            for segment, matcher in self._blocks(field, word):
                matcher.weight()
                norms = map(self._norms(segment, field).__getitem__, matcher._ids)
                weighed = zip(matcher._weights, norms, strict=True)
                yield segment, matcher._ids, [worth * weight / (weight + norm) for weight, norm in weighed]

    def _norms(self, segment: int, field: WordField) -> Sequence[float]:
        """How much the length of each document takes from the weight of its words."""
        key = (segment, field)
        if key not in self._lengths:
            lengths = self._counted[segment][field]
            average = self._averages[field]
            norms = {length: _K1 * (1 - _B + _B * length / average) for length in set(lengths)}
            self._lengths[key] = array("f", map(norms.__getitem__, lengths))
        return self._lengths[key]

    @cached_property
    def _counted(self) -> list[Mapping[WordField, array[int]]]:
        """Segment to field to the number of words of each document."""
        counted = [read_lengths(self._files, segment) for segment, _ in self.segments]
        if [len(one["body"]) for one in counted] != [documents for _, documents in self.segments]:
            raise Damaged("the lengths of the documents are not theirs")
        return counted

    @cached_property
    def _averages(self) -> Mapping[WordField, float]:
        """How many words a field has on average, 1 at least."""
        documents = max(1, sum(count for _, count in self.segments))
        return {field: max(1.0, sum(sum(one[field]) for one in self._counted) / documents) for field in FIELDS}

    def _blocks(self, field: WordField, word: str, but: Container[int] = ()) -> Iterator[tuple[int, Any]]:
        """(segment, matcher at the start of a block). Reading by posting costs twenty times as much."""
        for segment, reader in enumerate(self._readers):
            if segment not in but and (field, word) in reader:
                matcher = reader.postings(field, word)
                while matcher.is_active():
                    matcher.id()
                    yield segment, matcher
                    matcher._next_block()
