"""Whatever a text, a name, a tag, a note or a file name is made of, the screen stays whole and obeys only its user."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from textual import events
from textual.geometry import Offset
from textual.widgets import Input, TextArea

from briefing import library
from briefing.library import Library
from briefing.state import Shelved, StateError

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

MARKUP = "[red]x[/] [@click=app.quit]leave[/] [/] [link=https://news.example]y[/link] \\[b]"
CONTROLS = (
    "\x1b]52;c;eA==\x07\x1b[2J\x1b]8;;https://news.example\x1b\\here\x1b]8;;\x1b\\\x9b31m\x00\x08\x7f\x85\r\u2028"
)
BIDI = "\u202egnp.sgnir\u202c \u2066\u200f\u061c"
EMOJI = "👨‍👩‍👧‍👦 🇱🇾🇪🇬🇱 👍🏽 ❤️ ☝🏿 1️⃣"
ZALGO = "".join(letter + "".join(map(chr, range(0x0300, 0x0320))) for letter in "Zalgo")
RIGHT_TO_LEFT = "حفتر في القاهرة שלום"
WIDE = "全国人民代表大会 한국 ｆｕｌｌ"
ALL = {
    "markup": MARKUP,
    "controls": CONTROLS,
    "bidi": BIDI,
    "emoji": EMOJI,
    "zalgo": ZALGO,
    "rtl": RIGHT_TO_LEFT,
    "wide": WIDE,
}
TOGETHER = " ".join(ALL.values())
VERY_LONG = (TOGETHER * 100)[:10_000]
ACTORS = {
    "groups": [
        {"id": "g", "name": f"Grand {TOGETHER}", "kind": "armed-force", "faction": True, "aliases": ["Grand Front"]},
    ],
    "people": [
        {
            "id": "zed",
            "name": f"Zed {MARKUP} {WIDE} {ZALGO} {CONTROLS}",
            "aliases": ["Zed Orsek"],
            "posts": [{"title": f"Head {TOGETHER}", "group": "g", "start": "2010-01", "phrases": ["front leader"]}],
        }
    ],
    "places": [{"id": "p", "name": f"Town {RIGHT_TO_LEFT} {EMOJI}", "country": "LY", "aliases": ["Velm"]}],
}


def articles() -> Iterator[dict[str, object]]:
    for name, text in ALL.items():
        body = f"Zed Orsek met the Grand Front in Velm. {text}\n\n“{text}” said the front leader. {text * 5}"
        yield {"id": name, "title": f"{text} met", "source": text, "author": text, "date": "2020-05-06", "text": body}
    yield {"id": "long", "title": VERY_LONG, "source": VERY_LONG, "author": VERY_LONG, "text": "Zed Orsek spoke."}
    yield {"id": "word", "title": "x" * 10_000, "source": WIDE * 99, "text": "y" * 20_000, "date": "2021"}
    yield {"id": "many", "title": "Many", "date": "2020-01-02", "text": "Zed Orsek left Velm. " * 2_500}
    yield {"id": "lines", "title": "Lines", "date": "2020-01-03", "text": "\n\n".join(["Velm."] * 3_000)}
    yield {"id": "thin", "title": "\u200b\u200d\ufeff", "date": "0001-01-01", "text": "\u200b \u0301 ."}


NAMES = [
    "[red]x [@click=app.quit].txt",
    "🇱🇾 👨‍👩‍👧.txt",
    "حفتر.txt",
    "全国.txt",
    "\x1b]0;x\x07.txt",
    "new\nline.txt",
    "\u202etxt.exe.txt",
    "n" * 240 + ".txt",
]


def yaml(value: object) -> str:
    """JSON is YAML, but for characters that YAML wants to see escaped."""
    found = json.dumps(value, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in found)


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Library]:
    """A corpus of everything that should not be, read, marked, tagged, noted and asked for."""
    corpus = tmp_path / f"c {MARKUP} {WIDE}".replace("/", "")
    corpus.mkdir()
    (corpus / "actors.yaml").write_text(yaml(ACTORS), "utf-8")
    (corpus / "all.json").write_text(json.dumps(list(articles())), "utf-8")
    for name in NAMES:
        (corpus / name).write_text(f"{TOGETHER}\n\nZed Orsek met nobody on 5 May 2020.", "utf-8")
    (corpus / os.fsdecode(b"\xff\xfe.txt")).write_text("Zed Orsek met nobody.", "utf-8")
    (corpus / "empty.txt").write_text("")
    (corpus / "no body.md").write_text(f"---\ntitle: {json.dumps(VERY_LONG)}\n---\n", "utf-8")
    (corpus / "broken.json").write_text("{" + TOGETHER, "utf-8")
    library.index(corpus)
    found = Library.open(corpus)
    assert not found.notices
    assert len(found.factions) == 1
    ids = [row.id for row in found.rows]
    for text in (*ALL.values(), VERY_LONG):
        with suppress(StateError):
            found.state.set(f"tag:{text[:60]}", ids, True)
        with suppress(StateError):
            found.state.note(ids[0], text)
            found.state.note(ids[-1], text, 1)
        with suppress(StateError):
            found.state.save(text[:200], text[:200])
        found.state.asked(text[:200])
    found.state.shelve([Shelved(id, 1) for id in ids] + [Shelved(id) for id in ids], True)
    yield found
    found.close()


def whole(hand: Hand) -> None:
    """Every line is as wide as the screen, holds nothing but text, and leads to nothing that an article wrote."""
    width, height = hand.app.size
    strips = hand.screen._compositor.render_strips()
    assert len(strips) == height
    for strip in strips:
        text = strip.text
        assert cell_len(text) == strip.cell_length == width, (type(hand.screen), text)
        found = [letter for letter in text if unicodedata.category(letter) in ("Cc", "Cs") or letter in BARRED]
        assert not found, (type(hand.screen), found, text)
        sent = re.sub(r"\x1b\[[\d;:]*m", "", strip.render(hand.app.console))
        assert "\x1b" not in sent, (type(hand.screen), sent)
        for segment in strip:
            assert not (segment.style and (segment.style.link or "@click" in segment.style.meta)), segment
    assert hand.app.return_code is None
    assert hand.app.is_running


BARRED = {chr(code) for code in (0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))}


async def click_about(hand: Hand) -> None:
    """Here and there, from corner to corner."""
    width, height = hand.app.size
    for step in range(1, 8):
        spot = Offset(step * (width - 1) // 8, step * (height - 1) // 8)
        screen: Any = hand.screen
        if screen.region.contains_point(spot):
            await hand.pilot.click(screen, offset=spot)
            await hand.settle()


async def back(hand: Hand) -> None:
    """To the main screen, whatever is open."""
    for _ in range(20):
        typing = isinstance(hand.app.focused, Input | TextArea)
        if hand.screen is hand.main and not typing and not hand.main.searching:
            return
        await hand.press("escape")
    raise AssertionError(f"escape does not lead out of {hand.screen}")


SIZES = [(80, 24), (40, 12)]
PLACES = ["1", "2", "3"]
DIALOGS = "f d a v S p P t c o W L T e O question_mark colon semicolon equals_sign exclamation_mark plus ctrl+f".split()


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_the_panes(reading: Reading, hostile: Library, width: int, height: int) -> None:
    async with reading(width, height, library=hostile) as hand:
        whole(hand)
        for _ in hand.articles.hits:
            for keys in (["2", "G"], ["right_square_bracket", "F", "z"], ["z", "3", "G"], ["1", "j"]):
                await hand.press(*keys)
                whole(hand)
        await click_about(hand)
        await back(hand)
        await hand.press("1", "b", "G")
        whole(hand)


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_the_dialogs(reading: Reading, hostile: Library, width: int, height: int) -> None:
    async with reading(width, height, library=hostile) as hand:
        place = {hit.row.title[:4]: number for number, hit in enumerate(hand.articles.hits)}
        hand.articles.cursor = place["Many"] - 1
        await hand.press("j", "3", "j", "j")
        for key in DIALOGS:
            await hand.press(key)
            whole(hand)
            await hand.press("end", "down", "pagedown")
            whole(hand)
            if key == "f":
                await click_about(hand)
                whole(hand)
            await back(hand)
        await hand.command("notices")
        whole(hand)


async def test_what_is_typed_or_pasted(reading: Reading, hostile: Library) -> None:
    async with reading(80, 24, library=hostile) as hand:
        for text in (CONTROLS, TOGETHER, VERY_LONG):
            for key in ("slash", "t", "c"):
                await hand.press("1", key)
                hand.app.post_message(events.Paste(text))
                await hand.settle()
                whole(hand)
                await hand.press("enter")
                whole(hand)
                await back(hand)


async def test_of_what_is_too_long_as_much_is_pasted_as_there_is_room_for(reading: Reading) -> None:
    async with reading() as hand:
        await hand.press("ctrl+f", "f", "e")
        hand.app.post_message(events.Paste("x" * 1_000))
        await hand.settle()
        field = hand.app.focused
        assert isinstance(field, Input)
        assert field.value == "fe" + "x" * ((field.max_length or 0) - 2)
        hand.app.post_message(events.Paste("y"))
        await hand.settle()
        assert "y" not in field.value


@pytest.mark.parametrize("key", ["slash", "ctrl+f", "colon", "question_mark", "t"])
async def test_every_line_takes_what_is_pasted(reading: Reading, key: str) -> None:
    async with reading() as hand:
        await hand.press(key)
        hand.app.post_message(events.Paste("ferry"))
        await hand.settle()
        field = hand.app.focused
        assert isinstance(field, Input)
        assert field.value == "ferry"


async def test_an_export_to_the_terminal_is_text(hostile: Library) -> None:
    for form in ("md", "json", "csv"):
        written = hostile.brief([row.id for row in hostile.rows], form=form)
        found = {letter for letter in written if unicodedata.category(letter) == "Cc"}
        assert found <= {"\n", "\r", "\t"}
