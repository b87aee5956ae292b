"""The names of a text as they stand in it, run by run, before anything else that the article says is heard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.naming.unlisted import traits as T
from briefing.naming.unlisted.found import GAZETTEER, LETTERS, Name, Part
from briefing.naming.unlisted.joining import Before, Join, joined
from briefing.naming.unlisted.known import LANDS, begins_with_place, is_large_place, is_letters, is_place
from briefing.naming.unlisted.parts import parts
from briefing.naming.unlisted.runs import ABBREVIATED, Run, Word, runs
from briefing.naming.unlisted.traits import traits

_COURTESY = frozenset({"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss"})
_WITH_NUMBER = frozenset(
    "brigade division regiment battalion wing squadron army corps unit group fleet company detachment command front "
    "force".split()
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NUMBER_BEFORE = re.compile(
    rf"(?<![\w.,])(?:\d{{1,4}}(?:st|nd|rd|th)?[ \n]|\d{{1,2}}[ \n]{_MONTH}[ \n]|{_MONTH}[ \n]\d{{1,2}}[ \n])\Z",
    re.IGNORECASE,
)
_NUMBER_AFTER = re.compile(
    r"[ \n](?!(?:19|20)\d\d\b)\d{1,4}\b"
    r"(?![.,:/-]\d|[ \n]?%|[ \n](?:percent|per|people|men|women|members|fighters|soldiers|troops|killed|dead|years|"
    r"days|million|billion|civilians|others|more|to|in|and)\b)"
)
_FORCE = re.compile(
    r"[ \n](?:(?:armed|government|security|special|naval|interior|defen[cs]e|foreign|military|ground|coast|air|border)"
    r"[ \n]){0,2}"
    r"(?:army|navy|forces?|coastguard|guard|ministry|intelligence(?: (?:service|agency))?|parliament|police)\b(?![-‑])"
)
_PARTICLE = re.compile(r"(?<![\w’'-])(?:bin|ibn|bint|ben|ould|von|van der|von der|van|de la)[ \n]\Z")
"""A small word with which a name begins: `bin Laden`, `von der Leyen`."""
_PARTICLE_ENDS = frozenset(f"{letter}{space}" for letter in "ntdra" for space in " \n")
_QUOTES = frozenset("\"“'‘(")
_NICKNAME = re.compile(r"[ \n][\"“'‘(](?P<nick>(?:[Tt]he |[Ee]l )?[A-Z][\w' -]{1,24})[\"”'’)][ \n]?(?=[A-Z])")
_REMEMBERED = 8
"""Words before a link that are kept in mind."""
_NOTHING = Before((), None)


def found(text: str) -> list[Name]:
    """Every name of a text, and every stretch that may yet turn out to be one, in order."""
    reader = _Reader(text)
    for run in runs(text):
        reader.read(run)
    return _nicknamed(text, reader.names)


class _Reader:
    """One reading of one text: the names so far, and what stands directly before the next run."""

    def __init__(self, text: str) -> None:
        self.names: list[Name] = []
        self._text = text
        self._before = _NOTHING

    def read(self, run: Run) -> None:
        """Take the names out of one more run."""
        for piece, opens, link in _pieces(run):
            if not link:
                self._before = _NOTHING
            titled = _title_before(self._text, piece[0].start)
            if self._before.words:
                join = joined(self._text, self._before, link, piece)
                if join:
                    self._take(join, piece)
                    piece, opens, titled = piece[join.taken :], False, False
                elif link in ("of", "for", "to") and self._before.words[-1].traits & T.TITLE:
                    rest = self._after_office(piece)
                    titled = titled or 0 < len(rest) < len(piece)
                    piece = rest
            if piece:
                self._names_of(piece, opens, titled)

    def _take(self, join: Join, piece: Sequence[Word]) -> None:
        """The name that goes over the link takes the place of those it covers."""
        name, end = self._before.name, piece[join.taken - 1].end
        if name is not None and name.kind == "organisation" and name.start < join.start < name.end:
            name.reach(self._text, name.start, end)
        else:
            while self.names and self.names[-1].end > join.start:
                self.names.pop()
            spot = join.kind == "place"
            text = self._text[join.start : end]
            name = Name(join.start, end, text, join.kind, join.weight, join.because, spot=spot)
            self.names.append(name)
        self._before = Before([*self._before.words, *piece][-_REMEMBERED:], name)

    def _after_office(self, piece: Sequence[Word]) -> Sequence[Word]:
        """`Secretary of` State John Kerry, `President of` Egypt Abdel Fattah: what is left after the office."""
        k = 0
        while k < len(piece) and piece[k].traits & (T.ABSTRACT | T.QUALITY) and not piece[k].traits & T.GIVEN:
            k += 1
        if k == len(piece) and is_place(piece):
            k = 0
        spot = begins_with_place(piece[k:-1])
        if spot and (not piece[k].traits & T.GIVEN or is_large_place(piece[k : k + spot])):
            self.names.append(self._name(Part(piece[k : k + spot], "place", 3, GAZETTEER, spot=True)))
        else:
            spot = 0
        if k + spot == len(piece):
            self._before = Before(piece, None)
        return piece[k + spot :]

    def _names_of(self, piece: Sequence[Word], opens: bool, titled: bool) -> None:
        made = [self._name(part) for part in parts(piece, opens, titled)]
        if force := self._force(piece[-1]):
            made = [*(name for name in made if name.end <= force.start), force]
        for name in made:
            if name.kind == "organisation" or name.barred:
                self._number(name)
        self.names += made
        last = made[-1] if made and made[-1].end >= piece[-1].end else None
        self._before = Before(piece, last)

    def _name(self, part: Part) -> Name:
        start, end = part.words[0].start, part.words[-1].end
        if part.kind in ("person", None) and self._text[max(0, start - 2) : start] in _PARTICLE_ENDS:
            particle = _PARTICLE.search(self._text, max(0, start - 9), start)
            start = particle.start() if particle else start
        text = self._text[start:end]
        return Name(start, end, text, part.kind, part.weight, part.because, barred=part.barred, spot=part.spot)

    def _force(self, word: Word) -> Name | None:
        """`Libyan army`, `Vancouver police`: a nation or a place, and its force in small letters."""
        if self._text[word.end : word.end + 1] not in (" ", "\n"):
            return None
        force = _FORCE.match(self._text, word.end)
        if force is None or not (word.traits & T.NATION or word.text in LANDS or is_place([word])):
            return None
        text = self._text[word.start : force.end()]
        return Name(word.start, force.end(), text, "organisation", 3, "a force of a nation or place")

    def _number(self, name: Name) -> None:
        """`507th Air Refueling Wing`, `CTF 50`: a unit's number is part of its name."""
        small = name.text.split()[-1].lower()
        if small in _WITH_NUMBER and (before := _NUMBER_BEFORE.search(self._text, max(0, name.start - 15), name.start)):
            name.reach(self._text, before.start(), name.end)
        elif (name.because == LETTERS or small in _WITH_NUMBER) and (
            after := _NUMBER_AFTER.match(self._text, name.end)
        ):
            name.reach(self._text, name.start, after.end())
        else:
            return
        name.become("organisation", 3, "a numbered unit")


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


def _title_before(text: str, start: int) -> bool:
    """Does a title stand directly before in the same sentence, in small letters or as a courtesy?"""
    before = text[max(0, start - 24) : start]
    words = before.rsplit(None, 1) if before[-1:].isspace() else []
    if not words or before.count("\n", len(before.rstrip())) > 1:
        return False
    word = words[-1].rstrip()
    if word in _COURTESY:
        return True
    whole = not word.endswith((".", "'", "’", "'s", "’s")) or word.rstrip(".") in ABBREVIATED
    return whole and word[0].islower() and bool(traits(word) & T.TITLE)


def _nicknamed(text: str, names: list[Name]) -> list[Name]:
    """`Vincent “The Chin” Gigante` is one name, not three."""
    starting = {name.start: name for name in names}
    kept: list[Name] = []
    for name in names:
        if kept and name.start < kept[-1].end:
            continue
        nick = _NICKNAME.match(text, name.end) if text[name.end + 1 : name.end + 2] in _QUOTES else None
        last = starting.get(nick.end()) if nick and not is_letters(nick["nick"]) else None
        if last and name.kind in ("person", None) and last.kind != "organisation":
            name.reach(text, name.start, last.end)
            name.become("person", 3, "a nickname in it")
        kept.append(name)
    return kept
