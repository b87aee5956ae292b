"""An index among things that others planted: nothing is followed, nothing hangs, nothing stays broken."""

from __future__ import annotations

import multiprocessing
import os
import socket
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from briefing import library
from briefing.files import Found
from briefing.index import generations, sealing
from briefing.index.sealing import Damaged
from briefing.index.segments import SegmentWriter, write_contents
from briefing.index.textindex import TextIndex
from briefing.intake.scan import scan
from briefing.library import Library, LibraryError
from briefing.paths import index_folder, state_folder

FERRY = "Ferry talks resume\n\n4 May 2031\n\nThe ferry to the islands sails again, the harbour office said on Sunday.\n"
GRAIN = "Grain talks end\n\n5 May 2031\n\nThe grain ships left the harbour, the office said on Monday.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two articles, and an `indexes/` of the working folder."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text(FERRY)
    (folder / "grain.txt").write_text(GRAIN)
    Path("indexes").mkdir()
    return folder


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A folder that no run may touch, dressed as an index."""
    folder = tmp_path / "victim"
    (folder / "draft").mkdir(parents=True)
    for name in ("diary", "lock", "CURRENT", "draft/chapter"):
        (folder / name).write_text("precious")
    folder.chmod(0o755)
    return folder


@pytest.fixture(autouse=True)
def untouched(victim: Path) -> object:
    before = _all_of(victim)
    yield
    assert _all_of(victim) == before


def _all_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mode, b"" if path.is_dir() else path.read_bytes())
        for path in (folder, *folder.rglob("*"))
    }


def index(corpus: Path) -> list[str]:
    said: list[str] = []
    library.index(corpus, say=said.append)
    return said


def found(corpus: Path, text: str) -> set[str]:
    opened = Library.open(corpus)
    try:
        return {hit.row.path for hit in opened.search(text).hits}
    finally:
        opened.close()


def _socket(path: Path, victim: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("s")
            Path("s").rename(path.name)
    finally:
        os.chdir(before)


def _folder(path: Path, victim: Path) -> None:
    path.mkdir()
    (path / "lock").symlink_to(victim / "lock")
    (path / "sub").mkdir()
    (path / "sub" / "link").symlink_to(victim)


KINDS: dict[str, Callable[[Path, Path], object]] = {
    "a link to a file": lambda path, victim: path.symlink_to(victim / "diary"),
    "a link to a folder": lambda path, victim: path.symlink_to(victim),
    "a link to itself": lambda path, victim: path.symlink_to(path),
    "a link to nothing": lambda path, victim: path.symlink_to(victim / "nothing"),
    "another name of a file": lambda path, victim: os.link(victim / "diary", path),
    "a pipe": lambda path, victim: os.mkfifo(path),
    "a socket": _socket,
    "a folder": _folder,
    "a large file": lambda path, victim: path.write_bytes(b"g-000001" * 100_000),
    "a file": lambda path, victim: path.write_bytes(b"x"),
}
NAMES = ["CURRENT", "lock", "draft", "g-000001", "g-000002", "g-" + "9" * 12, "g-" + "9" * 253, "actors.last-good.yaml"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:14])
@pytest.mark.parametrize("before", [False, True], ids=["no index", "an index"])
def test_whatever_is_in_the_way_is_removed_and_never_followed(
    corpus: Path, victim: Path, name: str, kind: str, before: bool
) -> None:
    if before:
        index(corpus)
        (corpus / "grain.txt").write_text(GRAIN + "More grain is due.\n")
    folder = index_folder(corpus)
    folder.mkdir(exist_ok=True)
    path = folder / name
    if path.is_dir():
        path.rename(folder / "moved")
    path.unlink(missing_ok=True)
    KINDS[kind](path, victim)
    index(corpus)
    assert index(corpus) == []
    assert found(corpus, "harbour") == {"ferry.txt", "grain.txt"}
    for entry in folder.iterdir():
        mode = entry.lstat().st_mode
        assert stat.S_ISDIR(mode) if entry.is_dir() else stat.S_ISREG(mode)
        assert len(entry.name) < 80


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "a folder"])
def test_what_has_the_place_of_the_index_folder_is_refused_by_name(corpus: Path, victim: Path, kind: str) -> None:
    folder = index_folder(corpus)
    KINDS[kind](folder, victim)
    assert index_folder(corpus) == folder
    assert not library.indexed(corpus)
    for use in (index, Library.open):
        with pytest.raises(LibraryError, match="remove it and index again") as refused:
            use(corpus)
        assert str(folder) in str(refused.value)
    with pytest.raises(Damaged, match="remove it"):
        generations.current(corpus)
    folder.unlink()
    index(corpus)
    assert found(corpus, "ferry") == {"ferry.txt"}


def test_an_index_folder_of_someone_else_is_refused(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index(corpus)
    folder, user = index_folder(corpus), os.getuid()
    monkeypatch.setattr("briefing.index.generations.index_folder", lambda corpus: folder)
    monkeypatch.setattr("os.getuid", lambda: user + 1)
    with pytest.raises(Damaged, match="another user"):
        generations.current(corpus)
    with pytest.raises(PermissionError):
        generations.prepared_folder(corpus)


@pytest.mark.parametrize("kind", ["a link to a file", "a pipe", "a folder", "a large file", "a file", "a socket"])
def test_a_current_that_is_no_name_of_a_generation_is_damage(corpus: Path, victim: Path, kind: str) -> None:
    index(corpus)
    path = index_folder(corpus) / "CURRENT"
    path.unlink()
    KINDS[kind](path, victim)
    with pytest.raises(Damaged, match="CURRENT"):
        generations.current(corpus)
    (said,) = index(corpus)
    assert "made anew" in said


@pytest.mark.parametrize("name", ["manifest.json", "lock"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("a file", "another name of a file")])
def test_a_generation_with_something_planted_is_damage(corpus: Path, victim: Path, name: str, kind: str) -> None:
    index(corpus)
    generation = index_folder(corpus) / "g-000001"
    (generation / name).unlink()
    KINDS[kind](generation / name, victim)
    if (name, kind) != ("lock", "a large file"):
        with pytest.raises(Damaged):
            generations.current(corpus)
    index(corpus)
    assert found(corpus, "ferry") == {"ferry.txt"}


def test_the_last_number_is_not_the_end(corpus: Path) -> None:
    index(corpus)
    folder = index_folder(corpus)
    for number in (10**12 - 1, 10**12 - 2):
        (folder / f"g-{number}").mkdir()
    (folder / "CURRENT").write_text(f"g-{10**12 - 1}")
    index(corpus)
    assert (folder / "CURRENT").read_text() == "g-000002"
    assert sorted(path.name for path in folder.glob("g-*")) == ["g-000001", "g-000002"]


def test_the_key_is_made_again_where_it_is_not_whole(corpus: Path) -> None:
    index(corpus)
    (state_folder() / "index.key").write_bytes(b"")
    (said,) = index(corpus)
    assert "missing or damaged" in said
    assert len((state_folder() / "index.key").read_bytes()) == 32
    assert index(corpus) == []


def _make_key(begin: object, keys: object) -> None:
    begin.wait()  # type: ignore[attr-defined]
    keys.put(sealing.signing_key())  # type: ignore[attr-defined]


def test_those_who_make_the_key_at_once_agree_on_one() -> None:
    context = multiprocessing.get_context("spawn")
    begin, keys = context.Barrier(4), context.Queue()
    makers = [context.Process(target=_make_key, args=(begin, keys)) for _ in range(4)]
    for maker in makers:
        maker.start()
    made = {keys.get(timeout=60) for _ in makers}
    for maker in makers:
        maker.join()
    assert made == {(state_folder() / "index.key").read_bytes()}


def test_an_index_signed_with_another_state_folder_says_so(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(corpus)
    monkeypatch.setenv("BRIEFING_STATE", str(tmp_path / "another"))
    sealing.signing_key()
    (said,) = index(corpus)
    assert "another key than the one in your state folder" in said


def test_every_file_of_an_index_is_its_owners_alone(corpus: Path) -> None:
    before = os.umask(0)
    try:
        index(corpus)
        (corpus / "more.txt").write_text(GRAIN + "More grain is due.\n")
        index(corpus)
    finally:
        os.umask(before)
    linked = set()
    for path in index_folder(corpus).rglob("*"):
        assert stat.S_IMODE(path.lstat().st_mode) == (0o700 if path.is_dir() else 0o600), path.name
        linked |= {path.name} if path.is_file() and path.stat().st_nlink > 1 else set()
    assert len(linked) >= 3


@pytest.mark.parametrize(
    "texts",
    [
        [("", "ferry"), ("", "ferry boats")],
        [("Ferry", ""), ("Ferry boats", "")],
        [("Ferry", "ferry"), ("======", "ferry"), ("Ferry", "======"), ("", "")],
        [("", ""), ("Ferry", "ferry")],
        [("======", "—")],
    ],
    ids=["no titles", "no bodies", "mixed", "nothing first", "nothing"],
)
def test_documents_without_words_score_beside_the_others(tmp_path: Path, texts: list[tuple[str, str]]) -> None:
    folder = tmp_path / "text"
    folder.mkdir()
    written = SegmentWriter()
    for title, body in texts:
        written.add(title, body)
    write_contents(folder, [written.write(folder).id])
    with TextIndex(sealing.Unsealed(folder)) as text_index:
        for place, field in enumerate(("title", "body")):
            blocks = text_index.scores(field, "ferry")  # type: ignore[arg-type]
            pairs = (pair for _, ids, scores in blocks for pair in zip(ids, scores, strict=True))
            scored = {document for document, score in pairs if score > 0}
            assert scored == {n for n, text in enumerate(texts) if "ferry" in text[place].lower()}


def test_one_junk_file_does_not_break_the_search_for_words(corpus: Path) -> None:
    (corpus / "rule.txt").write_text("======\n")
    (corpus / "titled.md").write_text("---\ntitle: Ferry\ndate: 2031-05-06\n---\n======\n")
    (corpus / "untitled.md").write_text("---\ntitle: '***'\ndate: 2031-05-07\n---\nThe ferry sails.\n")
    index(corpus)
    assert found(corpus, "ferry") >= {"ferry.txt", "titled.md", "untitled.md"}
    assert found(corpus, "title:ferry") == {"ferry.txt", "titled.md"}
    assert found(corpus, "body:ferry") == {"ferry.txt", "untitled.md"}


def verdicts(corpus: Path) -> dict[str, str]:
    return {f.path: "found" if isinstance(f, Found) else f.reason for f in scan(corpus)}


def test_an_index_is_no_corpus(corpus: Path) -> None:
    index(corpus)
    folder = index_folder(corpus)
    (folder / "articles").mkdir()
    for inside in (folder, folder / "g-000001", folder / "articles"):
        assert verdicts(inside) == {"./": "holds an index, not articles"}
    assert verdicts(folder.parent) == {f"{folder.name}/": "holds an index, not articles"}
    counts = library.index(folder.parent)
    assert (counts.seen, counts.skipped) == (1, 1)


def test_a_folder_with_names_like_those_of_an_index_is_read(tmp_path: Path) -> None:
    for name in ("a/CURRENT", "a/g-7 summit/x.txt", "b/g-000001/x.txt", "b/x.txt"):
        (tmp_path / "corpus" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "corpus" / name).write_text(FERRY)
    assert [path for path, verdict in verdicts(tmp_path / "corpus").items() if verdict == "found"] == [
        "a/g-7 summit/x.txt",
        "b/g-000001/x.txt",
        "b/x.txt",
    ]


def test_a_reader_that_is_open_while_its_index_is_damaged_says_so(corpus: Path) -> None:
    index(corpus)
    with Library.open(corpus) as opened:
        (id,) = (row.id for row in opened.rows if row.path == "ferry.txt")
        with closing(sqlite3.connect(index_folder(corpus) / "g-000001" / "catalogue.sqlite")) as written, written:
            written.execute("UPDATE contents SET body = x'00'")
        with pytest.raises(Damaged, match="cannot be read"):
            opened.article(id)
    with Library.open(corpus) as opened:
        assert len(opened.events) == 1
        assert "ferry" in opened.article(id).body


def test_no_file_of_an_index_is_mapped(corpus: Path) -> None:
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("needs /proc")
    index(corpus)
    with Library.open(corpus) as opened:
        assert opened.search("ferry harbour*").hits
        assert str(index_folder(corpus).resolve()) not in maps.read_text()


def test_a_file_that_was_exchanged_since_it_was_verified_is_not_read(corpus: Path) -> None:
    index(corpus)
    generation = generations.current(corpus)
    assert generation
    with generation:
        generation.verify()
        (lengths,) = (name for name in generation.names if name.startswith("lengths_"))
        path = generation.folder / lengths
        facts = path.stat()
        path.write_bytes(path.read_bytes()[::-1])
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        with pytest.raises(Damaged, match="not as it was written"):
            generation.open(lengths)
