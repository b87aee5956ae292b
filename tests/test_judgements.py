"""Overruling the names: what is written, what stays as it was, what is refused, and how it is undone."""

import difflib
import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing import library
from briefing.dates import PartialDate
from briefing.judgements import Add, Assign, Dated, Decision, Different, Ignore, Rename, Same
from briefing.library import Library, LibraryError, NoActorsFile
from briefing.naming import actorsfile
from tests.conftest import SAMPLE

ARTICLE = "abc123defg"
DECISIONS: list[Decision] = [
    Same("khalifa-haftar", "K. B. Haftar"),
    Same("Ilen Maro", "Ilen Marrow"),
    Different("khalifa-haftar", "khaled-haftar"),
    Different("khalifa-haftar", "Khalid Hafter"),
    Assign(ARTICLE, "Haftar", "khaled-haftar"),
    Assign(ARTICLE, "the Field Marshal", None),
    Dated(ARTICLE, PartialDate(2014, 8, 27), "printed edition"),
    Dated(ARTICLE, PartialDate(2014, 8)),
    Ignore("Read More"),
    Rename("khalifa-haftar", "Khalifa Belqasim Haftar"),
    Add("person", "Ilen Marrow", ("Captain Marrow",)),
    Add("organisation", "Harbour Board"),
    Add("place", "Tarvena Bay"),
]
HOSTILE = [
    ": x",
    "- a",
    "{a",
    "a: b, c: d}",
    "]}, {same: [x, y]}",
    "\"quoted\" 'twice'",
    "# no comment",
    "back\\slash \\x1b \\u202e",
    "line\nbreak\r\n- {same: [x, y]}",
    "\x1b[31mred\x1b]0;title\x07",
    "!!python/object:os.system x",
    "&a *a <<",
    "\u202egnp.exe\u2066",
    "null",
    "yes",
    "~",
    "2014",
    "%TAG @x `y`",
    "ليبيا حفتر",
    "哈夫塔尔",
    "\ud800 half",
    "N\u0308\u0308\u0308\u0308\u0308oise",
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A small one."""
    made = tmp_path / "corpus"
    made.mkdir()
    for name in ("actors.yaml", "turkish-forces-warnings.md", "kamel-benghazi.md"):
        shutil.copyfile(SAMPLE / name, made / name)
    return made


@pytest.fixture
def opened(corpus: Path) -> Iterator[Library]:
    library.index(corpus)
    found = Library.open(corpus)
    yield found
    found.close()


def on_disk(opened: Library) -> str:
    return (opened.corpus / "actors.yaml").read_bytes().decode()


def kept(before: str, after: str) -> bool:
    """Is every line that was there still there, in its order?"""
    return not [line for line in difflib.ndiff(before.splitlines(True), after.splitlines(True)) if line[0] == "-"]


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: type(decision).__name__)
def test_every_line_stays_and_is_put_back(opened: Library, decision: Decision) -> None:
    before = on_disk(opened)
    said = opened.judge(decision)
    after = on_disk(opened)
    empty = "judgements: []"
    assert kept(before.replace(empty, "judgements:"), after.replace(empty, "judgements:"))
    assert len(after) > len(before)
    assert opened.gazetteer.digest == actorsfile.read(opened.corpus / "actors.yaml").digest
    assert "file says so" not in said
    assert opened.undo() == f"judgement taken back: {said}"
    assert on_disk(opened) == before


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_words(opened: Library, words: str) -> None:
    for decision in (
        Same("khalifa-haftar", f"Mr {words}"),
        Different("khaled-haftar", f"Dr {words}"),
        Assign(ARTICLE, f"Sir {words}", None),
        Dated(ARTICLE, PartialDate(2014), words),
        Ignore(f"Click {words}"),
        Rename("libya", f"Libya {words}"),
        Add("person", f"Miss {words}", (words,)),
    ):
        opened.judge(decision)
    text = on_disk(opened)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    again = actorsfile.read(opened.corpus / "actors.yaml")
    assert len(again.judgements.made) == 6
    assert len(list(again)) == len(list(actorsfile.read(SAMPLE / "actors.yaml"))) + 1


LAYOUTS = [
    ("empty", "", "judgements:\n  - {ignore: X, when: D}\n"),
    ("comments only", "# mine", "# mine\n\njudgements:\n  - {ignore: X, when: D}\n"),
    ("no section", "version: 1\n# end\n", "version: 1\n# end\n\njudgements:\n  - {ignore: X, when: D}\n"),
    ("no last line end", "version: 1", "version: 1\n\njudgements:\n  - {ignore: X, when: D}\n"),
    ("nothing there", "judgements:   # mine\nversion: 1\n", "judgements:   # mine\n  - {ignore: X, when: D}\nversion: 1\n"),
    ("null", "judgements: null # mine\n", "judgements: # mine\n  - {ignore: X, when: D}\n"),
    ("empty list", "judgements: []  # mine\n", "judgements:  # mine\n  - {ignore: X, when: D}\n"),
    ("not indented", "judgements:\n- {ignore: A}\n\n\n# z\n", "judgements:\n- {ignore: A}\n- {ignore: X, when: D}\n\n\n# z\n"),
    (
        "deep",
        "judgements:\n      - ignore: A   # a\n        when: 2020 # b\n# z\nplaces: []",
        "judgements:\n      - ignore: A   # a\n        when: 2020 # b\n      - {ignore: X, when: D}\n# z\nplaces: []",
    ),
    ("brackets", "judgements: [{ignore: A}] # z\n", "judgements: [{ignore: A}, {ignore: X, when: D}] # z\n"),
    (
        "brackets over lines",
        "judgements: [\n  {ignore: A}, # a\n  {ignore: B} # b\n]\n",
        "judgements: [\n  {ignore: A}, # a\n  {ignore: B},\n  {ignore: X, when: D} # b\n]\n",
    ),
    ("a block of text", "judgements:\n- ignore: |\n    A\n    B\n", "judgements:\n- ignore: |\n    A\n    B\n- {ignore: X, when: D}\n"),
    ("JSON", '{"version": "1"}\n', '{"version": "1", "judgements": [{ignore: X, when: D}]}\n'),
    ("JSON with a list", '{"judgements": [ ]}', '{"judgements": [ {ignore: X, when: D}]}'),
    ("JSON with null", '{"judgements": null}', '{"judgements": [{ignore: X, when: D}]}'),
    ("empty JSON", "{}", '{"judgements": [{ignore: X, when: D}]}'),
    ("a document's end", "version: 1\n...\n", "version: 1\n\njudgements:\n  - {ignore: X, when: D}\n...\n"),
    ("line ends of Windows", "version: 1\r\njudgements:\r\n  - {ignore: A}\r\n", "version: 1\r\njudgements:\r\n  - {ignore: A}\r\n  - {ignore: X, when: D}\r\n"),
    ("a byte order mark", "\ufeffjudgements:\n- {ignore: A}\n", "\ufeffjudgements:\n- {ignore: A}\n- {ignore: X, when: D}\n"),
    ("indented", "  version: 1\n  places: []\n", "  version: 1\n  places: []\n\n  judgements:\n    - {ignore: X, when: D}\n"),
    ("wide letters", "# ًٌۤü𝔘\njudgements:\n- {ignore: é𝔘ü}\n", "# ًٌۤü𝔘\njudgements:\n- {ignore: é𝔘ü}\n- {ignore: X, when: D}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("layout", "before", "after"), LAYOUTS, ids=[name for name, _, _ in LAYOUTS])
def test_whatever_the_layout(corpus: Path, layout: str, before: str, after: str) -> None:
    (corpus / "actors.yaml").write_bytes(before.encode())
    opened = Library.open(corpus)
    opened.judge(Ignore("X"))
    assert on_disk(opened) == after.replace("ignore: X", 'ignore: "X"').replace("when: D", f"when: {date.today()}")
    opened.undo()
    assert on_disk(opened) == before
    opened.close()


def test_an_added_person_is_a_block_to_go_on_with(corpus: Path) -> None:
    (corpus / "actors.yaml").write_text("people:\n  - {id: tom-reed, name: Thomas Reed}\n\nplaces: []\n")
    opened = Library.open(corpus)
    opened.judge(Add("person", "Tom Réed", ("Old Tom",)))
    opened.judge(Add("place", "Réunion’s End: 5+5"))
    opened.judge(Add("organisation", "哈"))
    opened.judge(Same("Red Tide", "The Tide"))
    opened.judge(Add("organisation", "The Tide"))
    today = date.today()
    assert on_disk(opened) == (
        "people:\n  - {id: tom-reed, name: Thomas Reed}\n"
        f'  - id: tom-reed-2   # added {today}\n    name: "Tom Réed"\n    aliases: ["Old Tom"]\n\n'
        f'places:\n  - id: reunions-end-5-5   # added {today}\n    name: "Réunion’s End: 5+5"\n'
        f'\ngroups:\n  - id: ha   # added {today}\n    name: "哈"\n'
        f'  - id: the-tide   # added {today}\n    name: "The Tide"\n    aliases: ["Red Tide"]\n'
        f'\njudgements:\n  - {{same: ["Red Tide", "The Tide"], when: {today}}}\n'
    )
    opened.close()


REFUSED: list[tuple[list[Decision], Decision, str]] = [
    ([Different("khalifa-haftar", "khaled-haftar")], Same("khaled-haftar", "khalifa-haftar"), "judged different"),
    ([Same("khalifa-haftar", "K. Haftar")], Different("khalifa-haftar", "K. Haftar"), "judged the same"),
    ([Same("A B", "B C"), Same("B C", "C D")], Different("A B", "c d"), "judged the same on {} (actors.yaml, line {}) and"),
    ([Different("A B", "C D"), Same("B C", "C D")], Same("A B", "B C"), "judged different on {} (actors.yaml, line {})"),
    ([Assign(ARTICLE, "X", "libya")], Assign(ARTICLE, "X", "tunisia"), "“X”: judged to be “Libya” on {} (actors.yaml, line {}): take"),
    ([Assign(ARTICLE, "X", None)], Assign(ARTICLE, "X", "tunisia"), "judged to be nobody of the file on {}"),
    ([Dated(ARTICLE, PartialDate(2014))], Dated(ARTICLE, PartialDate(2015)), "judged 2014 on {} (actors.yaml, line {}): take that back first"),
    ([Ignore("X Y")], Assign(ARTICLE, "X Y", "libya"), "judged nobody's name on {}"),
    ([Ignore("X Y")], Add("person", "X Y"), "judged nobody's name on {}"),
    ([Ignore("X Y")], Same("X Y", "libya"), "judged nobody's name on {}"),
    ([Ignore("X Y")], Rename("libya", "X Y"), "judged nobody's name on {}"),
    ([Assign(ARTICLE, "X Y", "libya")], Ignore("X Y"), "judged to be “Libya” on {}"),
    ([Different("libya", "X Y")], Rename("libya", "X Y"), "judged different on {} (actors.yaml, line {})"),
    ([], Same("khalifa-haftar", "libya"), "A person and a place cannot be one"),
    ([], Same("no-such-actor", "Khalifa Haftar"), "No actor has the id `no-such-actor`"),
    ([], Assign(ARTICLE, "X", "nobody-at-all"), "No actor has the id"),
    ([], Rename("nobody-at-all", "X"), "No actor has the id"),
    ([], Rename("libya", "Tunisia"), "“Tunisia” is a name of `tunisia`"),
    ([], Add("person", "Khalifa Haftar"), "is a name of `khalifa-haftar` in actors.yaml already"),
    ([], Different("khalifa-haftar", "Khalifa Haftar"), "is the name of `khalifa-haftar`"),
    ([], Different("libya", "libya"), "are names of one actor"),
    ([], Same("libya", " \x1b[31m "), "no words"),
    ([], Ignore("x" * 1000), "too long"),
    ([], Dated(ARTICLE, PartialDate(None, 9, 16)), "needs a year"),
]  # fmt: skip


@pytest.mark.parametrize(("earlier", "decision", "words"), REFUSED)
def test_what_contradicts_is_refused(opened: Library, earlier: list[Decision], decision: Decision, words: str) -> None:
    for other in earlier:
        opened.judge(other)
    before = on_disk(opened)
    with pytest.raises(LibraryError) as refused:
        opened.judge(decision)
    pattern = re.escape(words).replace(r"\{\}", r"[\d-]+")
    assert re.search(pattern, str(refused.value)), str(refused.value)
    line = re.search(r"line (\d+)", str(refused.value))
    assert not line or f"when: {date.today()}" in before.splitlines()[int(line[1]) - 1]
    assert on_disk(opened) == before


@pytest.mark.parametrize("decision", [d for d in DECISIONS if not isinstance(d, Add)])
def test_nothing_is_written_twice(opened: Library, decision: Decision) -> None:
    opened.judge(decision)
    before = on_disk(opened)
    assert "already" in (again := opened.judge(decision)) or "Nothing new" in again
    assert on_disk(opened) == before


def test_the_same_by_a_listed_name_is_nothing_new(opened: Library) -> None:
    assert "already" in opened.judge(Same("khalifa-haftar", "Khalifa Hifter"))


def test_a_name_is_written_as_the_id_it_means(opened: Library) -> None:
    opened.judge(Different("Khalifa Hifter", "Khaled Haftar"))
    assert "{different: [khalifa-haftar, khaled-haftar], when:" in on_disk(opened)


def test_it_is_in_force_at_once_and_after_indexing(opened: Library) -> None:
    row = opened.resolve("turkish-forces-warnings.md")
    (first, *_) = [m for m in opened.article(row.id).mentions if m.actor == "khalifa-haftar"]
    opened.judge(Rename("khalifa-haftar", "Marshal of the East"))
    assert "Marshal of the East" in {m.name for m in opened.article(row.id).mentions}
    opened.judge(Dated(row.id, PartialDate(2016), "a guess"))
    assert str(opened.article(row.id).published.date) == "2016"
    library.index(opened.corpus)
    assert opened.refresh()
    assert "Marshal of the East" in {m.name for m in opened.article(row.id).mentions}
    assert str(opened.rows[[r.id for r in opened.rows].index(row.id)].date) == "2016"
    assert opened.undo()
    assert opened.undo() == f"judgement taken back: “{first.name}” is shown as “Marshal of the East”"
    assert first.name in {m.name for m in opened.article(row.id).mentions}


def test_marks_and_judgements_are_undone_in_order(opened: Library) -> None:
    ids = [row.id for row in opened.rows[:2]]
    before = on_disk(opened)
    opened.mark(ids, read=True)
    opened.judge(Ignore("A B"))
    opened.mark(ids[:1], starred=True)
    opened.mark(ids[:1], starred=True)
    opened.judge(Ignore("C D"))
    told = [opened.undo() for _ in range(5)]
    assert told == [
        "judgement taken back: “C D” is nobody's name",
        "1 article starred",
        "judgement taken back: “A B” is nobody's name",
        "2 articles marked read",
        None,
    ]
    assert on_disk(opened) == before


def test_a_file_that_was_changed_meanwhile_is_left_alone(opened: Library) -> None:
    opened.judge(Ignore("A B"))
    file = opened.corpus / "actors.yaml"
    file.write_text(text := on_disk(opened) + "# mine\n", "utf-8")
    with pytest.raises(LibraryError, match="changed since"):
        opened.undo()
    assert on_disk(opened) == text
    assert opened.undo() is None


def test_the_first_judgement_makes_the_file_after_asking(corpus: Path) -> None:
    file = corpus / "actors.yaml"
    file.unlink()
    opened = Library.open(corpus)
    with pytest.raises(NoActorsFile):
        opened.judge(Add("person", "Khalifa Haftar"))
    assert not file.exists()
    opened.judge(Add("person", "Abbas Kamel"), create=True)
    assert on_disk(opened).startswith("version: 1\n# ")
    assert "abbas-kamel" in opened.gazetteer
    assert any(m.actor == "abbas-kamel" for row in opened.rows for m in opened.article(row.id).mentions)
    opened.judge(Ignore("Click Here"))
    opened.undo()
    opened.undo()
    assert not file.exists()
    opened.close()


def test_nobody_has_no_file(corpus: Path) -> None:
    opened = Library.open(corpus, "none")
    with pytest.raises(LibraryError, match="--actors none"):
        opened.judge(Ignore("A B"), create=True)
    opened.close()


def test_a_file_elsewhere_keeps_its_mode(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("version: 1\n")
    file.chmod(0o664)
    before = on_disk_of(corpus)
    opened = Library.open(corpus, file)
    opened.judge(Ignore("A B"))
    assert 'ignore: "A B"' in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o664
    assert on_disk_of(corpus) == before
    opened.close()


def on_disk_of(corpus: Path) -> bytes:
    return (corpus / "actors.yaml").read_bytes()


def test_nothing_is_written_through_a_link(corpus: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    (corpus / "actors.yaml").rename(real)
    (corpus / "actors.yaml").symlink_to(real)
    opened = Library.open(corpus)
    before = real.read_bytes()
    with pytest.raises(LibraryError, match="is a link"):
        opened.judge(Ignore("A B"))
    assert real.read_bytes() == before
    opened.close()


def test_a_file_with_mistakes_is_not_written_to(opened: Library) -> None:
    file = opened.corpus / "actors.yaml"
    file.write_text("people:\n  - {id: a}\n")
    with pytest.raises(LibraryError, match="line 2, column 5: `name` is missing"):
        opened.judge(Ignore("A B"))
    assert file.read_text() == "people:\n  - {id: a}\n"


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(opened: Library) -> None:
    opened.corpus.chmod(0o500)
    try:
        with pytest.raises(LibraryError, match="cannot be written"):
            opened.judge(Ignore("A B"))
    finally:
        opened.corpus.chmod(0o700)
