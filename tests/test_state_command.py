"""`briefing state`: what was kept is carried away and taken over, and nothing that is not ours does harm."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing import paths
from briefing.cli import main
from briefing.state import LONGEST_LINE, Shelved, State

HEADER = '{"briefing": "state", "version": 1}'
A, B = "aaaaaaaaaa", "bbbbbbbbbb"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


def kept(corpus: Path) -> list[str]:
    with State.open(paths.state_folder(), corpus) as state:
        return list(state.export_lines())


def fill(corpus: Path) -> None:
    with State.open(paths.state_folder(), corpus) as state:
        state.follow({A: "1", B: "2"})
        state.set("read", [A, B], True)
        state.set("tag:two words", [B], True)
        state.note(A, "two\nlines “quoted” 🕊", 3, "hash")
        state.shelve([Shelved(A), Shelved(B, 2, "words")], True)
        state.keep_place(A, 700)
        state.save("talks", 'title:"peace talks"')
        state.asked("truce")


def run(corpus: Path, *words: str) -> int:
    return main(["--corpus", str(corpus), "state", *words])


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_what_was_kept_goes_out_and_comes_in_again(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(corpus)
    file = tmp_path / "kept.jsonl"
    assert run(corpus, "export", str(file)) == 0
    assert capsys.readouterr().err == f"11 records written to {file}\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    other = tmp_path / "elsewhere"
    other.mkdir()
    for _ in range(2):
        assert run(other, "import", str(file)) == 0
        assert capsys.readouterr().err == f"11 records taken over, for {other}\n"
        assert kept(other) == kept(corpus)


def test_streams(corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    fill(corpus)
    before = kept(corpus)
    assert run(corpus, "export", "-") == 0
    told = capsys.readouterr()
    assert (told.out.splitlines(), told.err) == (before, "")
    give(monkeypatch, b"\xef\xbb\xbf" + told.out.replace("\n", "\r\n").encode())
    assert run(corpus, "import", "-") == 0
    assert kept(corpus) == before


def test_the_reader_sees_what_was_taken_over(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--corpus", str(sample), "search", "", "--json"]) == 0
    id = json.loads(capsys.readouterr().out)["hits"][0]["id"]
    file = Path("given.jsonl")
    file.write_text(f'{HEADER}\n{{"is": "mark", "kind": "tag:aid", "article": "{id}"}}\n')
    assert run(sample, "import", str(file)) == 0
    assert main(["--corpus", str(sample), "search", "tag:aid", "--json"]) == 0
    assert [hit["id"] for hit in json.loads(capsys.readouterr().out)["hits"]] == [id]


def test_a_file_is_only_replaced_when_that_is_asked_for(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = Path("kept.jsonl")
    file.write_text("mine")
    file.chmod(0o644)
    assert run(corpus, "export", str(file)) == 1
    assert "--force replaces it" in capsys.readouterr().err
    assert file.read_text() == "mine"
    assert run(corpus, "export", str(file), "--force") == 0
    assert file.read_text() == f"{HEADER}\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in Path.cwd().iterdir()] == ["kept.jsonl"]


def no_folder(place: Path) -> Path:
    return place / "no" / "x"


def link(place: Path) -> Path:
    (place / "link").symlink_to(place / "there")
    return place / "link"


def pipe(place: Path) -> Path:
    os.mkfifo(place / "pipe")
    return place / "pipe"


TARGETS: list[tuple[Callable[[Path], Path], str]] = [
    (lambda place: place, "it is a folder"),
    (no_folder, "its folder does not exist"),
    (link, "it is a link"),
    (pipe, "not a file that can be replaced"),
    (lambda place: place / "articles" / "x", "in the corpus"),
    (lambda place: Path("a\0b"), "no file can have such a name"),
    (lambda place: place / ("x" * 300), "too long"),
]


@pytest.mark.parametrize(("target", "words"), TARGETS)
def test_where_nothing_is_written(
    target: Callable[[Path], Path], words: str, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(corpus, "export", str(target(tmp_path)), "--force") == 1
    assert words in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tmp_path.chmod(0o500)
    try:
        assert run(corpus, "export", str(tmp_path / "x")) == 1
    finally:
        tmp_path.chmod(0o700)
    assert "Permission denied" in capsys.readouterr().err


MARK = f'{{"is": "mark", "kind": "starred", "article": "{A}"}}'


def long_note(length: int, letter: str = "x") -> str:
    return json.dumps({"is": "note", "article": A, "text": letter * length})


HOSTILE = [
    (b"", "there is nothing in it"),
    (b"\0" * 100, "line 1 is not a JSON object"),
    (b"\xff\xfe\x00", "line 1 is not a JSON object"),
    (b"[" * 200_000, "line 1 is not a JSON object"),
    (b'{"a":' * 200_000, "line 1 is not a JSON object"),
    (b"x" * (LONGEST_LINE * 2 + 10), "line 1 is not a JSON object"),
    (b'{"briefing": "state", "version": "' + b"9" * 100_000 + b'"}', "line 1: version 99999999999999999999 is not"),
    (f"{HEADER}\n{MARK}\n{'{'}".encode(), "line 3 is not a JSON object"),
    (f'{HEADER}\n{MARK}\n{{"is": ["mark"]}}'.encode(), "line 3 is neither"),
    (f'{HEADER}\n{MARK}\n{{"is": "mark", "kind": 5, "article": null}}'.encode(), "line 3: kind, article"),
    (f'{HEADER}\n{MARK}\n{{"is": "mark", "kind": "tag:\\u001b", "article": "x"}}'.encode(), "line 3: 'tag:'"),
    (f'{HEADER}\n{MARK}\n{{"is": "mark", "kind": "tag:a\\"b", "article": "x"}}'.encode(), "line 3: A tag has no quot"),
    (f'{HEADER}\n{MARK}\n{{"is": "saved", "name": " \\u001b", "query": "x"}}'.encode(), "line 3: A saved search needs"),
    (f"{HEADER}\n{MARK}\n{long_note(20_001)}".encode(), "line 3: A note has at most 20,000 characters; this one"),
    (
        f"{HEADER}\n{long_note(15_000)}\n{long_note(6_000, 'y')}".encode(),
        "line 3: with the note that is there it would",
    ),
    (f'{HEADER}\n{MARK}\n{{"is": "shelved", "article": "x", "paragraph": 1e3}}'.encode(), "line 3: paragraph"),
    (f'{HEADER}\n{MARK}\n{{"is": "place", "article": "x", "place": NaN}}'.encode(), "line 3: place"),
    (f'{HEADER}\n{MARK}\n{{"is": "mark", "\x1b[31m{"k" * 9000}": 1}}'.encode(), "line 3"),
]


@pytest.mark.parametrize(("data", "words"), HOSTILE)
def test_what_is_not_ours_is_refused_whole(
    data: bytes, words: str, corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, data)
    assert run(corpus, "import", "-") == 1
    told = capsys.readouterr().err
    assert told.startswith(f"briefing: Nothing was imported: {words}")
    assert "\x1b" not in told
    assert len(told) < 300
    assert kept(corpus) == [HEADER]


def test_control_bytes_and_duplicates_are_taken_over_without_harm(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = [
        {"is": "note", "article": A, "text": "first\x1b]0;x\x07", "paragraph": 1},
        {"is": "note", "article": A, "text": "second\x00\ud800", "paragraph": 1},
        {"is": "note", "article": A, "text": "first]0;x", "paragraph": 1},
        {"is": "note", "article": A, "text": "", "paragraph": 1},
        {"is": "saved", "name": "a\x9b", "query": "x\u202e"},
    ]
    given = "\n".join([HEADER, "", *map(json.dumps, notes)]).encode()
    for _ in range(2):
        give(monkeypatch, given)
        assert run(corpus, "import", "-") == 0
    with State.open(paths.state_folder(), corpus) as state:
        assert [note.text for note in state.notes()] == ["first]0;x\nsecond"]
        assert state.saved() == {"a": "x"}


def test_equal_names_are_numbered_once(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    searches = [("x", "one"), ("x 2", "mine"), ("x", "two"), ("x", "three"), ("x", "one"), ("x", "two")]
    searches += [("y", f"query {number}") for number in range(3000)]
    records = [{"is": "saved", "name": name, "query": query} for name, query in searches]
    given = "\n".join([HEADER, *map(json.dumps, records)]).encode()
    for _ in range(2):
        give(monkeypatch, given)
        assert run(corpus, "import", "-") == 0
        with State.open(paths.state_folder(), corpus) as state:
            saved = state.saved()
        assert {name: query for name, query in saved.items() if name[0] == "x"} == {
            "x": "one",
            "x 2": "mine",
            "x 3": "two",
            "x 4": "three",
        }
        assert len(saved) == 3004
        assert saved["y 3000"] == "query 2999"


def test_an_import_reads_each_note_that_is_there_once_at_most(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(State, "notes", lambda *_: pytest.fail("all notes were read for one"))
    records = [{"is": "note", "article": A, "text": f"{number}", "paragraph": number} for number in range(5000)]
    records += [{"is": "note", "article": B, "text": f"{number}"} for number in range(3000)]
    give(monkeypatch, "\n".join([HEADER, *map(json.dumps, records)]).encode())
    assert run(corpus, "import", "-") == 0


SOURCES: list[tuple[Callable[[Path], Path], str]] = [
    (lambda place: place, "Is a directory"),
    (lambda place: place / "nothing", "No such file"),
    (pipe, "there is nothing in it"),
    (lambda place: Path("a\0b"), "no file has such a name"),
    (lambda place: Path("/dev/zero"), "line 1 is not a JSON object"),
]


@pytest.mark.parametrize(("source", "words"), SOURCES)
def test_where_nothing_can_be_read(
    source: Callable[[Path], Path], words: str, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(corpus, "import", str(source(tmp_path))) == 1
    assert words in capsys.readouterr().err


def test_no_standard_input(corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run(corpus, "import", "-") == 2
    assert "nothing on standard input" in capsys.readouterr().err


def test_what_was_kept_outlives_its_folder(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(corpus)
    before = kept(corpus)
    corpus.rmdir()
    assert run(corpus, "export", "-") == 0
    assert capsys.readouterr().out.splitlines() == before
    assert run(corpus, "import", "/dev/null") == 2
    assert "there is no folder" in capsys.readouterr().err
    assert run(corpus / "never", "export", "-") == 2
    assert "nothing was kept about one" in capsys.readouterr().err
