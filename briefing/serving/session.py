"""One page and the reader behind it: a process of its own that ends with the page."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shlex
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

BEGUN = b"__GANGLION__\n"
"""What Textual says before the first packet."""
PATIENCE = 2.0
"""Seconds that a reader has to end by itself."""
LAST_WORDS = 4096
MOST_CELLS = 1_000


@dataclass(frozen=True, slots=True)
class Command:
    """How the reader is run, and what its environment has beyond ours."""

    words: Sequence[str]
    environment: Mapping[str, str]


class Session(AppService):
    """A reader, painted into a web socket. It can open an address there; nothing can be downloaded."""

    def __init__(self, command: Command, socket: web.WebSocketResponse, complain: Callable[[str], None]) -> None:
        super().__init__(
            shlex.join(command.words),
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=self._leave,
            download_manager=DownloadManager(),
        )
        self._how, self._socket, self._complain = command, socket, complain

    async def _leave(self) -> None:
        await self._socket.close()

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return super()._build_environment(width, height) | dict(self._how.environment)

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Without a shell, and out of reach of the terminal's own signals."""
        self._process = await asyncio.create_subprocess_exec(
            *self._how.words,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
            start_new_session=True,
        )
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        """Hand over what the reader paints until it has ended, and close its page then."""
        assert self._process
        assert self._process.stdout
        assert self._process.stderr
        output = self._process.stdout
        last_words = asyncio.create_task(_end_of(self._process.stderr))
        with contextlib.suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await output.readuntil(BEGUN)
            while True:
                kind = await output.readexactly(1)
                payload = await output.readexactly(int.from_bytes(await output.readexactly(4), "big"))
                with contextlib.suppress(ConnectionError):
                    await self._hand_over(kind, payload)
        if await self._process.wait() > 0 and (said := await last_words):
            self._complain(said)
        await last_words
        await self._leave()

    async def _hand_over(self, kind: bytes, payload: bytes) -> None:
        if kind == b"D":
            await self.on_data(payload)
        elif kind == b"M":
            await self.on_meta(payload)

    async def on_meta(self, data: bytes) -> None:
        """The user asked for an address to be opened; all else the reader does by itself."""
        said = json.loads(data)
        if said["type"] == "open_url" and str(said["url"]).lower().startswith(("http://", "https://")):
            await self.remote_write_str(json.dumps(["open_url", {"url": said["url"], "new_tab": True}]))

    async def hear(self, text: str) -> None:
        """Do what the page says; ValueError where that makes no sense."""
        said = json.loads(text)
        match said:
            case ["stdin", str(keys)]:
                await self.send_bytes(keys.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await self.set_terminal_size(bounded(width), bounded(height))
            case ["ping", str(when)]:
                await self._socket.send_json(["pong", when])
            case ["blur"]:
                await self.blur()
            case ["focus"]:
                await self.focus()
            case _:
                raise ValueError("not a message of our page")

    async def stop(self) -> None:
        """End the reader: in order, else by force."""
        task, self._task = self._task, None
        if task is None or self._process is None:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self.send_meta({"type": "quit"})
                self.stdin.close()
                await self._process.wait()
        finally:
            with contextlib.suppress(ProcessLookupError):
                if self._process.returncode is None:
                    os.killpg(self._process.pid, signal.SIGKILL)
            await task


def bounded(cells: int) -> int:
    """A width or height that a terminal may have."""
    return max(1, min(cells, MOST_CELLS))


async def _end_of(stream: asyncio.StreamReader) -> str:
    """The last line that a process wrote."""
    end = b""
    while piece := await stream.read(LAST_WORDS):
        end = (end + piece)[-LAST_WORDS:]
    lines = end.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
