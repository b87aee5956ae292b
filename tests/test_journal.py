"""The log: bounded, its owner's alone, never in the way, and without a word of an article."""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import get_args

import pytest

from briefing import bounded, journal, storage
from briefing.cli import main
from briefing.index import crew, generations
from briefing.intake import confined
from briefing.journal import MOST, Kind
from briefing.library import Library
from briefing.paths import index_folder, state_folder

SECRET = "Ilda Quorrin"
KINDS: tuple[Kind, ...] = get_args(Kind)


def log(home: Path) -> Path:
    return home / "state" / journal.NAME


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "secret", [f"“{SECRET}” is there", f"/home/me/{SECRET}.txt is a link", f"\x1b]0;{SECRET}\x07" * 20, "Ильда Кворрин"]
)
def test_nothing_of_an_article_is_written_down(home: Path, kind: Kind, secret: str) -> None:
    journal.note(kind, corpus=Path(secret), reason=secret, article=secret)
    (line,) = log(home).read_bytes().splitlines()
    said = json.loads(line)
    assert line.isascii()
    assert "Quorrin" not in str(said)
    assert "Кворрин" not in str(said)
    assert said["kind"] == kind
    assert said.get("article", "") == ""


def test_an_event(home: Path) -> None:
    journal.note("index-remade", corpus="0123456789abcdef", reason="catalogue.sqlite is not as it was written")
    journal.note("crash", article="5rkmpaaev2")
    first, second = journal.events()
    assert (first.promise, first.corpus) == ("P3", "0123456789abcdef")
    assert first.words == "The index could not be used (catalogue.sqlite is not as it was written) and was made anew."
    assert (second.promise, second.article) == ("P12", "5rkmpaaev2")
    assert first.when <= second.when


def test_it_is_its_owners_alone(home: Path) -> None:
    before = os.umask(0)
    try:
        journal.note("crash")
        log(home).chmod(0o644)
        journal.note("crash")
    finally:
        os.umask(before)
    assert stat.S_IMODE(log(home).stat().st_mode) == 0o600


def test_the_older_half_goes(home: Path) -> None:
    journal.note("crash")
    line = log(home).read_bytes()
    log(home).write_bytes(line * (MOST // len(line)))
    journal.note("state-aside")
    assert MOST // 3 < log(home).stat().st_size <= MOST // 2
    found = list(journal.events())
    assert found[-1].kind == "state-aside"
    assert len(found) == len(log(home).read_bytes().splitlines())
    assert stat.S_IMODE(log(home).stat().st_mode) == 0o600


def many(number: int) -> None:
    for _ in range(200):
        journal.note("state-followed", count=number)


def test_lines_of_several_processes_do_not_mix(home: Path) -> None:
    journal.note("crash")
    with ProcessPoolExecutor(4) as processes:
        list(processes.map(many, range(2, 6)))
    lines = log(home).read_bytes().splitlines()
    assert len(lines) == 801
    assert all(json.loads(line) for line in lines)


@pytest.mark.parametrize("there", ["a folder", "a link", "a pipe", "no state folder"])
def test_a_log_that_cannot_be_written_stops_nothing(home: Path, tmp_path: Path, there: str) -> None:
    if there == "no state folder":
        (home / "state").write_text("", "utf-8")
    else:
        (home / "state").mkdir()
    elsewhere = tmp_path / "elsewhere"
    if there == "a folder":
        log(home).mkdir()
    elif there == "a link":
        log(home).symlink_to(elsewhere)
    elif there == "a pipe":
        os.mkfifo(log(home))
    journal.note("crash")
    assert list(journal.events()) == []
    assert not elsewhere.exists()


def test_what_others_wrote_into_it_is_no_event_and_harms_nobody(home: Path) -> None:
    journal.note("crash")
    with log(home).open("ab") as file:
        file.write(b'{"when": "x"}\nnot JSON\n[1]\n"text"\n\xff\xfe\n{"when": 1, "words": "\\u001b]0;x\\u0007"}\n')
    found = list(journal.events())
    assert [event.kind for event in found] == ["crash", ""]
    assert found[1].words == "]0;x"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    made = tmp_path / f"files of {SECRET}"
    made.mkdir()
    (made / f"{SECRET}.txt").write_text(f"{SECRET} leaves\n\n2 May 2021\n\n{SECRET} left Pasla on Monday.\n", "utf-8")
    assert main(["index", "--corpus", str(made)]) == 0
    return made


def spoil_the_index(corpus: Path) -> None:
    catalogue = next(index_folder(corpus).glob("g-*/catalogue.sqlite"))
    *before, last = catalogue.read_bytes()
    catalogue.write_bytes(bytes([*before, last ^ 1]))


def spoil_the_key(corpus: Path) -> None:
    (state_folder() / "index.key").write_bytes(b"short")


def lose_the_name_of_the_newest(corpus: Path) -> None:
    assert main(["index", "--rebuild", "--corpus", str(corpus)]) == 0
    (index_folder(corpus) / "CURRENT").unlink()


def leave_a_draft(corpus: Path) -> None:
    (index_folder(corpus) / "draft").mkdir()


def spoil_the_state(corpus: Path) -> None:
    (state_folder() / "state.sqlite").write_bytes(SECRET.encode() * 1000)


def move_a_file(corpus: Path) -> None:
    with Library.open(corpus) as opened:
        opened.mark([opened.rows[0].id], starred=True)
    (corpus / f"{SECRET}.txt").rename(corpus / f"{SECRET} again.txt")


def mistake_an_actor(corpus: Path) -> None:
    (corpus / "actors.yaml").write_text(f"version: 1\npeople: [{{id: {SECRET}}}]\n", "utf-8")


@pytest.mark.parametrize(
    ("happens", "kinds", "promise"),
    [
        (spoil_the_index, ["index-remade"], "P3"),
        (spoil_the_key, ["key-made", "index-remade"], "P3"),
        (lose_the_name_of_the_newest, ["index-remade"], "P1"),
        (leave_a_draft, ["draft-cleared"], "P2"),
        (spoil_the_state, ["state-aside"], "P5"),
        (move_a_file, ["state-followed"], "P5"),
        (mistake_an_actor, ["actors-mistaken"], ""),
    ],
)
def test_what_happens_is_noted_once(
    home: Path, corpus: Path, happens: Callable[[Path], None], kinds: list[str], promise: str
) -> None:
    happens(corpus)
    for command in ("index", "list", "index"):
        assert main([command, "--corpus", str(corpus)]) == 0
    found = list(journal.events())
    assert [event.kind for event in found] == kinds
    assert found[0].promise == promise
    whole = log(home).read_text("ascii")
    assert "Quorrin" not in whole
    assert str(corpus.parent) not in whole


@pytest.mark.parametrize(
    ("happens", "kind"),
    [
        (spoil_the_index, "index-remade"),
        (lose_the_name_of_the_newest, "index-remade"),
        (leave_a_draft, "draft-cleared"),
    ],
)
def test_what_was_tried_and_not_done_is_not_noted(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, happens: Callable[[Path], None], kind: Kind
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    happens(corpus)
    with monkeypatch.context() as full:
        full.setattr(generations, "write_atomically", refuse)
        full.setattr(storage, "remove", refuse)
        assert main(["index", "--rebuild", "--corpus", str(corpus)]) == 1
    assert list(journal.events()) == []
    assert main(["index", "--corpus", str(corpus)]) == 0
    assert [event.kind for event in journal.events()].count(kind) == 1


def test_an_index_without_its_newest_is_not_called_none(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lose_the_name_of_the_newest(corpus)
    assert main(["list", "--corpus", str(corpus)]) == 0
    said = capsys.readouterr().err
    assert "CURRENT, which names its newest generation, is missing" in said
    assert "no index yet" not in said


def test_a_first_index_that_was_never_named_is_none(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As whoever was killed just before naming it leaves it: nothing was damaged."""
    (index_folder(corpus) / "CURRENT").unlink()
    capsys.readouterr()
    assert main(["list", "--corpus", str(corpus)]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert err == f"{corpus} has no index yet; making one.\n"
    assert not list(journal.events())


def test_what_differs_is_noted_however_soon_it_follows(corpus: Path) -> None:
    reasons = ["the manifest of the index cannot be read", "the index was signed with another key than yours"]
    for reason in (*reasons, *reasons):
        journal.note("index-remade", corpus=corpus, reason=reason)
    assert [event.promise for event in journal.events()] == ["P1", "P3"]


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        (crew.ENDED, "reader-ended"),
        (confined.ENDED, "reader-ended"),
        (confined.TOO_MUCH, "reader-slow"),
        (bounded.too_long(30), "reader-slow"),
        ("no article in it", None),
    ],
)
def test_files_that_ended_their_reading_are_counted(reason: str, kind: str | None) -> None:
    assert journal.unread(reason) == kind


def test_where_it_lies_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["paths"])
    assert str(log(home)) in capsys.readouterr().out
