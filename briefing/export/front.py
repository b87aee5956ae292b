"""The front matter of a brief: what tools know it by, and the commission from which it can be made again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from briefing.anchors import SHORT
from briefing.export import sentences
from briefing.export.brief import Brief, Commission
from briefing.export.escaping import escaped_property, lookalike
from briefing.export.properties import VERSION, Properties
from briefing.export.writing import BriefError
from briefing.inert import inert_line
from briefing.paths import safe_name
from briefing.plainyaml import Document, Plain, YamlError, dump_scalar, read

_MARK = re.compile(r"---[ \t]*\r?\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$\n?", re.MULTILINE)
_LIVE = re.compile(r"\{(?=[{%#])|<(?=!--|[%?])")
"""What a template, or whoever looks for comments only, would find in front matter too."""
_ON_TOP = ("title", "date", "description", "tags")
_HONOURED = (
    *("created", "briefing_scope", "briefing_query", "briefing_ids", "briefing_passages", "briefing_max_words"),
    *("briefing_full", "briefing_notes", "briefing_flavor", "briefing_links"),
)
"""What the user may change in a brief before it is brought up to date: it is made again from these."""
_COUNTED = ("briefing_articles", "briefing_without_date", "briefing_not_judged", "briefing_quotations")
_YOURS = ("title", "tags")
"""What stays as the user writes it."""
_WORDED = (*_YOURS, "description", "sources")
FRONT = "front"
"""The part of a brief that is its front matter, less what may be changed in it."""
_WRITTEN = "briefing_written"
_KNOWN = {*_ON_TOP, *_HONOURED, *_COUNTED, _WRITTEN, "sources", "briefing_version"}

Value = str | int | bool | date | list[str]


@dataclass(frozen=True, slots=True)
class Own:
    """Lines of a front matter that are the user's, as they stand."""

    added: str = ""
    """Properties on top that are none of ours."""
    instead: Mapping[str, str] = field(default_factory=dict)
    """The lines of a property of ours that the user wrote anew, "" where it was taken out."""


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of a brief that lies there already."""

    commission: Commission
    created: date
    written: tuple[tuple[str, str], ...]
    """(part, hash) of all that was written outside of the user's slots, in order."""
    digest: str
    """Of the front matter as it stands, less what may be changed in it."""
    body: int
    """Where it ends, in characters."""
    lines: Mapping[str, int]
    """The line of each property."""
    data: Mapping[str, Plain]
    own: Own
    ends: int
    """The line of its last mark."""

    @property
    def title(self) -> str:
        """As the user wrote it; "" where it is as we did."""
        value = self.data.get("title")
        return inert_line(value) if "title" in self.own.instead and isinstance(value, str) else ""

    def changed(self, anew: Front) -> str:
        """Which property is not as it was written, with its line, as near as can be said.

        Where it would not be written now as it was, nobody knows which words of it are the user's.
        """
        for key, line in self.lines.items():
            if key not in _KNOWN and f"\n{key}:" not in f"\n{self.own.added}":
                return f"line {line}: the property “{inert_line(key)}” is not briefing’s"
        differing = [key for key in _rewritten(self.data, self.written) if key not in self.own.instead]
        if dict(self.written).get(FRONT) == dict(anew.written).get(FRONT):
            differing += [key for key in _WORDED if key not in _YOURS and self.data.get(key) != anew.data.get(key)]
        if differing:
            return f"line {self.lines.get(differing[0], 1)}: the property “{differing[0]}” was changed"
        return f"somewhere in lines 1–{self.ends} (properties)"


def front_matter(brief: Brief, written: Callable[[str], list[tuple[str, str]]]) -> str:
    """The front matter with its marks. `written` hashes the parts of the brief, given the hash of this one."""
    values = _values(brief)
    read = _as_read(values)
    yours = [f"{key} {_of_value(read[key])}" for key in _YOURS]
    values[_WRITTEN] = yours + [f"{part} {digest}" for part, digest in written(_digest(read))]
    if brief.commission.flavor != "hugo":
        return "\n".join(["---", *map(_property, values, values.values()), "---"])
    top = {key: values.pop(key) for key in _ON_TOP}
    ours = [f"  {line}" for line in map(_property, values, values.values())]
    return "\n".join(["---", *map(_property, top, top.values()), "params:", *ours, "---"])


def _values(brief: Brief) -> dict[str, Value]:
    asked = brief.commission
    shown = escaped_property if asked.flavor == "plain" else lookalike
    summary = sentences.summary(brief)
    return {
        "title": shown(brief.title),
        "date": brief.revised,
        "description": summary if asked.flavor == "plain" else lookalike(summary),
        "tags": _tags(brief),
        "sources": sorted({shown(e.article.source) for e in brief.entries if e.article.source}),
        "created": brief.created,
        "briefing_version": VERSION,
        "briefing_scope": asked.scope,
        "briefing_query": inert_line(asked.query),
        "briefing_ids": [inert_line(id) for id in asked.ids],
        "briefing_passages": [f"{id}:{','.join(map(str, numbers))}" for id, numbers in asked.passages.items()],
        "briefing_max_words": asked.max_words,
        "briefing_full": asked.full,
        "briefing_notes": asked.notes,
        "briefing_flavor": asked.flavor,
        "briefing_links": asked.links,
        "briefing_articles": len(brief.entries),
        "briefing_without_date": len(brief.bounded),
        "briefing_not_judged": brief.not_judged,
        "briefing_quotations": sum(1 for _ in brief.quotations),
    }


def _tags(brief: Brief) -> list[str]:
    """`briefing`, the factions, and the user's own where there are: letters, digits and hyphens, never a number."""
    articles = [entry.article for entry in brief.entries]
    factions = {
        f for a in articles for actor in a.actors for f in brief.gazetteer.factions_of(actor, a.published.period)
    }
    own = {tag for entry in brief.entries for tag in entry.tags}
    names = {safe_name(tag) for tag in (*factions, *own)} - {""}
    return ["briefing", *sorted({f"n{name}" if name[0].isnumeric() else name for name in names} - {"briefing"})]


def _property(key: str, value: Value) -> str:
    return f"{key}: [{', '.join(map(_scalar, value))}]" if isinstance(value, list) else f"{key}: {_scalar(value)}"


def _scalar(value: str | int | date) -> str:
    if isinstance(value, str):
        return _LIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", dump_scalar(value))
    return str(value).lower()


def _as_read(values: Mapping[str, Value]) -> dict[str, Plain]:
    """The values as they are read back from the file."""
    return {k: list(v) if isinstance(v, list) else v if isinstance(v, str) else _scalar(v) for k, v in values.items()}


def _digest(data: Mapping[str, Plain]) -> str:
    """Of the values, however they are quoted, less what may be changed."""
    return _of_value({key: value for key, value in data.items() if key not in (*_HONOURED, *_YOURS, _WRITTEN)})


def _of_value(value: Plain) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:SHORT]


def _rewritten(data: Mapping[str, Plain], written: Iterable[tuple[str, str]]) -> list[str]:
    """Which of the properties that stay as the user writes them are not as they were written."""
    known = dict(written)
    return [key for key in _YOURS if _of_value(data.get(key)) != known.get(key)]


def read_front(text: str) -> Front:
    """The front matter of a brief; BriefError where it is none of ours, or cannot be understood."""
    begins, ends = _MARK.match(text), _END.search(text, 4)
    if begins is None or ends is None:
        raise BriefError("line 1: this is no brief of briefing: it does not begin with front matter between two `---`.")
    try:
        document = read(text[begins.end() : ends.start()].replace("\r\n", "\n"), name="", first_line=2)
    except YamlError as error:
        raise BriefError(f"{error}.") from error
    reader = Properties(document)
    written = tuple(_part(entry) for entry in reader.many(_WRITTEN))
    lines = _on_top(text[: ends.start()], document)
    own = {key: words for key, words in lines.items() if key not in _KNOWN and key != "params"}
    rewritten = _rewritten(reader.data, written)
    instead = {key: lines.get(key, "") for key in rewritten if key in lines or key not in reader.data}
    remarks = [line.strip() for line in text[: ends.start()].splitlines() if line.lstrip().startswith("#")]
    staying = "".join((*own.values(), *instead.values()))
    lost = [line for line in remarks if line not in staying]
    lost += [key for key in rewritten if key not in instead]
    kept = {key: value for key, value in reader.data.items() if key not in own}
    return Front(
        reader.commission(),
        reader.day("created"),
        written,
        _digest({**kept, "#": list(lost)} if lost else kept),
        ends.end(),
        reader.lines,
        reader.data,
        Own("".join(own.values()), instead),
        text.count("\n", 0, ends.start()) + 1,
    )


def _on_top(text: str, document: Document) -> dict[str, str]:
    """The properties on top that stand on lines of their own, each with these."""
    lines = text.replace("\r\n", "\n").splitlines(keepends=True)
    top = sorted((mark, str(path[0])) for path, mark in document.keys.items() if len(path) == 1)
    ends = [line for (line, _), _ in top[1:]] + [len(lines) + 1]
    return {
        key: "".join(lines[line - 1 : end - 1])
        for ((line, column), key), end in zip(top, ends, strict=True)
        if column == 1 and line < end and lines[line - 1].startswith(f"{key}:")
    }


def with_own(brief: str, own: Own) -> str:
    """A brief with the properties of the user: those added under those on top that are ours, the others instead."""
    ends = brief.index("\n---\n") + 1
    front = brief[:ends]
    for key, lines in own.instead.items():
        at = front.index(f"\n{key}: ") + 1
        front = front[:at] + lines + front[front.index("\n", at) + 1 :]
    at = front.find("\nparams:\n") + 1 or len(front)
    return front[:at] + own.added + front[at:] + brief[ends:]


def _part(entry: str) -> tuple[str, str]:
    name, _, digest = entry.rpartition(" ")
    return name, digest
