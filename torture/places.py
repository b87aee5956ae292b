"""A folder in which something is tried again and again, from the same beginning each time."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pkgutil
import shutil
from collections.abc import Callable
from pathlib import Path

import briefing
from briefing.folders import work
from briefing.paths import _cleared
from torture.failing import forked


class Place:
    """The folder `here`, with the homes of ours in it and one's own files below `mine`; made once, and copied."""

    def __init__(self, folder: Path, prepare: Callable[[], int], warm: Callable[[], object]) -> None:
        """`prepare` makes it, in a child and in the working folder; `warm` has this process import and hold whatever a
        child would have to get by itself, and may spoil what was made."""
        self.folder, self.here = folder, folder / "place"
        self.notes, self._template = folder / "notes", folder / "template"
        self.notes.mkdir()
        (self.here / "mine").mkdir(parents=True)
        for name in ("STATE", "CACHE", "CONFIG"):
            os.environ[f"BRIEFING_{name}"] = str(self.here / name.lower())
        os.chdir(self.here)
        _import_all()
        work()
        made = forked(prepare)
        if made.fault or made.code:
            raise AssertionError(f"the beginning cannot be made: {made}")
        self.keep(self._template)
        warm()
        _cleared.cache_clear()
        shutil.rmtree(folder / "state", ignore_errors=True)
        gc.freeze()

    def fresh(self, beginning: Path | None = None) -> None:
        """Everything as it was in the beginning, or when it was kept."""
        os.chdir(self.folder)
        shutil.rmtree(self.here, ignore_errors=True)
        shutil.copytree(beginning or self._template, self.here, symlinks=True)
        os.chdir(self.here)

    def keep(self, beginning: Path) -> None:
        """Keep everything as it is now."""
        shutil.copytree(self.here, beginning, symlinks=True)


def _import_all() -> None:
    """All of the house, but for what needs a library that is not here."""
    for found in pkgutil.walk_packages(briefing.__path__, "briefing."):
        if not found.name.endswith("__main__"):
            with contextlib.suppress(ImportError):
                importlib.import_module(found.name)
