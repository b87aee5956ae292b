"""Names proposed by spaCy, with a small fake in its place: it tags the words it is told to, in every text."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from briefing import folders, library
from briefing.article import Article, Page
from briefing.cli import main
from briefing.library import Library, LibraryError
from briefing.naming import actorsfile, proposing
from briefing.reading import read

Captured = pytest.CaptureFixture[str]

MODEL = "en_fake_sm"
TAGGED = {
    "eBright": "ORG",
    "the quiet iHill": "LOC",
    "mcQuill’s": "PERSON",
    "Khalifa Haftar": "PERSON",
    "came too": "PERSON",
    "Libyan": "NORP",
    "Monday": "DATE",
}
TEXT = (
    "General Khalifa Haftar met people of eBright on Monday, near the quiet\niHill. They crossed its arches, and "
    "they talked; the Libyan side said that mcQuill’s men came too."
)
ACTORS = b"version: 1\npeople:\n  - {id: haftar, name: Khalifa Haftar}\n  - {id: quill, name: Marla Quill}\n"


@dataclass(frozen=True)
class Tagged:
    start_char: int
    end_char: int
    label_: str


@dataclass(frozen=True)
class Doc:
    ents: list[Tagged]


class Tagger:
    """What `spacy.load` gives: it finds the words of TAGGED in whatever case."""

    texts = 0

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        for text in texts:
            Tagger.texts += 1
            found = ((text.lower().find(words.lower()), words, label) for words, label in TAGGED.items())
            yield Doc([Tagged(at, at + len(words), label) for at, words, label in sorted(found) if at >= 0])


class FakeSpacy(ModuleType):
    """A spaCy that has one model."""

    loaded = 0

    def load(self, model: str, exclude: Iterable[str] = ()) -> Tagger:
        if model == "en_old_sm":
            raise ValueError("[E002] made for another spaCy")
        if model != MODEL:
            raise OSError(f"[E050] Can't find model '{model}'.")
        assert "ner" not in exclude
        assert "parser" in exclude
        FakeSpacy.loaded += 1
        return Tagger()


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """No model is loaded before or after a test."""
    proposing.spacy_proposer.cache_clear()
    FakeSpacy.loaded = Tagger.texts = 0
    yield
    proposing.spacy_proposer.cache_clear()


@pytest.fixture
def spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", FakeSpacy("spacy"))


@pytest.fixture
def no_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)


def configured(home: Path, model: str = MODEL) -> None:
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "config.yaml").write_text(f"ner: {model}\n")


def article(actors: bytes = ACTORS, text: str = TEXT, ner: str | None = MODEL) -> Article:
    return read(Page("a.txt", text), "aaaaaaaaaa", actorsfile.parse(actors, "actors.yaml"), ner=ner)


def proposals(of: Article) -> dict[str, str]:
    return {m.text: m.kind for m in of.mentions if m.because.startswith("proposed by spaCy")}


def test_what_is_proposed_is_added_where_nothing_was_found(spacy: None) -> None:
    plain, rich = article(ner=None), article()
    assert proposals(rich) == {"eBright": "organisation", "quiet\niHill": "place", "mcQuill": "person"}
    assert [m for m in rich.mentions if m.text not in proposals(rich)] == list(plain.mentions)
    for mention in rich.mentions:
        assert rich.body[mention.start : mention.end] == mention.text
        if mention.text in proposals(rich):
            assert (mention.actor, mention.via, mention.candidates) == (None, "unlisted", ())
            assert mention.because == f"proposed by spaCy ({MODEL})"
            assert mention.name == " ".join(mention.text.split())
    assert [m.start for m in rich.mentions] == sorted(m.start for m in rich.mentions)


def test_a_name_of_the_file_stays_what_it_is(spacy: None) -> None:
    (haftar,) = (m for m in article().mentions if m.actor == "haftar")
    assert haftar.via == "name"
    (unknown,) = (m for m in article(b"version: 1\npeople: []\n").mentions if "Haftar" in m.text)
    assert not unknown.because.startswith("proposed")


@pytest.mark.parametrize(
    ("judgement", "left"),
    [
        ("{ignore: mcQuill}", None),
        ("{same: [Quill of the Hill, mcQuill]}", (None, "Quill of the Hill")),
        ("{assign: {article: aaaaaaaaaa, words: mcQuill, actor: quill}}", ("quill", "Marla Quill")),
    ],
)
def test_judgements_hold_for_it(spacy: None, judgement: str, left: tuple[str | None, str] | None) -> None:
    judged = article(ACTORS + f"judgements:\n  - {judgement}\n".encode())
    found = [(m.actor, m.name) for m in judged.mentions if m.text == "mcQuill"]
    assert found == ([left] if left else [])


def test_in_the_title_too(spacy: None) -> None:
    page = Page("a.txt", "Nothing is said here of anybody at all.", meta={"title": "When eBright came"})
    found = read(page, "a", actorsfile.parse(ACTORS, "actors.yaml"), ner=MODEL)
    assert [(m.text, m.actor) for m in found.title_mentions] == [("eBright", None)]


def test_extract_by_the_configuration(spacy: None, home: Path, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    words = ["extract", "--json", "--actors", "none", str(tmp_path / "a.txt")]
    assert main(words) == 0
    assert "proposed by spaCy" not in capsys.readouterr().out
    assert FakeSpacy.loaded == 0
    configured(home)
    assert main(words) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert {"eBright", "mcQuill"} <= {m["text"] for m in found["mentions"]}
    assert FakeSpacy.loaded == 1


def test_an_index_is_made_anew_with_another_model(spacy: None, home: Path, tmp_path: Path, capsys: Captured) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(TEXT)

    def found() -> tuple[set[str], int]:
        before = Tagger.texts
        assert main(["index", "--json", "--corpus", str(corpus)]) == 0
        capsys.readouterr()
        assert main(["show", "a.txt", "--json", "--corpus", str(corpus)]) == 0
        shown = json.loads(capsys.readouterr().out)
        return {m["text"] for m in shown["mentions"]}, Tagger.texts - before

    plain, _ = found()
    assert "mcQuill" not in plain
    configured(home)
    proposed, read = found()
    assert plain < proposed
    assert "mcQuill" in proposed
    assert read
    assert found() == (proposed, 0)
    (home / "config" / "config.yaml").unlink()
    assert found() == (plain, 0)


def test_an_article_named_anew_is_read_with_the_model(spacy: None, sample: Path) -> None:
    (sample / "a.txt").write_text(TEXT)
    library.index(sample, ner=MODEL)
    actors = sample / "actors.yaml"
    actors.write_text(actors.read_text("utf-8") + "\n# another file\n", "utf-8")
    opened = Library.open(sample, ner=MODEL)
    assert "mcQuill" in proposals(opened.article(opened.resolve("a.txt").id))
    opened.close()
    proposing.spacy_proposer.cache_clear()
    opened = Library.open(sample, ner="en_gone_sm")
    assert proposals(opened.article(opened.resolve("a.txt").id)) == {}
    opened.close()


def test_the_work_can_be_handed_to_another_process() -> None:
    plain, proposing_too = folders.work(), folders.work(MODEL)
    assert pickle.loads(pickle.dumps(proposing_too)).version == proposing_too.version != plain.version


@pytest.mark.parametrize("command", ["index", "extract", "list", "doctor"])
def test_without_the_package_it_is_said(
    no_spacy: None, home: Path, sample: Path, capsys: Captured, command: str
) -> None:
    configured(home)
    files = [str(sample / "a.txt")] if command == "extract" else []
    (sample / "a.txt").write_text(TEXT)
    assert main([command, *files, "--corpus", str(sample)]) == 1
    out, err = capsys.readouterr()
    said = " ".join((out if command == "doctor" else err).split())
    assert command == "doctor" or out == ""
    assert f"proposed by spaCy's model {MODEL}, which is not installed: pip install 'briefing-reader[ner]'" in said
    assert "take `ner:` out of config.yaml" in said


@pytest.mark.parametrize(
    ("model", "words"),
    [("en_missing_sm", "which is not installed"), ("en_old_sm", "which cannot be used (ValueError)")],
)
def test_without_the_model_it_is_said(spacy: None, sample: Path, model: str, words: str) -> None:
    with pytest.raises(LibraryError, match=model) as told:
        library.index(sample, ner=model)
    assert words in str(told.value)
    assert not library.indexed(sample)


def test_off_by_default_and_never_woken(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    code = (
        "import sys; from briefing.cli import main\n"
        f"main(['extract', '--actors', 'none', {str(tmp_path / 'a.txt')!r}])\n"
        "print('spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
