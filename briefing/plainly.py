"""What the panes show, as plain lines and as JSON: for scripts, and for whoever cannot use the screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from briefing.actors import Actor, Alias, Gazetteer, Group, Place, Post
from briefing.article import Article, article_json, date_label, dating_json
from briefing.cast import Company, Role, companies
from briefing.dates import PartialDate
from briefing.inert import named
from briefing.library import Library, Marks, counted, kind_of_entry
from briefing.query import understood
from briefing.results import Correction, Hit, Results, Row
from briefing.speaking import Statement, statements
from briefing.state.beside import Beside, beside

_DERIVED = "‹{}›"
_MARGIN = " " * 5
_INCOMPLETE = {"cut": "cut by the page", "wall": "nothing but the wall of the page"}


def results_json(library: Library, results: Results, limit: int) -> dict[str, Any]:
    """The object that `search --json` prints; at most `limit` hits, all facets."""
    return {
        "query": results.query.text,
        "understood": understood(results.query),
        "total": results.total,
        "possible": results.possible,
        "undated": results.undated,
        "milliseconds": round(results.milliseconds, 1),
        "hits": [_hit_json(library, results, hit) for hit in results.hits[:limit]],
        "facets": {
            name: [{"value": f.value, "name": f.name, "count": f.count, "possible": f.possible} for f in facets]
            for name, facets in results.facets.items()
        },
        "corrections": [asdict(correction) for correction in results.corrections],
    }


def _hit_json(library: Library, results: Results, hit: Hit) -> dict[str, Any]:
    article = library.article(hit.row.id)
    snippet = library.snippet(results, hit.row, article)
    return {
        "id": hit.row.id,
        "path": hit.row.path,
        "entry": hit.row.entry,
        "title": hit.row.title,
        "published": dating_json(article.published),
        "possible": hit.possible,
        "source": hit.row.source,
        "factions": list(hit.row.factions),
        "actors": list(hit.row.actors),
        "score": round(hit.score, 4),
        "snippet": snippet.text,
        "matches": [list(span) for span in snippet.matches],
        "spellings": list(library.spellings(results, hit.row, article)),
        "complete": hit.row.complete,
        **_marks_json(library, hit.row.id),
    }


def results_lines(library: Library, results: Results, limit: int) -> Iterator[str]:
    """Hits with their snippets, and every count that explains them."""
    for hit in results.hits[:limit]:
        possible = "  (possible: undated)" if hit.possible else ""
        yield row_line(library, hit.row) + possible + marks_words(library, hit.row)
        if spelt := library.found_as(results, hit.row):
            yield f"    found as {', '.join(spelt)}"
        if text := library.snippet(results, hit.row).text:
            yield f"    {text}"
    yield summary(results) + (f"; the first {limit} are shown" if results.total > limit else "")
    yield from (f"    {line}" for line in map(correction_line, results.corrections) if line)


def correction_line(correction: Correction) -> str:
    """`without faction:hor 3, the others mention people of …; did you mean Aguila? 2`; "" where that helps nobody."""
    without = f"without {correction.clause} {correction.without}" if correction.without else ""
    others = f", {correction.others}" if without and correction.others else ""
    gives = f" {correction.gives}" if correction.gives else ""
    asked = f"did you mean {correction.instead}?{gives}" if correction.instead else ""
    told = without + others
    if asked and not told:
        return f"instead of {correction.clause}: {asked}"
    return "; ".join(filter(None, (told, asked)))


def summary(results: Results) -> str:
    """`12 articles, 3 of them only possible; 2 undated ones could not be judged`."""
    total = f"{results.total} article{'s' * (results.total != 1)}"
    possible = f", {results.possible} of them only possible" if results.possible else ""
    undated = f"; {results.undated} undated could not be judged" if results.undated else ""
    return total + possible + undated


def row_json(library: Library, row: Row) -> dict[str, Any]:
    """The object that `list --json` prints for each article."""
    return {
        "id": row.id,
        "path": row.path,
        "entry": row.entry,
        "title": row.title,
        "title_basis": row.title_basis,
        "date": row.date_label,
        "from": row.period.first and row.period.first.isoformat(),
        "to": row.period.last and row.period.last.isoformat(),
        "basis": row.basis,
        "source": row.source,
        "complete": row.complete,
        "factions": list(row.factions),
        "actors": list(row.actors),
        "places": list(row.places),
        **_marks_json(library, row.id),
    }


def _marks_json(library: Library, id: str) -> dict[str, Any]:
    marks = library.marks(id)
    return {
        "read": marks.read,
        "starred": marks.starred,
        "aside": marks.aside,
        "noted": marks.noted,
        "working": marks.working,
        "tags": library.state.tags(id) if marks.tagged else [],
    }


def marks_words(library: Library, row: Row) -> str:
    """`  · unread, starred, on the working list, cut by the page; tags: drones, talks`; "" where there is nothing."""
    marks = library.marks(row.id)
    said = [*_done(marks), *([_INCOMPLETE[row.complete]] if row.complete != "yes" else [])]
    tags = [f"tags: {', '.join(library.state.tags(row.id))}"] if marks.tagged else []
    told = "; ".join(filter(None, (", ".join(said), *tags)))
    return f"  · {told}" if told else ""


def _done(marks: Marks) -> list[str]:
    """What the reader did with an article, in words."""
    words = (
        ("unread", not marks.read),
        ("starred", marks.starred),
        ("set aside", marks.aside),
        ("with a note", marks.noted),
        ("on the working list", marks.working),
    )
    return [word for word, holds in words if holds]


def row_line(library: Library, row: Row) -> str:
    """`abc123defg  2025-09-16  Title  (Source)`; a derived title stands in ‹ ›, a crawl date has a `!`."""
    source = f"  ({row.source})" if row.source else ""
    factions = f"  [{', '.join(library.gazetteer.name(id) for id in row.factions)}]" if row.factions else ""
    day = row.date_label + ("!" if row.basis == "header" else "")
    return f"{row.id}  {day:11} {titled(row)}{source}{factions}"


def titled(row: Row) -> str:
    """The title, in ‹ › where it was derived; the path of an article without one."""
    if not row.title:
        return row.path
    return _DERIVED.format(row.title) if row.title_basis == "derived" else row.title


def article_lines(library: Library, article: Article) -> Iterator[str]:
    """One article: facts, actors, what the reader did with it; its text in numbered paragraphs, and who speaks."""
    kept = beside(library.state, article)
    yield from facts_lines(article, library.gazetteer, library.count)
    yield "  Your marks"
    yield f"{_MARGIN}{', '.join(_done(library.marks(article.id))) or 'read'}"
    if kept.tags:
        yield f"{_MARGIN}tags: {', '.join(kept.tags)}"
    yield from _kept_lines(kept, 0)
    spoken: dict[int, list[str]] = {}
    for statement in statements(article):
        spoken.setdefault(statement.paragraph, []).append(_statement_line(article, library.gazetteer, statement))
    yield ""
    for number, (start, end) in enumerate(article.paragraphs, 1):
        yield f"{number:>3}  {' '.join(article.body[start:end].split())}"
        yield from spoken.get(number, ())
        yield from _kept_lines(kept, number)


def _kept_lines(kept: Beside, number: int) -> Iterator[str]:
    """The note on a paragraph, and whether it is on the working list; 0 is the article."""
    if number in kept.working:
        yield f"{_MARGIN}{'paragraph' if number else 'article'} on the working list"
    if number in kept.notes:
        yield f"{_MARGIN}note: {kept.notes[number]}".replace("\n", f"\n{_MARGIN}")


def _statement_line(article: Article, gazetteer: Gazetteer, statement: Statement) -> str:
    """`quoted, Khalifa Haftar (stressed): “…”`; `reported` where the words do not stand between quotation marks."""
    words = " ".join(article.body[statement.start : statement.end].split())
    name = _speaker(article, gazetteer, statement)
    who = f"{name} ({statement.verb})" if name else "somebody the text does not name"
    return f"{_MARGIN}{'quoted' if statement.direct else 'reported'}, {who}: {words}"


def _speaker(article: Article, gazetteer: Gazetteer, statement: Statement) -> str | None:
    """Who speaks, by name, where the text says so."""
    mention = next((m for m in (*article.mentions, *article.title_mentions) if m.key == statement.speaker), None)
    return (gazetteer.name(mention.actor) if mention.actor else mention.name) if mention else None


def shown_json(library: Library, article: Article) -> dict[str, Any]:
    """The object that `show --json` prints: that of `extract --json`, and what the panes have beside it."""
    kept = beside(library.state, article)
    return {
        **article_json(article),
        "groups": [_company_json(library, article, company) for company in library.companies(article)],
        "statements": [
            {
                **asdict(said),
                "text": article.body[said.start : said.end],
                "name": _speaker(article, library.gazetteer, said),
            }
            for said in statements(article)
        ],
        **_marks_json(library, article.id),
        "notes": [{"paragraph": number or None, "text": text} for number, text in sorted(kept.notes.items())],
        "working_at": [number or None for number in sorted(kept.working)],
    }


def _company_json(library: Library, article: Article, company: Company) -> dict[str, Any]:
    return {
        "group": company.group,
        "name": company.name,
        "actors": [_role_json(library, article, role) for role in company.roles],
    }


def _role_json(library: Library, article: Article, role: Role) -> dict[str, Any]:
    paragraphs = (bisect_right([start for start, _ in article.paragraphs], m.start) for m in role.mentions)
    return {
        "id": role.actor,
        "name": role.name,
        "kind": role.kind,
        "posts": list(role.posts),
        "mentions": len(role.mentions),
        "paragraphs": sorted(set(paragraphs)),
        "by_post_only": role.by_post_only,
        "candidates": _meant(article, role),
        "articles": library.count(role.actor) if role.actor else None,
    }


def facts_lines(article: Article, gazetteer: Gazetteer, count: Callable[[str], int] | None = None) -> Iterator[str]:
    """The facts of an article with their basis, and who is in it; `count` says in how many articles an actor is."""
    dating = article.published
    yield article.title or "(no title)"
    yield f"  title: {article.title_basis}"
    yield f"  date: {dating.label} ({dating.explanation})" + (f" “{dating.evidence}”" if dating.evidence else "")
    for claim in dating.others:
        day = date_label(claim.date, claim.date.period)
        yield f"    also: {day} ({claim.basis}, {claim.trust} trust) “{claim.evidence}”"
    for bound in dating.bounds:
        yield f"    not {'before' if bound.side == 'after' else 'after'} {bound.date}: {bound.because}"
    for name in ("source", "agency", "distributor", "translator", "origin", "author", "url"):
        if value := getattr(article, name):
            yield f"  {name}: {value}"
    if article.complete != "yes":
        yield f"  incomplete: {_INCOMPLETE[article.complete]}"
    yield from (f"  doubtful: {words}" for words in article.doubts)
    yield f"  file: {named(article.path)}" + (f" ({article.entry})" if article.entry else "") + f"  id: {article.id}"
    for company in companies(article, gazetteer):
        yield f"  {company.name}"
        for role in company.roles:
            yield f"    {_role_line(article, role, gazetteer, count)}"


def _role_line(article: Article, role: Role, gazetteer: Gazetteer, count: Callable[[str], int] | None) -> str:
    """`Khalifa Haftar: General Commander of … (5×, in 6 articles)`."""
    posts = f": {'; '.join(role.posts)}" if role.posts else ""
    by_post = ", by post, not named" if role.by_post_only and role.kind == "person" else ""
    where = f"{len(role.mentions)}×" if role.mentions else "title"
    articles = f", in {counted(count(role.actor))}" if count and role.actor and role.kind != "place" else ""
    meant = " or ".join(map(gazetteer.name, _meant(article, role)))
    return f"{role.name}{posts} ({where}{by_post}{f'; may be {meant}' if meant else ''}{articles})"


def _meant(article: Article, role: Role) -> list[str]:
    """Ids of those between whom it could not be decided."""
    mentions = (m for m in (*article.title_mentions, *article.mentions) if m.key == role.key)
    return list(dict.fromkeys(id for mention in mentions for id in mention.candidates))


def actor_json(library: Library, entry: Actor | Group | Place) -> dict[str, Any]:
    """The object that `actors --json` prints for each: what the file has of it, and in how many articles it is."""
    return {
        "id": entry.id,
        "kind": kind_of_entry(entry),
        "name": entry.name,
        "aliases": [_alias_json(alias) for alias in entry.aliases],
        "posts": [_post_json(post) for post in entry.posts] if isinstance(entry, Actor) else [],
        "country": None if isinstance(entry, Actor) else entry.country,
        "parent": entry.parent if isinstance(entry, Group) else None,
        "start": _day(entry.start) if isinstance(entry, Group) else None,
        "end": _day(entry.end) if isinstance(entry, Group) else None,
        "articles": library.count(entry.id),
    }


def actor_line(library: Library, entry: Actor | Group | Place) -> str:
    """`khalifa-haftar  person  Khalifa Haftar  (7 articles)`."""
    return f"{entry.id:28} {kind_of_entry(entry):13} {entry.name}  ({counted(library.count(entry.id))})"


def _alias_json(alias: Alias) -> dict[str, Any]:
    return {
        "text": alias.text,
        "start": _day(alias.start),
        "end": _day(alias.end),
        "requires": list(alias.requires),
    }


def _post_json(post: Post) -> dict[str, Any]:
    dates = {name: _day(getattr(post, name)) for name in ("start", "end", "checked", "first_cited", "last_cited")}
    return {
        "title": post.title,
        "phrases": list(post.phrases),
        "group": post.group,
        **dates,
        "exclusive": post.exclusive,
        "contested": post.contested,
        "confidence": post.confidence,
        "source": post.source,
    }


def _day(date: PartialDate | None) -> str | None:
    return str(date) if date else None


def why_answers(library: Library, name: str) -> Iterator[tuple[list[str], dict[str, Any]]]:
    """Everybody who answers to a name, as lines and as an object; names that no file knows last."""
    for id in library.named(name):
        if entry := library.gazetteer.get(id):
            lines = library.about(id)
            yield lines, {**actor_json(library, entry), "because": lines}
    for label, kind, articles in library.unlisted_as(name):
        lines = [f"{label} ({kind}; not in the actors file), in {counted(articles)}"]
        yield lines, {"id": None, "kind": kind, "name": label, "articles": articles, "because": lines}
