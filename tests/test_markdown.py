"""The brief in Markdown: what it says and in which order, the same each time, and that nothing in it is live."""

from __future__ import annotations

import os
import re
import subprocess
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from briefing.actors import Actor, Gazetteer, Group, Post
from briefing.anchors import digest
from briefing.article import Article, Bound, Claim, Dateline, Dating, Kind, Mention
from briefing.dates import PartialDate, Period
from briefing.export.brief import Brief, Commission, Entry, Excerpt, Flavor, Saying, Standing, Wording
from briefing.export.escaping import code, escaped, escaped_line, wikilink
from briefing.export.front import read_front
from briefing.export.markdown import markdown
from briefing.export.slots import SLOTS, find_slots
from briefing.speaking import Statement
from tests.invented_briefs import TODAY, article, excerpts
from tests.parsed import (
    DIALECTS,
    HOSTILE,
    INLINE,
    inline_text,
    live,
    needs_pandoc,
    nodes,
    pandoc,
    quotations,
    shown,
    split,
)
from tests.parsed import said as words_of

FLAVORS: Sequence[Flavor] = get_args(Flavor)
LOOKALIKES = str.maketrans("<>[]$\\`", "‹›［］＄＼｀")
HEADINGS = [*SLOTS.values(), "Question"]


def entry(of: Article, number: int = 1, **facts: object) -> Entry:
    """An article of which every paragraph is quoted."""
    return Entry(number, of, **{"excerpts": excerpts(of), **facts})  # type: ignore[arg-type]


def brief(*dated: Entry, flavor: Flavor = "plain", query: str = "", **facts: object) -> Brief:
    commission = Commission(
        "query" if query else "articles",
        () if query else tuple(one.article.id for one in dated),
        query=query,
        flavor=flavor,
        links=flavor == "obsidian",
    )
    given: dict[str, object] = {"commission": commission, "created": TODAY, "revised": TODAY, "gazetteer": Gazetteer()}
    return Brief(**{**given, "dated": dated, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("body", HOSTILE)
def test_a_quotation_is_the_paragraph_and_nothing_else(body: str, dialect: str) -> None:
    saved = article(body)
    _, text = split(markdown(brief(entry(saved))))
    found = list(quotations(text, DIALECTS[dialect]))
    assert [words for _, words in found] == [body[start:end] for start, end in saved.paragraphs]
    for (anchor, words), (start, end) in zip(found, saved.paragraphs, strict=True):
        assert anchor
        assert (anchor.article, anchor.start, anchor.end, anchor.digest) == (saved.id, start, end, digest(words))


def hostile(text: str, number: int = 1, flavor: Flavor = "plain") -> Brief:
    """A brief in which every word that can be somebody's is this one."""
    saved = article(
        "words\n\nmore",
        title=text,
        path=text,
        entry=text,
        published=Dating(
            PartialDate(2014),
            "byline",
            text,
            "low",
            others=(Claim(PartialDate(2015), "url", text, "low"),),
            bounds=(Bound(date(2014, 1, 1), "after", text),),
        ),
        dateline=Dateline(text, None, None, text),
        doubts=(text,),
        mentions=(Mention(0, 1, text, "person", "group", text, "name", text),),
        **dict.fromkeys(["source", "agency", "distributor", "translator", "origin", "author", "url", "language"], text),
    )
    made = entry(saved, number, notes={0: text, 1: text}, tags=(text,), saved=TODAY, saved_basis=text)
    first = Excerpt(saved.id, 1, 0, 5, "words", "statement", whole=False)
    return brief(
        made,
        flavor=flavor,
        query=text,
        gazetteer=Gazetteer({}, {"group": Group("group", text, faction=True)}),
        standings=(
            Standing("a", "a", text, "person", text, (text,), (), False, (text,), ((number, (1,)),)),
            Standing("b", None, text, "person", text, (), ("group", text), True, (), ((number, ()),)),
            Standing("c", None, text, "person", "Unlisted", (), (), False, (text,), ((number, (1,)),)),
            Standing("d", "d", text, "place", "Places", (), (), False, (text,), ((number, ()),)),
        ),
        sayings=(Saying(number, first, False, "a", text, text, (text,), text, Period(), text, text),),
        wordings=(Wording("a", text, text, text, number, first),),
        remarks=(text,),
        understood=text,
    )


@pytest.mark.parametrize("flavor", FLAVORS)
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_field_is_ever_live(text: str, dialect: str, flavor: Flavor) -> None:
    whole = markdown(hostile(text, flavor=flavor))
    front, body = split(whole)
    folded = " ".join(text.split())
    assert not live(body, DIALECTS[dialect])
    assert [shown(body, DIALECTS[dialect], "heading_open")[at] for at in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11)] == [
        *HEADINGS,
        *("Articles", "Actors", "Chronology", "In whose words", "What this brief says"),
    ]
    assert len(list(quotations(body, DIALECTS[dialect]))) == 3
    assert len(INLINE.findall(body)) == 1
    assert len(find_slots(body)) == 4
    assert not re.search(r"\{\{[<%]|\{[%#]|<[%?]", whole)
    assert not re.search(r"[%?]>|::|`(?:\$?=|(?:INPUT|VIEW|BUTTON)\[)", body)
    cells = shown(body, DIALECTS[dialect], "td_open")
    assert len(cells) == 14
    assert cells[1] == cells[2] == cells[6] == folded
    assert front["briefing_query"] == folded
    assert flavor == "plain" or front["sources"] == [folded.translate(LOOKALIKES)]
    assert read_front(whole).commission.query == folded


def test_control_bytes_stay_behind() -> None:
    controls = "a\x00b\x1b[31mc\x07\x7f\x9b\u202e\u2066\ufeff\ud800d\re"
    text = markdown(hostile(controls))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", text)


def test_a_long_title_is_one_line() -> None:
    front, body = split(markdown(brief(entry(article("words", title="x" * 300 + "\n\n# y")))))
    assert f"# {'x' * 300} \\# y\n" in body
    assert front["title"] == "x" * 300 + " \\# y"


@pytest.fixture
def meeting() -> Brief:
    gazetteer = Gazetteer(
        people={
            "orsek": Actor("orsek", "Zed Orsek", posts=(Post("Head of the Front", group="front"),)),
            "vash": Actor("vash", "Ilo Vash"),
        },
        groups={"front": Group("front", "Grand Front", faction=True)},
    )
    body = "SARN, Aug 27 -- The front leader met Vash.\n\nNobody else did. “Nobody,” he said.\n\nThird."
    saved = article(
        body,
        path="2014/chiefs.txt",
        title="Chiefs of staff meet",
        published=Dating(
            PartialDate(2014, 8, 27),
            "byline",
            "August 27, 2014",
            "high",
            others=(Claim(PartialDate(2023, 12, 4), "header", "Monday , 4 December 2023", "medium"),),
        ),
        source="Velmora Herald",
        author="A. Writer",
        translator="B. Other",
        origin="Velmora Wire",
        language="en",
        url="https://example.org/chiefs",
        title_basis="derived",
        complete="cut",
        doubts=("the byline is after the page was saved",),
        dateline=Dateline("SARN", PartialDate(None, 8, 27), None, "SARN, Aug 27 --"),
        mentions=(Mention(16, 32, "The front leader", "person", "orsek", "Zed Orsek", "post", "post"),),
    )
    bounds = (Bound(date(2014, 8, 1), "after", "he was appointed"), Bound(date(2014, 9, 30), "before", "he left"))
    guild = Mention(0, 5, "Guild", "person", None, "Harbour Guild", "unlisted", "")
    other = article(
        *("Words.",),
        id="other00000",
        path="b.txt",
        title="Bounded",
        published=Dating(bounds=bounds),
        mentions=(guild,),
    )
    part = Excerpt(saved.id, 2, 44, 60, body[44:60], "asked for", whole=False)
    first = Excerpt(saved.id, 1, 0, 42, body[:42], "chosen")
    words = Excerpt(saved.id, 2, 61, 70, body[61:70], "statement", whole=False)
    called = Excerpt(saved.id, 1, 20, 32, body[20:32], "statement", whole=False)
    return brief(
        entry(saved, excerpts=(first, part), saved=date(2023, 12, 4), saved_basis="printed on the saved page"),
        query='faction:front "front leader"',
        gazetteer=gazetteer,
        bounded=(entry(other, 2, excerpts=(), statements=(Statement(0, 5, None, "", 1),) * 2),),
        not_judged=2,
        standings=(
            Standing(
                *("orsek", "orsek", "Zed Orsek", "person", "Grand Front"),
                ("Head of the Front (last verified 2013)",),
                (),
                True,
                ("The front leader",),
                ((1, (1, 2, 3)),),
            ),
            Standing(
                "x",
                None,
                "Nobody",
                "person",
                "Undecided",
                (),
                ("Zed Orsek", "Ilo Vash"),
                False,
                ("Nobody",),
                ((1, (2,)),),
            ),
            Standing("o", None, "Otto Lirn", "person", "Unlisted", (), (), False, ("Lirn",), ((1, (1, 3)),)),
            Standing(
                "person:Harbour Guild",
                None,
                "Harbour Guild",
                "person",
                "Unlisted",
                (),
                (),
                False,
                ("Guild",),
                ((2, (1,)),),
            ),
            Standing("sarn", "sarn", "Sarn", "place", "Places", (), (), False, (), ((1, ()), (2, (1,)))),
        ),
        sayings=(
            Saying(
                *(1, words, True, "orsek", "Zed Orsek", "Grand Front", ("Head of the Front",), "said"),
                Period(date(2014, 8, 27), date(2014, 8, 27)),
                *("2014-08-27", "day of the article (byline)"),
            ),
        ),
        wordings=(Wording("orsek", "Zed Orsek", "Velmora Herald", "", 1, called),),
        understood='faction:front AND "front leader"',
    )


def test_a_brief_says_what_is_known_and_how(meeting: Brief) -> None:
    text = markdown(meeting)
    for line in [
        '# Brief: faction\\:front "front leader"',
        "2 articles, 2014-08-27; of 1 the date is only bounded or unknown; 2 more articles could not be judged for want"
        " of a date.",
        '- Query: `faction:front "front leader"`',
        '- Understood as: `faction:front AND "front leader"`',
        "- Articles: 2, 2014-08-27",
        "- Not judged: 2 more articles without a date and without bounds",
        "- Quoted: 13 words of at most 900; 1 article without an excerpt, as these words were used up",
        "### 1 · 2014-08-27 · Chiefs of staff meet (translation)[^abc123defg]",
        "- Date: 2014-08-27 (byline; “August 27, 2014”; high trust)",
        "  - also claimed: 2023-12-04 (header date, may be the day saved; “Monday , 4 December 2023”; medium trust)",
        "- Title: made from the first sentence; the saved copy prints none",
        "- Source: Velmora Herald",
        "- Origin: Velmora Wire",
        "- Language: en",
        "- Translation: by or from B. Other",
        "- Dateline: SARN, Aug 27",
        "- Incomplete: the saved copy breaks off",
        "- Doubt: the byline is after the page was saved",
        "¶ 1 (translated, by or from B. Other)",
        "¶ 2 (part of the paragraph; translated, by or from B. Other)",
        "| Zed Orsek | Grand Front | Head of the Front (last verified 2013) "
        "| “The front leader” (by post, not named) | 1 ¶ 1–3 |",
        "| Nobody | Undecided | not decided between Zed Orsek, Ilo Vash | “Nobody” | 1 ¶ 2 |",
        "Not in the actors file: “Harbour Guild” (2 ¶ 1); “Otto Lirn” (1 ¶ 1, 3).",
        "Places: “Sarn” (1 title; 2 ¶ 1).",
        "Who said what: the statements whose speaker the text names, in the order of the days on which they were made, "
        "each with its article and paragraph. Those of which no day is known stand at the end.",
        "2 quotations more have no speaker that the text names for sure; they are not listed here.",
        "2014-08-27 (day of the article (byline)) · Zed Orsek, Grand Front (Head of the Front) · “said” · "
        "translated, by or from B. Other · 1 ¶ 2",
        f"| Zed Orsek | “front leader” <!-- briefing:abc123defg p1 20-32 {digest('front leader')} --> "
        "| Velmora Herald | 1 ¶ 1 |",
        "### 2 · 2014-08 to 2014-09, inferred · Bounded[^other00000]",
        "- Date: 2014-08 to 2014-09, inferred (no date printed)",
        "  - not before 2014-08-01: he was appointed",
        "[^abc123defg]: “Chiefs of staff meet”, publisher Velmora Herald, date 2014-08-27 (byline), translation by or "
        "from B. Other, address `https://example.org/chiefs`, saved 2023-12-04 (printed on the saved page), "
        "file `2014/chiefs.txt`, quoted ¶ 1–2, article `abc123defg`",
        "[^other00000]: “Bounded”, publisher not known, date 2014-08 to 2014-09, inferred (no date printed), "
        "saved on an unknown day, file `b.txt`, quoted nothing, article `other00000`",
    ]:
        assert f"\n{line}\n" in text


def test_sections_stand_in_order(meeting: Brief) -> None:
    assert re.findall(r"^##+ (.*)$", markdown(meeting), re.MULTILINE) == [
        *HEADINGS,
        *("Articles", "1 · 2014-08-27 · Chiefs of staff meet (translation)[^abc123defg]"),
        "Articles whose date is bounded or unknown",
        "2 · 2014-08 to 2014-09, inferred · Bounded[^other00000]",
        *("Actors", "Chronology", "In whose words"),
        "What this brief says",
    ]


def named(number: int, key: str, kind: Kind, actor: str | None = None) -> Standing:
    return Standing(key, actor, key.title(), kind, "x", (), (), False, (key,), ((number, (1,)),))


def test_who_is_in_no_table_is_listed_the_most_often_mentioned_first() -> None:
    guests = [named(1, f"guest {number:02}", "person") for number in range(45)]
    often = tuple(Mention(0, 1, "x", "person", None, "guest 44", "unlisted", "") for _ in range(2))
    saved = article("Words.", title_mentions=often)
    guests[44] = replace(guests[44], key=often[0].key)
    made = brief(entry(saved), standings=(*guests, named(1, "sarn", "place", "sarn")))
    text = markdown(made)
    assert "\nNot in the actors file: “Guest 44” (1 ¶ 1); “Guest 00” (1 ¶ 1); “Guest 01” (1 ¶ 1); " in text
    assert "“Guest 38” (1 ¶ 1); and 5 more.\n" in text
    assert "\nNone of those who are named here stands in an actors file" in text
    assert "\n| Actor" not in text
    listed = markdown(replace(made, standings=(named(1, "orsek", "person", "orsek"), *guests)))
    assert "\n| Orsek | x |  | “orsek” | 1 ¶ 1 |\n" in listed
    assert "None of those" not in listed


def test_quotations_without_a_speaker_are_counted_where_nothing_else_is_said() -> None:
    text = markdown(brief(entry(article("Words."), statements=(Statement(0, 5, None, "", 1),))))
    assert (
        "\n## Chronology\n\n1 quotation has no speaker that the text names for sure; it is not listed here.\n\n##"
        in text
    )


def test_what_the_analyst_wrote_stands_in_the_slots() -> None:
    text = markdown(brief(entry(article("Words.")), own={"known": "First.\n\nSecond."}, titled="Mine"))
    assert "\n<!-- briefing:yours known -->\nFirst.\n\nSecond.\n<!-- briefing:yours end -->\n" in text
    assert "\n# Mine\n" in text


def test_what_is_empty_is_left_out_but_the_slots() -> None:
    text = markdown(brief(query="nothing", not_judged=1))
    assert re.findall(r"^##+ (.*)$", text, re.MULTILINE) == [*HEADINGS, "What this brief says"]
    assert "0 articles; 1 more article could not be judged for want of a date.\n" in text


def test_an_anchor_stands_alone_above_its_quotation(meeting: Brief) -> None:
    text = markdown(meeting)
    lines = text.split("\n")
    above = [at for at, line in enumerate(lines) if re.fullmatch(r"<!-- briefing:\w{10} p.*-->", line)]
    assert len(above) == 3
    for at in above:
        assert (lines[at - 1], lines[at + 1], lines[at + 2][:2]) == ("", "", "> ")
    assert split(text)[0]["briefing_quotations"] == "4"


def test_notes_are_text_and_no_quotations() -> None:
    notes = {0: "First *line*\n\n> second\n  - third", 2: "[^1]: fourth"}
    text = markdown(brief(entry(article("One.\n\nTwo."), notes=notes, tags=("to-check", "#2"))))
    assert (
        "\n- Note: First \\*line\\*\n  \\> second\n  &#32;&#32;\\- third\n- Note on ¶ 2: \\[\\^1\\]: fourth\n"
        "- Tags: to-check, \\#2\n"
    ) in text
    assert [words for _, words in quotations(split(text)[1], DIALECTS["gfm"])] == ["One.", "Two."]


def test_front_matter_is_flat(meeting: Brief) -> None:
    front, _ = split(markdown(meeting))
    written = front.pop("briefing_written")
    assert isinstance(written, list)
    assert all(re.fullmatch(r"[A-Za-z ]+ [0-9a-f]{10}", str(one)) for one in written)
    assert front == {
        "title": 'Brief: faction:front "front leader"',
        "date": "2026-11-21",
        "description": "2 articles, 2014-08-27; of 1 the date is only bounded or unknown; 2 more articles could not be"
        " judged for want of a date.",
        "tags": ["briefing", "front"],
        "sources": ["Velmora Herald"],
        "created": "2026-11-21",
        "briefing_version": "1",
        "briefing_scope": "query",
        "briefing_query": 'faction:front "front leader"',
        "briefing_ids": [],
        "briefing_passages": [],
        "briefing_max_words": "900",
        "briefing_full": "false",
        "briefing_notes": "false",
        "briefing_flavor": "plain",
        "briefing_links": "false",
        "briefing_articles": "2",
        "briefing_without_date": "1",
        "briefing_not_judged": "2",
        "briefing_quotations": "4",
    }


COMMISSIONS = [
    Commission(),
    Commission("query", query='a "b c" OR date:2014..2016', max_words=50, flavor="hugo"),
    Commission("articles", ("abc123defg", "other00000"), {"abc123defg": (1, 4, 5)}, "about: 'this' #x", full=True),
    Commission("working list", notes=True, flavor="obsidian", links=True),
]


@pytest.mark.parametrize("commission", COMMISSIONS)
def test_front_matter_keeps_the_commission(commission: Commission) -> None:
    text = markdown(Brief(commission, date(2020, 2, 29), TODAY, Gazetteer()))
    found = read_front(text)
    assert (found.commission, found.created) == (commission, date(2020, 2, 29))
    assert text[found.body :].startswith("\n# ")


def test_hugo_has_its_own_keys_on_top(meeting: Brief) -> None:
    text = markdown(brief(*meeting.dated, flavor="hugo"))
    assert re.findall(r"^(\w+):", text.partition("\n---\n")[0], re.MULTILINE) == [
        *("title", "date", "description", "tags", "params"),
    ]
    assert split(text)[0]["briefing_flavor"] == "hugo"


LINKED = [
    ("Zed Orsek", "[[Zed Orsek]]"),
    ("Zed [the] Orsek|x#y^z", "[[Zed the Orsek x y z]]"),
    ("Zed\nOrsek", "[[Zed Orsek]]"),
    ("[[]]", "\\[\\[\\]\\]"),
    ("Orsek <b>", "Orsek \\<b\\>"),
    ("www.example.org", "www\\.example\\.org"),
    ("حفتر", "[[حفتر]]"),
]


@pytest.mark.parametrize(("name", "text"), LINKED)
def test_names_are_links_where_they_can_be(name: str, text: str) -> None:
    assert wikilink(name) == text


def test_links_and_tags_of_obsidian(meeting: Brief) -> None:
    def made(flavor: Flavor, links: bool) -> str:
        commission = Commission("articles", ("abc123defg",), flavor=flavor, links=links)
        noted = entry(meeting.dated[0].article, tags=("2014", "To check", "a/b", "#x", "🕊"))
        return markdown(brief(noted, commission=commission, standings=meeting.standings, gazetteer=meeting.gazetteer))

    assert split(made("obsidian", False))[0]["tags"] == ["briefing", "a-b", "front", "n2014", "to-check", "x"]
    assert "| [[Zed Orsek]] |" in made("obsidian", True)
    assert "[[" not in made("obsidian", False) + made("plain", True)
    assert "aliases" not in made("obsidian", True)


def test_a_brief_is_the_same_to_the_byte(meeting: Brief) -> None:
    assert markdown(meeting) == markdown(meeting)


ESCAPED = [
    ("plain words, with (brackets); and 5 + 5 - 1 = 9", "plain words, with (brackets); and 5 + 5 - 1 = 9"),
    ("U.S. forces", "U\\.S. forces"),
    ("snake_case", "snake\\_case"),
    ("1. one", "1\\. one"),
    ("3.5 million", "3.5 million"),
    ("(a) one", "(a\\) one"),
    ("(1) one", "(1\\) one"),
    ("iv. one", "iv\\. one"),
    ("He left. I. stayed", "He left. I. stayed"),
    ("(he) left", "(he) left"),
    ("  two", "&#32;&#32;two"),
    ("\u00a0wide", "&#160;wide"),
    ("and so on...", "and so on\\.\\.."),
    ("ferry:: late", "ferry\\:\\: late"),
    ("(tide:: high)", "(tide\\:\\: high)"),
    ("ferry: late; at 10: on, she said:", "ferry: late; at 10: on, she said:"),
    ("<%= ferry %>", "\\<\\%= ferry %\\>"),
    ("<?= ferry ?>", "\\<\\?= ferry ?\\>"),
    ("5 % of < 6 ? yes", "5 % of \\< 6 ? yes"),
    ("!!! danger", "\\!!! danger"),
    ("??? note", "\\??? note"),
    ("Gone!!! What??? !! ??", "Gone!!! What??? !! ??"),
    ("?? and !", "?? and !"),
]


@pytest.mark.parametrize(("text", "markdown"), ESCAPED)
def test_escaping_touches_only_what_must_be(text: str, markdown: str) -> None:
    assert escaped(text) == markdown


CODED = [
    ("2014/a b.txt", "`2014/a b.txt`"),
    ("a`b``c", "```a`b``c```"),
    ("{{< x >}}", "\\{\\{\\< x \\>\\}\\}"),
    ("{% x %}", "\\{\\% x %\\}"),
    ("a <!-- b -->", "a \\<!\\-\\- b \\-\\-\\>"),
    ("= this.file.name", "\\= this\\.file\\.name"),
    ("$= dv.pages()", "\\$= dv\\.pages()"),
    ("r system('x')", "r system('x')"),
    ("{python} 1", "\\{python\\} 1"),
    ("<%* await tp.user.tide() %>.txt", "\\<\\%\\* await tp\\.user\\.tide() %\\>\\.txt"),
    ("tide/<? echo 1 ?>", "tide/\\<\\? echo 1 ?\\>"),
    ("a {# b #}", "a \\{\\# b \\#\\}"),
    ("tide:: high", "tide\\:\\: high"),
    ("INPUT[toggle:tide]", "INPUT\\[toggle\\:tide\\]"),
    ("VIEW[{tide}]", "VIEW\\[\\{tide\\}\\]"),
    ("BUTTON[tide].txt", "BUTTON\\[tide\\]\\.txt"),
    ("tide INPUT[1].txt", "`tide INPUT[1].txt`"),
    ("INPUT.txt", "`INPUT.txt`"),
    ("https://example.org/a?b=5%3C%2F&c=1:2", "`https://example.org/a?b=5%3C%2F&c=1:2`"),
    ("a = b", "`a = b`"),
    ("report 1.txt", "`report 1.txt`"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "markdown"), CODED)
def test_code_is_a_span_unless_something_looks_into_spans(text: str, markdown: str) -> None:
    assert code(text) == markdown


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_code_and_lines_are_read_back(text: str) -> None:
    for made in (code(text), escaped_line(text)):
        (inline,) = (token for token in DIALECTS["commonmark"].parse(made) if token.type == "inline")
        assert inline_text(inline) == " ".join(text.split())


def everything(flavor: Flavor) -> Brief:
    """One brief with an article for each hostile text: as its body, and as all that is said of it."""
    made = [hostile(text, number, flavor) for number, text in enumerate(HOSTILE, 1)]
    entries = []
    for number, text in enumerate(HOSTILE, 1):
        facts = made[number - 1].dated[0]
        saved = article(text, id=f"id{number:08}", title=facts.article.title, path=facts.article.path, url=text)
        entries.append(entry(saved, number, notes=facts.notes))
    return brief(
        *entries,
        flavor=flavor,
        query=" ".join(HOSTILE),
        standings=tuple(standing for one in made for standing in one.standings),
        sayings=tuple(saying for one in made for saying in one.sayings),
        wordings=tuple(wording for one in made for wording in one.wordings),
    )


@needs_pandoc
@pytest.mark.parametrize("form", ["markdown", "markdown-smart", "gfm", "commonmark_x-smart"])
@pytest.mark.parametrize("flavor", FLAVORS)
def test_pandoc_reads_what_was_written(flavor: Flavor, form: str) -> None:
    made = everything(flavor)
    document = pandoc(markdown(made), form)
    quoted = [words_of(node) for node in nodes(document["blocks"]) if node["t"] == "BlockQuote"]
    words = [excerpt.words for one in made.entries for excerpt in one.excerpts] + ["words"] * len(HOSTILE)
    assert list(map(plainly, quoted)) == list(map(plainly, words))
    kinds = {node["t"] for node in nodes(document["blocks"])}
    assert not kinds & {"Link", "Image", "Math", "Cite", "Emph", "Strong", "Strikeout", "Superscript", "Subscript"}
    assert not kinds & {"CodeBlock", "HorizontalRule", "Div", "DefinitionList", "OrderedList", "LineBlock", "Span"}
    raw = [node["c"][1].strip() for node in nodes(document["blocks"]) if node["t"] in ("RawBlock", "RawInline")]
    assert all(re.fullmatch(r"<!-- briefing:\S+ [^<>]*-->", text) for text in raw)
    assert len(raw) == len(words) + len(HOSTILE) + 8
    notes = [node for node in nodes(document["blocks"]) if node["t"] == "Note"]
    assert len(notes) == len(made.entries)
    if form.startswith("markdown"):
        shown = [document["meta"][key] for key in ("title", "description", *(["sources"] * (flavor != "hugo")))]
        if flavor == "hugo":
            shown.append(document["meta"]["params"]["c"]["sources"])
        live_kinds = {"Link", "Image", "RawInline", "RawBlock", "Math", "Note", "Span", "Code", "CodeBlock"}
        assert not live_kinds & {node["t"] for node in nodes(shown)}


def plainly(words: str) -> str:
    """White space folded, as a tab is blanks for pandoc; accents joined, and its typographic marks as typed."""
    for typed, marks in (('"', "“”"), ("'", "‘’"), ("...", "…")):
        words = re.sub(f"[{marks}]", typed, words)
    return unicodedata.normalize("NFC", " ".join(words.replace("\\\n", "\n").split()))


@needs_pandoc
def test_pandoc_makes_a_document_of_it(tmp_path: Path, meeting: Brief) -> None:
    (tmp_path / "brief.md").write_text(markdown(meeting), "utf-8")
    subprocess.run(["pandoc", "brief.md", "-o", "brief.docx"], cwd=tmp_path, check=True)
    done = subprocess.run(
        ["pandoc", "brief.docx", "-t", "plain", "--wrap=none"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    for excerpt in meeting.entries[0].excerpts:
        assert f"{os.linesep}  {excerpt.words}{os.linesep}" in done.stdout
    assert done.stdout.count("article abc123defg") == 1
    assert done.stdout.count("article other00000") == 1
