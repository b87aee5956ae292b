"""The gates on the way out let the same through, whatever was put together of what they take away."""

import json
import sys
import unicodedata

import pytest

from briefing.clean import clean
from briefing.cli import put, put_json, say
from briefing.inert import escaped, inert, inert_line, named
from briefing.tui.plain import plain

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]
BARRED = {
    letter
    for letter in EVERY
    if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")
    or unicodedata.bidirectional(letter) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
}
NESTED = [
    "\x1b\x1b[[31m31m",
    "\x1b[3\x1b[31m1m",
    "\x1b\x1b]0;a\x07]0;b\x07",
    "\x9b\x9b31m31m",
    "\x1b\u202e[31m",
    "\x1b\x00[2J",
    "\x1b\ud800]52;c;eA==\x07",
    "\x1b]0;\x1b]0;x\x07\x07",
    "\x1b[\x1b[\x1b[mmm",
    "\u2028\x1b\u2029[2J",
]


@pytest.mark.parametrize("gate", [inert, inert_line, named, plain, clean])
def test_no_character_that_a_terminal_obeys(gate: object) -> None:
    assert callable(gate)
    passed = set(gate("x".join(EVERY)))
    assert passed & BARRED <= {"\t", "\n"}


def test_what_an_output_holds_back_is_not_drawn_either() -> None:
    held = [letter for letter in EVERY if not inert(f"a{letter}a").count(letter)]
    assert len(held) > 2_000
    assert not [letter for letter in held if letter in plain(f"a{letter}a")]


@pytest.mark.parametrize("text", NESTED)
def test_taking_away_makes_nothing_new(text: str) -> None:
    for gate in (inert, inert_line, plain, clean):
        once = gate(text)
        assert not set(once) & BARRED - {"\n"}
        assert gate(once) == once


@pytest.mark.parametrize("text", [*NESTED, "a\tb\nc", "é 東京 \U0001f600", "\ufeff\U000e0041"])
def test_json_says_the_same_without_them(text: str) -> None:
    written = escaped(json.dumps(text, ensure_ascii=False))
    assert not set(written) & BARRED
    assert json.loads(written) == text


@pytest.mark.parametrize("text", NESTED)
def test_no_line_of_output_holds_them(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    put(text)
    put_json({text: [text]})
    say(text)
    told = capsys.readouterr()
    assert told.out
    assert told.err
    assert not set(told.out + told.err) & BARRED - {"\n"}


ALIKE = ["a b.txt", "a\u00a0b.txt", "a  b.txt", "a\u3000b.txt", " a b.txt", "a b.txt ", "a\tb.txt", "a\\x20b.txt"]


def test_names_of_files_that_look_alike_are_told_apart() -> None:
    assert len({" ".join(named(name).split()) for name in ALIKE}) == len(ALIKE)
    assert named("esc\x1b[31m.txt") == r"esc\x1b[31m.txt"
    assert named("bad\udcff.txt") == r"bad\udcff.txt"
    assert named("two\nlines.txt") == r"two\nlines.txt"
    assert named("2014/Über Port Alden, 4 May.txt") == "2014/Über Port Alden, 4 May.txt"
