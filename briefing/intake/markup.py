"""HTML as a string, in time that grows with its length only: what is no text taken out, and what a reader would see."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_DATA = re.compile(r"""data:[\w.+-]{1,40}/[\w.+-]{1,80}[^,"'<>\s]{0,200},[^"'<>\s]*""", re.IGNORECASE)
_HEAVY = re.compile(r"<(?:(style|script|svg)\b|!--)", re.IGNORECASE)
_HIDDEN = re.compile(r"(style|script|svg|head|template|noscript|select|iframe|title|textarea)\b", re.IGNORECASE)
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")
_BREAKS = frozenset(
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr html li main nav ol option p pre section table tbody tfoot thead tr ul".split()
)
_LINES = {"br", "li", "tr", "dt", "dd", "option"}
_CELLS = {"td", "th"}
_LONGEST_TAG = 5_000


def lean(source: str) -> str:
    """The page without style sheets, drawings, data addresses, and scripts other than structured metadata."""
    source = _DATA.sub("data:,", source) if "data:" in source else source
    kept, at = [], 0
    for start, end in _heavy(source):
        kept.append(source[at:start])
        at = end
    return "".join([*kept, source[at:]])


def _heavy(source: str) -> Iterator[tuple[int, int]]:
    """Where such elements stand; what merely looks like one in a comment or in metadata is passed over."""
    unclosed, at = set(), 0
    while found := _HEAVY.search(source, at):
        at, name = found.end(), (found[1] or "--").lower()
        end = source.find(">", at, at + _LONGEST_TAG) if found[1] else at
        if end < 0 or name in unclosed:
            continue
        told = source[at:end].lower()
        if told.endswith("/"):
            continue
        closed = _closing(name).search(source, end)
        if closed is None:
            unclosed.add(name)
            continue
        at = closed.end()
        if found[1] and not (name == "script" and "ld+json" in told):
            yield found.start(), at


def _closing(name: str) -> re.Pattern[str]:
    return re.compile("-->" if name == "--" else rf"</{name}\s{{0,20}}>", re.IGNORECASE)


def visible_text(source: str) -> str:
    """All the text of a page or a fragment, its blocks as paragraphs; nothing is judged, no nesting too deep."""
    parts = "".join(_pieces(source))
    lines = (" ".join(line.split()) for line in parts.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _pieces(source: str) -> Iterator[str]:
    """Text with line ends where blocks end; comments, tags and what is never shown are passed over."""
    at, unclosed = 0, set()
    while (start := source.find("<", at)) >= 0:
        yield _words(source[at:start])
        opened = "-->" if source.startswith("<!--", start) else ">"
        name = _NAME.match(source, start + 1)
        if not name and source[start + 1 : start + 2] not in ("!", "?"):
            yield "<"
            at = start + 1
            continue
        end = source.find(opened, start) if opened not in unclosed else -1
        if end < 0:
            unclosed.add(opened)
            at = start + 4 if opened == "-->" else len(source)
            continue
        at = end + len(opened)
        if not name or opened == "-->":
            continue
        tag, closing = name[1].lower(), source[start + 1] == "/"
        yield gap(tag, closing)
        if not closing and _HIDDEN.fullmatch(tag) and tag not in unclosed and source[at - 2] != "/":
            closed = _closing(tag).search(source, at)
            if closed is None:
                unclosed.add(tag)
            else:
                at = closed.end()
    yield _words(source[at:])


def gap(tag: str, closing: bool) -> str:
    """What a tag of this name, in lower case, puts between the words around it: line ends, a space or nothing."""
    if tag in _CELLS:
        return " "
    if tag in _LINES:
        return "" if closing else "\n"
    return "\n\n" if tag in _BREAKS else ""


def _words(text: str) -> str:
    text = " ".join(text.split("\n"))
    return html.unescape(text) if "&" in text else text
