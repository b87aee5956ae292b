"""Mutated articles carried all the way: indexed by the command, searched, exported, and every quotation verified."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing import plainly
from briefing.article import article_json
from briefing.export.brief import Commission
from briefing.library import Library
from torture import folders
from torture.mutations import mutant
from torture.soundness import control
from torture.trial import Attempt, Part

TOGETHER = 12
"""Mutants of one corpus."""
_QUESTIONS = ("", "the OR ferry", "NOT the", "date:2000..2030", "is:undated", '"of the"', "a*")


@contextmanager
def _begin(folder: Path) -> Iterator[Attempt]:
    def attempt(number: int, dice: random.Random) -> str | None:
        corpus = folder / f"corpus-{number}"
        corpus.mkdir()
        (corpus / "actors.yaml").write_text(folders.ACTORS, "utf-8")
        for place in range(TOGETHER):
            name, raw = mutant(dice)
            (corpus / f"{place}-{name}").write_bytes(raw)
        before = _tree(corpus)
        fault = _counted(corpus) or _carried(corpus, folder / f"brief-{number}.md", dice)
        if not fault and _tree(corpus) != before:
            fault = "a file of the corpus was changed"
        if not fault:
            shutil.rmtree(corpus)
        return fault

    yield attempt


def _tree(folder: Path) -> list[tuple[str, int, bytes]]:
    return [(path.name, path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(folder.iterdir())]


def _command(*words: str, seed: int) -> subprocess.CompletedProcess[str]:
    """The command line, with sets that are in another order than here."""
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    command = [sys.executable, "-m", "briefing", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def _counted(corpus: Path) -> str | None:
    """Index it: every file is told of once, with a reason where it has no article."""
    done = _command("index", "--json", "--corpus", str(corpus), seed=1)
    if done.returncode != 0 or "Traceback" in done.stderr:
        return f"index ended with {done.returncode}: {done.stderr[-500:]}"
    told = json.loads(done.stdout)
    files = sum(1 for _ in corpus.iterdir())
    if told["seen"] != files or told["indexed"] + told["skipped"] + told["quarantined"] != files:
        return f"{files} files, and {told}"
    return None


def _carried(corpus: Path, brief: Path, dice: random.Random) -> str | None:
    with Library.open(corpus) as opened:
        for left in opened.left_out():
            if "internal" in left.reason or not left.reason.strip():
                return f"{left.path} was left out: {left.reason}"
        for question in _QUESTIONS:
            results = opened.search(question)
            shown = [json.dumps(plainly.results_json(opened, results, 50)), *plainly.results_lines(opened, results, 50)]
            if any(control(line) for line in shown):
                return f"a control character in the answers to {question!r}"
        return _extracted(corpus, opened) or _exported(opened, brief, dice)


def _extracted(corpus: Path, opened: Library) -> str | None:
    """Are the articles of the index those that `extract --json` prints?"""
    paths = sorted({row.path for row in opened.rows})
    files = [str(corpus / path) for path in paths]
    done = _command("extract", "--json", "--actors", str(corpus / "actors.yaml"), *files, seed=2)
    if done.returncode != 0 or "Traceback" in done.stderr:
        return f"extract ended with {done.returncode}: {done.stderr[-500:]}"
    printed = [_alone(json.loads(line)) for line in done.stdout.splitlines()]
    rows = sorted(opened.rows, key=lambda row: paths.index(row.path))
    kept = [_alone(json.loads(json.dumps(article_json(opened.article(row.id))))) for row in rows]
    left = [told for told in printed if told not in kept]
    return f"extract and the index disagree: {str(left[:1])[:400]}" if left or len(printed) != len(kept) else None


def _alone(told: dict[str, object]) -> dict[str, object]:
    """Without what a file's place in a corpus says."""
    return {name: value for name, value in told.items() if name not in ("path", "id")}


def _exported(opened: Library, brief: Path, dice: random.Random) -> str | None:
    """A brief of all articles, in which every quotation is found again."""
    ids = [row.id for row in opened.rows]
    if not ids:
        return None
    opened.export(Commission(ids=tuple(ids), query=dice.choice(("", "ferry")), full=dice.random() < 0.3), brief)
    text = brief.read_text("utf-8")
    if control(text.replace("\n", "")):
        return "a control character in the brief"
    report = opened.verify(text)
    return None if report.good and report.checked else f"{len(report.checked)} quotations are not all found again"


PART = Part("carried", "P6, P8, P11", full=34, small=1, begin=_begin)
