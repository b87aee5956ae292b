"""Web pages: what their markup says of the article, which days are those of publication, and which text is kept."""

import base64

import pytest

from briefing.article import Page
from briefing.intake import markup
from briefing.intake.formats import html, pages
from tests.test_formats import only


def test_what_surrounds_an_article_is_not_its_text() -> None:
    text = only("page.html").text
    for words in ("Home", "Read more", "Old bridge", "All rights reserved", "May 10"):
        assert words not in text


def page_with(head: str = "", body: str = "") -> Page:
    words = "<p>" + "The council of Port Alden met again on the harbour, and put off its vote once more. " * 4 + "</p>"
    source = (
        f"<html><head><title>Vote</title>{head}</head><body><article><h1>Vote</h1>{body}{words}</article></body></html>"
    )
    (page,) = pages("a.html", source.encode())
    return page


LINKED = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "body", "date", "evidence"),
    [
        ('<meta property="article:published_time" content="2025-04-02T08Z">', "", "2025-04-02", "meta article"),
        ('<meta property="og:article:published_time" content="2025-04-02">', "", "2025-04-02", "published_time"),
        ('<meta itemprop="datePublished" content="2 April 2025">', "", "2025-04-02", "datepublished"),
        ('<meta name="DC.date.issued" content="20250402">', "", "2025-04-02", "dc.date.issued"),
        ('<meta name="pubdate" content="Wed, 02 Apr 2025 08:00:00 GMT">', "", "2025-04-02", "pubdate"),
        (LINKED.format('{"@type":"NewsArticle","datePublished":"2025-04-02"}'), "", "2025-04-02", "JSON-LD"),
        (LINKED.format('[{"@type":["A","NewsArticle"],"datePublished":"2025-04-02"}]'), "", "2025-04-02", "JSON-LD"),
        (LINKED.format('<!-- {"@type":"Article","datePublished":"2025-04-02",} -->'), "", "2025-04-02", "JSON-LD"),
        (LINKED.format('{"@type":"WebPage","datePublished":"2025-04-02"}'), "", "2025-04-02", "of the page"),
        ("", '<time itemprop="datePublished" datetime="2025-04-02">Wed</time>', "2025-04-02", "time marked"),
        ("", '<time class="entry-date published updated" datetime="2025-04-02">x</time>', "2025-04-02", "time marked"),
        ("", '<time pubdate datetime="2025-04-02">x</time>', "2025-04-02", "time marked"),
        ("", '<span class="article__date">Sept. 16, 2025</span>', "2025-09-16", "span marked"),
        ("", '<div class="post-date">Published: 16.09.2025</div>', "2025-09-16", "div marked"),
        ("", '<time datetime="2025-04-02T09:00">2 April</time>', "2025-04-02", "time element"),
    ],
)  # fmt: skip
def test_days_of_publication(head: str, body: str, date: str, evidence: str) -> None:
    meta = page_with(head, body).meta
    assert meta["date"] == date
    assert evidence in meta["date_evidence"]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:modified_time" content="2025-04-02">', ""),
        ('<link rel="canonical" href="https://wire.example/2025/04/02/vote">', ""),
        ('<meta name="description" content="The vote of 2 April 2025">', ""),
        ('<meta name="copyright" content="2025">', ""),
        (LINKED.format('{"@type":"NewsArticle","dateModified":"2025-04-02"}'), ""),
        (LINKED.format('{"itemListElement":[{"@type":"Article","datePublished":"2025-04-02"}]}'), ""),
        (LINKED.format('{"@type":"NewsArticle","datePublished":"1970-01-01T00:00:00Z"}'), ""),
        ("", "<footer>Copyright 2025 Wire</footer>"),
        ("", '<div class="current-date">Wednesday, 2 April 2025</div>'),
        ("", '<span class="date-updated">Updated 2 April 2025</span>'),
        ("", '<div class="related"><time class="published" datetime="2025-04-02">x</time></div>'),
        ("", '<aside><span class="post-date">2 April 2025</span></aside>'),
        ("", '<time datetime="2025-04-02">x</time><time datetime="2025-04-03">y</time>'),
        ("", '<time class="modified" datetime="2025-04-02">x</time>'),
        ("", '<span class="post-date">04/02/2025</span>'),
        ("", '<span class="post-date">two hours ago</span>'),
        ("", "<p>It was decided on 2 April 2025.</p>"),
    ],
)  # fmt: skip
def test_days_that_are_not_those_of_publication(head: str, body: str) -> None:
    assert "date" not in page_with(head, body).meta


def test_days_that_disagree_are_kept_and_the_published_one_wins() -> None:
    head = LINKED.format('{"@type":"NewsArticle","datePublished":"2025-04-02","dateModified":"2025-04-09"}')
    meta = page_with(head + '<meta name="date" content="2025-04-09">').meta
    assert (meta["date"], meta["updated"], meta["date_others"]) == (
        "2025-04-02",
        "2025-04-09",
        "2025-04-09 (meta date)",
    )


def test_the_article_with_the_title_of_the_page_is_meant() -> None:
    other, own = (
        f'{{"@type":"NewsArticle","headline":"{title}","datePublished":"{day}"}}'
        for title, day in (("Something else", "2020-01-01"), ("Vote", "2025-04-02"))
    )
    assert page_with(LINKED.format(f"[{other},{own}]")).meta["date"] == "2025-04-02"


def test_no_day_after_the_one_of_saving() -> None:
    day = "Tue Apr 01 2025 09:00:00 GMT+0000"
    comment = f"<!--\n Page saved with SingleFile \n url: https://wire.example/v \n saved date: {day}\n-->"
    assert "date" not in page_with(comment + '<meta name="date" content="2025-04-02">').meta


@pytest.mark.parametrize(
    ("head", "key", "value"),
    [
        ('<meta property="og:title" content="Vote put off - Herald"><meta property="og:site_name" content="Herald">',
         "title", "Vote put off"),
        (LINKED.format('{"@type":"NewsArticle","headline":"Talks &amp; tea"}'), "title", "Talks & tea"),
        ('<meta property="og:site_name" content="Alden\u202e Herald\u0007">', "source", "Alden Herald"),
        (LINKED.format('{"@type":"NewsArticle","publisher":{"name":"Sarn Post"}}'), "source", "Sarn Post"),
        ('<meta name="author" content="Mika Thorn">', "author", "Mika Thorn"),
        ('<meta property="og:locale" content="fr_FR">', "language", "fr"),
        ('<link rel="canonical" href="https://wire.example/v">', "url", "https://wire.example/v"),
        ('<meta property="og:url" content="https://wire.example/o">', "url", "https://wire.example/o"),
    ],
)  # fmt: skip
def test_what_markup_says(head: str, key: str, value: str) -> None:
    assert page_with(head).meta[key] == value


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ('<link rel="canonical" href="javascript:alert(1)">', "url"),
        ('<link rel="canonical" href="/v">', "url"),
        ('<meta name="author" content="https://wire.example/people/1">', "author"),
        ("", "source"),
    ],
)
def test_what_markup_does_not_say(head: str, key: str) -> None:
    assert key not in page_with(head).meta


DEEP = "<div>" * 10_000 + "<p>Deep down stands the news.</p>" + "</div>" * 10_000


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (f"<html><body>{DEEP}</body></html>", "Deep down stands the news."),
        ("just words, no markup", "just words, no markup"),
    ],
)
def test_where_no_article_is_found_all_visible_text_is_kept(source: str, text: str) -> None:
    (page,) = pages("a.html", source.encode())
    assert text in page.text
    assert "all of its text is kept" in page.remarks[0]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One<br>two</p><script>three</script><style>four</style><p>five &lt; six", "One\ntwo\n\nfive < six"),
        ("a < b <!-- gone --> c<b>d</b>", "a < b cd"),
        ("<ul><li>a<li>b</ul>c<td>d<td>e", "a\nb\n\nc d e"),
        ("<!-- never closed, <i>so</i> shown", "never closed, so shown"),
        ("<title>gone</title><textarea>gone</textarea>kept <b", "kept"),
    ],
)
def test_visible_text(source: str, text: str) -> None:
    assert markup.visible_text(source) == text


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("a<style>b</style>c<SCRIPT src=x>d</script >e<svg><path/></svg>f", "acef"),
        ("a<!-- <style> -->b<style>c</style>d", "a<!-- <style> -->bd"),
        ('<script type="application/ld+json">{"x": "<svg>"}</script>a<svg>b</svg>c',
         '<script type="application/ld+json">{"x": "<svg>"}</script>ac'),
        ("a<style>never closed", "a<style>never closed"),
        ("a<!-- never closed <style>b</style>c", "a<!-- never closed c"),
        ("a<svg/>b</svg>", "a<svg/>b</svg>"),
        ("<img src='data:image/gif;base64,R0lGOD=='>x", "<img src='data:,'>x"),
        ("the data: seven, eight", "the data: seven, eight"),
    ],
)  # fmt: skip
def test_lean(source: str, kept: str) -> None:
    assert markup.lean(source) == kept


def test_a_page_too_long_to_extract_keeps_what_its_head_says() -> None:
    head = '<html><head><meta name="date" content="2025-04-02"></head><body><p>'
    (page,) = pages("a.html", (head + "word " * (html.LARGEST_SOURCE // 4)).encode())
    assert page.meta["date"] == "2025-04-02"
    assert len(page.text) > html.LARGEST_SOURCE
    assert "all of its text is kept" in page.remarks[0]


@pytest.mark.parametrize("junk", ["<", "<a", "<!--", "<style>", "<script ", "<svg", "<!--<svg>", "data:a/b,", "&#"])
def test_markup_takes_time_that_grows_with_its_length_only(junk: str) -> None:
    source = junk * (2_000_000 // len(junk))
    assert len(markup.lean(source)) <= len(source)
    assert len(markup.visible_text(source)) <= len(source)


def test_pictures_in_addresses_do_not_count() -> None:
    picture = base64.b64encode(bytes(3_000_000)).decode()
    page = page_with(body=f'<img src="data:image/png;base64,{picture}">')
    assert not page.remarks
    assert len(markup.lean(f'<a href="data:image/png;base64,{picture}">x</a><svg>y</svg>z')) < 40
