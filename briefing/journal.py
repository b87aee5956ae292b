"""The log of what happened to files of ours: a few fixed sentences for people, and nothing of an article but its id."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefing.inert import inert_line
from briefing.paths import PathsError, corpus_key, state_folder, write_atomically

NAME = "log.jsonl"
MOST = 1_000_000
"""Bytes; beyond, the older half goes."""

Kind = Literal[
    "index-remade",
    "draft-cleared",
    "key-made",
    "state-aside",
    "state-followed",
    "reader-ended",
    "reader-slow",
    "actors-mistaken",
    "crash",
]
_SAID: dict[Kind, tuple[str, str]] = {
    "index-remade": ("P1", "The index could not be used ({reason}) and was made anew."),
    "draft-cleared": (
        "P2",
        "What a run that was ended had left half made was cleared away; the index stayed as it was.",
    ),
    "key-made": ("P3", "The key that signs the indexes was damaged; a new one was made, and the indexes with it."),
    "state-aside": ("P5", "The file of marks, tags and notes was damaged; it was kept aside, and a new one begun."),
    "state-followed": ("P5", "Marks, tags and notes followed {count} to where their files are by now."),
    "reader-ended": ("P8", "Reading {files} ended the process that read; {was} left out."),
    "reader-slow": ("P9", "Reading {files} needed too much time or memory; {was} left out."),
    "actors-mistaken": ("", "The actors file had mistakes; names were those of the last good one, if there was one."),
    "crash": ("P12", "briefing stopped by a mistake of its own; a report lies beside this log."),
}
"""The promise that each is about, and its words. They have no place for a text, a title, a query or a name."""
_TRUST = re.compile(r"sign|not as it was written|not a file|were added|others may write|another corpus")
"""Reasons not to trust an index, rather than not to be able to read it."""
_UNREAD: dict[Kind, re.Pattern[str]] = {
    "reader-ended": re.compile("ended the process"),
    "reader-slow": re.compile("takes longer than|needs more than"),
}
_SETTLED: dict[Kind, int] = {"index-remade": 60, "actors-mistaken": 3600}
"""Seconds within which the same is not said again: both are noticed in several places, or at every run."""
_LONGEST = 100
_TAIL = 4_000
"""Bytes of the end that are looked through for the same."""
_ID = re.compile(r"[a-z2-7]{10}|")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: when (seconds of UTC), to which corpus (its key, or ""), what, and which promise."""

    when: int
    corpus: str
    kind: str
    promise: str
    words: str
    article: str = ""


def note(kind: Kind, *, corpus: Path | str = "", reason: str = "", count: int = 1, article: str = "") -> None:
    """Write an event down. Never in the way: a log that cannot be written stops nothing."""
    with contextlib.suppress(OSError, PathsError):
        key = corpus_key(corpus) if isinstance(corpus, Path) else corpus
        event = _event(kind, key, reason, count, article)
        if not _said_just_now(event, _SETTLED.get(kind, 0)):
            _append(_line(event))


def unread(reason: str) -> Kind | None:
    """What to note where a file could not be read for this reason, if that was more than a bad file."""
    return next((kind for kind, pattern in _UNREAD.items() if pattern.search(reason)), None)


def events() -> Iterator[Event]:
    """What happened, the oldest first; lines that nobody of ours wrote are passed over."""
    with contextlib.suppress(OSError, PathsError):
        yield from _events(_read())


def _events(read: bytes) -> Iterator[Event]:
    for line in read.splitlines():
        with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
            said = json.loads(line)
            texts = (inert_line(str(said.get(name, ""))) for name in ("corpus", "kind", "promise", "words", "article"))
            yield Event(int(said["when"]), *texts)


def file() -> Path:
    """Where it lies."""
    return state_folder() / NAME


def _event(kind: Kind, corpus: str, reason: str, count: int, article: str) -> Event:
    promise, words = _SAID[kind]
    if kind == "index-remade" and _TRUST.search(reason):
        promise = "P3"
    said = words.format(
        reason=_nameless(reason),
        count="1 article" if count == 1 else f"{count:,} articles",
        files="a file" if count == 1 else f"{count:,} files",
        was="it was" if count == 1 else "they were",
    )
    return Event(int(time.time()), corpus, kind, promise, said, article if _ID.fullmatch(article) else "")


def _nameless(reason: str) -> str:
    """A reason is told where it surely names no place and quotes nothing."""
    named = any(sign in reason for sign in "/\\\"'`“”‘’\n") or len(reason) > _LONGEST or not reason.isascii()
    return "something else lies in its place" if named else reason


def _said_just_now(event: Event, seconds: int) -> bool:
    """Was the same noted lately: of this corpus, about this promise, and in the same words?"""
    if not seconds:
        return False
    with contextlib.suppress(OSError):
        return any(e.when > event.when - seconds and _same(e, event) for e in _events(_read()[-_TAIL:]))
    return False


def _same(one: Event, other: Event) -> bool:
    return (one.kind, one.corpus, one.promise, one.words) == (other.kind, other.corpus, other.promise, other.words)


def _line(event: Event) -> bytes:
    said = {name: getattr(event, name) for name in Event.__slots__}
    return json.dumps({name: value for name, value in said.items() if value != ""}).encode() + b"\n"


def _append(line: bytes) -> None:
    """In one go, so that lines of several processes never mix."""
    handle = os.open(file(), os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode):
            return
        if facts.st_mode & 0o077:
            os.fchmod(handle, 0o600)
        os.write(handle, line)
        if facts.st_size + len(line) > MOST:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _shorten()
    finally:
        os.close(handle)


def _shorten() -> None:
    """Leave the newer half, in whole lines."""
    whole = _read()
    newer = whole[len(whole) - MOST // 2 :]
    write_atomically(file(), newer[newer.find(b"\n") + 1 :], overwrite=True)


def _read() -> bytes:
    handle = os.open(file(), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as opened:
        return opened.read(2 * MOST) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
