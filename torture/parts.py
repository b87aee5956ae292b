"""All parts, in the order in which they are told of."""

from __future__ import annotations

from importlib import import_module

from torture.trial import Part

MODULES: tuple[str, ...] = (
    "kills_building",
    "kills_state",
    "kills_writing",
    "failing_calls",
    "system_calls",
    "full_disk",
    "damage",
    "mutants",
    "carried",
    "questions",
    "typed",
    "network",
    "races",
    "crowd",
    "clicks",
    "payloads",
    "signals",
    "resizes",
)
LONG = frozenset({"kills_building", "failing_calls", "clicks", "payloads"})
"""Begun first, so that no long part is left for the end."""


def named(name: str) -> Part:
    """The part of one module."""
    part = import_module(f"torture.{name}").PART
    assert isinstance(part, Part)
    return part
