"""Every cell of every screen is clicked, where all that is shown is text that tries to be markup (P7)."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from textual.geometry import Offset

from briefing.config import Config
from briefing.library import Library
from torture import markup, mouse
from torture.markup import planted
from torture.pointing import Hand, Watched
from torture.trial import Attempt, Exhausted, Part

TINY, SMALL, WIDE = (40, 12), (80, 24), (132, 24)
ASKED = f'met OR title:"{planted("query", 9)}" OR {planted("query", 6)}'
NOTHING = f'title:"{planted("query", 9)}" nowhere source:"{planted("query", 10)}"'
MISTAKEN = f"sauce:{planted('query', 9)}"
CONFIG = Config(theme=planted("reason", 9), keys={"find.search": ("slash", "[", "b", "]")}, follow=False)
OTHERS = ("double", "right", "middle", "ctrl", "shift", "meta")
EACH = 7
"""Of so many cells, one is pointed at in another way after the plain click that every one of them gets."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A screen, how one gets there from the list of everything, and which fields stand on it whole."""

    name: str
    keys: tuple[str, ...] = ()
    shows: frozenset[str] = frozenset()
    size: tuple[int, int] = SMALL


def _scene(name: str, keys: str = "", shows: str = "", *typed: str, size: tuple[int, int] = SMALL) -> Scene:
    return Scene(name, (*keys.split(), *typed), frozenset(shows.split()), size)


@contextmanager
def begin(folder: Path) -> Iterator[Attempt]:
    """A corpus of markup, opened once; each trial points at every cell of one screen; the last in a real terminal."""
    library = markup.make(folder)

    def attempt(number: int, dice: random.Random) -> str | None:
        if number == len(SCENES):
            return mouse.clicked_everywhere(library.corpus)
        if number > len(SCENES):
            raise Exhausted
        return asyncio.run(_pointed_everywhere(library, SCENES[number], dice))

    try:
        yield attempt
    finally:
        library.close()


async def _pointed_everywhere(library: Library, scene: Scene, dice: random.Random) -> str | None:
    app = Watched(library, CONFIG)
    async with app.run_test(size=scene.size, tooltips=True):
        hand = Hand(app)
        try:
            await hand.until(lambda: hand.main.opened is not None)
            await hand.rest()
            wrong = await _open(hand, scene) or await _point(hand, scene, dice)
            await hand.home()
        finally:
            hand.leave()
    return wrong or ("; ".join(dict.fromkeys(app.faults)) or None)


async def _open(hand: Hand, scene: Scene) -> str | None:
    """Go there; what does not stand on it as it should."""
    await _go(hand, scene)
    whole, misread = markup.misread(hand.lines)
    if misread or scene.shows - whole:
        return misread or f"{scene.name} does not show {sorted(scene.shows - whole)}, but {sorted(whole)}"
    return hand.look()


async def _go(hand: Hand, scene: Scene) -> None:
    await hand.home()
    await hand.press(*scene.keys)


async def _point(hand: Hand, scene: Scene, dice: random.Random) -> str | None:
    """Every cell, a line at a time; a line in which a click led away is gone through again, a cell at a time."""
    width, height = scene.size
    for y in range(height):
        cells = [(Offset(x, y), way) for x in range(width) for way in _ways(dice)]
        if await _led_away(hand, scene, cells):
            for cell in cells:
                if await _led_away(hand, scene, [cell]):
                    await _go(hand, scene)
    return markup.misread(hand.lines)[1] or hand.look()


def _ways(dice: random.Random) -> Iterator[str]:
    """A plain click, and now and then another on the same cell."""
    yield "left"
    if dice.randrange(EACH) == 0:
        yield dice.choice(OTHERS)


async def _led_away(hand: Hand, scene: Scene, cells: Sequence[tuple[Offset, str]]) -> bool:
    before = hand.whereabouts
    await hand.point(cells, scene.name)
    return hand.whereabouts != before


# What can be seen

SCENES = (
    _scene("list in a tiny terminal", "1", size=TINY),
    _scene("tags in a tiny terminal", "1 t", "tag", size=TINY),
    _scene("list", "1 j", "title", size=WIDE),
    _scene("list in little room", "1"),
    _scene("list by months", "1 b G"),
    _scene("chips", "1", "", f"ask:{ASKED}"),
    _scene("nothing found", "1", "", f"ask:{NOTHING}"),
    _scene("search line", "1 slash", "", f"text:{NOTHING}"),
    _scene("mistaken query", "1 slash", "", f"text:{MISTAKEN}"),
    _scene("reader", "1 2 F", "title body author", size=WIDE),
    _scene("reader only", "1 2 z right_square_bracket"),
    _scene("find in the article", "1 2 ctrl+f", "", f"text:{planted('body', 0)}"),
    _scene("actors", "1 3 j j", "actor"),
    _scene("notice", "1", "", "act:do('work')"),
    _scene("help", "1 question_mark"),
    _scene("commands", "1 colon", "", "text:("),
    _scene("factions", "1 f", "group"),
    _scene("actors to narrow by", "1 a", "actor"),
    _scene("sources to narrow by", "1 v", "source"),
    _scene("places to narrow by", "1", "place", "act:dialog('place')"),
    _scene("dates", "1 d"),
    _scene("order", "1 S"),
    _scene("brief", "1 e", "title", size=WIDE),
    _scene("preview of a brief", "1 e right right right right right p"),
    _scene("tags", "1 t", "tag"),
    _scene("note", "1 c", "note"),
    _scene("search to keep", "1", "", f"ask:{ASKED}", "act:do('save')"),
    _scene("saved searches", "1 p", "saved query"),
    _scene("what was asked before", "1", "query", "act:view('history')"),
    _scene("tags to narrow by", "1", "tag", "act:view('tags')"),
    _scene("working list", "1 L", "title", size=WIDE),
    _scene("overview", "1 2 3 o", "actor post", size=WIDE),
    _scene("time line", "1 T"),
    _scene("time line of actors", "1 T tab j enter", "", size=WIDE),
    _scene("original", "1 G O", "file"),
    _scene("page as it was saved", "1 G O enter", "file"),
    _scene("why this name", "1 2 3 W", "actor"),
    _scene("the same as", "1 2 3 equals_sign", "actor"),
    _scene("not so", "1 2 3 exclamation_mark", "actor"),
    _scene("other name", "1 2 3", "actor", "act:judge('rename')"),
    _scene("nobody's name", "1 2 3", "actor", "act:judge('ignore')"),
    _scene("other date", "1", "", "act:judge('date')"),
    _scene("notices", "1", "", "act:notices"),
    _scene("letters to jump by", "1 semicolon"),
)


PART = Part("clicks", "P7", full=len(SCENES) + 1, small=2, begin=begin)
