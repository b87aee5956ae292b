"""JSON as a value, its size bounded, and what of it was not read: texts in deeper objects, keys given twice."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from briefing.files import Unreadable

MOST_PARTS = 4_000_000
"""Lists, objects (these twice) and commas of a file; 20 MB of articles have a tenth, and each takes a hundred bytes."""
Thing = dict[str, Any]


class Doubled(dict[str, Any]):
    """An object of which a key was given twice with different values; it has the last."""


def not_too_branched(text: str) -> None:
    """Unreadable where its values would fill the machine."""
    if len(text) > MOST_PARTS and sum(map(text.count, "[{{,")) > MOST_PARTS:
        raise Unreadable(f"holds more than {MOST_PARTS:,} values; divide it into several files")


def loads(text: str) -> Any:
    """The value, numbers as they were written; ValueError with a sentence for people."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}, column {error.colno}: {error.msg}") from error


def _object(pairs: list[tuple[str, Any]]) -> Thing:
    made = dict(pairs)
    same = len(made) == len(pairs) or all(made[key] == value for key, value in pairs)
    return made if same else Doubled(made)


def below(value: Any, passed: Collection[int] = ()) -> Iterator[Thing]:
    """The objects that lie in it at any depth; without those of these identities and what lies in them."""
    waiting = [value]
    while waiting:
        held = waiting.pop()
        for inner in held.values() if isinstance(held, dict) else held if isinstance(held, list) else ():
            if isinstance(inner, (dict, list)) and id(inner) not in passed:
                if isinstance(inner, dict):
                    yield inner
                waiting.append(inner)
