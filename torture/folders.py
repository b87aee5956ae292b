"""Folders of invented articles, the same on every machine: small ones, to be read again thousands of times."""

from __future__ import annotations

import random
from pathlib import Path

ACTORS = """\
version: 1
groups:
  - {id: harbour-board, name: Harbour Board, kind: government, country: XA, faction: true, aliases: [the board]}
  - {id: islands-union, name: Islands Union, kind: movement, country: XA, faction: true}
people:
  - id: marta-ilven
    name: Marta Ilven
    aliases: [Ms Ilven]
    posts:
      - {title: Harbour Commissioner, phrases: [harbour commissioner], group: harbour-board, start: 2016-03, end: null}
  - id: tomas-ilven
    name: Tomas Ilven
    posts:
      - {title: Speaker of the Islands Union, phrases: [union speaker], group: islands-union, start: 2018-01, end: null}
places:
  - {id: pasla, name: Pasla, country: XA}
"""
_SUBJECTS = "Marta Ilven|Tomas Ilven|The harbour commissioner|The union speaker|Ms Ilven|The Harbour Board".split("|")
_DEEDS = (
    "said the ferry to Pasla would sail again|met the crews over the night crossings|“will not accept the new toll”"
    "|signed an agreement on the grain quay|left for talks in Pasla|denied that the talks had failed"
).split("|")


def make(corpus: Path, count: int, seed: int = 1) -> Path:
    """Write so many articles of a few lines and an actors file; the folder."""
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "actors.yaml").write_text(ACTORS, "utf-8")
    for number in range(count):
        (corpus / f"{number:04}.txt").write_text(article(number, seed), "utf-8")
    return corpus


def article(number: int, seed: int = 1) -> str:
    """One article: a title, a date line, three paragraphs."""
    dice = random.Random(f"{seed} {number}")
    day = f"{dice.randint(1, 28)} May {dice.randint(2019, 2027)}"
    said = [f"{dice.choice(_SUBJECTS)} {dice.choice(_DEEDS)} on Monday." for _ in range(3)]
    return f"Talks number {number} on the crossings\n\n{day}\n\n" + "\n\n".join(said) + "\n"
