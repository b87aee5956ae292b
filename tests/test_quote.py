"""`briefing quote`: a disputed quotation in the whole corpus, the nearest first, and nothing that is not like it."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing.cli import main
from briefing.library import Library, index
from briefing.speaking import statements

ACTORS = """\
version: 1
people:
  - id: calder
    name: Ines Calder
    posts: [{title: Mayor of Port Elder, start: 2012}]
"""
ARTICLES = {
    "2014/harbour.txt": """\
PORT ELDER, 3 May 2014 (Reuters) -- The harbour of Port Elder was closed on Friday after two ships ran aground.

“We shall reopen the harbour within the week,” Ines Calder said. She thanked the crews, who had worked at night.

A fisherman, who gave no name, said: “Seven gulls followed us home, past the broken lighthouse.”
""",
    "2014/again.txt": """\
PORT ELDER, 9 May 2014 (AFP) -- The harbour is still closed.

“We shall reopen the harbour within the week,” Ines Calder said.
""",
    "2014/column.txt": """\
PORT ELDER, 12 May 2014 (Xinhua) -- Who remembers it? We shall reopen the harbour within the week.
""",
    "2014/rival.txt": """\
PORT ELDER, 10 May 2014 (ANSA) -- The council met on Saturday.

“We shall reopen the harbour within the year,” Ines Calder said.
""",
    "east.txt": "Порт закрыт с пятницы. Мэр обещала открыть порт через неделю, сообщила газета.\n",
    "far.txt": "港口星期五关闭。市长说一周内重新开放港口。渔民们表示怀疑。\n",
    "south.txt": "La alcaldesa prometió reabrir el puerto antes del otoño próximo, según la radio.\n",
}
WEEK = "We shall reopen the harbour within the week"
Asked = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "2014").mkdir(parents=True)
    for path, text in ARTICLES.items():
        (folder / path).write_text(text, "utf-8")
    (folder / "actors.yaml").write_text(ACTORS, "utf-8")
    index(folder)
    return folder


@pytest.fixture
def asked(corpus: Path, capsys: pytest.CaptureFixture[str]) -> Asked:
    def run(text: str, *options: str) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        code = main(["quote", text, "--json", *options, "--corpus", str(corpus)])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def told(one: dict[str, Any]) -> str:
    sides = {"both": "{}", "saved": "[-{}-]", "quoted": "{{+{}+}}"}
    return " ".join(sides[piece["side"]].format(piece["words"].strip()) for piece in one["difference"])


NEAREST = [
    (WEEK, 1.0, "2014/harbour.txt", WEEK),
    (f"“{WEEK},”", 1.0, "2014/harbour.txt", f"{WEEK},"),
    (f"« {WEEK} »", 1.0, "2014/harbour.txt", WEEK),
    ("we shall REOPEN the harbour", 1.0, "2014/harbour.txt", "We shall reopen the harbour"),
    (
        "Seven gulls followed us home past the broken lighthouse.",
        1.0,
        "2014/harbour.txt",
        "Seven gulls followed us [-home,-] {+home+} past the broken lighthouse.",
    ),
    ("lighthouse", 1.0, "2014/harbour.txt", "lighthouse"),
    (
        "Six gulls followed us home, past the broken lighthouse.",
        0.85,
        "2014/harbour.txt",
        "[-Seven-] {+Six+} gulls followed us home, past the broken lighthouse.",
    ),
    (
        "Seven gulls followed us home, past the broken windmill.",
        0.85,
        "2014/harbour.txt",
        "Seven gulls followed us home, past the broken [-lighthouse.-] {+windmill.+}",
    ),
    (
        "Seven gulls followed home, past the lighthouse.",
        0.85,
        "2014/harbour.txt",
        "Seven gulls followed [-us-] home, past the [-broken-] lighthouse.",
    ),
    (
        "We shall never reopen the harbour within the year",
        0.9,
        "2014/rival.txt",
        "We shall {+never+} reopen the harbour within the year",
    ),
    ("Мэр обещала открыть порт через год", 0.8, "east.txt", "Мэр обещала открыть порт через [-неделю-] {+год+}"),
    ("市长说一周内重新开放港口", 1.0, "far.txt", "市长说一周内重新开放港口"),
    ("一周内重新开放", 1.0, "far.txt", "一周内重新开放"),
    ("一月内重新开放", 0.8, "far.txt", "一 [-周-] {+月+} 内重新开放"),
    ("prometio reabrir el puerto", 1.0, "south.txt", "prometió reabrir el puerto"),
]


@pytest.mark.parametrize(("text", "likeness", "path", "difference"), NEAREST)
def test_the_nearest_passage(text: str, likeness: float, path: str, difference: str, asked: Asked) -> None:
    code, (first, *_) = asked(text)
    assert (code, first["path"], told(first)) == (0 if likeness == 1 else 1, path, difference)
    assert first["likeness"] >= likeness
    assert (first["likeness"] == 1) == (likeness == 1)


def test_another_case_is_the_same_words_but_not_word_for_word(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    heads = {WEEK: "word for word", WEEK.upper(): "the same words", f'"{WEEK}"': "word for word"}
    for text, head in heads.items():
        capsys.readouterr()
        assert main(["quote", text, "--corpus", str(corpus)]) == 0
        first, *rest = capsys.readouterr().out.splitlines()
        assert first.startswith(f"{head}  ¶ 2 of 2014/harbour.txt")
        assert f"  “{WEEK}”" in rest


def test_a_passage_reaches_to_the_last_word_of_the_quotation(corpus: Path, asked: Asked) -> None:
    (corpus / "2014" / "long.txt").write_text(
        "PORT ELDER, 1 May 2014 (Reuters) -- THE COUNCIL SAID THAT THE BOATS OF LOWFORD HAVE NEVER ENTERED THE"
        " NEIGHBOURING TERITORY OF VELMORA. IT SPOKE OF OTHER THINGS, AND OF BOATS.\n",
        "utf-8",
    )
    index(corpus)
    text = "BOATS OF LOWFORD HAVE NEVER ENTERED THE TERRITORY OF VELMORA"
    for words in (text, text.lower()):
        territory = words.split()[-3]
        _, (first, *_) = asked(words)
        assert told(first).removesuffix(".") == (
            f"BOATS OF LOWFORD HAVE NEVER ENTERED THE [-NEIGHBOURING TERITORY-] {{+{territory}+}} OF VELMORA"
        )


def test_what_is_much_less_alike_is_not_shown_beside_the_nearest(
    corpus: Path, asked: Asked, capsys: pytest.CaptureFixture[str]
) -> None:
    _, passages = asked("We shall reopen the harbour within the fortnight, Ines Calder said")
    assert [one["path"] for one in passages] == ["2014/harbour.txt", "2014/rival.txt", "2014/column.txt"]
    assert min(one["likeness"] for one in passages) >= 0.6
    code, passages = asked("Several gulls came with us home, beyond the old broken lighthouse")
    assert (code, len(passages)) == (1, 1)
    assert main(["quote", "Several gulls came with us home, beyond the old broken lighthouse", "--corpus", str(corpus)])
    assert " % alike, not much like it  ¶ 3 of 2014/harbour.txt" in capsys.readouterr().out


def test_offsets_are_those_of_the_article(corpus: Path, asked: Asked) -> None:
    _, passages = asked("reopen the harbour within the year, Calder said")
    with Library.open(corpus) as library:
        for one in passages:
            article = library.article(one["article"])
            assert " ".join(article.body[one["start"] : one["end"]].split()) == one["words"]
            first, last = article.paragraphs[one["paragraph"] - 1]
            assert first <= one["start"] < last


def test_a_paraphrase_of_half_its_words(asked: Asked) -> None:
    code, passages = asked("Several gulls came with us home, beyond the old broken lighthouse")
    assert code == 1
    assert passages[0]["path"] == "2014/harbour.txt"
    assert 0.4 < passages[0]["likeness"] < 0.9


@pytest.mark.parametrize(
    "text",
    [
        "Green parrots gather beneath paper lanterns",
        "it was said that they had been in the",
        "zebra",
        "苹果树",
        "the harbour of an entirely different country froze, and twelve bakers sang about cinnamon",
    ],
)
def test_what_shares_nearly_nothing_is_not_offered(text: str, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quote", text, "--corpus", str(corpus)]) == 1
    assert capsys.readouterr().out == "Nothing like it stands in 7 articles.\n"


def test_who_is_said_to_have_said_it_and_every_version(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quote", WEEK, "--corpus", str(corpus)]) == 0
    first, second, third = capsys.readouterr().out.split("\n\n")
    head, *rest = first.splitlines()
    assert head.startswith("word for word  ¶ 2 of 2014/harbour.txt  [")
    assert rest[0].startswith("  2014-05-03, Reuters: ")
    assert rest[1:] == ["  given to Ines Calder (“said”)", f"  “{WEEK}”", "  also in 2014/again.txt"]
    assert "¶ 1 of 2014/column.txt" in second
    assert "the text does not say for sure whose words they are" in second
    assert "¶ 2 of 2014/rival.txt" in third
    assert "within the [-year-] {+week+}" in third


def test_words_that_nobody_is_given(asked: Asked) -> None:
    _, (first, *_) = asked("two ships ran aground")
    assert (first["speaker"], first["verb"]) == (None, "")


def test_the_limit(asked: Asked) -> None:
    assert [len(asked(WEEK, "--limit", limit)[1]) for limit in ("1", "9")] == [1, 3]


def test_standard_input(corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"“{WEEK}\n”".encode())))
    assert main(["quote", "-", "--corpus", str(corpus)]) == 0
    assert capsys.readouterr().out.startswith("word for word")


@pytest.mark.parametrize("text", ["", "“”", " … ", "-", "x" * 20_001])
def test_nothing_to_look_for(
    text: str, corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe\x00")))
    assert main(["quote", text, "--corpus", str(corpus)]) == 2
    assert capsys.readouterr().err.startswith("briefing: ")


@pytest.mark.parametrize(
    "text",
    [
        'body:"the" OR -(harbour',
        '"harbour" AND NOT "week',
        "tag:x is:unread date:2014 harbour*",
        "harbour~2 |?* \\ “ ” ((((",
        "--- harbour",
        "\x1b[31mharbour\x07",
        "5+5 ’s harbour",
        "the " * 4_000,
        "harbour " * 2_400,
        "“" * 5_000 + "harbour",
    ],
)
def test_nothing_is_read_as_a_query_and_nothing_is_live(
    text: str, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["quote", "--corpus", str(corpus), "--", text]) in (0, 1)
    printed = capsys.readouterr()
    assert not set(printed.out) & set("\x1b\x07")
    assert "Traceback" not in printed.err


def test_a_page_of_text(corpus: Path, asked: Asked) -> None:
    page = "\n".join(ARTICLES["2014/harbour.txt"].split("\n")[2:])
    code, (first, *_) = asked(page)
    assert (code, first["path"], first["likeness"]) == (0, "2014/harbour.txt", 1)


def test_every_direct_quotation_of_real_articles(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As it stands it is found word for word; with any one word changed, its passage is the nearest."""
    with Library.open(seeds) as library:
        articles = [library.article(row.id) for row in library.rows]
        for article in articles:
            for said in (said for said in statements(article) if said.direct):
                words = article.body[said.start : said.end]
                exact = library.quote(words)[0]
                assert (exact.article, exact.likeness) == (article.id, 1)
                written = words.split()
                for place in range(0, len(written), 3):
                    changed = " ".join([*written[:place], "teapot", *written[place + 1 :]])
                    nearest = library.quote(changed)[0]
                    assert nearest.article == article.id
                    assert max(nearest.start, said.start) < min(nearest.end, said.end)
