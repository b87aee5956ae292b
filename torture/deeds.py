"""What befalls the files and folders of a corpus while it is read, and what puts them back."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from torture import folders

SECRET = "Zanzarim"
"""Stands in every file and name outside of the corpus, and nowhere in it."""
LONG_AGO = 1_600_000_000
BIG = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """A corpus of its own, and a folder beside it that is none of its business but has files of the same names."""

    home: Path

    @property
    def corpus(self) -> Path:
        """The folder that is read."""
        return self.home / "corpus"

    @property
    def outside(self) -> Path:
        """The folder that must never be read."""
        return self.home / "outside"

    @property
    def aside(self) -> Path:
        """Where something is put that comes back."""
        return self.home / "aside"


Deed = Callable[[Place, Path], object]


def make(home: Path) -> Place:
    """Nine articles, some of them in folders; beside it the same with other words."""
    place = Place(home)
    for folder, seed in ((place.corpus, 1), (place.outside, 2)):
        folders.make(folder, 5, seed)
        (folder / "north" / "inner").mkdir(parents=True)
        for number, name in enumerate(("north/a.txt", "north/b.txt", "north/inner/c.txt", "north/inner/d.txt")):
            (folder / name).write_text(folders.article(10 + number, seed), "utf-8")
    for path in place.outside.rglob("*.txt"):
        path.write_text(path.read_text("utf-8").replace("Talks number", f"{SECRET} number"), "utf-8")
    (place.outside / "north" / f"{SECRET}.txt").write_text(f"{SECRET}\n\nA word about {SECRET}.\n", "utf-8")
    age(home)
    return place


def age(folder: Path) -> None:
    """Let all files have been written long ago, so that none is looked at again only because it is new."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            os.utime(path, (LONG_AGO, LONG_AGO))


def edit(file: Path, words: str) -> None:
    """Other words in a file, written long ago too, but at another time than before."""
    file.write_text(f"{words}\n\n4 May 2021\n\nMarta Ilven said {words}.\n", "utf-8")
    os.utime(file, (LONG_AGO + 5, LONG_AGO + 5))


def _away(path: Path, place: Place) -> None:
    """A file, link or folder is put aside."""
    if place.aside.is_dir() and not place.aside.is_symlink():
        shutil.rmtree(place.aside)
    else:
        place.aside.unlink(missing_ok=True)
    path.rename(place.aside)


def _in_its_place(made: Callable[[Place, Path], object]) -> Deed:
    def deed(place: Place, path: Path) -> None:
        _away(path, place)
        made(place, path)

    return deed


def _socket(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _device(path: Path) -> None:
    """One that gives zeros without end; a pipe where no device may be made."""
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        os.mkfifo(path)


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "inside.txt").write_text("Inside\n\n4 May 2021\n\nWords inside.\n", "utf-8")


def _twin(path: Path) -> None:
    """Other words of the same length, the same time of writing, by rename."""
    facts, made = path.stat(), path.with_name(".made")
    made.write_text(path.read_text("utf-8")[::-1], "utf-8")
    os.utime(made, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    made.rename(path)


def _grown(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\n\nMarta Ilven came back.\n" * 3000)


def _backwards(path: Path) -> None:
    path.write_text("Back then\n\n1 May 2020\n\nThe clock was wrong.\n", "utf-8")
    os.utime(path, (LONG_AGO - 86400, LONG_AGO - 86400))


def _ahead(path: Path) -> None:
    path.write_text("To come\n\n1 May 2020\n\nThe clock was wrong.\n", "utf-8")
    os.utime(path, (4_000_000_000, 4_000_000_000))


TO_FILES: dict[str, Deed] = {
    "deleted": lambda place, path: _away(path, place),
    "emptied": lambda place, path: os.truncate(path, 0),
    "cut": lambda place, path: os.truncate(path, path.stat().st_size // 2),
    "grown": lambda place, path: _grown(path),
    "huge": lambda place, path: os.truncate(path, 10**11),
    "a pipe": _in_its_place(lambda place, path: os.mkfifo(path)),
    "a link to a secret": _in_its_place(lambda place, path: path.symlink_to(place.outside / "north" / "a.txt")),
    "a link to zeros without end": _in_its_place(lambda place, path: path.symlink_to("/dev/zero")),
    "a link to itself": _in_its_place(lambda place, path: path.symlink_to(path.name)),
    "a link to nothing": _in_its_place(lambda place, path: path.symlink_to("nothing")),
    "a folder": _in_its_place(lambda place, path: _folder(path)),
    "a socket": _in_its_place(lambda place, path: _socket(path)),
    "a device": _in_its_place(lambda place, path: _device(path)),
    "a twin": lambda place, path: _twin(path),
    "older": lambda place, path: _backwards(path),
    "of the future": lambda place, path: _ahead(path),
    "in capitals": lambda place, path: path.rename(path.with_name(path.name.upper())),
    "in other letters": lambda place, path: path.rename(path.with_name("e\u0301" + path.name)),
}
TO_FOLDERS: dict[str, Deed] = {
    "deleted": lambda place, path: _away(path, place),
    "a link outside": _in_its_place(
        lambda place, path: path.symlink_to(place.outside / path.relative_to(place.corpus))
    ),
    "a link to itself": _in_its_place(lambda place, path: path.symlink_to(path.name)),
    "a pipe": _in_its_place(lambda place, path: os.mkfifo(path)),
    "a file": _in_its_place(lambda place, path: path.write_text("Once a folder.\n", "utf-8")),
    "another": _in_its_place(lambda place, path: _folder(path)),
    "empty": _in_its_place(lambda place, path: path.mkdir()),
}


def put_back(place: Place, path: Path) -> None:
    """What was put aside is where it was, whatever has its place by now is gone."""
    if not os.path.lexists(place.aside):
        return
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    place.aside.rename(path)


def digest(folder: Path) -> str:
    """Of every name, kind, byte and time below a folder; links are not followed."""
    told = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        facts = path.lstat()
        told.update(f"{path}\0{facts.st_mode}\0{facts.st_size}\0{facts.st_mtime_ns}\0".encode())
        told.update(path.read_bytes() if stat.S_ISREG(facts.st_mode) and facts.st_size < BIG else b"")
    return told.hexdigest()
