"""The commands that write briefs and check them: export, verify, quote, bundle."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli import FAILED, FINE, Usage, answer, at_terminal, library_of, put, say

if TYPE_CHECKING:
    from briefing.export.brief import Commission
    from briefing.library import Library

_PASSAGES = re.compile(r"(.+?):(\d{1,6}(?:-\d{1,6})?(?:,\d{1,6}(?:-\d{1,6})?)*)")


def export(asked: argparse.Namespace) -> int:
    """Write a brief of the articles named, of those that answer a query, or of the working list."""
    named = sum(map(bool, (asked.ids, asked.query, asked.working, asked.update)))
    if not named or (asked.ids and asked.working) or (asked.update and named > 1):
        raise Usage("name the articles by their ids, give a --query, or take the --working list; not several of these.")
    with library_of(asked) as opened:
        wanted = _commission(asked, opened)
        if asked.output == "-":
            put(opened.brief(wanted, form=asked.format, table=asked.table).rstrip("\n"))
            return FINE
        target = Path(asked.output) if asked.output else None
        try:
            made = opened.export(wanted, target, form=asked.format, table=asked.table, overwrite=asked.force)
        except FileExistsError as error:
            if not _agreed("It exists already. Replace it?"):
                say(f"briefing: {error} Nothing was written; --force replaces it.")
                return FAILED
            made = opened.export(wanted, target, form=asked.format, table=asked.table, overwrite=True)
        say(f"written to {made}")
    return FINE


def _commission(asked: argparse.Namespace, opened: Library) -> Commission:
    from briefing.export.brief import Commission

    passages: dict[str, tuple[int, ...]] = {}
    ids: list[str] = []
    for given in asked.ids:
        found = _PASSAGES.fullmatch(given)
        row = opened.resolve(found[1] if found else given)
        ids.append(row.id)
        if found:
            passages[row.id] = (*passages.get(row.id, ()), *_numbers(found[2]))
    if asked.query:
        answer(opened, asked.query, "date")
    return Commission(
        scope="working list" if asked.working else "articles" if ids else "query",
        ids=tuple(dict.fromkeys(ids)),
        passages=passages,
        query=asked.query or "",
        max_words=asked.max_words,
        full=asked.full,
        notes=asked.with_notes,
        flavor=asked.flavor,
        links=asked.links,
    )


def _numbers(text: str) -> list[int]:
    """`2,4-6` as the numbers of paragraphs."""
    numbers: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        numbers.extend(range(int(first), int(last or first) + 1))
    return numbers


def _agreed(question: str) -> bool:
    if not (at_terminal(sys.stdin) and at_terminal(sys.stderr)):
        return False
    say(f"{question} [y/N] ")
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def verify(asked: argparse.Namespace) -> int:
    """Find every quotation of a brief again."""
    raise NotImplementedError


def quote(asked: argparse.Namespace) -> int:
    """Look for a disputed quotation."""
    raise NotImplementedError


def bundle(asked: argparse.Namespace) -> int:
    """Pack a brief with what it cites."""
    raise NotImplementedError


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "export": export,
    "verify": verify,
    "quote": quote,
    "bundle": bundle,
}


def run(asked: argparse.Namespace) -> int:
    """Run one of them."""
    return COMMANDS[asked.command](asked)
