"""The colours: readable, told apart by eyes of every kind, and kept."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from textual.color import Color
from textual.theme import Theme

from briefing.tui.themes import DARK, FACTIONS, LIGHT, ours

Three = tuple[float, float, float]
READABLE = 4.5
APART = 0.07
"""Distance in OKLab: three times what is just seen side by side."""
EYES: dict[str, tuple[Three, Three, Three]] = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""How they see: what Machado, Oliveira and Fernandes (2009) give for linear red, green and blue."""


def linear(color: str) -> Three:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in Color.parse(color).normalized
    )
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """As the WCAG has it."""
    lights = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (linear(one), linear(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _times(rows: tuple[Three, Three, Three], color: Three) -> Three:
    one, two, three = (sum(a * b for a, b in zip(row, color, strict=True)) for row in rows)
    return one, two, three


def oklab(color: Three) -> Three:
    """Where a colour stands for the eye."""
    cones = _times(
        (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ),
        color,
    )
    long, middle, short = map(math.cbrt, cones)
    return _times(
        (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        ),
        (long, middle, short),
    )


def seen(color: str, eyes: str) -> Three:
    red, green, blue = (min(1.0, max(0.0, part)) for part in _times(EYES[eyes], linear(color)))
    return oklab((red, green, blue))


def drawn(theme: Theme) -> dict[str, str]:
    variables = theme.to_color_system().generate() | theme.variables
    return variables | ours(variables)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_factions_can_be_read_and_told_apart_by_everybody(theme: Theme) -> None:
    variables = drawn(theme)
    colors = [variables[name] for name in FACTIONS]
    for ground in ("background", "surface"):
        assert min(contrast(color, variables[ground]) for color in colors) >= READABLE, ground
    for eyes in EYES:
        for one, other in combinations(colors, 2):
            assert math.dist(seen(one, eyes), seen(other, eyes)) >= APART, (eyes, one, other)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", ["foreground", "quiet", "text-primary", "text-accent", "text-error", "text-success"])
def test_what_is_said_can_be_read(theme: Theme, name: str) -> None:
    variables = drawn(theme)
    for ground in ("background", "surface", "panel"):
        assert contrast(variables[name], variables[ground]) >= READABLE, ground
