"""One generation, open: its rows, articles and words, and the answers to queries."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, Self

from briefing.actors import Gazetteer
from briefing.article import Article, Page
from briefing.dates import Period
from briefing.files import Skipped
from briefing.index import generations
from briefing.index.catalogue import Catalogue
from briefing.index.columns import Columns
from briefing.index.correcting import Corrector
from briefing.index.evaluating import Evaluator, Marks, Saved
from briefing.index.finding import Finder
from briefing.index.generations import Generation
from briefing.index.known import names_of
from briefing.index.labels import Labels
from briefing.index.ledger import File, Ledger
from briefing.index.sealing import Damaged
from briefing.index.showing import Shower
from briefing.index.textindex import TextIndex
from briefing.index.truth import Truth, joined, split
from briefing.pausing import collector_paused
from briefing.query import Query, Text
from briefing.results import FACETS, UNDATED, Correction, Facet, Facets, Listed, Results, Row, Snippet

Sort = Literal["date", "oldest", "relevance", "source", "unread"]


def no_saved_searches(name: str) -> Query | None:
    """There are none."""
    return None


MOST_UNLISTED = 300
"""How many unlisted names a facet offers."""


class Searcher:
    """Everything that can be asked of one generation; what it answers stays good after `close`."""

    def __init__(self, generation: Generation) -> None:
        """Open a verified generation, which is closed with it; Damaged where it is unfit after all."""
        self._generation = generation
        with contextlib.ExitStack() as stack:
            try:
                self._catalogue = stack.enter_context(Catalogue.read(generation))
                self._ledger = stack.enter_context(Ledger.read(generation))
                with collector_paused():
                    self._columns = Columns(self._catalogue.columns())
                text = stack.enter_context(TextIndex(generation))
                self._finder = Finder(text, self._catalogue, self._columns)
                self._labels = Labels(self._catalogue)
                self._names: tuple[Gazetteer, Mapping[str, str]] | None = None
                self._held_by: dict[str, int] = {}
                self._closed = False
            except (sqlite3.Error, ValueError, KeyError) as error:
                why = error if isinstance(error, sqlite3.Error) else type(error).__name__
                raise Damaged(f"the catalogue cannot be read: {why}") from error
            stack.enter_context(generation)
            self._held = stack.pop_all()

    @classmethod
    def open(cls, corpus: Path) -> Self | None:
        """The current generation of a corpus, verified; None where none was built, Damaged where it is unfit."""
        generation = generations.current(corpus)
        return cls.on(generation) if generation else None

    @classmethod
    def on(cls, generation: Generation) -> Self:
        """This generation, which is closed with it; Damaged where it is unfit."""
        try:
            generation.verify()
            return cls(generation)
        except BaseException:
            generation.close()
            raise

    def pieces(self, gazetteer: Gazetteer) -> Iterator[Callable[[], object]]:
        """What the first queries and facets need, each to be made ready by a call."""
        yield lambda: self._finder.last_words(Text(("a",), "prefix", "any", 0, 1))
        yield lambda: names_of(gazetteer)
        yield lambda: (self._columns.published(Period()), self._columns.by_id)
        yield from (partial(self._columns.facet, name) for name in (*FACETS, "group"))
        yield lambda: self._labels.counts
        yield lambda: self._frequent(gazetteer)
        yield from (partial(self._rows_with, key) for key in tuple(self._frequent(gazetteer)))

    def newer(self, corpus: Path) -> Self | None:
        """The current generation, where that is another one by now; Damaged where it is unfit."""
        return self.open(corpus) if generations.superseded(self._generation) else None

    def close(self) -> None:
        """Let go of the generation."""
        self._closed = True
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def actors_digest(self) -> str:
        """Of the gazetteer that names were read with."""
        return self._generation.manifest.actors

    @property
    def rows(self) -> Sequence[Row]:
        """Every article: newest first, undated last."""
        return self._columns.rows

    def row(self, id: str) -> Row:
        """The row of an article; KeyError for an unknown id."""
        return self._columns.rows[self._columns.by_id[id]]

    def article(self, id: str) -> Article:
        """One article with all its facts; KeyError for an unknown id."""
        return self._catalogue.article(id)

    def troubles(self) -> Iterable[tuple[str, str, list[str], list[str]]]:
        """(id, path, remarks, doubts) of every article that has any."""
        return self._catalogue.troubles()

    def page(self, id: str) -> Page:
        """One article as it was saved; KeyError for an unknown id."""
        return self._catalogue.page(id)

    def texts(self) -> Iterable[tuple[str, str, str]]:
        """(id, title, body) of every article."""
        ids = dict(zip(self._columns.numbers, self._columns.ids, strict=True))
        return ((ids[number], title, body) for number, title, body in self._catalogue.texts())

    def known_files(self) -> dict[str, File]:
        """Every file that was looked at, by path, whatever came of it."""
        return {path: file for path, file in self._ledger.files().items() if file.size is not None}

    def digests(self) -> dict[str, str]:
        """Article id to a hash of its raw entry: of the file's bytes, and which of its articles it is."""
        files, table = self._ledger.files(), self._columns.table
        entries = zip(table["id"], table["path"], table["entry"], strict=True)
        return {id: f"{files[path].digest}:{entry or ''}" for id, path, entry in entries}

    def skipped(self) -> list[Skipped]:
        """The files that hold no article, each with the reason."""
        return self._ledger.skipped()

    def count(self, actor: str) -> int:
        """How many articles mention a listed person, group or place, or an unlisted one by the key of its mentions."""
        if ":" in actor:
            return len(self._catalogue.holding(self._labels.cluster(actor)))
        return (self._columns.facet("actor").get(actor, 0) | self._columns.facet("place").get(actor, 0)).bit_count()

    def heads(self, name: str) -> set[str]:
        """The `kind:label` keys of the clusters that hold an unlisted name, or a bearer of a surname."""
        return {self._labels.head(key) for key in self._labels.find(name, ["people", "groups", "places"])}

    def unlisted(self, gazetteer: Gazetteer) -> list[tuple[str, str, int]]:
        """(label, kind, articles) of the names that mean nobody of the file, the most frequent first.

        A name that the file has, and could not be decided, is none of them.
        """
        names, listed = names_of(gazetteer), {entry.id for entry in gazetteer}
        keys = ((*key.partition(":")[::2], count) for key, count in self._labels.counts)
        return [
            (label, kind, count)
            for kind, label, count in keys
            if not (names.find(label, listed) or (kind == "person" and names.bearers(label)))
        ]

    def search(
        self,
        query: Query,
        gazetteer: Gazetteer,
        *,
        sort: Sort | None = None,
        marks: Marks | None = None,
        saved: Saved = no_saved_searches,
    ) -> Results:
        """Answer a query, by relevance where it holds words and no sort is given, else by date.

        QueryError for a value that names nothing or what is too broad, Damaged where the words cannot be read.
        """
        started = time.perf_counter()
        evaluator = self._evaluator(gazetteer, marks or {}, saved)
        root = joined(split(query.clauses)[0])
        evaluator.afford(root)
        truth = evaluator.answer(query.clauses)
        ranked = evaluator.scored(root) if sort in {None, "relevance"} else []
        if ranked:
            scores = self._finder.scores(ranked)
            hits = self._best_first(truth, scores, evaluator.literal(root))
        else:
            hits = self._sorted(truth, sort or "date", (marks or {}).get("read", frozenset()))
        return Results(
            query=query,
            hits=hits,
            undated=(truth.conceivable & ~truth.possible).bit_count(),
            facets=Facets(lambda name: self._facet(name, truth, gazetteer)),
            corrections=() if truth.possible else self._corrections(query, evaluator, gazetteer),
            milliseconds=(time.perf_counter() - started) * 1000,
        )

    def _evaluator(self, gazetteer: Gazetteer, marks: Marks, saved: Saved) -> Evaluator:
        names = names_of(gazetteer)
        return Evaluator(self._finder, self._catalogue, self._columns, self._labels, names, marks, saved)

    def shower(self, query: Query, gazetteer: Gazetteer, saved: Saved = no_saved_searches) -> Shower:
        """What looks for the answer to a query in single articles."""
        return Shower(query, self._evaluator(gazetteer, {}, saved), names_of(gazetteer), saved)

    def snippet(self, query: Query, row: Row, gazetteer: Gazetteer) -> Snippet:
        """The paragraphs that answer, or the window of the body around the first words that do; else the beginning."""
        return self.shower(query, gazetteer).snippet(self._catalogue.article(row.id))

    def _best_first(self, truth: Truth, scores: Sequence[float], literal: int) -> Listed:
        """What holds the words as they were typed comes before what holds another spelling; possible hits last."""
        sure, doubtful = truth.sure & truth.possible, truth.possible & ~truth.sure
        order: list[int] = []
        for part in (sure & literal, sure & ~literal, doubtful & literal, doubtful & ~literal):
            order += sorted(self._columns.members(part), key=scores.__getitem__, reverse=True)
        return self._listed(order, doubtful, scores)

    def _sorted(self, truth: Truth, sort: Sort, read: Collection[str]) -> Listed:
        """Hits that are equal stay newest first; possible ones come last."""
        columns = self._columns
        sure, doubtful = truth.sure & truth.possible, truth.possible & ~truth.sure
        if sort == "unread":
            rows = columns.by_id
            known = columns.bits(rows[id] for id in read if id in rows)
            parts = [sure & ~known, sure & known, doubtful & ~known, doubtful & known]
        else:
            parts = [sure, doubtful]
        lists = [columns.members(part) for part in parts if part]
        if sort in ("oldest", "source"):
            keys = columns.oldest if sort == "oldest" else columns.by_source
            lists = [sorted(members, key=keys.__getitem__) for members in lists]
        return self._listed(lists[0] if len(lists) == 1 else list(itertools.chain(*lists)), doubtful)

    def _listed(self, order: Sequence[int], doubtful: int, scores: Sequence[float] = ()) -> Listed:
        return Listed(self._columns, order, set(self._columns.members(doubtful)), scores)

    def _facet(self, facet: str, truth: Truth, gazetteer: Gazetteer) -> tuple[Facet, ...]:
        dates = facet in {"year", "month"}
        doubtful = truth.possible & ~(truth.sure & self._columns.dated if dates else truth.sure)
        sets = {**self._columns.facet(facet), **self._unlisted_sets(facet, gazetteer)}
        everything = truth.possible == self._columns.all
        values = [
            Facet(value, _shown(facet, value, gazetteer), count, (rows & doubtful).bit_count() if doubtful else 0)
            for value, rows in sets.items()
            if (count := (rows if everything else rows & truth.possible).bit_count())
        ]
        values.sort(key=_by_date if dates else _by_count)
        return tuple(values)

    def _frequent(self, gazetteer: Gazetteer) -> Mapping[str, str]:
        """The most frequent unlisted names by their keys, those of places and those of others."""
        if self._names is None or self._names[0] is not gazetteer:
            found: dict[bool, dict[str, str]] = {True: {}, False: {}}
            for label, kind, _ in self.unlisted(gazetteer):
                kept = found[kind == "place"]
                if len(kept) < MOST_UNLISTED:
                    kept[f"{kind}:{label}"] = label
            self._names = gazetteer, {**found[True], **found[False]}
        return self._names[1]

    def _rows_with(self, key: str) -> int:
        """The rows that mention an unlisted name, under any of its labels."""
        if key not in self._held_by:
            self._held_by[key] = self._columns.of_numbers(self._catalogue.holding(self._labels.cluster(key)))
        return self._held_by[key]

    def _unlisted_sets(self, facet: str, gazetteer: Gazetteer) -> Mapping[str, int]:
        """The most frequent unlisted names of a facet, and the rows that mention them; once closed, those known."""
        if facet not in {"actor", "place"}:
            return {}
        if self._closed:
            names = [(key, label) for key, label in (self._names or (None, {}))[1].items() if key in self._held_by]
        else:
            names = list(self._frequent(gazetteer).items())
        return {label: self._rows_with(key) for key, label in names if key.startswith("place:") == (facet == "place")}

    def _corrections(self, query: Query, evaluator: Evaluator, gazetteer: Gazetteer) -> tuple[Correction, ...]:
        return Corrector(query, evaluator, self._finder, self._columns, names_of(gazetteer)).corrections()


def _shown(facet: str, value: str, gazetteer: Gazetteer) -> str:
    if facet in {"faction", "actor", "place"}:
        return gazetteer.name(value)
    return value


def _by_count(facet: Facet) -> tuple[int, str]:
    return -facet.count, facet.name.casefold()


def _by_date(facet: Facet) -> tuple[bool, int]:
    """Newest first, undated last."""
    return facet.value == UNDATED, -int(facet.value.replace("-", "") if facet.value != UNDATED else 0)
