"""The brief in Markdown: the analyst's slots first, then all that is quoted, each with what it can be checked by."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.export import entries, people, sentences
from briefing.export.brief import Brief
from briefing.export.escaping import escaped_line
from briefing.export.front import FRONT, front_matter
from briefing.export.slots import parts, written_slots

_CHECKING = (
    "To check every quotation: `briefing verify` and the name of this file. Each is tied to its article, paragraph and"
    " place by the comment that stands with it. What stands between the marks `briefing:yours` is the analyst’s own."
)


def markdown(brief: Brief) -> str:
    """The brief in Markdown, in the flavor it was commissioned in; to the byte the same for the same brief."""
    body = "\n\n".join(_blocks(brief)) + "\n"
    found = [(part.name, part.digest) for part in parts(body)]
    front = front_matter(brief, lambda own: [(FRONT, own), *found])
    return f"{front}\n\n{body}"


def _blocks(brief: Brief) -> Iterator[str]:
    yield f"# {escaped_line(brief.title)}"
    yield escaped_line(sentences.summary(brief))
    yield from written_slots(brief.own)
    for name, heading in sentences.HEADINGS.items():
        if blocks := list(_section(name, brief)):
            yield f"## {heading}"
            yield from blocks
    yield from entries.footnotes(brief)


def _section(name: str, brief: Brief) -> Iterator[str]:
    match name:
        case "question":
            yield entries.listed(sentences.question(brief))
        case "articles":
            yield from entries.section(brief.dated)
        case "actors":
            yield from people.actors(brief)
        case "chronology":
            yield from people.chronology(brief)
        case "wordings":
            yield from people.wordings(brief)
        case "bounded":
            if brief.bounded:
                yield escaped_line(sentences.BOUNDED)
            yield from entries.section(brief.bounded)
        case "meaning":
            yield from map(escaped_line, sentences.MEANING)
            yield _CHECKING
