"""`python -m benchmarks.actors`: an actors file of ten thousand people and a hundred thousand aliases, opened."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from briefing import library
from briefing.article import Page
from briefing.index.known import names_of
from briefing.naming.matching import matcher
from briefing.reading import read

_T = TypeVar("_T")
_SYLLABLES = "ka ri mo sha lu ben ta vo nel dar is ham zed ora qui far gha wen tol mir".split()


def made(people: int, aliases: int) -> str:
    """A file of people whose names are nobody's, the same on every machine."""
    dice = random.Random(1)

    def name(words: int) -> str:
        return " ".join("".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))).capitalize() for _ in range(words))

    lines = ["version: 1", "people:"]
    for number in range(people):
        lines += [f"  - id: p{number}", f"    name: {name(2)}", "    aliases:"]
        lines += [f"      - {name(3)}" for _ in range(aliases)]
        lines.append(f"    posts: [{{title: Minister {number}, phrases: [minister of {name(1)}], start: 2015-03-02}}]")
    return "\n".join(lines) + "\n"


def page(number: int) -> Page:
    """An article of a thousand characters about people who are in the file and people who are not."""
    dice = random.Random(number)

    def name() -> str:
        return " ".join("".join(dice.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2))

    text = " ".join(f"On Monday {name()} said that the harbour of {name()} would stay closed." for _ in range(14))
    return Page("a.txt", f"The harbour stays closed\n\n{text}\n")


def told(what: str, work: Callable[[], _T]) -> _T:
    """Do it, and print how long it took."""
    started = time.perf_counter()
    done = work()
    print(f"{what:34}{time.perf_counter() - started:8.2f} s", flush=True)
    return done


def main() -> None:
    """Make the file, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("STATE", "CACHE", "CONFIG"):
            os.environ[f"BRIEFING_{name}"] = str(Path(folder) / name.lower())
        os.chdir(folder)
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        (corpus / "actors.yaml").write_text(made(10_000, 10), "utf-8")
        told("opened for the first time", lambda: library.gazetteer_for(corpus, None))
        known = told("opened again", lambda: library.gazetteer_for(corpus, None))
        told("names ready to be looked for", lambda: matcher(known))
        told("the first article read", lambda: read(page(1), "a", known))
        told("a hundred more", lambda: [read(page(number), "a", known) for number in range(2, 102)])
        told("names as they are typed", lambda: names_of(known))
        told("what lint says", lambda: library.lint(corpus, None))


if __name__ == "__main__":
    main()
