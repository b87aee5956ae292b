"""Following a folder: when there is cause to look at it again. What has changed is for a scan to say."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Event

from briefing.files import FRESH_NS, Found
from briefing.intake.scan import ACTORS_FILES, DEEPEST, scan

QUIET = 2.0
"""Seconds without a further change after which a folder is looked at."""
LONGEST = 10.0
"""Seconds for which it may change without rest before it is looked at anyway."""
OFTEN, SELDOM = 2.0, 60.0
"""Seconds between two scans where nothing else tells of changes, and where something does but may miss some."""
REST = 50
"""How much longer than a scan of it a folder is left in peace."""
TICK = 250
"""Milliseconds after which a watcher says that nothing happened."""
STEP = 50
"""Milliseconds after which it hears that it is to stop."""
WAITS_FOR = 200
"""Files that are read before a reader opens; a folder of more opens first."""

Say = Callable[[str], None]


def changes(
    folder: Path,
    files: Sequence[Path] = (),
    *,
    stop: Event,
    often: float = OFTEN,
    apart: float = QUIET,
    say: Say | None = None,
) -> Iterator[None]:
    """Yield whenever the folder, or one of the other files, is to be looked at: at once, then once changes rest.

    At least `apart` seconds lie between the end of one look and the next. Ends when `stop` is set. Where no watcher can
    be had, the folder is scanned every `often` seconds, or less often where that takes long; `say` is told why.
    """
    actors = (folder / name for name in ACTORS_FILES)
    return moments(_signs(_Place(folder, (*actors, *files), stop), often, say or _unheard), apart)


def moments(signs: Iterable[bool], apart: float, clock: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """Yield at the first sign, then when changes came to rest; each sign says whether something changed just now."""
    first: float | None = None
    last = looked = 0.0
    for number, changed in enumerate(signs):
        now = clock()
        if number == 0:
            yield
            looked = clock()
            continue
        if changed:
            first, last = now if first is None else first, now
        if first is None or now - looked < apart:
            continue
        rested = now - last >= QUIET
        if rested or now - first >= LONGEST:
            yield
            looked = clock()
            first = None if rested else looked


def large(folder: Path) -> bool:
    """Does it hold more files than anybody wants to wait for?"""
    return next(islice(scan(folder), WAITS_FOR, None), None) is not None


def is_there(folder: Path) -> bool:
    """Can the folder be looked at? Not where it is gone, nor where the disk that it lies on has gone."""
    return _identity(folder) is not None


def _unheard(_: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What is followed, and until when."""

    folder: Path
    files: Sequence[Path]
    stop: Event

    def stamps(self) -> tuple[object, ...]:
        """What tells that the folder itself, or one of the files, is another one."""
        return (_identity(self.folder), *map(_stamp, self.files))

    def scanned(self) -> tuple[int, bool]:
        """What tells all that it holds from what it held, and whether a file may change further without a trace."""
        found, fresh, now = 0, False, time.time_ns()
        for verdict in scan(self.folder):
            found += hash(verdict)
            fresh |= isinstance(verdict, Found) and 0 <= now - verdict.mtime_ns < FRESH_NS
            if self.stop.is_set():
                break
        return found, fresh


class _Scans:
    """The place as it was when it was last looked at."""

    def __init__(self, place: _Place) -> None:
        self._place = place
        self._found: int | None = None
        self._stamps = place.stamps()
        self._at = time.monotonic()
        self.took = 0.0

    def due(self, every: float) -> bool:
        """Is it time for another scan?"""
        return time.monotonic() - self._at >= max(every, REST * self.took)

    def changed(self) -> bool:
        """Scan it: is anything else than it was, or too new to tell?"""
        began = time.monotonic()
        replaced = self.replaced()
        before, (self._found, fresh) = self._found, self._place.scanned()
        self._at = time.monotonic()
        self.took = self._at - began
        return replaced or fresh or before != self._found

    def replaced(self) -> bool:
        """Without a scan: is the folder, or one of the files, another one?"""
        before, self._stamps = self._stamps, self._place.stamps()
        return before != self._stamps


def _signs(place: _Place, often: float, say: Say) -> Iterator[bool]:
    """Whether something changed since the last sign, again and again; the first when all is set up."""
    scans = _Scans(place)
    try:
        for told in _told(place):
            yield (scans.changed() if scans.due(max(SELDOM, often)) else scans.replaced()) or told
    except ImportError:
        pass
    except (OSError, RuntimeError) as error:
        why = str(error).partition(" about ")[0].rstrip(".")
        say(f"{place.folder} cannot be watched ({why}), so it is looked at every now and then instead.")
    pause = 0.0
    while not place.stop.wait(pause):
        changed = scans.changed()
        yield changed
        pause = QUIET if changed else max(often, REST * scans.took)


def _told(place: _Place) -> Iterator[bool]:
    """What a watcher tells, a few times a second. ImportError where there is none, OSError where it cannot go on."""
    import watchfiles  # noqa: F401 - to learn at once whether it is there

    while not place.stop.is_set():
        if _identity(place.folder) is not None:
            yield from _told_of(place)
        elif not place.stop.wait(TICK / 1000):
            yield False


def _told_of(place: _Place) -> Iterator[bool]:
    """The same, as long as the folder is the same and has no new sub-folder."""
    from watchfiles import watch

    here = _identity(place.folder)
    told = watch(
        *_folders(place.folder),
        watch_filter=None,
        debounce=TICK,
        step=STEP,
        stop_event=place.stop,
        rust_timeout=TICK,
        yield_on_timeout=True,
        recursive=False,
        ignore_permission_denied=True,
    )
    try:
        with contextlib.closing(told):
            for changes in told:
                paths = [Path(path) for _, path in changes]
                yield any(not _hidden(path, place.folder) for path in paths)
                if _identity(place.folder) != here or any(map(_is_folder, paths)):
                    return
    except FileNotFoundError:
        yield True


def _folders(folder: Path) -> Iterator[Path]:
    """The folder and those below it whose files are read; what links lead to is elsewhere."""
    for here, below, _ in os.walk(folder):
        depth = len(Path(here).relative_to(folder).parts)
        below[:] = [name for name in below if depth < DEEPEST and not name.startswith(".")]
        if not depth:
            below[:] = [name for name in below if name != "indexes"]
        yield Path(here)


def _hidden(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder) and any(part.startswith(".") for part in path.relative_to(folder).parts)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another in its place; None where there is none."""
    try:
        facts = folder.stat()
    except OSError:
        return None
    return (facts.st_dev, facts.st_ino) if stat.S_ISDIR(facts.st_mode) else None


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        facts = file.stat()
    except OSError:
        return None
    return facts.st_ino, facts.st_size, facts.st_mtime_ns
