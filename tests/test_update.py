"""Bringing a brief up to date: the user's slots stay to the byte, and nothing else that they wrote is lost unasked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing import briefs
from briefing.briefs import Brief
from briefing.cli import main
from briefing.library import Library
from briefing.state import Shelved

QUERY = 'faction:lna "army commander"'
MINE = "Haftar’s side *says* so.\n\n> my own quotation\n```\n---\n## not a heading\n<b>x</b>  \n"
Update = Callable[..., int]


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")


@pytest.fixture
def export(sample: Path, capsys: pytest.CaptureFixture[str]) -> Update:
    """Export with these arguments; the exit code. What was said stays to be read."""

    def run(*words: str) -> int:
        capsys.readouterr()
        return main(["--corpus", str(sample), "export", *words])

    return run


@pytest.fixture
def brief(export: Update, tmp_path: Path) -> Path:
    file = tmp_path / "brief.md"
    assert export("--query", QUERY, "-o", str(file)) == 0
    return file


def change(file: Path, old: str, new: str) -> None:
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())


def write_in(file: Path, slot: str, words: str) -> None:
    mark = f"<!-- briefing:yours {slot} -->\n"
    change(file, mark, mark + words)


@pytest.mark.parametrize("flavor", ["plain", "obsidian", "hugo"])
def test_nothing_changes_on_the_same_day(flavor: str, export: Update, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    assert export("--query", QUERY, "--flavor", flavor, "-o", str(file)) == 0
    for slot in ("bottom-line", "known", "disputed", "not-known"):
        write_in(file, slot, f"{slot}: {MINE}")
    before = file.read_bytes()
    assert export("--update", str(file)) == 0
    assert file.read_bytes() == before


SCOPES = [
    ("chiefs-of-staff-cairo.txt:1,3", "kamel-benghazi.md"),
    ("kamel-benghazi.md", "--query", "ceasefire", "--max-words", "60", "--with-notes"),
    ("kamel-benghazi.md", "--full", "--flavor", "obsidian", "--links"),
    ("--query", "date:2014 Cairo"),
]


@pytest.mark.parametrize("asked", SCOPES)
def test_every_commission_is_kept(asked: tuple[str, ...], export: Update, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    assert export(*asked, "-o", str(file)) == 0
    before = file.read_bytes()
    assert export("--update", str(file), *{"--with-notes"}.intersection(asked)) == 0
    assert file.read_bytes() == before


def test_what_is_new_comes_in_and_the_slots_stay(
    export: Update, brief: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_in(brief, "disputed", MINE)
    (sample / "new.txt").write_text(
        "The army commander of the LNA\n\n3 January 2021\n\nThe Libyan army commander left.\n"
    )
    assert main(["index", "--corpus", str(sample)]) == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795564800")
    assert export("--update", str(brief)) == 0
    text = brief.read_text("utf-8")
    assert f"<!-- briefing:yours disputed -->\n{MINE}\n<!-- briefing:yours end -->" in text
    assert "The Libyan army commander left." in text
    assert "\ndate: 2026-11-25\n" in text
    assert "\ncreated: 2026-11-23\n" in text
    assert not list(brief.parent.glob("*before*"))


def test_files_of_windows_stay_such(export: Update, brief: Path) -> None:
    write_in(brief, "known", "one\ntwo\n")
    text = "\ufeff" + brief.read_text("utf-8").replace("\n", "\r\n")
    brief.write_bytes(text.encode())
    assert export("--update", str(brief)) == 0
    assert brief.read_bytes() == text.encode()


def test_line_ends_in_a_slot_stay_as_they_are(export: Update, brief: Path) -> None:
    write_in(brief, "known", "one\r\ntwo\n\x0cthree\r")
    before = brief.read_bytes()
    assert export("--update", str(brief)) == 0
    assert brief.read_bytes() == before


def test_it_can_be_written_elsewhere(export: Update, brief: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_in(brief, "known", MINE)
    before = brief.read_bytes()
    other = brief.with_name("other.md")
    assert export("--update", str(brief), "-o", str(other)) == 0
    assert other.read_bytes() == before == brief.read_bytes()
    assert export("--update", str(brief), "-o", "-") == 0
    assert capsys.readouterr().out == before.decode()
    other.write_text("else")
    assert export("--update", str(brief), "-o", str(other)) == 1
    assert other.read_text() == "else"


CHANGED_PROPERTIES = [
    ("briefing_max_words: 900", "briefing_max_words: 30"),
    ('briefing_query: "faction:lna \\"army commander\\""', "briefing_query: Benghazi"),
    ("briefing_full: false", "briefing_full: true"),
    ('briefing_flavor: "plain"', "briefing_flavor: obsidian"),
    ("created: 2026-11-23", "created: 2020-01-02"),
]


@pytest.mark.parametrize(("old", "new"), CHANGED_PROPERTIES)
def test_the_commission_may_be_changed_in_the_front_matter(old: str, new: str, export: Update, brief: Path) -> None:
    change(brief, old, new)
    assert export("--update", str(brief)) == 0
    key, _, value = new.partition(": ")
    assert re.search(rf'^{key}: "?{value}"?$', brief.read_text("utf-8"), re.MULTILINE)


def test_properties_may_be_written_otherwise(export: Update, brief: Path) -> None:
    """As programs do that show properties in a form."""
    text = brief.read_text("utf-8")
    other = re.sub(r'^tags: \["briefing", (.*)\]$', r"tags:\n  - briefing\n  - \1", text, flags=re.MULTILINE)
    other = re.sub(r'", "', '"\n  - "', other[: other.index("sources")]) + other[other.index("sources") :]
    brief.write_text(other.replace('briefing_flavor: "plain"', "briefing_flavor: plain") + "\n\n", "utf-8")
    assert export("--update", str(brief)) == 0
    assert brief.read_text("utf-8") == text


EDITED = [
    ("## Question\n", "## Question\n\nMy remark.\n", "line 56: “Question” is not as it was written: “My remark.”"),
    ("## Known\n", "## Known\n\nBeside the slot.\n", "line 36: “Known” is not as it was written: “Beside the slot.”"),
    ("## Articles\n", "## My own\n\nwords\n\n## Articles\n", "line 62: the section “My own” is not briefing’s"),
    ("## Actors\n", "## Articles\n\nx\n\n## Actors\n", "the section “Articles” is not briefing’s"),
    ("> The speech was an answer", "> The talk was an answer", "“Articles” is not as it was written: “> The talk was"),
    ("\n1 article", "\nMine. 1 article", "“the beginning” is not as it was written: “Mine. 1 article"),
    ("\n## Actors\n", "\n", "the section “Actors” was taken out"),
    ("\ntags: [", '\n"tags": ["mine", ', "line 5: the property “tags” was changed"),
    ("sources: [", 'sources: ["mine", ', "line 6: the property “sources” was changed"),
    ("---\n", "---\n# a remark\n", "somewhere in lines 1–24 (properties)"),
    ("briefing_articles: 1", "briefing_articles: 2", "somewhere in lines 1–23 (properties)"),
    ("## Actors\n", "## top\n\nx\n\n## Actors\n", "the section “top” is not briefing’s"),
    ("\n[^", "\nMy last words.\n\n[^", "“What this brief says” is not as it was written: “My last words.”"),
]


@pytest.mark.parametrize(("old", "new", "words"), EDITED)
def test_what_was_changed_elsewhere_is_not_lost(
    old: str, new: str, words: str, export: Update, brief: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_in(brief, "known", MINE)
    at = brief.read_bytes().decode().index("\n---\n") if old.startswith(("\n#", "##")) else 0
    text = brief.read_bytes().decode()
    assert old in text[at:]
    edited = text[:at] + text[at:].replace(old, new, 1)
    brief.write_text(edited, "utf-8")
    assert export("--update", str(brief)) == 1
    said = capsys.readouterr().err
    assert words.partition(": “")[2] in said
    assert re.sub(r"line \d+", "line", words) in re.sub(r"line \d+", "line", said)
    assert brief.read_text("utf-8") == edited
    brief.with_name("brief.before.md").write_text("taken")
    assert export("--update", str(brief), "--force") == 0
    assert brief.with_name("brief.before.md").read_text() == "taken"
    assert brief.with_name("brief.before-2.md").read_text("utf-8") == edited
    assert brief.read_text("utf-8") == text


def test_the_line_of_a_change_is_named(export: Update, brief: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(brief, "\n- Selection", "\nMy remark.\n- Selection")
    line = brief.read_text("utf-8").split("\n").index("My remark.") + 1
    assert export("--update", str(brief)) == 1
    assert f"line {line}: “Question” is not as it was written: “My remark.”" in capsys.readouterr().err


def test_a_line_is_not_named_where_it_may_be_ours(
    export: Update, brief: Path, sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Since the copies changed, there are lines of ours that would not be written now."""
    change(brief, "\n- Source: ", "\n- My remark.\n- Source: ")
    lines = brief.read_text("utf-8").split("\n")
    first, last = lines.index("## Articles") + 1, lines.index("## Actors")
    (sample / "new.txt").write_text("The army commander of the LNA\n\n3 January 2021\n\nThe army commander left.\n")
    assert main(["index", "--corpus", str(sample)]) == 0
    assert export("--update", str(brief)) == 1
    said = capsys.readouterr().err
    assert f"which would be lost: somewhere in lines {first}–{last - 1} (Articles). Move" in said


NATURAL = [
    ("plain", '\ntitle: "Brief', '\ntitle: "My brief'),
    ("plain", "\n# Brief", "\n# My *own* brief"),
    ("hugo", "\n# ", "\n# 1 "),
    ("obsidian", '\ntags: ["briefing", ', '\ntags:  ["mine", '),
    ("hugo", '\ntags: ["briefing", ', "\ntags: [mine, "),
    ("hugo", '\ntitle: "Brief', '\n# why\ntitle: >-\n  My\n  title\n# and why\nsubtitle: "x'),
]


@pytest.mark.parametrize(("flavor", "old", "new"), NATURAL)
def test_title_and_tags_stay_as_the_user_has_them(
    flavor: str, old: str, new: str, export: Update, tmp_path: Path, sample: Path
) -> None:
    file = tmp_path / "brief.md"
    assert export("--query", QUERY, "--flavor", flavor, "-o", str(file)) == 0
    change(file, old, new.replace("\n# why", ""))
    before = file.read_text("utf-8")
    for _ in range(2):
        assert export("--update", str(file)) == 0
        assert new.replace("\n# why", "").partition("subtitle")[0] in file.read_text("utf-8")
    assert len(file.read_text("utf-8")) == len(before)
    (sample / "new.txt").write_text("The army commander of the LNA\n\n3 January 2021\n\nThe army commander left.\n")
    assert main(["index", "--corpus", str(sample)]) == 0
    assert export("--update", str(file)) == 0
    text = file.read_text("utf-8")
    assert new.replace("\n# why", "").partition("subtitle")[0] in text
    assert "The army commander left." in text


def test_what_was_taken_out_stays_out(export: Update, brief: Path) -> None:
    text = re.sub(r"^(?:# |title: ).*\n\n?", "", brief.read_text("utf-8"), flags=re.MULTILINE)
    brief.write_text(text, "utf-8")
    assert export("--update", str(brief)) == 0
    assert brief.read_text("utf-8") == text
    assert "\n# " not in text


FOOTNOTES = [
    "\n[^mine]: A book, p. 5\n",
    "\n\n[^disclaimer]: One.\n\n    Two.\n[^2]: *Other*.",
    "[^x]: without a blank line\n\nAnd an afterthought.\n\n\n",
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("notes", FOOTNOTES)
def test_footnotes_of_the_user_at_the_end_stay(
    notes: str, ending: str, export: Update, brief: Path, sample: Path
) -> None:
    write_in(brief, "known", "As I say.[^mine]\n")
    text = (brief.read_text("utf-8") + notes).replace("\n", ending)
    brief.write_bytes(text.encode())
    assert export("--update", str(brief)) == 0
    assert brief.read_bytes().decode() == text
    (sample / "new.txt").write_text("The army commander of the LNA\n\n3 January 2021\n\nThe army commander left.\n")
    assert main(["index", "--corpus", str(sample)]) == 0
    assert export("--update", str(brief)) == 0
    after = brief.read_bytes().decode()
    assert after.endswith(notes.replace("\n", ending))
    assert "The army commander left." in after


def test_a_footnote_called_like_one_of_ours_is_not_lost(export: Update, brief: Path) -> None:
    label = re.findall(r"^\[\^(\w+)\]:", brief.read_text("utf-8"), re.MULTILINE)[0]
    text = brief.read_text("utf-8") + f"\n[^{label.upper()}]: mine\n"
    brief.write_text(text, "utf-8")
    assert export("--update", str(brief)) == 1
    assert brief.read_text("utf-8") == text


def test_what_the_user_cites_stays_the_same_article(export: Update, brief: Path, sample: Path) -> None:
    def source(label: str) -> str:
        return str(re.findall(rf"^\[\^{label}\]: (“.*?”)", brief.read_text("utf-8"), re.MULTILINE)[0])

    [label] = re.findall(r"^\[\^(\w+)\]:", brief.read_text("utf-8"), re.MULTILINE)
    write_in(brief, "known", f"They left.[^{label}]\n")
    before = source(label)
    (sample / "new.txt").write_text("The army commander of the LNA\n\n3 January 2020\n\nThe army commander left.\n")
    assert main(["index", "--corpus", str(sample)]) == 0
    assert export("--update", str(brief)) == 0
    assert source(label) == before
    assert re.search(rf"^### 2 · .*\[\^{label}\]$", brief.read_text("utf-8"), re.MULTILINE)


def test_the_users_words_reach_a_page_and_json(export: Update, brief: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_in(brief, "disputed", MINE)
    change(brief, "\n# Brief", "\n# My brief")
    before = brief.read_bytes()
    page, whole = brief.with_suffix(".html"), brief.with_suffix(".json")
    assert export("--update", str(brief), "--format", "html", "-o", str(page)) == 0
    assert export("--update", str(brief), "-o", str(whole)) == 0
    assert brief.read_bytes() == before
    assert "with your words" in capsys.readouterr().err
    html = page.read_text("utf-8")
    assert '<h2 id="disputed-heading">Disputed</h2>' in html
    assert "Haftar’s side *says* so.</p>" in html
    assert "## not a heading\n&lt;b&gt;x&lt;/b&gt;" in html
    assert "<h1" in html
    assert "My brief: faction" in html.replace("\\", "")
    assert json.loads(whole.read_text("utf-8"))["own"] == {"disputed": f"{MINE}\n"}
    change(brief, "\n- Source: ", "\n- My remark.\n- Source: ")
    assert export("--update", str(brief), "-o", str(page), "--force") == 0
    assert "outside of its slots is not in it" in capsys.readouterr().err
    change(brief, "<!-- briefing:yours known -->", "")
    assert export("--update", str(brief), "-o", str(page), "--force") == 1


OWN = [
    ("plain", "---\n", "---\ncssclasses: [wide]\n# why\n"),
    ("obsidian", "\nbriefing_scope", "\ncssclasses:\n  - wide\n\nup: '[[x]]'\nbriefing_scope"),
    ("hugo", "---\n", "---\ndraft: true\nmenu: {main: {weight: 1}}\n"),
]


@pytest.mark.parametrize(("flavor", "old", "new"), OWN)
def test_properties_of_the_user_stay(flavor: str, old: str, new: str, export: Update, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    assert export("--query", QUERY, "--flavor", flavor, "-o", str(file)) == 0
    before = file.read_bytes().decode()
    change(file, old, new)
    assert export("--update", str(file)) == 0
    own = new.replace("---\n", "").replace("briefing_scope", "").lstrip("\n")
    after = file.read_bytes().decode()
    assert after.replace(own, "", 1) == before
    assert export("--update", str(file)) == 0
    assert file.read_bytes().decode() == after


def test_a_property_among_ours_is_not_lost(export: Update, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "brief.md"
    assert export("--query", QUERY, "--flavor", "hugo", "-o", str(file)) == 0
    change(file, "params:\n", "params:\n  mine: 1\n")
    assert export("--update", str(file)) == 1
    assert "line 7: the property “mine” is not briefing’s" in capsys.readouterr().err


END = "<!-- briefing:yours end -->\n"
TORN = [
    (END, "", "“Known” begins here, and “Bottom line” (line 31) has no end"),
    ("<!-- briefing:yours known -->\n", "", "this ends a slot, and none has begun"),
    ("<!-- briefing:yours not-known -->\n\n" + END, "", "“Not known” is missing"),
    ("<!-- briefing:yours known -->", "<!-- briefing:yours bottom-line -->", "“Bottom line” begins a second time"),
    ("<!-- briefing:yours known -->", "<!-- briefing:yours other -->", "there is no slot `other`"),
    (END, END + END, "this ends a slot, and none has begun"),
    ("<!-- briefing:yours not-known -->\n\n" + END, "<!-- briefing:yours not-known -->\n\n", "has no end"),
]


@pytest.mark.parametrize(("old", "new", "words"), TORN)
def test_a_torn_slot_is_refused(
    old: str, new: str, words: str, export: Update, brief: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(brief, old, new)
    before = brief.read_bytes()
    for force in ((), ("--force",)):
        assert export("--update", str(brief), *force) == 1
        said = capsys.readouterr().err
        assert words in said
        assert re.search(r"brief\.md: line \d+: of your slots, ", said)
    assert brief.read_bytes() == before


def test_slots_stand_in_their_order(export: Update, brief: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for old, new in (("known", "x"), ("disputed", "known"), ("x", "disputed")):
        change(brief, f"<!-- briefing:yours {old} -->", f"<!-- briefing:yours {new} -->")
    line = brief.read_text("utf-8").split("\n").index("<!-- briefing:yours disputed -->") + 1
    assert export("--update", str(brief)) == 1
    assert f"line {line}: of your slots, “Disputed” is not in its place" in capsys.readouterr().err


REFUSED = [
    (lambda text: "no brief\n", "line 1: this is no brief of briefing"),
    (lambda text: "", "line 1: this is no brief of briefing"),
    (lambda text: text.replace("\n---\n", "\n", 1), "line 1: this is no brief of briefing"),
    (lambda text: "---\ntitle: x\n---\n", "its front matter has no `briefing_version`"),
    (lambda text: "---\n- x\n---\n", "its front matter has no `briefing_version`"),
    (lambda text: text.replace("briefing_version: 1", "briefing_version: 9"), "version 9 is of a later briefing"),
    (lambda text: text.replace("created: 2026-11-23", "created: soon"), "line 7: `created`: a day is expected"),
    (lambda text: text.replace("created: 2026-11-23", "created: [a]"), "line 7: `created`: words are expected"),
    (lambda text: text.replace("title:", "title: *x"), "line 2, column 8"),
    (lambda text: text.replace("title:", "title: &x"), "line 2, column 8: the anchor `&x` is not allowed"),
    (lambda text: text.replace('scope: "query"', "scope: all"), "line 9: `briefing_scope`: `all` is none of articles"),
    (lambda text: re.sub("(briefing_query): .*", r"\1: ''", text), "line 10: `briefing_query`: there must be a query"),
    (lambda text: re.sub("(briefing_query): .*", r"\1: '((('", text), "line 10: `briefing_query` cannot be understood"),
    (lambda text: re.sub("(briefing_query): .*", r"\1: nonesuchword", text), "No article answers the query"),
    (lambda text: text.replace("words: 900", "words: -1"), "line 13: `briefing_max_words`: `-1` is not a number"),
    (lambda text: text.replace("ids: []", "ids: {a: b}"), "line 11: `briefing_ids`: a list is expected"),
    (lambda text: text.replace("ids: []", "ids: [[a]]"), "line 11: `briefing_ids`: a list of words is expected"),
    (lambda text: text.replace("passages: []", "passages: [../x:1]"), "line 12: `briefing_passages`: `../x:1` is not"),
    (lambda text: text.replace('flavor: "plain"', "flavor: x"), "line 16: `briefing_flavor`: `x` is none of plain"),
]


@pytest.mark.parametrize(("spoil", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_a_brief_that_is_none_of_ours_is_refused_with_the_line(
    spoil: Callable[[str], str], words: str, export: Update, brief: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brief.write_text(spoil(brief.read_text("utf-8")), "utf-8")
    before = brief.read_bytes()
    assert export("--update", str(brief)) == 1
    assert words in capsys.readouterr().err
    assert brief.read_bytes() == before


def test_what_is_no_readable_file_is_refused(
    export: Update, brief: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "link.md").symlink_to(brief)
    (tmp_path / "latin.md").write_bytes(b"---\n\xe9\n")
    change(brief, "## Known\n", "## Known\n\nBeside the slot.\n")
    before = {file.name for file in tmp_path.iterdir()}
    for name, words in [
        ("link.md", "it is a link"),
        ("none.md", "is not a file that is there"),
        (".", "is not a file that is there"),
        ("latin.md", "line 2: this is not UTF-8"),
    ]:
        for force in ((), ("--force",)):
            assert export("--update", str(tmp_path / name), *force) == 1
            assert words in capsys.readouterr().err
    assert {file.name for file in tmp_path.iterdir()} == before


def test_what_somebody_writes_meanwhile_is_not_lost(
    export: Update, brief: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make = briefs.make

    def slowly(*asked: Any, **more: Any) -> Brief:
        write_in(brief, "known", "Meanwhile.\n")
        return make(*asked, **more)

    monkeypatch.setattr(briefs, "make", slowly)
    assert export("--update", str(brief)) == 1
    assert "was changed meanwhile" in capsys.readouterr().err
    assert "Meanwhile." in brief.read_text("utf-8")


def test_a_brief_is_not_written_into_the_corpus(export: Update, brief: Path, sample: Path) -> None:
    inside = sample / "brief.md"
    inside.write_bytes(brief.read_bytes())
    assert export("--update", str(inside)) == 1
    assert export("--update", str(brief), "-o", str(sample / "other.md")) == 1
    assert not (sample / "other.md").exists()


MISUSED = [
    ("--flavor", "hugo"),
    ("--max-words", "5"),
    ("--format", "json"),
    ("--full",),
    ("--working",),
    ("--query", "ceasefire"),
    ("kamel-benghazi.md",),
    ("--format", "html"),
]


@pytest.mark.parametrize("options", MISUSED)
def test_the_front_matter_says_how_it_is_made(options: tuple[str, ...], export: Update, brief: Path) -> None:
    assert export("--update", str(brief), *options) == 2


def test_an_article_that_is_gone_is_said(
    export: Update, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "brief.md"
    assert export("kamel-benghazi.md", "interior-ministers.txt", "-o", str(file)) == 0
    (sample / "kamel-benghazi.md").unlink()
    assert main(["index", "--corpus", str(sample)]) == 0
    assert export("--update", str(file)) == 0
    assert "is not in the folder any more" in capsys.readouterr().err
    assert "- Remark: Article " in file.read_text("utf-8")


SECRET = "Ask the archivist twice."


@pytest.fixture
def mine(sample: Path, export: Update) -> str:
    """An article with a note, a tag and a star, on the working list; its id."""
    assert main(["index", "--corpus", str(sample)]) == 0
    with Library.open(sample) as library:
        id = library.resolve("kamel-benghazi.md").id
        library.state.note(id, SECRET)
        library.state.set("tag:mole", [id], True)
        library.state.save("my-question", "ceasefire tag:mole")
        library.state.shelve([Shelved(id)], True)
        library.mark([id], starred=True)
    return id


ASKING = [
    ("briefing_notes: true", "your notes and tags (line 15)", ("--with-notes",)),
    ('briefing_scope: "working list"', "your working list (line 9)", ("--working",)),
    ("briefing_query: 'is:starred'", "what you marked (is:starred in its query) (line 10)", ("--query", "is:starred")),
    ("briefing_query: 'Cairo OR NOT tag:mole'", "(tag:mole in", ("--query", "Cairo OR NOT tag:mole")),
    ("briefing_query: 'Cairo OR is:working'", "(is:working in", ("--query", "Cairo OR is:working")),
    ("briefing_query: 'Cairo OR has:note'", "(has:note in", ("--query", "Cairo OR has:note")),
    ("briefing_query: 'saved:my-question'", "(saved:my-question in", ("--query", "saved:my-question")),
]


@pytest.mark.parametrize(("line", "words", "options"), ASKING, ids=[line for line, _, _ in ASKING])
def test_what_is_the_users_own_goes_only_where_they_say_so_now(
    line: str,
    words: str,
    options: tuple[str, ...],
    mine: str,
    export: Update,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Who sends a brief chooses its front matter, and is sent it back."""
    file = tmp_path / "brief.md"
    assert export("--query", "kamel", "-o", str(file)) == 0
    key = line.partition(":")[0]
    text = re.sub(rf"^{key}: .*$", line, file.read_text("utf-8"), flags=re.MULTILINE)
    file.write_text(text, "utf-8")
    for force in ((), ("--force",)):
        assert export("--update", str(file), *force) == 1
        said = capsys.readouterr().err
        assert f"it asks for {words}" in said or words in said
        assert f"give {options[0]}" in said
        assert file.read_text("utf-8") == text
    assert export("--update", str(file), *options) == 0
    assert (SECRET in file.read_text("utf-8")) == (options == ("--with-notes",))


def test_notes_come_into_a_brief_that_had_none(mine: str, export: Update, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    assert export(mine, "-o", str(file)) == 0
    assert export("--update", str(file), "--with-notes") == 0
    assert SECRET in file.read_text("utf-8")
    assert export("--update", str(file)) == 1
    change(file, "briefing_notes: true", "briefing_notes: false")
    assert export("--update", str(file)) == 0
    assert SECRET not in file.read_text("utf-8")
    assert "mole" not in file.read_text("utf-8")


OTHERS = ["date:2014 Cairo", "is:undated OR Cairo", "source:review OR kamel", '="is" OR Cairo']


@pytest.mark.parametrize("query", OTHERS)
def test_a_query_about_the_articles_is_nobodys_secret(query: str, export: Update, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    assert export("--query", query, "-o", str(file)) == 0
    assert export("--update", str(file)) == 0


def test_how_large_it_was_and_is_now_is_told(
    export: Update, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "brief.md"
    assert export("kamel-benghazi.md", "--max-words", "20", "-o", str(file)) == 0
    change(file, "briefing_full: false", "briefing_full: true")
    assert export("--update", str(file)) == 0
    assert re.search(
        r"^brought up to date: \S+; 1 article, [\d,]{3,} words quoted \(before: 1 article, \d\d? words quoted\)$",
        capsys.readouterr().err,
        re.MULTILINE,
    )
    assert export("--update", str(file)) == 0
    assert re.search(r"nothing was changed in .*; 1 article, \d+ words quoted, as before$", capsys.readouterr().err)


def test_an_index_that_is_behind_is_told_last(
    export: Update, brief: Path, sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "b.txt"):
        (sample / name).write_text("The army commander of the LNA\n\n3 January 2021\n\nThe army commander left.\n")
        assert export("--update", str(brief)) == 0
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("nothing was changed in ")
    assert last.endswith("2 files changed since the index was made and are not in it: `briefing index`, then again")


def test_remarks_are_as_many_as_a_person_reads(
    export: Update, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "brief.md"
    assert export("kamel-benghazi.md", "-o", str(file)) == 0
    gone = ", ".join(f"zzzzzz{number:04}" for number in range(3_000))
    change(file, "briefing_ids: [", f"briefing_ids: [{gone}, ")
    assert export("--update", str(file)) == 0
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 22
    assert said[20] == "And 2,980 more like these."
    assert file.read_text("utf-8").count("zzzzzz0019") == 2
    assert file.read_text("utf-8").count("zzzzzz0020") == 1
