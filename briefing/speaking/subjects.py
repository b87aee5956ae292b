"""Who is the subject of a verb of speech: the name beside it, where nothing between or before takes it away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.speaking.frames import Token
from briefing.speaking.lexicon import (
    ABBREVIATIONS,
    ARTICLES,
    BETWEEN,
    CONJUNCTIONS,
    DETERMINERS,
    HE,
    NEVER,
    NOUNS_TOO,
    PAPERS,
    PREPOSITIONS,
    TIMES,
    TITLES,
    VERBS,
)

Whom = Literal["name", "pronoun", "other"]
REACH = 40
"""Tokens that an apposition may take."""
FEW = 12
"""Tokens that a title may take."""
BETWEEN_TIMES = BETWEEN | TIMES
LITTLE = PREPOSITIONS | CONJUNCTIONS | {"and"}
NO_TITLE = LITTLE | NEVER | DETERMINERS | HE | VERBS
DASHES = frozenset("—–") | {"-", "--"}
PAUSES = DASHES | {","}


@dataclass(frozen=True, slots=True)
class Subject:
    """Who speaks by a verb: a name, `he`, or somebody whom the text does not name there."""

    whom: Whom
    first: int
    """The token it begins with."""
    last: int
    """The token that the clause of speech ends with, so far as it is known: of the subject or the verb."""
    key: str | None = None


def subject(tokens: Sequence[Token], verb: int, first: int, last: int) -> Subject:
    """Of the verb at this token of a sentence, which goes from `first` to before `last`."""
    if _inverted(tokens, verb, first):
        return _to_the_right(tokens, verb, last)
    return _to_the_left(tokens, verb, first)


def _inverted(tokens: Sequence[Token], verb: int, first: int) -> bool:
    """`“…,” said X`: does the verb follow a quotation at once?"""
    at = verb - 1
    if at >= first and tokens[at].text == ",":
        at -= 1
    return at >= first and tokens[at].sort == "quote"


def _to_the_right(tokens: Sequence[Token], verb: int, last: int) -> Subject:
    at = verb + 1
    if at < last and tokens[at].text in HE:
        return Subject("pronoun", verb, at)
    key, end = named_after(tokens, at, last)
    return Subject("name" if key else "other", verb, end, key)


def named_after(tokens: Sequence[Token], at: int, last: int) -> tuple[str | None, int]:
    """(key, last token) of the name that begins here, titles before it included; (None, …) for anybody else."""
    begin, name = at, None
    while at < min(last, begin + FEW):
        token = tokens[at]
        if token.sort == "name":
            if name is not None and not _modifies(tokens[name], token):
                return None, at
            name = at
        elif token.text == "'s" and name is not None:
            name = None
        elif name is not None or not (_of_a_title(token) or (token.text in ARTICLES and at == begin)):
            break
        at += 1
    if name is None or name != at - 1:
        return None, max(begin - 1, at - 1)
    if at < last and not _closes(tokens[at]):
        return None, at - 1
    mention = tokens[name].mention
    return (mention.key if mention else None), name


def _closes(token: Token) -> bool:
    """May what follows a name leave it whole? `X said` and `X, who …`, but not `X office` or `X and Y`."""
    if token.sort in ("quote", "stop"):
        return True
    if token.sort == "mark":
        return token.text in (",", ";", ":", "(", ")") or token.text in DASHES
    return token.text in ("on", "in", "at", "who", "after", "during", "as", "when", "while", "of", "from") or (
        token.text in TIMES
    )


def _of_a_title(token: Token) -> bool:
    if token.sort == "stop":
        return token.text == "."
    if token.sort != "word" or token.text in NO_TITLE:
        return False
    if token.text in TITLES or token.text in ABBREVIATIONS:
        return True
    return token.capital and not token.text.endswith(("ing", "ed"))


def _modifies(token: Token, by: Token) -> bool:
    """May one name stand before another as part of it: a post before who holds it, a group before its member?"""
    one, other = token.mention, by.mention
    assert one
    assert other
    return one.key == other.key or (one.kind != "person" and other.kind == "person") or one.via == "post"


def _to_the_left(tokens: Sequence[Token], verb: int, first: int) -> Subject:
    at = verb - 1
    while at >= first and tokens[at].sort == "word" and tokens[at].text in BETWEEN_TIMES:
        at -= 1
    while at >= first and tokens[at].text == "on" and at < verb - 1:
        at -= 1
    if at < first:
        return Subject("other", verb, verb)
    token = tokens[at]
    if token.text in HE and token.sort == "word":
        before = tokens[at - 1] if at > first else None
        plain = before is None or before.sort in ("mark", "quote", "stop") or before.text in CONJUNCTIONS
        return Subject("pronoun" if plain else "other", at, verb)
    if token.sort == "name":
        return _headed(tokens, at, verb, first)
    if token.text == ")":
        at = _before_brackets(tokens, at, first)
        if at >= first and tokens[at].sort == "name":
            return _headed(tokens, at, verb, first)
    elif token.sort == "mark" and token.text in PAUSES and at == verb - 1:
        return _before_apposition(tokens, at, verb, first)
    return Subject("other", verb, verb)


def _before_brackets(tokens: Sequence[Token], at: int, first: int) -> int:
    for i in range(at - 1, max(first, at - FEW) - 1, -1):
        if tokens[i].text == "(":
            return i - 1
    return first - 1


def _before_apposition(tokens: Sequence[Token], pause: int, verb: int, first: int) -> Subject:
    """`X, the commander of Y, said`: the name before the comma that opens what stands between."""
    for i in range(pause - 1, max(first, pause - REACH), -1):
        token = tokens[i]
        if token.sort in ("stop", "quote") or token.text in (";", ":") or token.text in VERBS:
            break
        if token.text in PAUSES and tokens[i - 1].sort == "name":
            found = _headed(tokens, i - 1, verb, first)
            if found.whom == "name":
                return found
        elif token.text in PAUSES and tokens[i - 1].text == ")":
            at = _before_brackets(tokens, i - 1, first)
            if at >= first and tokens[at].sort == "name" and (found := _headed(tokens, at, verb, first)).key:
                return found
    return Subject("other", verb, verb)


def _headed(tokens: Sequence[Token], name: int, verb: int, first: int) -> Subject:
    """The name as the subject, where what stands before it lets it be one."""
    mention = tokens[name].mention
    assert mention is not None
    if mention.kind != "person" and tokens[verb].text in NOUNS_TOO:
        return Subject("other", verb, verb)
    begin, good = _begin(tokens, name, first)
    if good:
        return Subject("name", begin, verb, mention.key)
    if begin > first and tokens[begin].text in ("of", "from") and tokens[begin - 1].sort == "name":
        whose = tokens[begin - 1].mention
        if whose and whose.kind == "person" and mention.kind != "person":
            return _headed(tokens, begin - 1, verb, first)
    if begin > first + 1 and tokens[begin].text == "of" and tokens[begin - 1].text in TITLES:
        return _apposed(tokens, begin - 1, verb, first)
    if begin > first and tokens[begin].text in ("by", "from") and tokens[begin - 1].text in PAPERS:
        return Subject("name", begin - 1, verb, mention.key)
    return Subject("other", verb, verb)


def _apposed(tokens: Sequence[Token], title: int, verb: int, first: int) -> Subject:
    """`X, commander of Y said`: the person before the comma that a title stands after."""
    at = title
    while at > first and tokens[at].sort == "word" and (tokens[at].text in ARTICLES or _of_a_title(tokens[at])):
        at -= 1
    before = tokens[at - 1].mention if at > first and tokens[at].text == "," else None
    if before and before.kind == "person":
        return _headed(tokens, at - 1, verb, first)
    return Subject("other", verb, verb)


def begins(tokens: Sequence[Token], name: int, first: int) -> bool:
    """Does what stands before a name in its sentence let it be what the sentence is about?"""
    return _begin(tokens, name, first)[1]


def _begin(tokens: Sequence[Token], name: int, first: int) -> tuple[int, bool]:
    """(where the subject begins, True), or (what takes the name away, False)."""
    at, determined = name - 1, False
    while at >= max(first, name - FEW):
        token = tokens[at]
        if _is_a_boundary(tokens, at):
            return at + 1, token.text != ")"
        if token.text in LITTLE:
            return _after_little_word(tokens, at, name, first)
        if (determined and not token.capital) or not _belongs(tokens, at, first):
            return at, False
        determined = determined or token.text in DETERMINERS
        at -= 1
    return at + 1, at < first


def _is_a_boundary(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.sort == "stop":
        return not _abbreviated(tokens, at)
    return token.sort == "quote" or (token.sort == "mark" and token.text != "'s")


def _belongs(tokens: Sequence[Token], at: int, first: int) -> bool:
    """May this stand before a name as part of what the sentence is about?"""
    token, right = tokens[at], tokens[at + 1]
    if token.sort == "name":
        if right.sort == "name":
            return _modifies(token, right)
        return right.text == "'s" or right.text in TITLES or right.capital
    if token.text == "'s":
        return at > first and tokens[at - 1].sort in ("name", "word")
    if token.text in NEVER:
        return False
    return token.text in DETERMINERS or token.text in TIMES or _of_a_title(token)


def _abbreviated(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].sort == "word" and tokens[at - 1].text in ABBREVIATIONS


def _after_little_word(tokens: Sequence[Token], at: int, name: int, first: int) -> tuple[int, bool]:
    word = tokens[at].text
    if word == "and":
        before = tokens[at - 1] if at > first else None
        if before is None or before.sort in ("quote", "stop"):
            return at + 1, True
        return at, before.text == "," and at - 2 >= first and tokens[at - 2].sort not in ("name",)
    if word in CONJUNCTIONS:
        return at + 1, word not in ("after", "before", "since", "until") or at == name - 1
    if tokens[name - 1].text in TIMES:
        return at, True
    if word in ("of", "for") and at > first and tokens[at - 1].text in TITLES and tokens[name - 1].sort == "name":
        return _begin(tokens, at - 1, first) if at - 1 > first else (at - 1, True)
    return at, False
