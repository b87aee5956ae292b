"""The commands that write briefs and check them: export, verify, quote, bundle."""

from __future__ import annotations

import argparse
import contextlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli import (
    FAILED,
    FINE,
    Usage,
    actors_of,
    asking,
    corpus_of,
    library_of,
    piped,
    put,
    put_json,
    say,
)
from briefing.cli_update import agreed, update, write
from briefing.inert import inert_line

if TYPE_CHECKING:
    from briefing.export.brief import Brief, Commission
    from briefing.library import Library
    from briefing.results import Row

_PASSAGES = re.compile(r"(.+?):(\d{1,6}(?:-\d{1,6})?(?:,\d{1,6}(?:-\d{1,6})?)*)")

QUOTING = ("md", "html", "json")
"""The forms in which excerpts stand."""
MOST_LISTED = 20
"""Files of an archive that are named on the screen."""


def export(asked: argparse.Namespace) -> int:
    """Write a brief of the articles named, of those that answer a query, or of the working list."""
    if asked.schema:
        from briefing.export import whole

        put(whole.schema_text().rstrip("\n"))
        return FINE
    _settle(asked)
    _check(asked)
    if asked.update:
        return update(asked)
    with library_of(asked) as opened:
        from briefing import briefs

        commission = _commission(asked, opened)
        with asking(commission.query):
            made = briefs.make(opened, commission)
        for remark in made.remarks:
            say(remark)
        text = briefs.text(made, asked.format, asked.table)
        done = _told(made, quotes=asked.format in QUOTING)
        if asked.output == "-":
            put(text.rstrip("\n"))
            say(f"{done} standard output")
            return FINE
        target = Path(asked.output or opened.export_name(made.commission, form=asked.format))
        if not write(text, target, opened.corpus, overwrite=asked.force):
            return FAILED
        say(f"{done} {target}")
    return FINE


def _settle(asked: argparse.Namespace) -> None:
    """The form: as it was named, else as the ending of the file says; Usage where the two differ."""
    from briefing.export import ExportError, writing

    try:
        asked.format = writing.form_for(asked.output or "", asked.format)
    except ExportError as error:
        raise Usage(str(error)) from error


def _told(made: Brief, *, quotes: bool) -> str:
    articles, words = len(made.entries), made.words
    quoted = f", {words:,} word{'s' * (words != 1)} quoted" if quotes else ""
    return f"{articles:,} article{'s' * (articles != 1)}{quoted}: written to"


def _check(asked: argparse.Namespace) -> None:
    """Usage for what does not go together."""
    from briefing.export.brief import MAX_WORDS

    if not (asked.ids or asked.query or asked.working or asked.update) or (asked.ids and asked.working):
        raise Usage(
            "name the articles by their ids, give a --query, or take the --working list; a --query beside one of these "
            "is what they are quoted about."
        )
    anew = (asked.ids, asked.links, asked.full, asked.max_words != MAX_WORDS)
    if asked.update and (any(anew) or asked.flavor != "plain"):
        raise Usage("--update makes a brief again as its front matter says; change its `briefing_` lines instead.")
    if asked.update and asked.format != "md" and not asked.output:
        raise Usage(f"--update puts Markdown in the place of the brief; give a file for the {asked.format} by -o.")
    if asked.links and asked.flavor != "obsidian":
        raise Usage("--links makes links of Obsidian; give --flavor obsidian with it.")
    if asked.flavor != "plain" and asked.format != "md":
        more = f"leave out --format {asked.format}, or give a file that ends in .md."
        raise Usage(f"--flavor {asked.flavor} is one of Markdown; {more}")
    if asked.table != "articles" and asked.format != "csv":
        raise Usage(f"--table {asked.table} is a table of CSV; give --format csv with it.")
    if asked.full and asked.max_words != MAX_WORDS:
        raise Usage("--full quotes whole texts, however many words they have; leave out --max-words.")


def _commission(asked: argparse.Namespace, opened: Library) -> Commission:
    from briefing.export.brief import Commission

    passages: dict[str, tuple[int, ...]] = {}
    ids: list[str] = []
    for given in asked.ids:
        row, numbers = _named(given, opened)
        ids.append(row.id)
        if numbers:
            passages[row.id] = (*passages.get(row.id, ()), *numbers)
    return Commission(
        scope="working list" if asked.working else "articles" if ids else "query",
        ids=tuple(dict.fromkeys(ids)),
        passages={id: tuple(sorted(set(numbers))) for id, numbers in passages.items()},
        query=asked.query or "",
        max_words=asked.max_words,
        full=asked.full,
        notes=asked.with_notes,
        flavor=asked.flavor,
        links=asked.links,
    )


def _named(given: str, opened: Library) -> tuple[Row, list[int]]:
    """An article, and its paragraphs where some are named; a file may be called as if it had some."""
    from briefing.library import LibraryError

    found = _PASSAGES.fullmatch(given)
    if found is None:
        return opened.resolve(given), []
    try:
        row = opened.resolve(found[1])
    except LibraryError:
        with contextlib.suppress(LibraryError):
            return opened.resolve(given), []
        raise
    return row, _numbers(found[2], given, len(opened.article(row.id).paragraphs))


def _numbers(text: str, given: str, most: int) -> list[int]:
    """`2,4-6` as the numbers of paragraphs; Usage for what none of them can be."""
    numbers: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        begin, end = int(first), int(last or first)
        if not 1 <= begin <= end <= most:
            there = f"has the paragraphs 1 to {most}" if most > 1 else f"has {most or 'no'} paragraph{'s' * (not most)}"
            raise Usage(f"{given}: there is no paragraph {part}; the article {there}.")
        numbers.extend(range(begin, end + 1))
    return numbers


def verify(asked: argparse.Namespace) -> int:
    """Find every quotation of a brief again."""
    from briefing import briefs, bundling
    from briefing.verifying import telling

    if bundling.is_one(asked.brief):
        report = briefs.verify_bundle(asked.brief)
    else:
        brief = bundling.text_of(asked.brief)
        with library_of(asked) as opened:
            report = briefs.verify(opened, brief)
    if asked.json:
        for value in telling.report_objects(report):
            put_json(value)
    else:
        for line in telling.report_lines(report):
            put(line)
    return FINE if report.good else FAILED


def quote(asked: argparse.Namespace) -> int:
    """Look for a disputed quotation."""
    from briefing import briefs
    from briefing.verifying import Wordless, telling

    words = _standard_input() if asked.text == "-" else asked.text
    with library_of(asked) as opened:
        try:
            sought = briefs.seek(opened, words, limit=asked.limit)
        except Wordless as error:
            raise Usage(str(error)) from error
    if asked.json:
        for passage in sought.passages:
            put_json(telling.passage_object(passage))
    else:
        for line in telling.sought_lines(sought):
            put(line)
    return FINE if sought.exact else FAILED


def _standard_input() -> str:
    """What is piped in: as much of it as any quotation may have, and a little more to be refused by."""
    from briefing.verifying import LONGEST

    return piped().read(4 * LONGEST + 4).decode("utf-8", "replace")


def bundle(asked: argparse.Namespace) -> int:
    """Pack a brief with what it quotes."""
    from briefing import briefs, bundling, library

    brief, corpus = bundling.text_of(asked.brief), corpus_of(asked)
    target = Path(asked.output) if asked.output else Path(f"{asked.brief.stem}.zip")
    if target.exists() and target.samefile(asked.brief):
        raise Usage("the archive would take the place of the brief; give it another name by -o.")
    bundling.check(target, corpus)
    with library_of(asked) as opened:
        actors = library.actors_file(corpus, actors_of(asked))
        try:
            packed = briefs.bundle(opened, brief, actors=actors, force=asked.force)
        except bundling.GoesAlong as error:
            if not agreed(f"Articles that are not quoted would go along:\n{error}\nPack them?"):
                say(f"briefing: nothing was packed, since more would go along than is quoted:\n{error}")
                say("Save what is quoted as files of their own and make the brief of these; or --force packs them all.")
                return FAILED
            packed = error.packed
    for sentence in (*packed.remarks, *packed.faults):
        say(sentence)
    try:
        bundling.write(packed, target, corpus, overwrite=asked.force)
    except FileExistsError as error:
        if not agreed("It exists already. Replace it?"):
            say(f"briefing: {error} Nothing was written; --force replaces it.")
            return FAILED
        bundling.write(packed, target, corpus, overwrite=True)
    files = "1 saved copy" if len(packed.files) == 1 else f"{len(packed.files):,} saved copies"
    say(f"written to {target}, with {files}" + ("; its check does NOT hold" if packed.faults else ""))
    for path in packed.files[:MOST_LISTED]:
        say(f"  {inert_line(path)}")
    if (more := len(packed.files) - MOST_LISTED) > 0:
        say(f"  … and {more:,} more")
    return FAILED if packed.faults else FINE


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "export": export,
    "verify": verify,
    "quote": quote,
    "bundle": bundle,
}


def run(asked: argparse.Namespace) -> int:
    """Run one of them."""
    return COMMANDS[asked.command](asked)
