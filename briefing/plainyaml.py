"""YAML as plain text: the one place that knows the language. Every scalar stays the string that was written,
and whatever could surprise or explode (aliases, tags, merge keys, repeated keys) is refused with its place."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import yaml

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
Path: TypeAlias = "tuple[str | int, ...]"
Mark: TypeAlias = "tuple[int, int]"

DEEPEST = 20
_LONGEST_TOLD = 80
LARGEST = 1_000_000
"""Characters, unless the caller says otherwise."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "~", "null", "Null", "NULL"}
_FOREIGN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_HIDDEN = re.compile(r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class YamlError(ValueError):
    """What is wrong, and where: line and column count from 1, in the file that the text was taken from."""

    bare: str
    """The message without any word of the text."""

    def __init__(self, message: str, line: int, column: int, name: str = "", bare: str = "") -> None:
        where = f"line {line}, column {column}"
        super().__init__(f"{name}, {where}: {message}" if name else f"{where}: {message}")
        self.message, self.line, self.column, self.name, self.bare = message, line, column, name, bare or message


@dataclass(frozen=True, slots=True)
class Document:
    """What was read, and the line and column at which every value and every key of it begins, by path."""

    data: Plain
    marks: dict[Path, Mark]
    keys: dict[Path, Mark]

    def mark(self, *path: str | int) -> Mark:
        """Where the key of this path stands; else the value; else the nearest that holds it."""
        while path and path not in self.keys and path not in self.marks:
            path = path[:-1]
        return self.keys.get(path) or self.marks[path]


def read(text: str, *, name: str, first_line: int = 1, limit: int = LARGEST) -> Document:
    """Read one document. `name` and `first_line` say where the text was taken from; YamlError where it is refused."""
    text = text.removeprefix("\ufeff")
    if len(text) > limit:
        raise YamlError(f"too large: {len(text):,} characters, at most {limit:,} are read", first_line, 1, name)
    if foreign := _FOREIGN.search(text):
        line = text.count("\n", 0, foreign.start())
        column = foreign.start() - (text.rfind("\n", 0, foreign.start()) + 1)
        code = f"U+{ord(foreign[0]):04X}"
        raise YamlError(f"the character {code} may not stand in YAML; remove it", first_line + line, column + 1, name)
    tree = _Tree(name, first_line)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            tree.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise YamlError(_in_words(error.problem), first_line + line, column + 1, name) from None
    except yaml.YAMLError as error:
        raise YamlError(_in_words(str(error)), first_line, 1, name) from None
    return Document(tree.data, tree.marks, tree.keys)


@dataclass(slots=True)
class Part:
    """A list or other value under a key of the outermost mapping; all places are counted in characters."""

    key: str
    after_key: int
    start: int
    end: int
    style: Literal["block", "flow", "scalar"] = "scalar"
    items: int = 0
    last: int = 0
    """Where its last item ends."""
    column: int = 0


@dataclass(slots=True)
class Outline:
    """Where the parts of a document stand, for whoever wants to add a line and leave the others as they are."""

    style: Literal["block", "flow", "scalar"] = "scalar"
    column: int = 0
    end: int = 0
    closed: int | None = None
    """Where a document ends that says so by `...`."""
    parts: dict[str, Part] = field(default_factory=dict)


def outline(text: str) -> Outline:
    """The outline of a text that `read` takes; it begins without a byte order mark."""
    made = Outline()
    part: Part | None = None
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.DocumentEndEvent) and event.explicit:
            mark: Any = event.start_mark
            made.closed = mark.index
        depth -= isinstance(event, yaml.CollectionEndEvent)
        made.end = max(made.end, _end(event, text))
        if depth == 1 and part is None and isinstance(event, yaml.ScalarEvent):
            part = made.parts[event.value] = Part(event.value, made.end, made.end, made.end)
            continue
        if isinstance(event, yaml.NodeEvent):
            _open(event, depth, made, part)
            depth += isinstance(event, yaml.CollectionStartEvent)
        if part is not None and depth == 2:
            part.last = made.end
        elif part is not None and depth == 1:
            part.end, part = max(part.end, made.end), None
    return made


def _open(event: Any, depth: int, made: Outline, part: Part | None) -> None:
    """Take down what begins here, where it is not too deep."""
    style: Literal["block", "flow", "scalar"] = "scalar"
    if isinstance(event, yaml.CollectionStartEvent):
        style = "flow" if event.flow_style else "block"
    if depth == 0 and style != "scalar":
        made.style, made.column = style, event.start_mark.column
    elif part is not None and depth == 1:
        part.start, part.end = event.start_mark.index, event.end_mark.index
        part.style, part.column = style, event.start_mark.column
    elif part is not None and depth == 2:
        part.items += 1


def _end(event: Any, text: str) -> int:
    """Where the last character of a scalar or a bracket stands, and 0 for what ends where something else does."""
    end = int(event.end_mark.index)
    if isinstance(event, yaml.ScalarEvent):
        while event.style in ("|", ">") and text[end - 1].isspace():
            end -= 1
        return end
    return end if isinstance(event, yaml.CollectionEndEvent) and text[end - 1] in "]}" else 0


def dump_scalar(text: str) -> str:
    """A string as a double-quoted scalar that YAML and JSON both read back, on one line, nothing hidden in it."""
    quoted = json.dumps(_SURROGATE.sub("\ufffd", text), ensure_ascii=False)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


_WORDS = {
    "mapping values are not allowed": "a `: ` too many; put the value in quotes, or mend the indentation",
    "could not find expected ':'": "a key without its `:`",
    "did not find expected key": "a line that is not indented like those around it",
    "did not find expected '-' indicator": "a line that is not indented like the list it stands in",
    "expected <block end>": "a line that is not indented like those around it",
    "found unexpected end of stream": "a quote that is not closed",
    "found character that cannot start": "a value that begins with a tab, `@`, `%` or a backtick; put it in quotes",
    "found character '\\t'": "a tab where only spaces may stand",
    "did not find expected ',' or": "a bracket that is not closed, or a comma that is missing",
    "expected ',' or": "a bracket that is not closed, or a comma that is missing",
}


def _in_words(problem: str | None) -> str:
    for start, words in _WORDS.items():
        if problem and problem.startswith(start):
            return words
    return f"not YAML: {problem or 'it cannot be read'}"


@dataclass(slots=True)
class _Open:
    """A list or mapping that is not closed yet."""

    path: Path
    into: list[Plain] | dict[str, Plain]
    key: str | None = None


@dataclass(slots=True)
class _Tree:
    """The document as its events arrive, one at a time, so that nothing is expanded before it is refused."""

    name: str
    first_line: int
    data: Plain = None
    marks: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self.refusal("a second document begins here; keep only one", event)
            self.marks[()] = (self.first_line, 1)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.NodeEvent):
            self.check(event)
            self.node(event)

    def check(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise self.refusal("the alias `*{}` is not allowed; write the value out", event, event.anchor or "")
        if event.anchor is not None:
            raise self.refusal("the anchor `&{}` is not allowed; remove it", event, event.anchor)
        if event.tag is not None:
            raise self.refusal("the tag `{}` is not allowed; remove it", event, event.tag)
        if isinstance(event, yaml.ScalarEvent) and _SURROGATE.search(event.value):
            raise self.refusal("half a character, written as \\uD800 to \\uDFFF; write the whole one", event)
        if isinstance(event, yaml.CollectionStartEvent) and len(self.stack) >= DEEPEST:
            raise self.refusal(f"nested more than {DEEPEST} deep", event)

    def node(self, event: Any) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent and isinstance(parent.into, dict) and parent.key is None:
            parent.key = self.key(event, parent)
            return
        value: Plain
        if isinstance(event, yaml.ScalarEvent):
            value = None if event.implicit[0] and event.value in _NULLS else event.value
        else:
            value = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        path = self.place(value, parent)
        self.marks[path] = self.mark(event)
        if isinstance(value, list | dict):
            self.stack.append(_Open(path, value))

    def place(self, value: Plain, parent: _Open | None) -> Path:
        if parent is None:
            self.data = value
            return ()
        if isinstance(parent.into, list):
            parent.into.append(value)
            return (*parent.path, len(parent.into) - 1)
        key, parent.key = parent.key, None
        assert key is not None
        parent.into[key] = value
        return (*parent.path, key)

    def key(self, event: Any, parent: _Open) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self.refusal("a key must be plain words, not a list or a mapping", event)
        key = str(event.value)
        if event.implicit[0] and key in _NULLS:
            raise self.refusal("a key is missing before the `:`", event)
        if event.implicit[0] and key == "<<":
            raise self.refusal("the merge key `<<` is not allowed; write the values out", event)
        path = (*parent.path, key)
        if path in self.keys:
            raise self.refusal(f"`{{}}` is given twice; it stands in line {self.keys[path][0]} already", event, key)
        self.keys[path] = self.mark(event)
        return key

    def mark(self, event: Any) -> Mark:
        return self.first_line + event.start_mark.line, event.start_mark.column + 1

    def refusal(self, message: str, event: Any, words: str = "") -> YamlError:
        """With what the text calls it, as far as that is short."""
        told = words if len(words) <= _LONGEST_TOLD else f"{words[:_LONGEST_TOLD]}…"
        return YamlError(message.format(told), *self.mark(event), self.name, message.format("…"))
