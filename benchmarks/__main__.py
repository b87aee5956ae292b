"""Measures on articles made from the sample corpus, and prints each as a ratio to its floor. It gives no verdict."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from briefing import library
from briefing.intake.formats import pages
from briefing.naming import actorsfile
from briefing.reading import read
from briefing.words import words

CORPUS = Path(__file__).parent.parent / "corpus"
QUERIES = ("ceasefire", "ceasefire turkish", '"libyan national army"', "faction:lna", "date:2020..2021", "ce*")


def main() -> None:
    """Make the articles, measure, print."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("STATE", "CACHE", "CONFIG"):
            os.environ[f"BRIEFING_{name}"] = str(Path(folder) / name.lower())
        corpus = Path(folder) / "corpus"
        made = made_articles(corpus, asked.articles)
        print(f"{asked.articles} articles of {made // asked.articles} characters, made from the sample corpus\n")
        for lines in (extraction(corpus), building(corpus), asking(corpus), starting()):
            for line in lines:
                print(line, flush=True)


def made_articles(corpus: Path, count: int) -> int:
    """Articles whose sentences are drawn from the sample corpus, the same on every machine; how many characters."""
    dice = random.Random(20)
    sentences = [
        sentence.strip()
        for file in sorted(CORPUS.rglob("*.txt"))
        for sentence in file.read_text("utf-8").replace("\n", " ").split(". ")
        if 60 < len(sentence) < 300
    ]
    corpus.mkdir()
    shutil.copy(CORPUS / "actors.yaml", corpus)
    length = 0
    for number in range(count):
        day = f"20{dice.randint(10, 25)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        text = f" date {day} " + ".\n\n".join(dice.sample(sentences, 8)) + ".\n"
        (corpus / f"{number:06}.txt").write_text(text, "utf-8")
        length += len(text)
    return length


def timed(work: Callable[[], object], times: int = 1) -> float:
    """Seconds of the median run."""
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return statistics.median(spent)


def extraction(corpus: Path) -> Iterator[str]:
    """Reading, dating and naming, beside reading and tokenising the same files."""
    files = sorted(corpus.glob("*.txt"))[:1_000]
    gazetteer = actorsfile.read(corpus / "actors.yaml")
    read(pages("a.txt", b"A first article.")[0], "a", gazetteer)
    floor = timed(lambda: [sum(1 for _ in words(file.read_text("utf-8"))) for file in files])
    spent = timed(lambda: [read(pages(f.name, f.read_bytes())[0], "a", gazetteer) for f in files])
    yield f"extraction   {len(files) / spent:8.0f}/s   {spent / floor:6.1f} x reading and tokenising"


def building(corpus: Path) -> Iterator[str]:
    """The whole index, and a run that finds nothing to do, beside listing the folder."""
    count = sum(1 for _ in corpus.glob("*.txt"))
    floor = timed(lambda: [file.stat() for file in corpus.glob("*.txt")], 3)
    spent = timed(lambda: library.index(corpus))
    again = timed(lambda: library.index(corpus), 3)
    yield f"building     {count / spent:8.0f}/s"
    yield f"nothing new  {again * 1000:8.0f} ms  {again / floor:6.1f} x listing the folder"


def asking(corpus: Path) -> Iterator[str]:
    """Queries on an open library, beside the empty one, which lists everything."""
    opened = library.Library.open(corpus)
    floor = timed(lambda: opened.search(""), 20)
    for query in QUERIES:
        spent = timed(lambda query=query: opened.search(query), 20)  # type: ignore[misc]
        yield f"query        {spent * 1000:8.1f} ms  {spent / floor:6.1f} x the empty query   {query}"
    opened.close()


def starting() -> Iterator[str]:
    """The commands a person waits for, beside a Python that does nothing."""

    def python(code: str) -> float:
        return timed(lambda: subprocess.run([sys.executable, "-c", code], check=True, capture_output=True), 5)

    floor = python("pass")
    for name, code in (
        ("paths", "from briefing.cli import main; main(['paths'])"),
        ("library", "import briefing.library"),
        ("screen", "import briefing.tui.app"),
    ):
        spent = python(code)
        yield f"start        {spent * 1000:8.0f} ms  {spent / floor:6.1f} x an empty Python   {name}"


main()
