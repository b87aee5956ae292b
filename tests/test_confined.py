"""P9: other people's parsers read in a process of their own, which may die, dawdle, gorge or lie and costs one file."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefing.bounded import SECONDS, too_long
from briefing.files import Unreached, Unreadable
from briefing.intake import confined, formats
from tests import hostile_files
from tests.conftest import PROJECT

PARSER = """
import os, resource, shutil, signal, socket, subprocess, sys, threading, time
from pathlib import Path

class mixin:
    class _FeedParserMixin:
        pass

def answer(raw):
    os.write(int(sys.argv[2]), raw)
    time.sleep(60)

def parse(source, **_):
    words = source.read().decode().partition("<description>")[2].partition("</description>")[0]
    try:
        told = repr(eval(words))
    except (OSError, RuntimeError) as error:
        told = type(error).__name__
    return {"entries": [{"summary_detail": {"type": "text/plain", "value": told}}]}
"""
"""In the place of feedparser: a parser that does what the feed says."""
pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps this limit")


@pytest.fixture
def led_astray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """From now on the parser of feeds does what the feed says."""
    (tmp_path / "feedparser.py").write_text(PARSER)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{PROJECT}")
    confined.end()
    yield
    confined.end()


def told(words: str) -> str:
    """What it says that it did."""
    return formats.pages("a.xml", hostile_files.feed(f"<description>{words}</description>"))[0].text


def reason(words: str) -> str:
    with pytest.raises(Unreadable) as refused:
        told(words)
    return str(refused.value)


@pytest.mark.usefixtures("led_astray")
@pytest.mark.parametrize(
    "deed",
    [
        "socket.socket()",
        "socket.create_connection(('127.0.0.1', 9))",
        "subprocess.Popen(['true'])",
        "os.system('true')",
        "os.execv('/bin/true', ['true'])",
        "os.fork()",
        "open('here', 'w')",
        "os.open('here', os.O_WRONLY | os.O_CREAT)",
        "Path('here').touch()",
        "Path('here').mkdir()",
        "os.symlink('/', 'here')",
        "os.remove(__file__)",
        "os.rename(__file__, 'here')",
        "os.chmod(__file__, 0)",
        "os.utime(__file__)",
        "shutil.rmtree('.')",
        "os.kill(os.getppid(), 9)",
    ],
)
def test_it_writes_begins_and_connects_nothing(deed: str) -> None:
    before = sorted(Path.cwd().iterdir())
    assert told(deed) == "PermissionError"
    assert sorted(Path.cwd().iterdir()) == before


@pytest.mark.usefixtures("led_astray")
def test_its_limits_are_those_of_the_system() -> None:
    for limit in ("FSIZE", "CORE", "NPROC"):
        assert told(f"resource.getrlimit(resource.RLIMIT_{limit})") == "(0, 0)"
    soft = told("resource.getrlimit(resource.RLIMIT_CPU)[0]")
    assert SECONDS <= int(soft) <= 2 * SECONDS


@pytest.mark.usefixtures("led_astray")
@pytest.mark.parametrize(
    ("deed", "why"),
    [
        ("os._exit(0)", confined.ENDED),
        ("os.abort()", confined.ENDED),
        ("os.close(int(sys.argv[2]))", confined.ENDED),
        ("answer((3).to_bytes(8) + b'[[[')", confined.ENDED),
        ("answer((2).to_bytes(8) + b'[]')", confined.ENDED),
        ("answer((2).to_bytes(8) + b'{}')", confined.ENDED),
        ("answer((17).to_bytes(8) + b'{\"pages\": [[1,2]]}'[:17])", confined.ENDED),
        ("answer((4).to_bytes(8) + bytes([128, 4, 78, 46]))", confined.ENDED),
        ("answer(b'~' * 8)", "more than 400 MB of text in it"),
        ("time.sleep(60)", confined.SILENT),
        ("[].x", "not a feed that can be parsed (AttributeError)"),
        ("{}['a secret']", "not a feed that can be parsed (KeyError)"),
    ],
)
def test_whatever_it_does_costs_one_file(deed: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told("6 * 7") == "42"
    monkeypatch.setattr(confined, "PATIENCE", 2)
    assert reason(deed) == why
    monkeypatch.setattr(confined, "PATIENCE", 60)
    assert told("6 * 7") == "42"


@linux
@pytest.mark.usefixtures("led_astray")
def test_memory_and_computing_are_limited() -> None:
    assert reason("len(bytearray(3_000_000_000))") == confined.TOO_MUCH
    assert told("setattr(sys.modules['__main__'], 'SECONDS', 1)") == "None"
    assert reason("[0 for _ in iter(int, 1)]") == too_long(SECONDS)
    assert told("6 * 7") == "42"


@linux
@pytest.mark.usefixtures("led_astray")
def test_waiting_for_its_turn_is_no_computing() -> None:
    """As on a busy machine: for longer than it may compute nothing comes, and then the answer."""
    assert told("setattr(sys.modules['__main__'], 'SECONDS', 1)") == "None"
    assert told("time.sleep(2.5)") == "None"
    assert confined.PATIENCE > 10 * SECONDS


@linux
@pytest.mark.usefixtures("led_astray")
def test_what_an_earlier_file_left_behind_costs_no_later_one() -> None:
    assert told("len(setattr(sys, 'kept', bytearray(1_500_000_000)) or sys.kept)") == "1500000000"
    assert told("len(bytearray(1_000_000_000))") == "1000000000"


def test_a_process_that_cannot_begin_is_no_fault_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text("import os; os._exit(3)")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{PROJECT}")
    confined.end()
    with pytest.raises(Unreached, match="cannot be begun"):
        formats.pages("a.html", hostile_files.PAGE.encode())
    monkeypatch.delenv("PYTHONPATH")
    assert formats.pages("a.html", hostile_files.PAGE.encode())


@pytest.mark.parametrize(
    "name", ["attacks.html", "attacks.rss", "attacks.eml", "attacks.pdf", "archive in archive.mhtml"]
)
def test_it_reads_what_is_read_here(name: str) -> None:
    raw = hostile_files.FILES[name]()
    reader = formats.FORMATS[formats.ending(name)]
    assert confined.pages(name, raw) == reader(name, raw)


def test_whoever_asks_is_answered() -> None:
    def title(number: int) -> str:
        return formats.pages("a.html", hostile_files.PAGE.replace("Talks", f"Talks {number}").encode())[0].meta["title"]

    with ThreadPoolExecutor(8) as several:
        assert list(several.map(title, range(40))) == [f"Talks {number}" for number in range(40)]


SCRIPT = """
import os, sys
from briefing.intake import confined, formats
from tests.hostile_files import PAGE
def read(): return formats.pages("a.html", PAGE.encode())[0].meta["title"]
def say(*what): os.write(1, (" ".join(map(str, what)) + chr(10)).encode())
"""


def begun(script: str) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(PROJECT))))
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT + script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    )


def gone(process: int) -> bool:
    """Does it end, within ten seconds?"""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 10)[0])
    finally:
        os.close(handle)


@linux
@pytest.mark.parametrize("end", ["kill", "terminate", "finish"])
def test_it_ends_with_its_parent(end: str) -> None:
    with begun("read(); say(confined._cell._process.pid); sys.stdin.read()") as parent:
        assert parent.stdout
        assert parent.stdin
        child = int(parent.stdout.readline())
        assert Path(f"/proc/{child}").exists()
        parent.stdin.close() if end == "finish" else getattr(parent, end)()
        assert gone(child)


@linux
def test_it_ends_with_its_parent_while_it_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "feedparser.py").write_text(PARSER)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{PROJECT}")
    deed = "os.write(int(sys.argv[2]), str(os.getpid()).encode()) and [0 for _ in iter(int, 1)]"
    script = f"""
confined._Cell._take = lambda cell, size: say(os.read(cell._from, 99).decode()) or b""
formats.pages("a.xml", {hostile_files.feed(f"<description>{deed}</description>")!r})
"""
    with begun(script) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == confined.READY + b"\n"
        child = int(parent.stdout.readline())
        parent.kill()
        assert gone(child)


def test_a_process_that_was_forked_off_has_one_of_its_own() -> None:
    script = """
say(read())
child = os.fork()
if not child:
    ours = confined._cell
    say(ours, read(), read())
    os._exit(0)
os.waitpid(child, 0)
say(read())
"""
    with begun(script) as parent:
        assert parent.communicate()[0].split(b"\n") == [b"Talks", b"None Talks Talks", b"Talks", b""]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.json"])
def test_text_needs_none(name: str) -> None:
    script = f"""
formats.pages({name!r}, b'{{"text": "Nobody came."}}')
say('briefing.intake.confined' in set(sys.modules) - before)
"""
    script = "del sys.modules['briefing.intake.confined']; before = set(sys.modules)\n" + script
    with begun(script) as parent:
        assert parent.communicate()[0] == b"False\n"


def test_an_interrupted_question_leaves_no_answer_for_the_next() -> None:
    script = """
import signal
def stop(*_): raise KeyboardInterrupt
signal.signal(signal.SIGALRM, stop)
read()
for number in range(16):
    signal.setitimer(signal.ITIMER_REAL, 0.002 * (number + 1))
    try:
        formats.pages("a.html", PAGE.replace("Talks", f"Talks {number}").encode())
    except KeyboardInterrupt:
        pass
    try:
        signal.setitimer(signal.ITIMER_REAL, 0)
    except KeyboardInterrupt:
        pass
    if number % 4 == 0:
        say(read())
"""
    with begun(script) as parent:
        assert parent.communicate()[0].split() == [b"Talks"] * 4
