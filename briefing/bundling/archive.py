"""A zip as bytes by name, all in memory: one from a stranger is refused wherever it is not plain, one of ours is always
the same. Nothing is ever unpacked to a disk."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, TypeAlias

from briefing.bundling.names import collisions, unsafe
from briefing.export.writing import ExportError
from briefing.inert import inert_line

Moment: TypeAlias = tuple[int, int, int, int, int, int]

MOST_FILES = 2_000
MOST_BYTES = 250_000_000
"""Of all files, unpacked."""
LOOSEST = 200
"""How many times larger than packed a file may be that is more than `SMALL`."""
SMALL = 1_000_000
_LARGEST_LIST = 2_000_000
"""Bytes of the list of contents at the end of an archive."""
_AT_ONCE = 65_536
_HARDEST = 9
_FIRST: Moment = (1980, 1, 1, 0, 0, 0)
_LAST = 4_354_819_199
"""Seconds: no archive can name a later moment than the end of 2107."""
_END, _WIDE_END, _LISTED, _LOCAL = b"PK\x05\x06", b"PK\x06\x07", b"PK\x01\x02", b"PK\x03\x04"
_ENDING = struct.Struct("<4s4H2LH")
_LINE = struct.Struct("<4s6H3L5H2L")
_HEAD = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _UTF8 = 0x0001 | 0x0040 | 0x2000, 0x0800
_STORED, _DEFLATED = 0, 8
_UNIX, _OSX = 3, 19
_REAL_NAME = 0x7075


class BundleError(ExportError):
    """An archive that was not made, or will not be read: why, and what to do."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file as the list of contents has it."""

    name: str
    raw_name: bytes
    method: int
    check: int
    packed: int
    size: int
    at: int
    """Where its own head begins."""


def read(file: Path) -> dict[str, bytes]:
    """All files of an archive by their names; BundleError where it is damaged, too large or meant to do harm."""
    shown = inert_line(file.name)
    with opened(file, shown) as stream:
        try:
            return _read(stream)
        except _Refused as refused:
            raise BundleError(f"{shown} is not read: {refused}.") from refused
        except OSError as error:
            raise BundleError(f"{shown} cannot be read: {error.strerror}.") from error


def is_one(file: Path) -> bool:
    """Does a file say by its name or its first bytes that it is an archive?"""
    if file.suffix.lower() == ".zip":
        return True
    with contextlib.suppress(BundleError), opened(file, file.name) as stream:
        return stream.read(4) in (_LOCAL, _END)
    return False


class _Refused(Exception):
    """Why an archive is not read, without its name and the full stop."""


@contextlib.contextmanager
def opened(file: Path, shown: str) -> Iterator[BinaryIO]:
    """A regular file, open; BundleError for all else: a pipe or a device is not waited for."""
    try:
        stream = open(file, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK))  # noqa: SIM115
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "no file can have such a name"
        raise BundleError(f"{shown} cannot be opened: {why}.") from error
    with stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise BundleError(f"{shown} is not a file.")
        yield stream


def _read(stream: BinaryIO) -> dict[str, bytes]:
    entries, start = _listed(stream)
    total = sum(entry.size for entry in entries)
    if total > MOST_BYTES:
        raise _Refused(f"it holds {total:,} bytes, and {MOST_BYTES:,} is the most")
    if wrong := collisions(entry.name for entry in entries):
        raise _Refused(wrong)
    contents, ends = {}, []
    for entry in entries:
        data, end = _content(stream, entry, start)
        contents[entry.name] = data
        ends.append((entry.at, end))
    ends.sort()
    if any(end > following for (_, end), (following, _) in pairwise(ends)):
        raise _Refused("its files overlap, which is how small archives are made to grow without end")
    return contents


def _listed(stream: BinaryIO) -> tuple[list[_Entry], int]:
    """The files of the list of contents, and where that begins."""
    size = stream.seek(0, os.SEEK_END)
    tail_at = max(0, size - _ENDING.size - 0xFFFF)
    stream.seek(tail_at)
    tail = stream.read()
    found = tail.rfind(_END, 0, max(0, len(tail) - _ENDING.size + len(_END)))
    if found < 0:
        raise _Refused("it is no zip archive, or its end is missing")
    _, disk, first, here, number, length, start, remark = _ENDING.unpack_from(tail, found)
    end = tail_at + found
    if tail[max(0, found - 20) : found].startswith(_WIDE_END) or 0xFFFF in (disk, number) or start == 0xFFFFFFFF:
        raise _Refused("it is of the ZIP64 kind, which no brief needs")
    if disk or first or here != number or end + _ENDING.size + remark != size or start + length != end:
        raise _Refused("its end contradicts its length: something was put before, into or after it, or it is damaged")
    if number > MOST_FILES or length > _LARGEST_LIST:
        raise _Refused(f"it lists {number:,} files in {length:,} bytes; {MOST_FILES:,} files are the most")
    stream.seek(start)
    entries = list(_entries(stream.read(length), number))
    return entries, start


def _entries(listing: bytes, number: int) -> Iterator[_Entry]:
    at = 0
    for _ in range(number):
        if len(listing) - at < _LINE.size:
            raise _Refused("its list of contents is damaged")
        line = _LINE.unpack_from(listing, at)
        (sign, maker, _, flags, method, _, _, check, packed, size), others = line[:10], line[10:]
        named, more, remark, disk, _, attributes, head = others
        raw = listing[at + _LINE.size : at + _LINE.size + named]
        extra = listing[at + _LINE.size + named : at + _LINE.size + named + more]
        at += _LINE.size + named + more + remark
        if sign != _LISTED or at > len(listing):
            raise _Refused("its list of contents is damaged")
        name = _name(raw, flags, extra)
        shown = inert_line(name)[:200]
        if why := unsafe(name.removesuffix("/")):
            raise _Refused(f"the name “{shown}” in it {why}")
        kind = stat.S_IFMT(attributes >> 16) if maker >> 8 in (_UNIX, _OSX) else 0
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or disk:
            raise _Refused(f"“{shown}” in it is a link or a device, no file")
        if flags & _ENCRYPTED:
            raise _Refused(f"“{shown}” in it is encrypted; ask for one that is not")
        if method not in (_STORED, _DEFLATED):
            raise _Refused(f"“{shown}” in it is packed in a way that is not read here (method {method})")
        if size > SMALL and size > packed * LOOSEST:
            raise _Refused(f"“{shown}” in it would grow to more than {LOOSEST} times its size")
        if not name.endswith("/"):
            yield _Entry(name, raw, method, check, packed, size, head)
        elif size:
            raise _Refused(f"“{shown}” in it is called a folder, and holds something")
    if at != len(listing):
        raise _Refused("its list of contents is damaged")


def _name(raw: bytes, flags: int, extra: bytes) -> str:
    """A name as UTF-8: as flagged, as in the field for that, else as the bytes are; those of older ways are refused."""
    with contextlib.suppress(UnicodeDecodeError):
        if not flags & _UTF8 and not raw.isascii() and (real := _real_name(raw, extra)) is not None:
            return real.decode("utf-8")
        return raw.decode("utf-8")
    raise _Refused("a name in it is not UTF-8; pack it again with a newer program")


def _real_name(raw: bytes, extra: bytes) -> bytes | None:
    """The name in UTF-8 that some programs put beside the other."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _REAL_NAME and len(field) > 5 and struct.unpack_from("<L", field, 1)[0] == zlib.crc32(raw):
            return field[5:]
    return None


def _content(stream: BinaryIO, entry: _Entry, limit: int) -> tuple[bytes, int]:
    """The bytes of a file, and where they end in the archive; no more is unpacked than was said."""
    shown = inert_line(entry.name)[:200]
    stream.seek(entry.at)
    head = stream.read(_HEAD.size) if entry.at + _HEAD.size <= limit else b""
    if len(head) < _HEAD.size:
        raise _Refused(f"“{shown}” lies outside of it; it is damaged")
    sign, _, flags, method, _, _, _, _, _, named, more = _HEAD.unpack(head)
    end = entry.at + _HEAD.size + named + more + entry.packed
    if sign != _LOCAL or flags & _ENCRYPTED or method != entry.method or stream.read(named) != entry.raw_name:
        raise _Refused(f"“{shown}” is called otherwise at its own place; it is damaged, or made to deceive")
    if end > limit:
        raise _Refused(f"“{shown}” lies outside of it; it is damaged")
    stream.seek(more, os.SEEK_CUR)
    data = b"".join(_unpacked(stream, entry, shown))
    if len(data) != entry.size or zlib.crc32(data) != entry.check:
        raise _Refused(f"“{shown}” is not what it was said to be; it is damaged, or made to deceive")
    return data, end


def _unpacked(stream: BinaryIO, entry: _Entry, shown: str) -> Iterable[bytes]:
    """The pieces of a file; stopped as soon as they are one byte more than was said."""
    if entry.method == _STORED:
        yield stream.read(min(entry.packed, entry.size + 1))
        return
    inflating, left, room, piece = zlib.decompressobj(-zlib.MAX_WBITS), entry.packed, entry.size + 1, b""
    while room > 0 and not inflating.eof:
        if not piece:
            piece = stream.read(min(left, _AT_ONCE))
            left -= len(piece)
        fed = bool(piece)
        try:
            grown = inflating.decompress(piece, min(room, 16 * _AT_ONCE))
        except zlib.error as error:
            raise _Refused(f"“{shown}” in it is damaged") from error
        piece = inflating.unconsumed_tail
        room -= len(grown)
        yield grown
        if not fed and not grown:
            break
    if not inflating.eof or inflating.unused_data or left:
        raise _Refused(f"“{shown}” in it is not as long as was said; it is damaged, or made to deceive")


def write(contents: Mapping[str, bytes], when: Moment) -> bytes:
    """The archive of these files: sorted, all of one time, and for the same files always the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as into:
        for name in sorted(contents):
            data = contents[name]
            head = zipfile.ZipInfo(name, when)
            head.create_system, head.external_attr = _UNIX, (stat.S_IFREG | 0o644) << 16
            tight = len(data) > SMALL and len(zlib.compress(data, _HARDEST)) * LOOSEST // 2 < len(data)
            head.compress_type = zipfile.ZIP_STORED if tight or not data else zipfile.ZIP_DEFLATED
            into.writestr(head, data, compresslevel=_HARDEST)
    return made.getvalue()


def moment() -> Moment:
    """The time that all files of an archive have: `SOURCE_DATE_EPOCH` where that is set, else the first there is."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not (epoch.isascii() and epoch.isdecimal() and int(epoch[:12]) <= _LAST):
        return _FIRST
    return max(_FIRST, time.gmtime(int(epoch[:12]))[:6])
