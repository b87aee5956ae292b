"""Web pages: what their markup says of the article, which days are those of publication, and which text is kept."""

import base64

import pytest

from briefing.article import Page
from briefing.intake import markup
from briefing.intake.formats import html, htmlmeta, pages
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


FRAME = '<iframe width="9" SrcDoc = "<p>{}</p>"></iframe>'


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (FRAME.format("The mayor lied. " * 20), ("left out: 1 frame of the page with a text inside",)),
        (FRAME.format("&lt;b&gt;Tides&lt;/b&gt; " * 40) * 2, ("left out: 2 frames of the page with a text inside",)),
        (FRAME.format("Buy a boat."), ()),
        (f"<p>In HTML, srcdoc='{'x ' * 50}'</p><img alt=\" srcdoc='{'x ' * 50}'\">", ()),
    ],
)
def test_the_words_of_a_frame_are_told_of(body: str, told: tuple[str, ...]) -> None:
    page = page_with(body=body)
    assert "put off its vote" in page.text
    assert page.remarks == told


def test_a_page_of_a_frame_and_nothing_else_is_what_the_frame_shows() -> None:
    (page,) = pages("a.html", f"<html><body>{FRAME.format('The mayor &lt;b&gt;lied. ' * 20)}</body></html>".encode())
    assert page.text.startswith("The mayor lied. The mayor")


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


MAIL = "Subject: x\nContent-Type: text/html\n\n"


def hours(count: int, first: int = 0) -> str:
    return "".join(f"<p>Ferry {first + n} was late, and the harbour was shut until noon.</p>" for n in range(count))


@pytest.mark.parametrize(
    "source",
    [
        "<p hidden>gone</p>",
        "<p hidden>gone",
        "<p hidden>gone<div>kept</div>",
        '<div class=x HIDDEN="hidden"><div>and</div>gone</div>',
        "<section hidden=''><p>gone</p></section>",
        "<template><p>gone</p></template>",
        '<span style="color:red; Visibility: hidden">gone</span>',
        "<i style=display:none>gone</i>",
        "<b hidden>gone<b>and</b>gone</b>",
        '<p hidden="until-found">kept</p>',
        '<p class="hidden sm:block">kept</p>',
        '<p title="a hidden harbour" data-hidden>kept</p>',
        "<p>a hidden harbour, kept</p>",
        '<p aria-hidden="true">kept</p>',
        '<p style="display:block;visibility:visible">kept</p>',
        '<p style="--display:none-such">kept</p>',
        "<input hidden>kept",
        "<div hidden>never closed, kept",
        "<!-- <div hidden> -->kept",
        "<div hidden id=S:0>kept</div>",
        "<template shadowrootmode=open>kept</template>",
    ],
)
def test_what_a_page_marks_as_hidden_is_not_its_text(source: str) -> None:
    text = markup.visible_text(f"{source}{hours(2)}")
    assert ("kept" in text, "gone" in text) == ("kept" in source, False)
    inside = f"<html><head><title>Late</title></head><body><article>{hours(4)}{source}</article></body></html>"
    for name, head in {"a.html": "", "a.eml": MAIL, "a.mhtml": MAIL}.items():
        (page,) = pages(name, f"{head}{inside}".encode())
        assert ("Ferry 3 was late" in page.text, "gone" in page.text) == (True, False)
    entry = f"<rss><channel><item><description><![CDATA[{source}{hours(4)}]]></description></item></channel></rss>"
    assert "gone" not in pages("a.xml", entry.encode())[0].text


def test_of_much_that_is_hidden_it_is_told() -> None:
    body = f"<article>{hours(30)}<div hidden>{hours(12, 40)}</div></article>"
    for name, head in {"a.html": "", "a.eml": MAIL, "a.mhtml": MAIL}.items():
        (page,) = pages(name, f"{head}<html><body>{body}</body></html>".encode())
        assert page.text.count("was late") == 30
        assert "left out: 132 words that are marked as hidden" in page.remarks
    (page,) = pages("a.html", f"<html><body style='display:none'><article>{hours(30)}".encode())
    assert page.text.count("was late") == 30
    (page,) = pages("a.eml", f"{MAIL}<p>Menu</p><div hidden>{hours(1)}</div>".encode())
    assert "was late" in page.text
    assert page.remarks == ("most of its words are marked as hidden; they are kept",)


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


@pytest.mark.parametrize(
    "junk",
    [
        *("<", "<a", "<!--", "<style>", "<script ", "<svg", "<!--<svg>", "data:a/b,", "&#", "<p hidden>", "<b hidden>"),
        *("<!--hidden", '<b hidden="', '<b hidden "x<a "y"z', "<script>hidden"),
    ],
)
def test_markup_takes_time_that_grows_with_its_length_only(junk: str) -> None:
    source = junk * (2_000_000 // len(junk))
    assert len(markup.lean(source)) <= len(source)
    assert len(markup.visible_text(source)) <= len(source)


def test_pictures_in_addresses_do_not_count() -> None:
    picture = base64.b64encode(bytes(3_000_000)).decode()
    page = page_with(body=f'<img src="data:image/png;base64,{picture}">')
    assert not page.remarks
    assert len(markup.lean(f'<a href="data:image/png;base64,{picture}">x</a><svg>y</svg>z')) < 40


CLAUSE = "The ferry was late. "


@pytest.mark.parametrize(
    "body",
    [
        "<section>" * 200 + f"<p>{CLAUSE}</p>" * 20_000,
        "<div><table>" * 70 + f"<tr><td>{CLAUSE}</td></tr>" * 6_000,
        "<main><p>" + "<span>late, </span>again. " * 20_000,
        "<main><p>" + "<i>late, </i>again.<br>" * 9_000,
        "<h1>" * 230 + CLAUSE * 40_000,
        "<div id=pub-date>" * 230 + CLAUSE * 40_000,
        ("<div class='" + "x " * 300 + "'>") * 200 + "<span class=pub-date>x</span>" * 20_000,
    ],
)
def test_a_page_in_which_too_much_nests_gives_all_of_its_text(body: str) -> None:
    head = '<html><head><meta name="date" content="2025-04-02"><meta name="author" content="M. Ilk"></head><body>'
    (page,) = pages("a.html", f"{head}{body}<p>The end.".encode())
    assert page.text.endswith("The end.")
    assert (page.meta["date"], page.meta["author"]) == ("2025-04-02", "M. Ilk")
    assert "too much is nested in it" in page.remarks[0]


@pytest.mark.parametrize(
    "around",
    [
        ("<div>" * 60, "</div>" * 60),
        ("<table><tr><td>" * 8, "</td></tr></table>" * 8),
        ("<p>" + "<span>so, </span>again. " * 400 + "</p>", ""),
        ("<p>" + "again<br>" * 6_000 + "</p>", ""),
    ],
)
def test_a_page_in_which_much_nests_is_read_as_any_other(around: tuple[str, str]) -> None:
    rows = "".join(f"<p>{number}: {CLAUSE * 8}</p>" for number in range(200))
    page = page_with(body=around[0] + rows + around[1] + "<nav>Elsewhere</nav>")
    assert not page.remarks
    assert page.text.count(CLAUSE.strip()) == 1_600
    assert "Elsewhere" not in page.text


@pytest.mark.parametrize(("times", "author"), [(300, "Mira Ilk"), (9_000, None)])
def test_at_much_broken_linked_data_nobody_guesses(times: int, author: str | None) -> None:
    broken = (
        '{"@type":"NewsArticle","author":{"name":"Mira Ilk"},"datePublished":"2025-04-02",' + '"author":"x",' * times
    )
    page = page_with(LINKED.format(broken))
    assert (page.meta["date"], page.meta["title"], page.meta.get("author")) == ("2025-04-02", "Vote", author)
    assert not page.remarks


def test_what_takes_other_people_long_is_left_to_them_for_some_seconds_only(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "<html><body><article>" + f"<p>{CLAUSE * 5}</p>" * 3_000
    for module in (html, htmlmeta):
        monkeypatch.setattr(module, "MOST_SECONDS", 0.02)
    page = html.page("a.html", source, "utf-8")
    assert page.text.count(CLAUSE.strip()) == 15_000
    assert [remark.partition(",")[0] for remark in page.remarks] == [
        "no article could be told from the page around it",
        "too much is in it to guess at a title and an author that its markup does not name",
    ]


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        ("<h1> <span>The</span>\n vote </h1><h1> </h1><h1></h1>", "The vote"),
        ("<div><h1>The vote</h1></div><section><h1>The count</h1></section>", ""),
        ("<h1> <div><h1> </h1></div> </h1><div><h1>The vote</h1></div>", "The vote"),
        ("<h2>The vote</h2>", ""),
    ],
)
def test_the_only_heading(headings: str, title: str) -> None:
    linked = LINKED.format('{"@type":"NewsArticle","author":"M. Ilk","headline":""}')
    source = f"<html><head>{linked}</head><body>{headings}<p>{CLAUSE * 20}"
    tree = html._tree(source)
    assert tree is not None
    assert htmlmeta._only_heading(tree) == title


AT = '<time datetime="1979-04-02">2 April 1979</time>'


@pytest.mark.parametrize(
    "line",
    [
        f"<p>On {AT} the old harbour was closed.</p>",
        f"<p>{AT} <b>was</b> the day on which <a href='x'>the ships</a> left.</p>",
        f"<p>They say <i>the wall fell on {AT}</i>, when nobody looked.</p>",
        f"<p>Port Alden, {AT} — The council met in the old hall, and so did the seven heads of the guilds.</p>",
        f"<ul><li>{AT}: the first ship sails.</li></ul>",
        f"<blockquote>The wall, {AT}</blockquote>",
    ],
)
def test_a_day_amid_the_words_is_one_of_them_and_not_that_of_publication(line: str) -> None:
    page = page_with("", f"<p>{CLAUSE * 5}</p>{line}<p>{CLAUSE * 5}</p>")
    assert "date" not in page.meta
    assert "2 April 1979" in page.text


@pytest.mark.parametrize(
    "line",
    [
        AT,
        f"<p>{AT}</p>",
        f"<p>By Orla Venn, {AT}</p>",
        f"<p>By Orla Venn | {AT} | 10:30 a.m. | 3 min read</p>",
        f"<p>Published on <b>{AT}</b>.</p>",
        f"<p>Posted {AT} at 9:30 p.m.</p>",
        f"<p>Mis en ligne le {AT}</p>",
        f"<p>نشر في {AT}</p>",
        f"<p>Port Alden, N.J., {AT}</p>",
        f"<header><p>Orla Venn wrote this on {AT} for us.</p></header>",
        f"<p class='byline'>Orla Venn wrote this on {AT} for us.</p>",
        f"<p>{AT}</p><p>The wall had fallen on <time datetime='1950-01-02'>2 January 1950</time>, he told us.</p>",
    ],
)
def test_a_day_that_stands_by_itself_or_in_a_byline_is_that_of_publication(line: str) -> None:
    assert page_with("", f"{line}<p>{CLAUSE * 5}</p>").meta.get("date") == "1979-04-02"


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ('<main><section><header><time datetime="2025-04-02">x</time></header></section></main>', "2025-04-02"),
        ('<header><main><time datetime="2025-04-02">x</time></main></header>', None),
        ('<section><time datetime="2025-04-02">x</time></section>', None),
        ('<article><ul class="teaser"><li><time datetime="2025-04-02">x</time></li></ul></article>', None),
        ('<div class="pub-date">' + "<b>\n   </b>" * 50 + "2 April 2025</div>", "2025-04-02"),
        ('<div class="pub-date"><i class="related">x</i> 2 April 2025 and ' + CLAUSE * 900 + "</div>", None),
    ],
)  # fmt: skip
def test_where_a_time_stands(body: str, date: str | None) -> None:
    (page,) = pages("a.html", f"<html><body>{body}<p>{CLAUSE * 20}".encode())
    assert page.meta.get("date") == date
