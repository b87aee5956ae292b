"""Files and folders of ours: nothing else is opened in their place, and a disk that fails says so and costs nothing."""

from __future__ import annotations

import errno
import os
import socket
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing import library, paths, storage
from briefing.bundling import packing
from briefing.cli import main
from briefing.export import writing
from briefing.judgements import Same
from briefing.library import Library, LibraryError
from briefing.state import State


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


KINDS: dict[str, Callable[[Path], object]] = {
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a socket": _socket,
    "a link": lambda path: path.symlink_to("elsewhere"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nothing"),
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("elsewhere").write_bytes(b"mine")
    return tmp_path / "it"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_never_opened_nor_followed(place: Path, kind: str) -> None:
    KINDS[kind](place)
    uses: tuple[Callable[[], object], ...] = (
        lambda: storage.reading(place),
        lambda: storage.contents(place, 10),
        lambda: storage.touch(place),
        lambda: storage.settle(place),
        lambda: storage.alone(place).__enter__(),
        lambda: storage.copy(place, place.with_name("copy")),
    )
    for use in uses:
        with pytest.raises(OSError) as told:  # noqa: PT011 - a link to nothing is not there for some of them
            use()
        assert isinstance(told.value, storage.NoFile | FileNotFoundError)
    assert storage.lockable(place) is None
    storage.remove(place)
    assert not os.path.lexists(place)
    assert Path("elsewhere").read_bytes() == b"mine"


def test_a_file_with_a_second_name_is_no_lock(place: Path) -> None:
    os.link("elsewhere", place)
    assert storage.lockable(place) is None


def test_nothing_is_written_over(place: Path) -> None:
    storage.make(place, b"first")
    with pytest.raises(FileExistsError):
        storage.make(place, b"second")
    with pytest.raises(FileExistsError):
        storage.copy(Path("elsewhere"), place)
    assert storage.contents(place, 5) == b"first"
    with pytest.raises(storage.TooLarge):
        storage.contents(place, 4)


def test_files_and_folders_are_their_owners_alone(place: Path) -> None:
    before = os.umask(0)
    try:
        storage.make(storage.folder(place) / "a", b"")
        storage.touch(place / "b")
        storage.copy(place / "a", place / "c")
        with storage.alone(place / "d"):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in place.iterdir()} == {0o600}


def test_a_copy_is_made_where_there_are_no_links(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    storage.link(Path("elsewhere"), place)
    assert place.read_bytes() == b"mine"


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_judgement_that_could_not_be_taken_back_can_be_later(
    sample: Path, opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (sample / "actors.yaml").read_bytes()
    people = sorted(opened.gazetteer.people)
    opened.judge(Same(people[0], "A Name Nobody Has"))
    with monkeypatch.context() as failing:
        failing.setattr(os, "replace", full)
        with pytest.raises(LibraryError, match="No space left on device"):
            opened.undo()
    assert opened.undo()
    assert (sample / "actors.yaml").read_bytes() == before


def test_a_folder_of_articles_that_cannot_be_read_is_no_empty_one(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library.index(sample)
    plain = os.open

    def refuse(path: str | Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if dir_fd is None and Path(path) == sample:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return plain(path, flags, mode, dir_fd=dir_fd)

    with monkeypatch.context() as failing:
        failing.setattr(os, "open", refuse)
        assert main(["index", "--corpus", str(sample)]) == 1
    assert "Input/output error. The old one is as it was." in capsys.readouterr().err
    with Library.open(sample) as opened:
        assert len(opened.rows) > 1


def test_a_disk_that_fails_to_read_once_does_not_put_the_state_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with State.open(tmp_path / "state", tmp_path) as state:
        state.set("starred", ["abc"], True)
    from briefing.state import file

    plain, damaged = file._migrate, [sqlite3.SQLITE_CORRUPT]

    def failing(connection: sqlite3.Connection) -> None:
        if damaged:
            damaged.pop()
            raise file._damaged("Tree 5 page 8: btreeInitPage() returns error code 10")
        plain(connection)

    monkeypatch.setattr(file, "_migrate", failing)
    with State.open(tmp_path / "state", tmp_path) as state:
        assert state.notices == ()
        assert state.marks()["starred"] == {"abc"}


@pytest.mark.parametrize(
    ("refused", "code", "exit_code", "words"),
    [
        ("mode=ro", sqlite3.SQLITE_IOERR, 0, "files.sqlite cannot be read: the disk said no) and is made anew"),
        ("/draft-", sqlite3.SQLITE_READONLY, 1, "a file of it may not be written, see whether the disk is failing"),
        ("/draft-", sqlite3.SQLITE_CANTOPEN, 1, "a file of it cannot be opened, see whether the disk is failing"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_in_words(
    sample: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    refused: str,
    code: int,
    exit_code: int,
    words: str,
) -> None:
    library.index(sample)
    plain = sqlite3.connect

    def connect(name: str | Path, *given: Any, **named: Any) -> Any:
        if refused in str(name):
            error = sqlite3.OperationalError("the disk said no")
            error.sqlite_errorcode = code
            raise error
        return plain(name, *given, **named)

    monkeypatch.setattr(sqlite3, "connect", connect)
    assert main(["index", "--rebuild", "--corpus", str(sample)]) == exit_code
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [("export", "--query", "ceasefire", "-o"), ("state", "export"), ("bundle", "brief.md", "-o")],
    ids=["export", "state", "bundle"],
)
def test_a_folder_that_became_the_corpus_after_the_look_is_not_written_to(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    def seen(target: Path, corpus: Path | None = None) -> None:
        """Nothing is in the way, just then."""

    monkeypatch.chdir(sample.parent)
    corpus = ("--corpus", str(sample))
    assert main(["export", "--query", "ceasefire", "-o", "brief.md", *corpus]) == 0
    before = sorted(sample.rglob("*"))
    Path("out").symlink_to(sample)
    for place in (paths, writing, packing):
        monkeypatch.setattr(place, "refusal", seen)
    assert main([*words, "out/new.md" if words[0] == "export" else "out/new", *corpus]) == 1
    assert "in the corpus it would be read as an article" in capsys.readouterr().err
    assert sorted(sample.rglob("*")) == before
