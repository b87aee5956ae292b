"""`briefing actors`: who is known, who is not, why, and what is wrong with the file."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from briefing.cli import main
from briefing.dates import PartialDate
from briefing.judgements import Assign, Dated, Different, Same
from briefing.library import Library
from briefing.naming import kept
from briefing.paths import index_folder
from tests.conftest import SAMPLE

Captured = pytest.CaptureFixture[str]


def run(capsys: Captured, *words: str | Path) -> tuple[int, str, str]:
    code = main(["actors", *map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


def rows(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_list(capsys: Captured, sample: Path) -> None:
    code, out, _ = run(capsys, "--corpus", sample, "--json")
    listed = {row["id"]: row for row in rows(out)}
    assert code == 0
    haftar = listed["khalifa-haftar"]
    assert (haftar["kind"], haftar["name"], haftar["articles"]) == ("person", "Khalifa Haftar", 6)
    assert haftar["posts"][0]["start"] == "2015-03-02"
    assert {"text": "Marshal Haftar", "start": None, "end": None, "requires": []} in haftar["aliases"]
    assert (listed["lna"]["kind"], listed["lna"]["start"]) == ("faction", "2014-05")
    _, out, _ = run(capsys, "list", "--corpus", sample)
    assert any(line.split() == ["khalifa-haftar", "person", "Khalifa", "Haftar", "(6", "articles)"] for line in out.splitlines())  # fmt: skip


def test_unknown(capsys: Captured, sample: Path) -> None:
    (sample / "new.txt").write_text("Joss Almery met Ilen Marrow in Tarvena. Joss Almery left. The army chief met his Libyan counterpart.")  # fmt: skip
    code, out, _ = run(capsys, "unknown", "--corpus", sample, "--json")
    found = rows(out)
    assert code == 0
    assert [row["articles"] for row in found] == sorted((row["articles"] for row in found), reverse=True)
    names = {row["name"] for row in found}
    assert not names & {"Haftar", "Khalifa Haftar", "his Libyan counterpart"}
    assert all(list(row) == ["name", "kind", "articles"] for row in found)
    _, out, _ = run(capsys, "unknown", "--corpus", sample)
    assert len(out.splitlines()) == len(found)


@pytest.mark.parametrize("name", ["khalifa-haftar", "Khalifa Hifter", "KHALIFA HÁFTAR", "Marshal Haftar"])
def test_why_somebody_answers_to_a_name(capsys: Captured, sample: Path, name: str) -> None:
    code, out, _ = run(capsys, "why", name, "--corpus", sample)
    assert code == 0
    assert out.startswith("Khalifa Haftar (person, khalifa-haftar), in 6 articles\n")
    assert "post: General Commander of the Libyan National Army, since 2015-03-02; high confidence" in out
    code, out, _ = run(capsys, "why", name, "--corpus", sample, "--json")
    (row,) = rows(out)
    assert (row["id"], row["articles"]) == ("khalifa-haftar", 6)


@pytest.mark.parametrize("verb", ["why", "overview"])
def test_a_month_is_not_told_as_a_day(capsys: Captured, sample: Path, verb: str) -> None:
    _, out, _ = run(capsys, verb, "lna", "--corpus", sample)
    assert re.search(r"existed:? since 2014-05$", out, re.MULTILINE)


def test_a_surname_is_all_who_bear_it(capsys: Captured, sample: Path) -> None:
    _, out, _ = run(capsys, "why", "Haftar", "--corpus", sample, "--json")
    assert {"khalifa-haftar", "khaled-haftar"} <= {row["id"] for row in rows(out)}


def test_nobody_answers(capsys: Captured, sample: Path) -> None:
    code, out, err = run(capsys, "why", "Nobody \x1b[31mAtall", "--corpus", sample)
    assert (code, out) == (1, "")
    assert "nobody answers to “Nobody [31mAtall”" in err


MISUSED = [
    (["why"], "takes one name"),
    (["why", "Khalifa", "Haftar"], "in quotes"),
    (["compare", "Haftar"], "takes two names"),
    (["compare", "a", "b", "--batch", "x.tsv"], "takes no name beside --batch"),
    (["list", "x"], "takes no name"),
    (["lint", "--batch", "x.tsv"], "--batch goes with"),
    (["compare", "--batch", "nowhere.tsv"], "nowhere.tsv cannot be read"),
]


@pytest.mark.parametrize(("words", "told"), MISUSED)
def test_wrong_usage(capsys: Captured, words: list[str], told: str) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert told in err


def test_compare_needs_no_corpus(capsys: Captured) -> None:
    code, out, _ = run(capsys, "compare", "Khalifa Haftar", "Khaled Haftar")
    (row,) = rows(out)
    assert code == 0
    assert list(row) == ["a", "b", "verdict", "because"]
    assert row["verdict"] == "different"


BATCH = "\ufeffKhalifa Haftar\tKhaled Haftar\r\n\nalone\nلـ\tب\n\tb\na\tb\tc\n".encode() + b"\xff\ta\nx\t" + b"y" * 3000


def test_compare_the_pairs_of_a_file(capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pairs.tsv").write_bytes(BATCH)
    code, out, err = run(capsys, "compare", "--batch", tmp_path / "pairs.tsv")
    assert code == 1
    assert [(row["a"], row["b"]) for row in rows(out)] == [("Khalifa Haftar", "Khaled Haftar"), ("لـ", "ب")]
    for number, words in ((3, "needs two"), (5, "needs two"), (6, "needs two"), (7, "not UTF-8"), (8, "longer")):
        assert f"pairs.tsv, line {number}: " in err
        assert words in err.splitlines()[(3, 5, 6, 7, 8).index(number)]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a\tb\n")))
    code, out, _ = run(capsys, "compare", "--batch", "-")
    assert (code, len(rows(out))) == (0, 1)


def test_the_sample_is_without_fault(capsys: Captured) -> None:
    assert run(capsys, "lint", "--corpus", SAMPLE) == (0, "", "")


GROUPS = "groups:\n  - {id: g, name: Gee, start: 2010, end: 2015, aliases: [{text: Old Gee, end: 2009}]}\n"
FAULTS = [
    ("people:\n  - {id: a}\n", [(2, 5, "`name` is missing")]),
    ("people:\n  - {id: a, name: Al Bee}\n  - {id: b, name: Cee, aliases: [al  bee]}\n", [(3, 34, "“al bee” is a name of `a` too (line 2)")]),
    ("people:\n  - {id: a, name: A, aliases: [X, {text: Y, end: 2010}]}\n  - {id: b, name: B, aliases: [{text: Y, start: 2011}, {text: X, requires: [Q]}]}\n", []),
    ("people:\n  - {id: a, name: A, aliases: [X, {text: Y, end: 2010}]}\n  - {id: b, name: B, aliases: [{text: Y, start: 2010}]}\n", [(3, 32, "“Y” is a name of `a`")]),
    ("people:\n  - {id: a, name: A, aliases: [X, Y, X]}\n", [(2, 38, "“X” is given twice; it stands in line 2")]),
    ("people:\n  - {id: a, name: A}\nplaces:\n  - {id: p, name: A}\n", [(4, 13, "“A” is a name of `a` too")]),
    ("people:\n  - {id: a, name: A}\n  - {id: b, name: B, aliases: [A]}\njudgements:\n  - {same: [a, b]}\n", []),
    ("people:\n  - {id: a, name: A}\n  - {id: b, name: B, aliases: [A]}\njudgements:\n  - {different: [b, A]}\n", []),
    (
        "people:\n  - id: a\n    name: A\n    posts: [{title: Chief, exclusive: true, start: 2010, end: 2012-05}]\n"
        "  - id: b\n    name: B\n    posts: [{title: chief, exclusive: true, start: 2012-04}]\n",
        [(7, 14, "`a` (line 4) held this exclusive post at the same time")],
    ),
    (
        "people:\n  - id: a\n    name: A\n    posts: [{title: Chief, exclusive: true, start: 2010, end: 2012-05}]\n"
        "  - id: b\n    name: B\n    posts: [{title: Chief, exclusive: true, start: 2012-05}]\n"
        "  - id: c\n    name: C\n    posts: [{title: Chief, exclusive: true, contested: true, start: 2012-05}]\n",
        [],
    ),
    ("people:\n  - id: a\n    name: A\n    posts:\n      - title: T\n        start: 2010\n        checked: 2009-12\n", [(7, 9, "checked 2009-12, before its start 2010")]),
    ("people:\n  - {id: a, name: A, posts: [{title: T, first_cited: 2011, last_cited: 2010}]}\n", [(2, 60, "last cited 2010, before it was first cited 2011")]),
    (GROUPS + "people:\n  - {id: a, name: A, posts: [{title: T, group: g, start: 2009}]}\n", [(2, 58, "“Old Gee” holds"), (4, 51, "begins 2009, before there was the group `g`")]),
    ("groups:\n  - {id: g, name: G, end: 2015}\npeople:\n  - {id: a, name: A, posts: [{title: T, group: g, start: 2014, end: 2016}]}\n", [(4, 64, "ends 2016, after the group `g` ended")]),
    ("groups:\n  - {id: g, name: G, parent: h}\n  - {id: h, name: H, parent: g}\n  - {id: i, name: I, parent: g}\n", [(2, 22, "`g` is a part of itself")]),
    ("judgements:\n  - {same: [no-such, Some Body]}\n  - {different: [Body, Soul]}\n", [(2, 6, "no actor has the id `no-such`")]),
    ("judgements:\n  - {date: {article: x, date: 2010}}\n  - {date: {article: x, date: 2011}}\n", [(3, 6, "judged in line 2 already")]),
    ("judgements:\n  - {when: 2010}\n", [(2, 5, "nothing is judged here")]),
    ("judgements:\n  - {same: [A B, C D]}\n  - {different: [C D, A B]}\n", [(3, 6, "they were judged the same in line 2")]),
    ("people:\n  - {id: a, name: A B}\njudgements:\n  - {different: [a, A B]}\n", [(4, 6, "“A B” is the name of `a`")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "faults"), FAULTS)
def test_lint(capsys: Captured, tmp_path: Path, text: str, faults: list[tuple[int, int, str]]) -> None:
    (tmp_path / "actors.yaml").write_text(text)
    code, out, _ = run(capsys, "lint", "--corpus", tmp_path, "--json")
    found = rows(out)
    assert [(row["line"], row["column"]) for row in found] == [fault[:2] for fault in faults]
    for row, (_, _, words) in zip(found, faults, strict=True):
        assert words in row["message"]
    assert code == (1 if faults else 0)
    _, out, _ = run(capsys, "lint", "--corpus", tmp_path)
    for line, (number, column, words) in zip(out.splitlines(), faults, strict=True):
        assert line.startswith(f"actors.yaml, line {number}, column {column}: ")
        assert words in line


def test_lint_without_a_file(capsys: Captured, tmp_path: Path) -> None:
    code, _, err = run(capsys, "lint", "--corpus", tmp_path)
    assert code == 2
    assert "no actors file" in err


def test_why_an_actor_of_an_article(opened: Library) -> None:
    row = opened.resolve("turkish-forces-warnings.md")
    opened.judge(Dated(row.id, PartialDate(2026, 3, 1), "a guess"))
    opened.judge(Same("khalifa-haftar", "K. B. Haftar"))
    opened.judge(Different("khaled-haftar", "Khalid Hafter"))
    opened.judge(Assign("another000", "Haftar", "khaled-haftar"))
    lines = opened.why(row.id, "khalifa-haftar")
    assert lines[0] == "Khalifa Haftar (person, khalifa-haftar)"
    assert any("paragraph" in line and "“" in line for line in lines)
    assert any(line.startswith("post on 2026-03-01: General Commander") and "last verified 2025-09" in line for line in lines)  # fmt: skip
    (dated, same) = [line for line in lines if line.startswith("judged on ")]
    assert "is of 2026-03-01 (a guess)" in dated
    assert "(actors.yaml, line " in same
    assert opened.why(row.id, "nobody-here") == []


def test_every_actor_of_every_article_has_a_reason(opened: Library) -> None:
    for row in opened.rows:
        for company in opened.companies(opened.article(row.id)):
            for role in company.roles:
                assert len(opened.why(row.id, role.key)) >= 2


def test_a_large_file_is_kept_as_it_was_read(capsys: Captured, sample: Path) -> None:
    text = (sample / "actors.yaml").read_text("utf-8").replace("judgements: []", "judgements:")
    text += '  - {same: [khalifa-haftar, "K. B."]}\n  - {assign: {article: x, words: y, actor: none}}\n'
    text += "  - {date: {article: x, date: 2014-08, because: z}}\n  - {ignore: q}\n  - {different: [a b, c d], when: 2026}\n"
    text += "  - {rename: {actor: libya, name: State of Libya}}\n  - {same: [egypt, sisi-country]}\n  - {same: [e f, g h]}\n"
    (sample / "actors.yaml").write_text(text, "utf-8")
    first = Library.open(sample)
    read, again = first.gazetteer, kept.load(index_folder(sample), first.gazetteer.digest)
    first.close()
    assert again is not None
    for name in ("people", "groups", "places", "judgements", "merged", "digest"):
        assert getattr(again, name) == getattr(read, name)


DAMAGE = [
    lambda raw: raw[:-10],
    lambda raw: raw.replace(b"Khalifa", b"Kxalifa", 1),
    lambda raw: b"",
    lambda raw: b"\xff" + raw,
    lambda raw: resealed(raw, b'"name"', b'"nome"'),
    lambda raw: resealed(raw, b'"high"', b'"sure"'),
    lambda raw: resealed(raw, b'"Khalifa Haftar"', b"7"),
    lambda raw: resealed(raw, b'"Khalifa Haftar"', b'"\\u001b[31m"'),
    lambda raw: resealed(raw, b'"2015-03-02"', b'"2015-13-02"'),
    lambda raw: resealed(raw, b'{"people"', b"[" * 100_000),
    lambda raw: resealed(raw, b'"people"', b'"poople"'),
]


def resealed(raw: bytes, old: bytes, new: bytes) -> bytes:
    """Changed by somebody who knows how it is sealed."""
    from hashlib import sha256

    head, _, body = raw.partition(b"\n")
    changed = body.replace(old, new, 1) if old in body else body + b"!"
    return b" ".join([*head.split(b" ")[:2], sha256(changed).hexdigest().encode()]) + b"\n" + changed


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_copy_is_not_believed(sample: Path, damage: Any) -> None:
    Library.open(sample).close()
    folder = index_folder(sample)
    Library.open(sample).close()
    (folder / kept.NAME).write_bytes(damage((folder / kept.NAME).read_bytes()))
    opened = Library.open(sample)
    assert opened.gazetteer.name("khalifa-haftar") == "Khalifa Haftar"
    assert kept.load(folder, opened.gazetteer.digest) is not None
    opened.close()


def test_the_overview_of_one_actor(capsys: Captured, sample: Path) -> None:
    code, out, _ = run(capsys, "overview", "Khalifa Hifter", "--corpus", sample, "--json")
    (told,) = rows(out)
    assert (code, told["actor"], told["articles"]) == (0, "khalifa-haftar", 6)
    assert {"words": "Khalifa Hifter", "count": 1, "by_post": False} in told["names"]
    assert told["posts"][0]["start"] == "2015-03-02"
    _, out, _ = run(capsys, "overview", "khalifa-haftar", "--corpus", sample)
    assert out.startswith("Khalifa Haftar · person · khalifa-haftar\n")
    assert all(other["name"] in out for other in told["together"])


@pytest.mark.parametrize(("name", "code"), [("nobody-at-all", 1), ("haftar", 2)])
def test_an_overview_is_of_one_actor(capsys: Captured, sample: Path, name: str, code: int) -> None:
    got, out, err = run(capsys, "overview", name, "--corpus", sample)
    assert (got, out) == (code, "")
    assert f"“{name}”" in err
