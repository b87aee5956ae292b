"""Which sections of a brief are not as they were made: what is said there beside the quotations is somebody else's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.export.front import FRONT, read_front
from briefing.export.slots import TITLE, TOP, Part, find_slots, parts
from briefing.export.writing import BriefError
from briefing.inert import inert_line

MOST_NAMED = 12
"""Sections that are named."""
_CALLED = {TITLE: "the title", TOP: "the beginning"}


def remarks(brief: str) -> Iterator[str]:
    """What to say of a brief that was edited outside of its slots; nothing where its front matter is not ours."""
    text = brief.removeprefix("\ufeff")
    try:
        front = read_front(text)
        found = parts(text, front.body)
    except BriefError:
        return
    known = dict(front.written)
    if not known:
        return
    edited = (
        [_where("the front matter", 1, text.count("\n", 0, front.body))] if front.digest != known.get(FRONT) else []
    )
    added: list[str] = []
    met: set[str] = set()
    for part in found:
        if part.name not in known or part.name in met:
            added += [] if part.name in _CALLED else [_named(part)]
        elif part.digest != known[part.name]:
            edited.append(_named(part))
        met.add(part.name)
    if edited:
        yield (
            f"{_listed(edited)} {_was(edited)} edited since {_it(edited)} made: {_its(edited)} names, dates and sources"
            " are not as they were made; only quotations are checked"
        )
    if added:
        yield f"{_listed(added)} {_was(added)} added since the brief was made; only quotations are checked"


def untouched(brief: str) -> bool:
    """Did nobody write into a brief of ours since it was made: neither into its slots nor elsewhere?"""
    text = brief.removeprefix("\ufeff")
    try:
        front = read_front(text)
        slots = find_slots(text, front.body)
    except BriefError:
        return False
    own = (front.own.added, *front.own.instead, *(text[slot.start : slot.end].strip() for slot in slots))
    return bool(front.written) and not any(own) and not any(remarks(text))


def _named(part: Part) -> str:
    called = _CALLED.get(part.name) or f"“{inert_line(part.name)[:60]}”"
    return _where(called, part.line, max((number for number, _ in part.lines), default=part.line))


def _where(called: str, first: int, last: int) -> str:
    return f"{called} (line {first})" if first == last else f"{called} (lines {first}–{last})"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _was(names: Sequence[str]) -> str:
    return "was" if len(names) == 1 else "were"


def _it(names: Sequence[str]) -> str:
    return "it was" if len(names) == 1 else "they were"


def _its(names: Sequence[str]) -> str:
    return "its" if len(names) == 1 else "their"
