"""How surely each row answers a clause, and how clauses stand together."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.query import And, Field, Node, Not


@dataclass(frozen=True, slots=True)
class Truth:
    """Three sets within each other: rows that surely answer, that may at least, and that could not be ruled out."""

    sure: int
    possible: int
    conceivable: int

    @classmethod
    def plain(cls, rows: int) -> Truth:
        """Of something that is known of every row."""
        return cls(rows, rows, rows)

    def both(self, other: Truth) -> Truth:
        """Each row as the less sure of the two has it."""
        return Truth(self.sure & other.sure, self.possible & other.possible, self.conceivable & other.conceivable)

    def either(self, other: Truth) -> Truth:
        """Each row as the surer of the two has it."""
        return Truth(self.sure | other.sure, self.possible | other.possible, self.conceivable | other.conceivable)

    def opposite(self, everything: int) -> Truth:
        """What was possible stays possible, and what could not be judged still cannot."""
        sure = everything & ~self.conceivable
        possible = sure | (self.possible & ~self.sure)
        return Truth(sure, possible, possible | (self.conceivable & ~self.possible))


def split(clauses: tuple[Node, ...]) -> tuple[tuple[Node, ...], Node | None]:
    """The clauses without `is:possible`, and that clause, as it is or under NOT; what contradicts it stays."""
    doubt: Node | None = None
    kept = []
    for clause in clauses:
        part = clause.part if isinstance(clause, Not) else clause
        asks = isinstance(part, Field) and (part.name, part.value) == ("is", "possible")
        if asks and (doubt is None or isinstance(doubt, Not) == isinstance(clause, Not)):
            doubt = clause
        else:
            kept.append(clause)
    return tuple(kept), doubt


def joined(clauses: tuple[Node, ...]) -> Node | None:
    """Clauses that must all hold, as one tree; None for none."""
    return all_of(clauses) if clauses else None


def all_of(parts: tuple[Node, ...]) -> Node:
    """The same, of one clause at least."""
    return parts[0] if len(parts) == 1 else And(parts, parts[0].start, parts[-1].end)
