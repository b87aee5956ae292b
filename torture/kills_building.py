"""kill -9 of whoever builds an index: readers have the old answers or the new ones, and the next run makes it whole."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from briefing import library
from briefing.index import generations
from briefing.index.sealing import Damaged
from briefing.library import Library
from torture import answers, killing
from torture.killing import DONE, KILLED, Fuse
from torture.trial import Attempt, Part
from torture.worlds import SCENES, Known, Scene, Worlds, pieces, traces

ORPHANS = 1.0
"""Seconds that a worker may compute on when its builder is gone; to begin takes it a part of them."""
BY_COMMAND = 20
"""One trial of so many goes through the real command."""
SPAWNED = 15
"""One crew of so many is of processes that are begun anew, as they are in use."""
TRIES = 8
"""How often a run is begun until the kill comes before its end."""
_OURS = {"lock", "CURRENT", "actors.last-good.yaml", "actors.kept.json"}
_DRAFT = re.compile(r"\.briefing-[0-9a-f]{16}")
_INDEX = (sys.executable, "-m", "briefing", "index", "--json", "--corpus")
_CALLS = (("fsync", 19), ("write", 15), ("pwrite64", 40), ("rename", 2), ("renameat", 4), ("fchmod", 12), ("link", 1))
"""Calls to the system, and how many of them a run has, or nearly so."""


class Trial:
    """A run of the builder that is killed, perhaps several times, and what readers see meanwhile and afterwards."""

    def __init__(
        self, worlds: Worlds, scene: Scene, dice: random.Random, *, by_command: bool = False, tracing: bool = False
    ) -> None:
        self.worlds, self.scene, self.dice = worlds, scene, dice
        self.by_command, self.tracing = by_command, tracing
        self.known: Known = worlds.known(scene)
        self.again = self.known.counts
        """Of a run that follows one that was killed: it makes nothing anew that need not be."""
        if scene.rebuild and scene.before:
            self.again = worlds.known(Scene(scene.before, scene.after)).counts
        self.spawned = not dice.randrange(SPAWNED)
        self.kills = self.tried = 0
        self.new = False
        """Were the new answers seen already? Then the old ones may not come back."""

    def run(self) -> str | None:
        """All of it; again, with kills that come sooner, where a run had ended before it was killed."""
        for self.tried in range(TRIES):
            with ExitStack() as stack:
                fault = self.once(stack)
            if self.kills or fault:
                return fault and f"{self.scene}, {self.kills} kills: {fault}"
        return f"{self.scene}: {TRIES} runs had ended before they were killed"

    def once(self, stack: ExitStack) -> str | None:
        """One run, and those that come after it."""
        self.worlds.put(self.scene)
        self.new = False
        before = traces(self.worlds.corpus)
        held = stack.enter_context(closing(Library.open(self.worlds.corpus))) if self.scene.before else None
        fault = self.killed()
        if fault or not self.kills:
            return fault
        if fault := self.whole(held):
            return fault
        if held and answers.of(held) != self.known.digest:
            return "a reader that held the old index has other answers now"
        return "a file of the corpus was changed" if traces(self.worlds.corpus) != before else None

    def killed(self) -> str | None:
        """Kill it, and those that come after it, and look after each kill."""
        for _ in range(self.dice.choices((1, 2, 3, 5), (60, 25, 10, 5))[0]):
            kills = self.kills
            if fault := self.kill() or self.look():
                return fault
            if self.kills == kills:
                break
        return None

    def kill(self) -> str | None:
        """Begin to build, and kill."""
        share = self.dice.random() * 0.8**self.tried
        workers = self.scene.crew and killing.ADOPTING and not self.dice.randrange(4)
        way = self.command if self.by_command else self.one_worker if workers else self.builder
        status, fault = way(share)
        self.kills += status == KILLED
        if not fault and status not in (DONE, KILLED):
            fault = f"ended with {status}: {self.worlds.errors.read_text()}"
        return fault

    def command(self, share: float) -> tuple[int, str | None]:
        """Kill the real command: at some time, or at one of its calls to the system."""
        command = [*_INDEX, str(self.worlds.corpus), *["--rebuild"] * self.scene.rebuild]
        aimed = bool(self.tracing) and self.dice.random() < 0.5
        if aimed:
            call, times = self.dice.choice(_CALLS)
            at = 1 + int(times * share)
            command = [*killing.traced(call, at), *command]
        with self.worlds.errors.open("wb") as errors:
            run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True)
        status = killing.ended(
            run.pid, None if aimed else self.worlds.command_seconds * (0.4 + 0.6 * share), group=True
        )
        run.returncode = status
        late = killing.left_behind(run.pid, ORPHANS)
        fault = (
            "something of it lived on" if late else self.listed() if generations.exists(self.worlds.corpus) else None
        )
        return status, fault

    def listed(self) -> str | None:
        """What a real reading command makes of it."""
        listing = [sys.executable, "-m", "briefing", "list", "--json", "--corpus", str(self.worlds.corpus)]
        done = subprocess.run(listing, capture_output=True, text=True, check=False)
        bad = done.returncode or not done.stdout or "made anew" in done.stderr
        return f"`list` ended with {done.returncode}: {done.stderr}" if bad else None

    def builder(self, share: float) -> tuple[int, str | None]:
        """Kill the builder, or all that belong to it; how it ended, and what is wrong."""
        group = self.dice.random() < 0.5
        aimed = self.dice.random() < 0.5
        entry = self.dice.choice(("publish", "publish", "draft"))
        seconds = self.known.seconds * share
        if not aimed:
            fuse = Fuse()
        elif self.dice.random() < 0.25:
            fuse = Fuse(seconds=self.known.committing * share, group=group)
        else:
            fuse = Fuse(1 + int(self.known.calls * share), group=group)
        work = self.worlds.build
        pid = killing.begin(lambda: work(self.scene, fuse, entry, spawned=self.spawned), self.worlds.errors)
        status = killing.ended(pid, None if aimed else seconds, group=group)
        if status == KILLED and self.dice.random() < 0.5 and (fault := self.look()):
            killing.left_behind(pid, 0.0)
            return status, fault
        late = killing.left_behind(pid, ORPHANS)
        return status, f"a worker computed on for more than {ORPHANS} s, or never ended" if late else None

    def one_worker(self, share: float) -> tuple[int, str | None]:
        """Kill one of the crew: the builder finds another one and ends well."""
        work = self.worlds.build
        pid = killing.begin(lambda: work(self.scene, Fuse(), spawned=self.spawned), self.worlds.errors)
        time.sleep(self.known.seconds * share)
        crew = killing.children(pid)
        if crew:
            os.kill(self.dice.choice(crew), signal.SIGKILL)
        status = killing.ended(pid)
        late = killing.left_behind(pid, ORPHANS)
        if status != DONE:
            return status, f"a worker was killed, and the builder ended: {self.worlds.errors.read_text()}"
        self.new = True
        return KILLED if crew else DONE, "a worker lived on" if late else None

    def look(self) -> str | None:
        """Readers open it at once, and have the old answers or the new ones."""
        if not generations.exists(self.worlds.corpus):
            return "there is no index any more" if self.scene.before or self.new else None
        with closing(Library.glance(self.worlds.corpus)) as opened:
            try:
                opened.load(mend=False)
            except Damaged as error:
                return f"a reader cannot open it: {error}"
            if opened.events:
                return f"a reader is told: {opened.events}"
            return self.judged(opened)

    def judged(self, opened: Library) -> str | None:
        """What is wrong with the answers."""
        found, after = answers.of(opened), self.worlds[self.scene.after]
        if found == after.digest:
            self.new = True
            return None
        if self.new:
            return "the new answers were there, and are there no more"
        if self.scene.before and found == self.known.digest:
            return None
        return self.partly(opened) if self.scene.batches else "the answers are neither the old nor the new ones"

    def partly(self, opened: Library) -> str | None:
        """Of what is published on the way, each article is one of before or of after, and none of both is missing."""
        after = self.worlds[self.scene.after].pieces
        before = self.known.pieces
        for path, piece in (found := pieces(opened)).items():
            if piece not in (before.get(path), after.get(path)):
                return f"{path} is neither as before nor as after"
        if missing := (before.keys() & after.keys()) - found.keys():
            return f"{sorted(missing)} are missing on the way"
        total = opened.search("").total
        return None if total == len(found) else f"of {len(found)} articles a query finds {total}"

    def whole(self, held: Library | None) -> str | None:
        """The next run completes it, says what it did, and leaves nothing behind."""
        said: list[str] = []
        if self.by_command:
            done = subprocess.run([*_INDEX, str(self.worlds.corpus)], capture_output=True, text=True, check=False)
            said += done.stderr.splitlines()
            counts = json.loads(done.stdout or "{}")
        else:
            counts = library.index(self.worlds.corpus, say=said.append).json()
        if said:
            return f"the next run said {said}"
        return self.counted(counts) or self.complete(held)

    def counted(self, counts: dict[str, float]) -> str | None:
        """Are these the counts of a run that had some of its work done already?"""
        told, known = dict(counts), dict(self.known.counts)
        for name in ("seen", "indexed", "skipped", "quarantined"):
            if told[name] != known[name]:
                return f"counts {told}, not {known}"
        news = ("unchanged", "changed", "removed")
        done, nothing = [told[name] for name in news], [known["indexed"], 0, 0]
        if self.scene.batches:
            right = known["unchanged"] <= done[0] <= known["indexed"] and done[1:] in (
                [0, 0],
                [known[n] for n in news[1:]],
            )
        else:
            right = done == nothing or (not self.new and done == [self.again[name] for name in news])
        return None if right else f"counts {told}, where {known} or nothing was to be done"

    def complete(self, held: Library | None) -> str | None:
        """The new answers, and no more files than there have to be."""
        self.new = True
        if fault := self.look():
            return f"after the next run: {fault}"
        index = self.worlds.index
        kept = [path.name for path in index.iterdir() if generations._NAME.fullmatch(path.name)]
        most = generations.KEPT + bool(held)
        if len(kept) > most:
            return f"{len(kept)} generations are kept: {kept}"
        return self.left_over([index, self.worlds.folder / "state"], {*_OURS, *kept})

    def left_over(self, places: list[Path], ours: set[str]) -> str | None:
        """Drafts of single files go when they are old; nothing else may be left."""
        for folder in places:
            for path in folder.iterdir():
                if _DRAFT.fullmatch(path.name):
                    os.utime(path, (0, 0))
        library.index(self.worlds.corpus)
        index, state = places
        left = {path.name for path in index.iterdir()} - ours
        left |= {path.name for path in state.iterdir() if _DRAFT.fullmatch(path.name)}
        return f"{sorted(left)} is left behind" if left else None


@contextmanager
def _begin(folder: Path) -> Iterator[Attempt]:
    worlds = Worlds(folder)
    traceable = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", os.devnull, "true"]
    tracing = (
        bool(shutil.which("strace")) and not subprocess.run(traceable, capture_output=True, check=False).returncode
    )

    def attempt(number: int, dice: random.Random) -> str | None:
        round, which = divmod(number, len(SCENES))
        by_command = number % BY_COMMAND == BY_COMMAND - 1
        scene = SCENES[round // 2 % len(SCENES) if by_command else which]
        return Trial(worlds, scene, dice, by_command=by_command, tracing=tracing).run()

    with killing.adopting():
        yield attempt


PART = Part("kills while building", "P1, P2", 1_000, 4, _begin)
