"""How an article stands in the list: one line where there is room, else two, as pieces of text and style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from briefing.results import Hit, Row
from briefing.tui.factions import Badge
from briefing.tui.wrapping import ELLIPSIS, cells, crop, fit

Piece = tuple[str, str]
"""Text, and the component class it is drawn with; "" for the line's own."""

ONE_LINE = 72
"""From this width on a row takes one line."""
DATE, STATES, SOURCE, MARGIN = 11, 2, 14, 5
SHORTEST = 6
"""Cells below which a source says nothing."""
LONGEST = 1_000
"""Characters of a title or source after which nothing of it is in sight, unless most of them take no room."""
UNREAD, STARRED, ASIDE, PUT_OFF, SELECTED = "●", "★", "◇", "◆", "✓"
TAGGED, NOTED, WORKING = "#", "✎", "≡"
CUT, WALL, POSSIBLE = "⋯", "⊘", "?"
SORTED = {
    "date": "newest first",
    "oldest": "oldest first",
    "relevance": "best first",
    "source": "by source",
    "unread": "unread first",
}
LEGEND = (
    (UNREAD, "unread"),
    (STARRED, "starred"),
    (f"{PUT_OFF} {ASIDE}", "set aside: unread, read"),
    (TAGGED, "tagged"),
    (WORKING, "on the working list, or a paragraph of it"),
    (NOTED, "with a note of yours"),
    (SELECTED, "selected"),
    ("~2014", "about then: inferred from the text, or the year is"),
    ("≥2014-08", "not before then; no date is printed"),
    ("≤2014-08", "not after then; no date is printed"),
    ("????-09-16", "the day is printed, its year is not known"),
    ("2014-08-27!", "date of the crawl header: may be the day it was saved"),
    (POSSIBLE, "undated, possibly within the dates asked for"),
    ("‹title›", "title taken from the first sentence"),
    (CUT, "cut: the text goes on behind a paywall or a link"),
    (WALL, "only the page's wall (cookies, subscription) was saved"),
    ("▁▄█ ·", "over the list: when its articles were published; · none then"),
    ("LNA +", "factions mentioned; + where more do not fit"),
    ("name ?", "beside the reader: undecided, or a post without a holder"),
)


class Marked(Protocol):
    """What the reader did with an article."""

    @property
    def read(self) -> bool:
        """Was it opened?"""

    @property
    def starred(self) -> bool:
        """Is it starred?"""

    @property
    def aside(self) -> bool:
        """Was it set aside?"""

    @property
    def tagged(self) -> bool:
        """Has it a tag?"""

    @property
    def noted(self) -> bool:
        """Is there a note on it, or on a paragraph of it?"""

    @property
    def working(self) -> bool:
        """Is it, or a paragraph of it, on the working list?"""


def height(width: int) -> int:
    """Lines that one row takes."""
    return 1 if width >= ONE_LINE else 2


def date_text(row: Row) -> str:
    """The date in eleven cells: `2014-08-27`, `2014-08-27!` of a crawl header, `~2014-08`, `≥2014-08`, `undated`."""
    if row.date is not None and row.date.year is None:
        return f"~{row.period.single}" if row.period.single else f"????{str(row.date)[1:]}"
    if row.date is not None:
        return f"{row.date}!" if row.basis == "header" else str(row.date)
    first, last = row.period.first, row.period.last
    if first and last:
        return (
            f"~{first:%Y-%m}" if (first.year, first.month) == (last.year, last.month) else f"~{first:%Y}"[:5] + _to(row)
        )
    if first or last:
        return f"≥{first:%Y-%m}" if first else f"≤{last:%Y-%m}"
    return "undated"


def _to(row: Row) -> str:
    first, last = row.period.first, row.period.last
    if first is None or last is None or first.year == last.year:
        return ""
    return f"–{last:%Y}"


def title_text(row: Row) -> str:
    """The title, in guillemets where it was derived; the path of an article without one."""
    if not row.title:
        return row.path
    return f"‹{row.title}›" if row.title_basis == "derived" else row.title


@dataclass(frozen=True, slots=True)
class Widths:
    """Cells of what gives way where a row takes one line: more for all of them where there is more room."""

    title: int
    source: int
    badges: int


@lru_cache(maxsize=64)
def widths(width: int) -> Widths:
    """A title takes what is left; of more room half of it at first, and at last all."""
    spare = max(0, width - ONE_LINE)
    source, badges = 10 + min(spare // 4, 14), 10 + min(spare // 5, 14)
    return Widths(max(1, width - MARGIN - 3 - DATE - STATES - 1 - 1 - source - badges - 1), source, badges)


def draw(hit: Hit, marks: Marked, badges: Mapping[str, Badge], width: int, *, selected: bool) -> list[list[Piece]]:
    """The lines of a row, each exactly `width` cells; what it holds stands in the same columns in every row."""
    if height(width) == 1:
        return [_one_line(hit, marks, badges, width, selected)]
    return _two_lines(hit, marks, badges, width, selected)


def _above(marks: Marked) -> list[Piece]:
    """What was done with the article: in the first line of two."""
    sign = (ASIDE if marks.read else PUT_OFF) if marks.aside else _sign(UNREAD, not marks.read)
    kept = _sign(STARRED, marks.starred) + _sign(TAGGED, marks.tagged)
    return [(sign, "star" if marks.read else "unread"), (kept, "star")]


def _below(marks: Marked, selected: bool) -> list[Piece]:
    """And in the second."""
    kept = _sign(WORKING, marks.working) + _sign(NOTED, marks.noted)
    return [(_sign(SELECTED, selected), "selected"), (kept, "star")]


def _sign(sign: str, given: bool) -> str:
    return sign if given else " "


def _title(hit: Hit, marks: Marked, width: int) -> Piece:
    style = "derived" if hit.row.title_basis == "derived" else "title"
    title = _bounded(title_text(hit.row))
    cropped = crop(title, width)
    if style == "derived" and cropped.endswith(ELLIPSIS):
        cropped = crop(title, width - 1) + "›"
    return fit(cropped, width), f"{style}-read" if marks.read else style


def _bounded(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + ELLIPSIS


def _dated(hit: Hit) -> Piece:
    """The date, whether the article is only possible, and whether it is whole."""
    states = (POSSIBLE if hit.possible else " ") + {"cut": CUT, "wall": WALL}.get(hit.row.complete, " ")
    return fit(date_text(hit.row), DATE) + states, "quiet"


def _badges(factions: Sequence[str], known: Mapping[str, Badge], room: int) -> list[Piece]:
    """The labels that fit, in reading order, and a `+` where some do not."""
    shown = [known[faction] for faction in factions if faction in known]
    pieces: list[Piece] = []
    for number, badge in enumerate(shown, 1):
        needed = cells(badge.label) + 1
        if needed + 2 * (number < len(shown)) > room:
            return [*pieces, (" +", "quiet")]
        room -= needed
        pieces.append((" " + badge.label, badge.style))
    return pieces


def _width(pieces: Sequence[Piece]) -> int:
    return sum(cells(text) for text, _ in pieces)


def _two_lines(hit: Hit, marks: Marked, known: Mapping[str, Badge], width: int, selected: bool) -> list[list[Piece]]:
    inner = max(1, width - MARGIN - 1)
    room = max(0, inner - DATE - STATES)
    labels = _badges(hit.row.factions, known, room if room < 2 * SOURCE else room - SOURCE)
    room = max(0, room - _width(labels))
    source = fit(f" {_bounded(hit.row.source)}" if hit.row.source and room > SHORTEST else "", room)
    return [
        [(" ", ""), *_above(marks), (" ", ""), _dated(hit), (source, "quiet"), *labels, (" ", "")],
        [(" ", ""), *_below(marks, selected), (" ", ""), _title(hit, marks, inner), (" ", "")],
    ]


def _one_line(hit: Hit, marks: Marked, known: Mapping[str, Badge], width: int, selected: bool) -> list[Piece]:
    room = widths(width)
    labels = _badges(hit.row.factions, known, room.badges)
    return [
        (" ", ""),
        *_above(marks),
        *_below(marks, selected),
        (" ", ""),
        _dated(hit),
        (" ", ""),
        _title(hit, marks, room.title),
        (" ", ""),
        (fit(_bounded(hit.row.source or ""), room.source), "quiet"),
        (" " * (room.badges - _width(labels)), ""),
        *labels,
        (" ", ""),
    ]
