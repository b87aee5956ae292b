"""Many at one corpus: writers that change and index it, readers that ask, hold on and follow, others that mark."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing import library
from briefing.article import article_json
from briefing.index import generations
from briefing.library import Library
from briefing.paths import index_folder
from torture import answers, folders
from torture.apart import Apart, Wrong, apart
from torture.trial import Attempt, Part

WRITERS, READERS, ROUNDS = 2, 4, 2
BY_COMMAND = 10
"""One trial of so many has a writer and a reader of the real command line too."""
COUNT = 8
WAITING = re.compile(
    r"waiting for (another process|process \d+ \(since \d\d:\d\d:\d\d\)), which is bringing this index up to date"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a trial takes place; every answer is noted with the generation and the naming that gave it."""

    corpus: Path
    published: Path
    """The states that were published, a line each, in their order."""


@contextmanager
def begin(folder: Path) -> Iterator[Attempt]:
    """Every trial has a corpus and a state of its own, which those that come first make at the same time."""
    library.index(folders.make(folder / "first", 1))
    with closing(Library.open(folder / "first")) as opened:
        answers.of(opened)

    def attempt(number: int, dice: random.Random) -> str | None:
        home = folder / f"{number}"
        scene = Scene(folders.make(home / "corpus", COUNT, number), home / "published")
        before = os.environ["BRIEFING_STATE"]
        os.environ["BRIEFING_STATE"] = str(home / "state")
        try:
            if dice.random() < 0.6:
                apart(_noting(scene, lambda: index(scene)))
            return _crowd(scene, dice, by_command=number % BY_COMMAND == BY_COMMAND - 1)
        except Wrong as wrong:
            return str(wrong)
        finally:
            os.environ["BRIEFING_STATE"] = before
            shutil.rmtree(index_folder(scene.corpus), ignore_errors=True)
            shutil.rmtree(home)

    yield attempt


def _crowd(scene: Scene, dice: random.Random, *, by_command: bool) -> str | None:
    """All of them at once; what is wrong with what they were told, or with what they leave behind."""

    def of(role: Callable[[Scene, random.Random], object]) -> Callable[[], object]:
        own = random.Random(dice.random())
        return _noting(scene, lambda: role(scene, own))

    roles = [write] * WRITERS + [read] * READERS + [mark]
    working = [Apart(of(role)) for role in roles]
    commands = [_command(scene, *words) for words in (["index"], ["list", "--json"])] if by_command else []
    came: list[Any] = []
    try:
        for number, process in enumerate(working):
            try:
                came.append(process.outcome())
            except Wrong as wrong:
                return f"{roles[number].__name__}: {wrong}"
        for shell in commands:
            said = shell.communicate(timeout=60)[1]
            if shell.returncode or "Traceback" in said:
                return f"{shell.args!r} ended with {shell.returncode}: {said}"
    finally:
        for process in working:
            process.end()
        for shell in commands:
            shell.kill()
            shell.wait()
    told = came[WRITERS : WRITERS + READERS]
    return _one_truth(scene, told) or _tidy(scene) or _in_peace(scene, came[-1])


def _noting(scene: Scene, work: Callable[[], object]) -> Callable[[], object]:
    """The work, for a process that notes each generation that it publishes."""

    def noting() -> object:
        publish = generations.publish

        def noted(*arguments: Any, **named: Any) -> Path:
            target = publish(*arguments, **named)
            with scene.published.open("a") as file:
                file.write(f"{target.name}\n")
            return target

        generations.publish = noted
        return work()

    return noting


def _command(scene: Scene, *words: str) -> subprocess.Popen[str]:
    """The command line, in an interpreter of its own."""
    code = "import sys; from torture import crowd; sys.exit(crowd.command(*sys.argv[1:]))"
    command = [sys.executable, "-c", code, str(scene.published), *words, "--corpus", str(scene.corpus)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def command(published: str, *words: str) -> object:
    """Run a command as from a shell."""
    from briefing.cli import main

    return _noting(Scene(Path(), Path(published)), lambda: main(list(words)))()


def index(scene: Scene, *, rebuild: bool = False) -> list[str]:
    """Bring the index up to date; what was said meanwhile."""
    said: list[str] = []
    library.index(scene.corpus, rebuild=rebuild, say=said.append)
    return said


def write(scene: Scene, dice: random.Random) -> list[str]:
    """Change files and index them, again and again; what was said while waiting."""
    said: list[str] = []
    for _ in range(ROUNDS):
        for _ in range(dice.randint(1, 3)):
            _change(scene.corpus, dice)
        said += index(scene, rebuild=dice.random() < 0.2)
    if not all(WAITING.fullmatch(words) for words in said):
        raise AssertionError(f"a writer was told {said}")
    return said


def _change(corpus: Path, dice: random.Random) -> None:
    """Add, change, replace or remove a file, or change who is who."""
    file = corpus / f"{dice.randrange(COUNT * 2):04}.txt"
    match dice.randrange(6):
        case 0:
            file.unlink(missing_ok=True)
        case 1:
            made = corpus / f".{os.getpid()}"
            made.write_text(folders.ACTORS.replace("Ms Ilven", f"Dr Ilven {dice.randrange(3)}"), "utf-8")
            made.rename(corpus / "actors.yaml")
        case _:
            made = corpus / f".{os.getpid()}"
            made.write_text(folders.article(dice.randrange(10**6)), "utf-8")
            made.rename(file)


def read(scene: Scene, dice: random.Random) -> list[tuple[str, str, str]]:
    """Open, ask, hold on, follow; (generation, naming, answers) as they were told, in order."""
    if dice.random() < 0.5:
        _dawdle(dice)
    told: list[tuple[str, str, str]] = []
    for _ in range(ROUNDS):
        with closing(Library.open(scene.corpus)) as opened:
            if opened.events:
                raise AssertionError(f"a reader was told {opened.events}")
            told.append(_told(opened))
            for _ in range(dice.randint(0, 3)):
                time.sleep(dice.random() * 0.05)
                if _told(opened) != told[-1]:
                    raise AssertionError("a generation that is held does not answer as it did")
                opened.refresh()
                told.append(_told(opened))
            if opened.rows:
                opened.brief([dice.choice(opened.rows).id])
    return told


def _dawdle(dice: random.Random) -> None:
    """From now on this process is slow between one look at a file and the next."""

    def heard(event: str, _: object) -> None:
        if event in ("open", "fcntl.flock") and dice.random() < 0.3:
            time.sleep(dice.random() * 0.05)

    sys.addaudithook(heard)


def _told(opened: Library) -> tuple[str, str, str]:
    """Which generation answers, with which naming, and what; marks, which others are setting, are left out."""
    generation = opened._searcher._generation.folder.name
    rows = [(row.id, row.path, row.title, row.date_label, row.actors, row.factions) for row in opened.rows]
    articles = [article_json(opened.article(row.id)) for row in opened.rows]
    hits = [
        [(hit.row.id, hit.possible) for hit in opened.search(question, "date").hits] for question in answers.QUESTIONS
    ]
    return generation, opened.gazetteer.digest, str(hash(json.dumps([rows, articles, hits], default=str)))


def mark(scene: Scene, dice: random.Random) -> dict[str, bool]:
    """Star articles, and take that back; what was acknowledged last."""
    acknowledged: dict[str, bool] = {}
    with closing(Library.open(scene.corpus)) as opened:
        for _ in range(10):
            if opened.rows:
                id, on = dice.choice(opened.rows).id, dice.random() < 0.7
                opened.mark([id], starred=on)
                acknowledged[id] = on
            opened.refresh()
    return acknowledged


def _one_truth(scene: Scene, readers: list[list[tuple[str, str, str]]]) -> str | None:
    """Every state that was told was published, nobody was told of an older one later, and all were told the same."""
    order = {name: number for number, name in enumerate(scene.published.read_text().split())}
    same: dict[tuple[str, str], set[str]] = defaultdict(set)
    for told in readers:
        names = [name for name, _, _ in told]
        if unknown := set(names) - order.keys():
            return f"readers were told of {unknown}, which nobody published"
        if sorted(names, key=order.__getitem__) != names:
            return f"a reader went back in time: {names}"
        for name, naming, answer in told:
            same[name, naming].add(answer)
    mixed = [key for key, told in same.items() if len(told) > 1]
    return f"answers differ for {mixed}" if mixed else None


def _tidy(scene: Scene) -> str | None:
    """What is left besides the last two generations once nobody holds one any more."""
    apart(_noting(scene, lambda: index(scene)))
    left = {path.name for path in index_folder(scene.corpus).iterdir()}
    kept = {name for name in left if name.startswith("g-")}
    if "draft" in left or len(kept) > generations.KEPT:
        return f"left behind: {sorted(left)}"
    return None


def _in_peace(scene: Scene, acknowledged: dict[str, bool]) -> str | None:
    """Is it, in the end, as if nobody else had been there?"""

    def look() -> str | None:
        with closing(Library.open(scene.corpus)) as opened:
            now = _told(opened)[1:]
            lost = [id for id, on in acknowledged.items() if opened.marks(id).starred != on]
        if lost:
            return f"marks were acknowledged and are not there: {lost}"
        os.environ["BRIEFING_CACHE"] = str(scene.corpus.parent / "other")
        library.index(scene.corpus)
        with closing(Library.open(scene.corpus)) as opened:
            return None if _told(opened)[1:] == now else "the index is not that of a folder indexed from the beginning"

    found = apart(look)
    return str(found) if found else None


PART = Part("crowd", "P4", full=200, small=2, begin=begin)
