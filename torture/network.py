"""No socket, no file that is nobody's business, nothing written among the articles, whatever the program is asked."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from briefing import cli
from torture import folders, tracing
from torture.__main__ import _digest as digest
from torture.terminals import Gone, Terminal
from torture.trial import Attempt, Part, Unable

FORMATS = Path(__file__).resolve().parent.parent / "tests" / "formats"
ARTICLES, CROWD = 12, 230
"""Articles; so many are read by a crew."""
PROGRAMS = frozenset({"nice", "sh", "editor"})
BRIEF = "brief.md"
LISTED = "Talks number"
KEYS = (
    (("j", ""), ("s", ""), ("\r", ""), ("]", "")),
    (("/", ""), ("ferry", ""), ("\r", ""), ("n", "")),
    (("f", ""), ("\x1b", ""), ("d", ""), ("\x1b", ""), ("a", ""), ("\x1b", "")),
    (("e", ""), ("\r", "")),
    (("T", ""), ("\x1b", ""), ("?", ""), ("\x1b", "")),
    (("t", ""), ("ferries\r", ""), ("c", ""), ("a note", ""), ("\x1b", "")),
    (("\r", ""), ("y", ""), ("O", ""), ("\x1b", ""), ("W", ""), ("\x1b", "")),
    ((":", ""), ("bring the index", ""), ("\r", "")),
    (("o", ""), ("\x1b", ""), ("w", ""), ("r", ""), ("u", "")),
)
"""What is done in the reader: keys, and the words that stand on the screen then, where any have to."""
COMMANDS = (
    "index",
    "index --rebuild --json",
    "search ferry",
    "search ferry --json",
    "list",
    "list --json",
    "show 0001.txt",
    "extract articles/0001.txt articles/page.html articles/report.pdf articles/newsletter.eml articles/feed.xml",
    "export --query ferry -o brief.html",
    "export --query ferry --format ftm -o -",
    "verify brief.md",
    "quote grain",
    "bundle brief.md -o brief.zip",
    "actors",
    "actors unknown",
    "actors lint",
    "timeline",
    "state export state.jsonl",
    "doctor",
    "doctor --json",
    "paths",
    "serve --help",
)
Deed = Callable[[random.Random], None]


class _House:
    """A folder of articles in every format, its index, and a home that holds what is nobody's business."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.corpus = folders.make(folder / "articles", ARTICLES)
        for file in FORMATS.iterdir():
            shutil.copy(file, self.corpus)
        self.private = folder / "home"
        self.private.mkdir()
        (self.private / ".netrc").write_text("machine example.org password secret", "utf-8")
        self.log = folder / "trace"
        self.environment = {**os.environ, "HOME": str(self.private), "PYTHONDONTWRITEBYTECODE": "1"}
        self.environment |= {"BRIEFING_CORPUS": str(self.corpus), "TMPDIR": str(folder / "tmp")}
        (folder / "tmp").mkdir()
        self.run(["index"])
        self.run(["export", "--query", "ferry", "-o", BRIEF])

    @property
    def allowed(self) -> tracing.Allowed:
        """Our own folders, the files of the working folder, and what is made for an editor."""
        written = [self.folder / name for name in ("state", "cache", "config", "tmp", "crowd")]
        return tracing.Allowed(self.corpus, self.folder, written, PROGRAMS)

    def run(self, words: list[str]) -> None:
        """A command as it is typed, without anybody looking."""
        command = [sys.executable, "-m", "briefing", *words]
        subprocess.run(command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, check=True)

    def command(self, words: list[str], dice: random.Random) -> None:
        """The same, traced."""
        command = tracing.traced(self.log, [sys.executable, "-m", "briefing", *words])
        done = subprocess.run(
            command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode not in (cli.FINE, cli.FAILED) or "Traceback" in done.stderr:
            raise Gone(f"`{' '.join(words)}` ended with {done.returncode}: {done.stderr}")

    def crowd(self, dice: random.Random) -> None:
        """So many articles that several processes read them."""
        corpus = self.folder / "crowd" / "articles"
        folders.make(corpus, CROWD, dice.randrange(1_000_000))
        self.command(["index", "--corpus", str(corpus)], dice)
        shutil.rmtree(corpus.parent)

    def reader(self, dice: random.Random) -> None:
        """Reading for a while, in a terminal."""
        command = tracing.traced(self.log, [sys.executable, "-m", "briefing", str(self.corpus)])
        terminal = Terminal(command, self.environment, size=(100, 30))
        try:
            terminal.shows(LISTED, 60)
            for way in dice.sample(KEYS, 3):
                for keys, words in way:
                    terminal.press(keys)
                    terminal.shows(words, 60) if words else terminal.quiet(0.3)
                self._press(terminal, "\x1b", "\x1b")
            for _ in range(8):
                if terminal.poll() is None:
                    self._press(terminal, "\x1b", "q")
            terminal.wait(60)
        finally:
            terminal.close()

    def _press(self, terminal: Terminal, *keys: str) -> None:
        """One after another, so that escape begins nothing."""
        for key in keys:
            terminal.press(key)
            terminal.quiet(0.2)


@contextmanager
def _begin(folder: Path) -> Iterator[Attempt]:
    house = _House(folder)
    _see(house)
    before = digest(house.corpus)
    deeds: list[tuple[str, Deed]] = [("the reader", house.reader)]
    deeds += [(words, partial(house.command, words.split())) for words in COMMANDS]
    deeds.append(("a crew", house.crowd))

    def attempt(number: int, dice: random.Random) -> str | None:
        name, deed = deeds[number] if number < len(deeds) else deeds[0]
        try:
            deed(dice)
        except Gone as error:
            return f"{name}: {error}"
        found = tracing.faults(house.log, house.allowed)
        if digest(house.corpus) != before:
            found.append("the folder of articles was changed")
        return f"{name}: {'; '.join(found[:5])}" if found else None

    yield attempt


def _see(house: _House) -> None:
    """Unable where a trace does not show what it is there to show."""
    secret, article = house.private / ".netrc", house.corpus / "new"
    deeds = f"import socket; socket.socket(); open({str(secret)!r}); open({str(article)!r}, 'w')"
    command = tracing.traced(house.log, [sys.executable, "-c", deeds])
    done = subprocess.run(command, env=house.environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unable(f"strace does not work here: {done.stderr.strip()}")
    article.unlink()
    seen = " ".join(tracing.faults(house.log, house.allowed))
    if not all(word in seen for word in ("socket(", ".netrc", "new for writing")):
        raise Unable("strace does not show what programs do here")


PART = Part("sockets and files that are opened", "P15, P16", full=60, small=2, begin=_begin)
