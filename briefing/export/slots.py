"""The analyst's own slots in a brief, and whether what stands outside of them is as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from briefing.anchors import SHORT
from briefing.export.front import Front, read_front
from briefing.export.writing import BriefError
from briefing.inert import inert_line

SLOTS = {"bottom-line": "Bottom line", "known": "Known", "disputed": "Disputed", "not-known": "Not known"}
"""The names in the marks, and the headings."""
_MARK = re.compile(r"<!-- briefing:yours ([a-z-]{1,20}) -->")
_END = "<!-- briefing:yours end -->"
FRONT, TOP = "front", "top"
"""Parts that have no heading: the front matter, and what is above the first section."""
_MOST = 5
"""Changes that are named."""


class Edited(BriefError):
    """A brief that was changed where bringing it up to date would lose that: what, and in which lines."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What the user wrote: half-open offsets into the brief, between the lines of its two marks."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A section outside of the slots: its heading, its line, what it hashes to, and its own lines."""

    name: str
    line: int
    digest: str
    lines: tuple[tuple[int, str], ...]


def empty_slots() -> Iterator[str]:
    """The four, with nothing in them."""
    for name, heading in SLOTS.items():
        yield f"## {heading}\n\n<!-- briefing:yours {name} -->\n\n{_END}"


def find_slots(text: str, body: int = 0) -> list[Slot]:
    """The slots of a brief whose front matter ends at `body`; BriefError where one is missing, doubled or torn."""
    found: list[Slot] = []
    opened, begun, where = "", 0, 0
    for number, at, line in _lines(text, body):
        mark = _MARK.fullmatch(line.strip())
        if not mark:
            continue
        if mark[1] == "end":
            if not opened:
                raise _torn(number, "this ends a slot, and none has begun", "take the line out")
            found.append(Slot(opened, begun, at))
            opened = ""
            continue
        if opened:
            raise _torn(
                number, f"“{_heading(mark[1])}” begins here, and “{_heading(opened)}” (line {where}) has no end"
            )
        if mark[1] not in SLOTS:
            raise _torn(number, f"there is no slot `{mark[1]}`", "take the line out")
        if mark[1] in [slot.name for slot in found]:
            raise _torn(number, f"“{_heading(mark[1])}” begins a second time", "keep one of the two")
        opened, begun, where = mark[1], at + len(line) + (at + len(line) < len(text)), number
    last = text.count("\n") + 1
    if opened:
        raise _torn(last, f"“{_heading(opened)}”, which begins in line {where}, has no end", f"put `{_END}` beneath it")
    for name, heading in SLOTS.items():
        if name not in [slot.name for slot in found]:
            raise _torn(last, f"“{heading}” is missing", f"put `<!-- briefing:yours {name} -->` and `{_END}` around it")
    if [slot.name for slot in found] != list(SLOTS):
        late = next(slot for slot, name in zip(found, SLOTS, strict=True) if slot.name != name)
        raise _torn(text.count("\n", 0, late.start), f"“{_heading(late.name)}” is not in its place", "put it back")
    return found


def _torn(line: int, what: str, repair: str = f"put `{_END}` on a line of its own beneath it") -> BriefError:
    return BriefError(f"line {line}: of your slots, {what}; {repair}. Nothing was changed.")


def _heading(name: str) -> str:
    return SLOTS.get(name, name)


def _lines(text: str, start: int = 0) -> Iterator[tuple[int, int, str]]:
    """(number, offset, text without its end) of each line from `start` on."""
    number = text.count("\n", 0, start) + 1
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield number, start, text[start:end]
        number, start = number + 1, end + 1


def parts(text: str, body: int = 0) -> list[Part]:
    """The sections of a brief without what is in its slots, in order; white space at the ends of lines is nothing."""
    slots = find_slots(text, body)
    gathered: list[tuple[str, int, list[tuple[int, str]]]] = [(TOP, text.count("\n", 0, body) + 1, [])]
    for number, at, line in _lines(text, body):
        if any(slot.start <= at < slot.end for slot in slots):
            continue
        if line.startswith("## "):
            gathered.append((line[3:].strip(), number, []))
        if stripped := line.rstrip():
            gathered[-1][2].append((number, stripped))
    return [Part(name, number, _digest(lines), tuple(lines)) for name, number, lines in gathered]


def _digest(lines: Sequence[tuple[int, str]]) -> str:
    return sha256("\n".join(line for _, line in lines).encode("utf-8", "surrogatepass")).hexdigest()[:SHORT]


def check(text: str, front: Front, anew: str) -> None:
    """Edited where a brief is not as it was written, outside of its slots and of what may be changed."""
    words = [] if dict(front.written).get(FRONT) == front.digest else [front.changed(read_front(anew))]
    words += _edits(parts(text, front.body), front.written, anew)
    if words:
        more = f"; and {len(words) - _MOST} more" if len(words) > _MOST else ""
        raise Edited(f"it was changed outside of its slots, which would be lost: {'; '.join(words[:_MOST])}{more}.")


def _edits(found: Sequence[Part], written: Sequence[tuple[str, str]], anew: str) -> list[str]:
    """What was changed outside of the slots, in words: each with its line, as near as can be said.

    `anew` is the brief as it would be written now: a line that is not in it may be the user's.
    """
    known, today = dict(written), {line.strip() for line in anew.splitlines()}
    words: list[str] = []
    met: set[str] = set()
    for part in found:
        if part.name not in known or part.name in met:
            words.append(f"line {part.line}: the section “{inert_line(part.name)[:60]}” is not briefing’s")
        elif part.digest != known[part.name]:
            own = next(((n, line) for n, line in part.lines if line.strip() not in today), None)
            near = f"line {own[0]}" if own else f"from line {part.line} on"
            words.append(
                f"{near}: “{_called(part.name)}” is not as it was written"
                + (f": “{inert_line(own[1])[:60]}”" if own else "")
            )
        met.add(part.name)
    return words + [f"the section “{_called(name)}” was taken out" for name in known if name not in (*met, FRONT)]


def _called(name: str) -> str:
    return "the beginning" if name == TOP else name


def filled(anew: str, before: str, kept: Sequence[Slot]) -> str:
    """A brief made anew with the slots of the one before as they stand, its line ends like those of that one."""
    ending = "\r\n" if before.partition("\n")[0].endswith("\r") else "\n"
    own: Mapping[str, str] = {slot.name: before[slot.start : slot.end] for slot in kept}
    pieces: list[str] = []
    at = 0
    for slot in find_slots(anew, 0):
        pieces += [anew[at : slot.start].replace("\n", ending), own[slot.name]]
        at = slot.end
    return "".join([*pieces, anew[at:].replace("\n", ending)])
