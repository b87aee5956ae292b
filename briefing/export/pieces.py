"""The pieces that a page is made of: quotations, lists of facts, tables, and the numbers of sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.article import Article
from briefing.export import facts
from briefing.export.brief import Excerpt
from briefing.export.facts import Fact
from briefing.export.markup import Markup, element, joined
from briefing.inert import inert_line


def isolated(text: str) -> Markup:
    """A name or a title, in whatever direction it is written, on one line."""
    return element("bdi", inert_line(text), dir="auto")


def cited(number: int) -> Markup:
    """The number of a source, which leads to it."""
    return element("sup", element("a", f"[{number}]", href=f"#source-{number}", aria_label=f"source {number}"))


def quotation(excerpt: Excerpt, article: Article, number: int = 0, small: bool = False) -> Markup:
    """Words of an article with where they stand, which can be read by a person and by a program.

    The number of the article is needed wherever its quotations are not among others of it.
    """
    where = whereabouts([(number, (excerpt.paragraph,))]) if number else _paragraphs((excerpt.paragraph,))
    anchor = excerpt.anchor
    place = str(anchor).removeprefix("<!-- briefing:").removesuffix(" -->")
    words = element(
        "blockquote",
        element("p", excerpt.words),
        dir="auto",
        lang=facts.language(article),
        data_briefing=place,
    )
    said = facts.remarks(excerpt, article)
    locator = element(
        "figcaption",
        element("span", where, f" ({said})" if said else ""),
        element("code", f"{anchor.start}–{anchor.end} {anchor.digest}"),
    )
    return element("figure", words, locator, class_="phrase" if small else None)


def listed(found: Iterable[Fact]) -> Markup:
    """Facts as a list of terms and what they are."""
    rows: list[Markup] = []
    for fact in found:
        rows.append(element("dt", fact.label))
        rows.append(element("dd", element("code" if fact.literal else "bdi", fact.text, dir="auto")))
        rows.extend(element("dd", element("bdi", other, dir="auto"), class_="more") for other in fact.more)
    return element("dl", *rows)


def table(caption: str, names: Sequence[str], rows: Iterable[Sequence[Markup]]) -> Markup:
    """A table whose first column names its rows. On a narrow page each cell says what its column is called."""
    head = element("tr", *(element("th", name, scope="col") for name in names))
    body = [
        element(
            "tr",
            element("th", cells[0], scope="row"),
            *(element("td", cell, data_label=name) for name, cell in zip(names[1:], cells[1:], strict=True)),
        )
        for cells in rows
    ]
    return element("table", element("caption", caption), element("thead", head), element("tbody", *body))


def whereabouts(where: Iterable[tuple[int, tuple[int, ...]]]) -> Markup:
    """Articles by their numbers, which lead to them, with their paragraphs: `1 ¶ 2, 4; 2 title`."""
    named = (
        element(
            "span",
            element("a", str(number), href=f"#article-{number}", aria_label=f"article {number}"),
            f"\u00a0{_paragraphs(numbers)}",
        )
        for number, numbers in where
    )
    return joined(list(named), "; ")


def _paragraphs(numbers: Sequence[int]) -> str:
    return facts.places(numbers).replace("¶ ", "¶\u00a0") or "title"
