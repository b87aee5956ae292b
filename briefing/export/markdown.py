"""The brief: articles as Markdown with their facts, their actors and their words, every quotation to be checked."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from briefing.actors import Gazetteer
from briefing.article import Article, Claim, Dating, Mention, TitleBasis
from briefing.cast import Role, companies
from briefing.dates import Period
from briefing.export.brief import Brief
from briefing.export.escaping import code, escaped, escaped_line
from briefing.inert import inert_line
from briefing.paths import safe_name
from briefing.plainyaml import dump_scalar

_TITLES: dict[TitleBasis, str] = {
    "derived": "made from the first sentence; the saved copy prints none",
    "breadcrumb": "taken from the path printed on the page",
    "none": "none found",
}
_SOURCES = {
    "source": "Source",
    "agency": "Agency",
    "distributor": "Distributor",
    "translator": "Translator",
    "origin": "Origin",
    "author": "Author",
    "language": "Language",
}
_INCOMPLETE = {"cut": "the saved copy breaks off", "wall": "the saved copy ends at a paywall"}
_TABLE = ("| Actor | Group | On that day | In the text as | Where |", "| --- | --- | --- | --- | --- |")
_MEANING = """\
Every quotation above stands, word for word, in the saved copy that is named with it: no more than that is claimed.
That somebody is quoted there does not mean that it was said, nor that it is true. An actor “by post, not named” was
found through an office that the text mentions, and by who held that office on that day. A date that is inferred is
a range: no day inside it is known. To mention people of a group is not to be for it."""


def brief(articles: Sequence[Article], gazetteer: Gazetteer, *, query: str, undated: int, created: date) -> str:
    """The brief of these articles. `undated` is how many more the query could not judge for want of a date."""
    dated = sorted((a for a in articles if a.published.dated), key=_order)
    others = sorted((a for a in articles if not a.published.dated), key=_order)
    blocks = [
        _front_matter([*dated, *others], gazetteer, query, undated, created),
        f"# {escaped_line(_title(articles, query))}",
    ]
    blocks.append(_summary(dated, others, query, undated))
    for heading, part in (("Articles", dated), ("Articles without a date", others)):
        if part:
            blocks.append(f"## {heading}")
            blocks.extend(block for article in part for block in _article(article, gazetteer))
    return "\n\n".join([*blocks, "## What this brief says", _MEANING]) + "\n"


def markdown(made: Brief) -> str:
    """The brief in Markdown, in the flavor it was commissioned in."""
    articles = [entry.article for entry in made.entries]
    query, undated = made.commission.query, made.not_judged
    return brief(articles, made.gazetteer, query=query, undated=undated, created=made.created)


def _order(article: Article) -> tuple[str, str, str, str]:
    period = article.published.period
    return (
        str(period.first or period.last or "unknown"),
        str(period.last or "unknown"),
        article.path,
        article.entry or "",
    )


def _title(articles: Sequence[Article], query: str) -> str:
    """Of one article its own; else the query."""
    if len(articles) == 1 and not inert_line(query):
        return inert_line(articles[0].title) or "Brief"
    return f"Brief: {inert_line(query)}" if inert_line(query) else "Brief"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _span(dated: Sequence[Article]) -> str:
    """The days that the dated articles are from."""
    periods = [article.published.period for article in dated]
    first = min((p.first for p in periods if p.first), default=None)
    last = max((p.last for p in periods if p.last), default=None)
    return str(Period(first, last))


def _front_matter(articles: Sequence[Article], gazetteer: Gazetteer, query: str, undated: int, created: date) -> str:
    dated = [article for article in articles if article.published.dated]
    found = _counted(len(articles), "article") + (f", {_span(dated)}" if dated else "")
    tags = {f for a in articles for actor in a.actors for f in gazetteer.factions_of(actor, a.published.period)}
    scalars = {
        "title": _title(articles, query),
        "date": str(created),
        "description": f"{found}, {len(articles) - len(dated)} without a date",
        "created": str(created),
        "briefing_query": inert_line(query),
        "briefing_articles": str(len(articles)),
        "briefing_without_date": str(len(articles) - len(dated)),
        "briefing_not_judged": str(undated),
    }
    lists = {
        "tags": ["briefing", *sorted(filter(None, map(safe_name, tags)))],
        "sources": sorted({inert_line(article.source) for article in articles if article.source}),
        "briefing_ids": [inert_line(article.id) for article in articles],
    }
    lines = [f"{key}: {dump_scalar(value)}" for key, value in scalars.items()]
    lines += [f"{key}: [{', '.join(map(dump_scalar, values))}]" for key, values in lists.items()]
    return "\n".join(["---", *lines, "---"])


def _summary(dated: Sequence[Article], others: Sequence[Article], query: str, undated: int) -> str:
    total = len(dated) + len(others)
    sentences = [f"{_counted(total, 'article')}" + (f" for the query {code(query)}." if inert_line(query) else ".")]
    if dated:
        sentences.append(f"Dates: {_span(dated)}.")
    if others:
        sentences.append(f"Without a date: {len(others)}; they stand at the end, with the bounds that are known.")
    if undated:
        sentences.append(f"Not here: {_counted(undated, 'article')} that the dates asked for could not judge.")
    return " ".join(sentences)


def _article(article: Article, gazetteer: Gazetteer) -> Iterator[str]:
    yield f"### {escaped_line(article.title) or '(no title)'}"
    yield "\n".join(_facts(article))
    rows = list(_actors(article, gazetteer))
    if rows:
        yield "\n".join([*_TABLE, *rows])
    yield from _quotations(article)
    entry = f", entry {code(article.entry)}" if article.entry else ""
    yield f"Saved copy: {code(article.path)}, article {code(article.id)}{entry}"


def _facts(article: Article) -> Iterator[str]:
    yield from _dates(article.published)
    if basis := _TITLES.get(article.title_basis):
        yield f"- Title: {basis}"
    for name, label in _SOURCES.items():
        if value := getattr(article, name):
            yield f"- {label}: {escaped_line(value)}"
    if article.url:
        yield f"- Address: {code(article.url)}"
    if article.dateline:
        yield f"- Dateline: {escaped_line(article.dateline.text.rstrip(' –—-'))}"
    if words := _INCOMPLETE.get(article.complete):
        yield f"- Incomplete: {words}"


def _dates(dating: Dating) -> Iterator[str]:
    claim = _claim(dating) if dating.date else escaped_line(dating.explanation)
    yield f"- Date: {escaped_line(dating.label)} ({claim})"
    for other in dating.others:
        yield f"  - also claimed: {escaped_line(str(other.date))} ({_claim(other)})"
    for bound in dating.bounds:
        side = "not before" if bound.side == "after" else "not after"
        yield f"  - {side} {bound.date}: {escaped_line(bound.because)}"


def _claim(claim: Claim | Dating) -> str:
    words = [Dating(claim.date, claim.basis).explanation, f"{claim.trust} trust"]
    if evidence := inert_line(claim.evidence):
        words.insert(1, f"“{evidence}”")
    return escaped_line("; ".join(words))


def _actors(article: Article, gazetteer: Gazetteer) -> Iterator[str]:
    starts = [start for start, _ in article.paragraphs]
    for company in companies(article, gazetteer):
        for role in company.roles:
            forms = dict.fromkeys(inert_line(m.text) for m in role.mentions) or {"in the title": None}
            cells = [
                role.name,
                company.name,
                _position(role, gazetteer),
                "; ".join(forms) + (" (by post, not named)" if role.by_post_only else ""),
                " ".join(_where(role.mentions, starts)) or "title",
            ]
            yield f"| {' | '.join(map(escaped_line, cells))} |"


def _position(role: Role, gazetteer: Gazetteer) -> str:
    candidates = dict.fromkeys(id for mention in role.mentions for id in mention.candidates if mention.actor is None)
    if candidates:
        return "not decided between " + ", ".join(map(gazetteer.name, candidates))
    return "; ".join(role.posts)


def _where(mentions: Iterable[Mention], starts: Sequence[int]) -> list[str]:
    return [f"¶{number}" for number in sorted({bisect_right(starts, mention.start) for mention in mentions})]


def _quotations(article: Article) -> Iterator[str]:
    """Each paragraph as a quotation, under the comment that says where it stands and what it hashes to."""
    id = re.sub(r"[^0-9a-z]", "", article.id)
    for number, (start, end) in enumerate(article.paragraphs, 1):
        words = article.body[start:end]
        digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        lines = f"¶{number} {escaped(words)}".split("\n")
        comment = f"<!-- briefing:{id} p{number} {start}-{end} {digest} -->"
        yield "\n".join([comment, *(f"> {line}" for line in lines)])
