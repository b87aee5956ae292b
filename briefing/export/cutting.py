"""Paragraphs cut to whole sentences, so that no quotation loses the words that say whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.export.brief import counted
from briefing.speaking.frames import Token, frame, outermost, sentences
from briefing.speaking.lexicon import VERBS
from briefing.speaking.quotations import OPENING, quotations

if TYPE_CHECKING:
    from briefing.article import Article

Span = tuple[int, int]
NEAR = 8
"""Words and marks after a quotation within which a verb of speech tells whose it is."""
_QUOTED = r"[“\"«„「][^”\"»“」]{1,2000}[”\"»“」],?\s+"
_TIMES = (
    r"(?i:(?:minute|hour|day|night|morning|afternoon|evening|week|month|year|decade|century)s?|weekend|summer|winter)"
)
_EMPTY = (
    r"(?i:seem(?:s|ed)|appear(?:s|ed)|(?:is|was|has\s+been|had\s+been)\s+(?:\w+\s+)?(?:agreed|announced|decided|reported"
    r"|said|noted|believed|expected|feared|hoped|thought|known|clear|unclear|likely|unlikely|possible|time))"
)
"""What follows an “it” that means nothing."""
_POINTING = re.compile(
    rf"(?:{_QUOTED})?(?:(?:But|And|Yet|So|Then|Still|Meanwhile),?\s+(?=[a-z]))?"
    r"(?:(?i:he|she|they|his|her|their|its)\b"
    rf"|(?i:it)\b(?!\s+{_EMPTY}\b)"
    rf"|(?i:this|these|those)\b(?!\s+(?:{_TIMES}|(?i:who|whom|whose|of|in|on|at|from|with|without|near|under))\b)"
    r"|(?i:that)\b(?!\s+(?:(?i:the|an?|no|all|any|some|every|there|he|she|they|it)\b|[A-Z]))"
    r"|(?i:the\s+(?:two|three|four|latter|pair))\b(?!-)"
    r"|(?i:both)\b(?!\s+[A-Z]))"
)
"""A beginning that says whom it speaks of only to whoever read what stands before it."""


def points_back(words: str) -> bool:
    """Does a passage begin with a word for somebody or something that was named before it?"""
    return _POINTING.match(words) is not None


def cut(article: Article, paragraph: int, around: Span, share: int, longest: int) -> Span | None:
    """Half-open offsets of the part of a paragraph (1 is the first) that is about a span of it.

    All of it where it has no more than `share` words; else the sentences of the span, if these have no more than
    `longest`, and as many of those before and after them as the share allows: before them first where they begin with a
    word that points back. None where these are too long.
    """
    start, end = article.paragraphs[paragraph - 1]
    if counted(article.body[start:end]) <= share:
        return start, end
    spans = sentence_spans(article, paragraph)
    held = [at for at, (left, right) in enumerate(spans) if left < around[1] and around[0] < right]
    first, last = (held[0], held[-1]) if held else (0, 0)
    if _words(article, spans, first, last) > max(share, longest):
        last = first
    if _words(article, spans, first, last) > max(share, longest):
        return None
    while (
        first and points_back(article.body[slice(*spans[first])]) and _words(article, spans, first - 1, last) <= share
    ):
        first -= 1
    while last + 1 < len(spans) and _words(article, spans, first, last + 1) <= share:
        last += 1
    while first and _words(article, spans, first - 1, last) <= share:
        first -= 1
    return spans[first][0], spans[last][1]


def _words(article: Article, spans: Sequence[Span], first: int, last: int) -> int:
    return counted(article.body[spans[first][0] : spans[last][1]])


def sentence_spans(article: Article, paragraph: int) -> list[Span]:
    """The sentences of a paragraph; a quotation and the sentence that may say whose it is are one."""
    paragraphs, text = article.paragraphs, article.body
    start, end = paragraphs[paragraph - 1]
    follows = paragraph < len(paragraphs) and text[paragraphs[paragraph][0]] in OPENING
    names = [mention for mention in outermost(article.mentions) if start <= mention.start < end]
    tokens = frame(text, start, end, quotations(text, start, end, follows), names)
    ranges = sentences(tokens, text)
    edges = [start]
    for place, (first, last) in enumerate(ranges[1:], 1):
        after = tokens[last : last + NEAR] if place + 1 < len(ranges) else []
        if _may_end(tokens[first - 1], tokens[first:last], after):
            edges.append(_after(text, tokens[first - 1].end, tokens[first].start))
    edges.append(end)
    return [_trimmed(text, left, right) for left, right in pairwise(edges) if text[left:right].strip()]


def _may_end(before: Token, sentence: Sequence[Token], after: Sequence[Token]) -> bool:
    """May an excerpt end before a sentence, and begin with it? Not between a quotation and whoever says it."""
    if all(token.sort in ("quote", "mark", "stop") for token in sentence):
        told = after and after[0].sort != "quote" and any(token.text in VERBS for token in after)
        return bool(told) and before.sort != "quote"
    return before.sort != "quote" or sentence[0].sort == "quote"


def _after(text: str, stop: int, following: int) -> int:
    """Where a sentence ends: what hangs on its last stop without a space, a bracket or a mark, is still its own."""
    at = stop
    while at < following and not text[at].isspace():
        at += 1
    return at


def _trimmed(text: str, left: int, right: int) -> Span:
    words = text[left:right]
    return left + len(words) - len(words.lstrip()), left + len(words.rstrip())
