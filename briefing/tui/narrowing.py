"""A query and its facets: which values its text asks for or shuts out, and the text with others chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from briefing.library import Library
from briefing.parsing import parse
from briefing.query import Dates, Field, Node, Not, Or, Query
from briefing.results import Facet, Results
from briefing.tui import desk
from briefing.tui.asking import field_text, text_of, typed_value
from briefing.words import fold_text

FacetName = Literal["faction", "actor", "place", "source", "year", "month"]
FACETS: tuple[FacetName, ...] = get_args(FacetName)
Sign = Literal["+", "-"]
Answer = desk.Answered | desk.Refused | desk.Unanswered
UNDATED = "undated"
"""The value of the facet of years that is no year."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One value that a clause asks for (+) or shuts out (-)."""

    value: str
    """As it was typed, without quotes."""
    sign: Sign
    text: str
    """The field with the value, as it was typed."""


@dataclass(slots=True)
class _Clause:
    """A clause of the query while it is changed; one that holds no values of the facet stays as it is."""

    text: str
    sign: Sign | None = None
    values: list[str] = field(default_factory=list)
    changed: bool = False

    def __str__(self) -> str:
        if not self.changed:
            return self.text
        joined = " OR ".join(self.values)
        return ("-" if self.sign == "-" else "") + (f"({joined})" if len(self.values) > 1 else joined)


def clause_of(facet: FacetName, value: str) -> str:
    """What asks for one value of a facet."""
    if facet in ("year", "month"):
        return field_text("is", UNDATED) if value == UNDATED else field_text("date", value)
    return field_text(facet, value)


def asked(query: Query, facet: FacetName) -> tuple[Asked, ...]:
    """The values of a facet that the query asks for or shuts out; years and months answer for all dates."""
    return tuple(value for clause in query.clauses for value in _values(query, clause, facet))


def without(query: Query, facet: FacetName, signs: Sequence[Sign] = ("+", "-")) -> str:
    """The query without what it asks for (+) or shuts out (-) of a facet."""
    kept = (clause for clause in query.clauses if not any(v.sign in signs for v in _values(query, clause, facet)))
    return " ".join(text_of(query, clause) for clause in kept)


def choose(query: Query, facet: FacetName, added: str, sign: Sign | None, dropped: Collection[str]) -> str:
    """The query with a clause of a facet added, as an alternative (+), shut out (-) or not at all (None).

    `dropped` are the clauses of the same value, as they were typed; those of other values stay where they are.
    """
    clauses = [_clause(query, node, facet, dropped) for node in query.clauses]
    clauses = [clause for clause in clauses if clause.values or clause.sign is None]
    if sign:
        joined = next((clause for clause in reversed(clauses) if clause.sign == sign == "+"), None)
        if joined is None:
            joined = _Clause("", sign)
            clauses.append(joined)
        joined.values.append(added)
        joined.changed = True
    return " ".join(map(str, clauses))


def _clause(query: Query, node: Node, facet: FacetName, dropped: Collection[str]) -> _Clause:
    found: Sequence[Asked] = _values(query, node, facet)
    if not found:
        return _Clause(text_of(query, node))
    kept = [value.text for value in found if value.text not in dropped]
    return _Clause(text_of(query, node), found[0].sign, kept, changed=len(kept) < len(found))


def _values(query: Query, node: Node, facet: FacetName) -> tuple[Asked, ...]:
    """The values of a clause that does nothing but ask for, or shut out, values of this facet; else none."""
    sign: Sign = "-" if isinstance(node, Not) else "+"
    part = node.part if isinstance(node, Not) else node
    found = []
    for leaf in part.parts if isinstance(part, Or) else (part,):
        if not isinstance(leaf, Field | Dates) or not _belongs(leaf, facet):
            return ()
        found.append(Asked(typed_value(query, leaf), sign, text_of(query, leaf)))
    return tuple(found)


def _belongs(leaf: Field | Dates, facet: FacetName) -> bool:
    if facet in ("year", "month"):
        return leaf.name == "date" or (isinstance(leaf, Field) and (leaf.name, leaf.value) == ("is", UNDATED))
    return leaf.name == facet


@dataclass(frozen=True, slots=True)
class Offer:
    """What a facet has to choose from under a query, and what answers that query."""

    facet: FacetName
    facets: tuple[Facet, ...] = ()
    """Counted under the rest of the query, what it shuts out included; what is shut out as if it were not."""
    answered: str = ""
    """How many articles the whole query gives, or why it cannot be asked."""


class Narrowing:
    """A query that is being narrowed. It is always its text, so that there is nothing to keep in step with it."""

    def __init__(self, library: Library, text: str) -> None:
        self._library = library
        self.query = parse(text, date.today(), typing=True)

    @property
    def text(self) -> str:
        """The query as it stands."""
        return self.query.text

    def signs(self, facet: FacetName, offered: Iterable[Facet] = ()) -> dict[str, Sign]:
        """What is asked of a facet now, by the values it offers; what it does not offer, as it was typed."""
        found: dict[str, Sign] = {}
        for one in asked(self.query, facet):
            found |= dict.fromkeys(self._meant(one.value, facet, offered), one.sign)
        return found

    def choose(self, facet: FacetName, value: str, sign: Sign | None, offered: Iterable[Facet] = ()) -> None:
        """Ask for a value, shut it out, or do neither. QueryError where the query would be beyond the limits."""
        same = {one.text for one in asked(self.query, facet) if value in self._meant(one.value, facet, offered)}
        self.query = parse(choose(self.query, facet, clause_of(facet, value), sign, same), date.today())

    def _meant(self, typed: str, facet: FacetName, offered: Iterable[Facet]) -> Sequence[str]:
        """The values that a clause means, however it was typed."""
        named = self._library.named(typed) if facet in ("faction", "actor", "place") else []
        if len(named) == 1:
            return named
        folded = fold_text(typed)
        return [value.value for value in offered if fold_text(value.value) == folded] or [typed]

    def offer(self, facet: FacetName) -> Offer:
        """What can be chosen; to be called in a thread."""
        all_out, chosen_out = without(self.query, facet), without(self.query, facet, ("+",))
        answers = {text: self._answer(text) for text in {self.text, all_out, chosen_out}}
        offered, counted = ({v.value: v for v in _facet(answers[text], facet)} for text in (all_out, chosen_out))
        shut_out = {value for value, sign in self.signs(facet, offered.values()).items() if sign == "-"}
        kept = [counted.get(name, value if name in shut_out else None) for name, value in offered.items()]
        return Offer(facet, tuple(value for value in kept if value), answered(answers[self.text]))

    def _answer(self, text: str) -> Answer:
        return desk.answer(self._library, desk.Question(text))


def _facet(answer: Answer, facet: FacetName) -> Sequence[Facet]:
    return answer.results.facets.get(facet, ()) if isinstance(answer, desk.Answered) else ()


def answered(answer: Answer) -> str:
    """`12 articles · 3 possible · 1 undated left out`."""
    if isinstance(answer, desk.Unanswered):
        return answer.sentence
    if isinstance(answer, desk.Refused):
        return answer.error.message
    return counts(answer.results)


def counts(results: Results) -> str:
    """`12 articles · 3 possible · 1 undated left out`."""
    said = [f"{results.total:,} article{'s' * (results.total != 1)}"]
    if results.possible:
        said.append(f"{results.possible:,} possible")
    if results.undated:
        said.append(f"{results.undated:,} undated left out")
    return " · ".join(said)
