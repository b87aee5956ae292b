"""What was read from an actors file, kept as JSON under its digest, so that a large file is parsed once."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, get_args

from briefing.actors import Actor, Alias, Confidence, Gazetteer, Group, GroupKind, Judgements, Place, Post
from briefing.clean import has_controls
from briefing.dates import PartialDate
from briefing.judgements import Assign, Dated, Decision, Different, Ignore, Judged, Rename, Same
from briefing.paths import write_atomically
from briefing.pausing import collector_paused

NAME = "actors.kept.json"
LARGEST = 200_000_000
"""Bytes."""
_OURS = re.compile(r"\\[\"\\]")
"""The only escapes that clean text needs."""
_T = TypeVar("_T")
_Json: TypeAlias = Any
_Reader: TypeAlias = "Callable[[Any], Any]"


def load(folder: Path, digest: str) -> Gazetteer | None:
    """What was kept of the file with this SHA-256; None where nothing was, or it is damaged in any way."""
    try:
        raw = _read(folder / NAME)
        head, _, body = raw.partition(b"\n")
        if head.decode() != _head(digest, body):
            return None
        text = body.decode("utf-8")
        if "\\" in _OURS.sub("", text) or (not text.isprintable() and has_controls(text)):
            return None
        with collector_paused():
            return _gazetteer(json.loads(text), digest)
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def keep(folder: Path, known: Gazetteer) -> None:
    """Keep what was read, in place of what was kept before; OSError where that cannot be."""
    body = json.dumps(_json(known), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    write_atomically(folder / NAME, _head(known.digest, body).encode() + b"\n" + body, overwrite=True)


@cache
def _version() -> str:
    """Of the code that reads actors files: what another one made of the same file is not taken."""
    here = Path(__file__).parent
    sources = (
        here / "actorsfile.py",
        here / "limits.py",
        here / "overruled.py",
        here / "kept.py",
        here.parent / "actors.py",
    )
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]


def _head(digest: str, body: bytes) -> str:
    return f"{_version()} {digest} {sha256(body).hexdigest()}"


def _read(path: Path) -> bytes:
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK)) as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode) or facts.st_uid != os.getuid() or facts.st_size > LARGEST:
            raise ValueError("not a file of ours")
        return file.read()


def _json(known: Gazetteer) -> _Json:
    judged = known.judgements
    return {
        "people": _plain([*known.people.values()]),
        "groups": _plain([*known.groups.values()]),
        "places": _plain([*known.places.values()]),
        "merged": dict(known.merged),
        "same": judged.same,
        "different": judged.different,
        "assign": [[*key, actor] for key, actor in judged.assign.items()],
        "dates": [[article, str(date), because] for article, (date, because) in judged.dates.items()],
        "ignore": sorted(judged.ignore),
        "made": [[type(m.decision).__name__, *_plain([m.decision, m.line, m.when])] for m in judged.made],
    }


def _plain(value: _Json) -> _Json:
    """Nouns as the list of their fields, dates as text, an alias without conditions as its text alone."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, list | tuple):
        return list(map(_plain, value))
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Alias) and value == Alias(value.text):
        return value.text
    return [_plain(getattr(value, name)) for name in value.__slots__]


def _gazetteer(plain: _Json, digest: str) -> Gazetteer:
    def entries(section: str, noun: Callable[..., _T], fields: Sequence[_Reader]) -> dict[str, _T]:
        return {_text(entry[0]): _noun(noun, fields, entry) for entry in plain[section]}

    return Gazetteer(
        entries("people", Actor, (_text, _text, _aliases, _posts)),
        entries("groups", Group, (_text, _text, _one_of(GroupKind), _maybe, _aliases, _maybe, _day, _day, _flag)),
        entries("places", Place, (_text, _text, _maybe, _aliases)),
        Judgements(
            tuple((_text(a), _text(b)) for a, b in plain["same"]),
            tuple((_text(a), _text(b)) for a, b in plain["different"]),
            {(_text(article), _text(words)): _maybe(actor) for article, words, actor in plain["assign"]},
            {_text(article): (_date(day), _text(because)) for article, day, because in plain["dates"]},
            frozenset(_texts(plain["ignore"])),
            tuple(_judged(*fields) for fields in plain["made"]),
        ),
        digest,
        {_text(old): _text(new) for old, new in plain["merged"].items()},
    )


def _noun(noun: Callable[..., _T], fields: Sequence[_Reader], values: _Json) -> _T:
    """A noun of its fields, each as its reader takes it; ValueError or TypeError where one is of another shape."""
    return noun(*(read(value) for read, value in zip(fields, values, strict=True)))


def _is(kind: type, value: _Json) -> _Json:
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} expected")
    return value


def _text(value: _Json) -> str:
    return str(_is(str, value))


def _maybe(value: _Json) -> str | None:
    return None if value is None else _text(value)


def _flag(value: _Json) -> bool:
    return bool(_is(bool, value))


def _texts(value: _Json) -> tuple[str, ...]:
    return tuple(map(_text, _is(list, value)))


@lru_cache(maxsize=65_536)
def _date(value: str) -> PartialDate:
    return PartialDate.parse(value)


def _day(value: _Json) -> PartialDate | None:
    return None if value is None else _date(_text(value))


def _one_of(words: object) -> _Reader:
    allowed = frozenset(get_args(words))

    def read(value: _Json) -> _Json:
        if value not in allowed:
            raise ValueError("another word")
        return value

    return read


def _aliases(values: _Json) -> tuple[Alias, ...]:
    return tuple(
        Alias(value) if type(value) is str else _noun(Alias, _ALIAS, _is(list, value)) for value in _is(list, values)
    )


def _posts(values: _Json) -> tuple[Post, ...]:
    return tuple(_noun(Post, _POST, value) for value in _is(list, values))


_ALIAS: tuple[_Reader, ...] = (_text, _day, _day, _texts)
_POST: tuple[_Reader, ...] = (
    *(_text, _texts, _maybe, _day, _day, _day, _flag, _flag, _day, _day),
    *(_one_of(Confidence), _maybe),
)
_DECISIONS: dict[str, tuple[Callable[..., Decision], tuple[_Reader, ...]]] = {
    "Same": (Same, (_text, _text)),
    "Different": (Different, (_text, _text)),
    "Assign": (Assign, (_text, _text, _maybe)),
    "Dated": (Dated, (_text, _date, _text)),
    "Ignore": (Ignore, (_text,)),
    "Rename": (Rename, (_text, _text)),
}


def _judged(kind: _Json, fields: _Json, line: _Json, when: _Json) -> Judged:
    return Judged(_noun(*_DECISIONS[_text(kind)], fields), int(_is(int, line)), _day(when))
