"""The words of titles and bodies on Whoosh: segments are written once, and read a block of postings at a time."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import EmptyReader

from briefing.index.generations import Damaged
from briefing.pausing import collector_paused
from briefing.words import words

WordField = Literal["title", "body"]
FIELDS: tuple[WordField, ...] = ("title", "body")
BOOSTS: Mapping[WordField, float] = {"title": 3.0, "body": 1.0}
_MEMORY = 256
"""Megabytes of postings that are sorted in memory before a run goes to the disk."""
_B, _K1 = 0.75, 1.2


class Words(TEXT):  # type: ignore[misc]
    """A text field that is given its words: a mapping of each folded word to its positions."""

    def index(self, value: Mapping[str, list[int]], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(word, how often, weight, positions) as Whoosh writes them."""
        encode = self.format.encode
        for word, places in value.items():
            yield word.encode("ascii"), len(places), float(len(places)), encode(places)


def _schema() -> Any:
    return Schema(title=Words(), body=Words())


def positions(text: str) -> dict[str, list[int]]:
    """Each folded word of a text and the places it stands at, counted in words."""
    places: dict[str, list[int]] = {}
    for place, (word, _, _) in enumerate(words(text)):
        places.setdefault(word, []).append(place)
    return places


@contextlib.contextmanager
def _whoosh(doing: str) -> Iterator[None]:
    """Whoosh tells of damage by some thirteen kinds of exceptions: all of them mean the same here."""
    try:
        yield
    except Exception as error:
        raise Damaged(f"the text index failed at {doing}: {type(error).__name__}") from error


@dataclass(frozen=True, slots=True)
class Segment:
    """What was written at once: its id, and the article numbers in the order of its documents."""

    id: str
    numbers: tuple[int, ...]


def write_segment(
    folder: Path,
    texts: Iterable[tuple[int, str, str]],
    keep: frozenset[str],
    tick: Callable[[int], None],
) -> Segment | None:
    """Add a segment of (article number, title, body) to the text index in a folder; of the others only `keep` stay.

    Documents are never deleted from a segment: which of them are alive is for the catalogue to say.
    None where there were no texts.
    """
    storage = FileStorage(str(folder))
    fresh = not storage.index_exists()
    index = storage.create_index(_schema()) if fresh else storage.open_index()
    frequencies: Counter[str] = Counter()
    numbers = []
    with collector_paused():
        writer = index.writer(codec=W3Codec(compression=0), limitmb=_MEMORY, compound=False)
        try:
            for number, title, body in texts:
                places = {"title": positions(title), "body": positions(body)}
                writer.add_document(**places)
                frequencies.update(places["title"].keys() | places["body"].keys())
                numbers.append(number)
                tick(len(numbers))
            writer.commit(mergetype=lambda _, segments: [s for s in segments if s.segment_id() in keep])
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            raise
    _drop_leftovers(folder, keep)
    if not numbers:
        return None
    segment = Segment(writer.newsegment.segment_id(), tuple(numbers))
    listing = "".join(f"{word} {count}\n" for word, count in sorted(frequencies.items()))
    _words_file(folder, segment.id).write_text(listing, "ascii")
    return segment


def _words_file(folder: Path, segment: str) -> Path:
    return folder / f"words_{segment}.txt"


def _drop_leftovers(folder: Path, segments: frozenset[str]) -> None:
    for path in folder.glob("words_*.txt"):
        if path.stem.removeprefix("words_") not in segments:
            path.unlink()
    for path in folder.glob("*_WRITELOCK"):
        path.unlink()


class _Files(FileStorage):  # type: ignore[misc]
    """A folder that is only read, and that knows which of its files are open."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), readonly=True)
        self._opened: list[Any] = []

    def open_file(self, name: str, **options: Any) -> Any:
        """As Whoosh has it."""
        file = super().open_file(name, **options)
        self._opened.append(file)
        return file

    def close_files(self) -> None:
        """Close whatever was left open."""
        for file in self._opened:
            if not file.is_closed:
                file.close()


class TextIndex:
    """One text index, open for reading; documents are numbered within their segment. Damaged where Whoosh fails."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lengths: dict[tuple[int, WordField], Sequence[float | None]] = {}
        self._storage = _Files(folder)
        try:
            with _whoosh("opening"):
                self._searcher = self._storage.open_index().searcher()
                self._format = self._searcher.schema["body"].format
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
                for line in _words_file(self._folder, segment).read_text("ascii").splitlines():
                    word, _, count = line.partition(" ")
                    frequencies[word] = frequencies.get(word, 0) + int(count)
        return dict(sorted(frequencies.items())) if len(self.segments) > 1 else frequencies

    def documents(self, field: WordField, word: str) -> Iterator[tuple[int, Sequence[int]]]:
        """(segment, documents) for each block of postings of a word."""
        with _whoosh("reading postings"):
            for segment, matcher in self._blocks(field, word):
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

    def decoded(self, encoded: Sequence[bytes]) -> list[list[int]]:
        """Positions, as `places` found them, counted in words."""
        decode = self._format.decode_positions
        with _whoosh("decoding positions"):
            return [decode(places) for places in encoded]

    def scores(self, field: WordField, word: str) -> Iterator[tuple[int, int, float]]:
        """(segment, document, score) of each document that holds a word: BM25F, with the title above the body."""
        with _whoosh("scoring"):
            worth = self._searcher.idf(field, word) * BOOSTS[field] * (_K1 + 1)
            for segment, matcher in self._blocks(field, word):
                norms = self._norms(segment, field)
                matcher.weight()
                for document, weight in zip(matcher._ids, matcher._weights, strict=True):
                    yield segment, document, worth * weight / (weight + norms[document])

    def _norms(self, segment: int, field: WordField) -> Sequence[float | None]:
        """How much the length of each document takes from the weight of its words; None where it has no words."""
        key = (segment, field)
        if key not in self._lengths:
            reader = self._readers[segment]
            average = self._searcher.avg_field_length(field) or 1
            documents = range(self.segments[segment][1])
            lengths = [reader.doc_field_length(document, field) for document in documents]
            norms = {length: _K1 * (1 - _B + _B * length / average) for length in set(lengths) if length}
            self._lengths[key] = [norms.get(length) for length in lengths]
        return self._lengths[key]

    def _blocks(self, field: WordField, word: str) -> Iterator[tuple[int, Any]]:
        """(segment, matcher at the start of a block). Reading by posting costs twenty times as much."""
        for segment, reader in enumerate(self._readers):
            if (field, word) in reader:
                matcher = reader.postings(field, word)
                while matcher.is_active():
                    matcher.id()
                    yield segment, matcher
                    matcher._next_block()
