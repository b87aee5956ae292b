"""The sources of a brief for reference managers: what is said of each, and that no field gets out of its place."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from briefing import briefs
from briefing.article import Article, Bound, Dating
from briefing.cli import main
from briefing.dates import PartialDate
from briefing.export.brief import Brief, Form
from briefing.inert import inert_line, named
from briefing.library import Library
from tests import hostile

LIVE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
WRITTEN = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"$\lbrace$": "{",
    r"$\rbrace$": "}",
    "{`}": "`",
    "{}": "",
    **{f"\\{sign}": sign for sign in "%$#&_{}"},
}
"""All that TeX is asked to do."""
DONE = re.compile("|".join(map(re.escape, WRITTEN)) + r"|(?P<live>[\\{}$%#&_~^<>`]|--|''|,,)")

Field = tuple[str, str]


def read_bibtex(text: str) -> dict[str, dict[str, str]]:
    """The entries by key, as strictly as BibTeX reads them: every brace counts, whatever stands before it."""
    entries: dict[str, dict[str, str]] = {}
    at = 0
    opening = re.compile(r"\s*@(?P<kind>online|misc)\{(?P<key>[a-z0-9-]+),\n")
    name = re.compile(r"  (?P<name>[a-z]+) = ")
    while text[at:].strip():
        head = opening.match(text, at)
        assert head, text[at : at + 200]
        assert head["key"] not in entries
        entry = entries[head["key"]] = {"kind": head["kind"]}
        at = head.end()
        while found := name.match(text, at):
            assert found["name"] not in entry
            value, at = _value(text, found.end())
            entry[found["name"]] = value
            assert text[at : at + 2] == ",\n"
            at += 2
        assert text[at : at + 2] == "}\n", text[at : at + 200]
        at += 2
    return entries


def _value(text: str, at: int) -> tuple[str, int]:
    if bare := re.compile(r"[a-z]{3}(?=,)").match(text, at):
        return bare[0], bare.end()
    assert text[at] == "{"
    depth, start = 1, at + 1
    for brace in re.compile(r"[{}]").finditer(text, start):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return text[start : brace.start()], brace.end()
    raise AssertionError("a field is never closed")


def typeset(value: str) -> str:
    """What TeX makes of a field in two pairs of braces; nothing in it may be live."""
    assert value[0] == "{"
    assert value[-1] == "}"

    def sign(found: re.Match[str]) -> str:
        assert not found["live"], value[max(0, found.start() - 20) :][:60]
        return WRITTEN[found[0]]

    return DONE.sub(sign, value[1:-1])


DATE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer", "minimum": 1}},
        },
        "circa": {"const": True},
        "literal": {"type": "string", "minLength": 1},
    },
    "oneOf": [{"required": ["date-parts"]}, {"required": ["literal"]}],
}
NAMES = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["literal"],
        "properties": {"literal": {"type": "string", "minLength": 1}},
    },
}
TEXT = {"type": "string", "minLength": 1}
ITEMS = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": ["id", "type", "title", "note"],
            "properties": {
                "id": {"type": "string", "pattern": "^briefing-[0-9a-z]{10}$"},
                "type": {"enum": ["webpage", "article-newspaper", "document"]},
                "author": NAMES,
                "translator": NAMES,
                "issued": DATE,
                "accessed": DATE,
                "URL": {"type": "string", "pattern": "^(?i:https?)://[!-~]+$"},
                "language": {"type": "string", "pattern": "^[a-z]{2}(-[A-Za-z0-9]{2,8})*$"},
                **dict.fromkeys(("title", "container-title", "note"), TEXT),
            },
        },
    }
)
"""What the schema of CSL 1.0.2 says of the members that we write."""


def entry(**facts: Any) -> dict[str, str]:
    (only,) = read_bibtex(briefs.text(hostile.brief(hostile.article(**facts)), "bibtex")).values()
    return only


def item(**facts: Any) -> dict[str, Any]:
    items = json.loads(briefs.text(hostile.brief(hostile.article(**facts)), "csl"))
    ITEMS.validate(items)
    (only,) = items
    assert isinstance(only, dict)
    return only


def test_a_source_with_all_that_is_known() -> None:
    facts = {
        "title": "Chiefs of Staff & 5 + 5",
        "source": "Al Arab",
        "author": "A. Smith and B. Jones, Tunis",
        "translator": "Coast Wire",
        "distributor": "News Pool",
        "url": "https://example.org/a_b?c=%41&d=~e#f",
        "language": "en",
    }
    told = entry(**facts)
    assert told["kind"] == "online"
    assert typeset(told["title"]) == "Chiefs of Staff & 5 + 5"
    assert typeset(told["author"]) == "A. Smith and B. Jones, Tunis"
    assert typeset(told["translator"]) == "Coast Wire"
    assert typeset(told["organization"]) == "Al Arab"
    assert (told["year"], told["month"], told["date"]) == ("2014", "aug", "2014-08-27")
    assert told["url"] == facts["url"]
    assert typeset(told["language"]) == "English"
    note = typeset(told["note"])
    assert "byline; “August 27, 2014”" in note
    assert "Distributor: News Pool" in note
    assert "File: 2014/chiefs-0.txt" in note
    csl = item(**facts)
    assert (csl["type"], csl["title"], csl["container-title"]) == ("webpage", facts["title"], "Al Arab")
    assert (csl["author"], csl["translator"]) == ([{"literal": facts["author"]}], [{"literal": "Coast Wire"}])
    assert csl["issued"] == {"date-parts": [[2014, 8, 27]]}
    assert (csl["URL"], csl["language"], csl["note"]) == (facts["url"], "en", note)


def test_a_source_of_which_little_is_known() -> None:
    facts: dict[str, Any] = {"title": "", "published": Dating()}
    told, csl = entry(**facts), item(**facts)
    assert told.keys() == {"kind", "title", "note"}
    assert (told["kind"], typeset(told["title"])) == ("misc", "(no title)")
    assert csl.keys() == {"id", "type", "title", "note"}
    assert csl["type"] == "document"
    assert "no date in the text" in csl["note"]


def test_a_publisher_without_an_address() -> None:
    assert typeset(entry(source="Al Arab")["howpublished"]) == "Al Arab"
    assert item(source="Al Arab")["type"] == "article-newspaper"


SAVED = [
    ("printed on the saved page", True),
    ("date of the file", False),
    ("header date, may be the day published", False),
]


@pytest.mark.parametrize(("basis", "sure"), SAVED)
def test_the_day_it_was_saved_where_that_is_sure(basis: str, sure: bool) -> None:
    brief = hostile.brief(hostile.article(), saved_basis=basis)
    (told,) = read_bibtex(briefs.text(brief, "bibtex")).values()
    (csl,) = json.loads(briefs.text(brief, "csl"))
    assert told.get("urldate") == ("2015-01-02" if sure else None)
    assert csl.get("accessed") == ({"date-parts": [[2015, 1, 2]]} if sure else None)
    assert f"Saved: 2015-01-02 ({basis})" in typeset(told["note"])


@pytest.mark.parametrize(("name", "is_one"), [("Coast Wire", True), ("Arabic", False), ("Le Français", True)])
def test_a_language_is_no_translator(name: str, is_one: bool) -> None:
    told, csl = entry(translator=name), item(translator=name)
    assert ("translator" in told, "translator" in csl) == (is_one, is_one)
    assert f"Translation: by or from {name}" in typeset(told["note"])


SINCE, UNTIL = Bound(date(2014, 8, 3), "after", "he took office"), Bound(date(2014, 9, 1), "before", "she left it")
SOON = Bound(date(2014, 8, 9), "before", "she came late")
DATES = [
    (Dating(PartialDate(2014, 8, 27), "byline"), "2014-08-27", "aug", {"date-parts": [[2014, 8, 27]]}),
    (Dating(PartialDate(2014, 8), "meta"), "2014-08", "aug", {"date-parts": [[2014, 8]]}),
    (Dating(PartialDate(2014), "meta"), "2014", None, {"date-parts": [[2014]]}),
    (Dating(PartialDate(987), "judgement"), "0987", None, {"date-parts": [[987]]}),
    (Dating(PartialDate(2014, 8, 27), "header"), "2014-08-27?", "aug", {"date-parts": [[2014, 8, 27]], "circa": True}),
    (Dating(bounds=(SINCE, UNTIL)), None, None, {"date-parts": [[2014, 8], [2014, 9]], "circa": True}),
    (Dating(bounds=(UNTIL, SINCE, SOON)), None, None, {"date-parts": [[2014, 8]], "circa": True}),
    (Dating(bounds=(SINCE,)), None, None, {"literal": "since 2014-08, inferred"}),
    (Dating(bounds=(UNTIL,)), None, None, {"literal": "until 2014-09, inferred"}),
    (Dating(PartialDate(None, 9, 16), "dateline"), None, None, {"literal": "????-09-16, year unknown"}),
    (
        Dating(PartialDate(None, 8, 16), "dateline", bounds=(SINCE, UNTIL)),
        None,
        None,
        {"date-parts": [[2014, 8, 16]], "circa": True},
    ),
    (Dating(), None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("published", "written", "month", "issued"), DATES)
def test_no_day_is_invented(
    published: Dating, written: str | None, month: str | None, issued: dict[str, object] | None
) -> None:
    told, csl = entry(published=published), item(published=published)
    assert (told.get("date"), told.get("month")) == (written, month)
    assert told.get("year") == (written[:4] if written else None)
    assert csl.get("issued") == issued
    for note in (typeset(told["note"]), csl["note"]):
        assert f"Date: {published.label}" in note
        if not published.dated:
            assert all(bound.because in note for bound in published.bounds)


ADDRESSES = [
    ("https://example.org", "https://example.org"),
    ("HTTP://EXAMPLE.org:8080/a?b#c", "HTTP://EXAMPLE.org:8080/a?b#c"),
    ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
    ("https://example.org/{a}\\b}", "https://example.org/%7Ba%7D%5Cb%7D"),
    ('https://example.org/"<é>"^`|', "https://example.org/%22%3C%C3%A9%3E%22%5E%60%7C"),
    ("https://example.org/100%25_$5~#x", "https://example.org/100%25_$5~#x"),
    ("javascript:alert(1)", None),
    ("data:text/html,x", None),
    ("file:///etc/passwd", None),
    ("//example.org/x", None),
    ("https:example.org", None),
    ("https://", None),
    ("https:///x", None),
    ("https://example.org@elsewhere.example", None),
    ("https://user:word@example.org/", None),
    ("https://example.org/a b", None),
    ("https://example.org/\njavascript:x", None),
    ("https://exam\u202eple.org/", None),
    ("https://еxample.org/", None),
    (" https://example.org", None),
    ("https://example.org/\x00", None),
]


@pytest.mark.parametrize(("url", "link"), ADDRESSES)
def test_only_an_address_of_the_web_is_a_link(url: str, link: str | None) -> None:
    told, csl = entry(url=url), item(url=url)
    assert (told.get("url"), csl.get("URL")) == (link, link)
    assert (told["kind"] == "online") == (link is not None)
    for note in (typeset(told["note"]), csl["note"]):
        assert (f"as the page gives it: {inert_line(url)}" in note) == (link is None)


LANGUAGES = [
    ("en", "en", "English"),
    ("EN", "en", "English"),
    ("en_us", "en-US", "English"),
    ("zh-Hans-CN", "zh-Hans-CN", "Chinese"),
    ("Arabic", "ar", "Arabic"),
    ("french", "fr", "French"),
    ("Libyan Arabic", None, "Libyan Arabic"),
    ("en, ar", None, "en, ar"),
    ("xx", None, "xx"),
    ("und", None, "und"),
    ("De", None, "De"),
    ("}", None, "}"),
]


@pytest.mark.parametrize(("given", "code", "name"), LANGUAGES)
def test_a_language_is_mapped_where_that_is_certain(given: str, code: str | None, name: str) -> None:
    csl = item(language=given)
    assert typeset(entry(language=given)["language"]) == name
    assert csl.get("language") == code
    assert (f"Language: {given}" in csl["note"]) == (code is None)


@pytest.mark.parametrize("text", hostile.TEXTS, ids=range(len(hostile.TEXTS)))
def test_every_field_stays_in_its_place(text: str) -> None:
    facts: dict[str, Any] = dict.fromkeys(
        ("title", "author", "source", "translator", "path", "entry", "language"), text
    )
    told, csl = entry(url=text, **facts), item(url=text, **facts)
    shown = inert_line(text)
    assert typeset(told["title"]) == (shown or "(no title)")
    assert csl["title"].replace("\u2060", "") == (shown or "(no title)")
    for name in ("author", "translator"):
        assert (typeset(told[name]) if name in told else "") == shown
        assert "".join(one["literal"] for one in csl.get(name, [])).replace("\u2060", "") == shown
    assert f"File: {named(text)}, entry {shown}" in typeset(told["note"])
    assert not re.search(r"</?(i|b|sc|su[bp]|span)\b|\{:", json.dumps(csl, ensure_ascii=False), re.IGNORECASE)


def test_a_thousand_hostile_articles() -> None:
    saved = hostile.articles(1000)
    brief = hostile.brief(*saved)
    bib, csl = briefs.text(brief, "bibtex"), briefs.text(brief, "csl")
    assert not LIVE.search(bib)
    assert not LIVE.search(csl)
    told, items = read_bibtex(bib), json.loads(csl)
    ITEMS.validate(items)
    assert list(told) == [one["id"] for one in items] == [f"briefing-{e.article.id}" for e in brief.entries]
    for one in told.values():
        for name in one.keys() - {"kind", "year", "month", "date", "url", "urldate"}:
            typeset(one[name])
    assert (briefs.text(brief, "bibtex"), briefs.text(brief, "csl")) == (bib, csl)


def test_an_empty_brief() -> None:
    assert briefs.text(hostile.brief(), "bibtex") == ""
    assert briefs.text(hostile.brief(), "csl") == "[]\n"


def test_the_sample_has_its_sources(opened: Library, capsys: pytest.CaptureFixture[str]) -> None:
    ids = [row.id for row in opened.rows]
    told: list[list[str]] = []
    for form in ("bibtex", "csl"):
        assert main(["export", *ids, "--format", form, "-o", "-", "--corpus", str(opened.corpus)]) == 0
        text = capsys.readouterr().out
        titles = (
            {key: typeset(one["title"]) for key, one in read_bibtex(text).items()}
            if form == "bibtex"
            else {one["id"]: one["title"] for one in json.loads(text)}
        )
        told.append([titles[f"briefing-{id}"] for id in ids])
    assert told[0] == told[1] == [opened.article(id).title or "(no title)" for id in ids]


def pandoc(text: str, *words: str) -> str:
    done = subprocess.run(["pandoc", *words], input=text, capture_output=True, text=True, check=True)
    assert not done.stderr
    return done.stdout


needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc")


def alike(text: str) -> str:
    """Without what pandoc decides for itself: the shape of quotation marks and of blanks."""
    text = text.replace("$\\lbrace$", "{").replace("$\\rbrace$", "}").replace("\u2060", "").replace("\u202f", " ")
    return re.sub("[\"'`‘’“”]", "", text)


@needs_pandoc
@pytest.mark.parametrize(("form", "reader"), [("bibtex", "bibtex"), ("bibtex", "biblatex"), ("csl", "csljson")])
def test_pandoc_reads_the_titles_back(form: Form, reader: str) -> None:
    plain = [hostile.article(number, title=text, source=text) for number, text in enumerate(hostile.TEXTS)]
    brief = hostile.brief(*plain)
    back = {one["id"]: one for one in json.loads(pandoc(briefs.text(brief, form), "-f", reader, "-t", "csljson"))}
    assert len(back) == len(plain)
    for saved in plain:
        told = back[f"briefing-{saved.id}"]
        assert alike(told["title"]) == alike(inert_line(saved.title) or "(no title)")
        assert told["issued"] == {"date-parts": [[2014, 8, 27]]}


@needs_pandoc
@pytest.mark.parametrize(
    ("form", "ending", "when"), [("bibtex", "bib", "n.d."), ("csl", "json", "since 2014-08, inferred")]
)
def test_pandoc_cites_them(form: Form, ending: str, when: str, tmp_path: Path) -> None:
    def made(number: int, **facts: Any) -> Article:
        return hostile.article(number, **facts)

    brief: Brief = hostile.brief(
        made(1, title="<I>TALKS</I> & {TEA}", source="Coast Herald", url="https://example.org/a_b"),
        made(2, title="Undated", published=Dating(bounds=(SINCE,))),
    )
    file = tmp_path / f"sources.{ending}"
    file.write_text(briefs.text(brief, form), "utf-8")
    keys = " ".join(f"[@briefing-{entry.article.id}]" for entry in brief.entries)
    page = pandoc(keys, "-t", "html", "--wrap=none", "--citeproc", "--bibliography", str(file)).replace("\u2060", "")
    assert "not found" not in page
    assert "&lt;I&gt;TALKS&lt;/I&gt; &amp; {TEA}" in page
    assert "Coast Herald" in page
    assert '<a href="https://example.org/a_b">' in page
    assert "Undated" in page
    assert when in page
