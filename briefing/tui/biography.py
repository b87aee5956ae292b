"""An overview laid out on lines: sections of entries, each with what it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.dates import Period
from briefing.tui.histogram import height
from briefing.tui.messages import Ask, FilterBy, GoTo
from briefing.tui.plain import plain
from briefing.tui.tenures import axis
from briefing.tui.wrapping import ELLIPSIS, across, cells, crop, wrap

if TYPE_CHECKING:
    from briefing.overview import Overview, Quoted

Piece = tuple[str, tuple[str, ...]]
WORDS = 4
"""Lines of one statement; the rest is in the article."""
MOST_MONTHS = 36
"""Months beyond which there is a line for each year."""
BAR = 24
"""Cells of the longest bar."""
FULL = "█"
STYLES = {"person": "person", "place": "place"}
"""Of names by their kind; all others are groups."""
_QUOTES = re.compile('["“”„‟«»"＂]')


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else, whose overview is wanted."""

    name: str


Target = GoTo | FilterBy | Ask | Other


@dataclass(frozen=True, slots=True)
class Entry:
    """Some lines that belong together, and where they lead, if anywhere."""

    lines: tuple[tuple[Piece, ...], ...]
    target: Target | None = None
    heading: bool = False


def laid_out(view: Overview, when: Period, width: int) -> list[Entry]:
    """The sections on lines of at most this many cells; `when` are the days of the article that is open."""
    sections = (_names(view, width), _time(view, width), _company(view, width), _said(view, width))
    entries = [*_who(view, width), *_posts(view, when, width)]
    for title, aside, found in sections:
        if found:
            entries += [_heading(title, aside, width), *found]
    return entries


def _line(text: str, *styles: str) -> tuple[Piece, ...]:
    return ((text, styles),)


def _heading(title: str, aside: str, width: int) -> Entry:
    text = across(title, aside, width)
    edge = len(text) - len(aside) if aside and text.endswith(aside) else len(text)
    return Entry((_line(""), ((text[:edge], ("heading",)), (text[edge:], ("quiet",)))), heading=True)


def _who(view: Overview, width: int) -> Iterator[Entry]:
    style = STYLES.get(view.kind, "group")
    place = view.query.startswith("place:")
    facts = " · ".join((view.kind, view.actor or "not in the actors file"))
    count = f"in {view.articles:,} article{'s' * (view.articles != 1)}"
    lines = [_line(crop(view.name, width), style), *_wrapped(f"{facts} · {count}", width)]
    yield Entry(tuple(lines), FilterBy("place" if place else "actor", view.actor or view.name))
    for remark in (*(view.remarks if view.actor else ()), view.sample and f"names and statements: {view.sample}"):
        if remark:
            yield Entry(tuple(_wrapped(remark, width)))


def _wrapped(text: str, width: int, *styles: str, indent: int = 0, most: int = 0) -> Iterator[tuple[Piece, ...]]:
    text = plain(text)
    lines = wrap(text, 0, len(text), width - indent)
    for number, line in enumerate(lines[:most] if most else lines, 1):
        words = text[line.start : line.end]
        if most and number == most < len(lines):
            words = crop(words, width - indent - 1).removesuffix(ELLIPSIS) + ELLIPSIS
        yield _line(" " * indent + words, *(styles or ("quiet",)))


def _posts(view: Overview, when: Period, width: int) -> Iterator[Entry]:
    """Each post with its bar, under the years and the day of the article."""
    if not view.posts:
        return
    scale = axis(view.posts, when, width)
    mark = scale.marked(when) if scale else ""
    yield _heading("Posts", "▼ the day of the article" if mark else "", width)
    if scale:
        yield Entry((_line(scale.years(), "axis"), *((_line(mark, "mark"),) if mark else ())))
    for post in view.posts:
        start, end = (str(day) if day else "" for day in (post.start, post.end))
        open_end = post.period.last is None
        span = f"{start or '?'} – {end or ('…' if open_end else '?')}"
        bar = [_line(scale.bar(post), "block")] if scale else []
        told = [post.group] if post.group and post.group not in post.title else []
        remarks = _wrapped("; ".join((*told, *post.remarks)), width, indent=2) if told or post.remarks else ()
        yield Entry((_line(across(post.title, span, width), "title"), *bar, *remarks))


Section = tuple[str, str, list[Entry]]


def _names(view: Overview, width: int) -> Section:
    found = []
    for seen in view.names:
        aside = "by post" if seen.by_post else ""
        text = across(f"{seen.count:6,}  {seen.words}", aside, width)
        asked = f'="{_QUOTES.sub("", seen.words)}" {view.query}'
        found.append(Entry((_line(text, *(("by-post",) if seen.by_post else ())),), Ask(asked)))
    return "Names seen", "enter: what spells it so", found


def _time(view: Overview, width: int) -> Section:
    facets = view.over_time
    if len(facets) > MOST_MONTHS:
        facets = [facet for facet in view.years if facet.value[:1].isdigit()]
    most = max((facet.count for facet in facets), default=1)
    room = max(1, min(BAR, width - 20))
    found = []
    for facet in sorted(facets, key=lambda facet: facet.value):
        cut = max(1, facet.count * room // most)
        bar = FULL * cut if facet.count * room >= most else height(facet.count, most)
        text = f"{facet.value:7}{facet.count:7,}  "
        found.append(Entry((((text, ()), (bar, ("block",))),), Ask(f"{view.query} date:{facet.value}")))
    beside = [(view.inferred, "with inferred dates"), (view.undated, "undated")]
    if aside := " · ".join(f"{count:,} {words}" for count, words in beside if count):
        found.append(Entry((_line(crop(aside, width), "quiet"),), Ask(f"{view.query} is:undated")))
    return "Articles over time", "enter: only these", found


def _company(view: Overview, width: int) -> Section:
    found = [
        Entry((_line(crop(f"{other.count:6,}  {other.name}", width)),), Other(other.actor or other.name))
        for other in view.together
    ]
    return "Together with", "enter: their overview", found


def _said(view: Overview, width: int) -> Section:
    found = [_statement(said, width) for said in view.statements]
    if view.more:
        found.append(Entry((_line(crop(f"and {view.more:,} older", width), "quiet"),)))
    return "Statements", "enter: in the article", found


def _statement(said: Quoted, width: int) -> Entry:
    how = f"{said.date} · {said.verb}{'' if said.direct else ', reported'} · ¶ {said.paragraph}"
    title = f" · {said.title}" if cells(how) + 12 < width else ""
    words = _wrapped(said.words, width, "said-words", indent=2, most=WORDS)
    return Entry((_line(crop(how + title, width), "quiet"), *words), GoTo(said.article, said.offset))
