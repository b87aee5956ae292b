"""A run of capitalised words taken apart: titles off, organisations and places out, and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefing.article import Kind
from briefing.naming import world
from briefing.naming.unlisted.runs import Word
from briefing.naming.unlisted import traits as T
from briefing.words import fold_text


_ACRONYM = re.compile(r"(?:[A-Z]{2,7}|(?:[A-Z]\.){2,6}|[A-Z]{1,4}[-‑]?\d{1,3}|[A-Z]{2,}[-‑][A-Z]{2,}|[A-Z]+[a-z]?[A-Z]+)s?\Z")
_INITIALS = re.compile(r"(?:[A-Z]\.){2}\Z")
_PARTICLES = frozenset("bin ibn ben bint al el abu ould ag van von de del della di da dos la le der den ter jr sr".split())
_ROMAN = frozenset("II III IV VI VII VIII IX XI XII XIII XIV XV XVI JR SR".split())
_AS_SURNAMES = frozenset(
    """
    king bishop major prince judge pope baker cardinal abbot duke knight page star young coach marshal banks sun watch
    post guard guards bar hill park woods wood fields forest point wells brook brooks field hall
    rivers ford heights gates cook day may best black brown white green cross price
    rice summers winters powers power mission law case page march speaker west east north south rich love bush moore
    walker parker carter hunter fisher cooper turner butler gardener fox wolf bird lamb stone rock rose reed marsh
    english french german holland ireland wales england kent york london washington lincoln jordan israel chad france
    """.split()
)


GAZETTEER = "a place of the world gazetteer"
LETTERS = "letters of a name"


LANDS = frozenset("US UK U.S. U.K. USA U.S.A. UAE U.A.E. DRC USSR GDR FRG PRC ROK DPRK".split())


class Part(NamedTuple):
    """Words `first` to before `last` of a run as a name; `weight` is how much speaks for the kind by itself."""

    first: int
    last: int
    kind: Kind | None
    weight: int
    because: str
    barred: bool = False
    spot: bool = False


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """The folded words of a name."""
    return fold_text(text)


def is_acronym(word: str) -> bool:
    """Letters that are read one by one: `GIS`, `U.N.`, `M23`, `YPG`."""
    return bool(_ACRONYM.match(word)) and word not in _ROMAN


def known_place(words: Sequence[Word]) -> bool:
    """Does the world call a place so?"""
    return folded(" ".join(w.text for w in words)) in world.spots()


def known_group(words: Sequence[Word]) -> bool:
    """Is it the name of a well-known body? An acronym has to be written as one."""
    text = " ".join(w.text for w in words)
    key = folded(text)
    if key not in world.groups():
        return False
    return len(words) > 1 or not words[0].traits & T.ENGLISH or text.isupper()


def parts(words: Sequence[Word], opens: bool, titled: bool) -> Iterator[Part]:
    """The names in words that stand side by side; `titled` where a title stood before them."""
    yield from _parts(words, 0, len(words), opens, titled)


def _parts(words: Sequence[Word], i: int, n: int, opens: bool, titled: bool) -> Iterator[Part]:
    while n > i and words[n - 1].traits & T.CALENDAR:
        n -= 1
    if i >= n:
        return
    whole = _whole(words[i:n], titled)
    if whole:
        yield Part(i, n, *whole, spot=whole[0] == "place")
        return
    first = words[i].traits
    if opens and n - i > 1 and first & T.ENGLISH and not first & (T.GIVEN | T.TITLE | T.QUALITY | T.BODY | T.NATION | T.SITE_FIRST | T.FAMILY_FIRST):
        yield from _parts(words, i + 1, n, False, titled)
        return
    if n - i > 1 and words[n - 1].traits & T.SITE and not words[n - 1].traits & T.BODY and not titled and not _as_surname(words, i, n - 1, n):
        if any(not w.traits & T.ENGLISH for w in words[i : n - 1]) and not any(w.traits & T.TITLE and not w.traits & (T.QUALITY | T.BODY) for w in words[i:n]):
            yield Part(i, n, "place", 3, f"a name that ends in “{words[n - 1].text}”")
            return
    b = next((k for k in range(n - 1, i - 1, -1) if words[k].traits & T.BODY and _is_head(words, i, k, n)), -1)
    if b >= 0:
        yield from _organisation(words, i, b, n, titled)
        return
    t = next((k for k in range(n - 1, i - 1, -1) if words[k].traits & T.TITLE and not _as_surname(words, i, k, n)), -1)
    if t >= 0:
        yield from _before_title(words, i, t, titled)
        yield from _parts(words, t + 1, n, False, True)
        return
    yield from _plain(words, i, n, opens, titled)


def _whole(words: Sequence[Word], titled: bool) -> tuple[Kind, int, str] | None:
    if known_group(words):
        return "organisation", 4, "a well-known organisation"
    single = len(words) == 1
    if titled and (single or words[0].traits & T.GIVEN):
        return None
    if single and words[0].text in LANDS:
        return "place", 4, GAZETTEER
    if single and words[0].traits & T.NATION and not _is_country(words):
        return None
    if known_place(words) and not (single and words[0].traits & (T.ENGLISH | T.NEVER) and not _is_country(words)):
        sure = not (single and words[0].traits & T.GIVEN) or _is_country(words)
        return "place", 3 if sure else 1, GAZETTEER
    return None


def _is_country(words: Sequence[Word]) -> bool:
    spot = world.spots().get(folded(" ".join(w.text for w in words)))
    return spot is not None and spot.kind in ("country", "capital", "region") and (len(words) > 1 or not words[0].text.islower())


def _as_surname(words: Sequence[Word], i: int, k: int, n: int) -> bool:
    """`Martin Luther King`, `Tiger Woods`: a common word as the last of a person's name."""
    return (
        k == n - 1
        and k > i
        and n - i <= 3
        and bool(words[i].traits & T.GIVEN)
        and not words[i].traits & (T.TITLE | T.QUALITY)
        and words[k].text.lower() in _AS_SURNAMES
    )


def _is_head(words: Sequence[Word], i: int, k: int, n: int) -> bool:
    return not _as_surname(words, i, k, n) and not (words[k].traits & T.TITLE and k < n - 1 and words[k].text.lower() != "guard")


def _organisation(words: Sequence[Word], i: int, b: int, n: int, titled: bool) -> Iterator[Part]:
    s = b
    while s > i and not (words[s - 1].traits & T.TITLE and not words[s - 1].traits & (T.QUALITY | T.BODY | T.ABSTRACT)):
        s -= 1
    yield from _before_title(words, i, s, titled)
    core = words[s : b + 1]
    if any(not w.traits & T.BODY for w in core) or len(core) > 1:
        yield Part(s, b + 1, "organisation", 3, f"a name that ends in “{words[b].text}”")
    elif words[b].traits & T.ALONE and n - i == 1:
        yield Part(s, b + 1, "organisation", 2, "an institution with a capital")
    else:
        yield Part(s, b + 1, None, 0, "the head of an organisation alone", barred=True)
    yield from _parts(words, b + 1, n, False, False)


def _before_title(words: Sequence[Word], i: int, t: int, titled: bool) -> Iterator[Part]:
    """What stands before a title: a country, a body, or only more words of the title."""
    while t > i and not (words[t - 1].traits & T.SITE and t - 1 > i and not words[t - 2].traits & T.ENGLISH) and words[t - 1].traits & (T.TITLE | T.QUALITY | T.ENGLISH) and not is_acronym(words[t - 1].text) and not known_place(words[t - 1 : t]):
        t -= 1
    if t == i + 1 and not words[i].traits & (T.GIVEN | T.ENGLISH | T.NATION | T.NEVER) and not known_place(words[i:t]) and not is_acronym(words[i].text):
        yield Part(i, t, "organisation", 2, "a title after it")
    elif t > i:
        yield from _parts(words, i, t, False, titled)


def _plain(words: Sequence[Word], i: int, n: int, opens: bool, titled: bool) -> Iterator[Part]:
    """Words without a title or the head of an organisation."""
    last = words[n - 1].traits
    if last & T.EVENT and n - i > 1 and not _as_surname(words, i, n - 1, n):
        if known_place(words[i : n - 1]):
            yield Part(i, n - 1, "place", 3, GAZETTEER, spot=True)
        return
    if last & T.SITE and n - i > 1 and not _as_surname(words, i, n - 1, n) and not (titled and n - i == 2):
        if all(w.traits & T.ENGLISH for w in words[i:n]):
            yield Part(i, n, None, 0, "common words")
            return
        yield Part(i, n, "place", 3, f"a name that ends in “{words[n - 1].text}”")
        return
    if words[i].traits & T.SITE_FIRST and n - i > 1 and not titled and (words[i].traits & T.SITE_SURE or not words[i].traits & T.GIVEN):
        if not words[i + 1].traits & T.ENGLISH or words[i].traits & T.SITE:
            yield Part(i, n, "place", 2, f"a name that begins with “{words[i].text}”")
            return
    if words[i].traits & T.NATION and not words[i].traits & T.GIVEN:
        yield from _parts(words, i + 1, n, False, titled)
        return
    if n - i > 1:
        yield from _several(words, i, n, opens, titled)
    else:
        yield from _single(words, i, opens, titled)


def _several(words: Sequence[Word], i: int, n: int, opens: bool, titled: bool) -> Iterator[Part]:
    if words[i].traits & T.VESSEL:
        return
    for k in (i, n - 1):
        if is_acronym(words[k].text) and not (_INITIALS.match(words[k].text) and words[k].text not in LANDS):
            rest = (i + 1, n) if k == i else (i, n - 1)
            first = list(_parts(words, k, k + 1, False, False))
            other = list(_parts(words, *rest, False, titled and k != i))
            yield from (first + other if k == i else other + first)
            return
    if not titled and not words[i].traits & T.GIVEN:
        for k in range(n - 1, i, -1):
            if known_place(words[i:k]):
                if words[n - 1].traits & T.ENGLISH and words[n - 1].text.endswith("s"):
                    yield Part(i, n, "organisation", 2, "a place with a team's name after it")
                    return
                yield Part(i, k, "place", 3, GAZETTEER, spot=True)
                yield from _parts(words, k, n, False, False)
                return
    yield _person(words, i, n, titled)


def _person(words: Sequence[Word], i: int, n: int, titled: bool) -> Part:
    name = words[i:n]
    if titled:
        return Part(i, n, "person", 4, "a title before it")
    if name[0].traits & T.GIVEN:
        return Part(i, n, "person", 3, f"the given name “{name[0].text}”")
    if any(len(w.text) == 1 or _INITIALS.match(w.text) for w in name):
        return Part(i, n, "person", 2, "an initial in it")
    if name[0].traits & T.FAMILY_FIRST:
        return Part(i, n, "person", 2, f"the family name “{name[0].text}”")
    if any(w.traits & T.GIVEN for w in name[1:]) and not name[0].traits & T.ENGLISH:
        return Part(i, n, "person", 2, "a given name in it")
    if any(w.text.lower() in _PARTICLES for w in name[1:-1]) and not name[0].traits & (T.ENGLISH | T.NEVER):
        return Part(i, n, "person", 2, "a particle in it")
    if any(w.traits & (T.ENGLISH | T.NEVER) and w.text.lower() not in _PARTICLES for w in name):
        return Part(i, n, None, 0, "common words")
    return Part(i, n, "person", 1, "two words or more, none of them common")


def _single(words: Sequence[Word], i: int, opens: bool, titled: bool) -> Iterator[Part]:
    word = words[i]
    if word.traits & (T.CALENDAR | T.FUNCTION | T.NATION) or len(word.text) == 1:
        return
    if titled:
        if not word.traits & (T.BODY | T.SITE | T.EVENT | T.QUALITY | T.ABSTRACT | T.TITLE | T.NEVER) or word.traits & T.GIVEN:
            yield Part(i, i + 1, "person", 3, "a title before it")
        return
    if word.traits & T.NEVER:
        return
    if is_acronym(word.text) and not word.traits & T.ENGLISH and not word.traits & T.TITLE:
        yield Part(i, i + 1, "organisation", 1 if any(map(str.isdigit, word.text)) else 2, LETTERS)
        return
    if word.traits & T.ENGLISH and (opens or not word.traits & T.GIVEN):
        yield Part(i, i + 1, None, 0, "a common word", barred=True)
        return
    if word.traits & T.GIVEN:
        yield Part(i, i + 1, "person", 1, "a given name")
        return
    yield Part(i, i + 1, None, 0, "one word")
