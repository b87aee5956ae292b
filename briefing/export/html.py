"""The brief as one web page that needs no network and in which nothing is live."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from briefing.export import sentences
from briefing.export.brief import Brief, Entry, Saying
from briefing.export.markup import Markup, element
from briefing.export.pieces import cited, isolated, listed, quotation, table, whereabouts
from briefing.export.sentences import Fact
from briefing.inert import inert

_STYLESHEET = Path(__file__).with_name("page.css")
_CHECKING = (
    "Each quotation names its source, its paragraph, the first and the last of its characters in the article, and a"
    " short hash of its words."
)


def html(brief: Brief) -> str:
    """The whole page, which is well-formed XML as well."""
    sections = list(_sections(brief))
    contents = element(
        "nav",
        element("ol", *(element("li", element("a", name, href=f"#{id}")) for id, name, _ in sections)),
        aria_label="Contents",
    )
    body = element(
        "body",
        element(
            "header",
            element("h1", isolated(brief.title)),
            element("p", sentences.summary(brief)),
            element("p", sentences.made(brief), class_="made"),
        ),
        contents,
        element("main", *(_section(id, name, blocks) for id, name, blocks in sections)),
    )
    return f"<!DOCTYPE html>\n{element('html', _head(brief), body, lang='en')}\n"


def _section(id: str, name: str, blocks: Sequence[Markup]) -> Markup:
    return element("section", element("h2", name, id=f"{id}-heading"), *blocks, id=id, aria_labelledby=f"{id}-heading")


@lru_cache(maxsize=1)
def _style() -> tuple[Markup, str]:
    """The style sheet, and what the page allows it by."""
    text = _STYLESHEET.read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _head(brief: Brief) -> Markup:
    style, policy = _style()
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name_="referrer", content="no-referrer"),
        element("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name_="color-scheme", content="light dark"),
        element("meta", name_="generator", content="briefing"),
        element("title", brief.title),
        element("style", style),
    )


def _sections(brief: Brief) -> Iterator[tuple[str, str, list[Markup]]]:
    """(id, heading, blocks) of each section that has something to say."""
    sources = {entry.number: entry for entry in brief.entries}
    yield "question", "Question", [listed(sentences.question(brief))]
    if brief.dated:
        yield "articles", "Articles", [_article(entry) for entry in brief.dated]
    if brief.standings:
        yield "actors", "Actors", [_actors(brief)]
    if brief.sayings:
        said = element("ol", *(_saying(one, sources) for one in brief.sayings), class_="sayings")
        yield "chronology", "Chronology", [said]
    if brief.wordings:
        yield "wordings", "In whose words", [element("p", sentences.WORDINGS), _wordings(brief, sources)]
    if brief.bounded:
        articles = [_article(entry) for entry in brief.bounded]
        yield "bounded", "Articles whose date is only bounded", [element("p", sentences.BOUNDED), *articles]
    meaning = [element("p", words) for words in (*sentences.MEANING, _CHECKING)]
    yield "meaning", "What this brief says", meaning
    if brief.entries:
        yield "sources", "Sources", [element("ol", *map(_source, brief.entries), class_="sources")]


def _article(entry: Entry) -> Markup:
    article = entry.article
    heading = element(
        "h3",
        element("span", article.published.label, class_="when"),
        " · ",
        isolated(sentences.title(article)),
        " (translation)" if article.translator else "",
        cited(entry.number),
        id=f"article-{entry.number}-heading",
    )
    return element(
        "article",
        heading,
        listed((*sentences.facts(article), *_beside(entry))),
        *(quotation(excerpt, article, entry.number) for excerpt in entry.excerpts),
        id=f"article-{entry.number}",
        aria_labelledby=f"article-{entry.number}-heading",
    )


def _beside(entry: Entry) -> Iterator[Fact]:
    """The user's notes and tags."""
    for paragraph, note in sorted(entry.notes.items()):
        yield Fact(f"Note on ¶ {paragraph}" if paragraph else "Note", inert(note).strip())
    if entry.tags:
        yield Fact("Tags", ", ".join(entry.tags))


def _actors(brief: Brief) -> Markup:
    rows = [
        (
            isolated(standing.name),
            isolated(standing.group),
            isolated(sentences.position(standing, brief.gazetteer)),
            isolated(sentences.forms(standing)),
            whereabouts(standing.where),
        )
        for standing in brief.standings
    ]
    caption = "Who the actors were on the days of the articles"
    return table(caption, ("Actor", "Group", "On that day", "In the text as", "Where"), rows)


def _saying(saying: Saying, sources: Mapping[int, Entry]) -> Markup:
    held, manner = sentences.speaker(saying), sentences.manner(saying)
    lead = element(
        "p",
        element("span", saying.when, class_="when"),
        f" ({saying.basis}) · " if saying.basis else " · ",
        element("strong", isolated(saying.name)),
        ", " if held else "",
        isolated(held) if held else "",
        " · " if manner else "",
        manner,
    )
    return element("li", lead, quotation(saying.excerpt, sources[saying.number].article, saying.number))


def _wordings(brief: Brief, sources: Mapping[int, Entry]) -> Markup:
    rows = [
        (
            isolated(wording.name),
            quotation(wording.excerpt, sources[wording.number].article, wording.number, small=True),
            isolated(wording.voice + (f" ({wording.faction})" if wording.faction else "")),
        )
        for wording in brief.wordings
    ]
    return table("What the voices call an actor", ("Actor", "Is called", "By"), rows)


def _source(entry: Entry) -> Markup:
    back = element("a", "↩ to the article", class_="back", href=f"#article-{entry.number}")
    title = element("p", element("strong", isolated(sentences.title(entry.article))), " ", back)
    return element("li", title, listed(sentences.source(entry)), id=f"source-{entry.number}")
