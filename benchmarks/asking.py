"""The library alone: opened, and asked queries of every kind, the first time and again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

from benchmarks.building import files, fts5
from benchmarks.queries import Drawn
from benchmarks.table import Figure, both, middle, runs, seconds, times
from briefing.library import Library, Sort
from briefing.query import QueryError

WARM = 3
"""How often a query is asked again."""
Ask = Callable[[], bool]
"""Asks one query; was there an answer?"""


class Opened:
    """A library that is opened for a while, and the queries for it."""

    def __init__(self, corpus: Path) -> None:
        self.library = Library.open(corpus)
        self.drawn = Drawn(corpus)

    def asked(self, query: str, *, typing: bool = False, sort: Sort | None = None) -> Ask:
        """Asks this query, and looks at the answer; a refusal is told apart."""

        def ask() -> bool:
            try:
                found = self.library.search(query, sort, typing=typing)
            except QueryError:
                return False
            return all(isinstance(facets, tuple) for facets in found.facets.values())

        return ask

    def kinds(self) -> Iterator[tuple[str, list[Ask]]]:
        """Every kind of query by its name."""
        drawn, stems = self.drawn, self.drawn.stems()
        yield "words", [self.asked(word) for word in drawn.words()]
        for letters in (2, 3, 4):
            yield f"prefix of {letters} letters", [self.asked(stem[:letters], typing=True) for stem in stems]
        yield "phrases", [self.asked(phrase) for phrase in drawn.phrases()]
        yield "fuzzy", [self.asked(word) for word in drawn.fuzzy()]
        yield "filters", [self.asked(clause) for clause in drawn.filters(self.library)]
        yield "word and filter", [self.asked(query) for query in drawn.narrowed(self.library)]
        orders = get_args(Sort)
        yield (
            "sorted",
            [self.asked(word, sort=orders[number % len(orders)]) for number, word in enumerate(drawn.words())],
        )


def opening(corpus: Path) -> Iterator[Figure]:
    """From nothing to the first answer, in a process that has all modules already."""

    def once() -> tuple[float, float]:
        found: list[Library] = []
        opened = seconds(lambda: found.append(Library.open(corpus)))
        word = Drawn(corpus).words(1)[0]
        first = seconds(lambda: found[0].search(word))
        found[0].close()
        return opened, first

    spent = [once() for _ in range(3)]
    yield Figure("library: opened", runs([opened for opened, _ in spent]))
    yield Figure("library: the first query after that", runs([first for _, first in spent]))


def asking(corpus: Path, opened: Opened) -> Iterator[Figure]:
    """Each kind of query, asked for the first time and again; beside words asked of SQLite's index of the same text."""
    beside = _in_sqlite(corpus, opened.drawn.words())
    yield Figure("library: words asked of SQLite FTS5, all by rank", both(beside))
    everything = opened.asked("")
    everything()
    yield Figure("library: the empty query, again", both([seconds(everything) for _ in range(9)]))
    for name, kind in opened.kinds():
        cold = [_timed(ask) for ask in kind]
        again = [middle([seconds(ask) for _ in range(WARM)]) for ask in kind]
        spent, refused = [spent for spent, _ in cold], sum(not answered for _, answered in cold)
        yield Figure(
            f"library: {name}, the first time; to words in FTS5",
            f"{both(spent)}; {times(middle(spent), middle(beside))}" + (f"; {refused} refused" if refused else ""),
        )
        yield Figure(f"library: {name}, again", both(again))


def _in_sqlite(corpus: Path, asked: list[str]) -> list[float]:
    """Seconds of each word, all articles that hold it listed, the best first."""
    query = "select path from articles where articles match ? order by rank"
    with tempfile.TemporaryDirectory() as folder:
        database = fts5(Path(folder) / "fts5.sqlite", files(corpus))
        spent = [seconds(lambda word=word: database.execute(query, [word]).fetchall()) for word in asked]  # type: ignore[misc]
        database.close()
    return spent


def _timed(ask: Ask) -> tuple[float, bool]:
    answered: list[bool] = []
    spent = seconds(lambda: answered.append(ask()))
    return spent, answered[0]
