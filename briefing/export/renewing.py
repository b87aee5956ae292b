"""The file of a brief that is made again or replaced: read whole or refused, kept beside before it is let go."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefing.below import NoFile, opened
from briefing.export.brief import Brief, Commission
from briefing.export.edited import untouched
from briefing.export.slots import Edited
from briefing.export.writing import BriefError, ExportError, write
from briefing.inert import inert_line
from briefing.paths import refusal, write_atomically
from briefing.query import And, Field, Node, Not, Or
from briefing.storage import discard

Yours = Literal["notes", "working list", "query"]
"""What only the user may put into a brief: notes and tags, the working list, what answers a query about their marks."""

LARGEST = 20_000_000
"""Bytes of a brief that are read."""
HEAD = 1_000_000
"""Bytes in which a key of ours is looked for."""
_COPIES = 1_000
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)(?:\n(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)|\Z)", re.DOTALL)
"""Its end may lie beyond what was read."""
_OURS = re.compile(r"^[ \t]*briefing_\w+:", re.MULTILINE)
_QUOTED = re.compile(r"^- Quoted: (?:whole texts, )?(\d[\d,]*) words?\b", re.MULTILINE)
_NAMES: dict[Yours, str] = {"notes": "your notes and tags", "working list": "your working list"}
_LINES: dict[Yours, str] = {"notes": "notes", "working list": "scope", "query": "query"}
_MARKS = ("tag", "has", "saved")
_STATES = ("unread", "read", "starred", "aside", "tagged", "working")


class Private(BriefError):
    """A brief that asks for what is the user's own, who did not say so now: for what, in which lines."""

    def __init__(self, missing: dict[Yours, str]) -> None:
        super().__init__(f"it asks for {' and '.join(missing.values())}")
        self.missing = frozenset(missing)


@dataclass(frozen=True, slots=True)
class Size:
    """How many articles and words a brief quotes; None where its text does not say."""

    articles: int | None
    words: int | None

    def __str__(self) -> str:
        told = [
            f"{number:,} {noun}{'' if number == 1 else 's'}{more}"
            for number, noun, more in ((self.articles, "article", ""), (self.words, "word", " quoted"))
            if number is not None
        ]
        return ", ".join(told) or "unknown"


@dataclass(frozen=True, slots=True)
class Renewed:
    """A brief that was made again, and what it was before."""

    text: str
    was: Size
    now: Size
    remarks: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.now}, as before" if self.was == self.now else f"{self.now} (before: {self.was})"


def size_of(brief: Brief) -> Size:
    """Of a brief that is made."""
    return Size(len(brief.entries), brief.words)


def size_told(text: str, articles: object) -> Size:
    """Of a brief that lies there, as it says itself."""
    words = _QUOTED.search(text)
    number = str(articles)
    return Size(
        int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else None,
        int(words[1].replace(",", "")) if words and len(words[1]) < 13 else None,
    )


def check_private(asked: Commission, root: Node | None, lines: Mapping[str, int], granted: frozenset[Yours]) -> None:
    """Private where a commission asks for what was not granted; `root` is its query, `lines` those of its keys."""
    wanted: dict[Yours, str] = {}
    if asked.notes:
        wanted["notes"] = _NAMES["notes"]
    if asked.scope == "working list":
        wanted["working list"] = _NAMES["working list"]
    if field := next(_marks(root), None):
        wanted["query"] = f"what you marked ({inert_line(f'{field.name}:{field.value}')} in its query)"
    missing: dict[Yours, str] = {
        kind: f"{words} (line {lines.get(f'briefing_{_LINES[kind]}', 1)})"
        for kind, words in wanted.items()
        if kind not in granted
    }
    if missing:
        raise Private(missing)


def _marks(node: Node | None) -> Iterator[Field]:
    """The clauses of a query that ask for what the user did."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _marks(part)
        case Not(part):
            yield from _marks(part)
        case Field(name, value) if name in _MARKS or (name == "is" and value in _STATES):
            yield node


def behind(files: int) -> str:
    """What a brief may lack, as so many files changed since the index was made."""
    if not files:
        return ""
    changed, them = ("1 file", "is") if files == 1 else (f"{files:,} files", "are")
    return f"; {changed} changed since the index was made and {them} not in it: `briefing index`, then again"


def title_at(text: str) -> int:
    """Where a brief begins to be read: beneath the front matter of Markdown, at the body of a page; else 0."""
    if front := _FRONT_MATTER.match(text):
        return len(text) - len(text[front.end() :].lstrip("\r\n"))
    return max(0, text.find("<body")) if text.startswith("<!") else 0


def holds_words(file: Path) -> bool:
    """Does a file hold a brief of ours in which somebody wrote, as far as can be seen?"""
    try:
        with opened(file) as stream:
            head = _FRONT_MATTER.match(stream.read(HEAD).decode("utf-8", "replace"))
    except OSError:
        return False
    if not (head and _OURS.search(head[1])):
        return False
    try:
        return not untouched(read_brief(file))
    except BriefError:
        return True


def read_brief(file: Path) -> str:
    """The text of a brief, its line ends as they are; BriefError where it cannot be read."""
    name = inert_line(str(file))
    try:
        with opened(file) as stream:
            data = stream.read(LARGEST + 1)
    except (NoFile, FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError) as error:
        raise BriefError(
            f"{name} is not a file that is there; give the brief that is to be brought up to date."
        ) from error
    if len(data) > LARGEST:
        raise BriefError(f"{name} is larger than {LARGEST // 1_000_000} MB, which no brief is; nothing was changed.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BriefError(f"{name}, line {line}: this is not UTF-8; save it as that. Nothing was changed.") from None


def check_place(file: Path, corpus: Path) -> None:
    """ExportError where a brief cannot be written to."""
    if why := refusal(file, corpus):
        raise ExportError(f"{inert_line(str(file))} was not written: {why}.")


def put_back(file: Path, before: str, after: str, corpus: Path, *, keep: bool) -> Path | None:
    """Write a brief over what it was; the copy of that, where it is to be kept. BriefError where it changed meanwhile.

    Where nothing can be written, no copy is left.
    """
    check_place(file, corpus)
    if read_brief(file) != before:
        raise BriefError(f"{inert_line(str(file))} was changed meanwhile, and nothing was written; try again.")
    copy = _keep_beside(file, before, corpus) if keep else None
    try:
        write(after, file, overwrite=True, corpus=corpus)
    except ExportError:
        if copy:
            discard(copy)
        raise
    return copy


def replace(file: Path, text: str, corpus: Path) -> Path | None:
    """Write over a file that is there; a brief of ours in which somebody wrote is kept beside it: the copy."""
    check_place(file, corpus)
    if holds_words(file):
        return put_back(file, read_brief(file), text, corpus, keep=True)
    write(text, file, overwrite=True, corpus=corpus)
    return None


def copy_name(file: Path, number: int = 1) -> str:
    """What a copy of a brief is called: `NAME.before.md`."""
    return f"{file.stem}.before{'' if number == 1 else f'-{number}'}{file.suffix or '.md'}"


def _keep_beside(file: Path, before: str, corpus: Path) -> Path:
    """Write what a brief was to a new file beside it, as readable as that is: numbered where the name is taken."""
    mode = stat.S_IMODE(file.stat().st_mode)
    for number in range(1, _COPIES):
        copy = file.with_name(copy_name(file, number))
        try:
            write_atomically(copy, before.encode(), mode=mode, outside=corpus)
        except FileExistsError:
            continue
        except OSError as error:
            name = inert_line(str(copy))
            raise ExportError(f"{name} was not written: {error.strerror}; nothing was changed.") from error
        return copy
    raise BriefError(f"{inert_line(str(file))} was not changed: there are too many copies beside it; take some away.")


__all__ = [
    "Edited",
    "Private",
    "Renewed",
    "Size",
    "Yours",
    "behind",
    "check_place",
    "check_private",
    "copy_name",
    "holds_words",
    "put_back",
    "read_brief",
    "replace",
    "size_of",
    "size_told",
    "title_at",
]
