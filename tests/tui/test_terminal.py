"""The second guard: a widget whose author forgot everything draws letters, and its lines are as wide as they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.color import Color
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Footer, Input, OptionList, Static, TextArea

from briefing.tui import looks
from briefing.tui.guarding import Guard
from briefing.tui.looks import Dressed
from briefing.tui.pasting import BEGINNING, END, Washed
from tests.test_inert import BARRED, NESTED
from tests.tui.test_hostile import BIDI, CONTROLS, EMOJI, WIDE

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

FORGOTTEN = f"begun {''.join(NESTED)} {CONTROLS} {BIDI} \ufeff \ud83d \U000e0041 {EMOJI} {WIDE}"


class Raw(Widget):
    """Draws strips of its own, an order to the terminal among them."""

    DEFAULT_CSS = "Raw { height: 1; }"

    def render_line(self, y: int) -> Strip:
        linked = Style(link=f"https://news.example/{FORGOTTEN}")
        return Strip([Segment(FORGOTTEN, linked), Segment("\x1b[2J", None, [])])


class Forgetful(Dressed[None]):
    """Everything that can be drawn is drawn as it came."""

    CSS_PATH = str(Path(looks.__file__).with_name("briefing.tcss"))
    BINDINGS: ClassVar[list[BindingType]] = [("x", "nothing", FORGOTTEN)]

    def compose(self) -> ComposeResult:
        framed = Static(Content(FORGOTTEN))
        framed.border_title = Content(FORGOTTEN)
        framed.border_subtitle = Content(FORGOTTEN)
        framed.styles.border = ("solid", "red")
        framed.tooltip = Content(FORGOTTEN)
        yield framed
        yield Static(Text(FORGOTTEN, style=Style(link="https://news.example/")))
        yield Input(FORGOTTEN, placeholder=FORGOTTEN)
        yield Input(placeholder=FORGOTTEN)
        yield OptionList(Content(FORGOTTEN))
        yield TextArea(FORGOTTEN)
        yield Raw()
        yield Footer()

    def on_mount(self) -> None:
        self.notify(FORGOTTEN, title=FORGOTTEN, markup=False)


def lines(app: Forgetful) -> Iterator[tuple[Strip, str]]:
    for strip in app.screen._compositor.render_strips():
        yield strip, strip.text


@pytest.mark.parametrize("size", [(80, 50), (41, 50)])
async def test_no_widget_can_draw_an_order(size: tuple[int, int]) -> None:
    app = Forgetful(None, None)
    async with app.run_test(size=size) as pilot:
        await pilot.hover(Static)
        await pilot.pause()
        told = list(lines(app))
        assert sum("begun" in text for _, text in told) >= 8
        for strip, text in told:
            assert not set(text) & BARRED, text
            assert cell_len(text) == strip.cell_length == size[0], text
            assert not [segment for segment in strip if segment.control or (segment.style and segment.style.link)]
            assert "\x1b]" not in strip.render(app.console)


def test_a_line_is_as_wide_as_it_was_measured() -> None:
    for letter in (*FORGOTTEN, *NESTED, "a\tb", "x\u200dy", "\u2028"):
        before = [Segment(f"|{letter}|")]
        after = Guard().apply(before, Color(0, 0, 0))
        assert Segment.get_line_length(before) == Segment.get_line_length(after), ascii(letter)


def test_what_is_only_text_is_not_touched() -> None:
    before = [Segment("│ “Ilven” — 東京 é ", Style(bold=True))]
    assert Guard().apply(before, Color(0, 0, 0)) == before


async def test_the_clipboard_holds_text() -> None:
    app = Forgetful(None, None)
    async with app.run_test():
        app.copy_to_clipboard(f"a\nb {FORGOTTEN}")
        assert app.clipboard.startswith("a\nb begun")
        assert not set(app.clipboard) & BARRED - {"\n"}


PASTES = [
    ("abc\x1b", "abc\x1b"),
    (f"a{BEGINNING}one\ntwo{END}b\x1b[A", f"a{BEGINNING}one\ntwo{END}b\x1b[A"),
    (f"{BEGINNING}x\x1b]0;q\x07\x1b[Aq\x9b\x1b{END}\x1b[A", f"{BEGINNING}x]0;q[Aq{END}\x1b[A"),
    (f"{BEGINNING}\x1b[20{END}{BEGINNING}\x1b{BEGINNING}{END}", f"{BEGINNING}[20{END}{BEGINNING}[200~{END}"),
    (f"\x1b{BEGINNING}\x1b\x1b[201{END}q", f"\x1b{BEGINNING}[201{END}q"),
]


@pytest.mark.parametrize(("came", "heard"), PASTES)
def test_nothing_that_is_pasted_is_a_key(came: str, heard: str) -> None:
    for size in range(1, len(came) + 1):
        washed = Washed()
        assert "".join(washed.wash(came[at : at + size]) for at in range(0, len(came), size)) == heard


def test_a_key_is_heard_at_once() -> None:
    washed = Washed()
    for key in ("\x1b", "\x1b[A", "q", "\x1b[200"):
        assert washed.wash(key) == key


async def burst(hand: Hand, *keys: str) -> None:
    """All of them before the first has done anything, as a slow line brings them."""
    for key in keys:
        hand.app.post_message(events.Key(key, None))
    await hand.settle()


@pytest.mark.parametrize("opening", ["S", "O", "f", "v", "p", "question_mark", "o", "L"])
@pytest.mark.parametrize("keys", [("enter",) * 4, ("escape",) * 4, ("enter", "escape") * 3])
async def test_a_dialog_is_left_once_however_often_it_is_told(
    reading: Reading, opening: str, keys: tuple[str, ...]
) -> None:
    async with reading(80, 24) as hand:
        await hand.press("3", opening)
        await burst(hand, *keys)
        assert hand.app.is_running
        assert hand.app.screen_stack[0] is hand.main


async def test_what_lies_over_a_dialog_is_not_left_in_its_place(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.dialog("semicolon")
        await hand.press("f1")
        help = hand.screen
        for size in ((81, 24), (82, 24)):
            await hand.pilot.resize_terminal(*size)
            await hand.settle()
            assert hand.screen is help
        await hand.press("escape")
        assert hand.screen is hand.main
