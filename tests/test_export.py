"""Briefs: what they say, that they say it the same way each time, and that nothing in them is live."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefing.actors import Actor, Gazetteer, Group, Post
from briefing.article import Article, Bound, Claim, Dateline, Dating, Mention
from briefing.dates import PartialDate
from briefing.export import ExportError, brief, default_name, write
from briefing.export.brief import Form
from briefing.export.escaping import code, escaped, escaped_line
from briefing.plainyaml import read

TODAY = date(2026, 11, 21)
COMMENT = re.compile(r"<!-- briefing:([0-9a-z]+) p(\d+) (\d+)-(\d+) ([0-9a-f]{10}) -->")
DIALECTS = [MarkdownIt("commonmark").enable("table"), MarkdownIt("gfm-like"), MarkdownIt("js-default", {"html": True})]


def article(body: str = "", **facts: object) -> Article:
    given: dict[str, object] = {
        "path": "2014/chiefs.txt",
        "id": "abc123defg",
        "title": "Chiefs of staff meet",
        "title_basis": "printed",
        "published": Dating(PartialDate(2014, 8, 27), "byline", "August 27, 2014", "high"),
        "body": body,
    }
    return Article(**{**given, **facts})  # type: ignore[arg-type]


def written(*articles: Article, query: str = "", undated: int = 0, gazetteer: Gazetteer | None = None) -> str:
    return brief(articles, gazetteer or Gazetteer(), query=query, undated=undated, created=TODAY)


def split(text: str) -> tuple[str, str]:
    _, front, body = re.split(r"^---$", text, maxsplit=2, flags=re.MULTILINE)
    return front, body


def inline_text(token: Token) -> str:
    breaks = {"softbreak": "\n", "hardbreak": "\\\n"}
    return "".join(breaks.get(child.type, child.content) for child in token.children or [])


def quotations(text: str, parser: MarkdownIt) -> list[tuple[str, str]]:
    """(comment, words) of every quotation, as a Markdown parser sees them."""
    found, comment, depth = [], "", 0
    for token in parser.parse(split(text)[1]):
        depth += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "html_block":
            comment = token.content.strip()
        elif token.type == "inline" and depth:
            found.append((comment, inline_text(token)))
    return found


HOSTILE = [
    "# A heading",
    "A line\n===\nanother\n---\nlast",
    "---\ntitle: other\n---",
    "```\nfence\n```",
    "~~~ python\nfence",
    "    four spaces",
    "words\n    four spaces\n\tand a tab  \nand the end",
    "hard break  \nand a backslash\\\nend",
    "<script>alert(1)</script>",
    "<div onclick=x>\nwords\n</div>",
    "<!-- a comment -->",
    "<!-- briefing:zzzzzzzzzz p1 0-5 0000000000 -->",
    "<https://example.org> <me@example.org>",
    "[click](javascript:alert(1))",
    "![image](https://example.org/x.png)",
    "[x]: https://example.org\n[x] and [y][x]",
    "note[^1]\n[^1]: the note",
    "https://www.example.org/a?b=c&d and www.example.org and www.1x.org and example.com and me@example.org",
    "javascript:alert(1) mailto:me@example.org //example.org/x ftp://example.org",
    "1. one\n2. two\n3) three\n10. ten",
    "- one\n+ two\n* three\n-",
    "-- dash -- and --- dash",
    "a | b\n--- | ---\nc | d",
    "| a |\n|---|\n| b |",
    "> quoted\n>> twice",
    "*emphasis* _and_ **strong** __too__ snake_case_word ~~struck~~",
    "`code` and ``more`` and `unclosed",
    "&lt;b&gt; &amp; &#60; &copy; R&D, Q & A",
    "back\\slash \\* \\< \\\\ \\",
    "$math$ $$more$$ \\(x\\) H~2~O x^2^ ==marked== {.class} {{ template }} {% raw %}",
    ":smile: 10:30:45 term\n: definition",
    "%% comment %% #tag @person",
    "line\n\u00a0\nafter a blank that is none",
    "U.S. forces, 3.5 million, 5 + 5 committee, No. 1.",
    "“curly”, ‘quotes’, naïve, سلام عليكم, 🕊, e\u0301",
    "* * *",
    "_ _ _",
    "[[wiki link]] ![[embed]] [toc]",
    "1986. A great year\n- 7 degrees",
    "\\",
    "x" * 5000,
]


@pytest.mark.parametrize("parser", DIALECTS, ids=["commonmark", "gfm", "default"])
@pytest.mark.parametrize("body", HOSTILE)
def test_a_quotation_is_the_paragraph_and_nothing_else(body: str, parser: MarkdownIt) -> None:
    saved = article(body)
    text = written(saved)
    found = quotations(text, parser)
    assert [words for _, words in found] == [
        f"¶{number} {body[start:end]}" for number, (start, end) in enumerate(saved.paragraphs, 1)
    ]
    for (comment, _), (start, end) in zip(found, saved.paragraphs, strict=True):
        place = COMMENT.fullmatch(comment)
        assert place
        assert (place[1], int(place[3]), int(place[4])) == (saved.id, start, end)
        assert place[5] == hashlib.sha256(body[start:end].encode()).hexdigest()[:10]


FRAME = {"html_block", "heading_open", "table_open", "blockquote_open", "bullet_list_open", "paragraph_open", "inline"}
LIVE = {"link_open", "image", "html_inline", "em_open", "strong_open", "s_open", "hardbreak"}


@pytest.mark.parametrize("parser", DIALECTS, ids=["commonmark", "gfm", "default"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_field_is_ever_live(text: str, parser: MarkdownIt) -> None:
    mention = Mention(0, 1, text, "person", "someone", text, "name", text)
    unlisted = Mention(0, 1, text, "person", None, text, "unlisted", text)
    saved = article(
        "words",
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
        mentions=(mention, unlisted),
        **dict.fromkeys(["source", "agency", "distributor", "translator", "origin", "author", "url", "language"], text),
    )
    post = Post(text, group="group", start=PartialDate(2010))
    gazetteer = Gazetteer({"someone": Actor("someone", text, posts=(post,))}, {"group": Group("group", text)})
    front, body = split(written(saved, query=text, gazetteer=gazetteer))
    tokens = parser.parse(body)
    assert {token.type for token in tokens if token.type.endswith("_open")} - FRAME <= {
        *("list_item_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open")
    }
    assert not {"fence", "code_block", "hr"} & {token.type for token in tokens}
    children = [child for token in tokens for child in token.children or []]
    assert not LIVE & {child.type for child in children}
    assert all(COMMENT.fullmatch(token.content.strip()) for token in tokens if token.type == "html_block")
    assert [inline_text(tokens[n + 1])[:9] for n, token in enumerate(tokens) if token.type == "heading_open"][1:2] == [
        "Articles"
    ]
    cells = [inline_text(tokens[n + 1]) for n, token in enumerate(tokens) if token.type == "td_open"]
    folded = " ".join(text.split())
    assert len(cells) == 10
    assert cells[0] == cells[1] == folded
    data = read(front, name="front matter").data
    assert isinstance(data, dict)
    assert data["briefing_query"] == folded
    assert data["sources"] == [folded]


CONTROLS = "a\x00b\x1b[31mc\x07\x7f\x9b\u202e\u2066\ufeff\ud800d\re"


def test_no_control_byte_leaves() -> None:
    saved = article(CONTROLS, title=CONTROLS, source=CONTROLS, url=CONTROLS, path=CONTROLS)
    text = written(saved, query=CONTROLS)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", text)


@pytest.fixture
def chiefs() -> tuple[Article, Gazetteer]:
    body = "TUNIS, Aug 27 -- The army commander met Nazhuri.\n\nNobody else did."
    gazetteer = Gazetteer(
        people={
            "haftar": Actor(
                "haftar",
                "Khalifa Haftar",
                posts=(Post("Commander of the LNA", group="lna", start=PartialDate(2014, 5), end=PartialDate(2020)),),
            ),
            "nazhuri": Actor("nazhuri", "Abdulrazek al-Nadoori"),
        },
        groups={"lna": Group("lna", "Libyan National Army", faction=True)},
    )
    saved = article(
        body,
        published=Dating(
            PartialDate(2014, 8, 27),
            "byline",
            "August 27, 2014",
            "high",
            others=(Claim(PartialDate(2023, 12, 4), "header", "Monday , 4 December 2023", "medium"),),
        ),
        source="Libya Herald",
        url="https://example.org/chiefs",
        title_basis="derived",
        complete="cut",
        dateline=Dateline("TUNIS", PartialDate(None, 8, 27), None, "TUNIS, Aug 27 --"),
        mentions=(
            Mention(17, 35, "The army commander", "person", "haftar", "Khalifa Haftar", "post", "post"),
            Mention(40, 47, "Nazhuri", "person", "nazhuri", "Nazhuri", "name", "name"),
            Mention(50, 56, "Nobody", "person", None, "Nobody", "unlisted", "x", ("haftar", "nazhuri")),
        ),
    )
    return saved, gazetteer


def test_a_brief_says_what_is_known_and_how(chiefs: tuple[Article, Gazetteer]) -> None:
    saved, gazetteer = chiefs
    text = written(saved, query='faction:lna "army commander"', undated=2, gazetteer=gazetteer)
    for line in [
        '# Brief: faction\\:lna "army commander"',
        '1 article for the query `faction:lna "army commander"`. Dates: 2014-08-27. '
        "Not here: 2 articles that the dates asked for could not judge.",
        "### Chiefs of staff meet",
        "- Date: 2014-08-27 (byline; “August 27, 2014”; high trust)",
        "  - also claimed: 2023-12-04 (header date, may be the day saved; “Monday , 4 December 2023”; medium trust)",
        "- Title: made from the first sentence; the saved copy prints none",
        "- Source: Libya Herald",
        "- Address: `https://example.org/chiefs`",
        "- Dateline: TUNIS, Aug 27",
        "- Incomplete: the saved copy breaks off",
        "| Khalifa Haftar | Libyan National Army | Commander of the LNA "
        "| The army commander (by post, not named) | ¶1 |",
        "| Abdulrazek al-Nadoori | No group on that day |  | Nazhuri | ¶1 |",
        "| Nobody | Undecided | not decided between Khalifa Haftar, Abdulrazek al-Nadoori | Nobody | ¶2 |",
        "> ¶2 Nobody else did.",
        "Saved copy: `2014/chiefs.txt`, article `abc123defg`",
    ]:
        assert f"\n{line}\n" in text


def test_front_matter_is_flat_text(chiefs: tuple[Article, Gazetteer]) -> None:
    saved, gazetteer = chiefs
    front, _ = split(
        written(saved, article("x", id="undated000", published=Dating()), query="a: b", gazetteer=gazetteer)
    )
    assert read(front, name="front matter").data == {
        "title": "Brief: a: b",
        "date": "2026-11-21",
        "description": "2 articles, 2014-08-27, 1 without a date",
        "created": "2026-11-21",
        "briefing_query": "a: b",
        "briefing_articles": "2",
        "briefing_without_date": "1",
        "briefing_not_judged": "0",
        "tags": ["briefing", "lna"],
        "sources": ["Libya Herald"],
        "briefing_ids": ["abc123defg", "undated000"],
    }


def test_articles_stand_in_order_of_date_and_the_undated_apart() -> None:
    bounds = (Bound(date(2014, 8, 1), "after", "he was appointed"), Bound(date(2014, 9, 30), "before", "he left"))
    articles = [
        article(title="Inferred", path="a", published=Dating(bounds=bounds)),
        article(title="Later", path="b", published=Dating(PartialDate(2015, 1, 1), "meta", "", "high")),
        article(title="No year", path="c", published=Dating(PartialDate(None, 9, 16), "byline", "16 Sept", "low")),
        article(title="Year", path="d", published=Dating(PartialDate(2014), "url", "/2014/", "low")),
        article(title="Nothing", path="e", published=Dating()),
    ]
    text = written(*articles)
    assert re.findall(r"^##+ (.*)$", text, re.MULTILINE) == [
        *("Articles", "Year", "Later"),
        *("Articles without a date", "Inferred", "No year", "Nothing"),
        "What this brief says",
    ]
    for line in [
        "5 articles. Dates: 2014-01-01 to 2015-01-01. "
        "Without a date: 3; they stand at the end, with the bounds that are known.",
        "- Date: undated (no date in the text)",
        "- Date: ????-09-16, year unknown (byline, year not given; “16 Sept”; low trust)",
        "- Date: 2014-08 to 2014-09, inferred (no date printed)",
        "  - not before 2014-08-01: he was appointed",
        "  - not after 2014-09-30: he left",
    ]:
        assert f"\n{line}\n" in text


def test_a_brief_is_the_same_to_the_byte(chiefs: tuple[Article, Gazetteer]) -> None:
    saved, gazetteer = chiefs
    other = article("words", path="other.txt", id="other00000")
    assert written(saved, other, gazetteer=gazetteer) == written(other, saved, gazetteer=gazetteer)


def test_a_brief_of_nothing_is_a_brief() -> None:
    text = written(query="nothing", undated=1)
    assert "0 articles for the query `nothing`. Not here: 1 article that the dates asked for could not judge." in text


ESCAPED = [
    ("plain words, with (brackets); and 5 + 5 - 1 = 9", "plain words, with (brackets); and 5 + 5 - 1 = 9"),
    ("U.S. forces", "U\\.S. forces"),
    ("snake_case", "snake\\_case"),
    ("1. one", "1\\. one"),
    ("  two", "&#32;&#32;two"),
]


@pytest.mark.parametrize(("text", "markdown"), ESCAPED)
def test_escaping_touches_only_what_must_be(text: str, markdown: str) -> None:
    assert escaped(text) == markdown


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_code_and_lines_are_read_back(text: str) -> None:
    folded = " ".join(text.split())
    for markdown in (code(text), escaped_line(text)):
        (inline,) = (token for token in DIALECTS[0].parse(markdown) if token.type == "inline")
        assert inline_text(inline) == folded


NAMED = [
    ([article()], "x", "md", "2014-08-27-chiefs-of-staff-meet.md"),
    ([article(published=Dating(PartialDate(None, 9, 16)))], "", "json", "chiefs-of-staff-meet.json"),
    ([article(title="../../etc/passwd", published=Dating())], "", "csv", "etc-passwd.csv"),
    ([article(title="🕊", published=Dating())], "", "md", "brief.md"),
    ([article(), article()], 'faction:lna "talks"', "md", "faction-lna-talks.md"),
    ([article(), article()], "", "md", "brief.md"),
    ([], "con", "md", "con-.md"),
]


@pytest.mark.parametrize(("articles", "query", "form", "name"), NAMED)
def test_an_export_has_a_name(articles: list[Article], query: str, form: Form, name: str) -> None:
    assert default_name(articles, query, form) == name


def test_an_export_is_written_as_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write("words ☂\n", tmp_path / "a.md")
    finally:
        os.umask(before)
    assert (tmp_path / "a.md").read_text("utf-8") == "words ☂\n"
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o640


def test_what_exists_is_replaced_only_when_asked_and_stays_as_private(tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    target.write_text("old")
    target.chmod(0o600)
    with pytest.raises(FileExistsError, match=r"a\.md exists already"):
        write("new", target)
    assert target.read_text() == "old"
    write("new", target, overwrite=True)
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


REFUSED = [
    ("folder", "it is a folder"),
    ("link.md", "it is a link"),
    ("dangling.md", "it is a link"),
    ("pipe", "not a file that can be replaced"),
    ("none/a.md", "its folder does not exist"),
    ("file/a.md", "its folder does not exist"),
    ("corpus/a.md", "in the corpus"),
    ("corpus/sub/a.md", "in the corpus"),
    ("inside/a.md", "in the corpus"),
    ("a\0b.md", "no file can have such a name"),
    ("x" * 300, "File name too long"),
]


@pytest.mark.parametrize(("name", "words"), REFUSED)
def test_what_must_not_be_written_is_refused(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "corpus" / "sub").mkdir(parents=True)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("old")
    (tmp_path / "link.md").symlink_to("file")
    (tmp_path / "dangling.md").symlink_to("nowhere")
    (tmp_path / "inside").symlink_to("corpus/sub")
    os.mkfifo(tmp_path / "pipe")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ExportError, match=words):
        write("new", tmp_path / name, overwrite=True, corpus=tmp_path / "corpus")
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "file").read_text() == "old"
