"""Many files: processes of their own read them, and readers see what there is before all of it is."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from briefing import library
from briefing.actors import NOBODY, Gazetteer
from briefing.article import Article, Dating, Page
from briefing.files import Found, Skipped
from briefing.index import building, crew
from briefing.index.searching import Searcher
from briefing.index.tasks import Work
from briefing.intake.scan import scan
from briefing.library import Library

MANY = crew.MANY + 50
DEADLY = "DEADLY"


def write_many(corpus: Path, first: int, count: int) -> None:
    for number in range(first, first + count):
        text = f" date 2019-{number % 12 + 1:02}-03 \nThe ferry number{number} sailed to Pasla.\n\nNobody spoke.\n"
        (corpus / f"{number:04}.txt").write_text(text)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    corpus = tmp_path / "many"
    corpus.mkdir()
    write_many(corpus, 0, MANY)
    return corpus


def found(corpus: Path, query: str) -> list[str]:
    opened = Library.open(corpus)
    try:
        return [row.path for row in opened.search(query, "date").rows]
    finally:
        opened.close()


def answers(corpus: Path) -> list[list[str]]:
    queries = ("", "ferry", '"ferry number7"', "num*", "date:2019-02", "pasla nobody", "is:undated")
    return [found(corpus, query) for query in queries]


def test_a_crew_and_a_single_hand_give_the_same_answers(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert library.index(corpus).indexed == MANY
    by_a_crew = answers(corpus)
    monkeypatch.setattr(building, "MANY", 10 * MANY)
    assert library.index(corpus, rebuild=True).indexed == MANY
    assert answers(corpus) == by_a_crew
    assert len(by_a_crew[1]) == MANY
    assert by_a_crew[2] == ["0007.txt"]


def test_readers_see_the_first_articles_before_the_last_are_read(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "FIRST_BATCH", 0.0)
    monkeypatch.setattr(building, "NEXT_BATCH", 0.0)
    monkeypatch.setattr(building, "PACE", 0.0)
    seen: list[int] = []

    def look(stage: str, done: int, total: int) -> None:
        if stage == "reading" and (searcher := Searcher.open(corpus)):
            with searcher:
                seen.append(len(searcher.rows))

    library.index(corpus, progress=look)
    assert seen == sorted(seen)
    assert 0 < seen[0] < MANY
    assert len(found(corpus, "ferry")) == MANY


def test_an_interrupted_run_goes_on_where_it_was(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "FIRST_BATCH", 0.0)

    def interrupt(stage: str, done: int, total: int) -> None:
        if library.indexed(corpus):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.index(corpus, progress=interrupt)
    counts = library.index(corpus)
    assert 0 < counts.unchanged < MANY
    assert counts.indexed == MANY
    assert len(found(corpus, "ferry")) == MANY


def test_an_empty_index_can_be_opened_and_grows(corpus: Path) -> None:
    library.begin(corpus)
    opened = Library.open(corpus)
    assert opened.search("").total == 0
    assert opened.search("ferry").total == 0
    assert library.index(corpus).indexed == MANY
    assert opened.refresh()
    assert opened.search("ferry").total == MANY
    opened.close()
    library.begin(corpus)
    assert len(found(corpus, "")) == MANY


@pytest.mark.skipif(sys.platform != "linux", reason="finds the processes in /proc")
@pytest.mark.parametrize("together", [crew.CHUNK, 1])
def test_a_process_that_is_killed_is_replaced(corpus: Path, together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "CHUNK", together)
    killed: list[int] = []

    def kill(stage: str, done: int, total: int) -> None:
        if not killed:
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
            killed.extend(map(int, children[:1]))
            os.kill(killed[0], signal.SIGKILL)

    counts = library.index(corpus, progress=kill)
    assert killed
    assert (counts.indexed, counts.quarantined) == (MANY, 0)
    assert len(found(corpus, "ferry")) == MANY
    assert len(found(corpus, "num*")) == MANY


def load(corpus: Path, found: Found) -> tuple[str, list[Page]]:
    raw = (corpus / found.path).read_bytes()
    return hashlib.sha256(raw).hexdigest(), [Page(found.path, raw.decode())]


def read(page: Page, id: str, gazetteer: Gazetteer) -> Article:
    if DEADLY in page.text:
        os._exit(9)
    return Article(path=page.path, entry=None, id=id, title="", title_basis="none", published=Dating(), body=page.text)


def gather(counts: Mapping[str, int], gazetteer: Gazetteer) -> Mapping[str, str]:
    return {}


def test_a_file_that_ends_the_process_is_left_out_and_no_other(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    (corpus / "0100.txt").write_text(DEADLY)
    counts = building.build(corpus, Work(scan, load, read, gather, "1"), NOBODY)
    assert (counts.indexed, counts.quarantined) == (MANY - 1, 1)
    searcher = Searcher.open(corpus)
    assert searcher is not None
    with searcher:
        assert [(skipped.path, skipped.reason) for skipped in searcher.skipped()] == [("0100.txt", crew.ENDED)]
        assert len(searcher.rows) == MANY - 1


def test_changes_to_many_articles_and_names_are_followed(corpus: Path) -> None:
    library.index(corpus)
    (corpus / "actors.yaml").write_text(
        "version: 1\nplaces:\n  - {id: pasla, name: Pasla, country: LY}\n", encoding="utf-8"
    )
    assert library.index(corpus).unchanged == MANY
    assert len(found(corpus, "place:pasla")) == MANY
    write_many(corpus, MANY, 5)
    (corpus / "0001.txt").unlink()
    (corpus / "0002.txt").rename(corpus / "renamed.txt")
    counts = library.index(corpus)
    assert (counts.indexed, counts.removed, counts.unchanged) == (MANY + 4, 2, MANY - 2)
    assert len(found(corpus, "ferry")) == MANY + 4
    assert "renamed.txt" in found(corpus, "ferry")


def test_a_folder_that_goes_away_takes_nothing_from_the_index(corpus: Path) -> None:
    library.index(corpus)
    before = found(corpus, "ferry")

    def gone(folder: Path) -> Iterator[Found | Skipped]:
        folder.rename(folder.parent / "away")
        yield from scan(folder)

    with pytest.raises(OSError, match="the folder of articles is gone"):
        building.build(corpus, Work(gone, load, read, gather, "1"), NOBODY)
    (corpus.parent / "away").rename(corpus)
    assert found(corpus, "ferry") == before
