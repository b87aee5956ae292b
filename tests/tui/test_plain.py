"""The last guard of the terminal."""

import pytest
from rich.cells import cell_len

from briefing.tui.plain import measured, plain


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("plain [/] [@click=app.quit]", "plain [/] [@click=app.quit]"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("\x1b[31mred\x1b]52;c;eA==\x07", "[31mred]52;c;eA=="),
        ("\x9b31mred\x7f\x00", "31mred"),
        ("abc\u202edef\u2066ghi\u200f", "abcdefghi"),
        ("half \udcff name", "half \ufffd name"),
        ("mark\ufeff note\ufff9 flag\U000e0067\U000e007f", "mark note flag"),
        ("one\u200d \u200dtwo\u200dthree", "one twothree"),
        ("👩\u200d👧 ☝🏿\u200d♂️", "👩\u200d👧 ☝🏿\u200d♂️"),
        ("اللواء 東京 é", "اللواء 東京 é"),
    ],
)
def test_plain(text: str, drawn: str) -> None:
    assert plain(text) == drawn
    assert len(measured(text)) == len(text)
    assert cell_len(measured(text)) == cell_len(drawn)
