"""Ways to damage a file, or to plant something in its place."""

from __future__ import annotations

import os
import pickle
import random
import shutil
import socket
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from whoosh.fields import Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

SECRET, WITNESS = Path("mine/secret.txt"), Path("mine/witness")
SAYING = "A text that no index may show."


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Files that may take the place of another: of the same generation, an older one, and another corpus' index."""

    beside: tuple[Path, ...]
    older: Mapping[str, Path]
    others: Mapping[str, Path]


Damage = Callable[[Path, Elsewhere, random.Random], object]


class Trap:
    """Whoever unpickles it makes a folder."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(WITNESS.absolute()),)


class _Schema(Schema):  # type: ignore[misc]
    """One that Whoosh writes down without a look at it."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(WITNESS.absolute()),)


def trapped_contents(*, schema: bool) -> bytes:
    """A table of contents of Whoosh whose schema, or whose list of segments, is a trap."""
    from briefing.index.segments import schema as fields

    storage = RamStorage()
    TOC(_Schema() if schema else fields(), [] if schema else [Trap()], 1).write(storage, "MAIN")
    return bytes(storage.files["_MAIN_1.toc"])


def _rewritten(change: Callable[[bytes, random.Random], bytes]) -> Damage:
    """In place, the same file: whoever has it open sees it; now and then the time of modification is kept."""

    def damage(path: Path, elsewhere: Elsewhere, dice: random.Random) -> None:
        facts = path.stat()
        data = change(path.read_bytes(), dice)
        with path.open("r+b") as file:
            file.truncate(len(data))
            file.write(data)
        if dice.random() < 0.5:
            os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))

    return damage


def _flipped(data: bytes, dice: random.Random) -> bytes:
    flipped = bytearray(data or b"\0")
    for _ in range(dice.choice((1, 1, 8, 200))):
        flipped[dice.randrange(len(flipped))] ^= 1 << dice.randrange(8)
    return bytes(flipped)


def _cut(data: bytes, dice: random.Random) -> bytes:
    sizes = (0, 1, 16, 100, 4096, 16_384, len(data) // 2, len(data) - 1)
    return data[: dice.choice([size for size in sizes if size < max(1, len(data))])]


def _grown(data: bytes, dice: random.Random) -> bytes:
    return data + dice.choice((b"\0", b"\n", dice.randbytes(100), bytes(5_000_000), data))


def _noise(data: bytes, dice: random.Random) -> bytes:
    return dice.choice((bytes(len(data)), dice.randbytes(len(data)), b"{" * 5_000, b"[" * 200_000, b"\xff\xfe" * 50))


def _planted(make: Callable[[Path], object]) -> Damage:
    """Something else of the same name."""

    def damage(path: Path, elsewhere: Elsewhere, dice: random.Random) -> None:
        _away(path)
        make(path)

    return damage


def _away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _replaced(by: Callable[[Path, Elsewhere, random.Random], Path | None]) -> Damage:
    """By another file."""

    def damage(path: Path, elsewhere: Elsewhere, dice: random.Random) -> None:
        if source := by(path, elsewhere, dice):
            _away(path)
            shutil.copy2(source, path)

    return damage


def _swapped(path: Path, elsewhere: Elsewhere, dice: random.Random) -> None:
    other = dice.choice(elsewhere.beside)
    one, two = path.read_bytes(), other.read_bytes()
    path.write_bytes(two)
    other.write_bytes(one)


def _socket(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # the names of sockets are short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name[:90])
    finally:
        os.chdir(before)


def _device(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except PermissionError:
        path.symlink_to("/dev/zero")


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "lock").symlink_to(SECRET.absolute())


def _pickled(path: Path) -> None:
    path.write_bytes(pickle.dumps(Trap(), 2))


def _beside(path: Path) -> None:
    """A table of contents that Whoosh would take for a newer one."""
    (path.parent / "_MAIN_99.toc").write_bytes(trapped_contents(schema=True))


def _beside_at(number: int) -> Damage:
    def damage(path: Path, elsewhere: Elsewhere, dice: random.Random) -> None:
        (path.parent / f"_MAIN_{number}.toc").write_bytes(trapped_contents(schema=dice.random() < 0.5))

    return damage


def _mode(mode: int) -> Damage:
    return lambda path, elsewhere, dice: path.chmod(mode)


DAMAGES: Mapping[str, Damage] = {
    "bytes flipped": _rewritten(_flipped),
    "cut off": _rewritten(_cut),
    "grown": _rewritten(_grown),
    "noise": _rewritten(_noise),
    "emptied": _rewritten(lambda data, dice: b""),
    "swapped": _swapped,
    "an older one": _replaced(lambda path, elsewhere, dice: elsewhere.older.get(path.name)),
    "of another index": _replaced(lambda path, elsewhere, dice: elsewhere.others.get(path.name)),
    "removed": _planted(lambda path: None),
    "a link to a file": _planted(lambda path: path.symlink_to(SECRET.absolute())),
    "a link to a folder": _planted(lambda path: path.symlink_to(SECRET.absolute().parent)),
    "a link to itself": _planted(lambda path: path.symlink_to(path.absolute())),
    "a link to nothing": _planted(lambda path: path.symlink_to("nothing-there")),
    "a second name": _planted(lambda path: os.link(SECRET, path)),
    "a pipe": _planted(os.mkfifo),
    "a folder": _planted(_folder),
    "a socket": _planted(_socket),
    "a device": _planted(_device),
    "a trap": _planted(_pickled),
    "a trapped schema": _planted(lambda path: path.write_bytes(trapped_contents(schema=True))),
    "a trapped segment": _planted(lambda path: path.write_bytes(trapped_contents(schema=False))),
    "a trap beside it": _beside_at(99),
    "a trap of the same number beside it": _beside_at(1),
    "for nobody": _mode(0),
    "for everybody": _mode(0o666),
}
