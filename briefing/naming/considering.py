"""Whether a decision can be taken beside what is known and was judged before: what it says, else why not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.actors import Alias, Gazetteer
from briefing.clean import clean_line
from briefing.judgements import Add, Assign, Dated, Decision, Different, Ignore, Judged, Rename, Same
from briefing.naming.overruled import Contradiction, Ties
from briefing.words import fold_text

LONGEST = 200
"""Characters of a name, or of a reason."""
_LIKE_AN_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+")


class Refused(Exception):
    """Why a decision is not written, in a sentence for people."""


class SaidAlready(Exception):
    """The file says so already; the message is where."""


def considered(decision: Decision, known: Gazetteer, file: str) -> Decision:
    """The decision as it is to be written: its words clean, ids in the place of names that are of one actor only.

    Refused where it contradicts, with the judgement that it contradicts; SaidAlready where it says nothing new.
    """
    case = _Case(known, file)
    match decision:
        case Same(a, b):
            return case.same(Same(case.actor(a), case.actor(b)))
        case Different(a, b):
            return case.different(_words(a), _words(b))
        case Assign(article, words, actor):
            return case.assign(Assign(_words(article), _words(words), actor and case.listed(actor)))
        case Dated(article, date, because):
            return case.dated(Dated(_words(article), date, _words(because)))
        case Ignore(words):
            return case.ignore(Ignore(_words(words)))
        case Rename(actor, name):
            return case.rename(Rename(case.listed(actor), _words(name)))
        case Add(kind, name, aliases):
            return case.add(Add(kind, _words(name), tuple(dict.fromkeys(map(_words, aliases)))))


def spellings_of(name: str, known: Gazetteer) -> list[str]:
    """The other spellings that were judged to be one with a name."""
    folded = fold_text(name)
    pairs = [pair for pair in known.judgements.same if folded in map(fold_text, pair)]
    return [word for pair in pairs for word in pair if fold_text(word) != folded]


def _words(text: str) -> str:
    words = clean_line(text)
    if not words:
        raise Refused("There are no words in it that could be kept.")
    if len(words) > LONGEST:
        raise Refused(f"“{words[:40]}…” is too long: at most {LONGEST} characters can be kept.")
    return words


def _place(judged: Judged, file: str) -> str:
    when = f" on {judged.when}" if judged.when else ""
    return f"{when} ({file}, line {judged.line})"


class _Case:
    """One decision, before what is known."""

    def __init__(self, known: Gazetteer, file: str) -> None:
        self.known, self.file = known, file
        self.made = known.judgements.made

    def actor(self, word: str) -> str:
        """The id that a word is, or is a name of; else the word, as a spelling."""
        word = _words(word)
        if word in self.known:
            return word
        if word in self.known.merged:
            return self.known.merged[word]
        named = list(self.named(word))
        if len(named) == 1:
            return named[0]
        if not named and _LIKE_AN_ID.fullmatch(word):
            raise Refused(f"No actor has the id `{word}`.")
        return word

    def named(self, spelling: str) -> Iterator[str]:
        """Ids of the actors that have this name, whatever the day and the company."""
        folded = fold_text(spelling)
        for entry in self.known:
            names = [entry.name, *(alias.text for alias in entry.aliases if alias == Alias(alias.text))]
            if any(fold_text(name) == folded and _alike(name, spelling) for name in names):
                yield entry.id

    def listed(self, actor: str) -> str:
        """An id of the file."""
        actor = self.known.merged.get(actor, actor)
        if actor not in self.known:
            raise Refused(f"No actor has the id `{clean_line(actor)[:LONGEST]}`.")
        return actor

    def same(self, decision: Same) -> Same:
        if decision.a == decision.b:
            raise SaidAlready(f"They are one already: “{self.known.name(decision.a)}”.")
        self.fits(decision)
        for word in (decision.a, decision.b):
            self.not_ignored(word)
        return decision

    def different(self, a: str, b: str) -> Different:
        one, other = self.actor(a), self.actor(b)
        if one != other:
            self.fits(Different(one, other))
            return Different(one, other)
        if one not in self.known or a == b or (a not in self.known and b not in self.known):
            raise Refused(f"“{a}” and “{b}” are names of one actor, “{self.known.name(one)}”; take one of them out.")
        spelling = b if a in self.known else a
        if fold_text(spelling) == fold_text(self.known.name(one)):
            raise Refused(
                f"“{spelling}” is the name of `{one}` in {self.file}. "
                "Say whom the words mean in this article instead, or give the actor another name first."
            )
        self.fits(Different(one, spelling))
        return Different(one, spelling)

    def fits(self, decision: Same | Different) -> None:
        """Beside all that was judged the same or different."""
        ties = Ties(self.known)
        for judged in self.made:
            ties.take(judged)
        related = ties.related(decision.a, decision.b)
        if related is not None and type(related.decision) is type(decision):
            kind = "the same" if isinstance(decision, Same) else "different"
            raise SaidAlready(f"Nothing new: judged {kind}{_place(related, self.file)}.")
        try:
            ties.take(Judged(decision, 0))
        except Contradiction as contradiction:
            raise Refused(self.contradicting(contradiction, decision)) from contradiction

    def contradicting(self, contradiction: Contradiction, decision: Same | Different) -> str:
        if not contradiction.earlier:
            return f"{str(contradiction)[:1].upper()}{str(contradiction)[1:]}."
        kind = "different" if isinstance(decision, Same) else "the same"
        places = " and".join(_place(judged, self.file) for judged in contradiction.earlier)
        names = f"“{self.known.name(decision.a)}” and “{self.known.name(decision.b)}”"
        return f"{names}: judged {kind}{places}: take that back first."

    def assign(self, decision: Assign) -> Assign:
        for judged in self.made:
            match judged.decision:
                case Assign(article, words, actor) if (article, words) == (decision.article, decision.words):
                    actor = self.known.merged.get(actor, actor) if actor else None
                    if actor == decision.actor:
                        raise SaidAlready(f"Nothing new: judged so{_place(judged, self.file)}.")
                    whom = f"“{self.known.name(actor)}”" if actor else "nobody of the file"
                    raise Refused(f"“{words}”: judged to be {whom}{_place(judged, self.file)}: take that back first.")
        if decision.actor:
            self.not_ignored(decision.words)
        return decision

    def dated(self, decision: Dated) -> Dated:
        if decision.date.year is None:
            raise Refused("A date that is judged needs a year, as 2025-09-16, 2025-09 or 2025.")
        for judged in self.made:
            match judged.decision:
                case Dated(decision.article, date, _) if date == decision.date:
                    raise SaidAlready(f"Nothing new: judged so{_place(judged, self.file)}.")
                case Dated(decision.article, date, _):
                    raise Refused(f"The date: judged {date}{_place(judged, self.file)}: take that back first.")
        return decision

    def ignore(self, decision: Ignore) -> Ignore:
        for judged in self.made:
            match judged.decision:
                case Ignore(decision.words):
                    raise SaidAlready(f"Nothing new: judged so{_place(judged, self.file)}.")
                case Assign(_, decision.words, str(actor)):
                    whom = self.known.name(actor)
                    raise Refused(
                        f"“{decision.words}”: judged to be “{whom}”{_place(judged, self.file)}: take that back first."
                    )
        return decision

    def not_ignored(self, words: str) -> None:
        for judged in self.made:
            if judged.decision == Ignore(words):
                raise Refused(f"“{words}”: judged nobody's name{_place(judged, self.file)}: take that back first.")

    def rename(self, decision: Rename) -> Rename:
        if self.known.name(decision.actor) == decision.name:
            raise SaidAlready(f"Nothing new: that is the name of `{decision.actor}` in {self.file}.")
        others = [actor for actor in self.named(decision.name) if actor != decision.actor]
        if others:
            raise Refused(f"“{decision.name}” is a name of `{others[0]}` in {self.file}.")
        self.not_ignored(decision.name)
        self.not_parted(decision)
        return decision

    def not_parted(self, decision: Rename) -> None:
        for judged in self.made:
            match judged.decision:
                case Different(a, b) if {self.known.merged.get(a, a), self.known.merged.get(b, b)} == {
                    decision.actor,
                    decision.name,
                }:
                    raise Refused(
                        f"“{decision.name}”: judged different{_place(judged, self.file)}: take that back first."
                    )

    def add(self, decision: Add) -> Add:
        for name in (decision.name, *decision.aliases):
            if listed := list(self.named(name)):
                raise Refused(f"“{name}” is a name of `{listed[0]}` in {self.file} already.")
            self.not_ignored(name)
        return decision


def _alike(name: str, spelling: str) -> bool:
    """`UN` is not `un`, though they fold alike."""
    return name == spelling or not (name.isupper() and len(name) < 5)
