"""The brief as one web page that needs no network and in which nothing is live."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from briefing.article import Article
from briefing.export import facts, sentences
from briefing.export.brief import Brief, Entry, Saying
from briefing.export.facts import Fact
from briefing.export.markup import Markup, element, joined
from briefing.export.pieces import cited, isolated, listed, quotation, table, whereabouts
from briefing.export.slots import SLOTS

_STYLESHEET = Path(__file__).with_name("page.css")
_CHECKING = (
    "Each quotation names its article and paragraph, the first and the last of its characters in the article, and a"
    " short hash of its words. To check every quotation, take the Markdown brief or its bundle: "
)
_BLANK_LINES = re.compile(r"(?:[^\S\n]*\n){2,}")


def html(brief: Brief) -> str:
    """The whole page, which is well-formed XML as well."""
    found = [(id, sentences.HEADINGS[id], blocks) for id, blocks in _sections(brief)]
    sections = [*_own(brief), *found]
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


def _own(brief: Brief) -> Iterator[tuple[str, str, list[Markup]]]:
    """(id, name, blocks) of the slots that hold something: as it was typed, and none of it read as markup."""
    for id, name in SLOTS.items():
        text = brief.own.get(id, "").replace("\r\n", "\n").replace("\r", "\n")
        paragraphs = filter(None, (part.strip("\n") for part in _BLANK_LINES.split(text)))
        if blocks := [element("p", part, class_="yours", dir="auto") for part in paragraphs if part.strip()]:
            yield id, name, blocks


def _sections(brief: Brief) -> Iterator[tuple[str, list[Markup]]]:
    """(id, blocks) of each section that has something to say, after what the analyst says."""
    articles = {entry.number: entry.article for entry in brief.entries}
    yield "question", [listed(sentences.question(brief))]
    if brief.dated:
        yield "articles", [_article(entry) for entry in brief.dated]
    if brief.bounded:
        yield "bounded", [element("p", sentences.BOUNDED), *map(_article, brief.bounded)]
    if brief.standings:
        yield "actors", list(_actors(brief))
    remarks = [element("p", said) for said in (sentences.unquoted(brief), sentences.unnamed(brief)) if said]
    if brief.sayings:
        said = element("ol", *(_saying(one, articles[one.number]) for one in brief.sayings), class_="sayings")
        yield "chronology", [element("p", sentences.CHRONOLOGY), *remarks, said]
    elif remarks:
        yield "chronology", remarks
    if brief.wordings:
        yield "wordings", [element("p", sentences.WORDINGS), _wordings(brief, articles)]
    checking = element("p", _CHECKING, element("code", "briefing verify"), ".")
    yield "meaning", [*(element("p", words) for words in sentences.MEANING), checking]
    if brief.entries:
        yield "sources", [element("ol", *(_source(*one) for one in facts.sources(brief)), class_="sources")]


def _article(entry: Entry) -> Markup:
    article = entry.article
    heading = element(
        "h3",
        f"{entry.number} · ",
        element("span", article.published.label, class_="when"),
        " · ",
        isolated(facts.title(article)),
        facts.marked(article),
        cited(entry.number),
        id=f"article-{entry.number}-heading",
    )
    return element(
        "article",
        heading,
        listed((*facts.known(article), *facts.beside(entry))),
        *(quotation(excerpt, article) for excerpt in entry.excerpts),
        id=f"article-{entry.number}",
        aria_labelledby=f"article-{entry.number}-heading",
    )


def _actors(brief: Brief) -> Iterator[Markup]:
    if said := sentences.nobody(brief):
        yield element("p", said)
    rows = [
        (
            isolated(standing.name),
            isolated(standing.group),
            isolated(sentences.position(standing)),
            isolated(sentences.forms(standing)),
            whereabouts(standing.where),
        )
        for standing in sentences.tabled(brief)
    ]
    if rows:
        yield table("Who the actors were on the days of the articles", sentences.ACTORS, rows)
    for names in sentences.names(brief):
        named = [
            element("span", isolated(name), " (", whereabouts(standing.where), ")") for name, standing in names.named
        ]
        more = f"; and {names.more:,} more" if names.more else ""
        yield element("p", f"{names.label}: ", joined(named, "; "), f"{more}.")


def _saying(saying: Saying, article: Article) -> Markup:
    held, excerpt = sentences.speaker(saying), saying.excerpt
    remarks = (sentences.manner(saying), "" if saying.quoted else facts.translated(article))
    lead = (
        element("span", saying.when, class_="when"),
        sentences.basis(saying),
        " · ",
        element("strong", isolated(saying.name)),
        ", " if held else "",
        isolated(held) if held else "",
        *(f" · {remark}" for remark in filter(None, remarks)),
    )
    if saying.quoted:
        return element("li", element("p", *lead), quotation(excerpt, article, saying.number))
    return element("li", element("p", *lead, " · ", whereabouts([(saying.number, (excerpt.paragraph,))])))


def _wordings(brief: Brief, articles: Mapping[int, Article]) -> Markup:
    rows = [
        (
            isolated(wording.name),
            quotation(wording.excerpt, articles[wording.number], wording.number, small=True),
            isolated(sentences.voice(wording)),
        )
        for wording in brief.wordings
    ]
    return table("What the voices call an actor", sentences.CALLED, rows)


def _source(entry: Entry, found: Sequence[Fact]) -> Markup:
    back = element("a", "↩ to the article", class_="back", href=f"#article-{entry.number}")
    title = element("p", element("strong", isolated(facts.title(entry.article))), " ", back)
    return element("li", title, listed(found), id=f"source-{entry.number}")
