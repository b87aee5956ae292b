"""Tries to break every promise, four parts at a time, and prints what was tried, how often, and each fault."""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from torture import parts, running
from torture.trial import Tally, counted

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
FAILED = 1


def main() -> int:
    """Run the parts asked for; 1 where a promise was broken. A part that cannot be tried here is counted, no more."""
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--seed", type=int, default=8, help="other seeds are other trials (default 8)")
    parser.add_argument("--only", nargs="+", choices=parts.MODULES, default=parts.MODULES, metavar="PART")
    parser.add_argument("--small", action="store_true", help="as many trials as the tests run")
    parser.add_argument("--scale", type=float, default=1.0, metavar="X", help="so many times the trials of a full run")
    parser.add_argument("--trial", type=int, metavar="N", help="this trial alone")
    parser.add_argument("--jobs", type=int, default=4, metavar="N", help="parts at a time (default 4: many wait)")
    parser.add_argument("--json", action="store_true", help="print the tallies as JSON lines")
    asked = parser.parse_args()
    before, started, broken, untried = _digest(CORPUS), time.monotonic(), 0, 0
    for tally in _here(asked.only[0], asked) if len(asked.only) == 1 else _side_by_side(asked.only, asked):
        print(json.dumps(asdict(tally)) if asked.json else "\n  ".join([tally.line(), *tally.faults]), flush=True)
        broken += len(tally.faults)
        untried += tally.unable is not None
    after = _digest(CORPUS)
    if after != before:
        print("the sample corpus was changed", file=sys.stderr)
        broken += 1
    if not asked.json:
        faults = counted(broken, "fault") + (f", {counted(untried, 'part')} not tried," if untried else "")
        hashes = f"the sample corpus had the hash {before[:16]} before and {after[:16]} after"
        print(f"{faults} in {time.monotonic() - started:.0f} s; {hashes}")
    return FAILED if broken else 0


def _here(name: str, asked: argparse.Namespace) -> Iterator[Tally]:
    """One part, run when it is asked for."""
    part = parts.named(name)
    count = part.small if asked.small else max(1, round(part.full * asked.scale))
    numbers = range(count) if asked.trial is None else range(asked.trial, asked.trial + 1)
    yield running.run(part, asked.seed, numbers, limited=not asked.small)


def _side_by_side(names: Sequence[str], asked: argparse.Namespace) -> Iterator[Tally]:
    """Each part in a process of its own; told of in order."""
    options = ["--seed", str(asked.seed), "--scale", str(asked.scale), "--json", *(["--small"] if asked.small else [])]
    options += [] if asked.trial is None else ["--trial", str(asked.trial)]

    def whole(name: str) -> Tally:
        command = [sys.executable, "-m", "torture", "--only", name, *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        try:
            return Tally(**json.loads(done.stdout))
        except (ValueError, TypeError):
            return Tally(name, "all", faults=[f"ended with {done.returncode}: {done.stdout}{done.stderr}"])

    with ThreadPoolExecutor(asked.jobs) as side_by_side:
        begun = {
            name: side_by_side.submit(whole, name) for name in sorted(names, key=lambda name: name not in parts.LONG)
        }
        yield from (begun[name].result() for name in names)


def _digest(folder: Path) -> str:
    """Of every name, byte and time of modification below a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        facts = path.stat()
        digest.update(f"{path.relative_to(folder)}\0{facts.st_mtime_ns}\0".encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
