"""The query as the screen changes it: always its text, so that chips, text and answers never disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.query import And, Dates, Field, Node, Or, Query
from briefing.results import Results

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_.><=")
_QUOTES = re.compile('["“”„‟«»＂]')
"""What the query language takes for a quotation mark."""


def clause_texts(query: Query) -> list[str]:
    """Each clause as it was typed; alternatives in parentheses."""
    return [_text(query, clause) for clause in query.clauses]


def _text(query: Query, node: Node) -> str:
    text = query.text[node.start : node.end].strip()
    return f"({text})" if isinstance(node, Or) and not _enclosed(text) else text


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
    if isinstance(node, Field):
        yield node.value
    elif isinstance(node, Dates):
        yield query.text[node.start : node.end].partition(":")[2].strip('"')
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _values(query, part)


def values(query: Query, name: str) -> tuple[str, ...]:
    """What the clauses of this field ask for now, as it was typed."""
    return tuple(value for clause in query.clauses if named(clause) == name for value in _values(query, clause))


def dropped(query: Query, index: int) -> str:
    """The query without one clause."""
    texts = clause_texts(query)
    return " ".join(texts[:index] + texts[index + 1 :])


def without(query: Query, name: str) -> str:
    """The query without the clauses of one field."""
    return " ".join(_text(query, clause) for clause in query.clauses if named(clause) != name)


def with_clause(query: Query, name: str, asked: Sequence[str]) -> str:
    """The query with one clause of this field instead of all it had; several values are alternatives."""
    clause = " OR ".join(f"{name}:{_spelled(value)}" for value in asked)
    if len(asked) > 1:
        clause = f"({clause})"
    return " ".join(part for part in (without(query, name), clause) if part)


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
