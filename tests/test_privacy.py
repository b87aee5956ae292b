"""A whole day's work: nobody is spoken to, and what is ours is its owner's alone, whatever the umask."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing import journal, library
from briefing.cli import main
from briefing.crash import reports
from briefing.paths import index_folder, state_folder
from tests.conftest import PROJECT
from torture import folders
from torture.terminals import Terminal

HEAR = """
import os, sys

def heard(event, given):
    said = ""
    if event == "socket.__new__" and int(given[1]) != 1:
        said = f"a socket of family {given[1]}"
    elif event.startswith(("socket.", "http.", "urllib.", "ftplib.", "smtplib.")) and event != "socket.__new__":
        said = event
    if said:
        write(said)

def write(said):
    handle = os.open(os.environ["HEARD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(handle, f"{said} in {' '.join(sys.orig_argv[1:4])}\\n".encode())
    os.close(handle)

write("began")
sys.addaudithook(heard)
"""
"""Sockets of family 1 never leave the machine: the loop of the reader has a pair of them to wake itself."""
COMMANDS = (
    "index --rebuild|search ferry|search ferry --json|list|list --json|show 0001.txt|timeline|quote grain"
    "|actors|actors unknown|actors lint|extract articles/0001.txt articles/page.html articles/report.pdf|paths"
    "|verify brief.md|bundle brief.md -o brief.zip|export --query ferry -o brief.html|state export state.jsonl"
    "|doctor|add new.txt"
).split("|")
FORMATS = PROJECT / "tests" / "formats"
CROWD = 210


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where every process of Python, ours or begun by ours, writes what it does on a network."""
    (tmp_path / "hear").mkdir()
    (tmp_path / "hear" / "sitecustomize.py").write_text(HEAR, "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "hear"), str(PROJECT)]))
    monkeypatch.setenv("HEARD", str(tmp_path / "heard"))
    return tmp_path / "heard"


@pytest.fixture
def corpus() -> Path:
    """In the working folder, in every format."""
    made = folders.make(Path("articles").absolute(), 4)
    for name in ("page.html", "report.pdf", "newsletter.eml", "feed.xml"):
        (made / name).write_bytes((FORMATS / name).read_bytes())
    Path("new.txt").write_text(folders.article(77), "utf-8")
    library.index(made)
    main(["export", "--corpus", str(made), "--query", "ferry", "-o", "brief.md"])
    return made


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def run(*words: str, code: int = 0) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "briefing", *words],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == code, done.stderr


def read(corpus: Path, *keys: str) -> None:
    """A while in the reader."""
    reader = Terminal([sys.executable, "-m", "briefing", str(corpus)], os.environ)
    try:
        reader.shows("Talks number")
        for key in (*keys, "\x1b", "q"):
            reader.press(key)
            reader.quiet()
        if reader.poll() is None:
            reader.signal(signal.SIGTERM)
        assert reader.wait() in (0, 128 + signal.SIGTERM)
    finally:
        reader.close()


def spoken(heard: Path) -> list[str]:
    return [line for line in heard.read_text("utf-8").splitlines() if not line.startswith("began")]


def test_a_socket_would_be_heard(heard: Path) -> None:
    code = "import socket; socket.socketpair(); socket.socket(); socket.getaddrinfo('localhost', 80)"
    subprocess.run([sys.executable, "-P", "-c", code], check=True)
    assert [line.split(" in ")[0] for line in spoken(heard)] == ["a socket of family 2", "socket.getaddrinfo"]


def test_no_command_opens_a_socket(heard: Path, corpus: Path) -> None:
    for command in COMMANDS:
        run(*command.split(), "--corpus", str(corpus))
    assert len(heard.read_text("utf-8").splitlines()) >= len(COMMANDS)
    assert spoken(heard) == []


def test_neither_do_those_who_read_files_for_the_builder(heard: Path) -> None:
    run("index", "--corpus", str(folders.make(Path("many").absolute(), CROWD)))
    began = heard.read_text("utf-8")
    assert began.count("briefing.index.crew") == 2
    assert spoken(heard) == []


def test_nor_does_the_reader(heard: Path, corpus: Path) -> None:
    read(corpus, "s", "\r", "/", "ferry\r", "e", "\r", "\x1b", "T", "\x1b", "o", "\x1b", "O", "\x1b")
    assert spoken(heard) == []


TOOLS = """
import socket

class DevtoolsConnectionError(Exception):
    pass

class DevtoolsClient:
    is_connected = verbose = False
    url = "ws://127.0.0.1:8081"

    def __init__(self, host, port=8081):
        pass

    async def connect(self):
        socket.create_connection(("127.0.0.1", 8081), 1)

    async def disconnect(self):
        pass

class StdoutRedirector:
    def __init__(self, client):
        pass

    def write(self, text):
        pass

    def flush(self):
        pass
"""
"""What somebody who also builds with Textual may have installed beside us."""


@pytest.mark.parametrize("asked", ["=debug,devtools", "_DEBUG=1", "_LOG=log", "_PRESS=q _SCREENSHOT=0"])
def test_the_tools_of_who_builds_with_textual_are_not_spoken_to(
    heard: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    """No socket, no log and no list of keys, whatever the environment says; nor is a key pressed by itself."""
    tools = heard.with_name("hear") / "textual_dev"
    tools.mkdir()
    for name in ("__init__", "client", "redirect_output"):
        (tools / f"{name}.py").write_text(TOOLS, "utf-8")
    for name, _, value in (each.partition("=") for each in asked.split()):
        monkeypatch.setenv(f"TEXTUAL{name}", value)
    before = set(Path().iterdir())
    read(corpus, "/", "ferry\r")
    assert spoken(heard) == []
    assert set(Path().iterdir()) == before


def test_what_is_ours_is_its_owners_alone(
    corpus: Path, home: Path, no_umask: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Index, marks, notes, a judgement, the demo, a crash, and what a process that was killed left."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    run("index", "--rebuild", "--corpus", str(corpus))
    read(corpus, "s", "t", "ferries\r", "c", "a note", "\x1b", "w")
    with library.Library.open(corpus) as opened:
        opened.mark([opened.rows[0].id], starred=True)
        open_now = {path.name for path in state_folder().iterdir()}
        assert {"state.sqlite-wal", "state.sqlite-shm"} <= open_now
        assert wider(home) == []
    run("doctor", "--corpus", str(corpus), "--actors", "none")
    run("demo", code=2)
    (state_folder() / "index.key").write_bytes(b"")
    run("index", "--corpus", str(corpus))
    (state_folder() / "state.sqlite").write_bytes(b"no database" * 1000)
    run("list", "--corpus", str(corpus))
    crash_at_once(tmp_path, corpus)
    assert list(journal.events())
    assert reports()
    assert index_folder(corpus).is_dir()
    assert len(list(state_folder().glob("state.damaged*"))) >= 1
    assert wider(home) == []


def crash_at_once(tmp_path: Path, corpus: Path) -> None:
    file = tmp_path / "planted.py"
    file.write_text("from briefing import cli, library\nlibrary.Library.open = None\ncli.run()\n", "utf-8")
    with contextlib.suppress(subprocess.CalledProcessError):
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        subprocess.run([sys.executable, str(file), "list", "--corpus", str(corpus)], check=True, env=environment)


def wider(home: Path) -> list[str]:
    """What of ours somebody else may read, write or enter."""
    below = [path for name in ("state", "cache", "config") for path in [home / name, *(home / name).rglob("*")]]
    return [f"{path} {path.lstat().st_mode:o}" for path in below if path.exists() and is_wider(path)]


def is_wider(path: Path) -> bool:
    return bool(stat.S_IMODE(path.lstat().st_mode) & 0o077)


@pytest.mark.parametrize("words", ["export --query ferry -o out.md", "bundle brief.md -o out.zip"])
def test_what_is_written_for_others_has_the_rights_that_files_of_the_user_have(corpus: Path, words: str) -> None:
    before = os.umask(0o027)
    try:
        run(*words.split(), "--corpus", str(corpus))
    finally:
        os.umask(before)
    (made,) = Path().glob("out.*")
    assert stat.S_IMODE(made.stat().st_mode) == 0o640


def test_marks_that_are_written_as_text_are_the_owners_alone(corpus: Path, no_umask: None) -> None:
    run("state", "export", "state.jsonl", "--corpus", str(corpus))
    assert not is_wider(Path("state.jsonl"))
