"""Capitalised words without a title and without the head of an organisation: a place, a person, or nothing known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.naming.unlisted import traits as T
from briefing.naming.unlisted.found import GAZETTEER, LETTERS, Part
from briefing.naming.unlisted.known import LANDS, begins_with_place, is_large_place, is_letters, is_place
from briefing.naming.unlisted.runs import Word

LIKE_A_NATION = ("ian", "ians", "ean", "eans", "ese")
"""How the names of peoples end that no list has."""
_INITIALS = re.compile(r"(?:[A-Z]\.){2}\Z")
_PARTICLES = frozenset(
    "bin ibn ben bint al el abu ould ag van von de del della di da dos la le der den ter jr sr".split()
)
_OF_ARABIC = ("al-", "ul-", "as-", "ash-", "el-", "an-", "ar-", "at-", "e-")
_AS_SURNAMES = frozenset(
    """
    king bishop major prince judge pope baker cardinal abbot duke knight page star young coach marshal banks sun watch
    post guard guards bar hill park woods wood fields forest point wells brook brooks field hall rivers ford heights
    gates cook day may best black brown white green cross price rice summers winters powers power mission law case page
    march speaker west east north south rich love bush moore walker parker carter hunter fisher cooper turner butler
    gardener fox wolf bird lamb stone rock rose reed marsh english french german holland ireland wales england kent
    york london washington lincoln jordan israel chad france
    """.split()
)
_NO_SURNAME = T.BODY | T.SITE | T.EVENT | T.QUALITY | T.ABSTRACT | T.TITLE | T.NEVER


def as_surname(words: Sequence[Word], k: int) -> bool:
    """`Martin Luther King`, `Tiger Woods`: is a common word the last of a person's name?"""
    first = words[0].traits
    return (
        0 < k == len(words) - 1 < 3
        and bool(first & T.GIVEN)
        and not first & (T.TITLE | T.QUALITY)
        and words[k].text.lower() in _AS_SURNAMES
    )


def plain(words: Sequence[Word], titled: bool, opens: bool = False) -> Iterator[Part]:
    """The names in them; a part that is to be looked at `again` has become shorter."""
    if len(words) == 1:
        yield from _single(words, opens, titled)
    elif words[-1].traits & (T.EVENT | T.SITE) and not as_surname(words, len(words) - 1):
        yield from _event_or_site(words, titled)
    elif not titled and words[0].traits & T.BODY_FIRST and words[1].text.lower().startswith(_OF_ARABIC):
        yield Part(words, "organisation", 3, f"a name that begins with “{words[0].text}”")
    elif not titled and _begins_as_site(words):
        yield Part(words, "place", 2, f"a name that begins with “{words[0].text}”")
    elif words[0].traits & T.NATION and not words[0].traits & T.GIVEN:
        yield Part(words[1:], None, 0, "", again=True)
    elif not words[0].traits & T.VESSEL and not (len(words[-1].text) == 1 and words[-2].traits & T.EVENT):
        yield from _several(words, titled)


def _event_or_site(words: Sequence[Word], titled: bool) -> Iterator[Part]:
    last = words[-1].traits
    if last & T.EVENT:
        if is_place(words[:-1]):
            yield Part(words[:-1], "place", 3, GAZETTEER, spot=True)
    elif titled and len(words) == 2:
        yield from _several(words, titled)
    elif not all(word.traits & T.ENGLISH for word in words):
        yield Part(words, "place", 3, f"a name that ends in “{words[-1].text}”")


def _begins_as_site(words: Sequence[Word]) -> bool:
    """`Lake Nasser`, `Wadi Barada`, `San José`: a word for a place first, or one that such names begin with."""
    first = words[0].traits
    if not first & T.SITE_FIRST or (first & T.GIVEN and not first & T.SITE_SURE):
        return False
    return bool(first & T.SITE) or not words[1].traits & T.ENGLISH


def _several(words: Sequence[Word], titled: bool) -> Iterator[Part]:
    for k in (0, len(words) - 1):
        if is_letters(words[k].text) and (words[k].text in LANDS or not _INITIALS.match(words[k].text)):
            letters = Part(words[k : k + 1], None, 0, "", again=True)
            rest = Part(words[1:] if k == 0 else words[:-1], None, 0, "", again=True)
            yield from (letters, rest) if k == 0 else (rest, letters)
            return
    if not titled and not words[0].traits & T.GIVEN:
        k = begins_with_place(words[:-1])
        if k and words[-1].traits & T.ENGLISH and words[-1].text.endswith("s"):
            yield Part(words, "organisation", 2, "a place with a team's name after it")
            return
        if k:
            yield Part(words[:k], "place", 3, GAZETTEER, spot=True)
            yield Part(words[k:], None, 0, "", again=True)
            return
    yield _person(words, titled)


def _person(words: Sequence[Word], titled: bool) -> Part:
    first = words[0].traits
    common = first & (T.ENGLISH | T.NEVER)
    if titled:
        return Part(words, "person", 4, "a title before it")
    if first & T.GIVEN:
        return Part(words, "person", 3, f"the given name “{words[0].text}”")
    if any(len(word.text) == 1 or _INITIALS.match(word.text) for word in words):
        return Part(words, "person", 2, "an initial in it")
    if not common and len(words) == 2 and is_large_place(words[1:]):
        return Part(words, "organisation", 2, f"a name that ends in “{words[1].text}”")
    if first & T.FAMILY_FIRST:
        return Part(words, "person", 2, f"the family name “{words[0].text}”")
    if not first & T.ENGLISH and any(word.traits & T.GIVEN for word in words[1:]):
        return Part(words, "person", 2, "a given name in it")
    if not common and any(word.text.lower() in _PARTICLES for word in words[1:-1]):
        return Part(words, "person", 2, "a particle in it")
    if not common and _given_and_common(words):
        return Part(words, "person", 1, "two words, the first of them not common")
    if any(word.traits & (T.ENGLISH | T.NEVER) and word.text.lower() not in _PARTICLES for word in words):
        return Part(words, None, 0, "common words")
    return Part(words, "person", 1, "two words or more, none of them common")


def _given_and_common(words: Sequence[Word]) -> bool:
    """`Ilen Marrow`: a word that nobody knows before a common one, which is no head of anything."""
    return (
        len(words) == 2
        and words[1].text.isalpha()
        and not words[1].traits & (_NO_SURNAME | T.SITE_FIRST)
        and not words[0].text.endswith(LIKE_A_NATION)
    )


def _single(words: Sequence[Word], opens: bool, titled: bool) -> Iterator[Part]:
    word = words[0]
    traits = word.traits
    if traits & (T.CALENDAR | T.FUNCTION | T.NATION) or len(word.text) == 1 or word.text.lower() in ("jr", "sr"):
        return
    if titled:
        if not traits & _NO_SURNAME or traits & T.GIVEN:
            yield Part(words, "person", 3, "a title before it")
    elif traits & T.NEVER:
        return
    elif is_letters(word.text) and not traits & (T.ENGLISH | T.TITLE):
        yield Part(words, "organisation", 1 if any(map(str.isdigit, word.text)) else 2, LETTERS)
    elif traits & T.ALONE:
        yield Part(words, "organisation", 2, "an institution with a capital")
    elif traits & T.ENGLISH and (opens or not traits & T.GIVEN):
        yield Part(words, None, 0, "a common word", barred=True)
    elif traits & T.GIVEN:
        yield Part(words, "person", 1, "a given name")
    else:
        yield Part(words, None, 0, "one word")
