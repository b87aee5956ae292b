"""A paragraph as its quotations, names, words and marks, one after the other: the frame around what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing.speaking.lexicon import ABBREVIATIONS

if TYPE_CHECKING:
    from briefing.article import Mention
    from briefing.speaking.quotations import Quotation

Sort = Literal["quote", "name", "word", "mark", "stop"]
_PIECE = re.compile(
    r"(?P<own>['’]s?(?!\w))|(?P<word>(?:\w\.){2,}|\w[\w'’-]*)|(?P<stop>[.!?…]+)|(?P<mark>[,;:()—–\[\]]|--? )"
)
_OWNS = frozenset(("'s", "’s"))


@dataclass(slots=True)
class Token:
    """A piece of a paragraph; half-open offsets into the body."""

    sort: Sort
    start: int
    end: int
    text: str
    """In lower case; `'s` of what belongs to somebody is a mark of its own."""
    capital: bool = False
    mention: Mention | None = None
    quotation: Quotation | None = None
    soft: bool = False
    """Of a quotation: does a sentence end in it, so that another may begin after it?"""


def outermost(mentions: Sequence[Mention]) -> list[Mention]:
    """Those that lie in no other, in reading order."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def frame(text: str, start: int, end: int, quotations: Sequence[Quotation], names: Sequence[Mention]) -> list[Token]:
    """The tokens of a paragraph. Names within quotations are not among them."""
    tokens: list[Token] = []
    held: list[tuple[int, int, Mention | Quotation]] = [(q.start, q.end, q) for q in quotations]
    held += [(m.start, m.end, m) for m in names if not text[m.end : m.end + 1].isalnum()]
    held.sort(key=lambda piece: (piece[0], -piece[1]))
    at = start
    for left, right, piece in held:
        if left < at:
            continue
        tokens += _plain(text, at, left)
        tokens.append(_held(text, left, right, end, piece))
        at = right
    tokens += _plain(text, at, end)
    return tokens


def _held(text: str, left: int, right: int, end: int, piece: Mention | Quotation) -> Token:
    from briefing.article import Mention

    if isinstance(piece, Mention):
        return Token("name", left, right, text[left:right].lower(), True, mention=piece)
    inner = text[piece.inner_start : piece.inner_end].rstrip()
    soft = inner[-1:] in tuple(".!?…") and not piece.open
    return Token("quote", left, right, "“”", quotation=piece, soft=soft)


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _PIECE.finditer(text, start, end):
        left, right = found.span()
        words, sort = found[0], found.lastgroup
        if sort == "word":
            if words[-2:].lower() in _OWNS and len(words) > 2:
                yield Token("word", left, right - 2, words[:-2].lower(), words[0].isupper())
                yield Token("mark", right - 2, right, "'s")
            else:
                yield Token("word", left, right, words.lower(), words[0].isupper())
        elif sort == "stop":
            yield Token("stop", left, right, words)
        else:
            yield Token("mark", left, right, "'s" if sort == "own" else words.strip())


def sentences(tokens: Sequence[Token], text: str) -> list[tuple[int, int]]:
    """Half-open ranges of tokens: sentences of the frame. One ends after a stop, and in a quotation that ends so."""
    ranges, first = [], 0
    for i, token in enumerate(tokens):
        if (token.sort == "stop" and _ends(tokens, i, text)) or (token.soft and _new_begins(tokens, i, text)):
            ranges.append((first, i + 1))
            first = i + 1
    if first < len(tokens):
        ranges.append((first, len(tokens)))
    return ranges


def _new_begins(tokens: Sequence[Token], i: int, text: str) -> bool:
    if i + 1 == len(tokens):
        return True
    after = tokens[i + 1]
    return after.sort == "quote" or after.capital


def _ends(tokens: Sequence[Token], i: int, text: str) -> bool:
    stop = tokens[i]
    if i + 1 == len(tokens):
        return True
    after = tokens[i + 1]
    if after.start == stop.end:
        return False
    if stop.text == "." and i and tokens[i - 1].sort == "word" and tokens[i - 1].end == stop.start:
        before = tokens[i - 1].text
        if before in ABBREVIATIONS or len(before) == 1:
            return False
    return after.sort in ("quote", "mark") or after.capital or text[after.start].isdigit()
