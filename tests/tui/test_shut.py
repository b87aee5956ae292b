"""A corpus that is shut, gone or no folder, before the reader opens it or meanwhile: a sentence, no traceback."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing import cli, library
from torture import folders
from torture.terminals import Terminal, whole_house

NOBODY = 65_534
"""To root nothing is shut: whoever reads is somebody else."""
LISTED = "Talks number"
SIZE = (160, 30)


def shut(corpus: Path) -> None:
    corpus.chmod(0)


def gone(corpus: Path) -> None:
    shutil.rmtree(corpus)


def a_file(corpus: Path) -> None:
    gone(corpus)
    corpus.write_text("no folder", "utf-8")


Deed = Callable[[Path], None]
BEFORE: list[tuple[Deed, int, str]] = [
    (shut, 1, "may not be read (Permission denied). Give yourself that right"),
    (gone, 2, "there is no folder"),
    (a_file, 2, "is a file, not a folder"),
]
MEANWHILE: list[tuple[Deed, str]] = [
    (shut, "cannot be read: Permission denied"),
    (gone, "is gone; what was indexed can be read until it is back"),
    (a_file, "is gone; what was indexed can be read until it is back"),
]
STILL = ["\r", "]", "J", "O", "\r", "\x1b[27u", "\x1b[27u", "/ferry\r", "\x1b[27u"]
"""Keys that still do what they did."""


@pytest.fixture
def corpus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where somebody else may go as well, unlike the folders of tests."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name in ("STATE", "CACHE", "CONFIG"):
            monkeypatch.setenv(f"BRIEFING_{name}", str(folder / name.lower()))
        monkeypatch.chdir(folder)
        whole_house()
        corpus = folders.make(folder / "corpus", 4)
        library.index(corpus)
        if os.getuid() == 0:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
        yield corpus
        if corpus.is_dir():
            corpus.chmod(0o700)


def reader(corpus: Path) -> Terminal:
    def program() -> int:
        if os.getuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        return cli.main(["read", str(corpus)])

    return Terminal(program, size=SIZE)


@pytest.mark.parametrize(("deed", "code", "said"), BEFORE, ids=lambda given: getattr(given, "__name__", ""))
def test_before_it_is_opened(corpus: Path, deed: Deed, code: int, said: str) -> None:
    deed(corpus)
    opened = reader(corpus)
    try:
        assert opened.wait() == code, opened.stream.told
        assert said in opened.stream.told
        assert "Traceback" not in opened.stream.told
        assert opened.ruffled() is None
    finally:
        opened.close()


@pytest.mark.parametrize(("deed", "said"), MEANWHILE, ids=lambda given: getattr(given, "__name__", ""))
def test_while_it_is_read(corpus: Path, deed: Deed, said: str) -> None:
    opened = reader(corpus)
    try:
        opened.shows(LISTED)
        opened.shows("on Monday")
        deed(corpus)
        opened.shows(said)
        for key in STILL:
            opened.press(key)
            opened.quiet()
        opened.to_list()
        opened.shows(LISTED)
        opened.press("q")
        assert opened.wait() == 0, opened.stream.told
        assert opened.ruffled() is None
    finally:
        opened.close()
