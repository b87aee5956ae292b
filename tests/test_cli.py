"""The command line as its users meet it: output, messages, exit codes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing.cli import main
from briefing.files import Unreached
from briefing.index import building
from briefing.intake import formats
from briefing.paths import index_folder
from tests.conftest import SAMPLE

Captured = pytest.CaptureFixture[str]


def run(capsys: Captured, *words: str | Path) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def rows(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_index_counts_every_file(capsys: Captured, sample: Path) -> None:
    (sample / "broken.txt").write_bytes(b"\x89PNG\0\0")
    code, out, _ = run(capsys, "index", "--json", "--corpus", sample)
    (counts,) = rows(out)
    assert code == 0
    assert counts["indexed"] == 16
    assert counts["quarantined"] == 1
    assert counts["seen"] == counts["indexed"] + counts["quarantined"] + counts["skipped"]
    _, out, _ = run(capsys, "index", "--corpus", sample)
    assert "16 indexed (0 changed, 16 as before)" in out


@pytest.mark.parametrize("damaged", [False, True])
def test_what_an_index_made_on_the_way_leaves_out_is_said(capsys: Captured, sample: Path, damaged: bool) -> None:
    (sample / "broken.txt").write_bytes(b"\x89PNG\0\0")
    if damaged:
        run(capsys, "index", "--corpus", sample)
        manifest = next(index_folder(sample).glob("g-*/manifest.json"))
        manifest.write_bytes(b"{")
    code, _, err = run(capsys, "search", "ceasefire", "--corpus", sample)
    assert code == 0
    assert err.count("1 file could not be read; `briefing doctor` says why.") == 1
    _, _, err = run(capsys, "search", "ceasefire", "--corpus", sample)
    assert "could not be read" not in err


@pytest.fixture
def settled(capsys: Captured, sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An article of an indexed folder, written long ago."""
    monkeypatch.setattr(building, "FRESH_NS", 0)
    article = sample / "crossing.txt"
    article.write_text("The ferry\n\n2 May 2021\n\nIt sailed to Pasla on Monday.\n", "utf-8")
    os.utime(article, (1_600_000_000, 1_600_000_000))
    run(capsys, "index", "--corpus", sample)
    return article


def test_another_file_of_the_same_size_and_time_is_seen(capsys: Captured, settled: Path) -> None:
    settled.write_text(settled.read_text("utf-8").replace("Pasla", "Quorn"), "utf-8")
    os.utime(settled, (1_600_000_000, 1_600_000_000))
    _, _, err = run(capsys, "search", "Pasla", "--corpus", settled.parent)
    assert "1 file changed since the index was made" in err
    _, out, _ = run(capsys, "index", "--json", "--corpus", settled.parent)
    assert rows(out)[0]["changed"] == 1
    _, out, err = run(capsys, "search", "Quorn", "--corpus", settled.parent)
    assert "The ferry" in out
    assert "changed" not in err


@pytest.mark.parametrize("touch", [os.utime, lambda file: file.chmod(0o640)])
def test_a_file_that_was_only_touched_is_no_news_and_not_read_again(
    capsys: Captured, settled: Path, monkeypatch: pytest.MonkeyPatch, touch: Callable[[Path], None]
) -> None:
    def unneeded(path: str, raw: bytes) -> None:
        raise AssertionError(path)

    touch(settled)
    monkeypatch.setattr(formats, "pages", unneeded)
    for _ in range(2):
        _, _, err = run(capsys, "search", "Pasla", "--corpus", settled.parent)
        assert "changed" not in err
        _, out, _ = run(capsys, "index", "--json", "--corpus", settled.parent)
        (counts,) = rows(out)
        assert (counts["changed"], counts["unchanged"]) == (0, counts["indexed"])


def test_a_file_that_can_be_reached_again_is_told_of_until_it_is_read(
    capsys: Captured, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = formats.read_below

    def away(corpus: Path, path: str) -> bytes:
        if path == "crossing.txt":
            raise Unreached("cannot be opened: Input/output error")
        return plain(corpus, path)

    (sample / "crossing.txt").write_text("The ferry\n\n2 May 2021\n\nIt sailed to Pasla on Monday.\n", "utf-8")
    with monkeypatch.context() as failing:
        failing.setattr(formats, "read_below", away)
        run(capsys, "index", "--corpus", sample)
        _, _, err = run(capsys, "search", "Pasla", "--corpus", sample)
        assert "changed" not in err
    _, _, err = run(capsys, "search", "Pasla", "--corpus", sample)
    assert "1 file changed since the index was made" in err
    run(capsys, "index", "--corpus", sample)
    _, out, err = run(capsys, "search", "Pasla", "--corpus", sample)
    assert "The ferry" in out
    assert "changed" not in err


def test_a_file_that_is_removed_before_it_is_read_is_as_if_it_had_never_been_seen(
    capsys: Captured, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "index", "--corpus", sample)
    before = len(rows(run(capsys, "list", "--json", "--corpus", sample)[1]))
    passing = {name: sample / name for name in ("crossing.txt", "ferry.txt")}
    plain = formats.read_below

    def late(corpus: Path, path: str) -> bytes:
        if path in passing:
            passing[path].unlink(missing_ok=True)
        return plain(corpus, path)

    passing["ferry.txt"].write_text("The ferry\n\n1 May 2021\n\nIt was late on Monday.\n", "utf-8")
    run(capsys, "index", "--corpus", sample)
    for file in passing.values():
        file.write_text("The ferry\n\n2 May 2021\n\nIt sailed to Pasla on Monday.\n", "utf-8")
    monkeypatch.setattr(formats, "read_below", late)
    _, out, err = run(capsys, "index", "--json", "--corpus", sample)
    (counts,) = rows(out)
    assert counts["seen"] == counts["indexed"] + counts["skipped"] + counts["quarantined"]
    assert (counts["removed"], counts["quarantined"], err) == (1, 0, "")
    assert len(rows(run(capsys, "list", "--json", "--corpus", sample)[1])) == before
    _, out, _ = run(capsys, "doctor", "--corpus", sample)
    assert not any(name in out for name in passing)


def test_words_far_down_in_a_file_longer_than_any_article_are_found_and_told_of(capsys: Captured, sample: Path) -> None:
    filler = "The water rose again.\n" * 4_000
    for name, times in (("long.txt", 1), ("endless.txt", 8)):
        text = f"The locks\n\n2 May 2021\n\n{filler * times}The Zemmerling was late.\n"
        (sample / name).write_text(text, "utf-8")
    run(capsys, "index", "--corpus", sample)
    _, out, _ = run(capsys, "search", "zemmerling", "--json", "--corpus", sample)
    shown = {hit["path"]: hit["snippet"] for hit in rows(out)[0]["hits"]}
    assert "Zemmerling was late" in shown["long.txt"]
    assert "The water rose again." in shown["endless.txt"]
    _, out, _ = run(capsys, "doctor", "--corpus", sample)
    assert "what is searched for is marked in the first 500,000 characters only" in " ".join(out.split())


def test_why_the_last_good_names_are_not_used_is_said(capsys: Captured, sample: Path) -> None:
    run(capsys, "index", "--corpus", sample)
    for file in (sample / "actors.yaml", index_folder(sample) / "actors.last-good.yaml"):
        file.write_text("version: 1\npeople: 5\n", "utf-8")
    _, _, err = run(capsys, "index", "--corpus", sample)
    assert "nobody is known by name, as the last good file has mistakes too." in err


def test_search_in_json(capsys: Captured, sample: Path) -> None:
    code, out, err = run(capsys, "search", "ceasefire", "--json", "--corpus", sample)
    (answer,) = rows(out)
    assert code == 0
    assert "no index yet" in err
    assert list(answer) == [
        "query", "understood", "total", "possible", "undated", "milliseconds", "hits", "facets", "corrections",
    ]  # fmt: skip
    assert answer["total"] == len(answer["hits"]) > 0
    for hit in answer["hits"]:
        assert {
            "id",
            "title",
            "published",
            "possible",
            "source",
            "factions",
            "actors",
            "score",
            "snippet",
        } <= hit.keys()
        marked = [hit["snippet"][start:end].lower() for start, end in hit["matches"]]
        assert all(word.startswith("ceasefire") for word in marked)
    assert set(answer["facets"]) == {"faction", "actor", "place", "source", "year", "month"}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("fation:lna", ["unknown field", "faction"]),
        ("date:2020-13", ["date"]),
        ("(ceasefire", ["("]),
        ("faction:nobody-at-all", ["nobody-at-all"]),
    ],
)
def test_a_query_that_cannot_be_understood(capsys: Captured, sample: Path, query: str, words: list[str]) -> None:
    code, out, err = run(capsys, "search", query, "--json", "--corpus", sample)
    assert (code, out) == (2, "")
    assert "^" in err
    assert all(word.lower() in err.lower() for word in words)


def test_no_hits_say_which_clause_removed_them(capsys: Captured, sample: Path) -> None:
    code, out, _ = run(capsys, "search", "ceasefire faction:highland-front", "--corpus", sample)
    assert code == 0
    assert "0 articles" in out
    assert "without faction:highland-front 4, the others mention people of " in out


@pytest.mark.parametrize("query", ["-haftar", "-ceasefire", '-"Libyan army"', "-faction:lna"])
def test_a_query_may_begin_with_a_minus(capsys: Captured, sample: Path, query: str) -> None:
    code, out, _ = run(capsys, "search", query, "--json", "--limit", "5", "--corpus", sample)
    told = json.loads(out)
    assert (code, told["query"]) == (0, query)
    assert told["understood"].startswith("NOT ")
    assert 0 < told["total"] < 16


def test_options_may_stand_before_the_command(capsys: Captured, sample: Path) -> None:
    code, out, _ = run(capsys, "--corpus", sample, "list")
    assert (code, len(out.splitlines())) == (0, 16)
    code, _, err = run(capsys, "--corpus", sample)
    assert (code, "needs a terminal" in err) == (2, True)


def test_list_and_show(capsys: Captured, sample: Path) -> None:
    _, out, _ = run(capsys, "list", "--json", "--corpus", sample)
    listed = rows(out)
    assert len(listed) == 16
    _, plain, _ = run(capsys, "list", "--corpus", sample)
    assert [line.split()[0] for line in plain.splitlines()] == [row["id"] for row in listed]
    first = listed[0]
    code, out, _ = run(capsys, "show", first["id"][:6], "--json", "--corpus", sample)
    (article,) = rows(out)
    assert (code, article["id"], article["path"]) == (0, first["id"], first["path"])
    code, out, _ = run(capsys, "show", sample / first["path"], "--corpus", sample)
    assert code == 0
    assert out.splitlines()[0] == article["title"]


def test_show_says_by_post_and_derived(capsys: Captured, sample: Path) -> None:
    _, out, _ = run(capsys, "show", "turkish-forces-warnings.md", "--corpus", sample)
    assert "Khalifa Haftar: General Commander of the Libyan National Army" in out
    _, out, _ = run(capsys, "show", "ceasefire-track.txt", "--corpus", sample)
    assert "title: derived" in out
    assert "date: 2020-02 to 2024-10, inferred (no date printed)" in out


def test_extract_needs_no_index(capsys: Captured, sample: Path, home: Path) -> None:
    files = sorted(sample.rglob("*.txt"))
    code, out, err = run(capsys, "extract", "--json", "--actors", sample / "actors.yaml", *files)
    assert (code, err) == (0, "")
    found = rows(out)
    assert [row["path"] for row in found] == [str(file) for file in files]
    for row in found:
        assert all(row["body"][m["start"] : m["end"]] == m["text"] for m in row["mentions"] + row["times"])
    assert not (home / "cache").exists()


def test_extract_goes_on_after_a_file_it_cannot_read(capsys: Captured, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("The council met the crews on Monday.")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    code, out, err = run(capsys, "extract", "--json", "--actors", "none", bad, tmp_path / "gone.txt", good)
    assert code == 1
    assert len(rows(out)) == 1
    assert "bad.txt: not text" in err
    assert "gone.txt: cannot be opened: No such file" in err


def test_export_asks_before_it_overwrites(capsys: Captured, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "brief.md"
    code, _, err = run(capsys, "export", "--query", "faction:lna", "-o", target, "--corpus", sample)
    assert code == 0, err
    before = target.read_bytes()
    assert before.startswith(b"---\ntitle: ")
    code, _, err = run(capsys, "export", "--query", "ceasefire", "-o", target, "--corpus", sample)
    assert code == 1
    assert "exists" in err
    assert target.read_bytes() == before
    code, _, _ = run(capsys, "export", "--query", "ceasefire", "-o", target, "--force", "--corpus", sample)
    assert code == 0
    assert target.read_bytes() != before


def test_export_names_its_file_safely(capsys: Captured, sample: Path) -> None:
    _, out, _ = run(capsys, "list", "--json", "--corpus", sample)
    hostile = next(row for row in rows(out) if "@click" in row["title"])
    code, _, err = run(capsys, "export", hostile["id"], "--corpus", sample)
    assert code == 0, err
    (made,) = Path.cwd().glob("*.md")
    assert "/" not in made.name
    assert "[" not in made.name


@pytest.mark.parametrize("form", ["md", "json", "csv"])
def test_export_to_standard_output(capsys: Captured, sample: Path, form: str) -> None:
    code, out, _ = run(capsys, "export", "--query", "date:2020", "--format", form, "-o", "-", "--corpus", sample)
    assert code == 0
    assert "Haftar" in out


def test_export_refuses_to_write_into_the_corpus(capsys: Captured, sample: Path) -> None:
    code, _, err = run(capsys, "export", "--query", "date:2020", "-o", sample / "brief.md", "--corpus", sample)
    assert code == 1
    assert "corpus" in err


def test_doctor_lists_what_was_left_out(capsys: Captured, sample: Path) -> None:
    (sample / "empty.txt").touch()
    (sample / "binary.txt").write_bytes(b"\0\1\2")
    (sample / "front.md").write_text("---\ntitle: [x\n---\nThe council met the crews on Monday.")
    (sample / "locked.txt").write_text("text")
    (sample / "locked.txt").chmod(0)
    code, out, _ = run(capsys, "doctor", "--json", "--corpus", sample)
    (found,) = rows(out)
    assert code == 1
    reasons = {left["path"]: left["reason"] for left in found["quarantined"]}
    assert reasons["empty.txt"] == "empty"
    assert "zero bytes" in reasons["binary.txt"]
    if os.getuid() != 0:
        assert "Permission denied" in reasons["locked.txt"]
    assert found["remarks"][0]["path"] == "front.md"
    assert "line" in found["remarks"][0]["remark"]
    _, out, _ = run(capsys, "doctor", "--corpus", sample)
    assert "binary.txt: not text" in out


def test_doctor_tells_of_dates_that_contradict(capsys: Captured, sample: Path) -> None:
    lead = "Egyptian Chief of Staff Mahmoud Hegazy met Egyptian Foreign Minister {} in Cairo, the council said."
    (sample / "both.txt").write_text(lead.format("Badr Abdelatty") + " The 5+5 committee met in 2020, he said.")
    (sample / "late.txt").write_text(" date 2024-05-04 " + lead.format("Sameh Shoukry"))
    _, out, _ = run(capsys, "doctor", "--json", "--corpus", sample)
    words = {found["path"]: found["words"] for found in rows(out)[0]["doubts"]}
    assert "not before 2020" in words["both.txt"]
    assert "yet not after 2017-10-28" in words["both.txt"]
    assert "the header date 2024-05-04 lies after what the text allows" in words["late.txt"]
    _, out, _ = run(capsys, "show", "late.txt", "--json", "--corpus", sample)
    assert rows(out)[0]["published"]["date"] is None


def test_a_mistake_in_the_actors_file(capsys: Captured, sample: Path) -> None:
    run(capsys, "index", "--corpus", sample)
    actors = sample / "actors.yaml"
    actors.write_text(actors.read_text("utf-8").replace("kind: armed-force", "kind: gang", 1), "utf-8")
    code, out, err = run(capsys, "search", "faction:lna", "--corpus", sample)
    assert code == 0
    assert "actors.yaml, line " in err
    assert "last good file" in err
    assert "Haftar" in out
    code, out, _ = run(capsys, "doctor", "--corpus", sample)
    assert code == 1
    assert "actors.yaml, line " in out
    code, _, err = run(capsys, "extract", "--actors", actors, sample / "ceasefire-track.txt")
    assert code == 1
    assert "actors.yaml, line " in err


def test_reading_commands_say_what_changed_and_do_not_build(capsys: Captured, sample: Path) -> None:
    run(capsys, "index", "--corpus", sample)
    (sample / "new.txt").write_text("The council met the crews on Monday.")
    _, out, err = run(capsys, "list", "--json", "--corpus", sample)
    assert len(rows(out)) == 16
    assert "1 file changed since the index was made" in err


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (["list", "--corpus", "gone"], 2, "there is no folder gone"),
        (["serach", "x"], 2, "`search`"),
        (["export", "--corpus", str(SAMPLE)], 2, "--query"),
        (["extract", "--actors", "gone.yaml", "a.txt"], 2, "gone.yaml cannot be read: No such file"),
    ],
)
def test_wrong_usage(capsys: Captured, words: list[str], code: int, expected: str) -> None:
    got, out, err = run(capsys, *words)
    assert (got, out) == (code, "")
    assert expected in err
    assert "Traceback" not in err


def test_an_unknown_id(capsys: Captured, sample: Path) -> None:
    code, _, err = run(capsys, "show", "zzzzzz", "--corpus", sample)
    assert code == 2
    assert "no article has an id that begins with 'zzzzzz'" in err


def test_an_empty_folder_is_fine(capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    code, out, _ = run(capsys, "list", "--corpus", tmp_path / "nothing")
    assert (code, out) == (0, "")


def test_the_reader_wants_a_terminal(capsys: Captured, sample: Path) -> None:
    code, out, err = run(capsys, sample)
    assert (code, out) == (2, "")
    assert "needs a terminal" in err


def test_paths(capsys: Captured, sample: Path, home: Path) -> None:
    code, out, _ = run(capsys, "paths", "--corpus", sample)
    assert code == 0
    assert str(sample) in out
    assert str(home / "state") in out


def test_the_environment_and_the_configuration_name_the_corpus(
    capsys: Captured, sample: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = home / "config" / "config.yaml"
    config.parent.mkdir(parents=True)
    config.write_text(f"corpus: {sample}\n")
    code, out, _ = run(capsys, "list")
    assert (code, len(out.splitlines())) == (0, 16)
    monkeypatch.setenv("BRIEFING_CORPUS", str(home / "gone"))
    assert run(capsys, "list")[0] == 2


def test_a_closed_pipe_is_no_crash(sample: Path) -> None:
    command = f"{sys.executable} -m briefing list --corpus {sample} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
def test_what_was_closed_before_we_began_is_no_crash(home: Path, sample: Path, closed: str) -> None:
    command = f"{sys.executable} -m briefing list --corpus {sample} {closed}"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, "mistake of its own" in done.stderr) == (0, False)
    assert len(done.stdout.splitlines()) == (0 if ">&-" in closed.replace("2>&-", "") else 16)
    assert not list((home / "state").glob("crash-*"))


def test_nothing_in_the_corpus_changes(capsys: Captured, sample: Path) -> None:
    """No byte and no time of modification, of a folder neither."""

    def facts() -> dict[str, tuple[int, bytes]]:
        paths = [sample, *sample.rglob("*")]
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"") for path in paths}

    (sample / "older").mkdir()
    (sample / "older" / "ferry.txt").write_text("A ferry sailed\n\n4 May 2021\n\nIt was late.\n", "utf-8")
    for path in (sample / "older" / "ferry.txt", sample / "older", sample):
        os.utime(path, ns=(1_600_000_000_123_456_789, 1_600_000_000_123_456_789))
    before = facts()
    for words in (
        "index",
        "list",
        "search ceasefire",
        "show older/ferry.txt",
        "timeline",
        "actors",
        "actors lint",
        "doctor",
        "export --query date:2020 -o brief.md",
        "verify brief.md",
        "bundle brief.md -o brief.zip",
        "quote ceasefire",
        "state export state.jsonl",
        "index --rebuild",
    ):
        code, _, err = run(capsys, *words.split(), "--corpus", sample)
        assert code == 0, err
        assert facts() == before, words
    assert Path("brief.zip").is_file()


def test_the_seeds(capsys: Captured, seeds: Path) -> None:
    """A smoke test on real articles: which ones answer, and how many are only possible."""
    actors = SAMPLE / "actors.yaml"
    query = "faction:lna date:2020..2021 ceasefire"
    code, out, _ = run(capsys, "search", query, "--json", "--corpus", seeds, "--actors", actors)
    (answer,) = rows(out)
    assert code == 0
    assert [(hit["path"][:3], hit["possible"]) for hit in answer["hits"]] == [("001", False), ("002", True)]
    assert answer["possible"] == 1
