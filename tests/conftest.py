"""Homes for tests: nothing is read from or written to the user's own folders."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing import library

PROJECT = Path(__file__).parent.parent
SAMPLE = PROJECT / "corpus"
SHARED = PROJECT.parent / "shared"

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # as it is behind a shell that runs the tests in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """State, cache and configuration of this test alone, and a working folder without an `indexes/`."""
    home = tmp_path_factory.mktemp("home")
    for name in ("STATE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"BRIEFING_{name}", str(home / name.lower()))
    monkeypatch.delenv("BRIEFING_CORPUS", raising=False)
    monkeypatch.chdir(tmp_path_factory.mktemp("work"))
    return home


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample corpus."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "corpus"))


@pytest.fixture
def opened(sample: Path) -> Iterator[library.Library]:
    """The sample corpus, indexed and opened."""
    library.index(sample)
    found = library.Library.open(sample)
    yield found
    found.close()


@pytest.fixture
def seeds() -> Path:
    """The five real articles, which stay outside of the project."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("needs ../shared/seeds, which is not here")
    return folder
