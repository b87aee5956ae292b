"""`briefing verify`: every quotation of a brief found again, however a brief was edited, and nothing found falsely."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefing.anchors import Anchor, digest, read_anchor
from briefing.cli import main
from briefing.export.escaping import escaped
from briefing.library import Library, index

CHIEFS = """\
PORT ELDER, 3 May 2014 (Reuters) -- The harbour of Port Elder was closed on Friday after two ships ran aground.

“We shall reopen it within the week,” Mayor Ines Calder said. She thanked the crews, who had worked at night.

The army chief called the closure “a matter of days” and sent four boats. Nobody was hurt, the council said.

Fishermen doubted it. They had heard such words before, in the winter of the long strike.
"""
OTHER = """\
LOWFORD, 9 June 2014 (AFP) -- The bridge at Lowford carries trains again, the railway said on Monday.

Repairs took eleven weeks and cost the province more than it had planned, an auditor wrote.
"""
Verified = Callable[..., tuple[int, list[dict[str, Any]], dict[str, Any]]]


@dataclass(frozen=True)
class Desk:
    """A corpus of two articles, and what quotes from it."""

    corpus: Path

    def body(self, path: str) -> str:
        with Library.open(self.corpus) as library:
            return library.article(library.resolve(path).id).body

    def anchor(self, words: str, path: str = "chiefs.txt") -> str:
        with Library.open(self.corpus) as library:
            article = library.article(library.resolve(path).id)
        start = article.body.index(words)
        paragraph = sum(first <= start for first, _ in article.paragraphs)
        return str(Anchor(article.id, paragraph, start, start + len(words), digest(words)))

    def block(self, words: str, shown: str | None = None, path: str = "chiefs.txt") -> str:
        lines = escaped(words if shown is None else shown).split("\n")
        return "\n".join([self.anchor(words, path), "", *(f"> {line}" for line in lines)]) + "\n"

    def inline(self, words: str, shown: str | None = None) -> str:
        return f"“{words if shown is None else shown}” {self.anchor(words)}"

    def change(self, path: str, old: str, new: str) -> None:
        file = self.corpus / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "chiefs.txt").write_text(CHIEFS, "utf-8")
    (corpus / "bridge.txt").write_text(OTHER, "utf-8")
    index(corpus)
    return Desk(corpus)


@pytest.fixture
def verified(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verified:
    def run(brief: str | bytes) -> tuple[int, list[dict[str, Any]], dict[str, Any]]:
        file = tmp_path / "brief.md"
        file.write_bytes(brief if isinstance(brief, bytes) else brief.encode("utf-8"))
        capsys.readouterr()
        code = main(["verify", str(file), "--corpus", str(desk.corpus), "--json"])
        *checked, counts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        return code, checked, counts

    return run


def told(one: dict[str, Any]) -> str:
    """A difference as people see it."""
    sides = {"both": "{}", "saved": "[-{}-]", "quoted": "{{+{}+}}"}
    return "".join(sides[piece["side"]].format(piece["words"].strip()) + " " for piece in one["difference"]).strip()


SENTENCE = "Nobody was hurt, the council said."
MARKED = "“We shall reopen it within the week,” Mayor Ines Calder said."


def test_everything_found_is_said_to_stand_in_the_saved_copy(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brief = tmp_path / "brief.md"
    brief.write_text(f"# Harbour\n\n{desk.block(SENTENCE)}\n| a |\n| --- |\n| {desk.inline(MARKED)} |\n", "utf-8")
    capsys.readouterr()
    assert main(["verify", str(brief), "--corpus", str(desk.corpus)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "found    line 5  ¶ 3 of chiefs.txt",
        "found    line 9  ¶ 2 of chiefs.txt",
        "2 quotations: 2 found. Found means that these words stand in the saved copy: not that they were said,"
        " nor that they are true. Who said them, and when, is not checked.",
    ]


FORMS: dict[str, Callable[[Desk], str]] = {
    "wrapped anew": lambda desk: desk.block(SENTENCE, "Nobody was hurt,\nthe council\nsaid."),
    "the first line of the quotation right under the anchor": lambda desk: desk.anchor(SENTENCE) + f"\n> {SENTENCE}\n",
    "a line without its mark": lambda desk: desk.anchor(SENTENCE) + "\n> Nobody was hurt,\nthe council said.\n",
    "in a list": lambda desk: f"- own words\n\n  {desk.anchor(SENTENCE)}\n\n  > {SENTENCE}\n- more\n",
    "in a quotation of the quotation": lambda desk: f"> {desk.anchor(SENTENCE)}\n>\n> > {SENTENCE}\n",
    "the anchor within": lambda desk: f"> {desk.anchor(SENTENCE)}\n> {SENTENCE}\n",
    "the anchor at the end": lambda desk: f"> {SENTENCE} {desk.anchor(SENTENCE)}\n",
    "with its footnote": lambda desk: desk.block(SENTENCE, SENTENCE)[:-1] + "[^1]\n\n[^1]: A source.\n",
    "as a callout": lambda desk: f"{desk.anchor(SENTENCE)}\n> [!quote] Council\n> {SENTENCE}\n",
    "emphasised": lambda desk: f"{desk.anchor(SENTENCE)}\n> Nobody was *hurt*, the **council** said.\n",
    "own words between": lambda desk: f"{desk.anchor(SENTENCE)}\n\nThis matters:\n\n> {SENTENCE}\n",
    "with quotation marks around it": lambda desk: f"{desk.anchor(SENTENCE)}\n\n> “{SENTENCE}”\n",
    "in a sentence": lambda desk: f"As they put it, {desk.inline(SENTENCE)}, or so.\n",
    "in a sentence, the comment on a line of its own": lambda desk: (
        f"So: “{SENTENCE}”\n{desk.anchor(SENTENCE)}\nor so.\n"
    ),
    "in a cell, with a sign of tables": lambda desk: f"| a | b |\n|--|--|\n| x \\| y | {desk.inline(SENTENCE)} |\n",
    "marks within marks": lambda desk: f"{desk.inline(MARKED)}\n",
    "with a mark that nothing opens": lambda desk: desk.inline("reopen it within the week,” Mayor Ines Calder") + "\n",
    "with a mark that nothing closes": lambda desk: desk.inline("“We shall reopen it") + "\n",
    "the comment wrapped": lambda desk: desk.anchor(SENTENCE).replace(" p", "\np") + f"\n\n> {SENTENCE}\n",
    "straight marks": lambda desk: f'"{SENTENCE}" {desk.anchor(SENTENCE)}\n',
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@pytest.mark.parametrize("around", ["{}", "\ufeff---\ntitle: x\n---\n\n## Moved\n\nown words\n\n{}\n\nmore\n"])
def test_a_quotation_is_found_however_it_was_edited_around(
    form: Callable[[Desk], str], around: str, desk: Desk, verified: Verified
) -> None:
    for ends in ("\n", "\r\n"):
        code, checked, counts = verified(around.format(form(desk)).replace("\n", ends))
        assert [one["verdict"] for one in checked] == ["found"], checked
        assert (code, counts["found"], counts["good"]) == (0, 1, True)


def test_lines_are_those_of_the_file(desk: Desk, verified: Verified) -> None:
    brief = (
        f"---\ntitle: x\nbriefing_quotations: 3\n---\n\n{desk.block(SENTENCE)}\n"
        f"text\ngoes on “{MARKED[:20]}\n{MARKED[20:]}” {desk.anchor(MARKED)}\n\n{desk.anchor(SENTENCE)}\n"
    )
    lines = brief.split("\n")
    for text in (brief, "\ufeff" + brief, brief.replace("\n", "\r\n")):
        _, checked, _ = verified(text)
        numbers = [one["line"] for one in checked]
        assert [lines[number - 1][:9] for number in numbers] == ["> Nobody ", "goes on “", "<!-- brie"]


CUTS = {
    "Nobody was hurt […]": "found",
    "Nobody was hurt, […] council said.": "changed",
    "Nobody was hurt, (. . .) said.": "changed",
    "Nobody was hurt, [...]": "found",
    "[…] the council said.": "changed",
    "Nobody [...] said.": "changed",
    "Nobody (…) the council [. . .].": "changed",
    "was hurt, the council […]": "changed",
    "Nobody was hurt […] the council": "changed",
    "Nobody was hurt": "changed",
    "was hurt, the council said.": "changed",
    "Nobody was hurt, the council [...] sai": "changed",
    "said. […] Nobody was hurt": "changed",
    "No[…]body was hurt, the council said.": "changed",
    "[…]": "missing",
    "Nobody was hurt… the council said.": "changed",
}


@pytest.mark.parametrize(("shown", "verdict"), CUTS.items())
def test_what_was_cut_must_say_so(shown: str, verdict: str, desk: Desk, verified: Verified) -> None:
    code, (one,), counts = verified(desk.block(SENTENCE, shown))
    assert (one["verdict"], code) == (verdict, 0 if verdict == "found" else 1)
    assert (one["shortened"], counts["shortened"]) == (verdict == "found", int(verdict == "found"))
    if verdict == "found":
        assert one["because"] == "shortened with […]"
        assert "".join(piece["words"] for piece in one["difference"]).strip() == SENTENCE


LEFT_OUT = {
    "The mayor […] to warn the crews of a storm.": "“not”",
    "The mayor did not […] the crews of a storm.": "",
    "They feared they […] get out of port before dark.": "“n’t”",
    "Boats are to leave […] the harbour is closed by then.": "“unless”",
    "It was in fact […] that made them turn back, the pilots said.": "“nobody”",
    "Ships may enter […] a permit of the council.": "“without”",
    "La flota del norte […] en el puerto, dijo la radio.": "“nunca”",
    "Snow lay on […] that night, and the notes were lost.": "",
}
WARNINGS = """\
PORT ELDER, 4 May 2014 (Reuters) -- More was told on Saturday.

The mayor did not hesitate to warn the crews of a storm.

They feared they couldn’t get out of port before dark.

Boats are to leave at noon unless the harbour is closed by then.

It was in fact nobody on board that made them turn back, the pilots said.

Ships may enter at night without a permit of the council.

La flota del norte nunca estuvo en el puerto, dijo la radio.

Snow lay on the knots and notices of the nooks that night, and the notes were lost.
"""


@pytest.mark.parametrize(("shown", "turning"), LEFT_OUT.items())
def test_words_that_turn_a_sentence_round_are_not_left_out(
    shown: str, turning: str, desk: Desk, verified: Verified
) -> None:
    (desk.corpus / "warnings.txt").write_text(WARNINGS, "utf-8")
    index(desk.corpus)
    words = next(line for line in WARNINGS.split("\n") if line.startswith(shown.partition("[")[0].strip()))
    code, (one,), _ = verified(desk.block(words, shown, "warnings.txt"))
    assert (one["verdict"], code) == (("changed", 1) if turning else ("found", 0))
    assert one["because"].lower() == "shortened with […]" + (
        f"; what was left out may turn its sense: {turning}" if turning else ""
    )
    assert any(piece["side"] == "saved" for piece in one["difference"])


def test_what_was_left_out_is_shown_and_counted(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brief = tmp_path / "brief.md"
    brief.write_text(f"{desk.block(SENTENCE, 'Nobody was hurt […]')}\n{desk.block(MARKED)}", "utf-8")
    capsys.readouterr()
    assert main(["verify", str(brief), "--corpus", str(desk.corpus)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "found, shortened  line 3  ¶ 3 of chiefs.txt: shortened with […]"
    assert out[1].strip() == "Nobody was hurt[-, the council said.-]"
    assert out[-1].startswith("2 quotations: 2 found, 1 of them shortened. ")


FORGED = {
    "another hash": (0, 34, "0000000000"),
    "the whole article": (0, 999_999_999, "0000000000"),
    "two paragraphs": (None, None, ""),
}


@pytest.mark.parametrize(("start", "end", "hashed"), FORGED.values(), ids=FORGED.keys())
def test_nothing_is_pieced_together(
    start: int | None, end: int | None, hashed: str, desk: Desk, verified: Verified
) -> None:
    body = desk.body("chiefs.txt")
    if start is None or end is None:
        start, end = body.index("“We shall"), body.index("Fishermen") - 2
        hashed = digest(body[start:end])
    whole = read_anchor(desk.anchor("two ships"))
    assert whole
    anchor = Anchor(whole.article, 2, start, end, hashed)
    code, (one,), _ = verified(f"{anchor}\n\n> “We shall reopen […] the crews, who […] sent four boats. […]\n")
    assert (code, one["shortened"]) == (1, False)
    assert one["verdict"] != "found"


CUT_OFF = {
    "body was hurt": "[-Nobody-] {+body+} was hurt",
    "Nobody was hurt, the counc": "Nobody was hurt, the [-council-] {+counc+}",
    "They could": "They [-couldn’t-] {+could+}",
    "violent men left": "[-non-violent-] {+violent+} men left",
    "200 boats": "[-1,200-] {+200+} boats",
    "They couldn’t": "",
    "non-violent men": "",
    "1,200 boats": "",
    "Elder": "",
    "harbour": "",
}


@pytest.mark.parametrize(("words", "difference"), CUT_OFF.items())
def test_nothing_is_cut_off_inside_a_word(words: str, difference: str, desk: Desk, verified: Verified) -> None:
    desk.change(
        "chiefs.txt", "long strike.", "long strike. They couldn’t say when non-violent men left in 1,200 boats."
    )
    index(desk.corpus)
    for brief in (desk.block(words), f"own words {desk.inline(words)}\n"):
        code, (one,), _ = verified(brief)
        assert (one["verdict"], code) == (("changed", 1) if difference else ("found", 0)), one
        assert one["because"] == ("it is cut off inside a word" if difference else "")
        assert told(one) == difference


def test_a_word_that_is_cut_off_is_found_without_an_anchor_no_more_than_with_one(
    desk: Desk, verified: Verified
) -> None:
    _, (_, one), _ = verified(f"{desk.block(MARKED)}\nOwn words.\n\n> body was hurt, the council said.\n")
    assert one["verdict"] == "changed"


def test_an_anchor_that_counts_paragraphs_otherwise(desk: Desk, verified: Verified) -> None:
    code, (one,), _ = verified(desk.block(SENTENCE).replace(" p3 ", " p77 "))
    assert (code, one["verdict"], one["because"]) == (0, "found", "its anchor says ¶ 77")


EDITED = {
    '"We shall reopen it within the week," Mayor Ines Calder said.': "other quotation marks",
    "„We shall reopen it within the week,“ Mayor Ines Calder said.": "other quotation marks",
    "[w]e shall reopen it": None,
    "“[w]e shall reopen it within the week,” Mayor Ines Calder said.": "first letter",
    "“[W]e shall reopen it within the week,” Mayor Ines Calder said.": "first letter",
    '"[w]e shall reopen it within the week," Mayor Ines Calder said.': "first letter, other quotation marks",
    "“[h]e shall reopen it within the week,” Mayor Ines Calder said.": None,
    "“[We] shall reopen it within the week,” Mayor Ines Calder said.": None,
    "“we shall reopen it within the week,” Mayor Ines Calder said.": None,
    "We shall reopen it within the week, Mayor Ines Calder said.": None,
    "“We shall reopen it within the week” Mayor Ines Calder said.": None,
}


@pytest.mark.parametrize(("shown", "because"), EDITED.items())
def test_what_editors_do_to_a_quotation(shown: str, because: str | None, desk: Desk, verified: Verified) -> None:
    brief = f"{desk.anchor(MARKED)}\n\n> {shown.replace('[', chr(92) + '[')}\n"
    code, (one,), _ = verified(brief)
    assert (one["verdict"], code) == (("found", 0) if because else ("changed", 1)), one
    if because:
        assert one["because"] == because
        _, (_, unanchored), _ = verified(f"{desk.block(SENTENCE)}\nOwn.\n\n> {shown}\n")
        assert (unanchored["verdict"], because in unanchored["because"]) == ("found", True)


def test_what_differs_only_in_its_marks_is_no_difference(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brief = tmp_path / "brief.md"
    shown = ('"We shall reopen it within the month," Mayor Ines Calder said.', MARKED.replace(",”", "”,"))
    brief.write_text("\n".join(desk.block(MARKED, words) for words in shown), "utf-8")
    capsys.readouterr()
    assert main(["verify", str(brief), "--corpus", str(desk.corpus)]) == 1
    out = capsys.readouterr().out
    assert '“We shall reopen it within the [-week,”-] {+month,"+} Mayor Ines Calder said.' in out
    assert "the [-week,”-] {+week”,+} Mayor" in out
    assert "U+201D" not in out
    assert "nothing there" not in out


BESIDE = {
    "above": ("¶ 99[^1] (in translation)\n\n{block}", "line 1 says ¶ 99, the words stand in ¶ 3"),
    "at the end of the line above": (
        "2014 · Council, “said” · ¶ 2[^1]\n\n{block}",
        "line 1 says ¶ 2, the words stand in ¶ 3",
    ),
    "behind": ("own words\n{inline} (¶ 10)\n", "line 2 says ¶ 10, the words stand in ¶ 3"),
    "before": ("In ¶ 1: {inline}\n", "line 1 says ¶ 1, the words stand in ¶ 3"),
    "in a row": ("| a | b |\n|--|--|\n| {inline} | ¶ 7[^1] |\n", "line 3 says ¶ 7, the words stand in ¶ 3"),
    "another source": ("¶ 3[^2]\n\n{block}", "line 1 names source 2, the words stand in chiefs.txt"),
    "another source behind": ("own\n\n{inline}[^2]\n", "line 3 names source 2, the words stand in chiefs.txt"),
    "the same": ("¶ 3[^1]\n\n{block}", ""),
    "the same behind": ("own\n\n{inline} (¶ 3)[^1]\n", ""),
    "several": ("¶ 1–2, 3[^1]\n\n{block}", ""),
    "of another": ("¶ 9 is not in it.\n\nOwn words.\n\n{block}", ""),
    "a note of the user": ("¶ 3[^mine]\n\n{block}\n[^mine]: My own note.\n", ""),
}


@pytest.mark.parametrize(("form", "remark"), BESIDE.values(), ids=BESIDE.keys())
def test_what_stands_beside_a_quotation_and_contradicts_it(
    form: str, remark: str, desk: Desk, verified: Verified
) -> None:
    with Library.open(desk.corpus) as library:
        ids = [library.resolve(path).id for path in ("chiefs.txt", "bridge.txt")]
    notes = "".join(f"\n[^{number}]: “A title”, article `{id}`\n" for number, id in enumerate(ids, 1))
    brief = form.format(block=desk.block(SENTENCE), inline=desk.inline(SENTENCE)) + notes
    code, (one,), counts = verified(brief)
    assert (code, one["verdict"]) == (0, "found")
    assert counts["remarks"] == ([remark] if remark else [])


@pytest.fixture
def written(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], str]:
    def export(flavor: str) -> str:
        brief = tmp_path / "made.md"
        asked = ["export", "--query", "harbour OR bridge", "--flavor", flavor, "-o", str(brief), "--force"]
        assert main([*asked, "--corpus", str(desk.corpus)]) == 0
        return brief.read_text("utf-8")

    return export


NOT_AS_MADE = "names, dates and sources are not as they were made; only quotations are checked"


@pytest.mark.parametrize("flavor", ["plain", "obsidian", "hugo"])
def test_sections_that_were_edited_since_a_brief_was_made(
    flavor: str, written: Callable[[str], str], verified: Verified
) -> None:
    brief = written(flavor)
    lines = brief.split("\n")
    assert not [one for one in verified(brief)[2]["remarks"] if "edited" in one or "added" in one]
    assert not [one for one in verified("\ufeff" + brief.replace("\n", "\r\n"))[2]["remarks"] if "edited" in one]

    first = lines.index("## Articles") + 1
    last = next(number for number in range(first + 1, len(lines)) if lines[number].startswith("## "))
    dated = brief.replace("\n- Date: 2014", "\n- Date: 2013", 1)
    assert dated != brief
    code, _, counts = verified(dated)
    (remark,) = [one for one in counts["remarks"] if "edited" in one]
    assert code == 0
    assert remark.startswith(f"“Articles” (lines {first}–")
    assert int(remark.partition("–")[2].partition(")")[0]) in range(first + 1, last + 1)
    assert remark.endswith(f") was edited since it was made: its {NOT_AS_MADE}")

    own = brief.replace("<!-- briefing:yours known -->\n", "<!-- briefing:yours known -->\nOwn words, and more.\n")
    assert not [one for one in verified(own)[2]["remarks"] if "edited" in one]

    added = brief.replace("## What this brief says", "## Chro\u202enology\n\nCalder, 2019\n\n## What this brief says")
    (remark,) = [one for one in verified(added)[2]["remarks"] if "added" in one]
    assert "Chro" in remark
    assert "\u202e" not in remark


def test_front_matter_that_is_not_ours_says_nothing_of_edits(desk: Desk, verified: Verified) -> None:
    for front in ("title: x", 'title: x\nbriefing_written: ["Articles 0123456789"]', "briefing_version: [", "a: 1\n b"):
        remarks = verified(f"---\n{front}\n---\n\n## Articles\n\n{desk.block(SENTENCE)}")[2]["remarks"]
        assert not [one for one in remarks if "edited" in one]


CHANGES = {
    "Nobody was hurt, the council sais.": "Nobody was hurt, the council [-said.-] {+sais.+}",
    "Nobody was hurt, the council said": "Nobody was hurt, the council [-said.-] {+said+}",
    "Somebody was hurt, the council said.": "[-Nobody-] {+Somebody+} was hurt, the council said.",
    "nobody was hurt, the council said.": "[-Nobody-] {+nobody+} was hurt, the council said.",
    "Nobody was badly hurt, the council said.": "Nobody was {+badly+} hurt, the council said.",
    "Nobody was, the council said.": "Nobody [-was hurt,-] {+was,+} the council said.",
    "Nobody was hurt, the council said. Really.": "Nobody was hurt, the council said. {+Really.+}",
}


@pytest.mark.parametrize(("shown", "difference"), CHANGES.items())
def test_one_character_changed_in_the_brief(shown: str, difference: str, desk: Desk, verified: Verified) -> None:
    code, (one,), _ = verified(desk.block(SENTENCE, shown))
    assert (code, one["verdict"], one["because"], one["line"]) == (1, "changed", "the brief was changed", 3)
    assert told(one) == difference
    for side, text in (("saved", SENTENCE), ("quoted", shown)):
        assert "".join(p["words"] for p in one["difference"] if p["side"] in ("both", side)).strip() == text


def test_one_character_changed_in_an_article(
    desk: Desk, verified: Verified, capsys: pytest.CaptureFixture[str]
) -> None:
    brief = f"{desk.block(SENTENCE)}\n{desk.block(MARKED)}"
    desk.change("chiefs.txt", "Nobody was hurt", "Nobody wes hurt")
    code, (changed, found), _ = verified(brief)
    assert (code, found["verdict"], changed["verdict"]) == (1, "found", "changed")
    assert (changed["because"], told(changed)) == (
        "the saved copy was changed",
        "Nobody [-wes-] {+was+} hurt, the council said.",
    )


def test_a_letter_that_looks_like_another_is_told_by_its_name(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brief = tmp_path / "brief.md"
    brief.write_text(desk.block(SENTENCE, SENTENCE.replace("council", "c\u043euncil")), "utf-8")
    capsys.readouterr()
    assert main(["verify", str(brief), "--corpus", str(desk.corpus)]) == 1
    out = capsys.readouterr().out
    assert "the [-council-] {+c\u043euncil+} said." in out
    assert "U+006F LATIN SMALL LETTER O, the brief U+043E CYRILLIC SMALL LETTER O" in out


def test_what_stands_elsewhere_was_moved(desk: Desk, verified: Verified) -> None:
    brief = desk.block(SENTENCE)
    desk.change("chiefs.txt", "Fishermen doubted", "A new paragraph stands here.\n\nFishermen doubted")
    desk.change("chiefs.txt", f" {SENTENCE}", "")
    desk.change("chiefs.txt", "long strike.", f"long strike. {SENTENCE}")
    code, (one,), _ = verified(brief)
    assert (code, one["verdict"], one["paragraph"], one["because"]) == (1, "moved", 5, "it stood in ¶ 3")


def test_a_file_that_was_renamed(desk: Desk, verified: Verified) -> None:
    brief = f"{desk.block(SENTENCE)}\n{desk.block(MARKED)}"
    (desk.corpus / "later").mkdir()
    (desk.corpus / "chiefs.txt").rename(desk.corpus / "later" / "harbour.txt")
    assert {one["verdict"] for one in verified(brief)[1]} == {"missing"}
    index(desk.corpus)
    code, checked, _ = verified(brief)
    assert code == 1
    assert {(one["verdict"], one["path"]) for one in checked} == {("moved", "later/harbour.txt")}
    assert {one["because"] for one in checked} == {"the file is now later/harbour.txt"}


def test_words_that_stand_in_another_article_are_no_file_that_was_renamed(desk: Desk, verified: Verified) -> None:
    brief = desk.block(SENTENCE)
    (desk.corpus / "chiefs.txt").unlink()
    desk.change("bridge.txt", "Repairs", f"{SENTENCE} Repairs")
    index(desk.corpus)
    _, (one,), _ = verified(brief)
    assert (one["verdict"], one["path"]) == ("moved", "bridge.txt")
    assert one["because"] == "the article is not in this corpus any more"


def test_a_file_that_is_gone(desk: Desk, verified: Verified) -> None:
    brief = desk.block(SENTENCE)
    (desk.corpus / "chiefs.txt").unlink()
    code, (one,), _ = verified(brief)
    assert (code, one["verdict"], one["path"]) == (1, "missing", None)
    assert (
        one["because"]
        == "the article is not in this corpus any more, and these words stand in no other article that is indexed"
    )


def test_words_that_are_like_nothing(desk: Desk, verified: Verified) -> None:
    _, (one,), _ = verified(desk.block(SENTENCE, "Green parrots gather beneath seven lanterns."))
    assert one["verdict"] == "missing"
    assert "nothing like it stands in chiefs.txt" in one["because"]


@pytest.mark.parametrize(
    ("words", "verdict", "because"),
    [
        (SENTENCE, "found", "this quotation has no anchor"),
        ("Nobody was hurt, the mayor said.", "changed", "this quotation has no anchor"),
        ("Repairs took eleven weeks", "moved", "this quotation has no anchor; not cited here"),
        (
            "Green parrots gather beneath lanterns.",
            "missing",
            "this quotation has no anchor, and no article that this brief cites has anything like it",
        ),
    ],
)
def test_a_block_quotation_without_an_anchor(
    words: str, verdict: str, because: str, desk: Desk, verified: Verified
) -> None:
    _, checked, _ = verified(f"{desk.block(MARKED)}\nOwn words.\n\n> {words}\n")
    assert (checked[1]["verdict"], checked[1]["because"], checked[1]["line"]) == (verdict, because, 7)


def test_anchors_without_a_quotation(desk: Desk, verified: Verified) -> None:
    anchor = desk.anchor(SENTENCE)
    brief = f"{anchor}\n\nOwn words.\n\n{desk.block(MARKED)}\n{desk.anchor('two ships')}\n\n# Heading\n"
    code, checked, _ = verified(brief)
    assert code == 1
    assert [(one["verdict"], one["line"]) for one in checked] == [("missing", 1), ("found", 7), ("missing", 9)]
    assert checked[0]["because"] == "no quotation goes with this anchor"


def test_two_anchors_for_one_quotation(desk: Desk, verified: Verified) -> None:
    _, checked, _ = verified(f"{desk.anchor('two ships')}\n{desk.block(SENTENCE)}")
    assert [one["verdict"] for one in checked] == ["missing", "found"]
    _, checked, _ = verified(f"{desk.anchor(SENTENCE)}\n{desk.block(SENTENCE)}\n{desk.inline(SENTENCE)}")
    assert [one["verdict"] for one in checked] == ["found"] * 3


NOT_READ = {
    "a fence": "```\n{}\n```\n",
    "code": "`{}`\n",
    "an indented block": "    {}\n",
}


@pytest.mark.parametrize("form", NOT_READ.values(), ids=NOT_READ.keys())
def test_anchors_in_code_are_no_anchors(form: str, desk: Desk, verified: Verified) -> None:
    _, checked, counts = verified(f"{desk.block(SENTENCE)}\n" + form.format(desk.anchor(MARKED)))
    assert [one["verdict"] for one in checked] == ["found"]
    assert counts["remarks"] == ["1 anchor was not read: in code, in an address, or nested too deep"]


def test_an_anchor_that_was_damaged(desk: Desk, verified: Verified) -> None:
    damaged = re.sub(r" p\d", " q", desk.anchor(SENTENCE))
    _, (_, one, alone), _ = verified(f"{desk.block(MARKED)}\n{damaged}\n\n> {SENTENCE}\n\n{damaged}\n\nOwn words.\n")
    assert (one["verdict"], one["because"]) == ("found", "its anchor cannot be read")
    assert (alone["verdict"], alone["because"]) == ("missing", "its anchor cannot be read")


def test_fewer_quotations_than_it_was_made_with(desk: Desk, verified: Verified) -> None:
    front = "---\ntitle: x\nbriefing_quotations: 3\n---\n\n"
    code, _, counts = verified(front + desk.block(SENTENCE))
    assert (code, counts["remarks"]) == (0, ["2 of the 3 quotations that it was made with are not in it"])
    hugo = front.replace("briefing_", "params:\n  briefing_")
    assert verified(hugo + desk.block(SENTENCE))[2]["remarks"] == counts["remarks"]


ODD: dict[str, bytes] = {
    "empty": b"",
    "no front matter": b"# Hello\n\nworld\n",
    "control bytes": b"\x1b]0;owned\x07<b>x\n",
    "nothing but zeros": b"\0" * 99,
    "a front matter that nothing closes": b"---\ntitle: x\n",
}


@pytest.mark.parametrize("data", ODD.values(), ids=ODD.keys())
def test_nothing_to_verify(data: bytes, verified: Verified) -> None:
    code, checked, counts = verified(data)
    assert (code, checked, counts["quotations"]) == (1, [], 0)
    assert counts["remarks"][0].startswith("this is no brief of ours")


HOSTILE: dict[str, Callable[[str], str]] = {
    "deep quotations": lambda anchor: f"{anchor}\n{'>' * 3_000} words\n",
    "deep lists": lambda anchor: f"{anchor}\n{'- ' * 3_000}> words\n",
    "marks": lambda anchor: "“" * 5_000 + "a" + "”" * 5_000 + anchor,
    "brackets": lambda anchor: f"“{'[' * 5_000}” {anchor}",
    "comments": lambda anchor: "<!-- " * 5_000 + anchor,
    "control bytes": lambda anchor: f"{anchor}\n\n> \x1b[31mred\x1b[0m \u202ewords\x9b2J\n",
    "html": lambda anchor: f"{anchor}\n\n> <script>alert(1)</script> <b onclick=x>words</b>\n",
    "a long word": lambda anchor: f"{anchor}\n\n> {'x' * 200_000}\n",
    "ellipses": lambda anchor: f"{anchor}\n\n> {'[…] a ' * 10_000}\n",
    "numbers": lambda anchor: "<!-- briefing:aaaaaaaaaa p9999999 999999999-0 0123456789 -->\n> x\n",
}


@pytest.mark.parametrize("form", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_brief_is_answered_in_words(
    form: Callable[[str], str], desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brief = tmp_path / "brief.md"
    brief.write_text(form(desk.anchor(SENTENCE)), "utf-8")
    for options in ([], ["--json"]):
        capsys.readouterr()
        assert main(["verify", str(brief), "--corpus", str(desk.corpus), *options]) == 1
        out = capsys.readouterr().out
        assert not set(out) & set("\x1b\x07\x9b\u202e")
        assert '"found": 0' in out if options else not out.startswith("found")


@pytest.mark.parametrize("kind", ["folder", "missing", "pipe", "binary"])
def test_what_is_no_brief_at_all(kind: str, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "target"
    if kind == "folder":
        target.mkdir()
    elif kind == "pipe":
        os.mkfifo(target)
    elif kind == "binary":
        target.write_bytes(bytes(range(128, 256)))
    capsys.readouterr()
    assert main(["verify", str(target), "--corpus", str(desk.corpus)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("briefing: target")


def test_a_changed_file_is_read_again_before_anything_is_called_found(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brief = tmp_path / "brief.md"
    brief.write_text(desk.block(SENTENCE), "utf-8")
    before = {file: file.stat().st_mtime_ns for file in desk.corpus.iterdir()}
    assert main(["verify", str(brief), "--corpus", str(desk.corpus)]) == 0
    assert {file: file.stat().st_mtime_ns for file in desk.corpus.iterdir()} == before
    desk.change("chiefs.txt", "Nobody", "Nobodi")
    capsys.readouterr()
    assert main(["verify", str(brief), "--corpus", str(desk.corpus)]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("changed  line 3  ¶ 3 of chiefs.txt: the saved copy was changed\n")
    assert "1 file changed since the index was made" in printed.err


def test_a_corpus_that_cannot_be_asked(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brief = tmp_path / "brief.md"
    brief.write_text(desk.block(SENTENCE), "utf-8")
    assert main(["verify", str(brief), "--corpus", str(tmp_path / "none")]) != 0
    assert "Traceback" not in capsys.readouterr().err


def test_thousands_of_quotations_each_with_its_own_verdict(desk: Desk, verified: Verified) -> None:
    each = desk.block(SENTENCE) + "\n" + desk.block(SENTENCE, SENTENCE.replace("hurt", "seen")) + "\n"
    code, checked, counts = verified(each * 1_000)
    assert (code, counts["found"], counts["changed"]) == (1, 1_000, 1_000)
    assert [one["line"] for one in checked] == [3 + 4 * number for number in range(2_000)]


def test_a_real_brief_is_found_whole(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Library.open(seeds) as library:
        ids = [row.id for row in library.rows]
    brief = tmp_path / "brief.md"
    assert main(["export", *ids, "-o", str(brief), "--corpus", str(seeds)]) == 0
    capsys.readouterr()
    assert main(["verify", str(brief), "--corpus", str(seeds), "--json"]) == 0
    assert '"missing": 0' in capsys.readouterr().out


@pytest.mark.parametrize("comment", ["<!-- briefing:yours known -->", "<!-- briefing:abc -->", "<!-- x -->", ""])
def test_other_comments_are_no_anchors(comment: str) -> None:
    assert read_anchor(comment) is None
