"""What a folder holds, and what each file holds."""

import os
from pathlib import Path

import pytest

from briefing.files import Found, Skipped, Unreadable
from briefing.intake.formats import LARGEST, load, pages
from briefing.intake.scan import scan


def verdicts(corpus: Path) -> dict[str, str]:
    return {f.path: "found" if isinstance(f, Found) else f.reason for f in scan(corpus)}


def test_every_file_gets_a_verdict(tmp_path: Path) -> None:
    for path in (
        "b.txt",
        "sub/a.md",
        ".hidden.txt",
        ".git/config",
        "README.md",
        "actors.yaml",
        "indexes/x/c.txt",
        "map.jpg",
    ):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("text")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "noending").write_text("text")
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "bell\x07.txt").write_text("text")
    os.close(os.open(os.fsencode(tmp_path) + b"/caf\xe9.txt", os.O_CREAT))
    assert verdicts(tmp_path) == {
        ".git/": "a hidden folder",
        ".hidden.txt": "a hidden file",
        "README.md": "a README",
        "actors.yaml": "the actors file",
        "b.txt": "found",
        "bell\\x07.txt": "its name holds control characters; rename it",
        "caf\\xe9.txt": "its name is not UTF-8; rename it",
        "empty.txt": "empty",
        "indexes/": "holds indexes, not articles",
        "link.txt": "a link; links are not followed",
        "map.jpg": ".jpg is no format read here",
        "noending": "no file ending, so no format",
        "pipe.txt": "not a regular file",
        "sub/a.md": "found",
    }


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    assert [*scan(tmp_path / "gone")] == [
        Skipped("./", "folder cannot be read: No such file or directory", quarantined=True)
    ]


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        (b"plain", "plain", "utf-8"),
        ("naïve".encode(), "naïve", "utf-8"),
        (b"\xef\xbb\xbfmarked", "marked", "utf-8-sig"),
        ("sixteen".encode("utf-16"), "sixteen", "utf-16"),
        ("thirty-two".encode("utf-32"), "thirty-two", "utf-32"),
    ],
)
def test_decoding(raw: bytes, text: str, encoding: str) -> None:
    (page,) = pages("a.txt", raw)
    assert (page.text, page.encoding) == (text, encoding)


def test_an_old_encoding_is_detected() -> None:
    raw = ("Le président a déclaré que la trêve était prolongée. " * 8).encode("cp1252")
    (page,) = pages("a.txt", raw)
    assert "président a déclaré" in page.text
    assert page.encoding != "utf-8"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "zero bytes"),
        (b" \n\t\n", "no text in it"),
        ("\u200b\ufeff".encode(), "no text in it"),
    ],
)
def test_unreadable(raw: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        pages("a.txt", raw)


def test_what_replaced_a_file_since_the_scan_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to("/etc/hostname")
    for name, reason in (("a.txt", "not a regular file"), ("b.txt", "cannot be opened"), ("c.txt", "cannot be opened")):
        with pytest.raises(Unreadable, match=reason):
            load(tmp_path, Found(name, 1, 1))


def test_a_file_that_grew_too_large_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(LARGEST + 1)
    assert verdicts(tmp_path) == {"a.txt": "larger than 20 MB"}
    with pytest.raises(Unreadable, match="larger than 20 MB"):
        load(tmp_path, Found("a.txt", 1, 1))


FRONT = """---
Title: "Ferry talks: \\e[31mresumed"
date: 2031-05-04
publisher: Coast Wire
tags: [ferry, talks]
---
"""


def test_front_matter_is_apart_from_the_text() -> None:
    (page,) = pages("a.md", (FRONT + "# Ferry talks\n\nThe **ferry** [talks](http://a.b) *resumed*.\n").encode())
    assert page.meta == {
        "title": "Ferry talks: resumed",
        "date": "2031-05-04",
        "source": "Coast Wire",
        "tags": "ferry, talks",
    }
    assert page.text == "Ferry talks\n\nThe ferry talks resumed.\n"


@pytest.mark.parametrize(
    ("front", "remark"),
    [
        ("---\ntitle: [unclosed\n---\nText.", "front matter, line"),
        ("---\n- a\n- list\n---\nText.", "not a mapping"),
        ("---\na: &x 1\nb: *x\n---\nText.", "line 2"),
        ("---\ntitle: never closed\nText.", "never closed"),
    ],
)
def test_front_matter_that_cannot_be_read_is_kept_and_remarked(front: str, remark: str) -> None:
    (page,) = pages("a.md", front.encode())
    assert "Text." in page.text
    assert page.meta.keys() <= {"front_end"}
    assert remark in page.remarks[0]


def test_markup_of_pages_does_not_survive() -> None:
    (page,) = pages(
        "a.md", b"<script>x</script>\n\nA <b>bold</b> word &amp; more ![alt](p.png).\n\n> quoted\n\n- one\n- two\n"
    )
    assert "<" not in page.text
    assert "A bold word & more" in page.text
    assert "quoted\n\none\n\ntwo" in page.text
