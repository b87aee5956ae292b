"""The day of publication that a page's markup states. No date is taken from an address, a footer or running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from briefing.clean import clean_line
from briefing.intake.days import clock, iso_day, printed_day
from briefing.intake.formats import linked
from briefing.intake.formats.htmlaround import MOST_TIMES, amid_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = (
    "article:published_time og:article:published_time og:published_time article:published datepublished "
    "rnews:datepublished originalpublicationdate citation_publication_date citation_online_date parsely-pub-date "
    "sailthru.date pubdate publishdate publish-date publish_date publication_date publication-date date_published "
    "published_time cxenseparse:recs:publishtime bt:pubdate dc.date.issued dcterms.issued dc.date.created "
    "dcterms.created article_date_original dc.date dcterms.date date"
).split()
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dcterms.modified", "last-modified")
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:date-?published|published|publish(?:ed)?[-_]?(?:date|time|on)?|pub-?date|entry-date|post-?date"
    r"|article[-_]*date|story[-_]*date|posted-on)(?=$|[\s_-])",
    re.IGNORECASE,
)
_SURELY = re.compile(r"(?:^|\s)(?:date-?)?published(?=$|\s)", re.IGNORECASE)
_UNMARKED = re.compile(r"updat|modif|current|today|clock|now", re.IGNORECASE)
_ELSEWHERE = {"nav", "aside", "footer"}
_OTHERS = re.compile(r"related|comment|sidebar|recommend|latest|widget|teaser|card|popular", re.IGNORECASE)
_LONGEST_PRINTED = 100
_LONGEST_SOURCE = 10_000
"""Characters of markup's text that may be nothing but spaces around it."""

Candidate = tuple[str, str]
"""Where it stands, and what is written there."""


def dates(
    tree: HtmlElement, told: Mapping[str, str], things: list[linked.Thing], main: linked.Thing, saved: str | None
) -> dict[str, str]:
    """`date`, `date_evidence` and `time` of the first original date on offer, `date_others`, `updated`.

    A date later than the day on which the page was saved is nobody's.
    """
    offered: dict[str, Candidate] = {}
    for where, written in _candidates(tree, told, things, main):
        day = printed_day(written)
        if day and not (saved and day > saved):
            offered.setdefault(day, (where, written))
    updated = iso_day(linked.text(main, "dateModified") or next((told[name] for name in _UPDATED if name in told), ""))
    found = {"updated": updated} if updated else {}
    for day, (where, written) in list(offered.items())[:1]:
        found |= {"date": day, "date_evidence": f"{where}: {written}", "time": clock(written) or ""}
    others = [f"{day} ({where})" for day, (where, _) in list(offered.items())[1:4]]
    return found | {"date_others": "; ".join(others)}


def _candidates(
    tree: HtmlElement, told: Mapping[str, str], things: list[linked.Thing], main: linked.Thing
) -> Iterator[Candidate]:
    """Dates of publication, the surest first."""
    yield "JSON-LD datePublished", linked.text(main, "datePublished")
    for name in _PUBLISHED:
        if name in told:
            yield f"meta {name}", told[name]
    standing: _Known = {}
    yield from _elements(tree, standing)
    if not main:
        pages = (thing for thing in things if linked.is_a(thing, "WebPage", "ItemPage", "AboutPage"))
        yield from (("JSON-LD datePublished of the page", linked.text(page, "datePublished")) for page in pages)
    yield "JSON-LD dateCreated", linked.text(main, "dateCreated")
    yield from _lone_time(tree, standing)


def _elements(tree: HtmlElement, standing: _Known) -> Iterator[Candidate]:
    """Elements that are marked as the date of publication: by itemprop, `pubdate` or their class."""
    for element in tree.iter("time", "span", "div", "p", "abbr", "li"):
        marked = (element.get("itemprop") or "").lower() == "datepublished" or element.get("pubdate") is not None
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if not marked and (not _MARKED.search(names) or (_UNMARKED.search(names) and not _SURELY.search(names))):
            continue
        if not _standing(element, standing).elsewhere:
            written = element.get("datetime") or element.get("content") or _words(element)
            if len(written) <= _LONGEST_PRINTED:
                yield f"{element.tag} marked as published", written


def _lone_time(tree: HtmlElement, standing: _Known) -> Iterator[Candidate]:
    """The time element of the article, where all of the article's that are not amid its words are of one day."""
    own = [
        element
        for element in tree.iter("time")
        if element.get("datetime") is not None
        and (stands := _standing(element, standing)).own
        and not stands.elsewhere
        and not _UNMARKED.search(f"{element.get('class') or ''}")
    ]
    few = own if len(own) <= MOST_TIMES else ()
    written = [element.get("datetime") or "" for element in few if not amid_words(element)]
    if len({iso_day(one) for one in written}) == 1:
        yield "time element", written[0]


def _words(element: HtmlElement) -> str:
    """What is written in it; "" for more than a date, which is not read to its end."""
    parts, length = [], 0
    for part in element.itertext():
        parts.append(part)
        length += len(part)
        if length > _LONGEST_SOURCE:
            return ""
    return clean_line("".join(parts))


class _Standing(NamedTuple):
    """In which part of the page an element stands."""

    elsewhere: bool = False
    """In what surrounds the article."""
    main: bool = False
    own: bool = False
    """In an article, or at the head of what is mainly shown."""


_Known = dict["HtmlElement", _Standing]


def _standing(element: HtmlElement, known: _Known) -> _Standing:
    """Where it stands; of all around it that is found once only, and kept."""
    above: HtmlElement | None = element
    new = []
    while above is not None and above not in known:
        new.append(above)
        above = above.getparent()
    standing = _Standing() if above is None else known[above]
    for one in reversed(new):
        known[one] = standing = _standing_in(one, standing)
    return standing


def _standing_in(element: HtmlElement, around: _Standing) -> _Standing:
    tag = element.tag
    if tag in ("body", "html"):
        return around
    return _Standing(
        around.elsewhere
        or tag in _ELSEWHERE
        or bool(_OTHERS.search(f"{element.get('class') or ''} {element.get('id') or ''}")),
        around.main or tag == "main",
        around.own or tag == "article" or (around.main and tag == "header"),
    )
