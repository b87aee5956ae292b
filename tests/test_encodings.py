"""In which encoding a text is read: what is declared and where that counts, and which of it is believed."""

import pytest

from briefing.intake import decode
from briefing.intake.formats import pages

JAPANESE = "河川委員会は旧港で会合を開き、渡し船は再開すると議長が語った。"
KOREAN = "강 위원회가 옛 항구에서 모였다. 나룻배는 다시 다닌다."
CHINESE = "河流委员会在旧港开会，主席说渡船将恢复。"
RUSSIAN = "Речная комиссия собралась в старой гавани, и паром снова пойдёт. "
ESCAPED = [(JAPANESE, "iso-2022-jp"), (KOREAN, "iso-2022-kr"), (CHINESE, "hz"), (RUSSIAN, "utf-7")]


@pytest.mark.parametrize(("text", "charset"), ESCAPED)
@pytest.mark.parametrize("name", ["a.eml", "a.html", "a.xml"])
def test_letters_that_are_written_in_ascii_are_read_as_declared(name: str, text: str, charset: str) -> None:
    head, before, after = {
        "a.eml": (f"Subject: x\nContent-Type: text/plain; charset={charset}\n\n", "", ""),
        "a.html": (f"<html><head><meta charset={charset}></head><body>", "<p>", "</p></body></html>"),
        "a.xml": (f"<?xml version='1.0' encoding='{charset}'?><rss><channel><item>", "<description>", "</description>"),
    }[name]
    end = b"</item></channel></rss>" if name == "a.xml" else b""
    (page,) = pages(name, head.encode() + (before + text + after).encode(charset) + end)
    assert (text.strip() in page.text) == ((name, charset) != ("a.html", "utf-7"))


@pytest.mark.parametrize(("text", "charset"), ESCAPED)
def test_a_header_is_read_in_the_encoding_that_it_declares(text: str, charset: str) -> None:
    coded = "".join(f"={byte:02X}" for byte in text.strip().encode(charset))
    (page,) = pages("a.eml", f"Subject: =?{charset}?q?{coded}?=\n\nBoats.\n".encode())
    assert page.meta["title"] == text.strip()


@pytest.mark.parametrize(
    ("raw", "declared", "text", "how"),
    [
        (b"Dial +49 30, or +4930; 1+1=2", "utf-7", "Dial +49 30, or +4930; 1+1=2", "utf-8"),
        (b"It costs ~5 {about}", "hz", "It costs ~5 {about}", "utf-8"),
        (b"Boats ~{ boats", "us-ascii", "Boats ~{ boats", "utf-8"),
        (RUSSIAN.encode(), "iso-2022-jp", RUSSIAN, "utf-8"),
        (JAPANESE.encode("iso-2022-jp")[:-4], "iso-2022-jp", f"{JAPANESE[:-1]}\ufffd",
         "iso2022-jp (declared), 1 unreadable place"),
        ("ｱｲ渡".encode("iso2022_jp_ext"), "iso-2022-jp", "ｱｲ渡", "iso2022-jp-ext (declared)"),
        ("The café — “yes”, it said.".encode("cp1252"), "utf-16", "The café — “yes”, it said.",
         "windows-1252 (detected)"),
        (CHINESE.encode("utf-16-be"), "utf-16be", CHINESE, "utf-16-be (declared)"),
    ],
)  # fmt: skip
def test_what_is_declared_is_believed_where_it_can_be(raw: bytes, declared: str, text: str, how: str) -> None:
    assert decode.decode(raw, declared) == (text, how)


@pytest.mark.parametrize(
    ("raw", "text", "how"),
    [
        (JAPANESE.encode("iso-2022-jp"), JAPANESE, "iso2022-jp (detected)"),
        (KOREAN.encode("iso-2022-kr"), KOREAN, "iso2022-kr (detected)"),
        (b"\x1b[1mBoats\x1b[0m \x1b$B", "\x1b[1mBoats\x1b[0m \x1b$B", "utf-8"),
        (CHINESE.encode("hz"), CHINESE.encode("hz").decode(), "utf-8"),
    ],
)
def test_escapes_that_nobody_declares_are_read_where_they_leave_no_doubt(raw: bytes, text: str, how: str) -> None:
    assert decode.decode(raw) == (text, how)


REAL = "<meta charset=windows-1251>"


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (f"<!-- <meta charset=koi8-r> -->{REAL}", "windows-1251"),
        (f"<!-- {'x' * 9_000} <meta charset=koi8-r> -->{REAL}", "windows-1251"),
        (f"<script>a = '<meta charset=koi8-r>'</script>{REAL}", "windows-1251"),
        (f"<title><meta charset=koi8-r></title>{REAL}", "windows-1251"),
        (f"<!-->{REAL}<!-- -->", "windows-1251"),
        (f"<!-- never closed {REAL}", None),
        ("<meta charset=utf-16>", "utf-8"),
        ("<meta charset=UTF-16LE>", "utf-8"),
        ("<meta charset=utf-7>", None),
        ("<?xml version='1.0' encoding='utf-7'?><html>", None),
        ("<?xml version='1.0' encoding='utf-7'?><rss>", "utf-7"),
        (f"<html><!-- saved --><head><title>Boats</title>{REAL}", "windows-1251"),
    ],
)
def test_where_a_declaration_counts(head: str, charset: str | None) -> None:
    assert decode.declared(head.encode()) == charset


def test_a_page_that_declares_what_cannot_be_is_read_as_what_it_is() -> None:
    said = "The café of the old harbour — “naïf”, it said — is open again, and the ferry too. " * 3
    (page,) = pages("a.html", f"<html><head><meta charset=utf-16></head><body><p>{said}</p></body>".encode("cp1252"))
    assert said.strip() in page.text
