"""How an article stands in the list."""

from dataclasses import replace
from datetime import date

import pytest

from briefing.actors import Alias, Group
from briefing.dates import PartialDate, Period
from briefing.library import Marks
from briefing.results import Hit, Row
from briefing.tui import rows
from briefing.tui.factions import badges
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


@pytest.mark.parametrize("width", [20, 32, 50, 71, 72, 100])
@pytest.mark.parametrize(
    "title",
    [ROW.title, "", "東京で会談、エジプトとリビアの参謀総長が協力を協議", "e\u0301" * 80, "[/] [@click=app.quit]"],
)
def test_every_line_is_exactly_as_wide_as_the_list(width: int, title: str) -> None:
    lines = text(Hit(replace(ROW, title=title)), width)
    assert len(lines) == rows.height(width)
    assert [cells(line) for line in lines] == [width] * len(lines)


def test_signs() -> None:
    hit = Hit(replace(ROW, complete="cut"), possible=True)
    first, second = text(hit, 40, Marks(starred=True, aside=True), selected=True)
    assert first.startswith(f" {rows.UNREAD}{rows.STARRED} 2014-08-27")
    assert rows.POSSIBLE in first
    assert rows.CUT in first
    assert second.startswith(f" {rows.SELECTED}{rows.ASIDE} Chiefs")
    assert rows.UNREAD not in text(hit, 40, Marks(read=True))[0]


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


def test_every_sign_of_a_date_is_explained() -> None:
    explained = "".join(sign for sign, _ in rows.LEGEND)
    assert set("~≥≤!?‹›●★") <= set(explained)
    assert "????" in explained
