"""Plain signs for plain terminals."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual._border import BORDER_CHARS

import briefing
from briefing.config import Config
from briefing.tui import rows
from briefing.tui.glyphs import STANDS_FOR, plain_signs
from briefing.tui.sheet import SIGNS

if TYPE_CHECKING:
    from tests.tui.conftest import Reading

HOUSE = Path(briefing.__file__).parent
SOURCES = sorted(file for file in (HOUSE / "tui").rglob("*.py") if file.name not in ("glyphs.py",))
WORDS_OF_OURS = [HOUSE / f"{name}.py" for name in ("article", "cast", "dates", "results", "progress", "plainly")]
TEXTS = {"wrapping.py", "plain.py"}
"""What these hold is not drawn: it is looked for in what others wrote."""

ENVIRONMENTS = [
    (None, {}, False),
    (None, {"TERM": "xterm-256color", "LANG": "de_DE.UTF-8"}, False),
    (None, {"TERM": "linux", "LANG": "de_DE.UTF-8"}, True),
    (None, {"TERM": "vt100"}, True),
    (None, {"TERM": "dumb"}, True),
    (None, {"TERM": "xterm", "LANG": "C"}, True),
    (None, {"TERM": "xterm", "LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
    (None, {"TERM": "xterm", "LANG": "C", "LC_ALL": "en_US.utf8"}, False),
    (None, {"TERM": "xterm", "LANG": "en_US.UTF-8", "LC_ALL": "en_US.ISO-8859-1"}, True),
    (None, {"TERM": "dumb", "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}, False),
    ("unicode", {"TERM": "linux"}, False),
    ("ascii", {"TERM": "xterm", "LANG": "en_US.UTF-8"}, True),
]


@pytest.mark.parametrize(("wish", "environ", "plain"), ENVIRONMENTS)
def test_who_gets_plain_signs(wish: str | None, environ: dict[str, str], plain: bool) -> None:
    assert plain_signs(wish, environ) is plain  # type: ignore[arg-type]


def drawn(file: Path) -> Iterator[str]:
    """The characters of the texts in a source, those of its docstrings left out."""
    tree = ast.parse(file.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield from node.value


@pytest.mark.parametrize("file", [*SOURCES, *WORDS_OF_OURS], ids=lambda file: str(file.relative_to(HOUSE)))
def test_every_sign_has_a_plain_one(file: Path) -> None:
    if file.name not in TEXTS:
        assert {sign for sign in drawn(file) if not sign.isascii()} <= STANDS_FOR.keys()


def test_every_border_has_a_plain_one_and_nothing_changes_its_width() -> None:
    borders = {sign for kind in BORDER_CHARS.values() for side in kind for part in side for sign in part}
    assert {sign for sign in borders if not sign.isascii()} <= STANDS_FOR.keys()
    assert all(plain.isascii() and cell_len(plain) == cell_len(sign) for sign, plain in STANDS_FOR.items())


@pytest.mark.parametrize(
    "signs", [[sign for sign, _ in rows.LEGEND if len(sign) == 1], [sign for sign, _ in SIGNS], "▁▂▃▄▅▆▇█", "✓✗", "█■▪"]
)
def test_signs_that_differ_differ_in_ascii_too(signs: Sequence[str]) -> None:
    assert len({STANDS_FOR.get(sign, sign) for sign in signs}) == len(signs)


@pytest.mark.parametrize("keys", [[], ["dialog:f"], ["dialog:question_mark"], ["dialog:colon"], ["dialog:d"]])
async def test_nothing_but_ascii_and_the_letters_of_articles(reading: Reading, keys: list[str]) -> None:
    async with reading(160, 40, Config(follow=False, glyphs="ascii")) as hand:
        for key in keys:
            await hand.dialog(key.removeprefix("dialog:"))
        library = hand.main._library
        written = {sign for row in library.rows for sign in library.article(row.id).body + row.title}
        assert {sign for sign in hand.drawn if not sign.isascii()} <= written
