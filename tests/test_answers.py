"""Whatever is asked: an answer or an error in words, the same answers everywhere, and each of them explained."""

from __future__ import annotations

import asyncio
import json
import random

import pytest

from briefing.cli import main
from briefing.config import Config
from briefing.library import Library
from briefing.plainly import results_json
from briefing.query import QueryError, caret, understood
from briefing.results import Results
from briefing.tui.app import BriefingApp
from briefing.tui.messages import Ask
from briefing.tui.screens.main import MainScreen
from briefing.tui.widgets.article_list import ArticleList

SEED = 20261122
WORDS = (
    "ceasefire talks Haftar saleh Hifter commander the Cairo Velmora nets 5+5 al-Sisi Müller ستة 停火 Хафтар".split()
)
VALUES = {
    "title": ["talks", '"chiefs of staff"', '="Egypt"', "cair*", "cairoo~2"],
    "body": ["ceasefire", '"Libyan army"', "army*"],
    "date": ["2020", "2020-12", "2014..2021", "2014..", "..2020", ">=2020-12-20", "<1990", "last-month", "today"],
    "when": ["2011", "2020-12-20", "..2015", "yesterday"],
    "added": ["today", "last-week", ">2020", "<2000"],
    "source": ["meridian", '"Longshore Review"', "nobody"],
    "actor": ["haftar", '"Khalifa Haftar"', "abbas-kamel", "lna", '"Arvid Orsek"', "orsek"],
    "faction": ["lna", "highland-front", '"United Nations"'],
    "place": ["Cairo", "tripoli", "benghazi"],
    "org": ["un", "lna", '"House of Representatives"'],
    "together": ["haftar,saleh", '"Khalifa Haftar","United Nations"', "lna,un"],
    "tag": ["arms", '"two words"'],
    "is": "unread read undated possible starred aside unlisted cut".split(),
    "has": ["note"],
    "path": ["velmora", "talks", "2020"],
    "id": ["a", "5rk", "zzzz"],
    "saved": ["east", "loop", "broken", "nothing"],
    "like": ["5rkmpaaev2", "o", "zzz"],
}
BAD_DATES = ["banana", "2020-13", "2020-1", "20-12-2020", "2016..2014", "..", ">", "last", "early-2020", "2020..soon"]
JUNK = [
    *'"()*~=-:|?!\\/[]{}^&,.;“”',
    *("AND", "OR", "NOT", "date:", "is:", "foo:", "\x00", "\x1b", "\ud800", "🔥", "\u3000"),
]


class Asker:
    """Makes up queries: by the grammar, with slips, and of junk."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def word(self) -> str:
        return self.dice.choice(WORDS)

    def text(self) -> str:
        several = " ".join(self.word() for _ in range(self.dice.randint(1, 4)))
        return self.dice.choice(
            [
                *(self.word() for _ in range(5)),
                f"{self.word()[:3]}*",
                f"{self.word()}~{self.dice.randint(1, 2)}",
                f'"{several}"',
                f'"{several}"~{self.dice.randint(1, 50)}',
                f'"{several}*"',
                f'="{self.word()}"',
                f"“{several}”",
            ]
        )

    def field(self) -> str:
        name = self.dice.choice(list(VALUES))
        return f"{name}:{self.dice.choice(VALUES[name])}"

    def query(self, depth: int = 0) -> str:
        parts = []
        for _ in range(self.dice.randint(1, 4)):
            part = self.text() if self.dice.random() < 0.5 else self.field()
            if depth < 3 and self.dice.random() < 0.2:
                part = f"({self.query(depth + 1)})"
            parts.append(self.dice.choice(["", "", "", "-", "NOT "]) + part)
        joints = [" ", " ", " AND ", " OR "]
        return "".join(self.dice.choice(joints) * bool(place) + part for place, part in enumerate(parts))

    def slip(self, text: str) -> str:
        """The text with a few signs left out, put in or turned round."""
        for _ in range(self.dice.randint(1, 4)):
            at = self.dice.randrange(len(text) + 1)
            cut = self.dice.randint(0, 3)
            put = self.dice.choice([self.dice.choice(JUNK), "", text[at : at + cut][::-1]])
            text = text[:at] + put + text[at + cut :]
        return text

    def junk(self) -> str:
        pieces = [*JUNK, *WORDS, " ", " "]
        return "".join(self.dice.choice(pieces) for _ in range(self.dice.randint(1, 60)))

    def anything(self) -> str:
        chance = self.dice.random()
        if chance < 0.5:
            return self.query()
        return self.slip(self.query()) if chance < 0.85 else self.junk()


def asked(opened: Library, text: str, *, typing: bool = False) -> Results | QueryError:
    try:
        return opened.search(text, typing=typing)
    except QueryError as error:
        return error


@pytest.fixture
def furnished(opened: Library) -> Library:
    """The sample corpus with tags, a note and saved searches, one of which asks for itself."""
    ids = [row.id for row in opened.rows]
    state = opened.state
    state.set("tag:arms", ids[:2], True)
    state.set("tag:two words", ids[1:4], True)
    state.note(ids[0], "to be checked")
    state.save("east", "haftar OR saleh date:2020")
    state.save("loop", "oil saved:loop")
    state.save("broken", "date:banana")
    opened.mark(ids[:5], read=True)
    return opened


def test_ten_thousand_queries_are_answered_or_refused_in_words(furnished: Library) -> None:
    asker, answered = Asker(SEED), 0
    for number in range(10_000):
        text = asker.anything()
        results = asked(furnished, text, typing=number % 4 == 0)
        if isinstance(results, QueryError):
            assert 0 <= results.start < results.end <= max(len(text), 1), text
            assert len(caret(results, text).splitlines()) == 3
        else:
            answered += 1
            assert results.total >= results.possible
            assert results.total or results.corrections or not results.query.root, text
            for hit in results.hits[: number % 50 == 0]:
                snippet = furnished.snippet(results, hit.row)
                assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.matches)
                assert len(furnished.spellings(results, hit.row)) <= 5
    assert 4_000 < answered < 9_000


def test_a_date_that_is_none_is_never_an_empty_answer(furnished: Library) -> None:
    asker = Asker(SEED + 1)
    for _ in range(1_000):
        clause = f"{asker.dice.choice(['date', 'when', 'added'])}:{asker.dice.choice(BAD_DATES)}"
        parts = [asker.word(), asker.dice.choice(["", "-", "NOT "]) + clause, asker.word()]
        asker.dice.shuffle(parts)
        text = asker.dice.choice([" ", " OR ", " AND "]).join(parts)
        error = asked(furnished, text)
        assert isinstance(error, QueryError), text
        assert error.start < text.index(clause) + len(clause), text
        assert error.end > text.index(clause), text


def test_what_was_understood_finds_the_same(furnished: Library) -> None:
    asker = Asker(SEED + 2)
    for _ in range(500):
        results = asked(furnished, asker.query())
        if isinstance(results, Results):
            again = furnished.search(understood(results.query))
            assert [hit.row.id for hit in again.hits] == [hit.row.id for hit in results.hits]
            assert (again.undated, again.possible) == (results.undated, results.possible)


async def shown(screen: MainScreen, text: str) -> list[str]:
    """The ids that the list has after a query was asked on the screen."""
    screen.post_message(Ask(text))
    async with asyncio.timeout(20):
        while screen.results is None or screen.results.query.text != text or screen.results.more:
            await asyncio.sleep(0.002)
        articles = screen.query_one(ArticleList)
        while articles.results is not screen.results:
            await asyncio.sleep(0.002)
    return [hit.row.id for hit in articles.hits]


async def test_the_command_line_and_the_screen_give_the_same_rows(
    furnished: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    asker, texts = Asker(SEED + 3), list[str]()
    while len(texts) < 200:
        text = asker.query()
        if text not in texts and isinstance(asked(furnished, text), Results):
            texts.append(text)
    app = BriefingApp(furnished, Config())
    async with app.run_test(size=(60, 14)):
        screen = app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        on_screen = {text: await shown(screen, text) for text in texts}
    for number, text in enumerate(texts):
        if number % 10 == 0:
            capsys.readouterr()
            assert main(["search", text, "--json", "--limit", "100", "--corpus", str(furnished.corpus)]) == 0
            told = json.loads(capsys.readouterr().out)
        else:
            told = results_json(furnished, furnished.search(text), 100)
        assert [hit["id"] for hit in told["hits"]] == on_screen[text], text
        assert told["total"] == len(on_screen[text])
    assert sum(map(bool, on_screen.values())) > 50
