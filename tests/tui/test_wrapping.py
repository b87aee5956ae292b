"""Wrapping: width, breaks, and the way from an offset to a column and back."""

import re
from itertools import pairwise

import pytest

from briefing.tui.wrapping import (
    NARROW,
    WIDE,
    Line,
    across,
    cells,
    column,
    crop,
    fit,
    graphemes,
    offset_at,
    wrap,
)

E_ACUTE = "e\u0301"
FAMILY = "👨\u200d👩\u200d👧"
FLAGS = "🇱🇾🇪🇬"

WRAPPED = [
    ("", 10, []),
    ("   \n ", 10, []),
    ("one two three", 20, ["one two three"]),
    ("one two three", 7, ["one two", "three"]),
    ("one two three", 8, ["one two", "three"]),
    ("one\ntwo\nthree", 9, ["one\ntwo", "three"]),
    ("  indented text ", 20, ["indented text"]),
    ("unbreakable", 4, ["unbr", "eaka", "ble"]),
    ("an unbreakable word", 6, ["an", "unbrea", "kable", "word"]),
    ("war—or peace", 7, ["war—or", "peace"]),
    ("war—or peace", 5, ["war—", "or", "peace"]),
    ("東京と大阪", 4, ["東京", "と大", "阪"]),
    ("東京 大阪", 4, ["東京", "大阪"]),
    (f"caf{E_ACUTE} caf{E_ACUTE}", 4, [f"caf{E_ACUTE}", f"caf{E_ACUTE}"]),
    (f"{E_ACUTE * 3}", 2, [E_ACUTE * 2, E_ACUTE]),
    ("\u202eabc\x1b[31m def", 7, ["\u202eabc\x1b[31m", "def"]),
    ("wide", 0, ["w", "i", "d", "e"]),
    ("xx—yy zz—", 4, ["xx—", "yy", "zz—"]),
    ("———a", 2, ["——", "—a"]),
    ("5\xa0000 men went", 6, ["5\xa0000", "men", "went"]),
    ("東京、大阪の「会議」は続いた。", 8, ["東京、大", "阪の「会", "議」は続", "いた。"]),
    ("in 東京 on 5 May", 6, ["in 東", "京 on", "5 May"]),
    ("서울 회담 재개", 9, ["서울 회담", "재개"]),
    (FLAGS * 2, 5, [FLAGS, FLAGS]),
    (FLAGS, 3, [FLAGS[:2], FLAGS[2:]]),
    (f"{FAMILY}{FAMILY} ok", 4, [FAMILY * 2, "ok"]),
    ("👍🏽👍🏽❤️", 4, ["👍🏽👍🏽", "❤️"]),
    ("e" + "\u0301" * 900 + "f g", 2, ["e" + "\u0301" * 900 + "f", "g"]),
    ("مجلس النواب الليبي قال", 11, ["مجلس النواب", "الليبي قال"]),
    ("مُجَلِّس النُّوّاب", 7, ["مُجَلِّس", "النُّوّاب"]),
    ("שלום עליכם", 6, ["שלום", "עליכם"]),
]


@pytest.mark.parametrize(("text", "width", "lines"), WRAPPED)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert [text[line.start : line.end] for line in wrap(text, 0, len(text), width)] == lines


@pytest.mark.parametrize(("text", "width", "lines"), WRAPPED)
def test_no_line_is_too_wide_and_no_word_is_lost(text: str, width: int, lines: list[str]) -> None:
    wrapped = wrap(text, 0, len(text), width)
    assert all(cells(text[line.start : line.end]) <= max(1, width) for line in wrapped)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(before.end <= after.start for before, after in pairwise(wrapped))


@pytest.mark.parametrize("width", [1, 2, 3, 7, 20])
def test_no_grapheme_is_torn(width: int) -> None:
    text = f"{FAMILY}{FLAGS}a{E_ACUTE}東👍🏽 מ\u05b8ה❤️\u200b {FAMILY}—x\x1b[1m\xa0y"
    edges = {edge for line in wrap(text, 0, len(text), width) for edge in (line.start, line.end)}
    whole = {edge for start, end, _ in graphemes(text) for edge in (start, end)}
    assert edges <= whole


@pytest.mark.parametrize(("letters", "size"), [(NARROW, 1), (WIDE, 2)])
def test_the_width_of_what_is_not_measured(letters: str, size: int) -> None:
    known = re.compile(f"[{letters}]")
    assert all(cells(letter) == size for letter in map(chr, range(0x20, 0x10000)) if known.match(letter))


def test_only_the_stretch_asked_for_is_wrapped() -> None:
    assert wrap("one two three", 4, 7, 20) == [Line(4, 7)]


BOTH_WAYS = [
    ("plain", 0, 0),
    ("plain", 3, 3),
    ("a\nb", 2, 2),
    ("東京と", 1, 2),
    ("東京と", 2, 4),
    (f"caf{E_ACUTE}s", 5, 4),
    (f"{FAMILY}!", len(FAMILY), 2),
    ("a\u202eb", 2, 1),
    (f"{FLAGS}!", 2, 2),
    ("שלום", 2, 2),
    ("מ\u05b8ה", 2, 1),
]


@pytest.mark.parametrize(("text", "offset", "drawn_at"), BOTH_WAYS)
def test_offsets_and_columns(text: str, offset: int, drawn_at: int) -> None:
    line = Line(0, len(text))
    assert column(text, line, offset) == drawn_at
    assert offset_at(text, line, drawn_at) == offset


@pytest.mark.parametrize(
    ("text", "drawn_at", "offset"),
    [("東京", 1, 0), ("東京", 3, 1), (f"{E_ACUTE}x", 0, 0), ("ab", 2, None), ("ab", -1, None), ("", 0, None)],
)
def test_a_column_within_a_character_or_beside_the_line(text: str, drawn_at: int, offset: int | None) -> None:
    assert offset_at(text, Line(0, len(text)), drawn_at) == offset


def test_an_offset_beyond_the_line_is_at_its_end() -> None:
    assert column("one two", Line(0, 3), 6) == 3


@pytest.mark.parametrize(
    ("text", "width", "cropped"),
    [
        ("short", 10, "short"),
        ("exactly", 7, "exactly"),
        ("too long", 5, "too…"),
        ("東京大阪", 5, "東京…"),
        ("東京大阪", 4, "東…"),
        (f"caf{E_ACUTE}s", 4, "caf…"),
        ("anything", 1, "…"),
        ("anything", 0, ""),
        ("a\x1b]52;c;x\x07b", 20, "a]52;c;xb"),
    ],
)
def test_crop(text: str, width: int, cropped: str) -> None:
    assert crop(text, width) == cropped


@pytest.mark.parametrize("text", ["", "short", "東京大阪東京", f"caf{E_ACUTE}", "a much longer text than fits"])
def test_fit_is_exactly_as_wide(text: str) -> None:
    assert cells(fit(text, 9)) == 9


@pytest.mark.parametrize(
    ("left", "right", "line"),
    [
        ("left", "right", "left      right"),
        ("a long left side", "right", "a long l… right"),
        ("left", "", "left           "),
    ],
)
def test_across(left: str, right: str, line: str) -> None:
    assert across(left, right, 15) == line
