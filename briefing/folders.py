"""What is done with a folder of articles that need not be open: indexing it, reading its files, adding to it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import journal
from briefing.actors import NOBODY, Actor, Gazetteer, Group, Place
from briefing.below import real
from briefing.bounded import SECONDS, SECONDS_OF_A_FILE, each_within
from briefing.files import Counts, Unreadable
from briefing.index import generations
from briefing.paths import index_folder
from briefing.whoswho import Actors, LibraryError, forgiving_gazetteer, keep_last_good

if TYPE_CHECKING:
    from briefing.article import Article, Page
    from briefing.index.tasks import Work
    from briefing.naming.comparing import Verdict

Progress = Callable[[str, int, int], None]
Say = Callable[[str], None]
_SHUT = (
    "{} may not be read (Permission denied). Give yourself that right: chmod u+rx, there and on the folders above it."
)


@cache
def work(ner: str | None = None) -> Work:
    """What the builder is handed; its version is a hash of the rules by which pages are read, and of the model."""
    from briefing.index.tasks import Work
    from briefing.intake import formats, scan
    from briefing.naming import gathering
    from briefing.reading import read

    house = Path(__file__).parent
    files = (file for room in ("intake", "facts", "naming") for file in (house / room).rglob("*.*"))
    rules = [house / "reading.py", *(file for file in files if file.suffix in (".py", ".txt", ".tsv"))]
    model = f"\0{ner}".encode() if ner else b""
    version = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(rules)) + model).hexdigest()
    reading = partial(read, ner=ner)
    return Work(scan.scan, formats.load, reading, gathering.gather, version, formats.digest)


def largest() -> int:
    """Bytes of a file that can be added at most."""
    from briefing.intake import formats

    return formats.LARGEST_WITH_PICTURES


def check(corpus: Path) -> None:
    """LibraryError where there is no such folder (code 2), or it may not be read (code 1)."""
    try:
        kind = corpus.stat().st_mode
    except PermissionError as error:
        raise LibraryError(_SHUT.format(corpus)) from error
    except (OSError, ValueError):
        kind = 0
    if not kind:
        raise LibraryError(
            f"there is no folder {corpus}. Name the folder of your articles: briefing DIR, or --corpus DIR; "
            "or make it and put articles into it.",
            2,
        )
    if not stat.S_ISDIR(kind):
        raise LibraryError(f"{corpus} is a file, not a folder of articles. `briefing extract {corpus}` reads it.", 2)
    if not os.access(corpus, os.R_OK | os.X_OK):
        raise LibraryError(_SHUT.format(corpus))


def indexed(corpus: Path) -> bool:
    """Was this corpus ever indexed? LibraryError where there is no such folder."""
    check(corpus)
    return generations.exists(corpus)


def headless(corpus: Path) -> bool:
    """Was it indexed, and lacks what says which index is the newest?"""
    try:
        return generations.unnamed(index_folder(corpus))
    except OSError:
        return False


def index(
    corpus: Path,
    actors: Actors = None,
    *,
    ner: str | None = None,
    rebuild: bool = False,
    progress: Progress | None = None,
    say: Say | None = None,
) -> Counts:
    """Bring the index of a corpus up to date; every file is indexed, skipped or unreadable, and counted.

    `ner` is the spaCy model that proposes names too; LibraryError where it cannot be used.
    """
    from briefing.index import building

    check(corpus)
    _ready(ner)
    gazetteer, notices = forgiving_gazetteer(corpus, actors)
    for notice in notices:
        journal.note("actors-mistaken", corpus=corpus)
        if say:
            say(notice)
    try:
        counts = building.build(corpus, work(ner), gazetteer, rebuild=rebuild, progress=progress, waiting=say)
        if not notices:
            keep_last_good(corpus, actors, gazetteer)
    except OSError as error:
        raise LibraryError(
            f"the index could not be written: {_why(error)}."
            + (" The old one is as it was." if generations.exists(corpus) else "")
        ) from error
    return counts


def begin(corpus: Path, actors: Actors = None, *, ner: str | None = None) -> None:
    """Give a corpus that was never indexed an index without articles, so that it can be opened at once."""
    from briefing.index import building

    check(corpus)
    gazetteer, _ = forgiving_gazetteer(corpus, actors)
    try:
        building.begin(corpus, work(ner), gazetteer)
    except OSError as error:
        raise LibraryError(f"the index could not be written: {_why(error)}.") from error


def _why(error: OSError) -> str:
    """What the system says; with the place and the remedy where that is closed to us."""
    said = error.strerror or str(error)
    if isinstance(error, PermissionError) and error.filename and str(error.filename) not in said:
        return f"{said}: {os.fsdecode(error.filename)}; have it and its folder belong to you, and chmod u+rwX them"
    return said


def compare(a: str, b: str) -> Verdict:
    """Are two names one? `same`, `different` or `unsure`, and the rules or words that say so."""
    from briefing.naming import comparing

    return comparing.compare(a, b)


def counted(articles: int) -> str:
    """`1 article`, `3 articles`, `no article`."""
    from briefing.naming import why as explaining

    return explaining.counted(articles)


def kind_of_entry(entry: Actor | Group | Place) -> str:
    """What an entry of the actors file is, in the words of a mention; of a group also its kind."""
    from briefing.naming import why as explaining

    return explaining.kind_of_entry(entry)


def _ready(ner: str | None) -> None:
    """Load the model that proposes names, where one is asked for; LibraryError where it cannot be used."""
    if not ner:
        return
    from briefing.naming import proposing

    try:
        proposing.spacy_proposer(ner)
    except proposing.NotInstalled as error:
        raise LibraryError(str(error)) from error


def extract(file: Path, gazetteer: Gazetteer, *, ner: str | None = None, below: Path | None = None) -> list[Article]:
    """The articles of one file, wherever it lies; Unreadable with the reason where there are none.

    `below` is the corpus that knows it by this path; no link leads out of that.
    `ner` is the spaCy model that proposes names too; LibraryError where it cannot be used.
    """
    from briefing.article import article_id
    from briefing.intake import formats
    from briefing.reading import read

    _ready(ner)
    raw = formats.read_below(real(below), file.as_posix()) if below else formats.read_file(file)
    pages = formats.pages(str(file), raw)
    reading = (partial(read, page, article_id(page.path, page.entry), gazetteer, ner=ner) for page in pages)
    return list(each_within(SECONDS, SECONDS_OF_A_FILE, reading))


def add(corpus: Path, file: Path | None, raw: bytes | None = None) -> tuple[str, int]:
    """Copy a file, or bytes without a name, into the corpus: (its name there, how many articles it holds).

    Unreadable for what would not be read from there either; nothing is ever replaced.
    """
    from briefing.intake import adding, formats

    check(corpus)
    if raw is None:
        assert file is not None
        if real(file).is_relative_to(real(corpus)):
            raise Unreadable("it lies in the corpus already")
        raw = formats.read_file(file)
    ending = adding.known_ending(file, raw)
    pages = adding.read(ending, raw)
    try:
        return adding.put(corpus, file.stem if file else _called(pages[0]), ending, raw), len(pages)
    except OSError as error:
        raise LibraryError(f"nothing can be written into {corpus}: {error.strerror}.") from error


def _called(page: Page) -> str:
    """The day and title of an article, for its file name."""
    from briefing.article import article_id
    from briefing.reading import read

    article = read(page, article_id(page.path, page.entry), NOBODY)
    day = str(article.published.date) if article.published.dated else ""
    return f"{day} {article.title.removesuffix(' …')}"
