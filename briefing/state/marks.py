"""Marks as data: their kinds, the tags among them, which articles bear them, and how that is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from briefing.inert import inert_line
from briefing.state.file import StateError

KINDS = ("read", "starred", "aside")
TAG = "tag:"
LONGEST_TAG = 60
QUOTES = frozenset('"“”„‟«»＂')
"""What a query cannot ask for within a name."""

_DONE = {
    ("read", True): "marked read",
    ("read", False): "marked unread",
    ("starred", True): "starred",
    ("starred", False): "unstarred",
    ("aside", True): "set aside",
    ("aside", False): "taken back from aside",
}

Gathered = Mapping[str, frozenset[str]]
"""Article ids by the kind of their mark."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the reader did with one article."""

    read: bool = False
    starred: bool = False
    aside: bool = False
    tagged: bool = False
    noted: bool = False
    working: bool = False
    """Is it, or a paragraph of it, on the working list?"""


def done(kind: str, on: bool, ids: Sequence[str]) -> str:
    """What was done, in words: `2 articles marked read`."""
    words = _DONE.get((kind, on)) or f"{'tagged' if on else 'no longer tagged'} {kind.removeprefix(TAG)}"
    return f"{counted(ids)} {words}"


def counted(ids: Sequence[object]) -> str:
    """`1 article`, `1,204 articles`."""
    return "1 article" if len(ids) == 1 else f"{len(ids):,} articles"


def by_fold(kinds: Iterable[str]) -> dict[str, str]:
    """Kinds of marks in the spelling that they have, by one that all spellings share."""
    return {kind.casefold(): kind for kind in kinds}


def spelled(kind: str, known: Mapping[str, str]) -> str:
    """The kind of a mark, a tag in the spelling it has already, if it is one of those that are known."""
    if kind in KINDS:
        return kind
    name = inert_line(kind.removeprefix(TAG))
    if not kind.startswith(TAG) or not name:
        raise StateError(f"{inert_line(kind)!r} is not a mark; a tag needs a name.")
    if len(name) > LONGEST_TAG:
        raise StateError(f"A tag has at most {LONGEST_TAG} characters; {name[:20]!r}… has {len(name)}.")
    if (folded := (TAG + name).casefold()) in known:
        return known[folded]
    if QUOTES & set(name):
        raise StateError(f"A tag has no quotation marks, a query could not ask for it: {name!r}.")
    return TAG + name


def touched(marks: Gathered, kind: str, ids: Set[str], there: Set[str]) -> Gathered:
    """The marks, where of these ids only those that are there have this one."""
    return {**marks, kind: (marks[kind] - ids) | (ids & there)}


def with_tagged(marks: Gathered) -> Gathered:
    """With `tagged` for all that bear a tag, and without the tags that nothing bears."""
    tags = {kind: ids for kind, ids in marks.items() if kind.startswith(TAG)}
    borne = {kind: ids for kind, ids in marks.items() if ids or kind not in tags}
    return {**borne, "tagged": frozenset().union(*tags.values())}
