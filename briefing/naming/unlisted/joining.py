"""Names made of several runs: `Ministry of Culture and Antiquities`, `Gulf of Aden`, `507th Air Refueling Wing`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.naming import world
from briefing.naming.unlisted import traits as T
from briefing.naming.unlisted.found import Name
from briefing.naming.unlisted.parts import GAZETTEER, LANDS, LETTERS, Part, folded, is_acronym, known_group, known_place, parts
from briefing.naming.unlisted.runs import Run, Word, runs
from briefing.naming.unlisted.traits import traits

_REALMS = frozenset(
    "republic kingdom gulf strait straits bay horn sea cape isle islands emirate sultanate coast principality".split()
)
_ABROAD = frozenset({"mission", "force", "operation", "office", "embassy"})
_OF_A_PLACE = frozenset(
    "government police service services group groups team press opposition resistance guard "
    "guards cabinet regime troops media".split()
)
_COURTESY = frozenset({"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss"})
_WITH_NUMBER = frozenset(
    "brigade division regiment battalion wing squadron army corps unit group fleet company detachment command front "
    "force".split()
)
_FORCE = re.compile(
    r"[ \n](?:(?:armed|security|special|naval|interior|defen[cs]e|foreign|military|ground|coast|air|border)[ \n]){0,2}"
    r"(?:army|navy|forces?|coastguard|guard|ministry|intelligence(?: (?:service|agency))?|parliament|police)\b(?![-‑])"
)
_QUOTES = frozenset("\"“'‘(")
_NICKNAME = re.compile(r"[ \n][\"“'‘(](?P<nick>(?:[Tt]he |[Ee]l )?[A-Z][\w' -]{1,24})[\"”'’)][ \n]?(?=[A-Z])")
_NUMBER_BEFORE = re.compile(r"(?<![\w.,])\d{1,4}(?:st|nd|rd|th)?[ \n]\Z", re.IGNORECASE)
_NUMBER_AFTER = re.compile(r"[ \n]\d{1,4}\b(?![.,:/-]\d|[ \n]?%|[ \n](?:percent|per|people|men|women|members|fighters|soldiers|troops|killed|dead|years|days|million|billion|civilians|others|more|to|in|and)\b)")


class _Before(NamedTuple):
    """The words directly before a run, and the name that ends with them."""

    words: Sequence[Word]
    name: Name | None


_NOTHING = _Before((), None)


def found(text: str) -> list[Name]:
    """Every name of a text, and every stretch that may yet turn out to be one, in order."""
    names: list[Name] = []
    before = _NOTHING
    for run in runs(text):
        for piece, opens, link in _pieces(run):
            before = _read(text, names, before if link else _NOTHING, piece, opens, link)
    return _nicknamed(text, names)


def _nicknamed(text: str, names: list[Name]) -> list[Name]:
    """`Vincent “The Chin” Gigante` is one name, not three."""
    kept: list[Name] = []
    for name in names:
        before = kept[-1] if kept else None
        if before is not None and before.start <= name.start < before.end:
            continue
        nick = _NICKNAME.match(text, name.end) if text[name.end + 1 : name.end + 2] in _QUOTES else None
        last = next((n for n in names if nick and n.start == nick.end()), None)
        if last is not None and nick and not is_acronym(nick["nick"]) and name.kind in ("person", None) and last.kind in ("person", None, "place"):
            name.stretch(text, name.start, last.end)
            name.kind, name.weight, name.because, name.barred = "person", 3, "a nickname in it", False
        kept.append(name)
    return kept


def _pieces(run: Run) -> Iterator[tuple[Sequence[Word], bool, str]]:
    """The run, cut at words that are in no name; whether a sentence begins with it, and its link to what was before."""
    words, opens, link, start = run.words, run.opens, run.link, 0
    for n, word in enumerate(words):
        if word.traits & T.FUNCTION and (n == start or len(word.text) > 1) and word.text not in LANDS:
            if n > start:
                yield words[start:n], opens, link
            start, opens, link = n + 1, False, ""
        elif word.traits & T.CALENDAR and n == start:
            start, opens, link = n + 1, False, ""
    if start < len(words):
        yield words[start:], opens, link


def _read(text: str, names: list[Name], before: _Before, piece: Sequence[Word], opens: bool, link: str) -> _Before:
    titled = _title_before(text, piece[0].start)
    if before.words:
        taken = _joined(text, names, before, link, piece)
        if taken:
            rest = piece[taken:]
            return _read(text, names, _NOTHING, rest, False, "") if rest else _Before([*before.words, *piece], names[-1])
        if link in ("of", "for", "to") and before.words[-1].traits & T.TITLE:
            rest = _after_office(text, names, piece)
            if not rest:
                return _Before(piece, None)
            titled, piece = len(rest) < len(piece) or titled, rest
    made = [_name(text, piece, part) for part in parts(piece, opens, titled)]
    if force := _national(text, names, piece):
        made = [name for name in made if name.end <= force.start] + [force]
    if made and made[-1].end == piece[-1].end:
        _numbered(text, made[-1], piece[-1])
    names += made
    return _Before(piece, made[-1] if made and made[-1].end >= piece[-1].end else None)


def _national(text: str, names: list[Name], piece: Sequence[Word]) -> Name | None:
    """`Libyan army`, `Vancouver police`: a nation or a place, and its force in small letters."""
    word = piece[-1]
    if text[word.end : word.end + 1] not in (" ", "\n") or not (force := _FORCE.match(text, word.end)):
        return None
    if word.traits & T.NATION or word.text in LANDS or known_place(piece[-1:]):
        return Name(word.start, force.end(), text[word.start : force.end()], "organisation", 3, "a force of a nation or place")
    return None


def _title_before(text: str, start: int) -> bool:
    """Does a title stand directly before, in small letters or as a courtesy?"""
    before = text[max(0, start - 24) : start]
    if not before[-1:].isspace():
        return False
    words = before.split()
    if not words:
        return False
    word = words[-1]
    return word in _COURTESY or (word[0].islower() and bool(traits(word) & T.TITLE))


def _name(text: str, piece: Sequence[Word], part: Part) -> Name:
    start, end = piece[part.first].start, piece[part.last - 1].end
    return Name(start, end, text[start:end], part.kind, part.weight, part.because, barred=part.barred, spot=part.spot)


def _after_office(text: str, names: list[Name], piece: Sequence[Word]) -> Sequence[Word]:
    """`Secretary of` State John Kerry, `President of` Egypt Abdel Fattah: what is left after the office."""
    k = 0
    while k < len(piece) and piece[k].traits & (T.ABSTRACT | T.QUALITY) and not piece[k].traits & T.GIVEN:
        k += 1
    if k and k == len(piece) and known_place(piece):
        k = 0
    rest = piece[k:]
    spot = _place_words(rest[:-1])
    if spot:
        names.append(_name(text, rest, Part(0, spot, "place", 3, GAZETTEER, spot=True)))
    return rest[spot:]


def _place_words(piece: Sequence[Word]) -> int:
    """How many words at the beginning are the name of a place."""
    return next((k for k in range(len(piece), 0, -1) if known_place(piece[:k])), 0)


def _joined(text: str, names: list[Name], before: _Before, link: str, piece: Sequence[Word]) -> int:
    """How many words of the piece belong to the name before it, which then reaches over them."""
    if taken := _world(text, names, before, piece):
        return taken
    if link == "of" and (taken := _realm(text, names, before, piece)):
        return taken
    if link == "and" and (taken := _both(text, names, before, piece)):
        return taken
    name = before.name
    if name is None or name.kind in ("person", "place"):
        return 0
    taken = _object(text, before, link, piece)
    if taken:
        name.stretch(text, name.start, piece[taken - 1].end)
        name.kind, name.weight, name.because, name.barred = "organisation", 3, "an organisation and what it is for", False
    return taken


def _world(text: str, names: list[Name], before: _Before, piece: Sequence[Word]) -> int:
    """`Horn of Africa`, `International Committee of the Red Cross`: the world knows it as one name."""
    for n in range(len(piece), 0, -1):
        end = piece[n - 1].end
        for word in before.words[-5:]:
            key = folded(text[word.start : end])
            if key in world.spots():
                _place(text, names, before, word.start, end)
                return n
            if key in world.groups():
                if before.name is not None and before.name.kind == "organisation" and before.name.start < word.start < before.name.end:
                    before.name.stretch(text, before.name.start, end)
                    return n
                while names and names[-1].end > word.start:
                    names.pop()
                names.append(Name(word.start, end, text[word.start : end], "organisation", 4, "a well-known organisation"))
                return n
    return 0


def _realm(text: str, names: list[Name], before: _Before, piece: Sequence[Word]) -> int:
    """`Gulf of Aden`, `Hashemite Kingdom of Jordan`: a realm and its land are one place."""
    words = before.words
    if words[-1].text.lower() in _REALMS and (n := _place_words(piece)):
        k = len(words) - 1
        while k and words[k - 1].traits & (T.QUALITY | T.NATION | T.ENGLISH) and not words[k - 1].traits & T.TITLE:
            k -= 1
        _place(text, names, before, words[k].start, piece[n - 1].end)
        return n
    return 0


def _place(text: str, names: list[Name], before: _Before, start: int, end: int) -> None:
    name = before.name
    if name is not None and name.kind == "organisation" and name.start < start:
        name.stretch(text, name.start, end)
        return
    while names and names[-1].end > start:
        names.pop()
    names.append(Name(start, end, text[start:end], "place", 3, "a realm and its land", spot=True))


def _both(text: str, names: list[Name], before: _Before, piece: Sequence[Word]) -> int:
    """`National Oceanic and Atmospheric Administration`: two modifiers of one head."""
    modifier = T.QUALITY | T.ABSTRACT | T.ENGLISH
    last = before.words[-1].traits
    if not last & modifier or last & (T.NATION | T.TITLE | T.BODY | T.FUNCTION) or not piece[0].traits & modifier:
        return 0
    if before.name is not None and before.name.because.startswith("an organisation and"):
        return 0
    end = next((k for k, word in enumerate(piece) if word.traits & T.BODY and not word.traits & T.ABSTRACT), 0)
    if not end or any(word.traits & (T.TITLE | T.GIVEN) & ~T.QUALITY for word in piece[:end]):
        return 0
    first = len(before.words) - 1
    while first and not before.words[first - 1].traits & T.TITLE:
        first -= 1
    start = before.words[first].start
    while names and names[-1].end > start:
        names.pop()
    stop = piece[end].end
    names.append(Name(start, stop, text[start:stop], "organisation", 3, f"a name that ends in “{piece[end].text}”"))
    return end + 1


def _object(text: str, before: _Before, link: str, piece: Sequence[Word]) -> int:
    """How many words say what the organisation before is of or for."""
    name, head = before.name, before.words[-1]
    if name is None:
        return 0
    extended = name.because.startswith("an organisation and") or (name.weight == 4 and " of " in name.text)
    if link == "in":
        return _place_words(piece) if head.text.lower() in _ABROAD else 0
    if extended:
        if link == "and" and piece[0].traits & T.ABSTRACT and not piece[0].traits & T.BODY:
            return _modifiers(piece)
        return _place_words(piece) if link == "of" else 0
    if link == "and" or not head.traits & T.BODY:
        return 0
    if link == "to" and not piece[0].traits & T.ABSTRACT and head.text.lower() not in _ABROAD:
        return 0
    complete = known_group(piece) or (len(piece) > 1 and piece[-1].traits & (T.BODY | T.ABSTRACT) == T.BODY)
    if complete and (" " in name.text or name.text.lower().endswith("s")):
        return 0
    if head.text.lower() == "office":
        return len(piece)
    if len(piece) > 1 and piece[-1].traits & T.BODY and not any(word.traits & T.TITLE & ~T.QUALITY for word in piece):
        return len(piece)
    if head.text.lower() in _OF_A_PLACE:
        realm = len(piece) if piece[-1].text.lower() in _REALMS else 0
        return (_place_words(piece) or realm) if link == "of" else 0
    if k := _place_words(piece):
        while k < len(piece) and piece[k].traits & (T.ABSTRACT | T.BODY) and not piece[k].traits & T.TITLE:
            k += 1
        return k
    return _modifiers(piece) or _until_title(piece)


def _modifiers(piece: Sequence[Word]) -> int:
    """The words of a field of work: `Foreign Affairs`, `Human Rights`."""
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


def _until_title(piece: Sequence[Word]) -> int:
    return next((k for k, word in enumerate(piece) if word.traits & T.TITLE), len(piece))


def _numbered(text: str, name: Name, word: Word) -> None:
    """`507th Air Refueling Wing`, `CTF 50`: a unit's number is part of its name."""
    small = word.text.lower()
    if small in _WITH_NUMBER and (before := _NUMBER_BEFORE.search(text, max(0, name.start - 8), name.start)):
        start, end = before.start(), name.end
    elif (name.because == LETTERS or small in _WITH_NUMBER) and (after := _NUMBER_AFTER.match(text, name.end)):
        start, end = name.start, after.end()
    else:
        return
    name.stretch(text, start, end)
    name.kind, name.weight, name.because, name.barred = "organisation", 3, "a numbered unit", False
