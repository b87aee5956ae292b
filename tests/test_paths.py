"""Names and places: what a title becomes, how a file is written, and where an index may lie."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path

import pytest

from briefing.paths import (
    IN_THE_CORPUS,
    LONGEST_NAME,
    PathsError,
    corpus_key,
    index_folder,
    safe_name,
    state_folder,
    write_atomically,
)

NAMES = [
    ("Libyan and Egyptian chiefs of staff", "libyan-and-egyptian-chiefs-of-staff"),
    ("  Haftar:  “we will not…” ", "haftar-we-will-not"),
    ("../../etc/passwd", "etc-passwd"),
    ("/", ""),
    ("..", ""),
    (".hidden", "hidden"),
    ("a/b\\c", "a-b-c"),
    ("-rf", "rf"),
    ("CON", "con-"),
    ("nul", "nul-"),
    ("com1", "com1-"),
    ("COM¹", "com1-"),
    ("con.txt", "con-txt"),
    ("a\x00b\x1b[31mc\n", "a-b-31mc"),
    ("\u202egnp.exe", "gnp-exe"),
    ("حفتر في القاهرة", "حفتر-في-القاهرة"),
    ("निर्वाचन", "निर्वाचन"),
    ("e\u0301te\u0301", "été"),
    ("🕊🕊", ""),
    ("talks 🕊 today", "talks-today"),
    ("!?!", ""),
    ("___", ""),
    ("", ""),
    ("\ud800", ""),
    ("x" * 300, "x" * LONGEST_NAME),
    ("é" * 300, "é" * (LONGEST_NAME // 2)),
    ("🕊" * 5000 + "x", ""),
    ("İ" * 300, ("i\u0307" * LONGEST_NAME)[: 2 * (LONGEST_NAME // 3) + 1]),
    ("a" * 79 + "-" + "b" * 9, "a" * 79),
]


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("BRIEFING_STATE", str(tmp_path / "state"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


@pytest.mark.parametrize(("title", "name"), NAMES)
def test_a_title_becomes_a_safe_name(title: str, name: str) -> None:
    assert safe_name(title) == name
    assert len(safe_name(title).encode()) <= LONGEST_NAME + 1


@pytest.mark.parametrize("title", [title for title, _ in NAMES])
def test_a_safe_name_is_one_component_and_stays_itself(title: str) -> None:
    name = safe_name(title)
    assert Path(f"{name}.md").name == f"{name}.md"
    assert safe_name(name) == name


def test_a_file_is_written_whole_and_alone(tmp_path: Path) -> None:
    target = tmp_path / "brief.md"
    write_atomically(target, b"words")
    assert target.read_bytes() == b"words"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.glob(".briefing-*")) == []


def test_drafts_of_writers_that_were_killed_go_when_they_are_old(tmp_path: Path) -> None:
    draft = f".briefing-{'0' * 16}"
    for folder, hours in (("old", 2), ("young", 0)):
        (tmp_path / folder).mkdir()
        for name in (draft, ".briefing-rc", "briefing.md"):
            (tmp_path / folder / name).write_bytes(b"half")
            written = time.time() - 3600 * hours
            os.utime(tmp_path / folder / name, (written, written))
        write_atomically(tmp_path / folder / "brief.md", b"whole")
    assert sorted(path.name for path in (tmp_path / "old").iterdir()) == [".briefing-rc", "brief.md", "briefing.md"]
    assert (tmp_path / "young" / draft).exists()


@pytest.mark.parametrize(
    ("umask", "mode", "expected"), [(0o022, 0o666, 0o644), (0o077, 0o666, 0o600), (0, 0o600, 0o600)]
)
def test_the_umask_is_honoured(tmp_path: Path, umask: int, mode: int, expected: int) -> None:
    before = os.umask(umask)
    try:
        write_atomically(tmp_path / "a", b"", mode=mode)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == expected


@pytest.fixture(params=["links", "no links"])
def links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without hard links, as on exFAT or some network drives."""

    def refuse(source: object, target: object, **_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if request.param == "no links":
        monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("links")
class TestAnExistingTarget:
    def test_a_new_name_is_given(self, tmp_path: Path) -> None:
        write_atomically(tmp_path / "a", b"new")
        assert (tmp_path / "a").read_bytes() == b"new"
        assert list(tmp_path.glob(".briefing-*")) == []

    def test_is_kept(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"old")
        with pytest.raises(FileExistsError):
            write_atomically(tmp_path / "a", b"new")
        assert (tmp_path / "a").read_bytes() == b"old"
        assert list(tmp_path.glob(".briefing-*")) == []

    def test_is_replaced_when_asked(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"old")
        write_atomically(tmp_path / "a", b"new", overwrite=True)
        assert (tmp_path / "a").read_bytes() == b"new"

    def test_a_link_counts_even_where_it_leads_nowhere(self, tmp_path: Path) -> None:
        (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(FileExistsError):
            write_atomically(tmp_path / "a", b"new")
        assert not (tmp_path / "elsewhere").exists()


class TestAFolderThatIsExchanged:
    """What was looked at is a folder; what is written to is a link that took its place."""

    @pytest.mark.parametrize("below", ["", "deep/er"])
    def test_nothing_is_written_into_the_corpus(self, tmp_path: Path, below: str) -> None:
        corpus = tmp_path / "corpus"
        (corpus / below).mkdir(parents=True)
        (tmp_path / "briefs").symlink_to(corpus / below)
        with pytest.raises(PermissionError, match=IN_THE_CORPUS):
            write_atomically(tmp_path / "briefs" / "a.md", b"new", outside=corpus)
        assert [path for path in corpus.rglob("*") if path.is_file()] == []

    def test_a_corpus_that_is_gone_is_nowhere_in_the_way(self, tmp_path: Path) -> None:
        write_atomically(tmp_path / "a", b"new", outside=tmp_path / "gone")
        assert (tmp_path / "a").read_bytes() == b"new"

    def test_all_of_a_file_goes_into_the_folder_that_was_found_first(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        corpus, briefs = tmp_path / "corpus", tmp_path / "briefs"
        corpus.mkdir()
        briefs.mkdir()
        sync = os.fsync

        def exchanged(handle: int) -> None:
            if not briefs.is_symlink():
                briefs.rename(tmp_path / "moved")
                briefs.symlink_to(corpus)
            sync(handle)

        monkeypatch.setattr(os, "fsync", exchanged)
        write_atomically(briefs / "a.md", b"new", outside=corpus)
        assert (tmp_path / "moved" / "a.md").read_bytes() == b"new"
        assert [*corpus.iterdir()] == []

    def test_a_folder_that_cannot_be_listed_is_written_to(self, tmp_path: Path) -> None:
        folder = tmp_path / "box"
        folder.mkdir()
        folder.chmod(0o300)
        write_atomically(folder / "a", b"new")
        assert (folder / "a").read_bytes() == b"new"


def test_a_folder_that_is_not_there_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "none" / "a", b"")


def test_the_index_lies_in_the_working_folder_that_offers_one(tmp_path: Path) -> None:
    (tmp_path / "work" / "indexes").mkdir()
    folder = index_folder(tmp_path / "Libya 2014")
    assert folder.parent == Path.cwd() / "indexes"
    assert folder.name == f"libya-2014-{corpus_key(tmp_path / 'Libya 2014')[:10]}"


def test_the_index_lies_in_the_cache_elsewhere(tmp_path: Path) -> None:
    assert index_folder(tmp_path / "corpus").parent == tmp_path / "cache"


@pytest.mark.parametrize("working", [".", "sub", "sub/deep"])
def test_the_index_is_never_in_the_corpus(working: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "sub/deep").mkdir(parents=True)
    (corpus / working / "indexes").mkdir()
    monkeypatch.chdir(corpus / working)
    for name in (corpus, Path(), corpus / "sub" / ".."):
        if name.resolve() == corpus:
            assert index_folder(name).parent == tmp_path / "cache"


def test_an_indexes_folder_that_is_not_ours_alone_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    Path("indexes").symlink_to(tmp_path / "elsewhere")
    assert index_folder(tmp_path / "corpus").parent == tmp_path / "cache"
    Path("indexes").unlink()
    Path("indexes").symlink_to("indexes")
    assert index_folder(tmp_path / "corpus").parent == tmp_path / "cache"
    Path("indexes").unlink()
    Path("indexes").touch()
    assert index_folder(tmp_path / "corpus").parent == tmp_path / "cache"
    Path("indexes").unlink()
    Path("indexes").mkdir()
    assert index_folder(tmp_path / "corpus").parent == tmp_path / "work" / "indexes"
    Path("indexes").chmod(0o777)
    assert index_folder(tmp_path / "corpus").parent == tmp_path / "cache"
    Path("indexes").chmod(0o755)
    user = os.getuid()
    monkeypatch.setattr("os.getuid", lambda: user + 1)
    assert index_folder(tmp_path / "corpus").parent == tmp_path / "cache"


def test_a_link_at_the_folder_itself_is_not_followed(tmp_path: Path) -> None:
    Path("indexes").mkdir()
    folder = index_folder(tmp_path / "corpus")
    folder.symlink_to(folder)
    assert index_folder(tmp_path / "corpus") == folder


def test_nor_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "corpus" / "inside").mkdir(parents=True)
    Path("indexes").symlink_to(tmp_path / "corpus" / "inside")
    assert index_folder(tmp_path / "corpus").parent == tmp_path / "cache"
    (tmp_path / "alias").symlink_to(tmp_path / "corpus")
    assert index_folder(tmp_path / "alias") == index_folder(tmp_path / "corpus")


def test_a_corpus_that_holds_the_cache_is_told_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(PathsError, match="BRIEFING_CACHE"):
        index_folder(tmp_path)


def test_a_working_folder_that_is_gone_is_no_trouble(tmp_path: Path) -> None:
    Path.cwd().rmdir()
    assert index_folder(tmp_path / "corpus").parent == tmp_path / "cache"


def test_the_state_folder_is_its_owners_alone() -> None:
    assert stat.S_IMODE(state_folder().stat().st_mode) == 0o700
