"""What the reader did: marks, tags, notes, saved searches and history of one corpus. Precious: durable once told so."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from briefing.inert import inert, inert_line
from briefing.paths import corpus_key
from briefing.state import changes
from briefing.state.changes import Change
from briefing.state.file import StateError, connect, in_words, writing
from briefing.state.lines import Asked, Digest, LineError, Mark, Note, Record, Saved, read_lines, write_lines
from briefing.words import fold_text

KINDS = ("read", "starred", "aside")
TAG = "tag:"
LONGEST_TAG = 60
UNDONE_AT_MOST = 200

_DONE = {
    ("read", True): "marked read",
    ("read", False): "marked unread",
    ("starred", True): "starred",
    ("starred", False): "unstarred",
    ("aside", True): "set aside",
    ("aside", False): "taken back from aside",
}

Step = tuple[str, list[Change]]
"""What was done, in words, and what takes it back."""


def words_hash(paragraph: str) -> str:
    """What a note knows its paragraph by: 16 hexadecimal digits of its folded words."""
    return hashlib.sha256(fold_text(paragraph).encode()).hexdigest()[:16]


def paragraph_of(note: Note, paragraphs: Sequence[str]) -> int | None:
    """Where a note's paragraph stands now: its number, another with the same words, or None."""
    hashes = [words_hash(text) for text in paragraphs]
    if note.paragraph is None or note.words not in hashes:
        return None
    if note.paragraph <= len(hashes) and hashes[note.paragraph - 1] == note.words:
        return note.paragraph
    return hashes.index(note.words) + 1


class State:
    """The reader's own, of one corpus; may be shared between threads and between processes."""

    def __init__(self, connection: sqlite3.Connection, corpus: str, notices: tuple[str, ...]) -> None:
        self.notices = notices
        """Sentences to tell the user once."""
        self._connection = connection
        self._corpus = corpus
        self._lock = threading.RLock()
        self._journal: deque[Step] = deque(maxlen=UNDONE_AT_MOST)
        self._digests: Mapping[str, str] = {}
        self._snapshot: tuple[tuple[int, int], dict[str, frozenset[str]]] | None = None

    @classmethod
    def open(cls, folder: Path, corpus: Path) -> Self:
        """The state of one corpus, from the user's state folder; StateError where it cannot be read and written."""
        connection, notices = connect(folder)
        return cls(connection, corpus_key(corpus), notices)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def marks(self) -> Mapping[str, frozenset[str]]:
        """The article ids under `read`, `starred`, `aside`, `noted` and each `tag:NAME`, as they are now."""
        with self._reading():
            version = self._connection.execute("PRAGMA data_version").fetchone()[0], self._connection.total_changes
            if self._snapshot is None or self._snapshot[0] != version:
                gathered: dict[str, set[str]] = {kind: set() for kind in (*KINDS, "noted")}
                for kind, article in self._rows("SELECT kind, article FROM marks WHERE corpus = ?"):
                    gathered.setdefault(kind, set()).add(article)
                gathered["noted"] = {id for (id,) in self._rows("SELECT article FROM notes WHERE corpus = ?")}
                self._snapshot = version, {kind: frozenset(ids) for kind, ids in gathered.items()}
            return self._snapshot[1]

    def set(self, kind: str, ids: Iterable[str], on: bool) -> int:
        """Put a mark (`read`, `starred`, `aside`, `tag:NAME`) on articles or take it off; how many it changed.

        Durable on return, and undone as one.
        """
        with self._changing("Your mark was not saved") as steps:
            kind = _spelled(kind, self.marks())
            has = self.marks().get(kind, frozenset())
            changed = [id for id in dict.fromkeys(ids) if (id in has) != on]
            if changed:
                done = _DONE.get((kind, on)) or f"{'tagged' if on else 'no longer tagged'} {kind.removeprefix(TAG)}"
                self._do(changes.marking(self._corpus, kind, changed, on), self._knowing(changed))
                steps.append((f"{_counted(changed)} {done}", [changes.marking(self._corpus, kind, changed, not on)]))
        return len(changed)

    def undo(self) -> str | None:
        """Take back the last change since opening to marks, tags, notes or saved searches; what it was, in words."""
        with self._lock:
            if not self._journal:
                return None
            words, takes_back = self._journal[-1]
            with self._changing("Nothing was undone"):
                self._do(*takes_back)
            self._journal.pop()
        return words

    def tags(self, article: str) -> list[str]:
        """The tags of one article, in order of the alphabet."""
        marks = self.marks().items()
        return sorted(kind.removeprefix(TAG) for kind, ids in marks if kind.startswith(TAG) and article in ids)

    def note(self, article: str, text: str, paragraph: int | None = None, words: str = "") -> None:
        """Write the note on an article or on one of its paragraphs; an empty text removes it. `words` is the hash."""
        note = Note(article, inert(text).strip(), paragraph, words, int(time.time()))
        with self._changing("Your note was not saved") as steps:
            old = self._note_at(note) or Note(article, "", paragraph)
            self._do(changes.noting(self._corpus, note), self._knowing([article]))
            where = "the article" if paragraph is None else f"paragraph {paragraph}"
            done = f"note on {where} {'written' if note.text else 'removed'}"
            steps.append((done, [changes.noting(self._corpus, old)]))

    def notes(self, article: str | None = None) -> list[Note]:
        """The notes of one article, or of all: first that on the article, then by paragraph."""
        query = "SELECT article, text, paragraph, words, at FROM notes WHERE corpus = ?"
        query += " AND article = ?" if article is not None else ""
        with self._reading():
            rows = self._rows(f"{query} ORDER BY article, paragraph", *([] if article is None else [article]))
        return [Note(id, text, paragraph or None, words, at) for id, text, paragraph, words, at in rows]

    def save(self, name: str, query: str | None) -> None:
        """Keep a search under a name, in place of what had it; None forgets it."""
        name = inert_line(name)
        if not name:
            raise StateError("A saved search needs a name.")
        now = int(time.time())
        with self._changing("Your search was not saved") as steps:
            before = self.saved().get(name)
            self._do(changes.saving(self._corpus, name, query and inert_line(query), now))
            done = "forgotten" if query is None else "saved"
            steps.append((f"search {name} {done}", [changes.saving(self._corpus, name, before, now)]))

    def saved(self) -> dict[str, str]:
        """The saved searches by name, in order of the alphabet."""
        with self._reading():
            return dict(self._rows("SELECT name, query FROM saved WHERE corpus = ? ORDER BY name"))

    def asked(self, query: str) -> None:
        """Remember a query as the latest; the oldest beyond 500 are forgotten."""
        if query := inert_line(query):
            with self._changing("The query was not remembered"):
                self._do(*changes.asking(self._corpus, Asked(query, int(time.time()))))

    def history(self, limit: int = 50) -> list[str]:
        """The latest queries, newest first, each once."""
        with self._reading():
            rows = self._rows("SELECT query FROM history WHERE corpus = ? ORDER BY number DESC LIMIT ?", limit)
        return [query for (query,) in rows]

    def follow(self, digests: Mapping[str, str]) -> dict[str, str]:
        """Move the state of ids that are gone to where their hash turns up, if that is one place only; old to new.

        `digests` is the hash of the raw entry of every article there is now, by id.
        """
        times = Counter(digests.values())
        places = {digest: id for id, digest in digests.items() if times[digest] == 1}
        with self._changing("The state did not follow articles that moved"):
            known = dict(self._rows("SELECT article, digest FROM digests WHERE corpus = ?"))
            moved = {id: places[digest] for id, digest in known.items() if id not in digests and digest in places}
            for old, new in moved.items():
                self._move(old, new)
            self._digests = digests
            mine = {id for ids in self.marks().values() for id in ids}
            self._do(self._knowing(id for id in mine if id in digests and known.get(id) != digests[id]))
        if moved:
            self._journal.clear()
        return moved

    def export_lines(self) -> Iterator[str]:
        """All of it as JSON, one object a line, in a fixed order."""
        with self._reading():
            records: list[Record] = [
                *(Digest(*row) for row in self._rows("SELECT article, digest FROM digests WHERE corpus = ?")),
                *(Mark(*row) for row in self._rows("SELECT kind, article, at FROM marks WHERE corpus = ?")),
                *self.notes(),
                *(Saved(*row) for row in self._rows("SELECT name, query, at FROM saved WHERE corpus = ?")),
                *(Asked(*row) for row in self._rows("SELECT query, at FROM history WHERE corpus = ? ORDER BY number")),
            ]
        return write_lines(records)

    def import_lines(self, lines: Iterable[str]) -> int:
        """Add what `export_lines` wrote to what is there, and lose nothing of either; how many records were read.

        All or nothing: StateError names the first line that cannot be taken over.
        """
        try:
            records = read_lines(lines)
        except LineError as error:
            raise StateError(f"Nothing was imported: {error}.") from error
        with self._changing("Nothing was imported"):
            kinds = dict.fromkeys(self.marks())
            for record in records:
                self._do(*self._merging(record, kinds))
        self._journal.clear()
        return len(records)

    def _merging(self, record: Record, kinds: dict[str, None]) -> list[Change]:
        match record:
            case Mark(kind, article, at):
                kind = _spelled(kind, kinds)
                kinds[kind] = None
                return [changes.marking(self._corpus, kind, [article], True, at)]
            case Note():
                return [changes.noting(self._corpus, _joined(self._note_at(record), record))]
            case Digest(article, digest):
                return [changes.knowing(self._corpus, {article: digest}, replace=False)]
            case Saved(name, query, at):
                return [changes.saving(self._corpus, _free(name, query, self.saved()), query, at)]
            case Asked():
                return changes.asking(self._corpus, record)

    def _move(self, old: str, new: str) -> None:
        for note in self.notes(old):
            there = Note(new, note.text, note.paragraph, note.words, note.at)
            self._do(changes.noting(self._corpus, _joined(self._note_at(there), there)))
        self._do(*changes.moving(self._corpus, old, new))

    def _note_at(self, place: Note) -> Note | None:
        return next((note for note in self.notes(place.article) if note.paragraph == place.paragraph), None)

    def _knowing(self, ids: Iterable[str]) -> Change:
        return changes.knowing(self._corpus, {id: self._digests[id] for id in ids if id in self._digests})

    def _rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        return self._connection.execute(query, (self._corpus, *values)).fetchall()

    def _do(self, *wanted: Change) -> None:
        for statement, rows in wanted:
            self._connection.executemany(statement, rows)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock, in_words("Your marks, tags and notes were not read"):
            yield

    @contextmanager
    def _changing(self, failure: str) -> Iterator[list[Step]]:
        """One transaction; the steps that it gathers can be undone once it is on the disk."""
        steps: list[Step] = []
        with self._lock:
            try:
                with in_words(failure), writing(self._connection):
                    yield steps
            except BaseException:
                self._snapshot = None
                raise
            self._journal.extend(steps)


def _counted(ids: Sequence[str]) -> str:
    return "1 article" if len(ids) == 1 else f"{len(ids)} articles"


def _spelled(kind: str, known: Iterable[str]) -> str:
    """The kind of a mark, a tag in the spelling it has already."""
    if kind in KINDS:
        return kind
    name = inert_line(kind.removeprefix(TAG))
    if not kind.startswith(TAG) or not name:
        raise StateError(f"{inert_line(kind)!r} is not a mark; a tag needs a name.")
    if len(name) > LONGEST_TAG:
        raise StateError(f"A tag has at most {LONGEST_TAG} characters; {name[:20]!r}… has {len(name)}.")
    return next((other for other in known if other.casefold() == (TAG + name).casefold()), TAG + name)


def _joined(there: Note | None, note: Note) -> Note:
    """Both texts, where the note that is there says something else."""
    if there is None or there.text in note.text:
        return note
    text = there.text if note.text in there.text else f"{there.text}\n{note.text}"
    return Note(there.article, text, there.paragraph, there.words, max(there.at, note.at))


def _free(name: str, query: str, saved: Mapping[str, str]) -> str:
    """The name, numbered where another search has it."""
    free, number = name, 1
    while saved.get(free, query) != query:
        number += 1
        free = f"{name} {number}"
    return free
