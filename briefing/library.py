"""The façade that the screen, the command line and Python users share: one corpus, opened."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from briefing import crash, journal, paths, whoswho
from briefing.actors import Gazetteer, Group
from briefing.files import WORTH_A_GENERATION, Found, Skipped, Unreadable
from briefing.folders import (
    add,
    begin,
    check,
    compare,
    counted,
    extract,
    headless,
    index,
    indexed,
    kind_of_entry,
    largest,
)
from briefing.index import front, generations
from briefing.index.generations import Generation
from briefing.index.sealing import Damaged
from briefing.query import Field, Query, QueryError, without
from briefing.results import Results, Row, Snippet
from briefing.state import Marks, State, StateError
from briefing.whoswho import (
    Actors,
    Done,
    LibraryError,
    NoActorsFile,
    actors_file,
    forgiving_gazetteer,
    gazetteer_for,
    lint,
)

if TYPE_CHECKING:
    from briefing.article import Article
    from briefing.cast import Company
    from briefing.export.brief import Commission, Form, Table
    from briefing.index.ledger import File
    from briefing.index.searching import Searcher
    from briefing.index.showing import Shower
    from briefing.judgements import Decision
    from briefing.verifying import Passage, Report

Sort = Literal["date", "oldest", "relevance", "source", "unread"]
_NAMES = ("actor", "faction", "org", "place")
"""Fields whose values are names of the actors file."""
KEPT_ARTICLES = 64
"""How many articles that were read anew are kept for another look."""
PATIENCE = 0.3
"""Seconds that closing waits for others to be done with the index."""


def _parsed(text: str, *, typing: bool = False) -> Query:
    from briefing.parsing import parse

    return parse(text, date.today(), typing=typing)


def _commissioned(wanted: Commission | Sequence[str]) -> Commission:
    """A list of ids is a brief of these articles."""
    from briefing.export.brief import Commission

    return wanted if isinstance(wanted, Commission) else Commission(ids=tuple(wanted))


class Library:
    """A corpus with its index, its actors file and the reader's state. Safe to share between threads."""

    def __init__(self, corpus: Path, actors: Actors, ner: str | None, begun: Generation | None) -> None:
        """Nothing but the state is read yet, and the front of a generation, if one is given."""
        self.corpus = corpus
        self._actors, self._ner, self._begun = actors, ner, begun
        self.front = front.read(begun) if begun else None
        """The newest rows as they were when the index was made, for a first look."""
        self.state = State.open(paths.state_folder(), corpus)
        """What the reader did with the articles: marks, tags, notes, the working list, searches."""
        self.events: tuple[str, ...] = self.state.notices
        """What happened on opening, in sentences that no later look will find."""
        self.mistakes: tuple[str, ...] = ()
        """Those of the actors file, in sentences."""
        self.standing: tuple[str, ...] = ()
        """What the index had not seen on opening, in sentences."""
        self._opened: Searcher | None = None
        self._closed = False
        self._known: Gazetteer | None = None
        self._lock = threading.RLock()
        self._judging = threading.Lock()
        """Held while the actors file is written, so that reading goes on meanwhile."""
        self._judged: list[tuple[float, Done]] = []
        """The judgements that can be undone, with the time of each."""
        self._named: OrderedDict[tuple[str, str], Article] = OrderedDict()
        self._files: tuple[Searcher, Mapping[str, File]] | None = None

    @classmethod
    def open(cls, corpus: Path | str, actors: Actors = None, *, ner: str | None = None) -> Self:
        """Open a folder of articles, indexed first where it was not yet or its index cannot be trusted.

        LibraryError where it cannot be opened. `actors` is an actors file, or `none`; else that of the folder.

        `ner` is the spaCy model that proposes names too, wherever an article is read anew.
        """
        opened = cls.glance(Path(corpus), actors, ner=ner)
        try:
            opened.load()
            opened._follow()
            opened.standing = tuple(opened.stale())
        except BaseException:
            opened.close()
            raise
        return opened

    @classmethod
    def glance(cls, corpus: Path, actors: Actors = None, *, ner: str | None = None) -> Self:
        """Open no more than the newest rows, where the index keeps them apart: `load` opens the rest, or first use.

        An index that cannot be trusted is for `load` to make anew.
        """
        check(corpus)
        generation = None
        try:
            generation = generations.current(corpus)
            return cls(corpus, actors, ner, generation)
        except BaseException as error:
            if generation:
                generation.close()
            if isinstance(error, Damaged):
                return cls(corpus, actors, ner, None)
            raise

    @property
    def loaded(self) -> bool:
        """Is everything open?"""
        return self._opened is not None

    def load(self, *, mend: bool = True) -> None:
        """Open everything. An index that cannot be trusted is made anew first, and said so; Damaged without `mend`."""
        with self._lock:
            if self._opened is None and not self._closed:
                with contextlib.ExitStack() as unless_known:
                    searcher = unless_known.enter_context(self._trusted(mend))
                    self._known, mistaken = forgiving_gazetteer(self.corpus, self._actors)
                    unless_known.pop_all()
                self._opened, self.mistakes = searcher, tuple(mistaken)

    def _trusted(self, mend: bool) -> Searcher:
        """The newest generation, opened; LibraryError where none can be made, Damaged where it is not to be mended."""
        from briefing.index.searching import Searcher

        begun, self._begun = self._begun, None
        damage = None
        try:
            searcher = Searcher.on(begun) if begun else Searcher.open(self.corpus)
        except Damaged as found:
            if not mend:
                raise
            damage, searcher = found, None
        if searcher is None:
            left_out = index(self.corpus, self._actors, ner=self._ner, rebuild=damage is not None).left_out()
            self.events = (*self.events, left_out) if left_out else self.events
            searcher = Searcher.open(self.corpus)
        if searcher is None:
            raise LibraryError(f"{self.corpus} could not be indexed.")
        if damage:
            journal.note("index-remade", corpus=self.corpus, reason=str(damage))
            self.events = (f"The index could not be used ({damage}) and was made anew.", *self.events)
        return searcher

    def _follow(self) -> None:
        with self._lock:
            if not self._closed:
                self.state.follow(self._searcher.digests())

    def warm(self) -> None:
        """Have the state follow files that moved, and make ready, piece by piece, what first queries would wait for."""
        self._follow()
        pieces = [] if self._closed else self._searcher.pieces(self.gazetteer)
        for piece in pieces:
            with self._lock:
                if not self._closed:
                    piece()

    @property
    def _searcher(self) -> Searcher:
        if self._opened is None:
            self.load()
        assert self._opened is not None
        return self._opened

    @property
    def gazetteer(self) -> Gazetteer:
        """Who is known."""
        if self._known is None:
            self.load()
        assert self._known is not None
        return self._known

    @property
    def factions(self) -> Sequence[Group]:
        """Those offered in filters; of the last index until everything is open."""
        return self.front.factions if self.front and self._known is None else self.gazetteer.factions

    @property
    def notices(self) -> tuple[str, ...]:
        """All sentences to tell the user on opening."""
        return (*self.events, *self.mistakes, *self.standing)

    @property
    def actors_argument(self) -> list[str]:
        """What tells another process of ours which actors file is meant."""
        return ["--actors", str(self._actors)] if self._actors else []

    def stale(self) -> list[str]:
        """`3 files changed since the index was made`, where any did."""
        if not self.loaded:
            return []
        sentences = []
        if changed := self.behind():
            files = "1 file" if changed == 1 else f"{changed} files"
            sentences.append(f"{files} changed since the index was made; `briefing index` brings it up to date.")
        if self._searcher.actors_digest != self.gazetteer.digest:
            sentences.append("The actors file changed since the index was made; `briefing index` names anew.")
        return sentences

    def behind(self) -> int:
        """How many files changed, came or went since the index was made; touched ones are no news."""
        from briefing.intake import scan

        known = self._searcher.known_files()
        found = {file.path: file for file in scan.scan(self.corpus) if isinstance(file, Found)}
        others = [
            path
            for path in known.keys() & found.keys()
            if known[path].looks != found[path].looks or known[path].unreached
        ]
        if len(others) < WORTH_A_GENERATION:
            others = [path for path in others if self._differs(known[path])]
        return len(others) + len(known.keys() ^ found.keys())

    def _differs(self, known: File) -> bool:
        """Does a file hold anything else by now?"""
        from briefing.intake import formats

        try:
            return formats.digest(self.corpus, known.path) != known.digest
        except Unreadable:
            return known.status == "indexed"

    @property
    def rows(self) -> Sequence[Row]:
        """Every article, newest first, undated last."""
        return self._searcher.rows

    def refresh(self) -> bool:
        """Swap in a newer generation, where one was published; True if so."""
        if not self.loaded:
            return False
        try:
            fresh = self._searcher.newer(self.corpus)
        except Damaged:
            return False
        if fresh is None:
            return False
        with self._lock:
            self._searcher.close()
            self._opened = fresh
            self._named.clear()
            try:
                self.state.follow(fresh.digests())
            except StateError as error:
                self.events += (str(error),)
            self._known, _ = forgiving_gazetteer(self.corpus, self._actors)
        return True

    def search(self, text: str, sort: Sort | None = None, *, typing: bool = False) -> Results:
        """Answer a query; the empty one lists everything. QueryError where it cannot be understood.

        Without a sort: relevance where the query holds words, else date. With `typing`, an unfinished end is forgiven.
        """
        query = _parsed(text, typing=typing)
        try:
            return self._answer(query, sort)
        except QueryError:
            if not (typing and self._half_a_name(query)):
                raise
        return self._answer(_parsed(without(query, query.clauses[-1])), sort)

    def _answer(self, query: Query, sort: Sort | None) -> Results:
        with self._lock:
            return self._searcher.search(query, self.gazetteer, sort=sort, marks=self.state.marks(), saved=self._saved)

    def _half_a_name(self, query: Query) -> bool:
        """Does a query end in the beginning of a name that is known?"""
        from briefing.index.known import names_of

        last = query.clauses[-1] if query.clauses else None
        if not isinstance(last, Field) or last.name not in _NAMES or last.end < len(query.text):
            return False
        known = self.gazetteer
        named = known.groups.keys() if last.name == "faction" else {entry.id for entry in known}
        return names_of(known).begin(last.value, named)

    def _saved(self, name: str) -> Query | None:
        text = self.state.saved().get(name)
        return _parsed(text) if text is not None else None

    def snippet(self, results: Results, row: Row, article: Article | None = None) -> Snippet:
        """The paragraphs that answer about two actors or a time; else a window around the first words that match."""
        with self._lock:
            return self._shower(results).snippet(article or self.article(row.id))

    def _shower(self, results: Results) -> Shower:
        return self._searcher.shower(results.query, self.gazetteer, self._saved)

    def spellings(self, results: Results, row: Row, article: Article | None = None) -> tuple[str, ...]:
        """What stands in an article for the words and names asked for, a few; as they were typed before all else."""
        with self._lock:
            return self._shower(results).spellings(article or self.article(row.id))

    def found_as(self, results: Results, row: Row, article: Article | None = None) -> tuple[str, ...]:
        """The spellings of what does not stand there as it was typed; `by post` for who is meant and not named."""
        with self._lock:
            return self._shower(results).found_as(article or self.article(row.id))

    def resolve(self, name: str) -> Row:
        """The one article whose id begins so, or whose file it is; LibraryError for none or several."""
        rows = self.rows
        found = [row for row in rows if row.id.startswith(name.lower())] or [row for row in rows if self._is(row, name)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise LibraryError(f"no article has an id that begins with {name!r}, or this file; see `briefing list`.", 2)
        ids = ", ".join(row.id for row in found[:5])
        raise LibraryError(f"{len(found)} articles answer to {name!r}: {ids}; give more of the id.", 2)

    def _is(self, row: Row, name: str) -> bool:
        return row.path == name or (self.corpus / row.path).absolute() == Path(name).absolute()

    def article(self, id: str) -> Article:
        """One article with all its facts; KeyError for an id that is not here."""
        crash.reading(id)
        with self._lock:
            if self._searcher.actors_digest == self.gazetteer.digest:
                return self._searcher.article(id)
            return self._named_anew(id)

    def _named_anew(self, id: str) -> Article:
        """An article as the actors file is by now, which the index has not seen yet."""
        key = (id, self.gazetteer.digest)
        if key not in self._named:
            self._named[key] = self._read(id)
        self._named.move_to_end(key)
        while len(self._named) > KEPT_ARTICLES:
            self._named.popitem(last=False)
        return self._named[key]

    def _read(self, id: str) -> Article:
        """Without the model where that is gone by now: an article can be shown, and `briefing index` says so."""
        from briefing.naming import proposing
        from briefing.reading import read

        page = self._searcher.page(id)
        try:
            return read(page, id, self.gazetteer, ner=self._ner)
        except proposing.NotInstalled:
            return read(page, id, self.gazetteer)

    def page_text(self, id: str) -> str:
        """The page an article was read out of, cleaned, furniture and all; KeyError for an id that is not here."""
        with self._lock:
            return self._searcher.page(id).text

    def left_out(self) -> list[Skipped]:
        """Every file that was seen and not indexed, with the reason."""
        with self._lock:
            return self._searcher.skipped()

    def troubles(self) -> list[tuple[str, str, list[str], list[str]]]:
        """(id, path, what a person should know about how it was read, what is doubtful in it), as it was indexed."""
        with self._lock:
            return list(self._searcher.troubles())

    def companies(self, article: Article) -> list[Company]:
        """Its actors under their factions, as they were on that day."""
        from briefing import cast

        return cast.companies(article, self.gazetteer)

    def matches(self, results: Results, article: Article) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """What answers the query in a title and in a body, in order: words, names in all spellings, mentions, times."""
        with self._lock:
            return self._shower(results).matches(article)

    def answers(self, results: Results) -> Callable[[Article], list[tuple[int, int]]]:
        """What tells where a body answers a query: where it is marked, and wherever those asked for are mentioned."""
        shower = self._shower(results)

        def asked(article: Article) -> list[tuple[int, int]]:
            with self._lock:
                return shower.answers(article)

        return asked

    def count(self, actor: str) -> int:
        """How many articles mention this listed actor."""
        with self._lock:
            return self._searcher.count(actor)

    def marks(self, id: str) -> Marks:
        """What the reader did with the article."""
        return self.state.of(id)

    def mark(
        self, ids: Iterable[str], *, read: bool | None = None, starred: bool | None = None, aside: bool | None = None
    ) -> None:
        """Set what is given, for all the ids at once; durable when this returns, StateError where it cannot be kept."""
        ids = tuple(ids)
        for kind, on in (("read", read), ("starred", starred), ("aside", aside)):
            if on is not None:
                self.state.set(kind, ids, on)

    def judge(self, decision: Decision, *, create: bool = False) -> str:
        """Overrule the naming: written to the actors file, in force at once; what was done, in a sentence.

        NoActorsFile where there is none and `create` is not set; LibraryError with the reason where it is refused.
        """
        with self._judging:
            done = whoswho.judge(self.corpus, self._actors, decision, self.gazetteer, create=create)
            if isinstance(done, str):
                return done
            with self._lock:
                self._known = done.written.gazetteer
                self._judged.append((time.monotonic(), done))
            return done.written.words

    def undo(self) -> str | None:
        """Take back the last change made since opening, a mark or a judgement; what was undone, in words, or None.

        LibraryError where the actors file was changed since by somebody else.
        """
        with self._judging:
            if not self._judged or self.state.latest > self._judged[-1][0]:
                return self.state.undo()
            try:
                words = whoswho.take_back(self._judged[-1][1])
            except LibraryError as error:
                if not isinstance(error.__cause__, OSError):  # a disk that is full now may have room later
                    self._judged.pop()
                raise
            self._judged.pop()
            known, _ = forgiving_gazetteer(self.corpus, self._actors)
            with self._lock:
                self._known = known
            return words

    def why(self, id: str, key: str) -> list[str]:
        """Why an actor of an article is named so, a line each; `key` is that of its mentions."""
        from briefing.naming import why as explaining

        return explaining.why(self.article(id), key, self.gazetteer, self._file_name)

    def named(self, name: str) -> list[str]:
        """Ids of the actors that have this id, name or alias, however it is written; else of all who bear it last."""
        from briefing.index.known import names_of

        known = self.gazetteer
        if name in known.merged:
            return [known.merged[name]]
        names = names_of(known)
        return names.find(name, {entry.id for entry in known}) or names.bearers(name)

    def about(self, actor: str) -> list[str]:
        """What the file has of one actor, a line each."""
        from briefing.naming import why as explaining

        return explaining.about(actor, self.gazetteer, self._file_name, self.count(actor))

    @property
    def _file_name(self) -> str:
        file = actors_file(self.corpus, self._actors)
        return file.name if file else "no actors file"

    def unlisted(self) -> list[tuple[str, str, int]]:
        """(label, kind, articles) of the names that the actors file does not know, the most frequent first."""
        from briefing.naming import why as explaining

        with self._lock:
            found = self._searcher.unlisted(self.gazetteer)
        return [entry for entry in found if not explaining.is_a_post(entry[0], self.gazetteer)]

    def unlisted_as(self, name: str) -> list[tuple[str, str, int]]:
        """Those of `unlisted` that are called so in an article, however spelled; of a surname, all who bear it."""
        with self._lock:
            heads = self._searcher.heads(name)
        return [entry for entry in self.unlisted() if f"{entry[1]}:{entry[0]}" in heads]

    def current(self, id: str) -> Article:
        """One article as its file is by now, which the index may not have seen; KeyError where it is gone."""
        article = self.article(id)
        try:
            now = (self.corpus / article.path).lstat()
            known = self._known_files().get(article.path)
            if known and known.looks == (now.st_size, now.st_mtime_ns, now.st_ctime_ns):
                return article
            found = extract(Path(article.path), self.gazetteer, below=self.corpus)
        except (OSError, Unreadable) as error:
            raise KeyError(id) from error
        return {one.id: one for one in found}[id]

    def file_day(self, path: str) -> date | None:
        """The day a file of the corpus was written, as it was when it was indexed; None for one that is not here."""
        known = self._known_files().get(path)
        return datetime.fromtimestamp(known.mtime_ns / 1e9, UTC).date() if known and known.mtime_ns else None

    def _known_files(self) -> Mapping[str, File]:
        with self._lock:
            if self._files is None or self._files[0] is not self._searcher:
                self._files = self._searcher, self._searcher.known_files()
            return self._files[1]

    def brief(self, commission: Commission | Sequence[str], *, form: Form = "md", table: Table = "articles") -> str:
        """A brief of some articles, or whatever else a commission asks for, in one of its forms.

        BriefError where there is nothing to write about, QueryError for a query that cannot be understood.
        """
        from briefing import briefs

        return briefs.text(briefs.make(self, _commissioned(commission)), form, table)

    def export(
        self,
        commission: Commission | Sequence[str],
        target: Path | str | None = None,
        *,
        form: Form | None = None,
        table: Table = "articles",
        overwrite: bool = False,
    ) -> Path:
        """Write a brief; without a target, into the working folder under a safe name made from what it is of.

        Without a form it has that of the target's ending, else Markdown; ExportError where the two differ.

        FileExistsError where the target exists and `overwrite` is not set; ExportError where it cannot be written.
        """
        from briefing.export import writing

        form = writing.form_for(str(target or ""), form)
        path = Path(target) if target else Path.cwd() / self.export_name(commission, form=form)
        writing.write(self.brief(commission, form=form, table=table), path, overwrite=overwrite, corpus=self.corpus)
        return path

    def export_name(self, commission: Commission | Sequence[str], *, form: Form = "md") -> str:
        """A safe file name for a brief."""
        from briefing.export import writing

        wanted = _commissioned(commission)
        first: list[Article] = []
        for id in wanted.ids if wanted.scope == "articles" else ():
            with contextlib.suppress(KeyError):
                first.append(self.article(id))
            if len(first) > 1:
                break
        return writing.default_name(first, wanted.query, form, working=wanted.scope == "working list")

    def verify(self, brief: str | Path) -> Report:
        """Find every quotation of a brief in Markdown again: of its text, its file, or an archive with it."""
        from briefing import briefs

        return briefs.verify(self, brief) if isinstance(brief, str) else briefs.verify_file(self, brief)

    def quote(self, words: str, *, limit: int = 10) -> list[Passage]:
        """The passages of the whole corpus that are nearest to a quotation, the nearest first."""
        from briefing import briefs

        return briefs.quote(self, words, limit=limit)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> bool:
        """Let go of the index and the state.

        False where something is being opened just now that will not wait: only the end of the process stops that.
        """
        self._closed = True
        if not self._lock.acquire(timeout=PATIENCE):
            return False
        try:
            for held in (self._opened, self._begun):
                if held:
                    held.close()
            self.state.close()
        finally:
            self._lock.release()
        return True


__all__ = [
    "Actors",
    "Damaged",
    "Library",
    "LibraryError",
    "Marks",
    "NoActorsFile",
    "QueryError",
    "Skipped",
    "Unreadable",
    "actors_file",
    "add",
    "begin",
    "check",
    "compare",
    "counted",
    "extract",
    "gazetteer_for",
    "headless",
    "index",
    "indexed",
    "kind_of_entry",
    "largest",
    "lint",
]
