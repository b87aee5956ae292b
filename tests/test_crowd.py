"""Several at one corpus, at moments that a small torture run seldom meets."""

import fcntl
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from briefing import library
from briefing.cli import main
from briefing.index import building, generations
from briefing.index.searching import Searcher
from briefing.library import Library
from torture import folders


def held(corpus: Path) -> Searcher:
    searcher = Searcher.open(corpus)
    assert searcher
    return searcher


def change(corpus: Path, words: str) -> None:
    (corpus / "changed.txt").write_text(f"{words}\n\n4 May 2021\n\nA ferry sailed.\n", "utf-8")
    library.index(corpus)


def test_a_generation_that_goes_while_it_is_being_locked_is_not_damage(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.index(sample)
    flock, went = fcntl.flock, list[bool]()

    def late(file: Any, how: int) -> None:
        if how & fcntl.LOCK_SH and not went:
            went.append(True)
            for words in ("Once", "Twice", "Thrice"):
                change(sample, words)
        flock(file, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with held(sample) as searcher:
        assert went
        assert "Thrice" in [row.title for row in searcher.rows]


def test_a_reader_two_generations_behind_answers_as_before(sample: Path) -> None:
    library.index(sample)
    with Library.open(sample) as opened:
        before = [opened.page_text(row.id) for row in opened.rows]
        for words in ("Once", "Twice", "Thrice"):
            change(sample, words)
        assert [opened.page_text(row.id) for row in opened.rows] == before
        assert opened.search("ferry OR the").total > 0
        assert opened.refresh()
        assert "Thrice" in [row.title for row in opened.rows]


def test_who_finds_another_at_work_says_for_whom_it_waits_and_readers_do_not_wait(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ["--corpus", str(sample)]
    assert main(["index", *here]) == 0
    (sample / "new.txt").write_text("A ferry sailed\n\n4 May 2021\n\nIt was late.\n", "utf-8")
    with generations.builder_lock(generations.prepared_folder(sample)):
        command = [sys.executable, "-m", "briefing", "index", *here]
        second = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert second.stderr
        said = second.stderr.readline()
        capsys.readouterr()
        assert main(["list", *here]) == 0
        assert second.poll() is None
        assert "A ferry sailed" not in capsys.readouterr().out
    second.communicate()
    assert second.returncode == 0
    whom = rf"process {os.getpid()} \(since \d\d:\d\d:\d\d\)"
    assert re.search(rf"\bwaiting for {whom}, which is bringing this index up to date", said)
    assert main(["list", *here]) == 0
    assert "A ferry sailed" in capsys.readouterr().out


def test_a_folder_whose_disk_went_away_keeps_its_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "corpus"
    folders.make(corpus, building.MANY_TO_LOSE)
    index = ["index", "--json", "--corpus", str(corpus)]
    assert main(index) == 0
    corpus.rename(tmp_path / "away")
    corpus.mkdir()
    assert main(index) == 1
    assert "as if its disk were away" in capsys.readouterr().err
    with held(corpus) as searcher:
        assert len(searcher.rows) == building.MANY_TO_LOSE
    corpus.rmdir()
    (tmp_path / "away").rename(corpus)
    assert main(index) == 0
    assert json.loads(capsys.readouterr().out)["unchanged"] == building.MANY_TO_LOSE
    for file in corpus.iterdir():
        file.unlink()
    assert main([*index, "--rebuild"]) == 0
    with held(corpus) as searcher:
        assert not searcher.rows
