"""Segments of the text index: each is written at once, whole blocks of postings at a time, and never changed."""

from __future__ import annotations

import itertools
import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3LeafMatcher, W3PostingsWriter, W3Segment
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.filedb.structfile import StructFile
from whoosh.formats import Format
from whoosh.index import TOC

from briefing.index.sealing import Files, Unsealed, whole
from briefing.pausing import collector_paused
from briefing.storage import make
from briefing.words import folded_words

WordField = Literal["title", "body"]
FIELDS: tuple[WordField, ...] = ("title", "body")
NAME = "MAIN"
BLOCK = 4_096
"""Postings that are read and written together."""
LONGEST_BEGINNING = 4
"""Letters of a beginning of words that may have a set of its own."""
LEAST_POSTINGS, WORTH_A_SET = 256, 16
"""It has one where it has so many postings, and more than a sixteenth of the documents."""
_LENGTH, _BLOCK = struct.Struct("=i"), struct.Struct("=IIfBI")
"""Before a block its length, negative for the last one; then how many postings, the last document, the largest weight,
are there long values, and the bytes of all values."""
_MOST = 255
_ONE = tuple(bytes((1, place)) for place in range(256))

Postings = tuple[list[int], list[bytes]]
"""Documents in order, and the encoded places in each of them."""


def encoded(places: Sequence[int]) -> bytes:
    """Where a word stands in a text, counted in words and sorted: the width of a number in bytes, then the numbers."""
    if places[-1] < 256:
        return _ONE[places[0]] if len(places) == 1 else b"\1" + bytes(places)
    wide = "H" if places[-1] < 65_536 else "I"
    return bytes((array(wide).itemsize,)) + array(wide, places).tobytes()


def decoded(value: bytes) -> Sequence[int]:
    """The places again."""
    if value[0] == 1:
        return value[1:]
    places = array("H" if value[0] == array("H").itemsize else "I")
    places.frombytes(value[1:])
    return places


class Shelf(Storage):  # type: ignore[misc]
    """The files of an index as Whoosh asks for them: each through the door that verifies it, and none is mapped, as a
    map of a file that somebody shortens ends the process."""

    readonly = True
    supports_mmap = False

    def __init__(self, files: Files) -> None:
        self._files = files
        self._opened: list[Any] = []

    def list(self) -> Any:
        """The names there are."""
        return [*self._files.names]

    def file_exists(self, name: str) -> bool:
        """Is there one of this name?"""
        return name in self._files.names

    def file_length(self, name: str) -> int:
        """Of its bytes."""
        return self._files.path(name).stat().st_size

    def open_file(self, name: str, **_: object) -> Any:
        """One of them, open for reading."""
        self._opened.append(StructFile(self._files.open(name), name=name))
        return self._opened[-1]

    def close_files(self) -> None:
        """Close whatever was left open; Whoosh says `close` before it is done with them."""
        for file in self._opened:
            if not file.is_closed:
                file.close()


class Places(Format):  # type: ignore[misc]
    """The places of a word, as `encoded` has them."""

    def decode_positions(self, value: bytes) -> Sequence[int]:
        """As Whoosh asks for them."""
        return decoded(value)


class Words(TEXT):  # type: ignore[misc]
    """A text field whose words were folded by the house."""

    def __init__(self) -> None:
        super().__init__()
        self.format = Places()


class _PostingsWriter(W3PostingsWriter):  # type: ignore[misc]
    """Takes all postings of a word at once, and writes numbers as they lie in memory instead of pickling them."""

    def put(self, documents: Sequence[int], values: Sequence[bytes]) -> None:
        """All postings of the word that was started."""
        for first in range(0, len(documents), BLOCK):
            if first:
                self._write_block()
            self._ids = array("I", documents[first : first + BLOCK])
            self._values = values[first : first + BLOCK]
            self._weights = [min((len(value) - 1) // value[0], _MOST) for value in self._values]
            self._maxweight = max(self._weights)
            self._minlength = self._maxlength = 1

    def _write_block(self, last: bool = False) -> None:
        self._terminfo.add_block(self)
        sizes, values = list(map(len, self._values)), b"".join(self._values)
        wide = max(sizes) > _MOST
        head = _BLOCK.pack(len(self._ids), self._ids[-1], self._maxweight, wide, len(values))
        parts = (head, self._ids.tobytes(), bytes(self._weights), array("I" if wide else "B", sizes).tobytes(), values)
        length = sum(map(len, parts))
        self._postfile.write(_LENGTH.pack(-length if last else length) + b"".join(parts))
        self._blockcount += 1
        self._new_block()


class _Matcher(W3LeafMatcher):  # type: ignore[misc]
    """Reads what `_PostingsWriter` writes."""

    def _read_header(self) -> None:
        self._baseoffset = self._startoffset

    def _goto(self, position: int) -> None:
        self._ids: array[int] | None = None
        self._weights: array[int] | None = None
        self._values: list[bytes] | None = None
        self._i = 0
        (length,) = _LENGTH.unpack(self._postfile.get(position, _LENGTH.size))
        self._lastblock = length < 0
        self._dataoffset = position + _LENGTH.size
        self._nextoffset = self._dataoffset + abs(length)
        head = self._postfile.get(self._dataoffset, _BLOCK.size)
        self._blocklength, self._maxid, self._maxweight, self._wide, self._bytes = _BLOCK.unpack(head)
        self._minlength = self._maxlength = 1

    def _part(self, kind: Literal["I", "B"], before: int) -> array[int]:
        """One of the arrays of the block, which stands so many bytes after its head."""
        column = array(kind)
        start = self._dataoffset + _BLOCK.size + before
        column.frombytes(self._postfile.get(start, column.itemsize * self._blocklength))
        return column

    def _read_ids(self) -> None:
        self._ids = self._part("I", 0)

    def _read_weights(self) -> None:
        self._weights = self._part("B", 4 * self._blocklength)

    def _read_values(self) -> None:
        ends = list(itertools.accumulate(self._part("I" if self._wide else "B", 5 * self._blocklength)))
        whole = self._postfile.get(self._nextoffset - self._bytes, self._bytes)
        self._values = [whole[start:end] for start, end in zip([0, *ends], ends, strict=False)]


class Codec(W3Codec):  # type: ignore[misc]
    """That of Whoosh, with blocks which are read in one piece."""

    def __init__(self) -> None:
        super().__init__(blocklimit=BLOCK, compression=0)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        """As Whoosh has it."""
        return _PostingsWriter(dbfile, self._blocklimit, byteids, self._compression, self._inlinelimit)

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        """As Whoosh has it."""
        offset, length = terminfo.extent()
        return _Matcher(dbfile, offset, length, format_, term=term, scorer=scorer)


def schema() -> Any:
    """The fields of the text index."""
    return Schema(title=Words(), body=Words())


@dataclass(frozen=True, slots=True)
class Segment:
    """What was written at once: its id, and how many documents it has."""

    id: str
    documents: int


class SegmentWriter:
    """Collects the words of articles in memory, and writes them to a folder as one segment."""

    def __init__(self) -> None:
        self._postings: dict[WordField, dict[str, Postings]] = {"title": {}, "body": {}}
        self._lengths: dict[WordField, array[int]] = {"title": array("I"), "body": array("I")}

    def __len__(self) -> int:
        return len(self._lengths["body"])

    def add(self, title: str, body: str) -> None:
        """The next document."""
        document = len(self)
        texts: tuple[tuple[WordField, str], ...] = (("title", title), ("body", body))
        for field, text in texts:
            words = folded_words(text)
            self._lengths[field].append(len(words))
            _put(self._postings[field], document, words)

    def take(self, files: Files, segment: str) -> None:
        """All documents of a segment that was written, as the next ones."""
        first = len(self)
        for field, lengths in read_lengths(files, segment).items():
            self._lengths[field].extend(lengths)
        storage = Shelf(files)
        codec, fields = Codec(), schema()
        reader = codec.terms_reader(storage, _known(segment, 0))
        try:
            for field, word in reader.terms():
                documents, values = self._postings[field].setdefault(word.decode("ascii"), ([], []))
                matcher = reader.matcher(field, word, fields[field].format)
                while matcher.is_active():
                    matcher.id(), matcher.value()
                    documents.extend(document + first for document in matcher._ids)
                    values.extend(matcher._values)
                    matcher._next_block()
        finally:
            reader.close()
            storage.close_files()

    def write(self, folder: Path) -> Segment:
        """Write the files of the segment; nothing can be added afterwards."""
        segment = W3Segment(Codec(), NAME)
        with collector_paused():
            writer, fields = W3FieldWriter(segment.codec(), FileStorage(str(folder)), segment), schema()
            for field in sorted(FIELDS):
                writer.start_field(field, fields[field])
                for word, (documents, values) in sorted(self._postings[field].items()):
                    writer.start_term(word.encode("ascii"))
                    writer._postwriter.put(documents, values)
                    writer.finish_term()
                writer.finish_field()
            writer.close()
            self._describe(folder, segment.segment_id())
        return Segment(segment.segment_id(), len(self))

    def _describe(self, folder: Path, id: str) -> None:
        """What Whoosh does not keep, or slowly: words with their frequencies, lengths, and sets for beginnings."""
        listing: list[tuple[str, list[int]]] = sorted(
            (word, documents) for held in self._postings.values() for word, (documents, _) in held.items()
        )
        words = (
            f"{word} {len(set().union(*(documents for _, documents in same)))}\n"
            for word, same in itertools.groupby(listing, lambda entry: entry[0])
        )
        make(folder / words_file(id), "".join(words).encode("ascii"))
        make(folder / lengths_file(id), b"".join(self._lengths[field].tobytes() for field in FIELDS))
        size = len(self) // 8 + 1
        sets = (
            beginning.ljust(LONGEST_BEGINNING).encode("ascii") + _bits(documents, size)
            for beginning, documents in _beginnings(listing, len(self))
        )
        make(folder / beginnings_file(id), b"".join(sets))


def _put(held: dict[str, Postings], document: int, words: Sequence[str]) -> None:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        if word in places:
            places[word].append(place)
        else:
            places[word] = [place]
    for word, at in places.items():
        if word in held:
            documents, values = held[word]
            documents.append(document)
            values.append(encoded(at))
        else:
            held[word] = [document], [encoded(at)]


def _beginnings(listing: Sequence[tuple[str, list[int]]], documents: int) -> Iterator[tuple[str, set[int]]]:
    """The beginnings of words that have many postings, and in which documents they are."""
    least = max(LEAST_POSTINGS, documents // WORTH_A_SET)
    for length in range(1, LONGEST_BEGINNING + 1):
        for beginning, group in itertools.groupby(listing, lambda entry, length=length: entry[0][:length]):  # type: ignore[misc]
            lists = [found for _, found in group]
            if len(beginning) == length and len(lists) > 1 and sum(map(len, lists)) >= least:
                yield beginning, set().union(*lists)


def _bits(documents: Iterable[int], size: int) -> bytes:
    octets = bytearray(size)
    for document in documents:
        octets[document >> 3] |= 1 << (document & 7)
    return bytes(octets)


def files_of(segment: str) -> tuple[str, ...]:
    """The names of the files of a segment."""
    return f"{segment}.trm", f"{segment}.pst", words_file(segment), lengths_file(segment), beginnings_file(segment)


def words_file(segment: str) -> str:
    """`word frequency` lines, sorted."""
    return f"words_{segment}.txt"


def lengths_file(segment: str) -> str:
    """How many words the title of each document has, then the body of each."""
    return f"lengths_{segment}.bin"


def beginnings_file(segment: str) -> str:
    """For beginnings of words that have many postings: their letters, and the set of documents that have such words."""
    return f"beginnings_{segment}.bin"


def read_words(files: Files, segment: str) -> Iterator[tuple[str, int]]:
    """Each word of a segment, and in how many of its documents it is."""
    for line in whole(files, words_file(segment)).decode("ascii").splitlines():
        word, _, count = line.partition(" ")
        yield word, int(count)


def read_lengths(files: Files, segment: str) -> Mapping[WordField, array[int]]:
    """How many words each field of each document has; ValueError where that cannot be."""
    both = array("I")
    both.frombytes(whole(files, lengths_file(segment)))
    half = len(both) // 2
    return {"title": both[:half], "body": both[half:]}


def read_beginnings(files: Files, segment: str, documents: int) -> dict[str, bytes]:
    """Beginnings of words to the sets of documents, bit by bit from the lowest."""
    raw, size = whole(files, beginnings_file(segment)), documents // 8 + 1
    starts = range(0, len(raw), LONGEST_BEGINNING + size)
    return {
        raw[start : start + LONGEST_BEGINNING].decode("ascii").rstrip(): raw[start + LONGEST_BEGINNING :][:size]
        for start in starts
    }


def write_contents(folder: Path, segments: Iterable[str]) -> None:
    """Write Whoosh's table of contents for the segments that lie in a folder."""
    listed = []
    for id in segments:
        lengths = read_lengths(Unsealed(folder), id)
        listed.append(_known(id, len(lengths["body"])))
        listed[-1]._fieldlengths = {field: sum(lengths[field]) for field in FIELDS}
    TOC(schema(), listed, 1).write(FileStorage(str(folder)), NAME)


def _known(id: str, documents: int) -> Any:
    return W3Segment(Codec(), NAME, documents, id.removeprefix(f"{NAME}_"))
