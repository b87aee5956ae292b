"""The actors file: the only room that reads or writes it. Every mistake is reported at once, with line and column."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from briefing import plainyaml
from briefing.actors import Actor, Alias, Confidence, Gazetteer, Group, GroupKind, Place, Post
from briefing.clean import clean_line
from briefing.dates import PartialDate
from briefing.judgements import Assign, Dated, Decision, Different, Ignore, Judged, Rename, Same
from briefing.naming import limits
from briefing.naming.mistakes import Mistakes as Mistakes
from briefing.naming.overruled import Contradiction, overruled
from briefing.naming.raw import LARGEST
from briefing.naming.raw import raw as raw
from briefing.pausing import collector_paused

NOBODY = "none"
"""In place of an actor's id."""


def _date(value: object) -> object:
    if value is None or isinstance(value, PartialDate):
        return value
    if not isinstance(value, str):
        raise ValueError("a date is written as 2025-09-16, 2025-09 or 2025")
    parsed = PartialDate.parse(value)
    if parsed.year is None:
        raise ValueError("a date here needs a year")
    return parsed


def _name(value: object) -> object:
    if not isinstance(value, str) or not clean_line(value):
        raise ValueError("needs words")
    return clean_line(value)


def _short(value: object) -> object:
    if isinstance(value, str) and len(value) > limits.LONGEST_NAME:
        raise ValueError(f"is longer than {limits.LONGEST_NAME} characters")
    return _name(value)


def _words(value: object) -> object:
    return clean_line(value) if isinstance(value, str) else value


def _listed(value: object) -> object:
    return [] if value is None else value


Words = Annotated[str | None, BeforeValidator(_words)]
Day = Annotated[PartialDate | None, BeforeValidator(_date)]
Name = Annotated[str, BeforeValidator(_short)]
Sentence = Annotated[str, BeforeValidator(_name)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class _Term(_Strict):
    start: Day = None
    end: Day = None

    @model_validator(mode="after")
    def _in_order(self) -> _Term:
        if self.start and self.end:
            first, last = self.start.period.first, self.end.period.last
            if first and last and first > last:
                raise ValueError(f"starts {self.start}, after its end {self.end}")
        return self


class _Alias(_Term):
    text: Name
    requires: Annotated[list[Name], BeforeValidator(_listed)] = []

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value

    def noun(self) -> Alias:
        return Alias(self.text, self.start, self.end, tuple(self.requires))


Aliases = Annotated[list[_Alias], BeforeValidator(_listed)]
Names = Annotated[list[Name], BeforeValidator(_listed)]


class _Post(_Term):
    title: Name
    phrases: Names = []
    group: Name | None = None
    checked: Day = None
    exclusive: bool = False
    contested: bool = False
    first_cited: Day = None
    last_cited: Day = None
    confidence: Confidence = "high"
    source: Words = None

    def noun(self) -> Post:
        return Post(**{**dict(self), "phrases": tuple(self.phrases)})


class _Person(_Strict):
    id: Name
    name: Name
    aliases: Aliases = []
    posts: Annotated[list[_Post], BeforeValidator(_listed)] = []


class _Group(_Term):
    id: Name
    name: Name
    kind: GroupKind = "other"
    country: Words = None
    aliases: Aliases = []
    parent: Name | None = None
    faction: bool = False


class _Place(_Strict):
    id: Name
    name: Name
    country: Words = None
    aliases: Aliases = []


class _Assign(_Strict):
    article: Name
    words: Name
    actor: Name
    """`none`, where the words mean nobody of the file."""


class _Dated(_Strict):
    article: Name
    date: Annotated[PartialDate, BeforeValidator(_date)]
    because: Sentence = "judged by the reader"


class _Renamed(_Strict):
    actor: Name
    name: Name


class _Judgement(_Strict):
    same: tuple[Name, Name] | None = None
    different: tuple[Name, Name] | None = None
    assign: _Assign | None = None
    date: _Dated | None = None
    ignore: Name | None = None
    rename: _Renamed | None = None
    when: Day = None

    def decisions(self) -> Iterable[tuple[str, Decision]]:
        """Each under its key."""
        if self.same:
            yield "same", Same(*self.same)
        if self.different:
            yield "different", Different(*self.different)
        if self.assign:
            actor = self.assign.actor
            yield "assign", Assign(self.assign.article, self.assign.words, None if actor == NOBODY else actor)
        if self.date:
            yield "date", Dated(self.date.article, self.date.date, self.date.because)
        if self.ignore:
            yield "ignore", Ignore(self.ignore)
        if self.rename:
            yield "rename", Rename(self.rename.actor, self.rename.name)


class _File(_Strict):
    version: Literal["1"] = "1"
    groups: Annotated[list[_Group], BeforeValidator(_listed)] = []
    people: Annotated[list[_Person], BeforeValidator(_listed)] = []
    places: Annotated[list[_Place], BeforeValidator(_listed)] = []
    judgements: Annotated[list[_Judgement], BeforeValidator(_listed)] = []


def read(file: Path) -> Gazetteer:
    """The gazetteer of an actors file; Mistakes where it has any, OSError where it cannot be opened."""
    return parse(raw(file), file.name)


def parse(raw: bytes, name: str) -> Gazetteer:
    """The gazetteer of the bytes of an actors file; Mistakes where it has any."""
    with collector_paused():
        written = as_written(raw, name)
        judged, wrong = written.overruled
        if wrong:
            raise Mistakes(name, wrong)
        return judged


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it stands: who is in it, and what was judged about them, not yet in force."""

    known: Gazetteer
    made: tuple[Judged, ...]
    columns: tuple[int, ...]
    """Of each judgement."""
    document: plainyaml.Document

    @property
    def overruled(self) -> tuple[Gazetteer, list[tuple[int, int, str]]]:
        """Who is known once the judgements are in force, and where they contradict each other."""
        if not self.made:
            return self.known, []
        judged, wrong = overruled(self.known, self.made)
        return judged, [(self.made[n].line, self.columns[n], _contradicting(error)) for n, error in wrong]


def as_written(raw: bytes, name: str) -> Written:
    """What the bytes of an actors file say; Mistakes where they cannot be understood."""
    try:
        document = plainyaml.read(raw.decode("utf-8-sig"), name=name, limit=LARGEST)
        if limits.too_many_judgements(document.data):
            told = f"more than {limits.MOST_JUDGEMENTS:,} judgements"
            raise Mistakes(name, [(*document.mark("judgements", limits.MOST_JUDGEMENTS), told)])
        parsed = _File.model_validate(document.data or {}, strict=False)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Mistakes(name, [(line, 1, "not UTF-8; save the file again in that encoding")]) from error
    except plainyaml.YamlError as error:
        raise Mistakes(name, [(error.line, error.column, error.message)]) from error
    except ValidationError as error:
        raise Mistakes(name, _in_words(error, document)) from error
    if wrong := list(_references(parsed, document)):
        raise Mistakes(name, wrong)
    made = [
        (Judged(decision, line, judgement.when), column)
        for n, judgement in enumerate(parsed.judgements)
        for key, decision in judgement.decisions()
        for line, column in [document.mark("judgements", n, key)]
    ]
    known = _gazetteer(parsed, hashlib.sha256(raw).hexdigest())
    wrong = [(*document.mark(*place), words) for place, words in limits.beyond(known)]
    wrong += [
        (made[n][0].line, made[n][1], words) for n, words in limits.renamed_too_often(judged for judged, _ in made)
    ]
    if wrong:
        raise Mistakes(name, wrong)
    return Written(known, tuple(judged for judged, _ in made), tuple(column for _, column in made), document)


def _in_words(error: ValidationError, document: plainyaml.Document) -> list[tuple[int, int, str]]:
    found = []
    for problem in error.errors(include_url=False, include_context=False):
        path = tuple(problem["loc"])
        words = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            words = f"`{path[-1]}` is no key here"
        elif problem["type"] == "missing":
            words = f"`{path[-1]}` is missing"
        elif problem["type"] in ("model_type", "model_attributes_type", "dict_type"):
            words = "keys with values belong here, such as `id: …`" if path else "the file begins with `version: 1`"
        elif problem["type"] == "list_type":
            words = f"`{path[-1]}` is a list: each item begins with `- `"
        elif path and isinstance(path[-1], str):
            words = f"`{path[-1]}`: {words[:1].lower()}{words[1:]}"
        found.append((*document.mark(*path), clean_line(words)))
    return found


def _references(parsed: _File, document: plainyaml.Document) -> Iterable[tuple[int, int, str]]:
    """Ids given twice, and ids that nothing has."""
    seen: set[str] = set()
    for section in ("groups", "people", "places"):
        for n, entry in enumerate(getattr(parsed, section)):
            if entry.id == NOBODY:
                yield *document.mark(section, n, "id"), f"`{NOBODY}` can be nobody's id"
            if entry.id in seen:
                yield *document.mark(section, n, "id"), f"the id `{entry.id}` is given twice"
            seen.add(entry.id)
    groups = {group.id for group in parsed.groups}
    for n, group in enumerate(parsed.groups):
        if group.parent and group.parent not in groups:
            yield *document.mark("groups", n, "parent"), f"no group has the id `{group.parent}`"
    for n, person in enumerate(parsed.people):
        for m, post in enumerate(person.posts):
            if post.group and post.group not in groups:
                yield *document.mark("people", n, "posts", m, "group"), f"no group has the id `{post.group}`"
    yield from _judged_ids(parsed, document, seen)


def _judged_ids(parsed: _File, document: plainyaml.Document, ids: Collection[str]) -> Iterable[tuple[int, int, str]]:
    for n, judgement in enumerate(parsed.judgements):
        for key in ("assign", "rename"):
            named = getattr(judgement, key)
            if named and named.actor not in ids and (key, named.actor) != ("assign", NOBODY):
                yield *document.mark("judgements", n, key, "actor"), f"no actor has the id `{named.actor}`"


def _gazetteer(parsed: _File, digest: str) -> Gazetteer:
    def aliases(entry: _Person | _Group | _Place) -> tuple[Alias, ...]:
        return tuple(alias.noun() for alias in entry.aliases)

    return Gazetteer(
        people={p.id: Actor(p.id, p.name, aliases(p), tuple(post.noun() for post in p.posts)) for p in parsed.people},
        groups={
            g.id: Group(g.id, g.name, g.kind, g.country, aliases(g), g.parent, g.start, g.end, g.faction)
            for g in parsed.groups
        },
        places={p.id: Place(p.id, p.name, p.country, aliases(p)) for p in parsed.places},
        digest=digest,
    )


def _contradicting(error: Contradiction) -> str:
    lines = " and ".join(f"line {judged.line}" for judged in error.earlier)
    return f"{error} in {lines}; take one of these judgements back" if lines else str(error)
