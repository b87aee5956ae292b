"""What a reader of articles does, at random: marks, tags, notes, lists, searches; and what the state is after each."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence

from briefing.state import Note, Shelved, State
from briefing.state.lines import Mark, Saved, write_lines

Act = Callable[[State], object]
Picture = tuple[str, ...]
"""All that is kept of one reader, in lines, without the times."""

_WORDS = "ferry toll quay grain crossing night harbour island talks crew".split()


def picture(state: State, who: str) -> Picture:
    """What is kept of one reader, who is named in all that he or she writes."""
    lines = (json.loads(line) for line in state.export_lines())
    kept = [json.dumps({name: value for name, value in line.items() if name != "at"}) for line in lines]
    settings = [f"{name} is {state.setting(name)}" for name in _settings(who)]
    return (*(line for line in kept if who in line), *settings)


def acts(dice: random.Random, count: int, who: str) -> list[Act]:
    """So many acts of one reader, each of which is one transaction at most."""
    return [dice.choice(_KINDS)(dice, who) for _ in range(count)]


def _settings(who: str) -> Sequence[str]:
    return [f"{who}-theme", f"{who}-measure"]


def _id(dice: random.Random, who: str) -> str:
    return f"{who}{dice.randrange(40):0{10 - len(who)}}"


def _ids(dice: random.Random, who: str) -> list[str]:
    return [_id(dice, who) for _ in range(dice.choice((1, 1, 2, 9)))]


def _text(dice: random.Random, who: str) -> str:
    return f"{who} " + " ".join(dice.choices(_WORDS, k=dice.choice((3, 30, 900))))


def _mark(dice: random.Random, who: str) -> Act:
    kind = dice.choice(("read", "starred", "aside", f"tag:{who} {dice.choice(_WORDS)}"))
    ids, on = _ids(dice, who), dice.random() < 0.75
    return lambda state: state.set(kind, ids, on)


def _note(dice: random.Random, who: str) -> Act:
    id, text = _id(dice, who), dice.choice(("", _text(dice, who), _text(dice, who)))
    paragraph = dice.choice((None, 1, 2))
    instead = [Note(id, "", 2)] if dice.random() < 0.2 else []
    began = _text(dice, who) if dice.random() < 0.2 else None
    return lambda state: state.note(id, text, paragraph, "hash", instead=instead, began=began)


def _shelve(dice: random.Random, who: str) -> Act:
    items = [Shelved(id, dice.choice((None, 1, 2)), "hash") for id in _ids(dice, who)]
    on = dice.random() < 0.7
    return lambda state: state.shelve(items, on)


def _place(dice: random.Random, who: str) -> Act:
    id, place = _id(dice, who), dice.randrange(3000)
    return lambda state: state.keep_place(id, place)


def _save(dice: random.Random, who: str) -> Act:
    name, query = f"{who} {dice.choice(_WORDS)}", dice.choice((None, dice.choice(_WORDS), "title:ferry"))
    return lambda state: state.save(name, query)


def _ask(dice: random.Random, who: str) -> Act:
    query = f"{who} {dice.choice(_WORDS)} {dice.choice(_WORDS)}"
    return lambda state: state.asked(query)


def _set(dice: random.Random, who: str) -> Act:
    name, value = dice.choice(_settings(who)), dice.choice(_WORDS)
    return lambda state: state.set_setting(name, value)


def _undo(dice: random.Random, who: str) -> Act:
    return lambda state: state.undo()


def _follow(dice: random.Random, who: str) -> Act:
    digests = {_id(dice, who): f"{who}-{dice.randrange(30)}" for _ in range(25)}
    return lambda state: state.follow(digests)


def _import(dice: random.Random, who: str) -> Act:
    marks = [Mark("starred", _id(dice, who), 1) for _ in range(dice.choice((2, 300)))]
    notes = [Note(_id(dice, who), _text(dice, who), dice.choice((None, 3)), "hash", 1) for _ in range(4)]
    lines = list(write_lines([*marks, *notes, Saved(f"{who} {dice.choice(_WORDS)}", "grain", 1)]))
    return lambda state: state.import_lines(lines)


_KINDS: tuple[Callable[[random.Random, str], Act], ...] = (
    *(_mark, _mark, _note, _note, _shelve, _place),
    *(_save, _ask, _set, _undo, _follow, _import),
)


def pictures(state: State, acts: Sequence[Act], who: str) -> list[Picture]:
    """What is kept before the first act, and after each."""
    found = [picture(state, who)]
    for act in acts:
        act(state)
        found.append(picture(state, who))
    return found
