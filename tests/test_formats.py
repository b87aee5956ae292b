"""What each format gives: the article's words, what is said of it, and a reason where there are none."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.article import Page
from briefing.files import Unreadable
from briefing.intake import days, decode, formats, many
from briefing.intake.formats import FORMATS, LARGEST, jsonvalue, largest, likely_ending, pages

FIXTURES = Path(__file__).parent / "formats"


def read(name: str) -> list[Page]:
    return pages(name, (FIXTURES / name).read_bytes())


def only(name: str) -> Page:
    (page,) = read(name)
    return page


FERRY = "river ferry, officials of both sides said.\n\nThe foreign minister of Velmora"
HARBOUR = "that they would stay away.\n\nMayor Petra Lunn"
GOLD: dict[str, tuple[str, dict[str, str], str]] = {
    "page.html": (
        FERRY,
        {
            "title": "Ferry talks resume at Port Alden",
            "source": "Coast Wire",
            "author": "Ana Belt, Joren Sky",
            "url": "https://coastwire.example/2025/05/07/ferry-talks",
            "language": "en",
            "updated": "2025-05-09",
            "date": "2025-05-06",
            "date_evidence": "JSON-LD datePublished: 2025-05-06T18:20:00+02:00",
            "time": "18:20",
        },
        "utf-8",
    ),
    "singlefile.html": (
        HARBOUR,
        {
            "title": "Harbour vote is put off",
            "source": "Alden Herald",
            "url": "https://alden-herald.example/politics/harbour-vote",
            "saved": "2025-06-13",
            "language": "en",
            "date": "2025-06-11",
            "date_evidence": "span marked as published: Published 11 June 2025",
        },
        "utf-8",
    ),
    "page.mhtml": (
        "SARN – The river commission named Renée Oldt",
        {
            "title": "Commission names its chair",
            "author": "René Castel",
            "url": "https://sarn-post.example/river/commission",
            "saved": "2025-06-08",
            "date": "2025-06-07",
            "date_evidence": "meta pubdate: 2025-06-07",
        },
        "windows-1252 (declared)",
    ),
    "newsletter.eml": (
        "without a text – her third visit in a month.\n\nIn Port Alden the council meets again on Friday.",
        {
            "title": "Morning in Alden: the envoy’s third visit",
            "source": "Alden Briefing – mornings",
            "date": "2025-05-21",
            "date_evidence": "Date header: Wed, 21 May 2025 06:45:00 +0200",
            "time": "06:45",
        },
        "utf-8",
    ),
    "clip.md": (
        "without a text, her office said.\n\nShe will return in June, it added.",
        {
            "title": "Envoy leaves Sarn without a text",
            "author": "Ana Belt, Joren Sky",
            "url": "https://coastwire.example/2025/05/20/envoy-leaves",
            "date": "2025-05-20",
            "saved": "2025-06-02",
            "description": "The third visit in a month.",
            "tags": "clippings",
        },
        "utf-8",
    ),
    "report.pdf": (
        "no fault of the crew.\n\nRecommendations\n1. That the landing",
        {
            "title": "Findings on the ferry",
            "author": "River Commission",
            "saved": "2025-06-11",
            "page_starts": "0 175",
        },
        "PDF text layer",
    ),
}


@pytest.mark.parametrize("name", GOLD)
def test_one_article(name: str) -> None:
    text, meta, encoding = GOLD[name]
    page = only(name)
    assert text in page.text
    assert page.meta == meta
    assert page.encoding == encoding


def test_the_pages_of_a_pdf_file_begin_where_it_says() -> None:
    page = only("report.pdf")
    starts = [int(start) for start in page.meta["page_starts"].split()]
    assert [page.text[start:].split("\n")[0] for start in starts] == ["River Commission", "Recommendations"]


def test_attachments_are_counted_and_left_alone() -> None:
    page = only("newsletter.eml")
    assert page.remarks == ("1 attachment not opened (PDF)",)
    assert "JVBERi" not in page.text


def test_tables_that_only_lay_out_a_page_leave_no_trace() -> None:
    words = "The envoy of the river commission left Sarn on Tuesday without a text, her third visit in a month. " * 3
    rows = f"<tr><td><h1>Morning</h1></td></tr><tr><td><p>{words}</p></td></tr><tr><td>Boats</td><td>3</td></tr>"
    source = f"<html><body><table>{rows}<tr><td>One | two</td></tr></table></body></html>"
    (page,) = pages("a.html", source.encode())
    assert page.text == f"Morning\n\n{words.strip()}\n\n| Boats | 3 |\n\nOne | two"
    (mail,) = pages("a.eml", f"Subject: x\nContent-Type: text/html\n\n{source}".encode())
    assert mail.text == f"Morning\n\n{words.strip()}\n\nBoats 3\nOne | two"


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (
            "Content-Type: text/plain; format=flowed",
            "Long lines \nare joined.\nShort ones not.",
            "Long lines are joined.",
        ),
        ("Content-Type: text/plain; charset=iso-8859-1", "Caf\u00e9", "Café"),
        ("Content-Type: text/plain; charset=nonsense", "Café", "Café"),
        ("Subject: =?bogus?q?x?=", "Words.", "Words."),
        ("From: " + "(" * 5_000, "Words.", "Words."),
        ("Content-Type: multipart/mixed; boundary=b", "--b\n\n\n--b\n\nSecond part.", "Second part."),
    ],
)
def test_mail_that_is_odd(head: str, body: str, text: str) -> None:
    (page,) = pages("a.eml", f"X-Mailer: none\n{head}\n\n{body}\n".encode())
    assert text in page.text


MANY: dict[str, list[tuple[str, str, str | None, str]]] = {
    "feed.xml": [
        (
            "sarn-4711",
            "Survey boats & a closed bank",
            "2025-06-08",
            "on Sunday — the third time this spring.\n\nDravenia’s",
        ),
        ("https://sarn-post.example/guard", "Guard changes its tone", "2025-06-09", "The river guard regrets"),
    ],
    "feed.atom": [
        ("tag:notes.example,2025:1", "What the survey found", "2025-06-10", "The survey found the river two metres"),
        ("tag:notes.example,2025:2", "Only ever updated", None, "dry for a < third summer."),
    ],
    "result.json": [
        ("2", "", "2025-05-06", "Talks on the ferry resumed at Port Alden. https://coastwire.example/ferry"),
        ("5", "", "2025-05-08", "No boat was turned back on Thursday."),
    ],
    "articles.json": [
        ("12", "Harbour lease explained", "2025-06-14", "for twelve years.\n\nIt needs a vote"),
        ("https://sarn-post.example/bell", "Ferry bell found", "2025-06-14", "A diver found the bell"),
    ],
    "articles.jsonl": [
        ("a-1", "Guard post closed", "2025-06-15", "The guard post at the landing"),
        ("https://coastwire.example/envoy", "Envoy expected", "2025-06-16", "The envoy is expected back"),
    ],
}


@pytest.mark.parametrize("name", MANY)
def test_many_articles(name: str) -> None:
    found = [(page.entry, page.meta.get("title", ""), page.meta.get("date")) for page in read(name)]
    assert found == [row[:3] for row in MANY[name]]
    for page, (*_, words) in zip(read(name), MANY[name], strict=True):
        assert words in page.text


@pytest.mark.parametrize(
    ("name", "remark"),
    [
        ("feed.xml", "1 of 3 entries of the feed have no text and were left out"),
        ("articles.json", "1 of 3 items have no text and were left out"),
        ("articles.jsonl", "line 2 is no JSON and was left out (column 43: Unterminated string starting at)"),
    ],
)
def test_what_was_left_out_is_said(name: str, remark: str) -> None:
    assert read(name)[0].remarks == (remark,)


def test_roles_and_days_of_messages_and_entries() -> None:
    first, second = read("result.json")
    assert (first.meta["source"], first.meta["time"], first.meta["updated"]) == ("Alden Watch", "19:02", "2025-05-07")
    assert second.meta["origin"] == "River Guard Press"
    first, second = read("feed.atom")
    assert (first.meta["source"], first.meta["author"], first.meta["updated"]) == (
        "River Notes",
        "Ruta Vance",
        "2025-06-12",
    )
    assert second.meta["updated"] == "2025-06-11"
    assert read("articles.json")[0].meta["author"] == "Petra Oss, Ana Belt"


ENTRY = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>1</id><title>a</title>{}
<summary>{}</summary><content type="html">&lt;p&gt;The river ferry of Sarn stopped at noon.&lt;/p&gt;</content>
</entry></feed>"""


@pytest.mark.parametrize(
    ("summary", "below"),
    [
        ("Mayor Petra Lunn resigned.", "\n\nMayor Petra Lunn resigned."),
        ("The river ferry of Sarn", ""),
        ("The river ferry stopped at …", ""),
        ("", ""),
    ],
)
def test_a_summary_that_says_something_else_than_the_text_is_kept(summary: str, below: str) -> None:
    (page,) = pages("a.atom", ENTRY.format("", summary).encode())
    assert page.text == f"The river ferry of Sarn stopped at noon.{below}"
    assert page.remarks == (("its summary says something else than its text, and stands below it",) if below else ())


def test_the_categories_of_an_entry_are_not_compared_with_each_other() -> None:
    categories = "".join(f"<category term='c{number}'>c{number}</category>" for number in range(9))
    feed = formats.feed._parsed(ENTRY.format(categories, "").replace("1</id>", "1</id><category/>"))
    assert feed["entries"][0]["tags"] == []
    assert pages("a.atom", ENTRY.format(categories, "").encode())[0].text.endswith("at noon.")


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.html", b"<html><head><title>x</title></head><body></body></html>", "no text in it"),
        ("a.xml", b"<urlset><url><loc>https://a.example</loc></url></urlset>", "not an RSS or Atom feed"),
        ("a.rss", b'<!DOCTYPE lolz [<!ENTITY a "&b;&b;">]><rss><channel/></rss>', "it declares entities"),
        ("a.rss", b"<rss version='2.0'><channel>" + b"<item>" * 500, "nested too deeply"),
        ("a.rss", b"<rss><x " + b" ".join(b"a%d='1'" % n for n in range(501)) + b"/>", "more than 500 attributes"),
        ("a.rss", b"<rss version='2.0'><channel><item><title>only a title</title></item></channel></rss>", "are empty"),
        ("a.eml", b"no header at all, only words", "no header"),
        ("a.eml", b"Subject: x\nContent-Type: application/pdf\n\nJVBERi0", "without a text or HTML part"),
        ("a.mhtml", b"Subject: x\nContent-Type: text/plain\n\nwords", "without an HTML part"),
        ("a.pdf", b"%PDF-1.4 and nothing more", "not a PDF file"),
        ("a.json", b"{", "not JSON: line 1, column 2"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b'{"name": "some settings", "version": 3}', "looked for an object"),
        ("a.json", b"[1, 2, NaN]", "looked for an object"),
        ("a.json", b'{"name": "x", "type": "personal_chat", "messages": []}', "Telegram export without"),
        ("a.jsonl", b"{x\n" * 20, "line 1 is no JSON"),
    ],
)  # fmt: skip
def test_the_reason_why_there_is_no_article(name: str, raw: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        pages(name, raw)


def pdf(content: str = "", trailer: str = "") -> bytes:
    """A PDF file of one sheet; its cross-reference table is left for the reader to rebuild."""
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body = "".join(f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer << /Size 6 /Root 1 0 R {trailer}>>\nstartxref\n0\n%%EOF\n".encode()


def test_a_scan_has_no_text() -> None:
    with pytest.raises(Unreadable, match="it is a scan"):
        pages("a.pdf", pdf())
    assert pages("a.pdf", pdf("BT /F1 9 Tf (A short notice of the commission.) Tj ET"))[0].text


def test_an_encrypted_file_is_said_to_be() -> None:
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<41> <41>] "
    with pytest.raises(Unreadable, match="encrypted"):
        pages("a.pdf", pdf("BT /F1 9 Tf (Secret words) Tj ET", locked))


@pytest.mark.parametrize(
    ("author", "read", "lost"),
    [
        ("(Ana Belt)", "Ana Belt", False),
        ("[(Ana Belt) 7 0 R]", "Ana Belt, Joren Sky", False),
        ("7 0 R", "Joren Sky", False),
        ("8 0 R", "Joren Sky", False),
        ("null", None, False),
        ("[/A 9 0 R]", None, True),
        ("/Ana", None, True),
        ("<< /Ana (Belt) >>", None, True),
        ("[[(Ana Belt)]]", None, True),
        ("4711", None, True),
    ],
)
def test_what_a_pdf_file_says_of_itself_counts_where_it_is_text(author: str, read: str | None, lost: bool) -> None:
    told = f"6 0 obj\n<< /Author {author} >>\nendobj\n7 0 obj\n(Joren Sky)\nendobj\n8 0 obj\n[7 0 R]\nendobj\n"
    raw = pdf("BT /F1 9 Tf (A short notice of the river commission, as it met.) Tj ET", "/Info 6 0 R")
    (page,) = pages("a.pdf", raw.replace(b"trailer", told.encode() + b"trailer"))
    assert page.meta.get("author") == read
    assert page.remarks == (("its author is not written as text and was left out",) if lost else ())


TOO_MANY: dict[str, Callable[[int], bytes]] = {
    "a.jsonl": lambda count: b'{"text":"Hi"}\n' * count,
    "b.jsonl": lambda count: b'{"text":"Hi"}\n' + b"{}\n" * (count - 1),
    "a.json": lambda count: b"[" + b",".join([b'{"text":"Hi"}'] * count) + b"]",
    "b.json": lambda count: b'{"name":"C","messages":[' + b",".join([b'{"text":"Hi"}'] * count) + b"]}",
    "a.rss": lambda count: (
        b"<rss><channel>%b</channel></rss>" % (b"<item><description>Hi</description></item>" * count)
    ),
}


@pytest.mark.parametrize("name", TOO_MANY)
def test_a_file_of_too_many_articles_is_left_out_and_says_so(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "MOST_ARTICLES", 40)
    assert pages(name, TOO_MANY[name](40))
    with pytest.raises(Unreadable, match="holds more than 40 articles; divide it into several files"):
        pages(name, TOO_MANY[name](41))


def test_a_file_of_very_many_articles_is_left_out_before_they_are_made() -> None:
    assert many.MOST_ARTICLES * 400 == LARGEST
    with pytest.raises(Unreadable, match="holds more than 50,000 articles"):
        pages("a.jsonl", b"".join(b'{"text":"%x"}\n' % number for number in range(60_000)))


def test_a_feed_of_too_many_entries_is_left_out_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "MOST_ARTICLES", 3)
    fine = b"<rss><channel><items/><item><description>Boats &lt;item> &lt;entry></description></item></channel></rss>"
    assert formats.feed.pages("a.rss", fine)
    monkeypatch.setattr(formats.feed, "foreign", None)
    with pytest.raises(Unreadable, match="holds more than 3 articles"):
        formats.feed.pages("a.rss", b"<rss><channel>" + b"<item a='1'/>" * 4)


def test_zero_bytes_below_a_pdf_file_are_not_looked_through() -> None:
    raw = pdf("BT /F1 9 Tf (A short notice of the river commission, as it met.) Tj ET")
    assert pages("a.pdf", raw + b"\0" * 5_000)[0].text.strip() == pages("a.pdf", raw)[0].text.strip()
    with pytest.raises(Unreadable, match="it holds no object"):
        pages("a.pdf", b"%PDF-1.4\n" + b"\0" * 5_000)


def test_a_file_of_too_many_lines_is_left_out_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "MOST_LINES", 40)
    for name, line in (("a.txt", b"Rain.\n"), ("a.jsonl", b'{"text": "Rain.\\nSnow.\\nIce."}\n')):
        fits = 40 if name == "a.txt" else 20
        assert pages(name, line * fits)
        with pytest.raises(Unreadable, match="holds more than 40 lines; divide it into several files"):
            pages(name, line * (fits + 1))


def test_bad_lines_are_counted_and_cost_no_other() -> None:
    (page,) = pages("a.jsonl", b"{x\n" * 15 + b'{"text": "Still here."}\n[1]\n')
    assert (page.text, page.entry) == ("Still here.", "16")
    assert len(page.remarks) == 12
    assert page.remarks[10:] == ("and 5 more lines that are no JSON", "1 of 2 items have no text and were left out")


@pytest.mark.parametrize(
    ("raw", "entry", "text"),
    [
        (b'{"title": "One", "text": "Alone."}', None, "Alone."),
        (b'{"articles": [{"id": 7, "content": "In a list."}]}', "7", "In a list."),
        (b'{"items": [{"id": "x", "content_html": "<p>Of a feed &amp; more</p>"}]}', "x", "Of a feed & more"),
        (b'[{"text": "<b>kept</b> as it is", "id": 99999999999999999999999}]', "9" * 23, "<b>kept</b> as it is"),
        (b'[{"body": ["First.", "Second."]}]', "1", "First.\n\nSecond."),
        (b'{"chats": {"list": [{"name": "C", "id": 5, "messages": [{"id": 1, "text": "Hi."}]}]}}', "5/1", "Hi."),
        (b'[{"text": "\\ud800 \\u001b[31mred"}]', "1", "\ufffd red"),
    ],
)
def test_shapes_of_json(raw: bytes, entry: str | None, text: str) -> None:
    (page,) = pages("a.json", raw)
    assert (page.entry, page.text) == (entry, text)


@pytest.mark.parametrize(
    ("name", "raw", "remark"),
    [
        ("a.json", b'{"text": "It rained.", "text": "It snowed."}', "the article gives a key twice"),
        ("a.jsonl", b'{"date": "2019-01-01", "text": "Rain.", "date": "2020-02-02"}', "the article gives a key twice"),
        ("a.json", b'{"articles": [], "articles": [{"text": "Rain."}]}', "the file gives a key twice"),
        ("a.json", b'{"text": "Rain.", "comments": [{"body": "No, snow."}]}', "the article holds further texts"),
        ("a.json", b'[{"text": "Rain.", "more": {"a": [{"text": "Snow."}]}}]', "the article holds further texts"),
        ("a.json", b'{"articles": [{"text": "Rain."}], "x": [{"text": "Snow"}]}', "the file holds further texts"),
        ("a.json", b'{"text": "Rain in Sarn.", "text": "Rain in Sarn.", "tags": [{"text": "(Sarn)"}]}', ""),
        ("a.json", b'{"text": "Rain.", "articles": [{"text": "Snow."}], "author": {"name": "A. Belt"}}', ""),
    ],
)
def test_what_json_holds_beside_what_is_read_is_told(name: str, raw: bytes, remark: str) -> None:
    (told,) = pages(name, raw)[0].remarks or ("",)
    assert told.startswith(remark)
    assert bool(told) == bool(remark)


def test_json_of_more_values_than_any_articles_have_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonvalue, "MOST_PARTS", 100)
    for name in ("a.json", "a.jsonl"):
        assert pages(name, b'{"text": "x", "n": [' + b"0, " * 90 + b"0]}")
        with pytest.raises(Unreadable, match="holds more than 100 values"):
            pages(name, b'{"text": "x", "n": [' + b"[], " * 90 + b"0]}")


WINDOWS = "Le président a « déclaré » que la trêve était prolongée. "


@pytest.mark.parametrize(
    ("raw", "declared", "text", "how"),
    [
        ("Đorđe".encode(), "iso-8859-1", "Đorđe", "utf-8"),
        ("café".encode("cp1252"), "utf-8", "café", "windows-1252 (detected)"),
        (WINDOWS.encode("cp1252"), None, WINDOWS, "windows-1252 (detected)"),
        ("“Říčka”".encode("cp1250"), "windows-1250", "“Říčka”", "windows-1250 (declared)"),
        ("Мир продлён".encode("koi8-r"), "koi8-r", "Мир продлён", "koi8-r (declared)"),
        ("停戦".encode("shift_jis"), "Shift_JIS", "停戦", "shift-jis (declared)"),
        ("café".encode("cp1252"), "no-such-charset", "café", "windows-1252 (detected)"),
        ("Rozejm przedłużono, oświadczył rzecznik.".encode("cp1250"), None, "Rozejm przedłużono, oświadczył rzecznik.",
         "windows-1250 (detected)"),
        ("sixteen".encode("utf-16-le"), None, "sixteen", "utf-16-le (detected)"),
        ("Мир и река".encode("utf-16-be"), None, "Мир и река", "utf-16-be (detected)"),
        (b"words without zeros" * 20 + b"\0", None, "words without zeros" * 20, "utf-8"),
        ("où ça déjà été vu à côté naïf".encode() + b" \xc3", None, "où ça déjà été vu à côté naïf \ufffd",
         "utf-8, 1 unreadable place"),
        ("CafÃ© â€œyesâ€\u009d".encode(), None, "Café “yes”", "utf-8, repaired"),
        ("NÃO À GUERRA, Ñandú".encode(), None, "NÃO À GUERRA, Ñandú", "utf-8"),
        ("“curly” ﬁne ｗide &amp; 5′".encode(), None, "“curly” ﬁne ｗide &amp; 5′", "utf-8"),
    ],
)  # fmt: skip
def test_decoding(raw: bytes, declared: str | None, text: str, how: str) -> None:
    assert decode.decode(raw, declared) == (text, how)


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="windows-1251">', "windows-1251"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        (b"<?xml version='1.0' encoding='ISO-8859-2'?>", "ISO-8859-2"),
        (b"<p>charset=x</p>", None),
    ],
)
def test_declared(head: bytes, charset: str | None) -> None:
    assert decode.declared(head) == charset


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-09-16T23:50:00-03:00", "2025-09-16"),
        ("2025/9/6", "2025-09-06"),
        ("20250916", "2025-09-16"),
        ("20250916T101112Z", "2025-09-16"),
        ("2025-09", "2025-09"),
        ("Tue, 16 Sep 2025 10:11:12 GMT", "2025-09-16"),
        ("Tue Sep 16 2025 10:11:12 GMT+0200 (CEST)", "2025-09-16"),
        ("2025", None),
        ("2025-13-01", None),
        ("2025-02-30", None),
        ("1970-01-01", None),
        ("0001-01-01T00:00:00", None),
        ("2025-09-16-slug", None),
        ("05/04/2025", None),
        ("", None),
    ],
)
def test_days_for_machines(written: str, day: str | None) -> None:
    assert days.iso_day(written) == day


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
def test_a_file_cut_short_or_damaged_gives_pages_or_a_reason(name: str) -> None:
    raw = (FIXTURES / name).read_bytes()
    for place in range(0, len(raw), max(1, len(raw) // 25)):
        for damaged in (raw[:place], raw[:place] + b"\xff<\0>\x1b[" + raw[place + 3 :], raw[:place] + raw):
            try:
                found = pages(name, damaged)
            except Unreadable:
                continue
            assert any(page.text.strip() for page in found)
            assert all(char >= " " or char == "\n" for page in found for char in page.text)


def test_whatever_has_no_name_is_known_by_its_beginning() -> None:
    same = {".atom": ".xml"}
    for path in FIXTURES.iterdir():
        assert likely_ending(path.read_bytes()) == same.get(path.suffix, path.suffix), path.name
    for words in ("[Text] A clandestine radio", "From: the front, a letter", "{sic} - not JSON", "- - -"):
        assert likely_ending(words.encode()) == ".txt"


def test_every_format_says_how_large_its_files_may_be() -> None:
    assert {largest(f"a{ending}") for ending in FORMATS} == {20_000_000, 60_000_000}


def test_no_foreign_parser_is_awake_before_it_is_needed() -> None:
    foreign = "trafilatura lxml htmldate feedparser pypdf ftfy charset_normalizer email.message markdown_it".split()
    code = f"import sys, briefing.intake.formats; print(*sorted({foreign} & sys.modules.keys()))"
    code = code.replace("[", "{").replace("]", "}")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
