"""An operation is done in a folder, with something that fails: what is found afterwards is the old or the new."""

from __future__ import annotations

import errno
import hashlib
import itertools
import json
import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from briefing import cli
from torture import answers
from torture.failing import Ended, Fault, Layer, forked
from torture.operations import BRIEF, CORPUS, REBUILD, UPDATE, Operation, prepare, warm
from torture.places import Place

T = TypeVar("T")
_REFUSED, _EIO = "the disk refused it", ("disk I/O error", "cannot be read: database disk image is malformed")
WORDS: Mapping[int, tuple[str, ...]] = {
    errno.ENOSPC: ("disk is full", _REFUSED),
    errno.EACCES: ("cannot be opened", "unable to open", "is in the way", "may not be written", "may not be read"),
    errno.EIO: (_REFUSED, *_EIO, "disk is full", "cannot be opened", "may not be written", "not be locked"),
    errno.EFBIG: ("disk is full", _REFUSED, "disk I/O error"),
    errno.EMFILE: ("cannot be opened", "unable to open", "may not be written"),
}
"""What people are told for an error, beside the words that the system has."""
_UNREAD = re.compile(r"[1-9]\d* (unreadable|files? could not be read)|\"quarantined\": [1-9]")
"""A file that could not be read just now is told of, left out, and read the next time."""
OURS = ("corpus/", "state/sample/", "mine/")
"""Where files lie that are the user's, or are seen by the user."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a user would find: the files by name (a hash, and the time in nanoseconds), the state, the answers."""

    files: Mapping[str, tuple[str, int]]
    state: str
    answers: str


@dataclass(frozen=True, slots=True)
class Known:
    """An operation without a fault: what is found before and after it, and the calls that it makes."""

    before: Seen
    after: Seen
    calls: tuple[str, ...]
    half: Seen | None = None


def turns(series: Iterable[Iterator[T]]) -> Iterator[T]:
    """One of each in turn, until none is left; none is begun before its turn comes."""
    waiting = deque(series)
    while waiting:
        one = waiting.popleft()
        for found in itertools.islice(one, 1):
            waiting.append(one)
            yield found


class Bench:
    """A folder in which an operation is done again and again, from the same beginning each time."""

    def __init__(self, folder: Path, kept: Path | None = None) -> None:
        """What it is before an operation is kept in a folder that exists, `kept`, where `folder` is too small."""
        self.where = Place(folder, prepare, lambda: warm(REBUILD, ("bundle", BRIEF, "-o", "mine/warm.zip"), UPDATE))
        self.kept, self.begun = kept or folder, dict[str, Path]()
        self.place, self.notes = self.where.here, self.where.notes
        self.known: dict[str, Known] = {}

    def begin(self, operation: Operation) -> None:
        """Everything as it is before the operation."""
        if operation.name not in self.begun:
            self.where.fresh()
            if operation.before:
                forked(operation.before)
            self.begun[operation.name] = self.kept / f"before {operation.name}"
            self.where.keep(self.begun[operation.name])
        self.where.fresh(self.begun[operation.name])

    def run(self, operation: Operation, fault: Fault | None = None) -> tuple[Ended, Layer]:
        """Do it in a child, with a fault; how it ended, and what the layer saw."""
        layer = Layer(f"{self.place}/", fault)
        record = self.notes / "layer"

        def do() -> int:
            try:
                return operation.do(layer.put_in)
            finally:
                with layer.away():
                    record.write_text(json.dumps([layer.calls, layer.failed]), "utf-8")

        ended = forked(do)
        layer.calls, layer.failed = json.loads(record.read_text("utf-8"))
        return ended, layer

    def seen(self) -> Seen:
        """What is found in the place now; its index is made where it cannot be used."""
        files = {
            name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in sorted(self.place.rglob("*"))
            if path.is_file()
            and (name := str(path.relative_to(self.place))).startswith(OURS)
            and not path.name.startswith(("note-not-kept-", ".briefing-"))
        }
        told = forked(_tell)
        if told.fault or told.code:
            raise AssertionError(f"it cannot be read any more: {told}")
        state, answered = told.out.rsplit("\n", 1)
        return Seen(files, state, answered)

    def facts(self, operation: Operation) -> Known:
        """What is known of an operation, found out where it is not known yet."""
        if operation.name not in self.known:
            self.begin(operation)
            before = self.seen()
            self.begin(operation)
            ended, layer = self.run(operation)
            if ended.fault or ended.code:
                raise AssertionError(f"{operation.name} fails by itself: {ended}")
            after, half = self.seen(), None
            if operation.half:
                self.begin(operation)
                forked(partial(operation.half, _nothing))
                half = self.seen()
            self.known[operation.name] = Known(before, after, tuple(layer.calls), half)
        return self.known[operation.name]

    def failing(self, operation: Operation, fault: Fault) -> str | None:
        """Do it with a fault of the file layer."""
        self.begin(operation)
        ended, layer = self.run(operation, fault)
        wrong = self.judged(operation, ended, fault.error if layer.failed else 0, left=_may_stay(layer))
        return f"{operation.name}, {fault} ({', '.join(layer.failed)}): {wrong}" if wrong else None

    def judged(self, operation: Operation, ended: Ended, error: int, *, left: bool = False) -> str | None:
        """What is wrong after an operation in which a call failed with this error (0: none did); it is done again.

        `left` says that a draft may be there still.
        """
        known = self.facts(operation)
        wrong = ended.fault or _said_wrong(ended, error)
        if not wrong and not operation.holds(ended.out):
            wrong = f"what it printed does not hold: {ended.out}"
        later = ended.code == 0 and bool(_UNREAD.search(ended.out + ended.said))
        wrong = wrong or self._left(left)
        if not wrong and ended.code == 0 and error and os.strerror(error) in ended.said:
            return None  # it was done without the file that failed, and that was said
        if not wrong and not later:
            wrong = self._differs(known, ended.code == 0, operation.touches)
        if not wrong and later:
            forked(lambda: cli.main(["index", "--corpus", str(CORPUS)]))
        if not wrong and not operation.half and (ended.code or later):
            again, _ = self.run(operation)
            done = again.code == 0 or (operation.once and again.code == 1)
            wrong = again.fault or (None if done else f"cannot be done afterwards: {again}")
            wrong = wrong or self._differs(known, True, operation.touches) or self._left(left)
        return wrong

    def _differs(self, known: Known, done: bool, touched: str = "") -> str | None:
        found, before, after = self.seen(), known.before, known.after
        fine = (after,) if done else (after, before, *([known.half] if known.half else []))
        for name in {*found.files, *before.files, *after.files}:
            now, old, new = (one.files.get(name) for one in (found, before, after))
            if (now and now[0]) not in [held and held[0] for held in (one.files.get(name) for one in fine)]:
                return f"{name} is neither the old nor the new one"
            if name.startswith("corpus/") and name != touched and old and new == old and now and now[1] != old[1]:
                return f"the time of {name} changed"
        if found.state not in [one.state for one in fine]:
            return f"the state is neither the old nor the new one:\n{found.state}"
        if found.answers not in [one.answers for one in fine]:
            return "the answers are neither the old nor the new ones"
        return None

    def _left(self, may_stay: bool) -> str | None:
        """What should have been removed and was not, though it could."""
        if may_stay:
            return None
        left = [*self.place.rglob(".briefing-*"), *self.place.rglob("draft*")]
        return f"left behind: {', '.join(str(path.relative_to(self.place)) for path in left)}" if left else None


def _may_stay(layer: Layer) -> bool:
    """Was a removal among what failed, or the look into a folder that was to be removed?"""
    return any(
        failed.startswith("remove") or (failed.startswith("open") and "draft" in failed) for failed in layer.failed
    )


def _nothing() -> None:
    """Nothing is to fail."""


def _tell() -> int:
    """The state as text and the hash of all answers, on standard output."""
    from briefing.state import State

    with State.open(Path("state"), CORPUS) as state:
        print("\n".join(line.partition('"at"')[0] for line in state.export_lines()))
    print(answers.digest(CORPUS), end="")
    return 0


def _said_wrong(ended: Ended, error: int) -> str | None:
    """What is wrong with the words for people."""
    if ended.code not in (0, 1):
        return f"ended with {ended.code}: {ended.said}"
    if ended.code == 1:
        said = ended.said.strip()
        notices = list(itertools.takewhile(lambda line: not line.startswith("briefing: "), said.splitlines()))
        if "briefing: " not in said or len(notices) > 6 or "[Errno" in said:
            return f"said no sentence for people: {said!r}"
        if error and not any(cause in said for cause in (os.strerror(error), *WORDS.get(error, ()))):
            return f"did not say why: {said!r}"
    return None
