"""What is kept for good and how that is told: marks, tags, notes, the working list and searches. For threads."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.library import Library
from briefing.paths import PathsError, state_folder, write_atomically
from briefing.state import LONGEST_TAG, QUOTES, Note, Shelved, StateError, paragraph_number, words_hash
from briefing.tui.messages import Tell
from briefing.tui.subject import Subject

if TYPE_CHECKING:
    from briefing.article import Article

ARTICLE = 0
"""The place of a note or a passage that is about the article; paragraphs are counted from 1."""


@dataclass(frozen=True, slots=True)
class Page:
    """A place that a note can be written at, and what is written there."""

    place: int
    words: str
    """The title of the article, or the paragraph."""
    text: str


class Written(dict[int, str]):
    """What was written, by place, on these pages as they were when that was begun."""

    def __init__(self, written: Mapping[int, str], pages: Collection[Page]) -> None:
        super().__init__(written)
        self.began = {page.place: page.text for page in pages}
        self.about = {page.place: page.words for page in pages}


class Waiting:
    """What left the screen and is not on the disk yet: should the reader end meanwhile, it is still there."""

    def __init__(self) -> None:
        self._written: list[Written] = []

    def add(self, written: Written) -> None:
        """It leaves the screen."""
        self._written.append(written)

    def drop(self, written: object) -> None:
        """It is kept, or on the screen again."""
        self._written = [other for other in self._written if other is not written]

    def rescue(self) -> list[str]:
        """The reader has ended: where it is now, in sentences."""
        left, self._written = self._written, []
        return [rescue(written) for written in left]


waiting = Waiting()


def counted(articles: int) -> str:
    """`1 article`, `1,204 articles`."""
    return "1 article" if articles == 1 else f"{articles:,} articles"


def all_read(library: Library, subject: Subject) -> Tell:
    """Mark everything that is listed as read, or all that is selected."""
    results = subject.results
    if results is None or results.more:
        return Tell("the list is still being opened: once more in a moment", problem=True)
    ids: Collection[str] = subject.selected or results.ids
    try:
        changed = library.state.set("read", ids, True)
    except StateError as error:
        return Tell(str(error), problem=True)
    return Tell(f"{counted(changed)} marked read · u takes it back" if changed else "all of it was read before")


def tag(library: Library, ids: Collection[str], changes: Mapping[str, bool]) -> Tell:
    """Put tags on articles and take others off."""
    done = []
    try:
        for name, on in changes.items():
            library.state.set(f"tag:{name}", ids, on)
            done.append(f"{'tagged' if on else 'no longer tagged'} {name}")
    except StateError as error:
        return Tell(str(error), problem=True)
    return Tell((f"{counted(len(ids))} " if len(ids) > 1 else "") + ", ".join(done))


def check_name(name: str) -> None:
    """ValueError for a name that no query could ask for."""
    if not name:
        raise ValueError("a name is needed")
    if QUOTES & set(name):
        raise ValueError("a name has no quotation marks: a query could not ask for it")


def check_tag(name: str) -> None:
    """ValueError for what can be no tag."""
    check_name(name)
    if len(name) > LONGEST_TAG:
        raise ValueError(f"a tag has at most {LONGEST_TAG} characters; this one has {len(name)}")


def article_meant(library: Library, subject: Subject) -> Article | None:
    """The article to write a note on: the open one in the reader, else the one selected; None where it is gone."""
    opened = subject.opened.article if subject.opened else None
    if opened and (subject.paragraph or len(subject.ids) != 1 or subject.ids[0] == opened.id):
        return opened
    try:
        return library.article(subject.ids[0]) if subject.ids else None
    except KeyError:
        return None


def texts(article: Article) -> list[str]:
    """The words of each paragraph."""
    return [article.body[start:end] for start, end in article.paragraphs]


def pages(library: Library, article: Article, paragraph: int | None) -> list[Page]:
    """Where a note can be written: on the paragraph one is at, if that is one, and on the article."""
    paragraphs, found = texts(article), library.state.notes(article.id)
    places = [(ARTICLE, article.title)]
    if paragraph and paragraph <= len(paragraphs):
        places.insert(0, (paragraph, paragraphs[paragraph - 1]))
    return [
        Page(place, words, "\n".join(note.text for note in found if _place(note, paragraphs) == place))
        for place, words in places
    ]


def _place(kept: Note | Shelved, paragraphs: list[str]) -> int:
    """Where it stands by now; what was about a paragraph that is gone is about the article."""
    return paragraph_number(kept.paragraph, kept.words, paragraphs) or ARTICLE


def note(library: Library, article: Article, written: Mapping[int, str]) -> Tell:
    """Write notes by their places, each in place of all that stands there, or that stood there when it was begun."""
    paragraphs = texts(article)
    began: Mapping[int, str] = written.began if isinstance(written, Written) else {}
    done, met = "", False
    try:
        for place, text in written.items():
            there = [note for note in library.state.notes(article.id) if _place(note, paragraphs) == place]
            words = words_hash(paragraphs[place - 1]) if place else ""
            both = library.state.note(article.id, text, place or None, words, instead=there, began=began.get(place))
            how = "kept" if both or text.strip() else "removed"
            done = f"note on {f'paragraph {place}' if place else 'the article'} {how}"
            met |= both
    except StateError as error:
        return Tell(str(error), problem=True)
    waiting.drop(written)
    said = done if len(written) == 1 else f"{len(written)} notes kept"
    return Tell(f"{said} · with what somebody else wrote there meanwhile" if met else said)


def rescue(written: Written) -> str:
    """Write notes that could not be kept into a file; where they are now, in a sentence."""
    text = "\n".join(f"Note on: {written.about[place]}\n\n{words}\n" for place, words in written.items())
    for folder in _places():
        with contextlib.suppress(OSError):
            return f"What you wrote is in\n{_written(folder, text)}"
    return f"What you wrote could not be written anywhere; here it is:\n{text}"


def _places() -> Iterator[Path]:
    """Where notes are rescued to, the best first."""
    with contextlib.suppress(OSError, PathsError):
        yield state_folder()
    with contextlib.suppress(OSError):
        yield Path(tempfile.gettempdir())
    with contextlib.suppress(OSError):
        yield Path.cwd()


def _written(folder: Path, text: str) -> Path:
    """A new file of this folder, for its owner only; OSError, and nothing is left there, where that cannot be."""
    for number in count(1):
        path = folder / f"note-not-kept-{date.today():%Y-%m-%d}-{number}.txt"
        with contextlib.suppress(FileExistsError):
            write_atomically(path, text.encode("utf-8", "replace"))
            break
    return path


def work(library: Library, subject: Subject) -> Tell:
    """Put on the working list what one is at, a paragraph or articles; take it off where all of it is there."""
    try:
        if subject.paragraph and subject.opened:
            return _work_passage(library, subject.opened.article, subject.paragraph)
        there = {item.article for item in library.state.shelf() if item.paragraph is None}
        on = not there.issuperset(subject.ids)
        library.state.shelve([Shelved(id) for id in subject.ids], on)
    except StateError as error:
        return Tell(str(error), problem=True)
    return _told(counted(len(subject.ids)) if len(subject.ids) > 1 else "the article", on)


def _work_passage(library: Library, article: Article, paragraph: int) -> Tell:
    paragraphs = texts(article)
    there = [
        item for item in library.state.shelf(article.id) if item.paragraph and _place(item, paragraphs) == paragraph
    ]
    wanted = there or [Shelved(article.id, paragraph, words_hash(paragraphs[paragraph - 1]))]
    library.state.shelve(wanted, not there)
    return _told(f"paragraph {paragraph}", not there)


def _told(what: str, on: bool) -> Tell:
    return Tell(f"{what} {'put on the working list · L shows it' if on else 'taken off the working list'}")


def save(library: Library, name: str, query: str) -> Tell:
    """Keep a search under a name."""
    try:
        before = library.state.saved().get(name)
        library.state.save(name, query)
    except StateError as error:
        return Tell(str(error), problem=True)
    instead = f" instead of {before}" if before not in (None, query) else ""
    return Tell(f"kept as {name}{instead} · p lists what is kept")
