"""What is drawn on a line, and beside it."""

from __future__ import annotations

import pytest

from briefing.article import Article, Dateline, Dating, Furniture, Mention
from briefing.speaking import Statement
from briefing.tui.opened import Opened
from briefing.tui.painting import Painting
from briefing.tui.sheet import SIGNS, lay_out
from briefing.tui.wrapping import cells

BODY = "TARVENA — Orsek spoke.\n\nHe said “we will\nstay here” to Marrin.\n\nNobody came."
WIDTH = 20


def mention(text: str, actor: str, body: str = BODY) -> Mention:
    start = body.index(text)
    return Mention(start, start + len(text), text, "person", actor, text, "name", "")


def painting(**changes: object) -> Painting:
    article = Article(
        "a.txt",
        "abc",
        "Orsek on the bridge",
        "printed",
        Dating(),
        BODY,
        dateline=Dateline("TARVENA", None, None, "TARVENA —"),
        mentions=(mention("Orsek", "orsek"), mention("Marrin", "marrin")),
        title_mentions=(mention("Orsek", "orsek", "Orsek on the bridge"),),
        furniture=(Furniture(0, 4, "Menu", "menu"),),
    )
    said = Statement(BODY.index("“"), BODY.index("”") + 1, "orsek", "said", 2)
    return Painting(Opened(article, statements=(said,), **changes))  # type: ignore[arg-type]


def drawn(made: Painting, room: int) -> list[str]:
    """Margin and text of every line that has any."""
    sheet = lay_out(made.opened.article, WIDTH, furniture=True)
    lines = [line for line in sheet.lines if line.part not in ("gap", "fact")]
    pieces = [[*made.margin(line, room), *made.pieces(line)] for line in lines]
    return ["".join(text for text, _ in line).replace("\n", " ") for line in pieces]


def test_nothing_marked_and_nothing_said_but_the_quotation() -> None:
    assert drawn(painting(), 3) == [
        "   Orsek on the bridge",
        " ┆ Menu",
        "   TARVENA — Orsek",
        "   spoke.",
        " “ He said “we will",
        " “ stay here” to",
        "   Marrin.",
        "   Nobody came.",
    ]


def test_every_sign_at_its_place() -> None:
    hits = [(BODY.index(word), BODY.index(word) + len(word)) for word in ("He", "Marrin")]
    made = painting(notes={0: "see also", 2: "who?"}, working=frozenset({2, 3}), hits=tuple(hits))
    made.chosen, made.bar = "marrin", 2
    assert drawn(made, 5) == [
        "   ✎ Orsek on the bridge",
        "   ┆ Menu",
        "     TARVENA — Orsek",
        "     spoke.",
        "✎≡»“▌He said “we will",
        "   “▌stay here” to",
        "  »@▌Marrin.",
        "   ≡ Nobody came.",
    ]
    assert drawn(made, 3)[4] == "✎≡▌He said “we will"
    assert drawn(made, 1)[4:7] == ["▌He said “we will", "▌stay here” to", "▌Marrin."]


def test_words_looked_for_take_the_place_of_hits_and_give_it_back() -> None:
    made = painting(hits=((0, 7),))
    made.seek("ORSEK")
    assert [line[:3].strip() for line in drawn(made, 3)][:4] == ["»", "┆", "»", ""]
    made.seek("")
    assert [line[:3].strip() for line in drawn(made, 3)][:4] == ["", "┆", "»", ""]
    assert made.hits.stretches == ((0, 7),)


def test_styles_lie_over_each_other() -> None:
    made = painting(hits=((BODY.index("we"), BODY.index("we") + 2),))
    made.current = (BODY.index("will"), BODY.index("will") + 4)
    lines = [line for line in lay_out(made.opened.article, 80).lines if line.part == "body"]
    styles = {text.strip(): style for line in lines for text, style in made.pieces(line)}
    assert styles["TARVENA —"] == ("dateline",)
    assert styles["Orsek"] == ("person",)
    assert styles["we"] == ("quoted", "hit")
    assert styles["will"] == ("quoted", "current")


@pytest.mark.parametrize("sign", [sign for sign, _ in SIGNS])
def test_signs_take_one_cell(sign: str) -> None:
    assert cells(sign) == 1
