"""Copying articles into the folder: named safely, never over another, refused with a reason."""

import io
import json
from pathlib import Path

import pytest

from briefing.cli import main
from tests.test_formats import FIXTURES

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (made := tmp_path / "corpus").mkdir()
    return made


def add(capsys: Captured, corpus: Path, *files: str | Path) -> tuple[int, str, str]:
    code = main(["add", "--corpus", str(corpus), *(str(file) for file in files)])
    out, err = capsys.readouterr()
    return code, out, err


def names(corpus: Path) -> list[str]:
    return sorted(path.name for path in corpus.iterdir())


class Given:
    """Standard input that holds these bytes."""

    def __init__(self, raw: bytes) -> None:
        self.buffer = io.BytesIO(raw)


def test_files_keep_their_names_and_endings(capsys: Captured, corpus: Path) -> None:
    files = sorted(FIXTURES.iterdir())
    code, out, _ = add(capsys, corpus, *files)
    assert code == 0
    assert names(corpus) == [file.name for file in files]
    assert f"{files[0]} is now {corpus / files[0].name}" in out
    assert all((corpus / file.name).read_bytes() == file.read_bytes() for file in files)


def test_nothing_is_replaced(capsys: Captured, corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "Talks.TXT"
    for text in ("first", "second", "third"):
        file.write_text(text)
        assert add(capsys, corpus, file)[0] == 0
    assert names(corpus) == ["talks-2.txt", "talks-3.txt", "talks.txt"]
    assert (corpus / "talks.txt").read_text() == "first"
    assert (corpus / "talks-3.txt").read_text() == "third"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Ferry talks: résumé!.txt", "ferry-talks-résumé.txt"),
        ("..txt.txt", "txt.txt"),
        ("README.md", "article-readme.md"),
        ("-rf.txt", "rf.txt"),
        ("\x1b[31mred.txt", "31mred.txt"),
        ("nul.txt", "nul-.txt"),
        ("no ending", "no-ending.txt"),
        ("(!).txt", "article.txt"),
    ],
)
def test_names_are_made_safe(capsys: Captured, corpus: Path, tmp_path: Path, name: str, kept: str) -> None:
    (tmp_path / name).write_text("The ferry did not run.")
    assert add(capsys, corpus, "--", tmp_path / name)[0] == 0
    assert names(corpus) == [kept]


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (b"---\ntitle: Ferry talks resume\ndate: 2025-05-06\n---\nWords.\n", "2025-05-06-ferry-talks-resume.md"),
        (b"The council put off its vote.\n", "the-council-put-off-its-vote.txt"),
        ((FIXTURES / "page.html").read_bytes(), "2025-05-06-ferry-talks-resume-at-port-alden.html"),
        ((FIXTURES / "report.pdf").read_bytes(), "findings-on-the-ferry.pdf"),
        (b'{"title": "../../etc/passwd", "text": "Words."}', "etc-passwd.json"),
    ],
)
def test_standard_input_is_named_by_day_and_title(
    capsys: Captured, corpus: Path, monkeypatch: pytest.MonkeyPatch, raw: bytes, kept: str
) -> None:
    monkeypatch.setattr("sys.stdin", Given(raw))
    assert add(capsys, corpus, "-")[0] == 0
    assert names(corpus) == [kept]
    assert (corpus / kept).read_bytes() == raw


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.docx", b"PK\3\4", ".docx is no format read here"),
        ("actors.yaml", b"version: 1", ".yaml is no format read here"),
        ("a.txt", b"\x89PNG\r\n\0\0", "zero bytes"),
        ("a.json", b'{"no": "text"}', "looked for an object"),
        ("a.txt", b" \n", "no text in it"),
    ],
)
def test_what_cannot_be_read_is_refused(
    capsys: Captured, corpus: Path, tmp_path: Path, name: str, raw: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(raw)
    (tmp_path / "good.txt").write_text("The ferry did not run.")
    code, _, err = add(capsys, corpus, tmp_path / name, tmp_path / "gone.txt", tmp_path / "good.txt")
    assert code == 1
    assert reason in err
    assert "cannot be opened" in err
    assert names(corpus) == ["good.txt"]


def test_what_lies_there_already_is_not_copied(capsys: Captured, corpus: Path) -> None:
    (corpus / "a.txt").write_text("The ferry did not run.")
    code, _, err = add(capsys, corpus, corpus / "a.txt")
    assert (code, names(corpus)) == (1, ["a.txt"])
    assert "already" in err


def test_json(capsys: Captured, corpus: Path, tmp_path: Path) -> None:
    code, out, err = add(capsys, corpus, "--json", FIXTURES / "feed.xml", tmp_path / "gone.txt")
    assert (code, err) == (1, "")
    assert [json.loads(line) for line in out.splitlines()] == [
        {"file": str(FIXTURES / "feed.xml"), "path": "feed.xml", "articles": 2, "reason": None},
        {
            "file": str(tmp_path / "gone.txt"),
            "path": None,
            "articles": 0,
            "reason": "cannot be opened: No such file or directory",
        },
    ]


def test_a_folder_that_is_not_there(capsys: Captured, tmp_path: Path) -> None:
    code, _, err = add(capsys, tmp_path / "gone", FIXTURES / "feed.xml")
    assert code == 2
    assert "there is no folder" in err


def test_what_was_added_is_found(capsys: Captured, corpus: Path) -> None:
    add(capsys, corpus, *FIXTURES.iterdir())
    assert main(["index", "--json", "--corpus", str(corpus)]) == 0
    counts = json.loads(capsys.readouterr().out)
    assert (counts["indexed"], counts["quarantined"]) == (len(names(corpus)), 0)
    assert main(["search", "ferry", "--json", "--corpus", str(corpus), "--limit", "50"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] >= 5


def test_a_link_is_refused_as_extract_refuses_it(capsys: Captured, corpus: Path, tmp_path: Path) -> None:
    (secret := tmp_path / "secret.txt").write_text("The ferry did not run.")
    (link := tmp_path / "link.txt").symlink_to(secret)
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("The ferry ran again.")
    (tmp_path / "folder").symlink_to(tmp_path / "letters")
    code, _, err = add(capsys, corpus, link, tmp_path / "folder" / "a.txt")
    assert (code, names(corpus)) == (1, ["a.txt"])
    assert err == f"briefing: {link}: cannot be opened: {LINK}\n"
    assert main(["extract", str(link)]) == 1
    assert LINK in capsys.readouterr().err


LINK = "it is a link, and links are not followed; name the file that it leads to"
