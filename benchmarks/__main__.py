"""Makes articles, measures on them, and prints each figure beside the least that the same could cost; no verdicts."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import asking, building, corpora, gap, screen, table
from benchmarks.table import Figure, Measure, measured, seconds

SIZES = [1_000, 20_000]
PARTS = ("building", "starting", "asking", "keys", "gaps", "changes")
REMARKS = (
    "Medians of the runs whose number is given; where two figures stand, the 50th and the 95th percentile of so many.",
    "“×” compares with what the name of the line ends with, measured in the same run on the same files.",
    "Building is `briefing index --json` from start to end of the process; memory is the resident memory of all its "
    "processes, added up every 0.1 s. “Nothing new”, “added”, “changed” and “removed” are its `seconds`.",
    "Keys go into a pseudo-terminal of 160 × 45. “Results” is the heading with the count and the dates of the list as "
    "the library gives them; “all painted” is the last byte before 60 ms of silence, the article beside it included. "
    "Of a dialog, “results” is its frame and “all painted” its counts. Words, phrases and filters arrive as one key, "
    "prefixes letter after letter; none was asked for before.",
    "“Event loop held” is how late a task comes that wants to wake every 5 ms, while keys arrive every 30 ms and one "
    "article for each twenty is new; the machine's other work is in it.",
    "Memory of the reader: resident, and with shared pages divided among those that share them.",
)


def main() -> None:
    """Measure at every size asked for, and print the table."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=SIZES, metavar="N", help="sizes of the corpora")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="measure only these")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/RESULTS.md")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    columns: dict[int, list[Figure]] = {}
    for size in dict.fromkeys(asked.articles):
        print(f"{size:,} articles", flush=True)
        columns[size] = []
        for figure in _of_size(size, frozenset(asked.only)):
            print(f"  {figure.name}: {figure.text}", flush=True)
            columns[size].append(figure)
    made = table.lines(dict(sorted(columns.items())), REMARKS)
    print("", *made, sep="\n")
    if asked.write:
        table.write(made)


def _of_size(size: int, parts: frozenset[str]) -> Iterator[Figure]:
    """All measures on a corpus of so many articles, in a folder that is gone afterwards."""
    house = str(Path(__file__).resolve().parent.parent)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (house, os.environ.get("PYTHONPATH"))))
    before = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="briefing-bench-") as folder:
        for name in ("STATE", "CACHE", "CONFIG"):
            os.environ[f"BRIEFING_{name}"] = str(Path(folder) / name.lower())
        os.chdir(folder)
        try:
            corpus = Path(folder) / "corpus"
            took = seconds(lambda: corpora.make(corpus, size))
            print(f"  the articles were made in {took:.0f} s", file=sys.stderr)
            yield from _figures(corpus, size, parts)
        finally:
            os.chdir(before)


def _figures(corpus: Path, size: int, parts: frozenset[str]) -> Iterator[Figure]:
    if "building" in parts:
        yield from measured("building", lambda: building.whole(corpus, size))
        yield from measured("nothing new", lambda: building.nothing_new(corpus))
    else:
        yield from measured("building", lambda: building.made(corpus))
    if "keys" in parts:
        yield from measured("a long article", lambda: screen.long_article(corpus))
    if "starting" in parts:
        yield from measured("first frame", lambda: screen.first_frame(corpus))
        yield from measured("library: opened", lambda: asking.opening(corpus))
    if parts & {"asking", "keys"}:
        yield from measured("library", lambda: _asked(corpus, parts))
    if "gaps" in parts:
        yield from measured("gaps", lambda: gap.gaps(corpus, size))
        yield from measured("article of 1 MB", lambda: gap.huge(corpus))
    if "changes" in parts:
        yield from measured("changes", lambda: building.changes(corpus, size))


def _asked(corpus: Path, parts: frozenset[str]) -> Iterator[Figure]:
    """What needs the library in this process too."""
    opened = asking.Opened(corpus)
    measures: list[tuple[str, str, Measure]] = [
        ("asking", "library", lambda: asking.asking(corpus, opened)),
        ("keys", "keys", lambda: screen.reading(corpus, opened)),
    ]
    for part, name, measure in measures:
        if part in parts:
            yield from measured(name, measure)
    opened.library.close()


if __name__ == "__main__":
    main()
