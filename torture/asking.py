"""Queries: good ones from the grammar, good ones made bad, and those that only somebody hostile would ask."""

from __future__ import annotations

import random
from collections.abc import Sequence

from briefing.parsing import FIELDS, STATES
from torture.pieces import DATES, HOSTILE, NAMES

WORDS = tuple(
    "ferry crossings talks toll agreement crews grain quay denied failed night Pasla harbour board union signed "
    "the of and a in said government killed soldiers attack police guerrillas salvador ceasefire Haftar Libya "
    "zzzz qwertyuiop Xn 5+5 o'neill al-sisi U.N. école ÉCOLE хафтар حفتر 2020 31 not-there ferr taks crosings".split()
)
TAGS = ("aid", "to check", "ünïcode", "a:b", "[x]")
SAVED = {
    "loop": "saved:pool",
    "pool": "ferry OR saved:loop",
    "own": "saved:own",
    "good": "ferry date:2019..2024",
    "doubts": "date:2020-05 OR is:undated",
    "bad": "date:banana",
    "gone": "actor:nobody-at-all",
    "wide": " OR ".join(f"{letter}*" for letter in "abcdefghijklmnopqrst"),
    **{f"chain{n}": f"saved:chain{n + 1} OR talks" for n in range(14)},
    **{f"twice{n}": f"saved:twice{n + 1} saved:twice{n + 1}" for n in range(9)},
    "twice9": "talks ferry",
}
_PERIODS = tuple(
    "2020 2020-05 2020-05-04 2019..2021 2020.. ..2020 >=2020 <=2020-05 <2021 >2019 today last-month last-30-days "
    "last-9999-years this-year 0001..9999 2021..2019 .. ... 2020-13 banana <0001 >9999 2020-5-4 last-0-days "
    "last-9999-days ٢٠٢٠ ２０２０ 2020…2021 ≥2020 > < = 1-1-1 99999 -2020 --05-04 2020-W05".split()
)
_TELLING = (
    *("(a+)+$", "(a|a)*b", "[a-z]{1,99}{1,99}", ".*" * 60, "\\", "\\w+\\s" * 40),
    *("(?i)", "%", "'; DROP TABLE", "' OR 1=1"),
)


def good(dice: random.Random, depth: int = 3) -> str:
    """A query of the grammar; its values may name nothing."""
    if depth and dice.random() < 0.45:
        parts = [good(dice, depth - 1) for _ in range(dice.randint(2, 3))]
        joined = dice.choice((" ", " AND ", " OR ")).join(parts)
        return dice.choice((joined, f"({joined})", f"({joined})", f"-({joined})", f"NOT ({joined})"))
    return dice.choice(("", "", "", "-", "NOT ")) + clause(dice)


def clause(dice: random.Random) -> str:
    """One clause."""
    word = dice.choice(WORDS)
    words = " ".join(dice.choices(WORDS, k=dice.randint(1, 4)))
    plain = (
        *(word, word, f'"{words}"', f'"{words}"~{dice.randint(1, 50)}', f"{word[:3]}*", f"{word}~{dice.randint(1, 2)}"),
        *(f'="{words}"', f"title:{word}", f'body:"{words}"', f"title:{word[:2]}*", f'"{words}*"', f'body:="{word}"'),
    )
    return dice.choice((dice.choice(plain), field(dice)))


def field(dice: random.Random) -> str:
    """A field with a value that often fits it."""
    name = dice.choice(FIELDS)
    values: dict[str, Sequence[str]] = {
        **dict.fromkeys(("date", "when", "added"), _PERIODS),
        "is": STATES,
        "has": ("note",),
        "tag": TAGS,
        "saved": tuple(SAVED),
        "together": [",".join(dice.choices(NAMES, k=2)), "marta-ilven,harbour-board", "Ilven,union speaker"],
        "path": ("0001.txt", "txt", "/", "../", "0"),
        "id": ("a", "abc", "zzzzzzzzzzz"),
        "like": ("a", "aa", "b"),
        "source": ("Pasla Herald", "herald", "x"),
        "faction": ("harbour-board", "Islands Union", "board", "ilven"),
    }
    value = dice.choice(values.get(name, NAMES))
    return f'{name}:"{value}"' if " " in value or dice.random() < 0.2 else f"{name}:{value}"


def changed(dice: random.Random) -> str:
    """A good query with something wrong: cut, doubled, turned round, with characters that belong nowhere."""
    text = good(dice)
    for _ in range(dice.randint(1, 4)):
        at, end = sorted(dice.randint(0, len(text)) for _ in range(2))
        piece = dice.choice((*HOSTILE, *DATES, *NAMES, *_TELLING, *'()"*~:-=<>.,|?^!&', "AND", "OR", "NOT ", "..", ":"))
        ways = (text[:at] + piece + text[at:], text[:at] + text[end:], text[:end] + text[at:], text[::-1], text + piece)
        text = dice.choice(ways)
    return text


def noise(dice: random.Random) -> str:
    """Characters of any kind, short or beyond every limit."""
    size = dice.choice((1, 3, 20, 200, 511, 512, 513, 100_000))
    kinds = (
        lambda: "".join(dice.choices("()\"'*~:-=<>.,|?^! \n\taoAND0", k=size)),
        lambda: dice.randbytes(size).decode("latin-1"),
        lambda: dice.randbytes(size).decode("utf-8", "surrogateescape"),
        lambda: "".join(chr(dice.randrange(0x110000)) for _ in range(min(size, 2_000))),
        lambda: "".join(dice.choices((*HOSTILE, *WORDS, " "), k=min(size, 400)))[:size],
    )
    return dice.choice(kinds)()


def hostile(dice: random.Random) -> str:
    """What costs the most, or goes deepest, within what may be asked."""
    letters = dice.sample("abcdefghijklmnopqrstuvwxyz", 20)
    word = dice.choice(WORDS)
    value = dice.choice((*_TELLING, *HOSTILE, "a" * 490, "a," * 240, '"', "*", "\x00"))
    fixed = (
        "*",
        " OR ".join(f"{letter}*" for letter in letters),
        " ".join(f"{letter}*" for letter in letters),
        " OR ".join(f"{word}{letter}~2" for letter in letters),
        " ".join(f"{word}{letter}~2" for letter in letters),
        " OR ".join(f'"{letter}*"' for letter in letters),
        " ".join(f'"{letter} {letters[0]}*"~50' for letter in letters),
        f'"{" ".join(letters)}"~50',
        f'"{" ".join([dice.choice(("the", "a", "of"))] * dice.choice((2, 40, 120)))}"~{dice.randint(1, 50)}',
        f'"{" ".join(["the"] * 120)}*"~50',
        f'="{" ".join(["the"] * 100)}"',
        '="a"',
        f"body:{letters[0]}* title:{letters[1]}* -{letters[2]}*",
        "(" * 512,
        "(" * 256 + ")" * 256,
        "(" * 20 + word + ")" * 20,
        "NOT " * dice.choice((19, 20, 21, 120)) + word,
        "-" * 100 + word,
        "-(" * 20 + word + ")" * 20,
        f"saved:{dice.choice(tuple(SAVED))} saved:{dice.choice(tuple(SAVED))}",
        f"saved:{dice.choice(tuple(SAVED))} OR -saved:{dice.choice(tuple(SAVED))}",
        " OR ".join(f"saved:twice{n % 10}" for n in range(20)),
        " ".join(["date:0001..9999"] * 20),
        " OR ".join(f"when:{year}" for year in range(2000, 2020)),
        " ".join(f"like:{letter}" for letter in letters[:8]),
        f"{dice.choice(FIELDS)}:{value}",
        f'{dice.choice(FIELDS)}:"{value}"',
        f"{dice.choice(FIELDS)}:({value})",
        f"{word}{'~' * 300}",
        f"{word}{'*' * 300}",
        f"{word}~{'9' * 400}",
        f'"{word}"~{"9" * 400}',
        f"date:last-{'9' * 400}-days",
        f"date:{'9' * 400}..",
        f"date:{'.' * 400}",
        f"date:{'1/' * 240}",
        f"date:2020 {'- ' * 240}",
        "|".join(letters * 10),
        "?" * 512,
        "a?" * 250,
        "a" * 512,
        "a " * 256,
        "a" * 100_000,
        "é\u0301" * 250,
        "«»„“”‟" * 80,
        '"' * 512,
        ":" * 512,
        "a:" * 256,
        "title:" * 80,
        " OR " * 100,
        "\u202e" + word,
        "👩‍👩‍👧" * 60,
        "وقال " * 100,
        "=" * 512,
        "\ud800" * 100,
    )
    return dice.choice(fixed)


def any_query(dice: random.Random) -> str:
    """One of all these kinds."""
    return dice.choices((good, changed, noise, hostile), (45, 30, 8, 17))[0](dice)
