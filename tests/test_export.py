"""Where an export goes: how it is named, and what is never written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from briefing.article import Article, Dating
from briefing.dates import PartialDate
from briefing.export import ExportError, default_name, write
from briefing.export.brief import Form
from tests.invented_briefs import article

NAMED = [
    ([article()], "x", "md", "2019-05-04-harbour-board-meets.md"),
    ([article(published=Dating(PartialDate(None, 9, 16)))], "", "json", "harbour-board-meets.json"),
    ([article(title="../../etc/passwd", published=Dating())], "", "csv", "etc-passwd.csv"),
    ([article(title="🕊", published=Dating())], "", "md", "brief.md"),
    ([article(), article()], 'faction:lna "talks"', "md", "faction-lna-talks.md"),
    ([article(), article()], "", "md", "brief.md"),
    ([], "con", "md", "con-.md"),
]


@pytest.mark.parametrize(("articles", "query", "form", "name"), NAMED)
def test_an_export_has_a_name(articles: list[Article], query: str, form: Form, name: str) -> None:
    assert default_name(articles, query, form) == name


def test_an_export_is_written_as_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write("words ☂\n", tmp_path / "a.md")
    finally:
        os.umask(before)
    assert (tmp_path / "a.md").read_text("utf-8") == "words ☂\n"
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o640


def test_what_exists_is_replaced_only_when_asked_and_stays_as_private(tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    target.write_text("old")
    target.chmod(0o600)
    with pytest.raises(FileExistsError, match=r"a\.md exists already"):
        write("new", target)
    assert target.read_text() == "old"
    write("new", target, overwrite=True)
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


REFUSED = [
    ("folder", "it is a folder"),
    ("link.md", "it is a link"),
    ("dangling.md", "it is a link"),
    ("pipe", "not a file that can be replaced"),
    ("none/a.md", "its folder does not exist"),
    ("file/a.md", "its folder does not exist"),
    ("corpus/a.md", "in the corpus"),
    ("corpus/sub/a.md", "in the corpus"),
    ("inside/a.md", "in the corpus"),
    ("a\0b.md", "no file can have such a name"),
    ("x" * 300, "File name too long"),
]


@pytest.mark.parametrize(("name", "words"), REFUSED)
def test_what_must_not_be_written_is_refused(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "corpus" / "sub").mkdir(parents=True)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("old")
    (tmp_path / "link.md").symlink_to("file")
    (tmp_path / "dangling.md").symlink_to("nowhere")
    (tmp_path / "inside").symlink_to("corpus/sub")
    os.mkfifo(tmp_path / "pipe")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ExportError, match=words):
        write("new", tmp_path / name, overwrite=True, corpus=tmp_path / "corpus")
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "file").read_text() == "old"
