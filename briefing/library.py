"""The façade that the screen, the command line and Python users share: one corpus, opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from briefing.actors import Gazetteer
from briefing.article import Article
from briefing.cast import Company
from briefing.results import Results, Row, Snippet

Sort = Literal["date", "oldest", "relevance", "source", "unread"]


@dataclass(frozen=True, slots=True)
class Marks:
    """What the reader did with one article."""

    read: bool = False
    starred: bool = False
    aside: bool = False


class LibraryError(Exception):
    """Something a person has to hear: what happened, where, and what to do."""


class Library:
    """A corpus with its index, its actors file and the reader's state."""

    corpus: Path
    gazetteer: Gazetteer
    notices: tuple[str, ...]
    """Sentences to tell the user once: mistakes in the actors file, files changed since the index was built."""
    rows: Sequence[Row]
    """Every article, newest first, undated last."""

    @classmethod
    def open(cls, corpus: Path, actors: Path | Literal["none"] | None = None) -> Self:
        """Open the newest generation; LibraryError where there is no corpus or no index yet."""
        raise NotImplementedError

    def refresh(self) -> bool:
        """Swap in a newer generation, where one was published; True if so."""
        raise NotImplementedError

    def search(self, text: str, sort: Sort | None = None) -> Results:
        """Answer a query; the empty one lists everything. QueryError where it cannot be understood.
        Without a sort: relevance where the query holds words, else date."""
        raise NotImplementedError

    def snippet(self, results: Results, row: Row) -> Snippet:
        """The window around the first hit."""
        raise NotImplementedError

    def resolve(self, prefix: str) -> Row:
        """The one article whose id begins so; LibraryError for none or several."""
        raise NotImplementedError

    def article(self, id: str) -> Article:
        """One article with all its facts."""
        raise NotImplementedError

    def companies(self, article: Article) -> list[Company]:
        """Its actors under their factions, as they were on that day."""
        raise NotImplementedError

    def matches(self, results: Results, text: str) -> list[tuple[int, int]]:
        """Where the words of the query stand in a text, in order; names with all their spellings."""
        raise NotImplementedError

    def count(self, actor: str) -> int:
        """How many articles mention this listed actor."""
        raise NotImplementedError

    def marks(self, id: str) -> Marks:
        """What the reader did with the article."""
        raise NotImplementedError

    def mark(
        self,
        ids: Iterable[str],
        *,
        read: bool | None = None,
        starred: bool | None = None,
        aside: bool | None = None,
    ) -> None:
        """Set what is given, for all the ids at once; durable when this returns."""
        raise NotImplementedError

    def undo(self) -> str | None:
        """Take the last `mark` of this session back; what was undone, in words, or None."""
        raise NotImplementedError

    def export(
        self,
        ids: Sequence[str],
        target: Path | None,
        *,
        query: str = "",
        form: str = "md",
        overwrite: bool = False,
    ) -> Path:
        """Write a brief; without a target, into the working folder under a safe name made from the title.
        FileExistsError where the target exists and `overwrite` is not set; LibraryError where it cannot be written."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the index and the state."""
        raise NotImplementedError


Progress = Callable[[str, int, int], None]
