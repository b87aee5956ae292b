"""The ways to the screen: `briefing` on a folder, on the sample corpus, in a browser."""

from __future__ import annotations

import argparse
import os
import sys

from briefing.cli import Usage, actors_of, at_terminal, build_first, configured, corpus_of


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


def read(asked: argparse.Namespace) -> int:
    """Open the reader."""
    if not (at_terminal(sys.stdin) and at_terminal(sys.stdout)):
        raise Usage("the reader needs a terminal. Without one use `briefing list`, `search`, `show` or `export`.")
    if asked.folder:
        asked.corpus = asked.folder
    from briefing import pausing

    pausing.paused()
    wishes = configured()
    _begun(asked)
    from briefing.library import Library
    from briefing.tui.app import run_reader

    opened = Library.glance(corpus_of(asked), actors_of(asked), ner=wishes.ner)
    try:
        code = run_reader(opened, wishes)
    finally:
        closed = opened.close()
    if not closed:
        os._exit(code)  # everything of the user's is on the disk, and whoever leaves does not wait for an index to open
    return code


def demo(asked: argparse.Namespace) -> int:
    """Open the sample corpus, from a copy that may be changed."""
    raise Usage("`briefing demo` is not made yet.")


def serve(asked: argparse.Namespace) -> int:
    """Show the reader in a browser, on this machine unless told otherwise."""
    raise Usage("`briefing serve` is not made yet.")
