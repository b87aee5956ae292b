"""Killing: work in a process of its own that is ended by SIGKILL, after some time or at one of its own file calls."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

DONE, FAILED = 0, 70
"""The exit codes of work that was not killed."""
KILLED = -signal.SIGKILL
ADOPTING = sys.platform == "linux"
"""Are processes whose parent was killed given to this one, so that it is known when they end?"""
PATIENCE = 20.0
"""Seconds within which all that was left must have ended, however little it computes."""
_SUBREAPER = 36
_WRITING = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC
_CALLS = frozenset(
    "os.rename os.link os.remove os.rmdir os.mkdir os.truncate os.chmod "
    "fcntl.flock shutil.copyfile sqlite3.connect".split()
)


class Fuse:
    """Lit when it matters, it kills its process: at the n-th of the file calls that follow, or after some seconds."""

    def __init__(self, calls: int | None = None, seconds: float | None = None, *, group: bool = False) -> None:
        self.calls = 0
        """How many there were."""
        self.lit = 0.0
        """When it was lit, by `time.monotonic`."""
        self._last, self._seconds, self._group = calls, seconds, group
        self._pid = 0

    def lay(self) -> None:
        """Listen to the calls of this process, which will never be rid of it."""
        self._pid = os.getpid()
        sys.addaudithook(self._heard)
        sync = os.fsync

        def fsync(handle: int) -> None:
            self._burn()
            sync(handle)
            self._burn()

        os.fsync = fsync  # type: ignore[assignment]

    def light(self) -> None:
        """Begin to burn."""
        if not self.lit:
            self.lit = time.monotonic()
            if self._seconds is not None:
                threading.Timer(self._seconds, self._kill).start()

    def lighting(self, function: Callable[..., object]) -> Callable[..., object]:
        """A function that lights it and goes on as that one."""

        def lit(*given: object, **named: object) -> object:
            self.light()
            return function(*given, **named)

        return lit

    def _heard(self, event: str, values: tuple[object, ...]) -> None:
        if self.lit and (event in _CALLS or (event == "open" and isinstance(values[2], int) and values[2] & _WRITING)):
            self._burn()

    def _burn(self) -> None:
        if self.lit and os.getpid() == self._pid:
            self.calls += 1
            if self.calls == self._last:
                self._kill()

    def _kill(self) -> None:
        os.kill(0 if self._group else self._pid, signal.SIGKILL)


def begin(work: Callable[[], object], errors: Path) -> int:
    """Do it in a forked process, the leader of a group of its own; its id. A traceback goes into a file."""
    pid = os.fork()
    if pid:
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)
        return pid
    try:
        os.setpgid(0, 0)
        work()
        os._exit(DONE)
    except BaseException:  # noqa: BLE001 - a forked process may not go on as if it were the other one
        errors.write_text(traceback.format_exc())
    finally:
        os._exit(FAILED)


def ended(pid: int, after: float | None = None, *, group: bool = False) -> int:
    """How it ended, killed after so many seconds, if it had not ended by then; as `subprocess` has it."""
    if after is not None:
        deadline = time.monotonic() + after
        while (left := deadline - time.monotonic()) > 0:
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            time.sleep(min(left, 0.002))
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if group else os.kill)(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def traced(call: str, number: int) -> list[str]:
    """What to put before a command that is to be killed at the n-th of such calls to the system."""
    names = ("-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}")
    return ["strace", "-f", "-qq", "-o", os.devnull, *names]


def traceable() -> bool:
    """Can that be done here?"""
    try:
        return subprocess.run([*traced("openat", 1), "true"], capture_output=True, check=False).returncode == KILLED
    except OSError:
        return False


def counted(calls: Sequence[str], command: Sequence[str], environment: Mapping[str, str]) -> dict[str, int]:
    """How often a command makes each of these calls to the system."""
    tracing = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", f"trace={','.join(calls)}", "-e", "signal=none"]
    with tempfile.NamedTemporaryFile("r") as told:
        ran = [*tracing, "-o", told.name, *command]
        subprocess.run(ran, capture_output=True, check=True, env=environment)
        lines = told.read().splitlines()
    return {call: sum(f" {call}(" in line for line in lines) for call in calls}


def children(pid: int) -> list[int]:
    """The processes that a process has begun, as Linux tells."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (OSError, ValueError):
        return []


def left_behind(group: int, seconds: float) -> bool:
    """Does any process of a group compute on for longer than that, or not end at all? Then it is killed.

    It is its computing that counts, which is the same on a machine that is busy with others.
    """
    before, began = _computed(group), time.monotonic()
    while _any(group):
        lived = time.monotonic() - began
        if lived >= seconds and (lived > PATIENCE or _computed(group) - before >= seconds):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
            return True
        time.sleep(0.002 if lived < seconds else 0.05)
    return False


def _computed(group: int) -> float:
    """Seconds that the longest of its processes has computed; 0 where the system does not tell."""
    longest = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                longest = max(longest, int(fields[11]) + int(fields[12]))
    return longest / os.sysconf("SC_CLK_TCK")


def _any(group: int) -> bool:
    if ADOPTING:
        try:
            while os.waitpid(-group, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return False
        return True
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


@contextmanager
def adopting() -> Iterator[None]:
    """Be the parent of processes whose own parent was killed, where the system can."""
    if not ADOPTING:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        libc.prctl(_SUBREAPER, 0, 0, 0, 0)
