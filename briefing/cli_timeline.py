"""`briefing timeline`: when who was written about."""

from __future__ import annotations

import argparse

from briefing.cli import Usage


def run(asked: argparse.Namespace) -> int:
    """Print the rows of the time line."""
    raise Usage("`briefing timeline` is not made yet.")
