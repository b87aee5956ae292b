"""What the user's judgements make of the actors file: who is one, who is renamed, and which names are not theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefing.actors import Actor, Alias, Gazetteer, Group, Judgements, Place
from briefing.judgements import Assign, Dated, Decision, Different, Ignore, Judged, Rename, Same
from briefing.words import fold_text

MOST_CONTRADICTIONS = 50
"""More are not looked for."""


class Contradiction(Exception):
    """A judgement that cannot hold; `earlier` are those it contradicts, none where it does so by itself."""

    def __init__(self, words: str, earlier: Sequence[Judged] = ()) -> None:
        super().__init__(words)
        self.earlier = tuple(earlier)


@dataclass(slots=True)
class _Band:
    """Ids and spellings that were judged to be one, and those that were judged to be others."""

    head: str | None
    """The id that all of them are, where one is an id."""
    nodes: list[str]
    enemies: dict[str, Judged] = field(default_factory=dict)


class Ties:
    """Who was judged the same and who different, taken one after the other; a word is an actor id or a spelling."""

    def __init__(self, known: Gazetteer) -> None:
        self._known = known
        self._bands: dict[str, _Band] = {}
        self._ties: dict[str, list[tuple[str, Judged]]] = {}
        self._texts: dict[str, str] = {}

    def take(self, judged: Judged) -> None:
        """Take one more; Contradiction where it cannot hold beside the others."""
        match judged.decision:
            case Same(a, b):
                self._same(a, b, judged)
            case Different(a, b):
                self._different(a, b, judged)

    def related(self, a: str, b: str) -> Judged | None:
        """The judgement that says these two are one, or are not, where there is one."""
        first, second = self._node(a), self._node(b)
        if first not in self._bands or second not in self._bands:
            return None
        if self._bands[first] is self._bands[second]:
            return next(iter(self._path(first, second)), None)
        enemies = self._bands[first].enemies
        return next((enemies[node] for node in enemies if self._bands[node] is self._bands[second]), None)

    def bands(self) -> Iterator[tuple[str, list[str], list[str]]]:
        """(the id that all are, other ids, spellings) of all that were judged to be one with an id."""
        seen: set[int] = set()
        for band in self._bands.values():
            if band.head is not None and id(band) not in seen:
                seen.add(id(band))
                ids = [node for node in band.nodes if node not in self._texts and node != band.head]
                yield band.head, ids, [self._texts[node] for node in band.nodes if node in self._texts]

    def settled(self, word: str) -> bool:
        """Is it an id, or one with an id?"""
        return self._band(self._node(word)).head is not None

    def _node(self, word: str) -> str:
        if _listed(word, self._known):
            return word
        node = f"“{fold_text(word) or word.casefold()}”"
        self._texts.setdefault(node, word)
        return node

    def _band(self, node: str) -> _Band:
        if node not in self._bands:
            self._bands[node] = _Band(None if node in self._texts else node, [node])
        return self._bands[node]

    def _same(self, a: str, b: str, judged: Judged) -> None:
        first, second = self._node(a), self._node(b)
        into, other = self._band(first), self._band(second)
        if into is other:
            return
        if into.head and other.head and _section(into.head, self._known) != _section(other.head, self._known):
            raise Contradiction(
                f"{_a_kind(into.head, self._known)} and {_a_kind(other.head, self._known)} cannot be one"
            )
        fewer, others = sorted((into, other), key=lambda band: len(band.enemies))
        for enemy, said in fewer.enemies.items():
            if self._bands[enemy] is others:
                raise Contradiction("they were judged different", [said])
        for node, neighbour in ((first, second), (second, first)):
            self._ties.setdefault(node, []).append((neighbour, judged))
        head = into.head or other.head
        large, small = (into, other) if len(into.nodes) >= len(other.nodes) else (other, into)
        large.head = head
        large.nodes += small.nodes
        large.enemies |= small.enemies
        for node in small.nodes:
            self._bands[node] = large

    def _different(self, a: str, b: str, judged: Judged) -> None:
        first, second = self._node(a), self._node(b)
        if first == second:
            raise Contradiction("nobody is different from themselves")
        one, other = self._band(first), self._band(second)
        if one is other:
            raise Contradiction("they were judged the same", self._path(first, second))
        one.enemies.setdefault(second, judged)
        other.enemies.setdefault(first, judged)

    def _path(self, start: str, end: str) -> list[Judged]:
        """The judgements by which two are one, in the order of the file."""
        came: dict[str, tuple[str, Judged]] = {}
        queue = [start]
        for node in queue:
            for neighbour, judged in self._ties.get(node, ()):
                if neighbour not in came and neighbour != start:
                    came[neighbour] = node, judged
                    queue.append(neighbour)
        path = []
        while end != start:
            end, judged = came[end]
            path.append(judged)
        return sorted(path, key=lambda judged: judged.line)


def _listed(word: str, known: Gazetteer) -> bool:
    """Is it an id of the file?"""
    return word in known or word in known.merged


def _section(actor: str, known: Gazetteer) -> int:
    actor = known.merged.get(actor, actor)
    return next(n for n, entries in enumerate((known.people, known.groups, known.places)) if actor in entries)


def _a_kind(actor: str, known: Gazetteer) -> str:
    return ("a person", "a group", "a place")[_section(actor, known)]


def overruled(known: Gazetteer, made: Sequence[Judged]) -> tuple[Gazetteer, list[tuple[int, Contradiction]]]:
    """The gazetteer as it was judged; and by its number in `made`, each judgement that cannot hold."""
    ties, wrong = Ties(known), []
    for number, judged in enumerate(made):
        try:
            ties.take(judged)
        except Contradiction as contradiction:
            wrong.append((number, contradiction))
            if len(wrong) >= MOST_CONTRADICTIONS:
                break
    decisions = [judged.decision for judged in made]
    entries: dict[str, Actor | Group | Place] = {entry.id: entry for entry in known}
    for decision in decisions:
        if isinstance(decision, Rename):
            entries[decision.actor] = _renamed(entries[decision.actor], decision.name)
    merged = _merge(entries, ties)
    _part(entries, merged, [decision for decision in decisions if isinstance(decision, Different)])
    return _gathered(entries, merged, known, _judgements(decisions, made, ties, merged)), wrong


def _renamed(entry: Actor | Group | Place, name: str) -> Actor | Group | Place:
    aliases = tuple(alias for alias in entry.aliases if alias != Alias(name))
    return _called(replace(entry, name=name, aliases=aliases), [Alias(entry.name)])


def _called(entry: Actor | Group | Place, aliases: Iterable[Alias]) -> Actor | Group | Place:
    """With more names; one it has already, without conditions, is not had twice."""
    has = {alias.text for alias in entry.aliases if alias == Alias(alias.text)} | {entry.name}
    more = [alias for alias in dict.fromkeys(aliases) if alias != Alias(alias.text) or alias.text not in has]
    return replace(entry, aliases=(*entry.aliases, *more)) if more else entry


def _merge(entries: dict[str, Actor | Group | Place], ties: Ties) -> dict[str, str]:
    """Make one of those judged to be one; the ids that are gone, and what they are now."""
    merged: dict[str, str] = {}
    for head, ids, spellings in ties.bands():
        entries[head] = _joined(entries[head], [entries.pop(other) for other in ids])
        merged |= dict.fromkeys(ids, head)
        entries[head] = _called(entries[head], map(Alias, spellings))
    return merged


def _joined(one: Actor | Group | Place, others: Sequence[Actor | Group | Place]) -> Actor | Group | Place:
    """All as one: the names and posts of all; what is known of the first goes before what is known of the others."""
    made = _called(one, [alias for other in others for alias in (Alias(other.name), *other.aliases)])
    if isinstance(made, Actor):
        posts = [*made.posts, *(post for other in others if isinstance(other, Actor) for post in other.posts)]
        return replace(made, posts=tuple(dict.fromkeys(posts)))
    for other in others:
        made = _filled(made, other)
    return made


def _filled(both: Actor | Group | Place, other: Actor | Group | Place) -> Actor | Group | Place:
    """With what only the other says of itself."""
    if isinstance(both, Group) and isinstance(other, Group):
        return replace(
            both,
            kind=both.kind if both.kind != "other" else other.kind,
            country=both.country or other.country,
            parent=both.parent or other.parent,
            start=both.start or other.start,
            end=both.end or other.end,
            faction=both.faction or other.faction,
        )
    if isinstance(both, Place) and isinstance(other, Place):
        return replace(both, country=both.country or other.country)
    return both


def _part(entries: dict[str, Actor | Group | Place], merged: Mapping[str, str], decisions: Sequence[Different]) -> None:
    """A spelling that was judged not to be an actor's is no alias of it any more."""
    others: dict[str, set[str]] = {}
    for one in decisions:
        for actor, spelling in ((one.a, one.b), (one.b, one.a)):
            if spelling not in entries and spelling not in merged:
                others.setdefault(merged.get(actor, actor), set()).add(fold_text(spelling))
    for id, spellings in others.items():
        if (entry := entries.get(id)) is not None:
            kept = tuple(alias for alias in entry.aliases if fold_text(alias.text) not in spellings)
            entries[entry.id] = replace(entry, aliases=kept)


def _judgements(
    decisions: Iterable[Decision], made: Sequence[Judged], ties: Ties, merged: Mapping[str, str]
) -> Judgements:
    same, different = [], []
    assign: dict[tuple[str, str], str | None] = {}
    dates, ignore = {}, set()
    for decision in decisions:
        match decision:
            case Same(a, b) if not (ties.settled(a) or ties.settled(b)):
                same.append((a, b))
            case Different(a, b):
                different.append((merged.get(a, a), merged.get(b, b)))
            case Assign(article, words, actor):
                assign[article, words] = merged.get(actor, actor) if actor is not None else None
            case Dated(article, date, because):
                dates[article] = date, because
            case Ignore(words):
                ignore.add(words)
    return Judgements(tuple(same), tuple(different), assign, dates, frozenset(ignore), tuple(made))


def _gathered(
    entries: Mapping[str, Actor | Group | Place], merged: Mapping[str, str], known: Gazetteer, judged: Judgements
) -> Gazetteer:
    """All entries under their heads, every reference to one that is gone led to what it is now."""
    people: dict[str, Actor] = {}
    groups: dict[str, Group] = {}
    places: dict[str, Place] = {}
    for id, entry in entries.items():
        if isinstance(entry, Actor):
            posts = tuple(
                replace(p, group=merged[p.group]) if p.group and p.group in merged else p for p in entry.posts
            )
            people[id] = replace(entry, posts=posts) if posts != entry.posts else entry
        elif isinstance(entry, Group):
            parent = merged.get(entry.parent, entry.parent) if entry.parent else None
            groups[id] = replace(entry, parent=parent if parent != id else None)
        else:
            places[id] = entry
    return Gazetteer(people, groups, places, judged, known.digest, merged)
