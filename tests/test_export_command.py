"""`briefing export`: the form that a file name says, and what becomes of a brief that was there."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing import Library
from briefing.cli import main
from briefing.export import ExportError

Export = Callable[..., int]
ID = "kamel-benghazi.md"


@pytest.fixture
def export(sample: Path, capsys: pytest.CaptureFixture[str]) -> Export:
    """Export with these arguments; the exit code. What was said stays to be read."""

    def run(*words: str) -> int:
        capsys.readouterr()
        return main(["--corpus", str(sample), "export", *words])

    return run


ENDINGS = [
    ("b.md", "---\n"),
    ("b.markdown", "---\n"),
    ("b", "---\n"),
    ("b.txt", "---\n"),
    ("html", "---\n"),
    ("b.html", "<!"),
    ("B.HTML", "<!"),
    ("b.htm", "<!"),
    ("b.html.md", "---\n"),
    ("b.json", '{\n  "briefing"'),
    ("b.csv", '"number",'),
    ("b.bib", "@"),
    ("b.csl.json", "["),
    ("b.ftm.json", '{"id"'),
    ("b.ndjson", '{"id"'),
]


@pytest.mark.parametrize(("name", "begins"), ENDINGS)
def test_the_ending_says_the_form(name: str, begins: str, export: Export, sample: Path, tmp_path: Path) -> None:
    assert export(ID, "-o", str(tmp_path / name)) == 0
    assert (tmp_path / name).read_text("utf-8").lstrip("\ufeff").startswith(begins)
    with Library.open(sample) as library:
        library.export([library.resolve(ID).id], tmp_path / f"2{name}")
    assert (tmp_path / f"2{name}").read_text("utf-8").startswith((tmp_path / name).read_text("utf-8")[:10])


DIFFERING = [
    ("b.html", ("--format", "md"), "b.html ends like html, and the form is md"),
    ("b.md", ("--format", "html"), "give a name that ends in .html, or the other form"),
    ("b.csv", ("--format", "json"), "ends like csv"),
    ("b.csl.json", ("--format", "json"), "ends like csl"),
    ("b.pdf", (), "no .pdf is written here; take md or html"),
    ("b.XLSX", (), "take csv, which spreadsheets open"),
    ("b.html", ("--flavor", "hugo"), "leave out --format html, or give a file that ends in .md"),
    ("b.json", ("--table", "actors"), "--table actors is a table of CSV"),
]


@pytest.mark.parametrize(("name", "options", "words"), DIFFERING)
def test_an_ending_of_another_form_is_refused(
    name: str, options: tuple[str, ...], words: str, export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(ID, "-o", str(tmp_path / name), *options) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("name", "form"), [("b.json", "csl"), ("b.json", "ftm"), ("b.txt", "html"), ("-", "json"), ("2020.12", "csv")]
)
def test_an_ending_that_suits_is_not_refused(name: str, form: str, export: Export, tmp_path: Path) -> None:
    assert export(ID, "-o", name if name == "-" else str(tmp_path / name), "--format", form) == 0


def test_a_library_refuses_it_too(opened: Library, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="ends like html"):
        opened.export([opened.rows[0].id], tmp_path / "b.html", form="md")


def test_a_brief_that_is_replaced_is_kept_beside(
    export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "brief.md"
    assert export(ID, "-o", str(file)) == 0
    text = file.read_text("utf-8") + "my own words\n"
    file.write_text(text, "utf-8")
    file.chmod(0o600)
    (tmp_path / "brief.before.md").write_text("older")
    assert export(ID, "-o", str(file)) == 1
    assert "It holds a brief: --update brings it up to date and keeps your words" in capsys.readouterr().err
    assert file.read_text("utf-8") == text
    assert export(ID, "-o", str(file), "--force") == 0
    assert "brief.md as it was is kept as " in capsys.readouterr().err
    copy = tmp_path / "brief.before-2.md"
    assert copy.read_text("utf-8") == text
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert (tmp_path / "brief.before.md").read_text() == "older"
    assert "my own words" not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("where", "kept"),
    [("<!-- briefing:yours known -->\n", True), ("## Question\n", True), ("briefing_version: 1\n", True), ("", False)],
)
def test_only_a_brief_that_somebody_wrote_in_is_kept(where: str, kept: bool, export: Export, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    assert export(ID, "-o", str(file)) == 0
    text = file.read_text("utf-8")
    file.write_text(text.replace(where, f"{where}mine: yes\n", 1) if where else text, "utf-8")
    assert export(ID, "-o", str(file), "--force") == 0
    assert bool(list(tmp_path.glob("*before*"))) == kept


@pytest.mark.parametrize("text", ["mine", "---\ntitle: x\n---\nbriefing_query: no\n", ""])
def test_another_file_is_replaced_and_not_kept(text: str, export: Export, tmp_path: Path) -> None:
    file = tmp_path / "other.md"
    file.write_text(text)
    assert export(ID, "-o", str(file)) == 1
    assert file.read_text() == text
    assert export(ID, "-o", str(file), "--force") == 0
    assert not list(tmp_path.glob("*before*"))


def test_a_brief_of_very_many_articles_is_known_as_one(export: Export, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    file.write_text("---\nbriefing_ids: [" + "a, " * 700_000 + "b]\n---\nmy own words\n")
    assert export(ID, "-o", str(file), "--force") == 0
    assert (tmp_path / "brief.before.md").read_text().endswith("my own words\n")


@pytest.mark.parametrize("place", ["link.md", "corpus/brief.md"])
def test_where_nothing_can_be_written_no_copy_is_left(place: str, export: Export, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    assert export(ID, "-o", str(file)) == 0
    (tmp_path / "link.md").symlink_to(file)
    (tmp_path / "corpus" / "brief.md").write_bytes(file.read_bytes())
    assert export(ID, "-o", str(tmp_path / place), "--force") == 1
    assert not list(tmp_path.rglob("*before*"))


TITLES = [
    (("kamel-benghazi.md", "who-commands-what.md", "staff-chiefs-talks.txt"), "Brief: 3 articles, 2020-12 to 2025-09"),
    (("kamel-benghazi.md", "turkish-forces-warnings.md"), "Brief: 2 articles, 2020-12"),
    (("kamel-benghazi.md", "chiefs-of-staff-cairo.txt"), "Brief: 2 articles, 2020-12 and undated"),
    (("interior-ministers.txt", "chiefs-of-staff-cairo.txt"), "Brief: 2 articles, undated"),
    (("--query", "ceasefire date:2020"), "Brief: ceasefire date:2020"),
    (("kamel-benghazi.md",), "Egypt’s intelligence chief in Benghazi: talks with Haftar and Saleh"),
]


@pytest.mark.parametrize(("asked", "title"), TITLES)
def test_the_title_says_what_it_is_of(asked: tuple[str, ...], title: str, sample: Path, export: Export) -> None:
    target = sample.parent / "b.json"
    assert export(*asked, "-o", str(target)) == 0
    assert json.loads(target.read_text("utf-8"))["title"] == title
