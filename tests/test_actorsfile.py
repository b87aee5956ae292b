"""The actors file: what it may say, and how its mistakes are told."""

from pathlib import Path

import pytest

from briefing.dates import Period
from briefing.naming.actorsfile import Mistakes, read

GOOD = """
version: 1
groups:
  - id: harbour-board
    name: Harbour Board
    kind: government
    faction: true
    start: 2020-05
  - {id: pilots, name: Pilots, parent: harbour-board}
people:
  - id: ilen-marrow
    name: Ilen Marrow
    aliases:
      - Captain Marrow
      - {text: the Captain, start: 2021, requires: [Tarvena]}
    posts:
      - title: Harbour Master
        phrases: [harbour master of Tarvena]
        group: pilots
        start: 2021-03-15
        end: 2023-06
        exclusive: true
      - {title: Pilot, first_cited: 2015, last_cited: 2016-02, confidence: low}
places:
  - {id: tarvena, name: Tarvena, country: "NO"}
judgements:
  - {same: [ilen-marrow, Ilen Maro], when: 2031-11-21}
  - {assign: {article: abc123defg, words: Marrow, actor: ilen-marrow}}
  - {date: {article: abc123defg, date: 2031-08-27, because: printed edition}}
  - {ignore: Read More}
"""


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "actors.yaml"
    file.write_text(text, "utf-8")
    return file


def test_a_good_file(tmp_path: Path) -> None:
    known = read(write(tmp_path, GOOD))
    master, pilot = known.people["ilen-marrow"].posts
    assert (str(master.start), str(master.end), master.exclusive) == ("2021-03-15", "2023-06", True)
    assert str(master.period) == "2021-03-15 to 2023-06-30"
    assert str(pilot.period) == "2015-01 to 2016-02"
    assert known.places["tarvena"].country == "NO"
    assert [group.id for group in known.factions] == ["harbour-board"]
    day = Period(master.period.first, master.period.first)
    assert known.affiliation("ilen-marrow", day) == "pilots"
    assert known.factions_of("ilen-marrow", day) == ["harbour-board"]
    assert known.judgements.ignore == {"Read More"}
    assert str(known.judgements.dates["abc123defg"][0]) == "2031-08-27"
    assert len(known.digest) == 64


def test_an_empty_file_knows_nobody(tmp_path: Path) -> None:
    assert not list(read(write(tmp_path, "# nothing yet\n")))


MISTAKES = [
    ("people:\n  - id: a\n", ["line 2, column 5: `name` is missing"]),
    ("people:\n  - {id: a, name: A, postss: []}\n", ["line 2, column 22: `postss` is no key here"]),
    ("groups:\n  - {id: g, name: G, kind: gang}\n", ["line 2, column 22: `kind`: input should be 'state'"]),
    (
        "people:\n  - id: a\n    name: A\n    posts:\n      - {title: T, start: 2021-02-30}\n",
        ["line 5, column 20: `start`: '2021-02-30' is not a day"],
    ),
    (
        "people:\n  - id: a\n    name: A\n    posts:\n      - {title: T, start: 2021, end: 2020}\n",
        ["starts 2021, after its end 2020"],
    ),
    ("groups:\n  - {id: g, name: G, parent: h}\n", ["no group has the id `h`"]),
    ("groups:\n  - {id: g, name: G}\npeople:\n  - {id: g, name: P}\n", ["line 4", "the id `g` is given twice"]),
    ("people:\n  - {id: a, name: A}\n  - {id: b}\n  - {name: C}\n", ["line 3", "`name` is missing", "line 4", "`id`"]),
    ("people: [unclosed\n", ["line"]),
    ("people: &x\n  - {id: a, name: A}\n", ["the anchor `&x` is not allowed"]),
    ("version: 2\n", ["line 1", "`version`"]),
    ("- a\n- b\n", ["line 1", "the file begins with `version: 1`"]),
    ("people: Ilen\n", ["line 1", "`people` is a list"]),
    ("people:\n  - Ilen\n", ["line 2", "keys with values belong here"]),
]


@pytest.mark.parametrize(("text", "expected"), MISTAKES)
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, expected: list[str]) -> None:
    with pytest.raises(Mistakes) as told:
        read(write(tmp_path, text))
    for words in ("actors.yaml", *expected):
        assert words in str(told.value)


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "actors.yaml"
    file.write_bytes(b"people:\n  - {id: a, name: Caf\xe9}\n")
    with pytest.raises(Mistakes, match="line 2, column 1: not UTF-8"):
        read(file)


def test_control_characters_of_escapes_do_not_pass(tmp_path: Path) -> None:
    known = read(write(tmp_path, 'people:\n  - {id: a, name: "Ilen\\e[31m Marrow"}\n'))
    assert known.people["a"].name == "Ilen Marrow"
