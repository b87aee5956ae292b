"""What the markup of a page says of its article. A date is taken only where it is marked as that of publication."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefing.bounded import too_long, within
from briefing.clean import clean_line
from briefing.files import Unreadable
from briefing.intake.foreign import foreign
from briefing.intake.formats import htmldates, linked
from briefing.intake.hosts import foreign_to

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLES = "og:title", "citation_title", "dc.title", "dcterms.title", "sailthru.title", "parsely-title", "twitter:title"
_SITES = "og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher", "application-name"
_AUTHORS = "author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author", "byl"
_ENDING = re.compile(r"\s[|–—·•»:-]{1,2}\s([^|–—·•»]{2,60})$")
_LONGEST = 500
MOST_SECONDS = 5.0
"""Of computing, to guess at a title and an author: for the largest pages it takes one."""
_NOT_GUESSED = "too much is in it to guess at a title and an author that its markup does not name"


def meta(tree: HtmlElement, known: Mapping[str, str], bearable: bool = True) -> tuple[dict[str, str], tuple[str, ...]]:
    """title, source, author, url, language, and those of `htmldates.dates`, as far as the page says; and remarks.

    Nothing is guessed in a page that is not `bearable` for other people's parsers.
    `known` comes from the program that saved the page; of the addresses the page's own canonical one is preferred.
    """
    told = metas(tree)
    things = linked.things(tree)
    heading = _only_heading(tree)
    main = linked.main_article(things, _first(told, "og:title") or heading)
    found = {
        "title": linked.text(main, "headline") or _first(told, *_TITLES) or heading,
        "source": linked.name(main, "publisher") or _first(told, *_SITES) or _publisher(things),
        "author": linked.name(main, "author") or _author(told),
        "url": _address(tree, told, known.get("url", "")),
        "language": _language(tree, told, main),
        **htmldates.dates(tree, told, things, main, known.get("saved")),
    }
    guesses = _guesses(tree, found, bearable)
    for key, guess in (guesses or {}).items():
        found[key] = found[key] or guess
    found["source"] = found["source"] or _site_in_title(tree, found["title"])
    found["title"] = _without_site(_whole(found["title"], heading), found["source"])
    found["came_from"] = foreign_to(found["source"], found["url"])
    cleaned = {key: clean_line(value)[:_LONGEST] for key, value in found.items()}
    remarks = () if guesses is not None else (_NOT_GUESSED,)
    return {**known, **{key: value for key, value in cleaned.items() if value}}, remarks


def metas(tree: HtmlElement) -> dict[str, str]:
    """The contents of the meta elements by their names in lower case; the first of a name counts."""
    told: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := (element.get(attribute) or "").strip().lower()):
                told.setdefault(name, content)
    return told


def _first(told: Mapping[str, str], *names: str) -> str:
    return next((told[name] for name in names if name in told), "")


def _only_heading(tree: HtmlElement) -> str:
    """The one h1 with words in it. No text is looked at more than twice, however they nest."""
    from lxml.etree import iterwalk  # comes with trafilatura

    found, empty = "", None
    for event, element in iterwalk(tree, events=("start", "end"), tag="h1"):
        if event == "end":
            empty = None if element is empty else empty
        elif empty is None:
            text = clean_line("".join(element.itertext()))
            if text and found:
                return ""
            found, empty = text or found, None if text else element
    return found


def _publisher(things: list[linked.Thing]) -> str:
    """The one organisation that the page's linked data describes."""
    kinds = ("Organization", "NewsMediaOrganization", "WebSite")
    names = {linked.text(thing, "name") for thing in things if linked.is_a(thing, *kinds)} - {""}
    return names.pop() if len(names) == 1 else ""


def _author(told: Mapping[str, str]) -> str:
    names = (told[name] for name in _AUTHORS if name in told)
    return next((name for name in names if not re.match(r"https?://|www\.|@", name)), "")


def _address(tree: HtmlElement, told: Mapping[str, str], saved_from: str) -> str:
    """The canonical address, unless it is a front page and the page was saved from within the site."""
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for url in (*links, told.get("og:url", "")):
        if re.match(r"https?://[^\s<>\"]+$", url) and not (saved_from and re.fullmatch(r"https?://[^/]+/?", url)):
            return url
    return saved_from


def _language(tree: HtmlElement, told: Mapping[str, str], main: linked.Thing) -> str:
    root = tree.getroottree().getroot()
    for written in (root.get("lang"), linked.text(main, "inLanguage"), told.get("og:locale")):
        if found := re.match(r"[a-zA-Z]{2,3}(?=$|[-_])", written or ""):
            return found[0].lower()
    return ""


def _guesses(tree: HtmlElement, found: Mapping[str, str], bearable: bool) -> dict[str, str] | None:
    """What trafilatura makes of title element, bylines and the like, where the markup names no title or author.

    None where that would take too long.
    """
    if found["title"] and found["author"]:
        return {}
    if not bearable:
        return None
    tree = linked.without_broken(tree)
    try:
        with foreign("a page whose markup can be read"):
            from trafilatura.metadata import extract_metadata

            settings = {"original_date": True, "extensive_search": False}
            guessed = within(MOST_SECONDS, lambda: extract_metadata(tree, date_config=settings))
            return {"title": guessed.title or "", "author": guessed.author or ""}
    except Unreadable as error:
        return None if str(error) == too_long(MOST_SECONDS) else {}


def _site_in_title(tree: HtmlElement, title: str) -> str:
    """The site, where the title element is the title, a dash or bar, and a name."""
    whole = next((clean_line("".join(element.itertext())) for element in tree.iter("title")), "")
    rest = _ENDING.fullmatch(whole.removeprefix(title)) if title and whole.startswith(title) else None
    return rest[1].strip() if rest else ""


def _whole(title: str, heading: str) -> str:
    """The heading of the page where the title is a shortened form of it."""
    start = title.rstrip(" .…")
    return heading if len(start) > 20 and heading.startswith(start) and title != heading else title


def _without_site(title: str, site: str) -> str:
    ending = _ENDING.search(title)
    same = ending and site and ending[1].strip().casefold() in (site.casefold(), f"the {site}".casefold())
    return title[: ending.start()].rstrip() if ending and same else title
