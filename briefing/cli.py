"""The command line: a few lines for each sub-command, and nothing imported before it is needed."""

from __future__ import annotations

import argparse
import contextlib
import difflib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, TextIO

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.library import Library, Sort
    from briefing.results import Results

FINE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130


class Usage(Exception):
    """Wrong usage, in words."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code: 0 fine, 1 failed, 2 wrong usage or query, 130 interrupted."""
    _fill_gaps()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    words = sys.argv[1:] if arguments is None else arguments
    try:
        code = _run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:
        say(f"briefing: {error.strerror}" + (f": {error.filename}" if error.filename else ""))
        return FAILED
    except Usage as error:
        say(f"briefing: {error}")
        return MISUSED
    except KeyboardInterrupt:
        say("briefing: interrupted")
        return INTERRUPTED
    except RuntimeError as error:
        if not isinstance(error.__cause__, KeyboardInterrupt):  # which Python wraps while a class is being made
            raise
        say("briefing: interrupted")
        return INTERRUPTED
    return code


def _fill_gaps() -> None:
    """What was closed before we began leads nowhere; else the next file that is opened would be taken for it."""
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            while (handle := os.open(os.devnull, os.O_RDWR)) < number:
                pass
            setattr(sys, name, os.fdopen(handle, "w", encoding="utf-8", closefd=False))


def _run(words: list[str]) -> int:
    from briefing import usage

    parser, commands = usage.parser()
    given, rest = usage.common().parse_known_args(words)
    if not rest:
        rest = ["read"]
    elif rest[0] not in commands and not rest[0].startswith("-"):
        rest = ["read", _folder(rest[0], commands), *rest[1:]]
    asked = parser.parse_args(rest, given)
    try:
        code = COMMANDS[asked.command](asked)
    except _troubles() as error:
        say(f"briefing: {error}{_advice(error)}")
        return getattr(error, "code", FAILED)
    return code


def _advice(error: Exception) -> str:
    """What to do about damage that was done while the index was open."""
    from briefing.library import Damaged

    return "; do it again, and the index is made anew." if isinstance(error, Damaged) else ""


def _troubles() -> tuple[type[Exception], ...]:
    """The exceptions that are sentences for people; looked up only once one has been raised."""
    from briefing.config import ConfigError
    from briefing.export import ExportError
    from briefing.library import Damaged, LibraryError
    from briefing.paths import PathsError
    from briefing.state import StateError

    return ConfigError, Damaged, ExportError, LibraryError, PathsError, StateError


def _folder(word: str, commands: Iterable[str]) -> str:
    """A first word that is no command is a folder, or a slip of one or the other."""
    if Path(word).is_dir():
        return word
    if Path(word).exists():
        raise Usage(f"`{word}` is a file, not a folder. `briefing extract {word}` reads it.")
    near = difflib.get_close_matches(word, commands, 1)
    command = f"the command `{near[0]}`" if near else "a command (see `briefing --help`)"
    folder = word if "/" in word else f"./{word}"
    raise Usage(f"`{word}` is neither a command nor a folder. Did you mean {command}, or the folder `{folder}`?")


def say(text: str) -> None:
    """A message for people, on stderr."""
    from briefing.inert import inert

    print(inert(text), file=sys.stderr)


def put(text: str = "") -> None:
    """A line of plain output."""
    from briefing.inert import inert

    print(inert(text))


def put_json(value: object) -> None:
    """One JSON value on a line of its own."""
    from briefing.inert import escaped

    put(escaped(json.dumps(value, ensure_ascii=False)))


def piped() -> BinaryIO:
    """Standard input; Usage where it was closed."""
    if sys.stdin is None:
        raise Usage("there is nothing on standard input.")
    return sys.stdin.buffer


def corpus_of(asked: argparse.Namespace, wishes: Config | None = None) -> Path:
    """--corpus, else $BRIEFING_CORPUS, else the configured one, else ./corpus."""
    if given := getattr(asked, "corpus", None):
        return Path(given)
    if named := os.environ.get("BRIEFING_CORPUS"):
        return Path(named)
    return (wishes or configured()).corpus or Path("corpus")


def configured() -> Config:
    """What the user wishes; ConfigError where that cannot be read."""
    from briefing.config import read_config
    from briefing.paths import config_file

    return read_config(config_file())


def configured_if_sound() -> tuple[Config, str]:
    """What the user wishes; where that cannot be read the defaults, and what is wrong."""
    from briefing.config import Config, ConfigError

    try:
        return configured(), ""
    except ConfigError as error:
        return Config(), str(error)


def actors_of(asked: argparse.Namespace) -> Path | Literal["none"] | None:
    """The actors file that was named, or `none`."""
    given: str | None = getattr(asked, "actors", None)
    return "none" if given == "none" else Path(given) if given else None


@contextlib.contextmanager
def library_of(asked: argparse.Namespace) -> Iterator[Library]:
    """The corpus, opened; indexed first where it never was."""
    from briefing import library

    corpus = corpus_of(asked)
    if not library.indexed(corpus):
        build_first(corpus, asked)
    opened = library.Library.open(corpus, actors_of(asked), ner=configured().ner)
    with contextlib.closing(opened):
        for notice in opened.notices:
            say(notice)
        yield opened


def build_first(corpus: Path, asked: argparse.Namespace) -> None:
    """Index a folder that never was."""
    from briefing import cli_index, library

    if not library.headless(corpus):  # of which the builder says what is wrong
        say(f"{corpus} has no index yet; making one.")
    if left_out := cli_index.build(corpus, actors_of(asked)).left_out():
        say(left_out)


def read(asked: argparse.Namespace) -> int:
    """Open the reader."""
    from briefing import cli_screen

    return cli_screen.read(asked)


def demo(asked: argparse.Namespace) -> int:
    """Open the sample corpus."""
    from briefing import cli_screen

    return cli_screen.demo(asked)


def serve(asked: argparse.Namespace) -> int:
    """Show the reader in a browser."""
    from briefing import cli_screen

    return cli_screen.serve(asked)


def timeline(asked: argparse.Namespace) -> int:
    """Say when who was written about."""
    from briefing import cli_timeline

    return cli_timeline.run(asked)


def state(asked: argparse.Namespace) -> int:
    """Write marks, tags and notes as text, or take them over from there."""
    from briefing import cli_state

    return cli_state.run(asked)


def index(asked: argparse.Namespace) -> int:
    """Bring the index up to date."""
    from briefing import cli_index

    return cli_index.index(asked)


def watch(asked: argparse.Namespace) -> int:
    """Keep the index up to date while files come and go."""
    from briefing import cli_index

    return cli_index.watch(asked)


def search(asked: argparse.Namespace) -> int:
    """Find articles."""
    with library_of(asked) as opened:
        from briefing import plainly

        results = answer(opened, asked.query, asked.sort)
        if asked.json:
            put_json(plainly.results_json(opened, results, asked.limit))
        else:
            for line in plainly.results_lines(opened, results, asked.limit):
                put(line)
    return FINE


def answer(opened: Library, query: str, sort: Sort | None) -> Results:
    """The results; a query that cannot be understood is wrong usage, shown with a caret."""
    with asking(query):
        return opened.search(query, sort)


@contextlib.contextmanager
def asking(query: str) -> Iterator[None]:
    """Where this query is asked: Usage with a caret where it cannot be understood."""
    from briefing.query import QueryError, caret

    try:
        yield
    except QueryError as error:
        raise Usage(f"the query cannot be understood.\n{caret(error, query)}") from error


def list_(asked: argparse.Namespace) -> int:
    """List every article."""
    with library_of(asked) as opened:
        from briefing import plainly

        for row in opened.rows:
            if asked.json:
                put_json(plainly.row_json(opened, row))
            else:
                put(plainly.row_line(opened, row) + plainly.marks_words(opened, row))
    return FINE


def show(asked: argparse.Namespace) -> int:
    """Show one article, by the beginning of its id or by its file."""
    with library_of(asked) as opened:
        from briefing import plainly

        article = opened.article(opened.resolve(asked.article).id)
        if asked.json:
            put_json(plainly.shown_json(opened, article))
        else:
            for line in plainly.article_lines(opened, article):
                put(line)
    return FINE


def extract(asked: argparse.Namespace) -> int:
    """Print the facts of files; what cannot be read is said, and the rest goes on."""
    from briefing import library, plainly
    from briefing.article import article_json
    from briefing.files import Unreadable
    from briefing.inert import named

    gazetteer = library.gazetteer_for(corpus_of(asked), actors_of(asked))
    ner, code = configured().ner, FINE
    for file in asked.files:
        try:
            articles = library.extract(Path(file), gazetteer, ner=ner)
        except Unreadable as error:
            say(f"briefing: {named(file)}: {error}")
            code = FAILED
            continue
        for article in articles:
            if asked.json:
                put_json(article_json(article))
            else:
                for line in plainly.facts_lines(article, gazetteer):
                    put(line)
                put()
    return code


def add(asked: argparse.Namespace) -> int:
    """Copy articles into the corpus; what cannot be read is refused with the reason, and the rest goes on."""
    from briefing import library
    from briefing.files import Unreadable
    from briefing.inert import named

    corpus, code = corpus_of(asked), FINE
    for file in asked.files:
        told: dict[str, object] = {"file": file, "path": None, "articles": 0, "reason": None}
        try:
            given = (None, piped().read(library.largest() + 1)) if file == "-" else (Path(file), None)
            told["path"], told["articles"] = library.add(corpus, *given)
        except Unreadable as error:
            told["reason"], code = str(error), FAILED
        if asked.json:
            put_json(told)
        elif told["reason"]:
            say(f"briefing: {named(file)}: {told['reason']}")
        else:
            put(f"{named(file)} is now {named(str(corpus / str(told['path'])))}")
    return code


def brief(asked: argparse.Namespace) -> int:
    """Write a brief, check one, or pack one."""
    from briefing import cli_brief

    return cli_brief.run(asked)


def at_terminal(stream: TextIO | None) -> bool:
    """A stream that was closed before we began is None."""
    return stream is not None and stream.isatty()


def actors(asked: argparse.Namespace) -> int:
    """Say who is known, who is not, and why; compare names; find what is wrong with the actors file."""
    from briefing import cli_actors

    return cli_actors.run(asked)


def doctor(asked: argparse.Namespace) -> int:
    """Say what was left out and why; fails where something needs a person."""
    from briefing import checkup, cli_screen

    wishes, mistake = configured_if_sound()
    mistakes = (mistake,) if mistake else tuple(cli_screen.mistakes(wishes))
    found = checkup.examine(corpus_of(asked, wishes), actors_of(asked), ner=wishes.ner, config=mistakes)
    if asked.json:
        put_json(found.json())
    else:
        for line in checkup.lines(found, whole=asked.all):
            put(line)
    return FAILED if found.needs_a_person else FINE


def paths_(asked: argparse.Namespace) -> int:
    """Print where everything is, whatever is wrong with it."""
    from briefing import journal, paths

    wishes, mistake = configured_if_sound()
    corpus, code = corpus_of(asked, wishes), FINE
    places: tuple[tuple[str, Callable[[], Path]], ...] = (
        ("corpus", corpus.absolute),
        ("actors", lambda: corpus.absolute() / "actors.yaml"),
        ("index", lambda: paths.index_folder(corpus).absolute()),
        ("state", paths.state_folder),
        ("configuration", paths.config_file),
        ("log", journal.file),
    )
    for name, place in places:
        try:
            put(f"{name:14}{place()}")
        except paths.PathsError as error:
            say(f"{name:14}{error}")
            code = FAILED
    if mistake:
        say(f"briefing: {mistake}")
    return code


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "read": read,
    "index": index,
    "watch": watch,
    "search": search,
    "list": list_,
    "show": show,
    "extract": extract,
    "add": add,
    "export": brief,
    "verify": brief,
    "quote": brief,
    "bundle": brief,
    "actors": actors,
    "timeline": timeline,
    "state": state,
    "serve": serve,
    "demo": demo,
    "doctor": doctor,
    "paths": paths_,
}


def run() -> None:
    """The entry point of the installed command: what `main` did not expect is told without a word of any article."""
    from briefing import crash

    crash.guard()
    try:
        code = main()
    except Exception as error:  # noqa: BLE001 - nothing of ours is silent, and no traceback is printed
        with contextlib.suppress(OSError, ValueError, AttributeError):
            say(crash.told(error))
            sys.stderr.flush()
            sys.stdout.flush()
        os._exit(FAILED)  # whatever still runs would be waited for
    sys.exit(code)
