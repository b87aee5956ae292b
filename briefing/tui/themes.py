"""Our two themes; Textual's own can be chosen as well."""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color
from textual.theme import Theme

DARK = Theme(
    name="briefing-dark",
    dark=True,
    primary="#7fb4e6",
    secondary="#9a8fd0",
    accent="#e8b768",
    warning="#e8b768",
    error="#ee8a80",
    success="#8fc99a",
    foreground="#d9dce1",
    background="#14171c",
    surface="#1a1e25",
    panel="#252b35",
    variables={
        "text-primary": "#8fc1f0",
        "text-secondary": "#b9aef0",
        "text-accent": "#efc27a",
        "text-warning": "#e0a58c",
        "text-error": "#f0928a",
        "text-success": "#98d3a4",
        "text-muted": "#98a0ad",
        "border-blurred": "#3a424f",
        "faction-1": "#69b4f0",
        "faction-2": "#ff963c",
        "faction-3": "#8fffd0",
        "faction-4": "#ffc3ff",
        "faction-5": "#f5f578",
        "faction-6": "#ffb496",
    },
)

LIGHT = Theme(
    name="briefing-light",
    dark=False,
    primary="#1f5f99",
    secondary="#5b4a9e",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#a82a24",
    success="#24693a",
    foreground="#22262c",
    background="#fbfaf7",
    surface="#f2f0eb",
    panel="#e3e0d8",
    variables={
        "text-primary": "#1a5a94",
        "text-secondary": "#5b3f9e",
        "text-accent": "#7d5100",
        "text-warning": "#8f4a1f",
        "text-error": "#a32620",
        "text-success": "#1f6336",
        "text-muted": "#5c626c",
        "border-blurred": "#c4c0b6",
        "faction-1": "#003c96",
        "faction-2": "#875a00",
        "faction-3": "#007869",
        "faction-4": "#783cd2",
        "faction-5": "#87000f",
        "faction-6": "#5a1e4b",
    },
)

QUIET = 0.65
"""How much of the foreground is in what is said in passing."""

FACTIONS = {
    "faction-1": "text-primary",
    "faction-2": "text-success",
    "faction-3": "text-error",
    "faction-4": "text-secondary",
    "faction-5": "text-accent",
    "faction-6": "text-warning",
}
"""The colours of factions in a theme that has none of its own; ours are told apart by the colour-blind too."""


def ours(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables that our stylesheet needs beyond those of Textual, made of what the theme has."""
    quiet = variables["text-muted"]
    if quiet.startswith("auto"):
        ground, letters = Color.parse(variables["background"]), Color.parse(variables["foreground"])
        quiet = ground.blend(letters, QUIET).hex
    return {"quiet": quiet, **{name: variables.get(name, variables[source]) for name, source in FACTIONS.items()}}
