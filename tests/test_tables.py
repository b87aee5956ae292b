"""A brief as JSON by its published schema, and as CSV: whole, read back exactly, and nothing in them is live."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from briefing import article as nouns
from briefing import briefs
from briefing.actors import Actor, Gazetteer, Group, Post
from briefing.anchors import digest
from briefing.article import Article, Dating, Mention, article_from_json
from briefing.cli import main
from briefing.dates import PartialDate, Period, Precision
from briefing.export import brief as shapes
from briefing.export.brief import Brief, Commission, Entry, Excerpt, Saying, Standing, Wording
from briefing.library import Library
from briefing.speaking import Statement
from tests import hostile

Captured = pytest.CaptureFixture[str]
LIVE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    text = (Path(briefs.__file__).parent / "export" / "brief.schema.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text), format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture
def talks() -> Brief:
    """An article and a half, with all that a brief can hold."""
    body = "TUNIS, Aug 27 -- The army commander met Nazhuri.\n\n“Nobody else came,” Nazhuri said."
    gazetteer = Gazetteer(
        people={
            "haftar": Actor(
                "haftar",
                "Khalifa Haftar",
                posts=(Post("Commander of the LNA", group="lna", start=PartialDate(2014, 5), end=PartialDate(2020)),),
            ),
        },
        groups={"lna": Group("lna", "Libyan National Army", "armed-force", faction=True)},
    )
    meant = Mention(21, 35, "army commander", "person", "haftar", "Khalifa Haftar", "post", "post", (), "lna")
    nazhuri = Mention(40, 47, "Nazhuri", "person", None, "Nazhuri", "unlisted", "by a verb")
    twice = Mention(70, 77, "Nazhuri", "person", None, "Nazhuri", "unlisted", "by a verb")
    either = Mention(0, 6, "Chiefs", "place", None, "Chiefs", "alias", "two of that name", ("a", "b"))
    first = hostile.article(1, body=body, mentions=(meant, nazhuri, twice), title_mentions=(either,), source="Al Arab")
    second = hostile.article(2, title='a "quoted", title', body="No.", published=Dating(PartialDate(None, 9, 16)))
    stated = Statement(50, 69, "person:Nazhuri", "said", 2)
    said = Excerpt(first.id, 2, 50, 69, body[50:69], "statement", False)
    called = Excerpt(first.id, 1, 21, 35, body[21:35], "asked for", False)
    chief = Standing("haftar", "haftar", "Khalifa Haftar", "person", "LNA", ("Commander",), (), True, (), ((1, (1,)),))
    spoken = Saying(
        1, said, True, "person:Nazhuri", "Nazhuri", "Unlisted", (), "said", Period(DAY), "since then", "the text"
    )
    return Brief(
        Commission("query", (), {second.id: (1,), first.id: (2, 1)}, "date:2014", 900, notes=True),
        DAY,
        DAY,
        gazetteer,
        dated=(Entry(1, first, (said,), (stated,), DAY, "printed", {2: "So?"}, ("aid",)),),
        bounded=(Entry(2, second),),
        not_judged=3,
        standings=(chief,),
        sayings=(spoken,),
        wordings=(Wording("haftar", "Khalifa Haftar", "Al Arab", "", 1, called),),
        remarks=("xyz is not in the folder any more.",),
    )


def exported(capsys: Captured, *words: object) -> str:
    assert main(["export", *map(str, words), "-o", "-"]) == 0
    return capsys.readouterr().out


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), strict=True))


def unguarded(cell: str) -> str:
    """What a cell says, as the charter of the tables has it."""
    begun = re.match(r"'('*[\s\u200b\u034f\ufe0f]*[=+\-@＝﹣])", cell)
    first = begun[1] if begun else ""
    rest = cell[begun.end() :] if begun else cell
    return first + re.sub(r"(?<=[;\t])'(?=(?:[^\S\t]|[\u200b\u034f\ufe0f'\"])*[=+\-@＝﹣])", "", rest)


def test_the_schema_is_printed_and_is_one(capsys: Captured, schema: Draft202012Validator) -> None:
    assert main(["export", "--schema"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == schema.schema
    Draft202012Validator.check_schema(printed)


def test_a_brief_of_the_sample_is_whole(capsys: Captured, opened: Library, schema: Draft202012Validator) -> None:
    words = ("--query", "ceasefire OR commander", "--format", "json", "--corpus", opened.corpus)
    text = exported(capsys, *words)
    told = json.loads(text)
    schema.validate(told)
    assert len(told["articles"]) > 5
    for entry in told["articles"]:
        saved = article_from_json(entry["article"])
        assert saved == opened.article(saved.id)
        for quoted in (*entry["excerpts"], *entry["statements"]):
            _stands(quoted, saved)
    for row in (*told["chronology"], *told["wordings"]):
        _stands(row["quotation"], article_from_json(told["articles"][row["number"] - 1]["article"]))
    assert exported(capsys, *words) == text
    assert sum(line.startswith('    {"number": ') and '"article": {' in line for line in text.splitlines()) == len(
        told["articles"]
    )


def _stands(quoted: dict[str, Any], saved: Article) -> None:
    anchor = quoted["anchor"]
    assert anchor["article"] == saved.id
    assert saved.body[anchor["start"] : anchor["end"]] == quoted["words"]
    start, end = saved.paragraphs[anchor["paragraph"] - 1]
    assert start <= anchor["start"] < anchor["end"] <= end
    assert anchor["hash"] == digest(quoted["words"])


def test_the_seeds_are_whole(capsys: Captured, seeds: Path, tmp_path: Path, schema: Draft202012Validator) -> None:
    corpus = Path(shutil.copytree(seeds, tmp_path / "seeds", copy_function=shutil.copyfile))
    corpus.chmod(0o755)
    assert main(["index", "--corpus", str(corpus)]) == 0
    assert main(["list", "--json", "--corpus", str(corpus)]) == 0
    ids = [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines() if line.startswith("{")][-5:]
    told = json.loads(exported(capsys, *ids, "--format", "json", "--corpus", corpus))
    schema.validate(told)
    with Library.open(corpus) as opened:
        for entry in told["articles"]:
            saved = article_from_json(entry["article"])
            assert saved == opened.article(saved.id)
    assert {entry["article"]["id"] for entry in told["articles"]} == set(ids)


def test_all_that_a_brief_holds_is_in_it(talks: Brief, schema: Draft202012Validator) -> None:
    told = json.loads(briefs.text(talks, "json"))
    schema.validate(told)
    assert [article_from_json(entry["article"]) for entry in told["articles"]] == [e.article for e in talks.entries]
    assert (told["bounded"], told["not_judged"]) == ([2], 3)
    assert sorted(told["commission"]["passages"].values()) == [[1], [2, 1]]
    assert told["articles"][0]["notes"] == [{"paragraph": 2, "text": "So?"}]
    assert told["articles"][0]["statements"][0]["words"] == talks.sayings[0].excerpt.words
    assert told["chronology"][0]["period"] == {"from": "2026-11-21", "to": None}
    assert told["actors"][0]["where"] == [{"number": 1, "paragraphs": [1]}]
    assert told["wordings"][0]["quotation"]["words"] == "army commander"


def test_the_order_of_a_mapping_is_not_in_it(talks: Brief) -> None:
    ids = [entry.article.id for entry in talks.entries]
    told = [
        briefs.text(Brief(Commission(passages=dict.fromkeys(order, (1,))), DAY, DAY, Gazetteer()), "json")
        for order in (ids, ids[::-1])
    ]
    assert told[0] == told[1]


NOUNS: dict[str, tuple[Any, dict[str, str | None]]] = {
    "brief": (
        Brief,
        {"dated": "articles", "standings": "actors", "sayings": "chronology", "gazetteer": None, "titled": "title"},
    ),
    "commission": (Commission, {}),
    "entry": (Entry, {}),
    "quotation": (Excerpt, dict.fromkeys(("article", "paragraph", "start", "end"), "anchor")),
    "statement": (Statement, dict.fromkeys(("paragraph", "start", "end"), "anchor")),
    "standing": (Standing, {}),
    "saying": (Saying, {"excerpt": "quotation"}),
    "wording": (Wording, {"excerpt": "quotation"}),
    "article": (nouns.Article, {}),
    "dating": (nouns.Dating, {}),
    "claim": (nouns.Claim, {}),
    "bound": (nouns.Bound, {}),
    "dateline": (nouns.Dateline, {}),
    "furniture": (nouns.Furniture, {}),
    "time": (nouns.Time, {"period": "from"}),
    "mention": (nouns.Mention, {}),
    "period": (Period, {"first": "from", "last": "to"}),
}


@pytest.mark.parametrize("name", NOUNS)
def test_the_schema_knows_every_field(name: str, schema: Draft202012Validator) -> None:
    noun, otherwise = NOUNS[name]
    described = schema.schema if name == "brief" else schema.schema["$defs"][name]
    wanted = {otherwise.get(field.name, field.name) for field in fields(noun)} - {None}
    assert wanted <= described["properties"].keys()
    assert described["required"] == list(described["properties"])


WORDS = [
    ("basis", nouns.Basis),
    ("trust", nouns.Trust),
    ("kind", nouns.Kind),
    ("precision", Precision),
    ("mention/properties/via", nouns.Via),
    ("bound/properties/side", nouns.Side),
    ("article/properties/complete", nouns.Complete),
    ("article/properties/title_basis", nouns.TitleBasis),
    ("quotation/properties/because", shapes.Reason),
    ("commission/properties/scope", shapes.Scope),
    ("commission/properties/flavor", shapes.Flavor),
]


@pytest.mark.parametrize(("place", "literal"), WORDS, ids=[place for place, _ in WORDS])
def test_the_schema_knows_every_word(place: str, literal: object, schema: Draft202012Validator) -> None:
    found = schema.schema["$defs"]
    for step in place.split("/"):
        found = found[step]
    assert found["enum"] == list(get_args(literal))


Spoil = Callable[[dict[str, Any]], object]
SPOILT: list[tuple[str, Spoil]] = [
    ("another number", lambda whole: whole.update(briefing=2)),
    ("a member more", lambda whole: whole.update(more=1)),
    ("a member less", lambda whole: whole.pop("not_judged")),
    ("no such day", lambda whole: whole.update(created="2026-02-30")),
    ("a time of day", lambda whole: whole.update(revised="2026-02-03T10:00")),
    ("a scope of its own", lambda whole: whole["commission"].update(scope="all")),
    ("paragraph 0", lambda whole: whole["commission"].update(passages={"abcdefghij": [0]})),
    ("passages of a path", lambda whole: whole["commission"].update(passages={"../x": [1]})),
    ("source 0", lambda whole: whole["articles"][0].update(number=0)),
    ("words as a number", lambda whole: whole["articles"][0]["excerpts"][0].update(words=1)),
    ("an id that is a path", lambda whole: whole["articles"][0]["article"].update(id="../../etc/")),
    ("a date that is none", lambda whole: whole["articles"][0]["article"]["published"].update(date="2014-13")),
    ("a date in words", lambda whole: whole["articles"][0]["article"]["published"].update(date="August 2014")),
    ("a basis of its own", lambda whole: whole["articles"][0]["article"]["published"].update(basis="guess")),
    ("a mention more", lambda whole: whole["articles"][0]["article"]["mentions"].append({})),
    ("an offset below 0", lambda whole: whole["articles"][0]["article"]["mentions"][0].update(start=-1)),
    ("half an offset", lambda whole: whole["articles"][0]["article"]["mentions"][0].update(start=0.5)),
    ("no anchor", lambda whole: whole["chronology"][0]["quotation"].pop("anchor")),
    ("a hash cut short", lambda whole: whole["wordings"][0]["quotation"]["anchor"].update(hash="abc")),
    ("an actor of no kind", lambda whole: whole["actors"][0].update(kind="animal")),
    ("bounded twice", lambda whole: whole.update(bounded=[1, 1])),
]


@pytest.mark.parametrize(("what", "spoil"), SPOILT, ids=[what for what, _ in SPOILT])
def test_a_spoilt_document_is_refused(what: str, spoil: Spoil, talks: Brief, schema: Draft202012Validator) -> None:
    told = json.loads(briefs.text(talks, "json"))
    spoilt = copy.deepcopy(told)
    spoil(spoilt)
    assert schema.is_valid(told)
    assert not schema.is_valid(spoilt)


def test_every_member_is_needed(talks: Brief, schema: Draft202012Validator) -> None:
    told = json.loads(briefs.text(talks, "json"))
    passages = told["commission"]["passages"]
    taken = 0
    for holder in list(_objects(told)):
        for name in () if holder is passages else list(holder):
            spare = dict(holder)
            del holder[name]
            assert not schema.is_valid(told), name
            holder.update(spare)
            taken += 1
    assert taken > 150


def _objects(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(part)


def test_hostile_articles_are_json_and_read_back(schema: Draft202012Validator) -> None:
    saved = hostile.articles(1000)
    text = briefs.text(hostile.brief(*saved), "json")
    assert not LIVE.search(text)
    told = json.loads(text)
    back = {entry["article"]["id"]: article_from_json(entry["article"]) for entry in told["articles"]}
    assert back == {one.id: one for one in saved}
    told["articles"] = told["articles"][:60]
    schema.validate(told)


@pytest.mark.parametrize("char", ["\x7f", "\x9b", "\u2028", "\u061c", "\ufeff", "\udfff", "\U000e0041"])
def test_json_holds_a_control_character_as_an_escape(char: str) -> None:
    text = briefs.text(hostile.brief(hostile.article(body=f"a{char}b")), "json")
    assert char not in text
    assert json.loads(text)["articles"][0]["article"]["body"] == f"a{char}b"


HEADERS = {
    "articles": "number,id,path,entry,title,title_basis,date,precision,basis,trust,not_before,not_after,source,agency,"
    "distributor,translator,origin,author,url,language,complete,actors,factions,words,excerpt_words,statements,saved,"
    "saved_basis,tags,notes",
    "mentions": "number,article,date,part,paragraph,start,end,text,kind,actor,name,via,because,candidates,affiliation,"
    "group",
    "actors": "number,article,date,actor,name,kind,affiliation,group,posts,by_post,mentions,paragraphs,forms",
}


@pytest.mark.parametrize("table", shapes.TABLES)
def test_the_names_of_the_columns_stay(table: shapes.Table) -> None:
    text = briefs.text(hostile.brief(), "csv", table)
    assert text == "".join(f'"{name}",' for name in HEADERS[table].split(",")).rstrip(",") + "\n"


def test_a_line_an_article(talks: Brief) -> None:
    first, second = rows(briefs.text(talks, "csv"))
    assert (first["number"], first["actors"], first["factions"]) == ("1", "Khalifa Haftar", "Libyan National Army")
    assert (first["date"], first["saved"]) == ("2014-08-27", str(DAY))
    assert (first["words"], first["excerpt_words"]) == ("14", "3")
    assert (first["tags"], first["notes"], first["statements"]) == ("aid", "2: So?", "1")
    assert (second["title"], second["date"], second["precision"]) == ('a "quoted", title', "'--09-16", "partial")
    assert (second["saved"], second["tags"], second["entry"]) == ("", "", "")


def test_a_line_a_mention(talks: Brief) -> None:
    found = rows(briefs.text(talks, "csv", "mentions"))
    shown = [(m["part"], m["paragraph"], m["text"], m["actor"], m["via"], m["group"]) for m in found]
    assert shown == [
        ("title", "", "Chiefs", "", "alias", "Places"),
        ("body", "1", "army commander", "haftar", "post", "Libyan National Army"),
        ("body", "1", "Nazhuri", "", "unlisted", "Unlisted"),
        ("body", "2", "Nazhuri", "", "unlisted", "Unlisted"),
    ]
    assert (found[0]["candidates"], found[1]["affiliation"], found[1]["date"]) == ("a; b", "lna", "2014-08-27")
    assert {m["article"] for m in found} == {talks.entries[0].article.id}


def test_a_line_an_actor_of_an_article(talks: Brief) -> None:
    found = rows(briefs.text(talks, "csv", "actors"))
    commander, nazhuri = found[0], next(row for row in found if row["name"] == "Nazhuri")
    assert (commander["name"], commander["by_post"], commander["posts"]) == (
        "Khalifa Haftar",
        "yes",
        "Commander of the LNA",
    )
    assert (commander["group"], commander["affiliation"], commander["forms"]) == (
        "Libyan National Army",
        "lna",
        "army commander",
    )
    assert (nazhuri["mentions"], nazhuri["paragraphs"], nazhuri["by_post"]) == ("2", "1; 2", "no")
    assert [(row["name"], row["mentions"], row["paragraphs"]) for row in found[2:]] == [("Chiefs", "0", "")]


def test_tables_of_the_sample_agree(capsys: Captured, opened: Library) -> None:
    words = ("--query", "ceasefire OR commander", "--format", "csv", "--corpus", opened.corpus, "--table")
    articles, mentions, actors = (rows(exported(capsys, *words, table)) for table in shapes.TABLES)
    assert len(articles) > 5
    for row in articles:
        saved = opened.article(row["id"])
        own = [m for m in mentions if m["article"] == row["id"]]
        assert len(own) == len(saved.mentions) + len(saved.title_mentions)
        for m in own:
            text = saved.body if m["part"] == "body" else saved.title
            assert text[int(m["start"]) : int(m["end"])] == unguarded(m["text"])
            if m["part"] == "body":
                start, end = saved.paragraphs[int(m["paragraph"]) - 1]
                assert start <= int(m["start"]) < int(m["end"]) <= end
        cast = [a for a in actors if a["article"] == row["id"]]
        assert sum(int(a["mentions"]) for a in cast) == len(saved.mentions)
        assert {(a["name"], a["group"]) for a in cast} >= {(m["name"], m["group"]) for m in own if m["actor"]}


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "＝1",
    "﹣1",
    "=cmd|' /C calc'!A0",
    "\n=1",
    "\u200b=1",
    "'=1",
    "\u034f=1",
    "\ufe0f@SUM(A1)",
]
BEHIND = [
    ("a;=1+1;b", "a;'=1+1;b"),
    ("ferry;=HYPERLINK(1);", "ferry;'=HYPERLINK(1);"),
    ("a;b\t+1", "a;b\t'+1"),
    ("a; -1; @b", "a;' -1;' @b"),
    ('a;"=1+1;b', "a;'\"=1+1;b"),
    ("a;\u034f ＝1", "a;'\u034f ＝1"),
    ("a;'=1", "a;''=1"),
    ("=1;=2", "'=1;'=2"),
    ("a;;\t=1", "a;;\t'=1"),
    ("a; b; c-d; e = f", "a; b; c-d; e = f"),
    ("a;'b'; \"c\"", "a;'b'; \"c\""),
    ("a,=1, =2 -3", "a,=1, =2 -3"),
]
NOT_FORMULAS = ["1=1", "'quoted'", "a\n=1", "—dash", "2014-08-27", "'"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str) -> None:
    saved = hostile.article(title=text, path=text, source=text, author=text)
    _, row = csv.reader(io.StringIO(briefs.text(hostile.brief(saved), "csv")), strict=True)
    assert f"'{text}" in row
    assert not any(re.match(r"[\s\u200b\u034f\ufe0f]*[=+\-@＝﹣]", cell) for cell in row)


@pytest.mark.parametrize("text", ["\x00=1", "\x1b=1", "\u202e=1", "\ufeff=1", "\r=1"])
def test_no_cell_is_a_formula_once_it_is_cleaned(text: str) -> None:
    (row,) = rows(briefs.text(hostile.brief(hostile.article(title=text)), "csv"))
    assert row["title"].replace("\n", "") == "'=1"


@pytest.mark.parametrize("text", NOT_FORMULAS)
def test_what_is_no_formula_stays(text: str) -> None:
    (row,) = rows(briefs.text(hostile.brief(hostile.article(title=text)), "csv"))
    assert row["title"] == text


@pytest.mark.parametrize(("text", "cell"), BEHIND)
def test_no_cell_is_a_formula_where_another_mark_separates_them(text: str, cell: str) -> None:
    file = briefs.text(hostile.brief(hostile.article(title=text, source=text, author=text)), "csv")
    (row,) = rows(file)
    assert row["title"] == row["source"] == row["author"] == cell
    for mark in ";\t":
        for line in csv.reader(io.StringIO(file), delimiter=mark):
            assert not any(re.match(r"[\s\u200b\u034f]*[=+\-@＝]", found) for found in line)


def test_every_guard_can_be_taken_away_again() -> None:
    texts = ["".join(letters) for size in range(6) for letters in product("'\t;=\"a", repeat=size)]
    made = briefs.text(hostile.brief(*(hostile.article(n, title=text) for n, text in enumerate(texts))), "csv")
    assert [unguarded(row["title"]) for row in rows(made)] == texts


@pytest.mark.parametrize("text", [*FORMULAS, *NOT_FORMULAS, "''=1", "' '=1", "'\n'-1", "  "])
def test_an_apostrophe_is_taken_away_again(text: str) -> None:
    (row,) = rows(briefs.text(hostile.brief(hostile.article(title=text)), "csv"))
    cell = row["title"]
    guarded = re.match(r"''*[\s\u200b\u034f\ufe0f]*[=+\-@＝﹣]", cell)
    assert (cell[1:] if guarded else cell) == text


@pytest.mark.parametrize("table", shapes.TABLES)
def test_hostile_articles_are_tables(table: shapes.Table) -> None:
    text = briefs.text(hostile.brief(*hostile.articles(1000)), "csv", table)
    assert not LIVE.search(text)
    header, *cells = csv.reader(io.StringIO(text), strict=True)
    assert {len(row) for row in cells} == {len(header)}
    assert len(cells) == {"articles": 1000, "mentions": 2000, "actors": 2000}[table]
    assert not any(re.match(r"[\s\u200b]*[=+\-@＝]", cell) for row in cells for cell in row)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc")
@pytest.mark.parametrize("table", shapes.TABLES)
def test_another_reader_sees_the_same_table(table: shapes.Table) -> None:
    text = briefs.text(hostile.brief(*hostile.articles(30)), "csv", table)
    done = subprocess.run(["pandoc", "-f", "csv", "-t", "json"], input=text, capture_output=True, text=True, check=True)
    (block,) = json.loads(done.stdout)["blocks"]
    head, (body,) = block["c"][3], block["c"][4]
    header, *cells = csv.reader(io.StringIO(text))
    assert len(head[1][0][1]) == len(header)
    assert [len(row[1]) for row in body[3]] == [len(row) for row in cells]
