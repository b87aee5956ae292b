"""What an article says of each spelling: how much speaks for a person, a body or a place, and the best reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from briefing.article import Kind
from briefing.naming import world
from briefing.naming.unlisted import traits as T
from briefing.naming.unlisted.beside import OVERRULES, beside
from briefing.naming.unlisted.found import Name
from briefing.naming.unlisted.known import folded, is_large
from briefing.naming.unlisted.plain import LIKE_A_NATION
from briefing.naming.unlisted.traits import traits

_WELL_SAID = 4
"""A name whose own words weigh so much needs no other."""
_FIRM = 5
_NO_SURNAME = T.TITLE | T.BODY | T.SITE | T.EVENT


class Evidence:
    """The votes of one article, heard from the names themselves and from the words beside them."""

    def __init__(self) -> None:
        self._votes: dict[str, dict[Kind, int]] = defaultdict(dict)
        self._reasons: dict[tuple[str, Kind], tuple[int, str]] = {}
        self._own: dict[tuple[str, Kind], int] = {}
        self._heard: set[tuple[str, str]] = set()
        self._alone: Counter[str] = Counter()

    def hear(self, text: str, names: Iterable[Name], *, count: bool = True) -> None:
        """Take in what one text says of its names; where they `count`, each time that a word stands by itself."""
        for name in names:
            key = folded(name.text)
            said = beside(text, name) if name.weight < _WELL_SAID else None
            if name.barred and said and said[2] in OVERRULES:
                name.barred = False
            if name.barred:
                continue
            self._alone[key] += count and _stands_alone(text, name)
            if name.kind:
                self._say_of_itself(key, name.kind, name.weight, name.because)
            if said:
                self._say(key, *said)

    def _say_of_itself(self, key: str, kind: Kind, weight: int, because: str) -> None:
        """However often a name stands in the article, its own words count once."""
        before = self._own.get((key, kind), 0)
        if weight > before:
            self._own[key, kind] = weight
            self._vote(key, kind, weight - before)
        self._reason(key, kind, weight, because)

    def _say(self, key: str, kind: Kind, weight: int, because: str) -> None:
        """A weak hint counts once, a strong one each time."""
        if weight > 1 or (key, because) not in self._heard:
            self._heard.add((key, because))
            self._vote(key, kind, weight)
        self._reason(key, kind, weight, because)

    def _vote(self, key: str, kind: Kind, weight: int) -> None:
        votes = self._votes[key]
        votes[kind] = votes.get(kind, 0) + weight

    def _reason(self, key: str, kind: Kind, weight: int, because: str) -> None:
        if weight > self._reasons.get((key, kind), (0, ""))[0]:
            self._reasons[key, kind] = weight, because

    def count(self) -> None:
        """A single word that is a name more than once, and nothing says of what, is somebody's."""
        for key, count in self._alone.items():
            if count > 1 and not any(self._votes[key].values()) and not traits(key) & _NO_SURNAME:
                self._say(key, "person", 2, "a name by itself, more than once")

    def decide(self, names: Sequence[Name]) -> None:
        """Give each name the kind for which most speaks; one word needs more than a hint."""
        for name in names:
            key = folded(name.text)
            votes = None if name.barred else self._votes.get(key)
            name.kind = None
            if votes:
                kind, weight = max(votes.items(), key=lambda vote: (vote[1], vote[0] == "person"))
                if weight > 1 or (" " in name.text and (kind == "person" or (key, kind) in self._own)):
                    name.kind, name.because = kind, self._reasons[key, kind][1]
                    name.weight = max(name.weight, min(weight, _WELL_SAID))

    def firmly_a_place(self, name: Name) -> bool:
        """Is it too well known as a place to be short for somebody?"""
        key = folded(name.text)
        if key not in world.spots():
            return False
        votes = self._votes[key]
        return not votes.get("person") and (is_large(key) or votes.get("place", 0) >= _FIRM)


def _stands_alone(text: str, name: Name) -> bool:
    """Is it one word, of no kind yet, that no article goes before?"""
    if name.kind or " " in name.text or name.text.endswith(LIKE_A_NATION):
        return False
    return not text[max(0, name.start - 4) : name.start].lower().endswith((" a ", " an ", "the "))
