"""Makes the n-th call of the file layer fail, as on a full disk, in a process that is thrown away afterwards."""

from __future__ import annotations

import builtins
import contextlib
import errno
import fcntl
import io
import os
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

Kind = str
"""What a call does: `make`, `open`, `write`, `sync`, `name`, `remove`, `cut`, `lock`, `rights`."""
ERRORS: dict[Kind, tuple[int, ...]] = {
    "make": (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT, errno.EMFILE, errno.EIO),
    "open": (errno.EACCES, errno.EMFILE, errno.EIO),
    "write": (errno.ENOSPC, errno.EIO, errno.EDQUOT),
    "sync": (errno.EIO, errno.ENOSPC, errno.EDQUOT),
    "name": (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EPERM),
    "remove": (errno.EIO, errno.EACCES, errno.EROFS),
    "cut": (errno.EIO, errno.ENOSPC),
    "lock": (errno.ENOLCK, errno.EIO),
    "rights": (errno.EPERM, errno.EIO, errno.EROFS),
}
STAYING: dict[int, frozenset[Kind]] = {
    errno.ENOSPC: frozenset({"make", "write", "sync", "name", "cut"}),
    errno.EROFS: frozenset({"make", "write", "name", "remove", "cut", "rights"}),
    errno.EIO: frozenset(ERRORS) - {"lock"},
}
"""What goes on failing, once it began: a full disk is full for the next call too."""
_CALLS: dict[Kind, str] = {
    "write": "write pwrite sendfile copy_file_range",
    "sync": "fsync",
    "name": "replace rename link symlink",
    "make": "mkdir",
    "remove": "unlink remove rmdir",
    "cut": "ftruncate truncate",
    "rights": "fchmod chmod utime",
}
"""Functions of `os`; opening is looked at by its flags, and locks are elsewhere."""
_OF_THE_TARGET = {"link", "symlink", "rename", "replace"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass(frozen=True, slots=True)
class Fault:
    """The n-th call, from 0, fails so; those after it too, where it is `staying`."""

    call: int
    error: int
    staying: bool = False

    def __str__(self) -> str:
        which = f"call {self.call} and those after it" if self.staying else f"call {self.call}"
        return f"{errno.errorcode[self.error]} at {which}"


@dataclass(slots=True)
class Layer:
    """Counts the calls that concern files below a folder, and has some of them fail."""

    folder: str
    fault: Fault | None = None
    calls: list[Kind] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """What was made to fail: the kind of call and the name of the file."""

    def meet(self, kind: Kind, target: object, within: int | None = None) -> None:
        """A call of this kind is about to be made, on a name in a folder that is held where `within` is one."""
        name = _name(target, within)
        if name is None or not name.startswith(self.folder):
            return
        number, fault = len(self.calls), self.fault
        self.calls.append(kind)
        if fault is None or number < fault.call:
            return
        if number == fault.call or (fault.staying and kind in STAYING[fault.error]):
            self.failed.append(f"{kind} {name.removeprefix(self.folder)}")
            raise OSError(fault.error, os.strerror(fault.error), name)

    @contextlib.contextmanager
    def away(self) -> Iterator[None]:
        """Nothing is counted and nothing fails."""
        folder, self.folder = self.folder, "\0"
        try:
            yield
        finally:
            self.folder = folder

    def put_in(self) -> None:
        """Stand between this process and its files from now on."""
        for name, kind in ((name, kind) for kind, names in _CALLS.items() for name in names.split()):
            if hasattr(os, name):
                setattr(os, name, self._met(getattr(os, name), kind, 1 if name in _OF_THE_TARGET else 0))
        fcntl.flock = self._met(fcntl.flock, "lock", 0)
        plain, layer = os.open, self

        def opened(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
            layer.meet("make" if flags & _WRITES else "open", path, dir_fd)
            return plain(path, flags, mode, dir_fd=dir_fd)

        os.open = opened
        builtins.open = io.open = self._open

    def _met(self, plain: Callable[..., Any], kind: Kind, place: int) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            self.meet(kind, given[place], named.get("dst_dir_fd" if place else "dir_fd"))
            return None if kind == "sync" else plain(*given, **named)  # the machine stays on: nobody waits for its disk

        return call

    def _open(
        self,
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Any = None,
    ) -> Any:
        """As Python's own, with a lowest layer that fails."""
        raw_mode = mode.replace("b", "").replace("t", "")
        if not isinstance(file, int) and opener is None:
            self.meet("open" if mode.strip("bt") == "r" else "make", file)
        if mode.strip("bt") == "r":
            return _OPEN(file, mode, buffering, encoding, errors, newline, closefd, opener)
        raw = _Raw(self, file, raw_mode, closefd, opener)
        if buffering == 0:
            return raw
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline)


_OPEN = io.open


class _Raw(io.FileIO):
    """A file whose writing may fail."""

    def __init__(self, layer: Layer, file: Any, mode: str, closefd: bool, opener: Any) -> None:
        self._layer = layer
        super().__init__(file, mode, closefd, opener)

    def write(self, data: Any, /) -> int:
        """As the system has it."""
        self._layer.meet("write", self.fileno())
        return super().write(data)

    def truncate(self, size: int | None = None, /) -> int:
        """As the system has it."""
        self._layer.meet("cut", self.fileno())
        return super().truncate(size)


def _name(target: object, within: int | None = None) -> str | None:
    """What a path or an open file is called; None where nobody can say."""
    if within is not None:
        return os.path.join(_name(within) or "", os.fsdecode(target))  # type: ignore[arg-type]
    if isinstance(target, int):
        with contextlib.suppress(OSError):
            return os.readlink(f"/proc/self/fd/{target}")
        return None
    if isinstance(target, str | bytes | os.PathLike):
        return os.path.abspath(os.fsdecode(target))
    return _name(target.fileno()) if hasattr(target, "fileno") else None


LONGEST = 120
"""Seconds that a child may take: one that hangs is a fault."""
ESCAPED = 99
"""The exit code of a child from which an exception escaped."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended, and what it said on standard output and standard error."""

    code: int
    out: str
    said: str

    @property
    def fault(self) -> str | None:
        """What no run may end with."""
        if self.code < 0 or self.code == ESCAPED or "Traceback" in self.said:
            return f"ended with {self.code}: {self.said or self.out}"
        return None


def forked(do: Callable[[], object]) -> Ended:
    """Do something in a child of this process, which ends with its answer, 0 where that is no number, and is ended
    where it takes too long."""
    pipes = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        _do_and_end(do, [ours for _, ours in pipes])
    for _, theirs in pipes:
        os.close(theirs)
    told: dict[int, bytes] = {ours: b"" for ours, _ in pipes}
    open_still = set(told)
    while open_still:
        for ready in select.select(open_still, (), ())[0]:
            if piece := os.read(ready, 65_536):
                told[ready] += piece
            else:
                open_still.discard(ready)
                os.close(ready)
    _, status = os.waitpid(child, 0)
    out, said = (text.decode("utf-8", "replace") for text in told.values())
    return Ended(os.waitstatus_to_exitcode(status), out, said)


def _do_and_end(do: Callable[[], object], streams: Sequence[int]) -> NoReturn:
    """In the child: with these as standard output and standard error."""
    code = ESCAPED
    try:
        for number, stream in enumerate(streams, 1):
            os.dup2(stream, number)
            os.close(stream)
        sys.stdout, sys.stderr = io.TextIOWrapper(io.FileIO(1, "w")), io.TextIOWrapper(io.FileIO(2, "w"))
        sys.stderr.reconfigure(write_through=True)
        signal.alarm(LONGEST)
        try:
            answer = do()
            code = answer if isinstance(answer, int) else 0
            sys.stdout.flush()
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        except BaseException:  # noqa: BLE001 - it is told as what it is, a fault
            traceback.print_exc()
    finally:
        os._exit(code)
