"""How long the event loop is held while keys come and an index is made, and what an article of 1 MB costs."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import corpora
from benchmarks.pulse import Pulse
from benchmarks.table import Figure, both, percentile, runs
from benchmarks.terminal import Late, Terminal

KEYS, SEED = 500, 6
ARRIVING = 20
"""One article arrives for so many that are there."""
APART = 0.03
"""Seconds between two keys, as a hurried reader presses them."""
PRESSED = [*"jjjjjjkkgG  123hlnN][)(FzJKMrsbv fda", "\t", "\r", "\x1b", "\x1b", "\x7f", "\x04", "\x15", "/", "haftar"]
HUGE = 1_000_000
PAGES = 50


def watched(corpus: Path, out: Path) -> None:
    """Read, with a pulse whose beats are written down at the end."""
    from briefing import pausing
    from briefing.config import Config
    from briefing.library import Library
    from briefing.tui import running
    from briefing.tui.app import BriefingApp

    pausing.paused()
    pulse, kept = Pulse(), list[asyncio.Task[None]]()

    class Watched(BriefingApp):
        CSS_PATH = Path(sys.modules[BriefingApp.__module__].__file__ or "").parent / "briefing.tcss"

        def on_load(self) -> None:
            kept.append(asyncio.create_task(pulse.beat()))

    library = Library.glance(corpus)
    with contextlib.closing(library):
        running.run(Watched(library, Config(follow=False)))
        out.write_text(json.dumps({"late": pulse.late, "held": pulse.held}), "utf-8")


@contextmanager
def _reading(corpus: Path, out: Path) -> Iterator[Terminal]:
    own = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "NO_COLOR")}
    command = [sys.executable, "-m", "benchmarks.gap", str(corpus), str(out)]
    terminal = Terminal(command, own | {"TERM": "xterm-256color", "COLORTERM": "truecolor"})
    try:
        terminal.until(lambda rows: " actors · " in rows[1], patience=60)
        terminal.rest(terminal.painted)
        yield terminal
        terminal.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(Late):
            terminal.leave("\x1b")
    finally:
        terminal.close()


def gaps(corpus: Path, size: int) -> Iterator[Figure]:
    """Five hundred keys while articles arrive and the index is brought up to date."""
    out, dice = corpus.parent / "pulse.json", random.Random(SEED)
    for number, text in enumerate(corpora.more(max(1, size // ARRIVING), SEED), size):
        corpora.put(corpus, number, text)
    with _reading(corpus, out) as terminal:
        since = time.monotonic()
        terminal.press(":index\r")
        for _ in range(KEYS):
            terminal.rest(terminal.press(dice.choice(PRESSED)), APART)
        ended = time.monotonic()
    found = json.loads(out.read_text("utf-8"))
    late = [gap for when, gap in found["late"] if since <= when <= ended]
    yield Figure("event loop held, 500 keys while an index is made", both(late))
    yield Figure(
        "the longest of it", f"{1000 * max(late):.0f} ms; above 100 ms: {sum(gap > 0.1 for gap in late)} times"
    )
    for when, where in found["held"]:
        if since <= when <= ended:
            print(f"    {when - since:6.1f} s: {where}", file=sys.stderr)


def huge(corpus: Path) -> Iterator[Figure]:
    """An article of 1 MB: from the key that opens it to its first line, and from a page key to the next page."""
    folder = corpus.parent / "huge" / "corpus"
    corpora.make(folder, 20, own=True)
    body = "\n\n".join(text.partition("\n\n")[2] for text in corpora.more(HUGE // 400, SEED))[:HUGE]
    told = {"title": "Huge", "date": "2026-01-01", "text": body}
    (folder / "huge.json").write_text(json.dumps(told), "utf-8")
    subprocess.run(
        [sys.executable, "-m", "briefing", "index", "--corpus", str(folder)], check=True, capture_output=True
    )
    opened, paged = list[float](), list[float]()
    with _reading(folder, corpus.parent / "huge.json") as terminal:
        for _ in range(5):
            terminal.press("1j")
            terminal.until(lambda rows: " actors · " in rows[1] and "2026-01-01" not in rows[1])
            terminal.rest(terminal.painted)
            pressed = terminal.press("k")
            opened.append(terminal.until(lambda rows: "2026-01-01" in rows[1]) - pressed)
            terminal.rest(terminal.painted)
        terminal.rest(terminal.press("2"))
        for _ in range(PAGES):
            pressed = terminal.press(" ")
            paged.append(terminal.rest(pressed) - pressed)
    yield Figure("article of 1 MB: opened", runs(opened))
    yield Figure("article of 1 MB: a page on", f"{both(paged)}; slowest {1000 * percentile(paged, 100):.0f} ms")


if __name__ == "__main__":
    watched(Path(sys.argv[1]), Path(sys.argv[2]))
