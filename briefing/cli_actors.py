"""The command `actors`: who is known and why, what is said of them, what is wrong with the file, are two names one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from briefing.cli import FAILED, FINE, Usage, actors_of, corpus_of, library_of, piped, put, put_json, say

LONGEST_LINE = 2_000
"""Bytes of two names."""


def run(asked: argparse.Namespace) -> int:
    """One of its parts; the exit code."""
    if asked.batch and asked.what != "compare":
        raise Usage("--batch goes with `briefing actors compare`.")
    wanted = {"why": 1, "overview": 1, "compare": 0 if asked.batch else 2}.get(asked.what, 0)
    if len(asked.names) != wanted:
        takes = ("no name", "one name, in quotes where it has several words", "two names, each in quotes")[wanted]
        raise Usage(f"`briefing actors {asked.what}` takes {takes}{' beside --batch' if asked.batch else ''}.")
    return _PARTS[asked.what](asked)


def _list(asked: argparse.Namespace) -> int:
    with library_of(asked) as opened:
        from briefing import plainly

        known = list(opened.gazetteer)
        for entry in known:
            if asked.json:
                put_json(plainly.actor_json(opened, entry))
            else:
                put(plainly.actor_line(opened, entry))
        if not known:
            say("No actors file, or nobody in it; `briefing actors unknown` lists the names that were found.")
    return FINE


def _unknown(asked: argparse.Namespace) -> int:
    with library_of(asked) as opened:
        for label, kind, articles in opened.unlisted():
            if asked.json:
                put_json({"name": label, "kind": kind, "articles": articles})
            else:
                put(f"{articles:6}  {kind:13} {label}")
    return FINE


def _why(asked: argparse.Namespace) -> int:
    (name,) = asked.names
    with library_of(asked) as opened:
        from briefing import plainly

        answers = list(plainly.why_answers(opened, name))
        for lines, value in answers:
            if asked.json:
                put_json(value)
            else:
                put("\n".join(lines))
    if not answers:
        say(f"briefing: nobody answers to “{name}”, neither in the actors file nor in an article.")
    return FINE if answers else FAILED


def _overview(asked: argparse.Namespace) -> int:
    with library_of(asked) as opened:
        from briefing import overview

        (name,) = asked.names
        view = overview.overview(opened, name)
        if asked.json:
            put_json(overview.overview_json(view))
        else:
            for line in overview.overview_lines(view):
                put(line)
    return FINE


def _lint(asked: argparse.Namespace) -> int:
    from briefing import library

    name, found = library.lint(corpus_of(asked), actors_of(asked))
    for fault in found:
        if asked.json:
            put_json({"line": fault.line, "column": fault.column, "message": fault.message})
        else:
            put(f"{name}, line {fault.line}, column {fault.column}: {fault.message}")
    return FAILED if found else FINE


def _compare(asked: argparse.Namespace) -> int:
    """One pair, or those of a file; a line that does not hold two names is said, and the rest goes on."""
    if not asked.batch:
        _put_verdict(*asked.names)
        return FINE
    code = FINE
    for number, line in _lines(asked.batch):
        try:
            names = [name.strip() for name in line.decode("utf-8").split("\t")]
            wrong = "" if len(names) == 2 and all(names) else "needs two names with a tab between them"
        except UnicodeDecodeError:
            wrong = "is not UTF-8"
        if len(line) > LONGEST_LINE:
            wrong = f"is longer than {LONGEST_LINE} bytes"
        if wrong:
            say(f"briefing: {asked.batch}, line {number}: {wrong}.")
            code = FAILED
        else:
            _put_verdict(*names)
    return code


def _put_verdict(a: str, b: str) -> None:
    from briefing import library

    verdict = library.compare(a, b)
    put_json({"a": a, "b": b, "verdict": verdict.verdict, "because": verdict.because})


def _lines(name: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a file, numbered, without those that are empty."""
    if name == "-":
        raw = piped().read()
    else:
        try:
            raw = Path(name).read_bytes()
        except OSError as error:
            raise Usage(f"{name} cannot be read: {error.strerror}.") from error
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            yield number, line.rstrip(b"\r")


_PARTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": _list,
    "lint": _lint,
    "unknown": _unknown,
    "why": _why,
    "overview": _overview,
    "compare": _compare,
}
