"""Articles into which everything hostile was mixed, indexed and exported: their briefs are whole, inert and in place.

`BRIEFING_MUTATED=1000` takes so many of them.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import pytest

from briefing import briefs
from briefing.cli import main
from briefing.export.brief import Commission, Flavor
from briefing.export.front import read_front
from briefing.export.slots import SLOTS, find_slots
from briefing.library import Library
from briefing.plainyaml import dump_scalar
from tests.conftest import SAMPLE, SHARED
from tests.parsed import DIALECTS, HOSTILE, live, needs_pandoc, nodes, pandoc, quotations, shown, split

MUTATED = int(os.environ.get("BRIEFING_MUTATED", "100"))
SEED = 20261121
FLAVORS: Sequence[Flavor] = get_args(Flavor)
PIECES = [
    *HOSTILE,
    *(
        "a\x00b\x1b[31mc\x07\x7f\x9b",
        "\u202eright\u2066 to left\ufeff",
        "\r\n\r\n---\r\ntitle: x\r\n---\r\n",
        "x" * 300,
    ),
    *("../../../etc/passwd", "/etc/passwd", "C:\\con.md", "-o", "~root", "nul", ".hidden", "a\u2028b\u2029c\x85d"),
    *("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "http://x\n\n# y", "👩‍👩‍👧", "\u0301\u0302"),
]
Made = dict[str, str]


def mixed(text: str, chance: random.Random, most: int) -> str:
    """The text with some pieces set into it, at its beginning and its end too."""
    for _ in range(chance.randint(1, most)):
        at = chance.choice([0, len(text), chance.randint(0, len(text))])
        gap = chance.choice(["", " ", "\n", "\n\n"])
        text = text[:at] + gap + chance.choice(PIECES) + gap + text[at:]
    return text


def bodies() -> list[str]:
    """The articles of the sample, and the real ones where they are."""
    folders = [SAMPLE, SAMPLE / "velmora", SHARED / "seeds"]
    files = sorted(file for folder in folders for file in folder.glob("*.*") if file.suffix in (".txt", ".md"))
    return [file.read_text("utf-8") for file in files if file.name != "README.md"]


def mutants(number: int) -> Iterator[Made]:
    chance, texts = random.Random(SEED), bodies()
    for _ in range(number):
        yield {
            "title": mixed(chance.choice(["", "Talks in Cairo"]), chance, 2),
            "url": mixed("https://example.org/", chance, 2),
            "source": mixed("Velmora Herald", chance, 1),
            "author": mixed("A. Writer", chance, 1),
            "translator": mixed("", chance, 1) if chance.random() < 0.3 else "",
            "date": chance.choice(["2020-12-27", "2014", "", mixed("2020", chance, 1)]),
            "id": mixed("id", chance, 1),
            "name": mixed("page", chance, 1),
            "text": mixed(chance.choice(texts), chance, 4),
        }


def lay_down(made: Sequence[Made], corpus: Path) -> None:
    """In turn as text, as Markdown with front matter, and as lines of JSON."""
    shutil.copy(SAMPLE / "actors.yaml", corpus)
    lines = []
    for number, facts in enumerate(made):
        name = "".join(char for char in f"{number}-{facts['name']}" if char.isprintable() and char != "/")
        name = name.encode()[:200].decode(errors="ignore")
        told = {key: facts[key] for key in ("title", "url", "source", "author", "translator", "date") if facts[key]}
        if number % 3 == 0:
            text = f"{facts['title']}\n\n{facts['date']}\n\n{facts['text']}"
            (corpus / f"{name}.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
        elif number % 3 == 1:
            front = "\n".join(f"{key}: {dump_scalar(value)}" for key, value in told.items())
            text = f"---\n{front}\n---\n\n{facts['text']}"
            (corpus / f"{name}.md").write_bytes(text.encode("utf-8", "surrogatepass"))
        else:
            lines.append(json.dumps({"id": f"{number}{facts['id']}", "text": facts["text"], **told}))
    (corpus / "lines.jsonl").write_text("\n".join(lines), "utf-8")


def tree(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() if path.is_file() else b"" for path in sorted(folder.rglob("*"))}


@pytest.fixture
def mutated(tmp_path: Path) -> Iterator[Library]:
    """All of them, indexed by the command; the folder for the briefs is the working folder."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    lay_down(list(mutants(MUTATED)), corpus)
    assert main(["index", "--corpus", str(corpus)]) == 0
    opened = Library.open(corpus)
    yield opened
    opened.close()


def test_briefs_of_mutated_articles(mutated: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(tmp_path)
    ids = [row.id for row in mutated.rows]
    assert len(ids) > 0.9 * MUTATED
    quoted = 0
    for number, id in enumerate(ids):
        folder = tmp_path / "briefs" / str(number)
        folder.mkdir(parents=True)
        monkeypatch.chdir(folder)
        flavor = FLAVORS[number % 3]
        commission = Commission(
            ids=(id,), query="Haftar", flavor=flavor, links=flavor == "obsidian", full=number % 2 == 0
        )
        file = mutated.export(commission)
        assert list(folder.iterdir()) == [file]
        quoted += check(file.read_text("utf-8"), commission, mutated)
        file.unlink()
        folder.rmdir()
    assert quoted > 5 * len(ids)
    (tmp_path / "briefs").rmdir()
    assert tree(tmp_path) == before


def check(text: str, commission: Commission, opened: Library) -> int:
    """One brief: what it was made of comes back, nothing in it is live; how many quotations there are."""
    front, body = split(text)
    assert not re.search(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\u2028\u2029]", text
    )
    assert not re.search(r"\{\{[<%]|\{%", text)
    assert "/corpus" not in text
    assert read_front(text).commission == commission
    assert [slot.name for slot in find_slots(text, read_front(text).body)] == list(SLOTS)
    saved = opened.article(commission.ids[0])
    for parser in DIALECTS.values():
        assert not live(body, parser)
        headings = shown(body, parser, "heading_open")
        assert headings[1:6] == [*SLOTS.values(), "Question"]
        assert headings[-1] == "What this brief says"
        found = list(quotations(body, parser))
        for anchor, words in found:
            assert anchor
            assert words == saved.body[anchor.start : anchor.end]
    report = briefs.verify(opened, text)
    assert report.good
    assert len(report.checked) == int(str(front["briefing_quotations"]))
    assert briefs.renewed(opened, text).text == text
    return len(found)


@needs_pandoc
def test_pandoc_reads_mutated_articles(mutated: Library) -> None:
    ids = [row.id for row in mutated.rows]
    for first in range(0, len(ids), 50):
        text = mutated.brief(Commission(ids=tuple(ids[first : first + 50]), max_words=3_000))
        blocks = pandoc(text)["blocks"]
        quotes = [node for node in nodes(blocks) if node["t"] == "BlockQuote"]
        assert len(quotes) == len(list(quotations(split(text)[1], DIALECTS["gfm"])))
        kinds = {node["t"] for node in nodes(blocks)}
        assert not kinds & {"Link", "Image", "Math", "Cite", "Emph", "Strong", "CodeBlock", "HorizontalRule", "Div"}
        raw = {node["c"][1].strip() for node in nodes(blocks) if node["t"] in ("RawBlock", "RawInline")}
        assert all(re.fullmatch(r"<!-- briefing:\S+ [^<>]*-->", comment) for comment in raw)
