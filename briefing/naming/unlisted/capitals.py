"""Text written all in capitals, or with a capital on every word, given the case that a newspaper would give it."""

from __future__ import annotations

import re

from briefing.naming import world
from briefing.naming.unlisted import traits as T
from briefing.naming.unlisted.traits import traits
from briefing.words import fold, fold_text


_TOKEN = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_LETTERS = re.compile(r"[^\W\d_]")
_VOWEL = re.compile(r"[AEIOUY]")


def in_newspaper_case(text: str) -> str:
    """The text, or those lines of it that are in capitals or in headline case, as a newspaper would print it."""
    if _in_capitals(text):
        return newspaper_case(text)
    lines = text.split("\n")
    for n, line in enumerate(lines):
        if 20 < len(line) < 140 and line[-1] not in ".,;:”\"" and _in_headline_case(line):
            lines[n] = newspaper_case(line)
    return "\n".join(lines)


def _in_capitals(text: str) -> bool:
    """Are nearly all letters capitals?"""
    sample = text[:4000]
    upper = sum(map(str.isupper, sample))
    return upper > 20 and upper > 4 * sum(map(str.islower, sample))


def _in_headline_case(line: str) -> bool:
    """Does nearly every longer word begin with a capital?"""
    words = [word for word in line.split() if len(word) > 3]
    return len(words) >= 5 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def newspaper_case(text: str) -> str:
    """The same letters, common words small and names capitalised; every offset stays what it was."""
    tokens = list(_TOKEN.finditer(text))
    kinds = [traits(token[0]) for token in tokens]
    plain = [_is_plain(token[0], kind) for token, kind in zip(tokens, kinds, strict=True)]
    for n, kind in enumerate(kinds):
        if plain[n] and kind & T.BODY:
            _open_up(text, tokens, kinds, plain, n)
    _known(text, tokens, plain)
    pieces, at = [], 0
    for token, small in zip(tokens, plain, strict=True):
        word = token[0]
        cased = word.lower() if small else word if _letters(word) else word[0] + word[1:].lower()
        pieces += [text[at : token.start()], cased if len(cased) == len(word) else word]
        at = token.end()
    return "".join(pieces) + text[at:]


def _is_plain(word: str, kind: int) -> bool:
    if kind & (T.FUNCTION | T.NATION) or kind & T.CALENDAR:
        return bool(kind & T.FUNCTION)
    return bool(kind & (T.ENGLISH | T.TITLE | T.BODY | T.SITE | T.EVENT)) and not kind & T.GIVEN


def _letters(word: str) -> bool:
    """`FMLN`, and not the surname `CRUZ`: short, without the vowels a name needs, or known as letters."""
    if len(word) > 6:
        return False
    return not _VOWEL.search(word) or fold(word) in world.groups() or len(word) <= 3


def _open_up(text: str, tokens: list[re.Match[str]], kinds: list[int], plain: list[bool], n: int) -> None:
    """The head of an organisation takes its modifiers with it: `NATIONAL LIBERATION FRONT`, `ARMY OF NATIONAL LIBERATION`."""
    first = n
    while first and text[tokens[first - 1].end() : tokens[first].start()] in (" ", "\n") and (
        not plain[first - 1] or kinds[first - 1] & (T.QUALITY | T.ABSTRACT | T.BODY)
    ) and not kinds[first - 1] & T.FUNCTION:
        first -= 1
    after = n + 1
    last = n
    if after + 1 < len(tokens) and tokens[after][0].upper() in ("OF", "FOR") and text[tokens[n].end() : tokens[after].start()].isspace():
        k = after + 1
        if k < len(tokens) and tokens[k][0].upper() == "THE":
            k += 1
        while k < len(tokens) and (kinds[k] & (T.QUALITY | T.ABSTRACT) or not plain[k]) and not kinds[k] & (T.FUNCTION) and text[tokens[k - 1].end() : tokens[k].start()].isspace():
            last = k
            k += 1
    if first == n and last == n:
        plain[n] = not (kinds[n] & T.ALONE and n and tokens[n - 1][0].upper() == "THE")
        return
    for k in range(first, last + 1):
        if not kinds[k] & T.FUNCTION:
            plain[k] = False


def _known(text: str, tokens: list[re.Match[str]], plain: list[bool]) -> None:
    """Well-known bodies and places of several common words: `SHINING PATH`, `WHITE HOUSE`."""
    for n, token in enumerate(tokens[:-1]):
        if plain[n] or not plain[n]:
            for k in (3, 2):
                if n + k <= len(tokens) and all(plain[n : n + k]):
                    key = fold_text(text[token.start() : tokens[n + k - 1].end()])
                    if key in world.groups():
                        plain[n : n + k] = [False] * k
