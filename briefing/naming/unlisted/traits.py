"""What a single word of a name may be: a title, the head of an organisation, a given name, a common word."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from briefing.naming import world
from briefing.naming.context import TITLES
from briefing.words import fold

ENGLISH: Final = 1
GIVEN: Final = 2
NATION: Final = 4
FAMILY_FIRST: Final = 8
TITLE: Final = 16
BODY: Final = 32
SITE: Final = 64
EVENT: Final = 128
FUNCTION: Final = 256
CALENDAR: Final = 512
SITE_FIRST: Final = 1024
QUALITY: Final = 2048
ABSTRACT: Final = 4096
NEVER: Final = 8192
STATE: Final = 16384
SITE_SURE: Final = 32768
VESSEL: Final = 65536
ALONE: Final = 131072
BODY_FIRST: Final = 262144

_SECTIONS = {
    "title": TITLE,
    "body": BODY,
    "site": SITE,
    "event": EVENT,
    "function": FUNCTION,
    "calendar": CALENDAR,
    "site_first": SITE_FIRST,
    "quality": QUALITY,
    "abstract": ABSTRACT,
    "never": NEVER,
    "state": STATE,
    "site_sure": SITE_SURE,
    "vessel": VESSEL,
    "alone": ALONE,
    "body_first": BODY_FIRST,
}


@cache
def _listed() -> dict[str, int]:
    found = dict.fromkeys(TITLES, TITLE)
    trait = 0
    for line in Path(__file__).with_name("lexicon.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            trait = _SECTIONS[line.strip("[]")]
        elif not line.startswith("#"):
            for word in line.split():
                found[word] = found.get(word, 0) | trait
    return found


_CONTRACTED = re.compile(r"(?:n't|'(?:ve|re|m|ll|d|s))\Z")


def _is_english(word: str) -> bool:
    common = world.english()
    if word in common or not word.endswith("s"):
        return word in common
    singular = f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
    return singular in common and word not in world.spots()


@lru_cache(maxsize=65_536)
def traits(word: str) -> int:
    """Everything that a word, as written, may be: an or of the flags above."""
    lowered = _CONTRACTED.sub("", word.lower().replace("’", "'").rstrip(".'"))
    folded = fold(word)
    return (
        _listed().get(lowered, 0)
        | (ENGLISH if _is_english(lowered) else 0)
        | (GIVEN if folded in world.given() else 0)
        | (FAMILY_FIRST if folded in world.family_first() else 0)
        | (NATION if folded in world.demonyms() else 0)
    )
