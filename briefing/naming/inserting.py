"""One more item in a list of a YAML file: every line that was there stays as it is, wherever that can be."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.plainyaml import Outline, Part, outline

_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, written both ways: over lines, and within brackets."""

    lines: tuple[str, ...]
    flow: str


def inserted(text: str, section: str, item: Item) -> str:
    """The text with one more item at the end of the list under a key of the outermost mapping, made where missing."""
    if text.startswith(_MARK):
        return _MARK + inserted(text[1:], section, item)
    eol = "\r\n" if "\r\n" in text else "\n"
    whole = outline(text)
    part = whole.parts.get(section)
    if whole.style == "flow":
        return _into_flow(text, whole, part, section, item, eol)
    if part is None:
        return _with_section(text, whole, section, item, eol)
    if part.style == "block":
        return _after_line(text, part.last, _block(item, part.column), eol)
    bare = part.style == "scalar" or (part.items == 0 and "\n" not in text[part.start : part.end])
    if bare:
        text = text[: part.start].rstrip(" ") + text[part.end :] if part.start < part.end else text
        return _after_line(text, part.after_key, _block(item, whole.column + 2), eol)
    return _into_list(text, part, item, eol)


def _block(item: Item, column: int) -> list[str]:
    first, *others = item.lines
    return [f"{' ' * column}- {first}", *(f"{' ' * (column + 2)}{line}" for line in others)]


def _after_line(text: str, at: int, lines: list[str], eol: str) -> str:
    """New lines after the one in which a place is."""
    end = text.find("\n", at) + 1
    before, after = (text[:end], text[end:]) if end else (f"{text}{eol}", "")
    return before + "".join(line + eol for line in lines) + after


def _with_section(text: str, whole: Outline, section: str, item: Item, eol: str) -> str:
    """A new section at the end of the document."""
    end = len(text) if whole.closed is None else whole.closed
    before, after = text[:end], text[end:]
    if before and not before.endswith("\n"):
        before += eol
    gap = eol if before.strip() else ""
    lines = [f"{' ' * whole.column}{section}:", *_block(item, whole.column + 2)]
    return before + gap + "".join(line + eol for line in lines) + after


def _into_flow(text: str, whole: Outline, part: Part | None, section: str, item: Item, eol: str) -> str:
    """Into a document that is one pair of braces, as JSON is."""
    if part is None:
        at = max((other.end for other in whole.parts.values()), default=whole.end - 1)
        comma = ", " if whole.parts else ""
        return f'{text[:at]}{comma}"{section}": [{item.flow}]{text[at:]}'
    if part.style == "scalar":
        space = " " if text[part.start - 1] == ":" else ""
        return f"{text[: part.start]}{space}[{item.flow}]{text[part.end :]}"
    return _into_list(text, part, item, eol)


def _into_list(text: str, part: Part, item: Item, eol: str) -> str:
    """Between brackets, after the last item; on a line of its own where that has one."""
    if not part.items:
        return f"{text[: part.end - 1]}{item.flow}{text[part.end - 1 :]}"
    line = text.rfind("\n", part.start, part.last) + 1
    if not line:
        return f"{text[: part.last]}, {item.flow}{text[part.last :]}"
    written = text[line : part.last]
    indent = written[: len(written) - len(written.lstrip())]
    return f"{text[: part.last]},{eol}{indent}{item.flow}{text[part.last :]}"
