"""When who was written about: factions or actors in rows, their articles by year, month or day, bounds kept apart."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from briefing.dates import PartialDate, Period
from briefing.library import counted
from briefing.pausing import collector_paused
from briefing.words import fold_text

if TYPE_CHECKING:
    from briefing.actors import Gazetteer
    from briefing.article import Article
    from briefing.results import Hit, Results

By = Literal["faction", "actor"]
Unit = Literal["year", "month", "day"]
UNITS: tuple[Unit, ...] = ("year", "month", "day")
MOST = 200
"""Those who have a line; those mentioned least are only counted."""
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Dates:
    """The days that each hit may be of, the same days kept once."""

    of: Sequence[int]
    """For each hit the number of its days."""
    kinds: Sequence[tuple[Period, bool]]
    """Those days, and whether the article itself gives at least a year."""

    @property
    def span(self) -> Period:
        """From the first day that is known of any to the last; open where none is."""
        known = [day for period, _ in self.kinds for day in (period.first, period.last) if day]
        return Period(min(known), max(known)) if known else Period()


@dataclass(frozen=True, slots=True)
class Line:
    """A faction or an actor, and the articles that mention them."""

    id: str
    name: str
    articles: Sequence[int]
    """Their places among the hits, in order."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Articles that are of these days, without saying of which of them; a side may be open."""

    period: Period
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """A line by years, months or days, each known by its number. Articles are places among the hits, in order."""

    line: Line
    marks: Mapping[int, tuple[int, ...]]
    """The articles that are surely of one year, month or day; the oldest first."""
    bounds: tuple[Stretch, ...]
    """The other articles with a date or a bound: never counted into one of them."""
    undated: tuple[int, ...]
    """The articles with neither."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The lines of an answer, those mentioned most first, and what is in none of them."""

    by: By
    hits: Sequence[Hit]
    dates: Dates
    lines: tuple[Line, ...] = ()
    more: int = 0
    """How many that are mentioned have no line."""
    nobody: int = 0
    """Articles that mention none of them."""
    undated: int = 0
    """Articles with neither a date nor a bound, whether in a line or not."""

    def ids(self, places: Iterable[int]) -> list[str]:
        """The ids of these articles."""
        return [self.hits[place].row.id for place in places]

    def tracks(self, unit: Unit) -> list[Track]:
        """Every line by this unit; with very many articles to be called in a thread."""
        numbers = [within(period, unit) if sure else None for period, sure in self.dates.kinds]
        return [self._track(line, numbers) for line in self.lines]

    def _track(self, line: Line, numbers: Sequence[int | None]) -> Track:
        marks: dict[int, list[int]] = {}
        loose: dict[int, list[int]] = {}
        for place in line.articles:
            kind = self.dates.of[place]
            number = numbers[kind]
            held, key = (loose, kind) if number is None else (marks, number)
            if key in held:
                held[key].append(place)
            else:
                held[key] = [place]
        stretches: dict[Period, list[int]] = {}
        for kind, places in loose.items():
            stretches.setdefault(self.dates.kinds[kind][0], []).extend(places)
        undated = stretches.pop(Period(), [])
        return Track(
            line,
            {number: tuple(marks[number]) for number in sorted(marks)},
            tuple(Stretch(period, tuple(sorted(stretches[period]))) for period in sorted(stretches, key=_order)),
            tuple(undated),
        )


def timeline(results: Results, gazetteer: Gazetteer, by: By = "faction", *, most: int = MOST) -> Timeline:
    """The rows of an answer. 100,000 articles take about a second: to be called in a thread."""
    kinds: dict[tuple[date | None, date | None, bool], int] = {}
    of = array("l")
    held: dict[str, list[int]] = {}
    nobody = undated = 0
    with collector_paused():
        for place, hit in enumerate(results.hits):
            row = hit.row
            period = row.period
            of.append(kinds.setdefault((period.first, period.last, row.dated), len(kinds)))
            undated += period.first is None and period.last is None
            ids = row.factions if by == "faction" else row.actors
            nobody += not ids
            for id in ids:
                if id in held:
                    held[id].append(place)
                else:
                    held[id] = [place]
    dates = Dates(of, [(Period(first, last), sure) for first, last, sure in kinds])
    found = sorted(
        (Line(id, gazetteer.name(id), places) for id, places in held.items()),
        key=lambda line: (-len(line.articles), line.name.casefold(), line.id),
    )
    return Timeline(by, results.hits, dates, tuple(found[:most]), len(found[most:]), nobody, undated)


def _order(period: Period) -> tuple[date, date]:
    return period.first or date.min, period.last or date.max


# Years, months and days by their numbers


def number_of(day: date, unit: Unit) -> int:
    """The number of the year, month or day that a day lies in; those that follow each other have numbers that do."""
    if unit == "day":
        return day.toordinal()
    return day.year if unit == "year" else day.year * _YEAR + day.month - 1


def within(period: Period, unit: Unit) -> int | None:
    """The number of the one year, month or day that all these days lie in, else None."""
    if period.first is None or period.last is None:
        return None
    first, last = number_of(period.first, unit), number_of(period.last, unit)
    return first if first == last else None


def written(number: int, unit: Unit) -> str:
    """`2014`, `2014-08` or `2014-08-27`."""
    if unit == "day":
        return date.fromordinal(number).isoformat()
    return f"{number:04}" if unit == "year" else f"{number // _YEAR:04}-{number % _YEAR + 1:02}"


def days(number: int, unit: Unit) -> Period:
    """The days of a year, a month or a day."""
    return PartialDate.parse(written(number, unit)).period


def in_words(period: Period) -> str:
    """The days of a stretch: `between 2014-08 and 2014-09`, `within 2014`, `since 2014-08-01`."""
    named = str(period)
    if period.single:
        return f"on {named}, inferred"
    if period.first is None or period.last is None:
        return named
    first, _, last = named.partition(" to ")
    return f"between {first} and {last}" if last else f"within {first}"


# Where an article mentions them


def first_mention(article: Article, gazetteer: Gazetteer, id: str, by: By) -> int | None:
    """The offset of the first mention of an actor in the body, or of anybody who counts for a faction; else None.

    A name that no file knows is asked for by itself.
    """
    when = article.published.period
    for mention in sorted(article.mentions, key=lambda mention: mention.start):
        if mention.actor is None:
            found = id not in gazetteer and fold_text(mention.name) == fold_text(id)
        else:
            found = mention.actor == id or (by == "faction" and id in gazetteer.factions_of(mention.actor, when))
        if found:
            return mention.start
    return None


def paragraph_at(article: Article, offset: int) -> int:
    """The number of the paragraph that holds an offset; 1 is the first."""
    return max(1, sum(start <= offset for start, _ in article.paragraphs))


# As text and as JSON


def timeline_lines(made: Timeline, unit: Unit) -> Iterator[str]:
    """A line for every row and month or day: `Libyan National Army  2014-08  3 articles`; then what is in no row."""
    for track in made.tracks(unit):
        name = track.line.name
        for number, places in track.marks.items():
            yield f"{name}  {written(number, unit)}  {counted(len(places))}"
        for stretch in track.bounds:
            yield f"{name}  {in_words(stretch.period)}: {counted(len(stretch.articles))}"
        if track.undated:
            yield f"{name}  undated: {counted(len(track.undated))}"
    yield summary(made)


def summary(made: Timeline) -> str:
    """`16 articles; 1 mentions no faction; 2 undated; 30 more actors are not shown`."""
    said = [counted(len(made.hits))]
    if made.nobody:
        said.append(
            f"{made.nobody:,} mention{'s' * (made.nobody == 1)} no {made.by}{' of the file' * (made.by == 'actor')}"
        )
    if made.undated:
        said.append(f"{made.undated:,} undated")
    if made.more:
        said.append(f"{made.more:,} more {made.by}s are not shown")
    return "; ".join(said)


def timeline_json(made: Timeline, unit: Unit) -> Iterator[dict[str, Any]]:
    """An object for every row, with the ids of its articles."""
    for track in made.tracks(unit):
        yield {
            "id": track.line.id,
            "name": track.line.name,
            "by": made.by,
            "total": len(track.line.articles),
            "marks": [
                {unit: written(number, unit), "articles": made.ids(places)} for number, places in track.marks.items()
            ],
            "bounds": [
                {
                    "from": _day(stretch.period.first),
                    "to": _day(stretch.period.last),
                    "articles": made.ids(stretch.articles),
                }
                for stretch in track.bounds
            ],
            "undated": made.ids(track.undated),
        }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
