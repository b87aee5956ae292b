"""`briefing verify` against briefs that show something else than they quote: what is seen is what is checked."""

import html
import json
import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from briefing.anchors import Anchor, digest, folded
from briefing.cli import main
from briefing.library import Library, index
from briefing.verifying import checking

ARTICLE = """\
TALLOW BAY, 11 April 2015 (Reuters) -- The ferry to Tallow Bay will stop for the winter, Captain Orla Finch said.

She spoke of ice, of old engines and of a crew that had not been paid since harvest. 300 people signed a letter.

The council answered that “no decision has been made about the ferry” and that it would meet in May.
"""
WORDS = "She spoke of ice, of old engines and of a crew that had not been paid since harvest."
PART = "of old engines and of a crew"
Check = Callable[[str], tuple[int, list[dict[str, Any]], list[str]]]


class Desk:
    """A corpus of one article, and the anchors of its words."""

    def __init__(self, corpus: Path) -> None:
        corpus.mkdir()
        self.corpus = corpus
        (corpus / "ferry.txt").write_text(ARTICLE, "utf-8")
        index(corpus)
        with Library.open(corpus) as library:
            self.article = library.article(library.rows[0].id)

    def anchor(self, words: str = WORDS) -> str:
        start = self.article.body.index(words)
        paragraph = sum(first <= start for first, _ in self.article.paragraphs)
        return str(Anchor(self.article.id, paragraph, start, start + len(words), digest(words)))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "corpus")


@pytest.fixture
def check(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    def run(brief: str) -> tuple[int, list[dict[str, Any]], list[str]]:
        file = tmp_path / "brief.md"
        file.write_bytes(brief.encode("utf-8"))
        capsys.readouterr()
        code = main(["verify", str(file), "--corpus", str(desk.corpus), "--json"])
        *checked, counts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        return code, checked, counts["remarks"]

    return run


NEVER_FOUND = {
    f"{WORDS[:-9]}<i hidden>harvest</i>.": "HTML",
    f"{WORDS} <button>the mayor lied</button>": "HTML",
    f"<s>{WORDS}</s>": "HTML",
    f'{WORDS} <img alt="the mayor lied">': "HTML",
    f"{WORDS} <? > the mayor lied ?>": "HTML",
    f"{WORDS} <!DOCTYPE > the mayor lied>": "HTML",
    f"{WORDS} <![CDATA[ > the mayor lied ]]>": "HTML",
    f"{WORDS} <!-- --!> the mayor lied <!-- -->": "HTML",
    f"{WORDS} <!--> the mayor lied <!-- -->": "HTML",
    f"{WORDS} <!-- a remark of my own -->": "HTML",
    f'{WORDS}<br class="lie">': "HTML",
    f"<div>\n{WORDS}\n</div>": "HTML",
    f"{WORDS}\n\n<style>p::after {{ content: 'the mayor lied' }}</style>": "HTML",
    f"{WORDS}\n\n<!-- briefing:aaaaaaaaaa p1 0-9 0123456789 --><b>the mayor lied</b>": "HTML",
    WORDS.replace("ice", "![ice](fire.png)"): "picture",
    f"{WORDS} ![](the-mayor-lied.png)": "picture",
    WORDS.replace("ice", '[ice](x "the mayor lied")'): "title",
    WORDS[:-1] + "[](the-mayor-lied).": "link",
    f"{WORDS}\n\n```\nthe mayor lied\n```": "code",
    f"{WORDS}\n\n    the mayor lied": "code",
    f"```\n{WORDS}\n```": "code",
    f"{WORDS}\n\n***": "rule",
    f"300. {WORDS}": "",
    f"[!quote] Finch: “the mayor lied”\n{WORDS}": "",
    f"[!quote] Finch told the council bluntly that\n{WORDS}": "",
    f"[!the-mayor-lied]\n{WORDS}": "",
    f"{WORDS}[^which_she_denied]": "",
    f"{WORDS}[^7]": "",
    f"{WORDS}[^shewasdrunk]": "",
    f"{WORDS} ~~since~~": "",
    f"¶ 3 {WORDS}": "",
    f"{WORDS}\n> the mayor lied": "",
    f"{WORDS}\n- the mayor lied": "",
}


@pytest.mark.parametrize(("shown", "why"), NEVER_FOUND.items())
def test_a_quotation_that_shows_more_or_less_than_its_words(shown: str, why: str, desk: Desk, check: Check) -> None:
    quotation = "\n".join(f"> {line}" for line in shown.split("\n"))
    for brief in (f"{desk.anchor()}\n\n{quotation}\n", f"{desk.anchor()}\n\nHer words:\n\n{quotation}\n"):
        code, checked, _ = check(brief + "\n[^1]: A source.\n")
        assert code == 1
        assert "found" not in [one["verdict"] for one in checked]
        assert any(why in one["because"] for one in checked)


STILL_FOUND = (
    f"{WORDS}",
    f"{WORDS[:17]}<br>{WORDS[18:]}",
    f"{WORDS[:17]}<BR/>\n{WORDS[18:]}",
    f"{WORDS}[^1]",
    f"{WORDS}[^1] [^k3m7x2p7qa]",
    f"{WORDS}\n[^1]",
    f"**{WORDS[:12]}**{WORDS[12:]}",
    WORDS.replace("ice", "[ice](https://ferry.example)"),
    WORDS.replace("ice", "`ice`"),
    f"[!quote]\n{WORDS}",
    f"[!QUOTE]- Orla Finch\n{WORDS}",
    f"¶ 2 {WORDS}",
    f"“{WORDS}”[^1]",
    f"- {WORDS}",
    "&#83;" + WORDS[1:],
)


@pytest.mark.parametrize("shown", STILL_FOUND)
def test_what_changes_no_word_may_stand_in_a_quotation(shown: str, desk: Desk, check: Check) -> None:
    quotation = "\n".join(f"> {line}" for line in shown.split("\n"))
    notes = "\n[^1]: A source.\n\n[^k3m7x2p7qa]: Another.\n"
    code, (one,), remarks = check(f"{desk.anchor()}\n\n{quotation}\n{notes}")
    assert (code, one["verdict"], remarks) == (0, "found", []), one


def test_a_number_that_stands_in_the_saved_copy_too(desk: Desk, check: Check) -> None:
    words = "300 people signed a letter."
    assert check(f"{desk.anchor(words)}\n\n> {words}\n")[0] == 0
    assert check(f"{desk.anchor(words)}\n\n> 300. people signed a letter.\n")[0] == 1


IN_A_SENTENCE: dict[str, str] = {
    "“{words}” {anchor}": "found",
    "He “never” knew: “{words}” {anchor} and “so on”.": "found",
    "He said «no»; “{words}” {anchor}": "found",
    '"{words}" {anchor} and "so on"': "found",
    '"no", "{words}" {anchor}': "found",
    "‘Ali Reza wrote “{words}” {anchor}": "found",
    "The crew’s words: ‘{words}’ {anchor}": "found",
    "“{words}” <!-- mine --> {anchor}": "changed",
    "“the mayor lied about “{words}” {anchor}": "changed",
    "“The mayor lied. He spoke of “{words}” {anchor}": "changed",
    '"the mayor lied about "{words}" {anchor}': "changed",
    '"the mayor lied about “{words}” {anchor}': "changed",
    "«the mayor lied about “{words}” {anchor}": "changed",
    "”the mayor lied about “{words}” {anchor}": "changed",
    "„the mayor lied about “{words}” {anchor}": "changed",
    "&ldquo;the mayor lied about “{words}” {anchor}": "changed",
    "❝the mayor lied about “{words}” {anchor}": "changed",
    "‘the mayor lied about ‘{words}’ {anchor}": "changed",
    "“{words}” {anchor} and the mayor lied”": "changed",
    '"{words}" {anchor} and the mayor lied"': "changed",
    "“{words}” {anchor} and “so on”, the mayor lied”": "changed",
    "“The mayor lied.\n\n“{words}” {anchor}": "changed",
    "“The mayor lied.\n<!-- x -->\n“{words}” {anchor}": "changed",
    "“The mayor lied.\n\nBut “{words}” {anchor}": "found",
    "“{words}” <i>and lied</i> {anchor}": "missing",
    "<span hidden>“{words}” {anchor}": "changed",
    "“{words}<img alt='and lied'>” {anchor}": "changed",
    "“![of old engines](x.png) and of a crew” {anchor}": "changed",
    "“{words}[^and_lied]” {anchor}": "changed",
    "| a | b |\n| - | - |\n| “the mayor lied about “{words}” {anchor} | c |": "changed",
    "| a | b |\n| - | - |\n| “the mayor lied | “{words}” {anchor} |": "found",
}


@pytest.mark.parametrize(("form", "verdict"), IN_A_SENTENCE.items())
def test_a_quotation_in_a_sentence_begins_where_it_is_seen_to(
    form: str, verdict: str, desk: Desk, check: Check
) -> None:
    for anchor in (desk.anchor(PART), re.sub(r"[0-9a-f]{10} -->", "0000000000 -->", desk.anchor(PART))):
        code, checked, _ = check(form.format(words=PART, anchor=anchor) + "\n")
        assert {one["verdict"] == "found" for one in checked} == {verdict == "found"}, checked
        assert code == (0 if verdict == "found" else 1)


NOT_READ = {
    "<blockquote>The mayor lied.</blockquote>": "HTML",
    "She said <q>the mayor lied</q> and left.": "HTML",
    "<!-- x --!><blockquote>The mayor lied.</blockquote><!-- -->": "HTML",
    "<style>blockquote { display: none }</style>": "HTML",
    "<iframe srcdoc='The mayor lied'></iframe>": "HTML",
    "> <b></b>": "HTML",
    f"{'>' * 30} The mayor lied": "too deep",
    f"{'- ' * 30}> The mayor lied": "too deep",
    "> [!note] Orla Finch\n> The mayor lied.": "no anchor",
    "> [!quote]\n> The mayor lied.": "no anchor",
    "[^2]: See.\n\n    > The mayor lied.": "footnote",
    "[^2]: See.\n\n    - > The mayor lied.": "footnote",
    "[^1]: A source.\n\n[^2]: See\n    > The mayor lied.": "footnote",
    "[^1]: A source.\n[^2]: > The mayor lied.": "footnote",
}


@pytest.mark.parametrize(("more", "why"), NOT_READ.items())
def test_a_quotation_that_cannot_be_read_is_not_passed_over(more: str, why: str, desk: Desk, check: Check) -> None:
    code, (found, one), _ = check(f"{desk.anchor()}\n\n> {WORDS}\n\nMine.\n\n{more}\n")
    assert (code, found["verdict"], one["verdict"]) == (1, "found", "changed" if "[!note]" in more else "missing")
    assert why in one["because"]
    assert one["line"] == 7 + ("footnote" in why) * more.count("\n")


def test_html_that_quotes_nothing_is_only_told(desk: Desk, check: Check) -> None:
    brief = f"{desk.anchor()}\n\n> {WORDS}\n\nMine<br>and <u>more</u>.\n\n<hr>\n\n<!-- to do -->\n"
    code, (one,), remarks = check(brief)
    assert (code, one["verdict"], remarks) == (0, "found", ["HTML was not read: lines 5, 7"])


NOT_FRONT_MATTER = (
    "---\n\n> The mayor lied.\n\n---\n",
    "---\n> The mayor lied.\n---\n",
    "---\ntitle: x\n\n> The mayor lied.\n---\n",
    "---\n- x\n\n> The mayor lied.\n\n...\n",
    "---\ntitle: |\n\n  > The mayor lied.\n\n---\n",
    "\ufeff---\r\n\r\n> The mayor lied.\r\n\r\n---\r\n",
)


@pytest.mark.parametrize("front", NOT_FRONT_MATTER)
def test_only_properties_are_front_matter(front: str, desk: Desk, check: Check) -> None:
    code, checked, _ = check(f"{front}\n{desk.anchor()}\n\n> {WORDS}\n")
    assert code == 1
    assert [(one["verdict"], one["words"]) for one in checked] == [("missing", "The mayor lied."), ("found", WORDS)]


def test_passages_without_an_anchor_are_told(desk: Desk, check: Check) -> None:
    brief = f"""\
## “A heading with five words and more”

<!-- briefing:yours known -->

She said: “The mayor lied about the ferry.” And “no”.

- Talk: “the mayor lied about it again”

<!-- briefing:yours end -->

Elsewhere "the mayor lied about the boats", {f"“{PART}” {desk.anchor(PART)}"}, and “he lied about all of it

| “the mayor lied about many things” |
| --- |

- Date: 2015-04-11 (byline; “the eleventh day of April 2015”)

¶ 2[^1] (translated, by or from “a very long name of somebody”)

2015-04-11 (“on the eleventh day of April”, printed) · Orla Finch · “said” · 1 ¶ 2

Places: “The Bay of the Five Tall Chimneys” (1 ¶ 2)

[^1]: “A title with five words and more”, a source
"""
    code, (one,), remarks = check(brief)
    assert (code, one["verdict"]) == (0, "found")
    assert remarks == ["4 passages in quotation marks have no anchor and were not checked: lines 5, 7, 11"]


def test_a_passage_before_an_anchor_that_is_another_ones(desk: Desk, check: Check) -> None:
    code, (one,), remarks = check(f"She said: “The mayor lied about the ferry.”\n{desk.anchor()}\n\n> {WORDS}\n")
    assert (code, one["verdict"]) == (0, "found")
    assert remarks == ["1 passage in quotation marks has no anchor and was not checked: line 1"]


def test_more_anchors_than_words(desk: Desk, check: Check) -> None:
    code, checked, _ = check(f"“{PART}” {desk.anchor(PART) * 30}\n")
    assert (code, len(checked)) == (1, 30)
    assert [one["verdict"] for one in checked] == ["found"] * 8 + ["missing"] * 22
    assert checked[-1]["because"] == "too many anchors stand behind the same words"


SLOW = {
    "line ends that may be read in two ways": "---\r\n" + "a: b\r\n" * 3_000 + "\r\n> x\r\n",
    "many openings, many anchors": "“" * 100_000
    + "x” "
    + "<!-- briefing:aaaaaaaaaa p1 0-999999999 0123456789 -->" * 30,
    "a wide gap": "“x" + " " * 200_000 + "x <!-- briefing:aaaaaaaaaa p1 0-9 0123456789 -->",
    "comments that nothing ends": "<!-- x\n" * 20_000,
    "footnotes": "“x”" + "[^1]" * 20_000 + "<!-- briefing:aaaaaaaaaa p1 0-9 0123456789 -->\n\n[^1]: x\n",
}


@pytest.mark.parametrize("brief", SLOW.values(), ids=SLOW.keys())
def test_a_long_brief_is_answered(brief: str, check: Check) -> None:
    assert check(brief)[0] == 1


@pytest.mark.parametrize("brief", ["anchored", "bare"])
def test_what_was_not_reached_is_never_found_and_says_so(
    brief: str, desk: Desk, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "MOST_SECONDS", -1)
    code, checked, _ = check(f"{desk.anchor(PART)}\n\n> {PART}\n" if brief == "anchored" else f"> {PART}\n")
    assert (code, [(one["verdict"], one["because"]) for one in checked]) == (1, [("missing", checking.TOO_LONG)])


def test_a_brief_that_takes_too_long_to_read_is_not_found(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "SECONDS", 0.1)
    code, checked, _ = check("*a_ " * 100_000)
    assert (code, [(one["verdict"], one["because"]) for one in checked]) == (
        1,
        [("missing", "the brief takes longer than 0.1 s to read")],
    )


def test_a_brief_as_it_was_made_holds_nothing_unchecked(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for flavor in ("plain", "obsidian", "hugo"):
        brief = tmp_path / f"{flavor}.md"
        argv = ["export", "--query", "ferry", "--flavor", flavor, "-o", str(brief), "--corpus", str(desk.corpus)]
        assert main(argv) == 0
        capsys.readouterr()
        assert main(["verify", str(brief), "--corpus", str(desk.corpus), "--json"]) == 0
        assert json.loads(capsys.readouterr().out.splitlines()[-1])["remarks"] == []


ATOMS = (
    *("alpha", "beta", "gamma ", ".", " ", "  ", "\n", "\n\n", "\n", "- ", "* ", "+ ", "1. ", "300. ", "2.\n", "# "),
    *("> ", ">", "    ", "\t", "`", "``", "*", "**", "_", "__", "[", "]", "(", ")", "](u)", "](<u v>)", "![", "!"),
    *("\\", "\\\n", "  \n", "&amp;", "&#42;", "&lt;b&gt;", "&nbsp;", "<", "<http://a.b>", "<a@b.c>", "<b>", "<i"),
    *("<!-- x -->", "|", "| a | b |\n|---|---|\n", "---\n", "===\n", "```\n", "~~~\n", "~~", "==", "$", "^", "%%"),
    *('"t")', "\u200b", "\u00a0", "\r\n", "é", "漢", "[x]: u\n", "[x]", "[^1]"),
)


def seen(markdown: str) -> str:
    """The words that a reader sees of Markdown without HTML and without definitions, numbers of lists included."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("reference")
    texts: list[str] = []
    numbers: list[int] = []
    for tag, text in re.findall(r"(<[^>]*>)|([^<]+)", parser.render(markdown)):
        texts.append(html.unescape(text))
        if tag.startswith(("<ol", "<ul")):
            start = re.search(r'start="(\d+)"', tag)
            numbers.append((int(start[1]) if start else 1) if tag.startswith("<ol") else -1)
        elif tag in ("</ol>", "</ul>"):
            numbers.pop()
        elif tag == "<li>" and numbers[-1] >= 0:
            texts.append(f" {numbers[-1]}. ")
            numbers[-1] += 1
        if not re.match(r"</?(?:em|strong|code|a)\b", tag):
            texts.append(" " * bool(tag))
    return folded("".join(texts))


@pytest.mark.parametrize("seed", range(4))
def test_the_words_that_are_checked_are_those_that_are_seen(seed: int, desk: Desk, check: Check) -> None:
    chance = random.Random(seed)
    blocks = []
    for _ in range(150):
        markdown = "".join(chance.choice(ATOMS) for _ in range(chance.randint(1, 14)))
        blocks.append("".join(f"> {line}\n" for line in re.split(r"\r\n|\n", markdown)))
    starts = [1]
    for block in blocks:
        starts.append(starts[-1] + block.count("\n") + 4)
    _, checked, _ = check("".join(f"{block}\nx\n\n\n" for block in blocks))
    known = {one["line"]: one for one in checked if "it " not in one["because"]}
    flawed = {one["line"] for one in checked if "it " in one["because"]}
    compared = 0
    for start, block in zip(starts, blocks, strict=False):
        if not flawed & set(range(start, start + block.count("\n"))):
            words = known[start]["words"] if start in known else ""
            assert re.sub(r"(\d)\)(?= |$)", r"\1.", words) == re.sub(r"(\d)\)(?= |$)", r"\1.", seen(block)), block
            compared += bool(words)
    assert compared > 40


def test_what_other_programs_would_run_is_found_again_and_runs_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    lines = ["ferry:: late (tide:: high), she said.", "<%= ferry %> and <? echo 1 ?> were on the sign.", "!!! ferry"]
    for name in ("<%* await tp.user.ferry() %>.txt", "INPUT[toggle:ferry].txt", "ferry::late.txt"):
        if os.name != "nt":
            (corpus / name).write_text("\n\n".join((ARTICLE, *lines)), "utf-8")
    (corpus / "a.json").write_text(
        json.dumps({"title": "Ferry", "url": "https://example.org/<%ferry%>", "text": "\n\n".join((ARTICLE, *lines))}),
        "utf-8",
    )
    file = tmp_path / "brief.md"
    told = ("--query", "ferry", "--full", "--flavor", "obsidian", "-o", str(file), "--corpus", str(corpus))
    assert main(["export", *told]) == 0
    brief = file.read_text("utf-8")
    assert not re.search(r"<[%?]|[%?]>|::|`INPUT\[", brief)
    capsys.readouterr()
    assert main(["verify", str(file), "--corpus", str(corpus), "--json"]) == 0
    *checked, counts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(checked) >= 6
    assert {quotation["verdict"] for quotation in checked} == {"found"}
    assert counts["remarks"] == []
