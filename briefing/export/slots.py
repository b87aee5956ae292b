"""The analyst's own slots in a brief, and whether what stands outside of them is as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from briefing.anchors import SHORT
from briefing.export.front import FRONT, Front, read_front
from briefing.export.writing import BriefError
from briefing.inert import inert_line

SLOTS = {"bottom-line": "Bottom line", "known": "Known", "disputed": "Disputed", "not-known": "Not known"}
"""The names in the marks, and the headings."""
_MARK = re.compile(r"<!-- briefing:yours ([a-z-]{1,20}) -->")
_END = "<!-- briefing:yours end -->"
TOP, TITLE = "top", "heading"
"""Parts that are no sections: what is above the first, and its title."""
_NO_SECTIONS = (FRONT, TOP, TITLE, "title", "tags")
_NOTE = re.compile(r"\[\^([^\[\]\s]+)\]:")
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


def written_slots(own: Mapping[str, str]) -> Iterator[str]:
    """The four, with what the user wrote in them."""
    for name, heading in SLOTS.items():
        words = own.get(name) or "\n"
        words += "" if words.endswith("\n") else "\n"
        yield f"## {heading}\n\n<!-- briefing:yours {name} -->\n{words}{_END}"


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
    """The title of a brief, what stands above its sections, and these without what is in its slots, in order.

    White space at the ends of lines is nothing.
    """
    slots = find_slots(text, body)
    gathered: list[tuple[str, int, list[tuple[int, str]]]] = [(TOP, text.count("\n", 0, body) + 1, [])]
    for number, at, line in _lines(text, body):
        if any(slot.start <= at < slot.end for slot in slots):
            continue
        if line.startswith("## "):
            gathered.append((line[3:].strip(), number, []))
        if stripped := line.rstrip():
            gathered[-1][2].append((number, stripped))
    top = gathered[0][2]
    if top and top[0][1].startswith("# "):
        gathered.insert(0, (TITLE, top[0][0], [top.pop(0)]))
    return [Part(name, number, _digest(lines), tuple(lines)) for name, number, lines in gathered]


def _digest(lines: Sequence[tuple[int, str]]) -> str:
    return sha256("\n".join(line for _, line in lines).encode("utf-8", "surrogatepass")).hexdigest()[:SHORT]


def check(text: str, front: Front, anew: str) -> None:
    """Edited where a brief is not as it was written, outside of its slots and of what may be changed."""
    fresh = read_front(anew)
    words = [] if dict(front.written).get(FRONT) == front.digest else [front.changed(fresh)]
    found = parts(text[: _own_notes(text, front, anew)], front.body)
    words += _edits([part for part in found if part.name != TITLE], dict(front.written), dict(fresh.written), anew)
    if words:
        more = f"; and {len(words) - _MOST} more" if len(words) > _MOST else ""
        raise Edited(f"it was changed outside of its slots, which would be lost: {'; '.join(words[:_MOST])}{more}.")


def _edits(found: Sequence[Part], known: Mapping[str, str], fresh: Mapping[str, str], anew: str) -> list[str]:
    """What was changed outside of the slots, in words: each with its line, as near as can be said.

    `anew` is the brief as it would be written now, `fresh` what its parts hash to: where a part would be written now
    as it was, a line that is not in it is the user's; else the saved copies may have changed too.
    """
    today = {line.strip() for line in anew.splitlines()}
    words: list[str] = []
    met: set[str] = set()
    for at, part in enumerate(found):
        if at and (part.name not in known or part.name in {*met, *_NO_SECTIONS}):
            words.append(f"line {part.line}: the section “{inert_line(part.name)[:60]}” is not briefing’s")
        elif part.digest != known.get(part.name):
            same = fresh.get(part.name) == known.get(part.name)
            own = next(((n, line) for n, line in part.lines if same and line.strip() not in today), None)
            words.append(
                f"line {own[0]}: “{_called(part.name)}” is not as it was written: “{inert_line(own[1])[:60]}”"
                if own
                else f"somewhere in lines {part.line}–{max((n for n, _ in part.lines), default=part.line)}"
                f" ({_called(part.name)})"
            )
        met.add(part.name)
    return words + [f"the section “{name}” was taken out" for name in known if name not in {*met, *_NO_SECTIONS}]


def _called(name: str) -> str:
    return "the beginning" if name == TOP else name


def _own_notes(text: str, front: Front, anew: str) -> int:
    """Where what stands behind our footnotes begins, from a footnote of the user on; else the end of the text.

    None of it is theirs where one has the name of a footnote of ours.
    """
    wanted = dict(front.written)
    lines = list(_lines(text, front.body))
    last = max((at for at, (_, _, line) in enumerate(lines) if line.startswith("## ")), default=len(lines))
    so_far, ends = sha256(), len(text)
    for at, (_, start, line) in enumerate(lines[last:]):
        if at and _NOTE.match(line) and so_far.hexdigest()[:SHORT] == wanted.get(lines[last][2][3:].strip()):
            theirs = {found[1].casefold() for _, _, other in lines[last + at :] if (found := _NOTE.match(other))}
            ours = {found[1].casefold() for other in anew.split("\n") if (found := _NOTE.match(other))}
            return len(text) if theirs & ours else ends
        if words := line.rstrip():
            so_far.update(f"{chr(10) * bool(at)}{words}".encode("utf-8", "surrogatepass"))
            ends = start + len(words)
    return len(text)


def filled(anew: str, before: str, kept: Sequence[Slot]) -> str:
    """A brief made anew with the slots of the one before as they stand, and its title and footnotes where they are
    the user's; its line ends like those of that one."""
    ending = "\r\n" if before.partition("\n")[0].endswith("\r") else "\n"
    front = read_front(before)
    notes = before[_own_notes(before, front, anew) :]
    anew = _titled(anew, before, front)
    own: Mapping[str, str] = {slot.name: before[slot.start : slot.end] for slot in kept}
    pieces: list[str] = []
    at = 0
    for slot in find_slots(anew, 0):
        pieces += [anew[at : slot.start].replace("\n", ending), own[slot.name]]
        at = slot.end
    rest = anew[at:].rstrip("\n") if notes else anew[at:]
    return "".join([*pieces, rest.replace("\n", ending), notes])


def _titled(anew: str, before: str, front: Front) -> str:
    """A brief made anew, under the title of the one before where that is the user's, or was taken out."""
    title = own_title(before, front)
    body = read_front(anew).body
    if title is None or not anew.startswith("\n# ", body):
        return anew
    ends = anew.index("\n", body + 1)
    return anew[: body + 1] + title + anew[ends:] if title else anew[:body] + anew[ends + 1 :]


def own_title(text: str, front: Front) -> str | None:
    """The line of the title, where it is not as we wrote it: "" where it was taken out."""
    title = next((part for part in parts(text, front.body)[:1] if part.name == TITLE), None)
    if title is None:
        return ""
    return None if title.digest == dict(front.written).get(TITLE) else title.lines[0][1]
