"""Text that tries to be markup, in every field of a corpus and of what its user did: each between two marks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from briefing import library
from briefing.library import Library
from briefing.state import LONGEST_TAG, Shelved, StateError

PAYLOADS = (
    "[@click=app.witness]x[/]",
    "[@click='app.witness()']x[/]",
    "[@click=screen.dismiss]x[/]",
    "[@click=app.quit]x[/]",
    "[@mouse.down=app.witness]x[/]",
    "[@mouse.up=app.witness]x[/]",
    "[link=file:///etc/passwd]x[/link]",
    "[link=https://news.example/]x[/]",
    "[@click=app.open_url('https://news.example')]x[/]",
    "[bold]x[/bold]",
    "[/]",
    "[/bold]",
    "[[x]]",
    "\\[b]x",
    "[on#ff0000]x[/]",
    "[$accent]x[/]",
    ":smile:[b]:warning:",
    "{}{0}%s%(x)s$x{x!r}",
    "[red",
    "[@click=",
    "]x[",
    "[b][i][u]x",
)
"""None has a space, so that it stands on one line wherever there is room for it."""
ENDS = re.compile(r"[\s…│▌┃║█▐╭╮╰╯]")
"""What a text may be cut off by: an ending, a space, a border."""
LETTER = {name: f"Zq{letter}" for letter, name in enumerate("title body source author file folder tag note".split())}
LETTER |= {
    name: f"Zw{letter}" for letter, name in enumerate("saved query actor alias post reason group place label".split())
}
_DAY = "2020-05-{:02}"


def planted(field: str, number: int, *, without: str = "") -> str:
    """The payload of this number as a field has it: what begins and ends it can be found again on a screen."""
    payload = PAYLOADS[number % len(PAYLOADS)]
    for sign in without:
        payload = payload.replace(sign, "")
    return f"{LETTER[field]}n{number}n{payload}zQ"


def misread(lines: Iterable[str]) -> tuple[set[str], str | None]:
    """The fields that stand on a screen whole, and the first text on it that is not letter for letter what it was."""
    whole: set[str] = set()
    for line in lines:
        for field, mark in LETTER.items():
            for found in re.finditer(rf"{mark}n(\d+)n", line):
                texts = {planted(field, int(found[1]), without=signs) for signs in ("", "/", "'", '"', "'\"")}
                drawn = line[found.start() :]
                if any(drawn.startswith(text) for text in texts):
                    whole.add(field)
                elif not any(_cut(drawn, text) for text in texts):
                    return whole, f"{drawn.rstrip()!r} is none of {sorted(texts)}"
    return whole, None


def _cut(drawn: str, text: str) -> bool:
    """Is this the beginning of the text, and is it plain why it ends there?"""
    same = next((at for at, (a, b) in enumerate(zip(drawn, text, strict=False)) if a != b), min(len(drawn), len(text)))
    return same == len(drawn) or bool(ENDS.match(drawn[same]))


def articles() -> Iterator[dict[str, str]]:
    """An article for each payload; everybody named in it is in the actors file."""
    for number in range(len(PAYLOADS)):
        named = f"{planted('actor', number)} met {planted('alias', number)} of {planted('group', 0)}"
        yield {
            "id": str(number),
            "title": f"{planted('title', number)} met",
            "source": planted("source", number),
            "author": planted("author", number),
            "url": f"https://news.example/{number}",
            "date": _DAY.format(number % 28 + 1),
            "text": f"{planted('body', number)} {named} in {planted('place', 0)} on Monday.\n\n"
            f"“{planted('body', number + 1)}” said Orsek{number} Velm, who left {planted('place', 0)} on 5 May 2019.",
        }


def actors() -> str:
    """An actors file, which is JSON: each name, alias, title and source a payload."""
    people = [
        {
            "id": f"orsek{number}",
            "name": planted("actor", number),
            "aliases": [planted("alias", number), f"Orsek{number} Velm"],
            "posts": [
                {
                    "title": f"Head {planted('post', number)}",
                    "group": "front",
                    "start": "2010-01",
                    "phrases": [f"head of front {number}"],
                    "source": planted("reason", number),
                }
            ],
        }
        for number in range(len(PAYLOADS))
    ]
    group = {"id": "front", "name": planted("group", 0), "kind": "armed-force", "faction": True}
    place = {"id": "velm", "name": planted("place", 0), "country": "XA"}
    return json.dumps({"version": "1", "groups": [group], "people": people, "places": [place]})


def make(folder: Path) -> Library:
    """A folder of all this, indexed, marked, tagged, noted and asked for; open."""
    corpus = folder / planted("folder", 0, without="/")
    corpus.mkdir()
    (corpus / "actors.yaml").write_text(actors(), "utf-8")
    (corpus / "all.json").write_text(json.dumps(list(articles())), "utf-8")
    for number in range(len(PAYLOADS)):
        name = f"{planted('file', number, without='/')}.txt"
        (corpus / name).write_text(f"Orsek{number} Velm met nobody on 5 May 2020.", "utf-8")
    (corpus / f"{planted('file', 0)[:8]}.json").write_text("{[bold]", "utf-8")
    library.index(corpus)
    opened = Library.open(corpus)
    ids = [row.id for row in opened.rows]
    state = opened.state
    for number in range(len(PAYLOADS)):
        with suppress(StateError):
            state.set(f"tag:{planted('tag', number)[:LONGEST_TAG]}", ids[: number + 1], True)
        state.note(ids[number], planted("note", number))
        with suppress(StateError):
            state.save(planted("saved", number, without="'\""), planted("query", number))
        state.asked(planted("query", number))
    state.shelve([Shelved(id, 1) for id in ids[::3]] + [Shelved(id) for id in ids[::2]], True)
    return opened
