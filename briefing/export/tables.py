"""Articles as data: one JSON document with everything, or CSV with one line an article."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence

from briefing.actors import Gazetteer
from briefing.article import Article, article_json
from briefing.export.brief import Brief, Table
from briefing.inert import inert

_COLUMNS = (
    *("id", "path", "entry", "title", "title_basis", "date", "precision", "basis", "trust", "not_before", "not_after"),
    *("source", "agency", "author", "url", "language", "complete", "actors", "factions", "words"),
)
_HIDDEN = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def json_table(articles: Sequence[Article]) -> str:
    """A list of articles, each as `extract --json` prints it; control characters stay escaped."""
    text = json.dumps([article_json(article) for article in articles], ensure_ascii=False, indent=2)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def csv_table(articles: Sequence[Article], gazetteer: Gazetteer) -> str:
    """One line an article, under a line of names; a cell that a spreadsheet would run begins with an apostrophe."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    writer.writerows(map(_cell, _row(article, gazetteer)) for article in articles)
    return file.getvalue()


def json_text(brief: Brief) -> str:
    """The whole brief as one JSON document, as `brief.schema.json` describes it."""
    return json_table([entry.article for entry in brief.entries])


def csv_text(brief: Brief, table: Table = "articles") -> str:
    """One of its tables: a line for each article, each mention, or each actor of each article."""
    return csv_table([entry.article for entry in brief.entries], brief.gazetteer)


def _row(article: Article, gazetteer: Gazetteer) -> list[object]:
    published = article.published
    factions = [f for actor in article.actors for f in gazetteer.factions_of(actor, published.period)]
    return [
        *(article.id, article.path, article.entry, article.title, article.title_basis),
        *(published.date, published.precision, published.basis, published.trust),
        *(published.not_before, published.not_after),
        *(article.source, article.agency, article.author, article.url, article.language, article.complete),
        "; ".join(map(gazetteer.name, article.actors)),
        "; ".join(map(gazetteer.name, dict.fromkeys(factions))),
        len(article.body.split()),
    ]


def _cell(value: object) -> str:
    text = "" if value is None else inert(str(value))
    return f"'{text}" if _FORMULA.match(text) else text
