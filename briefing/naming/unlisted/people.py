"""The people of one article by the short forms of their names: who is meant by a surname, or a given name, alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from briefing.naming import spelling
from briefing.naming.comparing import compare, parsed, within
from briefing.naming.families import short_forms
from briefing.naming.unlisted import traits as T
from briefing.naming.unlisted.known import folded
from briefing.naming.unlisted.traits import traits

_ARTICLE = re.compile(r"\A(?:al|el|as|ash|an|ar|at|ad|az) (?=\w)")
_MOST_BEARERS, _MOST_COMPARED = 20, 8
_CROWD = 2_000
"""Full names of an article; in a longer list the rest are compared only with who sounds alike throughout."""


@lru_cache(maxsize=65_536)
def sound(form: str) -> str:
    """A form of a name as its transliterations share it, without the article before it."""
    return " ".join(spelling.key(_ARTICLE.sub("", folded(word)).replace(" ", "")) for word in form.split())


class People:
    """Full names of an article, one label for all spellings of a person."""

    def __init__(self, names: Iterable[str]) -> None:
        self.labels: dict[str, str] = {}
        self._bearers: dict[str, dict[str, None]] = {}
        self._given: dict[str, dict[str, None]] = {}
        self._kin: dict[str, dict[str, None]] = {}
        self._sounds: dict[str, str] = {}
        for name in sorted(dict.fromkeys(names), key=len, reverse=True):
            self._put(name)

    def _put(self, name: str) -> None:
        shorter = self._bearers.get(sound(name), {})
        if len(shorter) == 1:
            self.labels[name] = next(iter(shorter))
            return
        forms = [sound(form) for form in short_forms(name)]
        self.labels[name] = label = self._met(name, forms)
        for form in forms:
            _add(self._bearers, form, label)
        first, *others = name.split()
        for word in others:
            _add(self._kin, sound(word), label)
        if len(first) > 2 and traits(first) & T.GIVEN:
            _add(self._given, sound(first), label)

    def _met(self, name: str, forms: Iterable[str]) -> str:
        """The label of who was put here before and is called so too, else the name itself."""
        known: Iterable[str] = dict.fromkeys(label for form in forms for label in self._bearers.get(form, ()))
        if len(self.labels) >= _CROWD:
            known = filter(None, [self._sounds.get(sound(name))])
        label = next((label for label in islice(known, _MOST_COMPARED) if _same(name, label)), name)
        self._sounds.setdefault(sound(name), label)
        return label

    def forms(self, name: str) -> list[str]:
        """All by which somebody may be called later, by their sound."""
        return [sound(form) for form in (*short_forms(name), name.split()[0])]

    def bearers(self, written: str) -> list[str]:
        """The labels of those who may be meant by a short form, else by a given name.

        Where somebody is called so, all are that have the word in their names.
        """
        form = sound(written)
        label = self.labels.get(written)
        known = [bearer for bearer in self._bearers.get(form, ()) if bearer != label]
        if known and label is None and " " not in written:
            known = list(dict.fromkeys([*known, *self._kin.get(form, ())]))
        return known or ([] if " " in written else list(self._given.get(form, ())))


def _same(one: str, other: str) -> bool:
    return within(parsed(one), parsed(other)) and compare(one, other).verdict == "same"


def _add(people: dict[str, dict[str, None]], form: str, label: str) -> None:
    bearers = people.setdefault(form, {})
    if len(bearers) < _MOST_BEARERS:
        bearers[label] = None
