"""Runs of capitalised words: every stretch of a text that may be a name, before anything is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from briefing.naming.unlisted import traits as T
from briefing.naming.unlisted.traits import traits

_ARTICLES = frozenset("al el as ash an ar at ad az es ez ul ud l d".split())
_SIDES = frozenset("anti pro non ex post pre mid neo trans".split())
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚ]"
_WORD = re.compile(rf"{_CAPITAL}[\w’'‑-]{{0,60}}")
_DOTTED = re.compile(r"(?:[A-Z]\.){2,6}(?!\w)")
_PREFIX = re.compile(r"(?<![\w’'-])(\w{1,5})[-‑’']\Z")
_PARTICLES = (
    "al el bin ibn bint ben ould abu ag de del della di da do dos das du des van von der den ter zu y e la las los le "
    "af ag az ez ed ud ul ur"
).split()
_GAPS = {" ": "", "\n": "", "\u00a0": "", " \n": "", "\u202f": "", ". ": ".", ".\n": ".", ".": "."}
_GAPS |= {f"{a}{p}{b}": "" for p in _PARTICLES for a in " \n" for b in " \n"}
_GAPS |= {
    f" {p} ": ""
    for p in ("de la", "de las", "de los", "van der", "van den", "von der", "ould al", "bin al", "ibn al", "de l’", "&")
}
_GAPS |= {f" {p}": "" for p in ("d’", "d'", "de l’", "de l'")}
ABBREVIATED = frozenset(
    "gen maj lt col capt sgt brig adm cmdr cdr cpl cpt pvt gov sen rep rev hon dr mr mrs ms st ste ft mt prof pres sr "
    "jr supt insp asst dep atty eng".split()
)
_COMPOUND = re.compile(r"[-‑](?P<tail>[a-z]+(?:[-‑][a-z]+)*)\Z")
_ENDINGS = frozenset("s'’")
_APART = frozenset(' \n(\u00a0“"‘[')
_WIDEST = 12
"""Characters between two words of one name at most."""
_POSSESSIVE = re.compile(r"(?:['’]s?|['’‑-]+)\Z")
_COLLECTIVE = frozenset(
    "lord people women men prisoners detainees martyrs children workers peoples soldiers farmers veterans doctors "
    "mothers nations teachers student students youth".split()
)
_LINKS = {
    f"{a}{small}{the}{b}": small if small != "and" else f"{small}{the}".replace("\n", " ")
    for small in ("of", "for", "on", "to", "and", "in")
    for a in " \n"
    for the in ("", " the", "\nthe")
    for b in " \n"
}
"""What stands between two runs that may be one name, to the link that it is."""


LONGEST = 14
"""Words of a run at most; a longer one is a heading, or no text."""


class Word(NamedTuple):
    """One capitalised word: half-open offsets, the word without its possessive, and what it may be."""

    start: int
    end: int
    text: str
    traits: int


class Run(NamedTuple):
    """Words side by side; `opens` where a sentence begins with it, `link` is the small word to the run before.

    An article after the small word is left out of the link, but for `and the`.
    """

    words: list[Word]
    opens: bool
    link: str


def runs(text: str) -> Iterator[Run]:
    """Every run, in order."""
    one_line = _one_line(text)
    words: list[Word] = []
    opens, link, last, broken = True, "", 0, False
    for start, written in _capitalised(text):
        gap = text[last:start] if start - last <= _WIDEST else ""
        if not gap or not words or broken or len(words) >= LONGEST or not _joins(words[-1], gap, one_line):
            if words:
                yield Run(words, opens, link)
            link = _LINKS.get(gap, "") if words else ""
            words, opens = [], _opens(text, start)
        word, last, broken = _word(written, start)
        words.append(word)
    if words:
        yield Run(words, opens, link)


def _capitalised(text: str) -> Iterator[tuple[int, str]]:
    """Each word with a capital: where it begins, with its article, and the word as it is written."""
    last = 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        if start and text[start - 1] not in _APART:
            start = _begins(text, start)
        if start < last:
            continue
        if end == start + 1 and text.startswith(".", end) and (dotted := _DOTTED.match(text, start)):
            end = dotted.end()
        last = end
        yield start, text[start:end]


def _begins(text: str, start: int) -> int:
    """Where the word begins that has a capital here: with its article, after a prefix; -1 in the middle of a word."""
    if text[start - 1].isalnum() or text[start - 1] == "_":
        return -1
    prefix = _PREFIX.search(text, max(0, start - 7), start)
    if prefix is None:
        return -1 if text[start - 1] in "-‑’'" and start > 1 and text[start - 2].isalnum() else start
    small = prefix[1].lower()
    return prefix.start() if small in _ARTICLES else start if small in _SIDES else -1


def _one_line(text: str) -> bool:
    """Is every line a paragraph, so that no name goes over a line end?"""
    return any(len(line) > 100 for line in text.split("\n"))


def _joins(before: Word, gap: str, one_line: bool) -> bool:
    kind = _GAPS.get(gap)
    if kind is None or (one_line and "\n" in gap):
        return False
    if kind == ".":
        return len(before.text) == 1 or before.text.lower() in ABBREVIATED
    return True


def _opens(text: str, start: int) -> bool:
    """Does a sentence, a line or a quotation begin here?"""
    at = start - 1
    while at >= 0 and text[at] in " \u00a0\t(['‘":
        at -= 1
    return at < 0 or text[at] in '.!?:;\n"“”«•*–—|>/…'


def _says(name: str, tail: str) -> bool:
    """`Russian-backed`, and not `Ki-moon` or `Tsz-lok`: is the tail a word of its own?"""
    return (len(name) > 3 or name.isupper()) and bool(traits(tail.rpartition("-")[2]) & (T.ENGLISH | T.FUNCTION))


def _word(written: str, start: int) -> tuple[Word, int, bool]:
    """The word, where it ends with all that hangs on it, and whether nothing can follow it in the same name."""
    core, kind = _core(written)
    return Word(start, start + len(core), core, kind), start + len(written), len(core) < len(written)


@lru_cache(maxsize=32_768)
def _core(written: str) -> tuple[str, int]:
    """A word without all that hangs on it, and what it may be."""
    core = written
    if "-" in written or "‑" in written or written[-1] in _ENDINGS:
        ending = _POSSESSIVE.search(written)
        if (compound := _COMPOUND.search(written)) and _says(written[: compound.start()], compound["tail"]):
            core = written[: compound.start()]
        elif ending and written[: ending.start()].lower() not in _COLLECTIVE:
            core = written[: ending.start()]
    return core, traits(core)
