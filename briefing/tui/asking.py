"""The query as the screen changes it: always its text, so that chips, text and answers never disagree."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from briefing.query import And, Dates, Field, Node, Not, Or, Query, Text
from briefing.results import Results

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_.><=")
_QUOTES = re.compile('["“”„‟«»＂]')
"""What the query language takes for a quotation mark."""
_QUOTED = re.compile(f"{_QUOTES.pattern}[^{_QUOTES.pattern[1:]}*{_QUOTES.pattern}")


def clause_texts(query: Query) -> list[str]:
    """Each clause as it was typed; alternatives in parentheses."""
    return [text_of(query, clause) for clause in query.clauses]


def text_of(query: Query, node: Node) -> str:
    """A clause as it was typed, closed where it was left half-typed, so that more can stand after it."""
    text = _closed(query.text[node.start : node.end].strip(), _last(node))
    return f"({text})" if isinstance(node, Or) and not _enclosed(text) else text


def _last(node: Node) -> Node:
    """The words or the field that a clause ends with."""
    while isinstance(node, And | Or | Not):
        node = node.part if isinstance(node, Not) else node.parts[-1]
    return node


def _closed(text: str, last: Node) -> str:
    """With the star, the quotation mark and the parentheses that typing was forgiven."""
    quoted = len(_QUOTES.findall(text)) % 2
    if isinstance(last, Text) and last.match == "prefix" and (quoted or text[-1].isalnum()):
        text += "*"
    text += '"' * quoted
    bare = _QUOTED.sub("", text)
    return text + ")" * (bare.count("(") - bare.count(")"))


def _enclosed(text: str) -> bool:
    """Do the first and the last parenthesis belong together?"""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return character == ")" and at == len(text) - 1
    return False


def named(node: Node) -> str | None:
    """The one field a clause asks about; None for words, negations and mixtures."""
    if isinstance(node, Field | Dates):
        return node.name
    if isinstance(node, And | Or):
        names = {named(part) for part in node.parts}
        return names.pop() if len(names) == 1 else None
    return None


def _values(query: Query, node: Node) -> Iterator[str]:
    if isinstance(node, Field | Dates):
        yield typed_value(query, node)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _values(query, part)


def typed_value(query: Query, node: Field | Dates) -> str:
    """What a field asks for, as it was typed."""
    if isinstance(node, Field):
        return node.value
    return _QUOTES.sub("", query.text[node.start : node.end].partition(":")[2]).strip(" )")


def values(query: Query, name: str) -> tuple[str, ...]:
    """What the clauses of this field ask for now, as it was typed."""
    return tuple(value for clause in query.clauses if named(clause) == name for value in _values(query, clause))


def dropped(query: Query, index: int) -> str:
    """The query without one clause."""
    return _replaced(query, (index,))


def without(query: Query, name: str) -> str:
    """The query without the clauses of one field."""
    return " ".join(text_of(query, clause) for clause in query.clauses if named(clause) != name)


def with_clause(query: Query, name: str, asked: Sequence[str]) -> str:
    """The query with one clause of this field instead of all it had; several values are alternatives."""
    clause = " OR ".join(field_text(name, value) for value in asked)
    if len(asked) > 1:
        clause = f"({clause})"
    return " ".join(part for part in (without(query, name), clause) if part)


def field_text(name: str, value: str) -> str:
    """A field and its value in the query language."""
    return f"{name}:{_spelled(value)}"


def _spelled(value: str) -> str:
    if set(value.lower()) <= _PLAIN:
        return value
    return f'"{_QUOTES.sub("", value)}"'


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of an empty answer: what it would do, in words, and the query that does it."""

    sentence: str
    text: str


def ways(results: Results) -> list[Way]:
    """What to ask instead where nothing was found, the best first."""
    found = []
    for correction in results.corrections:
        clauses = _clauses_called(results.query, correction.clause)
        if correction.instead and len(clauses) == 1:
            given = f": {correction.gives:,} found" if correction.gives else ""
            sentence = f"{correction.instead} instead of {correction.clause}{given}"
            found.append(Way(sentence, _replaced(results.query, clauses, correction.instead)))
        if correction.without and clauses:
            others = f" ({correction.others})" if correction.others else ""
            sentence = f"drop {correction.clause}: {correction.without:,} would remain{others}"
            found.append(Way(sentence, _replaced(results.query, clauses)))
    return found


def _clauses_called(query: Query, words: str) -> tuple[int, ...]:
    """Which clauses stand in these words, one after the other with a space between; none where they are others."""
    texts = [query.text[clause.start : clause.end] for clause in query.clauses]

    def told(rest: str, first: int) -> tuple[int, ...] | None:
        for index in range(first, len(texts)):
            if rest == texts[index]:
                return (index,)
            if rest.startswith(f"{texts[index]} ") and (more := told(rest[len(texts[index]) + 1 :], index + 1)):
                return (index, *more)
        return None

    return told(words, 0) or ()


def _replaced(query: Query, indexes: Collection[int], instead: str = "") -> str:
    """The query with something else, or nothing, in place of some of its clauses."""
    texts = [instead if index in indexes else text for index, text in enumerate(clause_texts(query))]
    return " ".join(filter(None, texts))


def nothing(results: Results, progress: str = "") -> tuple[list[str], list[str]]:
    """What to say where nothing was found, before and after the ways out; `progress` of an index that is being made."""
    if results.query.root is None and progress:
        return [
            "The articles are being indexed.",
            "They are listed as they are read; the bottom line says how far.",
        ], []
    if results.query.root is None:
        return [
            "No articles here yet.",
            "Put saved articles into the folder, or `briefing add FILE...` does; they are listed as they come. "
            "`briefing doctor` says what was left out, and why.",
        ], []
    after = ["enter takes one of these; / changes the query"] if ways(results) else [_last_resort(results)]
    if results.undated:
        after.insert(0, f"{results.undated:,} without any date could not be judged")
    return ["Nothing matches."], after


def _last_resort(results: Results) -> str:
    if len(results.query.clauses) > 1:
        return "No clause alone is at fault: / changes the query, backspace drops the last clause."
    return "/ changes the query, backspace drops it."
