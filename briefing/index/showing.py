"""Where one article answers a query: the words, the mentions and times, the paragraph, and how names are spelt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from briefing.actors import Gazetteer
from briefing.article import Article, Mention
from briefing.dates import Period
from briefing.index.evaluating import DEEPEST_SAVED, Evaluator, Saved
from briefing.index.known import Names, PlainName
from briefing.index.matching import Spans, excerpt, laid, leaf_groups, matches, merged, plain_names, snippet
from briefing.query import And, Dates, Field, Node, Or, Query, QueryError, Text, TextField, asked
from briefing.results import Snippet
from briefing.words import FARTHEST, fold_text, reached

MOST_SPELLINGS = 5
MOST_PARAGRAPHS = 3
NEAR = 50_000
"""Characters of a body that a hit is explained by; where they do not answer, all that is looked at is."""
BY_POST = "by post"


@dataclass(frozen=True, slots=True)
class Spelt:
    """How an article writes what one clause asks for."""

    typed: tuple[str, ...] = ()
    """As it was typed, but for case and diacritics."""
    other: tuple[str, ...] = ()
    by_post: bool = False
    """Is somebody meant who is not named?"""


@dataclass(frozen=True, slots=True)
class _Answer:
    """Where an article answers one clause about two actors or a time; the paragraphs are counted, the title is 0."""

    title: Spans
    body: Spans
    paragraphs: frozenset[int]


class Shower:
    """Looks at single articles for one query."""

    def __init__(self, query: Query, evaluator: Evaluator, names: Names, saved: Saved) -> None:
        root = _opened(query.root, saved, DEEPEST_SAVED)
        self._query, self._evaluator, self._names = Query(query.text, root), evaluator, names
        self._facts = [leaf for leaf in asked(root) if _is_fact(leaf)]
        self._named = [(name, evaluator.bearers(name)) for name in plain_names(root, names)]

    def matches(self, article: Article) -> tuple[Spans, Spans]:
        """What to mark in the title and in the body."""
        answers = self._answers(article)
        titles = merged([*self._worded(article.title, "title"), *(span for found in answers for span in found.title)])
        body = self._worded(article.body, "body") or self._mentioned(article)
        return titles, merged([*body, *(span for found in answers for span in found.body)])

    def answers(self, article: Article) -> Spans:
        """Where a body answers: what is marked, and every mention of those asked for, in whatever words."""
        groups, keys = self._asked_for
        when, gazetteer = article.published.period, self._names.gazetteer
        among = (
            {key: _is_of(key, groups, when, gazetteer) for key in {m.key for m in article.mentions}} if groups else {}
        )
        named = [(m.start, m.end) for m in article.mentions if m.key in keys or among.get(m.key)]
        return merged([*self.matches(article)[1], *self._mentioned(article), *named])

    @cached_property
    def _asked_for(self) -> tuple[set[str], set[str]]:
        """Ids of the groups, and ids and keys of the actors, organisations and places, that clauses ask for."""
        groups: set[str] = set()
        keys: set[str] = set()
        for leaf in asked(self._query.root):
            if isinstance(leaf, Field) and leaf.name in {"faction", "actor", "org", "place"}:
                with suppress(QueryError):
                    (groups if leaf.name == "faction" else keys).update(self._evaluator.meant(leaf))
        return groups, keys

    def snippet(self, article: Article) -> Snippet:
        """The paragraphs that answer about two actors or a time; else a window around the first words that match."""
        answers = self._answers(article)
        counted = [number for found in answers for number in found.paragraphs]
        if not counted:
            worded = (self._worded(part, "body") for part in _looks(article.body))
            return snippet(article.body, next(filter(None, worded), self._mentioned(article)))
        titles, body = self.matches(article)
        fullest = max(map(counted.count, counted))
        numbers = sorted({number for number in counted if number and counted.count(number) == fullest})
        if not numbers:
            return Snippet(article.title, tuple(titles))
        paragraphs = article.paragraphs
        return excerpt(article.body, [paragraphs[number - 1] for number in numbers[:MOST_PARAGRAPHS]], body)

    def spellings(self, article: Article) -> tuple[str, ...]:
        """What stands in the article for the words and names asked for; as it was typed before all else."""
        spelt = list(self._spelt(self._query.root, article))
        written = [*(word for each in spelt for word in each.typed), *(word for each in spelt for word in each.other)]
        return _distinct(written or [BY_POST for each in spelt if each.by_post])

    def found_as(self, article: Article) -> tuple[str, ...]:
        """The spellings of what does not stand there as it was typed; `by post` for who is not named."""
        missing = [each for each in self._spelt(self._query.root, article) if not each.typed]
        return _distinct(word for each in missing for word in each.other or ([BY_POST] if each.by_post else []))

    def _worded(self, text: str, field: TextField) -> Spans:
        return matches(self._query, text, self._names.gazetteer, field)

    def _mentioned(self, article: Article) -> Spans:
        """Where those are mentioned who were asked for in plain words, in whatever words."""
        wanted = {key for _, keys in self._named for key in keys}
        return sorted((mention.start, mention.end) for mention in article.mentions if mention.key in wanted)

    def _answers(self, article: Article) -> list[_Answer]:
        found = []
        for leaf in self._facts:
            if isinstance(leaf, Dates):
                found.append(_speaking(article, leaf.period))
            elif isinstance(leaf, Field):
                try:
                    found.append(_together(article, *self._evaluator.pair(leaf)))
                except QueryError:
                    continue
        return found

    def _spelt(self, node: Node | None, article: Article) -> Iterator[Spelt]:
        match node:
            case Text():
                yield from self._spelt_side_by_side((node,), article)
            case And(parts):
                yield from self._spelt_side_by_side(parts, article)
            case Or(parts):
                for part in parts:
                    yield from self._spelt(part, article)

    def _spelt_side_by_side(self, parts: Sequence[Node], article: Article) -> Iterator[Spelt]:
        for name, run in self._names.runs(parts):
            part = run[0]
            if name:
                yield self._name(name, run, article)
            elif isinstance(part, Text):
                yield _words(part, article)
            else:
                yield from self._spelt(part, article)

    def _name(self, name: PlainName, parts: Sequence[Node], article: Article) -> Spelt:
        keys = self._evaluator.bearers(name)
        typed = tuple(word for part in parts if isinstance(part, Text) for word in part.words)
        standing = _words(Text(typed, "phrase" if len(typed) > 1 else "word", "any", 0, 0), article)
        mentions = [m for m in (*article.title_mentions, *article.mentions) if m.key in keys]
        other = [_bare(m.text) for m in mentions if m.via != "post" and not _holds(m, typed)]
        return Spelt(standing.typed, (*standing.other, *other), any(m.via == "post" for m in mentions))


def _opened(node: Node | None, saved: Saved, depth: int) -> Node | None:
    """A tree with what was saved in place of the clauses that ask for it."""
    match node:
        case And(parts) | Or(parts):
            return replace(node, parts=tuple(_opened(part, saved, depth) or part for part in parts))
        case Field("saved", name) if depth:
            try:
                query = saved(name)
            except QueryError:
                return node
            return _opened(query.root if query else None, saved, depth - 1) or node
    return node


def _is_fact(leaf: Node) -> bool:
    return isinstance(leaf, Field | Dates) and leaf.name in {"together", "when"}


def _speaking(article: Article, asked: Period) -> _Answer:
    """The times in the text that overlap a period."""
    times = [time for time in article.times if not time.period.open and time.period.overlaps(asked)]
    starts = [start for start, _ in article.paragraphs]
    spans = [(time.start, time.end) for time in times]
    return _Answer([], spans, frozenset(bisect_right(starts, start) for start, _ in spans))


def _together(article: Article, some: set[str], others: set[str]) -> _Answer:
    """The mentions of two actors in the paragraphs that mention them both."""
    starts = [start for start, _ in article.paragraphs]
    gathered: dict[int, list[Mention]] = {0: list(article.title_mentions)}
    for mention in article.mentions:
        gathered.setdefault(bisect_right(starts, mention.start), []).append(mention)
    both = {number: [m for m in here if m.key in some | others] for number, here in gathered.items()}
    held = {number: here for number, here in both.items() if _are_two({m.key for m in here}, some, others)}
    titles = [(m.start, m.end) for m in held.get(0, ())]
    body = [(m.start, m.end) for number, here in held.items() if number for m in here]
    return _Answer(titles, sorted(body), frozenset(held))


def _are_two(keys: set[str], some: set[str], others: set[str]) -> bool:
    return any(one != other for one in keys & some for other in keys & others)


def _is_of(actor: str, groups: set[str], when: Period, gazetteer: Gazetteer) -> bool:
    """Is an actor one of these groups, or part of one, or did it hold a post in one on these days?"""
    person = gazetteer.people.get(actor)
    roots = [post.group for post in person.posts_on(when)] if person else [actor]
    return any(group.id in groups for root in roots for group in gazetteer.lineage(root))


def _words(leaf: Text, article: Article) -> Spelt:
    """How the title and the body write the words of one clause."""
    if leaf.match == "exact" or (leaf.within > 1 and leaf.match != "fuzzy"):
        return Spelt(typed=leaf.words)
    spelt = Spelt()
    for part in _looks(article.body):
        texts: dict[TextField, str] = {"title": article.title, "body": part}
        spelt = _written(leaf, texts.values() if leaf.field == "any" else (texts[leaf.field],))
        if spelt != Spelt():
            break
    return spelt


def _looks(body: str) -> Iterator[str]:
    """As much of a body as explains most hits; then, where there is more, as much as is looked at."""
    yield reached(body, NEAR)
    if len(body) > NEAR:
        yield reached(body, FARTHEST)


def _written(leaf: Text, texts: Iterable[str]) -> Spelt:
    """How some texts write the words of one clause."""
    typed: list[str] = []
    other: list[str] = []
    for text in texts:
        text_laid = laid(text)
        for group in leaf_groups(leaf, text_laid):
            first, last = text_laid.tokens[group[0]], text_laid.tokens[group[-1]]
            folded = tuple(text_laid.tokens[place][0] for place in group)
            (typed if folded == leaf.words and leaf.match != "prefix" else other).append(
                _bare(text[first[1] : last[2]])
            )
    return Spelt(tuple(typed), tuple(other))


def _holds(mention: Mention, typed: tuple[str, ...]) -> bool:
    """Do the words as typed stand in a mention, side by side?"""
    return f" {' '.join(typed)} " in f" {fold_text(mention.text)} "


def _bare(spelling: str) -> str:
    """Without possessive, on one line."""
    line = " ".join(spelling.split())
    return line[:-2] if line[-2:].lower() in {"'s", "’s", "ʼs"} else line


def _distinct(spellings: Iterable[str]) -> tuple[str, ...]:
    """A few, each once, whatever its case."""
    found: dict[str, str] = {}
    for spelling in spellings:
        found.setdefault(spelling.casefold(), spelling)
    return tuple(found.values())[:MOST_SPELLINGS]
