"""A run of capitalised words taken apart: titles off, organisations and places out, and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefing.naming import world
from briefing.naming.unlisted import traits as T
from briefing.naming.unlisted.found import GAZETTEER, WELL_KNOWN, Part
from briefing.naming.unlisted.known import LANDS, folded, is_body, is_large_place, is_letters, is_place, written
from briefing.naming.unlisted.plain import as_surname, plain
from briefing.naming.unlisted.runs import Word
from briefing.naming.unlisted.traits import traits

_NO_BODY = T.GIVEN | T.ENGLISH | T.NATION | T.NEVER
_HONOURED = frozenset("king queen prince princess sheikh sheik shaykh sultan emir imam lord lady pope".split())
"""After whom places are named with their titles."""
_NEVER_SURNAMES = frozenset(
    "airbase airport avenue base boulevard county highway island islands mosque palace peninsula province river road "
    "square stadium street".split()
)
_NO_OPENING = T.GIVEN | T.TITLE | T.QUALITY | T.BODY | T.NATION | T.SITE_FIRST | T.FAMILY_FIRST


def parts(words: Sequence[Word], opens: bool, titled: bool) -> list[Part]:
    """The names in words that stand side by side.

    `opens` where a sentence begins with them, `titled` where a title stands before them.
    """
    return [
        Part(words[told[0].start : told[-1].end], kind, weight, because, barred, spot)
        for told, kind, weight, because, barred, spot, _ in _told(tuple([word.text for word in words]), opens, titled)
    ]


@lru_cache(maxsize=16_384)
def _told(written: tuple[str, ...], opens: bool, titled: bool) -> tuple[Part, ...]:
    """The same of words wherever they stand; the offsets are numbers of words."""
    words = [Word(n, n + 1, text, traits(text)) for n, text in enumerate(written)]
    return tuple(_parts(words, opens, titled))


def _parts(words: Sequence[Word], opens: bool, titled: bool) -> Iterator[Part]:
    while words and words[-1].traits & T.CALENDAR:
        words = words[:-1]
    if not words:
        return
    if whole := _whole(words, titled):
        yield whole
    elif len(words) == 1 and not words[0].traits & (T.BODY | T.TITLE):
        yield from plain(words, titled, opens)
    elif opens and len(words) > 1 and words[0].traits & T.ENGLISH and not words[0].traits & _NO_OPENING:
        yield from _parts(words[1:], False, titled)
    elif _is_site(words) and not titled:
        yield Part(words, "place", 3, f"a name that ends in “{words[-1].text}”")
    elif (head := _head(words)) >= 0:
        yield from _organisation(words, head, titled)
    elif (title := _title(words)) >= 0:
        yield from _before_title(words[:title], titled)
        if _is_named_after(words[title:]):
            yield Part(words[title:], "place", 3, f"a name that ends in “{words[-1].text}”")
        else:
            yield from _parts(words[title + 1 :], False, True)
    else:
        for part in plain(words, titled):
            if part.again:
                yield from _parts(part.words, False, titled)
            else:
                yield part


def _whole(words: Sequence[Word], titled: bool) -> Part | None:
    """All the words as one name that the world knows."""
    word, single = words[0], len(words) == 1
    key = folded(written(words))
    if key in world.groups() and is_body(words):
        return Part(words, "organisation", 4, WELL_KNOWN)
    if titled and (single or word.traits & T.GIVEN):
        return None
    if single and word.text in LANDS:
        return Part(words, "place", 4, GAZETTEER, spot=True)
    if key not in world.spots():
        return None
    large = is_large_place(words)
    if single and not large and word.traits & (T.NATION | T.ENGLISH | T.NEVER):
        return None
    sure = large or not (single and word.traits & T.GIVEN)
    return Part(words, "place", 3 if sure else 1, GAZETTEER, spot=True)


def _is_site(words: Sequence[Word]) -> bool:
    """`Cairo Airport`, `Anbar Province`: a word for a place last, and a name before it."""
    last = words[-1].traits
    if len(words) < 2 or not last & T.SITE or last & T.BODY or as_surname(words, len(words) - 1):
        return False
    offices = any(word.traits & T.TITLE and not word.traits & (T.QUALITY | T.BODY) for word in words)
    return not offices and any(not word.traits & T.ENGLISH for word in words[:-1])


def _is_named_after(words: Sequence[Word]) -> bool:
    """`Prince Edward Island`, `King Abdulaziz Airport`: a title, a name, and a word for a place that is no surname."""
    last = words[-1]
    sure = bool(last.traits & T.SITE) and last.text.lower() in _NEVER_SURNAMES
    return sure and len(words) > 2 and words[0].text.lower() in _HONOURED


def _head(words: Sequence[Word]) -> int:
    """Where the last head of an organisation is; -1 for none."""
    for k in range(len(words) - 1, -1, -1):
        traits = words[k].traits
        if traits & T.BODY and not as_surname(words, k) and not (traits & T.TITLE and k < len(words) - 1):
            return k
    return -1


def _title(words: Sequence[Word]) -> int:
    """Where the last title is; -1 for none."""
    return next(
        (k for k in range(len(words) - 1, -1, -1) if words[k].traits & T.TITLE and not as_surname(words, k)), -1
    )


def _organisation(words: Sequence[Word], head: int, titled: bool) -> Iterator[Part]:
    first = head
    while first and not _only_title(words[first - 1]):
        first -= 1
    yield from _before_title(words[:first], titled)
    core = words[first : head + 1]
    if len(core) > 1:
        yield Part(core, "organisation", 3, f"a name that ends in “{words[head].text}”")
    elif core[0].traits & T.ALONE and len(words) == 1:
        yield Part(core, "organisation", 2, "an institution with a capital")
    else:
        yield Part(core, None, 0, "the head of an organisation alone", barred=True)
    yield from _parts(words[head + 1 :], False, False)


def _only_title(word: Word) -> bool:
    return bool(word.traits & T.TITLE) and not word.traits & (T.QUALITY | T.BODY | T.ABSTRACT)


def _before_title(words: Sequence[Word], titled: bool) -> Iterator[Part]:
    """What stands before a title: a country, a body, or only more words of the title."""
    while words and _of_title(words):
        words = words[:-1]
    if len(words) == 1 and not words[0].traits & _NO_BODY and not is_place(words) and not is_letters(words[0].text):
        yield Part(words, "organisation", 2, "a title after it")
    else:
        yield from _parts(words, False, titled)


def _of_title(words: Sequence[Word]) -> bool:
    """Is the last word one more of the title, as in `Interior Minister`?"""
    word = words[-1]
    if word.traits & T.SITE and len(words) > 1 and not words[-2].traits & T.ENGLISH:
        return False
    return (
        bool(word.traits & (T.TITLE | T.QUALITY | T.ENGLISH)) and not is_letters(word.text) and not is_place(words[-1:])
    )
