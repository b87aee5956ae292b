"""Everything that writes a file of ours or of the user's, as it is done by command line, façade and screen."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing import cli, cli_brief, cli_index, cli_state, cli_update, config, sample
from briefing.article import article_id
from briefing.index import building, crew, drafts, searching
from briefing.judgements import Same
from briefing.library import Library, LibraryError
from briefing.naming import judging
from briefing.paths import PathsError, index_folder
from briefing.state import StateError
from briefing.tui import keeping
from torture import answers, folders

ARTICLES, LATER = 4, 1_900_000_000
CORPUS = Path("corpus")
BRIEF, KEPT, WORDS = "mine/brief.md", "mine/kept.jsonl", "Ask the harbour again. " * 40
_IMPORTED = (building, cli_brief, cli_index, cli_state, cli_update, config, crew, drafts, judging, searching)
"""What a child must not import while its files fail."""

JUDGEMENT = Same("marta-ilven", "Ms M. Ilven")

Begin = Callable[[], None]
"""From now on files fail."""


@dataclass(frozen=True, slots=True)
class Operation:
    """Something a user does to a folder that is there, after something else was done to it."""

    name: str
    do: Callable[[Begin], int]
    before: Callable[[], object] | None = None
    once: bool = False
    """Is it refused where it was done already?"""
    half: Callable[[Begin], int] | None = None
    """What it does before anything fails, so that this may be found too; it tries again by itself."""
    touches: str = ""
    """A file of the folder that has another time afterwards, be it as it was or not."""
    dear: bool = False
    """Does it take so long that each call fails in one way only?"""
    holds: Callable[[str], bool] = lambda out: True
    """Does what it printed keep its promise?"""


def prepare() -> int:
    """Make the folder: articles with an index in two generations, marks, a brief, and what was exported."""
    folders.make(CORPUS, ARTICLES)
    (CORPUS / "0003.txt").rename("mine/new.txt")
    codes = [_main("index")]
    (CORPUS / "0003.txt").write_text(folders.article(3), "utf-8")
    codes += [_main("index"), _main("export", "--query", "talks", "-o", BRIEF)]
    with Library.open(CORPUS) as opened:
        opened.mark([article_id("0001.txt", None)], starred=True)
        codes.append(_main("state", "export", KEPT))
        opened.mark([article_id("0001.txt", None)], starred=False)
        opened.mark([article_id("0002.txt", None)], read=True)
    return max(codes)


REBUILD, UPDATE = ("index", "--rebuild"), ("export", "--update", BRIEF)


def warm(*commands: Sequence[str]) -> None:
    """Have this process do what reads most, so that none of its children need read the same tables."""
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        for words in commands:
            _main(*words)
    answers.digest(CORPUS)


def _main(*words: str) -> int:
    return cli.main([*words, "--corpus", str(CORPUS)])


def _command(*words: str) -> Callable[[Begin], int]:
    def do(begin: Begin) -> int:
        begin()
        return _main(*words)

    return do


def _in_words(do: Callable[[Begin], object]) -> Callable[[Begin], int]:
    """As the screen does it: what goes wrong is a sentence."""

    def done(begin: Begin) -> int:
        try:
            print(do(begin))
        except (LibraryError, StateError, PathsError) as error:
            cli.say(f"briefing: {error}")
            return cli.FAILED
        except OSError as error:
            cli.say(f"briefing: {error.strerror}")
            return cli.FAILED
        return cli.FINE

    return done


def _mark(begin: Begin) -> None:
    begin()
    with Library.open(CORPUS) as opened:
        opened.mark([article_id("0001.txt", None)], starred=True)


def _judge(begin: Begin) -> None:
    with Library.open(CORPUS) as opened:
        begin()
        opened.judge(JUDGEMENT)


def _judge_first(begin: Begin) -> None:
    with Library.open(CORPUS) as opened:
        begin()
        opened.judge(Same("Marta Ilven", "Ms M. Ilven"), create=True)


def _take_back(begin: Begin) -> None:
    """A second time where it failed."""
    with Library.open(CORPUS) as opened:
        opened.judge(JUDGEMENT)
        begin()
        try:
            opened.undo()
        except LibraryError:
            opened.undo()


def _copy_sample(begin: Begin) -> None:
    begin()
    sample.copied()


def _rescue(begin: Begin) -> str:
    tempfile.tempdir = str(Path.cwd() / "mine")
    begin()
    return keeping.rescue(keeping.Written({0: WORDS}, [keeping.Page(0, "Talks", "")]))


def _rescued(out: str) -> bool:
    """All of the note is on the screen, or in a file that is named there; no part of it is left anywhere else."""
    files = [path.read_text("utf-8") for path in Path.cwd().rglob("note-not-kept-*")]
    return all(WORDS in text for text in files) and (WORDS in out or any(files))


def _put(name: str, text: str) -> None:
    (CORPUS / name).write_text(text, "utf-8")
    os.utime(CORPUS / name, (LATER, LATER))


def _change() -> None:
    _put("0000.txt", folders.article(77))
    (CORPUS / "0002.txt").unlink()
    _put("more.txt", folders.article(78))


def _change_actors() -> None:
    _put("actors.yaml", folders.ACTORS.replace("[Ms Ilven]", "[Ms Ilven, Mrs Ilven]"))


def _damage_actors() -> None:
    _put("actors.yaml", folders.ACTORS + "people: []\n")


def _damage() -> None:
    with (index_folder(CORPUS) / "g-000002" / "catalogue.sqlite").open("r+b") as file:
        file.seek(5_000)
        file.write(b"damage")


def _move_out() -> None:
    for name in ("cache", "state"):
        shutil.rmtree(name)


def _crew(begin: Begin) -> int:
    """Two processes read; the calls of this one fail."""
    vars(building)["MANY"] = 1
    begin()
    return _main(*REBUILD)


def _stale() -> None:
    _change()
    _main("index")


OPERATIONS = (
    Operation("mark", _in_words(_mark)),
    Operation("index what changed", _command("index", "--json"), _change),
    Operation("export state", _command("state", "export", "mine/new.jsonl"), once=True),
    Operation("index first", _command("index"), lambda: shutil.rmtree(index_folder(CORPUS))),
    Operation("judge", _in_words(_judge)),
    Operation("export over a brief", _command("export", "--query", "toll", "-o", BRIEF, "--force")),
    Operation("search a damaged index", _command("search", "talks"), _damage),
    Operation("index in a new home", _command("index"), _move_out),
    Operation("index new names", _command("index"), _change_actors),
    Operation("index with mistaken actors", _command("index"), _damage_actors),
    Operation("rebuild", _command(*REBUILD)),
    Operation("rebuild by a crew", _crew, dear=True),
    Operation("search", _command("search", "talks")),
    Operation("search without a key", _command("search", "talks"), Path("state/index.key").unlink),
    Operation("search without an index", _command("search", "talks"), lambda: shutil.rmtree(index_folder(CORPUS))),
    Operation("export state over a file", _command("state", "export", KEPT, "--force")),
    Operation("import state", _command("state", "import", KEPT)),
    Operation("add", _command("add", "mine/new.txt"), once=True),
    Operation("judge first", _in_words(_judge_first), (CORPUS / "actors.yaml").unlink),
    Operation("take back", _in_words(_take_back), half=_in_words(_judge), touches="corpus/actors.yaml"),
    Operation("export", _command("export", "--query", "ferry", "-o", "mine/other.md"), once=True),
    Operation("update", _command(*UPDATE), _stale),
    Operation("bundle", _command("bundle", BRIEF, "-o", "mine/brief.zip"), once=True),
    Operation("copy the sample", _in_words(_copy_sample)),
    Operation("rescue a note", _in_words(_rescue), holds=_rescued),
)


def main() -> int:
    """One of them by name, in a process of its own, whose calls of the system are made to fail."""
    (operation,) = (one for one in OPERATIONS if one.name == sys.argv[1])
    return operation.do(lambda: None)


if __name__ == "__main__":
    sys.exit(main())
