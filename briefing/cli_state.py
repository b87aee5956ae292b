"""`briefing state`: marks, tags, notes, searches and the working list as text."""

from __future__ import annotations

import argparse

from briefing.cli import Usage


def run(asked: argparse.Namespace) -> int:
    """Export to a file, or import from one."""
    raise Usage("`briefing state` is not made yet.")
