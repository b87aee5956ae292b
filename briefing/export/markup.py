"""Elements of a page, built so that no text can become markup: whatever is not `Markup` is escaped."""

from __future__ import annotations

import html
import re

from briefing.inert import inert, inert_line

_EMPTY = frozenset({"meta", "br"})
_INLINE = frozenset("a bdi br code em h1 h2 h3 p span strong sup td th li dt dd title style meta caption".split())
_NO_CHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def escaped(text: str) -> Markup:
    """The text and nothing else; well-formed as XML too."""
    return text if isinstance(text, Markup) else Markup(html.escape(_NO_CHARACTERS.sub("", inert(text))))


def element(name: str, *inside: str, **attributes: str | None) -> Markup:
    """An element with what is inside of it; `class_` is class, `data_x` is data-x, None is left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(inert_line(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Markup(f"<{name}{given} />")
    between = "" if name in _INLINE else "\n"
    words = between.join(filter(None, map(escaped, inside)))
    return Markup(f"<{name}{given}>{between}{words}{between}</{name}>")


def joined(parts: list[Markup], between: str) -> Markup:
    """Several in a row."""
    return Markup(escaped(between).join(parts))
