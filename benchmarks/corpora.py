"""Corpora of any size, recombined from real text with a fixed seed: the same files on every machine."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

HOUSE = Path(__file__).parent.parent
REPORTS = HOUSE.parent / "shared" / "data" / "muc4" / "reports.jsonl"
OURS = HOUSE / "corpus"
SEED = 20
ENOUGH = 900
"""Characters after which an article ends with its paragraph: about 1.1 kB on average."""
PER_FOLDER = 1_000
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"])")
_WORDS_FROM, _WORDS_TO = 60, 400


def make(corpus: Path, count: int, *, own: bool = False) -> int:
    """Write so many articles of about 1.1 kB, with our actors file beside them; how many bytes of text there are."""
    dice = random.Random(SEED)
    heads, sentences = _ours() if own or not REPORTS.exists() else _reports()
    corpus.mkdir(parents=True)
    shutil.copy(OURS / "actors.yaml", corpus)
    return sum(put(corpus, number, _article(dice, heads, sentences)) for number in range(count))


def put(corpus: Path, number: int, text: str) -> int:
    """Write one article; its bytes."""
    folder = corpus / f"{number // PER_FOLDER:03}"
    folder.mkdir(exist_ok=True)
    raw = text.encode("utf-8")
    (folder / f"{number:06}.txt").write_bytes(raw)
    return len(raw)


def more(count: int, seed: int) -> list[str]:
    """So many further articles of the same kind."""
    dice = random.Random(seed)
    heads, sentences = _reports() if REPORTS.exists() else _ours()
    return [_article(dice, heads, sentences) for _ in range(count)]


def _article(dice: random.Random, heads: Sequence[str], sentences: Sequence[str]) -> str:
    day = f"{dice.randint(1988, 2025)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    text = f" date {day} {dice.choice(heads)}"
    while len(text) < ENOUGH:
        paragraph = " ".join(dice.choice(sentences) for _ in range(dice.randint(1, 3)))
        text += f"{paragraph}\n\n"
    return text


def _reports() -> tuple[list[str], list[str]]:
    """Heads and sentences of the labelled reports; as they stand."""
    heads, sentences = [], []
    for line in REPORTS.read_text("utf-8").splitlines():
        head, _, body = json.loads(line)["text"].partition("[TEXT]")
        if len(head) < 200:
            heads.append(" ".join(head.replace("[", " [").split()).removesuffix("--").strip() + " -- ")
        sentences += _sentences(body)
    return heads, sentences


def _ours() -> tuple[list[str], list[str]]:
    texts = [file.read_text("utf-8") for file in sorted(OURS.rglob("*.txt"))]
    return [""], [sentence for text in texts for sentence in _sentences(text)]


def _sentences(text: str) -> list[str]:
    folded = " ".join(text.split())
    return [part for part in _SENTENCE.split(folded) if _WORDS_FROM < len(part) < _WORDS_TO]
