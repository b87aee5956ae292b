"""What is said and kept when briefing stops by a mistake of its own: where in the code, not a word of what was read."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

HOUSE = Path(__file__).parent
FAILED = 1
KEPT = 10
"""Reports; older ones go."""
DEEPEST = 60
"""Frames of one exception that are kept: those nearest to the mistake."""
NAME = re.compile(r"crash-\d{8}-\d{6}-[0-9a-f]{6}\.txt")
LIBRARIES = (
    "ahocorasick-rs charset-normalizer feedparser ftfy lxml markdown-it-py pydantic pypdf pyyaml rich textual "
    "trafilatura whoosh"
).split()
_ID = re.compile(r"[a-z2-7]{10}")

_reading = ""
_stops: list[Callable[[BaseException], None]] = []


def reading(article: str) -> None:
    """This is the article that is being read; its id is all that a report says of it."""
    global _reading
    _reading = article


def told(error: BaseException) -> str:
    """Keep a report; the sentences that tell people what happened and where that report is."""
    from briefing import journal

    with contextlib.suppress(Exception):  # whatever else is wrong, this mistake is told
        journal.note("crash", article=_reading)
    kept = None
    with contextlib.suppress(Exception):
        kept = _kept(report(error))
    where = (
        f"A report without any text of an article is in {kept}; look at it, and send it along if you tell us of this."
        if kept
        else "No report of it could be kept."
    )
    return (
        f"briefing stopped by a mistake of its own, {_named(error)} in {place(error)}.\n"
        "Nothing of yours is lost: articles are never changed, and every mark, tag and note once acknowledged is on "
        f"the disk.\n{where}"
    )


def reports() -> list[Path]:
    """The reports that are on offer, the newest last."""
    from briefing.paths import PathsError, state_folder

    with contextlib.suppress(OSError, PathsError):
        return sorted(path for path in state_folder().iterdir() if NAME.fullmatch(path.name) and not path.is_symlink())
    return []


def report(error: BaseException) -> str:
    """Versions, frames and types of exceptions: no messages, no values, no places of the user."""
    import platform

    from briefing import __version__

    lines = [
        "A report of briefing about a mistake of its own. It is sent to nobody, but by you.",
        "It holds no messages, no values, no texts and no names of files of yours.",
        "",
        f"when       {time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime())} UTC",
        f"briefing   {__version__}",
        f"python     {platform.python_version()} ({platform.python_implementation()})",
        f"system     {platform.system()} {platform.machine()}",
        f"libraries  {', '.join(_versions())}",
        f"article    {_reading if _ID.fullmatch(_reading) else 'none'}",
    ]
    for number, one in enumerate(_chain(error)):
        lines += ["", f"{'before it, or beneath: ' if number else ''}{_named(one)}"]
        lines += [f"  {frame}" for frame in list(_frames(one.__traceback__))[-DEEPEST:]]
    return "\n".join(lines) + "\n"


def place(error: BaseException) -> str:
    """Where in our code it happened: `index/finding.py, line 120`; of a chain where all of it began."""
    found = "code that is not ours"
    at = error.__traceback__
    while at:
        name = Path(at.tb_frame.f_code.co_filename)
        if name.is_relative_to(HOUSE):
            found = f"{name.relative_to(HOUSE)}, line {at.tb_lineno}"
        at = at.tb_next
    return found


def _versions() -> Iterator[str]:
    from importlib import metadata

    for name in LIBRARIES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            yield f"{name} {metadata.version(name)}"


def _named(error: BaseException) -> str:
    """The type; whoever made it up at run time may have named it after anything, so of those only that they are."""
    kind = type(error)
    known = getattr(sys.modules.get(kind.__module__), kind.__qualname__.split(".")[0], None)
    return kind.__qualname__ if known is not None else "an exception"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """It, what it came from, and what it is a group of; each once."""
    seen: set[int] = set()
    todo: list[BaseException | None] = [error]
    while todo:
        one = todo.pop(0)
        if one is not None and id(one) not in seen and len(seen) < KEPT:
            seen.add(id(one))
            yield one
            todo += [one.__cause__, one.__context__, *(one.exceptions if isinstance(one, BaseExceptionGroup) else ())]


def _frames(at: TracebackType | None) -> Iterator[str]:
    """`briefing.index.finding  Finder.find  120`, the outermost first; of code made at run time only that it is."""
    while at:
        code, module = at.tb_frame.f_code, at.tb_frame.f_globals.get("__name__")
        if module == "__main__" or module in sys.modules:
            yield f"{module}  {code.co_qualname}  {at.tb_lineno}"
        else:
            yield "made at run time"
        at = at.tb_next


def _kept(text: str) -> Path:
    """Write a report down for its owner's eyes, and let the oldest go."""
    from briefing.paths import state_folder, write_atomically

    name = f"crash-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{secrets.token_hex(3)}.txt"
    file = state_folder() / name
    write_atomically(file, text.encode())
    for old in reports()[:-KEPT]:
        with contextlib.suppress(OSError):
            old.unlink()
    return file


def guard() -> None:
    """From here on no mistake of ours prints what it was about, in whichever thread it happens."""
    import threading

    def in_thread(happened: Any) -> None:
        if happened.exc_value is not None and not isinstance(happened.exc_value, SystemExit):
            _stop(happened.exc_value)

    threading.excepthook = in_thread
    sys.excepthook = lambda kind, error, at: _say(
        "briefing: interrupted" if isinstance(error, KeyboardInterrupt) else told(error)
    )
    sys.unraisablehook = lambda happened: aside(happened.exc_value)


@contextlib.contextmanager
def stopping(stop: Callable[[BaseException], None]) -> Iterator[None]:
    """While this lasts, a mistake in a thread is handed to whoever shows the screen."""
    _stops.append(stop)
    try:
        yield
    finally:
        _stops.remove(stop)


def _stop(error: BaseException) -> None:
    """A thread that nobody waits for has ended by mistake: so does the process, without waiting for anything."""
    if _stops:
        _stops[-1](error)
    else:
        _say(told(error))
        os._exit(FAILED)


def aside(error: BaseException | None) -> None:
    """Nothing stops for what happens where nobody waits for it: a report is kept, and nothing of it is printed."""
    if isinstance(error, Exception) and not isinstance(error, OSError | RuntimeError):
        with contextlib.suppress(Exception):
            _kept(report(error))


def _say(text: str) -> None:
    from briefing.inert import inert

    with contextlib.suppress(OSError, ValueError, AttributeError):
        print(inert(text), file=sys.stderr, flush=True)
