"""YAML as plain text: what is read, what is refused and where, and what a dumped scalar is read back as."""

from __future__ import annotations

import json
import time

import pytest
import yaml

from briefing import plainyaml
from briefing.plainyaml import Plain, YamlError, dump_scalar, read

READ: list[tuple[str, Plain]] = [
    ("", None),
    ("# only a remark\n", None),
    ("no", "no"),
    ("a: no", {"a": "no"}),
    ("a: true", {"a": "true"}),
    ("a: 12:30", {"a": "12:30"}),
    ("a: 0777", {"a": "0777"}),
    ("a: 2015-03-02", {"a": "2015-03-02"}),
    ("a: 2015-13-45", {"a": "2015-13-45"}),
    ("a: null", {"a": None}),
    ("a: ~", {"a": None}),
    ("a:", {"a": None}),
    ("a: 'null'", {"a": "null"}),
    ('a: "~"', {"a": "~"}),
    ("a: ''", {"a": ""}),
    ("no: yes", {"no": "yes"}),
    ("2015: x", {"2015": "x"}),
    ("- a\n- [b, {c: d}]\n- []\n", ["a", ["b", {"c": "d"}], []]),
    ("a: |\n  two\n  lines\n", {"a": "two\nlines\n"}),
    ("a: >\n  one\n  line\n", {"a": "one line\n"}),
    ('a: "\\e[31m"', {"a": "\x1b[31m"}),
    ("\ufeffa: b", {"a": "b"}),
    ("a: 🕊 سلام", {"a": "🕊 سلام"}),
    ("---\na: b\n...\n", {"a": "b"}),
    ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
    ("'<<': b", {"<<": "b"}),
]

REFUSED = [
    ("a: &x 1", 1, 4, "anchor"),
    ("a: 1\nb: *x", 2, 4, "alias"),
    ("a: !!python/object/apply:os.system [x]", 1, 4, "tag"),
    ("a: !!str x", 1, 4, "tag"),
    ("a: ! x", 1, 4, "tag"),
    ("a:\n  <<: {b: c}", 2, 3, "merge key"),
    ("a: 1\nb: 2\na: 3", 3, 1, "stands in line 1"),
    ("a: {b: 1, b: 2}", 1, 11, "twice"),
    ("? [a]\n: b", 1, 3, "plain words"),
    ("~: b", 1, 1, "missing"),
    ("a: 1\n---\nb: 2", 2, 1, "second document"),
    ("[" * 21 + "]" * 21, 1, 21, "20 deep"),
    ("[" * 1_000, 1, 21, "20 deep"),
    ("a: b\nc: d\x1b", 2, 5, "U+001B"),
    ("a: \x00", 1, 4, "U+0000"),
    ("a: \ud800", 1, 4, "U+D800"),
    ('a: "b', 1, 6, "quote that is not closed"),
    ("a: b: c", 1, 5, "in quotes"),
    ("a:\n  - b\n c: d", 3, 2, "indented"),
    ("a: [b}", 1, 6, "bracket"),
]


@pytest.fixture(params=["native", "pure"], autouse=True)
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.setattr(plainyaml, "_LOADER", yaml.SafeLoader)


@pytest.mark.parametrize(("text", "data"), READ)
def test_every_scalar_stays_as_it_was_written(text: str, data: Plain) -> None:
    assert read(text, name="t.yaml").data == data


@pytest.mark.parametrize(("text", "line", "column", "words"), REFUSED)
def test_what_surprises_is_refused_with_its_place(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(YamlError, match=rf"^t\.yaml, line {line}, column {column}: ") as caught:
        read(text, name="t.yaml")
    assert words in caught.value.message
    assert (caught.value.line, caught.value.column) == (line, column)


def test_lines_are_counted_in_the_file_that_holds_the_text() -> None:
    with pytest.raises(YamlError, match=r"^page\.md, line 3, "):
        read("a: b\na: c", name="page.md", first_line=2)


def test_marks_point_at_keys_and_values() -> None:
    document = read("people:\n  - id: haftar\n    posts:\n      - title: x\n", name="t.yaml")
    assert document.marks["people", 0, "id"] == (2, 9)
    assert document.keys["people", 0, "posts"] == (3, 5)
    assert document.mark("people", 0, "posts") == (3, 5)
    assert document.mark("people", 0) == (2, 5)
    assert document.mark("people", 0, "posts", 0, "group") == (4, 9)
    assert document.mark("nothing") == (1, 1)


def test_half_a_character_never_comes_out() -> None:
    with pytest.raises(YamlError, match="line 1"):
        read('a: "\\ud800"', name="t.yaml")


def test_too_much_is_not_read_at_all() -> None:
    with pytest.raises(YamlError, match="at most 10 are read"):
        read("a: " + "b" * 20, name="t.yaml", limit=10)


@pytest.mark.parametrize(
    "bomb",
    [
        "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)),
        "a0: &a0 {x: y}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 40)),
        "? " * 50_000 + "a",
        "- " * 50_000 + "a",
        "{a: " * 50_000,
        "[[[" + "a," * 100_000,
    ],
    ids=["aliases", "merge keys", "keys", "lists", "mappings", "commas"],
)
def test_bombs_are_refused_at_once(bomb: str) -> None:
    start = time.perf_counter()
    with pytest.raises(YamlError):
        read(bomb, name="t.yaml")
    assert time.perf_counter() - start < 20


SCALARS = [
    "",
    "plain",
    "quotes \" and \\ and '",
    "no",
    "null",
    "---",
    "a: b # c",
    "two\nlines\ttab\r",
    "\x00\x1b]0;x\x07\x7f\x85\x9b",
    "\u2028\u2029\u202e\u2066\ufeff\ufffe\uffff",
    "سلام 🕊 naïve",
    "{{ x }} {% y %} !!python/object *a &b",
]


@pytest.mark.parametrize("text", SCALARS)
def test_a_dumped_scalar_is_read_back_by_yaml_and_json(text: str) -> None:
    dumped = dump_scalar(text)
    assert read(f"a: {dumped}", name="t.yaml").data == {"a": text}
    assert json.loads(dumped) == text
    assert len(dumped.splitlines()) == 1
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in dumped)


def test_half_a_character_is_dumped_as_a_replacement() -> None:
    assert dump_scalar("a\ud800b") == '"a\ufffdb"'
