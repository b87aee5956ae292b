"""Leaving by a signal, in a terminal of its own: the screen is put back, and the exit code is true."""

from __future__ import annotations

import contextlib
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("when", [ENTERED, b"Velmora"])
def test_a_signal_ends_it_with_a_true_exit_code(
    once_indexed: Path, home: Path, ending: signal.Signals, when: bytes
) -> None:
    """As soon as the screen is taken over, or when the list stands on it."""
    mine, theirs = pty.openpty()
    folders = {f"BRIEFING_{name}": str(once_indexed / name.lower()) for name in ("STATE", "CACHE", "CONFIG")}
    reader = subprocess.Popen(
        [sys.executable, "-m", "briefing", "read", str(once_indexed / "corpus")],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=once_indexed,
        env={**os.environ, **folders, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"},
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while piece := os.read(mine, 65_536):
            before, shown = shown, shown + piece
            if when in shown and when not in before:
                reader.send_signal(ending)
    os.close(mine)
    assert reader.wait() == 128 + ending
    assert ENTERED in shown
    assert LEFT in shown
    assert b"Traceback" not in shown
