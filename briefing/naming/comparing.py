"""Whether two full names are one name: word by word, in order or turned round, with a reason in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from briefing.naming import world
from briefing.naming.context import TITLES
from briefing.naming.spelling import Likeness, alike, letters, names, skeletons

_MOST = 12
_LONGEST = 300
_PIECE = re.compile(r"[^\s\-‐‑–,]+")
_ARTICLES = frozenset("al el as ash an ar at az ad aj es esh en er et ez ed ul ur il ut us".split())
_PARTICLES = frozenset(
    """
    bin ibn ben bint ould oueld weld wuld walad de del della di da dos das do van von der den ter le la du y e i of
    """.split()
)
_HEIRS = frozenset("ould oueld weld wuld walad".split())
_SONS = frozenset("bin ibn ben bint".split())
_SERVANTS = frozenset("abd abdul abdel abdal abed abdu abdo abdol abdoul abdur abder abdus abdes".split())
_FATHERS = frozenset("abu abou abo bou aboo".split())
_FAITHS = frozenset("din eddin eddine uddin uddine deen dine edin".split())
_GODS = frozenset("allah ullah ollah alla".split())
_ORDINALS = frozenset("jr sr junior senior ii iii iv vi vii viii 2nd 3rd".split())
_NAMELIKE = frozenset("sultan shah king lord prince princess emir imam pope guide justice judge queen dean".split())
_HONOURS = _NAMELIKE | frozenset(
    "malik mirza syed sayyid sayed hajji haji hafiz maulana mawlawi moulay sidi ustad".split()
)
_RANKS = TITLES - _NAMELIKE
_MUHAMMAD = names("muhammad")
_OF_GOD = names("rahman") | names("haq")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two names are one, and the rules that joined them or the words that differ."""

    verdict: Literal["same", "different", "unsure"]
    because: str


class Word(NamedTuple):
    """A word of a name: folded, as written, and what stood before it."""

    folded: str
    written: str
    article: bool = False
    particle: str = ""

    @property
    def initial(self) -> bool:
        """Is it one letter for a whole word?"""
        return len(self.folded) == 1

    @property
    def honour(self) -> bool:
        """May it be left out at the front: Muhammad before another given name, Sultan, Prince?"""
        return self.folded in _HONOURS or bool(names(self.folded) & _MUHAMMAD)

    @property
    def usual(self) -> bool:
        """Is it one of the usual given names?"""
        return bool(names(self.folded))


@dataclass(frozen=True, slots=True)
class Name:
    """A full name taken apart."""

    words: tuple[Word, ...]
    ordinal: str = ""
    titled: bool = False
    parts: tuple[str, ...] = ()
    """All of its words, folded, articles and particles included."""


@lru_cache(maxsize=65_536)
def parsed(text: str) -> Name:
    """A name without titles, its compounds (Abdul Hamid, Abu Bakr, Nur al-Din) as one word each."""
    pieces = [(letters(piece), piece.strip(".,;'’\"“”()")) for piece in _PIECE.findall(text) if letters(piece)]
    latin = [piece for piece in pieces if not _foreign(piece[1])]
    pieces = [piece for piece in latin or pieces if piece[0]][:_MOST]
    ordinal = ""
    if len(pieces) > 1 and pieces[-1][0] in _ORDINALS:
        ordinal = pieces.pop()[0]
    titled = False
    while len(pieces) > 1 and pieces[0][0] in _RANKS:
        titled = bool(pieces.pop(0))
    parts = tuple(folded for folded, _ in pieces)
    return Name(tuple(_grouped(pieces)), ordinal, titled, parts)


def _foreign(piece: str) -> bool:
    return not any("a" <= letter <= "z" for letter in piece.casefold()) and any(ord(letter) > 0x24F for letter in piece)


def _grouped(pieces: Sequence[tuple[str, str]]) -> list[Word]:
    words: list[Word] = []
    article, particle, head = False, "", ""
    for n, (folded, written) in enumerate(pieces):
        last = n == len(pieces) - 1
        if folded in _FAITHS and words and not head:
            words[-1] = words[-1]._replace(folded=words[-1].folded + "adin", written=f"{words[-1].written} {written}")
        elif folded in _GODS and words and not head and not article:
            words[-1] = words[-1]._replace(folded=words[-1].folded + "allah", written=f"{words[-1].written} {written}")
        elif not last and _is_article(folded, pieces[n + 1][0]):
            article = True
            continue
        elif not last and folded in _PARTICLES:
            particle = folded
            continue
        elif not last and _heads(folded, pieces[n + 1][0]):
            head = written
            continue
        elif head:
            base = "abd" if letters(head) in _SERVANTS else "abu"
            words.append(Word(base + folded, f"{head} {written}", False, particle))
        elif not last and len(folded) > 4 and folded[-2:] in ("ul", "ur") and names(pieces[n + 1][0]) & _OF_GOD:
            words.append(Word(folded[:-2], written, article, particle))
        else:
            words.append(Word(folded, written, article, particle))
        article, particle, head = False, "", ""
    return words


def _heads(folded: str, following: str) -> bool:
    """Abdul and Abu make one name with the next word; Abdo al-Rashid is two."""
    return folded in _FATHERS or (folded in _SERVANTS and not (folded in ("abdo", "abdu") and following in _ARTICLES))


def _is_article(folded: str, following: str) -> bool:
    """Al- and el-, and as-, ad-, en- before a word that begins with the same letter."""
    return folded in _ARTICLES and (folded in ("al", "el", "ul", "ur", "il") or following[:1] == folded[1])


class Match(NamedTuple):
    """Two words that agree, by their places in the shorter and the longer name."""

    short: int
    long: int
    likeness: Likeness


@lru_cache(maxsize=65_536)
def compare(a: str, b: str) -> Verdict:
    """Are these two spellings of one person's name? Never by a score: the reason names the rules."""
    return judged(parsed(a), parsed(b))


def judged(one: Name, other: Name) -> Verdict:
    """The same, of names that were taken apart before."""
    short, long = sorted((one, other), key=lambda name: len(name.words))
    if not short.words:
        return Verdict("unsure", "one of them holds no word of a name")
    if short.ordinal and long.ordinal and short.ordinal != long.ordinal:
        return Verdict("different", f"{short.ordinal} and {long.ordinal}")
    verdict = _alone(short, long) if len(short.words) == 1 else _weighed(short, long)
    if verdict.verdict != "same":
        verdict = _respaced(short, long) or verdict
    if verdict.verdict == "same" and short.ordinal != long.ordinal:
        return Verdict("unsure", f"only one of them is “{short.ordinal or long.ordinal}”")
    return verdict


def _respaced(short: Name, long: Name) -> Verdict | None:
    """The same letters parted otherwise: Ben Moussa, Benmoussa."""
    if len(short.parts) == len(long.parts) or len(long.words) < 2:
        return None
    for drop in (frozenset[str](), _ARTICLES):
        one, other = ([part for part in name.parts if part not in drop] for name in (short, long))
        if _outline(one) == _outline(other):
            likeness = alike("".join(one), "".join(other))
            if likeness and likeness.grade in ("equal", "usual"):
                return Verdict("same", _told([*likeness.rules, "spacing"]))
    return None


def _outline(parts: Iterable[str]) -> str:
    """The rough consonants of a name, whatever its spaces."""
    return "".join(skeletons(part)[0] for part in parts)


def _alone(short: Name, long: Name) -> Verdict:
    """One word against a name: its family name at best, and never more than that is said."""
    (word,) = short.words
    fits = [_fit(word, other) for other in long.words]
    family = fits[-1]
    if len(long.words) == 1:
        if family is None:
            return _differ([word], list(long.words))
        usual = family.cost < 2 and family.grade != "slip"
        if word.usual and short.titled != long.titled:
            return Verdict("unsure", f"“{word.written}” alone, which is a given name")
        return Verdict("same" if usual else "unsure", _told(family.rules) + ("" if usual else ", in a single word"))
    if family and family.cost < 2 and family.grade != "slip":
        last = long.words[-1]
        if last.particle in _SONS and last.particle != word.particle:
            return Verdict("unsure", f"“{word.written}” alone, where the other name has “{last.particle}” before it")
        if word.usual and (len(long.words) > 2 or word.article != last.article):
            return Verdict("unsure", f"“{word.written}” alone, which is a given name too")
        return Verdict("same", _told(["the surname alone", *family.rules]))
    if any(fits):
        return Verdict("unsure", f"“{word.written}” alone is a part of the other name")
    return _differ([word], list(long.words))


def _weighed(short: Name, long: Name) -> Verdict:
    short, long, dropped = _without_muhammad(short, long)
    matches, turned = _best(short.words, long.words)
    rules = [rule for match in matches for rule in match.likeness.rules]
    mine = [word for n, word in enumerate(short.words) if n not in {m.short for m in matches}]
    theirs = [word for n, word in enumerate(long.words) if n not in {m.long for m in matches}]
    if mine:
        ends = {(m.short, m.long) for m in matches}
        framed = (0, 0) in ends and (len(short.words) - 1, len(long.words) - 1) in ends
        initials = any(word.initial for word in (*mine, *theirs))
        if framed and not initials and not any(m.likeness.grade == "slip" for m in matches):
            return Verdict("unsure", f"other middle names: {_listed(mine)} and {_listed(theirs)}")
        return _differ(mine, theirs)
    if doubt := _doubt(short, long, matches, turned) or _poor(short, long, matches):
        return Verdict("unsure", doubt)
    if turned:
        rules.append("in another order")
    if dropped:
        rules.append(f"without {_listed(dropped)}")
    if theirs:
        rules.append(f"without {_listed(theirs)}")
    return Verdict("same", _told([*rules, *_left(short, long, matches)]))


def _without_muhammad(short: Name, long: Name) -> tuple[Name, Name, tuple[Word, ...]]:
    """Both names, a Muhammad before the given name dropped where only one has it; the shorter first."""
    leads = [bool(names(name.words[0].folded) & _MUHAMMAD) and len(name.words) > 2 for name in (short, long)]
    if leads[0] == leads[1] or any(
        names(name.words[0].folded) & _MUHAMMAD for name in (short, long) if not leads[0] and name is short
    ):
        return short, long, ()
    led, other = (short, long) if leads[0] else (long, short)
    rest = replace(led, words=led.words[1:])
    short, long = (rest, other) if len(rest.words) <= len(other.words) else (other, rest)
    return short, long, led.words[:1]


def _given(word: Word) -> bool:
    return word.usual or word.folded in world.given()


def _doubt(short: Name, long: Name, matches: Sequence[Match], turned: bool) -> str:
    """What the places of the words leave open, where every word of the shorter name is in the longer."""
    held = {m.long for m in matches}
    family_first = short.words[0].article != short.words[-1].article or long.words[0].article
    if (
        turned
        and not family_first
        and all(map(_given, short.words) if len(short.words) == 2 else [w.usual for w in short.words])
    ):
        return "in another order, and each word is a given name"
    first = min(held)
    byname = short.words[0].folded.startswith("abu") and len(long.words) - 1 in held
    if not byname and any(not (word.honour or word.initial) for word in long.words[:first]):
        return f"the other name begins with {_listed(long.words[:first])}"
    cut = len(long.words) - 1 not in held and len(held) == 2
    if cut and not short.words[0].article and (first or all(word.usual for word in short.words)):
        return f"the other name goes on with {_listed(long.words[max(held) + 1 :])}"
    for m in matches:
        one, other = short.words[m.short].particle in _HEIRS, long.words[m.long].particle in _HEIRS
        if one != other and not turned:
            return "“Ould” in one of them only"
    return ""


def _poor(short: Name, long: Name, matches: Sequence[Match]) -> str:
    """Why the words do not agree well enough, where some agree by half rules only."""
    initials = [m for m in matches if short.words[m.short].initial != long.words[m.long].initial]
    whole = [m for m in matches if m not in initials]
    if len(whole) < 2:
        return "initials for too much of the name"
    slips = [m for m in whole if m.likeness.grade == "slip"]
    cost = sum(m.likeness.cost for m in whole if m.likeness.grade != "slip")
    most = 1 if len(whole) == 2 else 2
    if cost > most or (slips and (cost or len(slips) > 1 or len(whole) == 2)):
        return f"too much fits by half only: {_told(rule for m in whole for rule in m.likeness.rules)}"
    return ""


def _best(short: Sequence[Word], long: Sequence[Word]) -> tuple[list[Match], bool]:
    """The order of the shorter name in which most words agree: as it stands, turned round, or any."""
    places = list(range(len(short)))
    found = _in_order(short, long, places)
    if len(found) < len(short):
        for order in (places[-1:] + places[:-1], places[1:] + places[:1]):
            turned = _in_order(short, long, order)
            if len(turned) == len(short):
                return turned, True
        if len(short) == len(long) > 2:
            anyhow = _in_any_order(short, long)
            if len(anyhow) == len(short):
                return anyhow, True
    return found, False


def _in_order(short: Sequence[Word], long: Sequence[Word], order: Sequence[int]) -> list[Match]:
    """The longest row of agreeing words, of those the one that agrees best."""
    row: list[tuple[int, tuple[Match, ...]]] = [(0, ())] * (len(long) + 1)
    for n in order:
        above, row = row, [(0, ())]
        for m, other in enumerate(long):
            best = max(above[m + 1], row[-1], key=lambda way: way[0])
            if likeness := _fit(short[n], other):
                gained = above[m][0] + 100 - likeness.cost
                if gained > best[0]:
                    best = (gained, (*above[m][1], Match(n, m, likeness)))
            row.append(best)
    return list(row[-1][1])


def _in_any_order(short: Sequence[Word], long: Sequence[Word]) -> list[Match]:
    taken: dict[int, Match] = {}
    for n, word in enumerate(short):
        fits = [(m, likeness) for m, other in enumerate(long) if m not in taken and (likeness := _fit(word, other))]
        if fits:
            m, likeness = min(fits, key=lambda fit: fit[1].cost)
            taken[m] = Match(n, m, likeness)
    return list(taken.values())


def within(one: Name, other: Name) -> bool:
    """Could they be the same? Quicker to say than whether they are: each word of the shorter has one in the longer."""
    short, long = (one, other) if len(one.words) <= len(other.words) else (other, one)
    start = 1 if len(short.words) > 2 and short.words[0].honour else 0
    if all(any(_fit(word, it) for it in long.words) for word in short.words[start:]):
        return True
    return len(one.parts) != len(other.parts) and bool(_respaced(short, long))


def blocks(name: Name) -> frozenset[str]:
    """Keys of which two names that are the same by the rules share one; none for a single word."""
    if len(name.words) < 2:
        return frozenset()
    words = [word for word in name.words if not word.initial]
    keys: set[str] = set()
    if len(words) < len(name.words):
        keys.update(f"{name.words[0].folded[0]}. {one}" for one in skeletons(name.words[-1].folded))
    if len(words) < 2:
        return frozenset(keys)
    lead = 0
    while lead < len(words) - 2 and words[lead].honour:
        lead += 1
    pairs = {(words[n].folded, words[m].folded) for n in {0, lead} for m in (n + 1, len(words) - 1)}
    if len(words) > 2:
        pairs.add((words[-2].folded, words[-1].folded))
    keys.update(" ".join(sorted((one, other))) for a, b in pairs for one in skeletons(a) for other in skeletons(b))
    keys.add(_outline(part for part in name.parts if part not in _ARTICLES))
    return frozenset(keys)


def _fit(one: Word, other: Word) -> Likeness | None:
    """How two words of names agree; an initial stands for any word that begins with it."""
    if one.initial != other.initial:
        whole, letter = (other, one) if one.initial else (one, other)
        if whole.folded[0] != letter.folded:
            return None
        return Likeness("usual", (f"{letter.written.rstrip('.')}. for {whole.written}",))
    likeness = alike(one.folded, other.folded)
    if likeness is None and one.article != other.article:
        glued, parted = (other, one) if one.article else (one, other)
        if glued.folded[:2] in ("al", "el") and len(glued.folded) > 4:
            likeness = alike(glued.folded[2:], parted.folded)
    return likeness


def _left(short: Name, long: Name, matches: Iterable[Match]) -> Iterable[str]:
    """What stands before one of the words in one name only."""
    for m in matches:
        one, other = short.words[m.short], long.words[m.long]
        if one.article != other.article:
            yield "al- left out"
        if one.particle != other.particle:
            yield f"{one.particle or other.particle} left out" if not (one.particle and other.particle) else "particles"
    if short.titled != long.titled:
        yield "title left out"


def _differ(mine: Sequence[Word], theirs: Sequence[Word]) -> Verdict:
    return Verdict(
        "different", f"{_listed(mine)} and {_listed(theirs)} differ" if theirs else f"{_listed(mine)} differs"
    )


def _listed(words: Iterable[Word]) -> str:
    return "“" + " ".join(word.written for word in words) + "”"


def _told(rules: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(rules)) or "the same words"
