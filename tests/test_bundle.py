"""Bundles: a brief packed with what it cites, and archives from strangers that mean harm."""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest

from briefing import briefs, library
from briefing.article import Article
from briefing.bundling import BundleError, copies, manifest, names
from briefing.cli import main
from briefing.export.brief import Commission, Excerpt
from briefing.naming import actorsfile

HARBOUR = """\
Harbour board meets in Arlenport

By Ilsa Moren | 4 May 2031

The harbour board of Velland met on Friday in Arlenport and took no decision about the northern quay.

“We will open the northern quay in June,” Harbour Minister Tarn Oskeld told reporters after the meeting.

General Oskeld of the coast guard was not present. Mirel Dask, who leads the pilots, called the delay a scandal.
"""
PILOTS = """\
Pilots of Velland end their strike

By Ilsa Moren | 9 May 2031

The pilots of Arlenport went back to work on Thursday. The harbour minister thanked them for their patience.
"""
UNCITED = "Salt prices fall\n\n12 May 2031\n\nSalt was cheaper in Norbrae than in any year before.\n"
ACTORS = """\
version: 1
groups:
  - {id: velland, name: Velland, kind: state, country: XV, faction: true}
  - {id: harbour-ministry, name: Harbour Ministry of Velland, kind: ministry, parent: velland}
  - {id: salt-guild, name: Salt Guild, kind: movement}
  - id: coast-guard
    name: Coast Guard of Velland
    aliases: [{text: coast guard, requires: [Velland, Arlenport]}, {text: guard, requires: [Norbrae]}]
    parent: velland
people:
  - id: tarn-oskeld
    name: Tarn Oskeld
    posts:
      - {title: Harbour Minister, phrases: [harbour minister], group: harbour-ministry, start: 2029-02, exclusive: true}
  - {id: yorr-oskeld, name: Yorr Oskeld, posts: [{title: Commander, group: coast-guard, start: 2030}]}
  - {id: mirel-dask, name: Mirel Dask}
  - {id: m-dask, name: M. R. Dask, aliases: [Mirela Dask]}
  - {id: hale-brunn, name: Hale Brunn, posts: [{title: Guild Master, group: salt-guild, start: 2030}]}
places:
  - {id: arlenport, name: Arlenport, country: XV}
  - {id: norbrae, name: Norbrae, country: XV}
judgements:
  - {same: [mirel-dask, m-dask], when: 2031-06-01}
  - {different: [tarn-oskeld, yorr-oskeld]}
  - {rename: {actor: mirel-dask, name: "Mirel Dask \\"the Pilot\\": #1"}}
  - {rename: {actor: hale-brunn, name: Old Brunn}}
  - {assign: {article: HARBOUR, words: General Oskeld, actor: yorr-oskeld}}
  - {assign: {article: UNCITED, words: Salt, actor: none}}
  - {date: {article: PILOTS, date: 2031-05-09, because: "printed: “9 May”"}}
  - {date: {article: UNCITED, date: 2031-05-13}}
  - {ignore: Ilsa Moren}
  - {ignore: Thursday}
  - {ignore: Salt Lick}
"""


@dataclass(frozen=True)
class Desk:
    """A small corpus, indexed, and a brief of two of its three articles."""

    corpus: Path
    brief: Path
    harbour: Article
    pilots: Article

    def bundle(self, *more: str) -> int:
        return main(["bundle", str(self.brief), "--corpus", str(self.corpus), *more])

    def made(self, *more: str) -> Path:
        """The archive, packed anew."""
        assert self.bundle("--force", *more) == 0
        return Path("strike.zip")


def quoted(article: Article, paragraph: int) -> str:
    start, end = article.paragraphs[paragraph - 1]
    words = article.body[start:end]
    return f"{Excerpt(article.id, paragraph, start, end, words, 'chosen').anchor}\n\n> {words}\n\n"


def folder_of(corpus: Path) -> dict[str, Article]:
    library.index(corpus)
    with library.Library.open(corpus) as opened:
        return {row.path: opened.article(row.id) for row in opened.rows}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    corpus = tmp_path / "corpus"
    (corpus / "may 2031").mkdir(parents=True)
    (corpus / "may 2031" / "häfen.txt").write_text(HARBOUR, "utf-8")
    (corpus / "pilots.txt").write_text(PILOTS, "utf-8")
    (corpus / "salt.txt").write_text(UNCITED, "utf-8")
    found = folder_of(corpus)
    harbour, pilots, salt = found["may 2031/häfen.txt"], found["pilots.txt"], found["salt.txt"]
    ids = {"HARBOUR": harbour.id, "PILOTS": pilots.id, "UNCITED": salt.id}
    actors = ACTORS
    for name, id in ids.items():
        actors = actors.replace(f"article: {name}", f"article: {id}")
    (corpus / "actors.yaml").write_text(actors, "utf-8")
    brief = tmp_path / "strike.md"
    words = f"---\ntitle: Strike\nbriefing_ids: [{pilots.id}]\n---\n\n## Known\n\nIt ended.\n\n"
    brief.write_text(words + quoted(harbour, 1) + quoted(harbour, 2) + quoted(pilots, 1), "utf-8")
    return Desk(corpus, brief, harbour, pilots)


def contents(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def repacked(archive: Path, **changed: bytes | None) -> Path:
    """The archive with other files in it, by names whose dots and slashes are two and three underscores."""
    files: dict[str, bytes | None] = {**contents(archive)}
    files |= {name.replace("___", "/").replace("__", "."): data for name, data in changed.items()}
    with zipfile.ZipFile(archive, "w") as into:
        for name, data in files.items():
            if data is not None:
                into.writestr(name, data)
    return archive


def test_it_holds_the_brief_what_it_cites_and_their_hashes(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in desk.corpus.rglob("*") if file.is_file()}
    assert desk.bundle() == 0
    packed = contents(Path("strike.zip"))
    assert sorted(packed) == [
        "MANIFEST.txt",
        "README.txt",
        "brief.md",
        "corpus/actors.yaml",
        "corpus/may 2031/häfen.txt",
        "corpus/pilots.txt",
    ]
    assert packed["brief.md"] == desk.brief.read_bytes()
    assert packed["corpus/may 2031/häfen.txt"] == (desk.corpus / "may 2031/häfen.txt").read_bytes()
    listed = dict(line.split("  ", 1)[::-1] for line in packed["MANIFEST.txt"].decode().splitlines())
    assert listed == {name: sha256(data).hexdigest() for name, data in packed.items() if name != "MANIFEST.txt"}
    assert "strike.zip" in capsys.readouterr().err
    after = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in desk.corpus.rglob("*") if file.is_file()}
    assert after == before


def test_it_says_nothing_of_the_machine_it_was_made_on(desk: Desk) -> None:
    whole = b"".join(contents(desk.made()).values()) + Path("strike.zip").read_bytes()
    for secret in (str(desk.corpus.parent), os.uname().nodename, os.environ.get("USER") or "nobody-at-all"):
        assert secret.encode() not in whole
    assert b"salt" not in Path("strike.zip").read_bytes().lower()


def test_the_same_brief_makes_the_same_bytes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = desk.made().read_bytes()
    os.utime(desk.corpus / "pilots.txt", (1_000_000_000, 1_000_000_000))
    assert desk.made().read_bytes() == first
    with zipfile.ZipFile("strike.zip") as opened:
        assert opened.namelist() == sorted(opened.namelist())
        assert {(e.date_time, e.external_attr >> 16, e.create_system) for e in opened.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0o100644, 3)
        }
    for epoch, when in [
        ("1924991999", (2030, 12, 31, 23, 59, 58)),
        ("0", (1980, 1, 1, 0, 0, 0)),
        ("99999999999999999999", (1980, 1, 1, 0, 0, 0)),
        ("soon", (1980, 1, 1, 0, 0, 0)),
    ]:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        with zipfile.ZipFile(desk.made()) as opened:
            assert {entry.date_time for entry in opened.infolist()} == {when}


def test_an_existing_file_is_not_replaced_without_a_yes(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    Path("strike.zip").write_bytes(b"mine")
    assert desk.bundle() == 1
    assert Path("strike.zip").read_bytes() == b"mine"
    assert "--force" in capsys.readouterr().err
    assert desk.bundle("--force") == 0
    assert Path("strike.zip").read_bytes() != b"mine"


@pytest.mark.parametrize("where", ["corpus", "folder", "link", "brief", "nowhere"])
def test_it_is_written_nowhere_where_it_would_do_harm(
    desk: Desk, where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link.zip").symlink_to(desk.corpus / "pilots.txt")
    target = {
        "corpus": desk.corpus / "strike.zip",
        "folder": tmp_path / "there",
        "link": tmp_path / "link.zip",
        "brief": desk.brief,
        "nowhere": tmp_path / "none" / "x.zip",
    }[where]
    before = desk.brief.read_bytes(), (desk.corpus / "pilots.txt").read_bytes()
    assert desk.bundle("-o", str(target), "--force") != 0
    assert (desk.brief.read_bytes(), (desk.corpus / "pilots.txt").read_bytes()) == before
    assert not (desk.corpus / "strike.zip").exists()
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"# A letter\n\nNothing is cited here.\n", "quotes no article"),
        (b"", "quotes no article"),
        (b"---\nbriefing_ids: [&a x, *a]\n---\n", "quotes no article"),
        (b"caf\xe9 <!-- briefing:abc123defg p1 0-4 0123456789 -->", "line 1: not UTF-8"),
        (b"PK\x03\x04\x00", "an archive already"),
        (b"---\nbriefing_ids: [zzzzzzzzzz]\n---\n", "quotes no article"),
        (b"<!-- briefing:zzzzzzzzzz p1 0-4 0123456789 -->\n\nNo words.\n", "quotes no article"),
        (b"<!-- briefing:zzzzzzzzzz p1 0-4 0123456789 -->\n\n> So.\n", "zzzzzzzzzz, which it quotes, is not in the"),
    ],
)
def test_what_is_no_brief_is_refused(desk: Desk, text: bytes, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    desk.brief.write_bytes(text)
    assert desk.bundle() == 1
    assert words in capsys.readouterr().err
    assert not Path("strike.zip").exists()


NOT_QUOTED = [
    ("<span hidden>article `{id}`</span>", "1 article of the brief is not quoted, so its file is not"),
    (
        "[^9]: “Salt prices fall”, 2031-05-12, article `{id}`",
        "1 article of the brief is not quoted, so its file is not",
    ),
    (
        "[^8]: article `{id}`\n[^9]: article `0123456789`",
        "2 articles of the brief are not quoted, so their files are not",
    ),
    ("```\n{anchor}\n\n> Salt was cheaper\n```", "1 anchor was not read"),
    ("    {anchor}\n    “Salt was cheaper”", "1 anchor was not read"),
    ("`{anchor}`", "1 anchor was not read"),
    ('<a href="{anchor}">x</a>', "1 anchor was not read"),
    ("<!-- {anchor}", ""),
    ("<!-- article `{id}` -->", "1 article of the brief is not quoted"),
    ("It named {id} and salt.txt.", ""),
]


@pytest.mark.parametrize(("text", "said"), NOT_QUOTED)
def test_what_is_not_quoted_is_not_packed_whatever_names_it(
    desk: Desk, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    salt = next(article for path, article in folder_of(desk.corpus).items() if path == "salt.txt")
    anchor = quoted(salt, 1).split("\n")[0]
    before = desk.brief.read_text("utf-8").replace("briefing_ids: [", f"briefing_ids: [{salt.id}, ")
    desk.brief.write_text(f"{before}\n{text.format(id=salt.id, anchor=anchor)}\n", "utf-8")
    code = desk.bundle()
    err = capsys.readouterr().err
    assert said in err
    if code:
        assert "no quotation goes with this anchor" in err
        assert desk.bundle("--force") == 1
    packed = contents(Path("strike.zip"))
    assert [name for name in packed if name.endswith(".txt") and name.startswith("corpus/")] == [
        "corpus/may 2031/häfen.txt",
        "corpus/pilots.txt",
    ]
    assert b"cheaper in Norbrae" not in b"".join(packed.values())


def test_a_quotation_without_an_anchor_takes_its_file_along(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    salt = next(article for path, article in folder_of(desk.corpus).items() if path == "salt.txt")
    words = f"\n> Salt was cheaper in Norbrae\n\n[^9]: article `{salt.id}`\n"
    desk.brief.write_text(desk.brief.read_text("utf-8") + words, "utf-8")
    assert desk.bundle() == 0
    assert capsys.readouterr().err.endswith("with 3 saved copies\n  may 2031/häfen.txt\n  pilots.txt\n  salt.txt\n")
    assert briefs.verify_bundle(Path("strike.zip")).good


def test_the_files_are_named_and_of_many_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "c"
    corpus.mkdir()
    for n in range(23):
        (corpus / f"{n:02}.txt").write_text(f"The ferry was late on the day that had the number {n}.\n", "utf-8")
    (tmp_path / "b.md").write_text("".join(quoted(article, 1) for article in folder_of(corpus).values()), "utf-8")
    assert main(["bundle", str(tmp_path / "b.md"), "--corpus", str(corpus)]) == 0
    told = capsys.readouterr().err.split("with 23 saved copies\n")[1].splitlines()
    assert told == [*(f"  {n:02}.txt" for n in range(20)), "  … and 3 more"]


SEVERAL = "".join(
    f'{{"title": "Day {day}", "date": "2031-05-0{day}", "body": "The ferry came on day {day}.", "id": "day-{day}"}}\n'
    for day in range(1, 5)
)


@pytest.fixture
def several(tmp_path: Path) -> Desk:
    """A file of four articles, of which a brief quotes one."""
    corpus, brief = tmp_path / "c", tmp_path / "days.md"
    corpus.mkdir()
    (corpus / "days.jsonl").write_text(SEVERAL, "utf-8")
    library.index(corpus)
    with library.Library.open(corpus) as opened:
        articles = sorted((opened.article(row.id) for row in opened.rows), key=lambda article: article.title)
    brief.write_text(quoted(articles[-1], 1), "utf-8")
    return Desk(corpus, brief, articles[-1], articles[-2])


ALONG = "days.jsonl holds 3 more articles that the brief does not quote; they go along."


def test_what_would_go_along_is_said_and_refused_without_a_yes(
    several: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert several.bundle() == 1
    err = capsys.readouterr().err
    assert ALONG in err
    assert "--force" in err
    assert not Path("days.zip").exists()
    with library.Library.open(several.corpus) as opened, pytest.raises(BundleError, match="3 more articles"):
        briefs.bundle(opened, several.brief.read_text("utf-8"))
    assert several.bundle("--force") == 0
    assert ALONG in capsys.readouterr().err
    assert ALONG in " ".join(contents(Path("days.zip"))["README.txt"].decode().split())
    assert briefs.verify_bundle(Path("days.zip")).good


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_at_a_terminal_it_is_asked_whether_they_may(
    several: Desk, answer: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("briefing.cli_update.at_terminal", lambda stream: True)
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert several.bundle() == code
    assert f"{ALONG}\nPack them? [y/N]" in capsys.readouterr().err
    assert Path("days.zip").exists() is (code == 0)


def test_one_more_is_one_and_none_is_not_spoken_of(several: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    several.brief.write_text(quoted(several.harbour, 1) + quoted(several.pilots, 1), "utf-8")
    (several.corpus / "days.jsonl").write_text("".join(SEVERAL.splitlines(keepends=True)[1:]), "utf-8")
    assert several.bundle() == 1
    assert "days.jsonl holds 1 more article that the brief does not quote; it goes along." in capsys.readouterr().err
    (several.corpus / "days.jsonl").write_text("".join(SEVERAL.splitlines(keepends=True)[2:]), "utf-8")
    assert several.bundle() == 0
    assert "along" not in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["folder", "pipe", "missing"])
def test_a_brief_that_is_no_file_is_refused(desk: Desk, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    desk.brief.unlink()
    if kind == "folder":
        desk.brief.mkdir()
    elif kind == "pipe":
        os.mkfifo(desk.brief)
    assert desk.bundle() == 1
    assert "strike.md" in capsys.readouterr().err


def spoil_words(desk: Desk) -> None:
    desk.brief.write_text(desk.brief.read_text("utf-8").replace("went back", "never went back"), "utf-8")


def spoil_copy(desk: Desk) -> None:
    (desk.corpus / "pilots.txt").write_text(PILOTS.replace("patience", "impatience"), "utf-8")


def remove_copy(desk: Desk) -> None:
    (desk.corpus / "pilots.txt").unlink()


def link_copy(desk: Desk) -> None:
    os.replace(desk.corpus / "pilots.txt", desk.corpus.parent / "elsewhere.txt")
    (desk.corpus / "pilots.txt").symlink_to(desk.corpus.parent / "elsewhere.txt")


def link_folder(desk: Desk) -> None:
    os.replace(desk.corpus / "may 2031", desk.corpus.parent / "elsewhere")
    (desk.corpus / "may 2031").symlink_to(desk.corpus.parent / "elsewhere")


def pipe_copy(desk: Desk) -> None:
    (desk.corpus / "pilots.txt").unlink()
    os.mkfifo(desk.corpus / "pilots.txt")


def enlarge_copy(desk: Desk) -> None:
    os.truncate(desk.corpus / "pilots.txt", 30_000_000)


@pytest.mark.parametrize(
    ("spoil", "words", "packed"),
    [
        (spoil_words, "Line ", True),
        (spoil_copy, "Line ", True),
        (remove_copy, "pilots.txt is not packed: cannot be opened", False),
        (link_copy, "pilots.txt is not packed: cannot be opened", False),
        (link_folder, "häfen.txt is not packed: cannot be opened: the folder that it lies in is a link", True),
        (pipe_copy, "pilots.txt is not packed: not a regular file", False),
        (enlarge_copy, "pilots.txt is not packed: larger than 20 MB", False),
    ],
)
def test_where_its_check_would_not_hold_it_is_not_packed_unless_forced_and_then_it_says_so(
    desk: Desk, spoil: Callable[[Desk], None], words: str, packed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(desk)
    assert desk.bundle() == 1
    assert words in capsys.readouterr().err
    assert not Path("strike.zip").exists()
    assert desk.bundle("--force") == 1
    assert "NOT hold" in capsys.readouterr().err
    made = contents(Path("strike.zip"))
    assert "WARNING" in made["README.txt"].decode()
    assert words in " ".join(made["README.txt"].decode().split())
    assert ("corpus/pilots.txt" in made) is packed
    assert not briefs.verify_bundle(Path("strike.zip")).good


def test_a_line_of_a_quotation_that_is_not_found_is_named(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    spoil_words(desk)
    lines = desk.brief.read_text("utf-8").split("\n")
    number = next(n for n, line in enumerate(lines, 1) if "never went back" in line)
    assert desk.bundle() == 1
    assert f"Line {number} of the brief: the quotation is changed" in capsys.readouterr().err


def test_a_copy_that_changed_elsewhere_is_packed_as_it_is_and_that_is_said(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk.corpus / "pilots.txt").write_text(f"{PILOTS}\nA line that was added later stands here.\n", "utf-8")
    assert desk.bundle() == 0
    assert "pilots.txt changed since it was indexed" in capsys.readouterr().err
    made = contents(Path("strike.zip"))
    assert b"added later" in made["corpus/pilots.txt"]
    assert "changed since it was indexed" in " ".join(made["README.txt"].decode().split())
    assert briefs.verify_bundle(Path("strike.zip")).good


@pytest.mark.parametrize("name", ["con.txt", "a\\b.txt", "LPT1"])
def test_a_copy_with_a_name_that_is_no_file_elsewhere_is_refused(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "c"
    path = corpus / name / "x.txt" if name == "LPT1" else corpus / name
    path.parent.mkdir(parents=True)
    path.write_text(PILOTS, "utf-8")
    (article,) = folder_of(corpus).values()
    brief = tmp_path / "b.md"
    brief.write_text(quoted(article, 1), "utf-8")
    assert main(["bundle", str(brief), "--corpus", str(corpus)]) == 1
    assert "its name" in capsys.readouterr().err


def test_two_copies_that_are_one_file_elsewhere_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "c"
    corpus.mkdir()
    (corpus / "Pilots.txt").write_text(PILOTS, "utf-8")
    (corpus / "pilots.txt").write_text(HARBOUR, "utf-8")
    if len(list(corpus.iterdir())) < 2:
        pytest.skip("the file system takes them for one")
    brief = tmp_path / "b.md"
    brief.write_text("".join(quoted(article, 1) for article in folder_of(corpus).values()), "utf-8")
    assert main(["bundle", str(brief), "--corpus", str(corpus)]) == 1
    assert "one file with Pilots.txt" in capsys.readouterr().err


# --- the slice of the actors file ---------------------------------------------------------------------------------


def test_the_slice_has_whom_the_articles_need_and_what_was_judged_of_them(desk: Desk) -> None:
    text = contents(desk.made())["corpus/actors.yaml"]
    known = actorsfile.parse(text, "slice")
    assert set(known.people) == {"tarn-oskeld", "yorr-oskeld", "mirel-dask"}
    assert set(known.groups) == {"velland", "harbour-ministry", "coast-guard"}
    assert set(known.places) == {"arlenport"}
    assert known.name("m-dask") == 'Mirel Dask "the Pilot": #1'
    judged = known.judgements
    assert judged.different == (("tarn-oskeld", "yorr-oskeld"),)
    assert list(judged.assign.values()) == ["yorr-oskeld"]
    assert list(judged.dates) == [desk.pilots.id]
    assert judged.ignore == {"Thursday"}
    assert len(judged.made) == 6
    assert [str(made.when) for made in judged.made if made.when] == ["2031-06-01"]
    assert [(a.text, a.requires) for a in known.groups["coast-guard"].aliases] == [
        ("coast guard", ("Velland", "Arlenport")),
        ("guard", ("Norbrae",)),
    ]


def named(corpus: Path, actors: Path, paths: list[str]) -> list[Article]:
    known = library.gazetteer_for(corpus, actors)
    return [article for path in paths for article in library.extract(corpus / path, known)]


def test_with_the_slice_everybody_is_named_as_with_the_whole(desk: Desk, tmp_path: Path) -> None:
    paths = ["may 2031/häfen.txt", "pilots.txt"]
    part = tmp_path / "part.yaml"
    part.write_bytes(contents(desk.made())["corpus/actors.yaml"])
    assert named(desk.corpus, part, paths) == named(desk.corpus, desk.corpus / "actors.yaml", paths)


def brief_of(corpus: Path, file: Path, articles: list[Article]) -> None:
    text = "".join(quoted(article, n) for article in articles for n in range(1, min(3, len(article.paragraphs)) + 1))
    file.write_text(text, "utf-8")


def test_the_same_for_each_article_of_the_sample(sample: Path, tmp_path: Path) -> None:
    articles = list(folder_of(sample).values())
    part, brief = tmp_path / "part.yaml", tmp_path / "b.md"
    with library.Library.open(sample) as opened:
        for article in articles:
            packed = briefs.bundle(opened, f"{quoted(article, 1)}", actors=sample / "actors.yaml", force=True)
            brief.with_suffix(".zip").write_bytes(packed.data)
            part.write_bytes(contents(brief.with_suffix(".zip"))["corpus/actors.yaml"])
            assert len(part.read_bytes()) < (sample / "actors.yaml").stat().st_size / 2
            assert named(sample, part, [article.path]) == named(sample, sample / "actors.yaml", [article.path])


@pytest.mark.parametrize(
    ("title", "body", "needed", "not_needed"),
    [
        ("a surname of several", "Oskeld spoke in the harbour on Monday.", {"tarn-oskeld", "yorr-oskeld"}, {"m-dask"}),
        ("a post of several", "The harbour minister spoke on Monday.", {"tarn-oskeld"}, {"yorr-oskeld", "hale-brunn"}),
        ("nobody", "It rained all day long on the quay.", set(), {"tarn-oskeld", "hale-brunn", "mirel-dask"}),
    ],
)
def test_it_is_as_small_as_it_can_be(
    tmp_path: Path, title: str, body: str, needed: set[str], not_needed: set[str]
) -> None:
    corpus = tmp_path / "c"
    corpus.mkdir()
    (corpus / "a.txt").write_text(f"{title.capitalize()}\n\n4 May 2031\n\n{body}\n", "utf-8")
    (corpus / "actors.yaml").write_text(ACTORS, "utf-8")
    (article,) = folder_of(corpus).values()
    with library.Library.open(corpus) as opened:
        packed = briefs.bundle(opened, quoted(article, 1), actors=corpus / "actors.yaml")
    (tmp_path / "a.zip").write_bytes(packed.data)
    part = tmp_path / "part.yaml"
    part.write_bytes(contents(tmp_path / "a.zip")["corpus/actors.yaml"])
    known = actorsfile.read(part)
    assert needed <= set(known.people)
    assert not not_needed & set(known.people)
    assert named(corpus, part, ["a.txt"]) == named(corpus, corpus / "actors.yaml", ["a.txt"])


def test_without_an_actors_file_there_is_no_slice_and_one_with_mistakes_is_said(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "corpus/actors.yaml" not in contents(desk.made("--actors", "none"))
    (desk.corpus / "actors.yaml").write_text("people: [{id: x}]\n", "utf-8")
    assert "corpus/actors.yaml" not in contents(desk.made())
    assert "No part of the actors file was packed" in capsys.readouterr().err


# --- the check inside of it ---------------------------------------------------------------------------------------


def test_verify_holds_in_the_unpacked_folder_and_in_the_archive(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = desk.made().resolve()
    shutil.rmtree(desk.corpus)
    assert main(["verify", str(archive)]) == 0
    assert "does not show who made them" in " ".join(capsys.readouterr())
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")
    assert main(["verify", "brief.md"]) == 0
    assert main(["verify", "brief.md", "--corpus", "corpus"]) == 0


def test_nothing_is_written_in_checking_an_archive(desk: Desk, home: Path, tmp_path: Path) -> None:
    archive = desk.made().resolve()
    places = (home, tmp_path, Path.cwd())
    before = [sorted(place.rglob("*")) for place in places]
    report = briefs.verify_bundle(archive)
    assert report.good
    assert len(report.checked) == 3
    assert [sorted(place.rglob("*")) for place in places] == before


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"corpus___pilots__txt": PILOTS.replace("thanked", "blamed").encode()}, "corpus/pilots.txt is not the file"),
        ({"corpus___pilots__txt": None}, "corpus/pilots.txt is missing"),
        ({"corpus___more__txt": b"Words that nobody packed."}, "corpus/more.txt was not packed"),
        ({"brief__md": b"# Nothing\n"}, "brief.md is not the file"),
        ({"README__txt": b"Trust me."}, "README.txt is not the file"),
        ({"MANIFEST__txt": None}, "no MANIFEST.txt"),
        ({"MANIFEST__txt": b"trust me\n"}, "line 1: no hash"),
        ({"MANIFEST__txt": (("0" * 64 + "  a\n") + ("1" * 64 + "  a\n")).encode()}, "line 2: another hash"),
        ({"MANIFEST__txt": b"\xff" * 5000}, "line 1: no hash"),
    ],
)
def test_whatever_is_not_as_it_was_packed_is_said(desk: Desk, changed: dict[str, bytes], words: str) -> None:
    report = briefs.verify_bundle(repacked(desk.made(), **changed))
    assert not report.good
    assert any(words in remark for remark in report.remarks), report.remarks


def test_a_changed_copy_with_its_hash_mended_is_still_found_out_by_the_anchors(desk: Desk) -> None:
    archive = desk.made()
    other = PILOTS.replace("thanked", "blamed").encode()
    listed = contents(archive)["MANIFEST.txt"].replace(
        sha256(PILOTS.encode()).hexdigest().encode(), sha256(other).hexdigest().encode()
    )
    report = briefs.verify_bundle(repacked(archive, corpus___pilots__txt=other, MANIFEST__txt=listed))
    assert report.sound
    assert [one.verdict for one in report.checked] == ["found", "found", "changed"]


@pytest.mark.parametrize("tool", ["unzip", "sha256sum"])
def test_the_usual_tools_read_it(desk: Desk, tmp_path: Path, tool: str) -> None:
    if not shutil.which(tool):
        pytest.skip(f"needs {tool}")
    archive, out = desk.made().resolve(), tmp_path / "out"
    if tool == "unzip":
        subprocess.run(["unzip", "-q", str(archive), "-d", str(out)], check=True)
        assert (out / "corpus" / "pilots.txt").read_text("utf-8") == PILOTS
    else:
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(out)
        subprocess.run(["sha256sum", "--quiet", "--strict", "-c", "MANIFEST.txt"], cwd=out, check=True)


def test_what_was_unpacked_and_packed_by_another_program_is_read_too(desk: Desk, tmp_path: Path) -> None:
    if not shutil.which("zip"):
        pytest.skip("needs zip")
    with zipfile.ZipFile(desk.made()) as opened:
        opened.extractall(tmp_path / "out")
    subprocess.run(["zip", "-qr", str(tmp_path / "again.zip"), "."], cwd=tmp_path / "out", check=True)
    report = briefs.verify_bundle(tmp_path / "again.zip")
    assert report.good
    assert len(report.checked) == 3


# --- archives that mean harm --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Member:
    """A file of an archive, and the lies told of it."""

    name: bytes
    data: bytes = b"words"
    method: int = 8
    flags: int = 0
    mode: int = 0o100644
    size: int | None = None
    inner_name: bytes | None = None
    raw: bytes | None = None
    at: int | None = None
    check: int | None = None
    packed: int | None = None
    maker: int = 3


def deflated(data: bytes) -> bytes:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflate.compress(data) + deflate.flush()


def archived(*members: Member, before: bytes = b"", after: bytes = b"", count: int | None = None) -> bytes:
    out, listing = before, b""
    for m in members:
        raw = m.raw if m.raw is not None else (deflated(m.data) if m.method == 8 else m.data)
        size, check = len(m.data) if m.size is None else m.size, zlib.crc32(m.data) if m.check is None else m.check
        inner = m.name if m.inner_name is None else m.inner_name
        common = (m.flags, m.method, 0, 33, check, len(raw) if m.packed is None else m.packed, size)
        at = len(out) if m.at is None else m.at
        if m.at is None:
            out += struct.pack("<4s5H3L2H", b"PK\3\4", 20, *common, len(inner), 0) + inner + raw
        made_by = m.maker << 8 | 20
        listing += struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", made_by, 20, *common, len(m.name), 0, 0, 0, 0, m.mode << 16 & 0xFFFFFFFF, at
        )
        listing += m.name
    number = len(members) if count is None else count
    return out + listing + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, number, number, len(listing), len(out), 0) + after


BRIEF = Member(b"brief.md", b"# A brief\n")
BOMB = Member(b"corpus/a.txt", b"\0" * 20_000_000)


def lying(data: bytes, at: int, value: bytes) -> bytes:
    at += len(data) if at < 0 else 0
    return data[:at] + value + data[at + len(value) :]


HOSTILE = [
    *(
        pytest.param(archived(BRIEF, Member(name)), words, id=repr(name))
        for name, words in [
            (b"../brief.md", "leads out"),
            (b"corpus/../../x.txt", "leads out"),
            (b"corpus/..", "leads out"),
            (b"/etc/passwd", "root of a disk"),
            (b"//host/share", "root of a disk"),
            (b"C:/x.txt", "root of a disk"),
            (b"c:x.txt", "root of a disk"),
            (b"corpus\\..\\x.txt", "backslash"),
            (b"corpus/a\0.txt", "control"),
            (b"corpus/a\x1b[2J.txt", "control"),
            (b"corpus/a\n.txt", "control"),
            ("corpus/\u202etxt.exe".encode(), "control"),
            (b"corpus//a.txt", "empty part"),
            (b"corpus/./a.txt", "empty part"),
            (b"", "empty part"),
            (b"corpus/NUL", "device"),
            (b"corpus/com1.txt", "device"),
            (b"aux/a.txt", "device"),
            (b"corpus/" + b"a" * 300, "too long"),
            (b"a/" * 100 + b"a", "too long"),
            (b"corpus/\xff\xfe.txt", "not UTF-8"),
            (b"BRIEF.MD", "one file"),
            (b"brief.md", "one file"),
            (b"brief.md/x.txt", "a file in it too"),
        ]
    ),
    *(
        pytest.param(archived(BRIEF, member), words, id=words)
        for member, words in [
            (Member(b"corpus/a.txt", b"/etc/passwd", mode=0o120777), "a link"),
            (Member(b"corpus/a.txt", mode=0o020666), "a link or a device"),
            (Member(b"corpus/a.txt", mode=0o010666), "a link or a device"),
            (Member(b"corpus/a.txt", flags=1), "encrypted"),
            (Member(b"corpus/a.txt", flags=0x2000), "encrypted"),
            (Member(b"corpus/a.txt", method=14), "method 14"),
            (Member(b"corpus/a.txt", method=12), "method 12"),
            (BOMB, "grow to more than"),
            (Member(b"corpus/a.txt", size=300_000_000), "grow to more than"),
            (Member(b"corpus/a.txt", b"x" * 500, size=20), "not as long as was said"),
            (Member(b"corpus/a.txt", b"\0" * 20_000_000, size=100_000), "not as long as was said"),
            (Member(b"corpus/a.txt", b"x" * 500, size=501), "not what it was said"),
            (Member(b"corpus/a.txt", b"x" * 500, method=0, size=400), "not what it was said"),
            (Member(b"corpus/a.txt", check=1), "not what it was said"),
            (Member(b"corpus/a.txt", raw=b"\xff\xff\xff", size=5), "damaged"),
            (Member(b"corpus/a.txt", inner_name=b"corpus/b.txt"), "called otherwise"),
            (Member(b"corpus/a.txt", raw=deflated(b"words") + b"more"), "not as long as was said"),
            (Member(b"corpus/a.txt", raw=deflated(b"words") + b"more" * 50_000), "not as long as was said"),
            (Member(b"corpus/a.txt", method=0, size=90, packed=90), "lies outside"),
            (Member(b"corpus/a/", b"words"), "called a folder"),
            (Member(b"corpus/a.txt", at=1_000_000), "outside"),
            (Member(b"brief.md ", at=0), "called otherwise"),
        ]
    ),
    pytest.param(b"", "no zip archive", id="empty"),
    pytest.param(b"PK\5\6", "no zip archive", id="end alone"),
    pytest.param(b"# A brief\n" * 9000, "no zip archive", id="no archive"),
    pytest.param(archived(BRIEF)[:-5], "no zip archive", id="cut"),
    pytest.param(b"MZ" * 50 + archived(BRIEF), "contradicts", id="something before it"),
    pytest.param(archived(BRIEF, after=b"more"), "contradicts", id="something after it"),
    pytest.param(archived(BRIEF, count=5), "damaged", id="fewer than said"),
    pytest.param(archived(BRIEF, BRIEF, count=1), "damaged", id="more than said"),
    pytest.param(archived(BRIEF, count=60_000), "60,000 files", id="too many said"),
    pytest.param(archived(*(Member(b"corpus/%d.txt" % n) for n in range(2500))), "2,500 files", id="too many"),
    pytest.param(lying(archived(BRIEF), -6, b"\xff\xff\xff\xff"), "ZIP64", id="zip64"),
    pytest.param(archived(Member(b"README.txt")), "holds no brief.md", id="no brief"),
    pytest.param(archived(Member(b"brief.md", b"\xff\xfe")), "not UTF-8", id="brief not UTF-8"),
]


def overlapping() -> bytes:
    """A file whose bytes hold another with its head, listed too: what is small grows by the number of heads."""
    inner = archived(Member(b"corpus/b.txt", method=0))[: 30 + 12 + 5]
    outer = Member(b"corpus/a.txt", inner, method=0)
    at = len(archived(BRIEF, outer).split(b"corpus/b.txt")[0]) - 30
    return archived(BRIEF, outer, Member(b"corpus/b.txt", method=0, at=at))


def many_large() -> bytes:
    member = Member(b"", size=13_000_000, raw=bytes(70_000))
    return archived(BRIEF, *(replace(member, name=b"corpus/%d.txt" % n) for n in range(20)))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        *HOSTILE,
        pytest.param(overlapping(), "overlap", id="overlapping"),
    ],
)
def test_an_archive_that_means_harm_is_refused_in_words(tmp_path: Path, raw: bytes, words: str, home: Path) -> None:
    archive = tmp_path / "in" / "their.zip"
    archive.parent.mkdir()
    archive.write_bytes(raw)
    before = sorted(home.rglob("*"))
    with pytest.raises(BundleError, match=r"their\.zip") as refused:
        briefs.verify_bundle(archive)
    assert words in str(refused.value)
    assert str(refused.value).isprintable()
    assert sorted(tmp_path.rglob("*")) == [archive.parent, archive]
    assert sorted(home.rglob("*")) == before
    assert main(["verify", str(archive)]) == 1


def test_what_every_file_may_hold_all_together_may_not(tmp_path: Path) -> None:
    (tmp_path / "their.zip").write_bytes(many_large())
    with pytest.raises(BundleError, match="250,000,000 is the most"):
        briefs.verify_bundle(tmp_path / "their.zip")


@pytest.mark.parametrize("kind", ["folder", "pipe", "missing", "device"])
def test_what_is_no_file_is_no_archive(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "their.zip"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/zero")
    with pytest.raises(BundleError):
        briefs.verify_bundle(path)


def test_every_cut_and_every_flipped_byte_of_an_archive_is_found_or_refused(desk: Desk, tmp_path: Path) -> None:
    raw, other = desk.made().read_bytes(), tmp_path / "their.zip"
    good = 0
    for at in range(0, len(raw), 97):
        for damaged in (raw[:at], lying(raw, at, bytes([raw[at] ^ 0x41]))):
            other.write_bytes(damaged)
            try:
                good += briefs.verify_bundle(other).good
            except BundleError as refused:
                assert str(refused)  # noqa: PT017
    assert good <= 20  # times, attributes and versions, which mean nothing here


def test_copies_of_every_kind_are_read_or_said_to_be_unreadable(desk: Desk) -> None:
    more = {
        "corpus___a__pdf": b"%PDF-1.7 \xff\xfe",
        "corpus___a__html": b"<html><body>" + b"<div>" * 20_000,
        "corpus___a__json": b"[" * 100_000,
        "corpus___a__xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss>&a;</rss>",
        "corpus___a__eml": b"From: \xff\n\n",
        "corpus___a__exe": b"MZ",
        "corpus___actors__yaml": b"a: &a [*a]",
    }
    report = briefs.verify_bundle(repacked(desk.made(), **more))
    assert not report.sound
    assert [one.verdict for one in report.checked] == ["found", "found", "found"]
    assert any("corpus/a.exe" in remark for remark in report.remarks)


def test_a_brief_and_a_manifest_that_are_too_large_are_not_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = desk.made()
    monkeypatch.setattr(manifest, "LARGEST_MANIFEST", 100)
    assert any("MANIFEST.txt is larger than" in remark for remark in briefs.verify_bundle(made).remarks)
    monkeypatch.setattr(names, "LARGEST_BRIEF", 100)
    with pytest.raises(BundleError, match="is larger than 0 MB; no brief is"):
        briefs.verify_bundle(made)


@pytest.mark.parametrize("limit", ["all together", "each"])
def test_copies_that_take_too_long_to_read_are_left_out_and_that_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    made = desk.made()
    if limit == "each":
        monkeypatch.setattr(copies, "SECONDS", 0.05)
        monkeypatch.setattr(copies, "read", endless)
    else:
        monkeypatch.setattr(copies, "MOST_SECONDS", -1)
    report = briefs.verify_bundle(made)
    assert not report.good
    assert {one.verdict for one in report.checked} == {"missing"}
    assert any("pilots.txt in it cannot be read" in remark and "longer than" in remark for remark in report.remarks)
    assert desk.bundle("-o", "again.zip") == 1
    assert not Path("again.zip").exists()


def endless(*_: object) -> Article:
    while True:
        pass


# --- the brief as it is made --------------------------------------------------------------------------------------


def test_a_brief_that_was_exported_is_packed_and_found(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = list(folder_of(sample).values())
    with library.Library.open(sample) as opened:
        opened.export(Commission(ids=tuple(article.id for article in articles)), tmp_path / "all.md")
    assert main(["bundle", str(tmp_path / "all.md"), "--corpus", str(sample)]) == 0
    assert main(["verify", "all.zip"]) == 0
    report = briefs.verify_bundle(Path("all.zip"))
    assert report.good
    assert report.checked
    assert sum(name.startswith("corpus/") for name in contents(Path("all.zip"))) == len(articles) + 1


def test_the_five_real_articles(seeds: Path, tmp_path: Path) -> None:
    corpus = Path(shutil.copytree(seeds, tmp_path / "corpus"))
    shutil.copy(Path(__file__).parent.parent / "corpus" / "actors.yaml", corpus)
    articles = list(folder_of(corpus).values())
    with library.Library.open(corpus) as opened:
        opened.export(Commission(ids=tuple(article.id for article in articles)), tmp_path / "five.md")
    assert main(["bundle", str(tmp_path / "five.md"), "--corpus", str(corpus)]) == 0
    report = briefs.verify_bundle(Path("five.zip"))
    assert report.good
    assert report.checked
    part = tmp_path / "part.yaml"
    part.write_bytes(contents(Path("five.zip"))["corpus/actors.yaml"])
    paths = [article.path for article in articles]
    assert named(corpus, part, paths) == named(corpus, corpus / "actors.yaml", paths)
