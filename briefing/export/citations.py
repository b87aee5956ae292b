"""The sources of a brief for a reference manager: BibTeX, or CSL-JSON. What is not known of a source is left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

from briefing.article import Article, Dating
from briefing.dates import PartialDate
from briefing.export import facts
from briefing.export.brief import PRINTED, Brief, Entry
from briefing.export.tex import field
from briefing.inert import escaped, inert_line, named

_ADDRESS = re.compile(r"https?://(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE | re.ASCII)
_AS_IS = "!#$%&'()*+,-./:;=?@[]_~"
"""Of an address; all else becomes %XX, braces and backslashes above all."""
_FOREIGN = re.compile(r"[^0-9a-z]")
_ELSEWHERE = {"Source", "Author", "Address", "Language", "Dateline", "Doubt"}
"""Facts that have a field of their own, or are none of the source."""
_CODE = re.compile(r"([a-z]{2}|[A-Z]{2})((?:[-_][A-Za-z0-9]{2,8})*)")
LANGUAGES = dict(
    pair.split(":")
    for pair in (
        "am:Amharic ar:Arabic az:Azerbaijani be:Belarusian bg:Bulgarian bn:Bengali bs:Bosnian ca:Catalan cs:Czech "
        "da:Danish de:German el:Greek en:English es:Spanish et:Estonian fa:Persian fi:Finnish fr:French ha:Hausa "
        "he:Hebrew hi:Hindi hr:Croatian hu:Hungarian hy:Armenian id:Indonesian it:Italian ja:Japanese ka:Georgian "
        "kk:Kazakh ko:Korean ku:Kurdish lt:Lithuanian lv:Latvian mk:Macedonian ms:Malay nl:Dutch no:Norwegian "
        "pl:Polish ps:Pashto pt:Portuguese ro:Romanian ru:Russian sk:Slovak sl:Slovene so:Somali sq:Albanian "
        "sr:Serbian sv:Swedish sw:Swahili ta:Tamil th:Thai tr:Turkish uk:Ukrainian ur:Urdu uz:Uzbek vi:Vietnamese "
        "zh:Chinese"
    ).split()
)
"""The English names of languages, by code; what is not here is left as the page gives it."""
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_LIVE = re.compile(r"<(?=/?(?:i|b|sc|su[bp]|span)\b)|\{(?=:)", re.IGNORECASE)
"""What a citation processor takes for markup in a title, or for a field in a note."""


def bibtex(brief: Brief) -> str:
    """An entry for each article, for BibTeX, biblatex and pandoc; a date that is only bounded stands in the note."""
    return "\n".join(map(_entry, brief.entries))


def csl(brief: Brief) -> str:
    """A JSON list with an item for each article, in CSL 1.0.2; the date is `circa` where it is inferred or may be
    that of the crawl."""
    return escaped(json.dumps([dict(_item(entry)) for entry in brief.entries], ensure_ascii=False, indent=2)) + "\n"


def address(article: Article) -> str | None:
    """The address, where it is one of the web that any program can follow."""
    url = article.url or ""
    return quote(url, safe=_AS_IS) if inert_line(url) == url and _ADDRESS.fullmatch(url) else None


def language(article: Article) -> tuple[str | None, str]:
    """The code, where it is certain, and the English name, else what the page gives."""
    written = inert_line(article.language or "")
    for code, name in LANGUAGES.items():
        if written.casefold() == name.casefold():
            return code, name
    found = _CODE.fullmatch(written)
    if found is None or (name := LANGUAGES.get(found[1].lower(), "")) == "":
        return None, written
    tags = (tag.upper() if len(tag) == 2 else tag for tag in re.split("[-_]", found[2])[1:])
    return "-".join([found[1].lower(), *tags]), name


def _key(article: Article) -> str:
    return f"briefing-{_FOREIGN.sub('', article.id)}"


def _note(entry: Entry) -> Iterator[str]:
    """What has no field of its own: how the date is known, and where the saved copy is."""
    article = entry.article
    yield f"article {_FOREIGN.sub('', article.id)}"
    for fact in facts.known(article):
        if fact.label not in _ELSEWHERE:
            yield f"{fact.label}: {fact.text}"
            yield from () if article.published.dated else fact.more
    if article.url and address(article) is None:
        yield f"Address, as the page gives it: {inert_line(article.url)}"
    if entry.saved and entry.saved_basis:
        yield f"Saved: {entry.saved} ({inert_line(entry.saved_basis)})"
    place = named(article.path)
    yield f"File: {place}" if article.entry is None else f"File: {place}, entry {inert_line(article.entry)}"


def _people(article: Article) -> Iterator[tuple[str, str]]:
    """Author and translator by their fields; `translated from Arabic` names no translator."""
    if author := inert_line(article.author or ""):
        yield "author", author
    translator = inert_line(article.translator or "")
    if translator and translator.casefold() not in map(str.casefold, LANGUAGES.values()):
        yield "translator", translator


def _accessed(entry: Entry) -> date | None:
    """The day the page was saved, where that is sure; the date of a file may be that of a copy."""
    return entry.saved if entry.saved_basis == PRINTED else None


def _doubtful(dating: Dating) -> bool:
    """May the date be that of the crawl?"""
    return dating.basis == "header"


def _entry(entry: Entry) -> str:
    article = entry.article
    url = address(article)
    lines = [f"  {name} = {value}," for name, value in _fields(entry, url)]
    return "\n".join([f"@{'online' if url else 'misc'}{{{_key(article)},", *lines, "}", ""])


def _fields(entry: Entry, url: str | None) -> Iterator[tuple[str, str]]:
    article = entry.article
    yield "title", field(facts.title(article))
    # A second pair of braces, for the whole is one name: nobody can say where a page's byline is to be split.
    for name, value in _people(article):
        yield name, field(value)
    if source := inert_line(article.source or ""):
        yield ("organization" if url else "howpublished"), field(source)
    printed = article.published.date
    if printed and printed.year:
        yield "year", f"{{{printed.year:04}}}"
        if printed.month:
            yield "month", _MONTHS[printed.month - 1]
        yield "date", f"{{{printed}{'?' * _doubtful(article.published)}}}"
    if url:
        yield "url", f"{{{url}}}"
    if day := _accessed(entry):
        yield "urldate", f"{{{day}}}"
    if written := language(article)[1]:
        yield "language", field(written)
    yield "note", field("; ".join(_note(entry)))


def _item(entry: Entry) -> Iterator[tuple[str, Any]]:
    article = entry.article
    url, (code, spoken) = address(article), language(article)
    yield "id", _key(article)
    yield "type", "webpage" if url else "article-newspaper" if article.source else "document"
    yield "title", _plain(facts.title(article))
    for name, value in _people(article):
        yield name, [{"literal": _plain(value)}]
    if source := inert_line(article.source or ""):
        yield "container-title", _plain(source)
    if issued := _issued(article.published):
        yield "issued", issued
    if day := _accessed(entry):
        yield "accessed", {"date-parts": [_parts(PartialDate.of(day))]}
    if url:
        yield "URL", url
    if code:
        yield "language", code
    unmapped = [f"Language: {spoken}"] if spoken and not code else []
    yield "note", _plain("; ".join([*_note(entry), *unmapped]))


def _issued(dating: Dating) -> dict[str, Any] | None:
    """The date; of one that is inferred its months, and the words where a side is open."""
    period, circa = dating.period, {"circa": True}
    if dating.date and dating.dated:
        return {"date-parts": [_parts(dating.date)]} | (circa if _doubtful(dating) else {})
    if dating.date and period.single:
        return {"date-parts": [_parts(PartialDate.of(period.single))]} | circa
    if dating.date is None and period.first and period.last:
        months = dict.fromkeys((day.year, day.month) for day in (period.first, period.last))
        return {"date-parts": [list(month) for month in months]} | circa
    return {"literal": dating.label} if dating.date or not period.open else None


def _parts(day: PartialDate) -> list[int]:
    return [part for part in (day.year, day.month, day.day) if part is not None]


def _plain(text: str) -> str:
    """The text with a word joiner in what would be markup; no article has one of its own."""
    return _LIVE.sub("\\g<0>\u2060", text)


__all__ = ["LANGUAGES", "address", "bibtex", "csl", "language"]
