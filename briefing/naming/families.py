"""Which words of a full name stand for the person alone, later in an article: by the custom that its shape shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.naming import world
from briefing.naming.context import TITLES
from briefing.words import fold

_LONGEST = 200
_TITLES = TITLES - frozenset("sultan shah king lord prince princess emir imam pope judge dean queen".split())
_SUFFIXES = frozenset("jr sr junior senior ii iii iv v vi vii viii".split())
_ARTICLES = frozenset("al el as ash an ar at az ad aj es esh".split())
_SONS = frozenset("bin ibn ben bint ould weld".split())
_SERVANTS = frozenset("abd abdul abdel abdal abed abu abou".split())
_NOBLE = frozenset("de du des del della di da dos das do d".split())
_WHOLE = frozenset("von van der den ter zu zum zur vom mac mc st la le".split())
_PARTICLES = _ARTICLES | _SONS | _SERVANTS | _NOBLE | _WHOLE
_NEVER_ALONE = frozenset("he an so you may do no see long her she his in to son sun us on or at it be will".split())
_VIETNAMESE = frozenset(
    "nguyen tran le pham huynh phan vu vo dang bui do ngo duong ly dinh truong trinh doan dao luong thach vuong".split()
)
_FAMILY_FIRST = frozenset("ban tong ryom".split())
_BURMESE = frozenset(
    """
    aung san suu kyi min hlaing thein sein htin kyaw win myint khin nyunt than shwe maung ne u daw tin oo soe htay zaw
    thura htut hla thaung naing lwin moe tun mya
    """.split()
)
_SPANISH = frozenset(
    """
    adolfo agustin alan alberto alejandro alfonso alfredo alicia alvaro ana andres angel antonio armando arturo augusto
    beatriz belisario bernardo camilo carlos carmen cecilia cesar claudia cristina cristobal daniel david diego dilma
    domingo eduardo efrain elena emilio enrique ernesto esteban eva evo federico felipe fernando fidel francisco gabriel
    gabriela gerardo german gilberto gonzalo guillermo gustavo hector hernan horacio hugo humberto ignacio isabel ivan
    jacobo jaime javier jesus joaquin jorge jose juan julio laura leonardo leopoldo lucia luis luiz manuel marcelo
    marcos maria mariano mario marta martin mauricio maximiliano mercedes michelle miguel monica napoleon nestor
    nicolas oscar pablo patricia pedro pilar rafael ramon raul ricardo roberto rodolfo rodrigo rosa ruben salvador
    santiago sebastian sergio teresa tomas veronica vicente victor violeta ximena
    """.split()
)
_SYLLABLES = re.compile(r"(?:[b-df-hj-np-tv-z]{0,2}[wy]?[aeiou]{1,3}(?:n[gh]|[bhklmnpt])?){1,2}\Z")


@cache
def _peculiar() -> frozenset[str]:
    """Words that make a name of two words more than a given name and a family name."""
    return TITLES | _SUFFIXES | _PARTICLES | _BURMESE | _FAMILY_FIRST | world.family_first() | {"din"}


class _Piece(NamedTuple):
    """A word of a name as written, and folded; a word with a hyphen may be several."""

    written: str
    folded: str
    start: int
    end: int


@lru_cache(maxsize=65_536)
def short_forms(name: str) -> tuple[str, ...]:
    """The words of the name that may stand for the person alone, as written, the most usual first.

    Never a given name of a Western name; a name of one word is its own short form.
    """
    name = name[:_LONGEST]
    given, _, family = name.partition(" ")
    if family.isalpha() and given.isalpha() and _peculiar().isdisjoint((given.lower(), family.lower())):
        return () if family.lower() in _NEVER_ALONE else (family,)
    pieces = _pieces(name)
    if len(pieces) < 2:
        return tuple(piece.written for piece in pieces)
    found = _asian(name, pieces) or _burmese(name, pieces) or list(_families(name, pieces))
    whole = _between(name, pieces[0], pieces[-1])
    kept = (form for form in found if form != whole and fold(form) not in _NEVER_ALONE)
    return tuple(dict.fromkeys(kept))


def stands_first(word: str) -> bool:
    """May the word be a family name before the given name?"""
    return word.lower() in _all_family_first()


@cache
def _all_family_first() -> frozenset[str]:
    return _FAMILY_FIRST | world.family_first()


def _pieces(name: str) -> list[_Piece]:
    """The words of the name without titles and suffixes; what a hyphen joins are words of their own."""
    pieces = [_Piece(m[0], fold(m[0]), m.start(), m.end()) for m in re.finditer(r"[^\s,\-‐‑]+", name)]
    pieces = [piece for piece in pieces if piece.folded]
    while len(pieces) > 1 and pieces[-1].folded in _SUFFIXES:
        pieces.pop()
    while len(pieces) > 1 and pieces[0].folded in _TITLES:
        pieces.pop(0)
    return pieces


def _between(name: str, first: _Piece, last: _Piece) -> str:
    return name[first.start : last.end]


def _asian(name: str, pieces: Sequence[_Piece]) -> list[str]:
    """Chinese and Korean: the family name, which comes first. Vietnamese: the given name, which comes last."""
    first, rest = pieces[0], pieces[1:]
    if len(rest) > 2 or not all(len(p.folded) <= 12 and _SYLLABLES.match(p.folded) for p in rest):
        return []
    hyphen = any(name[p.end : p.end + 1] in ("-", "‐", "‑") for p in pieces[1:-1])
    if first.folded in _VIETNAMESE and len(rest) == 2 and not hyphen:
        return [rest[-1].written]
    if not stands_first(first.folded):
        return []
    if first.folded == "ho" and len(rest) == 2 and not hyphen:
        return [first.written, rest[-1].written]
    western = first.folded in world.given() and len(rest) == 1
    return [] if western else [first.written]


def _burmese(name: str, pieces: Sequence[_Piece]) -> list[str]:
    if sum(piece.folded in _BURMESE for piece in pieces) < max(2, len(pieces) - 1):
        return []
    if len(pieces) > 3:
        return [_between(name, pieces[-2], pieces[-1])]
    return [_between(name, pieces[0], pieces[-1])]


def _families(name: str, pieces: Sequence[_Piece]) -> Iterator[str]:
    """The family name with its particles, then with fewer of them; before a Spanish second surname, the first."""
    last = len(pieces) - 1
    if pieces[last].folded == "din" and last > 1:
        last_unit = last - 2 if pieces[last - 1].folded in _ARTICLES else last - 1
        yield _between(name, pieces[last_unit], pieces[-1])
        return
    start = _unit(name, pieces, last)
    if start == 0:
        if not any(piece.folded in _SERVANTS | _SONS for piece in pieces):
            yield from _shorter(name, pieces, 1, last)
        return
    first = _unit(name, pieces, start - 1) if start > 1 else 0
    ends = {pieces[first].folded, pieces[start].folded}
    double = first > 0 and _is_family(pieces[start - 1]) and ends.isdisjoint(_ARTICLES)
    if double:
        yield _between(name, pieces[first], pieces[-1])
    spanish = double and pieces[0].folded in _SPANISH
    if spanish:
        yield _between(name, pieces[first], pieces[start - 1])
    yield from _shorter(name, pieces, start, last)


def _is_family(piece: _Piece) -> bool:
    return len(piece.folded) > 1 and piece.folded not in world.given() and piece.folded not in _PARTICLES


def _unit(name: str, pieces: Sequence[_Piece], last: int) -> int:
    """Where the family name that ends with this word begins: its particles, and what a hyphen joins to it."""
    start = last
    while start > 0:
        joined = name[pieces[start].start - 1 : pieces[start].start] in ("-", "‐", "‑")
        if not joined and pieces[start - 1].folded not in _PARTICLES:
            break
        if joined and pieces[start - 1].folded not in _PARTICLES and start != last:
            break
        start -= 1
    return start


def _shorter(name: str, pieces: Sequence[_Piece], start: int, last: int) -> Iterator[str]:
    """The family name from its first particle on, then without those that the press leaves out."""
    for n in range(start, last + 1):
        yield _between(name, pieces[n], pieces[last])
        folded = pieces[n].folded
        after = pieces[n + 1].folded if n < last else ""
        if (
            folded in ("ould", "weld")
            or folded in _ARTICLES
            or (folded in _NOBLE and after not in ("la", "las", "los"))
        ):
            continue
        if folded in _SERVANTS and start < n:
            continue
        return
