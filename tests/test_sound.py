"""Files that once broke a promise when they were read: what the torture found, and a small run may not find again."""

import json

import pytest

from briefing.actors import NOBODY
from briefing.article import Article, Page, article_id, distinct
from briefing.intake import formats
from briefing.naming.actorsfile import read as read_actors
from briefing.reading import read
from tests.conftest import SAMPLE
from torture.soundness import wrong

PLAIN = "The council met the crews on Monday to settle the dispute over night crossings.\n"


def sound(name: str, text: str, *, known: bool = False) -> list[Article]:
    """The articles of a file, each of them whole."""
    raw = text.encode()
    gazetteer = read_actors(SAMPLE / "actors.yaml") if known else NOBODY
    pages = formats.pages(name, raw)
    read_ = [read(page, article_id(page.path, page.entry), gazetteer) for page in pages]
    for page, article in zip(pages, read_, strict=True):
        assert wrong(page, article, raw) is None
    return read_


@pytest.mark.parametrize(
    "body",
    [
        "Crews of the Harbour\nWorkers Union (HWU) met. The HWU said so.",
        "Talks in Gara, Port\nSarn and Avasin went on in Gara.",
        "The Libyan foreign\nminister met the Libyan army\ncommander. Mr Haf-\ntar left.",
    ],
)
def test_names_and_reasons_stand_on_one_line(body: str) -> None:
    sound("a.txt", f"Talks\n\n{body}\n", known=True)


@pytest.mark.parametrize("day", ["0001-01-01", "1 January 0001", "9999-12-31", "0001", "1799-12-31"])
@pytest.mark.parametrize("told", ["yesterday", "on Sunday", "last year", "late March", "999 years ago", "next Friday"])
def test_a_day_that_stands_for_none_is_none(day: str, told: str) -> None:
    (article,) = sound("a.md", f"---\ndate: '{day}'\n---\n{PLAIN}They had met {told}.\n")
    assert article.published.date is None


def feed(day: str) -> str:
    item = f"<item><title>Talks</title><pubDate>{day}</pubDate><description>{PLAIN}</description></item>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>{item}</channel></rss>'


@pytest.mark.parametrize(
    ("day", "date"),
    [
        ("2020-00-00", None),
        ("2020年5月4日", "2020-05-04"),
        ("-31 December 9999", None),
        ("Mon, 04 May 2020 10:00:00 GMT", "2020-05-04"),
        ("2020-05-04T23:30:00-05:00", "2020-05-04"),
    ],
)
def test_no_day_of_a_feed_is_invented(day: str, date: str | None) -> None:
    (article,) = sound("a.rss", feed(day))
    assert (str(article.published.date) if article.published.date else None) == date


@pytest.mark.parametrize("day", ["retrieved 2020-05-0400", "May 2020 or so"])
def test_no_day_of_a_web_page_is_invented(day: str) -> None:
    head = f'<meta property="article:published_time" content="{day}">'
    page = f"<html><head><title>Talks</title>{head}</head><body><article><p>{PLAIN * 5}</p></article></body></html>"
    (article,) = sound("a.html", page)
    assert article.published.date is None


@pytest.mark.parametrize("name", ["a.rss", "a.jsonl", "a.json"])
def test_articles_of_one_file_have_ids_of_their_own(name: str) -> None:
    entries = [{"id": "x", "text": PLAIN}, {"id": "x ", "text": PLAIN}, {"id": "x\u200b", "text": PLAIN}]
    item = f"<item><guid>x</guid><description>{PLAIN}</description></item>"
    texts = {
        "a.rss": f'<?xml version="1.0"?><rss version="2.0"><channel>{item * 3}</channel></rss>',
        "a.jsonl": "\n".join(map(json.dumps, entries)),
        "a.json": json.dumps(entries),
    }
    assert [article.entry for article in sound(name, texts[name])] == ["x", "x#2", "x#3"]


def test_many_articles_of_one_name_are_told_apart_in_time() -> None:
    assert [page.entry for page in distinct([Page("a", "", "x")] * 200_000)][-1] == "x#200000"


def test_of_a_text_longer_than_any_article_only_the_beginning_is_looked_at() -> None:
    (article,) = sound("a.txt", f"Talks\n\n{PLAIN * 7_000}\nMarta Ilven left on 4 May 2020.\n")
    assert "first 499,9" in article.doubts[-2]
    assert article.body.endswith("Marta Ilven left on 4 May 2020.")
    assert not [mention for mention in article.mentions if "Ilven" in mention.text]
    assert max(time.end for time in article.times) < 500_000
