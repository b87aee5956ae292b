"""Surnames by themselves: whose they are in this article, else who alone held a post that day, else nobody's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from briefing.actors import Gazetteer
from briefing.article import Mention, paragraphs
from briefing.dates import Period
from briefing.naming.context import follows_name, is_given_name, names_another, word_before
from briefing.naming.families import short_forms, stands_first
from briefing.naming.matching import Sighting
from briefing.naming.meaning import assigned
from briefing.naming.spelling import key, rough, rough_of
from briefing.pausing import collector_paused
from briefing.words import one_line

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’]{1,40}"
_SURNAME = re.compile(rf"(?<![\w-])(?:(?:Al|El|al|el|AL|EL)[- ])?(?P<name>{_CAPITAL}(?:-{_CAPITAL}){{0,2}})(?![\w-])")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_WORD = re.compile(r"[^\s-]+")
_BEFORE = re.compile(r"(?<![\w-])([\w'’]{1,40})[ \n-]\Z")
_ARTICLES = frozenset({"al", "el"})
_FARTHEST = 100
"""Mentions before a surname that are looked at."""
_WHERE = frozenset({"in", "near", "at"})
"""Words before a place, which a surname of somebody not in the article may be."""
_MOST = 65_536
_SONS = frozenset("bin ben ibn ould abu abou abdul abdel abd von van der".split())


class _Longer(NamedTuple):
    """The words before the last one of a short form of several, by key, and whose it is."""

    before: tuple[str, ...]
    people: frozenset[str]


class _Ending(NamedTuple):
    """The short forms that end with one word."""

    single: frozenset[str]
    """The people for whom the word stands alone."""
    longer: tuple[_Longer, ...]
    """The longest first."""
    leading: bool
    """Is it a family name that stands before the given name?"""

    @property
    def kin(self) -> frozenset[str]:
        """All whose name ends with the word, those too who are not called by it alone."""
        return self.single.union(*(longer.people for longer in self.longer))


class _Bearers(NamedTuple):
    """The words of one key, as the file writes them, and whose names hold one where a short form may end."""

    words: list[str]
    people: dict[str, None]


class Forms:
    """The short forms of the people of one gazetteer, worked out for a word when a text first has it."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._bearers: dict[str, _Bearers] = {}
        self._endings: dict[str, _Ending | None] = {}
        self._strange: set[str] = set()
        self._met: dict[str, list[tuple[str, list[str]]]] = {}
        bearers: dict[str, list[str]] = {}
        with collector_paused():
            for person in gazetteer.people:
                for spelling in gazetteer.spellings(person):
                    for word in _ends(spelling):
                        if word not in bearers:
                            bearers[word] = [person]
                        elif bearers[word][-1] != person:
                            bearers[word].append(person)
            for word, people in bearers.items():
                self._met.setdefault(rough(word), []).append((word, people))

    def ending(self, last: str) -> _Ending | None:
        """The short forms that end with a word of this key."""
        if last not in self._endings:
            for word, people in self._met.pop(rough_of(last), ()):
                bearers = self._bearers.setdefault(key(word), _Bearers([], {}))
                bearers.words.append(word)
                bearers.people.update(dict.fromkeys(people))
            if last not in self._bearers:
                return None
            self._endings[last] = self._worked_out(last)
        return self._endings[last]

    def strange(self, written: str) -> bool:
        """Does no short form end with what is written, a word or several joined by hyphens?"""
        if written in self._strange:
            return True
        if written.isupper() or self.ending(key(written.rpartition("-")[2])) is None:
            if len(self._strange) >= _MOST:
                self._strange.clear()
            self._strange.add(written)
            return True
        return False

    def _worked_out(self, last: str) -> _Ending | None:
        people: dict[tuple[str, ...], set[str]] = {}
        leading = False
        for person in self._bearers[last].people:
            for spelling, form in self._forms(person, self._bearers[last].words):
                words = keys(form)
                if words[-1] == last:
                    people.setdefault(words, set()).add(person)
                    leading = leading or (len(words) == 1 and spelling.startswith(form))
        if not people:
            return None
        longer = sorted((words for words in people if len(words) > 1), key=len, reverse=True)
        return _Ending(
            frozenset(people.get((last,), ())),
            tuple(_Longer(words[:-1], frozenset(people[words])) for words in longer),
            leading,
        )

    def _forms(self, person: str, ends: Sequence[str]) -> Iterator[tuple[str, str]]:
        for spelling in self._gazetteer.spellings(person):
            if any(word in spelling for word in ends):
                for form in short_forms(spelling):
                    if form != spelling:
                        yield spelling, form


def _ends(spelling: str) -> list[str]:
    """The words of a name with which a short form may end."""
    words = spelling.replace("-", " ").split()
    return words if not words or stands_first(words[0]) else words[1:]


@lru_cache(maxsize=8)
def forms(gazetteer: Gazetteer) -> Forms:
    """The short forms of everybody in the file, by any spelling of two words or more; made once for each."""
    return Forms(gazetteer)


class _Found(NamedTuple):
    """A short form in a text, and whose it may be."""

    start: int
    end: int
    last: str
    people: frozenset[str]
    leading: bool = False
    kin: frozenset[str] = frozenset()
    """All whose name ends so."""


def keys(form: str) -> tuple[str, ...]:
    """The keys of the words of a short form, an article before them left out."""
    words = _WORD.findall(form)
    while len(words) > 1 and words[0].lower() in _ARTICLES:
        words = words[1:]
    return tuple(map(key, words))


@dataclass(frozen=True, slots=True)
class _Company:
    """Who is in one text, for surnames to be decided among."""

    text: str
    gazetteer: Gazetteer
    when: Period
    present: frozenset[str]
    """The people named in the article, title included."""
    named: Sequence[Mention]
    """The people named in this text, in order."""
    starts: Sequence[int]
    blocks: Sequence[int]
    """Where its paragraphs begin."""


def short_mentions(
    text: str,
    named: Sequence[Mention],
    heard: Sequence[Mention],
    sightings: Sequence[Sighting],
    gazetteer: Gazetteer,
    when: Period,
) -> list[Mention]:
    """Mentions by surname alone, outside of everything that was sighted already."""
    if not gazetteer.people or text.isupper():
        return []
    candidates = list(_candidates(text, sightings, forms(gazetteer)))
    if not candidates:
        return []
    strangers = {found.last for found in candidates if _of_a_stranger(text, found)}
    people = [m for m in named if m.actor in gazetteer.people]
    company = _Company(
        text,
        gazetteer,
        when,
        frozenset(m.actor for m in (*heard, *people) if m.actor),
        people,
        [m.start for m in people],
        [start for start, _ in paragraphs(text)],
    )
    return [
        _decided(company, found)
        for found in candidates
        if found.last not in strangers
        and not names_another(text, found.start, found.end)
        and not follows_name(text, found.end)
    ]


def _of_a_stranger(text: str, found: _Found) -> bool:
    """Is it the family name in a full name that the file does not have?"""
    return is_given_name(text, found.start) or (found.leading and follows_name(text, found.end))


def _candidates(text: str, sightings: Sequence[Sighting], known: Forms) -> Iterator[_Found]:
    """Each short form outside of the names that were sighted, in order; of two that overlap, the longer."""
    taken = bytearray(len(text))
    for sighting in sightings:
        if sighting.names:
            taken[sighting.start : sighting.end] = b"\1" * (sighting.end - sighting.start)
    kept: _Found | None = None
    for match in _SURNAME.finditer(text):
        name = match["name"]
        if "'" in name or "’" in name:
            name = _POSSESSIVE.sub("", name)
        if known.strange(name):
            continue
        end = match.start("name") + len(name)
        found = _form_at(text, match.start(), match.start("name"), end, known)
        if found and not any(taken[found.start : found.end]):
            if kept and kept.end <= found.start:
                yield kept
            kept = found
    if kept:
        yield kept


def _form_at(text: str, start: int, name: int, end: int, known: Forms) -> _Found | None:
    """The longest short form that ends with this word."""
    words = tuple(map(key, text[name:end].split("-")))
    ending = known.ending(words[-1])
    if ending is None:
        return None
    for longer in ending.longer:
        apart = len(longer.before) - len(words) + 1
        if apart >= 0 and longer.before[apart:] == words[:-1]:
            begin = _preceded(text, name, longer.before[:apart])
            if begin is not None:
                return _Found(begin, end, words[-1], longer.people)
    if len(words) > 1 or not ending.single or _son(text, name):
        return None
    return _Found(start, end, words[0], ending.single, ending.leading, ending.kin)


def _preceded(text: str, start: int, words: Sequence[str]) -> int | None:
    """Where these words begin, if they stand directly before the offset."""
    for word in reversed(words):
        before = _BEFORE.search(text, max(0, start - 42), start)
        if not before or key(before[1]) != word:
            return None
        start = before.start()
    return start


def _son(text: str, start: int) -> bool:
    """Is the word what somebody else is the son or servant of: bin Salman, Abdel Aziz?"""
    before = _BEFORE.search(text, max(0, start - 42), start)
    return before is not None and before[1].lower() in _SONS


def _decided(company: _Company, found: _Found) -> Mention:
    """The one bearer who is meant, else a mention of nobody with its candidates."""
    start, end, known = found.start, found.end, found.people
    here, because = known & company.present, "surname of the one person of that name in the article"
    if len(here) > 1:
        because = f"the only one of that surname named before it in the paragraph, of {len(here)} in the article"
        here = _nearest(company, start, here) or here
    elif not here:
        known |= found.kin
        here = frozenset(id for id in known if _in_office(company, id))
        if word_before(company.text, start).lower() in _WHERE:
            here = frozenset()
        because = f"surname; the only one of that name in the file who held a post ({company.when})"
    written = company.text[start:end]
    if len(here) == 1:
        (actor,) = here
        return assigned(Sighting(start, end, written), actor, "short", because, company.gazetteer, company.when)
    candidates = tuple(sorted(here or known))
    if len(candidates) == 1:
        because = "surname of a person of the file, who is not named in the article and held no known post that day"
    else:
        because = f"surname of {len(candidates)} people, and nothing here decides between them"
    return Mention(start, end, written, "person", None, one_line(written), "short", because, candidates)


def _in_office(company: _Company, actor: str) -> bool:
    posts = company.gazetteer.people[actor].posts_on(company.when)
    return any(post.held(company.when) == "yes" for post in posts)


def _nearest(company: _Company, start: int, here: frozenset[str]) -> frozenset[str]:
    """Those of them who are named in the same paragraph before the offset."""
    block = bisect_right(company.blocks, start) - 1
    opened = company.blocks[block] if block >= 0 else 0
    found: set[str] = set()
    last = bisect_left(company.starts, start) - 1
    for n in range(last, max(-1, last - _FARTHEST), -1):
        actor = company.named[n].actor
        if company.starts[n] < opened or len(found) == len(here):
            break
        if actor in here:
            found.add(actor)
    return frozenset(found)
