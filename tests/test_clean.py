"""The one sanitiser."""

import unicodedata

import pytest

from briefing.clean import clean, clean_line, has_controls

CASES = [
    ("plain text\nstays\n", "plain text\nstays\n"),
    ("one\r\ntwo\rthree\x0bfour\x85five\u2028six", "one\ntwo\nthree\nfour\nfive\nsix"),
    ("a\tb\u00a0c\u202fd\u3000e", "a b c d e"),
    ("\x1b[31mred\x1b[0m", "red"),
    ("\x9b31mred", "red"),
    ("\x1b]52;c;c2VjcmV0\x07after", "after"),
    ("\x1b]8;;http://a\x1b\\link\x1b]8;;\x1b\\", "link"),
    ("\x1bPq#0\x1b\\after", "after"),
    ("\x1b]0;never closed\nnext", "0;never closed\nnext"),
    ("\x1bcreset", "reset"),
    ("bell\x07 del\x7f nul\x00 c1\x9f", "bell del nul c1"),
    ("left\u202eright\u2066in\u2069\u200f", "leftrightin"),
    ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
    ("tag\U000e0041s", "tags"),
    ("lone \ud800 half", "lone \ufffd half"),
    ("e\u0301", "é"),
    ("z" + "\u0335" * 40, "z" + "\u0335" * 3),
    ("\ua8e0" * 40 + "ка\ua8e0", "\ua8e0" * 30 + "ка\ua8e0"),
    ("кириллица, العربية, 中文, ‘quotes’ – dashes…", "кириллица, العربية, 中文, ‘quotes’ – dashes…"),
    ("family 👨\u200d👩\u200d👧 stays", "family 👨\u200d👩\u200d👧 stays"),
]


@pytest.mark.parametrize(("dirty", "expected"), CASES)
def test_cleaning(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected
    assert clean(expected) == expected


def test_no_control_character_passes() -> None:
    everything = "".join(chr(n) for n in range(0x3000))
    left = clean(everything)
    assert not [hex(ord(c)) for c in left if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0)]


def test_marks_of_no_script_stack_up() -> None:
    """Sorting them takes quadratic time, in one call that no limit of time can end."""
    for char in map(chr, (*range(0xD800), *range(0xE000, 0x110000))):
        apart = unicodedata.normalize("NFD", char)
        if unicodedata.combining(apart[0]):
            left = clean("q" + char * 50 + "q")
            assert len(left) <= 2 + 30 * len(apart), hex(ord(char))
            assert clean(left) == left


def test_a_line_is_one_line() -> None:
    assert clean_line("  two\n lines \x1b[2Jhere ") == "two lines here"


@pytest.mark.parametrize(
    ("name", "bad"), [("plain.txt", False), ("naïve\u202fname.txt", False), ("a\x1b[2J.txt", True), ("a\nb", True)]
)
def test_file_names(name: str, bad: bool) -> None:
    assert has_controls(name) is bad
