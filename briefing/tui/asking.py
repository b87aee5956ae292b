"""The query as the screen changes it: always its text, so that chips, text and answers never disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
    texts = clause_texts(query)
    return " ".join(texts[:index] + texts[index + 1 :])


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


def nothing(results: Results) -> list[str]:
    """What to say, and what to try, where nothing was found."""
    if results.query.root is None:
        return ["No articles here yet.", "Put saved articles into the folder and run `briefing index`."]
    lines = ["Nothing matches."]
    for correction in results.corrections:
        if correction.without:
            lines.append(f"drop {correction.clause}: {correction.without:,} would remain")
        if correction.instead:
            lines.append(f"instead of {correction.clause}, try {correction.instead}")
    if results.undated:
        lines.append(f"{results.undated:,} without any date could not be judged")
    return [*lines, _way_out(results)]


def _way_out(results: Results) -> str:
    """Which key, or which click, drops the clause at fault."""
    if not results.corrections or results.corrections[-1].without:
        return "backspace drops the last clause"
    worst = max(results.corrections, key=lambda correction: correction.without)
    if not worst.without:
        return "no clause alone is at fault: / changes the query"
    return f"click × after {worst.clause} above, or / changes the query"
