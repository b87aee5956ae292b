"""Decisions of the user, written into the actors file: one line more, and all that was there as it was."""

from __future__ import annotations

import os
import re
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from anyascii import anyascii

from briefing import paths, storage
from briefing.actors import NOBODY, Gazetteer
from briefing.judgements import Add, Assign, Dated, Decision, Different, Ignore, Rename, Same, sentence
from briefing.naming import actorsfile
from briefing.naming.considering import Refused, SaidAlready, considered, spellings_of
from briefing.naming.inserting import Item, inserted
from briefing.plainyaml import dump_scalar

NEW = "version: 1\n# Who is who in this folder: people, groups, places, and what was judged about them.\n"
_PLAIN = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_WORDS_OF_YAML = frozenset("null true false yes no on off y n none".split())
_SECTIONS = {"person": "people", "organisation": "groups", "place": "places"}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the words, the bytes before (None: no file) and after, and who is known now."""

    words: str
    before: bytes | None
    after: bytes
    gazetteer: Gazetteer


def write(file: Path, decision: Decision, when: date, *, known: Gazetteer | None = None) -> Written | str:
    """Write a decision into a file, made where there is none; why not, in a sentence, where it says so already.

    `known` saves reading it again, where it is still what was read. Refused with the reason, Mistakes where the file
    has some, OSError where it cannot be read or written; then it is as it was.
    """
    with _alone():
        return _written_alone(file, decision, when, known)


def _alone() -> AbstractContextManager[None]:
    """Wait until no other process of ours is writing judgements, and keep the others waiting."""
    return storage.alone(paths.state_folder() / "judging.lock")


def _written_alone(file: Path, decision: Decision, when: date, known: Gazetteer | None) -> Written | str:
    before = _read(file)
    known = _known(file, before, known)
    try:
        decision = considered(decision, known, file.name)
    except SaidAlready as already:
        return str(already)
    text = NEW if before is None else before.decode("utf-8")
    after = inserted(text, *_entry(decision, when, known)).encode("utf-8")
    gazetteer = _checked(after, file, decision, known)
    if _read(file) != before:
        raise Refused(f"{file.name} was changed by somebody else at this moment; nothing was written. Try again.")
    _put(file, before, after)
    return Written(_told(decision, known), before, after, gazetteer)


def take_back(file: Path, written: Written) -> None:
    """Make the file what it was; Refused where it is not what was written any more."""
    with _alone():
        _take_back(file, written)


def _take_back(file: Path, written: Written) -> None:
    if _read(file) != written.after:
        raise Refused(f"{file.name} was changed since, so this cannot be taken back here; the file can be edited.")
    if written.before is None:
        storage.remove(file)
    else:
        _put(file, written.after, written.before)


def _read(file: Path) -> bytes | None:
    if file.is_symlink():
        raise Refused(
            f"{file} is a link, and nothing is written through one. Name the file itself: --actors {os.readlink(file)}"
        )
    try:
        return actorsfile.raw(file)
    except FileNotFoundError:
        return None


def _known(file: Path, raw: bytes | None, known: Gazetteer | None) -> Gazetteer:
    if raw is None:
        return NOBODY
    return known if known and known.digest == sha256(raw).hexdigest() else actorsfile.parse(raw, file.name)


def _put(file: Path, before: bytes | None, after: bytes) -> None:
    mode = 0o666 if before is None else file.stat().st_mode & 0o7777
    there = before is not None
    paths.write_atomically(file, after, overwrite=there, mode=mode, exactly=there)


def _checked(after: bytes, file: Path, decision: Decision, known: Gazetteer) -> Gazetteer:
    """Who is known then; Refused where the new bytes would not say just what was decided."""
    try:
        gazetteer = actorsfile.parse(after, file.name)
    except actorsfile.Mistakes as mistakes:
        raise Refused(f"Nothing was written: it would be a mistake in the file. {mistakes.lines[0]}") from mistakes
    old, new = ([judged.decision for judged in who.judgements.made] for who in (known, gazetteer))
    added = {entry.id for entry in gazetteer} - {entry.id for entry in known}
    said = old if isinstance(decision, Add) else [*old, decision]
    if new != said or len(added) != isinstance(decision, Add):
        raise Refused(f"{file.name} is laid out in a way that nothing can be added to; nothing was written.")
    return gazetteer


def _told(decision: Decision, known: Gazetteer) -> str:
    """What was done, with names for ids."""
    match decision:
        case Same(a, b):
            return sentence(Same(known.name(a), known.name(b)))
        case Different(a, b):
            return sentence(Different(known.name(a), known.name(b)))
        case Assign(article, words, str(actor)):
            return sentence(Assign(article, words, known.name(actor)))
        case Rename(actor, name):
            return sentence(Rename(known.name(actor), name))
    return sentence(decision)


def _entry(decision: Decision, when: date, known: Gazetteer) -> tuple[str, Item]:
    """The section a decision belongs to, and how it is written there."""
    if isinstance(decision, Add):
        return _SECTIONS[decision.kind], _added(decision, when, known)
    flow = f"{{{_written(decision)}, when: {when.isoformat()}}}"
    return "judgements", Item((flow,), flow)


def _written(decision: Decision) -> str:
    match decision:
        case Same(a, b):
            return f"same: [{_scalar(a)}, {_scalar(b)}]"
        case Different(a, b):
            return f"different: [{_scalar(a)}, {_scalar(b)}]"
        case Assign(article, words, actor):
            whom = _scalar(actor) if actor else actorsfile.NOBODY
            return f"assign: {{article: {_scalar(article)}, words: {_quoted(words)}, actor: {whom}}}"
        case Dated(article, day, because):
            return f"date: {{article: {_scalar(article)}, date: {day}, because: {_quoted(because)}}}"
        case Ignore(words):
            return f"ignore: {_quoted(words)}"
        case Rename(actor, name):
            return f"rename: {{actor: {_scalar(actor)}, name: {_quoted(name)}}}"
        case Add():
            raise AssertionError("an entry is no judgement")


def _added(decision: Add, when: date, known: Gazetteer) -> Item:
    aliases = dict.fromkeys((*decision.aliases, *spellings_of(decision.name, known)))
    aliases.pop(decision.name, None)
    fields = [f"id: {_scalar(_id(decision, known))}", f"name: {_quoted(decision.name)}"]
    if aliases:
        fields.append(f"aliases: [{', '.join(map(_quoted, aliases))}]")
    return Item((f"{fields[0]}   # added {when.isoformat()}", *fields[1:]), f"{{{', '.join(fields)}}}")


def _id(decision: Add, known: Gazetteer) -> str:
    """The name in ASCII, or the kind where nothing is left of it; with a number where that is taken."""
    slug = "-".join(re.findall(r"[a-z0-9]+", anyascii(decision.name).lower().replace("'", "")))[:60].strip("-")
    slug, number, free = slug or decision.kind, 1, slug or decision.kind
    judged = {word for pair in (*known.judgements.same, *known.judgements.different) for word in pair}
    while free in known or free in known.merged or free in judged or free == actorsfile.NOBODY:
        number += 1
        free = f"{slug}-{number}"
    return free


def _scalar(word: str) -> str:
    """An id as it is, a spelling in quotes."""
    return word if _PLAIN.fullmatch(word) and word not in _WORDS_OF_YAML else _quoted(word)


def _quoted(words: str) -> str:
    return dump_scalar(words)
