"""Briefs for the screen: what may be exported and in which forms, made, looked at and written. For threads."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Literal

from briefing import briefs
from briefing.export import renewing, writing
from briefing.export.brief import Commission, Form
from briefing.export.renewing import Edited, Private, Yours, copy_name
from briefing.export.writing import ENDINGS, ExportError
from briefing.library import Damaged, Library, LibraryError
from briefing.paths import refusal
from briefing.query import QueryError
from briefing.state import Shelved, StateError, paragraph_number
from briefing.tui.keeping import counted, texts
from briefing.tui.shapes import SHAPES, Shape, Wish
from briefing.tui.subject import Subject

FAILURES = (LibraryError, QueryError, StateError, ExportError, OSError)
"""What may stand in the way of a brief; each says so in a sentence."""
LONGEST_NAME = 30
"""Characters of a file name that are shown in a sentence."""
There = Literal["nothing", "a file", "a brief"]
"""What lies where a brief is to be written; a brief is one of ours."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Articles that may be exported together."""

    label: str
    commission: Commission
    stem: str
    """The file name it suggests, less the ending."""
    remark: str = ""
    listed: frozenset[str] = frozenset()
    """Of what answers a query: the articles that are in sight."""


@dataclass(frozen=True, slots=True)
class Order:
    """The brief that is wanted."""

    scope: Scope
    shape: Shape = SHAPES[0]
    wished: frozenset[Wish] = frozenset()
    """Kept where the form has none of it, for when it is another again."""

    @property
    def commission(self) -> Commission:
        """What the brief is to hold."""
        wished = self.wished.intersection(self.wishes)
        return replace(
            self.scope.commission,
            full="full" in wished,
            notes="notes" in wished,
            links="links" in wished,
            flavor=self.shape.flavor,
        )

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """What the form can have more of."""
        return self.shape.wishes

    @property
    def name(self) -> str:
        """The file name it suggests."""
        return self.scope.stem + self.ending

    @property
    def ending(self) -> str:
        """Of its file."""
        return ENDINGS[self.shape.form]


@dataclass(frozen=True)
class Draft:
    """A brief as it would be written."""

    text: str
    articles: int
    remarks: tuple[str, ...] = ()
    """What of it was left out, in sentences."""

    @property
    def title_at(self) -> int:
        """Where it begins to be read, in characters."""
        return renewing.title_at(self.text)

    @cached_property
    def bytes(self) -> int:
        """Its size in a file."""
        return len(self.text.encode())

    def __str__(self) -> str:
        size = f"{counted(self.articles)}, {sized(self.bytes)}"
        return f"{size}, {len(self.remarks):,} left out (:notices says what)" if self.remarks else size


@dataclass(frozen=True, slots=True)
class Written:
    """A brief that lies in a file."""

    draft: Draft
    target: Path
    kept: Path | None = None
    """The brief that lay there before."""

    def __str__(self) -> str:
        return f"{self.draft}, to {self.target.name} in {self.target.parent}{self.beside}"

    @property
    def beside(self) -> str:
        """Where the brief is by now that lay there before, in words."""
        return f"; the brief that was there is {self.kept.name}" if self.kept else ""


class Briefs:
    """Makes what is ordered; what was made last is not made again, so that what was looked at is what is written."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._last: tuple[Order, Draft] | None = None
        self._turn = Lock()
        """Nobody makes what is being made already."""

    def draft(self, order: Order) -> Draft:
        """The brief; one of FAILURES where there can be none."""
        with self._turn:
            if self._last and self._last[0] == order:
                return self._last[1]
            self._last = None
            draft = self._made(order)
            self._last = order, draft
            return draft

    def _made(self, order: Order) -> Draft:
        library = self._library
        made = briefs.make(library, _settled(library, order))
        library.events = tuple(dict.fromkeys((*library.events, *made.remarks)))
        return Draft(briefs.text(made, order.shape.form, order.shape.table), len(made.entries), made.remarks)

    def place(self, name: str, form: Form | None = None) -> tuple[Path, There]:
        """Where a name leads from the working folder, and what is there already; ExportError for a place where
        nothing may be written, and for a name that is one of another form."""
        if not name:
            raise ExportError("a file name is needed")
        writing.form_for(name, form)
        try:
            target = Path.cwd() / Path(name).expanduser()
            why = refusal(target, self._library.corpus)
        except (OSError, RuntimeError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
        if why:
            raise ExportError(why[:1].lower() + why[1:])
        if not target.exists():
            return target, "nothing"
        return target, "a brief" if renewing.holds_words(target) else "a file"

    def write(self, draft: Draft, target: Path, *, overwrite: bool) -> Written:
        """All of it or nothing, and a brief that was there is kept beside; ExportError where it cannot be, or where
        there is something by now."""
        corpus = self._library.corpus
        if overwrite and target.exists():
            return Written(draft, target, renewing.replace(target, draft.text, corpus))
        try:
            writing.write(draft.text, target, corpus=corpus)
        except FileExistsError as error:
            raise ExportError(f"{target.name} is there by now: enter asks again") from error
        return Written(draft, target)

    def update(self, target: Path, granted: frozenset[Yours]) -> str:
        """Make a brief again where it lies, the user's words in its slots kept: what came of it, in words.

        One of FAILURES where that cannot be: Private where it asks for what is the user's own, and was not granted.
        """
        library = self._library
        before = renewing.read_brief(target)
        made = briefs.renewed(library, before, granted=granted)
        renewing.put_back(target, before, made.text, library.corpus, keep=False)
        library.events = tuple(dict.fromkeys((*library.events, *made.remarks)))
        done = "nothing was changed in" if made.text == before else "brought up to date:"
        left = f"; {len(made.remarks):,} left out (:notices says what)" if made.remarks else ""
        return f"{done} {shortened(target.name)}{renewing.behind(library.behind())}; {made}{left}"


def _settled(library: Library, order: Order) -> Commission:
    """What is in sight is what is meant, where a query finds others by now: `is:unread`, once something was read."""
    commission, listed = order.commission, order.scope.listed
    if commission.scope == "query" and library.search(commission.query).ids != listed:
        return replace(commission, scope="articles", ids=tuple(sorted(listed)))
    return commission


def shortened(name: str) -> str:
    """A file name that leaves room for what is said of it: its beginning and its end."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME // 3]}…{name[-LONGEST_NAME // 2 :]}"


def sized(number: int) -> str:
    """`312 bytes`, `14 kB`, `2.1 MB`."""
    if number < 1_000:
        return f"{number} bytes"
    return f"{number / 1_000:,.0f} kB" if number < 1_000_000 else f"{number / 1_000_000:,.1f} MB"


# What may be exported


def scopes(library: Library, subject: Subject, *, working: bool = False) -> list[Scope]:
    """What may be exported, the likeliest first: the selection, the article, all that is listed, the working list.

    The working list is the first where that was looked at.
    """
    results, row = subject.results, subject.row
    query = results.query.text.strip() if results else ""
    shelf = library.state.shelf()
    found = []
    if ids := subject.selected:
        label = "the selected article" if len(ids) == 1 else f"the {len(ids):,} selected"
        found.append(_scope(library, label, Commission(ids=ids, passages=_chosen(library, shelf, ids), query=query)))
    if row and (row.id,) != ids:
        chosen = _chosen(library, shelf, (row.id,))
        wanted = Commission(ids=(row.id,), passages=chosen, query=query)
        found.append(_scope(library, f"this article: {row.title or row.path}", wanted))
    if results and len(results.hits) > 1:
        listed = frozenset(results.ids)
        wanted = Commission("query", query=query) if query else Commission(ids=tuple(sorted(listed)))
        found.append(replace(_scope(library, f"all {len(listed):,} listed", wanted), listed=listed))
    if shelf and (articles := library.search("is:working").total):
        scope = _scope(library, f"the working list: {counted(articles)}", Commission("working list"))
        paragraphs = sum(item.paragraph is not None for item in shelf)
        scope = replace(scope, remark=f"{paragraphs:,} ¶" if paragraphs else "")
        found.insert(0 if working else len(found), scope)
    return found


def _chosen(library: Library, shelf: Sequence[Shelved], ids: Collection[str]) -> Mapping[str, tuple[int, ...]]:
    """The numbers, by now, of the paragraphs of these articles that are on the working list."""
    found: dict[str, set[int]] = {}
    for item in shelf:
        if item.paragraph is not None and item.article in ids:
            try:
                number = paragraph_number(item.paragraph, item.words, texts(library.article(item.article)))
            except (KeyError, Damaged):
                continue
            if number is not None:
                found.setdefault(item.article, set()).add(number)
    return {id: tuple(sorted(numbers)) for id, numbers in found.items()}


def _scope(library: Library, label: str, commission: Commission) -> Scope:
    try:
        name = library.export_name(commission)
    except (KeyError, Damaged):
        name = "brief"
    paragraphs = sum(map(len, commission.passages.values()))
    return Scope(label, commission, name.removesuffix(ENDINGS["md"]), f"{paragraphs:,} ¶" if paragraphs else "")


__all__ = [
    "FAILURES",
    "Briefs",
    "Draft",
    "Edited",
    "Order",
    "Private",
    "Scope",
    "Written",
    "Yours",
    "copy_name",
    "scopes",
    "shortened",
    "sized",
]
