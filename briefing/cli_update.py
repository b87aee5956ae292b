"""What the commands do with a file that is there already: bring a brief up to date, or replace it after a yes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli import FAILED, FINE, Usage, at_terminal, library_of, put, say

if TYPE_CHECKING:
    from briefing.export.renewing import Renewed, Yours
    from briefing.library import Library

OPTIONS: Mapping[Yours, str] = {
    "notes": "--with-notes",
    "working list": "--working",
    "query": "--query with the same query",
}
"""How to say that it is wanted."""


def update(asked: argparse.Namespace) -> int:
    """Make a brief again where it lies, or elsewhere and in any form; what was changed outside of its slots is kept
    beside it."""
    from briefing import briefs
    from briefing.export import renewing

    file: Path = asked.update
    before = renewing.read_brief(file)
    granted = _granted(asked, before)
    with library_of(asked) as opened:
        if asked.output is None:
            renewing.check_place(file, opened.corpus)
        try:
            in_other_form = asked.format != "md"
            made, edited = _renewed(opened, before, granted, force=asked.force or in_other_form)
            if in_other_form:
                again = briefs.remade(opened, before, granted=granted)
                made = replace(made, text=briefs.text(again, asked.format, asked.table))
        except briefs.BriefError as error:
            say(f"briefing: {file}: {error}")
            return FAILED
        for remark in made.remarks:
            say(remark)
        if in_other_form and edited:
            say(f"What was changed in {file} outside of its slots is not in it.")
        if not _put_back(asked, before, made, opened.corpus, edited=edited):
            return FAILED
        behind = opened.behind() if opened.standing else 0
    target = "standard output" if asked.output == "-" else asked.output or file
    if in_other_form:
        words = ", with your words" if asked.format in ("html", "json") else ""
        say(f"written to {target}{words}; {made}{renewing.behind(behind)}")
        return FINE
    done = "nothing was changed in" if made.text == before and not asked.output else "brought up to date:"
    say(f"{done} {target}; {made}{renewing.behind(behind)}")
    return FINE


def _renewed(opened: Library, before: str, granted: frozenset[Yours], *, force: bool) -> tuple[Renewed, bool]:
    """The brief made again, and whether it was edited outside of its slots; BriefError with what to do."""
    from briefing import briefs
    from briefing.export import renewing

    try:
        return briefs.renewed(opened, before, granted=granted), False
    except renewing.Edited as error:
        if not force:
            hint = "Move that into a slot; or --force lets it go, and keeps the old file."
            raise briefs.BriefError(f"{error} {hint}") from error
        return briefs.renewed(opened, before, granted=granted, force=True), True
    except renewing.Private as error:
        options = " and ".join(option for kind, option in OPTIONS.items() if kind in error.missing)
        hint = f"If you want that in it, give {options} beside --update; else change the front matter."
        raise briefs.BriefError(f"{error}. {hint} Nothing was changed.") from error


def _granted(asked: argparse.Namespace, before: str) -> frozenset[Yours]:
    """What of their own the user wants in a brief that is made again; Usage for what it does not ask for."""
    from briefing.export import front

    if not (asked.with_notes or asked.working or asked.query):
        return frozenset()
    given = front.read_front(before.removeprefix("\ufeff")).commission
    if asked.working and given.scope != "working list":
        raise Usage(f"{asked.update} is not a brief of the working list; leave out --working.")
    if asked.query and asked.query != given.query:
        raise Usage("--query beside --update repeats the query of the brief, and this is another.")
    wanted: dict[Yours, bool] = {
        "notes": asked.with_notes,
        "working list": asked.working,
        "query": bool(asked.query),
    }
    return frozenset(kind for kind, yes in wanted.items() if yes)


def _put_back(asked: argparse.Namespace, before: str, made: Renewed, corpus: Path, *, edited: bool) -> bool:
    """Write what was made again to where it is wanted; was it written?"""
    from briefing.export import renewing

    if asked.output == "-":
        put(made.text.rstrip("\n"))
        return True
    if asked.output:
        return write(made.text, Path(asked.output), corpus, overwrite=asked.force)
    file: Path = asked.update
    if kept := renewing.put_back(file, before, made.text, corpus, keep=edited):
        say(f"{file} as it was is kept as {kept}")
    return True


def write(text: str, target: Path, corpus: Path, *, overwrite: bool) -> bool:
    """Write it, over what is there only where that was agreed to; was it written? A brief that was there is kept."""
    from briefing.export import renewing, writing

    try:
        writing.write(text, target, corpus=corpus)
    except FileExistsError as error:
        kept = " It holds a brief, which is kept beside it." if renewing.holds_words(target) else ""
        if not overwrite and not agreed(f"{target} exists already.{kept} Replace it?"):
            more = " It holds a brief: --update brings it up to date and keeps your words." if kept else ""
            say(f"briefing: {error} Nothing was written; --force replaces it.{more}")
            return False
        if copy := renewing.replace(target, text, corpus):
            say(f"{target} as it was is kept as {copy}")
    return True


def agreed(question: str) -> bool:
    """Ask, where somebody is there to answer."""
    if not (at_terminal(sys.stdin) and at_terminal(sys.stderr)):
        return False
    say(f"{question} [y/N] ")
    return sys.stdin.readline().strip().lower() in ("y", "yes")
