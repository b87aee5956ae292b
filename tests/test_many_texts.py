"""Files that hold more than one text, in letters, web archives and JSON: each is read, or it is said which was not."""

import base64
import json
from datetime import date

import pytest

from briefing.actors import Gazetteer
from briefing.files import Unreadable
from briefing.intake.formats import pages
from briefing.reading import read


@pytest.mark.parametrize("charset", ["unicode_escape", "unicode-escape", "raw_unicode_escape", "UTF-7", "punycode"])
def test_a_charset_that_is_the_notation_of_a_program_is_not_decoded(charset: str) -> None:
    said = rb"The ferry \u0041\x42 +AEE- ran to the caf" + b"\xe9 of the old harbour."
    (page,) = pages("a.eml", f"Subject: x\nContent-Type: text/plain; charset={charset}\n\n".encode() + said)
    assert r"The ferry \u0041\x42 +AEE- ran" in page.text
    assert "declared" not in page.encoding


PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"
RICH = "Content-Type: text/html; charset=utf-8\n\n"
SAID = "The river commission met in the old harbour of Port Alden, and its chair said that the ferry will run again."


def letter(kind: str, *parts: str, head: str = "Subject: x") -> bytes:
    """A mail of these parts."""
    return f"{head}\n{multipart(kind, *parts)}".encode()


def multipart(kind: str, *parts: str) -> str:
    """Parts held together, each with its own header."""
    mark = f"b{len(''.join(parts))}"
    inner = "".join(f"--{mark}\n{part}\n" for part in parts)
    return f"Content-Type: multipart/{kind}; boundary={mark}\n\n{inner}--{mark}--\n"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (letter("mixed", PLAIN + "One.", PLAIN + "Two."), "One.\n\nTwo."),
        (letter("mixed", PLAIN + "One.", "Content-Type: image/png\n\nx", PLAIN + "Two."), "One.\n\nTwo."),
        (letter("mixed", RICH + "<p>One.</p>", RICH + "<p>Two.</p>"), "One.\n\nTwo."),
        (letter("mixed", PLAIN + "One.", RICH + "<p>Two.</p>"), "One.\n\nTwo."),
        (
            letter("mixed", multipart("alternative", PLAIN + SAID, RICH + f"<p>{SAID}"), PLAIN + "Two."),
            f"{SAID}\n\nTwo.",
        ),
        (letter("mixed", PLAIN + "One.", "Content-Type: text/markdown\n\n*Two.*"), "One.\n\n*Two.*"),
        (letter("alternative", PLAIN + SAID, f"Content-Type: text/markdown\n\n*{SAID}*"), SAID),
        (letter("mixed", PLAIN + "One.", "Content-Disposition: attachment\n" + PLAIN + "Two."), "One."),
        (letter("mixed", PLAIN + "One.", PLAIN + "One."), "One."),
        (letter("mixed", PLAIN + SAID, RICH + f"<p>{SAID}</p>"), SAID),
        (letter("alternative", PLAIN + "See it in your browser.", RICH + f"<p>{SAID}</p>"), SAID),
        (letter("alternative", PLAIN + SAID, RICH + f"<p>{SAID} Boats.</p>"), SAID),
    ],
)
def test_all_that_is_to_be_read_in_a_mail_is_read_once(raw: bytes, text: str) -> None:
    (page,) = pages("a.eml", raw)
    assert page.text.strip() == text


@pytest.mark.parametrize(
    ("header", "title", "source"),
    [
        ("Subject: =?utf-8?q?_=00_?=", "=?utf-8?q?_=00_?=", ""),
        ("From: =?utf-8?b?abcde?=", "", ""),
        ("From: =?utf-8?b?abcde?= <desk@alden.example>", "", "=?utf-8?b?abcde?="),
        ("Subject: =?utf-8?q?Caf=C3=A9?=", "Café", ""),
    ],
)
def test_a_damaged_header_costs_no_text(header: str, title: str, source: str) -> None:
    (page,) = pages("a.eml", f"{header}\n{PLAIN}{SAID}".encode())
    assert (page.text.strip(), page.meta.get("title", ""), page.meta.get("source", "")) == (SAID, title, source)
    name = header.partition(":")[0]
    said = f"the header {name} is kept as it is written: its coding is damaged"
    assert page.remarks == ((said,) if "Caf" not in header else ())


def test_what_is_said_of_attachments_holds_no_word_of_the_sender() -> None:
    attached = [
        f"Content-Type: {kind}\nContent-Disposition: attachment; filename=Kessary-{n}.bin\n\nx"
        for n, kind in enumerate(("application/pdf", "image/png", "image/x-kessary", "x-kessary/kessary"))
    ]
    (page,) = pages("a.eml", letter("mixed", PLAIN + SAID, *attached))
    assert page.remarks == ("4 attachments not opened (PDF, of another kind, picture)",)


FORWARDED = "Date: Tue, 3 Oct 2023 10:00:00 +0000\nFrom: Sarn Post <desk@sarn.example>\nSubject: Boats"
OUTER = "Date: Wed, 4 Oct 2023 10:00:00 +0000\nFrom: Alden Desk <desk@alden.example>\nSubject: See below"


def mails_in_it(headers: str, kind: str = "mixed", place: str = "") -> tuple[str, ...]:
    declared = "" if kind == "digest" else "Content-Type: message/rfc822\n"
    return tuple(f"{place}{declared}\n{headers}\n{PLAIN}Said elsewhere, {number}." for number in (1, 2))


@pytest.mark.parametrize("place", ["", "Content-Disposition: attachment; filename=Kessary.eml\n"])
def test_mails_within_a_mail_are_articles_of_their_own(place: str) -> None:
    outer, *inner = pages("a.eml", letter("mixed", PLAIN + SAID, *mails_in_it(FORWARDED, place=place), head=OUTER))
    assert (outer.text.strip(), outer.entry, outer.meta["date"]) == (SAID, None, "2023-10-04")
    assert outer.remarks == ("2 mails that lie in it are articles of their own",)
    assert [(page.text.strip(), page.entry) for page in inner] == [
        ("Said elsewhere, 1.", "1"),
        ("Said elsewhere, 2.", "2"),
    ]
    said = {(page.meta["title"], page.meta["source"], page.meta["date"], page.remarks) for page in inner}
    assert said == {("Boats", "Sarn Post", "2023-10-03", ())}


def test_the_mails_of_a_digest_have_nothing_of_the_mail_they_came_in() -> None:
    read = pages("a.eml", letter("digest", *mails_in_it("X-Mailer: none", "digest"), head=OUTER))
    assert [(page.text.strip(), page.entry, page.meta) for page in read] == [
        ("Said elsewhere, 1.", "1", {}),
        ("Said elsewhere, 2.", "2", {}),
    ]
    assert read[0].remarks == ("it lies in a mail that has no text of its own",)


def test_a_mail_within_a_mail_that_is_in_base64_is_read() -> None:
    inner = base64.encodebytes(f"{FORWARDED}\n{PLAIN}Said elsewhere.".encode()).decode()
    coded = f"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{inner}"
    _, page = pages("a.eml", letter("mixed", PLAIN + SAID, coded, head=OUTER))
    assert (page.text.strip(), page.meta["title"], page.meta["date"]) == ("Said elsewhere.", "Boats", "2023-10-03")


def test_parts_that_are_not_told_apart_are_told_of() -> None:
    (page,) = pages("a.eml", letter("mixed", PLAIN + SAID, f"Content-Type: multipart/related\n\n{PLAIN}Words."))
    assert page.remarks == ("1 text of another kind than plain, HTML or Markdown not read",)


TWO = f"--b7\n{PLAIN}{SAID}\n--b7\n{PLAIN}Two.\n--b7--\n"
STANDS = "the line that should divide its parts does not stand in it, so its text is read as it stands"
DIVIDED = "its parts are divided by another line than its header says; they are read all the same"


@pytest.mark.parametrize(
    ("head", "body", "text", "remarks"),
    [
        ("mixed; boundary=b8", f"{SAID}\n\nMore.\n", f"{SAID}\n\nMore.", (STANDS,)),
        ("mixed", f"{SAID}\n\n-- \nMore.\n", f"{SAID}\n\n-- \nMore.", (STANDS,)),
        ("mixed; boundary=b8", TWO, f"{SAID}\n\nTwo.", (DIVIDED,)),
        ("mixed", f"This is a message in parts.\n\n{TWO}", f"{SAID}\n\nTwo.", (DIVIDED,)),
        ("mixed; boundary=b7", TWO, f"{SAID}\n\nTwo.", ()),
        ("mixed; boundary=b7", TWO[:-7], f"{SAID}\n\nTwo.", ()),
    ],
)
def test_a_mail_that_is_not_divided_as_it_says_is_read(
    head: str, body: str, text: str, remarks: tuple[str, ...]
) -> None:
    (page,) = pages("a.eml", f"Subject: x\nContent-Type: multipart/{head}\n\n{body}".encode())
    assert (page.text.strip(), page.remarks) == (text, remarks)


CODED = base64.encodebytes(f"{SAID}\n\n{SAID}".encode()).decode()
AS_WORDS = "a text that is said to be in base64 is not, and is read as it stands"


@pytest.mark.parametrize(
    ("body", "text", "remarks"),
    [
        (CODED, f"{SAID}\n\n{SAID}", ()),
        (CODED.replace("\n", ""), f"{SAID}\n\n{SAID}", ()),
        (f"{CODED}\n-- \nThe list of letters\n", f"{SAID}\n\n{SAID}", ()),
        (CODED.rstrip("=\n")[:-3], f"{SAID}\n\n{SAID}"[:-3], ()),
        (f"{SAID}\n\n{SAID}\n", f"{SAID}\n\n{SAID}", (AS_WORDS,)),
        ("The river is high.\n\nBoats stay.\n\nMore.", "The river is high.\n\nBoats stay.\n\nMore.", (AS_WORDS,)),
    ],
)
def test_words_that_are_said_to_be_in_base64_are_read(body: str, text: str, remarks: tuple[str, ...]) -> None:
    (page,) = pages("a.eml", f"Subject: x\nContent-Transfer-Encoding: Base64\n{PLAIN}{body}".encode())
    assert page.text.startswith(text)
    assert page.remarks == remarks


@pytest.mark.parametrize(
    ("sender", "source"),
    [
        ("=?utf-8?Q?desk=40sarn-post.example=2C?= <a@far.example>", "far.example"),
        ("=?utf-8?Q?A=22_=3Cdesk=40sarn-post.example=3E?= <a@far.example>", "far.example"),
        ('"desk@alden.example" <desk@alden.example>', "alden.example"),
        ("=?utf-8?Q?Oldt,_Ren=C3=A9e_(Sarn)?= <a@far.example>", "Oldt, Renée (Sarn)"),
        ('"Boats, Inc." <a@far.example>', "Boats, Inc."),
        ("Речная почта <a@far.example>", "Речная почта"),
        ("Renée =?utf-8?q?Oldt=C3=A9?= <a@far.example>", "Renée Oldté"),
        ("a@far.example (The Desk)", "The Desk"),
    ],
)
def test_who_sent_a_mail_is_told_apart_before_it_is_decoded(sender: str, source: str) -> None:
    (page,) = pages("a.eml", f"From: {sender}\n\n{SAID}".encode())
    assert page.meta["source"] == source


@pytest.mark.parametrize(
    ("charset", "told"),
    [
        ("utf-8", ""),
        ("koi8-r", "the header Subject does not say in which encoding it is written, and was read as koi8-r"),
    ],
)
def test_a_header_in_bytes_that_nobody_coded_is_read(charset: str, told: str) -> None:
    raw = f"Subject: Паром снова пойдёт\nContent-Type: text/plain; charset={charset}\n\nПаром.".encode(charset)
    (page,) = pages("a.eml", raw)
    assert page.meta["title"] == "Паром снова пойдёт"
    assert page.remarks == ((told,) if told else ())


OTHER = "In Sarn the guard closed its post at the landing: nobody had paid the river pilots since the end of spring."


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((PLAIN + SAID, RICH + f"<p>{OTHER}</p>"), "says other things"),
        ((PLAIN + SAID, RICH + f"<p><b>{SAID}</b> Unsubscribe here.</p>"), ""),
        ((PLAIN + "See it in your browser.", RICH + f"<p>{OTHER}</p>"), ""),
        ((PLAIN + SAID, "Content-Type: text/calendar\n\nBEGIN:VCALENDAR"), "1 text of another kind"),
        ((PLAIN + SAID, "Content-Type: text/x-amp-html\n\n<p>x"), ""),
    ],
)
def test_what_a_mail_says_in_another_form_only_is_told(parts: tuple[str, ...], told: str) -> None:
    (page,) = pages("a.eml", letter("alternative", *parts))
    assert told in "; ".join(page.remarks)
    assert bool(told) == bool(page.remarks)


@pytest.mark.parametrize(
    ("delsp", "text"),
    [("; delsp=yes", "The minister of water.\n-- \nAnn"), ("; delsp=no", "The mini ster of  \nwater.\n-- \nAnn")],
)
def test_lines_that_flow_are_joined_as_they_were_broken(delsp: str, text: str) -> None:
    flowed = "The mini \nster of  \nwater.\n-- \nAnn"
    (page,) = pages("a.eml", f"Subject: x\nContent-Type: text/plain; format=flowed{delsp}\n\n{flowed}".encode())
    assert page.text == text


MIXED = "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (MIXED + "--b\n\n" * 30_000, "more than 20,000 parts"),
        (MIXED + "--b\n" + "A:\n" * 250_000 + "\nBoats.", "more than 200,000 headers"),
        ("A:\n" * 2_000_000 + "\nBoats.", "more than 1,500,000 lines"),
    ],
)
def test_a_mail_of_too_many_parts_is_left_out_and_says_so(raw: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        pages("a.eml", raw.encode())


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Content-Type: text/plain; x=" + ";" * 200_000, "a header that says what a part is was longer"),
        ("Subject: " + "x" * 2_001, "the header Subject is longer"),
        ("X-Other: " + "x" * 9_000, ""),
        ("X-Other: x\n" * 1_000 + "Subject: " + "x" * 2_000, ""),
    ],
)
def test_a_long_header_is_cut_and_told_where_it_matters(header: str, told: str) -> None:
    (page,) = pages("a.eml", f"{header}\n\n{SAID}".encode())
    assert page.text.strip() == SAID
    assert [told in remark for remark in page.remarks] == [True] * bool(told)


@pytest.mark.parametrize(
    ("others", "told"), [([5, 3], ""), ([5, 120], "1 more part with a"), ([120, 150], "2 more parts")]
)
def test_the_other_texts_of_a_web_archive_are_told(others: list[int], told: str) -> None:
    frames = [f"{RICH}<p>{'word ' * count}</p>" for count in others]
    (page,) = pages("a.mhtml", letter("related", f"{RICH}<html><body><p>{SAID}</p></body></html>", *frames))
    assert page.text.strip() == SAID
    assert [told and told in remark for remark in page.remarks] == [True] * bool(told)


ADDRESS = "https://sarn-post.example/ferry"


@pytest.mark.parametrize(
    ("start", "named", "located", "first"),
    [
        ('; start="<main@x>"', "Content-ID: <main@x>", "", False),
        ("", "", f"Content-Location: {ADDRESS}", False),
        ('; start="<main@x>"', "Content-ID: <other@x>", "", True),
        ("", "Content-ID: <main@x>", "Content-Location: https://far.example/", True),
    ],
)
def test_a_web_archive_is_the_part_that_it_names(start: str, named: str, located: str, first: bool) -> None:
    aside = f"Content-Location: https://far.example/frame\n{RICH}<p>Buy boats, the best of all boats.</p>"
    header = "".join(f"{line}\n" for line in (named, located) if line)
    archive = multipart("related", aside, f"{header}{RICH}<html><body><p>{SAID}</p></body></html>")
    raw = f"Snapshot-Content-Location: {ADDRESS}\n{archive.replace('/related', f'/related{start}', 1)}"
    (page,) = pages("a.mhtml", raw.encode())
    assert (page.text.strip() == SAID) != first
    assert page.meta["url"] == ADDRESS


@pytest.mark.parametrize("empty", ["", "<html><body></body></html>", "<html><head><title>Frame</title></head></html>"])
def test_a_web_archive_is_its_first_page_with_words(empty: str) -> None:
    parts = (RICH + empty, RICH + f"<html><body><p>{SAID}</p></body></html>", RICH + "<p>A frame of the page.</p>")
    (page,) = pages("a.mhtml", letter("related", *parts))
    assert page.text.strip() == SAID


CHAT = {"name": "Desk", "messages": [{"id": 1, "text": "m"}]}
LONGER = "of which the longest was read"


@pytest.mark.parametrize(
    ("held", "texts", "remark"),
    [
        ({"items": [{"text": "a"}], "articles": [{"text": "b"}]}, ["b", "a"], ""),
        ({"text": "abstract", "articles": [{"text": "b"}]}, ["abstract", "b"], ""),
        ({**CHAT, "articles": [{"text": "b"}]}, ["m", "b"], ""),
        ({"text": "x", "body": SAID}, [SAID], LONGER),
        ([{"text": "x", "content_html": f"<p>{SAID}"}], [SAID], LONGER),
        ({"text": SAID, "content": f"<p><b>{SAID}</b></p>"}, [SAID], ""),
        ({"text": SAID, "data": [1, 2], "items": []}, [SAID], ""),
        ({"data": [1], "items": [{"text": "a"}]}, ["a"], ""),
    ],
)
def test_no_text_of_a_json_file_is_lost_without_a_word(held: object, texts: list[str], remark: str) -> None:
    read = pages("a.json", json.dumps(held).encode())
    assert [page.text.strip() for page in read] == texts
    said = " ".join(word for page in read for word in page.remarks)
    assert remark in said
    assert bool(remark) == bool(said)


@pytest.mark.parametrize(
    ("markup", "read"),
    [("> " * 30 + "- " * 30 + "x", False), ("- " * 40, True), ("* " * 40, True), ("> > > - - - > x", True)],
)
def test_markdown_that_nests_too_deeply_is_kept_as_it_is_written(markup: str, read: bool) -> None:
    (page,) = pages("a.md", f"{markup}\n\n*{SAID}*\n".encode())
    assert SAID in page.text
    assert (f"*{SAID}*" not in page.text) == read
    assert any("nested too deeply" in remark for remark in page.remarks) != read


SENT = "From: Sarn Post <desk@sarn.example>\nSubject: Boats\n"


@pytest.mark.parametrize(
    ("raw", "kind", "title"),
    [
        (f"<!DOCTYPE html>\n<html><head><title>Boats</title></head><body><p>{SAID}", "a web page", "Boats"),
        (f"\ufeff\n<HTML lang=en><head><title>Boats</title></head><body><p>{SAID}", "a web page", "Boats"),
        (f"{SENT}MIME-Version: 1.0\n\n{SAID}", "a mail", "Boats"),
        (f"Message-ID: <1@sarn.example>\r\n{SENT}\r\n\r\n{SAID}", "a mail", "Boats"),
        (f"{SENT}\n{SAID}", "", None),
        (f"Received: 2021-03-04\nFrom: our desk\n\n{SAID}", "", None),
        (f"MIME-Version: a short history\n\n{SAID}", "", None),
        (f"2021-03-04\n<html>\n{SAID}", "", None),
        (f"<!DOCTYPE of the ferry>\n{SAID}", "", None),
        (f"---\ntitle: Boats\n---\n{SAID}", "", None),
        (f'{{"title": "Boats", "text": "{SAID}"}}', "", None),
    ],
)
def test_what_is_plain_text_by_its_name_alone_is_read_as_what_it_is(raw: str, kind: str, title: str | None) -> None:
    for name in ("a.txt", "b/a.TEXT"):
        (page,) = pages(name, raw.encode())
        assert page.path == name
        assert SAID in page.text
        assert page.meta.get("title") == title
        said = [remark for remark in page.remarks if remark.startswith("its name says plain text")]
        assert said == ([f"its name says plain text, but it is {kind} and was read as that"] if kind else [])
        assert kind or page.text == raw
    assert pages("a.md", raw.encode())


def test_a_pdf_file_that_is_plain_text_by_its_name_is_read_as_one() -> None:
    with pytest.raises(Unreadable, match="not a PDF file"):
        pages("a.txt", f"%PDF-1.4\n{SAID}".encode())
    assert pages("a.txt", f"PDF-1.4 %PDF-\n{SAID}".encode())[0].text.startswith("PDF-1.4")


SITE = "<html><head><title>x</title><meta property='og:site_name' content='{}'><link rel=canonical href='{}'></head>"


@pytest.mark.parametrize(
    ("name", "host", "doubted"),
    [
        ("Reuters", "wire.example", True),
        ("BBC News", "bbb.example", True),
        ("The Associated Press", "apnews.example", False),
        ("Sarn Gazette", "mail.other.example", True),
        ("Reuters", "mail.reuters.example", False),
        ("BBC News", "bbc.co.example", False),
        ("The Guardian", "theguardian.example", False),
        ("Voice of America", "voanews.example", False),
        ("Associated Press", "ap.example", False),
        ("RFE/RL", "www.rferl.example", False),
        ("Al Jazeera", "al-jazeera.example", False),
        ("Sárn Gazétte", "sarn.example", False),
        ("Ana Belt", "letters.example", False),
        ("Notes of a boatman", "letters.example", False),
    ],
)
def test_a_publisher_whose_name_is_foreign_to_its_address_is_doubted(name: str, host: str, doubted: bool) -> None:
    came_from = host.removeprefix("www.")
    for file, raw in {
        "a.eml": f"From: {name} <news@{host}>\nSubject: x\n\n{SAID}",
        "a.html": f"{SITE.format(name, f'https://{host}/a?b#c')}<body><article><p>{SAID}</p></article></body></html>",
    }.items():
        (page,) = pages(file, raw.encode())
        article = read(page, "x", Gazetteer(), today=date(2026, 1, 1))
        assert article.source == name
        said = [doubt for doubt in article.doubts if doubt.startswith("it calls itself")]
        assert said == ([f"it calls itself {name}; it came from {came_from}"] if doubted else [])
    front = f"---\nsource: {name}\nurl: https://{host}/a\ncame_from: {host}\n---\n{SAID}"
    assert "came_from" not in pages("a.md", front.encode())[0].meta
