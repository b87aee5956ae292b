"""What is certainly wrong with an actors file, beyond what keeps it from being read; each with its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from briefing.actors import Actor, Alias, Gazetteer, Group, Place, Post
from briefing.dates import PartialDate
from briefing.judgements import Assign, Dated, Different, Same
from briefing.naming import actorsfile
from briefing.naming.actorsfile import Written
from briefing.words import fold_text

_LIKE_AN_ID = re.compile(r"[a-z0-9_-]+")
_MOST_ALIKE = 50
"""Of so many that share a name or a post, each is compared with each."""
_At = tuple[str | int, ...]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault: where, counted from 1, and what it is."""

    line: int
    column: int
    message: str


def findings(file: Path) -> list[Finding]:
    """Every mistake and every fault of an actors file, in its order; OSError where it cannot be opened."""
    try:
        written = actorsfile.as_written(actorsfile.raw(file), file.name)
    except actorsfile.Mistakes as mistakes:
        return [Finding(*found) for found in mistakes.found]
    judged, wrong = written.overruled
    faults = [*_names(written, judged), *_posts(written, judged), *_dates(written), *_parents(written)]
    found = [Finding(*written.document.mark(*place), message) for place, message in faults]
    found += [Finding(*place) for place in wrong] + list(_judgements(written))
    return sorted(set(found))


def _entries(written: Written) -> Iterator[tuple[_At, Actor | Group | Place]]:
    for section in ("groups", "people", "places"):
        entries: Mapping[str, Actor | Group | Place] = getattr(written.known, section)
        for n, entry in enumerate(entries.values()):
            yield (section, n), entry


def _alike(found: Iterable[tuple[Hashable, _T]], clash: Callable[[_T, _T], bool]) -> Iterator[tuple[_T, _T]]:
    """(earlier, later) of those under one key that clash; each later one once."""
    shared: dict[Hashable, list[_T]] = {}
    for key, one in found:
        others = shared.setdefault(key, [])
        if earlier := next((other for other in others if clash(other, one)), None):
            yield earlier, one
        if len(others) < _MOST_ALIKE:
            others.append(one)


@dataclass(frozen=True, slots=True)
class _Called:
    """A name or alias without company, and whose it is once the judgements are in force."""

    place: _At
    owner: str
    alias: Alias


def _names(written: Written, judged: Gazetteer) -> Iterator[tuple[_At, str]]:
    """The same name for two at the same time, and twice for one."""

    def clash(one: _Called, other: _Called) -> bool:
        return one.alias.period.overlaps(other.alias.period)

    for earlier, later in _alike(((_written(c.alias.text), c) for c in _called(written, judged)), clash):
        line = written.document.mark(*earlier.place)[0]
        if earlier.owner == later.owner:
            yield later.place, f"“{later.alias.text}” is given twice; it stands in line {line} already"
        else:
            words = f"“{later.alias.text}” is a name of `{earlier.owner}` too (line {line})"
            yield later.place, f"{words}; give one of them `requires`, or a start and an end"


def _called(written: Written, judged: Gazetteer) -> Iterator[_Called]:
    for place, entry in _entries(written):
        owner = judged.merged.get(entry.id, entry.id)
        yield _Called((*place, "name"), owner, Alias(entry.name))
        theirs = {alias.text for alias in judged.people[owner].aliases} if owner in judged.people else None
        for n, alias in enumerate(entry.aliases):
            if not alias.requires and (theirs is None or alias.text in theirs or alias.text == entry.name):
                yield _Called((*place, "aliases", n), owner, alias)


def _written(name: str) -> str:
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class _Held:
    """A post that only one can hold at a time, and who held it."""

    place: _At
    person: str
    post: Post


def _posts(written: Written, judged: Gazetteer) -> Iterator[tuple[_At, str]]:
    """Two people in one exclusive post on more than the day of the hand-over."""
    held = (
        ((fold_text(post.title), post.group), _Held(("people", n, "posts", m), judged.merged.get(id, id), post))
        for n, (id, person) in enumerate(written.known.people.items())
        for m, post in enumerate(person.posts)
        if post.exclusive and not post.contested
    )
    for earlier, later in _alike(held, _both_hold):
        line = written.document.mark(*earlier.place)[0]
        yield (
            (*later.place, "title"),
            f"`{earlier.person}` (line {line}) held this exclusive post at the same time; "
            "mend a start or end, or mark both as contested",
        )


def _both_hold(one: _Held, other: _Held) -> bool:
    first, last = (max(_sure(h.post)[0] for h in (one, other)), min(_sure(h.post)[1] for h in (one, other)))
    return one.person != other.person and first < last


def _sure(post: Post) -> tuple[dt.date, dt.date]:
    """The days between which it was held for certain: the last it can have begun on, the first it can have ended on."""
    start, end = post.start or post.first_cited, post.end or post.last_cited
    return _last(start) or dt.date.min, _first(end) or dt.date.max


def _first(date: PartialDate | None) -> dt.date | None:
    return date.period.first if date else None


def _last(date: PartialDate | None) -> dt.date | None:
    return date.period.last if date else None


def _before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Is one date before another, whatever days of their months or years they are?"""
    last, first = _last(one), _first(other)
    return last is not None and first is not None and last < first


def _dates(written: Written) -> Iterator[tuple[_At, str]]:
    """Dates that cannot be."""
    groups = written.known.groups
    for place, entry in _entries(written):
        if isinstance(entry, Actor):
            for n, post in enumerate(entry.posts):
                group = groups.get(post.group) if post.group else None
                yield from (((*place, "posts", n, key), words) for key, words in _of_a_post(post, group))
        if isinstance(entry, Group):
            for n, alias in enumerate(entry.aliases):
                if not alias.period.overlaps(entry.period):
                    yield (*place, "aliases", n), f"“{alias.text}” holds {alias.period}, but the group {entry.period}"


def _of_a_post(post: Post, group: Group | None) -> Iterator[tuple[str, str]]:
    if _before(post.checked, post.start):
        yield "checked", f"checked {post.checked}, before its start {post.start}"
    if _before(post.last_cited, post.first_cited):
        yield "last_cited", f"last cited {post.last_cited}, before it was first cited {post.first_cited}"
    if _before(post.first_cited, post.start):
        yield "first_cited", f"first cited {post.first_cited}, before its start {post.start}"
    if group is None:
        return
    start, end = post.start or post.first_cited, post.end or post.last_cited
    if _before(start, group.start):
        yield "start", f"begins {start}, before there was the group `{group.id}` ({group.start})"
    if _before(group.end, start):
        yield "start", f"begins {start}, after the group `{group.id}` ended ({group.end})"
    elif _before(group.end, end):
        yield "end", f"ends {end}, after the group `{group.id}` ended ({group.end})"


def _parents(written: Written) -> Iterator[tuple[_At, str]]:
    """Groups that are a part of themselves."""
    groups = written.known.groups
    numbers = {id: n for n, id in enumerate(groups)}
    seen: set[str] = set()
    for id in groups:
        line: dict[str, None] = {}
        above: str | None = id
        while above is not None and above not in seen:
            seen.add(above)
            line[above] = None
            above = groups[above].parent
        if above in line:
            yield ("groups", numbers[above], "parent"), f"`{above}` is a part of itself"


def _judgements(written: Written) -> Iterator[Finding]:
    """Words that look like an id and are none; one article judged twice; and what judges nothing."""
    known = written.known
    decided: dict[Hashable, int] = {}
    for judged, column in zip(written.made, written.columns, strict=True):
        match judged.decision:
            case Same(a, b) | Different(a, b):
                for word in (a, b):
                    if _LIKE_AN_ID.fullmatch(word) and word not in known:
                        yield Finding(judged.line, column, f"no actor has the id `{word}`")
                key: Hashable = None
            case Assign(article, words, _):
                key = article, words
            case Dated(article):
                key = article
            case _:
                key = None
        if key is not None and decided.setdefault(key, judged.line) != judged.line:
            yield Finding(judged.line, column, f"judged in line {decided[key]} already; take one of the two back")
    yield from _idle(written)


def _idle(written: Written) -> Iterator[Finding]:
    listed = written.document.data.get("judgements") if isinstance(written.document.data, dict) else None
    for n, entry in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(entry, dict) and not any(value for key, value in entry.items() if key != "when"):
            yield Finding(*written.document.mark("judgements", n), "nothing is judged here")
    for judged, column in zip(written.made, written.columns, strict=True):
        match judged.decision:
            case Different(a, b):
                for id, word in ((a, b), (b, a)):
                    entry_ = written.known.get(id)
                    if entry_ and _written(entry_.name) == _written(word):
                        words = f"“{word}” is the name of `{id}`, which this does not change"
                        yield Finding(judged.line, column, words)
