"""The ways to the screen: `briefing` on a folder, on the sample corpus, in a browser."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli import FAILED, Usage, actors_of, at_terminal, build_first, configured, corpus_of, put, say

if TYPE_CHECKING:
    from briefing.config import Config

IN_PAGE = "briefing.tui.browser:BrowserDriver"
"""How Textual is told to paint for a web page."""


def _begun(asked: argparse.Namespace) -> None:
    """A folder that was never indexed is read before the screen opens, if it is small; a large one meanwhile."""
    from briefing import library

    corpus = corpus_of(asked)
    if library.indexed(corpus):
        return
    from briefing import watching

    if watching.large(corpus):
        library.begin(corpus, actors_of(asked), ner=configured().ner)
    else:
        build_first(corpus, asked)


def _in_page() -> bool:
    """Was the reader begun by `serve`?"""
    ends = at_terminal(sys.stdin) or at_terminal(sys.stdout)
    return os.environ.get("TEXTUAL_DRIVER") == IN_PAGE and not ends


def read(asked: argparse.Namespace) -> int:
    """Open the reader."""
    if not (_in_page() or (at_terminal(sys.stdin) and at_terminal(sys.stdout))):
        raise Usage("the reader needs a terminal. Without one use `briefing list`, `search`, `show` or `export`.")
    wishes = configured()
    if asked.folder:
        asked.corpus = asked.folder
    elif _nowhere(asked):
        from briefing.tui import welcome

        chosen = welcome.ask(wishes)
        if isinstance(chosen, int):
            return chosen
        asked.corpus = _sample() if chosen == welcome.DEMO else chosen
    from briefing import pausing

    pausing.paused()
    _begun(asked)
    from briefing.library import Library
    from briefing.tui.app import run_reader

    opened = Library.glance(corpus_of(asked), actors_of(asked), ner=wishes.ner)
    try:
        code, idle = run_reader(opened, wishes)
    finally:
        closed = opened.close()
    if not (closed and idle):
        sys.stderr.flush()
        os._exit(code)  # what the screen acknowledged is on the disk; whoever leaves does not wait for anything else
    return code


def mistakes(wishes: Config) -> list[str]:
    """What is wrong with wishes that could be read, a sentence each."""
    said = []
    if wishes.corpus and not os.path.isdir(wishes.corpus):
        said.append(f"{wishes.lines['corpus']}: there is no folder {wishes.corpus}, or it may not be entered")
    if wishes.theme or wishes.keys:
        from briefing.tui import wishing

        said += wishing.mistakes(wishes)
    return said


def demo(asked: argparse.Namespace) -> int:
    """Open the sample corpus, from a copy that may be changed."""
    asked.folder = _sample()
    if not (at_terminal(sys.stdin) and at_terminal(sys.stdout)):
        raise Usage(
            f"the sample corpus is in {asked.folder}. The reader needs a terminal; "
            f"without one use `briefing list --corpus {asked.folder}`."
        )
    return read(asked)


def _nowhere(asked: argparse.Namespace) -> bool:
    """Is no folder named, and none where it would be looked for?"""
    named = getattr(asked, "corpus", None) or os.environ.get("BRIEFING_CORPUS") or configured().corpus
    return not named and not corpus_of(asked).exists()


def _sample() -> Path:
    from briefing import sample

    return sample.copied()


def serve(asked: argparse.Namespace) -> int:
    """Show the reader in a browser, on this machine unless told otherwise."""
    try:
        from briefing.serving import site
    except ModuleNotFoundError as error:
        say(f"briefing: `serve` needs {error.name}: install `briefing-reader[web]`.")
        return FAILED
    from briefing import library
    from briefing.serving.session import Command

    if asked.folder:
        asked.corpus = asked.folder
    corpus, actors = corpus_of(asked).absolute(), actors_of(asked)
    library.check(corpus)
    _begun(asked)
    words = [sys.executable, "-P", "-m", "briefing", "read", "--corpus", str(corpus)]
    if actors:
        words += ["--actors", str(actors.absolute() if isinstance(actors, Path) else actors)]
    try:
        return site.serve(Command(words, {"TEXTUAL_DRIVER": IN_PAGE}), asked.host, asked.port, show=_show, say=say)
    except site.ServeError as error:
        say(f"briefing: {error}")
        return FAILED


def _show(address: str) -> None:
    """At once, whoever reads it: there is nothing more to come before the end."""
    put(address)
    sys.stdout.flush()
