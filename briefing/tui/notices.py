"""What the user should know for as long as it holds: said in one line, and in full."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from briefing.tui.plain import plain
from briefing.tui.wrapping import cells, crop

IN_FULL = ":notices"
NOTHING = "nothing to tell: the index is up to date"


def headline(notices: Sequence[str], room: int) -> str:
    """The first notice in at most so many cells, and where the rest can be read; "" without any."""
    if not notices:
        return ""
    said = _beginning(notices[0])
    more = f" (+{len(notices) - 1} more: {IN_FULL})" if len(notices) > 1 else ""
    if not more and (said != notices[0] or cells(said) > room):
        more = f" ({IN_FULL})"
    if cells(more) > room // 2:
        more = f" {IN_FULL}"
    return crop(said, room - cells(more)) + more


def _beginning(notice: str) -> str:
    """The first line; the second with it where the first only announces it."""
    first, _, rest = notice.partition("\n")
    return f"{first} {rest.partition(chr(10))[0]}" if first.endswith(":") and rest else first


def in_full(notices: Sequence[str]) -> Content:
    """Every notice with all its lines."""
    texts = ["\n".join(plain(line) for line in notice.splitlines()) for notice in notices]
    return Content("\n\n".join(texts) or NOTHING)
