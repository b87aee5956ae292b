"""Every file of an index is damaged, swapped or replaced by a trap: it is made anew, once, and nothing is sprung."""

from __future__ import annotations

import contextlib
import itertools
import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import whoosh.index

from briefing import cli
from briefing.index import sealing
from briefing.library import Damaged, Library, LibraryError
from briefing.paths import index_folder
from briefing.state import StateError
from torture import answers, folders
from torture.damaging import DAMAGES, SAYING, SECRET, WITNESS, Elsewhere, trapped_contents
from torture.failing import Ended, forked
from torture.operations import REBUILD, warm
from torture.places import Place
from torture.trial import Attempt, Part

CORPUS, OTHER, OLDER, OTHERS = Path("corpus"), Path("mine/other"), Path("mine/older"), Path("mine/others")
ARTICLES, OLDER_NAME = 4, "g-000002"
MADE_ANEW, OTHERWISE = "made anew", 4


def _prepare() -> int:
    """An index of three generations, the first of which lies aside, and one of another folder."""
    folders.make(CORPUS, ARTICLES)
    folders.make(OTHER, ARTICLES, seed=2)
    SECRET.write_text(SAYING, "utf-8")
    codes = [cli.main(["index", "--corpus", str(OTHER)])]
    for number in range(ARTICLES, ARTICLES + 3):
        (CORPUS / f"{number:04}.txt").write_text(folders.article(number), "utf-8")
        codes.append(cli.main(["index", "--corpus", str(CORPUS)]))
        if not OLDER.exists():
            shutil.copytree(index_folder(CORPUS) / "g-000001", OLDER)
    shutil.copytree(index_folder(OTHER) / "g-000001", OTHERS)
    return max(codes)


@dataclass(frozen=True, slots=True)
class Trial:
    """What is done to which file."""

    target: str
    path: Path
    what: str
    do: Callable[[random.Random], object]

    def __str__(self) -> str:
        return f"{self.target}: {self.what}"


def _generation() -> Path:
    folder = index_folder(CORPUS)
    return folder / (folder / "CURRENT").read_text("ascii")


def _targets() -> dict[str, Path]:
    """The files of ours that an index hangs on, and the folders they lie in."""
    generation = _generation()
    found = {path.name: path for path in sorted(generation.iterdir())}
    folder = index_folder(CORPUS)
    above = {name: folder / name for name in ("CURRENT", "actors.last-good.yaml", "actors.kept.json")}
    locks = {"the lock of the builder": folder / "lock", "draft": folder / "draft"}
    key = {name: Path("state", name) for name in ("index.key", "index.key.lock")}
    return {**found, **above, **locks, **key, "the generation": generation, "the index": folder}


def _elsewhere() -> Elsewhere:
    beside = tuple(sorted(path for path in _generation().iterdir() if path.name != "lock"))
    return Elsewhere(beside, {p.name: p for p in OLDER.iterdir()}, {p.name: p for p in OTHERS.iterdir()})


def _trials() -> list[Trial]:
    """Each damage to each file, and what can be done to CURRENT and the manifest by whoever knows how they are made."""
    targets, elsewhere = _targets(), _elsewhere()
    trials = [
        Trial(target, path, what, partial(damage, path, elsewhere))
        for (target, path), (what, damage) in itertools.product(targets.items(), DAMAGES.items())
        if path.is_file() or _fits(path, what)
    ]
    current, manifest = targets["CURRENT"], targets["manifest.json"]
    trials += [Trial("CURRENT", current, f"names {name!r}", partial(_write, current, name)) for name in _NAMES]
    for (what, change), own in itertools.product(_FORGED.items(), (True, False)):
        whom = "signed by us" if own else "signed by another"
        trials.append(Trial("manifest.json", manifest, f"{what}, {whom}", partial(_forge, manifest, change, own)))
    contents = next(path for path in elsewhere.beside if path.suffix == ".toc")
    for what in ("schema", "segment"):
        planted = partial(_plant, manifest, contents, what == "schema")
        trials += [Trial("manifest.json", manifest, f"a trapped {what} and its hash, signed by another", planted)] * 5
    texts = _TEXTS.items()
    return [*trials, *(Trial("manifest.json", manifest, what, partial(_write, manifest, text)) for what, text in texts)]


def _write(path: Path, text: str, dice: random.Random) -> None:
    path.write_text(text, "utf-8")


def _fits(path: Path, what: str) -> bool:
    """Can that be done to a folder, or to what is not there?"""
    if path.is_dir():
        return what.startswith(("a link", "a pipe", "a socket", "removed", "for "))
    return what.startswith(("a link", "a pipe", "a folder", "a socket", "a device", "a trap"))


_NAMES = (
    *(OLDER_NAME, "g-000001", "g-999999", "../..", "g-000003/../g-000002", "/etc", "", "g-000003\0", "g-" + "9" * 60),
)
_FORGED: dict[str, Callable[[dict[str, str]], object]] = {
    "as it is": lambda files: None,
    "a name that leads out": lambda files: files.update({"../x": "0"}),
    "an absolute name": lambda files: files.update({"/etc/passwd": "0"}),
    "a name less": lambda files: files.popitem(),
    "other hashes": lambda files: files.update(dict.fromkeys(files, "0" * 64)),
    "hashes that are none": lambda files: files.update(dict.fromkeys(files, "é\ud800")),
    "numbers for hashes": lambda files: files.update(dict.fromkeys(files, 5)),  # type: ignore[arg-type]
    "no files": lambda files: files.clear(),
}
_TEXTS = {
    "keys twice": '{"manifest": {}, "manifest": {"files": {}}, "signature": "", "signature": ""}',
    "deep": '{"manifest":' * 100_000,
    "lists": "[" * 100_000 + "]" * 100_000,
    "no object": "[]",
    "numbers": '{"manifest": 1e999, "signature": 5}',
    "half a character": '{"manifest": {"files": "\\ud800"}, "signature": "\\ud800é"}',
    "a long number": '{"manifest": ' + "9" * 10_000 + ', "signature": ""}',
    "huge": " " * 5_000_000,
}


def _forge(file: Path, change: Callable[[dict[str, str]], object], own: bool, dice: random.Random) -> None:
    whole = json.loads(file.read_bytes())
    change(whole["manifest"]["files"])
    key = Path("state/index.key").read_bytes() if own else bytes(32)
    whole["signature"] = sealing.signature(key, whole["manifest"])
    file.write_text(json.dumps(whole))


def _plant(file: Path, contents: Path, schema: bool, dice: random.Random) -> None:
    """An index as somebody else makes it, who has another key: nothing but the signature tells it from ours."""
    contents.write_bytes(trapped_contents(schema=schema))
    _forge(file, lambda files: files.update({contents.name: sealing.sha256(contents)}), False, dice)


def _asked_while_damaged(do: Callable[[], object]) -> int:
    """A reader that is open while it happens answers as before, or with one sentence."""
    opened = Library.open(CORPUS)
    before = answers.of(opened)
    with contextlib.suppress(FileNotFoundError):
        if str(index_folder(CORPUS).absolute()) in Path("/proc/self/maps").read_text("utf-8", "replace"):
            print("a file of the index is mapped", end="")
            return 3
    do()
    for database in (opened._searcher._catalogue, opened._searcher._ledger):
        database._sql.execute("PRAGMA shrink_memory")  # as with an index that does not fit into its cache
    opened._named.clear()
    try:
        opened.refresh()
        if answers.of(opened) != before:
            print("answered otherwise", end="")
            return OTHERWISE
        opened.close()
    except (Damaged, LibraryError, StateError) as error:
        print(error, end="")
    return 0


def _open() -> int:
    """Open it; the hash of its answers, and what is said about the index."""
    try:
        with Library.open(CORPUS) as opened:
            print(json.dumps([answers.of(opened), [event for event in opened.events if MADE_ANEW in event]]))
    except LibraryError as error:
        cli.say(f"briefing: {error}")
        return 1
    return 0


COMMANDS: Sequence[tuple[str, ...]] = (
    *(("search", "talks"), ("index",), ("list", "--json"), ("show", "0001.txt"), ("doctor",), ("actors",)),
    ("export", "--query", "talks", "-o", "-"),
)


@contextlib.contextmanager
def _begin(folder: Path) -> Iterator[Attempt]:
    place = Place(folder, _prepare, lambda: warm(REBUILD, ("doctor",)))
    place.fresh()
    expected, trials = json.loads(forked(_open).out)[0], _trials()
    _the_trap_is_one(place)

    def attempt(number: int, dice: random.Random) -> str | None:
        trial = trials[number] if number < len(trials) else dice.choice(trials)
        place.fresh()
        wrong = _attempt(trial, dice, number, place, expected)
        return f"{trial}: {wrong}" if wrong else None

    yield attempt


def _the_trap_is_one(place: Place) -> None:
    """Whoever opens the planted files with Whoosh alone springs it; else nothing is shown by these trials."""
    for schema, road in itertools.product((True, False), (whoosh.index.open_dir, whoosh.index.exists_in)):
        planted = Path("mine/planted")
        planted.mkdir()
        (planted / "_MAIN_1.toc").write_bytes(trapped_contents(schema=schema))
        forked(partial(road, str(planted)))
        if not WITNESS.exists():
            raise AssertionError("the trap does not spring")
        WITNESS.rmdir()
        shutil.rmtree(planted)


def _attempt(trial: Trial, dice: random.Random, number: int, place: Place, expected: str) -> str | None:
    asked = forked(lambda: _asked_while_damaged(lambda: trial.do(dice)))
    back = trial.what == f"names {OLDER_NAME!r}" and asked.code == OTHERWISE
    if asked.fault or (asked.code and not back) or len(asked.out.splitlines()) > 1:
        return f"while a reader was open: {asked.code} {asked.out} {asked.said}"
    again = bool(number % 2)
    if again:
        words = COMMANDS[number // 2 % len(COMMANDS)]
        ended = forked(lambda: cli.main([*words, "--corpus", str(CORPUS)]))
    else:
        ended = forked(_open)
    if wrong := _wrong(ended):
        return wrong
    if trial.what == f"names {OLDER_NAME!r}" and not again:
        forked(lambda: cli.main(["index", "--corpus", str(CORPUS)]))
    elif not again and ended.code == 0 and json.loads(ended.out)[0] != expected:
        return "other answers than before"
    refused = ended.code == 1 and trial.path.name in ended.said + ended.out
    if refused:
        _out_of_the_way(trial)
    last = forked(_open)
    if refused:
        last = forked(_open)
    if wrong := _wrong(last):
        return f"afterwards: {wrong}"
    if last.code:
        return f"cannot be opened afterwards: {last.said}"
    digest, events = json.loads(last.out)
    if digest != expected and trial.what != f"names {OLDER_NAME!r}":
        return "other answers than before, afterwards"
    return f"is not silent afterwards: {events}" if events else None


def _out_of_the_way(trial: Trial) -> None:
    """What the sentence asks for."""
    path = trial.path
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _wrong(ended: Ended) -> str | None:
    """What no use of it may come to: a trap that is sprung, a secret that is shown, more than one line about it."""
    if WITNESS.exists():
        return "the trap was sprung"
    if SECRET.read_text("utf-8") != SAYING:
        return "a file elsewhere was written to"
    if SAYING in ended.out + ended.said:
        return "a file elsewhere was shown"
    if ended.fault or ended.code not in (0, 1):
        return f"ended with {ended.code}: {ended.said}"
    lines = [line for line in ended.said.splitlines() if MADE_ANEW in line]
    return f"said it {len(lines)} times: {lines}" if len(lines) > 1 else None


PART = Part("damage", "P1, P3", 1_000, 6, _begin)
