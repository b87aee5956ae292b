"""What the reader did: marks, tags, notes, saved searches and history of one corpus. Precious: durable once told so."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from briefing import journal
from briefing.inert import inert, inert_line
from briefing.paths import corpus_key
from briefing.state import changes
from briefing.state.changes import Change
from briefing.state.file import NAME, StateError, connect, identity, in_words, writing
from briefing.state.lines import (
    LONGEST_NOTE,
    Asked,
    Digest,
    LineError,
    Mark,
    Names,
    Note,
    Place,
    Record,
    Saved,
    Shelved,
    check_note,
    joined,
    moment,
    read_lines,
    write_lines,
)
from briefing.state.marks import KINDS, TAG, Gathered, Marks, by_fold, counted, done, spelled, touched, with_tagged

UNDONE_AT_MOST = 200

UNREAD = "Your marks, tags and notes were not read"


@dataclass(frozen=True, slots=True)
class Step:
    """A change that can be taken back."""

    words: str
    back: list[Change]
    at: float
    """When it was made, by a clock that only goes forward."""
    place: changes.Asking | None = None
    """Where it wrote, and where nobody else may have written since."""
    there: list[tuple[Any, ...]] = field(default_factory=list)
    """What it left there."""


@dataclass(slots=True)
class Changing:
    """A change while it is made."""

    steps: list[Step] = field(default_factory=list)
    """What can be taken back once it is on the disk."""
    marks: Gathered | None = None
    """The marks as they are after it; None where they have to be gathered anew."""


class State:
    """The reader's own, of one corpus; may be shared between threads and between processes."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, corpus: str, notices: tuple[str, ...]) -> None:
        self.notices = notices
        """Sentences to tell the user once."""
        self._connection = connection
        self._folder, self._file = folder, identity(folder)
        self._corpus = corpus
        self._lock = threading.RLock()
        self._journal: deque[Step] = deque(maxlen=UNDONE_AT_MOST)
        self._digests: Mapping[str, str] = {}
        self._snapshot: tuple[tuple[int, int], Gathered] | None = None

    @classmethod
    def open(cls, folder: Path, corpus: Path) -> Self:
        """The state of one corpus, from the user's state folder; StateError where it cannot be read and written."""
        connection, notices = connect(folder)
        state = cls(connection, folder.absolute(), corpus_key(corpus), notices)
        try:
            state.marks()
        except BaseException:
            connection.close()
            raise
        return state

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def marks(self) -> Gathered:
        """The article ids under `read`, `starred`, `aside`, `noted`, `working`, `tagged` and each `tag:NAME`.

        While a change is being made in another thread, those before it: nobody who draws a row waits for the disk.
        """
        if not self._lock.acquire(blocking=False):
            if snapshot := self._snapshot:
                return snapshot[1]
            self._lock.acquire()
        try:
            with in_words(UNREAD):
                version = self._version()
                if self._snapshot is None or self._snapshot[0] != version:
                    self._snapshot = version, self._gathered()
                return self._snapshot[1]
        finally:
            self._lock.release()

    def _check_file(self, failure: str) -> None:
        """StateError where what is written would be gone with a file that no name leads to any more."""
        if identity(self._folder) != self._file:
            file = self._folder / NAME
            raise StateError(f"{failure}: the file of your marks, {file}, was moved or deleted; leave and start again.")

    def _version(self) -> tuple[int, int]:
        """Another pair after every change, by whomever it was made."""
        (others,) = self._connection.execute("PRAGMA data_version").fetchone()
        return others, self._connection.total_changes

    def _gathered(self) -> Gathered:
        gathered: dict[str, set[str]] = {kind: set() for kind in KINDS}
        for kind, article in self._rows("SELECT kind, article FROM marks WHERE corpus = ?"):
            gathered.setdefault(kind, set()).add(article)
        gathered["noted"] = {id for (id,) in self._rows("SELECT article FROM notes WHERE corpus = ?")}
        gathered["working"] = {id for (id,) in self._rows("SELECT article FROM shelf WHERE corpus = ?")}
        return with_tagged({kind: frozenset(ids) for kind, ids in gathered.items()})

    def of(self, article: str) -> Marks:
        """What was done with one article, as far as is known without a look at the file: it is asked for every row.

        `marks` looks, as does every change.
        """
        marks = self._snapshot[1] if self._snapshot else self.marks()
        return Marks(**{name: article in marks[name] for name in Marks.__slots__})

    def set(self, kind: str, ids: Iterable[str], on: bool, *, undoable: bool = True) -> int:
        """Put a mark (`read`, `starred`, `aside`, `tag:NAME`) on articles or take it off; how many it changed.

        Durable on return, and undone as one, where it is to be undone.
        """
        with self._changing("Your mark was not saved") as change:
            kind = spelled(kind, by_fold(marks := self.marks()))
            has = marks.get(kind, frozenset())
            changed = [id for id in dict.fromkeys(ids) if (id in has) != on]
            if changed:
                self._do(changes.marking(self._corpus, kind, changed, on), self._knowing(changed))
                back = [changes.marking(self._corpus, kind, changed, not on)]
                if undoable:
                    change.steps.append(self._step(done(kind, on, changed), back))
                marks = {**marks, kind: has.union(changed) if on else has.difference(changed)}
            change.marks = with_tagged(marks) if kind.startswith(TAG) else marks
        return len(changed)

    @property
    def latest(self) -> float:
        """When the last change was made that can be undone, by `time.monotonic`; 0 where there is none."""
        with self._lock:
            return self._journal[-1].at if self._journal else 0.0

    def undo(self) -> str | None:
        """Take back the last change since opening to anything but history and places; what it was, in words.

        StateError where somebody else has changed it since: theirs stays, and the change before comes next.
        """
        with self._lock:
            if not self._journal:
                return None
            step = self._journal[-1]
            with self._changing("Nothing was undone") as change:
                if whole := self._there(step.place) == step.there:
                    self._do(*step.back)
                change.marks = self._gathered()
            self._journal.pop()
        if not whole:
            raise StateError(f"{step.words}: changed since by somebody else; not undone.")
        return step.words

    def tags(self, article: str) -> list[str]:
        """The tags of one article, in order of the alphabet."""
        marks = self.marks().items()
        return sorted(kind.removeprefix(TAG) for kind, ids in marks if kind.startswith(TAG) and article in ids)

    def note(
        self,
        article: str,
        text: str,
        paragraph: int | None = None,
        words: str = "",
        *,
        instead: Iterable[Note] = (),
        began: str | None = None,
    ) -> bool:
        """Write the note on an article or on one of its paragraphs; an empty text removes it. `words` is the hash.

        `instead` are other notes of the article in the place of which it stands from now on. Where `began`, the text
        that was there when it was begun, is not what is there by now, both are kept; was it so?
        """
        note = Note(article, inert(text).strip(), paragraph, words, int(time.time()))
        check_note(note)
        with self._changing("Your note was not saved") as change:
            marks = self.marks()
            old = self._note_at(note) or Note(article, "", paragraph)
            before = [self._note_at(other) for other in instead if other.paragraph != paragraph]
            gone = [other for other in before if other]
            parts = sorted((old, *gone), key=lambda part: part.paragraph or 0)
            there = "\n".join(part.text for part in parts if part.text)
            if meeting := began is not None and there not in (began, note.text):
                note = joined(Note(article, there, paragraph, words), note)
                check_note(note)
            removed = (changes.noting(self._corpus, replace(other, text="")) for other in gone)
            self._do(changes.noting(self._corpus, note), *removed, self._knowing([article]))
            where = "the article" if paragraph is None else f"paragraph {paragraph}"
            said = f"note on {where} {'written' if note.text else 'removed'}"
            back = [changes.noting(self._corpus, part) for part in parts]
            change.steps.append(self._step(said, back, changes.notes_at(self._corpus, parts)))
            change.marks = touched(marks, "noted", {article}, {note.article for note in self.notes(article)})
        return meeting

    def every_tag(self) -> dict[str, int]:
        """All tags, with the number of articles that bear each, in order of the alphabet."""
        found = {kind.removeprefix(TAG): len(ids) for kind, ids in self.marks().items() if kind.startswith(TAG) and ids}
        return dict(sorted(found.items(), key=lambda tag: tag[0].casefold()))

    def shelve(self, items: Iterable[Shelved], on: bool) -> int:
        """Put articles and paragraphs on the working list, or take them off; how many were not there, or were."""
        with self._changing("The working list was not changed") as change:
            marks = self.marks()
            there = {(item.article, item.paragraph): item for item in self.shelf()}
            now = moment(item.at for item in there.values())
            changed = []
            for item in dict.fromkeys(items):
                known = there.get((item.article, item.paragraph))
                if (known is not None) != on:
                    changed.append(known or Shelved(item.article, item.paragraph, item.words, item.at or now))
            if changed:
                ids = dict.fromkeys(item.article for item in changed)
                self._do(changes.shelving(self._corpus, changed, on), self._knowing(ids))
                what = "1 passage" if len(changed) == 1 and changed[0].paragraph else counted(changed)
                words = f"{what} {'put on' if on else 'taken off'} the working list"
                change.steps.append(self._step(words, [changes.shelving(self._corpus, changed, not on)]))
                marks = touched(marks, "working", set(ids), {item.article for item in self.shelf()})
            change.marks = marks
        return len(changed)

    def shelf(self, article: str | None = None) -> list[Shelved]:
        """The working list, or what of one article is on it, in the order in which it was filled."""
        query = "SELECT article, paragraph, words, at FROM shelf WHERE corpus = ?"
        query += " AND article = ?" if article is not None else ""
        with self._reading():
            rows = self._rows(f"{query} ORDER BY at, article, paragraph", *([] if article is None else [article]))
        return [Shelved(id, paragraph or None, words, at) for id, paragraph, words, at in rows]

    def place(self, article: str) -> int:
        """How far an article was read: an offset of its body, 0 for its beginning."""
        with self._reading():
            rows = self._rows("SELECT place FROM places WHERE corpus = ? AND article = ?", article)
        return rows[0][0] if rows else 0

    def keep_place(self, article: str, place: int) -> None:
        """Remember how far an article was read."""
        with self._changing("Your place in the article was not kept", marks=False):
            self._do(changes.keeping(self._corpus, article, place), self._knowing([article]))

    def setting(self, name: str) -> str | None:
        """A choice that was made on the screen, and is kept for every corpus."""
        with self._reading():
            rows = self._connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchall()
        return rows[0][0] if rows else None

    def set_setting(self, name: str, value: str) -> None:
        """Keep a choice."""
        with self._changing("Your choice was not kept", marks=False):
            self._do(changes.setting(name, inert_line(value)))

    def notes(self, article: str | None = None) -> list[Note]:
        """The notes of one article, or of all: first that on the article, then by paragraph."""
        query = "SELECT article, text, paragraph, words, at FROM notes WHERE corpus = ?"
        query += " AND article = ?" if article is not None else ""
        with self._reading():
            rows = self._rows(f"{query} ORDER BY article, paragraph", *([] if article is None else [article]))
        return [Note(id, text, paragraph or None, words, at) for id, text, paragraph, words, at in rows]

    def save(self, name: str, query: str | None) -> None:
        """Keep a search under a name, in place of what had it; None forgets it."""
        name = _search_name(name)
        now = int(time.time())
        with self._changing("Your search was not saved", marks=False) as change:
            before = self.saved().get(name)
            self._do(changes.saving(self._corpus, name, query and inert_line(query), now))
            words = f"search {name} {'forgotten' if query is None else 'saved'}"
            back = [changes.saving(self._corpus, name, before, now)]
            change.steps.append(self._step(words, back, changes.saved_as(self._corpus, name)))

    def saved(self) -> dict[str, str]:
        """The saved searches by name, in order of the alphabet."""
        with self._reading():
            return dict(self._rows("SELECT name, query FROM saved WHERE corpus = ? ORDER BY name"))

    def asked(self, query: str) -> None:
        """Remember a query as the latest; the oldest beyond 500 are forgotten."""
        if query := inert_line(query):
            with self._changing("The query was not remembered", marks=False):
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
        with self._changing("The state did not follow articles that moved") as change:
            known = dict(self._rows("SELECT article, digest FROM digests WHERE corpus = ?"))
            moved = {id: places[digest] for id, digest in known.items() if id not in digests and digest in places}
            for old, new in moved.items():
                self._move(old, new)
            self._digests = digests
            change.marks = self._gathered()
            mine = {id for ids in change.marks.values() for id in ids}
            self._do(self._knowing(id for id in mine if id in digests and known.get(id) != digests[id]))
        if moved:
            self._journal.clear()
            journal.note("state-followed", corpus=self._corpus, count=len(moved))
        return moved

    def export_lines(self) -> Iterator[str]:
        """All of it as JSON, one object a line, in a fixed order."""
        with self._reading():
            records: list[Record] = [
                *(Digest(*row) for row in self._rows("SELECT article, digest FROM digests WHERE corpus = ?")),
                *(Mark(*row) for row in self._rows("SELECT kind, article, at FROM marks WHERE corpus = ?")),
                *self.notes(),
                *self.shelf(),
                *(Place(*row) for row in self._rows("SELECT article, place FROM places WHERE corpus = ?")),
                *(Saved(*row) for row in self._rows("SELECT name, query, at FROM saved WHERE corpus = ?")),
                *(Asked(*row) for row in self._rows("SELECT query, at FROM history WHERE corpus = ? ORDER BY number")),
            ]
        return write_lines(records)

    def import_lines(self, lines: Iterable[str]) -> int:
        """Add what `export_lines` wrote to what is there, and lose nothing of either; how many records were read.

        All or nothing: StateError names the first line that cannot be taken over.
        """
        try:
            records = list(read_lines(lines))
        except LineError as error:
            raise StateError(f"Nothing was imported: {error}.") from error
        with self._changing("Nothing was imported") as change:
            kinds, names = by_fold(self.marks()), Names(self.saved())
            for number, record in records:
                try:
                    self._do(*self._merging(record, kinds, names))
                except StateError as error:
                    raise StateError(f"Nothing was imported: line {number}: {error}") from error
            change.marks = self._gathered()
        self._journal.clear()
        return len(records)

    def _merging(self, record: Record, kinds: dict[str, str], names: Names) -> list[Change]:
        match record:
            case Mark(kind, article, at):
                kind = spelled(kind, kinds)
                kinds.setdefault(kind.casefold(), kind)
                return [changes.marking(self._corpus, kind, [article], True, at)]
            case Note():
                check_note(record)
                note = joined(self._note_at(record), record)
                if len(note.text) > LONGEST_NOTE:
                    raise StateError(
                        f"with the note that is there it would have {len(note.text):,} characters; "
                        f"a note has at most {LONGEST_NOTE:,}."
                    )
                return [changes.noting(self._corpus, note)]
            case Digest(article, digest):
                return [changes.knowing(self._corpus, {article: digest}, replace=False)]
            case Saved(name, query, at):
                name = names.give(_search_name(name), query := inert_line(query))
                return [changes.saving(self._corpus, name, query, at)]
            case Asked():
                return changes.asking(self._corpus, record)
            case Shelved():
                return [changes.shelving(self._corpus, [record], True)]
            case Place(article, place):
                return [] if self.place(article) else [changes.keeping(self._corpus, article, place)]

    def _move(self, old: str, new: str) -> None:
        for note in self.notes(old):
            moved = replace(note, article=new)
            both = joined(self._note_at(moved), moved)
            if len(both.text) > LONGEST_NOTE:
                taken = (other.paragraph or 0 for other in (*self.notes(old), *self.notes(new)))
                both = replace(moved, paragraph=1 + max(taken))  # found by its words, or else on the article
            self._do(changes.noting(self._corpus, both))
        self._do(*changes.moving(self._corpus, old, new))

    def _note_at(self, place: Note) -> Note | None:
        query = "SELECT words, text, at FROM notes WHERE corpus = ? AND article = ? AND paragraph = ?"
        rows = self._rows(query, place.article, place.paragraph or 0)
        return next((Note(place.article, text, place.paragraph, words, at) for words, text, at in rows), None)

    def _knowing(self, ids: Iterable[str]) -> Change:
        return changes.knowing(self._corpus, {id: self._digests[id] for id in ids if id in self._digests})

    def _step(self, words: str, back: list[Change], place: changes.Asking | None = None) -> Step:
        return Step(words, back, time.monotonic(), place, self._there(place))

    def _there(self, place: changes.Asking | None) -> list[tuple[Any, ...]]:
        if place is None:
            return []
        query, rows = place
        return [found for values in rows for found in self._connection.execute(query, values)]

    def _rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        return self._connection.execute(query, (self._corpus, *values)).fetchall()

    def _do(self, *wanted: Change) -> None:
        for statement, rows in wanted:
            self._connection.executemany(statement, rows)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock, in_words(UNREAD):
            yield

    @contextmanager
    def _changing(self, failure: str, *, marks: bool = True) -> Iterator[Changing]:
        """One transaction. Its steps can be undone once it is on the disk; does it touch `marks`?

        What was known of the marks before is known until then, and stays so where it fails.
        """
        change = Changing()
        with self._lock:
            self._check_file(failure)
            with in_words(failure), writing(self._connection):
                if not marks:
                    change.marks = self.marks()
                yield change
                self._check_file(failure)
                known = self._version(), self._gathered() if change.marks is None else change.marks
            self._snapshot = known
            self._journal.extend(change.steps)


def _search_name(name: str) -> str:
    if not (name := inert_line(name)):
        raise StateError("A saved search needs a name.")
    return name
