"""Files that hold more than one text, in letters, web archives and JSON: each is read, or it is said which was not."""

import json

import pytest

from briefing.intake.formats import pages


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
        (letter("mixed", PLAIN + "One.", "Content-Type: message/rfc822\n\nSubject: y\n\nTwo."), "One.\n\nTwo."),
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


@pytest.mark.parametrize("place", ["", "Content-Disposition: attachment; filename=Kessary.eml\n"])
@pytest.mark.parametrize(("mails", "told"), [(1, "the text of a mail that lies in it"), (2, "the texts of 2 mails")])
def test_a_mail_within_a_mail_gives_its_words_and_nothing_that_is_said_of_it(place: str, mails: int, told: str) -> None:
    headers = "Date: Tue, 3 Oct 2023 10:00:00 +0000\nFrom: Kessary <kessary@alden.example>\nSubject: Kessary"
    inner = f"{place}Content-Type: message/rfc822\n\n{headers}\n{PLAIN}"
    forwarded = [f"{inner}Said elsewhere, {number}." for number in range(mails)]
    (page,) = pages("a.eml", letter("mixed", PLAIN + SAID, *forwarded))
    assert page.text.split("\n\n") == [SAID, *(f"Said elsewhere, {number}." for number in range(mails))]
    assert not any("Kessary" in value or "2023" in value for value in page.meta.values())
    assert [remark.startswith(told) for remark in page.remarks] == [True]


@pytest.mark.parametrize(
    ("others", "told"), [([5, 3], ""), ([5, 120], "1 more part with a"), ([120, 150], "2 more parts")]
)
def test_the_other_texts_of_a_web_archive_are_told(others: list[int], told: str) -> None:
    frames = [f"{RICH}<p>{'word ' * count}</p>" for count in others]
    (page,) = pages("a.mhtml", letter("related", f"{RICH}<html><body><p>{SAID}</p></body></html>", *frames))
    assert page.text.strip() == SAID
    assert [told and told in remark for remark in page.remarks] == [True] * bool(told)


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
