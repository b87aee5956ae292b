"""The actors file: what it may say, and how its mistakes are told."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from ahocorasick_rs import AhoCorasick

from briefing.actors import Alias, Gazetteer
from briefing.cli import main
from briefing.dates import Period
from briefing.judgements import Judged, Rename
from briefing.naming.actorsfile import Mistakes, read
from briefing.naming.automaton import FEW, Automaton
from briefing.naming.overruled import MOST_CONTRADICTIONS

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


def entries(count: int, more: str = "", kind: str = "people", name: str = "Bel{n} Dor") -> str:
    written = (f"  - {{id: e{n}, name: {name.format(n=n)}{more.format(n=n)}}}\n" for n in range(count))
    return f"{kind}:\n" + "".join(written)


def required(words: int) -> str:
    company = (", ".join(f"w{n}" for n in range(at, min(at + 200, words))) for at in range(0, words, 200))
    aliases = "".join(f"      - {{text: Chief, requires: [{some}]}}\n" for some in company)
    return f"people:\n  - id: a\n    name: A B\n    aliases:\n{aliases}"


def renamed(times: int) -> str:
    return entries(1) + "judgements:\n" + "".join(f"  - {{rename: {{actor: e0, name: N{n}}}}}\n" for n in range(times))


def ignored(words: int) -> str:
    return entries(1) + "judgements:\n" + "".join(f"  - {{ignore: w{n}}}\n" for n in range(words))


MOST: dict[str, tuple[Callable[[int], str], int, str]] = {
    "a name": (lambda size: entries(1, name="x" * size), 500, "line 2, column 14: `name`: is longer than 500"),
    "an alias": (lambda size: entries(1, f", aliases: [{'x' * size}]"), 500, "is longer than 500 characters"),
    "a phrase": (
        lambda size: entries(1, f", posts: [{{{{title: T, phrases: [{'x' * size}]}}}}]"),
        500,
        "is longer than 500 characters",
    ),
    "a surname": (
        lambda size: entries(size, ", aliases: [Haftar]"),
        500,
        "line 502, column 44: more than 500 names are",
    ),
    "a place": (lambda size: entries(size, kind="places", name="Tripoli"), 500, "names are spelled “Tripoli”"),
    "a post": (
        lambda size: entries(size, ", posts: [{{title: T, phrases: [said]}}]"),
        500,
        "more than 500 posts have the phrase “said”",
    ),
    "company": (required, 20_000, "all `requires` together hold more than 20,000 words"),
    "judgements": (ignored, 50_000, "line 50004, column 5: more than 50,000 judgements"),
    "renames": (renamed, 100, "line 104, column 6: `e0` is renamed more than 100 times"),
}


@pytest.mark.parametrize("name", MOST)
def test_a_file_that_asks_for_too_much_has_a_mistake(tmp_path: Path, name: str) -> None:
    made, most, told = MOST[name]
    assert len(list(read(write(tmp_path, made(most)))))
    with pytest.raises(Mistakes) as error:
        read(write(tmp_path, made(most + 1)))
    assert told in str(error.value)
    assert len(error.value.lines) == 1


def test_the_last_good_naming_goes_on_where_a_file_asks_for_too_much(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Talks\n\nBel0 Dor spoke to the council.\n", "utf-8")
    write(tmp_path, entries(1))
    assert main(["index", "--corpus", str(tmp_path)]) == 0
    write(tmp_path, entries(1, name="Al-" * 100_000))
    assert main(["index", "--corpus", str(tmp_path)]) == 0
    assert "is longer than 500 characters" in capsys.readouterr().err
    assert main(["search", "actor:e0", "--corpus", str(tmp_path)]) == 0
    assert "1 article\n" in capsys.readouterr().out


def test_many_who_are_one_by_many_judgements_are_made_one_at_once(tmp_path: Path) -> None:
    """Each judgement once copied all names that there were."""
    count = 6_000
    chain = "".join(f"  - {{same: [e{n}, e{n + 1}]}}\n" for n in range(count - 1))
    apart = "".join(f"  - {{different: [e0, Alb{n}]}}\n" for n in range(count))
    known = read(write(tmp_path, entries(count, ", aliases: [Alb{n}]") + f"judgements:\n{chain}{apart}"))
    (only,) = known.people.values()
    assert len(only.aliases) == count - 1
    assert only.aliases[-1] == Alias(f"Bel{count - 1} Dor")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "actors.yaml"
    file.write_bytes(b"people:\n  - {id: a, name: Caf\xe9}\n")
    with pytest.raises(Mistakes, match="line 2, column 1: not UTF-8"):
        read(file)


def test_control_characters_of_escapes_do_not_pass(tmp_path: Path) -> None:
    known = read(write(tmp_path, 'people:\n  - {id: a, name: "Ilen\\e[31m Marrow"}\n'))
    assert known.people["a"].name == "Ilen Marrow"


FOLK = """
groups:
  - {id: g, name: Gee}
  - {id: h, name: Aitch, parent: g, faction: true, country: XV}
  - {id: i, name: Eye, parent: h}
people:
  - {id: a, name: Al Bee, aliases: [Abe, Wrong]}
  - {id: b, name: Cee Dee, aliases: [{text: Chief, requires: [Tarvena]}], posts: [{title: Guard, group: h}]}
places:
  - {id: p, name: Tarvena}
judgements:
"""


def judged(tmp_path: Path, *lines: str) -> Gazetteer:
    return read(write(tmp_path, FOLK + "".join(f"  - {{{line}}}\n" for line in lines)))


def test_two_listed_actors_judged_the_same_are_one(tmp_path: Path) -> None:
    known = judged(tmp_path, "same: [a, b]", "same: [g, h]", "assign: {article: x, words: Y, actor: b}")
    assert list(known.people) == ["a"]
    assert known.people["a"].aliases[2:] == (Alias("Cee Dee"), Alias("Chief", requires=("Tarvena",)))
    assert known.people["a"].posts[0].group == "g"
    assert (known.groups["g"].faction, known.groups["g"].country, known.groups["g"].parent) == (True, "XV", None)
    assert known.groups["i"].parent == "g"
    assert known.judgements.assign == {("x", "Y"): "a"}
    assert (known.merged, known.name("b"), known.get("b")) == ({"b": "a", "h": "g"}, "Al Bee", known.people["a"])


def test_spellings_judged_the_same_follow_whoever_has_one(tmp_path: Path) -> None:
    known = judged(tmp_path, "same: [Abbey, Albee]", "same: [Albi, abbey]", "same: [Albi, a]", "same: [X Y, X Z]")
    assert known.spellings("a") == ("Al Bee", "Abe", "Wrong", "Abbey", "Albee", "Albi")
    assert known.judgements.same == (("X Y", "X Z"),)


def test_a_spelling_judged_different_is_no_alias(tmp_path: Path) -> None:
    known = judged(tmp_path, "different: [wrong, a]", "different: [b, a]")
    assert known.spellings("a") == ("Al Bee", "Abe")
    assert known.judgements.different == (("wrong", "a"), ("b", "a"))


def test_a_renamed_actor_keeps_its_names(tmp_path: Path) -> None:
    known = judged(tmp_path, "rename: {actor: a, name: Albert}", "rename: {actor: a, name: Abe}")
    assert known.spellings("a") == ("Abe", "Wrong", "Al Bee", "Albert")
    assert known.judgements.made[1] == Judged(Rename("a", "Abe"), 13)


def test_words_that_mean_nobody_of_the_file(tmp_path: Path) -> None:
    known = judged(tmp_path, "assign: {article: x, words: Y, actor: none}")
    assert known.judgements.assign == {("x", "Y"): None}


CONTRADICTIONS = [
    (["different: [a, b]", "same: [b, a]"], ["line 13, column 6: they were judged different in line 12"]),
    (["same: [A B, C D]", "same: [c d, E F]", "different: [A B, E F]"], ["line 14", "the same in line 12 and line 13"]),
    (["different: [A B, E F]", "same: [A B, C D]", "same: [C D, E F]"], ["line 14", "different in line 12"]),
    (["same: [a, Al]", "different: [Al, a]"], ["line 13", "the same in line 12"]),
    (["same: [a, p]"], ["line 12, column 6: a person and a place cannot be one"]),
    (["same: [a, Q]", "same: [Q, g]"], ["line 13", "a person and a group cannot be one"]),
    (["different: [a, a]"], ["line 12", "nobody is different from themselves"]),
    (["rename: {actor: zz, name: A}"], ["line 12, column 15: no actor has the id `zz`"]),
    (["assign: {article: x, words: Y, actor: zz}"], ["no actor has the id `zz`"]),
]


@pytest.mark.parametrize(("lines", "told"), CONTRADICTIONS)
def test_judgements_that_contradict_each_other(tmp_path: Path, lines: list[str], told: list[str]) -> None:
    with pytest.raises(Mistakes) as found:
        judged(tmp_path, *lines)
    for words in told:
        assert words in str(found.value)


def test_none_is_nobodys_id(tmp_path: Path) -> None:
    with pytest.raises(Mistakes, match="`none` can be nobody's id"):
        read(write(tmp_path, "people:\n  - {id: none, name: A}\n"))


def test_many_judgements_in_one_chain_are_no_trouble(tmp_path: Path) -> None:
    lines = [f"same: [Name {n}, Name {n + 1}]" for n in range(3_000)]
    lines += [f"different: [Name {n}, Name {n + 2}]" for n in range(1_000)]
    with pytest.raises(Mistakes) as found:
        judged(tmp_path, *lines)
    assert len(found.value.found) == MOST_CONTRADICTIONS


def test_every_name_of_a_large_file_is_found(tmp_path: Path) -> None:
    dice = random.Random(7)
    names = {"".join(dice.choices("abcde ", k=dice.randint(3, 30))).strip() for _ in range(FEW + 3_000)} - {""}
    people = "".join(f'  - {{id: p{n}, name: "{name}"}}\n' for n, name in enumerate(sorted(names)))
    patterns = [" ".join(name.split()) for name in names]
    text = " ".join(dice.choices(patterns, k=500))
    few, many = Automaton(patterns[:FEW]), Automaton(patterns)
    expected = AhoCorasick(patterns).find_matches_as_indexes(text, overlapping=True)
    assert sorted(many.find(text)) == sorted(expected)
    assert sorted(few.find(text)) == sorted(found for found in expected if found[0] < FEW)
    known = read(write(tmp_path, "people:\n" + people))
    assert len(known.people) == len(names)
