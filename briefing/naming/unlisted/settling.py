"""What each name of an article is: every spelling gets one kind and one label, by all that the article says of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from briefing.article import Kind
from briefing.naming import spelling, world
from briefing.naming.comparing import compare
from briefing.naming.families import short_forms
from briefing.naming.unlisted import traits as T
from briefing.naming.unlisted.beside import RULED, beside
from briefing.naming.unlisted.found import Name
from briefing.naming.unlisted.parts import folded, is_acronym
from briefing.naming.unlisted.traits import traits

_BRACKETED = re.compile(r"[\"”’]?[ \n][\[(][\"“]?(?:the |also known as |or |known as )?([A-Z][\w.&/-]{1,11})[\"”]?[\])]")
_ARTICLE = re.compile(r"\A(?:al|el|as|ash|an|ar|at|ad|az) (?=\w)")
_LIKE_A_NATION = re.compile(r"(?:[ie]an|ese)s?\Z")
_ROW = frozenset({", ", " and ", ", and ", " or ", ",\n", " and\n"})
Votes = dict[str, Counter[Kind]]


def settle(texts: Sequence[str], found: Sequence[list[Name]]) -> None:
    """Give every name its kind and label, or leave it without a kind where nothing speaks for one."""
    for text, names in zip(texts, found, strict=True):
        _define_letters(text, names)
    everything = [name for names in found for name in names]
    _stand_for(everything)
    votes, reasons = _votes(texts, found)
    _repeated(everything, votes, reasons)
    for name in everything:
        _decide(name, votes, reasons)
    for text, names in zip(texts, found, strict=True):
        _neighbours(text, names)
    for name in everything:
        name.label = name.label or _label(name)
    _short_forms(found, votes)


def _define_letters(text: str, names: Iterable[Name]) -> None:
    """`Syrian Democratic Forces (SDF)`: letters in brackets after a name make it an organisation."""
    for name in names:
        if " " not in name.text or name.kind == "place":
            continue
        defined = _BRACKETED.match(text, name.end)
        if defined and (is_acronym(defined[1]) or defined[1].isupper()):
            name.kind, name.weight, name.because, name.barred = "organisation", 5, f"“({defined[1]})” after it", False
            name.label = f"({defined[1]})"


def _stand_for(names: Iterable[Name]) -> None:
    """The letters are the name wherever they stand."""
    full: dict[str, Name] = {}
    for name in names:
        if name.label.startswith("("):
            full.setdefault(folded(name.label), name)
            name.label = ""
    for name in names:
        meant = full.get(folded(name.text))
        if meant is not None and meant is not name:
            name.kind, name.weight, name.because, name.barred = "organisation", 5, f"stands for {meant.text}", False
            name.label = _label(meant)


def _votes(texts: Sequence[str], found: Sequence[list[Name]]) -> tuple[Votes, dict[tuple[str, Kind], tuple[int, str]]]:
    """For each spelling, how much speaks for each kind; and the best reason."""
    votes: Votes = defaultdict(Counter)
    own: dict[tuple[str, Kind], int] = {}
    reasons: dict[tuple[str, Kind], tuple[int, str]] = {}
    heard: set[tuple[str, str]] = set()
    for text, names in zip(texts, found, strict=True):
        for name in names:
            key = folded(name.text)
            said = beside(text, name) if name.weight < 4 else None
            if name.barred and said and (said[2] == "“the” before a plural" or said[2] in RULED):
                name.barred = False
            if name.barred:
                continue
            for kind, weight, because in ((name.kind, name.weight, name.because), *((said,) if said else ())):
                if kind is None:
                    continue
                if because == name.because:
                    own[key, kind] = max(own.get((key, kind), 0), weight)
                elif weight > 1 or (key, because) not in heard:
                    heard.add((key, because))
                    votes[key][kind] += weight
                if weight > reasons.get((key, kind), (0, ""))[0]:
                    reasons[key, kind] = weight, because
    for (key, kind), weight in own.items():
        votes[key][kind] += weight
    return votes, reasons


def _repeated(names: Iterable[Name], votes: Votes, reasons: dict[tuple[str, Kind], tuple[int, str]]) -> None:
    """A single word that is a name more than once, and nothing says of what, is somebody's."""
    alone = (n.text for n in names if n.kind is None and not n.barred and " " not in n.text)
    times = Counter(folded(text) for text in alone if not _LIKE_A_NATION.search(text))
    for key, count in times.items():
        if count > 1 and not votes[key].total() and not traits(key) & (T.TITLE | T.BODY | T.SITE | T.EVENT):
            votes[key]["person"] = 2
            reasons[key, "person"] = 2, "a name by itself, more than once"


def _neighbours(text: str, names: Sequence[Name]) -> None:
    """`Gara, Metina and Avasin`, `Yida, South Sudan`: what stands in a row is of one kind."""
    for a, b in pairwise(names):
        if b.start - a.end > 6 or (gap := text[a.end : b.start]) not in _ROW:
            continue
        if a.kind and not b.kind and not b.barred and a.weight > 1:
            b.kind, b.weight, b.because = a.kind, 2, f"beside {a.text}"
        elif gap == ", " and b.kind == "place" and b.spot and a.kind != "place" and a.weight < 2 and not a.barred and not text.startswith(("’s", "'s"), b.end):
            a.kind, a.weight, a.because = "place", 2, f"beside {b.text}"


def _decide(name: Name, votes: Votes, reasons: dict[tuple[str, Kind], tuple[int, str]]) -> None:
    if name.barred or not (cast := votes.get(folded(name.text))):
        name.kind = None
        return
    kind, weight = max(cast.items(), key=lambda vote: (vote[1], vote[0] == "person"))
    if weight < 2 and " " not in name.text:
        name.kind = None
        return
    name.kind, name.because = kind, reasons[folded(name.text), kind][1]


def _label(name: Name) -> str:
    key = folded(name.text)
    if name.kind == "organisation" and key in world.groups():
        return world.groups()[key]
    if name.kind == "place" and name.spot and key in world.spots():
        return world.spots()[key].name
    return " ".join(name.text.split()).removesuffix("'s").removesuffix("’s")


def _short_forms(found: Sequence[list[Name]], votes: Votes) -> None:
    """After its full name a surname, or a given name, is that person; of several bearers the one named last."""
    bearers, given, labels = _people(found)
    if not labels:
        return
    for names in found:
        last: dict[str, str] = {}
        for name in names:
            written = name.label
            if written in labels and (meant := _shorter(name, bearers, given, last, labels[written])) is None:
                name.label = labels[written]
                last |= dict.fromkeys(map(_sound, (*short_forms(written), written.split()[0])), name.label)
                continue
            if written not in labels:
                meant = _shorter(name, bearers, given, last, "")
            if meant is None or _firm_place(folded(name.text), votes[folded(name.text)]) or name.weight > 4:
                continue
            name.kind, name.label = "person", meant or name.text
            name.because = f"short for {meant}" if meant else "short for one of several people of this article"


def _people(found: Sequence[list[Name]]) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, str]]:
    """The sound of each short form, and of each given name, to the full names; and each full name to its label."""
    full = dict.fromkeys(n.label for names in found for n in names if n.kind == "person" and " " in n.text)
    bearers: dict[str, list[str]] = defaultdict(list)
    given: dict[str, list[str]] = defaultdict(list)
    labels: dict[str, str] = {}
    for name in sorted(full, key=len, reverse=True):
        forms = [_sound(form) for form in short_forms(name)]
        known = dict.fromkeys(label for form in forms for label in bearers[form])
        labels[name] = next((label for label in known if compare(name, label).verdict == "same"), name)
        for form in forms:
            if labels[name] not in bearers[form]:
                bearers[form].append(labels[name])
        first = name.split()[0]
        if len(first) > 2 and traits(first) & T.GIVEN and labels[name] not in given[_sound(first)]:
            given[_sound(first)].append(labels[name])
    return bearers, given, labels


def _shorter(
    name: Name, bearers: dict[str, list[str]], given: dict[str, list[str]], last: dict[str, str], own: str
) -> str | None:
    """The full name that this is short for, "" where it is for one of several; None where it is short for none."""
    sound = _sound(name.text)
    known = [label for label in bearers.get(sound, ()) if label != own]
    if not known and " " not in name.text:
        known = given.get(sound, [])
    if not known:
        return None
    return known[0] if len(known) == 1 else last.get(sound, "")


@lru_cache(maxsize=65_536)
def _sound(form: str) -> str:
    """A short form as its transliterations share it, without the article before it."""
    return " ".join(spelling.key(_ARTICLE.sub("", folded(word)).replace(" ", "")) for word in form.split())


def _firm_place(key: str, cast: Counter[Kind]) -> bool:
    spot = world.spots().get(key)
    return spot is not None and (spot.kind in ("country", "capital", "region") or cast["place"] >= 5) and not cast["person"]
