"""A small run of each part of the torture; `make torture` is the full one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from torture import __main__ as torture
from torture import parts, running
from torture.trial import Attempt, Part, Unable

SEED = 8


@pytest.mark.parametrize("name", parts.MODULES)
def test_no_promise_is_broken(name: str) -> None:
    part = parts.named(name)
    tally = running.run(part, SEED, range(part.small), limited=False)
    if tally.unable:
        pytest.skip(tally.unable)
    assert not tally.faults, "\n".join(tally.faults)
    assert tally.tried > 0


def tortured(monkeypatch: pytest.MonkeyPatch, sample: Path, attempt: Attempt) -> int:
    """`python -m torture` with one part, which has one trial."""

    @contextmanager
    def begin(_: Path) -> Iterator[Attempt]:
        yield attempt

    monkeypatch.setattr(parts, "named", lambda _: Part("the part", "P16", full=1, small=1, begin=begin))
    monkeypatch.setattr(torture, "CORPUS", sample)
    monkeypatch.setattr(sys, "argv", ["torture", "--only", "races"])
    return torture.main()


def test_a_sample_that_a_part_changes_is_noticed(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tortured(monkeypatch, sample, lambda *_: None) == 0
    assert "\n0 faults in " in capsys.readouterr().out

    def change(*_: object) -> None:
        (sample / "planted.txt").write_text("A ferry sailed.\n", "utf-8")

    assert tortured(monkeypatch, sample, change) == torture.FAILED
    told = capsys.readouterr()
    assert "\n1 fault in " in told.out
    assert "the sample corpus was changed" in told.err


def test_the_clock_of_a_run_begins_before_its_only_part(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])

    def take_a_minute(*_: object) -> None:
        now[0] += 60

    assert tortured(monkeypatch, sample, take_a_minute) == 0
    assert "\n0 faults in 60 s; " in capsys.readouterr().out


def test_a_part_that_was_not_tried_is_in_the_last_line(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def try_it(*_: object) -> None:
        raise Unable("strace is missing")

    assert tortured(monkeypatch, sample, try_it) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert first == "the part (P16): not tried, strace is missing"
    assert last.startswith("0 faults, 1 part not tried, in ")
