"""What the help says: the keys that work where one is, as they are bound now, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content

from briefing.tui.commands import Command
from briefing.tui.factions import Badge
from briefing.tui.plain import plain
from briefing.tui.rows import LEGEND
from briefing.tui.wrapping import fit

KEYS = 14
Section = tuple[str, Sequence[tuple[str, str]]]
"""A heading, and rows of (sign or keys, meaning)."""
SETTINGS = (
    ("theme: nord", "in config.yaml keeps the colours chosen in the palette"),
    ("keys:", "in config.yaml gives actions other keys"),
)


def sections(here: Iterable[Command], focused: object, factions: Mapping[str, Badge]) -> list[Section]:
    """Keys of the focused pane, the signs of the list, the codes of the factions, then what works everywhere."""
    here = list(here)
    return [
        ("In this pane", [(command.keys, command.label) for command in here if command.node is focused]),
        ("Signs in the list", LEGEND),
        ("Factions", [(badge.label, badge.name) for badge in factions.values()]),
        ("Everywhere", [(command.keys, command.label) for command in here if command.node is not focused]),
        ("Settings", SETTINGS),
    ]


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
