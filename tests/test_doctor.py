"""`briefing doctor`: what it finds whatever is wrong, what it advises, and in how many words."""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from briefing import crash, journal, library
from briefing.checkup import telling
from briefing.cli import main
from briefing.paths import index_folder, state_folder
from torture import folders

Captured = pytest.CaptureFixture[str]
BARRED = pytest.mark.skipif(os.getuid() == 0, reason="nothing is shut to root")
ROOT = pytest.mark.skipif(os.getuid() != 0, reason="only root gives files to others")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    made = folders.make(tmp_path / "articles", 6)
    library.index(made)
    return made


def doctor(capsys: Captured, corpus: Path, *options: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["doctor", "--corpus", str(corpus), *options])
    return code, capsys.readouterr().out


def found(capsys: Captured, corpus: Path) -> tuple[int, dict[str, Any]]:
    code, out = doctor(capsys, corpus, "--json")
    (line,) = out.splitlines()
    return code, json.loads(line)


def test_where_all_is_well_it_says_so(capsys: Captured, corpus: Path) -> None:
    code, out = doctor(capsys, corpus)
    assert code == 0
    assert out.startswith("Index: in order, and up to date\nArticles: 6, of which ")
    assert "Nothing here needs you." in out
    code, said = found(capsys, corpus)
    assert (code, said["needs_a_person"]) == (0, False)


def no_index(corpus: Path) -> None:
    for path in sorted(index_folder(corpus).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def damaged_index(corpus: Path) -> None:
    catalogue = next(index_folder(corpus).glob("g-*/catalogue.sqlite"))
    catalogue.write_bytes(b"x" * catalogue.stat().st_size)


def broken_actors(corpus: Path) -> None:
    (corpus / "actors.yaml").write_text("version: 1\npeople: [\n", "utf-8")


def damaged_state(corpus: Path) -> None:
    (state_folder() / "state.sqlite").write_bytes(b"not a database" * 500)


def nothing_kept_of_the_actors(corpus: Path) -> None:
    broken_actors(corpus)
    no_index(corpus)


def shut_actors(corpus: Path) -> None:
    (corpus / "actors.yaml").write_text("version: 1\n", "utf-8")
    (corpus / "actors.yaml").chmod(0)


def state_of_another(corpus: Path) -> None:
    """Files of another user in the state folder, as root sees them."""
    os.chown(state_folder() / "index.key", 4321, -1)


def wide_state(corpus: Path) -> None:
    state_folder().chmod(0o777)


def large_file(corpus: Path) -> None:
    with (corpus / "large.txt").open("wb") as file:
        file.truncate(21_000_000)
    library.index(corpus)


def shut_file(corpus: Path) -> None:
    (corpus / "shut.txt").write_text("Nobody may read this\n\n2 May 2021\n\nNot yet.\n", "utf-8")
    (corpus / "shut.txt").chmod(0)
    library.index(corpus)


def unspeakable_file(corpus: Path) -> None:
    (corpus / "a\x07b.txt").write_text("A name\n\n2 May 2021\n\nWith a bell.\n", "utf-8")
    library.index(corpus)


def shut_corpus(corpus: Path) -> None:
    corpus.chmod(0)


def shut_cache(corpus: Path) -> None:
    index_folder(corpus).parent.chmod(0)


def shut_key(corpus: Path) -> None:
    (state_folder() / "index.key").chmod(0)


def state_that_is_a_folder(corpus: Path) -> None:
    file = state_folder() / "state.sqlite"
    file.unlink(missing_ok=True)
    file.mkdir()


def readable_state(corpus: Path) -> None:
    (state_folder() / "index.key").chmod(0o644)


def bad_file(corpus: Path) -> None:
    (corpus / "bad.txt").write_bytes(b"\0\1\2")
    library.index(corpus)


def old_draft(corpus: Path) -> None:
    draft = state_folder() / ".briefing-0123456789abcdef"
    draft.touch(mode=0o600)
    os.utime(draft, (time.time() - 9000,) * 2)


def mistaken(corpus: Path) -> None:
    crash.told(KeyError("of the harbour"))


@pytest.mark.parametrize(
    ("wrong", "code", "key", "words"),
    [
        (no_index, 0, "articles", "Articles: 6"),
        (damaged_index, 0, "happened", "(P3 in SECURITY.md)"),
        (broken_actors, 1, "actors", "briefing actors lint"),
        (damaged_state, 1, "aside", "briefing state import FILE"),
        (nothing_kept_of_the_actors, 1, "actors", "Until that is mended, nobody is known by name"),
        pytest.param(shut_actors, 1, "actors", "See to it and its rights", marks=BARRED),
        pytest.param(state_of_another, 1, "foreign", "given to you (chown)", marks=ROOT),
        (wide_state, 1, "rights", "chmod -R go="),
        (large_file, 1, "quarantined", "Cut them up"),
        pytest.param(shut_file, 1, "quarantined", "chmod u+rX", marks=BARRED),
        (unspeakable_file, 1, "quarantined", "To do: Rename them"),
        pytest.param(shut_corpus, 1, "unusable", "Give yourself that right: chmod u+rx", marks=BARRED),
        pytest.param(shut_cache, 1, "unusable", "have it and its folder belong to you", marks=BARRED),
        pytest.param(shut_key, 1, "unusable", "index.key, may not be read; chmod 600", marks=BARRED),
        (state_that_is_a_folder, 1, "unusable", "could not be opened"),
        (readable_state, 1, "rights", "chmod -R go="),
        (bad_file, 1, "quarantined", "bad.txt: "),
        (old_draft, 0, "drafts", ".briefing-0123456789abcdef"),
        (mistaken, 0, "crashes", "nobody was sent them"),
    ],
)
def test_whatever_is_wrong_is_said_with_what_to_do(
    capsys: Captured,
    corpus: Path,
    request: pytest.FixtureRequest,
    wrong: Callable[[Path], None],
    code: int,
    key: str,
    words: str,
) -> None:
    wrong(corpus)
    for folder in (corpus, index_folder(corpus).parent):
        request.addfinalizer(partial(folder.chmod, 0o700))
    came, out = doctor(capsys, corpus)
    assert came == code
    assert words in " ".join(out.split())
    assert ("Nothing here needs you" in out) == (code == 0)
    assert ("need you; the worst" in out or "needs you; the worst" in out) == (code == 1)
    assert all(len(line) <= telling.WIDTH for line in out.splitlines() if " " in line.strip())
    came, said = found(capsys, corpus)
    assert came == code
    assert said[key]


def test_what_is_worst_comes_first(capsys: Captured, corpus: Path) -> None:
    for wrong in (mistaken, bad_file, readable_state, broken_actors, damaged_state):
        wrong(corpus)
    code, out = doctor(capsys, corpus)
    headings = [line.split(" (")[0] for line in out.splitlines() if line.endswith("):") and not line.startswith(" ")]
    assert code == 1
    assert "4 things need you" in out
    assert headings[:4] == [
        "Marks, tags and notes: a damaged file was put aside, and is kept",
        "Mistakes in the actors file",
        "Open to others on this machine",
        "Could not be read",
    ]
    assert out.startswith("Index: in order")
    assert headings[-1] == "Passed over on purpose"


def test_the_state_of_another_user_is_refused(capsys: Captured, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = os.getuid()
    monkeypatch.setattr("os.getuid", lambda: user + 1)
    assert main(["list", "--corpus", str(corpus)]) == 1
    assert "belongs to another user" in capsys.readouterr().err
    assert main(["paths", "--corpus", str(corpus)]) == 1
    assert "Set BRIEFING_STATE to a folder of your own." in capsys.readouterr().err
    code, out = doctor(capsys, corpus)
    assert code == 1
    assert "belongs to another user, who could read" in " ".join(out.split())


def test_many_files_are_put_together_and_all_named_when_asked(capsys: Captured, corpus: Path) -> None:
    for number in range(40):
        (corpus / f"bad-{number}.txt").write_bytes(b"\0\1\2" if number % 4 else b"")
    library.index(corpus)
    _, out = doctor(capsys, corpus)
    assert "30 x not text" in out
    assert "10 x empty" in out
    assert "and 27 more" in " ".join(out.split())
    assert len(out.splitlines()) < 20
    assert "briefing doctor --all" in out
    _, out = doctor(capsys, corpus, "--all")
    assert all(f"bad-{number}.txt: " in out for number in range(40))
    _, said = found(capsys, corpus)
    assert len(said["quarantined"]) == 40


def test_it_changes_nothing_in_a_folder_that_is_read_only(capsys: Captured, corpus: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in corpus.iterdir()}
    corpus.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        code, _ = doctor(capsys, corpus)
    finally:
        corpus.chmod(0o700)
    assert code == 0
    assert {path: path.stat().st_mtime_ns for path in corpus.iterdir()} == before


def test_what_happened_to_another_corpus_is_not_told(capsys: Captured, corpus: Path, tmp_path: Path) -> None:
    journal.note("actors-mistaken", corpus=tmp_path / "elsewhere")
    _, said = found(capsys, corpus)
    assert said["happened"] == []


def test_hostile_names_are_shown_and_do_nothing(capsys: Captured, corpus: Path) -> None:
    (corpus / "\x1b]0;owned\x07 \u202etxt.txt").write_bytes(b"\0")
    library.index(corpus)
    _, out = doctor(capsys, corpus)
    assert "owned" in out
    assert not any(char in out for char in "\x1b\x07\u202e")
