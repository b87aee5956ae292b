"""The README against the program: every command, key and query it names works, and the reverse."""

import re
import textwrap
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from briefing import bounded, crash, journal
from briefing.bundling import copies
from briefing.cli import main
from briefing.config import read_config
from briefing.intake import confined, formats
from briefing.journal import Kind
from briefing.naming import actorsfile
from briefing.parsing import FIELDS, STATES, parse
from briefing.reading import MOST_NAMES
from briefing.sample import copied
from briefing.tui import keys
from briefing.tui.keeping import Page, Written, rescue
from briefing.verifying import checking
from briefing.words import FARTHEST
from tests.conftest import PROJECT
from torture import parts

README = (PROJECT / "README.md").read_text("utf-8")
SECURITY = (PROJECT / "SECURITY.md").read_text("utf-8")
SIGNS = {
    "slash": "/",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "colon": ":",
    "question_mark": "?",
    "equals_sign": "=",
    "exclamation_mark": "!",
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
    "semicolon": ";",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
}
ALSO = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "shift+tab"}
"""Keys that every program has, said as "arrows" or not at all."""


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_every_key() -> None:
    rows = [row for row in section("Keys").splitlines() if row.startswith("| `")]
    written = {key for row in rows for key in re.findall(r"`([^`]+)`", row.split("|")[1])}
    bound: set[str] = set()
    for group in (keys.LIST, keys.READER, keys.ACTORS, keys.MAIN, keys.PANES, keys.APP):
        for binding in group:
            bound |= set(binding.key.split(",")) if not isinstance(binding, tuple) else {binding[0]}
    assert written == {SIGNS.get(key, key) for key in bound} - ALSO


def test_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    known = set(re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE))
    written = re.findall(r"^    briefing (\w+)", section("In scripts"), re.MULTILINE)
    assert set(written) == known
    for name in known:
        with pytest.raises(SystemExit):
            main([name, "--help"])
        options = set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help", "--corpus", "--actors", "--output"}
        (line,) = re.findall(rf"^    briefing {name}\b.*(?:\n {{5,}}.*)*", section("In scripts"), re.MULTILINE)
        assert options == set(re.findall(r"--[a-z]+", line))


def test_the_example_of_a_configuration(tmp_path: Path) -> None:
    example = re.search(r"(?:^    .*\n)+", section("Keys"), re.MULTILINE)
    assert example
    file = tmp_path / "config.yaml"
    file.write_text(textwrap.dedent(example[0]), "utf-8")
    assert read_config(file).keys == {"find.search": ("slash", "f5")}


def test_the_example_of_an_actors_file(tmp_path: Path) -> None:
    example = re.search(r"(?:^    .*\n)+", section("The folder, and who is who"), re.MULTILINE)
    assert example
    file = tmp_path / "actors.yaml"
    file.write_text(textwrap.dedent(example[0]), "utf-8")
    known = actorsfile.read(file)
    assert "khalifa-haftar" in known.people
    assert [group.id for group in known.factions] == ["lna"]


def test_every_query() -> None:
    rows = [row.split("|")[1] for row in section("Asking").splitlines() if row.startswith("| `")]
    queries = [query for row in rows for query in re.findall(r"`([^`]+)`", row)]
    for query in queries:
        assert parse(query, date(2026, 11, 22)).root is not None, query
    fields = {found[1] for query in queries if (found := re.match(r"-?(\w+):", query))}
    assert fields == set(FIELDS)
    assert {query[3:] for query in queries if query.startswith("is:")} == set(STATES)


def test_the_pictures_and_links_are_there() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README + SECURITY):
        assert (PROJECT / target).is_file(), target


def test_the_make_targets_are_there() -> None:
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    for target in re.findall(r"(?:`|^    )make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


PROMISES = re.findall(r"^\| (P\d+) \| (.+?) \| (.+?) \| (.+?) \|$", SECURITY, re.MULTILINE)


def test_each_promise_is_explained_and_tried() -> None:
    assert [number for number, *_ in PROMISES] == [f"P{number}" for number in range(1, 17)]
    for _, _, tortures, tests in PROMISES:
        for name in re.findall(r"`(\w+)`", tortures):
            assert (PROJECT / "torture" / f"{name}.py").is_file(), name
        for name in re.findall(r"`([\w/]+)`", tests):
            assert (PROJECT / "tests" / f"{name}.py").is_file(), name


def test_each_part_of_the_torture_is_named_with_what_it_tries() -> None:
    named = {name for _, _, tortures, _ in PROMISES for name in re.findall(r"`(\w+)`", tortures)}
    assert set(parts.MODULES) <= named
    for number, _, tortures, _ in PROMISES:
        for name in re.findall(r"`(\w+)`", tortures):
            assert number in parts.named(name).promises.split(", "), f"{name} does not try {number}"


def test_the_limits_of_reading_are_those_of_the_program() -> None:
    (said,) = re.findall(r"^- \*\*P9\.\*\* ((?:.+\n)+?)- ", SECURITY, re.MULTILINE)
    reading, verifying = said.split("`verify`")
    shape = r"([\d,]+) (?:MB for a file|MB where|s of|GB of|characters|different|s for its|s\s+for the copies)"
    assert [int(number.replace(",", "")) for number in re.findall(shape, reading)] == [
        formats.LARGEST // 1_000_000,
        formats.LARGEST_WITH_PICTURES // 1_000_000,
        bounded.SECONDS,
        confined.MEMORY // 1_000_000_000,
        FARTHEST,
        MOST_NAMES,
    ]
    assert [int(number) for number in re.findall(shape, verifying)] == [
        bounded.SECONDS,
        checking.MOST_SECONDS,
        copies.MOST_SECONDS,
    ]
    assert (journal.MOST, crash.KEPT) == (1_000_000, 10)
    assert "at most 1 MB" in SECURITY
    assert "the last ten" in SECURITY


def test_every_kind_of_file_of_ours_is_in_what_lies_where(home: Path, sample: Path) -> None:
    """Of those that a morning leaves behind, and those that are made where something went wrong."""
    for words in ("index", "state export marks.jsonl", "export --query ferry -o brief.md"):
        assert main([*words.split(), "--corpus", str(sample)]) in (0, 1)
    state = home / "state"
    (state / "state.sqlite").write_bytes(b"no database" * 1_000)
    (state / "index.key").write_bytes(b"")
    assert main(["index", "--corpus", str(sample)]) == 0
    assert main(["list", "--corpus", str(sample)]) == 0
    copied()
    rescue(Written({0: "words"}, [Page(0, "A title", "")]))
    named = ["state.", "index.key", *re.findall(r"^\| `([\w/.-]+)\*?", SECURITY, re.MULTILINE)]
    left = {f"{path.name}/" if path.is_dir() else path.name for path in state.iterdir()}
    for begins in ("state.damaged-", "note-not-kept-", "log.jsonl", "sample/"):
        assert any(name.startswith(begins) for name in left), begins
    assert {name for name in left if not name.startswith(tuple(named))} == set()


def test_the_log_names_promises_that_are_explained(home: Path) -> None:
    for kind in get_args(Kind):
        journal.note(kind)
    known = {number for number, *_ in PROMISES}
    assert {event.promise for event in journal.events()} - {""} <= known
