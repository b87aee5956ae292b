"""`briefing state`: marks, tags, notes, searches and the working list as text."""

from __future__ import annotations

import argparse
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from briefing import paths
from briefing.cli import FAILED, FINE, Usage, corpus_of, piped, put, say
from briefing.inert import inert_line
from briefing.state import LONGEST_LINE, State, StateError


def run(asked: argparse.Namespace) -> int:
    """Export to a file, or import from one."""
    corpus = corpus_of(asked)
    if asked.what == "import" and not corpus.is_dir():
        raise Usage(f"there is no folder {corpus} to whose articles these marks and notes could belong.")
    with State.open(paths.state_folder(), corpus) as state:
        for notice in state.notices:
            say(notice)
        if asked.what == "import":
            return _import(state, asked.file, corpus)
        return _export(state, asked.file, corpus, overwrite=asked.force)


def _export(state: State, file: str, corpus: Path, *, overwrite: bool) -> int:
    """Also of a folder that is gone by now: so what was kept about it can go with it."""
    lines = list(state.export_lines())
    if len(lines) == 1 and not corpus.is_dir():
        raise Usage(f"there is no folder {corpus}, and nothing was kept about one.")
    if file == "-":
        for line in lines:
            put(line)
        return FINE
    _write("\n".join([*lines, ""]), Path(file), corpus, overwrite=overwrite)
    say(f"{_counted(len(lines) - 1)} written to {file}")
    return FINE


def _write(text: str, target: Path, corpus: Path, *, overwrite: bool) -> None:
    """For its owner's eyes only, whoever may read the folder."""
    name = inert_line(str(target))
    try:
        if why := paths.refusal(target, corpus):
            raise StateError(f"{name} was not written: {why}.")
        paths.write_atomically(target, text.encode("ascii"), overwrite=overwrite, outside=corpus)
    except FileExistsError as error:
        raise StateError(f"{name} exists already. Nothing was written; --force replaces it.") from error
    except OSError as error:
        raise StateError(f"{name} was not written: {error.strerror}; choose another place.") from error


def _import(state: State, file: str, corpus: Path) -> int:
    try:
        with _opened(file) as stream:
            taken = state.import_lines(_lines(stream))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "no file has such a name"
        say(f"briefing: {inert_line(file)} was not read: {why}. Nothing was imported.")
        return FAILED
    say(f"{_counted(taken)} taken over, for {corpus}")
    return FINE


@contextmanager
def _opened(file: str) -> Iterator[TextIO]:
    """A file or a pipe; one that nobody writes to is empty, and nobody waits for it."""
    if file == "-":
        yield io.TextIOWrapper(piped(), "utf-8-sig", errors="replace", newline="\n")
        return
    handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
    os.set_blocking(handle, True)
    with open(handle, encoding="utf-8-sig", errors="replace", newline="\n") as stream:
        yield stream


def _lines(stream: TextIO) -> Iterator[str]:
    """Line by line; what is longer than any line of ours comes in pieces, of which none will be taken."""
    return iter(lambda: stream.readline(LONGEST_LINE + 1), "")


def _counted(records: int) -> str:
    return "1 record" if records == 1 else f"{records:,} records"
