"""How an article stands in the list: one line where there is room, else two, as pieces of text and style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from briefing.results import Hit, Row
from briefing.tui.factions import Badge
from briefing.tui.wrapping import cells, crop, fit

Piece = tuple[str, str]
"""Text, and the component class it is drawn with; "" for the line's own."""

ONE_LINE = 72
"""From this width on a row takes one line."""
DATE, SOURCE, MARGIN = 11, 14, 4
SHORTEST = 6
"""Cells below which a source says nothing."""
UNREAD, STARRED, ASIDE, SELECTED, CUT, WALL, POSSIBLE = "●", "★", "◇", "✓", "⋯", "⊘", "?"
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
    (ASIDE, "set aside"),
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


def draw(hit: Hit, marks: Marked, badges: Mapping[str, Badge], width: int, *, selected: bool) -> list[list[Piece]]:
    """The lines of a row, each exactly `width` cells."""
    signs = _signs(marks, selected)
    if height(width) == 1:
        return [_one_line(hit, signs, marks, badges, width)]
    return _two_lines(hit, signs, marks, badges, width)


def _signs(marks: Marked, selected: bool) -> tuple[str, str, str, str]:
    return (
        " " if marks.read else UNREAD,
        STARRED if marks.starred else " ",
        SELECTED if selected else " ",
        ASIDE if marks.aside else " ",
    )


def _title(hit: Hit, marks: Marked, width: int) -> Piece:
    style = "derived" if hit.row.title_basis == "derived" else "title"
    title = title_text(hit.row)
    cropped = crop(title, width)
    if style == "derived" and cropped.endswith("…"):
        cropped = crop(title, width - 1) + "›"
    return fit(cropped, width), f"{style}-read" if marks.read else style


def _states(hit: Hit) -> str:
    return (POSSIBLE if hit.possible else "") + {"cut": CUT, "wall": WALL}.get(hit.row.complete, "")


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


def _two_lines(
    hit: Hit, signs: tuple[str, str, str, str], marks: Marked, known: Mapping[str, Badge], width: int
) -> list[list[Piece]]:
    unread, star, chosen, aside = signs
    inner = max(1, width - MARGIN - 1)
    date = fit(date_text(hit.row), DATE) + " " + "".join(f"{state} " for state in _states(hit))
    room = max(0, inner - cells(date))
    labels = _badges(hit.row.factions, known, room if room < 2 * SOURCE else room - SOURCE)
    room -= _width(labels)
    source = fit((hit.row.source or "") if room >= SHORTEST else "", max(0, room))
    return [
        [
            (" ", ""),
            (unread, "unread"),
            (star, "star"),
            (" ", ""),
            (date, "quiet"),
            (source, "quiet"),
            *labels,
            (" ", ""),
        ],
        [(" ", ""), (chosen, "selected"), (aside, "star"), (" ", ""), _title(hit, marks, inner), (" ", "")],
    ]


def _one_line(
    hit: Hit, signs: tuple[str, str, str, str], marks: Marked, known: Mapping[str, Badge], width: int
) -> list[Piece]:
    unread, star, chosen, aside = signs
    labels = _badges(hit.row.factions, known, 16)
    labels = [(" " * (17 - _width(labels)), ""), *labels]
    room = max(1, width - 6 - DATE - 3 - SOURCE - 18)
    return [
        (" ", ""),
        (unread, "unread"),
        (star, "star"),
        (chosen, "selected"),
        (aside, "star"),
        (" ", ""),
        (fit(date_text(hit.row) + " " + _states(hit), DATE + 2), "quiet"),
        _title(hit, marks, room),
        (" ", ""),
        (fit(hit.row.source or "", SOURCE), "quiet"),
        *labels,
        (" ", ""),
    ]
