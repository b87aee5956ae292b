"""What articles and actors file hold of one actor: names, posts, dates, company, statements."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, get_args

from briefing.actors import Actor, Group, Post
from briefing.article import Kind, Mention
from briefing.dates import PartialDate, Period
from briefing.library import Library, LibraryError, counted, kind_of_entry
from briefing.results import Facet
from briefing.speaking import statements
from briefing.words import fold_text, one_line

if TYPE_CHECKING:
    from briefing.article import Article
    from briefing.results import Results, Row

READ = 200
"""The newest articles whose text is looked through."""
PATIENCE = 2.0
"""Seconds after which no further article is."""
SHOWN = 300
"""The newest statements that are given."""
COMPANY = 50
"""Those mentioned most often in the same articles."""
LONGEST = 600
"""Characters of a statement; the rest is in the article."""
_QUOTES = re.compile('["“”„‟«»＂]')


@dataclass(frozen=True, slots=True)
class Seen:
    """A wording that means the actor, and how often it stands in the articles."""

    words: str
    count: int
    by_post: bool
    """Is it a post, and no name?"""


@dataclass(frozen=True, slots=True)
class Tenure:
    """A post as the actors file has it."""

    title: str
    group: str | None
    """The name of the group."""
    start: PartialDate | None
    end: PartialDate | None
    remarks: tuple[str, ...]
    """What must be said of it: `contested`, `open, last verified 2025-09`."""
    period: Period
    """The days it was, or may have been, held; an open side is open."""


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody else, and the number of articles that mention both."""

    actor: str | None
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement attributed to the actor, and where it stands."""

    article: str
    date: str
    title: str
    paragraph: int
    offset: int
    words: str
    direct: bool
    verb: str


@dataclass(frozen=True, slots=True)
class Overview:
    """One actor."""

    actor: str | None
    """The id; None for a name that is in no file."""
    name: str
    kind: str
    query: str
    """What finds the articles."""
    remarks: tuple[str, ...] = ()
    articles: int = 0
    read: int = 0
    """The newest of them, from whose text names and statements are."""
    names: tuple[Seen, ...] = ()
    posts: tuple[Tenure, ...] = ()
    years: tuple[Facet, ...] = ()
    months: tuple[Facet, ...] = ()
    undated: int = 0
    """Articles without any date, or bound for one."""
    inferred: int = 0
    """Articles that give no date, between bounds."""
    together: tuple[Companion, ...] = ()
    statements: tuple[Quoted, ...] = ()
    more: int = 0
    """Older statements in the articles that were read."""

    @property
    def over_time(self) -> list[Facet]:
        """Months with their articles, and years with those that give no month, the earliest first."""
        months = [facet for facet in self.months if facet.value[:1].isdigit()]
        within = Counter[str]()
        for month in months:
            within[month.value[:4]] += month.count
        years = [replace(year, count=year.count - within[year.value]) for year in self.years if year.value.isdigit()]
        return sorted([*months, *(year for year in years if year.count > 0)], key=lambda facet: facet.value)

    @property
    def sample(self) -> str:
        """`read: the newest 200 of 5,012`; "" where all were."""
        return f"read: the newest {self.read:,} of {self.articles:,}" if self.read < self.articles else ""


@dataclass(frozen=True, slots=True)
class _Whom:
    """Somebody to look for: an id, or kind and label of an unlisted name."""

    actor: str | None
    name: str
    kind: Kind | None = None


@dataclass(slots=True)
class _Found:
    names: Counter[tuple[str, bool]] = field(default_factory=Counter)
    said: list[Quoted] = field(default_factory=list)
    read: int = 0


def overview(
    library: Library, name: str, *, read: int = READ, shown: int = SHOWN, wanted: Callable[[], bool] = lambda: True
) -> Overview:
    """Of an id, a name, or the key of a mention; LibraryError where nobody or several answer to it.

    It takes a while, up to some seconds: the library is not held meanwhile. No further article is read once it is
    not `wanted` any more.
    """
    whom = _whom(library, name)
    query = f"{'place' if _is_a_place(library, whom) else 'actor'}:{_value(whom)}"
    results = library.search(query, "date")
    found = _looked_through(library, whom, results, read, wanted)
    said, (undated, inferred) = found.said[:shown], _without_a_date(results)
    return replace(
        _of_the_file(library, whom, query),
        articles=results.total,
        read=found.read,
        names=tuple(Seen(words, count, by_post) for (words, by_post), count in found.names.most_common()),
        years=tuple(results.facets["year"]),
        months=tuple(results.facets["month"]),
        undated=undated,
        inferred=inferred,
        together=_company(library, results, whom),
        statements=tuple(said),
        more=len(found.said) - len(said),
    )


def _whom(library: Library, name: str) -> _Whom:
    known = library.gazetteer
    if entry := known.get(name):
        return _Whom(entry.id, entry.name)
    kind, colon, label = name.partition(":")
    if colon and kind in get_args(Kind):
        return _Whom(None, label, next(k for k in get_args(Kind) if k == kind))
    ids = library.named(name)
    if len(ids) == 1:
        return _Whom(ids[0], known.name(ids[0]))
    if ids:
        raise LibraryError(f"several answer to “{name}”: {', '.join(ids)}; give one of these.", 2)
    strange = library.unlisted_as(name)
    strange = [entry for entry in strange if entry[0] == name] or strange
    if not strange:
        raise LibraryError(f"nobody answers to “{name}”, neither in the actors file nor in an article.", 1)
    if len(strange) > 1:
        keys = ", ".join(f"“{kind}:{label}”" for label, kind, _ in strange[:5])
        raise LibraryError(f"several answer to “{name}”: {keys}; give one of these.", 2)
    label, kind, _ = strange[0]
    return _Whom(None, label, next(k for k in get_args(Kind) if k == kind))


def _is_a_place(library: Library, whom: _Whom) -> bool:
    return whom.actor in library.gazetteer.places if whom.actor else whom.kind == "place"


def _value(whom: _Whom) -> str:
    bare = _QUOTES.sub("", whom.name)
    return whom.actor or f'"{bare}"'


def _of_the_file(library: Library, whom: _Whom, query: str) -> Overview:
    """What the actors file has of them."""
    known = library.gazetteer
    entry = known.get(whom.actor) if whom.actor else None
    if entry is None:
        return Overview(None, whom.name, whom.kind or "name", query, ("not in the actors file",))
    remarks = []
    if isinstance(entry, Group):
        above = [group.name for group in known.lineage(entry.id)[1:]]
        remarks += [f"part of {name}" for name in above[:1]]
        remarks += [f"existed {entry.term}"] if entry.term else []
    others = [spelling for spelling in known.spellings(entry.id)[1:] if spelling != entry.name]
    if others:
        remarks.append(f"also {', '.join(dict.fromkeys(others))}")
    posts = [_tenure(library, post) for post in entry.posts] if isinstance(entry, Actor) else []
    posts.sort(key=lambda post: (post.period.first is not None, post.period.first or 0), reverse=True)
    return Overview(entry.id, entry.name, kind_of_entry(entry), query, tuple(remarks), posts=tuple(posts))


def _tenure(library: Library, post: Post) -> Tenure:
    remarks = []
    if post.end is None and post.last_cited is None:
        remarks.append(f"open, last verified {post.checked}" if post.checked else "open, as far as is known")
    if post.start is None and post.first_cited:
        remarks.append(f"first cited {post.first_cited}")
    if post.end is None and post.last_cited:
        remarks.append(f"last cited {post.last_cited}")
    remarks += ["contested"] if post.contested else []
    remarks += [f"{post.confidence} confidence"] if post.confidence != "high" else []
    group = library.gazetteer.name(post.group) if post.group else None
    return Tenure(post.title, group, post.start, post.end, tuple(remarks), post.period)


def _without_a_date(results: Results) -> tuple[int, int]:
    """How many have no date at all, and how many one that is inferred; they stand last."""
    undated = inferred = 0
    for place in range(len(results.hits) - 1, -1, -1):
        row = results.hits[place].row
        if row.dated:
            break
        if row.period.open:
            undated += 1
        else:
            inferred += 1
    return undated, inferred


def _company(library: Library, results: Results, whom: _Whom) -> tuple[Companion, ...]:
    others = (facet for facet in results.facets["actor"] if facet.value not in (whom.actor, whom.name))
    most = sorted(others, key=lambda facet: (-facet.count, facet.name))[:COMPANY]
    known = library.gazetteer
    return tuple(Companion(f.value if f.value in known else None, f.name, f.count) for f in most)


def _looked_through(library: Library, whom: _Whom, results: Results, most: int, wanted: Callable[[], bool]) -> _Found:
    """Names and statements in the newest articles, one after the other."""
    found, late = _Found(), time.monotonic() + PATIENCE
    for hit in results.hits[:most]:
        try:
            article = library.article(hit.row.id)
        except KeyError:
            continue
        mentions = _mentions(whom, article)
        keys = {mention.key for mention in mentions}
        found.names.update((one_line(m.text), m.via == "post") for m in mentions)
        found.said += _said(article, hit.row, keys)
        found.read += 1
        if time.monotonic() > late or not wanted():
            break
    return found


def _mentions(whom: _Whom, article: Article) -> list[Mention]:
    """Those that mean the actor, in title and body."""
    here = (*article.title_mentions, *article.mentions)
    if whom.actor:
        return [mention for mention in here if mention.actor == whom.actor]
    label = fold_text(whom.name)
    strange = [mention for mention in here if mention.actor is None and mention.kind == whom.kind]
    return [mention for mention in strange if label in (fold_text(mention.name), fold_text(mention.text))]


def _said(article: Article, row: Row, keys: Collection[str]) -> Iterator[Quoted]:
    for said in statements(article):
        if said.speaker in keys:
            words = one_line(article.body[said.start : min(said.end, said.start + LONGEST)])
            words += " …" if said.end - said.start > LONGEST else ""
            yield Quoted(row.id, row.date_label, row.title, said.paragraph, said.start, words, said.direct, said.verb)


def overview_lines(view: Overview) -> Iterator[str]:
    """All of it, for people who cannot use the screen."""
    yield f"{view.name} · {view.kind} · {view.actor or 'not in the actors file'}"
    yield from (f"    {remark}" for remark in view.remarks if view.actor)
    yield counted(view.articles) + (f"; {view.sample}" if view.sample else "")
    if view.posts:
        yield "Posts"
        yield from (f"    {tenure_line(post)}" for post in view.posts)
    if view.names:
        yield "Names seen"
        yield from (f"{seen.count:8,}  {seen.words}{' (by post)' if seen.by_post else ''}" for seen in view.names)
    if view.articles:
        yield "Articles over time"
        yield from (
            f"{facet.count:8,}  {facet.value}{'' if '-' in facet.value else ', no month given'}"
            for facet in view.over_time
        )
        yield from (
            f"{count:8,}  {word}" for count, word in ((view.inferred, "inferred"), (view.undated, "undated")) if count
        )
    if view.together:
        yield "Together with"
        yield from (
            f"{other.count:8,}  {other.name} · {other.actor or 'not in the actors file'}" for other in view.together
        )
    if view.statements:
        yield "Statements"
        for said in view.statements:
            yield f"    {said.date}  {said.article}, paragraph {said.paragraph}  {said.title}"
            yield f"        {said.verb}{'' if said.direct else ', reported'}: {said.words}"
    if view.more:
        yield f"    and {view.more:,} older"


def tenure_line(post: Tenure) -> str:
    """`Head of the guard · Harbour Guard · 2015-03 to 2019 (contested)`."""
    group = f" · {post.group}" if post.group and post.group not in post.title else ""
    remarks = f" ({'; '.join(post.remarks)})" if post.remarks else ""
    return f"{post.title}{group} · {_span(post)}{remarks}"


def _span(post: Tenure) -> str:
    if post.start and post.end:
        return str(post.start) if post.start == post.end else f"{post.start} to {post.end}"
    if post.start:
        return f"since {post.start}"
    return f"until {post.end}" if post.end else "dates not known"


def overview_json(view: Overview) -> dict[str, Any]:
    """The same as an object."""
    return {
        **{name: getattr(view, name) for name in ("actor", "name", "kind", "query", "articles", "read")},
        "remarks": list(view.remarks),
        "names": [asdict(seen) for seen in view.names],
        "posts": [
            {
                "title": post.title,
                "group": post.group,
                "start": str(post.start) if post.start else None,
                "end": str(post.end) if post.end else None,
                "remarks": list(post.remarks),
            }
            for post in view.posts
        ],
        "years": _counts(view.years),
        "months": _counts(view.months),
        "undated": view.undated,
        "inferred": view.inferred,
        "together": [asdict(other) for other in view.together],
        "statements": [asdict(said) for said in view.statements],
        "statements_left_out": view.more,
    }


def _counts(facets: Collection[Facet]) -> dict[str, int]:
    return {facet.value: facet.count for facet in facets if facet.value[:1].isdigit()}
