"""What the world calls its places, nations and well-known bodies, and which words are ordinary English or given names.

Read from the text files beside this one when first asked for; `SOURCES.md` there says where they come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from briefing.words import fold_text

_HERE = Path(__file__).parent

Kind = Literal["country", "capital", "region", "city", "water"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: its name as shown, whose it is (ISO 3166-1 alpha-2, "" for several or none), what it is."""

    name: str
    country: str
    kind: Kind
    people: int
    """Inhabitants; 0 where not known."""


@cache
def spots() -> Mapping[str, Spot]:
    """Places by folded name; of several with one name a country, else a capital, else the most populous.

    "us" is among them: whether it was written "US" is for the caller to see.
    """
    return _Spots(dict(row.split("\t", 1) for row in _rows("places.tsv")))


@cache
def demonyms() -> Mapping[str, str]:
    """Folded adjectives and nouns of nations, peoples and regions, to the country's code or ""."""
    return {fold_text(form): code for code, forms in _pairs("demonyms.tsv") for form in forms.split("; ")}


@cache
def english() -> frozenset[str]:
    """Common English words in lower case, inflected forms included."""
    return frozenset(_rows("words.txt"))


@cache
def given() -> frozenset[str]:
    """Folded given names of all cultures, with the ways they are spelled in English."""
    return _words("given.txt")


@cache
def family_first() -> frozenset[str]:
    """Folded family names that stand before the given name: Chinese, Korean, Vietnamese."""
    return _words("family_first.txt")


@cache
def groups() -> Mapping[str, str]:
    """Folded names and acronyms of well-known bodies, to the name shown for all of them.

    Some acronyms are English words once folded ("who", "gnu"); they name a body only where written in capitals.
    """
    return {
        fold_text(form): name
        for name, others in _pairs("groups.tsv")
        for form in (name, *filter(None, others.split("; ")))
    }


class _Spots(Mapping[str, Spot]):
    """The rows of `places.tsv`, each made a spot only when it is asked for."""

    __slots__ = ("_rows",)

    def __init__(self, rows: dict[str, str]) -> None:
        self._rows = rows

    def __getitem__(self, key: str) -> Spot:
        country, kind, people, name = self._rows[key].split("\t")
        return Spot(name or key.title(), country, cast(Kind, kind or "city"), int(people or 0))

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _rows(file: str) -> list[str]:
    return (_HERE / file).read_text("utf-8").splitlines()[1:]


def _pairs(file: str) -> list[tuple[str, str]]:
    cells = [row.partition("\t") for row in _rows(file)]
    return [(first, rest) for first, _, rest in cells]


def _words(file: str) -> frozenset[str]:
    return frozenset(word for row in _rows(file) if not row.startswith("#") for word in row.split())
