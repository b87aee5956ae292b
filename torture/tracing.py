"""What a program and all its children asked of the system: sockets, files opened, programs begun, by `strace`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from torture.trial import Unable

_CALLS = "network,openat,open,creat,openat2,execve,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir"
_MORE = "link,linkat,symlink,symlinkat,truncate,utimensat,chmod,fchmodat,io_uring_setup,ptrace,kill"
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*?)\) += (-?\d+)(?:<(.*)>)?")
_TOLD_LATER = re.compile(r"(\d+) +(?:(\w+\(.*) <unfinished \.\.\.>|<\.\.\. \w+ resumed>(.*))")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(?:x([0-9a-f]{2})|([0-7]{1,3})|(.))")
_AMONG_OURSELVES = {"sendto", "recvfrom", "sendmsg", "recvmsg", "shutdown", "getsockname", "getsockopt", "setsockopt"}
"""What is done with a socket that is there; `socketpair` is the only call that makes one without its being a fault."""
_CHANGING = re.compile("rename|unlink|mkdir|rmdir|link|truncate|utimensat|chmod")
_WRITING = re.compile("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND")
SYSTEM = tuple(map(Path, "/usr /lib /lib64 /bin /etc /proc /dev /sys /run /var/lib /opt".split()))
DEVICES = tuple(map(Path, "/dev/null /dev/tty /dev/pts /dev/ptmx /dev/shm".split()))


@dataclass(frozen=True, slots=True)
class Allowed:
    """Where a run may read and where it may write; the folder of articles may be read and no more."""

    corpus: Path
    working: Path
    """The files in it, and none of the folders."""
    written: Sequence[Path]
    programs: frozenset[str]


def traced(log: Path, words: Sequence[str]) -> list[str]:
    """The command that runs these words and writes down what they ask for."""
    if not (strace := shutil.which("strace")):
        raise Unable("strace is missing")
    fast = ["--seccomp-bpf"] if "--seccomp-bpf" in _asked(strace, "--help") else []
    return [strace, "-f", "-y", "-qq", "-s", "4096", *fast, "-e", f"trace=%{_CALLS},{_MORE}", "-o", str(log), *words]


def _asked(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout


def python() -> tuple[Path, ...]:
    """Where Python and its libraries lie, and ours."""
    house = Path(__file__).resolve().parent.parent
    places = [sys.prefix, sys.base_prefix, *(path for path in sys.path if path), str(house)]
    return tuple(Path(place).resolve() for place in places)


def faults(log: Path, allowed: Allowed) -> list[str]:
    """What was asked for and may not be, each thing once."""
    found = (_fault(line, allowed) for line in _lines(log.read_text("utf-8", "replace")))
    return list(dict.fromkeys(fault for fault in found if fault))


def pairs(log: Path) -> int:
    """How many pairs of sockets a run made for talking to itself."""
    return sum(" socketpair(" in f" {line.partition(' ')[2]}" for line in _lines(log.read_text("utf-8", "replace")))


def _lines(log: str) -> Iterator[str]:
    """A line for each call; those that others came between are put together again."""
    begun: dict[str, str] = {}
    for line in log.splitlines():
        later = _TOLD_LATER.match(line)
        if later and later[2]:
            begun[later[1]] = later[2]
        elif later:
            yield f"{later[1]} {begun.pop(later[1], '')}{later[3]}"
        else:
            yield line


def _fault(line: str, allowed: Allowed) -> str | None:
    call = _LINE.match(line)
    if not call:
        return None
    name, given, came = call[1], call[2], int(call[3])
    if name == "socketpair":
        return None if given.startswith(("AF_UNIX", "AF_LOCAL")) else f"{name}({given})"
    if name == "kill":
        return None
    if name in ("io_uring_setup", "ptrace"):
        return f"{name}({given})"
    paths = [Path(_plain(quoted)) for quoted in _QUOTED.findall(given)]
    if name in ("open", "openat", "openat2", "creat"):
        return _opened(name, given, Path(_plain(call[4])), allowed) if came >= 0 and call[4] else None
    if name == "execve":
        fine = came < 0 or paths[0].name in allowed.programs or paths[0].resolve() == Path(sys.executable).resolve()
        return None if fine else f"runs {paths[0]}"
    if _CHANGING.search(name):
        touched = [path for path in _placed(given, paths) if came >= 0 and _below(path, [allowed.corpus])]
        return f"{name}({given}) in the folder of articles" if touched else None
    return None if name in _AMONG_OURSELVES else f"{name}({given})"


def _placed(given: str, paths: Sequence[Path]) -> Iterator[Path]:
    """Paths as they are from the root: of `renameat(5</folder>, "name", …)` each belongs to the handle before it."""
    handles = [Path(_plain(found)) for found in re.findall(r"(?:AT_FDCWD|\d+)<([^>]*)>", given)]
    for number, path in enumerate(paths):
        yield path if path.is_absolute() or not handles else handles[min(number, len(handles) - 1)] / path


def _opened(name: str, given: str, path: Path, allowed: Allowed) -> str | None:
    if not path.is_absolute():
        return None  # a pipe, or what else has no name
    if _WRITING.search(_QUOTED.sub("", given)) or name == "creat":
        fine = path.parent == allowed.working or _below(path, [*allowed.written, *DEVICES])
        return None if fine and not _below(path, [allowed.corpus]) else f"opens {path} for writing"
    readable = [allowed.corpus, *allowed.written, *python(), *SYSTEM]
    fine = path.parent == allowed.working or path.is_dir() or _below(path, readable)
    return None if fine else f"opens {path}"


def _below(path: Path, folders: Sequence[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _plain(quoted: str) -> str:
    """A name as it is, of one as it is written down."""
    units = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "f": "\f"}

    def one(found: re.Match[str]) -> str:
        if found[1]:
            return chr(int(found[1], 16))
        return chr(int(found[2], 8)) if found[2] else units.get(found[3], found[3])

    return _ESCAPED.sub(one, quoted).encode("latin-1", "replace").decode("utf-8", "replace")
