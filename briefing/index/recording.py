"""Writing down articles, their words' segments and the clusters of their names in a catalogue."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from briefing.index.catalogue import Catalogue
from briefing.index.records import Record

Key = tuple[str, str]
"""The id of an article and the path of its file."""


class Recorder(Catalogue):
    """A catalogue that is being written; nothing is kept until `commit`."""

    def put_articles(self, path: str, records: Iterable[Record], added: float) -> None:
        """Write down all articles of a file in place of those it had.

        One that keeps its title and body keeps its number and its document in the text index; the others have none.
        sqlite3.IntegrityError where an id is taken by another file.
        """
        known = {
            id: (number, title, body)
            for id, number, title, body in self._all(
                "SELECT id, number, title, body FROM articles JOIN contents USING (number) WHERE path = ?",
                (path,),
            )
        }
        for number, _, _ in known.values():
            for table in ("articles", "contents", "standing", "times"):
                self._sql.execute(f"DELETE FROM {table} WHERE number = ?", (number,))  # noqa: S608 - names of ours
        for record in records:
            number, *words = known.pop(record.id, (None, "", b""))
            number = self._put(record, number, added)
            if words != [record.title, record.body]:
                self._sql.execute("DELETE FROM documents WHERE number = ?", (number,))
        for number, _, _ in known.values():
            self._sql.execute("DELETE FROM documents WHERE number = ?", (number,))

    def _put(self, record: Record, number: int | None, added: float) -> int:
        cursor = self._sql.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, record.id, *record.columns, added),
        )
        number = int(cursor.lastrowid or 0)
        self._sql.execute("INSERT INTO contents VALUES (?, ?, ?, ?)", (number, record.page, record.body, record.facts))
        self._sql.executemany(
            "INSERT OR IGNORE INTO standing VALUES (?, ?, ?)",
            [(actor, number, paragraph) for actor, paragraph in record.standing],
        )
        self._sql.executemany(
            "INSERT INTO times VALUES (?, ?, ?)", [(number, first, last) for first, last in record.times]
        )
        return number

    def put_segment(self, segment: str, documents: int, keys: Sequence[Key]) -> None:
        """Write down which articles the documents of a new segment are; it takes them over from older segments."""
        self._sql.execute("INSERT INTO segments VALUES (?, ?)", (segment, documents))
        self._sql.executemany(
            "INSERT OR REPLACE INTO documents SELECT ?, ?, number FROM articles WHERE id = ? AND path = ?",
            [(segment, document, *key) for document, key in enumerate(keys)],
        )

    def join_segments(self, parts: Sequence[str], joined: str) -> None:
        """Write down that the documents of some segments are those of one by now, in the same order."""
        first = 0
        for part in parts:
            self._sql.execute(
                "UPDATE documents SET segment = ?, document = document + ? WHERE segment = ?", (joined, first, part)
            )
            ((documents,),) = self._all("SELECT documents FROM segments WHERE id = ?", (part,))
            self._sql.execute("DELETE FROM segments WHERE id = ?", (part,))
            first += documents
        self._sql.execute("INSERT INTO segments VALUES (?, ?)", (joined, first))

    def keep_segments(self, segments: Collection[str]) -> None:
        """Drop all other segments."""
        kept = json.dumps(list(segments))
        self._sql.execute("DELETE FROM segments WHERE id NOT IN (SELECT value FROM json_each(?))", (kept,))
        self._sql.execute("DELETE FROM documents WHERE segment NOT IN (SELECT value FROM json_each(?))", (kept,))

    def unwritten(self) -> list[int]:
        """Numbers of the articles that are in no segment yet."""
        return self._numbers(
            "SELECT number FROM articles WHERE number NOT IN (SELECT number FROM documents) ORDER BY number", ()
        )

    def keys(self, numbers: Iterable[int]) -> list[Key]:
        """The keys of some articles, by number."""
        listed = json.dumps(list(numbers))
        return self._all(
            "SELECT id, path FROM articles WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number", (listed,)
        )

    def put_clusters(self, labels: Mapping[str, str]) -> None:
        """Write down the clusters in place of those there were."""
        self._sql.execute("DELETE FROM clusters")
        self._sql.executemany("INSERT INTO clusters VALUES (?, ?)", labels.items())
