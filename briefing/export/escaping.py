"""Any text as Markdown that means that text and nothing else, in CommonMark and in its usual dialects."""

from __future__ import annotations

import re

from briefing.inert import inert, inert_line

_ALWAYS = r"[\\`*_\[\]<>{}|~^$#@]"
_LINKING = r"&(?=[#\w])|:(?=//|[\w+-])|(?<=[:/])/(?=/)|\.(?=[^\W\d_])|(?<=www)\."
_DOUBLED = r"-(?=-)|(?<=-)-|=(?==)|(?<==)=|%(?=%)|(?<=[%{])%|:(?=:)|(?<=:):|\.(?=\.)"
_RUNNING = r"(?<=<)[%?]"
_SPECIAL = re.compile(f"{_ALWAYS}|{_LINKING}|{_DOUBLED}|{_RUNNING}", re.IGNORECASE)
_MARKUP = re.compile(rf"{_ALWAYS}|&(?=[#\w])|{_RUNNING}")
_MARKER = re.compile(r"^([ \t]*)([-+=:%]|!(?=!!)|\?(?=\?\?))")
_NUMBER = re.compile(r"^([ \t]*\(?(?:\d{1,9}|[a-z]|[ivxlcdm]{1,9}))([.)])(?=\s|$)", re.IGNORECASE)
_EDGES = re.compile(r"^\s+|\s+$")
_BACKTICKS = re.compile(r"`+")
_LIVE_IN_CODE = re.compile(
    r"\{[{%#]|<!--|-->|<[%?]|[%?]>|::|^\$?=|^r(?:[ #]|$)|^\{|^(?:INPUT|VIEW|BUTTON)\[", re.IGNORECASE
)
"""What a template, or whoever looks for comments or for properties only, would find in a code span too; and spans
that are run: queries of Dataview, fields of Meta Bind, R of knitr, and what Quarto runs."""
_LOOKALIKES = str.maketrans("<>[]$\\`", "‹›［］＄＼｀")


def escaped(text: str) -> str:
    """The text on its lines; every line may stand at the beginning of a paragraph's line."""
    return "\n".join(map(_line, inert(text).split("\n")))


def escaped_line(text: str) -> str:
    """The text on one line, its white space folded: for headings, list items and cells."""
    return _line(inert_line(text))


def escaped_property(text: str) -> str:
    """The text on one line for front matter that is read as Markdown: no more is escaped than could be live."""
    text = _MARKUP.sub(r"\\\g<0>", inert_line(text))
    return _opening(text)


def lookalike(text: str) -> str:
    """The text on one line for front matter that one tool shows as it is and another reads as Markdown: what could be
    live in it is a character that only looks like it."""
    return inert_line(text).translate(_LOOKALIKES)


def code(text: str) -> str:
    """The text on one line as a code span, in which nothing can be live: for addresses and file names."""
    text = inert_line(text)
    if not text or _LIVE_IN_CODE.search(text):
        return _line(text)
    fence = "`" * (1 + max(map(len, _BACKTICKS.findall(text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def wikilink(name: str) -> str:
    """A name as a link between notes; as plain text where it would not be one, or would be more than one."""
    text = inert_line(re.sub(r"[\[\]|#^]", " ", name))
    return f"[[{text}]]" if text and _line(text) == text else escaped_line(name)


def _line(line: str) -> str:
    text = _opening(_SPECIAL.sub(r"\\\g<0>", line))
    return _EDGES.sub(lambda found: "".join(f"&#{ord(char)};" for char in found[0]), text)


def _opening(text: str) -> str:
    for opening in (_MARKER, _NUMBER):
        text = opening.sub(r"\1\\\2", text)
    return text
