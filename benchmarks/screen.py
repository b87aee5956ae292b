"""The reader in a pseudo-terminal: from its start to the first frame, and from keys to what they paint."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.asking import Opened
from benchmarks.building import MEGABYTE, briefing, build
from benchmarks.table import Figure, both, measured, middle, percentile, runs, times
from benchmarks.terminal import Late, Terminal
from briefing.library import Library, Sort
from briefing.query import QueryError
from briefing.results import Results

STARTS = 7
LEFT = 48
"""Columns of the list in a terminal of 160."""
DIALOGS = {"factions": "f", "dates": "d", "actors": "a"}
DIALOGS_EACH = 10
LONG_EACH, PAGES = 5, 20
PAGE_DOWN = "\x1b[6~"
PASTED = "\x1b[200~{}\x1b[201~"
"""A text that arrives as one key."""
PROMPT, CORNER = " / ", "╭"
"""What the search line begins with, and a dialog."""
SETTLED = 0.3
MOST_LATE = 3
CLEAR, ENTER, ESCAPE, FIRST, QUIT = "\x15", "\r", "\x1b", "\x1b[H", "\x11"
_DAY = re.compile(r"(?<![~≥≤\d])\d{4}-\d\d-\d\d\b(?=[! ])")
_EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("ready")
Empty().run()
"""
_ECHO = """
from textual.app import App
from textual.widgets import Input, Static
class Echo(App):
    def compose(self):
        yield Input()
        yield Static("ready")
    def on_input_changed(self, event):
        self.query_one(Static).update((event.value + chr(10)) * 40)
Echo().run()
"""


def _environment() -> dict[str, str]:
    """Ours, in a terminal as most people have it."""
    own = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "NO_COLOR")}
    return own | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


@contextmanager
def _running(command: list[str]) -> Iterator[Terminal]:
    terminal = Terminal(command, _environment())
    try:
        yield terminal
    finally:
        terminal.close()


def first_frame(corpus: Path) -> Iterator[Figure]:
    """From the start of the process to the first title of the list, beside an empty Textual app, in turns."""
    opened = Library.open(corpus)
    title = opened.rows[0].title[:16]
    opened.close()
    ours, empty = list[float](), list[float]()
    for run in range(STARTS + 1):
        for spent, command, sign, key in (
            (empty, [sys.executable, "-c", _EMPTY], "ready", QUIT),
            (ours, briefing(str(corpus)), title, "q"),
        ):
            took = _start(command, sign, key)
            spent += [took] * (run > 0)
    yield Figure("first frame of an empty Textual app", runs(empty))
    yield Figure("first frame; to the empty app", f"{runs(ours)}; {times(middle(ours), middle(empty))}")


def _start(command: list[str], sign: str, key: str) -> float:
    with _running(command) as terminal:
        spent = terminal.until(lambda rows: any(sign in row for row in rows), patience=60) - terminal.started
        terminal.rest(terminal.painted)
        if code := terminal.leave(key):
            raise RuntimeError(f"{command[-1]} ended with {code}")
    return spent


@dataclass
class Spent:
    """Seconds from a key to the list as it should be, to the end of all painting, and of the processor meanwhile."""

    listed: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    late: int = 0
    """How often the list was never as it should be."""


Shown = Callable[[list[str]], bool]


def listing(results: Results) -> Shown:
    """Does the list show this answer: its count in the heading, and its dates in their order?"""
    heading, days = re.compile(rf"(?<![\d,]){results.total:,} article"), _days(results)

    def shown(rows: list[str]) -> bool:
        left = [row[:LEFT] for row in rows[1:-1]]
        seen = "|".join(day[0] for row in left if (day := _DAY.search(row)))
        return seen in days and any(map(heading.search, left[:4]))

    return shown


def _days(results: Results) -> str:
    """The dates of the answer as the list shows them, one after the other."""
    return "|".join(str(hit.row.date) for hit in results.hits if hit.row.date and len(str(hit.row.date)) == 10)


def _inside(rows: list[str]) -> bool:
    """Is the search line open, or a dialog?"""
    return rows[0].startswith(PROMPT) or any(CORNER in row for row in rows)


class Reader:
    """The reader in its terminal, and the library that says what it should show."""

    def __init__(self, terminal: Terminal, opened: Opened) -> None:
        self.terminal, self.opened = terminal, opened
        self._empty = PROMPT
        """The search line without a query."""

    def ask(self, query: str, keys: str, spent: Spent | None = None) -> None:
        """Press keys that make the query in the search line so, and wait for its answer."""
        line = self._empty if not query else f" / {query}"
        try:
            listed = listing(self.opened.library.search(query, typing=True))
        except QueryError:
            listed, spent = (lambda rows: True), None
        if listed(self.terminal.picture.rows):
            spent = None
        self.timed(keys, lambda rows: rows[0].startswith(line) and listed(rows), spent)

    def calm(self, keys: str, silence: float = 0.0) -> None:
        """Press keys that have no answer of their own, and wait so much longer."""
        self.terminal.rest(self.terminal.press(keys) + silence)

    def timed(self, keys: str, shown: Shown, spent: Spent | None = None) -> None:
        """Press keys, and wait for what they should paint. Late where that fails for nothing, or too often."""
        before = self.terminal.processor
        pressed = self.terminal.press(keys)
        try:
            listed = self.terminal.until(shown)
        except Late:
            if spent is None or spent.late == MOST_LATE:
                raise
            spent.late += 1
            return
        painted = self.terminal.rest(listed)
        if spent:
            spent.listed.append(listed - pressed)
            spent.painted.append(painted - pressed)
            spent.processor.append(self.terminal.processor - before)

    def search(self) -> None:
        """Open the search line, empty, from wherever the reader is."""
        while _inside(self.terminal.picture.rows):
            self.timed(ESCAPE, lambda rows: not _inside(rows))
        self.timed("/", lambda rows: rows[0].startswith(PROMPT))
        self.calm(CLEAR, SETTLED)
        self._empty = self.terminal.picture.rows[0]

    def everything(self) -> None:
        """Leave the search line and list all articles."""
        self.search()
        listed = listing(self.opened.library.search(""))
        self.timed(ENTER, lambda rows: not _inside(rows) and listed(rows))

    def whole(self, queries: list[str]) -> Spent:
        """Queries that arrive as one key each."""
        spent = Spent()
        self.search()
        for query in queries:
            self.ask("", CLEAR)
            self.ask(query, PASTED.format(query), spent)
        return spent

    def letters(self, stems: list[str], length: int) -> Spent:
        """The last of so many letters of a word, typed one after the other."""
        spent = Spent()
        self.search()
        for stem in stems:
            self.ask("", CLEAR)
            for typed in range(1, length):
                self.ask(stem[:typed], stem[typed - 1])
            self.ask(stem[:length], stem[length - 1], spent)
        return spent

    def entered(self, queries: list[str]) -> Spent:
        """Enter after a word that was typed; the counts beside the chips come with it."""
        spent = Spent()
        for query in queries:
            self.search()
            self.ask(query, PASTED.format(query))
            total = self.opened.library.search(query).total
            self.timed(ENTER, lambda rows, total=total: f" {total:,} of " in rows[0], spent)  # type: ignore[misc]
        return spent

    def dialog(self, key: str) -> Spent:
        """A dialog with values and counts, opened again and again."""
        spent = Spent()
        self.everything()
        for _ in range(DIALOGS_EACH):
            self.timed(key, _inside, spent)
            self.timed(ESCAPE, lambda rows: not _inside(rows))
        return spent

    def sorted(self) -> Spent:
        """All articles, the oldest first and the newest first by turns."""
        spent = Spent()
        orders: list[tuple[Sort, str]] = [("oldest", "j"), ("date", "")]
        self.everything()
        for sort, key in orders * (DIALOGS_EACH // 2):
            listed = listing(self.opened.library.search("", sort))
            if listed(self.terminal.picture.rows):
                raise Late("all articles stand in the other order already")
            self.timed("S", _inside)
            for step in (FIRST, key):
                self.calm(step)
            self.timed(ENTER, lambda rows, listed=listed: listed(rows) and not _inside(rows), spent)  # type: ignore[misc]
        return spent


def reading(corpus: Path, opened: Opened) -> Iterator[Figure]:
    """Keys to painted results, of every kind, beside a key in an app that only repeats it."""
    floor = _echo()
    yield Figure("key in an app that only repeats it", both(floor))
    with _running(briefing(str(corpus))) as terminal:
        reader = Reader(terminal, opened)
        terminal.rest(terminal.until(listing(opened.library.search("")), patience=60))
        reader.search()
        reader.whole(opened.drawn.words(1))
        yield Figure("memory of the reader after the first query", _resident(terminal.process.pid))
        for name, kind in _keys(reader):
            yield from measured(_name(name), lambda: _figures(name, kind(), floor))  # noqa: B023 - asked at once
        reader.everything()
        if code := terminal.leave():
            raise RuntimeError(f"the reader ended with {code}")


def long_article(corpus: Path) -> Iterator[Figure]:
    """A megabyte of prose: from the key that opens it to its first words, and from a key to the next page of it."""
    folder = corpus.parent / "long"
    folder.mkdir()
    sentences = (f"Sentence {number} says that the ferry of the council was late." for number in range(18_000))
    (folder / "long.txt").write_text(
        "Date: 2020-05-04\n\n" + "\n\n".join(map(" ".join, zip(*[sentences] * 6, strict=True)))
    )
    (folder / "short.txt").write_text("Date: 2021-05-04\n\nNothing was late.\n")
    build(folder)
    opening, paging = Spent(), Spent()
    with _running(briefing(str(folder))) as terminal:
        reader = Reader(terminal, Opened(folder))
        terminal.rest(terminal.until(lambda rows: any("Nothing was late" in row[LEFT:] for row in rows), patience=60))
        for _ in range(LONG_EACH):
            reader.timed("j", lambda rows: any("Sentence 0 " in row[LEFT:] for row in rows), opening)
            reader.timed("k", lambda rows: any("Nothing was late" in row[LEFT:] for row in rows))
        reader.calm("j")
        reader.calm("2", SETTLED)
        for _ in range(PAGES):
            before = terminal.picture.rows
            reader.timed(PAGE_DOWN, lambda rows, before=before: rows[1:-1] != before[1:-1], paging)  # type: ignore[misc]
        reader.opened.library.close()
        terminal.leave()
    for name, spent in (("opened", opening), ("a page on", paging)):
        yield Figure(f"1 MB article, {name}: results; painted; processor", "; ".join(map(both, _three(spent))))


def _three(spent: Spent) -> tuple[list[float], list[float], list[float]]:
    return spent.listed, spent.painted, spent.processor


def _keys(reader: Reader) -> Iterator[tuple[str, Callable[[], Spent]]]:
    """Every kind of key by its name."""
    drawn, library = reader.opened.drawn, reader.opened.library
    for length in (2, 3, 4):
        yield f"prefix of {length} letters", partial(reader.letters, drawn.stems(), length)
    yield "words", partial(reader.whole, drawn.words())
    yield "phrases", partial(reader.whole, drawn.phrases())
    yield "fuzzy", partial(reader.whole, drawn.fuzzy())
    yield "filters", partial(reader.whole, drawn.filters(library))
    yield "word and filter", partial(reader.whole, drawn.narrowed(library))
    yield "enter after a word", partial(reader.entered, drawn.words(DIALOGS_EACH))
    for name, key in DIALOGS.items():
        yield f"the dialog of {name}", partial(reader.dialog, key)
    yield "another order of all", reader.sorted


def _name(kind: str) -> str:
    return f"key to results: {kind}; to the repeated key"


def _figures(name: str, spent: Spent, floor: list[float]) -> Iterator[Figure]:
    late = f"; {spent.late} never as expected" if spent.late else ""
    if not spent.listed:
        yield Figure(_name(name), f"nothing was measured{late}")
        return
    beside = times(percentile(spent.listed, 50), percentile(floor, 50))
    yield Figure(_name(name), f"{both(spent.listed)}; {beside}{late}")
    yield Figure(f"key to all painted: {name}; processor", f"{both(spent.painted)}; {both(spent.processor)}")


def _echo() -> list[float]:
    """Keys in an app that repeats what is typed on forty lines."""
    spent = []
    with _running([sys.executable, "-c", _ECHO]) as terminal:
        terminal.until(lambda rows: any("ready" in row for row in rows))
        terminal.rest(terminal.painted)
        typed = ""
        for letter in "theassemblymettodecideabouttheelectionlaw":
            typed += letter
            pressed = terminal.press(letter)
            spent.append(terminal.until(lambda rows: rows[20].startswith(typed)) - pressed)  # noqa: B023 - asked at once
            terminal.rest(terminal.painted)
        terminal.leave(QUIT)
    return spent


def _resident(pid: int) -> str:
    """What the process holds in memory; the second figure shares what is shared."""
    facts = Path(f"/proc/{pid}/smaps_rollup").read_text()
    held = [int(found[1]) * 1024 for found in re.finditer(r"^(?:Rss|Pss): +(\d+) kB", facts, re.MULTILINE)]
    return " / ".join(f"{one / MEGABYTE:,.0f} MB" for one in held)
