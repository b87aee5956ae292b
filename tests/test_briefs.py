"""What a brief gathers: its articles in order, what it quotes and why, what it says of a page; and the command."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefing import Library, briefs
from briefing.article import Article, Dating
from briefing.briefs import BriefError, make
from briefing.cli import main
from briefing.dates import PartialDate
from briefing.export import default_name
from briefing.export.brief import Brief, Commission, Form, counted
from briefing.library import index
from briefing.state import Shelved, words_hash

ACTORS = """\
groups:
  - id: guard
    name: Sarn River Guard
    kind: armed-force
    faction: true
people:
  - id: ilse-brandt
    name: Ilse Brandt
    posts:
      - title: Commander of the River Guard
        phrases: [river commander]
        group: guard
        start: 2015
"""
LONG = " ".join(f"The clerks counted {number} sacks of barley in the yard." for number in range(1, 41))
PAGES: Mapping[str, str] = {
    "c-harbour.md": """\
---
title: Harbour reopens
date: 2016-03-02
---
The harbour of Sarn reopened on Wednesday after a winter of repairs.

Grain ships came in first, and the ferry followed them at noon.

“We will keep the river open to everybody,” Ilse Brandt said.

The market stayed shut because of the rain.
""",
    "a-levy.md": """\
---
title: Levy on barley
date: 2016-01-05
---
A levy on barley was announced in Sarn.

The river commander asked the farmers to wait for the harvest.

The ferry was late.
""",
    "b-yard.md": f"""\
---
title: Sacks in the yard
date: 2016-02-01
---
{LONG} Then a ferry came up the river with salt. {LONG}

Nobody else was there.
""",
    "undated.txt": """\
The ferry took salt to the islands and came back without it.

Nobody had expected another winter of that kind, the fishermen told one another.
""",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "actors.yaml").write_text(ACTORS)
    for name, text in PAGES.items():
        (folder / name).write_text(text)
        os.utime(folder / name, (1_500_000_000, 1_500_000_000))
    return folder


@pytest.fixture
def library(corpus: Path) -> Iterator[Library]:
    with Library.open(corpus) as opened:
        yield opened


def ids(library: Library) -> dict[str, str]:
    return {Path(row.path).stem.split("-")[0]: row.id for row in library.rows}


def gathered(library: Library, **wanted: object) -> Brief:
    given: dict[str, object] = {"ids": tuple(row.id for row in library.rows), **wanted}
    return make(library, Commission(**given))  # type: ignore[arg-type]


def quoted(brief: Brief) -> list[tuple[str, int, str, bool]]:
    """(file, paragraph, reason, all of it?) of every excerpt."""
    return [
        (Path(entry.article.path).stem.split("-")[0], excerpt.paragraph, excerpt.because, excerpt.whole)
        for entry in brief.entries
        for excerpt in entry.excerpts
    ]


def test_articles_stand_in_the_order_of_their_dates_and_those_without_one_at_the_end(library: Library) -> None:
    brief = gathered(library)
    assert [entry.article.path for entry in brief.dated] == ["a-levy.md", "b-yard.md", "c-harbour.md"]
    assert [entry.article.path for entry in brief.bounded] == ["undated.txt"]
    assert [entry.number for entry in brief.entries] == [1, 2, 3, 4]


ASKED: list[tuple[str, list[tuple[str, int, str, bool]]]] = [
    (
        "ferry",
        [
            ("a", 1, "context", True),
            ("a", 3, "asked for", True),
            ("b", 1, "asked for", False),
            ("c", 1, "context", True),
            ("c", 2, "asked for", True),
            ("undated", 1, "asked for", True),
        ],
    ),
    ("salt -harbour", [("b", 1, "asked for", False), ("undated", 1, "asked for", True)]),
    ("ferry grain", [("c", 1, "context", True), ("c", 2, "asked for", True)]),
]
ASKED += [
    (
        query,
        [
            ("a", 1, "context", True),
            ("a", 2, "asked for", True),
            ("c", 1, "context", True),
            ("c", 3, "asked for", True),
        ],
    )
    for query in ("actor:brandt", "faction:guard", "Brandt")
]


@pytest.mark.parametrize(("query", "expected"), ASKED)
def test_what_is_asked_for_is_quoted_and_how_its_article_opens(
    library: Library, query: str, expected: list[tuple[str, int, str, bool]]
) -> None:
    assert quoted(make(library, Commission(scope="query", query=query))) == expected


def test_without_a_question_the_opening_is_quoted_and_who_says_something(library: Library) -> None:
    expected = [("a", 1, "opening", True), ("b", 1, "opening", False), ("c", 1, "opening", True)]
    expected += [("c", 3, "statement", True), ("undated", 1, "opening", True)]
    assert quoted(gathered(library)) == expected
    assert quoted(make(library, Commission(scope="query", query="date:2016-03"))) == expected[2:4]


def test_without_a_question_what_brings_actors_together_is_quoted_too(corpus: Path) -> None:
    names = "Ana Levin of the Corn Board met Captain Oren Vale of the River Guard."
    paragraphs = ("The week began with rain.", "Oren Vale was late.", "Salt was dear.", names, "It ended with rain.")
    (corpus / "d-meeting.md").write_text("---\ndate: 2016-05-01\n---\n" + "\n\n".join(paragraphs))
    index(corpus)
    with Library.open(corpus) as library:
        brief = gathered(library, ids=(ids(library)["d"],))
    assert quoted(brief) == [("d", 1, "opening", True), ("d", 4, "actors", True)]


def test_an_article_that_answers_only_in_its_title_is_quoted_as_without_a_question(library: Library) -> None:
    brief = make(library, Commission(scope="query", query="title:harbour"))
    assert quoted(brief) == [("c", 1, "opening", True), ("c", 3, "statement", True)]


def test_a_query_beside_ids_is_what_they_are_quoted_about(library: Library) -> None:
    known = ids(library)
    brief = gathered(library, ids=(known["c"], known["a"]), query="ferry")
    expected = [("a", 1, "context", True), ("a", 3, "asked for", True)]
    assert quoted(brief) == [*expected, ("c", 1, "context", True), ("c", 2, "asked for", True)]
    assert brief.not_judged == 0


@pytest.mark.parametrize("most", [1, 3, 12, 20, 40, 100, 300, 900, 5_000])
@pytest.mark.parametrize("query", ["", "ferry"])
def test_no_more_words_are_quoted_than_were_asked_for(library: Library, most: int, query: str) -> None:
    brief = gathered(library, max_words=most, query=query)
    assert brief.words <= most
    assert len(brief.entries) == 4
    for entry in brief.entries:
        body, paragraphs = entry.article.body, entry.article.paragraphs
        for excerpt in entry.excerpts:
            start, end = paragraphs[excerpt.paragraph - 1]
            assert start <= excerpt.start < excerpt.end <= end
            assert excerpt.words == body[excerpt.start : excerpt.end]
            assert excerpt.whole == ((start, end) == (excerpt.start, excerpt.end))
            assert excerpt.words[0].isupper() or excerpt.words[0] == "“"
            assert excerpt.words.endswith((".", "”"))
        ends = [0, *(excerpt.end for excerpt in entry.excerpts)]
        assert all(end <= excerpt.start for end, excerpt in zip(ends, entry.excerpts, strict=False))
    assert quoted(brief) == quoted(gathered(library, max_words=most, query=query))


def test_a_long_paragraph_is_cut_to_sentences_around_what_was_asked_for(library: Library) -> None:
    (entry,) = gathered(library, ids=(ids(library)["b"],), query="salt", max_words=40).entries
    (excerpt,) = entry.excerpts
    assert "Then a ferry came up the river with salt. The clerks counted 1 sacks" in excerpt.words
    assert 30 < counted(excerpt.words) <= 40


def test_words_are_shared_so_that_each_article_has_some(library: Library) -> None:
    brief = gathered(library, max_words=60)
    assert all(entry.excerpts for entry in brief.entries)


def saved(folder: Path, texts: Mapping[str, str]) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


BARLEY = "The barley was weighed in the yard before the rain came."
POINTING = [
    ("He asked for a lantern at the gate.", True),
    ("She asked for a lantern at the gate.", True),
    ("They asked for a lantern at the gate.", True),
    ("It stood on a lantern of iron.", True),
    ("His lantern was of iron.", True),
    ("Their lantern was of iron.", True),
    ("But he asked for a lantern.", True),
    ("Meanwhile, she asked for a lantern.", True),
    ("This was said beside a lantern.", True),
    ("Those lantern makers had gone.", True),
    ("That lantern was of iron.", True),
    ("The two asked for a lantern.", True),
    ("Both asked for a lantern.", True),
    ("“We need a lantern,” he said.", True),
    ("“We need a lantern.” He said no more.", True),
    ("Captain Oda Renn asked for a lantern.", False),
    ("This week a lantern was found.", False),
    ("It seems that a lantern was found.", False),
    ("It was agreed to buy a lantern.", False),
    ("It is not clear who had a lantern.", False),
    ("These days a lantern is dear.", False),
    ("Those who had a lantern came first.", False),
    ("That the lantern was lost is known.", False),
    ("The two-day fair had a lantern.", False),
    ("Both Captain Renn and Tilda Voss had a lantern.", False),
    ("Theirry Vold asked for a lantern.", False),
    ("Italy sent a lantern.", False),
    ("Hers of Norbrae made a lantern.", False),
    ("But Captain Renn asked for a lantern.", False),
    ("“They need a lantern,” Captain Oda Renn said.", False),
    ("Lantern makers said that they were poor.", False),
]


@pytest.mark.parametrize(("words", "points"), POINTING)
def test_before_words_that_point_back_stands_what_they_point_to(tmp_path: Path, words: str, points: bool) -> None:
    text = f"The fair of Sarn began.\n\n{BARLEY}\n\nCaptain Oda Renn came late.\n\n{words}\n\n{BARLEY}\n"
    with Library.open(saved(tmp_path / "one", {"one": text})) as opened:
        brief = make(opened, Commission(scope="query", query="lantern"))
    before = [("one", 3, "context", True)] if points else []
    assert quoted(brief) == [("one", 1, "context", True), *before, ("one", 4, "asked for", True)]


def test_what_points_back_is_followed_to_whom_it_means_while_words_are_left(tmp_path: Path) -> None:
    parts = ["The fair began.", BARLEY, "Oda Renn came late.", "She was tired.", "She slept.", "She saw a lantern."]
    with Library.open(saved(tmp_path / "one", {"one": "\n\n".join(parts)})) as opened:
        for most, expected in [(900, [1, 3, 4, 5, 6]), (13, [3, 4, 5, 6]), (12, [4, 5, 6]), (5, [6]), (3, [])]:
            brief = make(opened, Commission(scope="query", query="lantern", max_words=most))
            assert [excerpt[1] for excerpt in quoted(brief)] == expected, most
            assert brief.words <= most


def test_a_cut_begins_with_whom_it_speaks_of(tmp_path: Path) -> None:
    text = f"{LONG} Captain Oda Renn came late. She asked for a lantern. {LONG}"
    with Library.open(saved(tmp_path / "one", {"one": text})) as opened:
        for most in (10, 30):
            (entry,) = make(opened, Commission(scope="query", query="lantern", max_words=most)).entries
            (excerpt,) = entry.excerpts
            assert excerpt.words.startswith("Captain Oda Renn came late. She asked for a lantern.")


def test_openings_come_after_what_stands_before_and_only_where_something_is_quoted(tmp_path: Path) -> None:
    texts = {
        "a": "The fair of Sarn began today.\n\nTilda Voss made a lantern.\n",
        "b": f"{BARLEY}\n\nCaptain Oda Renn came late.\n\nShe bought a lantern there.\n",
    }
    with Library.open(saved(tmp_path / "two", texts)) as opened:
        everything = {row.path[0]: row.id for row in opened.rows}
        for most, expected in [
            (10, [("a", 2), ("b", 3)]),
            (15, [("a", 2), ("b", 2), ("b", 3)]),
            (21, [("a", 1), ("a", 2), ("b", 2), ("b", 3)]),
            (32, [("a", 1), ("a", 2), ("b", 1), ("b", 2), ("b", 3)]),
        ]:
            brief = make(opened, Commission(scope="query", query="lantern", max_words=most))
            assert [excerpt[:2] for excerpt in quoted(brief)] == expected
            assert brief.words <= most
        alone = make(opened, Commission(ids=tuple(everything.values()), passages={everything["b"]: (3,)}, query="fair"))
        assert [excerpt[:3] for excerpt in quoted(alone)] == [("a", 1, "asked for"), ("b", 3, "chosen")]


def test_with_more_articles_than_words_each_is_cut_short_before_any_goes_without(tmp_path: Path) -> None:
    """Forty of them, the last ten without a date, of sentences of 14 words; and a longer text in every fourth."""
    sentence = "The clerks of that town counted number {} of the ferries in the yard today."
    texts = {}
    for n in range(40):
        dated = f"---\ndate: 2016-03-{n + 1:02}\n---\n" if n < 30 else ""
        long = " ".join(["Nobody saw more than one ferry that day"] * (1 if n % 4 else 8))
        body = " ".join(sentence.format(10 * n + m) for m in range(6))
        texts[f"{n:02}"] = f"{dated}{body} {long}.\n\n{body}\n"
    folder = saved(tmp_path / "many", {})
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text)
    with Library.open(folder) as opened:
        for query in ("", "ferry"):
            brief = gathered(opened, max_words=640, query=query)
            assert (len(brief.dated), len(brief.bounded)) == (30, 10)
            assert [len(entry.excerpts) for entry in brief.entries] == [1] * 40
            assert 560 <= sum(counted(excerpt.words) for entry in brief.entries for excerpt in entry.excerpts) <= 640
        few = gathered(opened, max_words=150)
        assert 8 <= sum(bool(entry.excerpts) for entry in few.entries) <= 10
        assert all(any(entry.excerpts for entry in few.entries[at : at + 10]) for at in (0, 10, 20, 30))
        assert few.words <= 150


def test_who_goes_without_is_whose_sentences_are_the_longest_wherever_it_stands(tmp_path: Path) -> None:
    short, long = "The ferry of Sarn was late again and nobody at the quay knew why.", f"{'very ' * 40}"
    texts = {str(n): f"The ferry was {long}late.\n" if n in (1, 4) else short for n in range(6)}
    with Library.open(saved(tmp_path / "six", texts)) as opened:
        for query in ("", "ferry"):
            brief = gathered(opened, max_words=70, query=query)
            held = {entry.article.path[0]: len(entry.excerpts) for entry in brief.entries}
            assert held == {str(n): int(n not in (1, 4)) for n in range(6)}


KEPT_WHOLE = [
    ("“Nobody leaves. The gate stays shut.” Captain Oda Renn said.", "gate"),
    ("“Not yet,” Captain Oda Renn said. “The gate stays shut.”", "gate"),
    ("“The gate stays shut.” “For how long?” Captain Oda Renn asked.", "gate"),
    ("“The gate stays shut.” Captain Oda Renn said.", "gate"),
    ("Lt. Gen. A. B. Orsek of the U.S. mission, i.e. a guest, saw the gate at 7 a.m. on Sept. 30.", "guest"),
    ("The gate was shut (on Monday).", "gate"),
    ("The gate was shut!", "gate"),
]


@pytest.mark.parametrize(("sentence", "word"), KEPT_WHOLE)
def test_a_cut_keeps_sentences_whole_and_their_speakers(tmp_path: Path, sentence: str, word: str) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    spoken = "“So be it.” Mayor Tilda Voss said."
    (folder / "one.txt").write_text(f"{LONG} {spoken} {sentence} {spoken} {LONG}")
    with Library.open(folder) as opened:
        (entry,) = make(opened, Commission(scope="query", query=word, max_words=25)).entries
        (excerpt,) = entry.excerpts
    assert sentence in excerpt.words
    assert set(re.findall(r"\b[A-Z]\w+ \w+", excerpt.words.replace(sentence, ""))) <= {
        "The clerks",
        "So be",
        "Mayor Tilda",
        "Voss said",
    }
    assert excerpt.words.count("“So be it.”") == excerpt.words.count("Tilda Voss said.")


def test_what_is_too_long_for_all_words_is_left_out_and_its_article_stays(library: Library) -> None:
    brief = gathered(library, ids=(ids(library)["c"],), max_words=5)
    assert [len(entry.excerpts) for entry in brief.entries] == [0]


def test_a_paragraph_without_spaces_is_no_single_word(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "one.txt").write_text("河" * 40_000 + "\n\nThe ferry was late that day.")
    with Library.open(folder) as opened:
        (entry,) = make(opened, Commission(scope="query", query="ferry", max_words=900)).entries
        assert [excerpt.paragraph for excerpt in entry.excerpts] == [2]
        assert gathered(opened).words <= 900


def test_what_the_user_chose_is_all_there_and_comes_before_everything(library: Library) -> None:
    known = ids(library)
    chosen = {known["b"]: (1,), known["c"]: (4, 2)}
    brief = gathered(library, passages=chosen, max_words=30, query="ferry")
    assert quoted(brief) == [("b", 1, "chosen", True), ("c", 2, "chosen", True), ("c", 4, "chosen", True)]
    assert brief.words > 700
    left = gathered(library, passages={known["c"]: (4,)}, max_words=30)
    assert [excerpt[:3] for excerpt in quoted(left)] == [
        ("a", 1, "opening"),
        ("c", 4, "chosen"),
        ("undated", 1, "opening"),
    ]
    assert left.words <= 30


def test_whole_texts_are_every_paragraph(library: Library) -> None:
    brief = gathered(library, full=True, passages={ids(library)["c"]: (4,)}, query="ferry")
    for entry in brief.entries:
        assert [(e.start, e.end) for e in entry.excerpts] == entry.article.paragraphs
    assert {excerpt[2] for excerpt in quoted(brief)} == {"whole text", "chosen"}


SPOKEN = (
    "We keep the sluice shut today.",
    "It opens when the ice is gone and not one day before that.",
    "The ice is gone.",
)


@pytest.fixture
def talks(corpus: Path) -> Iterator[Library]:
    """Three days, each with five words that are asked for, and 6, 13 and 4 that are said."""
    for page in corpus.glob("*.*"):
        if page.suffix != ".yaml":
            page.unlink()
    for day, words in enumerate(SPOKEN, 1):
        text = f"The ferry was late again.\n\n“{words}” Ilse Brandt said."
        (corpus / f"{day}-talk.md").write_text(f"---\ntitle: Talk {day}\ndate: 2016-04-0{day}\n---\n{text}\n")
    with Library.open(corpus) as opened:
        yield opened


SPENT: list[tuple[dict[str, object], list[bool], int]] = [
    ({"max_words": 15}, [False, False, False], 15),
    ({"max_words": 20}, [False, False, True], 19),
    ({"max_words": 21}, [True, False, False], 21),
    ({"max_words": 25}, [True, False, True], 25),
    ({"max_words": 34}, [True, True, False], 34),
    ({"max_words": 38}, [True, True, True], 38),
    ({"max_words": 1, "full": True}, [True, True, True], 47),
]


@pytest.mark.parametrize(("wanted", "shown", "words"), SPENT)
def test_statements_are_quoted_in_the_order_of_time_while_words_are_left(
    talks: Library, wanted: dict[str, object], shown: list[bool], words: int
) -> None:
    brief = gathered(talks, query="ferry", **wanted)
    assert [saying.excerpt.words for saying in brief.sayings] == [f"“{words}”" for words in SPOKEN]
    assert [saying.quoted for saying in brief.sayings] == shown
    assert brief.words == words


def test_a_statement_in_an_excerpt_is_quoted_again_at_no_cost(talks: Library) -> None:
    brief = gathered(talks, passages={ids(talks)["2"]: (2,)}, max_words=1)
    assert [saying.quoted for saying in brief.sayings] == [False, True, False]
    assert brief.words == 16
    said = "- Quoted: 16 words of at most 1, as the paragraphs chosen are quoted whole; 2 articles without"
    assert said in briefs.text(brief)


def test_what_is_not_quoted_is_listed_without_its_words(talks: Library) -> None:
    brief = gathered(talks, query="ferry", max_words=25)
    written = briefs.text(brief)
    who = "Ilse Brandt, Sarn River Guard (Commander of the River Guard) · “said”"
    assert f"\n2016-04-02 (day of the article (front matter)) · {who} · 2 ¶ 2\n\n2016-04-03 " in written
    assert written.count("\n1 of 3 statements not quoted: the words of this brief are used up.\n") == 1
    assert "briefing_quotations: 5\n" in written
    assert re.findall(r"^\[\^\w+\]: .*, quoted (.*?), article", written, re.MULTILINE) == ["¶ 1–2", "¶ 1", "¶ 1–2"]
    report = briefs.verify(talks, written)
    assert report.good
    assert len(report.checked) == 5
    told = json.loads(briefs.text(brief, "json"))["chronology"]
    assert [(one["quoted"], one["quotation"]["words"]) for one in told] == [
        (shown, f"“{words}”") for shown, words in zip((True, False, True), SPOKEN, strict=True)
    ]
    unquoted = "ot quoted: the words of this brief are used up."
    assert briefs.text(brief, "html").count(f"1 of 3 statements n{unquoted}") == 1
    things = map(json.loads, briefs.text(brief, "ftm").splitlines())
    events = [one["properties"] for one in things if one["schema"] == "Event"]
    assert ["summary" in one for one in events] == [True, False, True]
    assert [f"N{unquoted}" in one["notes"] for one in events] == [False, True, False]
    assert all(SPOKEN[1] not in briefs.text(brief, form) for form in ("md", "html", "ftm"))


def test_nobody_is_said_to_be_of_a_group_that_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "one.txt").write_text("Mayor Tilda Voss came to Sarn.\n\n“The gate stays shut,” Tilda Voss said.\n")
    with Library.open(folder) as opened:
        brief = gathered(opened)
    assert [(saying.name, saying.group) for saying in brief.sayings] == [("Tilda Voss", "")]
    assert [standing.group for standing in brief.standings if standing.name == "Tilda Voss"] == ["Unlisted"]
    assert " · Tilda Voss · “said” · 1 ¶ 2\n" in briefs.text(brief)
    page = briefs.text(brief, "html").partition('id="chronology"')[2].partition("</section>")[0]
    assert "Tilda Voss" in page
    assert "Unlisted" not in page + briefs.text(brief, "ftm")


def put_on_the_list(library: Library, name: str, *numbers: int) -> None:
    article = library.article(ids(library)[name])
    texts = [article.body[start:end] for start, end in article.paragraphs]
    library.state.shelve([Shelved(article.id, n, words_hash(texts[n - 1])) for n in numbers], True)


def test_of_the_working_list_its_paragraphs_are_quoted(library: Library) -> None:
    put_on_the_list(library, "c", 4, 2)
    library.state.shelve([Shelved(ids(library)["a"])], True)
    brief = make(library, Commission(scope="working list"))
    assert quoted(brief) == [("a", 1, "opening", True), ("c", 2, "chosen", True), ("c", 4, "chosen", True)]
    assert brief.remarks == ()


def test_what_is_gone_from_the_working_list_is_said_and_the_rest_goes_on(library: Library) -> None:
    put_on_the_list(library, "c", 4)
    library.state.shelve([Shelved("gonegonego"), Shelved(ids(library)["a"], 2, words_hash("other words"))], True)
    brief = make(library, Commission(scope="working list"))
    assert quoted(brief) == [("a", 1, "opening", True), ("c", 4, "chosen", True)]
    assert [remark for remark in brief.remarks if "gonegonego" in remark and "working list" in remark]
    assert [remark for remark in brief.remarks if "Paragraph 2 of a-levy.md" in remark]
    assert len(brief.remarks) == 2


def test_an_id_and_a_paragraph_that_are_gone_are_said(library: Library) -> None:
    known = ids(library)["a"]
    brief = gathered(library, ids=("gonegonego", known, known), passages={known: (0, 2, 9)})
    assert quoted(brief) == [("a", 2, "chosen", True)]
    assert [remark.split(" is not")[0] for remark in brief.remarks] == [
        "Article gonegonego, which is asked for,",
        "Paragraph 0 of a-levy.md",
        "Paragraph 9 of a-levy.md",
    ]


@pytest.mark.parametrize(
    "wanted",
    [
        Commission(),
        Commission(ids=("gonegonego",)),
        Commission(scope="query", query="nothing-of-that-kind"),
        Commission(scope="working list"),
    ],
)
def test_a_brief_of_nothing_is_none(library: Library, wanted: Commission) -> None:
    with pytest.raises(BriefError, match="nothing to export"):
        make(library, wanted)


def test_what_the_query_could_not_judge_is_counted(library: Library) -> None:
    assert make(library, Commission(scope="query", query="date:2016")).not_judged == 1


SAVED = [
    ("The ferry was late.\n", "2017-07-14", "date of the file"),
    (" date 2019-05-06 The ferry was late.\n", "2019-05-06", "header date, may be the day published"),
    (
        "---\ndate: 2018-01-02\nsaved: 2018-02-03\n---\nThe ferry was late.\n",
        "2018-02-03",
        "printed on the saved page",
    ),
]


@pytest.mark.parametrize(("text", "day", "basis"), SAVED)
def test_the_day_a_page_was_saved(tmp_path: Path, text: str, day: str, basis: str) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    page = folder / "page.md"
    page.write_text(text)
    os.utime(page, (1_500_000_000, 1_500_000_000))
    with Library.open(folder) as opened:
        (entry,) = gathered(opened).entries
    assert (str(entry.saved), entry.saved_basis) == (day, basis)


def test_notes_and_tags_are_there_only_when_asked_for(library: Library) -> None:
    known = ids(library)["a"]
    article = library.article(known)
    start, end = article.paragraphs[1]
    library.state.note(known, "of the levy")
    library.state.note(known, "of the harvest", 2, words_hash(article.body[start:end]))
    library.state.set("tag:barley", [known], True)
    (without,) = gathered(library, ids=(known,)).entries
    assert (without.notes, without.tags) == ({}, ())
    (entry,) = gathered(library, ids=(known,), notes=True).entries
    assert dict(entry.notes) == {0: "of the levy", 2: "of the harvest"}
    assert entry.tags == ("barley",)


def test_the_day_of_a_brief_can_be_given(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2020, 2, 29, tzinfo=UTC).timestamp())))
    brief = make(library, Commission(ids=(library.rows[0].id,)), created=date(2019, 1, 1))
    assert (brief.created, brief.revised) == (date(2019, 1, 1), date(2020, 2, 29))


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main(list(map(str, words)))
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


MISUSED = [
    ([], "--query"),
    (["a", "--working"], "--working"),
    (["a", "--links"], "--flavor obsidian"),
    (["a", "--links", "--flavor", "hugo"], "--flavor obsidian"),
    (["a", "--flavor", "hugo", "--format", "csv"], "leave out --format csv"),
    (["a", "--table", "mentions"], "--format csv"),
    (["a", "--full", "--max-words", "20"], "--max-words"),
    (["ID:4"], "there is no paragraph 4; the article has the paragraphs 1 to 3"),
    (["ID:0"], "no paragraph 0"),
    (["ID:1,3-2"], "no paragraph 3-2"),
    (["ID:2-999999"], "no paragraph 2-999999"),
    (["nobody:2"], "no article has an id that begins with 'nobody'"),
    (["nobody"], "no article has an id"),
    (["--query", "date:never"], "cannot be understood"),
    (["ID", "--query", "(ferry"], "cannot be understood"),
]


@pytest.mark.parametrize(("words", "expected"), MISUSED)
def test_wrong_usage_of_export(
    capsys: pytest.CaptureFixture[str], corpus: Path, words: list[str], expected: str
) -> None:
    with Library.open(corpus) as opened:
        known = ids(opened)["a"]
    words = [word.replace("ID", known) for word in words]
    code, out, err = run(capsys, "export", *words, "--corpus", corpus)
    assert (code, out) == (2, "")
    assert expected in err
    assert not list(Path.cwd().iterdir())


@pytest.mark.parametrize("words", [["--query", "nothing-of-that-kind"], ["--working"]])
def test_nothing_to_export(capsys: pytest.CaptureFixture[str], corpus: Path, words: list[str]) -> None:
    code, out, err = run(capsys, "export", *words, "--corpus", corpus)
    assert (code, out) == (1, "")
    assert "nothing to export" in err
    assert not list(Path.cwd().iterdir())


def test_export_says_how_much_was_written_and_where(
    capsys: pytest.CaptureFixture[str], corpus: Path, library: Library
) -> None:
    known = ids(library)
    paragraphs = f"{known['c']}:2,4"
    code, _, err = run(capsys, "export", paragraphs, known["a"][:6], "-o", "out.md", "--corpus", corpus)
    assert code == 0
    assert err.splitlines()[-1] == "2 articles, 36 words quoted: written to out.md"
    text = Path("out.md").read_text("utf-8")
    assert "Grain ships came in first" in text
    assert "The market stayed shut" in text
    assert "winter of repairs" not in text
    code, out, err = run(capsys, "export", f"c-harbour.md:{3}", "-o", "-", "--corpus", corpus)
    assert code == 0
    assert "keep the river open" in out
    assert "1 article, 11 words quoted: written to standard output" in err
    code, out, err = run(capsys, "export", "--query", "ferry", "--format", "csv", "-o", "-", "--corpus", corpus)
    assert "\n4 articles: written to standard output\n" in f"\n{err}"
    put_on_the_list(library, "c", 4)
    library.state.shelve([Shelved("gonegonego")], True)
    code, _, err = run(capsys, "export", "--working", "--corpus", corpus)
    assert code == 0
    assert "gonegonego, which is on the working list, is not in the folder any more" in err
    assert "working-list.md" in err
    assert "The market stayed shut" in Path("working-list.md").read_text("utf-8")


def test_a_file_may_be_called_as_if_it_had_paragraphs(capsys: pytest.CaptureFixture[str], corpus: Path) -> None:
    (corpus / "log.txt:2").write_text("ignored")
    (corpus / "day:2.txt").write_text("The ferry of the second day was late.")
    code, out, _ = run(capsys, "export", "day:2.txt", "-o", "-", "--corpus", corpus)
    assert code == 0
    assert "The ferry of the second day was late" in out


def named(title: str = "Harbour reopens", day: PartialDate | None = None) -> Article:
    published = Dating(day, "byline", "", "high") if day else Dating()
    return Article("a.txt", "abcdefghij", title, "printed", published, "words")


NAMED: list[tuple[list[Article], str, Form, bool, str]] = [
    ([named(day=PartialDate(2016, 3, 2))], "ferry", "md", False, "2016-03-02-harbour-reopens.md"),
    ([], "faction:guard", "md", False, "faction-guard.md"),
    ([], "-faction:guard", "md", False, "not-faction-guard.md"),
    ([], "ferry -salt", "md", False, "ferry-not-salt.md"),
    ([], "ferry salt", "md", False, "ferry-salt.md"),
    ([], "(-ferry OR salt)", "md", False, "not-ferry-or-salt.md"),
    ([], "grain-ship", "md", False, "grain-ship.md"),
    ([], "date:2016..", "md", False, "date-2016-to.md"),
    ([], "date:..2016", "md", False, "date-to-2016.md"),
    ([], "date:>=2016", "csl", False, "date-from-2016.csl.json"),
    ([], "date:<2016", "csl", False, "date-before-2016.csl.json"),
    ([], "", "html", True, "working-list.html"),
    ([], "ferry", "md", True, "working-list-ferry.md"),
    ([], "-../../etc/passwd", "md", False, "not-to-to-etc-passwd.md"),
    ([named(), named()], "", "csv", False, "brief.csv"),
]


@pytest.mark.parametrize(("articles", "query", "form", "working", "name"), NAMED)
def test_a_brief_has_a_name(articles: list[Article], query: str, form: Form, working: bool, name: str) -> None:
    assert default_name(articles, query, form, working=working) == name


@pytest.mark.parametrize(
    ("words", "name"), [(["--query", "-grain"], "not-grain.csv"), (["--query=ferry -salt"], "ferry-not-salt.csv")]
)
def test_a_query_may_begin_with_a_minus(
    capsys: pytest.CaptureFixture[str], corpus: Path, words: list[str], name: str
) -> None:
    code, _, err = run(capsys, "export", *words, "--format", "csv", "--corpus", corpus)
    assert (code, [file.name for file in Path.cwd().iterdir()]) == (0, [name]), err
