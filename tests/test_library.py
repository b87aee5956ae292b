"""The façade, as Python users meet it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefing import library
from briefing.index import generations
from briefing.library import Library, LibraryError
from briefing.paths import index_folder
from tests.conftest import PROJECT


def test_marks_follow_a_renamed_file(sample: Path) -> None:
    with_marks = Library.open(sample)
    (hit,) = with_marks.search("path:kamel-benghazi").hits
    with_marks.mark([hit.row.id], read=True, starred=True)
    with_marks.close()
    (sample / "kamel-benghazi.md").rename(sample / "renamed.md")
    library.index(sample)
    again = Library.open(sample)
    (moved,) = again.search("path:renamed").hits
    assert moved.row.id != hit.row.id
    assert again.marks(moved.row.id) == library.Marks(read=True, starred=True)
    assert [h.row.id for h in again.search("is:starred").hits] == [moved.row.id]
    again.close()


def test_marks_survive_a_rebuild_and_can_be_undone(sample: Path) -> None:
    opened = Library.open(sample)
    ids = [row.id for row in opened.rows[:3]]
    opened.mark(ids, read=True)
    library.index(sample, rebuild=True)
    assert opened.refresh()
    assert all(opened.marks(id).read for id in ids)
    assert opened.undo() == "3 articles marked read"
    assert not any(opened.marks(id).read for id in ids)
    opened.close()


def test_a_damaged_index_is_made_anew_and_said(sample: Path) -> None:
    library.index(sample)
    generation = generations.current(sample)
    assert generation is not None
    folder = generation.folder
    generation.close()
    catalogue = folder / "catalogue.sqlite"
    catalogue.chmod(0o600)
    catalogue.write_bytes(b"not a database")
    opened = Library.open(sample)
    assert len(opened.rows) == 16
    assert "could not be used" in opened.notices[0]
    opened.close()


def test_an_open_library_takes_up_a_new_generation(sample: Path) -> None:
    opened = Library.open(sample)
    assert not opened.refresh()
    (sample / "new.txt").write_text("Khalifa Haftar was in Benghazi on Monday, the council said.")
    library.index(sample)
    assert opened.refresh()
    assert len(opened.rows) == 17
    opened.close()


def test_the_same_answers_after_every_index_is_removed(sample: Path) -> None:
    queries = ("ceasefire", "faction:lna", "date:2020", "Haftar", "is:undated")
    answers = []
    for _ in range(2):
        library.index(sample, rebuild=True)
        opened = Library.open(sample)
        found = [[(h.row, h.possible) for h in opened.search(query, "date").hits] for query in queries]
        answers.append(
            [[(row.id, row.title, row.period, row.factions, maybe) for row, maybe in hits] for hits in found]
        )
        opened.close()
    assert answers[0] == answers[1]
    assert all(answers[0])


def test_names_are_read_again_when_the_actors_file_changes(sample: Path) -> None:
    library.index(sample)
    actors = sample / "actors.yaml"
    actors.write_text(actors.read_text("utf-8").replace("start: 2015-03-02", "start: 2021-03-02"), "utf-8")
    opened = Library.open(sample)
    before = {h.row.path for h in opened.search("actor:khalifa-haftar").hits}
    assert any("actors file changed" in notice for notice in opened.notices)
    library.index(sample)
    assert opened.refresh()
    assert {h.row.path for h in opened.search("actor:khalifa-haftar").hits} == before
    article = opened.article(opened.resolve("turkish-forces-warnings.md").id)
    assert not [m for m in article.mentions if m.via == "post" and m.actor == "khalifa-haftar"]
    opened.close()


@pytest.mark.parametrize("name", ["zzzz", "../corpus", ""])
def test_what_no_article_answers_to(opened: Library, name: str) -> None:
    with pytest.raises(LibraryError):
        opened.resolve(name)


def test_every_mention_can_be_explained(opened: Library) -> None:
    for row in opened.rows:
        article = opened.article(row.id)
        for mention in article.mentions:
            assert mention.because
            assert article.body[mention.start : mention.end] == mention.text
            assert mention.actor is None or mention.actor in opened.gazetteer


def test_an_answer_stays_good_when_the_library_is_closed(sample: Path) -> None:
    opened = Library.open(sample)
    opened.warm()
    found = opened.search("Tripoli", "oldest")
    before = [hit.row.path for hit in found.hits], found.facets["source"], found.facets["actor"]
    late = opened.search("Tripoli", "oldest")
    opened.close()
    assert ([hit.row.path for hit in late.hits], late.facets["source"], late.facets["actor"]) == before
    assert [hit.row.path for hit in late.hits[1:3]] == before[0][1:3]
    assert late.place(late.hits[2].row.id) == 2
    assert late.place("nobody") is None


def test_a_glance_is_the_beginning_of_the_list(sample: Path) -> None:
    library.index(sample)
    whole = Library.open(sample)
    begun = Library.glance(sample)
    assert begun.front
    assert not begun.loaded
    assert list(begun.front.rows) == list(whole.rows)
    assert begun.front.total == 16
    assert [group.id for group in begun.factions] == [group.id for group in whole.gazetteer.factions]
    assert [hit.row for hit in begun.search("Tripoli").hits] == [hit.row for hit in whole.search("Tripoli").hits]
    begun.close()
    whole.close()


def test_an_index_that_was_deleted_and_made_again_is_a_newer_one(sample: Path) -> None:
    library.index(sample)
    opened = Library.open(sample)
    shutil.rmtree(index_folder(sample))
    assert not opened.refresh()
    (sample / "later.txt").write_text(" date 2024-05-06\nThe ferry came later.\n")
    library.index(sample)
    assert opened.refresh()
    assert "later.txt" in [row.path for row in opened.rows]
    opened.close()


BLOCKS = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["docs/python.md", "README.md"])
def test_the_examples_run(page: str, sample: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = BLOCKS.findall((PROJECT / page).read_text("utf-8"))
    assert blocks
    exec(compile("\n".join(blocks), page, "exec"), {})
    assert (tmp_path / "brief.md").read_text("utf-8").startswith("---\ntitle: ")


def test_a_folder_is_opened_by_its_name_and_let_go_of(sample: Path) -> None:
    with Library.open(str(sample)) as opened:
        assert opened.corpus == sample
        assert len(opened.rows) == 16
    with pytest.raises(LibraryError, match="there is no folder"), Library.open("nowhere"):
        pass


def test_the_package_does_not_wait_for_the_library() -> None:
    code = (
        "import sys, briefing; print(*sorted(n for n in sys.modules if n.startswith('briefing')));"
        "from briefing import Library; print(Library.__module__);"
        "import briefing.briefs; print(briefing.Library is Library, hasattr(briefing, 'nobody'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["briefing", "briefing.library", "True False"]


def test_the_day_of_a_file(opened: Library) -> None:
    assert opened.file_day("kamel-benghazi.md") is not None
    assert opened.file_day("nowhere.md") is None
