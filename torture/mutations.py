"""Good articles made bad: spliced, shuffled, blown up, mixed with everything hostile, saved in every format."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from torture import folders
from torture.pieces import DATES, HOSTILE, NAMES
from torture.saving import WRITERS

HOUSE = Path(__file__).resolve().parent.parent
SHARED = HOUSE.parent / "shared"
_LABELLED = ("muc4/reports.jsonl", "ecbplus/docs.jsonl", "re3d/docs.jsonl")
_EACH = 60
"""Texts that are taken out of each labelled collection."""
SIZES = ((0.965, 12_000), (0.995, 60_000), (0.9998, 300_000), (1.0, 5_000_000))
"""How many of all mutants have so many characters at most."""

Mutation = Callable[[str, random.Random, Sequence[str]], str]


@cache
def texts() -> tuple[str, ...]:
    """The sample articles, some invented ones, and real ones where they are."""
    files = [
        *sorted(path for path in (HOUSE / "corpus").rglob("*") if path.suffix in (".txt", ".md")),
        *sorted((SHARED / "seeds").glob("*.txt")),
    ]
    found = [path.read_text("utf-8") for path in files] + [folders.article(number) for number in range(12)]
    for name in _LABELLED:
        labelled = SHARED / "data" / name
        lines = labelled.read_text("utf-8").splitlines() if labelled.exists() else []
        found += [str(json.loads(line)["text"]) for line in lines[:: max(1, len(lines) // _EACH)]]
    return tuple(found)


def mutant(dice: random.Random) -> tuple[str, bytes]:
    """A file name and its bytes: one to six mutations of an article, in some format, now and then damaged as bytes."""
    known = texts()
    largest = next(size for share, size in SIZES if dice.random() <= share or share == 1.0)
    text = dice.choice(known)
    for _ in range(dice.randint(1, 6)):
        text = dice.choice(MUTATIONS)(text, dice, known)[:largest]
    if largest > SIZES[0][1]:
        text = grown(text, dice, largest)
    ending = dice.choice(list(WRITERS))
    encoding = dice.choice(_ENCODINGS)
    halves = "surrogatepass" if encoding.startswith("utf") else "replace"
    raw = WRITERS[ending](text, dice).encode(encoding, halves)
    if dice.random() < 0.35:
        raw = dice.choice(DAMAGES)(raw, dice)
    return f"article{ending}", raw


def grown(text: str, dice: random.Random, largest: int) -> str:
    """To a size that is up to the largest: the whole over and over, or a short run of it."""
    size = dice.randint(largest // 3, largest)
    at = dice.randrange(len(text) or 1)
    run = dice.choice((text + "\n\n", text[at : at + dice.randint(1, 40)], text[at : at + 400])) or "x"
    return (text + run * (size // len(run)))[:largest]


def _place(text: str, dice: random.Random) -> int:
    return dice.choice((0, len(text), dice.randint(0, len(text)), dice.randint(0, min(200, len(text)))))


def _put(text: str, piece: str, dice: random.Random) -> str:
    at = _place(text, dice)
    return text[:at] + piece + text[at:]


def _repeated(text: str, dice: random.Random, known: Sequence[str]) -> str:
    at = dice.randrange(len(text) or 1)
    run = text[at : at + dice.choice((1, 2, 3, 8, 20, 80))]
    return text[:at] + run * dice.choice((2, 50, 3_000)) + text[at:]


def _hostile_run(text: str, dice: random.Random, known: Sequence[str]) -> str:
    run = "".join(dice.choices((*HOSTILE, *NAMES), k=dice.randint(1, 3)))
    return _put(text, run * dice.choice((1, 10, 2_000)), dice)


def _spliced(text: str, dice: random.Random, known: Sequence[str]) -> str:
    pieces = [text, *dice.choices(known, k=dice.randint(1, 3))]
    cut = [piece[(at := dice.randint(0, len(piece))) : at + dice.randint(0, 3_000)] for piece in pieces]
    return dice.choice(("", " ", "\n", "\n\n")).join(cut)


def _shuffled(text: str, dice: random.Random, known: Sequence[str]) -> str:
    between = dice.choice(("\n", " ", ". ", "\n\n"))
    parts = text.split(between)
    dice.shuffle(parts)
    return between.join(parts)


def _doubled(text: str, dice: random.Random, known: Sequence[str]) -> str:
    marks = dice.choice((r"[^\w\s]", r"\s", r"\n", r"\d", "[A-Z]", r"[.,]"))
    return re.sub(marks, lambda found: found[0] * dice.choice((2, 2, 2, 9)), text)


def _sprinkled(text: str, dice: random.Random, known: Sequence[str]) -> str:
    for _ in range(dice.choice((1, 5, 60))):
        text = _put(text, dice.choice(HOSTILE), dice)
    return text


def _dated(text: str, dice: random.Random, known: Sequence[str]) -> str:
    for _ in range(dice.choice((1, 4, 40))):
        text = _put(text, dice.choice(("", " ", "\n", "\n\n")).join(("", dice.choice(DATES), "")), dice)
    return text


def _named(text: str, dice: random.Random, known: Sequence[str]) -> str:
    for _ in range(dice.choice((1, 5, 80))):
        text = _put(text, dice.choice((" ", ", ", "")).join(("", *dice.choices(NAMES, k=dice.randint(1, 4)), "")), dice)
    return text


def _recast(text: str, dice: random.Random, known: Sequence[str]) -> str:
    """In other letters: capitals, small ones, full-width digits, no line ends, nothing but line ends."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    ways: tuple[Callable[[str], str], ...] = (
        *(str.upper, str.lower, str.title, str.swapcase),
        *(lambda t: t.translate(wide), lambda t: t.translate(arabic)),
        *(lambda t: t.replace("\n", " "), lambda t: t.replace(" ", "\n"), lambda t: t.replace(" ", "")),
        *(lambda t: t.replace("\n", "\r"), lambda t: t.replace("\n", "\u2028"), lambda t: t.replace("\n", "\n    ")),
        *(
            lambda t: t.replace(" ", "\u00a0"),
            lambda t: t[::-1],
            lambda t: t.encode(errors="replace").decode("cp1252", "replace"),
        ),
        lambda t: "\u0301".join(t),
    )
    return dice.choice(ways)(text)


def _renumbered(text: str, dice: random.Random, known: Sequence[str]) -> str:
    return re.sub(r"\d+", lambda _: str(dice.choice((0, 1, 29, 31, 99, 2020, 9999, 10**20))), text)


MUTATIONS: tuple[Mutation, ...] = (
    *(_repeated, _hostile_run, _spliced, _shuffled, _doubled),
    *(_sprinkled, _dated, _named, _recast, _renumbered),
)


def _flipped(raw: bytes, dice: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(dice.choice((1, 10, 200)) if raw else 0):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _cut(raw: bytes, dice: random.Random) -> bytes:
    first, last = sorted(dice.randint(0, len(raw)) for _ in range(2))
    return dice.choice(
        (raw[:first], raw[last:], raw[:first] + raw[last:], raw[:first] + raw[first:last] * 2 + raw[last:])
    )


def _strange(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randint(0, len(raw))
    words = "Ştefan – “Köln” Москва 東京 القاهرة".encode(dice.choice(_ENCODINGS[12:]), "replace")
    return raw[:at] + dice.choice((words, dice.randbytes(40), b"\xff\xfe", b"\xef\xbb\xbf", b"\x00" * 50)) + raw[at:]


DAMAGES = (_flipped, _cut, _strange)
_ENCODINGS = (
    *["utf-8"] * 12,
    *("utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp1251", "gb18030", "shift_jis", "cp1256"),
)
