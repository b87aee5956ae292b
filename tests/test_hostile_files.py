"""P6, P8, P9: what strangers send is read or left out with a reason, and nothing of it reaches a terminal."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.cli import main
from tests import hostile_files
from tests.conftest import SAMPLE

CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
DAYS = {"2020-05-04", "2023-10-03", None}
"""The days that really stand in these files."""


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "corpus"
    made.mkdir()
    hostile_files.plant(made)
    (made / "actors.yaml").write_bytes((SAMPLE / "actors.yaml").read_bytes())
    yield made
    for closed in ("closed", "locked.txt"):
        (made / closed).chmod(0o700)


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    """What a command prints, nothing of which a terminal would obey."""
    assert main(list(words)) == code
    out, err = capsys.readouterr()
    assert not CONTROLS.search(out + err)
    return out


def test_a_corpus_of_hostile_files(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = ("--corpus", str(corpus))
    counts = json.loads(said(capsys, "index", "--json", *here))
    assert counts["seen"] == counts["indexed"] + counts["quarantined"] + counts["skipped"]
    report = json.loads(said(capsys, "doctor", "--json", *here, code=1))
    assert len(report["quarantined"]) == counts["quarantined"]
    assert all(left_out["reason"] for left_out in report["quarantined"])
    rows = [json.loads(line) for line in said(capsys, "list", "--json", *here).splitlines()]
    assert len({row["path"] for row in rows}) == counts["indexed"]
    assert {row["date"] for row in rows} <= {*DAYS, "undated"}
    for row in rows[::12]:
        said(capsys, "show", row["id"], *here)
    for command in ("list", "doctor", "paths"):
        said(capsys, command, *here, code=command == "doctor")
    for asked in ("council", "talks", "title:talks", "evil", "date:2020"):
        said(capsys, "search", asked, *here)
    said(capsys, "search", "talks", "--json", *here)
    for flavor in ("csv", "json", "md"):
        said(capsys, "export", "--query", "talks", "--format", flavor, "-o", str(tmp_path / flavor), *here)
        assert not CONTROLS.search((tmp_path / flavor).read_text("utf-8"))
    again = json.loads(said(capsys, "index", "--json", *here))
    assert (again["indexed"], again["unchanged"]) == (counts["indexed"], counts["indexed"])


@pytest.mark.parametrize("name", hostile_files.FILES)
def test_a_hostile_file(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / name
    file.write_bytes(hostile_files.FILES[name]())
    code = main(["extract", "--json", "--actors", str(SAMPLE / "actors.yaml"), str(file)])
    out, err = capsys.readouterr()
    assert not CONTROLS.search(out + err)
    assert (code, bool(out)) == (0, True) or (code == 1 and re.search(r": [a-z].{6,}", err))
    for line in out.splitlines():
        told = json.loads(line)
        assert told["published"]["date"] in DAYS
        assert all(told["body"][one["start"] : one["end"]] == one["text"] for one in told["mentions"])


def test_no_file_takes_the_name_of_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is shown without what cannot be shown was once that of an article, which went from the index."""
    (tmp_path / "a.txt").write_text("The council met the crews.")
    for name in ("\ufeffa.txt", "a\u200b.txt", "a.t\nxt", "a.t\rxt", "a.t\\nxt", os.fsdecode(b"a\xff.txt")):
        (tmp_path / name).write_text("Nobody came.")
    for _ in range(3):
        counts = json.loads(said(capsys, "index", "--json", "--corpus", str(tmp_path)))
        assert (counts["indexed"], counts["removed"], counts["skipped"], counts["quarantined"]) == (1, 0, 1, 5)
        assert "The council met" in said(capsys, "list", "--corpus", str(tmp_path))
    report = json.loads(said(capsys, "doctor", "--json", "--corpus", str(tmp_path), code=1))
    assert len({left_out["path"] for left_out in report["quarantined"]}) == 5


SECRET = "Ilvenmarta"


@pytest.mark.parametrize(
    "made",
    {
        "a.xml": hostile_files.feed(f"<title>x</title><{SECRET}:y/><description>hello</description></wrong>"),
        "b.xml": hostile_files.feed(f"<description>hello &{SECRET}; there</description>"),
        "c.md": hostile_files.front(f"a: &{SECRET} b"),
        "d.md": hostile_files.front(f"a: *{SECRET}"),
        "e.md": hostile_files.front(f"a: !{SECRET} b"),
        "f.md": hostile_files.front(f"{SECRET}: 1\n{SECRET}: 2"),
        "g.md": hostile_files.front(f"'{SECRET}"),
        "h.json": b'{"text": "' + SECRET.encode() + b'" "',
        "i.jsonl": b'{"text": "hello"}\n{"' + SECRET.encode() + b'"',
        "j.pdf": b"%PDF-1.7\n" + SECRET.encode() * 9,
        "k.html": b"<html><meta charset=" + SECRET.encode() + b"><body>\xe4",
        "l.txt": SECRET.encode() + b"\0\1\2" * 999,
    }.items(),
    ids=lambda made: made[0],
)
def test_no_reason_holds_words_of_the_file(
    made: tuple[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / made[0]).write_bytes(made[1])
    said(capsys, "index", "--corpus", str(tmp_path))
    main(["doctor", "--corpus", str(tmp_path)])
    assert SECRET not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (">" * 35 + " deep words", "deep words"),
        ("\n".join(f"{'  ' * depth}- item {depth}" for depth in range(30)), "item 29"),
        ("\n".join(f"{'  ' * depth}- item {depth}" for depth in range(12)), "item 11"),
    ],
)
def test_no_words_are_lost_in_the_depth(
    text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text(f"Talks\n\n{text}\n")
    assert words in json.loads(said(capsys, "extract", "--json", str(tmp_path / "a.md")))["body"]
