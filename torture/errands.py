"""Commands to whose files something happens at the moment at which they are opened, or before they are replaced."""

from __future__ import annotations

import contextlib
import io
import os
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from briefing import library
from briefing.cli import main
from torture import deeds
from torture.deeds import SECRET, Place

Moment = Literal["before", "opened", "named"]


@dataclass(frozen=True, slots=True)
class Errand:
    """A command, the file that something happens to, and what and when."""

    words: tuple[str, ...]
    victim: str
    deed: str
    moment: Moment

    def __str__(self) -> str:
        return f"`{' '.join(self.words)}` while {self.victim} becomes {self.deed}, {self.moment}"


READ: tuple[tuple[tuple[str, ...], str], ...] = (
    (("list", "--json"), "corpus/actors.yaml"),
    (("list", "--json"), "config/config.yaml"),
    (("index",), "corpus/actors.yaml"),
    (("actors", "lint"), "corpus/actors.yaml"),
    (("actors", "list", "--actors", "own.yaml"), "own.yaml"),
    (("extract", "--json", "corpus/north/a.txt"), "corpus/north/a.txt"),
    (("show", "corpus/north/a.txt"), "corpus/north/a.txt"),
    (("add", "new.txt"), "new.txt"),
    (("verify", "brief.md"), "brief.md"),
    (("verify", "brief.md"), "corpus/north/a.txt"),
    (("bundle", "brief.md", "-o", "made.zip"), "brief.md"),
    (("bundle", "brief.md", "-o", "made.zip"), "corpus/north/a.txt"),
    (("bundle", "brief.md", "-o", "made.zip"), "corpus/north"),
    (("verify", "brief.md"), "corpus/north"),
    (("state", "import", "kept.jsonl"), "kept.jsonl"),
)
WRITTEN: tuple[tuple[tuple[str, ...], str], ...] = (
    (("export", "--query", "ferry OR talks", "-o", "out.md"), "out.md"),
    (("export", "--query", "ferry OR talks", "-o", "brief.md", "--force"), "brief.md"),
    (("export", "--update", "brief.md"), "brief.md"),
    (("bundle", "brief.md", "-o", "made.zip", "--force"), "made.zip"),
    (("state", "export", "kept-too.jsonl"), "kept-too.jsonl"),
    (("add", "new.txt"), "corpus/new.txt"),
)
HAPPENS = (
    *("deleted", "emptied", "huge", "a pipe", "a link to a secret", "a link to zeros without end"),
    *("a link to itself", "a folder", "a socket", "a device"),
)
PLANTED = ("a pipe", "a link to a secret", "a link to zeros without end", "a link to nothing", "a folder", "a socket")


def _errands() -> Iterator[Errand]:
    for words, victim in READ:
        for deed in deeds.TO_FOLDERS if victim == "corpus/north" else HAPPENS:
            yield Errand(words, victim, deed, "before")
            yield Errand(words, victim, deed, "opened")
    for words, victim in WRITTEN:
        for deed in PLANTED:
            yield Errand(words, victim, deed, "before")
            yield Errand(words, victim, deed, "named")


ERRANDS = tuple(_errands())


def tried(errand: Errand, place: Place, dice: random.Random) -> str | None:
    """Have everything there that commands want, then run the one; what is wrong."""
    _prepare(place)
    before = deeds.digest(place.outside)
    victim, done = place.home / errand.victim, list[bool]()
    deed = (deeds.TO_FOLDERS if errand.victim == "corpus/north" else deeds.TO_FILES)[errand.deed]

    def do() -> None:
        if not done:
            done.append(True)
            if not os.path.lexists(victim):
                victim.write_text("Planted.\n", "utf-8")
            deed(place, victim)

    if errand.moment == "before":
        do()
    else:
        listen(victim, ("open", "os.scandir") if errand.moment == "opened" else ("os.rename", "os.link"), do)
    code, said = run(*errand.words)
    done.append(True)
    if code not in (0, 1, 2):
        return f"the exit code is {code}: {said}"
    if "Traceback" in said or not (said.strip() or code == 0):
        return f"ended with {code} and said {said!r}"
    if SECRET in said:
        return f"told of the outside: {said[:500]}"
    if deeds.digest(place.outside) != before:
        return "the folder outside was changed"
    made = [
        path for path in (place.home / "made.zip", place.home / "out.md") if path.is_file() and not path.is_symlink()
    ]
    return next((f"{path.name} holds what is outside" for path in made if SECRET.encode() in path.read_bytes()), None)


def _prepare(place: Place) -> None:
    """An index, a brief, an actors file beside the corpus, a state that was exported, an article to add."""
    os.chdir(place.home)
    for name in ("STATE", "CACHE", "CONFIG"):
        os.environ[f"BRIEFING_{name}"] = str(place.home / name.lower())
    os.environ["BRIEFING_CORPUS"] = "corpus"
    (place.home / "config").mkdir()
    (place.home / "config" / "config.yaml").write_text("follow: false\n", "utf-8")
    (place.home / "own.yaml").write_bytes((place.corpus / "actors.yaml").read_bytes())
    (place.home / "new.txt").write_text("New\n\n4 May 2021\n\nA ferry sailed.\n", "utf-8")
    library.index(place.corpus)
    for words in (("export", "--query", "ferry OR talks", "-o", "brief.md"), ("state", "export", "kept.jsonl")):
        code, said = run(*words)
        if code:
            raise AssertionError(f"{words} ended with {code}: {said}")
    deeds.edit(place.corpus / "north" / "a.txt", "Talks went on")


def run(*words: str) -> tuple[int, str]:
    """The exit code of a command, and all that it said."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = main(list(words))
        except SystemExit as ended:
            code = int(ended.code or 0)
    return code, said.getvalue()


def listen(target: Path, events: tuple[str, ...], do: Callable[[], None]) -> None:
    """Do it as soon as this process, which will never be rid of it, is about to do that to something of this name."""
    names = {target.name, str(target), os.path.relpath(target)}

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        if event in events and any(str(argument) in names for argument in arguments[:2]):
            do()

    sys.addaudithook(heard)
