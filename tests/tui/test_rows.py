"""How an article stands in the list."""

from dataclasses import replace
from datetime import date

import pytest

from briefing.actors import Alias, Group
from briefing.dates import PartialDate, Period
from briefing.library import Marks
from briefing.results import Hit, Row
from briefing.tui import rows
from briefing.tui.factions import Badge, badges
from briefing.tui.wrapping import cells

ROW = Row(
    "abc",
    "a.txt",
    None,
    "Chiefs of staff confer in Cairo",
    "printed",
    PartialDate(2014, 8, 27),
    "byline",
    PartialDate(2014, 8, 27).period,
    "Corniche Courier",
    "yes",
    ("lna", "house-of-representatives"),
    (),
    (),
    0,
    0.0,
)
BADGES = badges(
    [
        Group("lna", "Libyan National Army"),
        Group("house-of-representatives", "House of Representatives", aliases=(Alias("HoR"),)),
    ]
)
UNMARKED = Marks()
UNDATED = replace(ROW, date=None, basis="none", period=Period())


def text(hit: Hit, width: int, marks: Marks = UNMARKED, *, selected: bool = False) -> list[str]:
    lines = rows.draw(hit, marks, BADGES, width, selected=selected)
    return ["".join(piece for piece, _ in line) for line in lines]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (ROW, "2014-08-27"),
        (replace(ROW, basis="header"), "2014-08-27!"),
        (replace(ROW, date=PartialDate(2014, 8)), "2014-08"),
        (replace(ROW, date=PartialDate(None, 9, 16), period=Period()), "????-09-16"),
        (replace(ROW, date=PartialDate(None, 8, 27)), "~2014-08-27"),
        (replace(UNDATED, period=Period(date(2014, 8, 1), date(2014, 8, 30))), "~2014-08"),
        (replace(UNDATED, period=Period(date(2014, 3, 1), date(2014, 9, 1))), "~2014"),
        (replace(UNDATED, period=Period(date(2014, 3, 1), date(2016, 9, 1))), "~2014–2016"),
        (replace(UNDATED, period=Period(date(2014, 3, 1))), "≥2014-03"),
        (replace(UNDATED, period=Period(None, date(2014, 3, 1))), "≤2014-03"),
        (UNDATED, "undated"),
    ],
)
def test_dates_are_as_exact_as_they_are_known(row: Row, expected: str) -> None:
    assert rows.date_text(row) == expected
    assert cells(expected) <= rows.DATE


WIDTHS = [24, 31, 32, 40, 48, 71, 72, 84, 96, 130, 200]
HOSTILE = {
    "plain": ROW.title,
    "empty": "",
    "endless": "Talks " * 1_667,
    "one word": "a" * 10_000,
    "ideographs": "東京で会談、エジプトとリビアの参謀総長が協力を協議",
    "zalgo": "T\u0300\u0316\u0489a\u035c\u0321lks" * 700,
    "right to left": "محادثات في القاهرة שיחות בקהיר",
    "emoji": "👩🏽‍🚀🇱🇾 talks 🕊️✈️ 1\ufe0f\u20e3 end",
    "control bytes": "a\x1b]52;c;eA==\x07b\x00\x9b\x85\u202ec\u2066\ttalks\nend\x7f",
    "lone halves": "\ud83d talks \udcff",
    "markup": "[bold][/] [@click=app.quit][red]markup[/]",
}
EVERYTHING = Marks(starred=True, aside=True, tagged=True, noted=True, working=True)


@pytest.mark.parametrize("name", HOSTILE)
def test_every_line_is_exactly_as_wide_as_the_list(name: str) -> None:
    bad = HOSTILE[name]
    groups = {"a": Badge(bad[:5] or "?", "faction-1", bad), "b": Badge("LNA", "faction-2", "LNA")}
    row = replace(ROW, title=bad, source=bad, factions=("a", "b", "a", "b", "a"), complete="wall")
    for width in WIDTHS:
        for derived, marks in ((False, UNMARKED), (True, EVERYTHING)):
            hit = Hit(replace(row, title_basis="derived" if derived else "printed"), possible=True)
            drawn = rows.draw(hit, marks, groups, width, selected=True)
            lines = ["".join(piece for piece, _ in line) for line in drawn]
            assert len(lines) == rows.height(width)
            assert [cells(line) for line in lines] == [width] * len(lines), width


@pytest.mark.parametrize("width", [32, 48, 71, 72, 96, 160])
def test_what_rows_hold_stands_in_the_same_columns_whatever_the_row(width: int) -> None:
    other = replace(UNDATED, complete="wall", factions=())
    starts = {
        tuple(next(line.find(text) for line in lines if text in line) for text in ("Chiefs", "Corn"))
        for lines in (
            text(Hit(replace(ROW, factions=())), width),
            text(Hit(other, possible=True), width, EVERYTHING, selected=True),
            text(Hit(replace(other, complete="cut")), width, Marks(read=True)),
        )
        if width > 32 or any("Corn" in line for line in lines)
    }
    assert len(starts) == 1


def test_more_room_is_given_to_all_that_was_cut() -> None:
    narrow, wide = rows.widths(rows.ONE_LINE), rows.widths(140)
    assert wide.title > narrow.title + 20
    assert wide.source > narrow.source
    assert wide.badges > narrow.badges


SIGNS = (
    (Marks(), rows.UNREAD),
    (Marks(aside=True), rows.PUT_OFF),
    (Marks(read=True, aside=True), rows.ASIDE),
    (Marks(read=True, starred=True), rows.STARRED),
    (Marks(read=True, tagged=True), rows.TAGGED),
    (Marks(read=True, noted=True), rows.NOTED),
    (Marks(read=True, working=True), rows.WORKING),
)


@pytest.mark.parametrize("width", [32, 72])
@pytest.mark.parametrize(("marks", "sign"), SIGNS)
def test_every_mark_has_a_sign_of_its_own(marks: Marks, sign: str, width: int) -> None:
    signs = {sign for _, sign in SIGNS} | {rows.SELECTED, rows.CUT, rows.WALL, rows.POSSIBLE}
    shown = "".join(text(Hit(ROW), width, marks))
    assert {each for each in signs if each in shown} == {sign}
    assert all(cells(each) == 1 for each in signs)


def test_signs() -> None:
    hit = Hit(replace(ROW, complete="cut"), possible=True)
    first, second = text(hit, 40, EVERYTHING, selected=True)
    assert first.startswith(f" {rows.PUT_OFF}{rows.STARRED}{rows.TAGGED} 2014-08-27 {rows.POSSIBLE}{rows.CUT} ")
    assert second.startswith(f" {rows.SELECTED}{rows.WORKING}{rows.NOTED} Chiefs")


def test_factions_are_labelled_and_what_does_not_fit_is_counted_by_a_plus() -> None:
    assert text(Hit(ROW), 40)[0].rstrip().endswith("LNA HOR")
    assert text(Hit(ROW), 24)[0].rstrip().endswith("+")


def test_a_derived_title_is_marked_even_when_cut() -> None:
    row = replace(ROW, title_basis="derived")
    assert "‹Chiefs of staff confer in Cairo›" in text(Hit(row), 60)[1]
    assert text(Hit(row), 24)[1].rstrip().endswith("…›")


def test_labels_are_never_alike() -> None:
    made = badges([Group(id, id) for id in ("gna", "gna-army", "great-north-assembly", "gnu", "gna-a", "x")])
    labels = [badge.label for badge in made.values()]
    assert len(set(labels)) == len(labels)
    assert all(len(label) <= 5 for label in labels)


@pytest.mark.parametrize(
    ("name", "aliases", "label"),
    [
        ("Libyan National Army", ["Libyan army", "LNA", "LAAF"], "LNA"),
        ("House of Representatives", ["HoR"], "HOR"),
        ("United Nations", ["U.N.", "UN"], "UN"),
        ("Government of National Accord", [], "GNA"),
        ("Government of Velmora", ["Velmoran government"], "VEL"),
        ("Government of the Netherlands", [], "NET"),
        ("Egyptian government", [], "EGY"),
        ("Egypt", [], "EGY"),
        ("Highland Front", ["Front of the Highlands"], "HF"),
        ("Ligue 1", [], "LIG"),
        ("5+5", [], "NUM"),
    ],
)
def test_a_label_is_what_the_press_writes_or_what_can_be_guessed(name: str, aliases: list[str], label: str) -> None:
    group = Group("num", name, aliases=tuple(map(Alias, aliases)))
    assert badges([group])["num"].label == label


def test_every_sign_is_explained() -> None:
    explained = "".join(sign for sign, _ in rows.LEGEND)
    assert set("~≥≤!?‹›●★◇◆✓#✎≡⋯⊘") <= set(explained)
    assert "????" in explained
