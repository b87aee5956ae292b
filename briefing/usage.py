"""What the command line takes: the commands, their options, and how they are explained."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


_NEGATION = re.compile(r"-(?!-|h\Z).")
FORMS = ("md", "html", "json", "csv", "ftm", "bibtex", "csl")
TABLES = ("articles", "mentions", "actors")
FLAVORS = ("plain", "obsidian", "hugo")
MAX_WORDS = 900
ACTORS = ("list", "lint", "unknown", "why", "overview", "compare")


class Parser(argparse.ArgumentParser):
    """Its messages quote what was typed, or what a file is called."""

    asks = False
    """Is a word that begins with a minus a query, and no option of one letter?"""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """A blank before its minus keeps a query from being taken for an option."""
        if args is not None:
            before = ["", *args]
            args = [
                f" {word}" if _NEGATION.match(word) and (self.asks or last == "--query") else word
                for last, word in zip(before, args, strict=False)
            ]
        return super().parse_known_args(args, namespace)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        from briefing.inert import inert

        super()._print_message(inert(message), file)


def common() -> Parser:
    """What every command takes, before or after its name."""
    made = Parser(add_help=False, allow_abbrev=False, argument_default=argparse.SUPPRESS)
    made.add_argument("--corpus", type=Path, metavar="DIR", help="the folder of articles")
    made.add_argument("--actors", metavar="FILE", help="the actors file, or `none` (default: that of the folder)")
    return made


def parser() -> tuple[Parser, list[str]]:
    """The parser of the whole command line, and the names of the commands."""
    from briefing import __version__

    whole = Parser(prog="briefing", description="Read a folder of saved news articles.")
    whole.add_argument("--version", action="version", version=f"briefing {__version__}")
    sub = whole.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, help: str, *, json: bool = True) -> Any:
        made = sub.add_parser(name, parents=[common()], help=help, description=help.capitalize() + ".")
        made.set_defaults(command=name)
        if json:
            made.add_argument("--json", action="store_true", help="print JSON")
        return made

    command("read", "open the reader; this is what `briefing` and `briefing DIR` do", json=False).add_argument(
        "folder", nargs="?", type=Path
    )
    index_ = command("index", "bring the index up to date")
    index_.add_argument("--rebuild", action="store_true", help="read every file again")
    index_.add_argument("--progress", action="store_true", help="say how far it is on standard error, in JSON lines")
    search_ = command("search", "find articles")
    search_.asks = True
    search_.add_argument("query", type=str.strip)
    search_.add_argument("--limit", type=_count, default=20, metavar="N", help="at most so many hits (default 20)")
    search_.add_argument("--sort", choices=("relevance", "date"), help="default: relevance, or date without words")
    command("list", "list every article, newest first")
    command("show", "show one article with its facts and actors").add_argument("article", metavar="ID|FILE")
    command("extract", "print the facts and mentions of files; no index is needed").add_argument(
        "files", nargs="+", metavar="FILE"
    )
    command("add", "copy articles into the folder").add_argument(
        "files", nargs="+", metavar="FILE", help="- for standard input, named by date and title"
    )
    _briefs(command)
    actors_ = command("actors", "say who is known, who is not, and why; `list` is what it does by itself")
    actors_.add_argument("what", nargs="?", choices=ACTORS, default="list", metavar="|".join(ACTORS))
    actors_.add_argument("names", nargs="*", metavar="NAME", help="one for `why` and `overview`, two for `compare`")
    actors_.add_argument("--batch", metavar="FILE", help="pairs to compare, a tab between them; - for standard input")
    command("watch", "keep the index up to date while files come and go")
    timeline_ = command("timeline", "say when which factions or actors were written about")
    timeline_.add_argument("--actor", metavar="NAME", help="this actor's articles, one by one")
    timeline_.add_argument("--query", type=str.strip, help="only articles that answer this query")
    timeline_.add_argument(
        "--by", choices=("faction", "actor"), default="faction", help="a row for each (default: faction)"
    )
    timeline_.add_argument("--days", action="store_true", help="by days instead of months")
    state_ = command("state", "write marks, tags, notes and searches as text, or take them over from there", json=False)
    state_.add_argument("what", choices=("export", "import"))
    state_.add_argument("file", metavar="FILE", help="- for standard output or input")
    state_.add_argument("--force", action="store_true", help="replace a file that exists")
    serve_ = command("serve", "show the reader in a browser, on this machine unless told otherwise", json=False)
    serve_.add_argument("folder", nargs="?", type=Path)
    serve_.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default 127.0.0.1)")
    serve_.add_argument("--port", type=_count, default=8000, metavar="N", help="default 8000")
    command("demo", "open the sample corpus", json=False)
    doctor_ = command("doctor", "say what was left out and why, and how the index is")
    doctor_.add_argument("--all", action="store_true", help="name every file, however many there are")
    command("paths", "print where everything is", json=False)
    return whole, list(sub.choices)


def _briefs(command: Callable[..., Any]) -> None:
    """The commands that write briefs and check them."""
    export_ = command("export", "write a brief", json=False)
    export_.add_argument("ids", nargs="*", metavar="ID[:PARAGRAPHS]", help="abc:2,4-6 quotes these paragraphs of abc")
    export_.add_argument(
        "--query", type=str.strip, help="all articles that answer this query; with ids, what the excerpts are about"
    )
    export_.add_argument("--working", action="store_true", help="what is on the working list")
    export_.add_argument("--update", metavar="BRIEF.md", type=Path, help="make it again; what you wrote in it stays")
    export_.add_argument("-o", "--output", metavar="FILE", help="where to write; - for standard output")
    export_.add_argument("--format", choices=FORMS, help="default: as the ending of FILE says, else md")
    export_.add_argument("--table", choices=TABLES, default="articles", help="of csv (default: articles)")
    export_.add_argument("--flavor", choices=FLAVORS, default="plain", help="of Markdown (default: plain)")
    export_.add_argument("--links", action="store_true", help="actors as links, in the flavor obsidian")
    export_.add_argument(
        "--max-words", type=_count, default=MAX_WORDS, metavar="N", help="that are quoted in all (default 900)"
    )
    export_.add_argument("--full", action="store_true", help="quote whole texts")
    export_.add_argument("--with-notes", action="store_true", help="your notes and tags too")
    export_.add_argument("--force", action="store_true", help="replace a file that exists")
    export_.add_argument("--schema", action="store_true", help="print the JSON schema of --format json, and no brief")
    verify_ = command("verify", "find every quotation of a brief again")
    verify_.add_argument("brief", type=Path, metavar="BRIEF.md", help="or the archive that `bundle` made")
    quote_ = command("quote", "look for a disputed quotation in all articles")
    quote_.add_argument("text", metavar="TEXT", help="- for standard input")
    quote_.add_argument("--limit", type=_count, default=10, metavar="N", help="at most so many passages (default 10)")
    bundle_ = command("bundle", "pack a brief with the files it quotes", json=False)
    bundle_.add_argument("brief", type=Path, metavar="BRIEF.md")
    bundle_.add_argument("-o", "--output", metavar="FILE", help="where to write")
    bundle_.add_argument(
        "--force",
        action="store_true",
        help="though a quotation is not found, or articles that are not quoted go along; and replace a file",
    )


def _count(text: str) -> int:
    """A number from 1, of an option."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)
