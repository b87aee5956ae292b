"""The site: a page, what it is made of, and the web socket of its reader; nothing without the token."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import signal
import socket as sockets
from collections.abc import Awaitable, Callable
from pathlib import Path

import textual_serve
from aiohttp import WSCloseCode, WSMsgType, web
from aiohttp.http_exceptions import HttpProcessingError

from briefing.serving.gate import Gate, is_own_page, loopback
from briefing.serving.session import PATIENCE, Command, Session, bounded

MOST_SESSIONS = 8
LARGEST_MESSAGE = 65_536
"""Bytes: a paste, or a key."""
HEARTBEAT = 15.0
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SHELL = 128
"""A process that a signal ended has this and the signal's number as its exit code."""
PAGE = Path(__file__).parent / "page"
TERMINAL = Path(textual_serve.__file__).parent / "static"
FILES = {
    "page.css": PAGE / "page.css",
    "page.js": PAGE / "page.js",
    "xterm.css": TERMINAL / "css" / "xterm.css",
    "textual.js": TERMINAL / "js" / "textual.js",
}
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self' {socket}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), clipboard-read=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Server": "briefing",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""The terminal in JavaScript writes its own styles, hence the inline ones."""

Say = Callable[[str], None]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ServeError(Exception):
    """The site cannot be opened; the message is a sentence for people."""


def serve(command: Command, host: str, port: int, *, show: Say, say: Say) -> int:
    """Show readers until a signal comes; the exit code. ServeError where that cannot even begin."""
    return asyncio.run(_until_ended(Site(command, Gate(host, port, secrets.token_urlsafe()), say), show, say))


async def _until_ended(site: Site, show: Say, say: Say) -> int:
    gate, loop = site.gate, asyncio.get_running_loop()
    ended: asyncio.Future[int] = loop.create_future()
    for ending in ENDINGS:
        loop.add_signal_handler(ending, _end, ended, ending)
    logging.getLogger("aiohttp.server").addFilter(_is_our_fault)
    runner = web.AppRunner(site.app(), access_log=None, handle_signals=False, shutdown_timeout=2 * PATIENCE)
    await runner.setup()
    try:
        await _listen(runner, gate)
        if not loopback(gate.host):
            say(
                f"WARNING: {gate.host} can be reached by others. Whoever has the address with its token reads your"
                " articles and notes and can change them, and nothing on the way is encrypted."
            )
        show(gate.address)
        say("The reader is at this address, for whoever has it. Ctrl+C ends it.")
        return SHELL + await ended
    finally:
        await runner.cleanup()


def _is_our_fault(record: logging.LogRecord) -> bool:
    """What is no HTTP is refused, and nothing to tell."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def _end(ended: asyncio.Future[int], ending: signal.Signals) -> None:
    if not ended.done():
        ended.set_result(ending)


async def _listen(runner: web.AppRunner, gate: Gate) -> None:
    try:
        await web.TCPSite(runner, gate.host, gate.port).start()
    except sockets.gaierror:
        raise ServeError(f"{gate.host} is no address of this machine.") from None
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ServeError(f"port {gate.port} of {gate.host} cannot be had: {reason}. --port takes another.") from None


class Site:
    """What is behind the gate."""

    def __init__(self, command: Command, gate: Gate, say: Say) -> None:
        self.gate = gate
        self._command, self._say = command, say
        self._open = set[web.WebSocketResponse]()

    def app(self) -> web.Application:
        """The site as aiohttp has it."""
        app = web.Application(middlewares=[self._guarded])
        app.add_routes(
            [
                web.get("/", self._page, allow_head=False),
                web.get("/static/{name}", self._file, allow_head=False),
                web.get("/ws", self._socket, allow_head=False),
            ]
        )
        app.on_response_prepare.append(_with_headers)
        app.on_shutdown.append(self._close)
        return app

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """By a name of ours and with the token, or not at all."""
        local = request.transport.get_extra_info("sockname")[0] if request.transport else ""
        if not self.gate.is_ours(request.headers.get("Host"), local):
            return _refusal("This is not the address at which briefing serves.")
        if (given := request.query.get("token")) is not None and request.path == "/" and self.gate.opens(given):
            return self._let_in()
        if given is not None or not self.gate.opens(request.cookies.get(self.gate.cookie)):
            return _refusal("Open the whole address that `briefing serve` printed, with its token.")
        return await handler(request)

    def _let_in(self) -> web.Response:
        """The token goes from the address into a cookie that no script and no other site can use."""
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(self.gate.cookie, self.gate.token, httponly=True, samesite="Strict", path="/")
        return response

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = FILES.get(request.match_info["name"])
        return web.FileResponse(file) if file else _refusal("There is no such thing here.", 404)

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if not is_own_page(request.headers.get("Origin"), request.host):
            return _refusal("Only the page of briefing itself may do this.")
        if len(self._open) >= MOST_SESSIONS:
            return _refusal(f"{MOST_SESSIONS} pages are open already.", 503)
        socket = web.WebSocketResponse(
            timeout=PATIENCE, heartbeat=HEARTBEAT, max_msg_size=LARGEST_MESSAGE, compress=False
        )
        self._open.add(socket)
        try:
            await socket.prepare(request)
            await self._converse(socket, _cells(request, "width", 80), _cells(request, "height", 24))
        finally:
            self._open.discard(socket)
        return socket

    async def _converse(self, socket: web.WebSocketResponse, width: int, height: int) -> None:
        """Start a reader, and bring it what its page says until one of them is gone."""
        session = Session(self._command, socket, self._say)
        try:
            await session.start(width, height)
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    raise ValueError("not a message of our page")
                await session.hear(message.data)
        except (ValueError, RecursionError):
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
        finally:
            with contextlib.suppress(TimeoutError):
                await session.stop()

    async def _close(self, app: web.Application) -> None:
        await asyncio.gather(*(socket.close(code=WSCloseCode.GOING_AWAY) for socket in tuple(self._open)))


async def _with_headers(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers[name] = value.replace("{socket}", f"ws://{request.host}")


def _refusal(sentence: str, status: int = 403) -> web.Response:
    return web.Response(status=status, text=f"{status}: {sentence}\n")


def _cells(request: web.Request, name: str, usual: int) -> int:
    given = request.query.get(name, "")
    return bounded(int(given)) if given.isascii() and given.isdecimal() and len(given) < len("10000") else usual
