"""What the process does that reads for `confined`, and what it can do no more.

Its limits of computing, memory and processes are the system's. What it refuses beyond that (sockets, programs, writing
to files) is refused from within: a second wall for parsers that are led astray, none against code of an attacker.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, BinaryIO

from briefing.bounded import SECONDS
from briefing.files import INTERNAL, Unreadable
from briefing.intake.confined import MEMORY, READY, TOO_MUCH
from briefing.intake.formats import FORMATS, read_as

_SIZE = 8
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
_FORBIDDEN = (
    *("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.startfile"),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown"),
    *("os.utime", "os.setxattr", "os.removexattr", "os.mkfifo", "os.mknod", "os.kill", "pty.", "shutil."),
    *("urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "tempfile."),
)


def main() -> None:
    """Read what comes in through one pipe, and answer through the other, until nothing more can come."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    orders, answers = os.fdopen(int(sys.argv[1]), "rb"), os.fdopen(int(sys.argv[2]), "wb")
    waiting: SimpleQueue[tuple[str, bytes]] = SimpleQueue()
    threading.Thread(target=_listen, args=(orders, waiting.put), daemon=True).start()
    _confine()
    answers.write(READY)
    answers.flush()
    while True:
        path, raw = waiting.get()
        _renew()
        answer = _answer(path, raw)
        answers.write(len(answer).to_bytes(_SIZE))
        answers.write(answer)
        answers.flush()


def _listen(orders: BinaryIO, put: Callable[[tuple[str, bytes]], None]) -> None:
    """Take the orders; once no more can come nobody waits for the answer either."""
    with contextlib.suppress(OSError):
        while sizes := orders.read(2 * _SIZE):
            name, raw = int.from_bytes(sizes[:_SIZE]), int.from_bytes(sizes[_SIZE:])
            put((orders.read(name).decode("utf-8", "surrogateescape"), orders.read(raw)))
    os._exit(0)


def _confine() -> None:
    sys.dont_write_bytecode = True
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NPROC, 0)
    sys.addaudithook(_refuse)


def _limit(which: int, most: int) -> None:
    """Where the system honours it: some do not limit memory."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (most, most))


def _renew() -> None:
    """So many seconds of computing from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used.ru_utime + used.ru_stime) + SECONDS
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _refuse(event: str, given: tuple[Any, ...]) -> None:
    if event == "open":
        mode, flags = given[1], given[2]
        written = isinstance(mode, str) and set(mode) & set("wax+")
        if not written and not (isinstance(flags, int) and flags & _WRITING):
            return
    elif not event.startswith(_FORBIDDEN):
        return
    raise PermissionError("no file is written and no program or connection begun while a stranger's file is read")


def _answer(path: str, raw: bytes) -> bytes:
    """JSON with the pages, or why there are none, and how long that took."""
    told: dict[str, Any]
    began = time.process_time()
    try:
        told = {
            "pages": [
                {
                    "text": page.text,
                    "entry": page.entry,
                    "meta": dict(page.meta),
                    "encoding": page.encoding,
                    "remarks": page.remarks,
                }
                for page in FORMATS[read_as(path, raw)](path, raw)
            ],
            "seconds": time.process_time() - began,
        }
        return json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except Unreadable as error:
        told = {"unreadable": str(error)}
    except ImportError as error:
        told = {"missing": str(error)}
    except MemoryError:
        told = {"unreadable": TOO_MUCH}
    except Exception as error:  # noqa: BLE001 - a mistake of ours, and what it says may hold words of the file
        told = {"unreadable": f"{INTERNAL} {_place(error)}"}
    return json.dumps(told | {"seconds": time.process_time() - began}).encode()


def _place(error: Exception) -> str:
    """`KeyError in html.py, line 50`."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {os.path.basename(frame.filename)}, line {frame.lineno}"


if __name__ == "__main__":
    main()
