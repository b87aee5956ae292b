"""A query's tree, evaluated over sets of rows: who surely answers it, who may, and who cannot be judged."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from briefing.dates import Period
from briefing.index.catalogue import Catalogue
from briefing.index.columns import Columns
from briefing.index.finding import Finder
from briefing.index.known import Names, PlainName, last_name
from briefing.index.labels import Labels
from briefing.index.truth import Truth, joined, split
from briefing.query import And, Dates, Field, Node, Not, Or, Query, QueryError, Text, asked, clause_text
from briefing.words import fold_text

DEEPEST_SAVED = 10
MOST_TERMS = 100
SHARED = 3
"""How many telling words `like:` asks two articles to share."""

Marks = Mapping[str, frozenset[str]]
"""`read`, `starred`, `aside`, `noted` and `tag:NAME` to the ids of the articles so marked."""
Saved = Callable[[str], Query | None]


class Evaluator:
    """Evaluates the clauses of one search; QueryError for values that name nothing, at the clause that holds them."""

    def __init__(
        self,
        words: Finder,
        articles: Catalogue,
        rows: Columns,
        labels: Labels,
        names: Names,
        marks: Marks,
        saved: Saved,
    ) -> None:
        self._finder, self._catalogue, self._columns = words, articles, rows
        self._labels, self._names, self._marks, self._saved = labels, names, marks, saved
        self._gazetteer = names.gazetteer
        self._opened: list[str] = []
        self._literally = False
        self._truths: dict[tuple[Node, bool], Truth] = {}
        self._found: dict[str, Query | None] = {}
        self._telling: dict[Field, list[str]] = {}

    def literal(self, root: Node | None) -> int:
        """The rows that answer a tree by their words alone, as they were typed."""
        self._literally = True
        try:
            return self.truth(root).possible
        finally:
            self._literally = False

    def afford(self, root: Node | None, spent: int = 0) -> int:
        """What a tree costs, nothing of it run; QueryError where that, with what was spent before, is too much."""
        texts: list[Text] = []
        for count, leaf in enumerate(self._leaves(root, ())):
            if count >= MOST_TERMS:
                raise QueryError("too broad; the saved searches hold too many terms", leaf.start, leaf.end)
            if isinstance(leaf, Text):
                texts.append(leaf)
            elif isinstance(leaf, Field) and leaf.name == "like":
                texts.extend(_literal(word, leaf) for word in self.like_words(leaf))
        return self._finder.afford(texts, spent)

    def doubts(self, root: Node | None) -> bool:
        """Can a tree leave doubts about undated articles? Only a clause of dates can."""
        return any(isinstance(leaf, Dates) and leaf.name == "date" for leaf in self._leaves(root, ()))

    def _leaves(self, node: Node | None, opened: tuple[str, ...]) -> Iterator[Node]:
        """Every clause at the ends of a tree, in the columns of the query; those of saved searches after their own."""
        match node:
            case And(parts) | Or(parts):
                for part in parts:
                    yield from self._leaves(part, opened)
            case Not(part):
                yield from self._leaves(part, opened)
            case None:
                return
            case _:
                yield node
        if isinstance(node, Field) and node.name == "saved" and node.value not in opened:
            query = self._look_up(node) if len(opened) < DEEPEST_SAVED else None
            for leaf in self._leaves(query.root if query else None, (*opened, node.value)):
                yield replace(leaf, start=node.start, end=node.end)

    def _look_up(self, node: Field) -> Query | None:
        """A saved search; QueryError where it cannot be understood any more."""
        if node.value not in self._found:
            try:
                self._found[node.value] = self._saved(node.value)
            except QueryError as error:
                message = f"saved search {node.value}: {error.message}"
                raise QueryError(message, node.start, node.end) from error
        return self._found[node.value]

    def answer(self, clauses: tuple[Node, ...]) -> Truth:
        """Who answers all clauses; `is:possible` asks it of the others together. QueryError where none is a date."""
        asked, doubt = split(clauses)
        root = joined(asked)
        if isinstance(doubt, Field) and not self.doubts(root):
            message, repair = "is:possible needs a date clause beside it", "date:2020 is:possible"
            raise QueryError(message, doubt.start, doubt.end, repair)
        truth = self.truth(root)
        if doubt is None:
            return truth
        unjudged = truth.conceivable & ~truth.possible
        sure, possible = (0, truth.possible & ~truth.sure) if isinstance(doubt, Field) else (truth.sure, truth.sure)
        return Truth(sure, possible, possible | unjudged)

    def truth(self, node: Node | None) -> Truth:
        """Evaluate a tree; None holds of every row."""
        if node is None:
            return Truth.plain(self._columns.all)
        one_way = isinstance(node, Dates) or (isinstance(node, Field) and node.name != "saved")
        key = node, self._literally and not one_way
        if key not in self._truths:
            self._truths[key] = self._evaluated(node)
        return self._truths[key]

    def _evaluated(self, node: Node) -> Truth:
        match node:
            case And(parts):
                return self._all_of(parts)
            case Or(parts):
                return self._any_of(parts)
            case Not(part):
                return self.truth(part).opposite(self._columns.all)
            case Text():
                return self._all_of((node,))
            case Dates():
                return self._dates(node)
            case Field():
                return self._field(node)

    def _all_of(self, parts: tuple[Node, ...]) -> Truth:
        """All parts hold. Plain words side by side that are an actor's name hold wherever that actor is mentioned."""
        whole = Truth.plain(self._columns.all)
        for name, run in ((None, (part,)) for part in parts) if self._literally else self._names.runs(parts):
            words = Truth.plain(self._columns.all)
            for part in run:
                words = words.both(self._leaf(part))
            whole = whole.both(words.either(Truth.plain(self._mentioning(self.bearers(name)))) if name else words)
        return whole

    def _leaf(self, part: Node) -> Truth:
        return Truth.plain(self._finder.found(part)) if isinstance(part, Text) else self.truth(part)

    def _any_of(self, parts: tuple[Node, ...]) -> Truth:
        whole = Truth.plain(0)
        for part in parts:
            whole = whole.either(self.truth(part))
        return whole

    def _dates(self, node: Dates) -> Truth:
        if node.name == "when":
            return Truth.plain(self._columns.of_numbers(self._catalogue.speaking_of(node.period)))
        if node.name == "added":
            start, end = _moments(node.period)
            return Truth.plain(self._columns.where("added", lambda at: start <= at < end))
        sure, possible = self._columns.published(node.period)
        return Truth(sure, sure | possible, sure | possible | self._columns.unjudged)

    def _field(self, node: Field) -> Truth:
        match node.name:
            case "saved":
                return self._saved_search(node)
            case "actor" | "org" | "place" | "faction" | "together":
                return Truth.plain(self._named(node))
            case "is" | "has":
                return self._state(node)
            case "tag":
                return Truth.plain(self._tagged(node))
            case "source":
                return Truth.plain(self._source(node))
            case "like":
                return Truth.plain(self._like(node))
            case "path":
                wanted = _flat(node.value)
                return Truth.plain(self._columns.chosen([wanted in path for path in self._paths]))
            case "id":
                start = node.value.lower()
                return Truth.plain(self._columns.where("id", lambda id: id.startswith(start)))

    @property
    def _paths(self) -> Sequence[str]:
        table = self._columns.table
        if "flat path" not in table:
            table["flat path"] = [_flat(path) for path in table["path"]]
        return table["flat path"]

    def _saved_search(self, node: Field) -> Truth:
        query = self._look_up(node)
        if query is None:
            raise QueryError("there is no saved search of this name", node.start, node.end)
        if node.value in self._opened or len(self._opened) >= DEEPEST_SAVED:
            raise QueryError("this saved search asks for itself", node.start, node.end)
        self._opened.append(node.value)
        try:
            return self.truth(query.root)
        except QueryError as error:
            raise QueryError(f"saved search {node.value}: {error.message}", node.start, node.end) from error
        finally:
            self._opened.pop()

    def _named(self, node: Field) -> int:
        if node.name == "together":
            return self._columns.of_numbers(self._catalogue.together(*self.pair(node)))
        meant = self.meant(node)
        return _union(self._columns.groups, meant) if node.name == "faction" else self._mentioning(meant)

    def meant(self, node: Field) -> set[str]:
        """Ids of the groups of a `faction:` clause; ids and keys of those of an `actor:`, `org:` or `place:` clause.

        QueryError where there are none.
        """
        if node.name == "faction":
            groups = self._listed(node.value, self._gazetteer.groups.keys())
            if not groups:
                raise _unknown("group", node, node.value, self._names.suggest(node.value, self._gazetteer.groups))
            return groups
        kinds = {"actor": ("people", "groups"), "org": ("groups",), "place": ("places",)}[node.name]
        return self._actors(node.value, node, kinds)

    def pair(self, node: Field) -> tuple[set[str], set[str]]:
        """Ids and keys of the two whom a `together:` clause asks for; QueryError where one of them is nobody."""
        kinds = ("people", "groups", "places")
        one, other = node.value.split(",")
        return self._actors(one, node, kinds), self._actors(other, node, kinds)

    def bearers(self, name: PlainName) -> set[str]:
        """Ids and keys of all whom a name in plain words may mean."""
        return {*name.actors, *self._called(name.surname)}

    def _actors(self, value: str, node: Field, kinds: tuple[str, ...]) -> set[str]:
        """Ids of listed actors and keys of others that are called so; QueryError where nobody is.

        A surname means all who bear it, and those of whom nobody can say which of them they are. A single word that
        several have in their names means none of them.
        """
        listed: set[str] = set()
        for kind in kinds:
            listed |= getattr(self._gazetteer, kind).keys()
        found = self._listed(value, listed)
        several = not found and last_name(value) and self._names.partly(value, listed)
        if not several:
            found.update(self._labels.find(value, kinds))
        if "people" in kinds:
            found.update(self._called(value))
        if not found:
            what = "whole name" if several else "place" if kinds == ("places",) else "name"
            raise _unknown(what, node, value, self._names.suggest(value, listed, self._labels.shown(kinds)))
        return found

    def _listed(self, value: str, among: Set[str]) -> set[str]:
        """Ids of those who have this name or surname; else of the only one that has these words in a name."""
        found = {*self._names.find(value, among), *(among & set(self._names.bearers(value)))}
        partly = [] if found else self._names.partly(value, among)
        return found or set(partly if len(partly) == 1 else ())

    def _called(self, surname: str) -> list[str]:
        """Keys of those whom the articles call by a surname that people of the file bear, without more."""
        return self._labels.surnames(self._names.surnames(surname)) if self._names.bearers(surname) else []

    def _mentioning(self, actors: Collection[str]) -> int:
        """Rows that mention one of these actors, by id or key of an unlisted name."""
        rows = _union(self._columns.facet("actor"), actors) | _union(self._columns.facet("place"), actors)
        unlisted = [actor for actor in actors if ":" in actor]
        return rows | self._columns.of_numbers(self._catalogue.holding(unlisted)) if unlisted else rows

    def _state(self, node: Field) -> Truth:
        columns = self._columns
        match node.value:
            case "unread":
                return Truth.plain(columns.all & ~self._marked("read"))
            case "undated":
                return Truth.plain(columns.all & ~columns.dated)
            case "unlisted":
                return Truth.plain(columns.where("unlisted", bool))
            case "cut":
                return Truth.plain(columns.where("complete", "yes".__ne__))
            case "note":
                return Truth.plain(self._marked("noted"))
            case "possible":
                raise QueryError("is:possible only stands beside the other clauses", node.start, node.end)
            case state:
                return Truth.plain(self._marked(state))

    def _marked(self, mark: str) -> int:
        rows = self._columns.by_id
        return self._columns.bits(rows[id] for id in self._marks.get(mark, ()) if id in rows)

    def _tagged(self, node: Field) -> int:
        tags = {mark[4:].casefold(): mark for mark in self._marks if mark.startswith("tag:")}
        if node.value.casefold() not in tags:
            close = self._names.suggest(node.value, (), (mark[4:] for mark in tags.values()))
            raise _unknown("tag", node, node.value, close)
        return self._marked(tags[node.value.casefold()])

    def _source(self, node: Field) -> int:
        """Rows of the source of this name; where there is none, of those that have it in their names."""
        sources = {source: fold_text(source) for source in self._columns.facet("source")}
        folded = fold_text(node.value)
        alike = [source for source, spelling in sources.items() if spelling == folded]
        within = [source for source, spelling in sources.items() if folded and folded in spelling]
        return _union(self._columns.facet("source"), alike or within)

    def _like(self, node: Field) -> int:
        """Rows that share three at least of the words that tell an article from the others; not the article itself."""
        words = self.like_words(node)
        shared = [0] * SHARED
        for word in words:
            rows = self._finder.found(_literal(word, node))
            for count in range(SHARED - 1, 0, -1):
                shared[count] |= shared[count - 1] & rows
            shared[0] |= rows
        return shared[min(SHARED, max(len(words), 1)) - 1] & ~(1 << self._article(node))

    def like_words(self, node: Field) -> list[str]:
        """The words that a `like:` clause looks for."""
        if node not in self._telling:
            row = self._article(node)
            text = self._columns.table["title"][row] + "\n" + self._catalogue.body(self._columns.numbers[row])
            self._telling[node] = self._finder.telling_words(text)
        return self._telling[node]

    def _article(self, node: Field) -> int:
        sought = node.value.lower()
        whole = self._columns.by_id.get(sought)
        rows = [row for row, id in enumerate(self._columns.ids) if id.startswith(sought)] if whole is None else [whole]
        if len(rows) != 1:
            message = "several articles have an id that begins so" if rows else "no article has this id"
            raise QueryError(message, node.start, node.end)
        return rows[0]

    def scored(self, root: Node | None) -> list[Text]:
        """The text clauses that hits are ranked by: those asked to be there, and the words of `like:`."""
        found: list[Text] = []
        for node in asked(root):
            if isinstance(node, Text):
                found.append(node)
            elif isinstance(node, Field) and node.name == "like":
                found.extend(_literal(word, node) for word in self.like_words(node))
        return found


def _literal(word: str, node: Field) -> Text:
    return Text((word,), "phrase", "any", node.start, node.end)


def _union(sets: Mapping[str, int], values: Iterable[str]) -> int:
    rows = 0
    for value in values:
        rows |= sets.get(value, 0)
    return rows


def _moments(period: Period) -> tuple[float, float]:
    """From the first second of a period to before the first one after it, here; no file is older than the epoch."""
    first, last = period.first, period.last
    start = _midnight(first) if first and first.year > 1970 else -math.inf
    if last is None or last.year > 9000:
        return start, math.inf
    return start, _midnight(last + dt.timedelta(days=1)) if last.year > 1970 else -math.inf


def _midnight(day: dt.date) -> float:
    return dt.datetime.combine(day, dt.time()).timestamp()


def _flat(path: str) -> str:
    """A path without case and diacritics."""
    if not path.isascii():
        path = "".join(char for char in unicodedata.normalize("NFKD", path) if not unicodedata.combining(char))
    return path.casefold()


def _unknown(what: str, node: Field, value: str, close: str | None) -> QueryError:
    """That a value, or one of the two of a clause, names nothing; the repair has the closest name in its place."""
    values = (
        [close if part == value else part for part in node.value.split(",")] if node.name == "together" else [close]
    )
    repair = clause_text(replace(node, value=",".join(part.replace(",", "") for part in values if part)))
    return QueryError(f"{node.name}: there is no {what} {value}", node.start, node.end, repair if close else None)
