"""The reader in a browser: who is let in, what passes between page and reader, and that nothing is left behind."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType, WSServerHandshakeError, web

from briefing.cli import main
from briefing.serving import gate, session, site
from briefing.serving.gate import Gate
from briefing.serving.session import Command
from briefing.serving.site import Site
from tests import chromium
from tests.conftest import PROJECT, SAMPLE

PATIENCE = 30
HERE = "127.0.0.1"
TITLE = b"Egyptian and LNA Chiefs"


@dataclass(frozen=True)
class Served:
    """A running `briefing serve`."""

    process: subprocess.Popen[str]
    address: str

    @property
    def root(self) -> str:
        return self.address.partition("/?")[0]

    @property
    def token(self) -> str:
        return self.address.partition("token=")[2]

    @property
    def cookie(self) -> dict[str, str]:
        return {f"briefing-{self.root.rpartition(':')[2]}": self.token}

    @property
    def readers(self) -> list[str]:
        """The processes that it began and that still run."""
        listed = subprocess.run(["ps", "-A", "-o", "ppid=,pid=,stat="], capture_output=True, text=True, check=True)
        rows = (line.split() for line in listed.stdout.splitlines())
        return [pid for parent, pid, state, *_ in rows if parent == str(self.process.pid) and state[0] != "Z"]


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HERE, 0))
        return int(asked.getsockname()[1])


@contextmanager
def serving(folder: Path, *words: str) -> Iterator[Served]:
    """The sample corpus, served from a folder of its own."""
    if not (folder / "corpus").exists():
        shutil.copytree(SAMPLE, folder / "corpus")
    own = {f"BRIEFING_{name}": str(folder / name.lower()) for name in ("STATE", "CACHE", "CONFIG")}
    process = subprocess.Popen(
        [sys.executable, "-m", "briefing", "serve", str(folder / "corpus"), "--port", str(free_port()), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={key: value for key, value in os.environ.items() if key != "NO_COLOR"} | own | {"PYTHONPATH": str(PROJECT)},
    )
    try:
        assert process.stdout
        yield Served(process, process.stdout.readline().strip())
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served")) as found:
        yield found


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.02)


@asynccontextmanager
async def opened(served: Served) -> AsyncIterator[ClientWebSocketResponse]:
    """The web socket of a page with the cookie."""
    async with (
        ClientSession(cookies=served.cookie) as client,
        client.ws_connect(f"{served.root}/ws?width=100&height=30", headers={"Origin": served.root}) as connected,
    ):
        yield connected


async def painted(connected: ClientWebSocketResponse, text: bytes) -> bytes:
    """What was painted until this was; without the commands of the terminal."""
    raw = b""
    async with asyncio.timeout(PATIENCE):
        while text not in (seen := re.sub(rb"\x1b\[[^A-Za-z]*[A-Za-z]", b"", raw)):
            raw += await connected.receive_bytes()
    return seen


# Who is let in

VISITS = {
    "without the token": ("/", {}, False, 403),
    "with another token": ("/?token=guessed", {}, False, 403),
    "with another token than a page has": ("/?token=guessed", {}, True, 403),
    "with a token that is no text": ("/?token=%ff%00", {}, False, 403),
    "a page that knows it": ("/", {}, True, 200),
    "by the other name": ("/", {"Host": "localhost:PORT"}, True, 200),
    "by a name made to lead here": ("/", {"Host": "news.example:PORT"}, True, 403),
    "by another port": ("/", {"Host": "127.0.0.1:1"}, True, 403),
    "by no name": ("/", {"Host": ""}, True, 403),
    "by nonsense": ("/", {"Host": "[::1"}, True, 403),
    "a script without the token": ("/static/textual.js", {}, False, 403),
    "a script": ("/static/textual.js", {}, True, 200),
    "a list of scripts": ("/static/", {}, True, 404),
    "a file of ours": ("/static/..%2Findex.html", {}, True, 404),
    "a download": ("/download/x", {}, True, 404),
    "a download without the token": ("/download/x", {}, False, 403),
    "no web socket": ("/ws", {"Origin": "ROOT"}, True, 400),
}


@pytest.mark.parametrize("visit", VISITS)
async def test_who_is_let_in(served: Served, visit: str) -> None:
    path, headers, known, status = VISITS[visit]
    port = served.root.rpartition(":")[2]
    headers = {name: value.replace("PORT", port).replace("ROOT", served.root) for name, value in headers.items()}
    if known:
        headers["Cookie"] = f"briefing-{port}={served.token}"
    async with ClientSession() as client, client.get(served.root + path, headers=headers) as answer:
        assert answer.status == status
        assert served.token not in await answer.text()
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'; script-src 'self'" in policy
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_the_token_leaves_the_address_for_a_cookie(served: Served) -> None:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as client:
        async with client.get(served.address, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/")
            said = answer.headers["Set-Cookie"]
            assert served.token in said
            assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(said.split("; "))
        async with client.get(served.address) as answer:
            assert (answer.status, str(answer.url)) == (200, f"{served.root}/")
        async with client.post(f"{served.root}/") as answer:
            assert answer.status == 405


@pytest.mark.parametrize(
    ("origin", "known"), [(None, True), ("http://news.example", True), ("null", True), ("ROOT", False)]
)
async def test_a_web_socket_of_another_page_is_refused(served: Served, origin: str | None, known: bool) -> None:
    headers = {"Origin": origin.replace("ROOT", served.root)} if origin else {}
    async with ClientSession(cookies=served.cookie if known else {}) as client:
        with pytest.raises(WSServerHandshakeError) as refused:
            await client.ws_connect(f"{served.root}/ws", headers=headers)
        assert refused.value.status == 403
    assert served.readers == []


def test_the_page_takes_nothing_from_elsewhere() -> None:
    files = sorted(site.PAGE.iterdir())
    assert {file.name for file in files} >= {"index.html", "page.css", "page.js"}
    for file in files:
        loaded = re.findall(r"(?:src|href)=\"([^\"]+)\"|url\(([^)]+)\)|@import (\S+)", file.read_text("utf-8"))
        assert all(
            any(address).__bool__() and "".join(address).startswith(("/static/", "data:,")) for address in loaded
        )


@pytest.mark.parametrize(
    ("host", "local", "header", "ours"),
    [
        ("0.0.0.0", "10.1.2.3", "10.1.2.3:8000", True),
        ("0.0.0.0", "10.1.2.3", "localhost:8000", False),
        ("0.0.0.0", "10.1.2.3", "desk.example:8000", False),
        ("desk.example", "10.1.2.3", "Desk.example:8000", True),
        ("::1", "::1", "[::1]:8000", True),
        ("::1", "::1", "localhost:8000", True),
    ],
)
def test_by_which_names_we_are_known(host: str, local: str, header: str, ours: bool) -> None:
    assert Gate(host, 8000, "x").is_ours(header, local) is ours


def test_the_usual_port_need_not_be_named() -> None:
    assert Gate(HERE, 80, "x").is_ours(HERE, HERE)
    assert not Gate(HERE, 8000, "x").is_ours(HERE, HERE)


@pytest.mark.parametrize(
    ("host", "shown"),
    [(HERE, HERE), ("::1", "[::1]"), ("0.0.0.0", HERE), ("::", "[::1]"), ("localhost", "localhost")],
)
def test_the_address_that_is_shown(host: str, shown: str) -> None:
    assert Gate(host, 81, "x").address == f"http://{shown}:81/?token=x"


# A page and its reader


async def test_a_page_lists_searches_and_leaves_nothing_behind(served: Served) -> None:
    async with opened(served) as connected:
        await painted(connected, TITLE)
        assert len(served.readers) == 1
        await connected.send_json(["resize", {"width": 90, "height": 20}])
        await connected.send_json(["focus"])
        await connected.send_json(["stdin", "/haftar"])
        await painted(connected, b"7 articles")
        await connected.send_json(["ping", "12"])
        async with asyncio.timeout(PATIENCE):
            while (message := await connected.receive()).type is not WSMsgType.TEXT:
                pass
        assert json.loads(message.data) == ["pong", "12"]
    await until(lambda: not served.readers)


async def test_leaving_the_reader_closes_its_page(served: Served) -> None:
    async with opened(served) as connected:
        await painted(connected, TITLE)
        await connected.send_json(["stdin", "q"])
        async with asyncio.timeout(PATIENCE):
            while (message := await connected.receive()).type is WSMsgType.BINARY:
                pass
        assert message.type is WSMsgType.CLOSE
    await until(lambda: not served.readers)


@pytest.mark.parametrize(
    ("ending", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)]
)
async def test_the_end_of_the_server_is_the_end_of_its_readers(
    tmp_path: Path, ending: signal.Signals, code: int
) -> None:
    with serving(tmp_path) as served:
        async with opened(served) as connected:
            await painted(connected, TITLE)
            (reader,) = served.readers
            served.process.send_signal(ending)
            out, err = await asyncio.to_thread(served.process.communicate, timeout=PATIENCE)
            assert served.process.returncode == code
            await until(lambda: not _runs(reader))
        assert "Traceback" not in out + err
        assert served.token not in out + err


def _runs(pid: str) -> bool:
    listed = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True)
    return listed.stdout.strip()[:1] not in ("", "Z")


# What a page may send and a reader may ask for

PAINTS = "printf '__GANGLION__\\n'; cat > /dev/null"
ASKS = """
import sys
sys.stdout.buffer.write(b"__GANGLION__\\n")
for said in sys.argv[1:]:
    sys.stdout.buffer.write(b"M" + len(said).to_bytes(4, "big") + said.encode())
sys.stdout.buffer.flush()
sys.stdin.read()
"""


@asynccontextmanager
async def standing(*words: str, told: list[str] | None = None) -> AsyncIterator[Callable[[], Any]]:
    """A site in this process over any program; gives what opens a page."""
    port = free_port()
    made = Site(Command(words, {}), Gate(HERE, port, "x"), (told if told is not None else []).append)
    runner = web.AppRunner(made.app(), access_log=None, shutdown_timeout=PATIENCE)
    await runner.setup()
    await web.TCPSite(runner, HERE, port).start()
    root = f"http://{HERE}:{port}"
    async with ClientSession(cookies={f"briefing-{port}": "x"}) as client:
        try:
            yield lambda: client.ws_connect(f"{root}/ws", headers={"Origin": root})
        finally:
            await runner.cleanup()


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("no JSON", 1008),
        ("[" * 60_000, 1008),
        ("{}", 1008),
        ("[]", 1008),
        ('["stdin", 5]', 1008),
        ('["resize", {"width": "wide"}]', 1008),
        ('["quit"]', 1008),
        (b"\x00", 1008),
        ('["stdin", "' + "x" * 70_000 + '"]', 1009),
    ],
)
async def test_nonsense_closes_the_page(sent: str | bytes, code: int) -> None:
    async with standing("sh", "-c", PAINTS) as page, page() as connected:
        await (connected.send_bytes(sent) if isinstance(sent, bytes) else connected.send_str(sent))
        await connected.receive()
        assert connected.close_code == code


async def test_only_so_many_pages_at_a_time() -> None:
    async with standing("sh", "-c", PAINTS) as page:
        pages = [await page() for _ in range(site.MOST_SESSIONS)]
        with pytest.raises(WSServerHandshakeError) as refused:
            await page()
        assert refused.value.status == 503
        await pages.pop().close()
        async with asyncio.timeout(PATIENCE):
            while len(pages) < site.MOST_SESSIONS:
                with suppress(WSServerHandshakeError):
                    pages.append(await page())
        for opened in pages:
            await opened.close()


async def test_a_reader_opens_addresses_of_the_web_and_sends_no_files() -> None:
    wishes = [
        {"type": "deliver_file_start", "key": "k", "path": "/etc/passwd", "open_method": "browser"},
        {"type": "open_url", "url": "javascript:alert(1)", "new_tab": False},
        {"type": "open_url", "url": "file:///etc/passwd", "new_tab": True},
        {"type": "open_url", "url": "https://news.example/1", "new_tab": False},
    ]
    async with standing(sys.executable, "-c", ASKS, *map(json.dumps, wishes)) as page, page() as connected:
        said = await connected.receive_json(timeout=PATIENCE)
        assert said == ["open_url", {"url": "https://news.example/1", "new_tab": True}]


async def test_why_a_reader_could_not_begin_is_told_where_it_was_begun() -> None:
    told: list[str] = []
    async with standing("sh", "-c", "echo first >&2; echo 'the folder is gone' >&2; exit 2", told=told) as page:
        async with page() as connected:
            assert (await connected.receive(timeout=PATIENCE)).type is WSMsgType.CLOSE
        assert told == ["the folder is gone"]


async def test_a_reader_that_will_not_end_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(session, "PATIENCE", 0.1)
    stubborn = f"trap '' TERM HUP; echo $$ > {tmp_path}/pid; printf '__GANGLION__\\n'; while :; do sleep 1; done"
    async with standing("sh", "-c", stubborn) as page:
        async with page():
            await until((tmp_path / "pid").exists)
            await until((tmp_path / "pid").read_text)
        await until(lambda: not _runs((tmp_path / "pid").read_text().strip()))


# What is said where it cannot be


def test_a_port_that_is_taken(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        taken.listen()
        assert main(["serve", str(sample), "--port", str(taken.getsockname()[1])]) == 1
    assert "--port takes another" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--host", "no.such.host.invalid"], "no.such.host.invalid is no address of this machine."),
        (["--port", "70000"], "port 70000"),
    ],
)
def test_an_address_that_cannot_be(
    sample: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert main(["serve", "--corpus", str(sample), *words]) == 1
    assert sentence in capsys.readouterr().err


def test_others_who_can_reach_it_are_warned_of(tmp_path: Path) -> None:
    with serving(tmp_path, "--host", "0.0.0.0") as found:
        assert found.root.startswith(f"http://{HERE}:")
        found.process.send_signal(signal.SIGTERM)
        assert "WARNING: 0.0.0.0 can be reached by others." in found.process.communicate()[1]
    assert gate.loopback("127.0.0.2")
    assert not gate.loopback("desk.example")


def test_what_is_no_http_is_refused_without_a_word(tmp_path: Path) -> None:
    with serving(tmp_path) as found:
        host, _, port = found.root.removeprefix("http://").rstrip("/").partition(":")
        with socket.create_connection((host, int(port))) as visitor:
            visitor.sendall(b"\x16\x03\x01 no HTTP\r\n\r\n")
            assert b"400" in visitor.recv(4096)
        found.process.send_signal(signal.SIGTERM)
        assert "Traceback" not in found.process.communicate()[1]


def test_the_extra_that_it_needs(
    sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("briefing.serving")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    assert main(["serve", str(sample)]) == 1
    assert "install `briefing-reader[web]`" in capsys.readouterr().err


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--corpus", str(tmp_path / "gone")]) == 2
    assert "gone" in capsys.readouterr().err


# In a browser


@pytest.mark.skipif(not chromium.found(), reason="no Chromium is installed")
async def test_in_chromium(served: Served, tmp_path: Path) -> None:
    program = chromium.found()
    assert program
    async with chromium.page(program, tmp_path) as tab:
        await tab.go(f"{served.root}/?token=guessed")
        await until_true(tab, "document.body?.innerText.startsWith('403')")
        await tab.go(served.address)
        await tab.until("Egyptian and LNA Chiefs")
        assert await tab.value("location.href + document.cookie") == f"{served.root}/"
        await tab.type("/haftar")
        await tab.until("7 articles")
        await tab.press("Enter", 13)
        await tab.until("7 of 16")
        await tab.until("⏎ open")
        await tab.press("Enter", 13)
        rows = await tab.until("When the Chief of Staff")
        await click_on(tab, rows, "https://longshore")
        await tab.press("End", 35)
        await tab.until("· 100 %")
        assert await tab.value("window.opened") == []
        assert (await tab.picture()).startswith(b"\x89PNG")
        await tab.type("qqq")
        await until_true(tab, "document.body.classList.contains('-closed')")
    await until(lambda: not served.readers)


async def until_true(tab: chromium.Page, expression: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await tab.value(expression):
            await asyncio.sleep(0.05)


async def click_on(tab: chromium.Page, rows: list[str], text: str) -> None:
    """In the middle of a text that the terminal shows."""
    row = next(y for y, line in enumerate(rows) if text in line)
    column = rows[row].index(text) + len(text) // 2
    width, height = await tab.value("[innerWidth, innerHeight]")
    columns = await tab.value("window.terminal.cols")
    await tab.click((column + 0.5) * width / columns, (row + 0.5) * height / len(rows))
