"""In which encoding a text is read: what is declared and where that counts, and which of it is believed."""

import pytest

from briefing.files import Unreadable
from briefing.intake import decode
from briefing.intake.formats import pages

JAPANESE = "河川委員会は旧港で会合を開き、渡し船は再開すると議長が語った。"
KOREAN = "강 위원회가 옛 항구에서 모였다. 나룻배는 다시 다닌다."
CHINESE = "河流委员会在旧港开会，主席说渡船将恢复。"
REPLACED = "\ufffd"
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


LONG = "The crews of the river ferry met in the old harbour on Monday, and they will meet again. " * 3


@pytest.mark.parametrize(
    ("raw", "text", "how"),
    [
        (b"Boats \xc1\x81 \xed\xbf\xbf\n" + LONG.encode(), f"Boats {2 * REPLACED} {3 * REPLACED}\n{LONG}",
         "utf-8, 5 unreadable places"),
        (LONG.encode() + b"Th\xffe end", f"{LONG}Th{REPLACED}e end", "utf-8, 1 unreadable place"),
        (f"{LONG}Naïf {REPLACED} ".encode() + b"b\xffats", f"{LONG}Naïf {REPLACED} b{REPLACED}ats",
         "utf-8, 1 unreadable place"),
        (b"\xef\xbb\xbf" + LONG.encode() + b"\xe9t", f"{LONG}{REPLACED}t", "utf-8-sig, 1 unreadable place"),
        (f"{LONG}{REPLACED}".encode(), f"{LONG}{REPLACED}", "utf-8"),
        (f"{LONG}It’s a naïf café".encode("cp1252"), f"{LONG}It’s a naïf café", "windows-1252 (detected)"),
        ((RUSSIAN * 3 + "я").encode("cp1251"), RUSSIAN * 3 + "я", "cp1251 (detected)"),
    ],
)  # fmt: skip
def test_what_is_utf_8_but_for_a_few_bytes_is_read_as_that(raw: bytes, text: str, how: str) -> None:
    assert decode.decode(raw) == (text, how.replace("cp1251", "windows-1251"))


@pytest.mark.parametrize(
    ("name", "raw", "remarks"),
    [
        ("a.txt", f"{LONG}It’s a naïf café".encode("cp1252"), ["its encoding is a guess: it was read as windows-1252"]),
        ("a.txt", f"{LONG}It’s a naïf café".encode(), []),
        ("a.txt", f"{LONG}".encode("utf-16-le"), []),
        ("a.html", b"<meta charset=cp1252><p>" + f"{LONG}It’s a naïf café".encode("cp1252"), []),
        ("a.jsonl", b'{"text": "A boat."}\n{"text": "A b\xffoat."}', ["1 unreadable place: "]),
        ("a.eml", b"Subject: x\n\n" + f"{LONG}It’s a café".encode("cp1252"), ["its encoding is a guess: "]),
    ],
)
def test_what_was_guessed_or_lost_in_decoding_is_told(name: str, raw: bytes, remarks: list[str]) -> None:
    said = [remark for page in pages(name, raw) for remark in page.remarks if "article could" not in remark]
    assert len(said) == len(remarks)
    assert all(one.startswith(remark) for one, remark in zip(said, remarks, strict=True))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"One\0 boat came.", "One boat came."),
        (
            b"One boat came\0\0, then another, then no more of them.\n",
            "One boat came, then another, then no more of them.\n",
        ),
        ("Späte \0Fähre".encode(), "Späte Fähre"),
        (b"GIF89a\1\0\1 and then some more words", None),
        (b"PK\3\4\0 and then some more words of it", None),
        (b"a\0b", None),
        (b"abc\0" * 20, None),
        ("Späte \0Fähre".encode("cp1252"), None),
    ],
)
def test_stray_zero_bytes_cost_no_short_text(raw: bytes, text: str | None) -> None:
    if text is None:
        with pytest.raises(Unreadable, match="zero bytes"):
            decode.decode(raw)
    else:
        assert decode.decode(raw) == (text, "utf-8")
