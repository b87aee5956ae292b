"""Who said what when: the statements of a brief in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from briefing.actors import Gazetteer
from briefing.article import Article, Bound, Dating, Kind
from briefing.cast import Role, companies
from briefing.dates import Period
from briefing.export.brief import Commission, Entry, Excerpt, Saying, Tally
from briefing.export.occasions import Clock, Occasion
from briefing.speaking import Statement

_SPEAKING: tuple[Kind, ...] = ("person", "organisation", "faction")
"""Those who can be said to have said something; a place is none of them."""
_Order = tuple[int, date, date, int, int]


def sayings(entries: Sequence[Entry], gazetteer: Gazetteer) -> Iterator[Saying]:
    """Every statement with a speaker, in the order of time; then those of bounded dates, then those of no date."""
    found: list[tuple[_Order, Saying]] = []
    for entry in entries:
        said = [statement for statement in entry.statements if statement.speaker]
        if not said:
            continue
        cast = speakers(entry.article, gazetteer)
        clock = Clock(entry.article, entry.statements)
        spans = entry.article.paragraphs
        then: dict[tuple[str, Period], tuple[Role, str]] = {}
        for statement in said:
            key = statement.speaker or ""
            excerpt = _excerpt(entry.article, statement, spans)
            if key in cast and excerpt:
                occasion = clock.occasion(statement)
                whose = cast[key]
                if occasion.told:
                    known = key, occasion.period
                    whose = then[known] = then.get(known) or _then(entry.article, key, occasion, gazetteer)
                order = _order(entry, occasion, excerpt.start)
                found.append((order, _saying(entry, statement, excerpt, whose, occasion)))
    found.sort(key=lambda one: one[0])
    yield from (saying for _, saying in found)


def limited(sayings: Iterable[Saying], entries: Sequence[Entry], commission: Commission) -> Iterator[Saying]:
    """The same, with no more words quoted than were asked for.

    What stands in an excerpt is quoted again; of the rest, in order, whatever is no longer than what is left.
    """
    tally = Tally(excerpt for entry in entries for excerpt in entry.excerpts)
    for saying in sayings:
        cost = tally.cost(saying.excerpt)
        if cost and not commission.full and tally.words + cost > commission.max_words:
            yield replace(saying, quoted=False)
        else:
            tally.add(saying.excerpt)
            yield saying


def speakers(article: Article, gazetteer: Gazetteer) -> dict[str, tuple[Role, str]]:
    """Everybody of an article who may speak, with the name of their group on that day, "" for none, by key."""
    return {
        role.key: (role, company.name if company.group is not None else "")
        for company in companies(article, gazetteer)
        for role in company.roles
        if role.kind in _SPEAKING
    }


def _then(article: Article, key: str, occasion: Occasion, gazetteer: Gazetteer) -> tuple[Role, str]:
    """The speaker as of the days that the reporting clause tells."""
    mentions = tuple(mention for mention in article.mentions if mention.key == key)
    first, last = occasion.period.first, occasion.period.last
    bounds = (
        *([Bound(first, "after", occasion.basis)] if first else ()),
        *([Bound(last, "before", occasion.basis)] if last else ()),
    )
    return speakers(replace(article, published=Dating(bounds=bounds), mentions=mentions), gazetteer)[key]


def _saying(
    entry: Entry, statement: Statement, excerpt: Excerpt, whose: tuple[Role, str], occasion: Occasion
) -> Saying:
    role, group = whose
    return Saying(
        number=entry.number,
        excerpt=excerpt,
        direct=statement.direct,
        speaker=role.key,
        name=role.name,
        group=group,
        posts=role.posts,
        verb=statement.verb,
        period=occasion.period,
        when=occasion.when,
        basis=occasion.basis,
    )


def _excerpt(article: Article, statement: Statement, spans: Sequence[tuple[int, int]]) -> Excerpt | None:
    """The words, cut where their paragraph ends; a quotation that goes on in the next is a statement there too."""
    if not 0 < statement.paragraph <= len(spans):
        return None
    first, last = spans[statement.paragraph - 1]
    start, end = max(first, statement.start), min(last, statement.end)
    if start >= end:
        return None
    words = article.body[start:end]
    whole = (start, end) == (first, last)
    return Excerpt(article.id, statement.paragraph, start, end, words, "statement", whole)


def _order(entry: Entry, occasion: Occasion, start: int) -> _Order:
    period = occasion.period
    known = 0 if occasion.dated else 2 if period.open else 1
    first = period.first or period.last or date.max
    return known, first, period.last or date.max, entry.number, start
