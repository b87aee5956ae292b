"""Which words after `of`, `for`, `and` belong to the name before: `Ministry of Culture`, `Gulf of Aden`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefing.article import Kind
from briefing.naming import world
from briefing.naming.unlisted import traits as T
from briefing.naming.unlisted.found import GAZETTEER, WELL_KNOWN, Name
from briefing.naming.unlisted.known import begins_with_place, folded, is_body
from briefing.naming.unlisted.runs import Word

_JOINED = "an organisation and what it is for"
_REALMS = frozenset(
    "republic kingdom gulf strait straits bay horn sea cape isle islands emirate sultanate coast principality".split()
)
_ABROAD = frozenset({"mission", "force", "operation", "office", "embassy"})
_OF_A_PLACE = frozenset(
    "government police service services group groups team press opposition resistance guard guards cabinet regime "
    "troops media".split()
)
LONGEST = 150
"""Characters of a name at most."""
_FARTHEST = 5
"""Words before the link that may belong to a name which the world knows."""


class Before(NamedTuple):
    """The words directly before a run, and the name that ends with them."""

    words: Sequence[Word]
    name: Name | None


class Join(NamedTuple):
    """A name from an offset to the end of the first so many words of the piece after the link."""

    start: int
    taken: int
    kind: Kind
    weight: int
    because: str


def joined(text: str, before: Before, link: str, piece: Sequence[Word]) -> Join | None:
    """The name that goes over the link, where there is one."""
    join = _joined(text, before, link, piece)
    return join if join and piece[join.taken - 1].end - join.start <= LONGEST else None


def _joined(text: str, before: Before, link: str, piece: Sequence[Word]) -> Join | None:
    if known := _known(text, before, piece):
        return known
    if link == "of" and (realm := _realm(before.words, piece)):
        return realm
    if link == "and" and (both := _both(before, piece)):
        return both
    name = before.name
    if name is None or name.kind in ("person", "place"):
        return None
    taken = _object(name, before.words[-1], link, piece)
    return Join(name.start, taken, "organisation", 3, _JOINED) if taken else None


def _known(text: str, before: Before, piece: Sequence[Word]) -> Join | None:
    """`Horn of Africa`, `International Committee of the Red Cross`: the world knows it as one name."""
    for n in range(len(piece), 0, -1):
        for word in before.words[-_FARTHEST:]:
            key = folded(text[word.start : piece[n - 1].end])
            if key in world.spots():
                return Join(word.start, n, "place", 3, GAZETTEER)
            if key in world.groups():
                return Join(word.start, n, "organisation", 4, WELL_KNOWN)
    return None


def _realm(words: Sequence[Word], piece: Sequence[Word]) -> Join | None:
    """`Hashemite Kingdom of Jordan`: a realm and its land are one place."""
    taken = begins_with_place(piece) or (1 if not piece[0].traits & (T.ENGLISH | T.GIVEN) else 0)
    if words[-1].text.lower() not in _REALMS or not taken:
        return None
    k = len(words) - 1
    while k and words[k - 1].traits & (T.QUALITY | T.NATION | T.ENGLISH) and not words[k - 1].traits & T.TITLE:
        k -= 1
    return Join(words[k].start, taken, "place", 3, "a realm and its land")


def _both(before: Before, piece: Sequence[Word]) -> Join | None:
    """`National Oceanic and Atmospheric Administration`: two modifiers of one head."""
    modifier = T.QUALITY | T.ABSTRACT | T.ENGLISH
    last = before.words[-1].traits
    if before.words[-1].text.endswith(("ic", "al", "ary", "ive")):
        last |= T.QUALITY
    if not last & modifier or last & (T.NATION | T.TITLE | T.BODY | T.FUNCTION) or not piece[0].traits & modifier:
        return None
    if before.name is not None and before.name.kind == "organisation":
        return None
    head = next((k for k, word in enumerate(piece) if word.traits & T.BODY and not word.traits & T.ABSTRACT), 0)
    if not head or any(word.traits & (T.TITLE | T.GIVEN) & ~T.QUALITY for word in piece[:head]):
        return None
    first = len(before.words) - 1
    while first and not before.words[first - 1].traits & T.TITLE:
        first -= 1
    because = f"a name that ends in “{piece[head].text}”"
    return Join(before.words[first].start, head + 1, "organisation", 3, because)


def _object(name: Name, head: Word, link: str, piece: Sequence[Word]) -> int:
    """How many words say what the organisation before is of or for."""
    small = head.text.lower()
    if link == "in":
        return begins_with_place(piece) if small in _ABROAD else 0
    if name.because == _JOINED or (name.weight == 4 and " of " in name.text):
        if link == "and" and piece[0].traits & (T.ABSTRACT | T.BODY) == T.ABSTRACT:
            return _modifiers(piece)
        if link == "and" and len(piece) == 1 and piece[0].traits & T.ENGLISH and piece[0].text.endswith("s"):
            return 1
        return _whose(piece) if link == "of" else 0
    if link == "and" or not head.traits & T.BODY:
        return 0
    if link == "to" and not piece[0].traits & T.ABSTRACT and small not in _ABROAD:
        return 0
    whole = len(piece) > 1 and piece[-1].traits & (T.BODY | T.ABSTRACT) == T.BODY
    if (whole or is_body(piece)) and (" " in name.text or small.endswith("s")):
        return 0
    if small == "office" or (whole and not any(word.traits & T.TITLE & ~T.QUALITY for word in piece)):
        return len(piece)
    return _field(small, link, piece)


def _whose(piece: Sequence[Word]) -> int:
    """`of Belmaria`, `of Journalists` at the end of what an organisation is for."""
    unnamed = len(piece) < 3 and not any(word.traits & (T.TITLE | T.GIVEN) for word in piece)
    return begins_with_place(piece) or _modifiers(piece) or (len(piece) if unnamed else 0)


def _field(head: str, link: str, piece: Sequence[Word]) -> int:
    """The words of a place or of a field of work."""
    place = begins_with_place(piece)
    if head in _OF_A_PLACE:
        realm = len(piece) if piece[-1].text.lower() in _REALMS else 0
        return (place or realm) if link == "of" else 0
    if place:
        while place < len(piece) and _is_work(piece[place]):
            place += 1
        return place
    return _modifiers(piece) or next((k for k, word in enumerate(piece) if word.traits & T.TITLE), len(piece))


def _is_work(word: Word) -> bool:
    return bool(word.traits & (T.ABSTRACT | T.BODY)) and not word.traits & T.TITLE


def _modifiers(piece: Sequence[Word]) -> int:
    """How many words at the beginning are of a field of work: `Foreign Affairs`, `Human Rights`."""
    k = 0
    while k < len(piece) and _is_modifier(piece[k]):
        k += 1
    while 0 < k < len(piece) and piece[k].traits & T.BODY:
        k += 1
    return k


def _is_modifier(word: Word) -> bool:
    if word.traits & T.TITLE and not word.traits & (T.QUALITY | T.ABSTRACT):
        return False
    return bool(word.traits & (T.ABSTRACT | T.QUALITY)) or word.text.lower() in _REALMS
