"""`briefing index` in a process of its own, as politely as can be, and what it says meanwhile."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

from briefing import progress
from briefing.files import Counts
from briefing.library import Library
from briefing.progress import Progress

GRACE = 0.5
"""Seconds that a process has to end once it was told to."""
BEGUN = "indexing …"
LONGEST_LINE = 1_000_000

Tell = Callable[[str], None]


async def indexed(library: Library, tell: Tell) -> tuple[str, bool]:
    """Bring the index up to date: (what came of it, did it fail). `tell` hears how far it is, and for whom it waits."""
    process = await _started(library)
    output = asyncio.create_task(_heard(process, tell))
    ended = asyncio.create_task(process.wait())
    try:
        code = await ended
        await asyncio.wait({output}, timeout=GRACE)
        out, last = output.result() if output.done() else (b"", "")
    finally:
        output.cancel()
        ended.cancel()
        await _gone(process)
    return (_sentence(out), False) if code == 0 else (_why(code, last), True)


async def _started(library: Library) -> asyncio.subprocess.Process:
    nice = shutil.which("nice")
    command = [sys.executable, "-P", "-m", "briefing", "index", "--json", "--progress", "--corpus", str(library.corpus)]
    return await asyncio.create_subprocess_exec(
        *([nice, "-n", "10"] if nice else []),
        *command,
        *library.actors_argument,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=LONGEST_LINE,
        process_group=0,
    )


async def _heard(process: asyncio.subprocess.Process, tell: Tell) -> tuple[bytes, str]:
    """Listen until the end: (its output, its last message)."""
    assert process.stdout
    assert process.stderr
    stages: dict[str, Progress] = {}
    last = ""
    async for raw in process.stderr:
        line = raw.decode(errors="replace").strip()
        if step := progress.read(line):
            stages[step.stage] = step
            shown = progress.foremost(stages.values())
            tell(f"indexing {shown.words()}" if shown and shown.total > 1 else BEGUN)
        elif line:
            last = line
            tell(line)
    return await process.stdout.read(), last


async def _gone(process: asyncio.subprocess.Process) -> None:
    """Leave nothing running behind: neither the process nor its workers."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
        try:
            await asyncio.wait({asyncio.ensure_future(process.wait())}, timeout=GRACE)
        finally:
            if process.returncode is None:
                os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


def _sentence(out: bytes) -> str:
    """What the counts that it printed say."""
    if not out:
        return "the index is up to date"
    counts = Counts(**json.loads(out))
    said = ", ".join(f"{number:,} {what}" for what, number in counts.news().items())
    return f"{counts.seen:,} files: {said or 'nothing new'}"


def _why(code: int, last: str) -> str:
    """Why it failed, in a sentence."""
    if code < 0:
        return f"The index was not brought up to date: the process was ended by signal {-code}."
    return last or f"The index was not brought up to date: the process ended with {code}."
