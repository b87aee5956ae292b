"""Orders to the terminal, through every field into every place where something is drawn, printed or written."""

from __future__ import annotations

import os
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from briefing import cli, library
from torture import hostile_world
from torture.hostile_world import PAYLOADS, name_of
from torture.stream import BARRED
from torture.terminals import Gone, Terminal, own_streams, whole_house
from torture.trial import Attempt, Exhausted, Part

SIZE = (200, 60)
SILENCE = 0.03
ANSWERING = 2.0
"""Seconds within which something is painted for a key."""
CHOOSING = 0.3
"""Seconds that the palette may take to find what was typed."""
CLAUSES = 20
REAL = 0.1
"""So many of the commands are run in an interpreter of their own."""
ALL = "5 articles · newest first"
LOADED = re.compile(r"in \d+ article")
"""How often an actor is named is only known when all is there."""
LEFT_BY = "esc"
"""Every dialog and every line to write in tells how it is left."""
COMMANDS: dict[str, tuple[Sequence[str], str]] = {
    "list": (("list",), "Qtitle"),
    "list as JSON": (("list", "--json"), "Qtitle"),
    "search": (("search", "orsek"), "Qtitle"),
    "search as JSON": (("search", "orsek", "--json"), "Qtitle"),
    "show": (("show", "ID"), "Qbody"),
    "show as JSON": (("show", "ID", "--json"), "Qbody"),
    "show a file": (("show", "FILE"), "Qplain"),
    "extract": (("extract", "ALL", "FILE"), "Qtitle"),
    "extract as JSON": (("extract", "ALL", "FILE", "--json"), "Qtitle"),
    **{
        f"export as {form}": (("export", "--query", "orsek", "--format", form, "-o", "-"), "Qtitle")
        for form in ("md", "html", "json", "csv", "ftm", "bibtex", "csl")
    },
    "export for Obsidian": (("export", "ID", "--flavor", "obsidian", "--links", "--with-notes", "-o", "-"), "Qnote"),
    "export for Hugo": (("export", "ID", "--flavor", "hugo", "--full", "-o", "-"), "Qtitle"),
    "a table of mentions": (("export", "ID", "--format", "csv", "--table", "mentions", "-o", "-"), "Zed Orsek"),
    "a table of actors": (("export", "ID", "--format", "csv", "--table", "actors", "-o", "-"), "Qname"),
    "timeline": (("timeline",), "Qgroup"),
    "timeline as JSON": (("timeline", "--json"), "Qgroup"),
    "timeline of one": (("timeline", "--actor", "Zed Orsek"), "Qtitle"),
    "actors": (("actors",), "Qname"),
    "actors as JSON": (("actors", "--json"), "Qname"),
    "actors lint": (("actors", "lint"), ""),
    "actors unknown": (("actors", "unknown"), ""),
    "actors why": (("actors", "why", "Zed Orsek"), "Qname"),
    "actors overview": (("actors", "overview", "Zed Orsek"), "Qpost"),
    "actors why nobody": (("actors", "why", "TEXT"), "ztyped"),
    "actors compare": (("actors", "compare", "TEXT", "Zed Orsek"), ""),
    "quote": (("quote", "We will sail again on"), "Qtitle"),
    "quote nothing": (("quote", "TEXT"), ""),
    "verify": (("verify", "BRIEF"), ""),
    "doctor": (("doctor",), "5.json"),
    "doctor as JSON": (("doctor", "--json"), "5.json"),
    "paths": (("paths",), "Qcorpus"),
    "index": (("index", "--rebuild"), ""),
    "state export": (("state", "export", "-"), "Qnote"),
    "a query with a mistake": (("search", "title:(TEXT"), "Qtyped"),
    "a field that is none": (("search", "TEXT:a"), ""),
    "a file that is not there": (("extract", "TEXT"), "ztyped"),
    "an article that is not there": (("show", "TEXT"), "ztyped"),
    "an actors file that is not there": (("list", "--actors", "TEXT"), "ztyped"),
    "a brief that is not there": (("verify", "TEXT"), "ztyped"),
    "a word that is no command": (("TEXT",), "ztyped"),
    "an option that is none": (("list", "--TEXT"), "ztyped"),
    "a form that is none": (("export", "--format", "TEXT"), "ztyped"),
    "a folder that is not there": (("list", "--corpus", "TEXT"), "ztyped"),
    "a number that is none": (("search", "a", "--limit", "TEXT"), "ztyped"),
}
"""What is run, and letters that then stand somewhere in what it says; none where it need not say any."""
PASTED = "\x1b[200~TEXT\x1b[201~"
SCREENS: dict[str, tuple[Sequence[str], str]] = {
    "the list": ((), "Qtitle"),
    "the reader": (("2",), "Qbody"),
    "the furniture": (("2", "F"), "Qfurniture"),
    "the actors": (("3",), "Qname"),
    "the overview": (("3", "o"), "Qpost"),
    "why this name": (("3", "W"), "Qname"),
    "merging": (("3", "="), "Zed"),
    "the time line": (("T",), "Qgroup"),
    "factions": (("f",), "Qgroup"),
    "actors to narrow to": (("a",), "Qname"),
    "facets": (("v",), "Qsource"),
    "places": ((":", "places", "\r"), "Qplace"),
    "tags of an article": (("t",), "Qtag"),
    "a note": (("c",), "Qnote"),
    "saved searches": (("p",), "Qplain"),
    "the history": ((":", "history", "\r"), "Qhistory"),
    "the working list": (("L",), "Qtitle"),
    "the original": (("O",), "all.json"),
    "the saved page": (("O", "\r"), "Qbody"),
    "exporting": (("e",), "Qtitle"),
    "the preview": (("e", "p"), "Qtitle"),
    "copying a brief": (("e", "y"), ""),
    "copying a passage": (("2", "y"), ""),
    "notices": ((":", "notices", "\r"), "Qtheme"),
    "the line to search in": (("/", PASTED), "Qtyped"),
    "a search that fails": (("/", "title:(", PASTED, "\r"), "Qtyped"),
    "the line to find in": (("\x06", PASTED), "Qtyped"),
    "a new tag": (("t", PASTED, "\r"), "Qtyped"),
    "a new note": (("c", PASTED), "Qtyped"),
    "the palette": ((":", PASTED), "Qtyped"),
    "the help, looked through": (("?", PASTED), "Qtyped"),
    "a new name": (("3", ":", "rename", "\r", PASTED), ""),
    "a search to be kept": (("/", "orsek", "\r", "P", PASTED), "Qtyped"),
}
"""The keys that lead there, and letters that are then painted."""
IN_PANES = {
    *("the list", "the reader", "the furniture", "the actors", "copying a brief", "copying a passage"),
    *("the line to search in", "a search that fails", "the palette"),
}
"""Where nothing tells in the end how it is left."""
TOLD_BY = {"a search to be kept": "Keep", "a new name": "enter takes"}
"""What tells that one can write now, where other things before it told how they are left."""


@dataclass(slots=True)
class _World:
    """One payload in every field, with the sanitiser or without; the reader that is open on it."""

    folder: Path
    payload: str
    door_open: bool
    corpus: Path = field(init=False)
    ids: list[str] = field(init=False)
    terminal: Terminal | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir()
        for name in ("state", "cache", "config"):
            os.environ[f"BRIEFING_{name.upper()}"] = str(self.folder / name)
        self.corpus = self.folder / name_of("corpus", self.payload)
        code, said = _apart(self._make)
        assert code == 0, said
        self.ids = said.decode().split()

    def _make(self) -> int:
        if self.door_open:
            hostile_world.open_the_door()
        hostile_world.make(self.folder, self.payload)
        with library_of(self.corpus) as opened:
            print(*(row.id for row in sorted(opened.rows, key=lambda row: row.path != "all.json")))
        return 0

    def typed(self, words: str) -> str:
        """Words with what they stand for."""
        given = hostile_world.field("typed", self.payload).replace("\0", "")
        text = os.fsdecode(given.encode("utf-8", "surrogatepass"))  # as bytes that are no text come from outside
        stands = {
            "TEXT": text,
            "ID": self.ids[0],
            "FILE": str(self.corpus / "0.txt"),
            "ALL": str(self.corpus / "all.json"),
        }
        stands["BRIEF"] = str(self.folder / "brief.md")
        for name, value in stands.items():
            if name in words:
                return words.replace(name, value)
        return words

    def read(self) -> Terminal:
        """The reader, open on the article with everything."""
        if self.terminal is None:

            def program() -> int:
                if self.door_open:
                    hostile_world.open_the_door()
                hostile_world.wish(self.payload)
                return cli.main(["read", str(self.corpus)])

            self.terminal = Terminal(program, size=SIZE)
            reader = self.terminal
            reader.until(lambda: bool(LOADED.search(reader.stream.shown)))
            self.terminal.quiet(CHOOSING)
        return self.terminal

    def close(self) -> None:
        """Nothing of it runs any more."""
        if self.terminal:
            self.terminal.close()


@contextmanager
def library_of(corpus: Path) -> Iterator[library.Library]:
    """Opened, and closed again."""
    opened = library.Library.open(corpus)
    try:
        yield opened
    finally:
        opened.close()


def _apart(do: Callable[[], int]) -> tuple[int, bytes]:
    """Done in a fork: its exit code, and all that it wrote to its output and errors."""
    ours, theirs = os.pipe()
    if not (pid := os.fork()):
        code = 70
        try:
            nothing = os.open(os.devnull, os.O_RDONLY)
            for given, number in ((nothing, 0), (theirs, 1), (theirs, 2)):
                os.dup2(given, number)
            own_streams()
            code = do()
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
        except BaseException:  # noqa: BLE001 - it is told by what was written
            import traceback

            traceback.print_exc(file=sys.__stderr__)
        finally:
            for stream in (sys.__stdout__, sys.__stderr__):
                with suppress(Exception):
                    stream.flush()  # type: ignore[union-attr]
            os._exit(code)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        said = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), said


def _printed(world: _World, name: str, *, real: bool) -> str | None:
    words, mark = COMMANDS[name]
    filled = [world.typed(word) for word in words]
    if name not in ("a folder that is not there", "a word that is no command"):
        filled += ["--corpus", str(world.corpus)]

    def do() -> int:
        if real:
            os.execv(sys.executable, [sys.executable, "-m", "briefing", *(word.replace("\0", "") for word in filled)])
        if world.door_open:
            hostile_world.open_the_door()
        return cli.main(filled)

    code, said = _apart(do)
    if code not in (0, 1, 2):
        return f"{name}: ended with {code}: {said[-2000:].decode('utf-8', 'replace')}"
    return _told(name, said, mark)


def _told(name: str, said: bytes, mark: str) -> str | None:
    """Is it text, and does it hold what it should?"""
    try:
        text = said.decode()
    except UnicodeDecodeError as error:
        return f"{name}: not UTF-8: {error}"
    text = text.replace("\r\n", "\n") if name.startswith(("export", "a table")) else text
    if found := BARRED.search(text):
        return f"{name}: {text[max(0, found.start() - 60) : found.end() + 40]!r}"
    if "Traceback (most recent" in text:
        return f"{name}: a traceback: {text[-2000:]}"
    return None if mark in text else f"{name}: {mark} is not in it: {text[:500]!r}"


def _painted(world: _World, name: str) -> str | None:
    keys, mark = SCREENS[name]
    terminal = world.read()
    for place, key in enumerate(keys):
        if key == PASTED:
            with suppress(Gone):
                terminal.shows(TOLD_BY.get(name, LEFT_BY), ANSWERING)
        terminal.press(world.typed(key))
        terminal.take(ANSWERING)
        terminal.quiet(CHOOSING if ":" in keys and "\r" in keys[place + 1 :] else SILENCE)
    try:
        terminal.shows(mark, 8.0)
        if name not in IN_PANES:
            terminal.shows(LEFT_BY, 8.0)
        terminal.quiet(SILENCE)
        fault = None
    except Gone as error:
        fault = f"{name}: {error}"
    _back(terminal)
    if terminal.poll() is not None:
        fault = f"{name}: ended with {terminal.code}: {terminal.stream.told}"
    elif terminal.stream.faults:
        fault = f"{name}: {terminal.stream.faults[0]}"
    if fault or terminal.poll() is not None:
        terminal.close()
        world.terminal = None
    return fault


def _back(terminal: Terminal) -> None:
    """To the list of all articles, whatever is open and asked."""
    for _ in range(CLAUSES):
        terminal.to_list()
        terminal.quiet(SILENCE)
        if terminal.poll() is not None or (terminal.in_list and ALL in terminal.stream.shown):
            return
        terminal.press("\x7f")
        terminal.quiet(SILENCE)


_PLACES = [*(("printed", name) for name in COMMANDS), *(("painted", name) for name in SCREENS)]
SHARE = 3
"""With both guards every third place is tried for each payload, another third for the next one; with one guard all."""


def _trials() -> Iterator[tuple[str, bool, str, str]]:
    """The payload, whether the sanitiser is out, how and where it is looked at; those of one world together."""
    order = list(_PLACES)
    random.Random(3).shuffle(order)
    for number, payload in enumerate(PAYLOADS):
        for how, name in order[number % SHARE :: SHARE]:
            yield payload, False, how, name
        for how, name in order:
            yield payload, True, how, name


_TRIALS = list(_trials())


@contextmanager
def begin(folder: Path) -> Iterator[Attempt]:
    """A world for each payload, with and without the sanitiser; every place where it may come out is one trial."""
    whole_house()
    worlds: dict[tuple[str, bool], _World] = {}

    def attempt(number: int, dice: random.Random) -> str | None:
        if number >= len(_TRIALS):
            raise Exhausted
        payload, door_open, how, name = _TRIALS[number]
        if (which := (payload, door_open)) not in worlds:
            for world in worlds.values():
                world.close()
            worlds.clear()
            worlds[which] = _World(folder / f"world{number}", PAYLOADS[payload], door_open)
        real = not door_open and dice.random() < REAL
        fault = _printed(worlds[which], name, real=real) if how == "printed" else _painted(worlds[which], name)
        guard = "the second guard alone" if door_open else "both guards"
        return f"{payload}, {guard}: {fault}" if fault else None

    try:
        yield attempt
    finally:
        for world in worlds.values():
            world.close()


PART = Part("payloads", "P6", len(_TRIALS), 6, begin)
