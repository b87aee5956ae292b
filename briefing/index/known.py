"""Names as people type them: which actors of the gazetteer they mean."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from briefing.actors import Actor, Alias, Gazetteer, Group, Place
from briefing.pausing import collector_paused
from briefing.query import Node, Text
from briefing.words import LONGEST, fold_text, words

CLOSE = 0.6
_ARTICLES = ("al ", "el ")


@dataclass(frozen=True, slots=True)
class PlainName:
    """Neighbouring clauses, from `first` to before `last`, whose words are the name of some actors."""

    first: int
    last: int
    actors: tuple[str, ...]
    surname: str = ""
    """The folded surname that it is, where one word was typed that is borne by people with longer names."""


class Names:
    """The spellings of one gazetteer, folded."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._spelled: dict[str, set[str]] = {}
        self._plain: dict[str, set[str]] = {}
        self._bearers: dict[str, set[str]] = {}
        with collector_paused():
            for actor in gazetteer:
                self._add(actor)
        self._longest = max((spelling.count(" ") + 1 for spelling in self._plain), default=0)

    def _add(self, actor: Actor | Group | Place) -> None:
        """Each spelling is folded once; its last word is the surname, if it is a person's and not the given name."""
        _put(self._spelled, fold_text(actor.id), actor.id)
        given = None
        for alias in (Alias(actor.name), *actor.aliases):
            folded = _folded(alias.text)
            _put(self._spelled, folded, actor.id)
            if not (alias.requires or alias.start or alias.end):
                _put(self._plain, folded, actor.id)
            if isinstance(actor, Actor):
                given = folded.partition(" ")[0] if given is None else given
                surname = _surname(alias.text, folded)
                if surname not in ("", given):
                    _put(self._bearers, surname, actor.id)

    def find(self, value: str, among: Collection[str]) -> list[str]:
        """Ids of those among some actors that have this id, name or alias."""
        return sorted(id for id in self._spelled.get(fold_text(value), ()) if id in among)

    def bearers(self, value: str) -> list[str]:
        """Ids of the people who have this surname in any of their spellings; nobody where it is all of another name."""
        surname = last_name(value)
        bearers = self._bearers.get(surname, set())
        return [] if self._spelled.get(surname, set()) - bearers else sorted(bearers)

    def surnames(self, value: str) -> set[str]:
        """A surname, folded, with the other spellings of it: those that only its bearers have."""
        bearers = set(self.bearers(value))
        theirs = {_surname_of(spelling) for id in bearers for spelling in self.gazetteer.spellings(id)}
        return {last_name(value), *(name for name in theirs if bearers >= self._bearers.get(name, {""}))}

    def partly(self, value: str, among: Collection[str]) -> list[str]:
        """Ids of those among some actors that have these words, side by side, in a name or alias."""
        part = f" {fold_text(value)} "
        found = {
            id for spelling, ids in self._spelled.items() if part.strip() and part in f" {spelling} " for id in ids
        }
        return sorted(id for id in found if id in among)

    def begin(self, value: str, among: Collection[str]) -> bool:
        """May this be the beginning of a word in the names of some actors?"""
        folded = fold_text(value)
        return any(
            f" {spelling}".find(f" {folded}") >= 0 and any(id in among for id in ids)
            for spelling, ids in self._spelled.items()
        )

    def suggest(self, value: str, among: Collection[str], others: Iterable[str] = ()) -> str | None:
        """The closest name of some actors, or of other names."""
        folded = fold_text(value)
        shown = {fold_text(name): name for name in others if _alike(fold_text(name), folded)}
        for spelling, ids in self._spelled.items():
            known = next((id for id in sorted(ids) if id in among), None)
            if known:
                shown[spelling] = self.gazetteer.name(known)
        for surname, bearers in self._bearers.items():
            if theirs := [id for id in bearers if id in among]:
                shown.setdefault(surname, self.gazetteer.name(theirs[0]) if len(theirs) == 1 else surname)
        close = difflib.get_close_matches(folded, shown, 1, CLOSE)
        if close:
            return shown[close[0]]
        within = [spelling for spelling in shown if folded and folded in spelling.split()]
        return shown[min(within, key=lambda spelling: (len(spelling), spelling))] if within else None

    def plain_names(self, parts: Sequence[Node]) -> list[PlainName]:
        """The longest runs of plain words, side by side, that are an unambiguous name; they do not overlap.

        A surname by itself is the name of everybody who bears it.
        """
        return [name for name, _ in self.runs(parts) if name]

    def runs(self, parts: Sequence[Node]) -> Iterator[tuple[PlainName | None, Sequence[Node]]]:
        """The parts in order: those that are a name together, and each of the others by itself."""
        at = 0
        while at < len(parts):
            name = self._name_at(parts, at)
            last = name.last if name else at + 1
            yield name, parts[at:last]
            at = last

    def _name_at(self, parts: Sequence[Node], first: int) -> PlainName | None:
        run: list[str] = []
        best = self._surname(parts, first)
        for last, part in enumerate(parts[first:], first + 1):
            if not _is_plain(part) or len(run) >= self._longest:
                break
            run.extend(part.words)
            actors = self._plain.get(" ".join(run), ())
            if len(actors) == 1 and (last > first + 1 or best is None):
                best = PlainName(first, last, tuple(actors))
        return best

    def _surname(self, parts: Sequence[Node], at: int) -> PlainName | None:
        part = parts[at]
        if not _is_plain(part) or part.match == "fuzzy" or (part.match == "phrase" and len(part.words) == 1):
            return None
        surname = last_name(" ".join(part.words))
        bearers = self.bearers(surname)
        return PlainName(at, at + 1, tuple(bearers), surname) if bearers else None


_latest: list[Names] = []


def names_of(gazetteer: Gazetteer) -> Names:
    """The names of a gazetteer; those of the one last asked for are kept."""
    if not _latest or _latest[0].gazetteer is not gazetteer:
        _latest[:] = [Names(gazetteer)]
    return _latest[0]


def _put(found: dict[str, set[str]], name: str, actor: str) -> None:
    if name in found:
        found[name].add(actor)
    else:
        found[name] = {actor}


def _folded(name: str) -> str:
    """The same as `fold_text`, made quickly where a name is of plain letters."""
    words = name.split(" ")
    plain = name.isascii() and "".join(words).isalpha() and len(name) <= LONGEST
    return " ".join(filter(None, words)).lower() if plain else fold_text(name)


def last_name(name: str) -> str:
    """The folded surname that a name is by itself, with or without `al-`; "" for a name of several words."""
    folded = fold_text(name)
    for article in _ARTICLES:
        folded = folded.removeprefix(article)
    return "" if " " in folded else folded


def _surname_of(name: str) -> str:
    """The folded last word of a name of several words; "" where there is none, or it is no name but a common noun."""
    return _surname(name, _folded(name))


def _surname(name: str, folded: str) -> str:
    """The same, of a name and what it folds to."""
    before, _, last = folded.rpartition(" ")
    if not before or not last.isalpha():
        return ""
    written = name[name.rfind(" ") + 1 :]
    if not (written.isascii() and written.isalpha()):
        *_, (_, start, _) = words(name)
        written = name[start:]
    return "" if written[0].islower() else last


def _is_plain(part: Node) -> TypeGuard[Text]:
    return isinstance(part, Text) and part.field == "any" and part.match != "exact" and part.within == 1


def _alike(name: str, folded: str) -> bool:
    """A cheap look before a dear one: does a word of it begin as one of those asked for?"""
    starts = {word[:2] for word in folded.split()}
    return any(word[:2] in starts for word in name.split())
