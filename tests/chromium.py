"""A page in headless Chromium, driven through its DevTools: opened, looked at, typed into."""

from __future__ import annotations

import asyncio
import base64
import itertools
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 60
CATCH = """
Object.defineProperty(Object.prototype, "_core", {configurable: true, set(value) {
  Object.defineProperty(this, "_core", {value, writable: true, configurable: true});
  if (!window.terminal) window.terminal = this;
}});
window.opened = [];
window.open = (address) => { window.opened.push(String(address)); return null; };
"""
"""Keeps the terminal that the page's script makes to itself, and which windows it opens."""
ROWS = """
(() => {
  const shown = window.terminal?.buffer?.active;
  return shown ? Array.from({length: window.terminal.rows}, (_, y) => shown.getLine(y)?.translateToString() ?? "") : [];
})()
"""


def found() -> str | None:
    """Where Chromium is, if it is anywhere."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Page:
    """One tab."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    async def call(self, method: str, **given: object) -> dict[str, Any]:
        """One command of the DevTools protocol."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": given})
        while True:
            said = await self._socket.receive_json()
            if said.get("id") == number:
                assert "error" not in said, said
                result: dict[str, Any] = said["result"]
                return result

    async def value(self, expression: str) -> Any:
        """What a piece of script gives."""
        return (await self.call("Runtime.evaluate", expression=expression, returnByValue=True))["result"].get("value")

    async def go(self, address: str) -> None:
        await self.call("Page.enable")
        await self.call("Page.addScriptToEvaluateOnNewDocument", source=CATCH)
        await self.call("Page.navigate", url=address)

    async def rows(self) -> list[str]:
        """Every line of the terminal."""
        found: list[str] = await self.value(ROWS)
        return found

    async def until(self, text: str) -> list[str]:
        """Wait until the terminal shows this."""
        async with asyncio.timeout(PATIENCE):
            while not any(text in row for row in await self.rows()):
                await asyncio.sleep(0.05)
        return await self.rows()

    async def type(self, text: str) -> None:
        await self.call("Input.insertText", text=text)

    async def press(self, key: str, code: int) -> None:
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if kind == "keyDown" and key == "Enter" else {}
            await self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)

    async def click(self, x: float, y: float) -> None:
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = "none" if kind == "mouseMoved" else "left"
            await self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button=button, clickCount=1)

    async def picture(self) -> bytes:
        return base64.b64decode((await self.call("Page.captureScreenshot", format="png"))["data"])


@asynccontextmanager
async def page(program: str, profile: Path) -> AsyncIterator[Page]:
    """A tab in a browser of its own, with a profile in this folder."""
    browser = await asyncio.create_subprocess_exec(
        program,
        *"--headless=new --no-sandbox --disable-gpu --enable-unsafe-swiftshader --disable-dev-shm-usage".split(),
        *"--no-first-run --disable-extensions --window-size=1000,640 --remote-debugging-port=0".split(),
        f"--user-data-dir={profile}",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        port = await _port(profile / "DevToolsActivePort")
        async with (
            ClientSession() as client,
            client.put(f"http://127.0.0.1:{port}/json/new?about:blank") as answer,
            client.ws_connect((await answer.json())["webSocketDebuggerUrl"], max_msg_size=0) as socket,
        ):
            yield Page(socket)
    finally:
        browser.terminate()
        await browser.wait()


async def _port(file: Path) -> str:
    async with asyncio.timeout(PATIENCE):
        while not file.exists() or not file.read_text():
            await asyncio.sleep(0.02)
    return file.read_text().splitlines()[0]
