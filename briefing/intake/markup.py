"""HTML as a string, in time that grows with its length only: what is no text taken out, and what a reader would see."""

from __future__ import annotations

import html
import re
from collections import Counter
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
_MAY_HIDE = re.compile(r"hidden|display|visibility|<template", re.IGNORECASE)
_MARK = re.compile(r"""<!--|<(/?)([a-zA-Z][a-zA-Z0-9]*)((?>[^"'>]+|"[^"]*"|'[^']*')*+)(?:[>"']|\Z)""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]*))?""")
_HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
_SHADOW = re.compile(r"\sshadowroot(?:mode)?\b", re.IGNORECASE)
"""A template that is shown in the place where it stands."""
_MOVED = re.compile(r"s:[0-9a-f]+")
"""The name of a part that comes late, and is shown once a script has put it in its place."""
_NOT_TEXT = re.compile(r"(?:script|style|textarea|title|iframe)\Z")
_NEVER_HIDDEN = frozenset("html body area base br col embed hr img input link meta source track wbr".split())
"""What scripts show as soon as the page is whole, and what has no words in it."""
MUCH_HIDDEN = 100
"""Words; menus and notices have fewer."""


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


def seen(source: str) -> tuple[str, str]:
    """(the page without what it marks as hidden, what is to be said of that).

    Where that is most of its words a script shows them, or nobody would have saved it: nothing is taken out.
    """
    parts = list(_unseen(source)) if _MAY_HIDE.search(source) else []
    if not parts:
        return source, ""
    kept, at = [], 0
    for start, end in sorted(parts):
        if end > at:
            kept.append(source[at : max(start, at)])
            at = end
    bare = "".join([*kept, source[at:]])
    whole, left = (len(text_in(one).split()) for one in (source, bare))
    if 2 * left < whole:
        return source, "most of its words are marked as hidden; they are kept"
    hidden = whole - left
    return bare, f"left out: {hidden:,} words that are marked as hidden" if hidden >= MUCH_HIDDEN else ""


def _unseen(source: str) -> Iterator[tuple[int, int]]:
    """Where elements that nobody sees stand, one in another too; what is never closed is none."""
    depth: Counter[str] = Counter()
    opened: dict[str, list[tuple[int, int]]] = {}
    at, unclosed = 0, set()
    while mark := _MARK.search(source, at):
        at, name = mark.end(), (mark[2] or "--").lower()
        if name == "--" or (not mark[1] and _NOT_TEXT.match(name)):
            closed = _closing(name).search(source, at) if name not in unclosed else None
            at = closed.end() if closed else at
            if closed is None:
                unclosed.add(name)
            continue
        if opened.get("p") and name in _BREAKS and name != "br":  # no paragraph reaches further
            yield opened["p"].pop()[0], at if mark[1] and name == "p" else mark.start()
        if mark[3].endswith("/"):
            continue
        if not mark[1] and _is_hidden(name, mark[3]):
            opened.setdefault(name, []).append((mark.start(), depth[name]))
        depth[name] += -1 if mark[1] else 1
        while (held := opened.get(name)) and name != "p" and depth[name] <= held[-1][1]:
            yield held.pop()[0], at


def _is_hidden(tag: str, written: str) -> bool:
    """By its attributes, or as a template."""
    if tag in _NEVER_HIDDEN:
        return False
    if tag == "template":
        return not _SHADOW.search(written)
    if not _MAY_HIDE.search(written):
        return False
    told = {found[1].lower(): (found[2] or "").strip("\"'").lower() for found in _ATTRIBUTE.finditer(written)}
    marked = "hidden" in told and told["hidden"] != "until-found" and not _MOVED.fullmatch(told.get("id", ""))
    return marked or bool(_HIDING_STYLE.search(html.unescape(told.get("style", ""))))


def visible_text(source: str) -> str:
    """All the text of a page or a fragment that is not marked as hidden, its blocks as paragraphs."""
    return text_in(seen(source)[0])


def text_in(source: str) -> str:
    """The same of what is known to be seen: its blocks as paragraphs; nothing is judged, no nesting too deep."""
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
        shadow = tag == "template" and _SHADOW.search(source, start, at)
        if not closing and _HIDDEN.fullmatch(tag) and not shadow and tag not in unclosed and source[at - 2] != "/":
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
