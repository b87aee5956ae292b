"""What was measured, as a table: one line for each measure, one column for each size of corpus."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefing.library import LibraryError
from briefing.query import QueryError

RESULTS = Path(__file__).parent / "RESULTS.md"
BEGINNING, END = "<!-- made by python -m benchmarks --write -->", "<!-- the end of what was made -->"
TROUBLES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LibraryError,
    LookupError,
    OSError,
    QueryError,
    RuntimeError,
    TypeError,
    ValueError,
    sqlite3.Error,
    subprocess.SubprocessError,
)
"""What a measure may fail with; the others go on."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table, for one size."""

    name: str
    text: str


Measure = Callable[[], Iterable[Figure]]


def measured(name: str, measure: Measure) -> Iterator[Figure]:
    """The figures of a measure, and why there are no more of them where it fails."""
    try:
        yield from measure()
    except TROUBLES as error:
        said = " ".join(str(error).split()) or type(error).__name__
        yield Figure(name, f"failed: {said[:120]}")


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, by the clock on the wall."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def middle(spent: Sequence[float]) -> float:
    """The median; ValueError where there is none."""
    if not spent:
        raise ValueError("nothing was measured")
    return statistics.median(spent)


def percentile(spent: Sequence[float], share: int) -> float:
    """The smallest of the figures that so many of a hundred do not exceed; ValueError where there is none."""
    if not spent:
        raise ValueError("nothing was measured")
    return sorted(spent)[max(0, -(-len(spent) * share // 100) - 1)]


def both(spent: Sequence[float]) -> str:
    """The median and the 95th percentile, and of how many: `4.2 / 18 ms (40)`."""
    half, most = percentile(spent, 50) * 1000, percentile(spent, 95) * 1000
    digits = 2 if half < 1 else 1 if half < 10 else 0
    return f"{half:,.{digits}f} / {most:,.{digits}f} ms ({len(spent)})"


def runs(spent: Sequence[float]) -> str:
    """The median of a few runs, their number, and the worst: `0.31 s (5 runs, worst 0.44)`."""
    if len(spent) == 1:
        return f"{spent[0]:.2f} s (1 run)"
    return f"{middle(spent):.3g} s ({len(spent)} runs, worst {max(spent):.3g})"


def times(spent: float, floor: float) -> str:
    """`3.1 ×`; ValueError where there is nothing to compare with."""
    if floor <= 0:
        raise ValueError("there is nothing to compare with")
    ratio = spent / floor
    return f"{ratio:.2f} ×" if ratio < 10 else f"{ratio:.0f} ×"


def machine() -> str:
    """What this was measured on, in words that name nobody."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f"{os.getloadavg()[0]:.1f} of them busy at the end"
    return f"{cores} cores ({load}), {platform.machine()}, {platform.system()}, Python {platform.python_version()}"


def lines(columns: dict[int, list[Figure]], remarks: Iterable[str]) -> list[str]:
    """The whole table in Markdown, with the date and the machine above it."""
    names = dict.fromkeys(figure.name for figures in columns.values() for figure in figures)
    known = {size: {figure.name: figure.text for figure in figures} for size, figures in columns.items()}
    said = [f"{date.today()}, {machine()}.", "", *(f"- {remark}" for remark in remarks), ""]
    said += ["| | " + " | ".join(f"{size:,}" for size in columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for name in names:
        said.append(f"| {name} | " + " | ".join(known[size].get(name, "") for size in columns) + " |")
    return said


def write(made: Iterable[str]) -> None:
    """Put the table into RESULTS.md in place of the one that was there; the rest stays."""
    table = "\n".join((BEGINNING, *made, END))
    before = RESULTS.read_text("utf-8")
    marked = re.compile(re.escape(BEGINNING) + ".*?" + re.escape(END), re.DOTALL)
    if not marked.search(before):
        sys.exit(f"{RESULTS.name} has no place for the table: it stands between “{BEGINNING}” and “{END}”")
    RESULTS.write_text(marked.sub(lambda _: table, before), "utf-8")
