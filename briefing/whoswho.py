"""Which actors file a corpus goes by: found, read, and written to where the user overrules the naming."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing import paths
from briefing.actors import NOBODY, Gazetteer
from briefing.index import generations

if TYPE_CHECKING:
    from briefing.judgements import Decision
    from briefing.naming.judging import Written
    from briefing.naming.lint import Finding

Actors = Path | Literal["none"] | None
"""An actors file; `none` for nobody; None for the one in the corpus folder, if any."""
WORTH_KEEPING = 200_000
"""Bytes of a file for whose sake an index folder is made."""
_LAST_GOOD = "actors.last-good.yaml"


class LibraryError(Exception):
    """Something a person has to hear: what happened, where, and what to do. `code` is the exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


class NoActorsFile(LibraryError):
    """There is no file yet that could keep a judgement; whoever asks may have it made."""


@dataclass(frozen=True, slots=True)
class Done:
    """A judgement that was written, and where."""

    file: Path
    written: Written


def actors_file(corpus: Path, actors: Actors) -> Path | None:
    """The file that says who is who, where there is one."""
    from briefing.intake import scan

    if actors == "none":
        return None
    if actors is not None:
        return actors
    try:
        return next((file for name in scan.ACTORS_FILES if (file := corpus / name).is_file()), None)
    except OSError as error:
        raise LibraryError(f"{corpus} cannot be read: {error.strerror}.") from error


def gazetteer_for(corpus: Path, actors: Actors) -> Gazetteer:
    """Who is known; LibraryError with every mistake of the file."""
    from briefing.naming.mistakes import Mistakes

    file = actors_file(corpus, actors)
    if file is None:
        return NOBODY
    try:
        return _read(corpus, file)
    except Mistakes as error:
        raise LibraryError("the actors file has mistakes:\n" + "\n".join(error.lines)) from error
    except OSError as error:
        raise LibraryError(f"the actors file {file} cannot be read: {error.strerror}.", 2) from error


def _read(corpus: Path, file: Path) -> Gazetteer:
    """The gazetteer of a file; what was made of the same bytes before is taken from beside the index."""
    from briefing.naming import kept
    from briefing.naming.raw import raw as raw_of

    raw = raw_of(file)
    with suppress(OSError, paths.PathsError):
        if known := kept.load(paths.index_folder(corpus), sha256(raw).hexdigest()):
            return known
    known = _parse(raw, file.name)
    with suppress(OSError, paths.PathsError):
        if corpus.is_dir() and (paths.index_folder(corpus).is_dir() or len(raw) > WORTH_KEEPING):
            kept.keep(generations.prepared_folder(corpus), known)
    return known


def _parse(raw: bytes, name: str) -> Gazetteer:
    """The room that reads the file takes longer to wake than what was kept of it takes to load."""
    from briefing.naming import actorsfile

    return actorsfile.parse(raw, name)


def forgiving_gazetteer(corpus: Path, actors: Actors) -> tuple[Gazetteer, list[str]]:
    """As `gazetteer_for`, but a mistake in the corpus's own file costs a notice: the last good one is used."""
    try:
        return gazetteer_for(corpus, actors), []
    except LibraryError as error:
        if actors is not None:
            raise
        notice = f"{error}\nUntil that is mended, names are those of the last good file."
    from briefing.naming.mistakes import Mistakes
    from briefing.naming.raw import raw

    try:
        last = paths.index_folder(corpus) / _LAST_GOOD
        if last.is_file() and not last.is_symlink():
            return _parse(raw(last), last.name), [notice]
        why = ""
    except OSError as failed:
        why = f", as the last good file cannot be read ({failed.strerror})"
    except Mistakes:
        why = ", as the last good file has mistakes too"
    return NOBODY, [notice.replace("names are those of the last good file", f"nobody is known by name{why}")]


def keep_last_good(corpus: Path, actors: Actors, known: Gazetteer) -> None:
    """Keep a copy of a file without mistakes, for the day it has one; not of what has taken its place since."""
    from briefing.naming.mistakes import Mistakes
    from briefing.naming.raw import raw

    file = actors_file(corpus, actors)
    with suppress(Mistakes, FileNotFoundError):
        if file is not None and sha256(found := raw(file)).hexdigest() == known.digest:
            paths.write_atomically(paths.index_folder(corpus) / _LAST_GOOD, found, overwrite=True)


def lint(corpus: Path, actors: Actors) -> tuple[str, list[Finding]]:
    """The name of the actors file, and all that is wrong with it, in its order. LibraryError where there is none."""
    file = actors_file(corpus, actors)
    if file is None:
        raise LibraryError(f"there is no actors file in {corpus}.", 2)
    from briefing.naming import lint as linting

    try:
        return file.name, linting.findings(file)
    except OSError as error:
        raise LibraryError(f"the actors file {file} cannot be read: {error.strerror}.", 2) from error


def judge(corpus: Path, actors: Actors, decision: Decision, known: Gazetteer, *, create: bool = False) -> Done | str:
    """Write a decision into the actors file; why nothing was written, where it says so already.

    NoActorsFile where there is none and `create` is not set; LibraryError where it is refused or cannot be written.
    """
    from briefing.intake import scan

    if actors == "none":
        raise LibraryError("Nobody is known by name here (--actors none), so a judgement has no file to be kept in.")
    file = actors_file(corpus, actors)
    if file is None or not (file.exists() or file.is_symlink()):
        file = file or corpus / scan.ACTORS_FILES[0]
        if not create:
            raise NoActorsFile(f"There is no {file.name} yet to keep this in.")
    from briefing.naming import judging

    with _in_words(file):
        written = judging.write(file, decision, date.today(), known=known)
    return written if isinstance(written, str) else Done(file, written)


def take_back(done: Done) -> str:
    """Put back the file as it was; what was undone, in words. LibraryError where it was changed since."""
    from briefing.naming import judging

    with _in_words(done.file):
        judging.take_back(done.file, done.written)
    return f"judgement taken back: {done.written.words}"


@contextmanager
def _in_words(file: Path) -> Iterator[None]:
    """Every failure to write as a LibraryError."""
    from briefing.naming.considering import Refused
    from briefing.naming.mistakes import Mistakes

    try:
        yield
    except Refused as refused:
        raise LibraryError(str(refused)) from refused
    except Mistakes as error:
        lines = "\n".join(error.lines)
        raise LibraryError(f"Nothing is written into an actors file with mistakes:\n{lines}") from error
    except OSError as error:
        raise LibraryError(f"{file} cannot be written: {error.strerror}. It is as it was.") from error
