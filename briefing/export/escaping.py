"""Any text as Markdown that means that text and nothing else, in CommonMark and in its usual dialects."""

from __future__ import annotations

import re

from briefing.inert import inert, inert_line

_ALWAYS = r"[\\`*_\[\]<>{}|~^$#@]"
_LINKING = r"&(?=[#\w])|:(?=//|[\w+-])|(?<=[:/])/(?=/)|\.(?=[^\W\d_])|(?<=www)\."
_DOUBLED = r"-(?=-)|(?<=-)-|=(?==)|(?<==)=|%(?=%)|(?<=%)%"
_SPECIAL = re.compile(f"{_ALWAYS}|{_LINKING}|{_DOUBLED}", re.IGNORECASE)
_MARKER = re.compile(r"^([ \t]*)([-+=:%])")
_NUMBER = re.compile(r"^([ \t]*\d{1,9})([.)])")
_EDGES = re.compile(r"^[ \t]+|[ \t]+$")
_BACKTICKS = re.compile(r"`+")


def escaped(text: str) -> str:
    """The text on its lines; every line may stand at the beginning of a paragraph's line."""
    return "\n".join(map(_line, inert(text).split("\n")))


def escaped_line(text: str) -> str:
    """The text on one line, its white space folded: for headings, list items and cells."""
    return _line(inert_line(text))


def code(text: str) -> str:
    """The text on one line as a code span, in which nothing can be live: for addresses and file names."""
    text = inert_line(text)
    fence = "`" * (1 + max(map(len, _BACKTICKS.findall(text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _line(line: str) -> str:
    text = _SPECIAL.sub(r"\\\g<0>", line)
    for opening in (_MARKER, _NUMBER):
        text = opening.sub(r"\1\\\2", text)
    return _EDGES.sub(lambda found: "".join(f"&#{ord(char)};" for char in found[0]), text)
