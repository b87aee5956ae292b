"""A process beside this one, in which other people's parsers read what strangers have written.

One for each process of ours, begun when it is first needed and kept; what it answers is data, and never trusted:
JSON of a known shape, cleaned by whoever asked. What confines it is in `cell`.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
from typing import Any

from briefing.article import Page
from briefing.bounded import SECONDS, too_long
from briefing.files import Unreached, Unreadable

PATIENCE = 600
"""Seconds on the clock without an answer. The system ends whatever computes for SECONDS, however long it waits for its
turn on a busy machine; this is for what neither computes nor answers."""
MEMORY = 2_000_000_000
"""Bytes that it may ask for."""
LARGEST_ANSWER = 400_000_000
"""Bytes."""
TOO_MUCH = f"needs more than {MEMORY // 1_000_000_000} GB of memory to read"
ENDED = "reading it ended the process"
SILENT = "reading it came to no end"
_SIZE = 8
_PIECE = 1_000_000
READY = b"+"


class _Ended(Exception):
    """The process is no more."""


class _Cell:
    """The process, and the two pipes to it."""

    def __init__(self) -> None:
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()
        command = [sys.executable, "-P", "-m", "briefing.intake.cell", str(theirs_in), str(theirs_out)]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs_in, theirs_out),
            )
        except BaseException:
            self._close()
            raise
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        os.set_blocking(self._to, False)
        self.used = False
        self._left = PATIENCE
        try:
            self._take(len(READY))
        except BaseException:
            self.kill()
            raise

    def ask(self, path: str, raw: bytes) -> bytes:
        """What it answers; Unreadable where that takes too long, _Ended where none comes."""
        name = path.encode("utf-8", "surrogateescape")
        self._left, self.used = PATIENCE, True
        for part in (len(name).to_bytes(_SIZE), len(raw).to_bytes(_SIZE), name, raw):
            self._send(memoryview(part))
        size = int.from_bytes(self._take(_SIZE))
        if size > LARGEST_ANSWER:
            raise Unreadable(f"more than {LARGEST_ANSWER // 1_000_000} MB of text in it")
        return self._take(size)

    def _send(self, part: memoryview) -> None:
        while part:
            self._wait(self._to, select.POLLOUT)
            try:
                part = part[os.write(self._to, part[:_PIECE]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError as error:
                raise _Ended from error

    def _take(self, size: int) -> bytes:
        taken = bytearray()
        while len(taken) < size:
            self._wait(self._from, select.POLLIN)
            if not (piece := os.read(self._from, min(size - len(taken), _PIECE))):
                raise _Ended
            taken += piece
        return bytes(taken)

    def _wait(self, pipe: int, event: int) -> None:
        """Until the pipe is ready. Seconds are counted one by one: those for which all of us were stopped are none."""
        poll = select.poll()
        poll.register(pipe, event)
        while not poll.poll(1000):
            self._left -= 1
            if self._left <= 0:
                raise Unreadable(SILENT)

    def end(self) -> str:
        """End it, if it has not ended; the reason for which a file is left whose reading it did not survive."""
        self._close()
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        return too_long(SECONDS) if code == -signal.SIGXCPU else ENDED

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._close()
        self._process.wait()

    def leave(self) -> None:
        """Forget it: it is another process' own."""
        self._close()
        self._process.returncode = 0

    def _close(self) -> None:
        for pipe in (self._to, self._from):
            with contextlib.suppress(OSError):
                os.close(pipe)


_cell: _Cell | None = None
_lock = threading.Lock()
_computed = 0.0


def computed() -> float:
    """Seconds of computing that all files took so far, as the process tells; SECONDS for each that took too long."""
    return _computed


def _count(seconds: object) -> None:
    global _computed
    if isinstance(seconds, float) and 0 <= seconds <= SECONDS:
        _computed += seconds


def pages(path: str, raw: bytes) -> list[Page]:
    """The pages of a file, not cleaned yet; Unreadable with the reason. One file at a time, whoever asks.

    What a process is too full for, or ends, is read again in one that has read nothing else.
    """
    with _lock:
        used = _begun().used
        try:
            return _pages(_understood(_answer(path, raw)), path)
        except Unreadable as error:
            if str(error) == too_long(SECONDS):
                _count(float(SECONDS))
            if not used or str(error) not in (TOO_MUCH, ENDED):
                raise
        end()
        return _pages(_understood(_answer(path, raw)), path)


def _begun() -> _Cell:
    global _cell
    if _cell is None:
        try:
            _cell = _Cell()
        except (OSError, _Ended) as error:
            why = f": {error.strerror}" if isinstance(error, OSError) else ""
            raise Unreached(f"the process that reads such files cannot be begun{why}") from error
    return _cell


def _answer(path: str, raw: bytes) -> bytes:
    global _cell
    cell, whole = _begun(), False
    try:
        answer = cell.ask(path, raw)
        whole = True
    except _Ended:
        _cell = None
        raise Unreadable(cell.end()) from None
    finally:
        if not whole and _cell:
            end()
    return answer


def _understood(answer: bytes) -> dict[str, Any]:
    try:
        told = json.loads(answer.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise _nonsense() from error
    if not isinstance(told, dict):
        raise _nonsense()
    _count(told.get("seconds"))
    if isinstance(reason := told.get("unreadable"), str):
        raise Unreadable(reason)
    if isinstance(package := told.get("missing"), str):
        raise ImportError(package)
    return told


def _pages(told: dict[str, Any], path: str) -> list[Page]:
    """As pages of this very file, whatever else is said."""
    try:
        return [
            Page(
                path=path,
                text=_words(one["text"]),
                entry=None if one["entry"] is None else _words(one["entry"]),
                meta={_words(key): _words(value) for key, value in one["meta"].items()},
                encoding=_words(one["encoding"]),
                remarks=tuple(_words(remark) for remark in one["remarks"]),
            )
            for one in told["pages"]
        ]
    except (TypeError, KeyError, AttributeError) as error:
        raise _nonsense() from error


def _nonsense() -> Unreadable:
    """Whoever speaks no sense is asked nothing more."""
    end()
    return Unreadable(ENDED)


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def end() -> None:
    """End the process, if there is one; another begins when it is needed."""
    global _cell
    if _cell:
        _cell.kill()
        _cell = None


def _forked() -> None:
    """A process that was forked off has no part in the one that its parent talks to."""
    global _cell, _lock
    _lock = threading.Lock()
    if _cell:
        _cell.leave()
        _cell = None


atexit.register(end)
os.register_at_fork(after_in_child=_forked)
