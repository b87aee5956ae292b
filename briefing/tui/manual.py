"""What the help says: the keys that work where one is, as they are bound now, what the signs mean, how to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content
from textual.screen import Screen

from briefing.tui.commands import Command
from briefing.tui.factions import Badge
from briefing.tui.plain import plain
from briefing.tui.rows import LEGEND
from briefing.tui.sheet import SIGNS
from briefing.tui.wrapping import fit
from briefing.words import fold_text

KEYS = 14
Section = tuple[str, Sequence[tuple[str, str]]]
"""A heading, and rows of (sign or keys, meaning)."""
ASKING = (
    ("ceasefire talks", "both words; without regard to case, accents, plural"),
    ("ceasefire OR truce", "either; ( ) hold alternatives together"),
    ("-talks", "without the word; NOT talks does the same"),
    ('"joint commission"', 'the phrase; "…"~10 lets ten words come between'),
    ("mercenar*", "words that begin so; word~1 lets one letter differ"),
    ('="Al-Wefaq"', "exactly this spelling"),
    ("title:talks", "in the title; body:talks in the text"),
    ("actor:haftar", "mentions them, by any name or by post"),
    ("faction:lna", "mentions a faction or its people; org:un any group"),
    ("place:benghazi", "mentions the place"),
    ("together:a,b", "both in one paragraph"),
    ("date:2014..2016", "published then; also 2020, >=2020-01, last-month"),
    ("when:2011", "speaks of that time"),
    ("added:today", "new in the folder"),
    ("source:reuters", "from there; path:2020 by file, id:abc1 by id"),
    ("is:unread", "also read, starred, aside, tagged, working, undated, possible, unlisted, cut"),
    ("tag:later", "that you tagged so; has:note those with a note"),
    ("saved:name", "what a saved search finds; like:abc1 what is similar"),
)
"""The query language in short: an example of each field."""
CHIPS = (
    ("date:2020 ×", "above the list stands what is asked, a chip for each clause"),
    ("×", "a click on a chip drops it, backspace drops the last; / changes the words"),
    ("3 undated", "how many could not be judged by their date; never hidden"),
)
ROOMS = (("Finding", "find"), ("Doing", "do"), ("Looking", "view"), ("Moving", "move"), ("Panes", "pane"))
"""Headings, and how the ids of the actions under them begin; all others come after these."""
SETTINGS = (
    ("theme: nord", "in config.yaml goes before the colours chosen in the palette"),
    ("keys:", "in config.yaml gives actions other keys"),
    ("glyphs: ascii", "in config.yaml draws with plain signs"),
)


def sections(
    here: Iterable[Command], focused: object, factions: Mapping[str, Badge], *, dialog: bool = False
) -> list[Section]:
    """Keys of the focused pane, those that work everywhere, the signs, the codes of the factions, and how to ask.

    Of a dialog, its keys alone.
    """
    here = list(here)
    if dialog:
        return [("In this dialog", [(command.keys, command.label) for command in here])]
    return [
        *_keys(here, focused),
        ("Signs in the list", LEGEND),
        ("Signs beside the text", SIGNS),
        ("Factions", [(badge.label, badge.name) for badge in factions.values()]),
        ("Asking: write", ASKING),
        ("Chips", CHIPS),
        ("Settings", SETTINGS),
    ]


def _keys(here: Sequence[Command], focused: object) -> list[Section]:
    """What is the pane's own first, then what one does from anywhere, and how one moves."""
    gathered: dict[str, list[tuple[str, str]]] = {
        name: [] for name in ("In this pane", *(heading for heading, _ in ROOMS), "And")
    }
    for command in sorted(here, key=lambda command: not isinstance(command.node, Screen)):
        room = command.id.partition(".")[0]
        heading = next((heading for heading, begins in ROOMS if begins == room), "And")
        if command.node is focused and room != "move":
            heading = "In this pane"
        gathered[heading].append((command.keys, command.label))
    return list(gathered.items())


def sought(sections: Iterable[Section], typed: str) -> list[Section]:
    """The rows with all of these words, or with exactly this sign, under their headings; all rows for no words."""
    words = fold_text(typed).split()
    if not typed.strip():
        return list(sections)
    return [
        (heading, [row for row in rows if typed.strip() in row[0].split() or _has(words, heading, row)])
        for heading, rows in sections
    ]


def _has(words: Sequence[str], heading: str, row: tuple[str, str]) -> bool:
    text = fold_text(f"{heading} {row[0]} {row[1]}")
    return bool(words) and all(word in text for word in words)


def manual(sections: Iterable[Section]) -> Content:
    """The sections that have rows, as one text."""
    lines: list[Content] = []
    for heading, rows in sections:
        if rows:
            lines += [Content(), Content.styled(heading, "bold $text-accent")]
        for keys, label in rows:
            sign = fit(keys, KEYS) if len(keys) < KEYS else f"{plain(keys)} "
            lines.append(Content.assemble((sign, "bold $text-primary"), (plain(label), "$foreground")))
    return Content("\n").join(lines[1:])
