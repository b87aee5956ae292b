"""The sample corpus: copied for the user, who may change the copy, and carried by the wheel."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from briefing import sample
from briefing.cli import main
from tests.conftest import PROJECT, SAMPLE


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.startswith(".")
    }


def test_all_of_it_is_copied_into_the_users_own_folder(home: Path) -> None:
    copy = sample.copied()
    assert copy.is_relative_to(home / "state")
    assert files(copy) == files(SAMPLE)


def test_what_the_user_changed_stays_and_the_rest_follows_a_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "shipped"
    (shipped / "more").mkdir(parents=True)
    for name in ("kept.txt", "changed.txt", "gone.txt", "more/deep.txt"):
        (shipped / name).write_text(f"{name}, first")
    monkeypatch.setattr(sample, "WITHIN", shipped)
    copy = sample.copied()
    (copy / "changed.txt").write_text("mine")
    (copy / "gone.txt").unlink()
    (copy / "own.txt").write_text("mine too")
    for name in ("kept.txt", "changed.txt", "gone.txt", "more/deep.txt", "new.txt"):
        (shipped / name).write_text(f"{name}, second")
    for _ in range(2):
        assert files(sample.copied()) == {
            "kept.txt": b"kept.txt, second",
            "changed.txt": b"mine",
            "more/deep.txt": b"more/deep.txt, second",
            "new.txt": b"new.txt, second",
            "own.txt": b"mine too",
        }


def test_a_damaged_record_replaces_nothing_of_the_users(home: Path) -> None:
    copy = sample.copied()
    (copy / "actors.yaml").write_text("version: 1\n")
    for damage in ("", "[1]", "{"):
        (copy / sample.RECORD).write_text(damage)
        assert (sample.copied() / "actors.yaml").read_text() == "version: 1\n"


def test_without_a_terminal_it_says_where_the_articles_are_and_what_to_type(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo"]) == 2
    folder = sample.copied()
    assert f"briefing list --corpus {folder}" in capsys.readouterr().err
    assert main(["list", "--corpus", str(folder)]) == 0
    assert "Explainer" in capsys.readouterr().out


@pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="hatchling, which builds, is not installed")
def test_the_wheel_carries_it(tmp_path: Path) -> None:
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    with zipfile.ZipFile(tmp_path / done.stdout.strip().splitlines()[-1]) as wheel:
        wheel.extractall(tmp_path / "there")
    assert files(tmp_path / "there" / "briefing" / sample.WITHIN.name) == files(SAMPLE)
