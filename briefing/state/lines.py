"""The state as text: what is kept of the reader, one JSON object a line, for `state export` and `state import`."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any

from briefing.inert import inert
from briefing.state.file import StateError

VERSION = 1
_HEADER = {"briefing": "state", "version": VERSION}
LONGEST_LINE = 4_000_000
"""Characters: a note of the longest, many times over, each character an escape."""
LONGEST_NOTE = 20_000
_LARGEST = 2**62
_SOON = 3600
"""Seconds; a clock that was wrong by more is not gone by."""


class LineError(ValueError):
    """A line that cannot be taken over; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`read`, `starred`, `aside` or `tag:NAME` on an article; `at` in seconds since the epoch."""

    kind: str
    article: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What the reader wrote beside an article, or beside one paragraph of it (1 is the first)."""

    article: str
    text: str
    paragraph: int | None = None
    words: str = ""
    """Hash of the paragraph's words, so that the note finds it again after an edit."""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Digest:
    """The hash of an article's raw entry, by which its state finds it again under another id."""

    article: str
    digest: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A search with a name."""

    name: str
    query: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of the history."""

    query: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article, or one paragraph of it (1 is the first), on the working list."""

    article: str
    paragraph: int | None = None
    words: str = ""
    """Hash of the paragraph's words, as in a note."""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """How far an article was read: an offset of its body."""

    article: str
    place: int


Record = Mark | Note | Digest | Saved | Asked | Shelved | Place
_KINDS: dict[str, type[Record]] = {
    "mark": Mark,
    "note": Note,
    "digest": Digest,
    "saved": Saved,
    "asked": Asked,
    "shelved": Shelved,
    "place": Place,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def write_lines(records: Iterable[Record]) -> Iterator[str]:
    """A header and a line for each record, without line ends."""
    yield json.dumps(_HEADER)
    for record in records:
        yield json.dumps({"is": _NAMES[type(record)], **asdict(record)}, ensure_ascii=True)


def read_lines(lines: Iterable[str]) -> Iterator[tuple[int, Record]]:
    """The inverse of `write_lines`, with the number of each line; LineError for the first that is not one of ours."""
    header = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = _row(line, number)
        if header:
            _check_header(row, number)
            header = False
        else:
            yield number, _record(row, number)
    if header:
        raise LineError("there is nothing in it; give a file that `briefing state export` wrote")


def _row(line: str, number: int) -> dict[str, object]:
    try:
        row = json.loads(line) if len(line) <= LONGEST_LINE else None
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise LineError(f"line {number} is not a JSON object; give a file that `briefing state export` wrote")
    return row


def _check_header(row: dict[str, object], number: int) -> None:
    if row.get("briefing") != "state":
        raise LineError(f"line {number} does not begin a state; give a file that `briefing state export` wrote")
    if row.get("version") != VERSION:
        raise LineError(f"line {number}: version {str(row.get('version'))[:20]} is not known here; update briefing")


def _record(row: dict[str, object], number: int) -> Record:
    kind = _KINDS.get(str(row.pop("is", None)))
    if kind is None:
        raise LineError(f"line {number} is neither {', '.join(_KINDS)}")
    expected = {field.name: str(field.type) for field in fields(kind)}
    needed = [field.name for field in fields(kind) if field.default is MISSING]
    wrong = [name for name in {**dict.fromkeys(needed), **row} if not _fits(row.get(name), expected.get(name))]
    if wrong:
        raise LineError(f"line {number}: {', '.join(wrong)[:80]} cannot be read")
    values: dict[str, Any] = {name: inert(value) if isinstance(value, str) else value for name, value in row.items()}
    return kind(**values)


def _fits(value: object, kind: str | None) -> bool:
    if kind == "str":
        return isinstance(value, str)
    if value is None:
        return kind == "int | None"
    return kind in ("int", "int | None") and type(value) is int and 0 <= value < _LARGEST


def moment(others: Iterable[int]) -> int:
    """Now, in seconds; the one after where the latest of the others is of this second, so that an order is kept."""
    now = int(time.time())
    latest = max(others, default=0)
    return latest + 1 if now <= latest < now + _SOON else now


def check_note(note: Note) -> None:
    """StateError for a note that is too long."""
    if len(note.text) > LONGEST_NOTE:
        raise StateError(f"A note has at most {LONGEST_NOTE:,} characters; this one has {len(note.text):,}.")


def joined(there: Note | None, note: Note) -> Note:
    """Both texts, where neither has all the lines of the other."""
    if there is None or _has(note.text, there.text):
        return note
    text = there.text if _has(there.text, note.text) else f"{there.text}\n{note.text}"
    return Note(there.article, text, there.paragraph, there.words, max(there.at, note.at))


def _has(text: str, lines: str) -> bool:
    return not lines or f"\n{lines}\n" in f"\n{text}\n"


class Names:
    """Names for searches that come in beside others: numbered where another search has the name."""

    def __init__(self, saved: Mapping[str, str]) -> None:
        self._saved = dict(saved)
        self._numbers: dict[str, int] = {}
        self._passed: dict[str, dict[str, str]] = {}
        """By the name asked for, the names that were tried, each by its query: none is tried twice."""

    def give(self, name: str, query: str) -> str:
        """The name that this search has from now on."""
        passed = self._passed.setdefault(name, {})
        number = self._numbers.get(name, 1)
        while query not in passed:
            free = f"{name} {number}" if number > 1 else name
            passed.setdefault(self._saved.setdefault(free, query), free)
            number += 1
        self._numbers[name] = number
        return passed[query]
