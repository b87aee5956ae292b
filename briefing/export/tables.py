"""The articles of a brief, their mentions and their actors as tables for a spreadsheet: CSV, one line a row.

A cell that a spreadsheet would run as a formula begins with an apostrophe, and so does one that looks like such a
cell already: whoever takes one apostrophe away before `'`s, blanks and one of `= + - @` has the text again. Where
lists are separated by `;` or tabs a spreadsheet begins a cell behind each of these: there it is the same, among
quotation marks too.
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from briefing.actors import Gazetteer
from briefing.article import Article, Mention
from briefing.cast import Role, companies
from briefing.export.brief import Brief, Entry, Table, counted
from briefing.inert import inert

_ARTICLES = (
    *("number", "id", "path", "entry", "title", "title_basis", "date", "precision", "basis", "trust"),
    *("not_before", "not_after", "source", "agency", "distributor", "translator", "origin", "author", "url"),
    *("language", "complete", "actors", "factions", "words", "excerpt_words", "statements"),
    *("saved", "saved_basis", "tags", "notes"),
)
_MENTIONS = (
    *("number", "article", "date", "part", "paragraph", "start", "end", "text", "kind", "actor", "name", "via"),
    *("because", "candidates", "affiliation", "group"),
)
_ACTORS = (
    *("number", "article", "date", "actor", "name", "kind", "affiliation", "group", "posts", "by_post"),
    *("mentions", "paragraphs", "forms"),
)
_UNSEEN = r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u2800\u3164\ufe00-\ufe0f\uffa0"
_SIGN = r"[=+\-@＝＋－＠﹦﹢﹣﹫]"
_FORMULA = re.compile(rf"'*[\s{_UNSEEN}]*{_SIGN}")
_BEHIND_A_SEPARATOR = re.compile(rf"(?<=[;\t])(?=(?:[^\S\t]|[{_UNSEEN}'\"])*{_SIGN})")

Row = Sequence[object]


def csv_text(brief: Brief, table: Table = "articles") -> str:
    """A line for each article, each mention, or each actor of each article, under a line of names (RFC 4180, LF)."""
    names, rows = _TABLES[table]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    for entry in brief.entries:
        writer.writerows(map(_cell, row) for row in rows(entry, brief.gazetteer))
    return file.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = inert(value)
    begun = _FORMULA.match(text)
    if begun is None and ";" not in text and "\t" not in text:
        return text
    first = begun.end() if begun else 0
    return "'" * bool(begun) + text[:first] + _BEHIND_A_SEPARATOR.sub("'", text[first:])


def _listed(values: Iterable[object]) -> str:
    return "; ".join(map(str, values))


def _day(article: Article) -> str | None:
    return str(article.published.date) if article.published.date else None


def _article_rows(entry: Entry, gazetteer: Gazetteer) -> Iterator[Row]:
    article, published = entry.article, entry.article.published
    factions = [f for actor in article.actors for f in gazetteer.factions_of(actor, published.period)]
    yield (
        *(entry.number, article.id, article.path, article.entry, article.title, article.title_basis),
        *(_day(article), published.precision, published.basis, published.trust),
        *(published.not_before, published.not_after),
        *(article.source, article.agency, article.distributor, article.translator, article.origin, article.author),
        *(article.url, article.language, article.complete),
        _listed(map(gazetteer.name, article.actors)),
        _listed(map(gazetteer.name, dict.fromkeys(factions))),
        counted(article.body),
        sum(counted(excerpt.words) for excerpt in entry.excerpts),
        len(entry.statements),
        *(entry.saved, entry.saved_basis, _listed(entry.tags)),
        "\n".join(f"{number}: {entry.notes[number]}" for number in sorted(entry.notes)),
    )


def _mention_rows(entry: Entry, gazetteer: Gazetteer) -> Iterator[Row]:
    article = entry.article
    groups = {role.key: heading for heading, role in _cast(article, gazetteer)}
    begins = [start for start, _ in article.paragraphs]
    shared = (entry.number, article.id, _day(article))
    for part, mentions in (("title", article.title_mentions), ("body", article.mentions)):
        for mention in mentions:
            yield (
                *(*shared, part, bisect_right(begins, mention.start) if part == "body" else None),
                *(mention.start, mention.end, mention.text, mention.kind, mention.actor, mention.name, mention.via),
                *(mention.because, _listed(mention.candidates), mention.affiliation, groups[mention.key]),
            )


def _actor_rows(entry: Entry, gazetteer: Gazetteer) -> Iterator[Row]:
    article = entry.article
    begins = [start for start, _ in article.paragraphs]
    titles: dict[str, list[Mention]] = {}
    for mention in article.title_mentions:
        titles.setdefault(mention.key, []).append(mention)
    for heading, role in _cast(article, gazetteer):
        paragraphs = dict.fromkeys(bisect_right(begins, mention.start) for mention in role.mentions)
        forms = dict.fromkeys(mention.text for mention in (*titles.get(role.key, ()), *role.mentions))
        yield (
            *(entry.number, article.id, _day(article), role.actor, role.name, role.kind, role.group, heading),
            *(" | ".join(role.posts), "yes" if role.by_post_only else "no", len(role.mentions)),
            *(_listed(paragraphs), _listed(forms)),
        )


def _cast(article: Article, gazetteer: Gazetteer) -> Iterator[tuple[str, Role]]:
    """Every actor of an article under the heading that it has on that day."""
    return ((company.name, role) for company in companies(article, gazetteer) for role in company.roles)


_TABLES: Mapping[Table, tuple[Sequence[str], Callable[[Entry, Gazetteer], Iterator[Row]]]] = {
    "articles": (_ARTICLES, _article_rows),
    "mentions": (_MENTIONS, _mention_rows),
    "actors": (_ACTORS, _actor_rows),
}
